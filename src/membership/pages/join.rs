//! `/c/{name}/join`: what a community is for, what it asks, and coming in; how one's application stands.

use super::leaving::{content_field, leave_field};
use super::members::person_view;
use super::rules::{rendered, seen};
use super::welcome::{WelcomeView, step_views, welcome_view};
use super::{abroad, community_header, done, reads, standing_of};
use crate::accounts::model::Viewer;
use crate::accounts::settings::links;
use crate::app::App;
use crate::communities::model::{Community, JoinPolicy};
use crate::communities::pages::{CommunityHeaderView, community_at, community_for, framed};
use crate::error::{Error, FieldError, Reason, Result};
use crate::ids::AccountId;
use crate::membership::actions::{
    ANSWERS, JoinForm, Joined, Opened, PATIENCE_DAYS, answer_more, candidate, given_by, join,
    withdraw,
};
use crate::membership::model::{
    Channel, CommunitySettings, Event, EventKind, MembershipState, Question, QuestionKind, Role,
    Standing,
};
use crate::membership::policy::{self, Candidate, Entrance};
use crate::membership::queries::applications::list_events;
use crate::membership::queries::invitations::{Invitation, personal_invitation};
use crate::membership::queries::pulse::{Pulse, list_samples, pulse};
use crate::membership::queries::rules::version_by_number;
use crate::membership::queries::settings::{list_questions, settings_of};
use crate::membership::queries::staff::staff_among;
use crate::membership::queries::steps::steps_of;
use crate::membership::queries::{count_members, list_moderators};
use crate::store::{Conn, Time};
use crate::text;
use crate::web::csrf::CsrfForm;
use crate::web::layout::{self, Frame, Kind, counted};
use crate::web::next::login_path;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, LinkView, NoticeView, OptionView, PersonView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use chrono::TimeDelta;
use serde::Deserialize;
use std::collections::HashMap;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/join", get(join_page).post(join_submit))
        .route("/c/{name}/join/more", post(more_submit))
        .route("/c/{name}/join/withdraw", post(withdraw_submit))
}

/// `r#as=stranger`: conveners see the page as somebody does who is no member.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    r#as: String,
}

/// What is typed: `agree`, `rules_version`, `answer_1`…. Which answers there are depends on the questions.
pub(super) type Typed = HashMap<String, String>;

/// As what the page is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) enum Look<'a> {
    /// As who one is.
    Own,
    /// As somebody who has nothing to do with the community.
    Stranger,
    /// With the link of an invitation. Where the form is sent, and where somebody makes an account who
    /// has none, if they may.
    Invited {
        opened: &'a Opened,
        action: &'a str,
        register: Option<&'a str>,
    },
}

impl<'a> Look<'a> {
    fn opened(self) -> Option<&'a Opened> {
        match self {
            Self::Invited { opened, .. } => Some(opened),
            Self::Own | Self::Stranger => None,
        }
    }
}

/// How the viewer stands to the community.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Not signed in: everything is shown, and where to sign in.
    Visitor,
    /// May join or apply.
    Outside(Entrance),
    /// May not, for a reason that is said.
    Barred(Reason),
    Applied,
    MoreAsked,
    Member,
}

#[derive(Template)]
#[template(path = "membership/pages/join.html")]
pub(super) struct JoinPage {
    frame: Frame,
    header: CommunityHeaderView,
    lang: Option<String>,
    state: Option<NoticeView>,
    /// What the conveners wrote with it.
    said: String,
    not_for: String,
    description_html: String,
    offers_html: String,
    rules: Vec<String>,
    rules_version: i32,
    /// How alive it is, sentence by sentence.
    signs: Vec<String>,
    samples: Vec<LinkView>,
    conveners: Vec<PersonView>,
    note: String,
    how: String,
    /// Only for who may join now.
    form: Option<FormView>,
    /// Where it is sent.
    action: String,
    /// The answer to what was asked afterwards.
    more: Option<FieldView>,
    may_withdraw: bool,
    /// What members are told first.
    welcome: Option<WelcomeView>,
    /// The field for why, for members, and what becomes of what they wrote.
    leave: Option<FieldView>,
    content: FieldView,
    sign_in: Option<String>,
    /// Where somebody makes an account first.
    register: Option<String>,
    address: String,
    /// Its name alone, and the account that takes messages for it.
    name: String,
    desk: String,
    preview: bool,
}

