//! Opening our own communities, what is wrong with their texts, and telling that they changed.

use super::problems::Problems;
use super::rules::publish_rules;
use super::{announce_to_forums, inboxes};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::{names, settings};
use crate::activitypub::actors::{ActorKind, NewActor, insert_local_actor, local_actor_by_name};
use crate::activitypub::delivery::{Inbox, inbox_of};
use crate::activitypub::keys::{self, KeyPairPem};
use crate::activitypub::languages::language_name;
use crate::activitypub::nodeinfo::is_guildhall;
use crate::activitypub::peers::{Peer, PeerPolicy, peer_by_host};
use crate::activitypub::recipients;
use crate::app::App;
use crate::communities::actions::{Saying, say};
use crate::communities::documents::{
    addressed, alone, community_activity, embedded, group_document, with_tags,
};
use crate::communities::model::{Community, FollowState, JoinPolicy, ReadPolicy, WritePolicy};
use crate::communities::queries::find_community;
use crate::communities::queries::follows::{NewFollow, upsert_follow};
use crate::communities::queries::local::{CommunityTexts, insert_community};
use crate::communities::queries::tags::vocabulary_of;
use crate::error::{Error, FieldError, Reason, Result};
use crate::membership::model::{Membership, MembershipState, Role, RulesChange, has_points};
use crate::membership::queries::upsert_membership;
use crate::store::{Conn, Tx};
use crate::text;
use serde_json::Value;
use std::collections::HashSet;

const MAX_TITLE: usize = 100;
const MAX_FOCUS: usize = 200;
const MAX_TEXT: usize = 20_000;

/// Who may write follows from who may join; said only when a community is opened.
pub const AS_JOINING: &str = "joining";

/// What the forms for opening and changing a community hold, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct CommunityForm {
    /// Only when it is opened; it never changes.
    pub name: String,
    pub title: String,
    /// One line: who it is for and what they get.
    pub focus: String,
    /// Markdown, like the rules.
    pub description: String,
    pub rules: String,
    /// A code such as `en`; empty when it does not matter.
    pub language: String,
    /// Words of [`WritePolicy`], or [`AS_JOINING`]; empty means everybody.
    pub post_policy: String,
    pub answer_policy: String,
    /// What kind of change of the rules this is, a word of [`RulesChange`]; empty: the same in other words.
    pub rules_change: String,
    /// Who reads and who joins, only when it is opened; later they are among the settings. Words of
    /// [`ReadPolicy`] and [`JoinPolicy`]; empty means everybody.
    pub read: String,
    pub join: String,
}

impl From<&Community> for CommunityForm {
    fn from(community: &Community) -> Self {
        let row = &community.row;
        Self {
            name: community.actor.name.clone(),
            title: row.title.clone(),
            focus: row.focus.clone(),
            description: row.description.clone(),
            rules: row.rules.clone(),
            language: row.language.clone(),
            post_policy: row.post_policy.to_string(),
            answer_policy: row.answer_policy.to_string(),
            rules_change: String::new(),
            read: row.read_policy.to_string(),
            join: row.join_policy.to_string(),
        }
    }
}

/// Opens a community on this server. `by` is who does it, `convener` who will run it; they also
/// follow it. Errors: `Refused`, and `Invalid` for the fields.
pub async fn open_community(
    app: &App,
    by: &Viewer,
    convener: &Person,
    form: &CommunityForm,
) -> Result<Community> {
    let allowed = {
        let mut conn = app.store.read().await?;
        settings::load(app, &mut conn).await?.community_creation
    };
    crate::accounts::policy::may_open_community(by, allowed)?;
    if !convener.actor.local || !convener.is_live() {
        return Err(Reason::Suspended.into());
    }
    let mut problems = Problems::default();
    let texts = problems.take(validate(app, form, true))?;
    let doors = doors(form, &mut problems);
    if !problems.has("name") && name_is_taken(&mut app.store.read().await?, form).await? {
        problems.add("name", t!("membership-wrong-name-taken"));
    }
    let Some(texts) = texts.filter(|_| problems.is_empty()) else {
        return Err(problems.into());
    };
    let key = new_key().await?;
    let mut tx = app.store.begin().await?;
    let id = insert(&mut tx, app, form, (&texts, doors), key).await?;
    let community = find_community(&mut tx, id).await?;
    add_convener(&mut tx, app, convener, &community).await?;
    if has_points(&texts.rules) {
        let change = RulesChange::Editorial;
        publish_rules(&mut tx, app, convener, &community, &texts.rules, change).await?;
    }
    let community = find_community(&mut tx, id).await?;
    tx.commit().await?;
    Ok(community)
}

