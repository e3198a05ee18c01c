//! The database and what is in it.

use super::Finding;
use crate::accounts::queries::logins::has_admin;
use crate::accounts::settings;
use crate::activitypub::peers;
use crate::app::App;
use crate::config::Config;
use crate::jobs::count_jobs;
use crate::q;
use crate::store::types::Instant;
use crate::store::{Conn, Store, Time, hide_password, migrate};
use crate::web::layout::counted;
use chrono::TimeDelta;
use diesel::QueryableByName;
use diesel::sql_types::{Bool, Text};
use diesel_async::RunQueryDsl;

/// Clocks that differ by more make signatures fail sooner or later.
const CLOCK: TimeDelta = TimeDelta::seconds(30);
const LONG_AWAY: TimeDelta = TimeDelta::days(7);
const PAGE: i64 = 500;
/// Hosts named in one line.
const NAMED: usize = 5;

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = Text)]
    version: String,
}

#[derive(QueryableByName)]
struct Build {
    #[diesel(sql_type = Bool)]
    plans_once: bool,
}

#[derive(QueryableByName)]
struct Now {
    #[diesel(sql_type = Instant)]
    now: Time,
}

/// The opened database; None when nothing more can be said.
pub async fn examine(config: &Config, findings: &mut Vec<Finding>) -> Option<Store> {
    let url = config.database_url();
    let shown = hide_password(&url);
    let cure = "check database.url, and that the database runs and lets this user in";
    let failed = |error: String| Finding::fail(format!("database: {shown}: {error}"), cure);
    if let Some(path) = crate::server::lock::sqlite_path(&url)
        && !path.exists()
    {
        findings.push(Finding::fail(
            format!("database: there is no {}", path.display()),
            "start the server once, or set database.url to where the database is",
        ));
        return None;
    }
    let store = match Store::open_unmigrated(&url, 2).await {
        Ok(store) => store,
        Err(error) => {
            findings.push(failed(error.to_string()));
            return None;
        }
    };
    let (version, plans_once) = match (version(&store).await, plans_once(&store).await) {
        (Ok(version), Ok(plans_once)) => (version, plans_once),
        (Err(error), _) | (_, Err(error)) => {
            findings.push(failed(error.to_string()));
            return None;
        }
    };
    findings.push(Finding::ok(format!("database: {version}")));
    if !plans_once {
        findings.push(Finding::warn(
            "database: SQLite was built without SQLITE_ENABLE_QPSG, which makes it slower",
            "build Guildhall in its own directory, or with LIBSQLITE3_FLAGS=-DSQLITE_ENABLE_QPSG in the environment",
        ));
    }
    let state = changes(&store).await;
    let usable = !state.is_fault();
    findings.push(state);
    usable.then_some(store)
}

async fn version(store: &Store) -> crate::error::Result<String> {
    let mut conn = store.read().await?;
    let conn = &mut conn;
    let version: Version = q!(conn,
    sqlite: {
        diesel::sql_query("SELECT 'SQLite ' || sqlite_version() AS version").get_result(conn).await?
    },
    pg: {
        diesel::sql_query("SELECT split_part(version(), ' on ', 1) AS version").get_result(conn).await?
    });
    Ok(version.version)
}

/// Whether SQLite plans a statement once, which is asked for when it is compiled (`.cargo/config.toml`).
async fn plans_once(store: &Store) -> crate::error::Result<bool> {
    let mut conn = store.read().await?;
    let conn = &mut conn;
    let build: Option<Build> = q!(conn,
    sqlite: {
        let used = "SELECT sqlite_compileoption_used('ENABLE_QPSG') AS plans_once";
        Some(diesel::sql_query(used).get_result(conn).await?)
    },
    pg: { let _ = conn; None });
    Ok(build.is_none_or(|build| build.plans_once))
}

