//! Every address that the server answers, read from its sources, so that a new one cannot be forgotten.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Debug, Clone)]
pub struct Route {
    /// As in `/c/{name}/about`.
    pub path: String,
    pub gets: bool,
    pub posts: bool,
    /// What may stand in its query.
    pub queries: BTreeSet<String>,
}

struct Source {
    path: PathBuf,
    code: String,
}

pub fn routes() -> Vec<Route> {
    let sources = sources();
    let mut routes = Vec::new();
    for source in sources.iter().filter(|s| s.code.contains("Router<App>")) {
        let queries = queries_near(source, &sources);
        for call in source.code.split(".route(").skip(1) {
            let (path, rest) = first_argument(call);
            let paths = resolve(path, &source.code);
            assert!(
                !paths.is_empty(),
                "{}: what is {path}?",
                source.path.display()
            );
            for path in paths {
                routes.push(Route {
                    path,
                    gets: rest.contains("get("),
                    posts: rest.contains("post("),
                    queries: queries.clone(),
                });
            }
        }
    }
    routes.sort_by(|a, b| a.path.cmp(&b.path));
    routes
}

/// The code of every file that is not for tests.
fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut files,
    );
    files
        .into_iter()
        .filter(|path| {
            let path = path.to_string_lossy();
            !path.ends_with("tests.rs") && !path.contains("/tests/")
        })
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next();
            let code = code.unwrap_or_default().to_owned();
            Source { path, code }
        })
        .collect()
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

/// The first argument of a call, and the others up to the end of it.
fn first_argument(call: &str) -> (&str, &str) {
    let (mut depth, mut comma, mut quoted) = (0, None, false);
    for (at, letter) in call.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' => depth += 1,
            ')' if depth == 0 => {
                let comma = comma.unwrap_or(at);
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

/// A literal, a constant of the same file, a pattern that acts fill in, or a list of them.
fn resolve(argument: &str, code: &str) -> Vec<String> {
    let argument = argument.trim_start_matches('&');
    if let Some(literal) = argument.strip_prefix('"') {
        return vec![literal.trim_end_matches('"').to_owned()];
    }
    if let Some((_, pattern)) = argument.split_once("format!(\"") {
        return fill_in(pattern, code);
    }
    if let Some((_, value)) = code.split_once(&format!("const {argument}: &str = \"")) {
        return value.split('"').take(1).map(str::to_owned).collect();
    }
    if let Some((_, pattern)) = code.split_once(&format!("let {argument} = format!(\"")) {
        return fill_in(pattern, code);
    }
    let Some((_, list)) = code.split_once(&format!(", {argument}) in [")) else {
        return Vec::new();
    };
    let list = list.split("] {").next().unwrap_or_default();
    let quoted = list.split('"').skip(1).step_by(2);
    quoted.map(str::to_owned).collect()
}

/// The acts of a file call themselves by a word each.
fn fill_in(pattern: &str, code: &str) -> Vec<String> {
    let pattern = pattern.split('"').next().unwrap_or_default();
    let function = ["fn path(self)", "fn word(self)"];
    let body = function.iter().find_map(|name| code.split_once(name));
    let body = body.and_then(|(_, rest)| rest.split("\n    }").next());
    let words = body.unwrap_or_default().split("=> \"").skip(1);
    words
        .filter_map(|word| word.split('"').next())
        .map(|word| {
            pattern
                .replace("{}", word)
                .replace("{{", "{")
                .replace("}}", "}")
        })
        .collect()
}

/// What handlers of a file read from the query; where it only lists the addresses, those beside it.
fn queries_near(source: &Source, sources: &[Source]) -> BTreeSet<String> {
    let own = queries(&source.code, sources);
    if !own.is_empty() || !source.path.ends_with("mod.rs") {
        return own;
    }
    let beside = sources
        .iter()
        .filter(|other| other.path.parent() == source.path.parent());
    beside
        .flat_map(|other| queries(&other.code, sources))
        .collect()
}

fn queries(code: &str, sources: &[Source]) -> BTreeSet<String> {
    // Where the word means what is searched for, the extractor goes by the other name.
    let reads = code.split("Query<").skip(1);
    let names = reads.chain(code.split("Parameters<").skip(1));
    let names = names.filter_map(|rest| rest.split('>').next());
    names
        .flat_map(|name| {
            let own = fields(name, code);
            match own.is_empty() {
                true => sources.iter().flat_map(|s| fields(name, &s.code)).collect(),
                false => own,
            }
        })
        .collect()
}

/// The fields of a structure, if the code has it.
fn fields(name: &str, code: &str) -> Vec<String> {
    let Some((_, body)) = code.split_once(&format!("struct {name} {{\n")) else {
        return Vec::new();
    };
    let body = body.split("\n}").next().unwrap_or_default();
    body.lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("//") && !line.starts_with('#'))
        .filter_map(|line| line.split_once(':'))
        .map(|(field, _)| {
            let name = field.rsplit(' ').next().unwrap_or_default();
            name.trim_start_matches("r#").to_owned()
        })
        .collect()
}

#[test]
fn addresses_are_read_from_the_sources() {
    let routes = routes();
    let find = |path: &str| {
        let found = routes.iter().find(|route| route.path == path);
        found
            .unwrap_or_else(|| panic!("{path} is not in {routes:#?}"))
            .clone()
    };
    for (path, gets, posts) in [
        ("/", true, false),
        ("/about", true, false),
        ("/activities/{kind}/{tail}", true, false),
        ("/admin/accounts/{id}/suspend", true, true),
        ("/admin/communities/{id}/convener", true, true),
        ("/admin/queues/jobs/{id}/retry", false, true),
        ("/c/{name}/ban", false, true),
        ("/c/{name}/settings", true, false),
        ("/c/{name}/settings/about", true, true),
        ("/comment/{id}/report", true, true),
        ("/inbox", false, true),
        ("/logout", false, true),
        ("/messages/{handle}", true, true),
        ("/modlog", true, false),
        ("/post/{id}/lock", true, true),
        ("/search", true, false),
        ("/settings/delete", true, true),
        ("/theme", false, true),
        ("/.well-known/webfinger", true, false),
    ] {
        let route = find(path);
        assert_eq!((route.gets, route.posts), (gets, posts), "{path}");
    }
    for (path, query) in [
        ("/search", "q"),
        ("/communities", "after"),
        ("/notifications", "before"),
        ("/.well-known/webfinger", "resource"),
    ] {
        assert!(find(path).queries.contains(query), "{path}?{query}");
    }
    assert!(routes.iter().filter(|route| route.posts).count() > 60);
    assert!(routes.iter().filter(|route| route.gets).count() > 80);
}
