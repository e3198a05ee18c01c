//! `/c/{name}/settings/conveners`: who convenes, naming one more, handing over, stepping down.

use super::members::{find_named, not_entrusted, not_found, person_view};
use super::{community_header, convened, convened_by, done, settings_pages, standing_of};
use crate::accounts::model::Person;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::{CommunityHeaderView, community_at, community_for};
use crate::error::{Error, Reason, Result};
use crate::ids::AccountId;
use crate::membership::actions::{hand_over, judge_naming, step_down};
use crate::membership::model::Role;
use crate::membership::policy;
use crate::membership::queries::list_moderators;
use crate::membership::queries::staff::staff_among;
use crate::web::confirm::ConfirmPage;
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, LinkView, PersonView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
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

/// `steps_down` is the tick with which one hands over; `sure` says that one was asked whether to.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct ConvenerForm {
    person: String,
    steps_down: String,
    sure: String,
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
            .map(|(person, role)| person_view(person, *role, &community, &staff))
            .collect(),
        person: FieldView::text("person", t!("membership-conveners-person"))
            .help(t!("membership-conveners-person-help"))
            .value(&form.person)
            .required(),
        steps_down: FieldView::text("steps_down", t!("membership-conveners-steps-down"))
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
        Ok(Named::Asked(asked)) => {
            let (community, person) = *asked;
            let page = sure_page(frame, &community, &person, &sent.form);
            return Ok(Page(page).into_response());
        }
        Ok(Named::Done(community)) if sent.form.steps_down.is_empty() => {
            return Ok(done(
                &app,
                &community,
                HERE,
                &t!("membership-conveners-named"),
            ));
        }
        Ok(Named::Done(community)) => {
            let text = t!("membership-conveners-handed-over");
            return Ok(done(&app, &community, "/members", &text));
        }
        Err(error) => Refusal::of(&app, error)?,
    };
    let frame = refusal.framed(frame);
    let mut page = page(&app, sent.viewer(), frame, &name, &sent.form).await?;
    page.person = page.person.with_errors(&refusal.fields);
    Ok(refusal.answer(page))
}

/// What came of naming somebody.
enum Named {
    /// It may be done, and whoever asked for it is asked whether they are sure.
    Asked(Box<(Community, Person)>),
    Done(Box<Community>),
}

async fn name_convener(app: &App, sent: &Sent<ConvenerForm>, name: &str) -> Result<Named> {
    let user = sent.who()?;
    let community = convened_by(app, user, name).await?;
    let found = find_named(app, user, &sent.form.person).await;
    let person = found.map_err(|error| not_found(error, "person"))?;
    if sent.form.sure.is_empty() {
        let mut conn = app.store.read().await?;
        let judged = judge_naming(&mut conn, app, &user.person, &community, &person).await;
        judged.map_err(not_named)?;
        return Ok(Named::Asked(Box::new((community, person))));
    }
    let steps_down = !sent.form.steps_down.is_empty();
    let named = hand_over(app, &user.person, &community, &person, steps_down).await;
    named.map_err(not_named)?;
    Ok(Named::Done(Box::new(community)))
}

/// Said beside the field where it is about whom it names.
fn not_named(error: Error) -> Error {
    match error {
        Error::Refused(Reason::WrongOrigin) => {
            Error::invalid("person", t!("membership-conveners-elsewhere"))
        }
        other => not_entrusted(other, "person"),
    }
}

/// Asks once: whoever convenes can do everything here, and nobody takes that away from them.
fn sure_page(
    frame: Frame,
    community: &Community,
    person: &Person,
    form: &ConvenerForm,
) -> ConfirmPage {
    let conveners = format!("{}{HERE}", community.path());
    let who = person.handle();
    let (title, then, submit) = match form.steps_down.is_empty() {
        true => (
            t!("membership-conveners-sure-title", name = who),
            t!("membership-conveners-sure-stays"),
            t!("membership-conveners-sure-button"),
        ),
        false => (
            t!("membership-conveners-hand-over-title", name = who),
            t!("membership-conveners-sure-hands-over"),
            t!("membership-conveners-hand-over-button"),
        ),
    };
    ConfirmPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(t!("membership-conveners"), &conveners)],
        title,
        lede: format!("{} {then}", t!("membership-conveners-sure-lede")),
        quote: String::new(),
        action: conveners.clone(),
        hidden: vec![
            ("person", form.person.clone()),
            ("steps_down", form.steps_down.clone()),
            ("sure", "yes".to_owned()),
        ],
        submit,
        back: conveners,
    }
}

/// `sure` says that one was asked whether to.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ResignForm {
    sure: String,
}

async fn resign_submit(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
    CsrfForm(form): CsrfForm<ResignForm>,
) -> Result<Response> {
    let (community, standing) = {
        let mut conn = app.store.read().await?;
        let community = community_at(&app, &mut conn, &name).await?;
        let standing = standing_of(&app, &mut conn, &community, &user).await?;
        (community, standing)
    };
    if form.sure.is_empty() {
        // Whether somebody else convenes is judged when it is done.
        policy::may_step_down(&standing, true)?;
        return Ok(Page(resign_page(frame, &community)).into_response());
    }
    step_down(&app, &user.person, &community).await?;
    let text = t!("membership-conveners-resigned");
    Ok(done(&app, &community, "/members", &text))
}

fn resign_page(frame: Frame, community: &Community) -> ConfirmPage {
    let conveners = format!("{}{HERE}", community.path());
    ConfirmPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(t!("membership-conveners"), &conveners)],
        title: t!("membership-conveners-resign-title"),
        lede: t!("membership-conveners-resign-lede"),
        quote: String::new(),
        action: format!("{conveners}/resign"),
        hidden: vec![("sure", "yes".to_owned())],
        submit: t!("membership-conveners-resign"),
        back: conveners,
    }
}
