//! Which languages there are: those that are compiled in, and those that an operator dropped into the data
//! directory. All of it is read once, when the program starts, and kept until it ends.

use super::file::{Fault, Language, Source};
use super::{Locale, choosing};
use rust_embed::RustEmbed;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// In the data directory.
pub const DIRECTORY: &str = "locales";

/// No language needs as much.
const FILE_MAX: u64 = 4 * 1024 * 1024;

const ENGLISH: &str = "en";

#[derive(RustEmbed)]
#[folder = "locales"]
struct Files;

/// Without what operators drop in; what commands and tests speak that have no server.
static ENGLISH_ALONE: LazyLock<&'static Language> = LazyLock::new(|| {
    let tag: LanguageIdentifier = ENGLISH.parse().unwrap_or_default();
    let sources = compiled_in().remove(ENGLISH).unwrap_or_default();
    let first = sources.len();
    let (language, _) = Language::read(&tag, &sources, first, None);
    Box::leak(Box::new(language))
});

/// All that come with the program, for every server to whom nothing was dropped in.
static COMPILED_IN: LazyLock<Vec<Locale>> = LazyLock::new(|| read_all(BTreeMap::new()).0);

pub(super) fn english() -> Locale {
    Locale(*ENGLISH_ALONE)
}

/// The files of each language that comes with the program.
fn compiled_in() -> BTreeMap<String, Vec<Source>> {
    let mut languages: BTreeMap<String, Vec<Source>> = BTreeMap::new();
    for path in Files::iter() {
        let Some((language, _)) = path.split_once('/') else {
            continue;
        };
        let Some(file) = Files::get(&path) else {
            continue;
        };
        let sources = languages.entry(language.to_owned()).or_default();
        sources.push(Source {
            name: format!("{DIRECTORY}/{path}"),
            text: String::from_utf8_lossy(&file.data).into_owned(),
        });
    }
    languages
}

/// Every language that a server speaks.
#[derive(Debug, Clone)]
pub struct Languages {
    /// By tag; English and what it stands in for come first.
    all: Vec<Locale>,
    default: Locale,
}

impl Default for Languages {
    /// Those that come with the program.
    fn default() -> Self {
        Self::from_sources(BTreeMap::new()).0
    }
}

impl Languages {
    /// Those that come with the program and those that lie in a folder, with all that is wrong there. `default`
    /// is the one to speak to whom nothing is known of.
    pub fn load(folder: &Path, default: &str) -> (Self, Vec<Fault>) {
        let (dropped, mut faults) = dropped_in(folder);
        let (mut languages, wrong) = Self::from_sources(dropped);
        faults.extend(wrong);
        match languages.find(default) {
            Some(locale) => languages.default = locale,
            None => faults.push(Fault {
                file: "server.language".to_owned(),
                what: format!("there are no texts in {default}"),
            }),
        }
        (languages, faults)
    }

    fn from_sources(dropped: BTreeMap<String, Vec<Source>>) -> (Self, Vec<Fault>) {
        let (all, faults) = match dropped.is_empty() {
            true => (COMPILED_IN.clone(), Vec::new()),
            false => read_all(dropped),
        };
        let default = all.first().copied().unwrap_or_else(english);
        (Self { all, default }, faults)
    }

    /// The one with exactly this tag.
    pub fn find(&self, tag: &str) -> Option<Locale> {
        let mut all = self.all.iter();
        all.find(|locale| locale.tag().eq_ignore_ascii_case(tag))
            .copied()
    }

    /// The best one for what a browser sends as `Accept-Language`.
    pub fn wanted(&self, header: &str) -> Option<Locale> {
        choosing::wanted(&self.all, header)
    }

    /// The one of somebody who chose this tag, or the one to speak to whom nothing is known of.
    pub fn of(&self, tag: &str) -> Locale {
        self.find(tag).unwrap_or(self.default)
    }

    /// The one to speak to whom nothing is known of.
    pub fn default_locale(&self) -> Locale {
        self.default
    }

