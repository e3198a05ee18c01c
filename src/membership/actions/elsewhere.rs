//! Membership between Guildhall servers: people of this one join communities of others, and people of others
//! communities here. Their own server shows each how they stand.

use super::agreeing::tell_if_owed;
use super::joining::{JoinForm, Joined, join_by_server, withdraw};
use super::mails::{mail_decision, mail_question};
use super::members::{Told, check_reason, leave, note, set_state, state_of, take_what_they_wrote};
use super::reporting::{report_application, take_again};
use super::rules::agree;
use crate::accounts::model::Person;
use crate::accounts::rate_limits::{Key, begin_write, is_first, is_within};
use crate::activitypub::delivery::{Audience, inbox_of};
use crate::activitypub::peers::{is_blocked, peer_by_host};
use crate::app::App;
use crate::communities::actions::{Saying, count_as_refused, follow, say, take_back};
use crate::communities::model::{Community, FollowState};
use crate::communities::policy::is_followed_freely;
use crate::communities::queries::find_community;
use crate::communities::queries::follows::follow_by_pair;
use crate::error::{Error, FieldError, Reason, Result};
use crate::locale;
use crate::membership::memory::Heard;
use crate::membership::model::{
    Channel, CommunitySettings, Contributions, EventKind, MembershipState, Role,
};
use crate::membership::policy::{self, Candidate, Invited};
use crate::membership::queries::applications::last_application;
use crate::membership::queries::invites::{delete_invite, invite_of};
use crate::membership::queries::letters::{
    Answered, answered, attempt_of, community_of_attempt, update_answered, upsert_attempt,
};
use crate::membership::queries::pulse::list_named;
use crate::membership::queries::rules::version_by_number;
use crate::membership::queries::settings::{list_questions, settings_of};
use crate::membership::queries::{admit, standing};
use crate::membership::terms::{
    Deed, Named, Request, Sent, Verdict, Welcome, answer_document, join_document, leave_document,
};
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::notifications::queries::update_kind_read;
use crate::store::{Conn, Json, Time, Tx};
use chrono::TimeDelta;

/// The same answer to the same Join is told once within this time, however often its community changes its mind.
const SAME_ANSWER: TimeDelta = TimeDelta::days(1);

/// Questions about one Join that are told by mail, too, within that time; its server could send any number.
const QUESTIONS_MAILED_MAX: i32 = 3;

fn told(person: &Person) -> Told<'static> {
    Told {
        application: None,
        by: Some(person.id()),
        reason: "",
        channel: Channel::Page,
    }
}

/// Somebody here asks to join a community of another Guildhall server, which answers when it has decided. If it
/// has invited them, that goes with it. They also follow it.
pub async fn join_elsewhere(
    app: &App,
    person: &Person,
    community: &Community,
    request: &Request,
) -> Result<()> {
    let mut tx = begin_write(app, person.id()).await?;
    let community = find_community(&mut tx, community.id()).await?;
    let standing = standing(&mut tx, person, &community, app.now()).await?;
    let candidate = candidate_elsewhere(&mut tx, &community, person, app.now()).await?;
    policy::may_ask_elsewhere(&standing, &community, &candidate, app.now())?;
    if is_blocked(&mut tx, &community.actor.host, app.now()).await? {
        return Err(Reason::PeerBlocked.into());
    }
    let applied = MembershipState::Applied;
    set_state(&mut tx, app, &community, person.id(), applied).await?;
    let kind = EventKind::Applied;
    note(&mut tx, app, &community, person, kind, told(person)).await?;
    let invite = invite_of(&mut tx, community.id(), person.id(), app.now()).await?;
    let request = Request {
        invitation: invite.map(|invite| invite.ap_id),
        ..request.clone()
    };
    let begins = Answered {
        request: Json(Sent {
            at_once: is_at_once(app, &community, &candidate),
            ..Sent::default()
        }),
        ..Answered::default()
    };
    say_join(&mut tx, app, person, &community, &request, begins).await?;
    tx.commit().await?;
    app.wake_workers();
    follow(app, person, &community).await?;
    Ok(())
}

