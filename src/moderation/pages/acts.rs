//! `/post/{id}/remove` and its like: asked for, the page says what will happen and takes a reason; sent,
//! it is done.

use super::{done, person_named};
use crate::accounts::model::{Person, Viewer};
use crate::app::App;
use crate::communities::queries::find_community;
use crate::error::{Error, Reason, Result};
use crate::ids::{AccountId, CommunityId};
use crate::membership::queries::standing;
use crate::moderation::actions;
use crate::moderation::model::{REASON_MAX, REPORT_MAX, Target};
use crate::moderation::policy::may_moderate;
use crate::posts::model::{Comment, Post};
use crate::posts::queries::{comment_by_public_id, find_post, post_by_public_id};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, LinkView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

/// What a page of this kind does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Remove,
    Restore,
    Lock,
    Unlock,
    Pin,
    Unpin,
    Report,
}

impl Act {
    const OF_THREADS: [Self; 7] = [
        Self::Remove,
        Self::Restore,
        Self::Lock,
        Self::Unlock,
        Self::Pin,
        Self::Unpin,
        Self::Report,
    ];
    const OF_REPLIES: [Self; 3] = [Self::Remove, Self::Restore, Self::Report];

    fn path(self) -> &'static str {
        match self {
            Self::Remove => "remove",
            Self::Restore => "restore",
            Self::Lock => "lock",
            Self::Unlock => "unlock",
            Self::Pin => "pin",
            Self::Unpin => "unpin",
            Self::Report => "report",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Remove => "Remove",
            Self::Restore => "Restore",
            Self::Lock => "Lock",
            Self::Unlock => "Unlock",
            Self::Pin => "Pin",
            Self::Unpin => "Unpin",
            Self::Report => "Report",
        }
    }

    fn lede(self) -> &'static str {
        match self {
            Self::Remove => {
                "It will be shown to nobody but its author and the moderators: here, and on other servers too if you moderate this community. You can restore it."
            }
            Self::Restore => "It will be shown again.",
            Self::Lock => "Nobody but moderators will be able to reply.",
            Self::Unlock => "Everybody who may reply in this community will be able to again.",
            Self::Pin => "It will stand above the other threads of the community.",
            Self::Unpin => "It will take its place among the other threads again.",
            Self::Report => {
                "Tells the people who look after this community, and the server of whoever wrote it. Nobody else is told."
            }
        }
    }

    fn done(self) -> &'static str {
        match self {
            Self::Remove => "It is removed.",
            Self::Restore => "It is restored.",
            Self::Lock => "The thread is locked.",
            Self::Unlock => "The thread is open again.",
            Self::Pin => "The thread is pinned.",
            Self::Unpin => "The thread is no longer pinned.",
            Self::Report => "Thank you. The moderators have been told.",
        }
    }
}

/// What acts are done to.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Thread,
    Reply,
}

impl Kind {
    fn path(self) -> &'static str {
        match self {
            Self::Thread => "post",
            Self::Reply => "comment",
        }
    }

    fn acts(self) -> &'static [Act] {
        match self {
            Self::Thread => &Act::OF_THREADS,
            Self::Reply => &Act::OF_REPLIES,
        }
    }
}

pub fn routes() -> Router<App> {
    let mut router = Router::new();
    for kind in [Kind::Thread, Kind::Reply] {
        for &act in kind.acts() {
            let form = move |app, id, user, frame| act_form(kind, act, app, id, user, frame);
            let submit = move |app, id, frame, sent| act_submit(kind, act, app, id, frame, sent);
            router = router.route(
                &format!("/{}/{{id}}/{}", kind.path(), act.path()),
                get(form).post(submit),
            );
        }
    }
    router.route("/u/{name}/report", get(person_form).post(person_submit))
}

#[derive(Template)]
#[template(path = "moderation/pages/form.html")]
pub(super) struct FormPage {
    pub frame: Frame,
    pub crumbs: Vec<LinkView>,
    pub title: String,
    pub lede: String,
    pub action: String,
    pub submit: &'static str,
    /// Class of the button.
    pub style: &'static str,
    pub back: String,
    pub fields: Vec<FieldView>,
}

