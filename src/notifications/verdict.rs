//! What somebody is told of an act on them, or on what they wrote: by which words, why, until when, and what they can
//! do about it. The one place that composes it, for the page of notices, for mails, and for messages to people of
//! other servers.

use super::model::NoticeKind;

/// An act, as far as the person concerned hears of it.
#[derive(Debug, Clone, Copy)]
pub struct Verdict<'a> {
    pub kind: NoticeKind,
    /// It is about a reply.
    pub of_reply: bool,
    /// What the community is called in a sentence.
    pub place: &'a str,
    /// With the rule that it goes by; may be empty.
    pub reason: &'a str,
    /// The day on which it ends by itself.
    pub until: Option<&'a str>,
}

/// The same in words. Each part but the first may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub act: String,
    pub why: String,
    pub until: String,
    /// What they can do who think that it is wrong.
    pub appeal: String,
}

impl Told {
    /// What there is to say, each in one line.
    pub fn lines(self) -> Vec<String> {
        let all = [self.act, self.why, self.until, self.appeal];
        all.into_iter().filter(|line| !line.is_empty()).collect()
    }
}

/// None for what is no act of moderation.
pub fn compose(verdict: &Verdict<'_>) -> Option<Told> {
    let place = verdict.place;
    let (act, takes_something) = match verdict.kind {
        NoticeKind::Removed => (t!("notifications-removed", place = place), true),
        NoticeKind::Restored => (t!("notifications-restored", place = place), false),
        NoticeKind::Locked if verdict.of_reply => {
            (t!("notifications-locked-reply", place = place), true)
        }
        NoticeKind::Locked => (t!("notifications-locked", place = place), true),
        NoticeKind::Retitled => (t!("notifications-retitled", place = place), true),
        NoticeKind::Moved => (t!("notifications-moved", place = place), true),
        NoticeKind::Banned => (t!("notifications-banned", place = place), true),
        NoticeKind::Unbanned => (t!("notifications-unbanned", place = place), false),
        NoticeKind::Warned => (t!("notifications-warned", place = place), true),
        NoticeKind::WarningWithdrawn => {
            (t!("notifications-warning-withdrawn", place = place), false)
        }
        NoticeKind::Muted => (t!("notifications-muted", place = place), true),
        NoticeKind::Unmuted => (t!("notifications-unmuted", place = place), false),
        _ => return None,
    };
    let why = match (verdict.reason, takes_something) {
        ("", true) => t!("notifications-why-not-said"),
        ("", false) => String::new(),
        (reason, _) => t!("notifications-why", reason = reason),
    };
    Some(Told {
        act,
        why,
        until: match verdict.until {
            Some(day) => t!("notifications-until", day = day),
            None => String::new(),
        },
        appeal: match takes_something {
            true => t!("notifications-appeal", place = place),
            false => String::new(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_loses_something_is_told_why_until_when_and_what_to_do() {
        let verdict = |kind, reason, until| Verdict {
            kind,
            of_reply: false,
            place: "Rust",
            reason,
            until,
        };
        let lines = |verdict: Verdict<'_>| compose(&verdict).map(Told::lines);
        let banned = verdict(NoticeKind::Banned, "Rude", Some("3 June 2026"));
        let expected = [
            "You were banned from Rust",
            "Why: Rude",
            "It ends on 3 June 2026.",
            "If you think that this is wrong, you can answer those who look after Rust.",
        ];
        assert_eq!(lines(banned).unwrap(), expected);
        let removed = lines(verdict(NoticeKind::Removed, "", None)).unwrap();
        assert_eq!(removed[1], "No reason was given.");
        assert_eq!(removed.len(), 3);
        let back = lines(verdict(NoticeKind::Restored, "", None)).unwrap();
        assert_eq!(back, ["What you wrote in Rust was restored"]);
        assert_eq!(lines(verdict(NoticeKind::Answer, "", None)), None);
    }
}
