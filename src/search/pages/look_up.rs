//! Handles and addresses: what is here already, and what other servers are asked for.

use crate::accounts::model::Viewer;
use crate::accounts::rate_limits::{Key, check_and_count};
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::csrf::check_origin;
use crate::web::layout::Kind;
use crate::web::next::{encoded, login_path, safe_path};
use crate::web::session::MaybeSignedIn;
use crate::web::view::{LinkView, NoticeView};
use axum::http::HeaderMap;
use chrono::TimeDelta;
use std::future::Future;
use std::pin::Pin;

/// What asks other servers; given by the inbox, which knows everything that can be found.
#[derive(Debug, Clone, Copy)]
pub struct LookUp {
    /// Whether a text is a handle or address rather than words.
    pub is_address: fn(&str) -> bool,
    /// Looks it up and says where it is on our pages.
    pub resolve: for<'a> fn(
        &'a App,
        &'a Viewer,
        &'a str,
    ) -> Pin<Box<dyn Future<Output = Result<String>> + Send + 'a>>,
}

/// An address of ours is a page of ours.
pub(super) fn path_here(app: &App, typed: &str) -> Option<String> {
    let url = url::Url::parse(typed).ok()?;
    let rest = url.as_str().strip_prefix(app.local.root.as_str())?;
    let path = format!("/{rest}");
    (safe_path(app, &path) == path).then_some(path)
}

pub(super) enum Looked {
    Found(String),
    /// Why not.
    Not(Box<NoticeView>),
    TooOften(Box<NoticeView>),
}

/// Asking another server is for people who are signed in and asked for it on a page of ours: no other
/// site makes us do that with a link.
pub(super) async fn look_up_typed(
    app: &App,
    look_up: LookUp,
    user: &MaybeSignedIn,
    headers: &HeaderMap,
    typed: &str,
) -> Result<Looked> {
    let notice = |text: String, link: Option<LinkView>| {
        Box::new(NoticeView {
            kind: Kind::Warn,
            text,
            link,
            ..NoticeView::default()
        })
    };
    let not = |text, link| Looked::Not(notice(text, link));
    let here = format!("/search?q={}", encoded(typed));
    let Some(user) = &user.0 else {
        let link = LinkView::new(t!("search-abroad-sign-in"), login_path(&here));
        return Ok(not(t!("search-abroad-signed-out"), Some(link)));
    };
    if check_origin(app, headers).is_err() {
        let link = LinkView::new(t!("search-abroad-now"), here);
        return Ok(not(t!("search-abroad-site"), Some(link)));
    }
    match look_up_for(app, look_up, &user.viewer(), typed).await {
        Ok(path) => Ok(Looked::Found(path)),
        Err(error @ Error::TooMany { .. }) => Ok(Looked::TooOften(notice(refusal(error)?, None))),
        Err(error) => Ok(not(refusal(error)?, None)),
    }
}

pub(super) async fn look_up_for(
    app: &App,
    look_up: LookUp,
    who: &Viewer,
    text: &str,
) -> Result<String> {
    let account = who.account().ok_or(Error::SignedOut)?;
    let limit = app.config.rate_limits.lookups_per_account;
    check_and_count(
        app,
        &Key::account("look-up", account),
        limit,
        TimeDelta::hours(1),
    )
    .await?;
    (look_up.resolve)(app, who, text).await
}

/// One sentence for whatever another server did, so that the page is no probe of networks (F-13).
pub(super) fn refusal(error: Error) -> Result<String> {
    match error {
        Error::NotFound(_) | Error::Gone(_) | Error::Peer { .. } | Error::Bad(_) => {
            Ok(t!("search-abroad-nothing"))
        }
        Error::Refused(reason) => Ok(reason.to_string()),
        Error::TooMany { .. } => Ok(t!("search-abroad-too-often")),
        other => Err(other),
    }
}
