//! `/c/{name}/join`: what a community is for, what it asks, and coming in; how one's application stands.

mod elsewhere;
mod face;
mod fields;
mod owed;
mod told;

pub(super) use face::{FaceView, LifeView, life};
pub(super) use fields::{FormView, form, value_of};
pub(super) use told::{dates, invited, sentences, state_of};

use super::leaving::{content_field, has_left, is_leaving, is_shut_out, leave_field};
use super::points::{PointsView, read_before, still_meant, still_wrong};
use super::rules::seen;
use super::welcome::{WelcomeView, welcome_view};
use super::{FORM, abroad, community_header, done, standing_of};
use crate::accounts::model::Viewer;
use crate::accounts::queries::logins::address_by_account;
use crate::accounts::settings::links;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::{
    CommunityHeaderView, JoinControl, community_at, community_for, framed,
};
use crate::error::{Error, FieldError, Reason, Result};
use crate::membership::actions::{
    ANSWERS, JoinForm, Joined, Opened, answer_more, candidate, given_by, join, others_convene,
    own_invitation, withdraw,
};
use crate::membership::model::{
    Answer, Channel, CommunitySettings, Event, MembershipState, Question, Role, RulesVersion,
    Standing,
};
use crate::membership::policy::{self, Candidate, Entrance};
use crate::membership::queries::applications::{last_application, list_events};
use crate::membership::queries::invitations::Invitation;
use crate::membership::queries::rules::version_by_number;
use crate::membership::queries::settings::{list_questions, settings_of};
use crate::membership::queries::steps::steps_of;
use crate::store::Conn;
use crate::text;
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::layout::{self, Frame};
use crate::web::next::{login_path, register_path};
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, LinkView, NoticeView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use elsewhere::{ElsewhereView, elsewhere};
use fields::{AskedView, asked, more_field};
use owed::{Owed, owed};
use serde::Deserialize;
use std::collections::HashMap;
use told::{how, invited_by, pause_end, without_mail};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/join", get(join_page).post(join_submit))
        .route("/c/{name}/join/more", post(more_submit))
        .route("/c/{name}/join/withdraw", post(withdraw_submit))
}

/// `r#as=stranger`: conveners see the page as somebody does who is not signed in.
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
    /// As somebody who is not signed in.
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
    face: FaceView,
    rules: PointsView,
    /// Whether the rules changed while they read the page on which they agreed.
    meanwhile: bool,
    rules_version: i32,
    /// What the conveners say to applicants; empty to whoever need not apply.
    note: String,
    how: String,
    /// What one will be asked, for who cannot answer it before they have an account.
    asked: Vec<AskedView>,
    /// Only for who may join now.
    form: Option<FormView>,
    /// Where it is sent.
    action: String,
    /// The answer to what was asked afterwards.
    more: Option<FieldView>,
    /// Whether an application of theirs waits, and what they answered in it.
    waits: bool,
    answers: Vec<Answer>,
    /// For who is invited by name.
    may_decline: bool,
    /// What members are told first.
    welcome: Option<WelcomeView>,
    member: bool,
    /// The field for why, for members who may leave, and what becomes of what they wrote.
    leave: Option<FieldView>,
    content: FieldView,
    /// Where the last convener names another one, so that they can leave.
    hand_over: Option<LinkView>,
    /// Whether they left and follow on.
    still_follows: bool,
    /// Whether they may have left words behind that they read no more.
    shut_out: bool,
    way_in: Option<WayIn>,
    elsewhere: Option<ElsewhereView>,
    address: String,
    /// Its name alone, and the account that takes messages for it.
    name: String,
    desk: String,
    preview: bool,
}

/// How a visitor comes to join.
struct WayIn {
    sign_in: LinkView,
    /// Where somebody makes an account first.
    register: Option<String>,
    /// Said where they can make none.
    no_account: String,
}

impl JoinPage {
    /// Whether there is more to say of whom it is for than stands in the head.
    fn says_whom(&self) -> bool {
        !self.face.says_nothing() || self.header.focus.is_empty()
    }

