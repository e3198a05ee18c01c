//! `/c/{name@server}/join`: the page for joining a community of another Guildhall server, for people of this
//! one. What is asked is read from that server; how one stands is kept here.

mod changed;
mod hello;
mod news;
mod outside;
mod sent;
mod standing;

pub use changed::{Owed, rules_changed, rules_owed};
pub use outside::{Outside, outside};
pub(super) use standing::comes_in;

use super::join::{FaceView, FormView, LifeView, Place, Typed, back, form, life, value_of};
use super::leaving::{content_field_abroad, has_left, is_leaving, is_shut_out, leave_field};
use super::points::{PointsView, still_meant, still_wrong};
use super::{community_header, standing_of};
use crate::accounts::settings::links;
use crate::activitypub::nodeinfo::is_guildhall;
use crate::activitypub::peers::peer_by_host;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::{CommunityHeaderView, community_at, community_for, framed};
use crate::communities::queries::remote::rules_elsewhere;
use crate::error::{Error, Result};
use crate::membership::actions::{
    ANSWERS, agree_elsewhere, decline_invitation, join_elsewhere, leave_elsewhere,
};
use crate::membership::federation::{terms_elsewhere, terms_remembered};
use crate::membership::model::{Answer, Question};
use crate::membership::policy::Entrance;
use crate::membership::terms::Terms;
use crate::store::Conn;
use crate::text;
use crate::web::layout::{self, Frame};
use crate::web::next::{login_path, register_path};
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, NoticeView};
use askama::Template;
use axum::response::{IntoResponse, Response};
use hello::HelloView;
use news::{News, news};
use sent::{asked_field, given_before, questions, read_agreement, read_form, rules_hash, writer};
use standing::{Own, WaitingView, notice, own};

/// Our own servers put their rules behind the description, under this heading as it arrives
/// (`communities::documents`).
const RULES_BELOW: &str = "<h4>Rules</h4>";

#[derive(Template)]
#[template(path = "membership/pages/abroad.html")]
struct AbroadPage {
    frame: Frame,
    header: CommunityHeaderView,
    lang: Option<String>,
    /// Its server.
    host: String,
    state: Option<NoticeView>,
    /// What its conveners wrote with that.
    said: String,
    /// What members are told first.
    hello: Option<HelloView>,
    face: FaceView,
    rules: PointsView,
    /// Whether the rules changed while they read the page on which they agreed.
    meanwhile: bool,
    rules_hash: String,
    note: String,
    /// For who may ask to join.
    form: Option<FormView>,
    /// What each question was when the page was made, under the name of its field.
    asked: Vec<(String, String)>,
    /// For a member who has yet to agree to its rules.
    agree: Option<FieldView>,
    /// What somebody answered who waits for a decision.
    answers: Vec<Answer>,
    may_withdraw: bool,
    /// What is said to them beside how they stand.
    waiting: Option<WaitingView>,
    may_leave: bool,
    /// Whether they left and follow on.
    still_follows: bool,
    /// Whether they may have left words behind that they read no more.
    shut_out: bool,
    /// For members who leave: why, and what becomes of what they wrote.
    leave: Option<FieldView>,
    content: FieldView,
    may_decline: bool,
    /// For visitors; and where they make an account first, if they may.
    sign_in: Option<String>,
    register: Option<String>,
}

impl AbroadPage {
    fn problems(&self) -> Vec<&FieldView> {
        let fields = self.form.iter().flat_map(FormView::problems);
        let content = self.leave.iter().map(|_| &self.content);
        let fields = fields.chain(&self.agree).chain(&self.leave);
        fields.chain(content).collect()
    }

    /// Whether the form for leaving comes back: then it stands where they look first.
    fn leaves_first(&self) -> bool {
        self.leave.is_some() && (self.has_errors() || self.frame.refused.is_some())
    }

    fn has_errors(&self) -> bool {
        self.problems().iter().any(|field| field.error.is_some())
    }

    /// Questions without an answer.
    fn waiting_questions(&self) -> String {
        format!("{}?sort=unanswered", self.header.path)
    }
}

/// Whether people of this server join the community by asking its own: it runs Guildhall, too. At the first look
/// that is not read yet, but what it says of joining is.
pub async fn is_joined_from_here(conn: &mut Conn, community: &Community) -> Result<bool> {
    if community.is_local() {
        return Ok(false);
    }
    let peer = peer_by_host(conn, &community.actor.host).await?;
    let software = peer.and_then(|peer| peer.software);
    match software.as_deref() {
        known @ Some(_) => Ok(is_guildhall(known)),
        None => Ok(rules_elsewhere(conn, community.id()).await?.joinable),
    }
}

