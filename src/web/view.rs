//! What the parts of a page need to know, as plain values. Features fill these
//! and the macros in `parts.html` write them. Fields named `html` are written
//! as they are and must come from `text`; everything else is escaped.

use crate::store::Time;
use crate::web::layout::{self, Now};

/// A point in time, told from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    pub at: Time,
    pub now: Now,
}

impl When {
    pub fn new(at: Time, now: impl Into<Now>) -> Self {
        let now = now.into();
        Self { at, now }
    }

    /// For `datetime`.
    #[must_use]
    pub fn iso(&self) -> String {
        self.at.wire()
    }

    /// For `title`: shown when the pointer rests on the words.
    #[must_use]
    pub fn exact(&self) -> String {
        let there = self.at.utc().with_timezone(&self.now.zone);
        there.format("%Y-%m-%d, %H:%M %Z").to_string()
    }

    #[must_use]
    pub fn words(&self) -> String {
        layout::when(self.at.utc(), self.now)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkView {
    pub label: String,
    pub href: String,
}

impl LinkView {
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
        }
    }
}

/// A person as named beside what they wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonView {
    pub display_name: String,
    /// The name in addresses, without `@` and host.
    pub handle: String,
    pub href: String,
    /// Home server; `None` for our own people. Always shown when there is one.
    pub host: Option<String>,
    /// Standing here, as in "convener here" or "88 answers here".
    pub standing: Option<String>,
}

impl PersonView {
    #[must_use]
    pub fn initials(&self) -> String {
        layout::initials(&self.display_name)
    }

    #[must_use]
    pub fn tone(&self) -> u32 {
        layout::tone(&self.handle)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BadgeView {
    pub label: String,
    pub kind: BadgeKind,
    /// Name of an icon in `icons.svg`, without `i-`.
    pub icon: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BadgeKind {
    #[default]
    Plain,
    Accent,
    Ok,
    Warn,
    Bad,
}

impl BadgeKind {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Accent => "accent",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

impl BadgeView {
    pub fn new(label: impl Into<String>, kind: BadgeKind) -> Self {
        Self {
            label: label.into(),
            kind,
            icon: None,
        }
    }
}

/// How a row stands in the ledger's margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowState {
    /// A question whose asker accepted one of so many answers.
    Accepted { answers: i64 },
    /// A question with answers, or with none, which is said as "unanswered".
    Question { answers: i64 },
    /// A discussion or link with so many replies.
    Talk { replies: i64 },
    /// An event: day and month, as in "2" and "Dec".
    Event { day: String, month: String },
    /// An article or a recording: icon and word.
    Read {
        icon: &'static str,
        word: &'static str,
    },
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
            Self::Accepted { answers } | Self::Question { answers } => {
                Some(layout::count(*answers))
            }
            Self::Talk { replies } => Some(layout::count(*replies)),
            Self::Event { day, .. } => Some(day.clone()),
            Self::Read { .. } => None,
        }
    }

    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Question { answers: 0 } => "unanswered",
            Self::Accepted { answers: 1 } | Self::Question { answers: 1 } => "answer",
            Self::Accepted { .. } | Self::Question { .. } => "answers",
            Self::Talk { replies: 1 } => "reply",
            Self::Talk { .. } => "replies",
            Self::Event { month, .. } => month,
            Self::Read { word, .. } => word,
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
        self.votes.map(|votes| match votes {
            1 => "1 vote".to_owned(),
            _ => format!("{} votes", layout::count(votes)),
        })
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
    pub fn link(label: &str, icon: &'static str, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            icon,
            href: href.into(),
            posts: false,
            about: String::new(),
        }
    }

