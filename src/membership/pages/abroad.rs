//! `/c/{name@server}/join`: the page for joining a community of another Guildhall server, for people of this
//! one. What is asked is read from that server; how one stands is kept here.

use super::join::{FormView, Place, Typed, back, by_entrance, form, invited, state_of, value_of};
use super::rules::rendered;
use super::{community_header, standing_of};
use crate::activitypub::peers::peer_by_host;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::{CommunityHeaderView, community_at, community_for, framed};
use crate::error::{Error, Reason, Result};
use crate::membership::actions::{ANSWERS, decline_invitation, join_elsewhere, leave_elsewhere};
use crate::membership::federation::terms_elsewhere;
use crate::membership::model::{Answer, Event};
use crate::membership::policy::{self, Invited};
use crate::membership::queries::applications::list_events;
use crate::membership::queries::invites::{Invite, invite_of};
use crate::membership::queries::membership_of;
use crate::membership::terms::{Request, Terms};
use crate::store::Conn;
use crate::web::layout::{self, Frame, Kind};
use crate::web::next::login_path;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, NoticeView};
use askama::Template;
use axum::response::{IntoResponse, Response};

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
    rules: Vec<String>,
    rules_hash: String,
    note: String,
    /// For who may ask to join.
    form: Option<FormView>,
    /// What each question was when the page was made, under the name of its field.
    asked: Vec<(String, String)>,
    may_withdraw: bool,
    may_leave: bool,
    may_decline: bool,
    sign_in: Option<String>,
}

impl AbroadPage {
    fn problems(&self) -> Vec<&FieldView> {
        self.form.iter().flat_map(FormView::problems).collect()
    }

    fn has_errors(&self) -> bool {
        self.problems().iter().any(|field| field.error.is_some())
    }
}

/// Whether people of this server join the community by asking its own: it runs Guildhall, too.
pub(super) async fn is_joined_from_here(conn: &mut Conn, community: &Community) -> Result<bool> {
    if community.is_local() {
        return Ok(false);
    }
    let peer = peer_by_host(conn, &community.actor.host).await?;
    let software = peer.and_then(|peer| peer.software);
    Ok(software.as_deref() == Some("guildhall"))
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
        None => None,
    };
    let mut conn = app.store.read().await?;
    let header = community_header(app, &mut conn, &community, viewer, "/join").await?;
    let own = match &viewer.0 {
        Some(user) => own(app, &mut conn, &community, user, terms.as_ref()).await?,
        None => Own::default(),
    };
    drop(conn);
    let signed_in = viewer.0.is_some();
    let place = own.place;
    let (mut state, said) = match (state_of(place, &own.events, None, app.now()), &own.invite) {
        ((None, _), Some(invite)) if matches!(place, Place::Outside(_)) => invited(&invite.words),
        (stands, _) => stands,
    };
    if signed_in && terms.is_none() && state.is_none() {
        state = Some(unreachable(&community));
    }
    let (rules, questions) = match &terms {
        Some(terms) => (terms.rules.as_slice(), terms.questions.as_slice()),
        None => Default::default(),
    };
    let asked = ANSWERS.iter().zip(questions);
    let asked = asked.map(|(field, question)| {
        let name = field.replace("answer", "question");
        (name, question.label.clone())
    });
    Ok(AbroadPage {
        lang: layout::lang(&community.row.language),
        host: community.actor.host.clone(),
        state,
        said,
        form: form(place, questions, typed, !rules.is_empty()),
        asked: asked.collect(),
        rules: rendered(app, rules),
        rules_hash: terms
            .as_ref()
            .map(|terms| terms.rules_hash.clone())
            .unwrap_or_default(),
        note: terms
            .as_ref()
            .map(|terms| terms.note.clone())
            .unwrap_or_default(),
        may_withdraw: matches!(place, Place::Applied | Place::MoreAsked),
        may_leave: place == Place::Member,
        may_decline: own.invite.is_some() && !matches!(place, Place::Member | Place::Applied),
        sign_in: (!signed_in).then(|| login_path(&header.join_path())),
        frame: framed(frame, &community),
        header,
    })
}

/// How somebody of this server stands to the community.
struct Own {
    place: Place,
    events: Vec<Event>,
    invite: Option<Invite>,
}

