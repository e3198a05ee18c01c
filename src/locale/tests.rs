//! What stands in `locales` and what asks for it, and how a language is chosen, read and written.

mod pages;

use super::file::{self, Fault};
use super::{Html, Languages, Locale, choosing, count, in_locale};
use crate::store::Time;
use crate::web::layout::{Now, when};
use chrono::{DateTime, TimeDelta, Utc};
use fluent_bundle::FluentResource;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Asked for by name in `file`, not by a macro.
const READ_DIRECTLY: [&str; 3] = ["locale-name", "locale-group", "locale-fraction"];

/// Values that stand for an English word, which another language leaves out.
const ENGLISH_WORDS: [(&str, &str); 2] = [("error-no-such", "$what"), ("error-gone", "$what")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files(&path, found),
            false => found.push(path),
        }
    }
    found.sort();
}

/// Every text of a language with what stands in it.
fn texts(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = Vec::new();
    files(&root().join("locales").join(language), &mut found);
    let mut texts = BTreeMap::new();
    for path in found {
        let room = path.file_stem().unwrap().to_str().unwrap();
        let there = root().join("src").join(room);
        assert!(
            there.is_dir() || there.with_extension("rs").is_file(),
            "{}: a file is called after a room of src",
            path.display()
        );
        let read = FluentResource::try_new(fs::read_to_string(&path).unwrap());
        let resource = read.unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
        for (key, marks) in file::texts(&resource) {
            assert!(
                key.starts_with(&format!("{room}-")),
                "{}: {key} begins with another room",
                path.display()
            );
            let twice = texts.insert(key.clone(), marks).is_some();
            assert!(!twice, "{key} is there twice");
        }
    }
    texts
}

/// A call of `t!` or `t_html!`: its key, and what it gives in the form of [`file::texts`].
fn calls(text: &str) -> Vec<(String, BTreeSet<String>)> {
    let code: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let code = code.join("\n");
    let mut calls = Vec::new();
    for name in ["t!(", "t_html!("] {
        for (at, _) in code.match_indices(name) {
            let before = code.get(..at).unwrap().chars().next_back();
            if before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_') {
                continue;
            }
            let inside = code.get(at + name.len()..).unwrap().trim_start();
            let Some((key, rest)) = inside
                .strip_prefix('"')
                .and_then(|rest| rest.split_once('"'))
            else {
                continue;
            };
            calls.push((key.to_owned(), given(rest)));
        }
    }
    calls
}

/// The names of the arguments behind a key, up to the end of the call.
fn given(rest: &str) -> BTreeSet<String> {
    let mut arguments = vec![String::new()];
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    for c in rest.chars() {
        match c {
            '"' if !escaped => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' if !quoted && depth == 0 => break,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                arguments.push(String::new());
                continue;
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        arguments.last_mut().unwrap().push(c);
    }
    let mut names = BTreeSet::new();
    for argument in &arguments {
        let Some((name, value)) = argument.split_once('=') else {
            continue;
        };
        let name = name.trim();
        match value.starts_with('>') {
            true => names.extend([format!("<{name}>"), format!("</{name}>")]),
            false => names.extend([format!("${name}")]),
        }
    }
    names
}

fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    files(&root().join("src"), &mut found);
    found
        .into_iter()
        .filter(|path| !path.ends_with("locale/tests.rs") && !path.ends_with("locale/mod.rs"))
        .filter(|path| {
            path.extension()
                .is_some_and(|kind| kind == "rs" || kind == "html")
        })
        .map(|path| (path.clone(), fs::read_to_string(&path).unwrap()))
        .collect()
}

