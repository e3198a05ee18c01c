//! The database: SQLite or PostgreSQL, chosen by its URL when the program starts.
//!
//! Queries are written once against [`Conn`], an enum of the two connections, and [`q!`]
//! type-checks their text for each. Only this folder and the arms of `q!` know a backend.
//!
//! Reading: `let mut conn = store.read().await?`. Writing: `let mut tx = store.begin().await?;
//! …; tx.commit().await?`. A [`Tx`] that is dropped rolls back. Nothing may wait for the network
//! between `begin` and `commit`: SQLite has one writer, and a peer's call back into our inbox
//! would wait for it.

pub mod bell;
mod connect;
mod deleting;
mod durability;
mod functions;
mod kept;
pub use connect::{connect_postgres, hide_password};
pub use deleting::delete_some;
pub use durability::repeatable;
pub use functions::start_of;
pub use kept::{Keep, Kept, in_parts, padded};
pub mod migrate;
pub mod presence;
pub mod schema;
#[cfg(test)]
pub mod test_db;
#[cfg(test)]
mod tests;
mod turn;
pub mod types;

pub use turn::{Turn, Window};
pub use types::{Json, Time};

use diesel::Selectable;
use diesel::query_dsl::LoadQuery;
use diesel::result::{DatabaseErrorKind, Error as QueryError, QueryResult};
use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::sync_connection_wrapper::{SpawnBlocking, SyncConnectionWrapper};
use diesel_async::{AsyncConnection, AsyncPgConnection, TransactionManager};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use std::ops::{Deref, DerefMut};

/// A SQLite connection. Its statements run where they are awaited.
pub type Lite = SyncConnectionWrapper<diesel::SqliteConnection, Here>;

/// A statement of ours takes microseconds, less than handing it to another thread and being woken
/// for its result. What waits for the disk or for another process, [`Store::begin`] and
/// [`Tx::commit`], leaves the thread; what is long must say so ([`away`]).
pub struct Here;

impl SpawnBlocking for Here {
    fn spawn_blocking<'a, R>(
        &mut self,
        task: impl FnOnce() -> R + Send + 'static,
    ) -> BoxFuture<'a, Result<R, Box<dyn std::error::Error + Send + Sync>>>
    where
        R: Send + 'static,
    {
        Box::pin(async move { Ok(task()) })
    }

    fn get_runtime() -> Self {
        Here
    }
}

/// Does with a transaction what waits, on a thread for that.
async fn elsewhere(mut tx: Tx, wait: fn(&mut Tx) -> QueryResult<()>) -> QueryResult<Tx> {
    let done = tokio::task::spawn_blocking(move || wait(&mut tx).map(|()| tx));
    done.await
        .unwrap_or_else(|broken| Err(unknown(broken.to_string())))
}

/// What SQLite does [`Here`] is done when it is first asked for.
fn at_once<R>(done: impl Future<Output = QueryResult<R>>) -> QueryResult<R> {
    let never = || Err(unknown("SQLite did not answer".to_owned()));
    done.now_or_never().unwrap_or_else(never)
}

fn unknown(message: String) -> QueryError {
    QueryError::DatabaseError(DatabaseErrorKind::Unknown, Box::new(message))
}

/// Runs what takes long with a SQLite connection, while other threads do what this one was to do.
pub async fn away<R>(work: impl Future<Output = R>) -> R {
    let mut work = std::pin::pin!(work);
    std::future::poll_fn(|context| tokio::task::block_in_place(|| work.poll_unpin(context))).await
}

/// Loads many rows from SQLite. The wrapper around its connection, made for another thread, copies each
/// value of a row before it is read, which here costs more than finding it.
pub async fn load_uncopied<Q, U>(conn: &mut Lite, query: Q) -> QueryResult<Vec<U>>
where
    Q: for<'a> LoadQuery<'a, diesel::SqliteConnection, U> + Send + 'static,
    U: Send + 'static,
{
    conn.spawn_blocking(|conn| diesel::RunQueryDsl::load(query, conn))
        .await
}

/// A connection to either database.
#[expect(
    clippy::large_enum_variant,
    reason = "a connection lives on the stack of one task; a box would cost each query a hop"
)]
pub enum Conn {
    Lite(Object<Lite>),
    Pg(Object<AsyncPgConnection>),
}

