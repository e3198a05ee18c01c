//! `/messages`: with whom one talks, and what was said.

mod links;
#[cfg(test)]
mod tests;

use super::actions;
use super::model::Message;
use super::queries::{self, Conversation};
use crate::accounts::model::Person;
use crate::accounts::queries::person_by_handle;
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::text;
use crate::web::client::is_opened;
use crate::web::confirm::ConfirmPage;
use crate::web::csrf::CsrfForm;
use crate::web::layout::{Frame, Now};
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::view::{EmptyView, FieldView, LinkView, PagerView, PersonView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use links::Known;
use serde::Deserialize;

/// Conversations, and messages of one, on a page.
const PER_PAGE: usize = 30;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/messages", get(conversations_page))
        .route("/messages/to", get(to_redirect))
        .route(
            "/messages/{handle}",
            get(conversation_page).post(message_submit),
        )
        .route(
            "/messages/{handle}/{id}/delete",
            get(message_delete_form).post(message_delete_submit),
        )
}

#[derive(Template)]
#[template(path = "messages/pages/list.html")]
struct ListPage {
    frame: Frame,
    /// What was typed as a name, where nobody has it.
    to: FieldView,
    rows: Vec<RowView>,
    empty: EmptyView,
    pager: PagerView,
}

struct RowView {
    with: PersonView,
    href: String,
    start: String,
    unread: i64,
    when: When,
}

fn path_to(person: &Person) -> String {
    format!("/messages/{}", person.handle())
}

async fn conversations_page(
    State(app): State<App>,
    Query(asked): Query<ByNumber>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<ListPage>> {
    Ok(Page(list(&app, &user, frame, asked, to_field("")).await?))
}

async fn list(
    app: &App,
    user: &SignedIn,
    frame: Frame,
    asked: ByNumber,
    to: FieldView,
) -> Result<ListPage> {
    let mut conn = app.store.read().await?;
    let reader = user.person.id();
    let found = queries::list_conversations(&mut conn, reader, asked.turn(), PER_PAGE).await?;
    let now = frame.now;
    Ok(ListPage {
        frame: frame.unlisted(),
        to,
        pager: pager("/messages", &found, |row| row.latest.id.0),
        rows: found
            .rows
            .into_iter()
            .map(|row| row_view(row, now))
            .collect(),
        empty: EmptyView {
            icon: "mail",
            title: t!("messages-none"),
            text: t!("messages-none-text"),
            number: None,
            links: Vec::new(),
        },
    })
}

fn to_field(typed: &str) -> FieldView {
    FieldView::text("to", t!("messages-to"))
        .value(typed)
        .help(t!("messages-to-help"))
        .required()
}

fn row_view(row: Conversation, now: Now) -> RowView {
    let gone = row.latest.deleted_at.is_some();
    RowView {
        href: path_to(&row.with),
        with: PersonView::from(&row.with),
        start: if gone {
            t!("messages-deleted")
        } else {
            text::excerpt(&text::plain(&row.latest.body_html), 120)
        },
        unread: row.unread,
        when: When::new(row.latest.published_at, now),
    }
}

#[derive(Deserialize)]
struct To {
    to: String,
}

/// The field above the list: on to the conversation with whoever was named.
async fn to_redirect(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Query(form): Query<To>,
) -> Result<Response> {
    let error = match other_of(&app, &user, &form.to).await {
        Ok(other) => return Ok(Redirect::to(&path_to(&other)).into_response()),
        Err(Error::NotFound(_)) => Error::invalid("to", t!("messages-to-nobody")),
        Err(other) => other,
    };
    let refusal = Refusal::of(&app, error)?;
    let field = to_field(&form.to).with_errors(&refusal.fields);
    let page = list(&app, &user, frame, ByNumber::default(), field).await?;
    Ok(refusal.answer(page))
}

#[derive(Template)]
#[template(path = "messages/pages/conversation.html")]
struct ConversationPage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    with: PersonView,
    action: String,
    messages: Vec<MessageView>,
    pager: PagerView,
    /// None, and why, where this one cannot be written to.
    field: Option<FieldView>,
    refusal: Option<String>,
}

struct MessageView {
    id: String,
    by: String,
    html: String,
    deleted: bool,
    edited: bool,
    may_delete: bool,
    when: When,
}

async fn other_of(app: &App, user: &SignedIn, handle: &str) -> Result<Person> {
    let handle = handle.trim().trim_start_matches('@');
    let (name, host) = app.local.name_and_host(handle);
    let mut conn = app.store.read().await?;
    let person = person_by_handle(&mut conn, name, host).await?;
    let person = person.filter(|person| person.id() != user.person.id());
    person.ok_or(Error::NotFound("person to write to"))
}

