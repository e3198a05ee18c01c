//! How cases are shown, in a queue and on a page of their own: for those who look after a community, and for those
//! who run the server.

use super::{handle_of, linked, person_link};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::list_people;
use crate::error::{Error, Result};
use crate::ids::{AccountId, ActorId, CommunityId};
use crate::locale::Html;
use crate::moderation::actions::{Settlement, Step};
use crate::moderation::model::{
    Case, CaseEvent, CaseId, CaseNote, CaseOutcome, ReportSource, Target, Verb,
};
use crate::moderation::queries::{
    CaseRow, Nearby, PastAct, Record, Reporting, Told, case_row, list_acts_against,
    list_cases_beside, list_nearby, list_notes, list_records, list_reports_in,
};
use crate::posts::queries::{find_comment, find_post};
use crate::store::Conn;
use crate::text::excerpt;
use crate::web::layout::Now;
use crate::web::next::encoded;
use crate::web::view::{LinkView, When};
use serde::Deserialize;
use std::collections::HashMap;

/// Reports that the cards of one page show, and how many of them one card.
const ON_PAGE: i64 = 500;
const ON_CARD: usize = 3;
/// Reports on the page of a case.
const OF_CASE: i64 = 100;
/// Earlier cases and acts, and replies nearby.
const BEFORE: i64 = 10;
const NEARBY: i64 = 3;
/// Characters that are quoted.
const QUOTED: usize = 600;
const QUOTED_NEARBY: usize = 200;

/// Where cases are shown, to whom.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The address of the queue, below which each case has its own.
    pub base: &'a str,
    /// The community; None: the whole server.
    pub place: Option<CommunityId>,
    pub me: AccountId,
    pub now: Now,
}

/// A case in a queue; `moderation/pages/case_card.html` writes it.
pub struct CaseCard {
    pub id: CaseId,
    /// Its page, where what is done with it is sent, too.
    pub path: String,
    /// What it is about, by whom and where.
    pub head: Html,
    pub words: Option<String>,
    pub removed: bool,
    /// Passed on to those who run the server.
    pub passed_on: bool,
    /// Who looks at it; empty where nobody does.
    pub claimed: String,
    pub is_mine: bool,
    pub count: String,
    pub reasons: Vec<ReasonView>,
    /// Beyond those.
    pub more: String,
    /// What is done with it elsewhere, as links to where that is asked.
    pub acts: Vec<LinkView>,
    /// What came of it; empty where it is open.
    pub outcome: String,
    pub when: When,
}

pub struct ReasonView {
    pub by: Html,
    pub reason: String,
    /// What came of their earlier reports; empty in a queue.
    pub record: String,
}

/// A case on its page; `moderation/pages/case.html` writes it.
pub struct CaseView {
    pub card: CaseCard,
    pub reasons: Vec<ReasonView>,
    /// What it answers, and how it is answered.
    pub parent: Option<SaidView>,
    pub replies: Vec<SaidView>,
    pub thread: Option<LinkView>,
    pub notes: Vec<NoteView>,
    /// Earlier cases and acts about the same person.
    pub earlier: Vec<EarlierView>,
    pub acts: Vec<ActView>,
    /// What those who reported were told.
    pub message: String,
    pub may_pass_on: bool,
    pub may_hand_back: bool,
}

pub struct SaidView {
    pub by: LinkView,
    pub words: String,
    pub href: String,
}

pub struct NoteView {
    pub said: String,
    pub words: String,
    pub when: When,
}

pub struct EarlierView {
    pub head: Html,
    pub path: String,
    pub outcome: String,
    pub count: String,
    pub when: When,
}

pub struct ActView {
    pub said: String,
    pub reason: String,
    pub undone: bool,
    pub reversed: bool,
    pub when: When,
}

/// What is sent from a card or from the page of a case.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CaseForm {
    /// The button.
    act: String,
    words: String,
    message: String,
    note: String,
}

