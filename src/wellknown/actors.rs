//! Actors and their collections as documents.

use super::{Answer, activity, activity_with};
use crate::accounts::federation::{instance_document, person_document};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::{find_person, person_by_ap_id, person_by_handle};
use crate::activitypub::actors::{Actor, ActorKind};
use crate::activitypub::delivery::is_being_told;
use crate::activitypub::vocabulary::context;
use crate::app::App;
use crate::communities::documents::{followers_document, group_document, with_tags};
use crate::communities::model::{Community, FollowState, ReadPolicy};
use crate::communities::policy::is_known_to;
use crate::communities::queries::community_by_handle;
use crate::communities::queries::follows::{count_followers, follow_by_pair};
use crate::communities::queries::tags::vocabulary_of;
use crate::error::{Error, Reason, Result};
use crate::ids::INSTANCE;
use crate::membership::federation::{linked_to, members_document, moderators_document, terms_of};
use crate::membership::linking::LINKED;
use crate::membership::queries::directory::count_listed;
use crate::membership::queries::list_moderators;
use crate::membership::terms::TERMS;
use crate::objects::{Asker, for_one_only};
use crate::store::{Conn, Time};
use crate::visibility::{Reader, reach_in};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

pub async fn instance(State(app): State<App>) -> Answer {
    let mut conn = app.store.read().await?;
    let instance = find_person(&mut conn, INSTANCE).await?;
    Ok(activity(&instance_document(&app, &instance)))
}

/// PieFed and others look here.
pub async fn to_instance() -> Response {
    (StatusCode::MOVED_PERMANENTLY, [("location", "/")]).into_response()
}

pub async fn person(State(app): State<App>, Path(name): Path<String>) -> Answer {
    let mut conn = app.store.read().await?;
    let person = local_person(&app, &mut conn, &name).await?;
    let Some(at) = person.account.deleted_at else {
        return Ok(activity(&person_document(&app, &person)));
    };
    // Lemmy reads the key of whoever it has not seen for a day anew, also to believe that they are gone; where
    // it finds that they are, it refuses the farewell and keeps what they wrote. So what is left of a
    // profile, a name and a key, stays until all have been told.
    if is_being_told(&mut conn, "Delete", &person.actor.ap_id).await? {
        return Ok(activity(&person_document(&app, &person)));
    }
    Ok(tombstone(&app, &person.actor, at))
}

pub async fn person_followers(State(app): State<App>, Path(name): Path<String>) -> Answer {
    let mut conn = app.store.read().await?;
    let person = local_person(&app, &mut conn, &name).await?;
    if person.account.deleted_at.is_some() {
        return Err(Error::Gone("person").into());
    }
    let url = followers_url(&person.actor)?;
    let total = count_followers(&mut conn, person.actor.id).await?;
    Ok(activity(&followers_document(&app, url, total)))
}

pub async fn community(State(app): State<App>, Path(name): Path<String>) -> Answer {
    let mut conn = app.store.read().await?;
    let community = local_community(&app, &mut conn, &name).await?;
    Ok(match (community.row.deleted_at, community.row.removed_at) {
        (Some(at), _) => tombstone(&app, &community.actor, at),
        // Others read it anew to check its key before they believe that it was removed.
        (None, Some(_)) => activity(&group_document(&app, &community.without_words())),
        (None, None) => {
            let tags = vocabulary_of(&mut conn, &community).await?;
            let mut document = with_tags(group_document(&app, &community), &community, &tags);
            if let Some(properties) = document.as_object_mut() {
                let terms = terms_of(&mut conn, &community).await?;
                properties.insert(TERMS.to_owned(), terms);
                let linked = linked_to(&mut conn, &community).await?;
                properties.insert(LINKED.to_owned(), json!(linked));
            }
            activity(&document)
        }
    })
}

/// `is_follower`: the id of an actor; the answer is 200 or 404 (Lemmy's way of letting other servers find
/// out whether somebody belongs to a private community, protocol.md §3.9).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskedFollowers {
    is_follower: String,
}