async fn conversation_page(
    State(app): State<App>,
    Path(handle): Path<String>,
    Query(asked): Query<ByNumber>,
    user: SignedIn,
    method: Method,
    headers: HeaderMap,
    frame: Frame,
) -> Result<Page<ConversationPage>> {
    let other = other_of(&app, &user, &handle).await?;
    let (mut page, read) = load(&app, &user, frame, &other, (asked, field("", &[]))).await?;
    if is_opened(&app, &method, &headers) {
        match actions::mark_read(&app, user.person.id(), &read).await {
            Ok(read) => page.frame = page.frame.having_read(read.notices, read.messages),
            // Reading goes on where nothing can be written.
            Err(error) => tracing::warn!(%error, "messages could not be marked as read"),
        }
    }
    Ok(Page(page))
}

/// The page, and the messages that are on it.
async fn load(
    app: &App,
    user: &SignedIn,
    frame: Frame,
    other: &Person,
    (asked, field): (ByNumber, FieldView),
) -> Result<(ConversationPage, Vec<Message>)> {
    let reader = user.person.id();
    let (found, known, refusal) = {
        let mut conn = app.store.read().await?;
        let (id, turn) = (other.id(), asked.turn());
        let found = queries::list_messages(&mut conn, reader, id, turn, PER_PAGE).await?;
        let known = Known::of(&mut conn, &user.viewer(), &found.rows).await?;
        let may = actions::may_write(&mut conn, &user.person, other, app.now()).await?;
        (found, known, may.err())
    };
    let now = frame.now;
    let view = |message: &Message| {
        let mine = message.sender_id == reader;
        MessageView {
            id: message.public_id.clone(),
            by: if mine {
                t!("messages-you")
            } else {
                other.display_name().to_owned()
            },
            html: known.lead(&message.body_html),
            deleted: message.deleted_at.is_some(),
            edited: message.edited_at.is_some(),
            may_delete: mine && message.deleted_at.is_none(),
            when: When::new(message.published_at, now),
        }
    };
    let typed = !field.value.is_empty();
    let page = ConversationPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(t!("messages-title"), "/messages")],
        with: PersonView::from(other),
        action: path_to(other),
        messages: found.rows.iter().rev().map(view).collect(),
        pager: pager(&path_to(other), &found, |message| message.id.0),
        field: (refusal.is_none() || typed).then_some(field),
        refusal: refusal.map(|reason| reason.to_string()),
    };
    Ok((page, found.rows))
}

fn field(typed: &str, errors: &[FieldError]) -> FieldView {
    FieldView {
        rows: 4,
        ..FieldView::text("body", t!("messages-body"))
    }
    .of_kind("area")
    .value(typed)
    .help(t!("messages-body-help"))
    .required()
    .with_errors(errors)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct MessageForm {
    body: String,
}

async fn message_submit(
    State(app): State<App>,
    Path(handle): Path<String>,
    frame: Frame,
    sent: Sent<MessageForm>,
) -> Result<Response> {
    let answer = submit(&app, &handle, frame.clone(), &sent).await;
    or_kept(&app, frame, &sent.form.body, answer)
}

async fn submit(
    app: &App,
    handle: &str,
    frame: Frame,
    sent: &Sent<MessageForm>,
) -> Result<Response> {
    // Signed out, nobody is shown what was said before.
    let user = sent.viewer().0.as_ref().ok_or(Error::SignedOut)?;
    let other = other_of(app, user, handle).await?;
    let outcome = match sent.who() {
        Ok(user) => actions::send(app, &user.person, other.id(), &sent.form.body).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(Redirect::to(&path_to(&other)).into_response()),
        Err(error) => {
            let refusal = Refusal::of(app, error)?;
            let field = field(&sent.form.body, &refusal.fields);
            let place = (ByNumber::default(), field);
            let (page, _) = load(app, user, refusal.framed(frame), &other, place).await?;
            Ok(refusal.answer(page))
        }
    }
}

async fn message_delete_form(
    State(app): State<App>,
    Path((handle, id)): Path<(String, String)>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<ConfirmPage>> {
    let other = other_of(&app, &user, &handle).await?;
    let message = {
        let mut conn = app.store.read().await?;
        queries::message_by_public_id(&mut conn, &id).await?
    };
    let message = message
        .filter(|message| message.sender_id == user.person.id() && message.deleted_at.is_none())
        .ok_or(Error::NotFound("message"))?;
    let back = path_to(&other);
    Ok(Page(ConfirmPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(format!("@{}", other.handle()), &back)],
        title: t!("messages-delete-title"),
        lede: t!("messages-delete-lede"),
        quote: text::excerpt(&text::plain(&message.body_html), 200),
        action: format!("{back}/{id}/delete"),
        hidden: Vec::new(),
        submit: t!("messages-delete-submit"),
        back,
    }))
}

async fn message_delete_submit(
    State(app): State<App>,
    Path((handle, id)): Path<(String, String)>,
    user: SignedIn,
    CsrfForm(_): CsrfForm<MessageForm>,
) -> Result<Response> {
    let other = other_of(&app, &user, &handle).await?;
    actions::delete(&app, &user.person, &id).await?;
    Ok(Redirect::to(&path_to(&other)).into_response())
}
