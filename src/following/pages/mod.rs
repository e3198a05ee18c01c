//! Following a thread, a tag or a person; saving; and the two lists of it, which nobody else sees.

mod lists;
mod saving;

use super::actions::{choose_tag, follow_person, follow_thread};
use super::model::TagChoice;
use crate::accounts::queries::person_by_handle;
use crate::app::App;
use crate::communities::pages::community_for;
use crate::communities::queries::tags::tag_meant;
use crate::error::{Error, Result};
use crate::posts::pages::thread_at;
use crate::posts::queries::sight;
use crate::text::tag_name;
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::flash::done as told;
use crate::web::session::SignedIn;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::post;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/post/{id}/follow", post(thread_follow))
        .route("/u/{name}/follow", post(person_follow))
        .route("/c/{name}/tag/{tag}/choice", post(tag_choose))
        .merge(lists::routes())
        .merge(saving::routes())
}

/// Whether it ends, for a form that is one button.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Ending {
    end: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ChoiceForm {
    choice: String,
}

async fn thread_follow(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Ending>,
    CsrfForm(_): CsrfForm<NoFields>,
) -> Result<Response> {
    let mut conn = app.store.read().await?;
    let thread = thread_at(&mut conn, &who.viewer(), &id).await?;
    drop(conn);
    let follow = asked.end.is_empty();
    follow_thread(&app, &who.person, &thread, follow).await?;
    let said = match follow {
        true => t!("following-thread-on"),
        false => t!("following-thread-off"),
    };
    Ok(told(&app, &thread.path(), &said))
}

async fn person_follow(
    State(app): State<App>,
    who: SignedIn,
    Path(name): Path<String>,
    Query(asked): Query<Ending>,
    CsrfForm(_): CsrfForm<NoFields>,
) -> Result<Response> {
    let mut conn = app.store.read().await?;
    let known = name.len() <= 400 && !name.chars().any(char::is_control);
    let (own, host) = app.local.name_and_host(&name);
    let person = match known {
        true => person_by_handle(&mut conn, own, host).await?,
        false => None,
    };
    drop(conn);
    let person = person.ok_or(Error::NotFound("person"))?;
    let follow = asked.end.is_empty();
    follow_person(&app, &who.person, &person, follow).await?;
    let said = match follow {
        true => t!("following-person-on"),
        false => t!("following-person-off"),
    };
    Ok(told(&app, &person.path(), &said))
}

async fn tag_choose(
    State(app): State<App>,
    who: SignedIn,
    Path((name, tag)): Path<(String, String)>,
    CsrfForm(form): CsrfForm<ChoiceForm>,
) -> Result<Response> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let community = community_for(&app, &mut conn, &viewer, &name).await?;
    let sight = sight(&mut conn, &viewer, community.id()).await?;
    if !sight.admits(community.audience()) {
        return Err(Error::NotFound("community"));
    }
    let tag = tag_name(&tag).ok_or(Error::NotFound("tag"))?;
    let tag = tag_meant(&mut conn, community.id(), &tag).await?;
    let tag = tag.ok_or(Error::NotFound("tag"))?;
    drop(conn);
    let choice = TagChoice::parse(&form.choice);
    let choice = choice.ok_or_else(|| Error::Bad(t!("following-no-choice").into()))?;
    choose_tag(&app, &who.person, tag.id, choice).await?;
    let said = match choice {
        TagChoice::Follow => t!("following-tag-on"),
        TagChoice::Mute => t!("following-tag-muted"),
        TagChoice::Neither => t!("following-tag-off"),
    };
    Ok(told(&app, &community.tag_path(&tag.name), &said))
}
