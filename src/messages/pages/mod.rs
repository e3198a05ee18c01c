//! `/messages`: with whom one talks, and what was said.

use super::actions;
use super::model::{Message, MessageId};
use super::queries::{self, Conversation};
use crate::accounts::model::Person;
use crate::accounts::queries::person_by_handle;
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::store::Time;
use crate::text;
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, LinkView, PagerView, PersonView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

/// Conversations, and messages of one, on a page.
const PER_PAGE: i64 = 30;

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
            post(message_delete_submit),
        )
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct After {
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "messages/pages/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<RowView>,
    pager: PagerView,
}

struct RowView {
    with: PersonView,
    href: String,
    start: String,
    unread: i64,
    when: When,
}

fn person_view(person: &Person) -> PersonView {
    PersonView {
        display_name: person.display_name().to_owned(),
        handle: person.actor.name.clone(),
        href: person.path(),
        host: (!person.actor.local).then(|| person.actor.host.clone()),
        standing: None,
    }
}

fn path_to(person: &Person) -> String {
    format!("/messages/{}", person.handle())
}

async fn conversations_page(
    State(app): State<App>,
    Query(after): Query<After>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<ListPage>> {
    let mut conn = app.store.read().await?;
    let before = after.before.map(MessageId);
    let reader = user.person.id();
    let found = queries::list_conversations(&mut conn, reader, before, PER_PAGE).await?;
    let last = found.last().map(|row| row.latest.id);
    let older = older("/messages", found.len(), last);
    let now = app.now();
    Ok(Page(ListPage {
        frame: frame.unlisted(),
        rows: found.into_iter().map(|row| row_view(row, now)).collect(),
        pager: PagerView { newer: None, older },
    }))
}

fn older(path: &str, shown: usize, last: Option<MessageId>) -> Option<String> {
    let full = i64::try_from(shown).is_ok_and(|shown| shown >= PER_PAGE);
    let last = last.filter(|_| full)?;
    Some(format!("{path}?before={last}"))
}

fn row_view(row: Conversation, now: Time) -> RowView {
    let gone = row.latest.deleted_at.is_some();
    RowView {
        href: path_to(&row.with),
        with: person_view(&row.with),
        start: if gone {
            "Deleted".to_owned()
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
    Query(form): Query<To>,
) -> Result<Response> {
    let other = other_of(&app, &user, &form.to).await?;
    Ok(Redirect::to(&path_to(&other)).into_response())
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
    field: FieldView,
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
    let (name, host) = handle.split_once('@').unwrap_or((handle, &app.local.host));
    let mut conn = app.store.read().await?;
    let person = person_by_handle(&mut conn, name, host).await?;
    let person = person.filter(|person| person.id() != user.person.id());
    person.ok_or(Error::NotFound("person to write to"))
}

async fn conversation_page(
    State(app): State<App>,
    Path(handle): Path<String>,
    Query(after): Query<After>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<ConversationPage>> {
    let other = other_of(&app, &user, &handle).await?;
    let page = load(
        &app,
        &user,
        frame,
        &other,
        after.before.map(MessageId),
        field("", &[]),
    )
    .await?;
    Ok(Page(page))
}

async fn load(
    app: &App,
    user: &SignedIn,
    frame: Frame,
    other: &Person,
    before: Option<MessageId>,
    field: FieldView,
) -> Result<ConversationPage> {
    let reader = user.person.id();
    let found = {
        let mut conn = app.store.read().await?;
        queries::list_messages(&mut conn, reader, other.id(), before, PER_PAGE).await?
    };
    if let Some(latest) = found.first()
        && found
            .iter()
            .any(|message| message.recipient_id == reader && message.read_at.is_none())
    {
        // A full disk must not keep people from reading.
        if let Err(error) = actions::mark_read(app, reader, other.id(), latest.id).await {
            tracing::warn!(%error, "it could not be noted that messages were read");
        }
    }
    let now = app.now();
    let older = older(
        &path_to(other),
        found.len(),
        found.last().map(|message| message.id),
    );
    let view = |message: Message| {
        let mine = message.sender_id == reader;
        MessageView {
            id: message.public_id,
            by: if mine {
                "You".to_owned()
            } else {
                other.display_name().to_owned()
            },
            html: message.body_html,
            deleted: message.deleted_at.is_some(),
            edited: message.edited_at.is_some(),
            may_delete: mine && message.deleted_at.is_none(),
            when: When::new(message.published_at, now),
        }
    };
    Ok(ConversationPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new("Messages", "/messages")],
        with: person_view(other),
        action: path_to(other),
        messages: found.into_iter().rev().map(view).collect(),
        pager: PagerView { newer: None, older },
        field,
    })
}

fn field(typed: &str, errors: &[FieldError]) -> FieldView {
    FieldView {
        rows: 4,
        ..FieldView::text("body", "Message")
    }
    .of_kind("area")
    .value(typed)
    .help("Markdown works. Only the two of you read it, and whoever runs your servers could.")
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
    user: SignedIn,
    frame: Frame,
    CsrfForm(form): CsrfForm<MessageForm>,
) -> Result<Response> {
    let other = other_of(&app, &user, &handle).await?;
    match actions::send(&app, &user.person, other.id(), &form.body).await {
        Ok(_) => Ok(Redirect::to(&path_to(&other)).into_response()),
        Err(error) => {
            let (status, errors) = refusal(error)?;
            let field = field(&form.body, &errors);
            let page = load(&app, &user, frame, &other, None, field).await?;
            Ok((status, Page(page)).into_response())
        }
    }
}

/// What stands beside the words, which are not lost; faults of ours are answered as they are.
fn refusal(error: Error) -> Result<(StatusCode, Vec<FieldError>)> {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    let message = error.to_string();
    match error {
        Error::Invalid(errors) => Ok((status, errors)),
        Error::TooMany { .. } | Error::Refused(_) => {
            let field = "body";
            let message = format!("This was not sent: {message}").into();
            Ok((status, vec![FieldError { field, message }]))
        }
        other => Err(other),
    }
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
