//! A fresh database for every test: a SQLite file, or a schema of its own on the PostgreSQL that
//! `TEST_DATABASE_URL` names.

use super::{Conn, Store};
use diesel::QueryableByName;
use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use diesel::sql_types::Text;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use std::sync::{Arc, Mutex};

/// Keeps the temporary file alive; the PostgreSQL schema goes with its throw-away cluster.
pub struct TestDb {
    pub store: Store,
    pub url: String,
    _dir: Option<tempfile::TempDir>,
}

impl TestDb {
    /// The same database for another process; whoever made it keeps its file.
    pub fn shared(&self) -> Self {
        Self {
            store: self.store.clone(),
            url: self.url.clone(),
            _dir: None,
        }
    }
}

pub async fn fresh() -> TestDb {
    match std::env::var("TEST_DATABASE_URL") {
        Ok(url) => fresh_postgres(&url).await,
        Err(_) => fresh_sqlite().await,
    }
}

pub async fn fresh_sqlite() -> TestDb {
    set_default_instrumentation(note_statements).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("test.db").display());
    let store = Store::open(&url, 2).await.unwrap();
    TestDb {
        store,
        url,
        _dir: Some(dir),
    }
}

pub async fn fresh_postgres(server: &str) -> TestDb {
    set_default_instrumentation(note_statements).unwrap();
    let schema = format!("t_{:016x}", rand::random::<u64>());
    let mut conn = AsyncPgConnection::establish(server).await.unwrap();
    conn.batch_execute(&format!("CREATE SCHEMA {schema}"))
        .await
        .unwrap();
    let mark = if server.contains('?') { '&' } else { '?' };
    let url = format!("{server}{mark}options=-c%20search_path%3D{schema}&sslmode=disable");
    let store = Store::open(&url, 4).await.unwrap();
    TestDb {
        store,
        url,
        _dir: None,
    }
}

tokio::task_local! {
    static NOTED: Arc<Mutex<Vec<String>>>;
}

/// How statements begin that connections and transactions need for themselves.
const OWN: [&str; 5] = ["PRAGMA", "SET ", "BEGIN", "COMMIT", "ROLLBACK"];

/// Does some work, and says which statements it sent to the database of a test, in their order. Tasks that it
/// spawns are not part of it.
pub async fn statements<R>(work: impl Future<Output = R>) -> (R, Vec<String>) {
    let noted = Arc::new(Mutex::new(Vec::new()));
    let done = NOTED.scope(noted.clone(), work).await;
    let mut statements = std::mem::take(&mut *noted.lock().unwrap());
    statements.retain(|sql| !OWN.iter().any(|own| sql.starts_with(own)));
    (done, statements)
}

/// What every connection of a test has that is made after this was set: it costs nothing where nobody asks.
fn note_statements() -> Option<Box<dyn Instrumentation>> {
    Some(Box::new(|event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let note = |noted: &Arc<Mutex<Vec<String>>>| {
                noted.lock().unwrap().push(query.to_string());
            };
            // Where nobody asks there is nowhere to note it.
            let _ = NOTED.try_with(note);
        }
    }))
}

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

/// How SQLite would go about a query, a step in each line; what diesel prints of its binds may follow it.
pub async fn plan(conn: &mut Conn, sql: &str) -> String {
    let Conn::Lite(conn) = conn else {
        unreachable!("the plans are SQLite's")
    };
    let sql = sql.split(" -- binds").next().unwrap();
    let steps: Vec<Step> = diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}"))
        .load(conn)
        .await
        .unwrap();
    let steps: Vec<String> = steps.into_iter().map(|step| step.detail).collect();
    steps.join("\n")
}
