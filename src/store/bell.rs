//! Telling other processes on the same PostgreSQL that there is work, and hearing it from them.
//!
//! It only saves them the wait for their next look at the queues: whatever is lost here is found then.
//! The word is given after the commit, by a connection of its own and not within the transaction: a
//! NOTIFY in one makes all such commits wait for each other.

use super::StoreError;
use super::connect::tls_config;
use futures_util::{StreamExt, pin_mut, stream};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Notify;
use tokio_postgres::config::SslMode;
use tokio_postgres::{AsyncMessage, Client, Connection};

const LISTEN: &str = "LISTEN guildhall_work";
const NOTIFY: &str = "NOTIFY guildhall_work";
/// Others are told at most so often; what comes meanwhile is said with the next word.
const PAUSE: Duration = Duration::from_millis(50);

/// Tells the others whenever `ours` rings, and calls `heard` whenever anybody has told. Ends when the
/// connection does.
pub async fn exchange(url: &str, ours: &Notify, heard: impl Fn()) -> Result<(), StoreError> {
    let config: tokio_postgres::Config = url.parse().map_err(broken)?;
    if config.get_ssl_mode() == SslMode::Disable {
        let (client, connection) = config
            .connect(tokio_postgres::NoTls)
            .await
            .map_err(broken)?;
        return talk(client, connection, ours, heard).await;
    }
    let tls = tls_config().map_err(|error| StoreError::Connect(error.to_string()))?;
    let tls = tokio_postgres_rustls::MakeRustlsConnect::new(tls);
    let (client, connection) = config.connect(tls).await.map_err(broken)?;
    talk(client, connection, ours, heard).await
}

async fn talk<S, T>(
    client: Client,
    mut connection: Connection<S, T>,
    ours: &Notify,
    heard: impl Fn(),
) -> Result<(), StoreError>
where
    S: AsyncRead + AsyncWrite + Unpin,
    T: AsyncRead + AsyncWrite + Unpin,
{
    let messages = stream::poll_fn(move |context| connection.poll_message(context));
    let speaking = async {
        client.batch_execute(LISTEN).await?;
        loop {
            ours.notified().await;
            client.batch_execute(NOTIFY).await?;
            tokio::time::sleep(PAUSE).await;
        }
    };
    pin_mut!(messages, speaking);
    loop {
        tokio::select! {
            ended = &mut speaking => {
                let ended: Result<(), tokio_postgres::Error> = ended;
                return ended.map_err(broken);
            }
            message = messages.next() => match message {
                Some(Ok(AsyncMessage::Notification(_))) => heard(),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(broken(error)),
                None => return Err(StoreError::Connect("the connection ended".to_owned())),
            },
        }
    }
}

fn broken(error: tokio_postgres::Error) -> StoreError {
    StoreError::Connect(error.to_string())
}
