//! What somebody who joins is told: how they stand, which ways in there are, and how alive the community is.

use super::super::day;
use super::super::signs::answered;
use super::Place;
use crate::communities::model::{Community, JoinPolicy};
use crate::error::Reason;
use crate::membership::actions::{Opened, PATIENCE_DAYS};
use crate::membership::model::{Channel, CommunitySettings, Event, EventKind};
use crate::membership::policy::Entrance;
use crate::membership::queries::invitations::Invitation;
use crate::membership::queries::pulse::Pulse;
use crate::store::Time;
use crate::web::layout::{self, Kind};
use crate::web::view::{LinkView, NoticeView};
use chrono::TimeDelta;

/// Said to whoever has the link of an invitation, or is invited by name, with the words of who wrote it.
pub(in crate::membership::pages) fn invited_by(
    invitation: &Invitation,
    opened: Option<&Opened>,
) -> (Option<NoticeView>, String) {
    let (notice, said) = invited(&invitation.words);
    let Some(opened) = opened else {
        return (notice, said);
    };
    let title = t!("membership-invited-by", name = opened.by.display_name());
    (notice.map(|notice| NoticeView { title, ..notice }), said)
}

pub(in crate::membership::pages) fn invited(words: &str) -> (Option<NoticeView>, String) {
    let notice = NoticeView {
        kind: Kind::Ok,
        title: t!("membership-invited"),
        ..NoticeView::default()
    };
    (Some(notice), words.to_owned())
}

/// When somebody who was declined may apply again.
pub(in crate::membership::pages) fn pause_end(
    events: &[Event],
    settings: &CommunitySettings,
) -> Option<Time> {
    let declined = last_of(events, EventKind::Declined)?;
    let days = TimeDelta::days(settings.reapply_days.into());
    Some(declined.happened_at.plus(days))
}

fn last_of(events: &[Event], kind: EventKind) -> Option<&Event> {
    events.iter().rev().find(|event| event.kind == kind)
}

/// How somebody stands, and what the conveners wrote with it. `pause`: until when whoever was declined may not
/// apply again.
pub(in crate::membership::pages) fn state_of(
    place: Place,
    events: &[Event],
    pause: Option<Time>,
    now: Time,
) -> (Option<NoticeView>, String) {
    match (place, events.last().map(|event| event.kind)) {
        (Place::Member, _) => {
            let since = last_of(events, EventKind::Joined).map(|event| ago(event, now));
            let said = approval(events);
            let text = since
                .map(|ago| with_words(t!("membership-told-joined", ago = ago), said))
                .unwrap_or_default();
            let notice = told(Kind::Ok, t!("membership-told-member"), text);
            (Some(notice), said.to_owned())
        }
        (Place::Applied, _) => (Some(waiting(events, now)), String::new()),
        (Place::MoreAsked, _) => {
            let text = sentences([t!("membership-told-asked-text"), dates(events, now)]);
            let notice = told(Kind::Warn, t!("membership-told-asked"), text);
            (Some(notice), words_of(events, EventKind::MoreAsked))
        }
        (Place::Outside(_) | Place::Barred(_), Some(EventKind::Declined)) => {
            declined(place, events, pause, now)
        }
        (Place::Outside(_), Some(EventKind::Expired)) => {
            let text = t!("membership-told-ended-text");
            let notice = told(Kind::Info, t!("membership-told-ended"), text);
            (Some(notice), String::new())
        }
        (Place::Barred(reason), _) => {
            let notice = told(Kind::Info, t!("membership-told-barred"), reason.to_string());
            let address = || LinkView::new(t!("membership-told-confirm"), "/settings/mail");
            let notice = NoticeView {
                link: (reason == Reason::OtherDomain).then(address),
                ..notice
            };
            (Some(notice), String::new())
        }
        _ => (None, String::new()),
    }
}

fn told(kind: Kind, title: String, text: String) -> NoticeView {
    NoticeView {
        kind,
        title,
        text,
        ..NoticeView::default()
    }
}

/// One behind the other, without those that say nothing.
pub(in crate::membership::pages) fn sentences(all: impl IntoIterator<Item = String>) -> String {
    let all = all.into_iter().filter(|sentence| !sentence.is_empty());
    all.collect::<Vec<_>>().join(" ")
}

fn ago(event: &Event, now: Time) -> String {
    layout::when(event.happened_at.utc(), now.into())
}

