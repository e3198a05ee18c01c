//! The parts in the states in which one seldom sees them: refused, empty-handed, under way.

use crate::web::layout::Kind;
use crate::web::view::{
    ActionView, FieldView, LinkView, MarkView, NoticeView, OptionView, PagerView,
};

/// For the style page.
#[derive(Debug)]
pub struct States {
    pub area: FieldView,
    pub select: FieldView,
    pub radios: FieldView,
    pub checks: FieldView,
    pub tick: FieldView,
    pub ticked: FieldView,
    pub file: FieldView,
    pub wrong_file: FieldView,
    pub acts: Vec<ActionView>,
    pub care: Vec<ActionView>,
    pub mark: MarkView,
    pub progress: Vec<NoticeView>,
    /// In the middle of a list, at its beginning and at its end.
    pub turns: Vec<(&'static str, PagerView)>,
}

impl States {
    #[must_use]
    pub fn new() -> Self {
        Self {
            area: FieldView {
                rows: 3,
                ..wrong("wrong_area", "Longer text", "Write at least a sentence.")
            },
            select: wrong("wrong_select", "Choice from a list", "Choose one.").options(options()),
            radios: wrong("wrong_radios", "Who may read", "Choose one.").options(options()),
            checks: wrong("wrong_checks", "Threads to start with", "At most three.")
                .options(options())
                .value("some"),
            tick: wrong(
                "agree",
                "I have read the rules",
                "Members agree to the rules.",
            ),
            ticked: FieldView::text("ticked", "Tell me by mail").value("on"),
            file: FieldView::text("file", "Mark").help("It is cut to a square."),
            wrong_file: wrong("wrong_file", "Banner", "This file is no picture."),
            acts: vec![
                ActionView::link("Reply", "reply", "#menus"),
                ActionView::button("Accept", "check", "/style"),
            ],
            care: vec![
                ActionView::link("Remove…", "remove", "#menus"),
                ActionView::button("Pin", "pin", "/style"),
            ],
            mark: MarkView {
                badge: "Held; others do not see it yet".into(),
                text: "It is shown when a convener has looked at it.".into(),
                link: Some(LinkView::new("Why", "#menus")),
            },
            progress: progress(),
            turns: turns(),
        }
    }
}

impl Default for States {
    fn default() -> Self {
        Self::new()
    }
}

fn wrong(name: &'static str, label: &str, error: &str) -> FieldView {
    FieldView {
        error: Some(error.into()),
        ..FieldView::text(name, label).help("With an error.")
    }
}

fn options() -> Vec<OptionView> {
    vec![
        OptionView::new("all", "Everything").explained("Also what is far away."),
        OptionView::new("some", "Some of it"),
    ]
}

fn progress() -> Vec<NoticeView> {
    let notice = |kind, title: &str, text: &str, done| NoticeView {
        kind,
        title: title.into(),
        text: text.into(),
        link: None,
        progress: Some((done, 14)),
    };
    vec![
        notice(
            Kind::Info,
            "The copy has not begun yet.",
            "It goes on when you leave this page.",
            0,
        ),
        notice(Kind::Info, "9 of 14 threads are copied.", "", 9),
        notice(Kind::Ok, "All 14 threads are copied.", "", 14),
    ]
}

fn turns() -> Vec<(&'static str, PagerView)> {
    let link = || Some("#nav".to_owned());
    vec![
        (
            "In the middle",
            PagerView {
                newer: link(),
                older: link(),
            },
        ),
        (
            "At the beginning",
            PagerView {
                newer: link(),
                older: None,
            },
        ),
        (
            "At the end",
            PagerView {
                newer: None,
                older: link(),
            },
        ),
    ]
}

#[cfg(test)]
mod tests {
    use crate::store::Time;
    use crate::web::style::{Look, StylePage};
    use askama::Template;
    use chrono::{TimeZone, Utc};
    use scraper::{Html, Selector};

    const PARTS: &str = include_str!("../parts.html");
    const STYLE: &str = include_str!("../style.html");
    const SHEET: &str = include_str!("../assets/guildhall.css");

    /// The states that have a name.
    const NAMED: [(&str, &[&str]); 2] = [
        (
            ".row",
            &["accepted", "open", "answered", "talk", "event", "read"],
        ),
        (".post", &["accepted", "held", "removed"]),
    ];

    /// The word behind each place where `mark` stands.
    fn words<'a>(text: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
        text.split(mark).skip(1).map(|rest| {
            let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '_' || c == '-'));
            rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
        })
    }

    fn page() -> Html {
        let now = Time::new(Utc.with_ymd_and_hms(2026, 11, 23, 10, 20, 0).unwrap());
        let page = StylePage::new(now, Look::default()).render().unwrap();
        Html::parse_document(&page)
    }

    #[test]
    fn every_part_of_a_page_is_shown() {
        let shown: Vec<&str> = words(STYLE, "parts::")
            .chain(words(PARTS, "{% call "))
            .collect();
        let parts: Vec<&str> = words(PARTS, "{%- macro ").collect();
        assert!(parts.len() > 30, "{parts:?}");
        let missing: Vec<&&str> = parts.iter().filter(|part| !shown.contains(part)).collect();
        assert!(
            missing.is_empty(),
            "show them on the style page: {missing:?}"
        );
    }

    #[test]
    fn every_state_of_a_part_is_shown() {
        let page = page();
        for state in [
            "input[aria-invalid=true]",
            "textarea[aria-invalid=true]",
            "select[aria-invalid=true]",
            "fieldset[aria-describedby*='-error']",
            "input[type=checkbox][aria-invalid=true]",
            "input[type=checkbox][checked]",
            "input[type=file][aria-invalid=true]",
            "input[disabled]",
            "button[disabled]",
            ".notice[role=alert]",
            ".notice progress[value='0']",
            ".notice progress[value='9'][max='14']",
            ".notice progress[value='14']",
            "progress:not([value])",
            "details.menu[open] .menu-list",
            "details.fold",
            "button[aria-pressed=true]",
            ".pager a[rel=prev]",
            ".pager a[rel=next]",
            ".tabs a[aria-current]",
            ".filters a[aria-current]",
            ".empty b",
            ".quote",
            ".diff ins",
            ".diff del",
            ".table .num",
            "dl.facts",
            "mark",
        ] {
            let found = Selector::parse(state).unwrap();
            assert!(page.select(&found).next().is_some(), "{state} is not shown");
        }
        for (part, names) in NAMED {
            for name in names {
                let found = Selector::parse(&format!("{part}[data-state={name}]")).unwrap();
                assert!(page.select(&found).next().is_some(), "{part} {name}");
            }
        }
        for kind in ["info", "ok", "warn", "bad"] {
            let found = Selector::parse(&format!(".notice[data-kind={kind}]")).unwrap();
            assert!(page.select(&found).next().is_some(), "{kind}");
        }
    }

    #[test]
    fn the_sheet_has_no_looks_for_what_is_nowhere() {
        for gone in [
            ".card",
            ".cards",
            ".dialog",
            ".row-acts",
            ".sample-title",
            ".toc",
        ] {
            assert!(
                words(SHEET, ".").all(|name| name != gone.trim_start_matches('.')),
                "{gone}"
            );
        }
    }
}
