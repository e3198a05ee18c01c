//! Later texts that automatic rules caught, and letting them through or dropping them.

use super::{desk, seen};
use crate::accounts::model::Viewer;
use crate::accounts::queries::list_people;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId, PostId};
use crate::posts::actions::{drop_edit, let_edit_through};
use crate::posts::queries::held_edits::{HeldEdit, list_held_edits};
use crate::posts::queries::list_things_in;
use crate::store::Conn;
use crate::text::excerpt;
use crate::web::csrf::CsrfForm;
use crate::web::flash::done;
use crate::web::layout::Now;
use crate::web::session::SignedIn;
use crate::web::view::{LinkView, PersonView, When};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use serde::Deserialize;
use std::collections::HashMap;

/// Those that wait longest; the next ones follow when these are decided.
const SHOWN: i64 = 20;
/// Characters of a text.
const WORDS: usize = 300;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/c/{name}/desk/edits/{id}", post(edit_submit))
}

/// A text that is to take the place of another.
pub(super) struct EditView {
    pub id: i64,
    pub what: LinkView,
    /// The title that it would have, where that is another.
    pub title: String,
    pub words: String,
    pub person: PersonView,
    pub when: When,
}

pub(super) async fn read(
    conn: &mut Conn,
    viewer: &Viewer,
    community: &Community,
    now: Now,
) -> Result<Vec<EditView>> {
    let edits = list_held_edits(conn, community.id(), SHOWN).await?;
    if edits.is_empty() {
        return Ok(Vec::new());
    }
    let threads: Vec<PostId> = edits
        .iter()
        .filter(|edit| edit.comment_id.is_none())
        .map(|edit| edit.post_id)
        .collect();
    let replies: Vec<CommentId> = edits.iter().filter_map(|edit| edit.comment_id).collect();
    let authors: Vec<AccountId> = edits.iter().map(|edit| edit.author_id).collect();
    let (threads, replies) =
        list_things_in(conn, viewer, community.id(), &threads, &replies).await?;
    let people: HashMap<AccountId, PersonView> = list_people(conn, &authors)
        .await?
        .iter()
        .map(|person| (person.id(), PersonView::from(person)))
        .collect();
    let what = |edit: &HeldEdit| match edit.comment_id {
        None => {
            let post = threads.iter().find(|post| post.id == edit.post_id)?;
            Some((LinkView::new(&post.title, post.path()), post.title.clone()))
        }
        Some(id) => {
            let reply = replies.iter().find(|reply| reply.id == id)?;
            let path = format!("/comment/{}", reply.public_id);
            let link = LinkView::new(t!("membership-desk-held-reply"), path);
            Some((link, String::new()))
        }
    };
    let view = |edit: &HeldEdit| {
        let (link, title) = what(edit)?;
        let words = &edit.words.0;
        Some(EditView {
            id: edit.id,
            what: link,
            title: match words.title == title {
                true => String::new(),
                false => words.title.clone(),
            },
            words: excerpt(&words.body_text, WORDS),
            person: people.get(&edit.author_id)?.clone(),
            when: When::new(edit.held_at, now),
        })
    };
    Ok(edits.iter().filter_map(view).collect())
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct EditForm {
    /// `show` or `drop`.
    what: String,
}

async fn edit_submit(
    State(app): State<App>,
    Path((name, id)): Path<(String, String)>,
    user: SignedIn,
    CsrfForm(form): CsrfForm<EditForm>,
) -> Result<Response> {
    let community = {
        let mut conn = app.store.read().await?;
        seen(&mut conn, &app, &user, &name).await?
    };
    let missing = || Error::NotFound("held thread or reply");
    let id = id.parse().map_err(|_| missing())?;
    let text = match form.what.as_str() {
        "show" => {
            let_edit_through(&app, &user.person, &community, id).await?;
            t!("membership-desk-edit-shown")
        }
        "drop" => {
            drop_edit(&app, &user.person, &community, id).await?;
            t!("membership-desk-edit-dropped")
        }
        _ => return Err(missing()),
    };
    Ok(done(&app, &desk(&community), &text))
}
