//! Keeps the house in order: which room may use which, who writes which table, and that both
//! databases have the same ones. Every message says what to do about it.

use std::fs;
use std::path::{Path, PathBuf};

/// Features, low to high: each may use those before it, never those after it.
const FEATURES: [&str; 17] = [
    "notifications",
    "accounts",
    "communities",
    "membership",
    "media",
    "screening",
    "posts",
    "library",
    "following",
    "routing",
    "schedules",
    "merit",
    "voting",
    "moderation",
    "team",
    "messages",
    "search",
];

/// Opening a community makes its convener a member, and standing in it is judged with both: the two
/// may use each other.
const COMPANIONS: [(&str, &str); 1] = [("communities", "membership")];

/// The floor knows no feature.
const FLOOR: [&str; 9] = [
    "locale",
    "store",
    "jobs",
    "activitypub",
    "mail",
    "visibility",
    "text",
    "ids",
    "error",
];

/// The roof knows everything; nothing below may use it.
const ROOF: [&str; 13] = [
    "about",
    "feeds",
    "inbox",
    "erasure",
    "objects",
    "wellknown",
    "server",
    "cli",
    "demo",
    "admin",
    "doctor",
    "backup",
    "health",
];

/// Lines of one file.
const LINES_MAX: usize = 800;

struct Source {
    path: PathBuf,
    /// The first folder or file under `src`, such as `posts` or `config`.
    room: String,
    text: String,
}

impl Source {
    /// The code above the unit tests.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self
            .text
            .find("#[cfg(test)]\nmod tests {")
            .unwrap_or(self.text.len());
        let code = self.text.get(..end).unwrap_or_default();
        code.lines()
            .enumerate()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    fn is_test(&self) -> bool {
        self.path.components().any(|part| {
            matches!(
                part.as_os_str().to_str(),
                Some("tests.rs" | "tests" | "test_db.rs" | "tidy.rs" | "fake_http.rs")
            )
        })
    }

    fn at(&self, line: usize) -> String {
        format!("{}:{}", self.path.display(), line + 1)
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    assert!(found.len() > 50, "the sources are where they should be");
    found
}

fn collect(root: &Path, dir: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            let inside = path.strip_prefix(root).unwrap().to_path_buf();
            let first = inside
                .components()
                .next()
                .unwrap()
                .as_os_str()
                .to_str()
                .unwrap();
            found.push(Source {
                room: first.trim_end_matches(".rs").to_owned(),
                text: fs::read_to_string(&path).unwrap(),
                path: inside,
            });
        }
    }
}

fn check(faults: Vec<String>) {
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn rooms_use_only_what_is_below_them() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let forbidden = forbidden_to(&source.room);
        for (number, line) in source.code() {
            for room in &forbidden {
                if line.contains(&format!("crate::{room}::"))
                    || line.contains(&format!("crate::{room};"))
                {
                    faults.push(format!(
                        "{}: {} must not use {room}: move the code up, or what it needs down",
                        source.at(number),
                        source.room
                    ));
                }
            }
        }
    }
    check(faults);
}

fn forbidden_to(room: &str) -> Vec<&'static str> {
    if FLOOR.contains(&room) {
        return FEATURES.iter().chain(&ROOF).copied().collect();
    }
    let Some(place) = FEATURES.iter().position(|feature| *feature == room) else {
        return Vec::new();
    };
    let companion = |other: &str| COMPANIONS.contains(&(room, other));
    let above = FEATURES
        .iter()
        .skip(place + 1)
        .filter(|other| !companion(other));
    above.chain(&ROOF).copied().collect()
}

#[test]
fn rules_and_models_know_no_io() {
    // Each is a file, or a folder of the same name.
    let pure = ["policy.rs", "policy", "model.rs", "model"];
    let io = [
        "axum::",
        "crate::store::Conn",
        "crate::store::Tx",
        "Utc::now",
        "reqwest",
    ];
    let mut faults = Vec::new();
    let is_pure = |source: &&Source| {
        let mut parts = source.path.iter().filter_map(|part| part.to_str());
        parts.any(|part| pure.contains(&part))
    };
    for source in sources().iter().filter(is_pure) {
        for (number, line) in source.code() {
            if let Some(found) = io.iter().find(|io| line.contains(**io)) {
                faults.push(format!(
                    "{}: rules and models are pure; {found} belongs in queries, actions or pages",
                    source.at(number)
                ));
            }
        }
    }
    check(faults);
}

#[test]
fn only_queries_speak_to_the_database() {
    let mut faults = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| FEATURES.contains(&source.room.as_str()) && !source.is_test())
    {
        if source.path.to_str().unwrap().contains("queries") {
            continue;
        }
        for (number, line) in source.code() {
            if line.contains("diesel_async::RunQueryDsl") || line.contains("q!(") {
                faults.push(format!("{}: SQL belongs in queries.rs", source.at(number)));
            }
        }
    }
    check(faults);
}

