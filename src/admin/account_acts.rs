//! `/admin/accounts/{id}/…`: what administrators do with one account, each on a page that says first what
//! it does; and making an account.

use super::accounts::PATH;
use super::confirm::ConfirmPage;
use super::{Admin, Keeper, done, tabs, tabs_for, wrong_fields};
use crate::accounts::actions::{
    delete_account, invite, list_convened_alone, make_password_link, restore, set_role, silence,
    suspend, take_codes_off, unsilence,
};
use crate::accounts::model::{Person, ServerRole};
use crate::accounts::policy::{Office, Right, may};
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
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
    Silence,
    Unsilence,
    Suspend,
    Restore,
    Password,
    Codes,
    Owner,
    Admin,
    Moderator,
    Member,
    Delete,
}

impl Act {
    const ALL: [Self; 11] = [
        Self::Silence,
        Self::Unsilence,
        Self::Suspend,
        Self::Restore,
        Self::Password,
        Self::Codes,
        Self::Owner,
        Self::Admin,
        Self::Moderator,
        Self::Member,
        Self::Delete,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Silence => "silence",
            Self::Unsilence => "unsilence",
            Self::Suspend => "suspend",
            Self::Restore => "restore",
            Self::Password => "password",
            Self::Codes => "codes",
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Moderator => "moderator",
            Self::Member => "member",
            Self::Delete => "delete",
        }
    }

    fn label(self) -> String {
        match self {
            Self::Silence => t!("admin-account-silence"),
            Self::Unsilence => t!("admin-account-unsilence"),
            Self::Suspend => t!("admin-account-suspend"),
            Self::Restore => t!("admin-account-restore"),
            Self::Password => t!("admin-account-password"),
            Self::Codes => t!("admin-account-codes"),
            Self::Owner => t!("admin-account-owner"),
            Self::Admin => t!("admin-account-admin"),
            Self::Moderator => t!("admin-account-moderator"),
            Self::Member => t!("admin-account-member"),
            Self::Delete => t!("admin-account-delete"),
        }
    }

    fn right(self) -> Right {
        match self {
            Self::Silence | Self::Unsilence => Right::Silence,
            Self::Suspend | Self::Restore => Right::Suspend,
            Self::Password | Self::Codes => Right::Logins,
            Self::Owner => Right::Owners,
            Self::Admin | Self::Moderator | Self::Member => Right::Appoint,
            Self::Delete => Right::Delete,
        }
    }

    fn giving(role: ServerRole) -> Self {
        match role {
            ServerRole::Owner => Self::Owner,
            ServerRole::Admin => Self::Admin,
            ServerRole::Moderator => Self::Moderator,
            ServerRole::Member => Self::Member,
        }
    }
}

