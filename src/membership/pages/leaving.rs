//! Leaving: one button, why, and what becomes of what one wrote. The form is on the page for joining,
//! where members find it. What cannot be undone is asked once more.

use super::abroad;
use super::join::{Look, Place, Typed, back, found, refuse, value_of};
use crate::accounts::model::Person;
use crate::app::App;
use crate::communities::model::{Community, ReadPolicy};
use crate::error::{Error, Reason, Result};
use crate::membership::actions::{
    REASON_MAX, check_leaving, check_leaving_elsewhere, leave_elsewhere_with, leave_with,
};
use crate::membership::model::{Contributions, Event, EventKind, MembershipState};
use crate::membership::queries::membership_of;
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
    let field = FieldView::text("reason", t!("membership-leave-reason"))
        .of_kind("area")
        .help(t!("membership-leave-reason-help"))
        .value(value_of(typed, "reason"));
    FieldView {
        rows: 4,
        maxlength: u32::try_from(REASON_MAX).ok(),
        ..field
    }
}

/// What becomes of what a member wrote here, with what other servers will have of it.
pub(super) fn content_field(community: &Community, typed: &Typed) -> FieldView {
    choice(typed, vec![kept(community), unnamed(), deleted()])
}

/// The same of a community elsewhere, whose own server keeps the name on what it has.
pub(super) fn content_field_abroad(community: &Community, typed: &Typed) -> FieldView {
    choice(typed, vec![kept(community), deleted()])
}

fn choice(typed: &Typed, ways: Vec<OptionView>) -> FieldView {
    let chosen = match value_of(typed, "content") {
        "" => Contributions::Keep.as_str(),
        chosen => chosen,
    };
    FieldView::text("content", t!("membership-leave-content"))
        .value(chosen)
        .options(ways)
}

fn option(way: Contributions, label: String, help: String) -> OptionView {
    OptionView::new(way.as_str(), label).explained(help)
}

/// Whoever leaves where only members read sees of it nothing but their own words, in a list of `posts`.
fn kept(community: &Community) -> OptionView {
    let help = match is_for_members(community) {
        true => t!("membership-leave-keep-help-closed"),
        false => t!("membership-leave-keep-help"),
    };
    option(Contributions::Keep, t!("membership-leave-keep"), help)
}

fn is_for_members(community: &Community) -> bool {
    community.row.read_policy == ReadPolicy::Members
}

/// Whether what was sent is the form for leaving, which always says what becomes of what they wrote. Whoever was
/// signed out meanwhile gets that one back.
pub(super) fn is_leaving(typed: &Typed) -> bool {
    typed.contains_key("content")
}

/// Whether the last thing that happened is that they left.
pub(super) fn has_left(place: Place, events: &[Event]) -> bool {
    let last = events.last().map(|event| event.kind);
    place != Place::Member && last == Some(EventKind::Left)
}

/// Whether somebody who belonged, or is kept out, may have written what they now see nothing of but in a list.
pub(super) fn is_shut_out(community: &Community, place: Place, events: &[Event]) -> bool {
    let belonged = |event: &Event| matches!(event.kind, EventKind::Joined | EventKind::Left);
    let was_inside = place == Place::Barred(Reason::Banned) || events.iter().any(belonged);
    is_for_members(community) && place != Place::Member && was_inside
}

fn unnamed() -> OptionView {
    option(
        Contributions::Anonymise,
        t!("membership-leave-anonymise"),
        t!("membership-leave-anonymise-help"),
    )
}

fn deleted() -> OptionView {
    option(
        Contributions::Delete,
        t!("membership-leave-delete"),
        t!("membership-leave-delete-help"),
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
        Ok(Step::LeftBefore(community)) => {
            let text = t!("membership-left", community = community.title());
            Ok(back(&app, &community, &text))
        }
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
    /// The button was pressed twice.
    LeftBefore(Community),
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
    let none = || Error::invalid("content", t!("membership-leave-content-none"));
    let way = match value_of(&sent.form, "content") {
        "" => Some(Contributions::Keep),
        word => Contributions::parse(word),
    };
    let way = way.ok_or_else(none)?;
    let asks = way != Contributions::Keep && value_of(&sent.form, SURE).is_empty();
    let done = match (asks, is_abroad) {
        (true, true) => check_leaving_elsewhere(app, person, &community, reason, way).await,
        (true, false) => check_leaving(app, person, &community, reason).await,
        (false, true) => leave_elsewhere_with(app, person, &community, reason, way).await,
        (false, false) => leave_with(app, person, &community, reason, way).await,
    };
    match done {
        Ok(()) if asks => Ok(Step::Asks(community, way)),
        Ok(()) => Ok(Step::Left(community, way)),
        Err(Error::Refused(Reason::NotMember)) => left_before(app, person, community).await,
        Err(error) => Err(error),
    }
}

async fn left_before(app: &App, person: &Person, community: Community) -> Result<Step> {
    let mut conn = app.store.read().await?;
    let membership = membership_of(&mut conn, community.id(), person.id()).await?;
    match membership.map(|membership| membership.state) {
        Some(MembershipState::Left) => Ok(Step::LeftBefore(community)),
        _ => Err(Reason::NotMember.into()),
    }
}

fn ask(frame: Frame, community: &Community, way: Contributions, typed: &Typed) -> ConfirmPage {
    let place = community.title();
    let (title, lede, submit) = match way {
        Contributions::Delete => (
            t!("membership-leave-delete-title", community = place),
            t!("membership-leave-delete-lede"),
            t!("membership-leave-delete-button"),
        ),
        Contributions::Anonymise | Contributions::Keep => (
            t!("membership-leave-anonymise-title", community = place),
            t!("membership-leave-anonymise-lede"),
            t!("membership-leave-anonymise-button"),
        ),
    };
    let path = community.path();
    ConfirmPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(community.title(), &path)],
        title,
        lede,
        quote: String::new(),
        action: format!("{path}/leave"),
        hidden: vec![
            ("content", way.as_str().to_owned()),
            ("reason", value_of(typed, "reason").to_owned()),
            (SURE, "yes".to_owned()),
        ],
        submit,
        back: format!("{path}/join"),
    }
}

/// What becomes of what they wrote is done by a job.
fn said(community: &Community, way: Contributions) -> String {
    let left = t!("membership-left", community = community.title());
    let words = match way {
        Contributions::Keep => t!("membership-left-keep"),
        Contributions::Anonymise => t!("membership-left-anonymise"),
        Contributions::Delete => t!("membership-left-delete"),
    };
    format!("{left} {words}")
}
