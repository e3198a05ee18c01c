//! `/admin/accounts/{id}/…`: what administrators do with one account, each on a page that says first what
//! it does; and making an account.

use super::accounts::PATH;
use super::confirm::ConfirmPage;
use super::{Admin, done, tabs, wrong_fields};
use crate::accounts::actions::{
    delete_account, invite, list_convened_alone, make_password_link, restore, set_role, suspend,
};
use crate::accounts::model::{Person, ServerRole};
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::web::csrf::CsrfForm;
use crate::web::layout::{Frame, counted};
use crate::web::page::Page;
use crate::web::view::{FieldView, LinkView, OptionView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Suspend,
    Restore,
    Password,
    Admin,
    Member,
    Delete,
}

impl Act {
    const ALL: [Self; 6] = [
        Self::Suspend,
        Self::Restore,
        Self::Password,
        Self::Admin,
        Self::Member,
        Self::Delete,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Restore => "restore",
            Self::Password => "password",
            Self::Admin => "admin",
            Self::Member => "member",
            Self::Delete => "delete",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Suspend => "Suspend",
            Self::Restore => "Restore",
            Self::Password => "Password link",
            Self::Admin => "Make an administrator",
            Self::Member => "Make a member",
            Self::Delete => "Delete",
        }
    }
}

/// What can be done with somebody, as they are.
pub fn links(person: &Person, role: Option<ServerRole>) -> Vec<LinkView> {
    if person.account.deleted_at.is_some() {
        return Vec::new();
    }
    let mut acts = vec![match person.account.suspended_at {
        Some(_) => Act::Restore,
        None => Act::Suspend,
    }];
    if let Some(role) = role {
        let other = match role {
            ServerRole::Admin => Act::Member,
            ServerRole::Member => Act::Admin,
        };
        acts.extend([Act::Password, other, Act::Delete]);
    }
    let link = |act: &Act| {
        let href = format!("{PATH}/{}/{}", person.id(), act.word());
        LinkView::new(act.label(), href)
    };
    acts.iter().map(link).collect()
}

pub fn routes() -> Router<App> {
    let mut router = Router::new().route("/admin/accounts/new", get(new_form).post(new_submit));
    for act in Act::ALL {
        let form = move |app, id, admin, frame| act_form(act, app, id, admin, frame);
        let submit =
            move |app, id, admin, frame, form| act_submit(act, app, id, admin, frame, form);
        router = router.route(
            &format!("/admin/accounts/{{id}}/{}", act.word()),
            get(form).post(submit),
        );
    }
    router
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ActForm {
    /// Typed to make sure, before an account is deleted.
    name: String,
    successor: String,
}

async fn find(app: &App, id: &str) -> Result<Person> {
    let id = id.parse().map_err(|_| Error::NotFound("account"))?;
    let mut conn = app.store.read().await?;
    match find_person(&mut conn, AccountId(id)).await {
        Err(diesel::result::Error::NotFound) => Err(Error::NotFound("account")),
        other => Ok(other?),
    }
}

async fn page(
    app: &App,
    act: Act,
    frame: Frame,
    person: &Person,
    form: &ActForm,
) -> Result<ConfirmPage> {
    let handle = format!("@{}", person.handle());
    let convened = match act {
        Act::Delete => list_convened_alone(app, person.id()).await?,
        _ => Vec::new(),
    };
    let mut fields = Vec::new();
    if !convened.is_empty() {
        fields.push(
            FieldView::text("successor", "Who convenes them instead")
                .value(&form.successor)
                .help("The name of somebody here. Empty: administrators look after them."),
        );
    }
    if act == Act::Delete {
        fields.push(
            FieldView::text("name", "Their name, to make sure")
                .value(&form.name)
                .required(),
        );
    }
    let title = match act {
        Act::Suspend => format!("Suspend {handle}"),
        Act::Restore => format!("Restore {handle}"),
        Act::Password => format!("A password link for {handle}"),
        Act::Admin => format!("Make {handle} an administrator"),
        Act::Member => format!("Make {handle} a member"),
        Act::Delete => format!("Delete {handle}"),
    };
    let action = format!("{PATH}/{}/{}", person.id(), act.word());
    Ok(ConfirmPage {
        effects: effects(act, person, &convened),
        submit: match act {
            Act::Password => "Make the link",
            Act::Delete => "Delete for good",
            other => other.label(),
        },
        danger: matches!(act, Act::Suspend | Act::Delete),
        fields,
        ..ConfirmPage::new(frame, ("Accounts", PATH), title, action)
    })
}

fn effects(act: Act, person: &Person, convened: &[(String, String)]) -> Vec<String> {
    let account = &person.account;
    let said = match (act, person.actor.local) {
        (Act::Suspend, true) => {
            "They are signed out everywhere and cannot sign in until you restore the account; then they are told that it is suspended. What they wrote stays."
        }
        (Act::Suspend, false) => {
            "Nothing new is taken from them here: no threads, replies, votes or messages. What is here stays until somebody removes it. In communities here that only their members read they read no more, and their server is told that they follow those no more; nothing else is told to anybody."
        }
        (Act::Restore, true) => "They may sign in again.",
        (Act::Restore, false) => {
            "What they write is taken again. What they wrote in the meantime is missing. Communities that only their members read they have to follow again."
        }
        (Act::Password, _) => {
            "You get a link with which they choose a new password. It works once and for seven days; links made before work no more. Until it is used the old password stays."
        }
        (Act::Admin, _) => {
            "They will see and change everything that you see on these pages, you included."
        }
        (Act::Member, _) => {
            "They will see these pages no more, and keep the offices they have in communities."
        }
        (Act::Delete, _) => return effects_of_deleting(person, convened),
    };
    let mut effects = vec![said.to_owned()];
    if act == Act::Suspend && account.post_count + account.comment_count > 0 {
        effects.push(format!(
            "They wrote {} and {} here.",
            counted(account.post_count, "thread", "threads"),
            counted(account.comment_count, "reply", "replies")
        ));
    }
    effects
}

fn effects_of_deleting(person: &Person, convened: &[(String, String)]) -> Vec<String> {
    let account = &person.account;
    let mut effects = vec![
        format!(
            "What they wrote ({}, {} and all messages) is deleted, here and on other servers as far as \
             they follow suit. What others replied stays, and their votes stay counted.",
            counted(account.post_count, "thread", "threads"),
            counted(account.comment_count, "reply", "replies")
        ),
        "Nobody can undo this, and the name is never given again.".to_owned(),
    ];
    if !convened.is_empty() {
        let names: Vec<&str> = convened.iter().map(|(_, title)| title.as_str()).collect();
        effects.push(format!("Nobody else convenes {}.", names.join(", ")));
    }
    effects
}

async fn act_form(
    act: Act,
    State(app): State<App>,
    Path(id): Path<String>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<ConfirmPage>> {
    let person = find(&app, &id).await?;
    page(&app, act, frame, &person, &ActForm::default())
        .await
        .map(Page)
}

async fn act_submit(
    act: Act,
    State(app): State<App>,
    Path(id): Path<String>,
    admin: Admin,
    frame: Frame,
    CsrfForm(form): CsrfForm<ActForm>,
) -> Result<Response> {
    let person = find(&app, &id).await?;
    if act == Act::Password {
        let link = make_password_link(&app, &admin.viewer(), person.id()).await?;
        return Ok(Page(link_page(frame, &person, link)).into_response());
    }
    match perform(&app, act, &admin, &person, &form).await {
        Ok(said) => Ok(done(&app, PATH, &format!("@{} {said}", person.handle()))),
        Err(error) => {
            let errors = wrong_fields(error)?;
            let page = page(&app, act, frame, &person, &form).await?;
            Ok(page.refused(&errors))
        }
    }
}

async fn perform(
    app: &App,
    act: Act,
    admin: &Admin,
    person: &Person,
    form: &ActForm,
) -> Result<&'static str> {
    let (by, id) = (admin.viewer(), person.id());
    let said = match act {
        Act::Suspend => {
            suspend(app, &by, id).await?;
            "is suspended."
        }
        Act::Restore => {
            restore(app, &by, id).await?;
            "is restored."
        }
        Act::Admin => {
            set_role(app, &by, id, ServerRole::Admin).await?;
            "is now an administrator."
        }
        Act::Member => {
            set_role(app, &by, id, ServerRole::Member).await?;
            "is now a member."
        }
        Act::Delete => {
            let typed = form.name.trim().trim_start_matches('@');
            if !typed.eq_ignore_ascii_case(&person.actor.name) {
                let message = format!("Type {}, which is their name.", person.actor.name);
                return Err(Error::invalid("name", message));
            }
            delete_account(app, &by, id, &form.successor).await?;
            "is deleted."
        }
        // Answered with the link instead.
        Act::Password => "has a new link.",
    };
    Ok(said)
}

/// Shown once: the database holds only the link's digest.
#[derive(Template)]
#[template(path = "admin/link.html")]
struct LinkPage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    tabs: Vec<TabView>,
    title: String,
    text: String,
    link: String,
}