impl CaseForm {
    /// What was written, to be given back where it was not taken.
    pub fn typed(&self) -> String {
        let all = [&self.words, &self.message, &self.note];
        let written = all.into_iter().filter(|text| !text.trim().is_empty());
        written.cloned().collect::<Vec<_>>().join("\n\n")
    }

    pub fn step(&self) -> Result<Step> {
        let settle = |outcome| {
            Step::Settle(Settlement {
                outcome,
                words: self.words.clone(),
                message: self.message.clone(),
            })
        };
        Ok(match self.act.as_str() {
            "claim" => Step::Claim,
            "release" => Step::Release,
            "note" => Step::Note(self.note.clone()),
            "acted" => settle(CaseOutcome::Acted),
            "nothing" => settle(CaseOutcome::Nothing),
            "reopen" => Step::Reopen,
            "pass_on" => Step::PassOn,
            "hand_back" => Step::HandBack,
            _ => return Err(Error::Bad(t!("moderation-case-no-such-act").into())),
        })
    }
}

/// What is said after a step, and whether the case is out of the queue by it.
pub fn done_by(step: &Step) -> (String, bool) {
    match step {
        Step::Claim => (t!("moderation-case-claimed"), false),
        Step::Release => (t!("moderation-case-released"), false),
        Step::Note(_) => (t!("moderation-case-noted"), false),
        Step::Settle(_) => (t!("moderation-case-settled"), true),
        Step::Reopen => (t!("moderation-case-reopened"), false),
        Step::PassOn => (t!("moderation-case-passed-on"), true),
        Step::HandBack => (t!("moderation-case-handed-back"), false),
    }
}

/// The number of a case in an address.
pub fn case_number(id: &str) -> Result<CaseId> {
    let missing = |_| Error::NotFound("report");
    id.parse().map(CaseId).map_err(missing)
}

pub async fn case_cards(
    conn: &mut Conn,
    rows: Vec<CaseRow>,
    desk: Desk<'_>,
) -> Result<Vec<CaseCard>> {
    let ids: Vec<CaseId> = rows.iter().map(|row| row.case.id).collect();
    let mut reports: HashMap<CaseId, Vec<Reporting>> = HashMap::new();
    for (report, by) in list_reports_in(conn, &ids, ON_PAGE).await? {
        if let Some(case) = report.case_id {
            reports.entry(case).or_default().push((report, by));
        }
    }
    let claimers: Vec<AccountId> = rows.iter().filter_map(|row| row.case.claimed_by).collect();
    let claimers = list_people(conn, &claimers).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let own = reports.remove(&row.case.id).unwrap_or_default();
            card(row, own, &claimers, desk)
        })
        .collect())
}

fn name_of(people: &[Person], who: Option<AccountId>) -> String {
    let person = who.and_then(|who| people.iter().find(|person| person.id() == who));
    person.map_or_else(
        || t!("moderation-case-somebody"),
        |person| format!("@{}", person.handle()),
    )
}

fn card(row: CaseRow, reports: Vec<Reporting>, people: &[Person], desk: Desk<'_>) -> CaseCard {
    let case = &row.case;
    let count = usize::try_from(case.report_count).unwrap_or(0);
    let shown = count.min(ON_CARD).min(reports.len());
    let more = count - shown;
    let removed = row
        .reply
        .as_ref()
        .or(row.thread.as_ref())
        .is_some_and(|thing| thing.removed);
    let words = row.reply.as_ref().and_then(|reply| reply.words.as_ref());
    CaseCard {
        id: case.id,
        path: format!("{}/{}", desk.base, case.id),
        head: head(&row),
        words: words.map(|words| excerpt(words, QUOTED)),
        removed,
        passed_on: case.for_server && case.community_id.is_some(),
        claimed: match case.claimed_by {
            Some(who) if who == desk.me => t!("moderation-case-by-you"),
            Some(who) => t!("moderation-case-by", who = name_of(people, Some(who))),
            None => String::new(),
        },
        is_mine: case.claimed_by == Some(desk.me),
        count: t!("moderation-case-count", count = count),
        reasons: reports
            .into_iter()
            .take(shown)
            .map(|report| reason(report, &[], desk.now))
            .collect(),
        more: match more {
            0 => String::new(),
            more => t!("moderation-case-more", count = more),
        },
        acts: acts_on(&row, desk),
        outcome: outcome_of(case),
        when: When::new(case.settled_at.unwrap_or(case.opened_at), desk.now),
    }
}