    /// Whether the form for leaving comes back: then it stands where they look first.
    fn leaves_first(&self) -> bool {
        self.leave.is_some() && (self.has_errors() || self.frame.refused.is_some())
    }

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
    let mut conn = app.store.read().await?;
    let scene = scene(app, &mut conn, viewer, name, look).await?;
    let own = own(app, &mut conn, viewer, &scene).await?;
    let read = read_before(
        value_of(typed, "rules_version"),
        scene.community.row.rules_version,
    );
    let offer = offer(app, &mut conn, viewer, &scene, look, read).await?;
    let typed = &still_meant(typed, read.is_some());
    // A stranger's page has a stranger's head.
    let nobody = MaybeSignedIn(None);
    let looker = match look {
        Look::Stranger => &nobody,
        Look::Own | Look::Invited { .. } => viewer,
    };
    let header = community_header(app, &mut conn, &scene.community, looker, "/join").await?;
    drop(conn);
    let counts = matches!(scene.place, Place::Visitor | Place::Outside(_))
        && !matches!(look, Look::Stranger);
    let frame = match look {
        Look::Stranger => frame.for_stranger(),
        Look::Own | Look::Invited { .. } => frame,
    };
    let page = composed(app, frame, header, &scene, (own, offer), typed, look);
    Ok(Shown {
        page,
        counts,
        community: scene.community,
    })
}

/// The community, and how whoever looks stands to it.
struct Scene {
    community: Community,
    settings: CommunitySettings,
    place: Place,
    /// Where a visitor would stand with an account; of others the same as `place`.
    expected: Place,
    events: Vec<Event>,
    /// By which they come.
    invitation: Option<Invitation>,
}

impl Scene {
    fn waits(&self) -> bool {
        matches!(self.place, Place::Applied | Place::MoreAsked)
    }

    /// Whether the conveners decide about them, or will.
    fn is_decided_about(&self) -> bool {
        self.waits() || self.expected == Place::Outside(Entrance::Applies)
    }

    /// Whoever has the link of an invitation needs to decline nothing: it names nobody.
    fn may_decline(&self, look: Look<'_>) -> bool {
        let outside = matches!(self.place, Place::Outside(_) | Place::Barred(_));
        outside && self.invitation.is_some() && look.opened().is_none()
    }
}

async fn scene(
    app: &App,
    conn: &mut Conn,
    viewer: &MaybeSignedIn,
    name: &str,
    look: Look<'_>,
) -> Result<Scene> {
    // Whoever has the link of an invitation may know what they are invited into.
    let knows = match look.opened() {
        Some(_) => Viewer::System,
        None => viewer.viewer(),
    };
    let community = community_for(app, conn, &knows, name).await?;
    if !community.is_local() {
        return Err(Error::NotFound("page"));
    }
    let settings = settings_of(conn, community.id()).await?;
    let (place, events) = match &viewer.0 {
        _ if matches!(look, Look::Stranger) => (Place::Visitor, Vec::new()),
        None => (Place::Visitor, Vec::new()),
        Some(user) => {
            let place = place_of(app, conn, &community, &settings, user, look).await?;
            let events = list_events(conn, community.id(), user.person.id()).await?;
            (place, events)
        }
    };
    let invitation = match (&viewer.0, look) {
        (Some(user), Look::Own) => own_invitation(conn, app, &community, user.person.id()).await?,
        _ => look.opened().map(|opened| opened.invitation.clone()),
    };
    let expected = match (place, look.opened()) {
        (Place::Visitor, Some(opened)) => newly_invited(opened),
        (Place::Visitor, None) => stranger(&community),
        (place, _) => place,
    };
    Ok(Scene {
        community,
        settings,
        place,
        expected,
        events,
        invitation,
    })
}

