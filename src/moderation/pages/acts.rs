//! `/post/{id}/remove` and its like: asked for, the page says what will happen and takes a reason; sent,
//! it is done.

use super::{done, person_named};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries as accounts_queries;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Reason, Result};
use crate::membership::queries::standing;
use crate::moderation::actions::{self, Grounds};
use crate::moderation::model::{REASON_MAX, REPORT_MAX, Target};
use crate::moderation::policy::{may_moderate, may_report};
use crate::posts::model::{Comment, Post};
use crate::posts::queries::{comment_by_public_id, find_post, post_by_public_id};
use crate::store::Conn;
use crate::text::excerpt;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, LinkView, OptionView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

/// Characters that are quoted of what a page is about.
const QUOTED: usize = 400;

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
    const OF_REPLIES: [Self; 5] = [
        Self::Remove,
        Self::Restore,
        Self::Lock,
        Self::Unlock,
        Self::Report,
    ];

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

    /// On its button.
    fn label(self) -> String {
        match self {
            Self::Remove => t!("moderation-remove"),
            Self::Restore => t!("moderation-restore"),
            Self::Lock => t!("moderation-lock"),
            Self::Unlock => t!("moderation-unlock"),
            Self::Pin => t!("moderation-pin"),
            Self::Unpin => t!("moderation-unpin"),
            Self::Report => t!("moderation-report"),
        }
    }

    /// Above its page. Of a reply, what hangs on it is locked; it is not pinned.
    fn title(self, kind: Kind) -> String {
        match (self, kind) {
            (Self::Remove, Kind::Thread) => t!("moderation-remove-thread"),
            (Self::Remove, Kind::Reply) => t!("moderation-remove-reply"),
            (Self::Restore, Kind::Thread) => t!("moderation-restore-thread"),
            (Self::Restore, Kind::Reply) => t!("moderation-restore-reply"),
            (Self::Report, Kind::Thread) => t!("moderation-report-thread"),
            (Self::Report, Kind::Reply) => t!("moderation-report-reply"),
            (Self::Lock, Kind::Thread) => t!("moderation-lock-thread"),
            (Self::Unlock, Kind::Thread) => t!("moderation-unlock-thread"),
            (Self::Lock, Kind::Reply) => t!("moderation-lock-branch"),
            (Self::Unlock, Kind::Reply) => t!("moderation-unlock-branch"),
            (Self::Pin, _) => t!("moderation-pin-thread"),
            (Self::Unpin, _) => t!("moderation-unpin-thread"),
        }
    }

    fn lede(self, kind: Kind) -> String {
        match self {
            Self::Lock if kind == Kind::Reply => t!("moderation-lock-branch-lede"),
            Self::Unlock if kind == Kind::Reply => t!("moderation-unlock-branch-lede"),
            Self::Remove => t!("moderation-remove-lede"),
            Self::Restore => t!("moderation-restore-lede"),
            Self::Lock => t!("moderation-lock-lede"),
            Self::Unlock => t!("moderation-unlock-lede"),
            Self::Pin => t!("moderation-pin-lede"),
            Self::Unpin => t!("moderation-unpin-lede"),
            Self::Report => t!("moderation-report-lede"),
        }
    }

    fn done(self, kind: Kind) -> String {
        match self {
            Self::Lock if kind == Kind::Reply => t!("moderation-branch-locked"),
            Self::Unlock if kind == Kind::Reply => t!("moderation-branch-unlocked"),
            Self::Remove => t!("moderation-removed"),
            Self::Restore => t!("moderation-restored"),
            Self::Lock => t!("moderation-locked"),
            Self::Unlock => t!("moderation-unlocked"),
            Self::Pin => t!("moderation-pinned"),
            Self::Unpin => t!("moderation-unpinned"),
            Self::Report => t!("moderation-reported"),
        }
    }
}