/// What somebody with the role `own` can do with a person, as they are. `coded` says that the person signs in
/// with a code, too.
pub fn links(
    person: &Person,
    role: Option<ServerRole>,
    coded: bool,
    own: ServerRole,
) -> Vec<LinkView> {
    let account = &person.account;
    if account.deleted_at.is_some() {
        return Vec::new();
    }
    let mut acts = vec![
        match account.silenced_at {
            Some(_) => Act::Unsilence,
            None => Act::Silence,
        },
        match account.suspended_at {
            Some(_) => Act::Restore,
            None => Act::Suspend,
        },
    ];
    if let Some(role) = role {
        acts.push(Act::Password);
        acts.extend(coded.then_some(Act::Codes));
        let others = ServerRole::ALL.iter().filter(|other| **other != role);
        acts.extend(others.map(|other| Act::giving(*other)));
        acts.push(Act::Delete);
    }
    acts.retain(|act| may(Office::Role(own), act.right()).is_ok());
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
            FieldView::text("successor", t!("admin-account-successor"))
                .value(&form.successor)
                .help(t!("admin-account-successor-help")),
        );
    }
    if act == Act::Delete {
        fields.push(
            FieldView::text("name", t!("admin-account-name"))
                .value(&form.name)
                .required(),
        );
    }
    let title = match act {
        Act::Silence => t!("admin-account-silence-title", name = handle),
        Act::Unsilence => t!("admin-account-unsilence-title", name = handle),
        Act::Owner => t!("admin-account-owner-title", name = handle),
        Act::Moderator => t!("admin-account-moderator-title", name = handle),
        Act::Suspend => t!("admin-account-suspend-title", name = handle),
        Act::Restore => t!("admin-account-restore-title", name = handle),
        Act::Password => t!("admin-account-password-title", name = handle),
        Act::Codes => t!("admin-account-codes-title", name = handle),
        Act::Admin => t!("admin-account-admin-title", name = handle),
        Act::Member => t!("admin-account-member-title", name = handle),
        Act::Delete => t!("admin-account-delete-title", name = handle),
    };
    let action = format!("{PATH}/{}/{}", person.id(), act.word());
    Ok(ConfirmPage {
        effects: effects(act, person, &convened),
        submit: match act {
            Act::Password => t!("admin-account-password-submit"),
            Act::Delete => t!("admin-account-delete-submit"),
            other => other.label(),
        },
        danger: matches!(act, Act::Silence | Act::Suspend | Act::Codes | Act::Delete),
        fields,
        ..ConfirmPage::new(frame, (t!("admin-accounts"), PATH), title, action)
    })
}

fn effects(act: Act, person: &Person, convened: &[(String, String)]) -> Vec<String> {
    let account = &person.account;
    let said = match (act, person.actor.local) {
        (Act::Silence, _) => t!("admin-account-silence-text"),
        (Act::Unsilence, _) => t!("admin-account-unsilence-text"),
        (Act::Owner, _) => t!("admin-account-owner-text"),
        (Act::Moderator, _) => t!("admin-account-moderator-text"),
        (Act::Suspend, true) => t!("admin-account-suspend-text"),
        (Act::Suspend, false) => t!("admin-account-suspend-text-elsewhere"),
        (Act::Restore, true) => t!("admin-account-restore-text"),
        (Act::Restore, false) => t!("admin-account-restore-text-elsewhere"),
        (Act::Password, _) => t!("admin-account-password-text"),
        (Act::Codes, _) => t!("admin-account-codes-text"),
        (Act::Admin, _) => t!("admin-account-admin-text"),
        (Act::Member, _) => t!("admin-account-member-text"),
        (Act::Delete, _) => return effects_of_deleting(person, convened),
    };
    let mut effects = vec![said];
    if act == Act::Suspend && account.post_count + account.comment_count > 0 {
        effects.push(t!(
            "admin-account-wrote",
            threads = account.post_count,
            replies = account.comment_count
        ));
    }
    effects
}

fn effects_of_deleting(person: &Person, convened: &[(String, String)]) -> Vec<String> {
    let account = &person.account;
    let mut effects = vec![
        t!(
            "admin-account-delete-text",
            threads = account.post_count,
            replies = account.comment_count
        ),
        t!("admin-account-delete-final"),
    ];
    if !convened.is_empty() {
        let names: Vec<&str> = convened.iter().map(|(_, title)| title.as_str()).collect();
        let names = names.join(", ");
        effects.push(t!("admin-account-delete-convened", names = names));
    }
    effects
}

async fn act_form(
    act: Act,
    State(app): State<App>,
    Path(id): Path<String>,
    keeper: Keeper,
    frame: Frame,
) -> Result<Page<ConfirmPage>> {
    // Administrators may see what only owners do.
    let right = match act {
        Act::Owner => Right::Appoint,
        act => act.right(),
    };
    may(Office::Role(keeper.role), right)?;
    let person = find(&app, &id).await?;
    let page = page(&app, act, frame, &person, &ActForm::default()).await?;
    Ok(Page(ConfirmPage {
        tabs: tabs_for(keeper.role, PATH),
        ..page
    }))
}

