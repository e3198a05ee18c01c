//! Tags: which of them a thread gets, and how those who look after a community keep its vocabulary.

use crate::accounts::model::Person;
use crate::accounts::rate_limits::begin_write;
use crate::app::App;
use crate::communities::model::{Community, CommunityTag};
use crate::communities::queries::find_community;
use crate::communities::queries::tags::{
    KeptTag, Meant, VOCABULARY_MAX, clear_synonyms, count_kept, find_tag, insert_used, list_meant,
    list_synonyms, set_meant, tag_by_name, upsert_tag,
};
use crate::error::{Error, Result};
use crate::ids::{CommunityId, PostId};
use crate::jobs::{Plan, enqueue, enqueue_with};
use crate::membership::actions::tell_community;
use crate::membership::model::TagRule;
use crate::membership::queries::settings::settings_of;
use crate::membership::queries::standing;
use crate::posts::jobs::RetagThreads;
use crate::posts::model::Post;
use crate::posts::{policy, queries};
use crate::store::Tx;
use crate::text::{TAG_MAX, one_line, tag_name};
use chrono::TimeDelta;
use serde::Deserialize;

/// Characters of what is said of a tag.
const DESCRIPTION_MAX: usize = 200;
/// Other names of one tag.
const SYNONYMS_MAX: usize = 20;
/// Threads that get another tag in one transaction.
const BATCH: i64 = 100;
/// A thread that was being written while tags were merged may have been late; all are gone through once more.
const ONCE_MORE_AFTER: TimeDelta = TimeDelta::minutes(5);

/// What is said of a tag, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct TagForm {
    /// Only where it is added.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Other names of it, with commas between them.
    pub synonyms: String,
    /// Whether it stands in the vocabulary; anything that is not empty says yes.
    pub listed: String,
}

/// The tags that a thread of somebody here gets: those that are meant by what was typed. What a thread had
/// before, by rules that were others then, it may keep.
pub(super) async fn tags_for(
    tx: &mut Tx,
    community: &Community,
    typed: Vec<String>,
    former: Option<&Post>,
) -> Result<Vec<String>> {
    let settings = settings_of(tx, community.id()).await?;
    let before: &[String] = former.map_or(&[][..], |post| post.tags.0.as_slice());
    let bare = former.is_some() && before.is_empty();
    let wanting = settings.tags_required && typed.is_empty() && !bare;
    if wanting && has_any(tx, community, settings.tag_rule).await? {
        return Err(Error::invalid("tags", t!("posts-wrong-tags-none")));
    }
    let known = list_meant(tx, community.id(), &typed).await?;
    for name in typed.iter().filter(|name| !before.contains(name)) {
        let kept = known.iter().any(|tag| &tag.said == name && tag.kept);
        if let Err(reason) = policy::may_use_tag(settings.tag_rule, kept) {
            return Err(Error::invalid("tags", format!("{name}: {reason}")));
        }
    }
    Ok(as_meant(&known, typed))
}

/// The same for a thread that came from another server. What a community here has no use for is left out;
/// a community elsewhere judges by itself.
pub(super) async fn tags_on_arrival(
    tx: &mut Tx,
    community: &Community,
    said: Vec<String>,
) -> Result<Vec<String>> {
    if said.is_empty() {
        return Ok(said);
    }
    let known = list_meant(tx, community.id(), &said).await?;
    let rule = match community.is_local() {
        true => settings_of(tx, community.id()).await?.tag_rule,
        false => TagRule::Free,
    };
    let mut tags = said;
    if rule == TagRule::Listed {
        tags.retain(|name| known.iter().any(|tag| tag.said == *name && tag.kept));
    }
    Ok(as_meant(&known, tags))
}

/// Whether there is a tag that a thread could have: in a list there may be none yet.
async fn has_any(tx: &mut Tx, community: &Community, rule: TagRule) -> Result<bool> {
    Ok(rule == TagRule::Free || count_kept(tx, community.id()).await? > 0)
}