/// Whether nobody has to decide about them, by what its server said when they looked at the page for joining.
fn is_at_once(app: &App, community: &Community, candidate: &Candidate) -> bool {
    let heard = app.joining.heard(community.id(), app.now());
    let terms = heard.and_then(Heard::terms);
    policy::joins_at_once(terms.map(|terms| terms.join_policy), candidate.invited)
}

/// Tells the server of a community that somebody asks to join. What was sent is kept beside what stays of its
/// answers.
pub(super) async fn say_join(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    community: &Community,
    request: &Request,
    stays: Answered,
) -> Result<()> {
    let (here, who) = (community.id(), person.id());
    let id = app.mint_activity_id("join");
    upsert_attempt(tx, here, who, &id, app.now()).await?;
    let sent = Answered {
        request: Json(Sent {
            at_once: stays.request.0.at_once,
            ..Sent::from(request)
        }),
        ..stays
    };
    update_answered(tx, here, who, &sent).await?;
    let document = join_document(app, deed(&id, person, community), request);
    let what = Saying {
        id: &id,
        kind: "Join",
        actor: person.actor.id,
        object: &community.actor.ap_id,
        audience: Audience::People,
        document: &document,
    };
    let inbox = inbox_of(tx, app, &community.actor).await?;
    say(tx, app, what, vec![inbox]).await?;
    Ok(())
}

/// What is known here of somebody of this server who wants to join a community of another one.
pub async fn candidate_elsewhere(
    conn: &mut Conn,
    community: &Community,
    person: &Person,
    now: Time,
) -> Result<Candidate> {
    let (here, who) = (community.id(), person.id());
    let invite = invite_of(conn, here, who, now).await?;
    Ok(Candidate {
        state: state_of(conn, community, who).await?,
        pause_until: answered(conn, here, who).await?.again_at,
        invited: invite.map(|invite| Invited {
            skips_queue: invite.skips_queue,
            personal: true,
        }),
        ..Candidate::default()
    })
}

pub(super) fn deed<'a>(id: &'a str, person: &'a Person, community: &'a Community) -> Deed<'a> {
    Deed {
        id,
        person: &person.actor.ap_id,
        community: &community.actor.ap_id,
    }
}

/// Somebody here leaves a community elsewhere, or takes their application back. Answers that come later
/// change nothing. Of one that only its members read the follow ends, too: they read no more from now on.
pub async fn leave_elsewhere(app: &App, person: &Person, community: &Community) -> Result<()> {
    leave_elsewhere_with(app, person, community, "", Contributions::Keep).await
}

/// The same of a member, with why, which its conveners read, and with a choice of what becomes of what they wrote
/// there. Their name can only be taken from it where the community is. Errors: `Invalid` for `reason` and `content`.
pub async fn leave_elsewhere_with(
    app: &App,
    person: &Person,
    community: &Community,
    reason: &str,
    contributions: Contributions,
) -> Result<()> {
    let reason = check_going(reason, contributions)?;
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, person, community, app.now()).await?;
    let state = state_of(&mut tx, community, person.id()).await?;
    policy::may_leave_elsewhere(&standing, community, state)?;
    let id = app.mint_activity_id("leave");
    depart(&mut tx, app, person, community, state, &id).await?;
    let document = leave_document(app, deed(&id, person, community), &reason);
    let what = Saying {
        id: &id,
        kind: "Leave",
        actor: person.actor.id,
        object: &community.actor.ap_id,
        audience: Audience::People,
        document: &document,
    };
    let inbox = inbox_of(&mut tx, app, &community.actor).await?;
    say(&mut tx, app, what, vec![inbox]).await?;
    // What waits for an answer came with the application, and goes with it.
    if waits_with(&mut tx, person, community, state).await? || !is_followed_freely(community) {
        take_back(&mut tx, app, person, community).await?;
    }
    take_what_they_wrote(&mut tx, app, community, person, contributions).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Why they go, as it is kept.
fn check_going(reason: &str, contributions: Contributions) -> Result<String> {
    match contributions {
        Contributions::Anonymise => Err(Error::invalid(
            "content",
            t!("membership-leave-content-none"),
        )),
        Contributions::Keep | Contributions::Delete => check_reason(reason),
    }
}