pub(super) struct FormView {
    pub agree: Option<FieldView>,
    pub fields: Vec<FieldView>,
    pub submit: &'static str,
}

impl FormView {
    /// With what is wrong beside the fields.
    pub fn with_errors(self, errors: &[FieldError]) -> Self {
        let marked = |field: FieldView| field.with_errors(errors);
        Self {
            agree: self.agree.map(marked),
            fields: self.fields.into_iter().map(marked).collect(),
            ..self
        }
    }

    pub fn problems(&self) -> impl Iterator<Item = &FieldView> {
        self.agree.iter().chain(&self.fields)
    }
}

impl JoinPage {
    fn has_errors(&self) -> bool {
        self.problems().iter().any(|field| field.error.is_some())
    }

    fn problems(&self) -> Vec<&FieldView> {
        let fields = self.form.iter().flat_map(FormView::problems);
        let fields = fields.chain(&self.more).chain(&self.leave);
        let content = self.leave.iter().map(|_| &self.content);
        fields.chain(content).collect()
    }
}

async fn join_page(
    State(app): State<App>,
    viewer: MaybeSignedIn,
    frame: Frame,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    if abroad::is_abroad(&app, &name) {
        return abroad::show(&app, &viewer, frame, &name).await;
    }
    let look = match asked.r#as.as_str() {
        "stranger" => Look::Stranger,
        _ => Look::Own,
    };
    let shown = page(&app, &viewer, frame, &name, &Typed::new(), look).await?;
    Ok(Page(counted_look(&app, &viewer, shown)).into_response())
}

/// Counts that somebody looked who may become a member. It is written later, with those of others.
pub(super) fn counted_look(app: &App, viewer: &MaybeSignedIn, shown: Shown) -> JoinPage {
    if shown.counts {
        let (community, local) = (shown.community.id(), viewer.0.is_some());
        app.joining.note_look(community, local, app.now());
    }
    shown.page
}

pub(super) struct Shown {
    page: JoinPage,
    community: Community,
    /// Whether somebody looks who may become a member.
    counts: bool,
}