/// The columns that a row of `T` is made of, for `select` and `returning`. Diesel's own `as_select` says the
/// same in a type that costs the compiler up to seconds at each place: with it, checking this crate took
/// twice as long. The columns are those of the row's own derive, whatever the database.
pub fn columns<T: Selectable<diesel::sqlite::Sqlite>>() -> T::SelectExpression {
    T::construct_selection()
}

/// Expands a query once per database: `q!(conn, { same text })`, or with an arm each where the
/// dialects differ: `q!(conn, sqlite: { … }, pg: { … })`.
#[macro_export]
macro_rules! q {
    ($conn:ident, $body:block) => {
        match $conn {
            $crate::store::Conn::Lite($conn) => $body,
            $crate::store::Conn::Pg($conn) => $body,
        }
    };
    ($conn:ident, sqlite: $lite:block, pg: $pg:block) => {
        match $conn {
            $crate::store::Conn::Lite($conn) => $lite,
            $crate::store::Conn::Pg($conn) => $pg,
        }
    };
}

/// Why the database could not be reached at all. A statement that fails is a `diesel::result::Error`.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database address must start with sqlite: or postgres://, not {0:?}")]
    Address(String),
    #[error("the database cannot be reached: {0}")]
    Connect(String),
    #[error("the database has been changed by a newer version of Guildhall: {0}")]
    Newer(String),
    #[error("the database could not be brought up to date: {0}")]
    Migrate(String),
    #[error(transparent)]
    Query(#[from] diesel::result::Error),
}

/// The pools. SQLite has readers and exactly one writer, so that writers queue here and not in SQLite.
#[derive(Clone)]
pub enum Store {
    Lite { read: Pool<Lite>, write: Pool<Lite> },
    Pg(Pool<AsyncPgConnection>),
}

impl Store {
    /// Opens the database and brings its tables up to date.
    pub async fn open(url: &str, connections: usize) -> Result<Self, StoreError> {
        let store = connect::open(url, connections).await?;
        migrate::run(&store).await?;
        Ok(store)
    }

    /// Opens the database as it is, for commands that must not change it.
    pub async fn open_unmigrated(url: &str, connections: usize) -> Result<Self, StoreError> {
        connect::open(url, connections).await
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self, Self::Lite { .. })
    }

    /// How busy the connections are, by the name of their pool.
    pub fn pools(&self) -> Vec<(&'static str, PoolState)> {
        // The type that both kinds of pool answer with cannot be named here.
        macro_rules! state {
            ($pool:expr) => {{
                let status = $pool.status();
                PoolState {
                    in_use: status.size.saturating_sub(status.available),
                    idle: status.available,
                    waited_for: status.waiting,
                }
            }};
        }
        match self {
            Self::Lite { read, write } => vec![("read", state!(read)), ("write", state!(write))],
            Self::Pg(pool) => vec![("all", state!(pool))],
        }
    }

    pub async fn read(&self) -> Result<Conn, StoreError> {
        match self {
            Self::Lite { read, .. } => read.get().await.map(Conn::Lite),
            Self::Pg(pool) => pool.get().await.map(Conn::Pg),
        }
        .map_err(|e| StoreError::Connect(e.to_string()))
    }

    async fn write(&self) -> Result<Conn, StoreError> {
        match self {
            Self::Lite { write, .. } => write.get().await.map(Conn::Lite),
            Self::Pg(pool) => pool.get().await.map(Conn::Pg),
        }
        .map_err(|e| StoreError::Connect(e.to_string()))
    }

    /// Begins a transaction for writing. On SQLite it takes the writer's lock at once: a transaction
    /// that begins by reading can fail later in a way that no waiting cures.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let mut tx = Tx(Some(self.write().await?));
        if let Conn::Pg(c) = &mut *tx {
            type Manager = <AsyncPgConnection as AsyncConnection>::TransactionManager;
            Manager::begin_transaction_sql(&mut **c, durability::begin_pg()).await?;
            return Ok(tx);
        }
        tx.prepare_lite().await?;
        Ok(elsewhere(tx, Tx::begin_lite).await?)
    }
}

/// Connections of a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolState {
    pub in_use: usize,
    pub idle: usize,
    /// Who wants one and has none yet.
    pub waited_for: usize,
}

/// A transaction. Dropped without [`Tx::commit`], it rolls back.
pub struct Tx(Option<Conn>);