#[test]
fn doors_call_actions_for_every_change() {
    let doors = ["pages", "federation"];
    let mut faults = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| FEATURES.contains(&source.room.as_str()) && !source.is_test())
    {
        let path = source.path.to_str().unwrap();
        if !doors.iter().any(|door| path.contains(door)) {
            continue;
        }
        for (number, line) in source.code() {
            if line.contains("store.begin()") {
                faults.push(format!(
                    "{}: a door never opens a transaction; call an action",
                    source.at(number)
                ));
            }
        }
    }
    check(faults);
}

#[test]
fn features_write_only_their_own_tables() {
    let all = sources();
    let mut faults = Vec::new();
    for feature in FEATURES {
        let about = all
            .iter()
            .find(|s| s.path == Path::new(feature).join("mod.rs"));
        let about = about.unwrap_or_else(|| panic!("{feature}/mod.rs says what the feature is"));
        for source in all
            .iter()
            .filter(|source| source.room == feature && !source.is_test())
        {
            for (number, line) in source.code() {
                for table in written_tables(line) {
                    if !about.text.contains(&format!("`{table}`")) {
                        faults.push(format!("{}: `{table}` is not among the tables of {feature}/mod.rs; ask its owner's queries", source.at(number)));
                    }
                }
            }
        }
    }
    check(faults);
}

/// Tables that a line inserts into, updates or deletes from. A macro for several tables is used where they
/// are named, in the same file.
fn written_tables(line: &str) -> Vec<&str> {
    let mut tables = Vec::new();
    for verb in ["diesel::insert_into(", "diesel::update(", "diesel::delete("] {
        for part in line.split(verb).skip(1) {
            if let Some((table, _)) = part.split_once("::table") {
                tables.push(table.trim());
            }
        }
    }
    tables.retain(|table| !table.starts_with('$'));
    tables
}

#[test]
fn files_stay_small_enough_to_read() {
    let large = sources()
        .into_iter()
        .filter(|source| source.text.lines().count() > LINES_MAX);
    check(
        large
            .map(|source| {
                format!(
                    "{}: over {LINES_MAX} lines; split it by what it does",
                    source.path.display()
                )
            })
            .collect(),
    );
}

#[test]
fn both_databases_have_the_same_migrations() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let names = |backend: &str| {
        let mut names: Vec<_> = fs::read_dir(root.join(backend))
            .unwrap()
            .map(|e| e.unwrap().file_name())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

/// `table.column`, sorted, of the tables in `schema.rs` and the files beside it.
fn schema_columns() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let files = [
        "schema.rs",
        "schema/appealing.rs",
        "schema/asking.rs",
        "schema/attached.rs",
        "schema/belonging.rs",
        "schema/care.rs",
        "schema/finding.rs",
        "schema/library.rs",
        "schema/peering.rs",
        "schema/sanctions.rs",
        "schema/screening.rs",
        "schema/signing.rs",
    ];
    let texts = files.map(|file| fs::read_to_string(root.join(file)).unwrap());
    let text = texts.concat();
    let mut columns = Vec::new();
    let mut table = String::new();
    for line in text.lines() {
        let line = line.trim();
        if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with(") {")) {
            table = name.to_owned();
        } else if let Some((name, _)) = line.split_once(" -> ").filter(|_| line.ends_with(',')) {
            columns.push(format!("{table}.{name}"));
        }
    }
    columns.sort();
    columns
}

#[derive(diesel::QueryableByName)]
struct Column {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn the_migrated_database_has_the_columns_of_the_schema() {
    use crate::q;
    use diesel_async::RunQueryDsl;
    let db = crate::store::test_db::fresh().await;
    let mut conn = db.store.read().await.unwrap();
    let conn = &mut conn;
    // Full-text search keeps its own: shadow tables in SQLite, a derived column in PostgreSQL.
    let rows: Vec<Column> = q!(conn,
    sqlite: {
        diesel::sql_query("SELECT m.name || '.' || c.name AS name FROM sqlite_master m, pragma_table_info(m.name) c \
            WHERE m.type = 'table' AND m.name NOT LIKE '%\\_fts%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\'")
            .load(conn).await.unwrap()
    },
    pg: {
        diesel::sql_query("SELECT table_name || '.' || column_name AS name FROM information_schema.columns \
            WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_\\_%' AND column_name <> 'search'")
            .load(conn).await.unwrap()
    });
    let mut there: Vec<String> = rows.into_iter().map(|row| row.name).collect();
    there.sort();
    assert_eq!(there, schema_columns());
}