/// Whether somebody here may leave a community elsewhere now, for asking once more before it is done. Errors are
/// those of [`leave_elsewhere_with`].
pub async fn check_leaving_elsewhere(
    app: &App,
    person: &Person,
    community: &Community,
    reason: &str,
    contributions: Contributions,
) -> Result<()> {
    check_going(reason, contributions)?;
    let mut conn = app.store.read().await?;
    let standing = standing(&mut conn, person, community, app.now()).await?;
    let state = state_of(&mut conn, community, person.id()).await?;
    policy::may_leave_elsewhere(&standing, community, state)?;
    Ok(())
}

/// Whether somebody has applied, and their follow is not answered yet either.
async fn waits_with(
    tx: &mut Tx,
    person: &Person,
    community: &Community,
    state: Option<MembershipState>,
) -> Result<bool> {
    if !matches!(
        state,
        Some(MembershipState::Applied | MembershipState::MoreAsked)
    ) {
        return Ok(false);
    }
    let follow = follow_by_pair(tx, person.actor.id, community.actor.id).await?;
    Ok(follow.is_some_and(|follow| follow.state == FollowState::Pending))
}

/// What is kept here of their going, by what they were. `id` is that of what says it, from which on no answer
/// to an earlier Join counts.
async fn depart(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    community: &Community,
    state: Option<MembershipState>,
    id: &str,
) -> Result<()> {
    let kind = match state {
        Some(MembershipState::Applied | MembershipState::MoreAsked) => EventKind::Withdrawn,
        _ => EventKind::Left,
    };
    set_state(tx, app, community, person.id(), MembershipState::Left).await?;
    note(tx, app, community, person, kind, told(person)).await?;
    upsert_attempt(tx, community.id(), person.id(), id, app.now()).await?;
    Ok(())
}

/// Somebody here has stopped following a community elsewhere that only its members read, which its own server
/// takes for leaving it. `follow` is the id of the follow that there was.
pub async fn leave_by_unfollowing(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    community: &Community,
    follow: &str,
) -> Result<()> {
    let state = state_of(tx, community, person.id()).await?;
    let belongs = matches!(
        state,
        Some(MembershipState::Member | MembershipState::Applied | MembershipState::MoreAsked)
    );
    match belongs {
        true => depart(tx, app, person, community, state, follow).await,
        false => Ok(()),
    }
}

/// Whether a community elsewhere has yet to answer the Join of somebody here.
pub async fn is_asked_by_join(tx: &mut Tx, community: &Community, person: &Person) -> Result<bool> {
    let state = state_of(tx, community, person.id()).await?;
    Ok(matches!(
        state,
        Some(MembershipState::Applied | MembershipState::MoreAsked)
    ))
}

/// Whether the follow of somebody here came with their Join, whose answer tells them all there is to tell.
pub async fn follows_by_join(tx: &mut Tx, community: &Community, person: &Person) -> Result<bool> {
    let state = state_of(tx, community, person.id()).await?;
    let belongs = matches!(
        state,
        Some(MembershipState::Applied | MembershipState::MoreAsked | MembershipState::Member)
    );
    Ok(belongs && attempt_of(tx, community.id(), person.id()).await?.is_some())
}

/// The follow of somebody here has ended, of a community elsewhere that only its members read and not by
/// themselves: with it ends that they belong, or have applied. Without either nothing changes.
pub async fn end_belonging(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    community: &Community,
) -> Result<()> {
    let kind = match state_of(tx, community, person.id()).await? {
        Some(MembershipState::Member) => EventKind::Left,
        Some(MembershipState::Applied | MembershipState::MoreAsked) => EventKind::Withdrawn,
        _ => return Ok(()),
    };
    set_state(tx, app, community, person.id(), MembershipState::Left).await?;
    let said = Told {
        application: None,
        by: None,
        reason: "",
        channel: Channel::Server,
    };
    note(tx, app, community, person, kind, said).await
}

