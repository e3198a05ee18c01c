//! What Guildhall servers tell each other of an application that waits: that of the community says how it stands,
//! and that of the applicant shows it, also where they applied by a message or on a page of the other one.

use super::deciding::tell_abroad;
use super::elsewhere::{deed, in_words};
use super::joining::{JoinForm, apply_again};
use super::members::{Told, note, set_state, state_of};
use crate::accounts::model::Person;
use crate::accounts::rate_limits::{Key, is_within};
use crate::activitypub::delivery::{Audience, inbox_of};
use crate::activitypub::ids::same_origin;
use crate::activitypub::nodeinfo::is_guildhall;
use crate::activitypub::peers::peer_by_host;
use crate::app::App;
use crate::communities::actions::{Saying, say};
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Result};
use crate::ids::CommunityId;
use crate::membership::model::{Application, ApplicationId, Channel, EventKind, MembershipState};
use crate::membership::policy::may_be_noted;
use crate::membership::queries::applications::last_application;
use crate::membership::queries::letters::{
    Answered, answered, attempt_of, community_of_attempt, update_answered, upsert_attempt,
};
use crate::membership::queries::standing;
use crate::membership::queries::ties::{is_tied, list_asking};
use crate::membership::terms::{Report, Sent, report_document};
use crate::store::{Conn, Json, Tx};
use chrono::TimeDelta;

const WEEK: TimeDelta = TimeDelta::days(7);
/// How often in a week a community elsewhere is believed that one person applied there without their server.
const NOTED_MAX: i32 = 3;

/// Somebody of another Guildhall server applied by a message or on a page of ours. Their own server is told, by
/// an id under which both know the application from then on. Call `app.wake_workers()` after the commit.
pub(super) async fn name_application(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
    (id, channel): (ApplicationId, Channel),
) -> Result<()> {
    if person.actor.local || !matches!(channel, Channel::Link | Channel::Reply) {
        return Ok(());
    }
    let peer = peer_by_host(tx, &person.actor.host).await?;
    let software = peer.and_then(|peer| peer.software);
    if !is_guildhall(software.as_deref()) {
        return Ok(());
    }
    let join = app.mint_activity_id("join");
    upsert_attempt(tx, community.id(), person.id(), &join, app.now()).await?;
    tell_abroad(tx, app, community, person, id, EventKind::Applied).await
}

/// Their server asks for somebody who waits already. What they answered is put to what they had answered, and
/// their server is told how they stand, and why that could not be, where it could not.
pub(super) async fn take_again(
    app: &App,
    person: &Person,
    community: &Community,
    form: &JoinForm,
) -> Result<()> {
    let missing = match apply_again(app, person, community, form).await {
        Ok(()) => String::new(),
        Err(Error::Invalid(wrong)) => in_words(&wrong),
        Err(Error::Refused(reason)) => reason.to_string(),
        Err(error) => return Err(error),
    };
    say_report(app, community, person, (true, &missing)).await
}

/// Tells the server of somebody who waits how they stand, where it knows of it; for all others nothing is said.
pub async fn report_application(app: &App, community: &Community, person: &Person) -> Result<()> {
    say_report(app, community, person, (false, "")).await
}