fn outcome_of(case: &Case) -> String {
    match case.outcome {
        _ if case.is_open() => String::new(),
        Some(CaseOutcome::Acted) => t!("moderation-outcome-acted"),
        Some(CaseOutcome::Nothing) => t!("moderation-outcome-nothing"),
        Some(CaseOutcome::Elsewhere) | None => t!("moderation-outcome-elsewhere"),
    }
}

/// What is removed already is not to be removed again, nor locked what is locked.
fn acts_on(row: &CaseRow, desk: Desk<'_>) -> Vec<LinkView> {
    let mut acts = Vec::new();
    let remove = |path: &str, thing: &Told| {
        let href = format!("/{path}/{}/remove", thing.public_id);
        (!thing.removed).then(|| LinkView::new(t!("moderation-resolve-remove"), href))
    };
    match (&row.reply, &row.thread) {
        (Some(reply), _) => acts.extend(remove("comment", reply)),
        (None, Some(thread)) => acts.extend(remove("post", thread)),
        (None, None) => {}
    }
    if let Some(thread) = row.thread.as_ref().filter(|it| !it.locked && !it.removed) {
        let href = format!("/post/{}/lock", thread.public_id);
        acts.push(LinkView::new(t!("moderation-case-lock"), href));
    }
    let Some(person) = &row.person else {
        return acts;
    };
    if let Some(community) = &row.community {
        let (place, who) = (handle_of(community), encoded(&handle_of(person)));
        let bans = format!("/c/{place}/bans?person={who}");
        // Another server would know of no such thing.
        let (_, _, here) = community;
        if *here {
            let about = match (&row.reply, &row.thread) {
                (Some(reply), _) => format!("&comment={}", reply.public_id),
                (None, Some(thread)) => format!("&post={}", thread.public_id),
                (None, None) => String::new(),
            };
            let href = |act: &str| format!("{bans}&act={act}{about}#ban");
            acts.push(LinkView::new(t!("moderation-case-warn"), href("warn")));
            acts.push(LinkView::new(t!("moderation-case-mute"), href("mute")));
        }
        acts.push(LinkView::new(t!("moderation-case-ban"), bans + "#ban"));
    }
    let (_, _, is_ours) = person;
    if desk.place.is_none() && *is_ours {
        let href = format!("/admin/accounts/{}/suspend", row.case.account_id);
        acts.push(LinkView::new(t!("moderation-case-suspend"), href));
    }
    acts
}

fn head(row: &CaseRow) -> Html {
    let what = match (&row.reply, &row.thread) {
        (Some(reply), thread) => {
            let title = thread.as_ref().and_then(|thread| thread.words.as_ref());
            let label = match title {
                Some(title) => t!("moderation-reported-reply-in", title = title),
                None => t!("moderation-reported-reply"),
            };
            Some(LinkView::new(
                label,
                format!("/comment/{}", reply.public_id),
            ))
        }
        (None, Some(thread)) => {
            let title = thread.words.clone();
            let title = title.unwrap_or_else(|| t!("moderation-reported-thread-gone"));
            Some(LinkView::new(title, format!("/post/{}", thread.public_id)))
        }
        (None, None) => None,
    };
    let person = row.person.as_ref().map(person_link);
    // Of somebody reported as such there is nothing that they would be the author of.
    let (what, person) = match (what, person) {
        (Some(what), person) => (what, person),
        (None, Some(person)) => (person, None),
        (None, None) => (LinkView::new(t!("moderation-reported-person"), ""), None),
    };
    let mut head = linked(&what);
    if let Some(person) = person {
        head = t_html!("moderation-reported-of", what = head, who = linked(&person));
    }
    if let Some(community) = &row.community {
        let handle = handle_of(community);
        let place = LinkView::new(format!("!{handle}"), format!("/c/{handle}"));
        head = t_html!(
            "moderation-reported-in",
            what = head,
            place = linked(&place)
        );
    }
    head
}

