//! `/c/{name}/settings/introductions`: making the thread in which members introduce themselves.

use super::done;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::CommunityHeaderView;
use crate::error::Result;
use crate::locale::in_locale;
use crate::membership::pages::{convened, convened_by, head_again};
use crate::moderation::actions::make_introductions;
use crate::posts::actions::ThreadDraft;
use crate::posts::model::{Post, TITLE_MAX};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::SignedIn;
use crate::web::view::FieldView;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

/// Below the community's address.
const HERE: &str = "/settings/introductions";

pub fn routes() -> Router<App> {
    Router::new().route(
        "/c/{name}/settings/introductions",
        get(introductions_form).post(introductions_submit),
    )
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ThreadForm {
    title: String,
    body: String,
}

impl ThreadForm {
    /// What it says where nobody has other words, in the language of those who will read it.
    fn usual(app: &App, community: &Community) -> Self {
        in_locale(app.languages.of(&community.row.language), || Self {
            title: t!("moderation-introductions-usual-title"),
            body: t!("moderation-introductions-usual"),
        })
    }

    fn fields(&self) -> Vec<FieldView> {
        let title = FieldView {
            maxlength: u32::try_from(TITLE_MAX).ok(),
            ..FieldView::text("title", t!("moderation-introductions-name"))
                .value(&self.title)
                .required()
        };
        let body = FieldView {
            rows: 4,
            ..FieldView::text("body", t!("moderation-introductions-words"))
                .of_kind("area")
                .help(t!("moderation-introductions-words-help"))
                .value(&self.body)
        };
        vec![title, body]
    }
}

#[derive(Template)]
#[template(path = "moderation/pages/introductions.html")]
struct IntroductionsPage {
    frame: Frame,
    header: CommunityHeaderView,
    fields: Vec<FieldView>,
}

impl IntroductionsPage {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

async fn introductions_form(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<IntroductionsPage>> {
    let mut conn = app.store.read().await?;
    let (community, header) = convened(&app, &mut conn, &user, &name, HERE).await?;
    Ok(Page(IntroductionsPage {
        frame: frame.unlisted(),
        header,
        fields: ThreadForm::usual(&app, &community).fields(),
    }))
}

async fn introductions_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<ThreadForm>,
) -> Result<Response> {
    let error = match make(&app, &sent, &name).await {
        Ok((community, post)) => {
            let path = format!("{}/settings/welcome", community.path());
            let text = t!("moderation-introductions-made", title = post.title);
            return Ok(done(&app, &path, &text));
        }
        Err(error) => error,
    };
    let refusal = Refusal::of(&app, error)?;
    let (header, _) = head_again(&app, sent.viewer(), &name, HERE).await?;
    let fields = sent.form.fields().into_iter();
    let page = IntroductionsPage {
        frame: refusal.framed(frame).unlisted(),
        header,
        fields: fields
            .map(|field| field.with_errors(&refusal.fields))
            .collect(),
    };
    Ok(refusal.answer(page))
}

async fn make(app: &App, sent: &Sent<ThreadForm>, name: &str) -> Result<(Community, Post)> {
    let user = sent.who()?;
    let community = convened_by(app, user, name).await?;
    let draft = ThreadDraft {
        title: sent.form.title.clone(),
        body: sent.form.body.clone(),
        ..ThreadDraft::default()
    };
    let post = make_introductions(app, &user.person, &community, &draft).await?;
    Ok((community, post))
}