/// The desk of another server has written to somebody here about their Join `attempt`: before it is decided, they
/// are asked something. They are told so instead of that they have a message, and by mail, too, if they want that.
/// Whether it was about that.
pub async fn note_question(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    desk: &Person,
    attempt: &str,
    message: &str,
) -> Result<bool> {
    let Some(id) = community_of_attempt(tx, person.id(), attempt).await? else {
        return Ok(false);
    };
    let community = find_community(tx, id).await?;
    let waits = is_asked_by_join(tx, &community, person).await?;
    if !waits || !desk.account.bot || desk.actor.host != community.actor.host {
        return Ok(false);
    }
    let state = MembershipState::MoreAsked;
    set_state(tx, app, &community, person.id(), state).await?;
    let said = Told {
        application: None,
        by: None,
        reason: "",
        channel: Channel::Server,
    };
    note(tx, app, &community, person, EventKind::MoreAsked, said).await?;
    let notice = NewNotice {
        recipient: person.id(),
        kind: NoticeKind::MoreAsked,
        cause: message,
        by: Some(desk.actor.id),
        community: Some(community.id()),
        post: None,
        comment: None,
    };
    notify(tx, app, &notice).await?;
    let key = Key::text("question mailed", attempt);
    if is_within(tx, &key, QUESTIONS_MAILED_MAX, SAME_ANSWER, app.now()).await? {
        // What they ask stands in the message, to which the page for joining leads.
        mail_question(tx, app, &community, person.id(), "").await?;
    }
    Ok(true)
}

/// A community elsewhere answered a `Join` of somebody here, or ended a membership later. An answer to
/// anything but their latest attempt changes nothing. The last word holds; a community that says yes and no in
/// turns is heard each time, but the person is told each of both once a day.
pub async fn settle_join(
    app: &App,
    person: &Person,
    community: &Community,
    attempt: &str,
    verdict: &Verdict,
) -> Result<()> {
    let accepted = verdict.accepted;
    let mut tx = app.store.begin().await?;
    let latest = attempt_of(&mut tx, community.id(), person.id()).await?;
    if latest.as_deref() != Some(attempt) {
        return Ok(());
    }
    let state = state_of(&mut tx, community, person.id()).await?;
    // Nobody decided about what came back for its rules.
    let came_back = verdict.came_back() && state != Some(MembershipState::Member);
    let (next, event) = match accepted {
        true => (MembershipState::Member, EventKind::Joined),
        false if came_back => (MembershipState::Left, EventKind::Withdrawn),
        false => (MembershipState::Declined, EventKind::Declined),
    };
    // Whoever was shown out already has been told so.
    let gone = !accepted && state == Some(MembershipState::Left);
    if gone || state == Some(next) {
        return Ok(());
    }
    let sent = answered(&mut tx, community.id(), person.id())
        .await?
        .request
        .0;
    // Whoever joins at once sees that they have, and applied for nothing.
    let is_decided = !accepted || !sent.at_once || sent.applied_at.is_some();
    keep_verdict(&mut tx, app, person, community, verdict, next).await?;
    let reason = verdict.reason.as_str();
    let said = Told {
        application: None,
        by: None,
        reason,
        channel: Channel::Server,
    };
    note(&mut tx, app, community, person, event, said).await?;
    let what = format!("{event} {attempt}");
    let key = Key::text("join answered", &what);
    if is_first(&mut tx, &key, SAME_ANSWER, app.now()).await? {
        let kind = match event {
            EventKind::Joined => NoticeKind::Approved,
            EventKind::Withdrawn => NoticeKind::CameBack,
            _ => NoticeKind::Declined,
        };
        tell_answer(&mut tx, app, person, community, &what, kind).await?;
        if !came_back && is_decided {
            mail_decision(&mut tx, app, community, person.id(), accepted, reason).await?;
        }
        if accepted {
            tell_if_owed(&mut tx, app, community, person.id()).await?;
        }
    }
    tx.commit().await?;
    // It may have been refused for rules that have changed: whoever tries again reads them.
    app.joining.forget_heard(community.id());
    app.wake_workers();
    Ok(())
}

async fn tell_answer(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    community: &Community,
    what: &str,
    kind: NoticeKind,
) -> Result<()> {
    // The same answer may come again on another day, and is news then.
    let cause = format!("{what} {}", app.mint_public_id());
    let notice = NewNotice {
        recipient: person.id(),
        kind,
        cause: &cause,
        by: Some(community.actor.id),
        community: Some(community.id()),
        post: None,
        comment: None,
    };
    notify(tx, app, &notice).await?;
    Ok(())
}

