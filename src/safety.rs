//! Every abuse case of the catalogue, by the id it has there, with the tests that show that this server stands
//! it. An id without a test, a test that is not there, and one that is skipped fail the build.
//!
//! The lists are texts beside this file, one for each class: S: signatures, keys, and who somebody is. O: whose
//! things are whose. P: what is not for everybody. F: what the server fetches. R: exhausting the server.
//! X: pages. A: accounts. M: pictures. B: moderation and operation. Below each id stand its tests as nextest
//! writes their paths, those of processes behind [`PROCESSES`]; or beside it why it cannot apply. What is not
//! shown yet, or not whole, stands in `owed.txt` instead, with the tests it has so far.
//! `scripts/test abuse` runs them all and prints a table.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const PROCESSES: &str = "federation-tests: ";
const CANNOT_APPLY: &str = "cannot apply: ";

/// The classes in the order of the catalogue, how many cases each has, and their lists.
const CLASSES: [(char, usize, &str); 9] = [
    ('S', 22, include_str!("safety/S.txt")),
    ('O', 22, include_str!("safety/O.txt")),
    ('P', 16, include_str!("safety/P.txt")),
    ('F', 15, include_str!("safety/F.txt")),
    ('R', 22, include_str!("safety/R.txt")),
    ('X', 15, include_str!("safety/X.txt")),
    ('A', 20, include_str!("safety/A.txt")),
    ('M', 10, include_str!("safety/M.txt")),
    ('B', 10, include_str!("safety/B.txt")),
];

const OWED: &str = include_str!("safety/owed.txt");
/// It only ever gets smaller: whoever shows a case moves it to the list of its class and lowers this.
const OWED_AT_MOST: usize = 0;

struct Case<'a> {
    id: &'a str,
    /// What stands beside the id.
    note: &'a str,
    tests: Vec<&'a str>,
}

impl Case<'_> {
    /// What is wrong with how the case is listed.
    fn faults(&self, owed: bool) -> Vec<String> {
        let id = self.id;
        let mut faults: Vec<String> = self
            .tests
            .iter()
            .filter_map(|test| find(test).err())
            .map(|fault| format!("{id}: {fault}"))
            .collect();
        let why = self.note.strip_prefix(CANNOT_APPLY);
        let words = why.unwrap_or(self.note).split_whitespace().count();
        let fault = match (owed, self.tests.is_empty(), why) {
            (true, _, Some(_)) => Some("what cannot apply is not owed"),
            (true, _, None) if words < 2 => Some("say what is owed"),
            (false, true, None) => Some("no test, and no word why"),
            (false, true, Some(_)) if words < 4 => Some("say in words why it cannot apply"),
            (false, false, _) if !self.note.is_empty() => {
                Some("there are tests, so nothing stands beside the id")
            }
            _ => None,
        };
        faults.extend(fault.map(|fault| format!("{id}: {fault}")));
        faults
    }
}

fn read(list: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case> = Vec::new();
    for line in list.lines() {
        match (line.strip_prefix("    "), cases.last_mut()) {
            (Some(test), Some(case)) => case.tests.push(test),
            _ => {
                let (id, note) = line.split_once(' ').unwrap_or((line, ""));
                cases.push(Case {
                    id,
                    note,
                    tests: Vec::new(),
                });
            }
        }
    }
    cases
}

/// What is wrong with the lists as a whole: each id of the catalogue stands once, in order, in the list of its
/// class or among those that are owed.
fn misplaced() -> Vec<String> {
    let owed = read(OWED);
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for case in &owed {
        *places.entry(case.id).or_default() += 1;
    }
    let mut faults = Vec::new();
    for (letter, last, list) in CLASSES {
        let listed = read(list);
        for case in &listed {
            *places.entry(case.id).or_default() += 1;
        }
        let ids: Vec<&str> = listed.iter().map(|case| case.id).collect();
        if !ids.is_sorted() {
            faults.push(format!("{letter}.txt: the ids are not in order"));
        }
        for n in 1..=last {
            let id = format!("{letter}-{n:02}");
            match places.remove(id.as_str()) {
                Some(1) => {}
                Some(_) => faults.push(format!("{id} stands twice, or is owed and listed")),
                None => faults.push(format!("{id} is nowhere")),
            }
            if ids.contains(&id.as_str()) || owed.iter().any(|case| case.id == id) {
                continue;
            }
            faults.push(format!("{id} stands in the list of another class"));
        }
    }
    faults.extend(places.keys().map(|id| format!("{id} is no id")));
    if owed.len() > OWED_AT_MOST {
        faults.push(format!("{} cases are owed", owed.len()));
    }
    faults
}