fn reason((report, by): Reporting, records: &[Record], now: Now) -> ReasonView {
    let when = When::new(report.created_at, now).html();
    let link = by.as_ref().map(|by| match report.source {
        ReportSource::Community => {
            let handle = handle_of(by);
            LinkView::new(format!("!{handle}"), format!("/c/{handle}"))
        }
        ReportSource::Person | ReportSource::Rule => person_link(by),
    });
    let record = records
        .iter()
        .find(|record| Some(record.by_id) == report.reporter_actor_id);
    ReasonView {
        by: match (report.source, link) {
            (ReportSource::Community, Some(link)) => {
                t_html!("moderation-reported-through", by => link.href, who = link.label, when = when)
            }
            (ReportSource::Person, Some(link)) => {
                t_html!("moderation-reported-by", by => link.href, who = link.label, when = when)
            }
            _ => t_html!("moderation-reported-by-rule", when = when),
        },
        record: record.map_or(String::new(), |record| {
            t!(
                "moderation-case-record",
                made = record.made,
                heeded = record.heeded
            )
        }),
        reason: report.reason,
    }
}

/// All that those who decide must see. The case has been judged to be theirs.
pub async fn case_view(
    conn: &mut Conn,
    case: &Case,
    viewer: &Viewer,
    desk: Desk<'_>,
) -> Result<CaseView> {
    let row = case_row(conn, case.id).await?;
    let row = row.ok_or(Error::NotFound("report"))?;
    let reports = list_reports_in(conn, &[case.id], OF_CASE).await?;
    let mut reporters: Vec<ActorId> = reports
        .iter()
        .filter_map(|(report, _)| report.reporter_actor_id)
        .collect();
    reporters.sort();
    reporters.dedup();
    let records = list_records(conn, &reporters, desk.place).await?;
    let notes = list_notes(conn, case.id).await?;
    let people: Vec<AccountId> = notes
        .iter()
        .filter_map(|note| note.by_id)
        .chain(case.claimed_by)
        .collect();
    let people = list_people(conn, &people).await?;
    let earlier = list_cases_beside(conn, case, desk.place, BEFORE).await?;
    let acts = list_acts_against(conn, case.account_id, desk.place, BEFORE).await?;
    let parent = parent_of(conn, case).await?;
    let replies = nearby(conn, case).await?;
    let admin = matches!(viewer, Viewer::Account { admin: true, .. });
    let reasons = reports.iter().cloned();
    let reasons = reasons.map(|report| reason(report, &records, desk.now));
    Ok(CaseView {
        reasons: reasons.collect(),
        parent,
        replies: replies.into_iter().map(nearby_view).collect(),
        thread: row.thread.as_ref().map(|thread| {
            let title = thread.words.clone();
            let title = title.unwrap_or_else(|| t!("moderation-reported-thread-gone"));
            LinkView::new(title, format!("/post/{}", thread.public_id))
        }),
        notes: notes
            .into_iter()
            .map(|note| note_view(note, &people, desk.now))
            .collect(),
        earlier: earlier.iter().map(|row| earlier_view(row, desk)).collect(),
        acts: acts
            .into_iter()
            .map(|act| act_view(act, desk.now))
            .collect(),
        message: case.message.clone(),
        may_pass_on: case.is_open() && !case.for_server && !admin,
        may_hand_back: case.is_open() && case.for_server && case.community_id.is_some() && admin,
        card: card(row, Vec::new(), &people, desk),
    })
}