    pub fn iter(&self) -> impl Iterator<Item = Locale> {
        self.all.iter().copied()
    }
}

/// Every language that comes with the program or is dropped in, English first.
fn read_all(mut dropped: BTreeMap<String, Vec<Source>>) -> (Vec<Locale>, Vec<Fault>) {
    let mut coming = compiled_in();
    let mut faults = Vec::new();
    let mut all: Vec<Locale> = Vec::new();
    let tags = coming.keys().chain(dropped.keys()).cloned();
    let mut tags: Vec<String> = tags.collect();
    // What stands in for another is read before it: English, then `pt` before `pt-BR`.
    tags.sort_by_key(|tag| (tag != ENGLISH, tag.clone()));
    tags.dedup();
    for tag in tags {
        let Ok(id) = tag.parse::<LanguageIdentifier>() else {
            continue;
        };
        let more = dropped.remove(&tag).unwrap_or_default();
        if tag == ENGLISH && more.is_empty() {
            all.push(english());
            continue;
        }
        let mut sources = coming.remove(&tag).unwrap_or_default();
        let first = sources.len();
        sources.extend(more);
        let (language, wrong) = Language::read(&id, &sources, first, stand_in(&all, &tag));
        faults.extend(wrong);
        all.push(Locale(Box::leak(Box::new(language))));
    }
    (all, faults)
}

/// `pt` for `pt-BR` where it is there, else English, which stands in for all but itself.
fn stand_in(all: &[Locale], tag: &str) -> Option<&'static Language> {
    let mut shorter = tag;
    while let Some((rest, _)) = shorter.rsplit_once('-') {
        if let Some(found) = all.iter().find(|locale| locale.tag() == rest) {
            return Some(found.0);
        }
        shorter = rest;
    }
    all.first().map(|english| english.0)
}

/// `fr.ftl` and `fr/*.ftl` in a folder, by language, and what cannot be read. No folder is no fault.
fn dropped_in(folder: &Path) -> (BTreeMap<String, Vec<Source>>, Vec<Fault>) {
    let mut languages = BTreeMap::new();
    let mut faults = Vec::new();
    for path in listed(folder, &mut faults) {
        let name = path.file_name().and_then(|name| name.to_str());
        let tag = name.map(|name| name.strip_suffix(".ftl").unwrap_or(name));
        // So that `pt_br` and `PT-BR` are one language.
        let tag = tag.and_then(|tag| tag.parse::<LanguageIdentifier>().ok());
        let tag = tag.filter(|tag| matches!(tag.language.as_str().len(), 2 | 3));
        let Some(tag) = tag else {
            faults.push(fault(&path, "its name is no language, such as fr or pt-BR"));
            continue;
        };
        let files = match path.is_dir() {
            true => listed(&path, &mut faults),
            false => vec![path],
        };
        let sources: &mut Vec<Source> = languages.entry(tag.to_string()).or_default();
        for file in files {
            match read(&file) {
                Ok(text) => sources.push(Source {
                    name: file.display().to_string(),
                    text,
                }),
                Err(error) => faults.push(fault(&file, &error.to_string())),
            }
        }
    }
    languages.retain(|_, sources| !sources.is_empty());
    (languages, faults)
}

/// Folders and `.ftl` files, by name.
fn listed(folder: &Path, faults: &mut Vec<Fault>) -> Vec<std::path::PathBuf> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            faults.push(fault(folder, &error.to_string()));
            return Vec::new();
        }
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<_> = paths
        .filter(|path| path.is_dir() || path.extension().is_some_and(|kind| kind == "ftl"))
        .collect();
    paths.sort();
    paths
}

fn read(file: &Path) -> io::Result<String> {
    let size = fs::metadata(file)?.len();
    if size > FILE_MAX {
        return Err(io::Error::other(format!("{size} bytes are too many")));
    }
    fs::read_to_string(file)
}

fn fault(file: &Path, what: &str) -> Fault {
    Fault {
        file: file.display().to_string(),
        what: what.to_owned(),
    }
}
