//! Threads in lists, and what stands on a thread's own page.

use super::{BadgeView, LinkView, PersonView, When};
use crate::web::layout;

/// How a row stands in the ledger's margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowState {
    /// A question whose asker accepted one of so many answers.
    Accepted { answers: i64 },
    /// A question with answers, or with none, which is said in words.
    Question { answers: i64 },
    /// A discussion or link with so many replies.
    Talk { replies: i64 },
    /// An event: day and month, as in "2" and "Dec".
    Event { day: String, month: String },
    /// An article or a recording: icon and word.
    Read { icon: &'static str, word: String },
}

impl RowState {
    /// The name the style sheet knows it by.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Accepted { .. } => "accepted",
            Self::Question { answers: 0 } => "open",
            Self::Question { .. } => "answered",
            Self::Talk { .. } => "talk",
            Self::Event { .. } => "event",
            Self::Read { .. } => "read",
        }
    }

    #[must_use]
    pub fn icon(&self) -> Option<&'static str> {
        match self {
            Self::Accepted { .. } => Some("check"),
            Self::Read { icon, .. } => Some(icon),
            _ => None,
        }
    }

    #[must_use]
    pub fn figure(&self) -> Option<String> {
        match self {
            Self::Question { answers: 0 } => None,
            Self::Accepted { answers } | Self::Question { answers } => {
                Some(layout::count(*answers))
            }
            Self::Talk { replies } => Some(layout::count(*replies)),
            Self::Event { day, .. } => Some(day.clone()),
            Self::Read { .. } => None,
        }
    }

    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Question { answers: 0 } => t!("web-row-open"),
            Self::Accepted { answers } | Self::Question { answers } => {
                t!("web-row-answers", count = answers)
            }
            Self::Talk { replies } => t!("web-row-replies", count = replies),
            Self::Event { month, .. } => month.clone(),
            Self::Read { word, .. } => word.clone(),
        }
    }
}

/// A thread in a list.
#[derive(Debug, Clone)]
pub struct RowView {
    pub state: RowState,
    pub title: String,
    /// Language of title and text, where it is not the page's own.
    pub lang: Option<String>,
    pub href: String,
    /// First line of the text.
    pub text: Option<String>,
    pub author: PersonView,
    pub when: When,
    pub votes: Option<i64>,
    pub pinned: bool,
    pub badges: Vec<BadgeView>,
    pub tags: Vec<LinkView>,
    /// Where the list mixes communities.
    pub community: Option<LinkView>,
}

impl RowView {
    #[must_use]
    pub fn votes_said(&self) -> Option<String> {
        self.votes.map(|votes| t!("web-votes", count = votes))
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MyVote {
    #[default]
    None,
    Up,
    Down,
}

/// The votes of a post. The form sends `score` as `1` or `-1`; pressing the own
/// vote again sends `0`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VoteView {
    /// Id of the form, as in `v-a12`. With scripts, only this form is taken
    /// out of the page that answers.
    pub id: String,
    /// Where the form is sent; `None` shows the figure alone.
    pub action: Option<String>,
    pub score: i64,
    pub mine: MyVote,
    /// On one line, for comments.
    pub small: bool,
}

impl VoteView {
    #[must_use]
    pub fn figure(&self) -> String {
        layout::count(self.score)
    }

    #[must_use]
    pub fn is_up(&self) -> bool {
        self.mine == MyVote::Up
    }

    #[must_use]
    pub fn is_down(&self) -> bool {
        self.mine == MyVote::Down
    }
}

/// Something one can do with a post: a link, or a button that posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionView {
    pub label: String,
    pub icon: &'static str,
    pub href: String,
    /// Whether it changes something and is therefore a form.
    pub posts: bool,
    /// What it is about, for those who hear the label without seeing what it stands with.
    pub about: String,
}

impl ActionView {
    pub fn link(label: impl AsRef<str>, icon: &'static str, href: impl Into<String>) -> Self {
        Self {
            label: label.as_ref().to_owned(),
            icon,
            href: href.into(),
            posts: false,
            about: String::new(),
        }
    }

