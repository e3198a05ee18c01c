//! `/c/{name}/settings/conveners`: who convenes, naming one more, handing over, stepping down.

use super::members::{find_named, not_found, person_view};
use super::{community_header, convened, convened_by, done, settings_pages};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::{CommunityHeaderView, community_at, community_for};
use crate::error::{Error, Reason, Result};
use crate::ids::AccountId;
use crate::membership::actions::{hand_over, step_down};
use crate::membership::model::Role;
use crate::membership::queries::list_moderators;
use crate::membership::queries::staff::staff_among;
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, PersonView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;

/// Below the community's address.
const HERE: &str = "/settings/conveners";

pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/c/{name}/settings/conveners",
            get(conveners_page).post(name_submit),
        )
        .route("/c/{name}/settings/conveners/resign", post(resign_submit))
}

/// `steps_down` is the tick with which one hands over.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct ConvenerForm {
    person: String,
    steps_down: String,
}

#[derive(Template)]
#[template(path = "membership/pages/conveners.html")]
struct ConvenersPage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    conveners: Vec<PersonView>,
    person: FieldView,
    steps_down: FieldView,
    /// Whether the viewer convenes and somebody else does, too.
    may_resign: bool,
}

async fn conveners_page(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<ConvenersPage>> {
    let viewer = MaybeSignedIn(Some(user));
    let form = ConvenerForm::default();
    Ok(Page(page(&app, &viewer, frame, &name, &form).await?))
}

async fn page(
    app: &App,
    viewer: &MaybeSignedIn,
    frame: Frame,
    name: &str,
    form: &ConvenerForm,
) -> Result<ConvenersPage> {
    let mut conn = app.store.read().await?;
    let (community, header) = match &viewer.0 {
        Some(user) => convened(app, &mut conn, user, name, HERE).await?,
        None => {
            let community = community_for(app, &mut conn, &viewer.viewer(), name).await?;
            let header = community_header(app, &mut conn, &community, viewer, HERE).await?;
            (community, header)
        }
    };
    let mut conveners = list_moderators(&mut conn, community.id()).await?;
    conveners.retain(|(_, role)| *role == Role::Convener);
    let me = viewer.0.as_ref().map(|user| user.person.id());
    let own = conveners.iter().any(|(person, _)| Some(person.id()) == me);
    let ids: Vec<AccountId> = conveners.iter().map(|(person, _)| person.id()).collect();
    let staff = staff_among(&mut conn, &community, &ids).await?;
    Ok(ConvenersPage {
        frame: frame.unlisted(),
        header,
        pages: settings_pages(&community, HERE),
        may_resign: own && conveners.len() > 1,
        conveners: conveners
            .iter()
            .map(|(person, role)| person_view(person, *role, &staff))
            .collect(),
        person: FieldView::text("person", "Make somebody a convener")
            .help("Their name on this server. They may do all that you may.")
            .value(&form.person)
            .required(),
        steps_down: FieldView::text(
            "steps_down",
            "Hand over: I am a member like the others then",
        )
        .of_kind("tick")
        .value(&form.steps_down),
    })
}

async fn name_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<ConvenerForm>,
) -> Result<Response> {
    let refusal = match name_convener(&app, &sent, &name).await {
        Ok(community) if sent.form.steps_down.is_empty() => {
            return Ok(done(
                &app,
                &community,
                HERE,
                "Done: they convene this community.",
            ));
        }
        Ok(community) => {
            let text = "Done: they convene this community now, and you do not.";
            return Ok(done(&app, &community, "/members", text));
        }
        Err(error) => Refusal::of(&app, error)?,
    };
    let frame = refusal.framed(frame);
    let mut page = page(&app, sent.viewer(), frame, &name, &sent.form).await?;
    page.person = page.person.with_errors(&refusal.fields);
    Ok(refusal.answer(page))
}

async fn name_convener(app: &App, sent: &Sent<ConvenerForm>, name: &str) -> Result<Community> {
    let user = sent.who()?;
    let community = convened_by(app, user, name).await?;
    let found = find_named(app, user, &sent.form.person).await;
    let person = found.map_err(|error| not_found(error, "person"))?;
    let steps_down = !sent.form.steps_down.is_empty();
    let named = hand_over(app, &user.person, &community, &person, steps_down).await;
    named.map_err(|error| match error {
        Error::Refused(Reason::WrongOrigin) => Error::invalid(
            "person",
            "Only somebody with an account on this server can convene.",
        ),
        other => other,
    })?;
    Ok(community)
}

/// A form that is only its button.
#[derive(Deserialize)]
struct NoFields {}

async fn resign_submit(
    State(app): State<App>,
    user: SignedIn,
    Path(name): Path<String>,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    let community = {
        let mut conn = app.store.read().await?;
        community_at(&app, &mut conn, &name).await?
    };
    step_down(&app, &user.person, &community).await?;
    let text = "Done: you are a member like the others.";
    Ok(done(&app, &community, "/members", text))
}