async fn changes(store: &Store) -> Finding {
    let (applied, known) = match (migrate::applied(store).await, migrate::known(store)) {
        (Ok(applied), Ok(known)) => (applied, known),
        (Err(error), _) | (_, Err(error)) => {
            return Finding::fail(format!("database: {error}"), "see the server's log");
        }
    };
    if let Some(unknown) = applied.iter().find(|version| !known.contains(version)) {
        return Finding::fail(
            format!("database: it has had the change {unknown}, which this version does not know"),
            "run the newer version of Guildhall, or restore a backup from before it",
        );
    }
    if applied.len() < known.len() {
        return Finding::fail(
            "database: it has not been brought up to date".to_owned(),
            "start the server; it does so by itself",
        );
    }
    Finding::ok("database: up to date")
}

/// What only an `App` can look at.
pub async fn examine_content(app: &App, findings: &mut Vec<Finding>) {
    if let Err(error) = look(app, findings).await {
        findings.push(Finding::fail(
            format!("database: {error}"),
            "see the server's log",
        ));
    }
}

async fn look(app: &App, findings: &mut Vec<Finding>) -> crate::error::Result<()> {
    findings.push(match settings::other_host(app).await? {
        None => Finding::ok("address: the database belongs to it"),
        Some(began) => Finding::fail(
            format!(
                "address: this database belongs to {began}, but server.public_url is {}; other servers know everything here by its address, so that cannot change",
                app.local.root
            ),
            format!("set server.public_url back to {began}, or use an empty database"),
        ),
    });
    let mut conn = app.store.read().await?;
    findings.push(clock(app, &mut conn).await?);
    findings.push(match has_admin(&mut conn).await? {
        true => Finding::ok("administrator: there is one"),
        false => Finding::warn(
            "administrator: there is none",
            "`guildhall setup` prints a link that makes one",
        ),
    });
    let (due, poisoned) = count_jobs(&mut conn, app.now()).await?;
    findings.push(match poisoned {
        0 => Finding::ok(format!(
            "queue: {} due, none was set aside",
            counted(due, "job is", "jobs are")
        )),
        _ => Finding::warn(
            format!(
                "queue: {} set aside",
                counted(poisoned, "job fails and was", "jobs fail and were")
            ),
            "`guildhall queue list` shows the reasons, `guildhall queue retry all` tries again",
        ),
    });
    findings.push(peers_away(app, &mut conn).await?);
    Ok(())
}

/// On another machine the database has a clock of its own; SQLite's is ours.
async fn clock(app: &App, conn: &mut Conn) -> crate::error::Result<Finding> {
    let now: Option<Now> = q!(conn, sqlite: { let _ = conn; None }, pg: {
        Some(diesel::sql_query("SELECT clock_timestamp() AS now").get_result(conn).await?)
    });
    let Some(Now { now }) = now else {
        return Ok(Finding::ok("clock: it is the database's, too"));
    };
    if now.since(app.now()).abs() <= CLOCK {
        return Ok(Finding::ok("clock: it agrees with the database's"));
    }
    Ok(Finding::fail(
        format!(
            "clock: here it is {}, in the database {}",
            app.now().wire(),
            now.wire()
        ),
        "keep both machines' clocks right with NTP",
    ))
}

async fn peers_away(app: &App, conn: &mut Conn) -> crate::error::Result<Finding> {
    let long_ago = app.now().minus(LONG_AWAY);
    let (mut after, mut all, mut away) = (String::new(), 0, Vec::new());
    loop {
        let page = peers::list_peers(conn, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.host);
        all += page.len();
        let is_away =
            |peer: &&peers::Peer| peer.failing_since.is_some_and(|since| since < long_ago);
        away.extend(page.iter().filter(is_away).map(|peer| peer.host.clone()));
    }
    if away.is_empty() {
        return Ok(Finding::ok(format!(
            "peers: {all} known, none away for a week"
        )));
    }
    let count = i64::try_from(away.len()).unwrap_or(i64::MAX);
    away.truncate(NAMED);
    Ok(Finding::warn(
        format!(
            "peers: {} not answered for a week: {}",
            counted(count, "has", "have"),
            away.join(", ")
        ),
        "nothing, if they are gone; after 30 days nothing is sent to them. `guildhall peer show HOST` tells more",
    ))
}
