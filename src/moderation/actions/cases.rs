//! Working on what was reported: those in charge claim a case, talk about it, settle it for all who reported, and
//! take that back. What moderators do with a thing settles what was reported of it, and so does the word of those
//! who look after its community from elsewhere.

use super::reports::{desk, moderators_elsewhere, recognise};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::logins::list_admins;
use crate::accounts::queries::{find_person, person_by_actor};
use crate::activitypub::actors::Actor;
use crate::activitypub::delivery::Audience;
use crate::activitypub::ids::same_origin;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Reason, Result};
use crate::ids::{AccountId, CommunityId};
use crate::jobs::{Plan, enqueue_with};
use crate::membership::queries::{list_moderators, standing};
use crate::moderation::jobs::TellReporter;
use crate::moderation::model::{
    Case, CaseEvent, CaseId, CaseOutcome, NOTE_MAX, NewCaseNote, ReportSource, Target, Verb,
};
use crate::moderation::policy::{self, Foreign, Place, Word, Work};
use crate::moderation::publish::{self, KnownReport, Verdict};
use crate::moderation::queries::{self, Reporter};
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::notifications::queries::{case_cause, report_cause, update_causes_read};
use crate::posts::queries::{find_comment, find_post};
use crate::store::{Conn, Tx};
use crate::text;

/// Those of one case who are told what came of it; the latest, where a crowd reports.
const TOLD: i64 = 100;

/// What came of a case.
#[derive(Debug, Clone)]
pub struct Settlement {
    pub outcome: CaseOutcome,
    /// What was done, for those who work on cases.
    pub words: String,
    /// What those who reported are told beside the outcome.
    pub message: String,
}

/// What somebody does with a case.
#[derive(Debug, Clone)]
pub enum Step {
    Claim,
    Release,
    /// Says something to the others who work on it.
    Note(String),
    Settle(Settlement),
    Reopen,
    /// It is not for this community: to those who run the server.
    PassOn,
    HandBack,
}