async fn act_submit(
    act: Act,
    State(app): State<App>,
    Path(id): Path<String>,
    keeper: Keeper,
    frame: Frame,
    CsrfForm(form): CsrfForm<ActForm>,
) -> Result<Response> {
    may(Office::Role(keeper.role), act.right())?;
    let person = find(&app, &id).await?;
    if act == Act::Password {
        let link = make_password_link(&app, &keeper.viewer(), person.id()).await?;
        return Ok(Page(link_page(frame, &person, link)).into_response());
    }
    match perform(&app, act, &keeper, &person, &form).await {
        Ok(said) => Ok(done(&app, PATH, &said)),
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
    keeper: &Keeper,
    person: &Person,
    form: &ActForm,
) -> Result<String> {
    let (by, id) = (keeper.viewer(), person.id());
    let name = format!("@{}", person.handle());
    let said = match act {
        Act::Silence => {
            silence(app, &by, id).await?;
            t!("admin-account-silenced", name = name)
        }
        Act::Unsilence => {
            unsilence(app, &by, id).await?;
            t!("admin-account-unsilenced", name = name)
        }
        Act::Owner => {
            set_role(app, &by, id, ServerRole::Owner).await?;
            t!("admin-account-is-owner", name = name)
        }
        Act::Moderator => {
            set_role(app, &by, id, ServerRole::Moderator).await?;
            t!("admin-account-is-moderator", name = name)
        }
        Act::Suspend => {
            suspend(app, &by, id).await?;
            t!("admin-account-suspended", name = name)
        }
        Act::Restore => {
            restore(app, &by, id).await?;
            t!("admin-account-restored", name = name)
        }
        Act::Codes => {
            take_codes_off(app, &by, id).await?;
            t!("admin-account-codes-off", name = name)
        }
        Act::Admin => {
            set_role(app, &by, id, ServerRole::Admin).await?;
            t!("admin-account-is-admin", name = name)
        }
        Act::Member => {
            set_role(app, &by, id, ServerRole::Member).await?;
            t!("admin-account-is-member", name = name)
        }
        Act::Delete => {
            let typed = form.name.trim().trim_start_matches('@');
            if !typed.eq_ignore_ascii_case(&person.actor.name) {
                let message = t!("admin-account-name-wrong", name = person.actor.name);
                return Err(Error::invalid("name", message));
            }
            delete_account(app, &by, id, &form.successor).await?;
            t!("admin-account-deleted", name = name)
        }
        // Answered with the link instead.
        Act::Password => t!("admin-account-linked", name = name),
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
    let handle = format!("@{}", person.handle());
    LinkPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(t!("admin-accounts"), PATH)],
        tabs: tabs(PATH),
        title: t!("admin-link-title", name = handle),
        text: t!("admin-link-text", name = handle),
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
    let title = t!("admin-new-title");
    let options = vec![
        OptionView::new("member", t!("admin-new-role-member")),
        OptionView::new("moderator", t!("admin-new-role-moderator")),
        OptionView::new("admin", t!("admin-new-role-admin")),
    ];
    let role = FieldView::text("role", t!("admin-new-role")).of_kind("select");
    let fields = vec![
        FieldView::text("name", t!("admin-new-name"))
            .value(&form.name)
            .help(t!("admin-new-name-help"))
            .required(),
        FieldView::text("email", t!("admin-new-email"))
            .of_kind("email")
            .value(&form.email)
            .help(t!("admin-new-email-help")),
        FieldView { options, ..role }.value(&form.role),
    ];
    ConfirmPage {
        effects: vec![t!("admin-new-text")],
        submit: t!("admin-new-submit"),
        fields,
        ..ConfirmPage::new(
            frame,
            (t!("admin-accounts"), PATH),
            title,
            format!("{PATH}/new"),
        )
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
