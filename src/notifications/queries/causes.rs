//! The causes of notifications that say more than whose they are: each is written and read here.

use crate::notifications::model::{Decided, NoticeKind};
use crate::store::Time;

/// What somebody is told about a report has it as its cause.
pub fn report_cause(id: i64) -> String {
    format!("report {id}")
}

pub(super) fn report_in(kind: NoticeKind, cause: &str) -> Option<i64> {
    if kind != NoticeKind::Report {
        return None;
    }
    cause.strip_prefix("report ")?.parse().ok()
}

/// What those who reported are told when a case is settled has that as its cause; it may be settled again.
pub fn case_cause(id: i64, at: Time) -> String {
    format!("case {id} {}", at.utc().timestamp_micros())
}

pub(super) fn case_in(kind: NoticeKind, cause: &str) -> Option<i64> {
    if kind != NoticeKind::ReportSettled {
        return None;
    }
    let rest = cause.strip_prefix("case ")?;
    rest.split(' ').next()?.parse().ok()
}

/// What somebody is told about what they proposed for a library has as its cause which entry it was, and why it was
/// decided so.
pub fn proposal_cause(entry: i64, reason: &str) -> String {
    format!("proposal {entry} {reason}")
}

pub(super) fn verdict_in(kind: NoticeKind, cause: &str) -> Option<Decided> {
    if !matches!(kind, NoticeKind::ShelfAccepted | NoticeKind::ShelfDeclined) {
        return None;
    }
    let (_, reason) = cause.strip_prefix("proposal ")?.split_once(' ')?;
    Some(Decided {
        reason: reason.to_owned(),
        until: None,
        path: None,
        appealable: None,
    })
}

/// What somebody is told of an appeal of theirs has the number of the act as its cause.
pub fn appeal_cause(act: i64) -> String {
    format!("appeal {act}")
}

pub(super) fn appeal_in(kind: NoticeKind, cause: &str) -> Option<i64> {
    if kind != NoticeKind::AppealDecided {
        return None;
    }
    cause.strip_prefix("appeal ")?.parse().ok()
}

/// What somebody is told about a search that they follow has as its cause which one it is, up to which key it
/// was looked through, and since when.
pub fn search_cause(id: i64, upto: i64, since: Time) -> String {
    format!("search {id} {upto} {}", since.utc().format("%Y-%m-%d"))
}

/// The number of the search, and the day since which there is something new.
pub(super) fn search_in(kind: NoticeKind, cause: &str) -> Option<(i64, &str)> {
    if kind != NoticeKind::InFollowedSearch {
        return None;
    }
    let mut parts = cause.strip_prefix("search ")?.split(' ');
    let id = parts.next()?.parse().ok()?;
    Some((id, parts.nth(1)?))
}
