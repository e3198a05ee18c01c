//! Every page that the program has, read from its sources, so that a new one cannot be forgotten.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Addresses that a browser gets and that are no pages of their own.
const NO_PAGES: [&str; 20] = [
    // Lead on to a page.
    "/comment/{id}",
    "/post/{id}/{slug}",
    "/messages/to",
    "/notifications/{id}",
    "/admin/peers/find",
    // Leads back to signing in, but for who has just given the password of an account with codes.
    "/login/code",
    // The page of an appeal once more, behind a link that goes to another server.
    "/appeal/link/{token}",
    // Part of a page.
    "/c/{name}/similar",
    // Shown once, before there is an administrator.
    "/setup/{token}",
    // The form of `/register`, where only those make an account who are invited.
    "/invite/{token}/register",
    // Files.
    "/assets/{file}",
    "/accent/{file}",
    "/c/{name}/library/export/{id}",
    "/admin/screening/{id}/list",
    "/admin/hosts/list.csv",
    "/admin/peers/{host}/severed.csv",
    "/settings/severed.csv",
    "/c/{name}/settings/screening/{id}/list",
    // A form of its own, which changes how pages look.
    "/theme",
    // The acts on replies are the forms of those on threads.
    "/comment/{id}/*",
];

/// The routes of all pages, such as `/c/{name}/about`.
pub fn of_pages() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let mut routes = BTreeSet::new();
    for file in files.iter().filter(|file| has_pages(file)) {
        let text = fs::read_to_string(file).unwrap();
        // What a file tests itself with is no page.
        let text = text.split("#[cfg(test)]\nmod tests {").next();
        let text = text.unwrap_or_default();
        for call in text.split(".route(").skip(1) {
            let (path, rest) = first_argument(call);
            if !rest.contains("get(") {
                continue;
            }
            let route = resolve(path, text)
                .unwrap_or_else(|| panic!("{}: what is the route {path}?", file.display()));
            routes.insert(route);
        }
    }
    assert!(routes.len() > 40, "the sources are where they should be");
    for route in NO_PAGES {
        routes.remove(route);
    }
    routes
}

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

/// Pages are in the rooms `pages`, `web`, `admin` and `about`.
fn has_pages(file: &Path) -> bool {
    let rooms = ["pages", "pages.rs", "web", "admin", "about"];
    let test = file.ends_with("tests.rs") || file.to_string_lossy().contains("/tests/");
    !test
        && file.components().any(|part| {
            let part = part.as_os_str().to_string_lossy();
            rooms.contains(&part.as_ref())
        })
}

/// The first argument of a call, and the others up to the end of it.
fn first_argument(call: &str) -> (&str, &str) {
    let (mut depth, mut comma) = (0, None);
    let mut quoted = false;
    for (at, letter) in call.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' => depth += 1,
            ')' if depth == 0 => {
                let comma: usize = comma.unwrap_or(at);
                let (first, rest) = (call.get(..comma), call.get(comma..at));
                return (first.unwrap_or_default().trim(), rest.unwrap_or_default());
            }
            ')' => depth -= 1,
            ',' if depth == 0 && comma.is_none() => comma = Some(at),
            _ => {}
        }
    }
    (call, "")
}

/// A literal, a constant of the same file, or a pattern that acts fill in.
fn resolve(argument: &str, file: &str) -> Option<String> {
    if let Some(literal) = argument.strip_prefix('"') {
        return Some(literal.trim_end_matches('"').to_owned());
    }
    if let Some((_, pattern)) = argument.split_once("format!(\"") {
        let (pattern, _) = pattern.split_once('"')?;
        let act = pattern.replace("{}", "*");
        return Some(act.replace("{{", "{").replace("}}", "}"));
    }
    let constant = format!("const {argument}: &str = \"");
    let (_, value) = file.split_once(&constant)?;
    let (value, _) = value.split_once('"')?;
    Some(value.to_owned())
}

#[test]
fn routes_are_read_from_the_sources() {
    let routes = of_pages();
    for route in [
        "/",
        "/about",
        "/admin/peers/{host}",
        "/c/{name}",
        "/communities/new",
        "/login",
        "/messages/{handle}",
        "/modlog",
        "/notifications",
        "/post/{id}",
        "/post/{id}/*",
        "/search",
        "/settings/sessions",
        "/style",
        "/u/{name}",
    ] {
        assert!(routes.contains(route), "{route} is not in {routes:#?}");
    }
    assert!(!routes.contains("/logout"), "forms are no pages");
}
