//! Many servers behind one port that take what is delivered: at once, slowly, or never.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, header};
use federation_tests::Crowd;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

/// How long a slow server thinks.
const SLOW: Duration = Duration::from_secs(5);
/// Longer than anybody waits for a dead one.
const NEVER: Duration = Duration::from_secs(3600);
/// Comes before a number in what is delivered, which tells the rounds apart.
pub const MARK: &str = "round-";

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Well,
    Slow,
    /// Takes the connection and the request, and says nothing.
    Dead,
}

/// What came to all of them.
pub struct Sinks {
    manners: Mutex<HashMap<String, Manner>>,
    arrivals: Mutex<Vec<Arrival>>,
}

#[derive(Clone, Copy)]
pub struct Arrival {
    pub round: usize,
    pub at: Instant,
    pub manner: Manner,
}

impl Sinks {
    pub fn open(crowd: &Crowd) -> Arc<Sinks> {
        let sinks = Arc::new(Sinks {
            manners: Mutex::default(),
            arrivals: Mutex::default(),
        });
        let listener = crowd.listener.try_clone().expect("the port can be shared");
        listener.set_nonblocking(true).expect("it can be set up");
        let listener = TcpListener::from_std(listener).expect("the runtime takes it");
        let router = Router::new().fallback(take).with_state(Arc::clone(&sinks));
        tokio::spawn(async move { axum::serve(listener, router).await });
        sinks
    }

    pub fn set_manners(&self, hosts: &[String], manner: Manner) {
        let mut manners = self.manners.lock().expect("nobody panics with it");
        manners.extend(hosts.iter().map(|host| (host.clone(), manner)));
    }

    pub fn arrivals(&self) -> MutexGuard<'_, Vec<Arrival>> {
        self.arrivals.lock().expect("nobody panics with it")
    }

    /// Waits until so many deliveries of a round have come to servers that are well, and returns
    /// when the last of them did.
    pub async fn wait_for(&self, round: usize, count: usize) -> Instant {
        loop {
            {
                let arrivals = self.arrivals();
                let mut found = arrivals
                    .iter()
                    .filter(|one| one.round == round && one.manner == Manner::Well);
                if let Some(last) = found.nth(count.saturating_sub(1)) {
                    return last.at;
                }
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

async fn take(
    State(sinks): State<Arc<Sinks>>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    if method != Method::POST {
        return StatusCode::NOT_FOUND;
    }
    let at = Instant::now();
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let manner = {
        let manners = sinks.manners.lock().expect("nobody panics with it");
        let manner = host.and_then(|host| manners.get(host)).copied();
        manner.unwrap_or(Manner::Well)
    };
    if let Some(round) = round_of(&body) {
        sinks.arrivals().push(Arrival { round, at, manner });
    }
    match manner {
        Manner::Well => {}
        Manner::Slow => tokio::time::sleep(SLOW).await,
        Manner::Dead => tokio::time::sleep(NEVER).await,
    }
    StatusCode::ACCEPTED
}

fn round_of(body: &[u8]) -> Option<usize> {
    let mark = MARK.as_bytes();
    let at = body.windows(mark.len()).position(|part| part == mark)?;
    let digits = body.get(at + mark.len()..)?;
    let end = digits.iter().position(|digit| !digit.is_ascii_digit())?;
    std::str::from_utf8(&digits[..end]).ok()?.parse().ok()
}