#[test]
fn every_text_that_is_asked_for_is_there_with_what_it_is_given_and_no_other_is() {
    let english = texts("en");
    let mut unused: BTreeSet<&String> = english.keys().collect();
    unused.retain(|key| !READ_DIRECTLY.contains(&key.as_str()));
    let mut faults = Vec::new();
    for (path, text) in sources() {
        for (key, given) in calls(&text) {
            unused.remove(&key);
            match english.get(&key) {
                None => faults.push(format!("{}: no file has {key}", path.display())),
                Some(marks) if *marks != given => faults.push(format!(
                    "{}: {key} has {marks:?} and is given {given:?}",
                    path.display()
                )),
                Some(_) => {}
            }
        }
    }
    faults.extend(unused.iter().map(|key| format!("nothing asks for {key}")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn german_says_all_that_english_says() {
    let (english, german) = (texts("en"), texts("de"));
    let keys = |texts: &BTreeMap<String, BTreeSet<String>>| -> BTreeSet<String> {
        texts.keys().cloned().collect()
    };
    let lacking: Vec<_> = keys(&english).difference(&keys(&german)).cloned().collect();
    assert!(lacking.is_empty(), "locales/de lacks {lacking:?}");
    let more: Vec<_> = keys(&german).difference(&keys(&english)).cloned().collect();
    assert!(more.is_empty(), "locales/en lacks {more:?}");
    for (key, marks) in &english {
        let left_out = ENGLISH_WORDS.iter().filter(|(own, _)| own == key);
        let left_out: BTreeSet<String> = left_out.map(|(_, mark)| (*mark).to_owned()).collect();
        let expected: BTreeSet<String> = marks.difference(&left_out).cloned().collect();
        assert_eq!(german[key], expected, "{key}");
    }
}

#[test]
fn what_is_compiled_in_is_what_lies_in_the_folder() {
    let languages = Languages::default();
    let tags: Vec<&str> = languages.iter().map(Locale::tag).collect();
    assert_eq!(tags, ["en", "de"]);
    for locale in languages.iter() {
        for key in texts(locale.tag()).keys() {
            assert!(locale.0.has(key), "{} {key}", locale.tag());
        }
    }
}

/// The languages with these files in the folder of an operator.
fn with_files(files: &[(&str, &str)]) -> (Languages, Vec<Fault>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    Languages::load(folder.path(), "en")
}

fn said<T>(languages: &Languages, tag: &str, make: impl FnOnce() -> T) -> T {
    in_locale(languages.find(tag).unwrap(), make)
}

#[test]
fn a_file_that_is_dropped_in_is_a_language() {
    let (languages, faults) = with_files(&[
        (
            "fr.ftl",
            "locale-name = Français\nweb-search = Rechercher\n",
        ),
        ("pt/web.ftl", "web-search = Procurar\nweb-rules = Regras\n"),
        ("pt-BR/web.ftl", "web-search = Buscar\n"),
    ]);
    assert!(faults.is_empty(), "{faults:?}");
    let names: Vec<&str> = languages.iter().map(Locale::name).collect();
    assert_eq!(names, ["English", "Deutsch", "Français", "pt", "pt-BR"]);
    assert_eq!(said(&languages, "fr", || t!("web-search")), "Rechercher");
    assert_eq!(said(&languages, "fr", || t!("web-rules")), "Rules");
    assert_eq!(said(&languages, "pt-BR", || t!("web-search")), "Buscar");
    assert_eq!(said(&languages, "pt-BR", || t!("web-rules")), "Regras");
}

#[test]
fn an_operator_can_say_single_things_in_other_words() {
    let (languages, faults) = with_files(&[("en.ftl", "web-search = Find\n")]);
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(said(&languages, "en", || t!("web-search")), "Find");
    assert_eq!(said(&languages, "en", || t!("web-rules")), "Rules");
    assert_eq!(
        t!("web-search"),
        "Search",
        "what has no server is as it was"
    );
}

#[test]
fn what_is_wrong_with_a_file_is_told_and_english_stands_in() {
    let (languages, faults) = with_files(&[
        (
            "fr.ftl",
            "web-search = Rechercher\nweb-rules Règles\nweb-nothing = Rien\nweb-search-site = Chercher dans { $nom }\nabout-modlog = Voir le journal.\nweb-edited = modifié { web-edited }\n",
        ),
        ("README/web.ftl", "web-search = x\n"),
        ("klingon-language-of-old.ftl", "web-search = x\n"),
        ("de/bytes.ftl", "web-search = { $"),
    ]);
    let told: Vec<String> = faults.iter().map(|fault| fault.what.clone()).collect();
    let told = told.join("\n");
    for what in [
        "line 2:",
        "web-nothing is no key",
        "web-search-site has $nom",
        "about-modlog lacks </log>",
        "its name is no language",
    ] {
        assert!(told.contains(what), "{what}\n{told}");
    }
    assert!(
        faults
            .iter()
            .any(|fault| fault.file.ends_with("de/bytes.ftl"))
    );
    let french = |make: fn() -> String| said(&languages, "fr", make);
    assert_eq!(french(|| t!("web-search")), "Rechercher");
    assert_eq!(french(|| t!("web-rules")), "Rules");
    let at = "Quayside";
    assert_eq!(
        said(&languages, "fr", || t!("web-search-site", site = at)),
        "Search Quayside"
    );
    // One that names itself comes to no end, which shows only when it is said.
    let edited = said(&languages, "fr", || {
        t_html!("web-edited", when = "now").to_string()
    });
    assert_eq!(edited, "edited now");
    assert_eq!(said(&languages, "de", || t!("web-search")), "Suchen");
}

#[test]
fn an_unknown_language_of_the_server_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (languages, faults) = Languages::load(folder.path(), "tlh");
    assert_eq!(languages.default_locale().tag(), "en");
    assert!(
        faults[0].to_string().contains("server.language"),
        "{faults:?}"
    );
    let (languages, faults) = Languages::load(folder.path(), "de");
    assert_eq!((languages.default_locale().tag(), faults), ("de", vec![]));
}

#[test]
fn a_browser_gets_the_best_of_the_languages_that_it_wants() {
    let (languages, _) = with_files(&[("pt-BR.ftl", "web-search = Buscar\n")]);
    for (header, expected) in [
        ("de", Some("de")),
        ("de-AT,de;q=0.9,en;q=0.8", Some("de")),
        ("fr, en;q=0.5, de;q=0.7", Some("de")),
        ("DE", Some("de")),
        ("pt", Some("pt-BR")),
        ("pt-PT", Some("pt-BR")),
        ("en;q=0, de;q=0.1", Some("de")),
        ("de;q=0.5, en;q=0.5", Some("de")),
        ("de;q=nonsense, en;q=0.1", Some("en")),
        ("fr, ja", None),
        ("*", None),
        ("", None),
        (",;q=1,;;", None),
    ] {
        let found = languages.wanted(header).map(Locale::tag);
        assert_eq!(found, expected, "{header}");
    }
}

#[test]
fn plurals_are_those_of_the_language() {
    let polish = "web-votes =\n    { $count ->\n        [one] { $count } głos\n        [few] { $count } głosy\n       *[many] { $count } głosów\n    }\n";
    let (languages, faults) = with_files(&[("pl.ftl", polish)]);
    assert!(faults.is_empty(), "{faults:?}");
    for (tag, number, expected) in [
        ("en", 0, "0 votes"),
        ("en", 1, "1 vote"),
        ("en", 12_840, "12\u{202f}840 votes"),
        ("de", 1, "1 Stimme"),
        ("de", 12_840, "12.840 Stimmen"),
        ("pl", 1, "1 głos"),
        ("pl", 3, "3 głosy"),
        ("pl", 5, "5 głosów"),
        ("pl", 22, "22 głosy"),
    ] {
        let text = said(&languages, tag, || t!("web-votes", count = number));
        assert_eq!(text, expected, "{tag}");
    }
}

#[test]
fn numbers_and_dates_are_written_as_in_the_language() {
    let languages = Languages::default();
    let now: DateTime<Utc> = "2026-11-23T10:20:00Z".parse().unwrap();
    let seen = Now::within(Time::new(now), "Europe/Berlin");
    let words = |seconds| when(now - TimeDelta::seconds(seconds), seen);
    let german = |make: &dyn Fn() -> String| said(&languages, "de", make);
    assert_eq!(german(&|| count(-1_000_000)), "−1.000.000");
    assert_eq!(german(&|| count(1284)), "1284");
    assert_eq!(german(&|| words(40 * 60)), "vor 40 Minuten");
    assert_eq!(german(&|| words(30 * 3_600)), "gestern");
    assert_eq!(german(&|| words(90 * 86_400)), "25. August 2026");
    assert_eq!(german(&|| words(-7_300)), "in 2 Stunden");
    assert_eq!(
        german(&|| super::exact(now, seen.zone)),
        "23.11.2026, 11:20 Uhr (CET)"
    );
    assert_eq!(super::exact(now, seen.zone), "2026-11-23, 11:20 CET");
}

#[test]
fn languages_that_are_written_from_right_to_left_say_so_and_keep_names_apart() {
    for (tag, expected) in [
        ("ar", true),
        ("fa-IR", true),
        ("he", true),
        ("uz-Arab", true),
        ("az-Latn", false),
        ("ar-Latn", false),
        ("sr-Cyrl", false),
        ("de", false),
        ("sl-1994", false),
    ] {
        assert_eq!(choosing::is_right_to_left(tag), expected, "{tag}");
    }
    let (languages, faults) = with_files(&[("ar.ftl", "web-search-site = ابحث في { $site }\n")]);
    assert!(faults.is_empty(), "{faults:?}");
    let arabic = languages.find("ar").unwrap();
    assert_eq!(arabic.direction(), "rtl");
    let text = in_locale(arabic, || t!("web-search-site", site = "Quayside"));
    assert_eq!(text, "ابحث في \u{2068}Quayside\u{2069}");
    let text = t!("web-search-site", site = "عائشة");
    assert_eq!(text, "Search عائشة");
}

#[test]
fn a_text_with_markup_has_no_other_than_its_own() {
    let (languages, _) = with_files(&[(
        "fr.ftl",
        "about-modlog = <i>Voir</i> <log>le & <b>journal</b></log>.\nabout-joining-abroad = <b>{ $host }</b> \"x\"\n",
    )]);
    let href = "/modlog?a=1&b=\"2\"";
    let text = said(&languages, "fr", || t_html!("about-modlog", log => href));
    let english = "What moderators did, and why, is in the <a href=\"/modlog?a=1&#38;b=&#34;2&#34;\">moderation log</a>.";
    assert_eq!(text.to_string(), english, "<i> is none that a text may use");
    let host = "<b>a & b</b></a><log>\u{e000}\u{e001}";
    let text = said(&languages, "fr", || {
        t_html!("about-joining-abroad", host = host)
    });
    assert_eq!(
        text.to_string(),
        "<b>&#60;b&#62;a &#38; b&#60;/b&#62;&#60;/a&#62;&#60;log&#62;\u{fffd}\u{fffd}</b> &#34;x&#34;"
    );
    let time = Html::trusted("<time>now</time>");
    let text = t_html!("web-edited", when = time);
    assert_eq!(text.to_string(), "edited <time>now</time>");
    let out = t_html!("about-software-source", source => "https://source.example/");
    assert!(
        out.to_string()
            .contains("<a href=\"https://source.example/\" rel=\"noopener\">")
    );
}

#[tokio::test]
async fn a_scope_speaks_its_language_until_it_is_told_another() {
    let languages = Languages::default();
    let (english, german) = (languages.of("en"), languages.of("de"));
    assert_eq!(super::current(), Locale::english());
    let words = super::scope(german, async {
        let first = t!("web-search");
        tokio::task::yield_now().await;
        let within = in_locale(english, || t!("web-search"));
        super::speak(english);
        [first, within, t!("web-search")]
    });
    assert_eq!(words.await, ["Suchen", "Search", "Search"]);
    super::speak(german);
    assert_eq!(
        t!("web-search"),
        "Search",
        "outside of a scope nothing changes"
    );
}
