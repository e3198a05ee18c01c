//! Rules in their numbered points, with how they differ from those that somebody has read or agreed to before.

use super::join::{Typed, value_of};
use crate::accounts::settings::links;
use crate::app::App;
use crate::error::FieldError;
use crate::text;
use std::borrow::Cow;

/// For the macros in `membership/pages/points.html`.
#[derive(Debug, Default)]
pub(super) struct PointsView {
    pub lang: Option<String>,
    pub points: Vec<PointView>,
    /// Points that are no more, as HTML.
    pub gone: Vec<String>,
}

/// A point of the rules, as HTML.
#[derive(Debug)]
pub(super) struct PointView {
    /// From 1.
    pub number: usize,
    pub html: String,
    /// How it differs, as in "new".
    pub mark: Option<String>,
    /// What stood in its place, as HTML.
    pub before: Option<String>,
}

impl PointsView {
    /// `before` are the points of those that were read; none where they are not known, or are these.
    pub fn since(
        app: &App,
        lang: Option<String>,
        before: Option<&[String]>,
        now: &[String],
    ) -> Self {
        let (differences, gone) = match before {
            Some(before) => differences(before, now),
            None => (now.iter().map(|_| Difference::None).collect(), Vec::new()),
        };
        let all = rendered(app, now).into_iter().zip(differences).zip(1..);
        let point = |((html, is), number): ((String, Difference<'_>), usize)| PointView {
            number,
            html,
            mark: is.mark(),
            before: match is {
                Difference::Changed(old) => rendered(app, std::slice::from_ref(old)).pop(),
                Difference::None | Difference::New => None,
            },
        };
        Self {
            lang,
            points: all.map(point).collect(),
            gone: rendered(app, &gone),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Whether anything is new or reworded.
    pub fn has_marked(&self) -> bool {
        self.points.iter().any(|point| point.mark.is_some())
    }

    /// Whether anything is not as it was before.
    pub fn differs(&self) -> bool {
        !self.gone.is_empty() || self.has_marked()
    }
}

fn rendered(app: &App, items: &[String]) -> Vec<String> {
    let links = links(app);
    let render = |item: &String| text::render(item, &links).html;
    items.iter().map(render).collect()
}

/// What was typed into a form. A yes to rules that have changed `meanwhile` is none to those that hold: the box
/// comes back empty, and all else as it was.
pub(super) fn still_meant(typed: &Typed, meanwhile: bool) -> Cow<'_, Typed> {
    if !meanwhile || value_of(typed, "agree").is_empty() {
        return Cow::Borrowed(typed);
    }
    let mut kept = typed.clone();
    kept.remove("agree");
    Cow::Owned(kept)
}

/// What is wrong with a form. That rules changed `meanwhile` is nobody's fault: the page says it for itself.
pub(super) fn still_wrong(mut errors: Vec<FieldError>, meanwhile: bool) -> Vec<FieldError> {
    errors.retain(|error| !meanwhile || error.field != "agree");
    errors
}

/// The version that somebody had read when they sent a form, where another one holds by now.
pub(super) fn read_before(typed: &str, current: i32) -> Option<i32> {
    let read: Option<i32> = typed.trim().parse().ok();
    read.filter(|read| *read != current)
}

/// How a point differs from those before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Difference<'a> {
    None,
    New,
    /// It stands where this stood.
    Changed(&'a String),
}

impl Difference<'_> {
    fn mark(self) -> Option<String> {
        match self {
            Self::None => None,
            Self::New => Some(t!("membership-points-new")),
            Self::Changed(_) => Some(t!("membership-points-changed")),
        }
    }
}

/// Point by point, and those that are no more.
fn differences<'a>(before: &'a [String], now: &[String]) -> (Vec<Difference<'a>>, Vec<String>) {
    let difference = |(at, item): (usize, &String)| match before.get(at) {
        _ if before.contains(item) => Difference::None,
        Some(old) if !now.contains(old) => Difference::Changed(old),
        _ => Difference::New,
    };
    let replaced = |at: usize| now.get(at).is_some_and(|item| !before.contains(item));
    let gone = before
        .iter()
        .enumerate()
        .filter(|&(at, item)| !now.contains(item) && !replaced(at));
    (
        now.iter().enumerate().map(difference).collect(),
        gone.map(|(_, item)| item.clone()).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_new_changed_or_gone() {
        let list = |items: &[&str]| -> Vec<String> {
            items.iter().map(|item| (*item).to_owned()).collect()
        };
        let before = list(&["Be kind.", "No trade.", "No names."]);
        let now = list(&["Be kind.", "No adverts.", "Stay on topic.", "No names."]);
        let (points, gone) = differences(&before, &now);
        let trade = &before[1];
        let expected = [
            Difference::None,
            Difference::Changed(trade),
            Difference::New,
            Difference::None,
        ];
        assert_eq!(points, expected);
        assert!(gone.is_empty(), "{gone:?}");
        let fewer = list(&["No names."]);
        let (points, gone) = differences(&before, &fewer);
        assert_eq!(points, [Difference::None]);
        assert_eq!(gone, before[..2]);
    }

    #[test]
    fn a_yes_to_other_rules_is_none_and_nobodys_fault() {
        let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let typed: Typed = [("agree", "on"), ("answer_1", "Glue.")].map(own).into();
        let kept = still_meant(&typed, true);
        assert_eq!(value_of(&kept, "agree"), "");
        assert_eq!(value_of(&kept, "answer_1"), "Glue.");
        assert_eq!(*still_meant(&typed, false), typed);
        let error = |field| FieldError {
            field,
            message: "It is missing.".into(),
        };
        let both = vec![error("agree"), error("answer_1")];
        assert_eq!(still_wrong(both.clone(), false), both);
        assert_eq!(still_wrong(both, true), [error("answer_1")]);
        assert_eq!(read_before("2", 3), Some(2));
        for none in [("3", 3), ("", 3), ("x", 3)] {
            assert_eq!(read_before(none.0, none.1), None);
        }
    }
}