/// Makes them what the answer says, which is `next`, and keeps what came with it.
async fn keep_verdict(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    community: &Community,
    verdict: &Verdict,
    next: MembershipState,
) -> Result<()> {
    let (here, who) = (community.id(), person.id());
    if verdict.accepted {
        admit(tx, here, who, Role::Member, app.now()).await?;
        // By which they came, or which they do not need.
        delete_invite(tx, here, who).await?;
        update_kind_read(tx, who, here, NoticeKind::Invited, app.now()).await?;
    } else {
        set_state(tx, app, community, who, next).await?;
        if !is_followed_freely(community) {
            count_as_refused(tx, app, person, community).await?;
        }
    }
    let sent = answered(tx, here, who).await?.request.0;
    // Whoever has to ask once more finds their answers again; of what is decided they are no longer needed.
    let decided = verdict.accepted || verdict.again_at.is_some();
    let said = Answered {
        again_at: verdict.again_at,
        welcome: Json(verdict.welcome.clone()),
        request: Json(match decided {
            true => Sent {
                rules_agreed: sent.rules_agreed,
                ..Sent::default()
            },
            false => Sent {
                came_back: next == MembershipState::Left,
                ..sent
            },
        }),
    };
    update_answered(tx, here, who, &said).await?;
    Ok(())
}

/// Somebody of another server asks to join a community here. What cannot be is answered at once, with what
/// is missing, in the language of the community; so is what whoever waits already sends once more, with how they
/// stand.
pub async fn take_join(
    app: &App,
    person: &Person,
    community: &Community,
    id: &str,
    request: &Request,
) -> Result<()> {
    let locale = app.languages.of(&community.row.language);
    let work = answer_to_join(app, person, community, id, request);
    locale::scope(locale, Box::pin(work)).await
}

async fn answer_to_join(
    app: &App,
    person: &Person,
    community: &Community,
    id: &str,
    request: &Request,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let number = community.row.rules_version;
    let version = version_by_number(&mut tx, community.id(), number).await?;
    let hash = version.map(|version| version.hash()).unwrap_or_default();
    let questions = list_questions(&mut tx, community.id()).await?;
    upsert_attempt(&mut tx, community.id(), person.id(), id, app.now()).await?;
    tx.commit().await?;
    let agreed = match request.rules_agreed.as_str() {
        "" => None,
        agreed if agreed == hash => Some(number),
        // Another version than the one that holds.
        _ => Some(-1),
    };
    let form = JoinForm {
        agreed,
        answers: request.answers_to(&questions),
    };
    let invite = request.invitation.as_deref();
    let refused = match join_by_server(app, person, community, &form, invite).await {
        Ok(Joined::Member) => return answer_join(app, community, person, true, "").await,
        Err(Error::Refused(Reason::MemberAlready)) => {
            agree_again(app, person, community, form.agreed).await?;
            return answer_join(app, community, person, true, "").await;
        }
        // Their server shows them as let in by the invitation until it hears that they are not.
        Ok(Joined::Applied) if invite.is_some() => {
            return report_application(app, community, person).await;
        }
        Ok(Joined::Applied) => return Ok(()),
        Err(Error::Refused(Reason::AppliedAlready)) => {
            return take_again(app, person, community, &form).await;
        }
        Err(Error::Invalid(wrong)) if wrong.iter().any(|error| error.field == "agree") => {
            return send_back(app, community, person, &in_words(&wrong), &hash).await;
        }
        Err(Error::Invalid(wrong)) => in_words(&wrong),
        Err(Error::Refused(reason)) => reason.to_string(),
        Err(error) => return Err(error),
    };
    answer_join(app, community, person, false, &refused).await
}