impl Tx {
    pub async fn commit(mut self) -> QueryResult<()> {
        if let Conn::Pg(c) = &mut *self {
            <AsyncPgConnection as AsyncConnection>::TransactionManager::commit_transaction(
                &mut **c,
            )
            .await?;
        } else {
            self = elsewhere(self, Tx::commit_lite).await?;
        }
        self.0.take();
        Ok(())
    }

    /// Waits while another process writes.
    fn begin_lite(&mut self) -> QueryResult<()> {
        let Conn::Lite(c) = &mut **self else {
            return Ok(());
        };
        at_once(c.spawn_blocking(|c| {
            diesel::connection::AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE")
        }))
    }

    /// Waits until the disk has it.
    fn commit_lite(&mut self) -> QueryResult<()> {
        let Conn::Lite(c) = &mut **self else {
            return Ok(());
        };
        at_once(<Lite as AsyncConnection>::TransactionManager::commit_transaction(&mut **c))
    }

    /// Runs `f` so that what it wrote is undone when it fails, while the transaction goes on.
    pub async fn savepoint<R, E, F>(&mut self, f: F) -> Result<R, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<R, E>,
        E: From<diesel::result::Error>,
    {
        match &mut **self {
            Conn::Lite(c) => {
                <Lite as AsyncConnection>::TransactionManager::begin_transaction(&mut **c).await?;
            }
            Conn::Pg(c) => {
                <AsyncPgConnection as AsyncConnection>::TransactionManager::begin_transaction(
                    &mut **c,
                )
                .await?;
            }
        }
        let result = f(self).await;
        let keep = result.is_ok();
        match &mut **self {
            Conn::Lite(c) => end::<Lite>(c, keep).await?,
            Conn::Pg(c) => end::<AsyncPgConnection>(c, keep).await?,
        }
        result
    }
}

async fn end<C>(conn: &mut C, keep: bool) -> Result<(), diesel::result::Error>
where
    C: AsyncConnection,
{
    if keep {
        C::TransactionManager::commit_transaction(conn).await
    } else {
        C::TransactionManager::rollback_transaction(conn).await
    }
}

impl Deref for Tx {
    type Target = Conn;
    #[expect(
        clippy::expect_used,
        reason = "commit takes self, so nobody can hold an emptied Tx"
    )]
    fn deref(&self) -> &Conn {
        self.0.as_ref().expect("a transaction has a connection")
    }
}

impl DerefMut for Tx {
    #[expect(
        clippy::expect_used,
        reason = "commit takes self, so nobody can hold an emptied Tx"
    )]
    fn deref_mut(&mut self) -> &mut Conn {
        self.0.as_mut().expect("a transaction has a connection")
    }
}

impl Drop for Tx {
    /// Takes back what was written, also where the task was cancelled. A connection with which that
    /// does not succeed is closed.
    fn drop(&mut self) {
        match self.0.take() {
            Some(Conn::Lite(conn)) => roll_back_lite(conn),
            Some(Conn::Pg(conn)) => roll_back_pg(conn),
            None => {}
        }
    }
}

/// A transaction may be dropped within a savepoint.
fn roll_back_lite(mut conn: Object<Lite>) {
    use diesel::connection::{AnsiTransactionManager as Manager, TransactionManager};
    let done = at_once(conn.spawn_blocking(|conn| {
        let status = Manager::transaction_manager_status_mut;
        while status(conn).transaction_depth()?.is_some() {
            Manager::rollback_transaction(conn)?;
        }
        Ok(())
    }));
    if done.is_err() {
        drop(Object::take(conn));
    }
}

/// The server is told in a task of its own, since nobody can wait for it here.
fn roll_back_pg(mut conn: Object<AsyncPgConnection>) {
    type Manager = <AsyncPgConnection as AsyncConnection>::TransactionManager;
    let Ok(runtime) = tokio::runtime::Handle::try_current() else {
        return drop(Object::take(conn));
    };
    runtime.spawn(async move {
        loop {
            let status = Manager::transaction_manager_status_mut(&mut *conn);
            match status.transaction_depth() {
                Ok(None) => return,
                Ok(Some(_)) if Manager::rollback_transaction(&mut *conn).await.is_ok() => {}
                _ => return drop(Object::take(conn)),
            }
        }
    });
}
