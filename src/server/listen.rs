//! Taking connections: bounded in number and in patience, and ended in good order.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower::ServiceExt;

/// More wait in the system's queue until one ends.
const MAX_CONNECTIONS: usize = 4096;
/// For the head of a request, and so also between two requests on one connection (safety.md R-03).
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// The head, and what is read ahead of a body.
const MAX_BUFFER: usize = 64 * 1024;
/// After an `accept` that failed for want of something, such as file descriptors.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until `stop` is true or its sender gone, then lets what is in flight finish for at most
/// `patience`. Returns whether all of it did.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    mut stop: watch::Receiver<bool>,
    patience: Duration,
) -> bool {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let in_flight = GracefulShutdown::new();
    while !*stop.borrow_and_update() {
        let taken = tokio::select! {
            _ = stop.changed() => break,
            taken = take(&listener, &places) => taken,
        };
        if let Some((stream, peer, place)) = taken {
            tokio::spawn(talk(
                stream,
                peer,
                place,
                router.clone(),
                in_flight.watcher(),
            ));
        }
    }
    // Nobody is let in any more; a proxy sees that and asks another process, or waits.
    drop(listener);
    tokio::time::timeout(patience, in_flight.shutdown())
        .await
        .is_ok()
}

async fn take(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    // The semaphore is never closed.
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, place)),
        Err(error) => {
            tracing::warn!(%error, "a connection could not be taken");
            tokio::time::sleep(BREATH).await;
            None
        }
    }
}

async fn talk(
    stream: TcpStream,
    peer: SocketAddr,
    place: OwnedSemaphorePermit,
    router: Router,
    watcher: Watcher,
) {
    // Without it small answers wait for the other side's receipt. A failure costs only that.
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_buf_size(MAX_BUFFER)
        .serve_connection(TokioIo::new(stream), service);
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection broke");
    }
    drop(place);
}
