//! `/invite/{token}`: what somebody with the link of an invitation sees: the page for joining, on which
//! they join by it; and making an account first, where the server and the invitation let them. And declining,
//! for who is invited by name and sees it on the page for joining.

use super::abroad;
use super::join::{
    JoinPage, Look, Typed, back, counted_look, found, page as join_page, read_form, refuse,
    welcomed,
};
use crate::accounts::model::Client;
use crate::accounts::pages::{RegisterForm, invited_answer, invited_form};
use crate::accounts::policy::may_register_invited;
use crate::accounts::settings::{self, Registration};
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::error::Result;
use crate::ids::AccountId;
use crate::membership::actions::{
    Joined, Opened, decline_invitation, join_invited, may_register_by, open_invitation, register_by,
};
use crate::web::csrf::{Csrf, CsrfForm, NoFields};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::Sent;
use crate::web::session::{MaybeSignedIn, SignedIn};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/invite/{token}", get(invited_page).post(join_submit))
        .route(
            "/invite/{token}/register",
            get(register_form).post(register_submit),
        )
        .route("/c/{name}/join/decline", post(decline_submit))
}

fn path(token: &Token) -> String {
    format!("/invite/{}", token.as_str())
}

fn account_of(viewer: &MaybeSignedIn) -> Option<AccountId> {
    viewer.0.as_ref().map(|user| user.person.id())
}

/// Where somebody without an account makes one, if they may.
async fn register_path(app: &App, opened: &Opened, token: &Token) -> Result<Option<String>> {
    let mut conn = app.store.read().await?;
    let registration = settings::load(app, &mut conn).await?.registration;
    Ok(match registration {
        Registration::Open => Some(format!("/register?next={}", path(token))),
        Registration::Applied | Registration::Invited if opened.invitation.may_register => {
            Some(format!("{}/register", path(token)))
        }
        Registration::Applied => Some(format!("/register?next={}", path(token))),
        Registration::Invited | Registration::Closed => None,
    })
}

async fn invited_page(
    State(app): State<App>,
    viewer: MaybeSignedIn,
    frame: Frame,
    Path(token): Path<String>,
) -> Result<Page<JoinPage>> {
    let token = Token::given(&token);
    let opened = open_invitation(&app, &token, account_of(&viewer)).await?;
    let register = register_path(&app, &opened, &token).await?;
    let action = path(&token);
    let look = Look::Invited {
        opened: &opened,
        action: &action,
        register: register.as_deref(),
    };
    let name = opened.community.handle();
    let nothing = Typed::new();
    // The address is a secret: nobody else is to find it.
    let frame = frame.unlisted();
    let shown = join_page(&app, &viewer, frame, &name, &nothing, look).await?;
    Ok(Page(counted_look(&app, &viewer, shown)))
}

async fn join_submit(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    sent: Sent<Typed>,
) -> Result<Response> {
    let token = Token::given(&token);
    let error = match come_in(&app, &sent, &token).await {
        Ok((opened, joined)) => {
            let text = welcomed(&opened.community, joined);
            return Ok(back(&app, &opened.community, &text));
        }
        Err(error) => error,
    };
    let Ok(opened) = open_invitation(&app, &token, account_of(sent.viewer())).await else {
        return Err(error);
    };
    let register = register_path(&app, &opened, &token).await?;
    let action = path(&token);
    let look = Look::Invited {
        opened: &opened,
        action: &action,
        register: register.as_deref(),
    };
    let name = opened.community.handle();
    refuse(&app, frame.unlisted(), &name, &sent, error, look).await
}

async fn come_in(app: &App, sent: &Sent<Typed>, token: &Token) -> Result<(Opened, Joined)> {
    let user = sent.who()?;
    let opened = open_invitation(app, token, Some(user.person.id())).await?;
    let form = read_form(&opened.community, &sent.form);
    let joined = join_invited(app, &user.person, &opened.community, &form, token).await?;
    Ok((opened, joined))
}

/// Whether the invitation lets people make accounts, and the server takes its word.
async fn check_may_register(app: &App, token: &Token) -> Result<()> {
    let opened = open_invitation(app, token, None).await?;
    may_register_by(&opened.invitation)?;
    let mut conn = app.store.read().await?;
    let registration = settings::load(app, &mut conn).await?.registration;
    may_register_invited(registration)?;
    Ok(())
}

async fn register_form(
    State(app): State<App>,
    frame: Frame,
    csrf: Csrf,
    Path(token): Path<String>,
) -> Result<Response> {
    let token = Token::given(&token);
    check_may_register(&app, &token).await?;
    let (here, next) = (format!("{}/register", path(&token)), path(&token));
    Ok(invited_form(&app, frame, csrf, &here, &next))
}

async fn register_submit(
    State(app): State<App>,
    client: Client,
    frame: Frame,
    csrf: Csrf,
    Path(token): Path<String>,
    CsrfForm(form): CsrfForm<RegisterForm>,
) -> Result<Response> {
    let token = Token::given(&token);
    check_may_register(&app, &token).await?;
    let here = format!("{}/register", path(&token));
    let made = register_by(&app, &client, &token, &form.account()).await;
    invited_answer(&app, &client, frame, csrf, &form, &here, made).await
}

async fn decline_submit(
    State(app): State<App>,
    user: SignedIn,
    Path(name): Path<String>,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    if abroad::is_abroad(&app, &name) {
        return abroad::decline(&app, &user, &name).await;
    }
    let community = found(&app, &name).await?;
    decline_invitation(&app, &user.person, &community).await?;
    let text = t!("membership-invite-declined");
    Ok(back(&app, &community, &text))
}
