//! `/appeal/{id}`: appealing against an act, for whom it was about; and `/appeal/link/{token}`: the same for somebody
//! of another server. That needs no account here, since only the person it was sent to has the link.

use super::{ActView, ruled};
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::moderation::model::ActionId;
use crate::team::actions::{self, sanction, sanction_behind};
use crate::team::model::{Sanction, WORDS_MAX};
use crate::team::policy::still_holds;
use crate::web::csrf::{Csrf, CsrfForm};
use crate::web::flash;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/appeal/{id}", get(appeal_page).post(appeal_submit))
        .route("/appeal/link/{token}", get(linked_page).post(linked_submit))
}

#[derive(Template)]
#[template(path = "team/pages/appeal.html")]
struct AppealPage {
    frame: Frame,
    /// Where the form goes: the address of this page.
    action: String,
    act: ActView,
    /// Whose link it is; empty for who is signed in.
    handle: String,
    made: Option<MadeView>,
    /// None where there is nothing to appeal against any more.
    field: Option<FieldView>,
}

/// An appeal that was made, for whoever made it.
struct MadeView {
    words: String,
    when: When,
    ruling: String,
    message: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct AppealForm {
    body: String,
}

fn number(id: &str) -> Result<ActionId> {
    let missing = |_| Error::NotFound("act");
    id.parse().map(ActionId).map_err(missing)
}

fn page(
    frame: Frame,
    action: String,
    sanction: &Sanction,
    (typed, errors): (&str, &[FieldError]),
) -> AppealPage {
    let now = frame.now;
    let field = FieldView {
        maxlength: u32::try_from(WORDS_MAX).ok(),
        ..FieldView::text("body", t!("team-appeal-body"))
    };
    let field = field
        .of_kind("area")
        .value(typed)
        .help(t!("team-appeal-body-help"))
        .required()
        .with_errors(errors);
    let made = sanction.appeal.as_ref().map(|appeal| MadeView {
        words: appeal.body.clone(),
        when: When::new(appeal.created_at, now),
        ruling: ruled(appeal),
        message: appeal.message.clone(),
    });
    let open = made.is_none() && still_holds(&sanction.act, now.at);
    AppealPage {
        frame: frame.unlisted(),
        action,
        act: ActView::of(sanction, now),
        handle: match sanction.about.actor.local {
            true => String::new(),
            false => sanction.about.handle(),
        },
        made,
        field: open.then_some(field),
    }
}

async fn own(app: &App, user: &SignedIn, id: &str) -> Result<Sanction> {
    let mut conn = app.store.read().await?;
    sanction(&mut conn, number(id)?, &user.person).await
}

async fn appeal_page(
    State(app): State<App>,
    Path(id): Path<String>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<AppealPage>> {
    let sanction = own(&app, &user, &id).await?;
    let action = format!("/appeal/{}", sanction.act.id);
    Ok(Page(page(frame, action, &sanction, ("", &[]))))
}

async fn appeal_submit(
    State(app): State<App>,
    Path(id): Path<String>,
    frame: Frame,
    sent: Sent<AppealForm>,
) -> Result<Response> {
    let answer = submit(&app, &id, frame.clone(), &sent).await;
    or_kept(&app, frame, &sent.form.body, answer)
}

async fn submit(app: &App, id: &str, frame: Frame, sent: &Sent<AppealForm>) -> Result<Response> {
    let user = sent.viewer().0.clone().ok_or(Error::SignedOut)?;
    // A form of another site learns nothing, not even that there is no such act.
    let sanction = own(app, &user, id).await;
    let sanction = sanction.map_err(|error| sent.who().err().unwrap_or(error))?;
    let (path, words) = (format!("/appeal/{}", sanction.act.id), &sent.form.body);
    let outcome = match sent.who() {
        Ok(user) => actions::appeal(app, &user.person, sanction.act.id, words).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(flash::done(app, &path, &t!("team-appeal-made"))),
        Err(error) => {
            let refusal = Refusal::of(app, error)?;
            let typed = (words.as_str(), refusal.fields.as_slice());
            let page = page(refusal.framed(frame), path, &sanction, typed);
            Ok(refusal.answer(page))
        }
    }
}

async fn linked_page(
    State(app): State<App>,
    frame: Frame,
    csrf: Csrf,
    Path(token): Path<String>,
) -> Result<Response> {
    let sanction = sanction_behind(&app, &Token::given(&token)).await?;
    let page = page(
        frame.guarded(&csrf),
        format!("/appeal/link/{token}"),
        &sanction,
        ("", &[]),
    );
    Ok((csrf.jar, Page(page)).into_response())
}

async fn linked_submit(
    State(app): State<App>,
    frame: Frame,
    csrf: Csrf,
    Path(token): Path<String>,
    CsrfForm(form): CsrfForm<AppealForm>,
) -> Result<Response> {
    let sanction = sanction_behind(&app, &Token::given(&token)).await?;
    let path = format!("/appeal/link/{token}");
    let made = actions::appeal(&app, &sanction.about, sanction.act.id, &form.body).await;
    let error = match made {
        Ok(_) => {
            let jar = flash::set(&app, csrf.jar, &t!("team-appeal-made"));
            return Ok((jar, Redirect::to(&path)).into_response());
        }
        Err(error) => error,
    };
    let refusal = Refusal::of(&app, error)?;
    let frame = refusal.framed(frame.guarded(&csrf));
    let typed = (form.body.as_str(), refusal.fields.as_slice());
    let page = page(frame, path, &sanction, typed);
    Ok((csrf.jar, refusal.answer(page)).into_response())
}