/// Does something with a case, for those who may. Doing what is done already changes nothing. `place` is the
/// community among whose cases it was found; None: those of the server. Errors: `Invalid` for `note`, `words` and
/// `message`.
pub async fn work_on(
    app: &App,
    by: &Person,
    viewer: &Viewer,
    (place, id): (Option<CommunityId>, CaseId),
    step: &Step,
) -> Result<()> {
    let step = checked(step)?;
    let mut tx = app.store.begin().await?;
    let case = find_case(&mut tx, app, by, viewer, (place, id)).await?;
    let changed = match &step {
        Step::Claim if case.claimed_by == Some(by.id()) => false,
        Step::Claim => queries::update_claim(&mut tx, id, Some(by.id())).await?,
        Step::Release if case.claimed_by.is_none() => false,
        Step::Release => queries::update_claim(&mut tx, id, None).await?,
        Step::Note(_) => true,
        Step::Reopen => reopen(&mut tx, &case).await?,
        Step::PassOn => queries::update_for_server(&mut tx, id, true).await?,
        Step::HandBack => {
            policy::may_hand_back(viewer, case.community_id.is_some())?;
            queries::update_for_server(&mut tx, id, false).await?
        }
        Step::Settle(settlement) => {
            if settle(&mut tx, app, Some(by), &case, settlement).await? {
                tell_servers(&mut tx, app, by, &case).await?;
            }
            // Its line is written with it.
            false
        }
    };
    let (kind, words) = line_of(&step);
    if changed {
        note(&mut tx, app, id, Some(by.id()), kind, words).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

fn line_of(step: &Step) -> (CaseEvent, &str) {
    match step {
        Step::Claim => (CaseEvent::Claimed, ""),
        Step::Release => (CaseEvent::Released, ""),
        Step::Note(words) => (CaseEvent::Note, words.as_str()),
        Step::Settle(settlement) => (CaseEvent::Settled, settlement.words.as_str()),
        Step::Reopen => (CaseEvent::Reopened, ""),
        Step::PassOn => (CaseEvent::PassedOn, ""),
        Step::HandBack => (CaseEvent::HandedBack, ""),
    }
}

/// What was typed, as it is kept.
fn checked(step: &Step) -> Result<Step> {
    Ok(match step {
        Step::Note(words) => {
            let words = line("note", words)?;
            if words.is_empty() {
                return Err(Error::invalid("note", t!("moderation-case-note-missing")));
            }
            Step::Note(words)
        }
        Step::Settle(settlement) => Step::Settle(Settlement {
            outcome: settlement.outcome,
            words: line("words", &settlement.words)?,
            message: line("message", &settlement.message)?,
        }),
        other => other.clone(),
    })
}

fn line(field: &'static str, typed: &str) -> Result<String> {
    let words = text::one_line(typed, NOTE_MAX + 1);
    if words.chars().count() > NOTE_MAX {
        return Err(Error::invalid(
            field,
            t!("moderation-reason-long", most = NOTE_MAX),
        ));
    }
    Ok(words)
}

/// A case, for those who may work on it. Whom it is about is told that there is none.
pub async fn find_case(
    conn: &mut Conn,
    app: &App,
    by: &Person,
    viewer: &Viewer,
    (place, id): (Option<CommunityId>, CaseId),
) -> Result<Case> {
    let missing = || Error::NotFound("report");
    // Others learn from the answer that it is not theirs, and not whether there is such a case.
    may_see(conn, app, by, viewer, place).await?;
    let case = queries::find_case(conn, id).await?.ok_or_else(missing)?;
    if place.is_some() && case.community_id != place {
        return Err(missing());
    }
    let own = match case.community_id {
        Some(community) => {
            let community = find_community(conn, community).await?;
            Some(standing(conn, by, &community, app.now()).await?)
        }
        None => None,
    };
    let work = Work {
        by: by.id(),
        about: case.account_id,
        for_server: case.for_server,
        standing: own.as_ref(),
    };
    match policy::may_work_on(work, viewer) {
        Ok(()) => Ok(case),
        Err(Reason::Oneself) => Err(missing()),
        Err(reason) => Err(reason.into()),
    }
}

/// Whether somebody may work on the cases of a community or, with None, of the server.
pub async fn may_see(
    conn: &mut Conn,
    app: &App,
    by: &Person,
    viewer: &Viewer,
    community: Option<CommunityId>,
) -> Result<()> {
    if policy::may_resolve_for_server(viewer).is_ok() {
        return Ok(());
    }
    let Some(community) = community else {
        return Err(Reason::NotAdmin.into());
    };
    let community = find_community(conn, community).await?;
    let standing = standing(conn, by, &community, app.now()).await?;
    policy::may_resolve(&standing)?;
    Ok(())
}

async fn note(
    tx: &mut Tx,
    app: &App,
    case: CaseId,
    by: Option<AccountId>,
    kind: CaseEvent,
    words: &str,
) -> Result<()> {
    let note = NewCaseNote {
        case_id: case,
        by_id: by,
        kind,
        body: words.to_owned(),
        created_at: app.now(),
    };
    queries::insert_note(tx, &note).await?;
    Ok(())
}

/// Settles an open case with all its reports, and tells those of us who made them. Whether it was open. Whoever
/// calls this has judged it.
async fn settle(
    tx: &mut Tx,
    app: &App,
    by: Option<&Person>,
    case: &Case,
    settlement: &Settlement,
) -> Result<bool> {
    let (who, now) = (by.map(Person::id), app.now());
    let (outcome, words) = (settlement.outcome, settlement.words.as_str());
    let texts = (words, settlement.message.as_str());
    if !queries::update_settled(tx, case.id, who, outcome, texts, now).await? {
        return Ok(false);
    }
    queries::update_resolved(tx, case.id, Some((now, who, words))).await?;
    note(tx, app, case.id, who, CaseEvent::Settled, words).await?;
    mark_read(tx, app, who, case).await?;
    tell_reporters(tx, app, who, case, &settlement.message).await?;
    Ok(true)
}

/// What those in charge were told of its reports need not be read any more, by whoever settled them or by others.
async fn mark_read(tx: &mut Tx, app: &App, by: Option<AccountId>, case: &Case) -> Result<()> {
    let mut told = list_admins(tx).await?;
    told.extend(by);
    if let Some(community) = case.community_id {
        // Also who may not act on it now: they were told before.
        let moderators = list_moderators(tx, community).await?;
        told.extend(moderators.iter().map(|(person, _)| person.id()));
    }
    let ids = queries::list_ids_in(tx, case.id).await?;
    let causes: Vec<String> = ids.iter().map(|id| report_cause(id.0)).collect();
    update_causes_read(tx, &told, &causes, app.now()).await?;
    Ok(())
}

/// Those of this server who reported read what came of it; not whoever settled it themselves, nor by whom it was.
/// People of other servers are written to where those in charge have something to say.
async fn tell_reporters(
    tx: &mut Tx,
    app: &App,
    by: Option<AccountId>,
    case: &Case,
    message: &str,
) -> Result<()> {
    let cause = case_cause(case.id.0, app.now());
    for reporter in queries::list_reporters(tx, case.id, TOLD).await? {
        let Some(who) = reporter.account.filter(|who| Some(*who) != by) else {
            continue;
        };
        if !reporter.local {
            if !message.is_empty() && reporter.report.source == ReportSource::Person {
                write_later(tx, app, case.id, who).await?;
            }
            continue;
        }
        let notice = NewNotice {
            recipient: who,
            kind: NoticeKind::ReportSettled,
            cause: &cause,
            by: None,
            community: case.community_id,
            post: case.post_id,
            comment: case.comment_id,
        };
        notify(tx, app, &notice).await?;
    }
    Ok(())
}

async fn write_later(tx: &mut Tx, app: &App, case: CaseId, to: AccountId) -> Result<()> {
    let job = TellReporter { case, to };
    let plan = Plan {
        unique_key: Some(format!("reporter {case} {to}")),
        ..Plan::default()
    };
    enqueue_with(tx, app, &job, plan).await
}

/// Takes back that a case was settled. A later one about the same that is open takes its place.
async fn reopen(tx: &mut Tx, case: &Case) -> Result<bool> {
    let other = queries::open_case_about(tx, case.target(), case.account_id).await?;
    if other.is_some() || !queries::update_reopened(tx, case.id).await? {
        return Ok(false);
    }
    queries::update_resolved(tx, case.id, None).await?;
    Ok(true)
}

/// What was done with a thread or reply settles what was reported of it, once for all who reported. Says how many
/// reports there were. Whoever calls this has judged the act; whoever wrote it themselves settles nothing by it, and
/// learns of no report.
pub(super) async fn settle_by_act(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    (what, author): (Target, AccountId),
    reason: &str,
) -> Result<usize> {
    let Some(case) = settle_acted(tx, app, Some(by), (what, author), reason).await? else {
        return Ok(0);
    };
    tell_servers(tx, app, by, &case).await?;
    Ok(usize::try_from(case.report_count).unwrap_or(0))
}

/// The same where somebody did it who looks after the community from elsewhere, whose own server says the rest; and
/// where all that somebody wrote is taken down with a ban.
pub(super) async fn settle_by_arrival(
    tx: &mut Tx,
    app: &App,
    by: Option<&Person>,
    about: (Target, AccountId),
    reason: &str,
) -> Result<()> {
    settle_acted(tx, app, by, about, reason).await?;
    Ok(())
}

/// None where there was no open case that it settles.
async fn settle_acted(
    tx: &mut Tx,
    app: &App,
    by: Option<&Person>,
    (what, author): (Target, AccountId),
    reason: &str,
) -> Result<Option<Case>> {
    if by.is_some_and(|by| by.id() == author) {
        return Ok(None);
    }
    let case = queries::open_case_about(tx, what, author).await?;
    // What was passed on to those who run the server they settle themselves.
    let Some(case) = case.filter(|case| !case.for_server) else {
        return Ok(None);
    };
    let settlement = Settlement {
        outcome: CaseOutcome::Acted,
        words: reason.to_owned(),
        message: String::new(),
    };
    let settled = settle(tx, app, by, &case, &settlement).await?;
    Ok(settled.then_some(case))
}

/// The thing that a case is about, as servers know it, and who may read it; none of a person.
async fn thing_of(
    tx: &mut Tx,
    case: &Case,
    community: &Community,
) -> Result<Option<(String, Audience)>> {
    let system = &Viewer::System;
    let found = match case.target() {
        Target::Post(id) => {
            let post = find_post(tx, system, id).await?;
            post.map(|post| (post.ap_id, post.audience))
        }
        Target::Comment(id) => {
            let reply = find_comment(tx, system, id).await?;
            reply.map(|reply| (reply.ap_id, reply.audience))
        }
        Target::Account(_) => None,
    };
    Ok(found.map(|(id, audience)| match audience {
        // What was said while everybody could read is by now for those who can today.
        Audience::Public => (id, community.audience()),
        own => (id, own),
    }))
}

/// Those of other servers hear that a case is settled who reported, or were told of it: where the community lives, if
/// not here, and whoever moderates it from elsewhere. Who has no word in a community elsewhere says nothing there.
async fn tell_servers(tx: &mut Tx, app: &App, by: &Person, case: &Case) -> Result<()> {
    let Some(community) = case.community_id else {
        return Ok(());
    };
    let community = find_community(tx, community).await?;
    let own = standing(tx, by, &community, app.now()).await?;
    if !community.is_local() && !own.may_moderate() {
        return Ok(());
    }
    let Some((thing, audience)) = thing_of(tx, case, &community).await? else {
        return Ok(());
    };
    let about = find_person(tx, case.account_id).await?;
    let told = match community.is_local() {
        true => moderators_elsewhere(tx, app, Some(&community), &about).await?,
        false => vec![community.actor.ap_id.clone()],
    };
    let desk = desk(tx, app).await?.actor.ap_id;
    let reporters = queries::list_reporters(tx, case.id, TOLD).await?;
    let ours = (desk.as_str(), told.as_slice());
    let reports = known_reports(app, &reporters, ours, community.is_local());
    let verdict = Verdict {
        by,
        community: &community,
        thing: &thing,
        audience,
        reports: &reports,
    };
    publish::settled(tx, app, &verdict).await
}

/// The reports of a case as other servers know them. Those that the desk made are one to them, which is about one
/// thing; in a community here it has made one also of what others reported.
fn known_reports(
    app: &App,
    reporters: &[Reporter],
    (desk, told): (&str, &[String]),
    here: bool,
) -> Vec<KnownReport> {
    let mut known = Vec::new();
    let mut by_desk = None;
    for reporter in reporters {
        let Some(id) = reporter.report.ap_id.clone() else {
            continue;
        };
        match (reporter.local, reporter.report.named) {
            (false, _) => known.push(KnownReport {
                id,
                by: reporter.ap_id.clone(),
                to: vec![reporter.ap_id.clone()],
            }),
            (true, true) => known.push(KnownReport {
                id,
                by: reporter.ap_id.clone(),
                to: told.to_vec(),
            }),
            (true, false) => by_desk = Some(id),
        }
    }
    let passed_on = |reporter: &Reporter| {
        here && !reporter.local && reporter.report.source == ReportSource::Person
    };
    if by_desk.is_none() && reporters.iter().any(passed_on) {
        by_desk = Some(app.mint_activity_id("Flag"));
    }
    known.extend(by_desk.map(|id| KnownReport {
        id,
        by: desk.to_owned(),
        to: told.to_vec(),
    }));
    known
}

/// Another server's word that a report is settled.
#[derive(Debug, Clone)]
pub struct SettledElsewhere {
    /// Id of the report, where it is named.
    pub report: Option<String>,
    /// Ids of what it may be about.
    pub objects: Vec<String>,
}

/// Settles the case that a report on another server belongs to, on the word of who looks after its community there:
/// all that was reported of one thing here, since they have decided about the thing. Of what is not here, or settled,
/// nothing has to be done.
pub async fn settle_elsewhere(
    app: &App,
    by: &Actor,
    announcer: Option<&Community>,
    settled: &SettledElsewhere,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let Some(case) = case_named(&mut tx, settled).await? else {
        return Ok(());
    };
    let community = case.community_id.ok_or(Reason::NotAdmin)?;
    let community = find_community(&mut tx, community).await?;
    if announcer.is_some_and(|group| group.id() != community.id()) {
        return Err(Reason::WrongOrigin.into());
    }
    let person = person_by_actor(&mut tx, by.id).await?;
    let own = match &person {
        Some(person) => Some(standing(&mut tx, person, &community, app.now()).await?),
        None => None,
    };
    // Their word on a case counts as far as it does in locking.
    let act = Foreign {
        verb: Verb::Lock,
        place: match community.is_local() {
            true => Place::Ours,
            false => Place::Theirs,
        },
        word: match announcer {
            Some(_) => Word::Community,
            None => Word::Own,
        },
        live: community.is_live(),
        from_home: same_origin(&by.ap_id, &community.actor.ap_id),
        from_origin: false,
        says_why: false,
        by: own.as_ref(),
        of: None,
        own: person.as_ref().map(Person::id) == Some(case.account_id),
    };
    policy::may_settle_elsewhere(act, case.for_server)?;
    let settlement = Settlement {
        outcome: CaseOutcome::Elsewhere,
        words: String::new(),
        message: String::new(),
    };
    // Whom a group names only they themselves could vouch for.
    let by = person.as_ref().filter(|_| announcer.is_none());
    settle(&mut tx, app, by, &case, &settlement).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// The open case that a report elsewhere belongs to.
async fn case_named(tx: &mut Tx, settled: &SettledElsewhere) -> Result<Option<Case>> {
    if let Some(matter) = recognise(tx, &settled.objects).await? {
        let (target, about) = (matter.target(), matter.about.id());
        return Ok(queries::open_case_about(tx, target, about).await?);
    }
    let Some(id) = &settled.report else {
        return Ok(None);
    };
    let report = queries::report_by_ap_id(tx, id).await?;
    let Some(case) = report.and_then(|report| report.case_id) else {
        return Ok(None);
    };
    let case = queries::find_case(tx, case).await?;
    Ok(case.filter(Case::is_open))
}