/// What was done, and what became of reports with it.
fn said(act: Act, kind: Kind, resolved: usize) -> String {
    let done = act.done(kind);
    match resolved {
        0 => done,
        count => format!("{done} {}", t!("moderation-resolved-with", count = count)),
    }
}

/// What acts are done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Thread,
    Reply,
}

impl Kind {
    /// Before the words that are quoted.
    fn by(self, handle: &str) -> String {
        let name = format!("@{handle}");
        match self {
            Self::Thread => t!("moderation-thread-by", name = name),
            Self::Reply => t!("moderation-reply-by", name = name),
        }
    }
}

pub fn routes() -> Router<App> {
    let mut router = Router::new();
    for act in Act::OF_THREADS {
        let form = move |app, id, user, frame| act_form(Kind::Thread, act, app, id, user, frame);
        let submit =
            move |app, id, frame, sent| act_submit(Kind::Thread, act, app, id, frame, sent);
        router = router.route(
            &format!("/post/{{id}}/{}", act.path()),
            get(form).post(submit),
        );
    }
    for act in Act::OF_REPLIES {
        let form = move |app, id, user, frame| act_form(Kind::Reply, act, app, id, user, frame);
        let submit = move |app, id, frame, sent| act_submit(Kind::Reply, act, app, id, frame, sent);
        router = router.route(
            &format!("/comment/{{id}}/{}", act.path()),
            get(form).post(submit),
        );
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
    /// What it is about: whose it is, and its first words.
    pub about: String,
    pub quote: String,
    pub action: String,
    pub submit: String,
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
    pub(super) fn refused(mut self, refusal: Refusal) -> Response {
        let fields = self.fields.into_iter();
        self.fields = fields
            .map(|field| field.with_errors(&refusal.fields))
            .collect();
        self.frame = refusal.framed(self.frame);
        refusal.answer(self)
    }
}

/// `rule`: the number of a rule of the community, for what is removed or locked; may be empty. `named`: not empty where
/// other servers may know who reports.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ReasonForm {
    reason: String,
    rule: String,
    named: String,
    /// Anything: what hangs on it is removed, too.
    with_replies: String,
}

impl ReasonForm {
    fn grounds(&self) -> Result<Grounds> {
        Ok(Grounds {
            reason: self.reason.clone(),
            rule: rule_chosen(&self.rule)?,
            with_replies: !self.with_replies.is_empty(),
        })
    }
}

/// The number of the rule that was chosen, if any was.
pub(super) fn rule_chosen(typed: &str) -> Result<Option<usize>> {
    if typed.is_empty() {
        return Ok(None);
    }
    let wrong = || Error::invalid("rule", t!("moderation-rule-unknown"));
    typed.parse().map(Some).map_err(|_| wrong())
}

/// A choice among the rules of the community; none where it has none.
pub(super) fn rule_field(rules: &[String], chosen: &str) -> Option<FieldView> {
    let none = OptionView::new("", t!("moderation-rule-none"));
    let each = rules.iter().zip(1_usize..);
    let each = each.map(|(rule, n)| OptionView::new(n.to_string(), format!("{n}. {rule}")));
    (!rules.is_empty()).then(|| {
        FieldView::text("rule", t!("moderation-rule"))
            .of_kind("select")
            .value(chosen)
            .options(std::iter::once(none).chain(each).collect())
    })
}