pub(super) async fn page(
    app: &App,
    viewer: &MaybeSignedIn,
    frame: Frame,
    name: &str,
    typed: &Typed,
    look: Look<'_>,
) -> Result<Shown> {
    let as_stranger = matches!(look, Look::Stranger);
    let mut conn = app.store.read().await?;
    // Whoever has the link of an invitation may know what they are invited into.
    let knows = match look.opened() {
        Some(_) => Viewer::System,
        None => viewer.viewer(),
    };
    let community = community_for(app, &mut conn, &knows, name).await?;
    if !community.is_local() {
        return Err(Error::NotFound("page"));
    }
    let settings = settings_of(&mut conn, community.id()).await?;
    let (place, events) = match &viewer.0 {
        _ if as_stranger => (stranger(&community), Vec::new()),
        None => (Place::Visitor, Vec::new()),
        Some(user) => {
            let place = place_of(app, &mut conn, &community, &settings, user, look).await?;
            let events = list_events(&mut conn, community.id(), user.person.id()).await?;
            (place, events)
        }
    };
    let number = community.row.rules_version;
    let version = version_by_number(&mut conn, community.id(), number).await?;
    let rules = version.map(|version| version.items.0).unwrap_or_default();
    let questions = list_questions(&mut conn, community.id()).await?;
    // A stranger's page has a stranger's head.
    let nobody = MaybeSignedIn(None);
    let looker = if as_stranger { &nobody } else { viewer };
    let header = community_header(app, &mut conn, &community, looker, "/join").await?;
    // How much goes on is for those who may read it.
    let looks = match as_stranger {
        true => Viewer::Anonymous,
        false => viewer.viewer(),
    };
    let signs = match reads(&mut conn, &community, &looks).await? {
        true => {
            let pulse = pulse(&mut conn, community.id(), app.now()).await?;
            let members = count_members(&mut conn, community.id()).await?;
            signs(&pulse, members)
        }
        false => Vec::new(),
    };
    let samples = list_samples(&mut conn, community.id()).await?;
    let conveners = list_moderators(&mut conn, community.id()).await?;
    let ids: Vec<AccountId> = conveners.iter().map(|(person, _)| person.id()).collect();
    let staff = staff_among(&mut conn, &community, &ids).await?;
    let welcome = match (place, &viewer.0) {
        (Place::Member, Some(user)) => {
            let standing = standing_of(app, &mut conn, &community, user).await?;
            let newcomer = standing.role == Some(Role::Newcomer);
            let steps = steps_of(&mut conn, community.id(), user.person.id()).await?;
            let steps = step_views(&settings, steps.as_ref(), newcomer);
            let welcome = welcome_view(app, &mut conn, &community, &settings, newcomer).await?;
            Some(WelcomeView { steps, ..welcome })
        }
        _ => None,
    };
    let now = app.now();
    let pause = match place {
        Place::Barred(Reason::TooSoon) => pause_end(&events, &settings),
        _ => None,
    };
    let (state, said) = state_of(place, &events, pause, now);
    let own = match (&viewer.0, look) {
        (Some(user), Look::Own) => {
            personal_invitation(&mut conn, community.id(), user.person.id(), now).await?
        }
        _ => None,
    };
    let invitation = look.opened().map(|opened| &opened.invitation);
    let (state, said) = match (state, invitation.or(own.as_ref())) {
        (None, Some(invitation)) => invited(invitation, look.opened()),
        (state, _) => (state, said),
    };
    // Whoever was signed out while they wrote is given their words back.
    let writer = match place {
        Place::Visitor if !typed.is_empty() => match look.opened() {
            Some(opened) => newly_invited(opened),
            None => stranger(&community),
        },
        place => place,
    };
    let page = JoinPage {
        lang: layout::lang(&community.row.language),
        state,
        said,
        not_for: settings.not_for.clone(),
        description_html: community.row.description_html.clone(),
        offers_html: text::render(&settings.offers, &links(app)).html,
        form: form(writer, &questions, typed, !rules.is_empty()),
        rules: rendered(app, &rules),
        rules_version: number,
        signs,
        samples: samples
            .into_iter()
            .map(|(id, title)| LinkView::new(title, format!("/post/{id}")))
            .collect(),
        conveners: conveners
            .iter()
            .map(|(person, role)| person_view(person, *role, &staff))
            .collect(),
        note: settings.applicants_note.clone(),
        how: how(&community, place, invitation.or(own.as_ref()).is_some()),
        action: match look {
            Look::Invited { action, .. } => action.to_owned(),
            Look::Own | Look::Stranger => header.join_path(),
        },
        register: match look {
            Look::Invited { register, .. } => register.map(ToOwned::to_owned),
            Look::Own | Look::Stranger => frame.may_register.then(|| "/register".to_owned()),
        },
        more: (place == Place::MoreAsked).then(|| more_field(typed)),
        may_withdraw: matches!(place, Place::Applied | Place::MoreAsked),
        welcome,
        leave: (place == Place::Member).then(|| leave_field(typed)),
        content: content_field(typed),
        sign_in: (place == Place::Visitor).then(|| match look {
            Look::Invited { action, .. } => login_path(action),
            Look::Own | Look::Stranger => login_path(&header.join_path()),
        }),
        address: header.address.clone(),
        name: community.actor.name.clone(),
        desk: format!("desk@{}", app.local.host),
        preview: as_stranger,
        frame: framed(frame, &community),
        header,
    };
    Ok(Shown {
        page,
        counts: !as_stranger && matches!(place, Place::Visitor | Place::Outside(_)),
        community,
    })
}

/// What somebody sees who has an account and nothing to do with the community.
fn stranger(community: &Community) -> Place {
    match community.row.join_policy {
        JoinPolicy::Open | JoinPolicy::Domain => Place::Outside(Entrance::AtOnce),
        JoinPolicy::Application => Place::Outside(Entrance::Applies),
        JoinPolicy::Invitation => Place::Barred(Reason::InvitationNeeded),
        JoinPolicy::Closed => Place::Barred(Reason::JoiningClosed),
    }
}