/// How many follow. Of a community that not everybody reads only servers of its members are told.
pub async fn community_followers(
    State(app): State<App>,
    asker: Asker,
    Path(name): Path<String>,
    Query(asked): Query<AskedFollowers>,
) -> Answer {
    let community = {
        let mut conn = app.store.read().await?;
        live_community(&app, &mut conn, &name).await?
    };
    let url = followers_url(&community.actor)?;
    let total = community.row.follower_count;
    if community.is_open_to_read() {
        if !asked.is_follower.is_empty() {
            return Err(Error::Bad("everybody may read this community".into()).into());
        }
        return Ok(activity(&followers_document(&app, url, total)));
    }
    let viewer = asker.viewer(&app).await?;
    let mut conn = app.store.read().await?;
    let reach = reach_in(&mut conn, viewer.reader(), community.id()).await?;
    if !reach.admits(community.audience(), community.id()) {
        return Err(Error::NotFound("community").into());
    }
    if !asked.is_follower.is_empty()
        && !is_follower(&mut conn, &community, &asked.is_follower).await?
    {
        return Err(Error::NotFound("follower").into());
    }
    let document = followers_document(&app, url, total);
    Ok(for_one_only(activity(&document)))
}

/// Whether the actor with this id reads the community as its members do, and follows it.
async fn is_follower(conn: &mut Conn, community: &Community, ap_id: &str) -> Result<bool> {
    let Some(person) = person_by_ap_id(conn, ap_id).await? else {
        return Ok(false);
    };
    let follow = follow_by_pair(conn, person.actor.id, community.actor.id).await?;
    if follow.is_none_or(|follow| follow.state != FollowState::Accepted) {
        return Ok(false);
    }
    let reader = Reader::Account {
        id: person.id(),
        admin: false,
    };
    let reach = reach_in(conn, reader, community.id()).await?;
    Ok(reach.admits(community.audience(), community.id()))
}

pub async fn community_moderators(State(app): State<App>, Path(name): Path<String>) -> Answer {
    let mut conn = app.store.read().await?;
    let community = live_community(&app, &mut conn, &name).await?;
    let moderators = list_moderators(&mut conn, community.id()).await?;
    Ok(activity(&moderators_document(
        &app,
        &community,
        &moderators,
    )))
}

/// How many members there are is told where everybody may read, and in lists.
pub async fn community_members(State(app): State<App>, Path(name): Path<String>) -> Answer {
    let mut conn = app.store.read().await?;
    let community = live_community(&app, &mut conn, &name).await?;
    if community.row.read_policy != ReadPolicy::Public {
        return Err(Error::NotFound("collection").into());
    }
    let total = count_listed(&mut conn, community.id()).await?;
    Ok(activity(&members_document(&app, &community, total)))
}

/// Suspended people keep their document: it holds the key that proves what they said before.
async fn local_person(app: &App, conn: &mut Conn, name: &str) -> Result<Person> {
    let person = person_by_handle(conn, name, &app.local.host).await?;
    let person = person.filter(|person| person.actor.local && person.id() != INSTANCE);
    person.ok_or(Error::NotFound("person"))
}

/// One that is only for people of this server does not exist for others.
async fn local_community(app: &App, conn: &mut Conn, name: &str) -> Result<Community> {
    let community = community_by_handle(conn, name, &app.local.host).await?;
    let known =
        |community: &Community| community.is_local() && is_known_to(&Viewer::Anonymous, community);
    community.filter(known).ok_or(Error::NotFound("community"))
}

async fn live_community(app: &App, conn: &mut Conn, name: &str) -> Result<Community> {
    let community = local_community(app, conn, name).await?;
    match (community.row.deleted_at, community.row.removed_at) {
        (Some(_), _) => Err(Error::Gone("community")),
        // It may come back: neither gone nor unknown.
        (None, Some(_)) => Err(Reason::CommunityGone.into()),
        (None, None) => Ok(community),
    }
}

fn followers_url(actor: &Actor) -> Result<&str> {
    actor
        .followers_url
        .as_deref()
        .ok_or(Error::NotFound("collection"))
}

/// Gone for good. Never said of anything that may come back (protocol.md §2.8).
fn tombstone(app: &App, actor: &Actor, at: Time) -> Response {
    let former = match actor.kind {
        ActorKind::Group => "Group",
        _ => "Person",
    };
    let document = json!({
        "@context": context(&app.local.url("/context.json")),
        "id": actor.ap_id,
        "type": "Tombstone",
        "formerType": former,
        "deleted": at.wire(),
    });
    activity_with(StatusCode::GONE, &document)
}
