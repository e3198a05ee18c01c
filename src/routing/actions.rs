//! Saying yes and no to being asked, asking, and an asker's wish that others be asked.

use super::documents::line_to;
use super::jobs::TellHelper;
use super::model::{Consent, PER_WEEK, PER_WEEK_MAX, TAGS_MAX};
use super::policy;
use super::queries::{
    Desk, called, consent_of, delete_consent, delete_consents, insert_call, insert_round,
    list_candidates, list_desks, list_due, note_bump, upsert_consent,
};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::begin_write;
use crate::activitypub::delivery::{Audience, Outgoing, deliver, inbox_of};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::communities::queries::tags::tag_meant;
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommunityId, PostId};
use crate::jobs::enqueue;
use crate::membership::model::Channel;
use crate::membership::queries::settings::settings_of;
use crate::membership::queries::standing;
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::posts::documents::seal;
use crate::posts::model::Post;
use crate::posts::queries::{find_post, lock_post};
use crate::store::{Json, Tx};
use crate::text::tag_name;
use crate::visibility::{Reader, reach_in};
use chrono::TimeDelta;

/// Communities looked at in one go, and questions of each.
const DESKS: i64 = 100;
const QUESTIONS: i64 = 20;
/// Nobody is asked about older questions.
const OLDEST: TimeDelta = TimeDelta::days(14);
const WEEK: TimeDelta = TimeDelta::days(7);

/// What somebody says yes to, as they typed or wrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HelpForm {
    /// Tags with commas between them; none: any.
    pub tags: String,
    /// How often in a week; empty: as usual.
    pub per_week: String,
}