fn link_page(frame: Frame, person: &Person, link: String) -> LinkPage {
    let handle = person.handle();
    LinkPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new("Accounts", PATH)],
        tabs: tabs(PATH),
        title: format!("A link for @{handle}"),
        text: format!("Give this link to @{handle}, who chooses a password with it."),
        link,
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct NewForm {
    name: String,
    email: String,
    role: String,
}

fn new_page(frame: Frame, form: &NewForm) -> ConfirmPage {
    let title = "Make an account".to_owned();
    let options = vec![
        OptionView::new("member", "Member"),
        OptionView::new("admin", "Administrator"),
    ];
    let role = FieldView::text("role", "What they are").of_kind("select");
    let fields = vec![
        FieldView::text("name", "Name")
            .value(&form.name)
            .help("Lower-case letters a to z, digits and _. It can never be changed.")
            .required(),
        FieldView::text("email", "E-mail address")
            .of_kind("email")
            .value(&form.email)
            .help("They may sign in with it instead of the name. It may be left out."),
        FieldView { options, ..role }.value(&form.role),
    ];
    ConfirmPage {
        effects: vec![
            "You get a link with which they choose a password. Registration may stay closed."
                .to_owned(),
        ],
        submit: "Make the account",
        fields,
        ..ConfirmPage::new(frame, ("Accounts", PATH), title, format!("{PATH}/new"))
    }
}

async fn new_form(_admin: Admin, frame: Frame) -> Page<ConfirmPage> {
    Page(new_page(frame, &NewForm::default()))
}

async fn new_submit(
    State(app): State<App>,
    admin: Admin,
    frame: Frame,
    CsrfForm(form): CsrfForm<NewForm>,
) -> Result<Response> {
    let role = ServerRole::parse(&form.role).unwrap_or(ServerRole::Member);
    match invite(&app, &admin.viewer(), form.name.trim(), &form.email, role).await {
        Ok((person, link)) => Ok(Page(link_page(frame, &person, link)).into_response()),
        Err(error) => {
            let errors = wrong_fields(error)?;
            Ok(new_page(frame, &form).refused(&errors))
        }
    }
}