impl FormPage {
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

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReasonForm {
    reason: String,
}

fn page(act: Act, frame: Frame, path: &str, back: String, what: &str, reason: &str) -> FormPage {
    let field = |max: usize| FieldView {
        maxlength: u32::try_from(max).ok(),
        ..FieldView::text("reason", "Reason").value(reason)
    };
    let fields = match act {
        Act::Pin | Act::Unpin => Vec::new(),
        Act::Report => vec![
            FieldView {
                rows: 5,
                ..field(REPORT_MAX)
            }
            .of_kind("area")
            .help("What is wrong with it? The moderators read this.")
            .required(),
        ],
        _ => vec![field(REASON_MAX).help("Everybody can read it in the community's log.")],
    };
    FormPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(what, &back)],
        title: act.title().to_owned(),
        lede: act.lede().to_owned(),
        action: format!("{path}/{}", act.path()),
        submit: act.title(),
        style: if act == Act::Remove {
            "btn-bad"
        } else {
            "btn-main"
        },
        back,
        fields,
    }
}

/// For reports about a person nobody's community is at stake: the administrators are told.
const ABOUT_A_PERSON: &str = "Tells the administrators of this server, and the server of whoever it is about. Nobody else is told.";

/// A thread, or a reply in it.
struct Thing {
    post: Post,
    reply: Option<Comment>,
}

impl Thing {
    async fn find(app: &App, viewer: &Viewer, kind: Kind, id: &str) -> Result<Self> {
        let mut conn = app.store.read().await?;
        let reply = match kind {
            Kind::Thread => {
                let post = post_by_public_id(&mut conn, viewer, id).await?;
                let post = post.ok_or(Error::NotFound("thread"))?;
                return Ok(Self { post, reply: None });
            }
            Kind::Reply => comment_by_public_id(&mut conn, viewer, id).await?,
        };
        let reply = reply.ok_or(Error::NotFound("reply"))?;
        let post = find_post(&mut conn, viewer, reply.post_id).await?;
        Ok(Self {
            post: post.ok_or(Error::NotFound("reply"))?,
            reply: Some(reply),
        })
    }

    fn author(&self) -> AccountId {
        let reply = self.reply.as_ref();
        reply.map_or(self.post.author_id, |reply| reply.author_id)
    }

    /// Where it is read.
    fn place(&self) -> String {
        match &self.reply {
            Some(reply) => reply.path_on(&self.post),
            None => self.post.path(),
        }
    }

    fn page(&self, act: Act, frame: Frame, reason: &str) -> FormPage {
        let path = match &self.reply {
            Some(reply) => format!("/comment/{}", reply.public_id),
            None => self.post.path(),
        };
        page(act, frame, &path, self.place(), &self.post.title, reason)
    }

    async fn act(&self, act: Act, app: &App, user: &SignedIn, reason: &str) -> Result<()> {
        let by = &user.person;
        let Some(reply) = &self.reply else {
            let id = self.post.id;
            return match act {
                Act::Remove => actions::remove_post(app, by, id, reason).await,
                Act::Restore => actions::restore_post(app, by, id, reason).await,
                Act::Lock => actions::lock(app, by, id, reason).await,
                Act::Unlock => actions::unlock(app, by, id, reason).await,
                Act::Pin => actions::pin(app, by, id).await,
                Act::Unpin => actions::unpin(app, by, id).await,
                Act::Report => report(app, user, Target::Post(id), reason).await,
            };
        };
        match act {
            Act::Remove => actions::remove_comment(app, by, reply.id, reason).await,
            Act::Restore => actions::restore_comment(app, by, reply.id, reason).await,
            Act::Report => report(app, user, Target::Comment(reply.id), reason).await,
            Act::Lock | Act::Unlock | Act::Pin | Act::Unpin => Err(Error::NotFound("page")),
        }
    }
}

