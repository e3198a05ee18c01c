//! The languages of our pages, mails and messages. `docs/translating.md` says how to add a word, a text with
//! links in it, and a language.
//!
//! What is said stands in `locales/LANGUAGE/ROOM.ftl`, in the syntax of Project Fluent; English and German are
//! compiled in, others are dropped into `locales` in the data directory. What a language lacks is said in English.
//! Each request speaks one language ([`scope`], set by `web::language`), and what is made for somebody else, such
//! as a mail, is made [`in_locale`] of theirs. `t!` and `t_html!` look up what is said in it.
//!
//! - `languages`: which languages there are, read once
//! - `file`: what one language says, and what is wrong with its files
//! - `choosing`: which language somebody wants; pure
//! - `html`: texts with links and markup in them
//! - `figures`: numbers and dates

/// What is said under a key in the language of the reader: `t!("about-title", site = name)`. Values are text or
/// numbers; the template that shows the text escapes it.
macro_rules! t {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::locale::say(
            $key,
            [$((stringify!($name), $crate::locale::Said::said(&$value))),*],
        )
    };
}

/// The same for a text with links or markup in it, as HTML that is not escaped again. `name => address` is where
/// `<name>…</name>` in the text leads; `name = value` is a value, which may be [`Html`].
macro_rules! t_html {
    (@part = $value:expr) => {
        $crate::locale::Shown::shown(&$value)
    };
    (@part => $href:expr) => {
        $crate::locale::Part::link(&$href)
    };
    ($key:literal $(, $name:ident $(= $value:expr)? $(=> $href:expr)?)* $(,)?) => {
        $crate::locale::say_html(
            $key,
            &[$((stringify!($name), t_html!(@part $(= $value)? $(=> $href)?))),*],
        )
    };
}

mod choosing;
mod figures;
mod file;
mod html;
mod languages;
#[cfg(test)]
mod tests;

pub use figures::{count, date, day, exact, month_and_year};
pub use file::Fault;
pub use html::{Html, Part, Shown, say_html};
pub use languages::{DIRECTORY, Languages};

use file::Language;
use fluent_bundle::{FluentArgs, FluentValue};
use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::future::Future;

tokio::task_local! {
    static CURRENT: Cell<Locale>;
}

/// A language that we speak. What it says was read when the program started, and stays.
#[derive(Clone, Copy)]
pub struct Locale(&'static Language);

impl Locale {
    /// The one that every word is there in.
    #[must_use]
    pub fn english() -> Self {
        languages::english()
    }

    /// BCP 47, as in `de` or `pt-BR`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        &self.0.tag
    }

    /// What it calls itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        &self.0.name
    }

    /// `ltr` or `rtl`, for the attribute `dir`.
    #[must_use]
    pub fn direction(self) -> &'static str {
        match choosing::is_right_to_left(self.tag()) {
            true => "rtl",
            false => "ltr",
        }
    }
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Locale {}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Locale({})", self.tag())
    }
}

/// The language that is spoken here and now; English where nobody said which.
#[must_use]
pub fn current() -> Locale {
    CURRENT
        .try_with(Cell::get)
        .unwrap_or_else(|_| Locale::english())
}

/// Does something in this language. A task that it starts speaks English again.
pub async fn scope<F: Future>(locale: Locale, work: F) -> F::Output {
    CURRENT.scope(Cell::new(locale), work).await
}

/// Makes something in this language, for somebody who reads it.
pub fn in_locale<T>(locale: Locale, make: impl FnOnce() -> T) -> T {
    CURRENT.sync_scope(Cell::new(locale), make)
}

/// From here on the request speaks this language. Outside of a [`scope`] nothing changes.
pub fn speak(locale: Locale) {
    // An error means that there is no scope.
    let _ = CURRENT.try_with(|current| current.set(locale));
}

/// What can stand in a text.
pub trait Said {
    fn said(&self) -> FluentValue<'_>;
}

impl Said for str {
    fn said(&self) -> FluentValue<'_> {
        self.into()
    }
}

impl Said for String {
    fn said(&self) -> FluentValue<'_> {
        self.as_str().into()
    }
}

impl Said for Cow<'_, str> {
    fn said(&self) -> FluentValue<'_> {
        FluentValue::String(Cow::Borrowed(self))
    }
}

impl<T: Said + ?Sized> Said for &T {
    fn said(&self) -> FluentValue<'_> {
        (**self).said()
    }
}

macro_rules! numbers {
    ($($kind:ty)*) => {
        $(impl Said for $kind {
            fn said(&self) -> FluentValue<'_> {
                (*self).into()
            }
        })*
    };
}

numbers!(u16 u32 u64 i32 i64 usize);

/// Behind `t!`, which is what to use: a test finds its keys.
#[must_use]
pub fn say<const N: usize>(key: &str, values: [(&'static str, FluentValue<'_>); N]) -> String {
    if N == 0 {
        return say_with(current(), key, None);
    }
    let values: FluentArgs<'_> = values.into_iter().collect();
    say_with(current(), key, Some(&values))
}

/// A text that a language lacks, or that does not come out right, is said in the next one.
fn say_with(locale: Locale, key: &str, values: Option<&FluentArgs<'_>>) -> String {
    let mut next = Some(locale.0);
    while let Some(language) = next {
        if let Some(text) = language.say(key, values) {
            return text.into_owned();
        }
        next = language.fallback;
    }
    tracing::error!(key, "no language has this text");
    key.to_owned()
}
