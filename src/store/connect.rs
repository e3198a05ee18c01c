//! From a database address to pools.

use super::{Lite, Store, StoreError};
use diesel::{ConnectionError, ConnectionResult};
use diesel_async::pooled_connection::deadpool::Pool;
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use std::sync::Arc;
use tokio_postgres::config::SslMode;

/// FULL: what was acknowledged survives a power cut (safety.md §0 finding 7).
const WRITER: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -8000;";
const READER: &str =
    "PRAGMA busy_timeout = 10000; PRAGMA query_only = ON; PRAGMA cache_size = -4000;";

pub(super) async fn open(url: &str, connections: usize) -> Result<Store, StoreError> {
    if let Some(path) = url.strip_prefix("sqlite:") {
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() {
            return Err(StoreError::Address(url.to_owned()));
        }
        let write = lite_pool(path, 1, WRITER)?;
        // The first writer creates the file and switches it to WAL, which readers cannot do.
        drop(
            write
                .get()
                .await
                .map_err(|e| StoreError::Connect(format!("{path}: {e}")))?,
        );
        let read = lite_pool(path, connections.max(2), READER)?;
        return Ok(Store::Lite { read, write });
    }
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(Store::Pg(pg_pool(url, connections.max(2))?));
    }
    Err(StoreError::Address(hide_password(url)))
}

fn lite_pool(path: &str, size: usize, pragmas: &'static str) -> Result<Pool<Lite>, StoreError> {
    let mut config = ManagerConfig::<Lite>::default();
    // A file does not hang up; asking whether it is there would double the small reads.
    config.recycling_method = RecyclingMethod::Fast;
    config.custom_setup = Box::new(move |url: &str| {
        let url = url.to_owned();
        Box::pin(async move {
            let mut conn = Lite::establish(&url).await?;
            conn.batch_execute(pragmas)
                .await
                .map_err(|e| ConnectionError::BadConnection(e.to_string()))?;
            Ok(conn)
        })
    });
    Pool::builder(AsyncDieselConnectionManager::<Lite>::new_with_config(
        path, config,
    ))
    .max_size(size)
    .build()
    .map_err(|e| StoreError::Connect(e.to_string()))
}

/// Plans that are kept may be made while a table is empty, as queues are most of the time, and would read the
/// whole of it until PostgreSQL looks at its sizes again. Without this a fan-out to a thousand servers took four
/// times as long (docs/measurements.md). Everything here has an index. What has none is still read, and its price, which is higher
/// than any, is no reason to compile the statement.
const BY_INDEX: &str = "SET enable_seqscan = off; SET jit = off";

fn pg_pool(url: &str, size: usize) -> Result<Pool<AsyncPgConnection>, StoreError> {
    let mut config = ManagerConfig::<AsyncPgConnection>::default();
    // A connection that the server has closed is known as such without asking.
    config.recycling_method = RecyclingMethod::Fast;
    config.custom_setup = Box::new(|url: &str| {
        let url = url.to_owned();
        Box::pin(async move {
            let mut conn = pg_connect(&url).await?;
            conn.batch_execute(BY_INDEX)
                .await
                .map_err(ConnectionError::CouldntSetupConfiguration)?;
            Ok(conn)
        })
    });
    Pool::builder(AsyncDieselConnectionManager::<AsyncPgConnection>::new_with_config(url, config))
        .max_size(size)
        .build()
        .map_err(|e| StoreError::Connect(e.to_string()))
}

/// Connects with TLS unless the address says `sslmode=disable`; `prefer`, the default, falls back
/// to plain text only where the server has no TLS at all.
async fn pg_connect(url: &str) -> ConnectionResult<AsyncPgConnection> {
    let config: tokio_postgres::Config = url
        .parse()
        .map_err(|e: tokio_postgres::Error| ConnectionError::InvalidConnectionUrl(e.to_string()))?;
    let bad = |e: tokio_postgres::Error| ConnectionError::BadConnection(e.to_string());
    if config.get_ssl_mode() == SslMode::Disable {
        let (client, connection) = config.connect(tokio_postgres::NoTls).await.map_err(bad)?;
        return AsyncPgConnection::try_from_client_and_connection(client, connection).await;
    }
    let tls = tokio_postgres_rustls::MakeRustlsConnect::new(tls_config()?);
    let (client, connection) = config.connect(tls).await.map_err(bad)?;
    AsyncPgConnection::try_from_client_and_connection(client, connection).await
}

/// A connection that speaks PostgreSQL's own protocol, for COPY.
pub async fn connect_postgres(url: &str) -> Result<tokio_postgres::Client, StoreError> {
    let bad = |e: tokio_postgres::Error| StoreError::Connect(e.to_string());
    let config: tokio_postgres::Config = url.parse().map_err(bad)?;
    if config.get_ssl_mode() == SslMode::Disable {
        let (client, connection) = config.connect(tokio_postgres::NoTls).await.map_err(bad)?;
        // It ends with the client; what goes wrong is said there.
        tokio::spawn(connection);
        return Ok(client);
    }
    let tls = tls_config().map_err(|e| StoreError::Connect(e.to_string()))?;
    let tls = tokio_postgres_rustls::MakeRustlsConnect::new(tls);
    let (client, connection) = config.connect(tls).await.map_err(bad)?;
    tokio::spawn(connection);
    Ok(client)
}

pub(super) fn tls_config() -> ConnectionResult<rustls::ClientConfig> {
    let bad = |e: String| ConnectionError::BadConnection(e);
    let mut roots = rustls::RootCertStore::empty();
    for cert in rustls_native_certs::load_native_certs().certs {
        // A certificate of the system that cannot be read is no reason to refuse the others.
        let _ = roots.add(cert);
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    Ok(rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| bad(e.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

/// A database address as it may be shown: without its password.
pub fn hide_password(url: &str) -> String {
    match url::Url::parse(url) {
        Ok(mut parsed) if parsed.password().is_some() => {
            // Only fails for addresses that cannot have a password.
            let _ = parsed.set_password(Some("********"));
            parsed.to_string()
        }
        _ => url.to_owned(),
    }
}
