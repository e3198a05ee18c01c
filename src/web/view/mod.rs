//! What the parts of a page need to know, as plain values. Features fill these
//! and the macros in `parts.html` write them. Fields named `html` are written
//! as they are and must come from `text`; everything else is escaped.

mod fields;
mod posts;

pub use fields::{FieldView, OptionView};
pub use posts::{
    ActionView, CommentView, MarkView, MyVote, PostState, PostView, RowState, RowView, VoteView,
};

use crate::locale::{self, Html};
use crate::store::Time;
use crate::text::escape;
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
        locale::exact(self.at.utc(), self.now.zone)
    }

    #[must_use]
    pub fn words(&self) -> String {
        layout::when(self.at.utc(), self.now)
    }

    /// As `parts::when` writes it, for a text that it stands in.
    #[must_use]
    pub fn html(&self) -> Html {
        Html::trusted(format!(
            "<time datetime=\"{}\" title=\"{}\">{}</time>",
            escape(&self.iso()),
            escape(&self.exact()),
            escape(&self.words())
        ))
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
    /// Name of their picture, if they chose one here.
    pub avatar: Option<String>,
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

    /// As `parts::person` writes them, for a text that they stand in.
    #[must_use]
    pub fn html(&self) -> Html {
        let (href, name) = (escape(&self.href), escape(&self.display_name));
        let at = match self.whereabouts() {
            Some(at) => format!(" <span class=\"host\">{}</span>", escape(&at)),
            None => String::new(),
        };
        Html::trusted(format!("<bdi><a href=\"{href}\">{name}</a></bdi>{at}"))
    }

    /// What stands behind the name: the server of people elsewhere, and the whole handle where the name is
    /// written like one and is not their own. A name is free to choose, so it could be somebody else's handle.
    #[must_use]
    pub fn whereabouts(&self) -> Option<String> {
        let host = self.host.as_ref().map(|host| format!("@{host}"));
        if !self.imitates_a_handle() {
            return host;
        }
        Some(format!("@{}{}", self.handle, host.unwrap_or_default()))
    }

    /// Handles are one word, perhaps with a host.
    fn imitates_a_handle(&self) -> bool {
        let name = self.display_name.trim().to_lowercase();
        let like_one = name.contains('@') || !name.contains(char::is_whitespace);
        like_one && !self.handle.is_empty() && name != self.handle.to_lowercase()
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
    /// Whether there may be more than was counted.
    pub more: bool,
    pub current: bool,
}

impl TabView {
    pub fn new(label: impl AsRef<str>, href: impl Into<String>, current: bool) -> Self {
        Self {
            label: label.as_ref().to_owned(),
            href: href.into(),
            count: None,
            more: false,
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

    /// Counted up to this and no further.
    #[must_use]
    pub fn counted_up_to(self, count: i64) -> Self {
        Self {
            more: true,
            ..self.counted(count)
        }
    }

    #[must_use]
    pub fn figure(&self) -> Option<String> {
        let count = self.count.map(layout::count)?;
        Some(match self.more {
            true => format!("{count}+"),
            false => count,
        })
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

#[cfg(test)]
mod tests {
    use super::PersonView;

    #[test]
    fn a_name_that_could_be_a_handle_has_its_own_behind_it() {
        for (name, handle, host, behind) in [
            ("Ada Okonjo", "ada", None, None),
            ("Ada", "ada", None, None),
            ("ada", "ada", Some("b.test"), Some("@b.test")),
            ("Ada Okonjo", "ada", Some("b.test"), Some("@b.test")),
            ("root", "ada", None, Some("@ada")),
            ("Root", "ada", Some("b.test"), Some("@ada@b.test")),
            ("@root", "ada", None, Some("@ada")),
            ("root @guild.example", "ada", None, Some("@ada")),
            // Letters that only look alike.
            ("\u{430}da", "eve", None, Some("@eve")),
            ("", "", None, None),
        ] {
            let person = PersonView {
                display_name: name.to_owned(),
                handle: handle.to_owned(),
                host: host.map(str::to_owned),
                ..PersonView::default()
            };
            assert_eq!(person.whereabouts().as_deref(), behind, "{name}");
            let named = person.html().to_string();
            assert_eq!(
                named.contains("class=\"host\""),
                behind.is_some(),
                "{named}"
            );
        }
    }
}
