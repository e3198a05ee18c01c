//! The database of one server: a SQLite file, or a PostgreSQL database of its
//! own on the cluster that `TEST_DATABASE_URL` names.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio_postgres::NoTls;
use url::Url;

const CLUSTER: &str = "TEST_DATABASE_URL";

/// Which database a server gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    /// The databases that this run can test: SQLite, and PostgreSQL where
    /// `scripts/with-postgres` (or the environment) names a cluster.
    pub fn all() -> Vec<Database> {
        let mut all = vec![Database::Sqlite];
        if std::env::var_os(CLUSTER).is_some() {
            all.push(Database::Postgres);
        }
        all
    }
}

/// A database that exists as long as this value; `url` is what Guildhall reads.
pub(crate) struct OwnDatabase {
    pub url: String,
    drop_name: Option<String>,
}

impl OwnDatabase {
    pub(crate) async fn create(kind: Database, name: &str, folder: &Path) -> OwnDatabase {
        match kind {
            Database::Sqlite => OwnDatabase {
                url: format!("sqlite:{}", folder.join("guildhall.db").display()),
                drop_name: None,
            },
            Database::Postgres => create_on_cluster(name).await,
        }
    }
}

async fn create_on_cluster(name: &str) -> OwnDatabase {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let database = format!("guildhall_{name}_{}_{count}", std::process::id());
    let mut url = cluster();
    run(&url, &format!("CREATE DATABASE \"{database}\"")).await;
    url.set_path(&database);
    OwnDatabase {
        url: url.to_string(),
        drop_name: Some(database),
    }
}

fn cluster() -> Url {
    let url = std::env::var(CLUSTER)
        .unwrap_or_else(|_| panic!("{CLUSTER} is not set; run under scripts/with-postgres"));
    Url::parse(&url).unwrap_or_else(|error| panic!("{CLUSTER} is not a URL: {error}"))
}

async fn run(url: &Url, statement: &str) {
    let (client, connection) = tokio_postgres::connect(url.as_str(), NoTls)
        .await
        .expect("the PostgreSQL cluster answers");
    let connection = tokio::spawn(connection);
    client
        .batch_execute(statement)
        .await
        .unwrap_or_else(|error| panic!("{statement}: {error:?}"));
    drop(client);
    let _ended = connection.await;
}

impl Drop for OwnDatabase {
    fn drop(&mut self) {
        let Some(name) = self.drop_name.take() else {
            return;
        };
        // Drop cannot wait inside the test's runtime, so a thread does with
        // a runtime of its own.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime can be built");
            let statement = format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
            runtime.block_on(run(&cluster(), &statement));
        });
        if dropped.join().is_err() {
            eprintln!("a test database was left behind on the cluster");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_server_has_a_database_of_its_own_and_leaves_none_behind() {
        for kind in Database::all() {
            let one = OwnDatabase::create(kind, "alpha", Path::new("/data")).await;
            let Some(name) = one.drop_name.clone() else {
                assert_eq!(one.url, "sqlite:/data/guildhall.db");
                continue;
            };
            let other = OwnDatabase::create(kind, "alpha", Path::new("/data")).await;
            assert_ne!(one.url, other.url);
            run(&Url::parse(&one.url).unwrap(), "CREATE TABLE t (n int)").await;
            drop(one);
            // Making it again only works if it is gone.
            run(&cluster(), &format!("CREATE DATABASE \"{name}\"")).await;
            run(&cluster(), &format!("DROP DATABASE \"{name}\"")).await;
        }
    }
}