    pub fn button(label: &str, icon: &'static str, action: impl Into<String>) -> Self {
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

#[derive(Debug, Clone)]
pub struct CommentView {
    /// For `#c12`.
    pub id: String,
    /// How far it stands in, from 1 to 6.
    pub depth: usize,
    /// Said in place of a text that was deleted or removed.
    pub gone: Option<&'static str>,
    /// Said above a text that others do not see.
    pub mark: Option<&'static str>,
    pub author: PersonView,
    pub html: String,
    pub lang: Option<String>,
    pub when: When,
    pub edited: Option<When>,
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
    Held(String),
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
    pub noun: &'static str,
    /// Whether it stands under the title of its page, and so has no heading of its own.
    pub leads: bool,
    pub author: PersonView,
    pub when: When,
    pub edited: Option<When>,
    pub html: String,
    /// Language of the text, where it is not the page's own.
    pub lang: Option<String>,
    pub state: PostState,
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

/// Addresses of the neighbouring pages of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PagerView {
    pub newer: Option<String>,
    pub older: Option<String>,
}

/// A tab or a filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TabView {
    pub label: String,
    pub href: String,
    pub count: Option<i64>,
    pub current: bool,
}

impl TabView {
    pub fn new(label: &str, href: impl Into<String>, current: bool) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            count: None,
            current,
        }
    }

    #[must_use]
    pub fn counted(self, count: i64) -> Self {
        Self {
            count: Some(count),
            ..self
        }
    }

    #[must_use]
    pub fn figure(&self) -> Option<String> {
        self.count.map(layout::count)
    }
}

/// One choice of a list or of radio buttons.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OptionView {
    pub value: String,
    pub label: String,
    pub help: Option<String>,
}

impl OptionView {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            help: None,
        }
    }
}

/// A field of a form, with what was typed and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldView {
    pub name: &'static str,
    pub label: String,
    /// Type of the `input`, as in `text`, `email`, `password`, `datetime-local`.
    pub kind: &'static str,
    pub value: String,
    pub help: Option<String>,
    pub error: Option<String>,
    pub required: bool,
    pub autocomplete: Option<&'static str>,
    pub maxlength: Option<u32>,
    pub placeholder: Option<&'static str>,
    /// Choices, for `select` and `radios`.
    pub options: Vec<OptionView>,
    /// Lines, for `area` and `editor`.
    pub rows: u32,
    /// Address that is asked for what is like this value while it is typed; the answer goes into
    /// the element `similar`. For `field`.
    pub suggests: Option<String>,
    /// The text rendered, after "Preview" was pressed; for `editor`.
    pub preview_html: Option<String>,
}

impl FieldView {
    pub fn text(name: &'static str, label: impl Into<String>) -> Self {
        Self {
            name,
            label: label.into(),
            kind: "text",
            rows: 8,
            ..Self::default()
        }
    }

    #[must_use]
    pub fn of_kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    #[must_use]
    pub fn value(self, value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            ..self
        }
    }

    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    #[must_use]
    pub fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    #[must_use]
    pub fn options(self, options: Vec<OptionView>) -> Self {
        Self { options, ..self }
    }

    /// Takes the message for this field out of a form's errors, if there is one.
    #[must_use]
    pub fn with_errors(self, errors: &[crate::error::FieldError]) -> Self {
        let own = errors.iter().find(|error| error.field == self.name);
        let error = own.map(|error| error.message.to_string());
        Self { error, ..self }
    }

    /// Ids of the help and the error, for `aria-describedby`.
    #[must_use]
    pub fn described_by(&self) -> Option<String> {
        let help = self.help.as_ref().map(|_| format!("{}-help", self.name));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.name));
        let ids: Vec<String> = error.into_iter().chain(help).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// A message in the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticeView {
    pub kind: layout::Kind,
    /// Bold, first.
    pub title: String,
    pub text: String,
    pub link: Option<LinkView>,
    /// How much of how much is done.
    pub progress: Option<(i64, i64)>,
}

/// A place where nothing is, or something went wrong: what, why, what to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EmptyView {
    pub icon: &'static str,
    pub title: String,
    pub text: String,
    /// Number to quote when one reports it.
    pub number: Option<String>,
    pub links: Vec<LinkView>,
}