/// The same with an invitation.
fn newly_invited(opened: &Opened) -> Place {
    match opened.community.row.join_policy {
        JoinPolicy::Application if !opened.invitation.skips_queue => {
            Place::Outside(Entrance::Applies)
        }
        _ => Place::Outside(Entrance::AtOnce),
    }
}

async fn place_of(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    settings: &CommunitySettings,
    user: &SignedIn,
    look: Look<'_>,
) -> Result<Place> {
    let standing: Standing = standing_of(app, conn, community, user).await?;
    let days = settings.reapply_days;
    let mut candidate = candidate(conn, app, community, &user.person, days).await?;
    if let Some(opened) = look.opened() {
        candidate.invited = Some(given_by(&opened.invitation));
    }
    let domains = &settings.email_domains.0;
    let judged = policy::may_join(&standing, community, &candidate, domains, app.now());
    Ok(match judged {
        Ok(entrance) => Place::Outside(entrance),
        Err(Reason::MemberAlready) => Place::Member,
        Err(Reason::AppliedAlready) => applied(&candidate),
        Err(reason) => Place::Barred(reason),
    })
}

/// Said to whoever has an invitation, with the words of who wrote it.
fn invited(invitation: &Invitation, opened: Option<&Opened>) -> (Option<NoticeView>, String) {
    let title = match opened {
        Some(opened) => format!("{} invites you.", opened.by.display_name()),
        None => "You are invited.".to_owned(),
    };
    let notice = NoticeView {
        kind: Kind::Ok,
        title,
        ..NoticeView::default()
    };
    (Some(notice), invitation.words.clone())
}

fn applied(candidate: &Candidate) -> Place {
    match candidate.state {
        Some(MembershipState::MoreAsked) => Place::MoreAsked,
        _ => Place::Applied,
    }
}

/// When somebody who was declined may apply again.
fn pause_end(events: &[Event], settings: &CommunitySettings) -> Option<Time> {
    let declined = last_of(events, EventKind::Declined)?;
    let days = TimeDelta::days(settings.reapply_days.into());
    Some(declined.happened_at.plus(days))
}

fn last_of(events: &[Event], kind: EventKind) -> Option<&Event> {
    events.iter().rev().find(|event| event.kind == kind)
}

/// How somebody stands, and what the conveners wrote with it.
pub(super) fn state_of(
    place: Place,
    events: &[Event],
    pause: Option<Time>,
    now: Time,
) -> (Option<NoticeView>, String) {
    let ago = |event: &Event| layout::when(event.happened_at.utc(), now.into());
    let words = |kind| {
        let event = last_of(events, kind);
        event.map(|event| event.reason.clone()).unwrap_or_default()
    };
    let notice = |kind: Kind, title: &str, text: String| NoticeView {
        kind,
        title: title.to_owned(),
        text,
        ..NoticeView::default()
    };
    let last = events.last();
    match (place, last.map(|event| event.kind)) {
        (Place::Member, _) => {
            let since = last_of(events, EventKind::Joined).map(ago);
            let text = since
                .map(|ago| format!("You joined {ago}."))
                .unwrap_or_default();
            (
                Some(notice(Kind::Ok, "You are a member.", text)),
                String::new(),
            )
        }
        (Place::Applied, _) => {
            let applied = last_of(events, EventKind::Applied).map(ago);
            let text = format!(
                "You applied {}. The conveners decide; you get a notice when they have. After {PATIENCE_DAYS} days without a decision the application ends, and you can apply again.",
                applied.unwrap_or_default()
            );
            (
                Some(notice(Kind::Warn, "You applied.", text)),
                String::new(),
            )
        }
        (Place::MoreAsked, _) => {
            let text = "Before they decide, the conveners want to know something.".to_owned();
            let notice = notice(Kind::Warn, "You are asked something.", text);
            (Some(notice), words(EventKind::MoreAsked))
        }
        (Place::Outside(_) | Place::Barred(_), Some(EventKind::Declined)) => {
            let until = pause.map(|end| end.utc().format("%-d %B %Y"));
            let text = match until {
                Some(day) => format!("You can apply again on {day}. This is what they wrote:"),
                None => "You can apply again. This is what they wrote:".to_owned(),
            };
            let notice = notice(Kind::Bad, "The conveners declined your application.", text);
            (Some(notice), words(EventKind::Declined))
        }
        (Place::Outside(_), Some(EventKind::Expired)) => {
            let text = "Nobody decided about your application in its time. You can apply again.";
            let notice = notice(Kind::Info, "Your application ended.", text.to_owned());
            (Some(notice), String::new())
        }
        (Place::Barred(reason), _) => {
            let notice = notice(Kind::Info, "You cannot join now.", reason.to_string());
            let address = || LinkView::new("Confirm an address", "/settings/mail");
            let notice = NoticeView {
                link: (reason == Reason::OtherDomain).then(address),
                ..notice
            };
            (Some(notice), String::new())
        }
        _ => (None, String::new()),
    }
}