/// What the community asks of whoever thinks of joining, and what they can see of it.
struct Offer {
    rules: PointsView,
    /// Whether those are others than were read.
    meanwhile: bool,
    questions: Vec<Question>,
    life: LifeView,
}

/// `read` is the version that they had read when they sent the form, if another one holds now.
async fn offer(
    app: &App,
    conn: &mut Conn,
    viewer: &MaybeSignedIn,
    scene: &Scene,
    look: Look<'_>,
    read: Option<i32>,
) -> Result<Offer> {
    let community = &scene.community;
    let rules = rules_view(app, conn, community, read).await?;
    let looks = match look {
        Look::Stranger => Viewer::Anonymous,
        Look::Own | Look::Invited { .. } => viewer.viewer(),
    };
    Ok(Offer {
        rules,
        meanwhile: read.is_some(),
        questions: list_questions(conn, community.id()).await?,
        life: life(conn, community, &looks, app.now()).await?,
    })
}

/// The rules that hold, with how they differ from version `read`.
pub(super) async fn rules_view(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    read: Option<i32>,
) -> Result<PointsView> {
    let (id, number) = (community.id(), community.row.rules_version);
    let version = version_by_number(conn, id, number).await?;
    let version = version.filter(RulesVersion::has_points);
    let items = version.map(|version| version.items.0).unwrap_or_default();
    let before = match read {
        Some(read) => version_by_number(conn, id, read).await?,
        None => None,
    };
    let before = before.as_ref().map(|before| before.items.0.as_slice());
    let lang = layout::lang(&community.row.language);
    Ok(PointsView::since(app, lang, before, &items))
}

/// What is for this viewer alone.
#[derive(Default)]
struct Own {
    /// An agreement to the rules that they owe as a member.
    owed: Option<Owed>,
    welcome: Option<WelcomeView>,
    may_leave: bool,
    answers: Vec<Answer>,
    /// Whether a mail about the decision would not be sent.
    without_mail: bool,
}

async fn own(app: &App, conn: &mut Conn, viewer: &MaybeSignedIn, scene: &Scene) -> Result<Own> {
    let Some(user) = &viewer.0 else {
        return Ok(Own::default());
    };
    let (community, who) = (&scene.community, user.person.id());
    if scene.place == Place::Member {
        let standing = standing_of(app, conn, community, user).await?;
        let is_new = standing.role == Some(Role::Newcomer);
        let steps = steps_of(conn, community.id(), who).await?;
        let tied = (steps.as_ref(), is_new);
        let welcome = welcome_view(app, conn, community, &scene.settings, tied).await?;
        let convened = others_convene(conn, app, community, &user.person).await?;
        return Ok(Own {
            owed: owed(conn, community, &standing).await?,
            welcome: Some(welcome),
            may_leave: policy::may_leave(&standing, convened).is_ok(),
            ..Own::default()
        });
    }
    if matches!(scene.place, Place::Barred(_)) {
        // Whoever is banned while they belong may go.
        let standing = standing_of(app, conn, community, user).await?;
        let convened = others_convene(conn, app, community, &user.person).await?;
        return Ok(Own {
            may_leave: policy::may_leave(&standing, convened).is_ok(),
            ..Own::default()
        });
    }
    if !scene.waits() {
        return Ok(Own::default());
    }
    let last = last_application(conn, community.id(), who).await?;
    let known = address_by_account(conn, who).await?;
    let confirmed = known.is_some_and(|known| known.is_confirmed);
    Ok(Own {
        answers: last.map(|last| last.answers.0).unwrap_or_default(),
        without_mail: app.mailer.is_configured() && !confirmed,
        ..Own::default()
    })
}

