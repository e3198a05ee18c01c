//! Leaving: one button, why, and what becomes of what one wrote. The form is on the page for joining,
//! where members find it.

use super::abroad;
use super::join::{Look, Typed, back, found, refuse, value_of};
use crate::app::App;
use crate::error::{Error, Result};
use crate::membership::actions::leave_with;
use crate::membership::model::Contributions;
use crate::web::layout::Frame;
use crate::web::refusal::Sent;
use crate::web::view::{FieldView, OptionView};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;

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
    let option = |way: Contributions, label: &str, help: &str| OptionView {
        help: Some(help.to_owned()),
        ..OptionView::new(way.as_str(), label)
    };
    let chosen = match value_of(typed, "content") {
        "" => Contributions::Keep.as_str(),
        chosen => chosen,
    };
    FieldView::text("content", "What you wrote here")
        .value(chosen)
        .options(vec![
            option(
                Contributions::Keep,
                "It stays under my name",
                "You can still change and delete each of it.",
            ),
            option(
                Contributions::Anonymise,
                "It stays without my name",
                "Here it is by “A former member” then, and you can change it no more. Servers that have a copy keep your name on it: no message makes them change an author. Where others wrote your name, it stays.",
            ),
            option(
                Contributions::Delete,
                "Delete it",
                "All your threads and replies here are deleted, and the servers that have a copy are told to do the same. Most do; none can be made to. What others replied stays.",
            ),
        ])
}

async fn leave_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<Typed>,
) -> Result<Response> {
    if abroad::is_abroad(&app, &name) {
        return abroad::go(&app, sent.who()?, &name).await;
    }
    let outcome = async {
        let user = sent.who()?;
        let community = found(&app, &name).await?;
        let reason = value_of(&sent.form, "reason");
        let way = match value_of(&sent.form, "content") {
            "" => Some(Contributions::Keep),
            word => Contributions::parse(word),
        };
        let way = way.ok_or(Error::invalid("content", "Choose one of these."))?;
        leave_with(&app, &user.person, &community, reason, way).await?;
        Ok::<_, Error>(community)
    };
    match outcome.await {
        Ok(community) => {
            let text = format!("You are no member of {} any more.", community.title());
            Ok(back(&app, &community, &text))
        }
        Err(error) => refuse(&app, frame, &name, &sent, error, Look::Own).await,
    }
}