/// The ways in, in a sentence.
fn how(community: &Community, place: Place, invited: bool) -> String {
    if invited && place == Place::Outside(Entrance::AtOnce) {
        return "You can join at once.".to_owned();
    }
    let how = match community.row.join_policy {
        JoinPolicy::Open => "Everybody may join.",
        JoinPolicy::Application => "You apply, and the conveners decide.",
        JoinPolicy::Invitation => "New members are invited by those who are here.",
        JoinPolicy::Domain => {
            "People who have confirmed an e-mail address of certain organisations join at once."
        }
        JoinPolicy::Closed => "This community takes no new members.",
    };
    how.to_owned()
}

fn signs(pulse: &Pulse, members: i64) -> Vec<String> {
    let mut signs = vec![format!(
        "{}; in the last 30 days {} and {}.",
        counted(members, "member", "members"),
        counted(pulse.threads, "new thread", "new threads"),
        counted(pulse.replies, "reply", "replies")
    )];
    if pulse.questions > 0 {
        signs.push(format!(
            "Of the last {} {} have an answer.",
            counted(
                i64::try_from(pulse.questions).unwrap_or(i64::MAX),
                "question,",
                "questions,"
            ),
            pulse.answered
        ));
    }
    if let Some(first) = pulse.first_answer {
        signs.push(format!(
            "Half of them had the first one within {}.",
            span(first)
        ));
    }
    signs
}

/// A length of time, roughly.
fn span(time: TimeDelta) -> String {
    match (time.num_minutes(), time.num_hours()) {
        (minutes, _) if minutes < 60 => "an hour".to_owned(),
        (_, hours) if hours < 24 => counted(hours.saturating_add(1), "hour", "hours"),
        (_, hours) => counted((hours / 24).saturating_add(1), "day", "days"),
    }
}

pub(super) fn form(
    place: Place,
    questions: &[Question],
    typed: &Typed,
    rules: bool,
) -> Option<FormView> {
    let Place::Outside(entrance) = place else {
        return None;
    };
    let asked = match entrance {
        Entrance::Applies => questions,
        Entrance::AtOnce => &[],
    };
    let agree = FieldView::text("agree", "I have read the rules and agree to them")
        .of_kind("tick")
        .value(value_of(typed, "agree"))
        .required();
    let fields = ANSWERS.into_iter().zip(asked);
    Some(FormView {
        agree: rules.then_some(agree),
        fields: fields
            .map(|(name, question)| question_field(name, question, typed))
            .collect(),
        submit: match entrance {
            Entrance::Applies => "Apply",
            Entrance::AtOnce => "Join",
        },
    })
}

pub(super) fn value_of<'t>(typed: &'t Typed, name: &str) -> &'t str {
    typed.get(name).map(String::as_str).unwrap_or_default()
}

fn question_field(name: &'static str, question: &Question, typed: &Typed) -> FieldView {
    let kind = match question.kind {
        QuestionKind::Text => "area",
        QuestionKind::Choice => "select",
        QuestionKind::Tick => "tick",
    };
    let choose = OptionView::new("", "Choose");
    let choices = question.choices.0.iter();
    let choices = choices.map(|choice| OptionView::new(choice, choice));
    let field = FieldView::text(name, &question.label)
        .of_kind(kind)
        .value(value_of(typed, name))
        .options(std::iter::once(choose).chain(choices).collect());
    FieldView {
        required: question.required,
        help: (!question.help.is_empty()).then(|| question.help.clone()),
        rows: 4,
        ..field
    }
}