#[test]
fn every_abuse_case_has_its_tests() {
    let mut faults = misplaced();
    for (_, _, list) in CLASSES {
        for case in read(list) {
            faults.extend(case.faults(false));
        }
    }
    for case in read(OWED) {
        faults.extend(case.faults(true));
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
    let cases: usize = CLASSES.iter().map(|(_, last, _)| last).sum();
    assert_eq!(cases, 152);
}

#[test]
fn what_is_wrong_with_a_list_is_said() {
    let here = "safety::what_is_wrong_with_a_list_is_said";
    for (list, owed, fine) in [
        (format!("S-01\n    {here}"), false, true),
        ("S-01".to_owned(), false, false),
        ("S-01 cannot apply: x".to_owned(), false, false),
        (
            "S-01 cannot apply: there is no such thing here".to_owned(),
            false,
            true,
        ),
        ("S-01 there is no such thing".to_owned(), false, false),
        (
            format!("S-01 cannot apply: there is none here\n    {here}"),
            false,
            false,
        ),
        ("S-01\n    safety::nothing".to_owned(), false, false),
        ("S-01".to_owned(), true, false),
        ("S-01 second factors".to_owned(), true, true),
        (format!("S-01 second factors\n    {here}"), true, true),
        (
            "S-01 cannot apply: there is none here".to_owned(),
            true,
            false,
        ),
    ] {
        let cases = read(&list);
        let [case] = cases.as_slice() else {
            panic!("one case: {list}");
        };
        assert_eq!(case.faults(owed).is_empty(), fine, "{list}");
    }
}

/// Looks the test up in the sources.
pub(crate) fn find(test: &str) -> Result<(), String> {
    let (module, name) = match test.strip_prefix(PROCESSES) {
        Some(path) => path.rsplit_once("::"),
        None => test.rsplit_once("::"),
    }
    .ok_or_else(|| format!("{test} is no path of a test"))?;
    let files = match test.strip_prefix(PROCESSES) {
        Some(_) => files_of_processes(module),
        None => files_of_module(module),
    };
    let file = files.into_iter().find(|file| file.is_file());
    let file = file.ok_or_else(|| format!("{test}: there is no file of this module"))?;
    let text = fs::read_to_string(&file).map_err(|error| format!("{test}: {error}"))?;
    if is_test(&text, name) {
        return Ok(());
    }
    Err(format!("{test}: {} has no such test", file.display()))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_of_processes(module: &str) -> Vec<PathBuf> {
    let folder = root().join("federation-tests/tests");
    ["all", "browser"]
        .iter()
        .map(|binary| folder.join(binary).join(format!("{module}.rs")))
        .collect()
}

/// A module is a file or a folder; `tests` may stand at the end of its parent's file.
fn files_of_module(module: &str) -> Vec<PathBuf> {
    let of = |module: &str| {
        let path = root().join("src").join(module.replace("::", "/"));
        [path.with_extension("rs"), path.join("mod.rs")]
    };
    let mut files = of(module).to_vec();
    if let Some(parent) = module.strip_suffix("::tests") {
        files.extend(of(parent));
    }
    files
}

/// Whether the function is there, is a test, and is run.
fn is_test(text: &str, name: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let wanted = format!("fn {name}(");
    let at = lines
        .iter()
        .position(|line| line.contains(&wanted) && !line.starts_with("//"));
    let Some(at) = at else {
        return false;
    };
    let above: Vec<&&str> = lines
        .iter()
        .take(at)
        .rev()
        .take_while(|line| line.starts_with("#[") || line.starts_with("//"))
        .collect();
    let is_test = |line: &&&str| line.starts_with("#[test]") || line.starts_with("#[tokio::test");
    above.iter().any(is_test) && !above.iter().any(|line| line.starts_with("#[ignore"))
}

#[test]
fn a_test_is_told_from_what_is_none() {
    let text = "#[test]\nfn one() {}\n\nfn two() {}\n\n/// Said.\n#[tokio::test(flavor = \"x\")]\nasync fn three() {}\n\
        \n#[test]\n#[ignore = \"slow\"]\nfn four() {}\n// fn five() {}";
    for (name, expected) in [
        ("one", true),
        ("two", false),
        ("three", true),
        ("four", false),
        ("five", false),
        ("thre", false),
        ("six", false),
    ] {
        assert_eq!(is_test(text, name), expected, "{name}");
    }
    assert!(find("safety::a_test_is_told_from_what_is_none").is_ok());
    for missing in [
        "safety",
        "safety::nothing",
        "nowhere::tests::nothing",
        "federation-tests: nowhere::nothing",
    ] {
        assert!(find(missing).is_err(), "{missing}");
    }
}

/// F-07: whatever is fetched passes the guard, since there is no other client.
#[test]
fn one_client_opens_all_connections() {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    let openers = [
        "Client::builder",
        "reqwest::get",
        "TcpStream::connect",
        "hyper_util::client",
        "AsyncSmtpTransport",
    ];
    let mut found = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let path = file.strip_prefix(root()).unwrap().display().to_string();
        let is_test = path.contains("tests") || path.ends_with("safety.rs");
        if !is_test && openers.iter().any(|opener| code.contains(opener)) {
            found.insert(path);
        }
    }
    let allowed: BTreeSet<String> = CONNECTING.iter().map(ToString::to_string).collect();
    assert_eq!(found, allowed, "connections are the guarded client's");
}

/// The guarded client, and the one to the mail server that the operator named.
const CONNECTING: [&str; 2] = ["src/activitypub/net/client.rs", "src/mail/mailer.rs"];

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
