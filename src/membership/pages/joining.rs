//! `/c/{name}/settings/joining`: who reads, who comes in and how, and how they are welcomed.

use super::settings::select;
use super::{convened, convened_by, done, head_again, settings_pages};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::CommunityHeaderView;
use crate::error::Result;
use crate::membership::actions::{SettingsForm, update_settings};
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

/// Below the community's address.
const HERE: &str = "/settings/joining";

pub fn routes() -> Router<App> {
    Router::new().route(
        "/c/{name}/settings/joining",
        get(joining_form).post(joining_submit),
    )
}

/// Fields that belong together.
struct Group {
    title: &'static str,
    fields: Vec<FieldView>,
}

#[derive(Template)]
#[template(path = "membership/pages/joining.html")]
struct JoiningPage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    groups: Vec<Group>,
}

impl JoiningPage {
    fn new(
        frame: Frame,
        header: CommunityHeaderView,
        pages: Vec<TabView>,
        form: &SettingsForm,
    ) -> Self {
        Self {
            frame: frame.unlisted(),
            header,
            pages,
            groups: groups(form),
        }
    }

    fn fields(&self) -> Vec<&FieldView> {
        self.groups.iter().flat_map(|group| &group.fields).collect()
    }

    fn has_errors(&self) -> bool {
        self.fields().iter().any(|field| field.error.is_some())
    }
}

fn groups(form: &SettingsForm) -> Vec<Group> {
    let text = |name, label: &str, help: &str, value: &str| {
        let field = FieldView::text(name, label).value(value);
        match help {
            "" => field,
            help => field.help(help),
        }
    };
    let area = |name, label: &str, help: &str, value: &str| FieldView {
        rows: 4,
        ..text(name, label, help, value).of_kind("area")
    };
    let number = |name, label: &str, help: &str, value: &str| {
        text(name, label, help, value).of_kind("number")
    };
    vec![
        Group {
            title: "Who reads, and who comes in",
            fields: vec![
                select("read", "Who may read", &form.read, readers()).help(
                    "Holds for threads that begin from now on. Threads that are there already stay as they are, and so do new replies in them: where everybody reads the thread, everybody reads those. Lock such threads to end that.",
                ),
                select("join", "Who may join", &form.join, joiners()),
                text(
                    "domains",
                    "E-mail domains whose people come in at once",
                    "With commas between them. They confirm their address by mail.",
                    &form.domains,
                ),
            ],
        },
        Group {
            title: "What people see before they join",
            fields: vec![
                text(
                    "not_for",
                    "Who it is not for",
                    "In one line.",
                    &form.not_for,
                ),
                area(
                    "offers",
                    "What members get",
                    "Markdown works.",
                    &form.offers,
                ),
                area(
                    "applicants_note",
                    "A note to applicants",
                    "How long a decision takes, and what you look at.",
                    &form.applicants_note,
                ),
                number(
                    "reapply_days",
                    "Days before somebody who was declined may apply again",
                    "",
                    &form.reapply_days,
                ),
                number(
                    "grace_days",
                    "Days for agreeing to changed rules",
                    "Until then members go on as before; afterwards what they write is held until they agree.",
                    &form.grace_days,
                ),
            ],
        },
        Group {
            title: "Welcome",
            fields: vec![
                area(
                    "welcome",
                    "A word of welcome",
                    "Markdown works. New members read it.",
                    &form.welcome,
                ),
                area(
                    "first_task",
                    "The first task",
                    "Without one they introduce themselves.",
                    &form.first_task,
                ),
                text(
                    "introductions",
                    "The thread of introductions",
                    "Its address.",
                    &form.introductions,
                ),
                text(
                    "start_here",
                    "Threads to start with",
                    "Their addresses, with spaces between them.",
                    &form.start_here,
                ),
                text(
                    "greeters",
                    "Greeters",
                    "Names of members, with commas between them. They look after those who are new.",
                    &form.greeters,
                ),
                number(
                    "newcomer_contributions",
                    "Contributions that make a newcomer a member",
                    "0: nobody begins as a newcomer.",
                    &form.newcomer_contributions,
                ),
            ],
        },
        Group {
            title: "Belonging together",
            fields: vec![
                text(
                    "staff_domain",
                    "E-mail domain of the host organisation",
                    "People who have confirmed an address of it get the badge.",
                    &form.staff_domain,
                ),
                text(
                    "staff_badge",
                    "The badge",
                    "As in “Library staff”.",
                    &form.staff_badge,
                ),
                text(
                    "parent",
                    "Part of",
                    "The name of a community here that you convene, too.",
                    &form.parent,
                ),
                text(
                    "related",
                    "Related communities",
                    "As name or name@server, with commas between them.",
                    &form.related,
                ),
            ],
        },
    ]
}

fn readers() -> Vec<OptionView> {
    vec![
        OptionView::new("public", "Everybody"),
        OptionView::new("unlisted", "Everybody, but it is in no list"),
        OptionView::new("members", "Members"),
        OptionView::new("server", "Whoever signs in on this server"),
    ]
}

fn joiners() -> Vec<OptionView> {
    vec![
        OptionView::new("open", "Everybody"),
        OptionView::new("application", "Whoever applies and is approved"),
        OptionView::new("invitation", "Whoever is invited"),
        OptionView::new("domain", "People of the e-mail domains below"),
        OptionView::new("closed", "Nobody"),
    ]
}

async fn joining_form(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<JoiningPage>> {
    let mut conn = app.store.read().await?;
    let (community, header) = convened(&app, &mut conn, &user, &name, HERE).await?;
    let form = SettingsForm::load(&mut conn, &community).await?;
    let pages = settings_pages(&community, HERE);
    Ok(Page(JoiningPage::new(frame, header, pages, &form)))
}

async fn joining_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<SettingsForm>,
) -> Result<Response> {
    let error = match change(&app, &sent, &name).await {
        Ok(community) => return Ok(done(&app, &community, HERE, "The settings are saved.")),
        Err(error) => error,
    };
    let refusal = Refusal::of(&app, error)?;
    let (header, pages) = head_again(&app, sent.viewer(), &name, HERE).await?;
    let frame = refusal.framed(frame);
    let mut page = JoiningPage::new(frame, header, pages, &sent.form);
    for group in &mut page.groups {
        let fields = std::mem::take(&mut group.fields);
        group.fields = fields
            .into_iter()
            .map(|field| field.with_errors(&refusal.fields))
            .collect();
    }
    Ok(refusal.answer(page))
}

async fn change(app: &App, sent: &Sent<SettingsForm>, name: &str) -> Result<Community> {
    let user = sent.who()?;
    let community = convened_by(app, user, name).await?;
    update_settings(app, &user.viewer(), &user.person, &community, &sent.form).await
}