fn words_of(events: &[Event], kind: EventKind) -> String {
    let event = last_of(events, kind);
    event.map(|event| event.reason.clone()).unwrap_or_default()
}

/// Of who waits for a decision: since when, until when, and what they did last.
fn waiting(events: &[Event], now: Time) -> NoticeView {
    let applied = last_of(events, EventKind::Applied);
    let since = applied.map(|event| t!("membership-told-applied", ago = ago(event, now)));
    let latest = events.iter().rev().find(|event| {
        matches!(
            event.kind,
            EventKind::Applied | EventKind::MoreAsked | EventKind::Answered
        )
    });
    let answered = latest.filter(|event| event.kind == EventKind::Answered);
    match (answered, since) {
        (Some(event), since) => {
            let title = t!("membership-told-answered", ago = ago(event, now));
            let text = sentences(since.into_iter().chain([patience(applied)]));
            told(Kind::Warn, title, text)
        }
        (None, Some(title)) => told(Kind::Warn, title, patience(applied)),
        (None, None) => told(
            Kind::Warn,
            t!("membership-told-applied-once"),
            patience(applied),
        ),
    }
}

/// Since when somebody waits who is asked something, and until when; nothing where that is not known.
pub(in crate::membership::pages) fn dates(events: &[Event], now: Time) -> String {
    match last_of(events, EventKind::Applied) {
        Some(applied) => t!(
            "membership-told-dates",
            ago = ago(applied, now),
            day = last_day(applied)
        ),
        None => String::new(),
    }
}

/// Who declined, when they may apply again and how, and why.
fn declined(
    place: Place,
    events: &[Event],
    pause: Option<Time>,
    now: Time,
) -> (Option<NoticeView>, String) {
    let last = events.last();
    let said = words_of(events, EventKind::Declined);
    // Another server does not say who decided. Only who was declined has to wait; whoever left something out can
    // ask again at once.
    let unknown = last.is_some_and(|event| event.channel == Channel::Server) && pause.is_none();
    let ago = last.map(|event| ago(event, now)).unwrap_or_default();
    let (title, when) = match (belonged(events), unknown) {
        (true, _) => (
            t!("membership-told-expelled"),
            t!("membership-told-expelled-when", ago = ago),
        ),
        (false, true) => (
            t!("membership-told-not-taken"),
            t!("membership-told-not-taken-when", ago = ago),
        ),
        (false, false) => (
            t!("membership-told-declined"),
            t!("membership-told-declined-when", ago = ago),
        ),
    };
    let text = sentences([when, again(place, pause)]);
    let text = match said.is_empty() {
        true => sentences([text, t!("membership-told-no-reason")]),
        false => with_words(text, &said),
    };
    (Some(told(Kind::Bad, title, text)), said)
}

/// Whether somebody was a member until the last thing that happened: a community elsewhere can end that by the
/// same word.
fn belonged(events: &[Event]) -> bool {
    let mut before = events.iter().rev().skip(1);
    let last = before.find(|event| {
        matches!(
            event.kind,
            EventKind::Applied | EventKind::Joined | EventKind::Left | EventKind::Withdrawn
        )
    });
    last.is_some_and(|event| event.kind == EventKind::Joined)
}

/// When and how whoever was declined applies again.
fn again(place: Place, pause: Option<Time>) -> String {
    match (place, pause) {
        (Place::Barred(Reason::TooSoon), Some(end)) => {
            t!("membership-told-again-on", day = day(end))
        }
        (Place::Barred(Reason::TooSoon), None) => t!("membership-told-again-later"),
        (Place::Barred(reason), _) => reason.to_string(),
        _ => t!("membership-told-again"),
    }
}

/// What was written to whoever has just been let in.
fn approval(events: &[Event]) -> &str {
    let mut latest = events.iter().rev();
    let joined = latest
        .next()
        .filter(|event| event.kind == EventKind::Joined);
    let before = latest
        .next()
        .filter(|event| event.kind == EventKind::Approved);
    match (joined, before) {
        (Some(_), Some(approved)) => &approved.reason,
        (Some(joined), None) => &joined.reason,
        (None, _) => "",
    }
}

/// A sentence, and that their words follow it, where there are any.
fn with_words(sentence: String, said: &str) -> String {
    match said {
        "" => sentence,
        _ => sentences([sentence, t!("membership-told-words")]),
    }
}

