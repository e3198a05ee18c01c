//! The commands that run until they are told to stop.

use super::failure::Failure;
use crate::accounts::setup::Start;
use crate::config::Config;
use crate::server::{self, Running, StartError};
use std::io::Write;
use tokio::signal::unix::{Signal, SignalKind, signal};

pub async fn serve(config: Config) -> Result<(), Failure> {
    let signals = Signals::listen()?;
    until_told(server::start(config), signals).await
}

pub async fn work(config: Config) -> Result<(), Failure> {
    let signals = Signals::listen()?;
    until_told(server::work(config), signals).await
}

/// Signals count from the beginning: whoever reads that the server answers may stop it at once.
async fn until_told(
    start: impl Future<Output = Result<Running, StartError>>,
    mut signals: Signals,
) -> Result<(), Failure> {
    let running = tokio::select! {
        started = start => started?,
        () = signals.first() => {
            tracing::info!("stopped before it had begun");
            return Ok(());
        }
    };
    greet(&running.found);
    signals.first().await;
    tracing::info!("stopping; a second signal ends at once");
    tokio::select! {
        () = running.stop() => Ok(()),
        () = signals.first() => Err(Failure::new("ended at once, as asked for")),
    }
}

/// The link is a secret of whoever reads this, so it goes to the terminal and not to the log, which
/// may be sent elsewhere.
fn greet(found: &Start) {
    let text = match found {
        Start::Ready => return,
        Start::AdminMade(name) => format!("The administrator {name} has been made.\n"),
        Start::NeedsAdmin { link } => format!(
            "\nThis server has no administrator yet. Whoever opens this address first becomes it:\n\n    {link}\n\nIt works once and for seven days; `guildhall setup` prints a new one.\n\n"
        ),
    };
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

pub(crate) struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    pub fn listen() -> Result<Self, Failure> {
        let failed = |e| Failure::new(format!("signals cannot be received: {e}"));
        Ok(Self {
            terminate: signal(SignalKind::terminate()).map_err(failed)?,
            interrupt: signal(SignalKind::interrupt()).map_err(failed)?,
        })
    }

    /// Waits for SIGTERM or SIGINT.
    pub async fn first(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