fn more_field(typed: &Typed) -> FieldView {
    let field = FieldView::text("more", "Your answer")
        .value(value_of(typed, "more"))
        .required();
    FieldView { rows: 4, ..field }
}

async fn join_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<Typed>,
) -> Result<Response> {
    if abroad::is_abroad(&app, &name) {
        return abroad::submit(&app, frame, &name, &sent).await;
    }
    match enter(&app, &sent, &name).await {
        Ok((community, joined)) => {
            let text = welcomed(&community, joined);
            Ok(back(&app, &community, &text))
        }
        Err(error) => refuse(&app, frame, &name, &sent, error, Look::Own).await,
    }
}

async fn enter(app: &App, sent: &Sent<Typed>, name: &str) -> Result<(Community, Joined)> {
    let user = sent.who()?;
    let community = found(app, name).await?;
    let typed = &sent.form;
    let form = read_form(&community, typed);
    let joined = join(app, &user.person, &community, &form, Channel::Page).await?;
    Ok((community, joined))
}

pub(super) fn read_form(community: &Community, typed: &Typed) -> JoinForm {
    JoinForm {
        agreed: seen(
            community,
            value_of(typed, "agree"),
            value_of(typed, "rules_version"),
        ),
        answers: ANSWERS
            .iter()
            .map(|field| value_of(typed, field).to_owned())
            .collect(),
    }
}

/// What is said to whoever joined or applied.
pub(super) fn welcomed(community: &Community, joined: Joined) -> String {
    match joined {
        Joined::Member => format!("Welcome: you are a member of {}.", community.title()),
        Joined::Applied => "Your application is on the conveners' desk.".to_owned(),
    }
}

pub(super) async fn found(app: &App, name: &str) -> Result<Community> {
    let mut conn = app.store.read().await?;
    community_at(app, &mut conn, name).await
}

/// The page again, with all that was typed.
pub(super) async fn refuse(
    app: &App,
    frame: Frame,
    name: &str,
    sent: &Sent<Typed>,
    error: Error,
    look: Look<'_>,
) -> Result<Response> {
    let refusal = Refusal::of(app, error)?;
    let frame = refusal.framed(frame);
    let shown = page(app, sent.viewer(), frame, name, &sent.form, look).await?;
    let mut page = shown.page;
    let marked = |field: FieldView, errors: &[FieldError]| field.with_errors(errors);
    let errors = &refusal.fields;
    page.form = page.form.map(|form| form.with_errors(errors));
    page.more = page.more.map(|field| marked(field, errors));
    page.leave = page.leave.map(|field| marked(field, errors));
    page.content = marked(page.content, errors);
    Ok(refusal.answer(page))
}

async fn more_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<Typed>,
) -> Result<Response> {
    let outcome = async {
        let user = sent.who()?;
        let community = found(&app, &name).await?;
        let text = value_of(&sent.form, "more");
        answer_more(&app, &user.person, &community, text, Channel::Page).await?;
        Ok::<_, Error>(community)
    };
    match outcome.await {
        Ok(community) => Ok(back(&app, &community, "The conveners have your answer.")),
        Err(error) => refuse(&app, frame, &name, &sent, error, Look::Own).await,
    }
}

/// A form that is only its button.
#[derive(Deserialize)]
struct NoFields {}

async fn withdraw_submit(
    State(app): State<App>,
    user: SignedIn,
    Path(name): Path<String>,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    if abroad::is_abroad(&app, &name) {
        return abroad::go(&app, &user, &name).await;
    }
    let community = found(&app, &name).await?;
    withdraw(&app, &user.person, &community).await?;
    Ok(back(&app, &community, "Your application is withdrawn."))
}

pub(super) fn back(app: &App, community: &Community, text: &str) -> Response {
    done(app, community, "/join", text)
}