fn page(
    act: Act,
    frame: Frame,
    path: &str,
    back: String,
    what: &str,
    form: &ReasonForm,
) -> FormPage {
    let field = |max: usize| FieldView {
        maxlength: u32::try_from(max).ok(),
        ..FieldView::text("reason", t!("moderation-reason")).value(&form.reason)
    };
    let fields = match act {
        Act::Pin | Act::Unpin => Vec::new(),
        Act::Remove => vec![
            field(REASON_MAX)
                .help(t!("moderation-reason-remove"))
                .required(),
        ],
        Act::Report => vec![
            FieldView {
                rows: 5,
                ..field(REPORT_MAX)
            }
            .of_kind("area")
            .help(t!("moderation-reason-report"))
            .required(),
            FieldView::text("named", t!("moderation-report-named"))
                .of_kind("tick")
                .value(&form.named)
                .help(t!("moderation-report-named-help")),
        ],
        _ => vec![field(REASON_MAX).help(t!("moderation-reason-log"))],
    };
    FormPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(what, &back)],
        title: act.label(),
        lede: act.lede(Kind::Thread),
        about: String::new(),
        quote: String::new(),
        action: format!("{path}/{}", act.path()),
        submit: act.label(),
        style: if act == Act::Remove {
            "btn-bad"
        } else {
            "btn-main"
        },
        back,
        fields,
    }
}

/// A thread, or a reply in it, where it stands.
struct Thing {
    kind: Kind,
    post: Post,
    reply: Option<Comment>,
    by: Person,
    community: Community,
    /// Those of the community.
    rules: Vec<String>,
}

impl Thing {
    async fn find(app: &App, viewer: &Viewer, kind: Kind, id: &str) -> Result<Self> {
        let mut conn = app.store.read().await?;
        let (post, reply) = find_both(&mut conn, viewer, kind, id).await?;
        let author = reply.as_ref().map_or(post.author_id, |it| it.author_id);
        let community = find_community(&mut conn, post.community_id).await?;
        Ok(Self {
            kind,
            by: accounts_queries::find_person(&mut conn, author).await?,
            rules: actions::rules_in_short(app, &community),
            community,
            post,
            reply,
        })
    }

    /// Where it is read.
    fn place(&self) -> String {
        match &self.reply {
            Some(reply) => reply.path_on(&self.post),
            None => self.post.path(),
        }
    }

    fn target(&self) -> Target {
        match &self.reply {
            Some(reply) => Target::Comment(reply.id),
            None => Target::Post(self.post.id),
        }
    }

    /// What of it this viewer may read.
    fn quote(&self) -> String {
        let own = self.reply.as_ref().map(|reply| &reply.body_text);
        let words = excerpt(own.unwrap_or(&self.post.body_text), QUOTED);
        match (own, words.is_empty()) {
            (None, true) => self.post.title.clone(),
            _ => words,
        }
    }

    /// Whether what hangs on it goes, too; none where nothing does.
    fn branch_field(&self, chosen: &str) -> Option<FieldView> {
        let below = self.reply.as_ref().map(|reply| reply.child_count);
        let below = below.unwrap_or(self.post.comment_count);
        (below > 0).then(|| {
            FieldView::text("with_replies", t!("moderation-remove-branch"))
                .of_kind("tick")
                .value(chosen)
        })
    }

    fn page(&self, act: Act, frame: Frame, form: &ReasonForm) -> FormPage {
        let path = match &self.reply {
            Some(reply) => format!("/comment/{}", reply.public_id),
            None => self.post.path(),
        };
        let mut page = page(act, frame, &path, self.place(), &self.post.title, form);
        if matches!(act, Act::Remove | Act::Lock) {
            page.fields.extend(rule_field(&self.rules, &form.rule));
        }
        if act == Act::Remove {
            page.fields.extend(self.branch_field(&form.with_replies));
        }
        FormPage {
            title: act.title(self.kind),
            lede: act.lede(self.kind),
            about: self.kind.by(&self.by.handle()),
            quote: self.quote(),
            ..page
        }
    }