/// What the reported reply answers: another one or the thread. Of what was deleted nothing is quoted.
async fn parent_of(conn: &mut Conn, case: &Case) -> Result<Option<SaidView>> {
    let (Some(reply), Some(post)) = (case.comment_id, case.post_id) else {
        return Ok(None);
    };
    let system = &Viewer::System;
    let parent = find_comment(conn, system, reply).await?;
    let parent = match parent.and_then(|reply| reply.parent_id) {
        Some(parent) => find_comment(conn, system, parent).await?,
        None => None,
    };
    let (author, words, href) = match parent {
        Some(parent) if parent.deleted_at.is_none() => {
            let href = format!("/comment/{}", parent.public_id);
            (parent.author_id, parent.body_text, href)
        }
        Some(_) => return Ok(None),
        None => match find_post(conn, system, post).await? {
            Some(post) if post.deleted_at.is_none() => {
                let (author, href) = (post.author_id, post.path());
                (author, format!("{} {}", post.title, post.body_text), href)
            }
            _ => return Ok(None),
        },
    };
    let author = list_people(conn, &[author]).await?.into_iter().next();
    Ok(author.map(|author| SaidView {
        by: LinkView::new(format!("@{}", author.handle()), author.path()),
        words: excerpt(&words, QUOTED),
        href,
    }))
}

/// The first replies to it.
async fn nearby(conn: &mut Conn, case: &Case) -> Result<Vec<Nearby>> {
    Ok(match (case.target(), case.post_id) {
        (Target::Comment(reply), Some(post)) => {
            list_nearby(conn, post, Some(reply), NEARBY).await?
        }
        (Target::Post(post), _) => list_nearby(conn, post, None, NEARBY).await?,
        _ => Vec::new(),
    })
}

fn nearby_view((public_id, words, by, _): Nearby) -> SaidView {
    SaidView {
        by: person_link(&by),
        words: excerpt(&words, QUOTED_NEARBY),
        href: format!("/comment/{public_id}"),
    }
}

fn note_view(note: CaseNote, people: &[Person], now: Now) -> NoteView {
    let who = name_of(people, note.by_id);
    NoteView {
        said: match note.kind {
            CaseEvent::Note => t!("moderation-case-event-note", who = who),
            CaseEvent::Claimed => t!("moderation-case-event-claimed", who = who),
            CaseEvent::Released => t!("moderation-case-event-released", who = who),
            CaseEvent::Settled => t!("moderation-case-event-settled", who = who),
            CaseEvent::Reopened => t!("moderation-case-event-reopened", who = who),
            CaseEvent::PassedOn => t!("moderation-case-event-passed-on", who = who),
            CaseEvent::HandedBack => t!("moderation-case-event-handed-back", who = who),
        },
        words: note.body,
        when: When::new(note.created_at, now),
    }
}

fn earlier_view(row: &CaseRow, desk: Desk<'_>) -> EarlierView {
    let case = &row.case;
    let outcome = match case.is_open() {
        true => t!("moderation-outcome-open"),
        false => outcome_of(case),
    };
    EarlierView {
        head: head(row),
        path: format!("{}/{}", desk.base, case.id),
        outcome,
        count: t!(
            "moderation-case-count",
            count = i64::from(case.report_count)
        ),
        when: When::new(case.opened_at, desk.now),
    }
}

fn act_view(act: PastAct, now: Now) -> ActView {
    ActView {
        said: match act.verb {
            Verb::Lock => t!("moderation-case-act-lock"),
            Verb::Ban => t!("moderation-case-act-ban"),
            Verb::Mute => t!("moderation-case-act-mute"),
            Verb::Warn => t!("moderation-case-act-warn"),
            _ => t!("moderation-case-act-remove"),
        },
        reason: act.reason,
        undone: act.undone,
        reversed: act.reversed,
        when: When::new(act.acted_at, now),
    }
}