/// Each tag once.
fn as_meant(known: &[Meant], said: Vec<String>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for name in said {
        let meant = known.iter().find(|tag| tag.said == name);
        let meant = meant.map_or(name, |tag| tag.name.clone());
        if !tags.contains(&meant) {
            tags.push(meant);
        }
    }
    tags
}

/// Adds a tag to the vocabulary of a community here, or says something else of one that is there. Its
/// followers are told where everybody reads it.
pub async fn save_tag(
    app: &App,
    by: &Person,
    community: &Community,
    name: &str,
    form: &TagForm,
) -> Result<CommunityTag> {
    let name = check_name("name", name)?;
    let description = one_line(&form.description, DESCRIPTION_MAX + 1);
    if description.chars().count() > DESCRIPTION_MAX {
        let message = t!("posts-wrong-long", most = DESCRIPTION_MAX);
        return Err(Error::invalid("description", message));
    }
    let synonyms = check_synonyms(&name, &form.synonyms)?;
    let said = KeptTag {
        description,
        kept: !form.listed.is_empty(),
    };
    let mut tx = begin_tending(app, by, community).await?;
    if said.kept && count_kept(&mut tx, community.id()).await? >= VOCABULARY_MAX {
        let known = tag_by_name(&mut tx, community.id(), &name).await?;
        if known.is_none_or(|tag| !tag.kept) {
            let message = t!("posts-wrong-list-full", most = VOCABULARY_MAX);
            return Err(Error::invalid("listed", message));
        }
    }
    let now = app.now();
    let tag = upsert_tag(&mut tx, community.id(), &name, &said, now).await?;
    set_synonyms(&mut tx, app, community.id(), &tag, &synonyms).await?;
    end_tending(app, tx, by, community).await?;
    Ok(tag)
}

/// One tag becomes another name of a second one, which its threads get in its place. Where there is no second
/// one yet, it is made: the tag is called so from then on.
pub async fn merge_tag(
    app: &App,
    by: &Person,
    community: &Community,
    name: &str,
    into: &str,
) -> Result<CommunityTag> {
    let into = check_name("into", into)?;
    let mut tx = begin_tending(app, by, community).await?;
    let tag = tag_by_name(&mut tx, community.id(), name).await?;
    let tag = tag.ok_or(Error::NotFound("tag"))?;
    let target = match tag_by_name(&mut tx, community.id(), &into).await? {
        Some(target) => match target.meant_id {
            Some(meant) => find_tag(&mut tx, meant).await?,
            None => target,
        },
        None => {
            let said = KeptTag {
                description: tag.description.clone(),
                kept: tag.kept,
            };
            upsert_tag(&mut tx, community.id(), &into, &said, app.now()).await?
        }
    };
    if target.id == tag.id {
        return Err(Error::invalid("into", t!("posts-wrong-tag-same")));
    }
    let target = listed_like(&mut tx, app, &tag, target).await?;
    merge(&mut tx, app, &tag, &target).await?;
    end_tending(app, tx, by, community).await?;
    Ok(target)
}

/// What stood in the list stands there still, by the name of the tag that is meant: else members could use
/// neither where only those of the list are used.
async fn listed_like(
    tx: &mut Tx,
    app: &App,
    tag: &CommunityTag,
    target: CommunityTag,
) -> Result<CommunityTag> {
    if target.kept || !tag.kept {
        return Ok(target);
    }
    let description = match target.description.is_empty() {
        true => tag.description.clone(),
        false => target.description,
    };
    let said = KeptTag {
        description,
        kept: true,
    };
    let place = target.community_id;
    Ok(upsert_tag(tx, place, &target.name, &said, app.now()).await?)
}

fn check_name(field: &'static str, typed: &str) -> Result<String> {
    tag_name(typed).ok_or_else(|| Error::invalid(field, t!("posts-wrong-tag", most = TAG_MAX)))
}