/// Whoever is a member agrees by their Join to the rules that it names. Where those are not the present ones, or
/// they may do nothing now, they stay what they are: their server asks them anew.
async fn agree_again(
    app: &App,
    person: &Person,
    community: &Community,
    agreed: Option<i32>,
) -> Result<()> {
    match agree(app, person, community, agreed, Channel::Server).await {
        Ok(_) | Err(Error::Invalid(_) | Error::Refused(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

pub(super) fn in_words(wrong: &[FieldError]) -> String {
    let lines = wrong.iter().map(|error| match error.field {
        "agree" => error.message.to_string(),
        field => {
            let number = field.trim_start_matches("answer_");
            t!(
                "membership-answer-wrong",
                number = number,
                why = error.message
            )
        }
    });
    lines.collect::<Vec<_>>().join(" ")
}

/// Tells the server of somebody who asked by `Join` what was decided.
pub async fn answer_join(
    app: &App,
    community: &Community,
    person: &Person,
    accepted: bool,
    reason: &str,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let verdict = verdict(&mut tx, app, community, person, accepted, reason).await?;
    say_answer(&mut tx, app, community, person, &verdict).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Tells it that nothing was decided, since the rules that hold, which this hash names, were not agreed to.
async fn send_back(
    app: &App,
    community: &Community,
    person: &Person,
    reason: &str,
    hash: &str,
) -> Result<()> {
    let verdict = Verdict {
        rules: hash.to_owned(),
        ..Verdict::refusal(reason)
    };
    let mut tx = app.store.begin().await?;
    say_answer(&mut tx, app, community, person, &verdict).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

async fn say_answer(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
    verdict: &Verdict,
) -> Result<()> {
    let attempt = attempt_of(tx, community.id(), person.id()).await?;
    let Some(attempt) = attempt.filter(|_| !person.actor.local) else {
        return Ok(());
    };
    let kind = if verdict.accepted { "Accept" } else { "Reject" };
    let id = app.mint_activity_id(kind);
    let asked = deed(&attempt, person, community);
    let document = answer_document(app, &id, asked, verdict);
    let what = Saying {
        id: &id,
        kind,
        actor: community.actor.id,
        object: &attempt,
        audience: Audience::People,
        document: &document,
    };
    let inbox = inbox_of(tx, app, &person.actor).await?;
    say(tx, app, what, vec![inbox]).await
}

/// With what a new member is told, or from when on whoever was declined may ask again.
async fn verdict(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
    accepted: bool,
    reason: &str,
) -> Result<Verdict> {
    let settings = settings_of(tx, community.id()).await?;
    let verdict = Verdict {
        accepted,
        ..Verdict::refusal(reason)
    };
    if accepted {
        let welcome = match may_be_told(tx, community, person).await? {
            true => welcome(tx, app, &settings).await?,
            false => Welcome::default(),
        };
        return Ok(Verdict { welcome, ..verdict });
    }
    let last = last_application(tx, community.id(), person.id()).await?;
    let until = last.and_then(|last| policy::pause_until(&last, settings.reapply_days));
    Ok(Verdict {
        again_at: until.filter(|until| app.now() < *until),
        ..verdict
    })
}

/// What is for members alone goes only to servers that are known to keep it so.
async fn may_be_told(conn: &mut Conn, community: &Community, person: &Person) -> Result<bool> {
    if community.is_open_to_read() {
        return Ok(true);
    }
    let peer = peer_by_host(conn, &person.actor.host).await?;
    Ok(peer.is_some_and(|peer| {
        policy::keeps_private(peer.software.as_deref(), peer.version.as_deref())
    }))
}

async fn welcome(conn: &mut Conn, app: &App, settings: &CommunitySettings) -> Result<Welcome> {
    let mut ids = settings.start_here.0.clone();
    ids.push(settings.introductions.clone());
    let known = list_named(conn, settings.community_id, &ids).await?;
    let named = |id: &String| {
        let (id, ap_id, title) = known.iter().find(|(known, ..)| known == id)?;
        Some(Named {
            id: ap_id.clone(),
            page: app.local.url(&format!("/post/{id}")),
            title: title.clone(),
        })
    };
    Ok(Welcome {
        introductions: named(&settings.introductions),
        start_here: settings.start_here.0.iter().filter_map(named).collect(),
        words: settings.welcome.clone(),
        first_task: settings.first_task.clone(),
    })
}

/// Somebody of another server leaves a community here, or takes their application back. Who is neither
/// member nor applicant has nothing to leave. `reason` is why, or empty.
pub async fn take_leave(
    app: &App,
    person: &Person,
    community: &Community,
    reason: &str,
) -> Result<()> {
    let state = {
        let mut conn = app.store.read().await?;
        state_of(&mut conn, community, person.id()).await?
    };
    match state {
        Some(MembershipState::Member) => leave(app, person, community, reason).await,
        Some(MembershipState::Applied | MembershipState::MoreAsked) => {
            withdraw(app, person, community).await
        }
        _ => Ok(()),
    }
}
