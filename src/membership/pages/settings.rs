//! `/communities/new` and `/c/{name}/settings`: one form, empty or filled in.

use super::{community_header, standing_of};
use crate::accounts::{policy as accounts_policy, settings};
use crate::activitypub::languages::LANGUAGES;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::{CommunityHeaderView, community_at};
use crate::error::{Reason, Result};
use crate::membership::actions::{CommunityForm, open_community, update_community};
use crate::membership::policy;
use crate::web::flash;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, OptionView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum_extra::extract::CookieJar;

const NEW: &str = "/communities/new";

pub fn routes() -> Router<App> {
    Router::new()
        .route(NEW, get(new_form).post(new_submit))
        .route(
            "/c/{name}/settings",
            get(settings_form).post(settings_submit),
        )
}

#[derive(Template)]
#[template(path = "membership/pages/form.html")]
struct FormPage {
    frame: Frame,
    /// None while it is being opened.
    header: Option<CommunityHeaderView>,
    title: &'static str,
    lede: &'static str,
    action: String,
    submit: &'static str,
    fields: Vec<FieldView>,
}

impl FormPage {
    fn opening(frame: Frame, form: &CommunityForm) -> Self {
        Self {
            frame: frame.unlisted(),
            header: None,
            title: "Open a community",
            lede: "You will convene it: welcome people, set its rules and choose who helps you.",
            action: NEW.to_owned(),
            submit: "Open community",
            fields: fields(form, true),
        }
    }

    fn changing(frame: Frame, header: CommunityHeaderView, form: &CommunityForm) -> Self {
        Self {
            frame: frame.unlisted(),
            title: "Settings",
            lede: "Everybody who follows this community, on other servers too, gets what you change.",
            action: format!("{}/settings", header.path),
            submit: "Save settings",
            fields: fields(form, false),
            header: Some(header),
        }
    }

    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }

    /// With why it was not taken.
    fn refused(mut self, refusal: Refusal) -> Response {
        let fields = self.fields.into_iter();
        self.fields = fields
            .map(|field| field.with_errors(&refusal.fields))
            .collect();
        self.frame = refusal.framed(self.frame);
        refusal.answer(self)
    }
}

fn fields(form: &CommunityForm, new: bool) -> Vec<FieldView> {
    let mut fields = Vec::new();
    if new {
        let name = FieldView::text("name", "Name")
            .help("Lower-case letters a to z, digits and _. It is in every address and cannot be changed.")
            .value(&form.name)
            .required();
        fields.push(FieldView {
            maxlength: Some(30),
            ..name
        });
    }
    let area = |name, label: &str, help: &str, value: &str| {
        FieldView::text(name, label)
            .of_kind("area")
            .help(help)
            .value(value)
    };
    fields.extend([
        FieldView::text("title", "Title")
            .value(&form.title)
            .required(),
        FieldView::text("focus", "In one line")
            .help("Who this is for and what they get. At most 200 characters.")
            .value(&form.focus),
        area(
            "description",
            "Description",
            "Markdown works.",
            &form.description,
        ),
        area(
            "rules",
            "Rules",
            "Markdown works. Short and numbered is read.",
            &form.rules,
        ),
        select("language", "Language", &form.language, languages()),
        select(
            "post_policy",
            "Who may start threads",
            &form.post_policy,
            policies(&form.post_policy),
        ),
        select(
            "answer_policy",
            "Who may reply",
            &form.answer_policy,
            policies(&form.answer_policy),
        ),
    ]);
    fields
}

fn select(name: &'static str, label: &str, value: &str, options: Vec<OptionView>) -> FieldView {
    FieldView::text(name, label)
        .of_kind("select")
        .value(value)
        .options(options)
}

fn languages() -> Vec<OptionView> {
    let any = OptionView::new("", "Any language");
    let known = LANGUAGES
        .iter()
        .map(|(code, name)| OptionView::new(*code, *name));
    std::iter::once(any).chain(known).collect()
}

/// "Members" only where it was chosen before: as long as nobody can join, it lets in nobody else.
fn policies(chosen: &str) -> Vec<OptionView> {
    let mut options = vec![
        OptionView::new("readers", "Everybody, on other servers too"),
        OptionView::new("conveners", "Conveners and moderators"),
    ];
    if chosen == "members" {
        options.push(OptionView::new("members", "Members"));
    }
    options
}

async fn new_form(State(app): State<App>, user: SignedIn, frame: Frame) -> Result<Page<FormPage>> {
    let mut conn = app.store.read().await?;
    let allowed = settings::load(&app, &mut conn).await?.community_creation;
    accounts_policy::may_open_community(&user.viewer(), allowed)?;
    Ok(Page(FormPage::opening(frame, &CommunityForm::default())))
}

async fn new_submit(
    State(app): State<App>,
    frame: Frame,
    sent: Sent<CommunityForm>,
) -> Result<Response> {
    let opened = match sent.who() {
        Ok(user) => open_community(&app, &user.viewer(), &user.person, &sent.form).await,
        Err(error) => Err(error),
    };
    match opened {
        Ok(community) => Ok(done(&app, &community, "Your community is open.", "")),
        Err(error) => {
            let refusal = Refusal::of(&app, error)?;
            Ok(FormPage::opening(frame, &sent.form).refused(refusal))
        }
    }
}

async fn settings_form(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<FormPage>> {
    let (community, header) = convened(&app, &user, &name).await?;
    let form = CommunityForm::from(&community);
    Ok(Page(FormPage::changing(frame, header, &form)))
}

async fn settings_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<CommunityForm>,
) -> Result<Response> {
    match change(&app, &sent, &name).await {
        Ok(changed) => Ok(done(&app, &changed, "The settings are saved.", "/settings")),
        Err(error) => {
            let refusal = Refusal::of(&app, error)?;
            let header = header_of(&app, sent.viewer(), &name).await?;
            Ok(FormPage::changing(frame, header, &sent.form).refused(refusal))
        }
    }
}

async fn change(app: &App, sent: &Sent<CommunityForm>, name: &str) -> Result<Community> {
    let user = sent.who()?;
    let (community, _) = convened(app, user, name).await?;
    update_community(app, &user.person, &community, &sent.form).await
}

async fn header_of(app: &App, viewer: &MaybeSignedIn, name: &str) -> Result<CommunityHeaderView> {
    let mut conn = app.store.read().await?;
    let community = community_at(app, &mut conn, name).await?;
    community_header(app, &mut conn, &community, viewer, "/settings").await
}

/// The community of this address, if the user may change it.
async fn convened(
    app: &App,
    user: &SignedIn,
    name: &str,
) -> Result<(Community, CommunityHeaderView)> {
    let mut conn = app.store.read().await?;
    let community = community_at(app, &mut conn, name).await?;
    if !community.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    let standing = standing_of(app, &mut conn, &community, user).await?;
    policy::may_update_community(&standing)?;
    let viewer = MaybeSignedIn(Some(user.clone()));
    let header = community_header(app, &mut conn, &community, &viewer, "/settings").await?;
    Ok((community, header))
}

fn done(app: &App, community: &Community, text: &str, below: &str) -> Response {
    let jar = flash::set(app, CookieJar::new(), text);
    let path = format!("{}{below}", community.path());
    (jar, Redirect::to(&path)).into_response()
}
