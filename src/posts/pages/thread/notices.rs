//! What is said above a thread: where it stands, what waits, and who can do something about it.

use super::Scene;
use crate::ids::{AccountId, CommentId};
use crate::membership::model::Accord;
use crate::web::layout::{self, Kind};
use crate::web::view::{LinkView, NoticeView};

impl Scene<'_> {
    pub(super) fn notices(&self) -> Vec<NoticeView> {
        let post = &self.post;
        let notice = |kind, title: &str, text: String| NoticeView {
            kind,
            title: title.to_owned(),
            text,
            ..NoticeView::default()
        };
        let mut notices = Vec::new();
        if post.deleted_at.is_some() && !self.tombstone {
            let text = "Only you see this; you can put it back.".to_owned();
            notices.push(notice(Kind::Warn, "Deleted.", text));
        }
        if post.removed_at.is_some() {
            let text =
                "The moderators took this thread down. Its author and the moderators see it.";
            let appeal = self.appeal_of(post.author_id);
            let why = self.why(None, appeal.is_some());
            let text = format!("{text} {why}").trim_end().to_owned();
            notices.push(NoticeView {
                link: appeal,
                ..notice(Kind::Bad, "Removed.", text)
            });
        }
        if post.held_at.is_some() {
            let (text, link) = self.held_until(post.author_id);
            notices.push(NoticeView {
                link,
                ..notice(Kind::Warn, "Held.", text.to_owned())
            });
        }
        let policy = self.community.row.post_policy;
        let at = (post.published_at, post.passed_on_at);
        let waits = self.waits_there(post.author_id, policy, at);
        if let Some(waits) = waits.filter(|_| post.is_visible()) {
            let title = format!("It waits on {}.", self.community.actor.host);
            notices.push(NoticeView {
                link: waits.link,
                ..notice(Kind::Warn, &title, waits.text)
            });
        }
        if post.locked_at.is_some() {
            let text = "It takes no more replies. Moderators may still write.".to_owned();
            notices.push(notice(Kind::Info, "Locked.", text));
        }
        notices.extend(self.closed());
        notices.extend(self.suggestions());
        notices.extend(self.review());
        notices.extend(self.elsewhere());
        notices
    }

    /// Why the thread, or one of its replies, was removed: for those who still see it. What may follow from it is
    /// said where there is somebody to write to.
    pub(super) fn why(&self, reply: Option<CommentId>, appeals: bool) -> String {
        let removal = self.removals.iter().rfind(|(what, _, _)| *what == reply);
        let reason = removal.map_or("", |(_, reason, _)| reason.as_str());
        let why = if reason.is_empty() {
            String::new()
        } else {
            format!("Why: {reason}")
        };
        if !appeals {
            return why;
        }
        let stop = match why.is_empty() || ends_as_sentence(&why) {
            true => "",
            false => ".",
        };
        let way = "If you think that this is wrong, ask for another look.";
        format!("{why}{stop} {way}").trim_start().to_owned()
    }

    /// Whom the viewer writes to, of what they wrote themselves.
    pub(super) fn appeal_of(&self, author: AccountId) -> Option<LinkView> {
        self.appeal.clone().filter(|_| author == self.own_id())
    }

    /// What lets through what is held of somebody, and where the viewer can do something about it.
    pub(super) fn held_until(&self, author: AccountId) -> (&'static str, Option<LinkView>) {
        let path = self.community.path();
        let link = |label: &str, below: &str| Some(LinkView::new(label, format!("{path}/{below}")));
        match &self.standing {
            Some(own) if own.account == author && own.accord == Accord::Owed => (
                "Others see it when you have agreed to the rules of this community.",
                link("Read the rules and agree", "rules"),
            ),
            Some(own) if own.account == author && own.role.is_none() => (
                "Others see it when you are a member of this community.",
                link("How to join", "join"),
            ),
            Some(own) if own.may_moderate() && self.community.is_local() => (
                "Others see it when its author is a member and has agreed to the rules, or when you let it through.",
                link("Decide on the desk", "desk#held"),
            ),
            _ => (
                "Others see it when its author is a member and has agreed to the rules, or the moderators let it through.",
                None,
            ),
        }
    }

    fn closed(&self) -> Option<NoticeView> {
        let (closing, other) = self.closing.as_ref().filter(|_| !self.tombstone)?;
        let duplicate = !closing.duplicate_url.is_empty();
        let why = match (closing.reason.as_str(), duplicate) {
            ("", _) => String::new(),
            (reason, _) if ends_as_sentence(reason) => format!(" Why: {reason}"),
            // The link to the other question comes behind it.
            (reason, _) => format!(" Why: {reason}."),
        };
        Some(NoticeView {
            kind: Kind::Info,
            title: match duplicate {
                true => "Closed as a duplicate.".to_owned(),
                false => "Closed.".to_owned(),
            },
            text: format!("It takes no more answers.{why}"),
            link: other.clone(),
            ..NoticeView::default()
        })
    }

    /// Other texts that wait for who looks at the page.
    fn suggestions(&self) -> Option<NoticeView> {
        let waiting = layout::counted(
            self.suggested,
            "suggested edit waits",
            "suggested edits wait",
        );
        (self.suggested > 0).then(|| NoticeView {
            kind: Kind::Info,
            title: format!("{waiting}."),
            link: Some(LinkView::new(
                "See what would be changed",
                format!("{}/suggestions", self.post.path()),
            )),
            ..NoticeView::default()
        })
    }
}

fn ends_as_sentence(said: &str) -> bool {
    said.ends_with(['.', '!', '?', '…'])
}
