//! Moderators on the wire: our collections of them, and those of other servers. And membership as Guildhall
//! servers tell each other of it: its terms, `Join`, `Leave`, `Invite`, and the answers.

mod linking;

pub use linking::{linked_to, receive_offer, receive_offer_answer, receive_offer_back};

use super::actions::{
    note_application, note_rules, runs_guildhall, save_remote_moderators, settle_join,
    take_decline, take_invite, take_invite_back, take_join, take_leave,
};
use super::memory::Heard;
use super::model::Role;
use super::queries::rules::{list_versions_between, version_by_number};
use super::queries::settings::{list_questions, settings_of};
use super::terms::{
    Terms, read_leave, read_offer, read_report, read_request, read_rules, read_terms, read_verdict,
    terms_document,
};
use crate::accounts::model::{Person, Viewer};
use crate::activitypub::fetch::fetch_document;
use crate::activitypub::ids::same_origin;
use crate::activitypub::tolerant::{id_in, id_of, ids_of, object_in};
use crate::activitypub::vocabulary::context;
use crate::app::App;
use crate::communities::act::Act;
use crate::communities::documents::members_url;
use crate::communities::federation::resolve::known_actor;
use crate::communities::federation::{FRESH, acting_person, resolve_actor};
use crate::communities::model::Community;
use crate::communities::policy::is_known_to;
use crate::error::{Error, Reason, Result};
use crate::store::Conn;
use serde_json::{Value, json};

/// As many as anybody needs; a longer list is a mistake or an attack (safety.md O-20).
const MAX_MODERATORS: usize = 50;

/// The collection at `attributedTo`: ids inline, as Lemmy needs them.
pub fn moderators_document(
    app: &App,
    community: &Community,
    moderators: &[(Person, Role)],
) -> Value {
    let ids: Vec<&str> = moderators
        .iter()
        .map(|(person, _)| person.actor.ap_id.as_str())
        .collect();
    json!({
        "@context": context(&app.local.url("/context.json")),
        "id": community.actor.moderators_url,
        "type": "OrderedCollection",
        "totalItems": ids.len(),
        "orderedItems": ids,
    })
}

/// How many belong to a community and are in its list of members, and not who: their names are for other
/// members.
pub fn members_document(app: &App, community: &Community, total: i64) -> Value {
    json!({
        "@context": context(&app.local.url("/context.json")),
        "id": members_url(&community.actor),
        "type": "Collection",
        "totalItems": total,
    })
}

/// Reads who moderates a community of another server from its own collection and keeps it. Moderators
/// who cannot be found now are left out. Without such a collection nothing changes.
pub async fn refresh_moderators(app: &App, community: &Community) -> Result<()> {
    let Some(url) = &community.actor.moderators_url else {
        return Ok(());
    };
    if community.is_local() || !same_origin(url, &community.actor.ap_id) {
        return Ok(());
    }
    let collection = fetch_document(app, url).await?.value;
    let mut ids = ids_of(&collection, "orderedItems");
    ids.extend(ids_of(&collection, "items"));
    let mut people = Vec::new();
    for id in ids.into_iter().take(MAX_MODERATORS) {
        match resolve_actor(app, id, FRESH).await {
            Ok(found) => people.extend(found.person()),
            Err(error) => tracing::debug!(%id, %error, "a moderator cannot be found"),
        }
    }
    save_remote_moderators(app, community, &people).await
}

/// What membership of a community here asks: a property of its document.
pub async fn terms_of(conn: &mut Conn, community: &Community) -> Result<Value> {
    let number = community.row.rules_version;
    let rules = version_by_number(conn, community.id(), number).await?;
    // Since the last change that members have to agree to, the words alone were changed.
    let accepted = match community.row.binding_version {
        Some(first) if first < number => {
            list_versions_between(conn, community.id(), first, number).await?
        }
        _ => Vec::new(),
    };
    let questions = list_questions(conn, community.id()).await?;
    let settings = settings_of(conn, community.id()).await?;
    Ok(terms_document(
        community,
        rules.as_ref(),
        &accepted,
        &questions,
        &settings,
    ))
}

/// The same of a community elsewhere, as its server said within the last minutes: it is asked once for all who
/// look meanwhile. None where it does not answer, or says nothing of it.
pub async fn terms_elsewhere(app: &App, community: &Community) -> Option<Terms> {
    let id = community.id();
    let turn = app.joining.turn(id);
    let _turn = turn.lock().await;
    if let Some(heard) = app.joining.heard(id, app.now()) {
        return heard.terms();
    }
    let heard = match fetch_terms(app, community).await {
        Ok(terms) => Heard::Terms(terms),
        Err(error) => {
            tracing::debug!(%error, "a community elsewhere does not say how to join it");
            Heard::Nothing
        }
    };
    app.joining.note_heard(id, heard.clone(), app.now());
    heard.terms()
}

/// What is remembered of it, without asking anybody.
pub fn terms_remembered(app: &App, community: &Community) -> Option<Terms> {
    let heard = app.joining.heard(community.id(), app.now());
    heard.and_then(Heard::terms)
}

/// As its server says now. `NotFound` where it says nothing of it.
async fn fetch_terms(app: &App, community: &Community) -> Result<Terms> {
    let group = fetch_document(app, &community.actor.ap_id).await?.value;
    note_rules(app, community.id(), &read_rules(&group)).await?;
    read_terms(&group, community.id()).ok_or(Error::NotFound("way to join from here"))
}

/// `Join` of a community here, by a person of another server.
pub async fn receive_join(app: &App, act: &Act<'_>) -> Result<()> {
    let community = community_here(app, act.object_id()?).await?;
    // What is for this server only does not exist for others.
    let known = community.filter(|community| is_known_to(&Viewer::Anonymous, community));
    let Some(community) = known else {
        return Ok(());
    };
    let person = acting_person(app, &act.actor.ap_id).await?;
    let request = read_request(act.value);
    take_join(app, &person, &community, act.id(), &request).await
}