/// Whether the page at this address is the one of this file.
pub(super) fn is_abroad(app: &App, name: &str) -> bool {
    let host = name.split_once('@').map(|(_, host)| host);
    host.is_some_and(|host| !host.eq_ignore_ascii_case(&app.local.host))
}

pub(super) async fn show(
    app: &App,
    viewer: &MaybeSignedIn,
    frame: Frame,
    name: &str,
) -> Result<Response> {
    let page = page(app, viewer, frame, name, &Typed::new()).await?;
    Ok(Page(page).into_response())
}

async fn page(
    app: &App,
    viewer: &MaybeSignedIn,
    frame: Frame,
    name: &str,
    typed: &Typed,
) -> Result<AbroadPage> {
    let community = {
        let mut conn = app.store.read().await?;
        let community = community_for(app, &mut conn, &viewer.viewer(), name).await?;
        if !is_joined_from_here(&mut conn, &community).await? {
            return Err(Error::NotFound("page"));
        }
        community
    };
    // Visitors make this server ask nobody.
    let terms = match &viewer.0 {
        Some(_) => terms_elsewhere(app, &community).await,
        None => terms_remembered(app, &community),
    };
    let mut conn = app.store.read().await?;
    let header = community_header(app, &mut conn, &community, viewer, "/join").await?;
    let own = match &viewer.0 {
        Some(user) => own(app, &mut conn, &community, user, terms.as_ref()).await?,
        None => Own::default(),
    };
    let life = life(&mut conn, &community, &viewer.viewer(), app.now()).await?;
    let agreed = own.agreed_before();
    let news = news(app, &mut conn, &community, terms.as_ref(), (typed, agreed)).await?;
    drop(conn);
    let scene = Scene {
        face: face(app, &community, terms.as_ref(), life),
        signed_in: viewer.0.is_some(),
        community,
        terms,
        own,
        news,
    };
    let typed = still_meant(typed, scene.news.meanwhile);
    Ok(composed(app, frame, header, scene, &typed))
}

/// The community, what it asks, and how whoever looks stands to it.
struct Scene {
    community: Community,
    terms: Option<Terms>,
    face: FaceView,
    own: Own,
    news: News,
    signed_in: bool,
}

fn composed(
    app: &App,
    frame: Frame,
    header: CommunityHeaderView,
    scene: Scene,
    typed: &Typed,
) -> AbroadPage {
    let (state, said) = notice(app, &scene);
    let words = WaitingView::new(&scene.own);
    let (community, own, terms) = (&scene.community, scene.own, scene.terms.as_ref());
    let place = own.place;
    let writer = writer(place, typed);
    // Whoever is banned, or was signed out while they wrote why they go, finds the form for leaving all the same.
    let leaves = own.may_leave || (!scene.signed_in && is_leaving(typed));
    let questions = questions(community.id(), typed, terms);
    let hash = rules_hash(typed, terms).to_owned();
    let before = given_before(&questions, &own.sent.answers);
    let begun = if typed.is_empty() { &before } else { typed };
    let may_withdraw = matches!(place, Place::Applied | Place::MoreAsked);
    AbroadPage {
        lang: layout::lang(&community.row.language),
        host: community.actor.host.clone(),
        state,
        said,
        hello: own.hello,
        face: scene.face,
        form: form(writer, &questions, begun, !hash.is_empty()),
        agree: (own.owes_agreement && !hash.is_empty()).then(|| agree_field(typed)),
        answers: match may_withdraw {
            true => own.sent.answers,
            false => Vec::new(),
        },
        asked: labels(writer, &questions),
        rules: scene.news.rules,
        meanwhile: scene.news.meanwhile,
        rules_hash: hash,
        // How long a decision takes is nothing to whom nobody decides about.
        note: match (writer, terms) {
            (Place::Outside(Entrance::AtOnce), _) | (_, None) => String::new(),
            (_, Some(terms)) => terms.note.clone(),
        },
        waiting: may_withdraw.then_some(words),
        may_withdraw,
        may_leave: leaves,
        still_follows: has_left(place, &own.events) && header.is_followed(),
        shut_out: is_shut_out(community, place, &own.events),
        leave: leaves.then(|| leave_field(typed)),
        content: content_field_abroad(community, typed),
        may_decline: own.invite.is_some() && place != Place::Member && !may_withdraw,
        sign_in: (!scene.signed_in).then(|| login_path(&header.join_path())),
        register: (!scene.signed_in && frame.may_register)
            .then(|| register_path(&header.join_path())),
        frame: framed(frame, community),
        header,
    }
}

