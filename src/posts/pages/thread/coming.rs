//! How much of a conversation on another server is here, and whether the rest is on its way.

use super::Scene;
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
            true => (t!("posts-coming-now"), Some(self.again())),
            false => (t!("posts-coming-later"), self.origin()),
        };
        Some(NoticeView {
            title: t!("posts-coming", here = here, there = there),
            text,
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
            title: t!("posts-coming-first", host = host),
            text: t!("posts-coming-first-text"),
            link: Some(self.again()),
            ..NoticeView::default()
        })
    }

    fn again(&self) -> LinkView {
        LinkView::new(t!("posts-coming-again"), self.post.path())
    }
}