    pub fn button(label: impl AsRef<str>, icon: &'static str, action: impl Into<String>) -> Self {
        Self {
            posts: true,
            ..Self::link(label, icon, action)
        }
    }

    #[must_use]
    pub fn about(self, what: impl Into<String>) -> Self {
        Self {
            about: what.into(),
            ..self
        }
    }
}

/// Said above a text that others do not see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MarkView {
    pub badge: String,
    /// Why, or until when; may be empty.
    pub text: String,
    /// Where the reader can do something about it.
    pub link: Option<LinkView>,
}

#[derive(Debug, Clone)]
pub struct CommentView {
    /// For `#c12`.
    pub id: String,
    /// How far it stands in, from 1 to 6.
    pub depth: usize,
    /// What came of the last step, told here.
    pub told: Option<String>,
    /// Said in place of a text that was deleted or removed.
    pub gone: Option<String>,
    /// Said above a text that others do not see.
    pub mark: Option<MarkView>,
    pub author: PersonView,
    /// Whether it is the word of those who look after the community.
    pub team: bool,
    pub html: String,
    pub lang: Option<String>,
    pub when: When,
    pub edited: Option<When>,
    /// What its own server says of how far it has spread.
    pub totals: Option<String>,
    pub votes: Option<VoteView>,
    pub actions: Vec<ActionView>,
    /// What moderators may do.
    pub care: Vec<ActionView>,
    /// Where the rest of what hangs on it is.
    pub more: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum PostState {
    #[default]
    Plain,
    /// Says by whom it was accepted, as in "chosen by Ada Okonjo, who asked".
    Accepted(String),
    /// Says what it waits for; only its author and the conveners see it.
    Held(MarkView),
    /// Says by whom and why; its text is not shown.
    Removed(String),
}

impl PostState {
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Accepted(_) => "accepted",
            Self::Held(_) => "held",
            Self::Removed(_) => "removed",
        }
    }
}

/// A question, an answer, an article, or a reply in a discussion.
#[derive(Debug, Clone)]
pub struct PostView {
    /// For `#a12`.
    pub id: String,
    /// What it is, as in "Answer"; read out before the author's name.
    pub noun: String,
    /// Whether it stands under the title of its page, and so has no heading of its own.
    pub leads: bool,
    pub author: PersonView,
    /// Whether it is the word of those who look after the community.
    pub team: bool,
    pub when: When,
    pub edited: Option<When>,
    /// What its own server says of how far it has spread.
    pub totals: Option<String>,
    pub html: String,
    /// Language of the text, where it is not the page's own.
    pub lang: Option<String>,
    pub state: PostState,
    /// What came of the last step, told here.
    pub told: Option<String>,
    pub votes: Option<VoteView>,
    pub tags: Vec<LinkView>,
    pub actions: Vec<ActionView>,
    /// What moderators may do.
    pub care: Vec<ActionView>,
    /// Where the rest of what hangs on it is.
    pub more: Option<String>,
    /// Shown; the rest is folded.
    pub comments: Vec<CommentView>,
    pub folded: Vec<CommentView>,
}

impl PostView {
    /// Tells something at this or at one of its comments, whichever has this id. Whether one has it.
    pub fn tell(&mut self, at: &str, text: &str) -> bool {
        if self.id == at {
            self.told = Some(text.to_owned());
            return true;
        }
        let mut below = self.comments.iter_mut().chain(&mut self.folded);
        let Some(comment) = below.find(|comment| comment.id == at) else {
            return false;
        };
        comment.told = Some(text.to_owned());
        true
    }
}

#[cfg(test)]
mod tests {
    use super::RowState;

    #[test]
    fn how_many_answers_there_are_is_said_as_people_say_it() {
        let table = [
            (RowState::Question { answers: 0 }, None, "no answer yet"),
            (RowState::Question { answers: 1 }, Some("1"), "answer"),
            (RowState::Accepted { answers: 2 }, Some("2"), "answers"),
            (RowState::Talk { replies: 0 }, Some("0"), "replies"),
        ];
        for (state, figure, word) in table {
            assert_eq!(state.figure().as_deref(), figure, "{state:?}");
            assert_eq!(state.word(), word, "{state:?}");
        }
    }
}
