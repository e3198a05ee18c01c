//! `/c/{name}/shared/{id}`: hiding from a community a thread that another one shares with it, or a reply in it,
//! and showing it there again.

use super::acts::FormPage;
use super::{community_seen, done};
use crate::accounts::model::Viewer;
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, Result};
use crate::membership::queries::standing;
use crate::moderation::actions::hide_shared;
use crate::moderation::model::{REASON_MAX, Target};
use crate::moderation::policy::may_hide_shared;
use crate::posts::model::{Comment, Post};
use crate::posts::queries::sharing::{is_reply_hidden, share_of};
use crate::posts::queries::{comment_by_public_id, post_by_public_id};
use crate::text::excerpt;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, LinkView};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

/// Characters that are quoted.
const QUOTED: usize = 400;

pub fn routes() -> Router<App> {
    Router::new().route("/c/{name}/shared/{id}", get(hide_form).post(hide_submit))
}

/// `reply`: the public id of a reply to the thread of the address; empty for the thread itself.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Which {
    reply: String,
}

/// `show`: not empty where it is to be shown again.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct HideForm {
    reply: String,
    reason: String,
    show: String,
}

/// What is shared, where, and whether it is hidden there.
struct Thing {
    community: Community,
    post: Post,
    reply: Option<Comment>,
    by: String,
    hidden: bool,
}

impl Thing {
    /// For those who look after the community.
    async fn find(
        app: &App,
        viewer: &MaybeSignedIn,
        (name, id): (&str, &str),
        reply: &str,
    ) -> Result<Self> {
        let mut conn = app.store.read().await?;
        let seen = viewer.viewer();
        let community = community_seen(&mut conn, app, &seen, name).await?;
        let who = viewer.0.as_ref().ok_or(Error::SignedOut)?;
        let standing = standing(&mut conn, &who.person, &community, app.now()).await?;
        may_hide_shared(&standing, community.is_local())?;
        // Whoever looks after a community sees what it shows, also where they are banned at its home.
        let system = &Viewer::System;
        let missing = || Error::NotFound("shared thread");
        let post = post_by_public_id(&mut conn, system, id).await?;
        let post = post.ok_or_else(missing)?;
        let share = share_of(&mut conn, post.id, community.id()).await?;
        let share = share.ok_or_else(missing)?;
        let reply = match reply {
            "" => None,
            id => comment_by_public_id(&mut conn, system, id)
                .await?
                .filter(|reply| reply.post_id == post.id)
                .map(Some)
                .ok_or(Error::NotFound("reply"))?,
        };
        let author = reply.as_ref().map_or(post.author_id, |it| it.author_id);
        Ok(Self {
            hidden: match &reply {
                Some(reply) => is_reply_hidden(&mut conn, community.id(), reply.id).await?,
                None => share.hidden_at.is_some(),
            },
            by: find_person(&mut conn, author).await?.handle(),
            community,
            post,
            reply,
        })
    }

    fn target(&self) -> Target {
        match &self.reply {
            Some(reply) => Target::Comment(reply.id),
            None => Target::Post(self.post.id),
        }
    }

    /// Where it is read as the community shows it.
    fn place(&self) -> String {
        let at = self.reply.as_ref();
        let at = at.map_or(String::new(), |reply| format!("#c-{}", reply.public_id));
        let path = self.post.path();
        format!("{path}?within={}{at}", self.community.handle())
    }

    /// What is visible at its home is quoted, nothing else.
    fn quote(&self) -> String {
        match &self.reply {
            Some(reply) if reply.is_visible() => excerpt(&reply.body_text, QUOTED),
            None if self.post.is_visible() => self.post.title.clone(),
            _ => String::new(),
        }
    }

    fn heading(&self) -> String {
        let place = self.community.title();
        match (self.hidden, self.reply.is_some()) {
            (false, false) => t!("moderation-hide-thread", place = place),
            (false, true) => t!("moderation-hide-reply", place = place),
            (true, false) => t!("moderation-show-thread", place = place),
            (true, true) => t!("moderation-show-reply", place = place),
        }
    }

    /// Before the words that are quoted.
    fn about(&self) -> String {
        let name = format!("@{}", self.by);
        match self.reply.is_some() {
            true => t!("moderation-reply-by", name = name),
            false => t!("moderation-thread-by", name = name),
        }
    }

    fn page(&self, frame: Frame, form: &HideForm) -> FormPage {
        let shared = format!("{}/shared", self.community.path());
        let reason = FieldView {
            maxlength: u32::try_from(REASON_MAX).ok(),
            ..FieldView::text("reason", t!("moderation-reason")).value(&form.reason)
        };
        let hidden = |name, value: &str| FieldView::text(name, "").of_kind("hidden").value(value);
        let reply = self.reply.as_ref().map_or("", |reply| &reply.public_id);
        let (lede, submit, style, show) = match self.hidden {
            false => (
                t!("moderation-hide-lede"),
                t!("moderation-hide"),
                "btn-bad",
                "",
            ),
            true => (
                t!("moderation-show-lede"),
                t!("moderation-show"),
                "btn-main",
                "yes",
            ),
        };
        let reason = reason.help(t!("moderation-reason-log"));
        let reason = match self.hidden {
            false => reason.required(),
            true => reason,
        };
        FormPage {
            frame: frame.unlisted(),
            crumbs: vec![LinkView::new(t!("moderation-shared"), &shared)],
            title: self.heading(),
            lede,
            about: self.about(),
            quote: self.quote(),
            action: format!("{shared}/{}", self.post.public_id),
            submit,
            style,
            back: self.place(),
            fields: vec![reason, hidden("reply", reply), hidden("show", show)],
        }
    }
}

async fn hide_form(
    State(app): State<App>,
    Path((name, id)): Path<(String, String)>,
    Query(which): Query<Which>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<FormPage>> {
    let viewer = MaybeSignedIn(Some(user));
    let thing = Thing::find(&app, &viewer, (&name, &id), &which.reply).await?;
    Ok(Page(thing.page(frame, &HideForm::default())))
}

async fn hide_submit(
    State(app): State<App>,
    Path((name, id)): Path<(String, String)>,
    frame: Frame,
    sent: Sent<HideForm>,
) -> Result<Response> {
    let answer = submit(&app, (&name, &id), frame.clone(), &sent).await;
    or_kept(&app, frame, &sent.form.reason, answer)
}

async fn submit(
    app: &App,
    place: (&str, &str),
    frame: Frame,
    sent: &Sent<HideForm>,
) -> Result<Response> {
    let by = &sent.who()?.person;
    let thing = Thing::find(app, sent.viewer(), place, &sent.form.reply).await?;
    let (hide, reason) = (sent.form.show.is_empty(), sent.form.reason.as_str());
    let outcome = hide_shared(app, by, &thing.community, thing.target(), hide, reason).await;
    match outcome {
        Ok(()) => {
            let text = match hide {
                true => t!("moderation-hidden"),
                false => t!("moderation-shown"),
            };
            // A reply is seen in its thread; the thread itself stands in the list of what is shared.
            let next = match thing.reply.is_some() {
                true => thing.place(),
                false => format!("{}/shared", thing.community.path()),
            };
            Ok(done(app, &next, &text))
        }
        Err(error) => {
            let refusal = Refusal::of(app, error)?;
            let mut page = thing.page(frame, &sent.form);
            page.frame = refusal.framed(page.frame);
            let fields = page.fields.into_iter();
            page.fields = fields
                .map(|field| field.with_errors(&refusal.fields))
                .collect();
            Ok(refusal.answer(page))
        }
    }
}