/// A member, here or on another server, says yes to being asked; said before, it is as they say it now. That of a
/// community elsewhere is told to its server.
pub async fn say_yes(
    app: &App,
    who: &Person,
    community: &Community,
    form: &HelpForm,
    channel: Channel,
) -> Result<Consent> {
    let per_week = check_number(&form.per_week)?;
    let names = check_names(&form.tags)?;
    let mut tx = begin_write(app, who.id()).await?;
    let standing = standing(&mut tx, who, community, app.now()).await?;
    policy::may_help(&standing, community)?;
    let mut tags: Vec<String> = Vec::new();
    for name in names {
        let meant = tag_meant(&mut tx, community.id(), &name).await?;
        let meant = meant.map_or(name, |tag| tag.name);
        if !tags.contains(&meant) {
            tags.push(meant);
        }
    }
    let consent = Consent {
        community_id: community.id(),
        account_id: who.id(),
        tags: Json(tags),
        per_week,
        channel,
        said_at: app.now(),
    };
    upsert_consent(&mut tx, &consent).await?;
    if !community.is_local() {
        let line = match consent.tags.0.as_slice() {
            [] => format!("HELP {per_week}"),
            tags => format!("HELP {} {per_week}", tags.join(", ")),
        };
        write_there(&mut tx, app, who, community, &line).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(consent)
}

/// Tells the server of a community elsewhere, which does the asking and answers with a message.
async fn write_there(
    tx: &mut Tx,
    app: &App,
    who: &Person,
    community: &Community,
    line: &str,
) -> Result<()> {
    let to = &community.actor;
    let id = app.mint_activity_id("create");
    let note = app.local.message(&app.mint_public_id());
    let ids = (id.as_str(), note.as_str());
    let document = line_to(to, &who.actor, ids, line, &app.now().wire());
    let what = Outgoing {
        ap_id: id,
        kind: "Create",
        actor: who.actor.id,
        // A yes and a no keep their order.
        object: to.ap_id.clone(),
        audience: Audience::People,
        document: seal(&app.local, document),
    };
    let inbox = inbox_of(tx, app, to).await?;
    deliver(tx, app, &what, vec![inbox]).await?;
    Ok(())
}

fn check_number(typed: &str) -> Result<i32> {
    match typed.trim() {
        "" => Ok(PER_WEEK),
        typed => match typed.parse() {
            Ok(number) if (1..=PER_WEEK_MAX).contains(&number) => Ok(number),
            _ => {
                let message = t!("routing-wrong-often", most = PER_WEEK_MAX);
                Err(Error::invalid("per_week", message))
            }
        },
    }
}

fn check_names(typed: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for part in typed.split(',').filter(|part| !part.trim().is_empty()) {
        let wrong = || Error::invalid("tags", t!("routing-wrong-tags"));
        names.push(tag_name(part).ok_or_else(wrong)?);
    }
    if names.len() > TAGS_MAX {
        let message = t!("routing-too-many-tags", most = TAGS_MAX);
        return Err(Error::invalid("tags", message));
    }
    Ok(names)
}

/// Nobody needs a right to be left alone.
pub async fn say_no(app: &App, who: &Person, community: CommunityId) -> Result<()> {
    let mut tx = app.store.begin().await?;
    delete_consent(&mut tx, community, who.id()).await?;
    tx.commit().await?;
    Ok(())
}

/// The same of somebody here, in a community here or elsewhere.
pub async fn say_no_in(app: &App, who: &Person, community: &Community) -> Result<()> {
    if community.is_local() {
        return say_no(app, who, community.id()).await;
    }
    let mut tx = begin_write(app, who.id()).await?;
    let before = consent_of(&mut tx, community.id(), who.id()).await?;
    if before.is_none() {
        return Ok(());
    }
    delete_consent(&mut tx, community.id(), who.id()).await?;
    write_there(&mut tx, app, who, community, "HELP NO").await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// The same in all communities here: of somebody who does not say which they mean.
pub async fn say_no_everywhere(app: &App, who: &Person) -> Result<()> {
    let mut tx = app.store.begin().await?;
    delete_consents(&mut tx, who.id()).await?;
    tx.commit().await?;
    Ok(())
}

/// Has people asked about every question that has waited long enough.
pub async fn call_helpers(app: &App) -> Result<()> {
    let mut after = CommunityId(0);
    loop {
        let mut conn = app.store.read().await?;
        let desks = list_desks(&mut conn, after, DESKS).await?;
        drop(conn);
        let Some(last) = desks.last() else {
            return Ok(());
        };
        after = last.community;
        for desk in &desks {
            call_in(app, desk).await?;
        }
    }
}

async fn call_in(app: &App, desk: &Desk) -> Result<()> {
    let now = app.now();
    let waited = now.minus(TimeDelta::hours(i64::from(desk.after_hours)));
    let mut from = (now.minus(OLDEST), PostId(0));
    loop {
        let due = {
            let mut conn = app.store.read().await?;
            list_due(&mut conn, desk.community, (from, waited), QUESTIONS).await?
        };
        let mut failed = false;
        for (post, _) in &due {
            // It is tried again the next time, and keeps none of the others waiting.
            if let Err(error) = call_about(app, desk, *post).await {
                tracing::warn!(%error, %post, "nobody could be asked about a question");
                failed = true;
            }
        }
        let is_full = i64::try_from(due.len()) == Ok(QUESTIONS);
        match due.last() {
            Some((post, begun)) if failed && is_full => from = (*begun, *post),
            _ => return Ok(()),
        }
    }
}

async fn call_about(app: &App, desk: &Desk, post: PostId) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let post = lock_post(&mut tx, post).await?;
    let key = (post.community_id, post.id);
    // Somebody may have answered meanwhile, and another process may have asked.
    if policy::is_open(&post) && insert_round(&mut tx, key, app.now()).await? {
        ask_some(&mut tx, app, &post, desk.people).await?;
        tx.commit().await?;
        app.wake_workers();
    }
    Ok(())
}

/// Asks up to so many; says how many there were.
async fn ask_some(tx: &mut Tx, app: &App, post: &Post, people: i32) -> Result<usize> {
    let now = app.now();
    let community = find_community(tx, post.community_id).await?;
    let key = (post.community_id, post.id, post.author_id);
    let all = list_candidates(tx, key, (now.minus(WEEK), now)).await?;
    let count = usize::try_from(people).unwrap_or(0);
    // More than are asked, since some of another server may not read it.
    let chosen = policy::choose(all, &post.tags.0, count.saturating_mul(2));
    let mut asked = 0;
    for account in chosen {
        if asked < count && ask(tx, app, &community, post, account).await? {
            asked += 1;
        }
    }
    Ok(asked)
}

async fn ask(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    post: &Post,
    account: AccountId,
) -> Result<bool> {
    let person = find_person(tx, account).await?;
    if !reads(tx, &person, post).await? {
        return Ok(false);
    }
    let key = (post.community_id, post.id);
    if !insert_call(tx, key, account, app.now()).await? {
        return Ok(false);
    }
    if !person.actor.local {
        let job = TellHelper {
            post: post.id,
            account,
        };
        enqueue(tx, app, &job).await?;
        return Ok(true);
    }
    let cause = format!("asked about {}", post.ap_id);
    let notice = NewNotice {
        recipient: account,
        kind: NoticeKind::AskedToAnswer,
        cause: &cause,
        by: Some(community.actor.id),
        community: Some(community.id()),
        post: Some(post.id),
        comment: None,
    };
    notify(tx, app, &notice).await?;
    Ok(true)
}

/// Nobody is shown what they, or their server, may not read.
async fn reads(tx: &mut Tx, person: &Person, post: &Post) -> Result<bool> {
    let reader = match person.actor.local {
        true => Reader::Account {
            id: person.id(),
            admin: false,
        },
        false => Reader::Host(&person.actor.host),
    };
    let reach = reach_in(tx, reader, post.community_id).await?;
    Ok(reach.admits(post.audience, post.community_id))
}

/// The asker of a question that waits has others asked. Says how many are.
pub async fn bump(app: &App, who: &Person, post: PostId) -> Result<usize> {
    let mut tx = begin_write(app, who.id()).await?;
    let post = lock_post(&mut tx, post).await?;
    let community = find_community(&mut tx, post.community_id).await?;
    let standing = standing(&mut tx, who, &community, app.now()).await?;
    let settings = settings_of(&mut tx, community.id()).await?;
    let before = called(&mut tx, post.id).await?;
    let now = app.now();
    let question = (&post, settings.ask_after_hours);
    policy::may_bump(&standing, &community, question, before, now)?;
    insert_round(&mut tx, (post.community_id, post.id), now).await?;
    note_bump(&mut tx, post.id, now).await?;
    let asked = ask_some(&mut tx, app, &post, settings.ask_people).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(asked)
}

/// What somebody of another server is asked, if that still makes sense: who, about what, where.
pub async fn question_for(
    app: &App,
    work: &TellHelper,
) -> Result<Option<(Person, Community, Post)>> {
    let mut conn = app.store.read().await?;
    let post = find_post(&mut conn, &Viewer::System, work.post).await?;
    let Some(post) = post.filter(policy::is_open) else {
        return Ok(None);
    };
    let person = find_person(&mut conn, work.account).await?;
    let community = find_community(&mut conn, post.community_id).await?;
    // They may have said no since.
    let wanted = consent_of(&mut conn, community.id(), person.id()).await?;
    if wanted.is_none() {
        return Ok(None);
    }
    let reader = Reader::Host(&person.actor.host);
    let reach = reach_in(&mut conn, reader, community.id()).await?;
    let still = community.is_live() && reach.admits(post.audience, community.id());
    Ok(still.then_some((person, community, post)))
}