fn composed(
    app: &App,
    frame: Frame,
    header: CommunityHeaderView,
    scene: &Scene,
    (own, offer): (Own, Offer),
    typed: &Typed,
    look: Look<'_>,
) -> JoinPage {
    let (community, settings, place) = (&scene.community, &scene.settings, scene.place);
    let (state, said) = notice(app, scene, &own, look);
    let header = match (look, scene.expected) {
        (Look::Invited { .. }, Place::Outside(_)) => by_invitation(header),
        // What the head says of the rules they are told with how they stand.
        _ if own.owed.is_some() => CommunityHeaderView {
            asks: None,
            ..header
        },
        _ => header,
    };
    // Whoever was signed out while they wrote is given their words back.
    let writer = match place {
        Place::Visitor if typed.is_empty() || is_leaving(typed) => place,
        _ => scene.expected,
    };
    // Whoever is banned, or was signed out while they wrote why they go, finds the form for leaving all the same.
    let leaves = own.may_leave || (place == Place::Visitor && is_leaving(typed));
    let is_asked = writer == Place::Visitor && scene.is_decided_about() && !leaves;
    let from_elsewhere = elsewhere(app, community, frame.may_register);
    let member = place == Place::Member || leaves;
    let belongs = scene.waits() || member;
    JoinPage {
        lang: layout::lang(&community.row.language),
        state,
        said,
        face: FaceView {
            lang: layout::lang(&community.row.language),
            // The head of the page says it.
            focus: String::new(),
            description_html: community.row.description_html.clone(),
            not_for: settings.not_for.clone(),
            offers_html: text::render(&settings.offers, &links(app)).html,
            life: offer.life,
        },
        asked: match is_asked {
            true => asked(&offer.questions),
            false => Vec::new(),
        },
        form: form(writer, &offer.questions, typed, !offer.rules.is_empty()),
        rules: offer.rules,
        meanwhile: offer.meanwhile,
        rules_version: community.row.rules_version,
        note: match scene.is_decided_about() {
            true => settings.applicants_note.clone(),
            false => String::new(),
        },
        how: how(community, scene.expected, scene.invitation.is_some()),
        action: match look {
            Look::Invited { action, .. } => action.to_owned(),
            Look::Own | Look::Stranger => header.join_path(),
        },
        more: (place == Place::MoreAsked).then(|| more_field(typed)),
        waits: scene.waits(),
        answers: own.answers,
        may_decline: scene.may_decline(look),
        welcome: own.welcome,
        member,
        leave: leaves.then(|| leave_field(typed)),
        content: content_field(community, typed),
        hand_over: (member && !leaves).then(|| hand_over(&header)),
        still_follows: has_left(place, &scene.events) && header.is_followed(),
        shut_out: is_shut_out(community, place, &scene.events),
        way_in: match leaves {
            true => None,
            false => way_in(scene, &frame, &header, look, from_elsewhere.lets_in()),
        },
        elsewhere: (!belongs).then_some(from_elsewhere),
        address: header.address.clone(),
        name: community.actor.name.clone(),
        desk: format!("desk@{}", app.local.host),
        preview: matches!(look, Look::Stranger),
        frame: framed(frame, community),
        header,
    }
}

/// How somebody stands, else by which invitation they come; and what was written with either.
fn notice(app: &App, scene: &Scene, own: &Own, look: Look<'_>) -> (Option<NoticeView>, String) {
    let pause = match scene.place {
        Place::Barred(Reason::TooSoon) => pause_end(&scene.events, &scene.settings),
        _ => None,
    };
    // Whoever can come in by an invitation is told of that, whatever went before it.
    if let (Place::Outside(_), Some(invitation)) = (scene.place, &scene.invitation) {
        return invited_by(invitation, look.opened());
    }
    match state_of(scene.place, &scene.events, pause, app.now()) {
        (None, said) => match &scene.invitation {
            Some(invitation) => invited_by(invitation, look.opened()),
            None => (None, said),
        },
        (Some(state), said) if own.without_mail => (Some(without_mail(state)), said),
        (state, said) => (state.map(|state| with_owed(state, scene, own)), said),
    }
}

fn with_owed(state: NoticeView, scene: &Scene, own: &Own) -> NoticeView {
    match &own.owed {
        Some(owed) => owed.told(state, &scene.community),
        None => state,
    }
}

