//! When a form was not taken: the same form comes back with all that was typed, what is wrong beside
//! its fields, and what else stood in the way at its top.
//!
//! A handler of a form with text in it takes [`Sent`], does its work with [`Sent::who`], and turns
//! whatever error comes out of that into a [`Refusal`].

use super::csrf;
use super::errors;
use super::layout::{Frame, Kind};
use super::next::login_path;
use super::page::Page;
use super::session::{MaybeSignedIn, SignedIn};
use super::view::{LinkView, NoticeView};
use crate::app::App;
use crate::error::{Error, FieldError, Reason, Result, patience};
use askama::Template;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;

/// A form and who sent it. Unlike [`csrf::CsrfForm`] beside [`SignedIn`], it takes the form of
/// somebody whose session ended while they wrote, and one from a page that is out of date, so that
/// they can be given their words back. What another site sent is refused outright.
#[derive(Debug, Clone)]
pub struct Sent<T> {
    pub form: T,
    signed_in: MaybeSignedIn,
    token_fits: bool,
}

impl<T> Sent<T> {
    /// Who may act on this form, or why nobody may.
    pub fn who(&self) -> Result<&SignedIn> {
        let who = self.signed_in.0.as_ref().ok_or(Error::SignedOut)?;
        if !self.token_fits {
            return Err(Reason::ForeignForm.into());
        }
        Ok(who)
    }

    /// Who looks at the page that comes back.
    pub fn viewer(&self) -> &MaybeSignedIn {
        &self.signed_in
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let (mut parts, body) = request.into_parts();
        let signed_in = MaybeSignedIn::from_request_parts(&mut parts, app).await?;
        let checked = csrf::read(Request::from_parts(parts, body), app).await?;
        Ok(Self {
            form: checked.form,
            signed_in,
            token_fits: checked.token_fits,
        })
    }
}

/// Why a form was not taken.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    /// What is wrong with its fields.
    pub fields: Vec<FieldError>,
    notice: Option<NoticeView>,
    retry_after: Option<u32>,
}

impl Refusal {
    /// Errors after which the form would make no sense, because what it is about is gone, come back
    /// as they are. Our own faults are logged here, with the number that the form shows.
    pub fn of(app: &App, error: Error) -> Result<Self> {
        if matches!(error, Error::NotFound(_) | Error::Gone(_) | Error::Bad(_)) {
            return Err(error);
        }
        let status = errors::status_of(&error);
        let number = errors::log_fault(app, status, &error);
        let notice = notice(&error, number);
        let retry_after = match &error {
            Error::TooMany { retry_after } => Some(*retry_after),
            _ => None,
        };
        let fields = match error {
            Error::Invalid(fields) => fields,
            _ => Vec::new(),
        };
        Ok(Self {
            status,
            fields,
            notice,
            retry_after,
        })
    }

    /// The frame of the page that comes back: `{{ parts::refused(frame.refused) }}` says why.
    pub fn framed(&self, frame: Frame) -> Frame {
        Frame {
            refused: self.notice.clone(),
            ..frame
        }
    }

    /// The page that comes back, with the status that says so.
    pub fn answer<T: Template>(self, page: T) -> Response {
        self.put_on(Page(page).into_response())
    }

    /// The same for a page that is an answer already; one that leads elsewhere does so all the same.
    pub fn put_on(self, mut response: Response) -> Response {
        if response.status() == StatusCode::OK {
            *response.status_mut() = self.status;
        }
        if let Some(seconds) = self.retry_after {
            let seconds = HeaderValue::from(seconds);
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}

#[derive(Template)]
#[template(path = "web/kept.html")]
struct KeptPage {
    frame: Frame,
    said: String,
    typed: String,
}

/// For forms whose place has gone while somebody wrote: where there is no form to give the words back
/// in, a page that holds them does.
pub fn or_kept(app: &App, frame: Frame, typed: &str, answer: Result<Response>) -> Result<Response> {
    let error = match answer {
        Err(error) if !typed.trim().is_empty() && !matches!(error, Error::Bad(_)) => error,
        other => return other,
    };
    let status = errors::status_of(&error);
    let number = errors::log_fault(app, status, &error);
    let quote = number.map(|number| format!(" {}", t!("web-quote-this", number = number)));
    let page = KeptPage {
        frame: frame.unlisted(),
        said: format!("{}{}", errors::sentence(&error), quote.unwrap_or_default()),
        typed: typed.to_owned(),
    };
    Ok((status, Page(page)).into_response())
}

/// What stands at the top of the form. Fields say for themselves what is wrong with them.
fn notice(error: &Error, number: Option<String>) -> Option<NoticeView> {
    let (title, text, link) = match error {
        Error::Invalid(_) => return None,
        Error::SignedOut => (
            t!("web-refused-signed-out"),
            t!("web-refused-signed-out-text"),
            Some(LinkView::new(t!("web-sign-in"), login_path("/"))),
        ),
        Error::Refused(Reason::ForeignForm) => (
            t!("web-refused-out-of-date"),
            t!("web-refused-out-of-date-text"),
            None,
        ),
        Error::TooMany { retry_after } => (
            t!("web-refused-too-many"),
            t!(
                "web-refused-too-many-text",
                patience = patience(*retry_after)
            ),
            None,
        ),
        error if matches!(error.status(), 503 | 507) => (
            t!("web-refused-unsaved"),
            t!("web-refused-unsaved-text"),
            None,
        ),
        error if error.status() >= 500 && !matches!(error, Error::Peer { .. }) => (
            t!("web-refused-ours"),
            t!("web-refused-ours-text", number = number.unwrap_or_default()),
            None,
        ),
        other => (t!("web-refused"), errors::sentence(other), None),
    };
    Some(NoticeView {
        kind: Kind::Bad,
        title,
        text,
        link,
        progress: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::test_app;

    #[tokio::test(flavor = "multi_thread")]
    async fn refusals_say_what_happened_and_things_that_are_gone_have_no_form() {
        let app = test_app().await;
        let cases = [
            (Error::SignedOut, 401, "not signed in"),
            (Reason::ForeignForm.into(), 403, "out of date"),
            (Reason::Banned.into(), 403, "banned"),
            (
                Error::Conflict("please send it again"),
                409,
                "send it again",
            ),
            (Error::TooMany { retry_after: 500 }, 429, "in 9 minutes"),
            (
                Error::internal(anyhow::anyhow!("secret")),
                500,
                "quote this number",
            ),
        ];
        for (error, status, said) in cases {
            let refusal = Refusal::of(&app, error).unwrap();
            assert_eq!(refusal.status.as_u16(), status);
            let notice = refusal.notice.unwrap();
            let text = format!("{} {}", notice.title, notice.text);
            assert!(text.contains(said), "{text}");
            assert!(!text.contains("secret"), "{text}");
        }
        let fields = Refusal::of(&app, Error::invalid("title", "Give it one.")).unwrap();
        assert_eq!(
            (fields.status.as_u16(), fields.notice.is_none()),
            (422, true)
        );
        assert_eq!(fields.fields.len(), 1);
        for gone in [Error::NotFound("thread"), Error::Gone("thread")] {
            assert!(Refusal::of(&app, gone).is_err());
        }
    }
}
