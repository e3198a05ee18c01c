//! Plays both directions against a real Lemmy 0.19, and prints what works.
//!
//! ```text
//! LEMMY_URL=http://127.0.0.1:8536 LEMMY_ADMIN=lemmy LEMMY_PASSWORD=lemmylemmy \
//! GUILDHALL_AT=guild.test:18900 cargo run -p federation-tests --bin lemmy
//! ```
//!
//! The Lemmy must be one for trying things out: its registration is opened and its rate limits are
//! lifted. It must accept plain http (a debug build does) and resolve the name in `GUILDHALL_AT` to
//! this machine's loopback; we find it by ourselves when `LEMMY_URL` has an IPv4 address. Run it
//! with `LEMMY_TEST_FAST_FEDERATION=1`, or be patient: `LEMMY_PATIENCE` is how many seconds a step
//! may take (45). With `TEST_DATABASE_URL` our server runs on PostgreSQL, else on SQLite.
//! `GUILDHALL_KEEP=1` leaves its data and log behind.
#![expect(
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::large_futures,
    reason = "it reads JSON of a server whose shape is known, prints a table, and runs once"
)]

mod api;
mod cases;
mod ours;
mod ours_moderated;
mod people;
mod play;
mod stage;
mod theirs;
mod theirs_moderated;

use play::Play;
use stage::{Settings, Stage};
use std::process::ExitCode;
use std::time::Duration;

const PATIENCE: u64 = 45;
const AT: &str = "guild.test:18900";

#[tokio::main]
async fn main() -> ExitCode {
    let settings = match settings() {
        Ok(settings) => settings,
        Err(missing) => {
            eprintln!("{missing}; see docs/contributing.md");
            return ExitCode::from(2);
        }
    };
    match run(&settings).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(reason) => {
            eprintln!("the run could not begin: {reason}");
            ExitCode::from(2)
        }
    }
}

fn settings() -> Result<Settings, String> {
    let needed = |name: &str| std::env::var(name).map_err(|_| format!("{name} is not set"));
    let patience = std::env::var("LEMMY_PATIENCE").ok();
    let patience = match patience.as_deref().map(str::parse) {
        None => PATIENCE,
        Some(Ok(seconds)) => seconds,
        Some(Err(_)) => return Err("LEMMY_PATIENCE is no number of seconds".to_owned()),
    };
    Ok(Settings {
        lemmy: needed("LEMMY_URL")?,
        admin: needed("LEMMY_ADMIN")?,
        password: needed("LEMMY_PASSWORD")?,
        at: std::env::var("GUILDHALL_AT").unwrap_or_else(|_| AT.to_owned()),
        patience: Duration::from_secs(patience),
    })
}

async fn run(settings: &Settings) -> Result<bool, String> {
    let mut stage = Stage::set(settings).await?;
    println!(
        "Lemmy {} at {}, Guildhall at {}",
        stage.lemmy.version,
        stage.lemmy.host,
        stage.guild.host()
    );
    // What fails is in the table, with its reason; the rest of a panic's words is noise.
    std::panic::set_hook(Box::new(|_| {}));
    let mut play = Play::default();
    let home = ours::play(&mut play, &stage).await;
    let away = theirs::play(&mut play, &stage).await;
    ours_moderated::play(&mut play, &stage, &home).await;
    theirs_moderated::play(&mut play, &stage, &away).await;
    people::play(&mut play, &mut stage, &home, &away).await;
    play.part("our queue");
    play.step("nothing was set aside as failing", async {
        let list = stage.guild.cli(&["queue", "list"]);
        play::check(list.contains(", 0 were set aside"), list)
    })
    .await;
    Ok(play.finish())
}