/// `Leave` of a community here, by a person of another server. Whoever belongs may leave, also what is for
/// this server only by now; for everybody else nothing comes of it, as where there is nothing.
pub async fn receive_leave(app: &App, act: &Act<'_>) -> Result<()> {
    let Some(community) = community_here(app, act.object_id()?).await? else {
        return Ok(());
    };
    let person = acting_person(app, &act.actor.ap_id).await?;
    take_leave(app, &person, &community, &read_leave(act.value)).await
}

/// Other software joins events and more; what is no community of ours is none of our business.
async fn community_here(app: &App, id: &str) -> Result<Option<Community>> {
    if !app.local.is_local(id) {
        return Ok(None);
    }
    let known = known_actor(app, id).await?;
    Ok(known.and_then(|known| known.community()))
}

/// `Accept` or `Reject` of a `Join` of somebody here, by the community.
pub async fn receive_join_answer(app: &App, act: &Act<'_>, accepted: bool) -> Result<()> {
    let (attempt, who) = answered_join(act)?;
    let Some((person, community)) = applicant(app, act, who).await? else {
        return Ok(());
    };
    let verdict = read_verdict(act.value, accepted, app.now());
    settle_join(app, &person, &community, attempt, &verdict).await
}

/// `TentativeAccept` of one: it waits there. Also of what somebody here did there without this server; that is
/// believed of a Guildhall server only.
pub async fn receive_join_report(app: &App, act: &Act<'_>) -> Result<()> {
    let (attempt, who) = answered_join(act)?;
    let Some((person, community)) = applicant(app, act, who).await? else {
        return Ok(());
    };
    if !app.local.is_local(attempt) && !runs_guildhall(app, &act.actor.host).await? {
        return Ok(());
    }
    let report = read_report(act.value, app.now());
    note_application(app, &person, &community, attempt, &report).await
}

/// The `Join` that an act answers, by its id, and whose it is.
fn answered_join<'a>(act: &Act<'a>) -> Result<(&'a str, &'a str)> {
    let join = object_in(act.value, "object").ok_or(Error::Bad("this answers no Join".into()))?;
    // Nobody decides for another community.
    if id_in(join, "object") != Some(act.actor.ap_id.as_str()) {
        return Err(Reason::WrongOrigin.into());
    }
    let attempt = id_in(join, "id").ok_or(Error::Bad("the Join has no id".into()))?;
    let who = id_in(join, "actor").ok_or(Error::Bad("the Join has no actor".into()))?;
    Ok((attempt, who))
}

/// Whom of ours a community elsewhere answers, and the community; none where it is nobody, or no community.
async fn applicant(app: &App, act: &Act<'_>, who: &str) -> Result<Option<(Person, Community)>> {
    if !app.local.is_local(who) {
        return Ok(None);
    }
    let community = known_actor(app, &act.actor.ap_id).await?;
    let person = known_actor(app, who).await?;
    let community = community.and_then(|known| known.community());
    Ok(person.and_then(|known| known.person()).zip(community))
}

/// `Invite` of somebody here into a community of another Guildhall server. Only the community itself invites,
/// and only into itself; where one cannot join from here there is nothing to show.
pub async fn receive_invite(app: &App, act: &Act<'_>) -> Result<()> {
    if act.object_id()? != act.actor.ap_id {
        return Err(Reason::WrongOrigin.into());
    }
    let who = id_in(act.value, "target").ok_or(Error::Bad("the Invite names nobody".into()))?;
    let Some((person, community)) = invited(app, act, who).await? else {
        return Ok(());
    };
    if !runs_guildhall(app, &act.actor.host).await? {
        return Ok(());
    }
    let offer = read_offer(act.value, app.now());
    let by = match offer.by.as_deref() {
        // Its server speaks for its own people.
        Some(by) if same_origin(by, &act.actor.ap_id) => acting_person(app, by).await.ok(),
        _ => None,
    };
    let by = by.map(|by| by.actor.id);
    take_invite(app, &person, &community, act.id(), &offer, by).await
}

/// Whom of ours a community elsewhere invites, and the community; none where it is nobody, or no community.
async fn invited(app: &App, act: &Act<'_>, who: &str) -> Result<Option<(Person, Community)>> {
    if !app.local.is_local(who) {
        return Ok(None);
    }
    let person = known_actor(app, who).await?;
    let community = known_actor(app, &act.actor.ap_id).await?;
    let person = person.and_then(|known| known.person());
    let community = community.and_then(|known| known.community());
    let person = person.filter(|person| !person.account.bot);
    Ok(person.zip(community.filter(|community| !community.is_local())))
}

/// `Undo{Invite}`, by the community.
pub async fn receive_invite_back(app: &App, act: &Act<'_>, invite: &Value) -> Result<()> {
    let id = id_of(invite).ok_or(Error::Bad("the Invite has no id".into()))?;
    let who = id_in(invite, "target").ok_or(Error::Bad("the Invite names nobody".into()))?;
    match invited(app, act, who).await? {
        Some((person, community)) => take_invite_back(app, &person, &community, id).await,
        None => Ok(()),
    }
}

/// `Reject{Invite}` of a community here, by whoever was invited.
pub async fn receive_decline(app: &App, act: &Act<'_>) -> Result<()> {
    let invite = act.object_id()?;
    if !app.local.is_local(invite) {
        return Ok(());
    }
    let person = acting_person(app, &act.actor.ap_id).await?;
    take_decline(app, &person, invite).await
}