impl Default for Own {
    fn default() -> Self {
        Self {
            place: Place::Visitor,
            events: Vec::new(),
            invite: None,
        }
    }
}

async fn own(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    user: &SignedIn,
    terms: Option<&Terms>,
) -> Result<Own> {
    let (here, who) = (community.id(), user.person.id());
    let standing = standing_of(app, conn, community, user).await?;
    let membership = membership_of(conn, here, who).await?;
    let state = membership.map(|membership| membership.state);
    let invite = invite_of(conn, here, who, app.now()).await?;
    let given = invite.as_ref().map(|invite| Invited {
        skips_queue: invite.skips_queue,
        personal: true,
    });
    let place = match policy::may_ask_elsewhere(&standing, community, state) {
        Err(Reason::MemberAlready) => Place::Member,
        Err(Reason::AppliedAlready) => Place::Applied,
        Err(reason) => Place::Barred(reason),
        // Which domains come in unasked only its server knows.
        Ok(()) => match terms {
            Some(terms) => by_entrance(policy::entrance(terms.join_policy, given, false)),
            None => Place::Visitor,
        },
    };
    Ok(Own {
        place,
        events: list_events(conn, here, who).await?,
        invite,
    })
}

fn unreachable(community: &Community) -> NoticeView {
    NoticeView {
        kind: Kind::Warn,
        title: "Its server does not answer now.".to_owned(),
        text: format!(
            "What it asks of new members is known only to {}. Try again in a while.",
            community.actor.host
        ),
        ..NoticeView::default()
    }
}

pub(super) async fn submit(
    app: &App,
    frame: Frame,
    name: &str,
    sent: &Sent<Typed>,
) -> Result<Response> {
    let error = match ask(app, sent, name).await {
        Ok(community) => {
            let text = format!(
                "Your request has been sent to {}. This page shows the answer when it comes.",
                community.actor.host
            );
            return Ok(back(app, &community, &text));
        }
        Err(error) => error,
    };
    let refusal = Refusal::of(app, error)?;
    let frame = refusal.framed(frame);
    let mut page = page(app, sent.viewer(), frame, name, &sent.form).await?;
    page.form = page.form.map(|form| form.with_errors(&refusal.fields));
    Ok(refusal.answer(page))
}

async fn ask(app: &App, sent: &Sent<Typed>, name: &str) -> Result<Community> {
    let user = sent.who()?;
    let community = joinable(app, name).await?;
    let typed = &sent.form;
    let hash = value_of(typed, "rules_hash");
    if !hash.is_empty() && value_of(typed, "agree").is_empty() {
        let message = "Only who agrees to the rules can be a member.";
        return Err(Error::invalid("agree", message));
    }
    let answer = |field: &&str| {
        let question = value_of(typed, &field.replace("answer", "question"));
        (!question.is_empty()).then(|| Answer {
            question: question.to_owned(),
            answer: value_of(typed, field).trim().to_owned(),
        })
    };
    let request = Request {
        rules_agreed: hash.to_owned(),
        answers: ANSWERS.iter().filter_map(answer).collect(),
        invitation: None,
    };
    join_elsewhere(app, &user.person, &community, &request).await?;
    Ok(community)
}

async fn joinable(app: &App, name: &str) -> Result<Community> {
    let mut conn = app.store.read().await?;
    let community = community_at(app, &mut conn, name).await?;
    match is_joined_from_here(&mut conn, &community).await? {
        true => Ok(community),
        false => Err(Error::NotFound("page")),
    }
}

/// Leaves, or takes the application back.
pub(super) async fn go(app: &App, user: &SignedIn, name: &str) -> Result<Response> {
    let community = joinable(app, name).await?;
    leave_elsewhere(app, &user.person, &community).await?;
    Ok(back(
        app,
        &community,
        "Done. The server of the community has been told.",
    ))
}

/// Declines the invitation into it.
pub(super) async fn decline(app: &App, user: &SignedIn, name: &str) -> Result<Response> {
    let community = joinable(app, name).await?;
    decline_invitation(app, &user.person, &community).await?;
    Ok(back(app, &community, "The invitation is declined."))
}