/// Hidden fields that go with the answers. Whoever joins at once is asked nothing.
fn labels(writer: Place, questions: &[Question]) -> Vec<(String, String)> {
    if writer != Place::Outside(Entrance::Applies) {
        return Vec::new();
    }
    let fields = ANSWERS.iter().zip(questions);
    fields
        .map(|(field, question)| (asked_field(field), question.label.clone()))
        .collect()
}

fn face(app: &App, community: &Community, terms: Option<&Terms>, life: LifeView) -> FaceView {
    let row = &community.row;
    let offers = terms.map_or("", |terms| terms.offers.as_str());
    // Where the rules stand by themselves, they stand there once.
    let has_rules = terms.is_some_and(|terms| !terms.rules.is_empty());
    let html = match row.description_html.rsplit_once(RULES_BELOW) {
        Some((before, _)) if has_rules => before,
        _ => row.description_html.as_str(),
    };
    FaceView {
        lang: layout::lang(&row.language),
        focus: row.focus.clone(),
        description_html: html.trim().to_owned(),
        not_for: terms.map(|terms| terms.not_for.clone()).unwrap_or_default(),
        offers_html: text::render(offers, &links(app)).html,
        life,
    }
}

fn agree_field(typed: &Typed) -> FieldView {
    FieldView::text("agree", t!("membership-join-agree"))
        .of_kind("tick")
        .value(value_of(typed, "agree"))
        .required()
}

pub(super) async fn submit(
    app: &App,
    frame: Frame,
    name: &str,
    sent: &Sent<Typed>,
) -> Result<Response> {
    match ask(app, sent, name).await {
        Ok((community, text)) => Ok(back(app, &community, &text)),
        Err(error) => refuse(app, frame, name, sent, error).await,
    }
}

/// The page again, with what is wrong.
pub(super) async fn refuse(
    app: &App,
    frame: Frame,
    name: &str,
    sent: &Sent<Typed>,
    error: Error,
) -> Result<Response> {
    let mut refusal = Refusal::of(app, error)?;
    let frame = refusal.framed(frame);
    let mut page = page(app, sent.viewer(), frame, name, &sent.form).await?;
    let errors = still_wrong(std::mem::take(&mut refusal.fields), page.meanwhile);
    page.form = page.form.map(|form| form.with_errors(&errors));
    page.agree = page.agree.map(|field| field.with_errors(&errors));
    page.leave = page.leave.map(|field| field.with_errors(&errors));
    page.content = page.content.with_errors(&errors);
    Ok(refusal.answer(page))
}

/// Asks to join, or, as a member, agrees to the rules. Returns what is said of that.
async fn ask(app: &App, sent: &Sent<Typed>, name: &str) -> Result<(Community, String)> {
    let user = sent.who()?;
    let community = joinable(app, name).await?;
    let terms = terms_elsewhere(app, &community).await;
    let host = &community.actor.host;
    let belongs = {
        let mut conn = app.store.read().await?;
        let standing = standing_of(app, &mut conn, &community, user).await?;
        standing.role.is_some()
    };
    if belongs {
        let hash = read_agreement(&sent.form, terms.as_ref())?;
        agree_elsewhere(app, &user.person, &community, hash).await?;
        let text = t!("membership-abroad-agreed", host = host);
        return Ok((community, text));
    }
    let request = read_form(community.id(), &sent.form, terms.as_ref())?;
    join_elsewhere(app, &user.person, &community, &request).await?;
    let text = t!("membership-abroad-sent", host = host);
    Ok((community, text))
}

pub(super) async fn joinable(app: &App, name: &str) -> Result<Community> {
    let mut conn = app.store.read().await?;
    let community = community_at(app, &mut conn, name).await?;
    match is_joined_from_here(&mut conn, &community).await? {
        true => Ok(community),
        false => Err(Error::NotFound("page")),
    }
}

/// Takes the application back.
pub(super) async fn withdraw(app: &App, user: &SignedIn, name: &str) -> Result<Response> {
    let community = joinable(app, name).await?;
    leave_elsewhere(app, &user.person, &community).await?;
    Ok(back(app, &community, &t!("membership-abroad-done")))
}

/// Declines the invitation into it.
pub(super) async fn decline(app: &App, user: &SignedIn, name: &str) -> Result<Response> {
    let community = joinable(app, name).await?;
    decline_invitation(app, &user.person, &community).await?;
    Ok(back(app, &community, &t!("membership-invite-declined")))
}
