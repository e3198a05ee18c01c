//! What is said above a thread: where it stands, what waits, and who can do something about it.

use super::Scene;
use crate::ids::{AccountId, CommentId};
use crate::membership::model::{Accord, Standing};
use crate::web::layout::Kind;
use crate::web::view::{LinkView, NoticeView};

impl Scene<'_> {
    pub(super) fn notices(&self) -> Vec<NoticeView> {
        let post = &self.post;
        let notice = |kind, title: String, text: String| NoticeView {
            kind,
            title,
            text,
            ..NoticeView::default()
        };
        let mut notices = Vec::new();
        if post.deleted_at.is_some() && !self.tombstone {
            let (title, text) = (t!("posts-notice-deleted"), t!("posts-notice-deleted-text"));
            notices.push(notice(Kind::Warn, title, text));
        }
        if post.removed_at.is_some() {
            let appeal = self.appeal_of(post.author_id);
            let why = self.why(None, appeal.is_some());
            let text = format!("{} {why}", t!("posts-notice-removed-text"));
            let text = text.trim_end().to_owned();
            notices.push(NoticeView {
                link: appeal,
                ..notice(Kind::Bad, t!("posts-notice-removed"), text)
            });
        }
        if post.held_at.is_some() {
            let (text, link) = self.held_until(post.author_id, None);
            notices.push(NoticeView {
                link,
                ..notice(Kind::Warn, t!("posts-notice-held"), text)
            });
        }
        let policy = self.community.row.post_policy;
        let at = (post.published_at, post.passed_on_at);
        let waits = self.waits_there(post.author_id, policy, at);
        if let Some(waits) = waits.filter(|_| post.is_visible()) {
            let title = t!("posts-notice-waits", host = self.community.actor.host);
            notices.push(NoticeView {
                link: waits.link,
                ..notice(Kind::Warn, title, waits.text)
            });
        }
        if post.locked_at.is_some() {
            let (title, text) = (t!("posts-notice-locked"), t!("posts-notice-locked-text"));
            notices.push(notice(Kind::Info, title, text));
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
            t!("posts-notice-why", reason = reason)
        };
        if !appeals {
            return why;
        }
        let stop = match why.is_empty() || ends_as_sentence(&why) {
            true => "",
            false => ".",
        };
        let way = t!("posts-notice-appeal");
        format!("{why}{stop} {way}").trim_start().to_owned()
    }

    /// Whom the viewer writes to, of what they wrote themselves.
    pub(super) fn appeal_of(&self, author: AccountId) -> Option<LinkView> {
        self.appeal.clone().filter(|_| author == self.own_id())
    }

    /// What lets through what is held of somebody, and where the viewer can do something about it.
    /// `reply` is none of the thread itself.
    pub(super) fn held_until(
        &self,
        author: AccountId,
        reply: Option<CommentId>,
    ) -> (String, Option<LinkView>) {
        let path = self.community.path();
        let link =
            |label: String, below: &str| Some(LinkView::new(label, format!("{path}/{below}")));
        if self.to_be_read.contains(&reply) {
            let decides = |own: &Standing| own.may_moderate() && self.community.is_local();
            return match self.standing.as_ref().is_some_and(decides) {
                true => (
                    t!("posts-held-read"),
                    link(t!("posts-held-yours-desk"), "desk#held"),
                ),
                false => (t!("posts-held-review"), None),
            };
        }
        match &self.standing {
            Some(own) if own.account == author && own.accord == Accord::Owed => (
                t!("posts-held-rules"),
                link(t!("posts-held-rules-read"), "rules"),
            ),
            Some(own) if own.account == author && own.role.is_none() => (
                t!("posts-held-member"),
                link(t!("posts-held-member-join"), "join"),
            ),
            Some(own) if own.may_moderate() && self.community.is_local() => (
                t!("posts-held-yours"),
                link(t!("posts-held-yours-desk"), "desk#held"),
            ),
            _ => (t!("posts-held-theirs"), None),
        }
    }

    fn closed(&self) -> Option<NoticeView> {
        let (closing, other) = self.closing.as_ref().filter(|_| !self.tombstone)?;
        let duplicate = !closing.duplicate_url.is_empty();
        let text = match closing.reason.as_str() {
            "" => t!("posts-notice-closed-text"),
            reason if ends_as_sentence(reason) => t!("posts-notice-closed-why", reason = reason),
            // The link to the other question comes behind it.
            reason => t!("posts-notice-closed-why", reason = format!("{reason}.")),
        };
        Some(NoticeView {
            kind: Kind::Info,
            title: match duplicate {
                true => t!("posts-notice-duplicate"),
                false => t!("posts-notice-closed"),
            },
            text,
            link: other.clone(),
            ..NoticeView::default()
        })
    }

    /// Other texts that wait for who looks at the page.
    fn suggestions(&self) -> Option<NoticeView> {
        (self.suggested > 0).then(|| NoticeView {
            kind: Kind::Info,
            title: t!("posts-notice-suggested", count = self.suggested),
            link: Some(LinkView::new(
                t!("posts-notice-suggested-see"),
                format!("{}/suggestions", self.post.path()),
            )),
            ..NoticeView::default()
        })
    }
}

fn ends_as_sentence(said: &str) -> bool {
    said.ends_with(['.', '!', '?', '…'])
}
