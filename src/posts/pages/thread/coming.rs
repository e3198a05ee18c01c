//! How much of a conversation on another server is here, and whether the rest is on its way.

use super::Scene;
use crate::web::layout;
use crate::web::view::{LinkView, NoticeView};

impl Scene<'_> {
    /// What we hold and do not show counts as being here.
    pub(super) fn elsewhere(&self) -> Option<NoticeView> {
        let there = self.post.origin_reply_count.unwrap_or(0);
        let here = self.kept.max(self.post.comment_count);
        if there <= here {
            return self.begun();
        }
        let (text, link) = match self.coming {
            true => (
                "The others are being fetched now, which goes on when you leave this page.",
                Some(self.again()),
            ),
            false => (
                "The others are fetched in the background while members here read the thread; until they come they can be read where it lives.",
                self.origin(),
            ),
        };
        Some(NoticeView {
            title: format!(
                "{} of {} replies are here.",
                layout::count(here),
                layout::count(there)
            ),
            text: text.to_owned(),
            link,
            progress: Some((here, there)),
            ..NoticeView::default()
        })
    }

    /// Nobody knows yet how many there are: they are asked for the first time.
    fn begun(&self) -> Option<NoticeView> {
        let first = self.coming && self.post.replies_fetched_at.is_none();
        let host = &self.author.actor.host;
        first.then(|| NoticeView {
            title: format!("Replies are being fetched from {host}."),
            text:
                "There may be more of them than you see here. It goes on when you leave this page."
                    .to_owned(),
            link: Some(self.again()),
            ..NoticeView::default()
        })
    }

    fn again(&self) -> LinkView {
        LinkView::new("Load again", self.post.path())
    }
}
