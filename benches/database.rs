//! The server's database, written to and looked into from beside it.

use diesel::connection::SimpleConnection;
use diesel::{Connection as _, QueryableByName, RunQueryDsl, SqliteConnection};
use std::time::Duration;
use tokio_postgres::NoTls;

const PAUSE: Duration = Duration::from_millis(20);

pub enum Connection {
    Sqlite(Box<SqliteConnection>),
    Postgres(tokio_postgres::Client),
    Closed,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    n: i64,
}

impl Connection {
    pub async fn open(url: &str) -> Connection {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let mut connection = SqliteConnection::establish(path).expect("the file can be opened");
            connection
                .batch_execute("PRAGMA busy_timeout = 60000; PRAGMA synchronous = NORMAL;")
                .expect("SQLite takes its settings");
            return Connection::Sqlite(Box::new(connection));
        }
        let (client, connection) = tokio_postgres::connect(url, NoTls)
            .await
            .expect("PostgreSQL answers");
        tokio::spawn(connection);
        Connection::Postgres(client)
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self, Connection::Sqlite(_))
    }

    /// The process that serves this connection, where there is one.
    pub async fn backend(&mut self) -> Option<u32> {
        if self.is_sqlite() {
            return None;
        }
        let pid = self.number("SELECT CAST(pg_backend_pid() AS BIGINT) AS n");
        u32::try_from(pid.await).ok()
    }

    /// Runs statements, all or none.
    pub async fn run(&mut self, statements: &str) {
        let text = format!("BEGIN;\n{statements}\nCOMMIT;");
        self.run_bare(&text).await;
    }

    pub async fn run_bare(&mut self, text: &str) {
        let done = match self {
            Connection::Sqlite(connection) => {
                connection.batch_execute(text).map_err(|e| e.to_string())
            }
            Connection::Postgres(client) => {
                let done = client.batch_execute(text).await;
                done.map_err(|error| format!("{error:?}"))
            }
            Connection::Closed => panic!("the connection is closed"),
        };
        if let Err(error) = done {
            let start: String = text.chars().take(2000).collect();
            panic!("{error}\n{start}");
        }
    }

    /// Reads one number, called `n`.
    pub async fn number(&mut self, query: &str) -> i64 {
        match self {
            Connection::Sqlite(connection) => {
                let row: Number = diesel::sql_query(query)
                    .get_result(&mut **connection)
                    .unwrap_or_else(|error| panic!("{query}: {error}"));
                row.n
            }
            Connection::Postgres(client) => {
                let row = client.query_one(query, &[]).await;
                row.unwrap_or_else(|error| panic!("{query}: {error:?}"))
                    .get(0)
            }
            Connection::Closed => panic!("the connection is closed"),
        }
    }

    /// Waits until a query finds no row.
    pub async fn wait_for_none(&mut self, query: &str) {
        let exists = format!("SELECT COUNT(*) AS n FROM ({query} LIMIT 1) AS found");
        while self.number(&exists).await > 0 {
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Waits until everything that came in is applied.
    pub async fn wait_for_applied(&mut self) {
        let waiting = "SELECT id FROM received_activities WHERE state = 'new'";
        self.wait_for_none(waiting).await;
    }

    /// Waits until everything that must go out has gone.
    pub async fn wait_for_sent(&mut self) {
        self.wait_for_none("SELECT id FROM deliveries WHERE state = 'due'")
            .await;
    }

    /// Microseconds since 1970 as a time of this database.
    pub fn time(&self, micros: &str) -> String {
        match self {
            Connection::Postgres(_) => format!("to_timestamp(({micros}) / 1000000.0)"),
            _ => format!("({micros})"),
        }
    }

    /// Does what PostgreSQL does by itself after a while. The server does nothing of the kind for
    /// SQLite, so neither is it done here.
    pub async fn settle(&mut self) {
        if matches!(self, Connection::Postgres(_)) {
            self.run_bare("VACUUM ANALYZE;").await;
        }
    }
}
