//! `/communities/new` and `/c/{name}/settings`: one form, empty or filled in.

use super::{convened, convened_by, done, head_again, settings_pages};
use crate::accounts::{policy as accounts_policy, settings};
use crate::activitypub::languages::LANGUAGES;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::CommunityHeaderView;
use crate::error::Result;
use crate::membership::actions::{CommunityForm, open_community, update_community};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, OptionView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;

const NEW: &str = "/communities/new";
/// Below the community's address.
const HERE: &str = "/settings";

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
    /// The other settings.
    pages: Vec<TabView>,
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
            pages: Vec::new(),
            title: "Open a community",
            lede: "You will convene it: welcome people, set its rules and choose who helps you.",
            action: NEW.to_owned(),
            submit: "Open community",
            fields: fields(form, true),
        }
    }

    fn changing(
        frame: Frame,
        header: CommunityHeaderView,
        pages: Vec<TabView>,
        form: &CommunityForm,
    ) -> Self {
        Self {
            frame: frame.unlisted(),
            title: "Settings",
            lede: "Everybody who follows this community, on other servers too, gets what you change.",
            action: format!("{}/settings", header.path),
            submit: "Save settings",
            fields: fields(form, false),
            header: Some(header),
            pages,
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
            "Markdown works. Short and numbered is read. What you change is published as the next version, and what they said before stays readable.",
            &form.rules,
        ),
        select("language", "Language", &form.language, languages()),
        select(
            "post_policy",
            "Who may start threads",
            &form.post_policy,
            policies(),
        ),
        select(
            "answer_policy",
            "Who may reply",
            &form.answer_policy,
            policies(),
        ),
    ]);
    if !new {
        let change = select(
            "rules_change",
            "If you change the rules",
            &form.rules_change,
            changes(),
        );
        // Beside the rules.
        let at = fields.iter().position(|field| field.name == "rules");
        fields.insert(at.map_or(0, |at| at + 1), change);
    }
    fields
}

fn changes() -> Vec<OptionView> {
    vec![
        OptionView::new("", "They say the same in other words"),
        OptionView::new(
            "material",
            "They say something else: members have to agree again",
        ),
    ]
}

pub(super) fn select(
    name: &'static str,
    label: &str,
    value: &str,
    options: Vec<OptionView>,
) -> FieldView {
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

fn policies() -> Vec<OptionView> {
    vec![
        OptionView::new("readers", "Everybody, on other servers too"),
        OptionView::new("members", "Members"),
        OptionView::new("conveners", "Conveners and moderators"),
    ]
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
        Ok(community) => Ok(done(&app, &community, "", "Your community is open.")),
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
    let mut conn = app.store.read().await?;
    let (community, header) = convened(&app, &mut conn, &user, &name, HERE).await?;
    let form = CommunityForm::from(&community);
    let pages = settings_pages(&community, HERE);
    Ok(Page(FormPage::changing(frame, header, pages, &form)))
}

async fn settings_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<CommunityForm>,
) -> Result<Response> {
    match change(&app, &sent, &name).await {
        Ok(changed) => Ok(done(&app, &changed, HERE, "The settings are saved.")),
        Err(error) => {
            let refusal = Refusal::of(&app, error)?;
            let (header, pages) = head_again(&app, sent.viewer(), &name, HERE).await?;
            Ok(FormPage::changing(frame, header, pages, &sent.form).refused(refusal))
        }
    }
}

async fn change(app: &App, sent: &Sent<CommunityForm>, name: &str) -> Result<Community> {
    let user = sent.who()?;
    let community = convened_by(app, user, name).await?;
    update_community(app, &user.person, &community, &sent.form).await
}
