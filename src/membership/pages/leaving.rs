//! Leaving: one button, why, and what becomes of what one wrote. The form is on the page for joining,
//! where members find it. What cannot be undone is asked once more.

use super::abroad;
use super::join::{Look, Typed, back, found, refuse, value_of};
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, Result};
use crate::membership::actions::{
    check_leaving, check_leaving_elsewhere, leave_elsewhere_with, leave_with,
};
use crate::membership::model::Contributions;
use crate::web::confirm::ConfirmPage;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::Sent;
use crate::web::view::{FieldView, LinkView, OptionView};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;

/// The field of who was asked once more.
const SURE: &str = "sure";

pub fn routes() -> Router<App> {
    Router::new().route("/c/{name}/leave", post(leave_submit))
}

pub(super) fn leave_field(typed: &Typed) -> FieldView {
    FieldView::text("reason", "Why, if you like to say")
        .help("The conveners read it.")
        .value(value_of(typed, "reason"))
}

/// What becomes of what a member wrote here, with what other servers will have of it.
pub(super) fn content_field(typed: &Typed) -> FieldView {
    choice(typed, vec![kept(), unnamed(), deleted()])
}

/// The same of a community elsewhere, whose own server keeps the name on what it has.
pub(super) fn content_field_abroad(typed: &Typed) -> FieldView {
    choice(typed, vec![kept(), deleted()])
}

fn choice(typed: &Typed, ways: Vec<OptionView>) -> FieldView {
    let chosen = match value_of(typed, "content") {
        "" => Contributions::Keep.as_str(),
        chosen => chosen,
    };
    FieldView::text("content", "What you wrote here")
        .value(chosen)
        .options(ways)
}

fn option(way: Contributions, label: &str, help: &str) -> OptionView {
    OptionView {
        help: Some(help.to_owned()),
        ..OptionView::new(way.as_str(), label)
    }
}

fn kept() -> OptionView {
    option(
        Contributions::Keep,
        "It stays under my name",
        "You can still change and delete each of it.",
    )
}

fn unnamed() -> OptionView {
    option(
        Contributions::Anonymise,
        "It stays without my name",
        "Here it is by “A former member” then, and you can change it no more. Servers that have a copy keep your name on it: no message makes them change an author. Where others wrote your name, it stays.",
    )
}

fn deleted() -> OptionView {
    option(
        Contributions::Delete,
        "Delete it",
        "All your threads and replies here are deleted, and the servers that have a copy are told to do the same. Most do; none can be made to. What others replied stays.",
    )
}

async fn leave_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<Typed>,
) -> Result<Response> {
    match step(&app, &sent, &name).await {
        Ok(Step::Left(community, way)) => Ok(back(&app, &community, &said(&community, way))),
        Ok(Step::Asks(community, way)) => {
            Ok(Page(ask(frame, &community, way, &sent.form)).into_response())
        }
        Err(error) if abroad::is_abroad(&app, &name) => {
            abroad::refuse(&app, frame, &name, &sent, error).await
        }
        Err(error) => refuse(&app, frame, &name, &sent, error, Look::Own).await,
    }
}

enum Step {
    Left(Community, Contributions),
    /// What cannot be undone is asked once more.
    Asks(Community, Contributions),
}

async fn step(app: &App, sent: &Sent<Typed>, name: &str) -> Result<Step> {
    let user = sent.who()?;
    let is_abroad = abroad::is_abroad(app, name);
    let community = match is_abroad {
        true => abroad::joinable(app, name).await?,
        false => found(app, name).await?,
    };
    let person = &user.person;
    let reason = value_of(&sent.form, "reason");
    let way = match value_of(&sent.form, "content") {
        "" => Some(Contributions::Keep),
        word => Contributions::parse(word),
    };
    let way = way.ok_or(Error::invalid("content", "Choose one of these."))?;
    if way != Contributions::Keep && value_of(&sent.form, SURE).is_empty() {
        match is_abroad {
            true => check_leaving_elsewhere(app, person, &community, reason, way).await?,
            false => check_leaving(app, person, &community, reason).await?,
        }
        return Ok(Step::Asks(community, way));
    }
    match is_abroad {
        true => leave_elsewhere_with(app, person, &community, reason, way).await?,
        false => leave_with(app, person, &community, reason, way).await?,
    }
    Ok(Step::Left(community, way))
}

fn ask(frame: Frame, community: &Community, way: Contributions, typed: &Typed) -> ConfirmPage {
    let title = community.title();
    let (title, lede, submit) = match way {
        Contributions::Delete => (
            format!("Leave {title} and delete what you wrote?"),
            "All your threads and replies here are deleted, and the servers that have a copy are told to do the same. Nothing puts all of it back at once. What others replied stays.",
            "Leave and delete it",
        ),
        Contributions::Anonymise | Contributions::Keep => (
            format!("Leave {title} and take your name along?"),
            "All your threads and replies here, those that you deleted too, are by “A former member” then. Nobody can undo this: you can change and delete none of it any more, also when you join again. Servers that have a copy keep your name on it.",
            "Leave without my name",
        ),
    };
    let path = community.path();
    ConfirmPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(community.title(), &path)],
        title,
        lede: lede.to_owned(),
        quote: String::new(),
        action: format!("{path}/leave"),
        hidden: vec![
            ("content", way.as_str().to_owned()),
            ("reason", value_of(typed, "reason").to_owned()),
            (SURE, "yes".to_owned()),
        ],
        submit: submit.to_owned(),
        back: format!("{path}/join"),
    }
}

/// What becomes of what they wrote is done by a job.
fn said(community: &Community, way: Contributions) -> String {
    let words = match way {
        Contributions::Keep => "What you wrote here stays under your name.",
        Contributions::Anonymise => {
            "Your name is being taken from what you wrote here; that can take some minutes."
        }
        Contributions::Delete => {
            "What you wrote here is being deleted; that can take some minutes."
        }
    };
    format!(
        "You are no member of {} any more. {words}",
        community.title()
    )
}