fn check_synonyms(name: &str, typed: &str) -> Result<Vec<String>> {
    let mut synonyms = Vec::new();
    for part in typed.split(',').filter(|part| !part.trim().is_empty()) {
        let synonym = check_name("synonyms", part)?;
        if synonym != name && !synonyms.contains(&synonym) {
            synonyms.push(synonym);
        }
    }
    if synonyms.len() > SYNONYMS_MAX {
        let message = t!("posts-wrong-synonyms", most = SYNONYMS_MAX);
        return Err(Error::invalid("synonyms", message));
    }
    Ok(synonyms)
}

/// Only those who look after a community here do.
async fn begin_tending(app: &App, by: &Person, community: &Community) -> Result<Tx> {
    let mut tx = begin_write(app, by.id()).await?;
    let standing = standing(&mut tx, by, community, app.now()).await?;
    policy::may_tend_tags(&standing, community)?;
    Ok(tx)
}

async fn end_tending(app: &App, mut tx: Tx, by: &Person, community: &Community) -> Result<()> {
    if community.is_open_to_read() {
        let community = find_community(&mut tx, community.id()).await?;
        tell_community(&mut tx, app, by, &community).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Exactly these are other names of the tag from now on.
async fn set_synonyms(
    tx: &mut Tx,
    app: &App,
    community: CommunityId,
    tag: &CommunityTag,
    wanted: &[String],
) -> Result<()> {
    let mut gone = list_synonyms(tx, tag.id).await?;
    gone.retain(|name| !wanted.contains(name));
    clear_synonyms(tx, tag.id, &gone).await?;
    insert_used(tx, community, wanted, app.now()).await?;
    for name in wanted {
        let other = tag_by_name(tx, community, name).await?;
        if let Some(other) = other.filter(|other| other.meant_id != Some(tag.id)) {
            merge(tx, app, &other, tag).await?;
        }
    }
    Ok(())
}

async fn merge(tx: &mut Tx, app: &App, tag: &CommunityTag, target: &CommunityTag) -> Result<()> {
    set_meant(tx, tag.id, target.id).await?;
    enqueue(tx, app, &RetagThreads::new(target.id)).await
}

/// Gives threads that have another name of a tag the tag itself, a part at a time.
pub async fn retag_threads(app: &App, work: RetagThreads) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let target = find_tag(&mut tx, work.tag).await?;
    let names = list_synonyms(&mut tx, target.id).await?;
    let name = match work.after {
        PostId(0) => names.into_iter().filter(|name| *name > work.name).min(),
        _ => Some(work.name.clone()),
    };
    let next = match name {
        Some(name) => Some(retag_some(&mut tx, app, &target, &work, name).await?),
        None if work.again => None,
        None => Some(RetagThreads {
            again: true,
            ..RetagThreads::new(target.id)
        }),
    };
    if let Some(next) = next {
        let begins_again = next.again && !work.again;
        let plan = Plan {
            at: begins_again.then(|| app.now().plus(ONCE_MORE_AFTER)),
            ..Plan::default()
        };
        enqueue_with(&mut tx, app, &next, plan).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// The next threads with one of the names, and what is to be done after them.
async fn retag_some(
    tx: &mut Tx,
    app: &App,
    target: &CommunityTag,
    work: &RetagThreads,
    name: String,
) -> Result<RetagThreads> {
    let found = queries::list_tagged(tx, target.community_id, &name, work.after, BATCH).await?;
    for id in &found {
        let post = queries::lock_post(tx, *id).await?;
        let mut tags: Vec<String> = Vec::new();
        for tag in &post.tags.0 {
            let tag = if *tag == name { &target.name } else { tag };
            if !tags.contains(tag) {
                tags.push(tag.clone());
            }
        }
        queries::retag_post(tx, &post, tags, app.now()).await?;
    }
    Ok(RetagThreads {
        tag: target.id,
        name,
        after: found.last().copied().unwrap_or(PostId(0)),
        again: work.again,
    })
}
