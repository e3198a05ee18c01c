//! `/c/{name}/contact`: writing to those who look after a community as a team, and what they answered.

use super::PER_PAGE;
use super::talks::{LineView, lines_of};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::{CommunityHeaderView, community_for};
use crate::error::{Error, FieldError, Reason, Result};
use crate::membership::pages::community_header;
use crate::membership::queries::standing;
use crate::team::actions::{self, own_talk};
use crate::team::model::WORDS_MAX;
use crate::team::policy::may_write;
use crate::team::queries::{list_lines, standing_ban};
use crate::web::flash::done;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, PagerView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new().route("/c/{name}/contact", get(contact_page).post(contact_submit))
}

#[derive(Template)]
#[template(path = "team/pages/contact.html")]
struct ContactPage {
    frame: Frame,
    header: CommunityHeaderView,
    action: String,
    lines: Vec<LineView>,
    pager: PagerView,
    /// None, and why, where the viewer cannot write to them.
    field: Option<FieldView>,
    refusal: String,
    /// Where who is banned appeals.
    appeal: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ContactForm {
    body: String,
}

async fn load(
    app: &App,
    user: &SignedIn,
    frame: Frame,
    (community, asked): (&Community, ByNumber),
    (typed, errors): (&str, &[FieldError]),
) -> Result<ContactPage> {
    let mut conn = app.store.read().await?;
    let me = &user.person;
    let action = format!("{}/contact", community.path());
    let (mut lines, mut turning) = (Vec::new(), PagerView::default());
    if let Some(talk) = own_talk(&mut conn, me.id(), community).await? {
        let found = list_lines(&mut conn, talk.id, asked.turn(), PER_PAGE).await?;
        turning = pager(&action, &found, |line| line.id.0);
        lines = lines_of(found.rows, &[], None, frame.now);
    }
    let standing = standing(&mut conn, me, community, app.now()).await?;
    let refusal = may_write(&standing, community.is_local()).err();
    let appeal = match refusal {
        Some(Reason::Banned) => standing_ban(&mut conn, me.id(), community.id()).await?,
        _ => None,
    };
    let field = FieldView {
        maxlength: u32::try_from(WORDS_MAX).ok(),
        rows: 5,
        ..FieldView::text("body", t!("team-contact-body"))
    };
    let field = field
        .of_kind("area")
        .value(typed)
        .help(t!("team-contact-body-help"))
        .required()
        .with_errors(errors);
    let viewer = MaybeSignedIn(Some(user.clone()));
    Ok(ContactPage {
        header: community_header(app, &mut conn, community, &viewer, "/about").await?,
        frame: frame.unlisted(),
        action,
        lines,
        pager: turning,
        field: refusal.is_none().then_some(field),
        refusal: refusal.map_or(String::new(), |reason| reason.to_string()),
        appeal: appeal.map(|act| format!("/appeal/{}", act.id)),
    })
}

async fn contact_page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<ByNumber>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<ContactPage>> {
    let community = community_of(&app, &MaybeSignedIn(Some(user.clone())), &name).await?;
    let page = load(&app, &user, frame, (&community, asked), ("", &[])).await?;
    Ok(Page(page))
}

/// Only a community of this server has a team room here.
async fn community_of(app: &App, viewer: &MaybeSignedIn, name: &str) -> Result<Community> {
    let mut conn = app.store.read().await?;
    community_for(app, &mut conn, &viewer.viewer(), name).await
}

async fn contact_submit(
    State(app): State<App>,
    Path(name): Path<String>,
    frame: Frame,
    sent: Sent<ContactForm>,
) -> Result<Response> {
    let answer = submit(&app, &name, frame.clone(), &sent).await;
    or_kept(&app, frame, &sent.form.body, answer)
}

async fn submit(app: &App, name: &str, frame: Frame, sent: &Sent<ContactForm>) -> Result<Response> {
    let community = community_of(app, sent.viewer(), name).await?;
    let user = sent.viewer().0.clone().ok_or(Error::SignedOut)?;
    let body = sent.form.body.as_str();
    let outcome = match sent.who() {
        Ok(user) => actions::write_to_team(app, &user.person, &community, body, None).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => {
            let path = format!("{}/contact", community.path());
            Ok(done(app, &path, &t!("team-contact-sent")))
        }
        Err(error) => {
            let refusal = Refusal::of(app, error)?;
            let place = (&community, ByNumber::default());
            let typed = (body, refusal.fields.as_slice());
            let page = load(app, &user, refusal.framed(frame), place, typed).await?;
            Ok(refusal.answer(page))
        }
    }
}
