//! What somebody who joins is told: how they stand, which ways in there are, and how alive the community is.

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
use crate::web::layout::{self, Kind, counted};
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
    let title = format!("{} invites you.", opened.by.display_name());
    (notice.map(|notice| NoticeView { title, ..notice }), said)
}

pub(in crate::membership::pages) fn invited(words: &str) -> (Option<NoticeView>, String) {
    let notice = NoticeView {
        kind: Kind::Ok,
        title: "You are invited.".to_owned(),
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

/// How somebody stands, and what the conveners wrote with it.
pub(in crate::membership::pages) fn state_of(
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
            let said = approval(events);
            let text = since
                .map(|ago| with_words(&format!("You joined {ago}."), said))
                .unwrap_or_default();
            let notice = notice(Kind::Ok, "You are a member.", text);
            (Some(notice), said.to_owned())
        }
        (Place::Applied, _) => {
            let applied = last_of(events, EventKind::Applied);
            let title = match applied.map(ago) {
                Some(ago) => format!("You applied {ago}."),
                None => "You applied.".to_owned(),
            };
            (
                Some(notice(Kind::Warn, &title, patience(applied))),
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
            let text = match (until, place) {
                (Some(day), _) => format!("You can apply again on {day}."),
                // Who comes in may have been changed since.
                (None, Place::Barred(reason)) => reason.to_string(),
                (None, _) => "You can apply again.".to_owned(),
            };
            let said = words(EventKind::Declined);
            let notice = notice(Kind::Bad, declined(last), with_words(&text, &said));
            (Some(notice), said)
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

/// Another server does not say whether anybody decided, or something was missing.
fn declined(last: Option<&Event>) -> &'static str {
    match last.map(|event| event.channel) {
        Some(Channel::Server) => "You were not taken in.",
        _ => "The conveners declined your application.",
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
fn with_words(sentence: &str, said: &str) -> String {
    match said {
        "" => sentence.to_owned(),
        _ => format!("{sentence} This is what they wrote:"),
    }
}

/// What somebody who applied waits for, and until when.
fn patience(applied: Option<&Event>) -> String {
    let begin = "The conveners decide, and you get a notice";
    let Some(applied) = applied else {
        return format!("{begin}.");
    };
    let end = applied.happened_at.plus(TimeDelta::days(PATIENCE_DAYS));
    let day = end.utc().format("%-d %B %Y");
    format!("{begin}; without a decision the application ends on {day}.")
}

/// The same for whoever has confirmed no address, and would wait for a mail in vain.
pub(in crate::membership::pages) fn without_mail(notice: NoticeView) -> NoticeView {
    NoticeView {
        text: format!(
            "{} A mail about it goes only to an address that is confirmed, and yours is not.",
            notice.text
        ),
        link: Some(LinkView::new("Confirm your address", "/settings/mail")),
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

pub(in crate::membership::pages) fn signs(pulse: &Pulse, members: i64) -> Vec<String> {
    let mut signs = vec![format!(
        "{}; in the last 30 days {} and {}.",
        counted(members, "member", "members"),
        counted(pulse.threads, "new thread", "new threads"),
        counted(pulse.replies, "reply", "replies")
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
    let followers = followers.map(|count| counted(count, "follower", "followers"));
    let threads = threads.map(|count| counted(count, "thread", "threads"));
    let known: Vec<String> = followers.into_iter().chain(threads).collect();
    let mut signs = Vec::new();
    if !known.is_empty() {
        signs.push(format!("By its own server: {}.", known.join(" and ")));
    }
    if pulse.threads > 0 || pulse.replies > 0 {
        signs.push(format!(
            "What has come to this server of the last 30 days: {} and {}.",
            counted(pulse.threads, "new thread", "new threads"),
            counted(pulse.replies, "reply", "replies")
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
            1 => format!("It came within {}.", span(first)),
            _ => format!("Half of those had it within {}.", span(first)),
        });
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