/// Who reads and who joins at first.
fn doors(form: &CommunityForm, problems: &mut Problems) -> (ReadPolicy, JoinPolicy) {
    let read = match form.read.as_str() {
        "" => Some(ReadPolicy::Public),
        word => ReadPolicy::parse(word),
    };
    let join = match form.join.as_str() {
        "" => Some(JoinPolicy::Open),
        word => JoinPolicy::parse(word),
    };
    if read.is_none() {
        problems.add("read", t!("membership-wrong-read-choose"));
    }
    match join {
        None => problems.add("join", t!("membership-wrong-join-choose")),
        Some(JoinPolicy::Domain) => {
            problems.add("join", t!("membership-wrong-join-domain"));
        }
        Some(_) => {}
    }
    (
        read.unwrap_or(ReadPolicy::Public),
        join.unwrap_or(JoinPolicy::Open),
    )
}

async fn name_is_taken(conn: &mut Conn, form: &CommunityForm) -> Result<bool> {
    Ok(local_actor_by_name(conn, &form.name).await?.is_some())
}

async fn new_key() -> Result<KeyPairPem> {
    tokio::task::spawn_blocking(keys::generate)
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)
}

async fn insert(
    tx: &mut Tx,
    app: &App,
    form: &CommunityForm,
    (texts, doors): (&CommunityTexts, (ReadPolicy, JoinPolicy)),
    key: KeyPairPem,
) -> Result<crate::ids::CommunityId> {
    let name = form.name.as_str();
    // Making the key took its time.
    if name_is_taken(tx, form).await? {
        return Err(Error::invalid("name", t!("membership-wrong-name-taken")));
    }
    let ap_id = app.local.community(name);
    let below = |what: &str| Some(format!("{ap_id}/{what}"));
    let actor = NewActor {
        kind: ActorKind::Group,
        name: name.to_owned(),
        host: app.local.host.clone(),
        local: true,
        inbox_url: format!("{ap_id}/inbox"),
        shared_inbox_url: Some(app.local.url("/inbox")),
        outbox_url: below("outbox"),
        followers_url: below("followers"),
        featured_url: below("featured"),
        moderators_url: below("moderators"),
        page_url: None,
        key_id: Some(format!("{ap_id}#main-key")),
        public_key: Some(key.public),
        fetched_at: None,
        ap_id: ap_id.clone(),
    };
    let now = app.now();
    let actor = insert_local_actor(tx, &actor, &key.private, now).await?;
    Ok(insert_community(tx, actor.id, texts, doors, now).await?.id)
}

async fn add_convener(
    tx: &mut Tx,
    app: &App,
    convener: &Person,
    community: &Community,
) -> Result<()> {
    let now = app.now();
    let membership = Membership {
        community_id: community.id(),
        account_id: convener.id(),
        role: Role::Convener,
        state: MembershipState::Member,
        since: now,
        updated_at: now,
    };
    upsert_membership(tx, &membership).await?;
    let follow = NewFollow {
        follower: convener.actor.id,
        target: community.actor.id,
        state: FollowState::Accepted,
        ap_id: &app.mint_activity_id("follow"),
    };
    upsert_follow(tx, &follow, None, now).await?;
    Ok(())
}

/// Where people are let in one by one, those who are in write.
fn as_joining(join: &str) -> WritePolicy {
    match JoinPolicy::parse(join) {
        Some(JoinPolicy::Application | JoinPolicy::Invitation) => WritePolicy::Members,
        _ => WritePolicy::Readers,
    }
}