/// The button of the head keeps the invitation: it leads to the form on the same page.
fn by_invitation(header: CommunityHeaderView) -> CommunityHeaderView {
    header.with_join(Some(JoinControl {
        label: t!("membership-control-invited"),
        leads: true,
        href: FORM.to_owned(),
    }))
}

/// None for who is signed in, and where nobody comes in.
fn way_in(
    scene: &Scene,
    frame: &Frame,
    header: &CommunityHeaderView,
    look: Look<'_>,
    lets_in: bool,
) -> Option<WayIn> {
    if scene.place != Place::Visitor {
        return None;
    }
    let here = match look {
        Look::Invited { action, .. } => action.to_owned(),
        Look::Own | Look::Stranger => header.join_path(),
    };
    let label = match scene.expected {
        Place::Outside(_) => t!("membership-sign-in"),
        Place::Barred(Reason::InvitationNeeded) => t!("membership-sign-in-invited"),
        _ => return None,
    };
    let register = match look {
        Look::Invited { register, .. } => register.map(ToOwned::to_owned),
        Look::Own | Look::Stranger => frame.may_register.then(|| register_path(&here)),
    };
    let no_account = match (&register, look.opened()) {
        (Some(_), _) => String::new(),
        (None, Some(_)) => t!("membership-no-account-invited"),
        (None, None) if lets_in => t!("membership-no-account-elsewhere"),
        (None, None) => t!("membership-no-account"),
    };
    Some(WayIn {
        sign_in: LinkView::new(label, login_path(&here)),
        register,
        no_account,
    })
}

fn hand_over(header: &CommunityHeaderView) -> LinkView {
    let path = format!("{}/settings/conveners", header.path);
    LinkView::new(t!("membership-leave-hand-over"), path)
}

/// What somebody sees who has an account and nothing to do with the community; an address of a domain that
/// comes in unasked is what they would need.
fn stranger(community: &Community) -> Place {
    by_entrance(policy::entrance(community.row.join_policy, None, true))
}

/// The same with an invitation.
fn newly_invited(opened: &Opened) -> Place {
    let invited = given_by(&opened.invitation);
    let join_policy = opened.community.row.join_policy;
    by_entrance(policy::entrance(join_policy, Some(invited), true))
}

/// Where nothing else stands in the way.
pub(super) fn by_entrance(entrance: Result<Entrance, Reason>) -> Place {
    match entrance {
        Ok(entrance) => Place::Outside(entrance),
        Err(reason) => Place::Barred(reason),
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

fn applied(candidate: &Candidate) -> Place {
    match candidate.state {
        Some(MembershipState::MoreAsked) => Place::MoreAsked,
        _ => Place::Applied,
    }
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
        Joined::Member => t!("membership-join-welcome", community = community.title()),
        Joined::Applied => t!("membership-join-applied"),
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
    let mut refusal = Refusal::of(app, error)?;
    let frame = refusal.framed(frame);
    let shown = page(app, sent.viewer(), frame, name, &sent.form, look).await?;
    let mut page = shown.page;
    let marked = |field: FieldView, errors: &[FieldError]| field.with_errors(errors);
    let errors = &still_wrong(std::mem::take(&mut refusal.fields), page.meanwhile);
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
        Ok(community) => Ok(back(&app, &community, &t!("membership-join-answered"))),
        Err(error) => refuse(&app, frame, &name, &sent, error, Look::Own).await,
    }
}

async fn withdraw_submit(
    State(app): State<App>,
    user: SignedIn,
    Path(name): Path<String>,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    if abroad::is_abroad(&app, &name) {
        return abroad::withdraw(&app, &user, &name).await;
    }
    let community = found(&app, &name).await?;
    withdraw(&app, &user.person, &community).await?;
    let text = t!("membership-join-withdrawn");
    Ok(back(&app, &community, &text))
}

pub(super) fn back(app: &App, community: &Community, text: &str) -> Response {
    done(app, community, "/join", text)
}