/// What somebody who applied waits for, and until when.
fn patience(applied: Option<&Event>) -> String {
    match applied {
        Some(applied) => t!("membership-told-patience-until", day = last_day(applied)),
        None => t!("membership-told-patience"),
    }
}

fn last_day(applied: &Event) -> String {
    day(applied.happened_at.plus(TimeDelta::days(PATIENCE_DAYS)))
}

/// The same for whoever has confirmed no address, and would wait for a mail in vain.
pub(in crate::membership::pages) fn without_mail(notice: NoticeView) -> NoticeView {
    NoticeView {
        text: sentences([notice.text, t!("membership-told-no-mail")]),
        link: Some(LinkView::new(
            t!("membership-told-confirm-yours"),
            "/settings/mail",
        )),
        ..notice
    }
}

/// The ways in, in a sentence.
pub(in crate::membership::pages) fn how(
    community: &Community,
    place: Place,
    invited: bool,
) -> String {
    if invited && place == Place::Outside(Entrance::AtOnce) {
        return t!("membership-how-at-once");
    }
    match community.row.join_policy {
        JoinPolicy::Open => t!("membership-how-open"),
        JoinPolicy::Application => t!("membership-how-application"),
        JoinPolicy::Invitation => t!("membership-how-invitation"),
        JoinPolicy::Domain => t!("membership-how-domain"),
        JoinPolicy::Closed => t!("membership-how-closed"),
    }
}

pub(in crate::membership::pages) fn signs(pulse: &Pulse, members: i64) -> Vec<String> {
    let mut signs = vec![t!(
        "membership-signs-month",
        members = members,
        threads = pulse.threads,
        replies = pulse.replies
    )];
    signs.extend(answers(pulse));
    signs
}

/// The same of a community of another server: what that says of it, and what has come here.
pub(in crate::membership::pages) fn signs_elsewhere(
    community: &Community,
    pulse: &Pulse,
) -> Vec<String> {
    let row = &community.row;
    // What it said a while ago may be less than what is here by now.
    let told = |count: Option<i64>, here: i64| count.filter(|count| *count >= here);
    let followers = told(row.origin_follower_count, row.follower_count);
    let threads = told(row.origin_post_count, row.post_count);
    let mut signs = Vec::new();
    signs.extend(match (followers, threads) {
        (Some(followers), Some(threads)) => Some(t!(
            "membership-signs-told",
            followers = followers,
            threads = threads
        )),
        (Some(count), None) => Some(t!("membership-signs-told-followers", count = count)),
        (None, Some(count)) => Some(t!("membership-signs-told-threads", count = count)),
        (None, None) => None,
    });
    if pulse.threads > 0 || pulse.replies > 0 {
        signs.push(t!(
            "membership-signs-arrived",
            threads = pulse.threads,
            replies = pulse.replies
        ));
    }
    signs.extend(answers(pulse));
    signs
}

/// How questions fare.
fn answers(pulse: &Pulse) -> Vec<String> {
    let mut signs = Vec::new();
    if pulse.questions > 0 {
        signs.push(answered(pulse.questions, pulse.answered));
    }
    if let Some(first) = pulse.first_answer {
        signs.push(match pulse.answered {
            1 => came_within(Span::of(first)),
            _ => half_within(Span::of(first)),
        });
    }
    signs
}

/// A length of time, roughly.
enum Span {
    Hour,
    Hours(i64),
    Days(i64),
}

impl Span {
    fn of(time: TimeDelta) -> Self {
        match (time.num_minutes(), time.num_hours()) {
            (minutes, _) if minutes < 60 => Self::Hour,
            (_, hours) if hours < 24 => Self::Hours(hours.saturating_add(1)),
            (_, hours) => Self::Days((hours / 24).saturating_add(1)),
        }
    }
}

fn came_within(span: Span) -> String {
    match span {
        Span::Hour => t!("membership-signs-came-hour"),
        Span::Hours(count) => t!("membership-signs-came-hours", count = count),
        Span::Days(count) => t!("membership-signs-came-days", count = count),
    }
}

fn half_within(span: Span) -> String {
    match span {
        Span::Hour => t!("membership-signs-half-hour"),
        Span::Hours(count) => t!("membership-signs-half-hours", count = count),
        Span::Days(count) => t!("membership-signs-half-days", count = count),
    }
}
