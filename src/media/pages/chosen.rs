//! `/settings/pictures` and `/c/{name}/settings/pictures`: the pictures of oneself, and of a community.

use crate::accounts::pages::settings_tabs;
use crate::app::App;
use crate::communities::pages::CommunityHeaderView;
use crate::error::{FieldError, Result};
use crate::media::actions::{change_own_pictures, change_pictures};
use crate::media::model::{Change, SentFile};
use crate::membership::pages::{convened, convened_by, done, head_again, settings_pages};
use crate::web::flash::done as settings_done;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::SignedIn;
use crate::web::upload::WithFiles;
use crate::web::view::{FieldView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;

const OWN: &str = "/settings/pictures";
/// Below a community's address.
const BELOW: &str = "/settings/pictures";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(OWN, get(own_form).post(own_submit))
        .route(
            "/c/{name}/settings/pictures",
            get(community_form).post(community_submit),
        )
}

/// What is sent besides files: `remove`, once for each picture that is to be taken away.
type Typed = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "media/pages/own.html")]
struct OwnPage {
    frame: Frame,
    tabs: Vec<TabView>,
    fields: Vec<FieldView>,
}

impl OwnPage {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

#[derive(Template)]
#[template(path = "media/pages/community.html")]
struct CommunityPage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    action: String,
    fields: Vec<FieldView>,
}

impl CommunityPage {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

fn field(
    name: &'static str,
    label: String,
    help: String,
    now: Option<&String>,
    errors: &[FieldError],
) -> FieldView {
    FieldView::text(name, label)
        .of_kind("file")
        .help(help)
        .value(now.cloned().unwrap_or_default())
        .with_errors(errors)
}

fn own_page(
    frame: Frame,
    (avatar, banner): (Option<&String>, Option<&String>),
    errors: &[FieldError],
) -> OwnPage {
    OwnPage {
        frame: frame.unlisted(),
        tabs: settings_tabs(OWN),
        fields: vec![
            field(
                "avatar",
                t!("media-own-avatar"),
                t!("media-own-avatar-help"),
                avatar,
                errors,
            ),
            field(
                "banner",
                t!("media-own-banner"),
                t!("media-own-banner-help"),
                banner,
                errors,
            ),
        ],
    }
}

fn own_names(user: &SignedIn) -> (Option<&String>, Option<&String>) {
    let account = &user.person.account;
    (account.avatar.as_ref(), account.banner.as_ref())
}

async fn own_form(user: SignedIn, frame: Frame) -> Page<OwnPage> {
    Page(own_page(frame, own_names(&user), &[]))
}

async fn own_submit(
    State(app): State<App>,
    frame: Frame,
    WithFiles { sent, files }: WithFiles<Typed>,
) -> Result<Response> {
    match change_own(&app, &sent, &files).await {
        Ok(()) => Ok(settings_done(&app, OWN, &t!("media-own-done"))),
        Err(error) => {
            let refusal = Refusal::of(&app, error)?;
            let names = sent.viewer().0.as_ref().map(own_names).unwrap_or_default();
            let page = own_page(refusal.framed(frame), names, &refusal.fields);
            Ok(refusal.answer(page))
        }
    }
}

async fn change_own(app: &App, sent: &Sent<Typed>, files: &[SentFile]) -> Result<()> {
    let who = sent.who()?;
    let avatar = Change::sent(&sent.form, files, "avatar");
    let banner = Change::sent(&sent.form, files, "banner");
    change_own_pictures(app, &who.person, &avatar, &banner).await
}

fn community_fields(
    (icon, banner): (Option<&String>, Option<&String>),
    errors: &[FieldError],
) -> Vec<FieldView> {
    vec![
        field(
            "icon",
            t!("media-community-icon"),
            t!("media-community-icon-help"),
            icon,
            errors,
        ),
        field(
            "banner",
            t!("media-community-banner"),
            t!("media-community-banner-help"),
            banner,
            errors,
        ),
    ]
}

async fn community_form(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<CommunityPage>> {
    let mut conn = app.store.read().await?;
    let (community, header) = convened(&app, &mut conn, &user, &name, BELOW).await?;
    let row = &community.row;
    Ok(Page(CommunityPage {
        frame: frame.unlisted(),
        action: format!("{}{BELOW}", header.path),
        header,
        pages: settings_pages(&community, BELOW),
        fields: community_fields((row.icon.as_ref(), row.banner.as_ref()), &[]),
    }))
}

async fn community_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    WithFiles { sent, files }: WithFiles<Typed>,
) -> Result<Response> {
    let error = match change_of_community(&app, &sent, &files, &name).await {
        Ok(response) => return Ok(response),
        Err(error) => error,
    };
    let refusal = Refusal::of(&app, error)?;
    let (header, pages) = head_again(&app, sent.viewer(), &name, BELOW).await?;
    let now = (header.icon.clone(), header.banner.clone());
    let page = CommunityPage {
        frame: refusal.framed(frame).unlisted(),
        action: format!("{}{BELOW}", header.path),
        header,
        pages,
        fields: community_fields((now.0.as_ref(), now.1.as_ref()), &refusal.fields),
    };
    Ok(refusal.answer(page))
}

async fn change_of_community(
    app: &App,
    sent: &Sent<Typed>,
    files: &[SentFile],
    name: &str,
) -> Result<Response> {
    let who = sent.who()?;
    let community = convened_by(app, who, name).await?;
    let icon = Change::sent(&sent.form, files, "icon");
    let banner = Change::sent(&sent.form, files, "banner");
    change_pictures(app, &who.person, &community, &icon, &banner).await?;
    Ok(done(app, &community, BELOW, &t!("media-community-done")))
}