    /// Says how many reports were resolved with it.
    async fn act(&self, act: Act, app: &App, user: &SignedIn, form: &ReasonForm) -> Result<usize> {
        let (by, reason) = (&user.person, form.reason.as_str());
        let id = self.post.id;
        match (act, &self.reply) {
            (Act::Remove, _) => {
                return actions::remove(app, by, self.target(), &form.grounds()?).await;
            }
            (Act::Report, _) => report(app, user, self.target(), form).await?,
            (Act::Restore, Some(it)) => actions::restore_comment(app, by, it.id, reason).await?,
            (Act::Restore, None) => actions::restore_post(app, by, id, reason).await?,
            (Act::Lock, _) => {
                actions::lock_under(app, by, self.target(), &form.grounds()?).await?;
            }
            (Act::Unlock, Some(it)) => actions::unlock_branch(app, by, it.id, reason).await?,
            (Act::Unlock, None) => actions::unlock(app, by, id, reason).await?,
            (Act::Pin, None) => actions::pin(app, by, id).await?,
            (Act::Unpin, None) => actions::unpin(app, by, id).await?,
            (Act::Pin | Act::Unpin, Some(_)) => {
                return Err(Error::NotFound("page"));
            }
        }
        Ok(0)
    }
}

async fn find_both(
    conn: &mut Conn,
    viewer: &Viewer,
    kind: Kind,
    id: &str,
) -> Result<(Post, Option<Comment>)> {
    let reply = match kind {
        Kind::Thread => {
            let post = post_by_public_id(conn, viewer, id).await?;
            return Ok((post.ok_or(Error::NotFound("thread"))?, None));
        }
        Kind::Reply => comment_by_public_id(conn, viewer, id).await?,
    };
    let reply = reply.ok_or(Error::NotFound("reply"))?;
    let post = find_post(conn, viewer, reply.post_id).await?;
    Ok((post.ok_or(Error::NotFound("reply"))?, Some(reply)))
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
async fn judge(app: &App, user: &SignedIn, act: Act, community: &Community) -> Result<()> {
    let mut conn = app.store.read().await?;
    let standing = standing(&mut conn, &user.person, community, app.now()).await?;
    if act == Act::Report {
        return Ok(may_report(&standing)?);
    }
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
    judge(&app, &user, act, &thing.community).await?;
    refuse_oneself(act == Act::Report && thing.by.id() == user.person.id())?;
    Ok(Page(thing.page(act, frame, &ReasonForm::default())))
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
    let outcome = match sent.who() {
        Ok(user) => thing.act(act, app, user, &sent.form).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(resolved) => Ok(done(app, &thing.place(), &said(act, kind, resolved))),
        Err(error) => {
            let refusal = Refusal::of(app, error)?;
            Ok(thing.page(act, frame, &sent.form).refused(refusal))
        }
    }
}

async fn report(app: &App, user: &SignedIn, target: Target, form: &ReasonForm) -> Result<()> {
    let (by, viewer, reason) = (&user.person, user.viewer(), form.reason.as_str());
    match form.named.is_empty() {
        true => actions::report(app, by, &viewer, target, reason).await,
        false => actions::report_by_name(app, by, &viewer, target, reason).await,
    }
}

fn person_page(frame: Frame, person: &Person, form: &ReasonForm) -> FormPage {
    let (name, path) = (format!("@{}", person.handle()), person.path());
    FormPage {
        title: t!("moderation-report-person", name = name),
        // Nobody's community is at stake: the administrators are told.
        lede: t!("moderation-report-person-lede"),
        ..page(Act::Report, frame, &path, path.clone(), &name, form)
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
    Ok(Page(person_page(frame, &person, &ReasonForm::default())))
}

async fn person_submit(
    State(app): State<App>,
    Path(name): Path<String>,
    frame: Frame,
    sent: Sent<ReasonForm>,
) -> Result<Response> {
    let person = find_person(&app, &name).await?;
    let outcome = match sent.who() {
        Ok(user) => report(&app, user, Target::Account(person.id()), &sent.form).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => {
            let said = t!("moderation-person-reported");
            Ok(done(&app, &person.path(), &said))
        }
        Err(error) => {
            let refusal = Refusal::of(&app, error)?;
            Ok(person_page(frame, &person, &sent.form).refused(refusal))
        }
    }
}