async fn find_person(app: &App, name: &str) -> Result<Person> {
    let mut conn = app.store.read().await?;
    let person = person_named(&mut conn, app, name).await;
    person
        .ok()
        .filter(|person| person.account.deleted_at.is_none())
        .ok_or(Error::NotFound("person"))
}

/// Nobody is offered a form that they could not send; whether it may be done to this author is judged
/// when it is sent.
async fn judge(app: &App, user: &SignedIn, act: Act, community: CommunityId) -> Result<()> {
    if act == Act::Report {
        return Ok(());
    }
    let mut conn = app.store.read().await?;
    let community = find_community(&mut conn, community).await?;
    let standing = standing(&mut conn, &user.person, &community, app.now()).await?;
    if matches!(act, Act::Remove | Act::Restore) && standing.may_hide_here() {
        return Ok(());
    }
    may_moderate(&standing, None, false)?;
    Ok(())
}

fn refuse_oneself(own: bool) -> Result<()> {
    if own {
        return Err(Reason::Oneself.into());
    }
    Ok(())
}

async fn act_form(
    kind: Kind,
    act: Act,
    State(app): State<App>,
    Path(id): Path<String>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<FormPage>> {
    let thing = Thing::find(&app, &user.viewer(), kind, &id).await?;
    judge(&app, &user, act, thing.post.community_id).await?;
    refuse_oneself(act == Act::Report && thing.author() == user.person.id())?;
    Ok(Page(thing.page(act, frame, "")))
}

async fn act_submit(
    kind: Kind,
    act: Act,
    State(app): State<App>,
    Path(id): Path<String>,
    frame: Frame,
    sent: Sent<ReasonForm>,
) -> Result<Response> {
    let answer = submit(kind, act, &app, &id, frame.clone(), &sent).await;
    or_kept(&app, frame, &sent.form.reason, answer)
}

async fn submit(
    kind: Kind,
    act: Act,
    app: &App,
    id: &str,
    frame: Frame,
    sent: &Sent<ReasonForm>,
) -> Result<Response> {
    let thing = Thing::find(app, &sent.viewer().viewer(), kind, id).await?;
    let reason = sent.form.reason.as_str();
    let outcome = match sent.who() {
        Ok(user) => thing.act(act, app, user, reason).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(done(app, &thing.place(), act.done())),
        Err(error) => {
            let refusal = Refusal::of(app, error)?;
            Ok(thing.page(act, frame, reason).refused(refusal))
        }
    }
}

async fn report(app: &App, user: &SignedIn, target: Target, reason: &str) -> Result<()> {
    actions::report(app, &user.person, &user.viewer(), target, reason).await
}

fn person_page(frame: Frame, person: &Person, reason: &str) -> FormPage {
    let name = format!("@{}", person.handle());
    FormPage {
        lede: ABOUT_A_PERSON.to_owned(),
        ..page(
            Act::Report,
            frame,
            &person.path(),
            person.path(),
            &name,
            reason,
        )
    }
}

async fn person_form(
    State(app): State<App>,
    Path(name): Path<String>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<FormPage>> {
    let person = find_person(&app, &name).await?;
    refuse_oneself(person.id() == user.person.id())?;
    Ok(Page(person_page(frame, &person, "")))
}

async fn person_submit(
    State(app): State<App>,
    Path(name): Path<String>,
    frame: Frame,
    sent: Sent<ReasonForm>,
) -> Result<Response> {
    let person = find_person(&app, &name).await?;
    let reason = sent.form.reason.as_str();
    let outcome = match sent.who() {
        Ok(user) => report(&app, user, Target::Account(person.id()), reason).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => {
            let said = "Thank you. The administrators have been told.";
            Ok(done(&app, &person.path(), said))
        }
        Err(error) => {
            let refusal = Refusal::of(&app, error)?;
            Ok(person_page(frame, &person, reason).refused(refusal))
        }
    }
}