/// All that is wrong with the texts of a community, or those that are stored.
pub(super) fn validate(app: &App, form: &CommunityForm, new: bool) -> Result<CommunityTexts> {
    let mut errors = Vec::new();
    let mut wrong = |field: &'static str, message: String| {
        let message = message.into();
        errors.push(FieldError { field, message });
    };
    if new && let Err(error) = names::check(&form.name) {
        wrong("name", error.to_string());
    }
    let title = form.title.trim();
    if title.is_empty() || title.chars().count() > MAX_TITLE {
        wrong("title", t!("membership-wrong-title", most = MAX_TITLE));
    }
    let focus = form.focus.trim();
    if focus.chars().count() > MAX_FOCUS {
        wrong("focus", t!("membership-wrong-line-long", most = MAX_FOCUS));
    }
    for (field, text) in [("description", &form.description), ("rules", &form.rules)] {
        if text.chars().count() > MAX_TEXT {
            wrong(field, t!("membership-wrong-text-long", most = MAX_TEXT));
        }
    }
    if !form.language.is_empty() && language_name(&form.language).is_none() {
        wrong("language", t!("membership-wrong-language"));
    }
    let policy = |text: &str| match text {
        "" => Some(WritePolicy::Readers),
        AS_JOINING if new => Some(as_joining(&form.join)),
        text => WritePolicy::parse(text),
    };
    let post_policy = policy(&form.post_policy);
    if post_policy.is_none() {
        wrong("post_policy", t!("membership-wrong-post-policy"));
    }
    let answer_policy = policy(&form.answer_policy);
    if answer_policy.is_none() {
        wrong("answer_policy", t!("membership-wrong-answer-policy"));
    }
    if change_of(form).is_none() {
        wrong("rules_change", t!("membership-wrong-rules-change"));
    }
    let (true, Some(post_policy), Some(answer_policy)) =
        (errors.is_empty(), post_policy, answer_policy)
    else {
        return Err(Error::Invalid(errors));
    };
    let links = settings::links(app);
    let rules = match has_points(&form.rules) {
        // Browsers end lines in another way than everybody else.
        true => form.rules.replace("\r\n", "\n"),
        false => String::new(),
    };
    Ok(CommunityTexts {
        title: text::one_line(title, MAX_TITLE),
        focus: text::one_line(focus, MAX_FOCUS),
        description: form.description.clone(),
        description_html: text::render(&form.description, &links).html,
        rules_html: text::render(&rules, &links).html,
        rules,
        language: form.language.clone(),
        post_policy,
        answer_policy,
    })
}

pub(super) fn change_of(form: &CommunityForm) -> Option<RulesChange> {
    match form.rules_change.as_str() {
        "" => Some(RulesChange::Editorial),
        word => RulesChange::parse(word),
    }
}

/// Forums get the convener's Update wrapped by the community; microblogs, which take changes of an
/// actor from itself only, the community's own.
pub async fn tell_update(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    community: &Community,
) -> Result<()> {
    let group = described(tx, app, community).await?;
    let followers =
        announce_to_forums(tx, app, person, community, "Update", &[], group.clone()).await?;
    say_update(tx, app, community, group, inboxes(&followers, false)).await
}

/// The same for the servers of these members, as far as nobody there follows: from there one belongs, too, and is
/// shown the rules. Where only members read, each of them follows.
pub(super) async fn tell_update_to(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    members: &[Person],
) -> Result<()> {
    if members.is_empty() || !community.is_open_to_read() {
        return Ok(());
    }
    let followers = recipients::followers(tx, community.actor.id).await?;
    let mut hosts: HashSet<String> = followers.into_iter().map(|each| each.host).collect();
    let mut to = Vec::new();
    for member in members {
        let host = &member.actor.host;
        if !hosts.insert(host.clone()) {
            continue;
        }
        let peer = peer_by_host(tx, host).await?;
        let shows = |peer: &Peer| {
            is_guildhall(peer.software.as_deref()) && peer.policy != PeerPolicy::Block
        };
        if peer.as_ref().is_some_and(shows) {
            to.push(inbox_of(tx, app, &member.actor).await?);
        }
    }
    match to.is_empty() {
        true => Ok(()),
        false => {
            let group = described(tx, app, community).await?;
            say_update(tx, app, community, group, to).await
        }
    }
}

/// The group as it is put into its `Update`.
async fn described(tx: &mut Tx, app: &App, community: &Community) -> Result<Value> {
    let tags = vocabulary_of(tx, community).await?;
    let group = with_tags(group_document(app, community), community, &tags);
    Ok(embedded(group))
}

async fn say_update(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    group: Value,
    to: Vec<Inbox>,
) -> Result<()> {
    let id = app.mint_activity_id("update");
    let own = &community.actor;
    let update = community_activity(app, "Update", &id, &own.ap_id, own, group);
    let document = alone(app, addressed(community, update));
    let what = Saying {
        id: &id,
        kind: "Update",
        actor: own.id,
        object: &own.ap_id,
        audience: community.audience(),
        document: &document,
    };
    say(tx, app, what, to).await
}