async fn say_report(
    app: &App,
    community: &Community,
    person: &Person,
    (earlier, missing): (bool, &str),
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let last = last_application(&mut tx, community.id(), person.id()).await?;
    let attempt = attempt_of(&mut tx, community.id(), person.id()).await?;
    let open = last.filter(Application::is_open);
    let (Some(open), Some(attempt)) = (open, attempt.filter(|_| !person.actor.local)) else {
        return Ok(());
    };
    let report = Report {
        asks: open.state == MembershipState::MoreAsked,
        applied_at: open.applied_at,
        earlier,
        missing: missing.to_owned(),
    };
    let id = app.mint_activity_id("tentativeaccept");
    let document = report_document(app, &id, deed(&attempt, person, community), &report);
    let what = Saying {
        id: &id,
        kind: "TentativeAccept",
        actor: community.actor.id,
        object: &attempt,
        audience: Audience::People,
        document: &document,
    };
    let inbox = inbox_of(&mut tx, app, &person.actor).await?;
    say(&mut tx, app, what, vec![inbox]).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Whether somebody elsewhere learns from their own server alone what is decided about their application, as a
/// notice: it applied for them. All others get a message.
pub async fn is_told_by_server(
    conn: &mut Conn,
    community: &Community,
    person: &Person,
) -> Result<bool> {
    let last = last_application(conn, community.id(), person.id()).await?;
    let by_server = last.is_some_and(|last| last.channel == Channel::Server);
    Ok(by_server
        && attempt_of(conn, community.id(), person.id())
            .await?
            .is_some())
}

/// A community elsewhere says how the application of somebody here stands. `join` names their Join, or what they
/// did there without this server; the latter is believed of whoever has to do with the community, if nothing else
/// is the matter with them there.
pub async fn note_application(
    app: &App,
    person: &Person,
    community: &Community,
    join: &str,
    report: &Report,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let (here, who) = (community.id(), person.id());
    let state = state_of(&mut tx, community, who).await?;
    let latest = attempt_of(&mut tx, here, who).await?;
    let is_known = latest.as_deref() == Some(join);
    if is_known && !waits(state) {
        tracing::debug!(join, "it was decided or taken back since");
        return Ok(());
    }
    if !is_known {
        if !may_be_adopted(&mut tx, app, person, community, (join, state)).await? {
            return Ok(());
        }
        upsert_attempt(&mut tx, here, who, join, app.now()).await?;
        note_by_server(&mut tx, app, community, person, EventKind::Applied).await?;
    }
    let (next, event) = match report.asks {
        true => (MembershipState::MoreAsked, EventKind::MoreAsked),
        false => (MembershipState::Applied, EventKind::Answered),
    };
    if state != Some(next) {
        set_state(&mut tx, app, community, who, next).await?;
        // Of whoever has just been noted to have applied that is all there is to note.
        if is_known || report.asks {
            note_by_server(&mut tx, app, community, person, event).await?;
        }
    }
    let before = answered(&mut tx, here, who).await?;
    let sent = Sent {
        applied_at: Some(report.applied_at),
        earlier: before.request.0.earlier || report.earlier || !is_known,
        missing: report.missing.clone(),
        ..before.request.0
    };
    let kept = Answered {
        request: Json(sent),
        ..before
    };
    update_answered(&mut tx, here, who, &kept).await?;
    tx.commit().await?;
    Ok(())
}

fn waits(state: Option<MembershipState>) -> bool {
    matches!(
        state,
        Some(MembershipState::Applied | MembershipState::MoreAsked)
    )
}

async fn may_be_adopted(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    community: &Community,
    (join, state): (&str, Option<MembershipState>),
) -> Result<bool> {
    // An earlier Join of somebody here is over, and of others only the community itself knows.
    if !same_origin(join, &community.actor.ap_id) {
        return Ok(false);
    }
    let standing = standing(tx, person, community, app.now()).await?;
    let tied = is_tied(tx, person, community).await?;
    may_be_noted(&standing, community, state, tied)?;
    let pair = format!("{} {}", community.id(), person.id());
    let key = Key::text("applied elsewhere", &pair);
    is_within(tx, &key, NOTED_MAX, WEEK, app.now()).await
}

async fn note_by_server(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
    kind: EventKind,
) -> Result<()> {
    let told = Told {
        application: None,
        by: None,
        reason: "",
        channel: Channel::Server,
    };
    note(tx, app, community, person, kind, told).await
}

/// Somebody here has written to the desk of another server. If it had asked them something about an application,
/// that is their answer. `join` is the Join about which it wrote to them last, which tells apart several
/// communities that wait.
pub async fn note_answer(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    desk: &Person,
    join: Option<&str>,
) -> Result<()> {
    if !desk.account.bot || desk.actor.local {
        return Ok(());
    }
    let asking = list_asking(tx, person.id(), &desk.actor.host).await?;
    let Some(id) = asks(tx, person, &asking, join).await? else {
        return Ok(());
    };
    let community = find_community(tx, id).await?;
    let state = MembershipState::Applied;
    set_state(tx, app, &community, person.id(), state).await?;
    let told = Told {
        application: None,
        by: Some(person.id()),
        reason: "",
        channel: Channel::Page,
    };
    note(tx, app, &community, person, EventKind::Answered, told).await
}

/// Which of those that wait for an answer is meant; where nothing says so, its server has to.
async fn asks(
    tx: &mut Tx,
    person: &Person,
    asking: &[CommunityId],
    join: Option<&str>,
) -> Result<Option<CommunityId>> {
    if let [only] = asking {
        return Ok(Some(*only));
    }
    let Some(join) = join.filter(|_| !asking.is_empty()) else {
        return Ok(None);
    };
    let named = community_of_attempt(tx, person.id(), join).await?;
    Ok(named.filter(|id| asking.contains(id)))
}
