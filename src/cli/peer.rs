//! Other servers: how they are and what we allow them.

use super::failure::Failure;
use super::say;
use crate::accounts::model::Viewer;
use crate::activitypub::peers::{self, PeerPolicy, without_port};
use crate::admin::actions::{self, read_host};
use crate::admin::queries::{Ties, ties_of_host};
use crate::app::App;
use crate::communities::queries::severing::list_severed;
use crate::error::Error;
use crate::store::Time;
use crate::web::layout::counted;
use clap::Subcommand;

const PAGE: i64 = 500;

#[derive(Debug, Subcommand)]
pub enum Peer {
    /// List all servers we know and how they are
    List,
    /// Show one server and what ties us to it
    Show { host: String },
    /// Take nothing from a host and those below it, and send it nothing. Shows the effects first
    Block {
        host: String,
        /// Why, for those who come after you
        #[arg(long, default_value = "")]
        note: String,
        /// Do it
        #[arg(long)]
        yes: bool,
    },
    /// Lift a block. Follows that it ended do not come back, and the other server is told so
    Allow { host: String },
    /// List the follows that blocks of a host ended, the latest first
    Severed { host: String },
    /// Try to deliver to a server now, whatever its next turn would be
    Retry { host: String },
}

pub async fn run(app: &App, command: Peer) -> Result<(), Failure> {
    match command {
        Peer::List => list(app).await,
        Peer::Show { host } => show(app, &name_of(&host)?).await,
        Peer::Block { host, note, yes } => block(app, &name_of(&host)?, &note, yes).await,
        Peer::Allow { host } => {
            let name = actions::allow_server(app, &Viewer::System, &name_of(&host)?).await?;
            say(format_args!("{name} is allowed again"));
            Ok(())
        }
        Peer::Severed { host } => severed(app, &name_of(&host)?).await,
        Peer::Retry { host } => retry(app, &name_of(&host)?).await,
    }
}

fn name_of(text: &str) -> Result<String, Failure> {
    read_host(text)
        .ok_or_else(|| Failure::new(format!("{text} is no host; write it like b.example")))
}

async fn list(app: &App) -> Result<(), Failure> {
    let mut after = String::new();
    loop {
        let mut conn = app.store.read().await?;
        let page = peers::list_peers(&mut conn, &after, PAGE).await?;
        drop(conn);
        for peer in &page {
            say(format_args!(
                "{:<32} {:<20} {}",
                peer.host,
                software(peer),
                health(peer)
            ));
        }
        match page.last() {
            Some(last) => after.clone_from(&last.host),
            None => return Ok(()),
        }
    }
}

fn software(peer: &peers::Peer) -> String {
    let version = peer.version.as_deref().unwrap_or_default();
    format!(
        "{} {version}",
        peer.software.as_deref().unwrap_or("unknown")
    )
}

fn health(peer: &peers::Peer) -> String {
    let policy = match peer.policy {
        PeerPolicy::None => String::new(),
        other => format!("{other}, "),
    };
    let state = match (peer.failing_since, peer.last_success_at) {
        (Some(since), _) => format!("failing since {}", since.wire()),
        (None, Some(_)) => "healthy".to_owned(),
        (None, None) => "never delivered to".to_owned(),
    };
    policy + &state
}

async fn show(app: &App, host: &str) -> Result<(), Failure> {
    let mut conn = app.store.read().await?;
    let peer = peers::peer_by_host(&mut conn, host).await?;
    let ties = ties_of_host(&mut conn, &without_port(host)).await?;
    drop(conn);
    let Some(peer) = peer else {
        return Err(Failure::new(format!("{host} is not known here")));
    };
    let time = |at: Option<Time>| at.map_or_else(|| "never".to_owned(), Time::wire);
    say(format_args!("{} runs {}", peer.host, software(&peer)));
    say(format_args!("state:         {}", health(&peer)));
    say(format_args!("last seen:     {}", time(peer.last_seen_at)));
    say(format_args!(
        "last success:  {}",
        time(peer.last_success_at)
    ));
    say(format_args!(
        "last failure:  {}",
        time(peer.last_failure_at)
    ));
    if let Some(error) = &peer.last_error {
        say(format_args!("last error:    {error}"));
    }
    if peer.failing_since.is_some() {
        say(format_args!("next try:      {}", time(peer.next_try_at)));
    }
    if !peer.note.is_empty() {
        say(format_args!("note:          {}", peer.note));
    }
    say_ties(&ties);
    Ok(())
}

fn say_ties(ties: &Ties) {
    for line in said(ties) {
        say(line);
    }
}

fn said(ties: &Ties) -> [String; 4] {
    [
        format!(
            "{} of people there to somebody or something here",
            counted(ties.followers, "follow", "follows")
        ),
        format!(
            "{} of people here to somebody or something there",
            counted(ties.follows, "follow", "follows")
        ),
        format!(
            "{} and {} from there",
            counted(ties.threads, "thread", "threads"),
            counted(ties.replies, "reply", "replies")
        ),
        counted(
            ties.deliveries,
            "delivery that waits for it",
            "deliveries that wait for it",
        ),
    ]
}

async fn block(app: &App, host: &str, note: &str, yes: bool) -> Result<(), Failure> {
    let name = without_port(host);
    let mut conn = app.store.read().await?;
    let ties = ties_of_host(&mut conn, &name).await?;
    drop(conn);
    say(format_args!(
        "Blocking {name}, on every port, and all hosts below it:"
    ));
    say_ties(&ties);
    if !yes {
        return Err(Failure::new(
            "nothing was changed. A block ends these follows for good and takes back these deliveries; say --yes to block",
        ));
    }
    actions::block_server(app, &Viewer::System, host, note).await?;
    say(format_args!(
        "{name} is blocked; the server ends the follows and takes back the deliveries. `guildhall peer severed {name}` lists what ended"
    ));
    Ok(())
}

async fn severed(app: &App, host: &str) -> Result<(), Failure> {
    let name = without_port(host);
    let mut before = None;
    loop {
        let mut conn = app.store.read().await?;
        let page = list_severed(&mut conn, &name, before, PAGE).await?;
        drop(conn);
        for row in &page {
            let ((follower, at), (target, on)) = (&row.follower, &row.target);
            say(format_args!(
                "{}  @{follower}@{at} followed @{target}@{on}",
                row.at.wire()
            ));
        }
        match page.last() {
            Some(last) => before = Some(last.id),
            None => return Ok(()),
        }
    }
}

async fn retry(app: &App, host: &str) -> Result<(), Failure> {
    match actions::retry_server(app, &Viewer::System, host).await {
        Err(Error::NotFound(_)) => {
            return Err(Failure::new(format!("{host} is not known here")));
        }
        other => other?,
    }
    say(format_args!("{host} is tried again now"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_are_counted_with_their_nouns() {
        let one = Ties {
            followers: 1,
            follows: 1,
            threads: 1,
            replies: 1,
            deliveries: 1,
        };
        let lines = said(&one);
        assert_eq!(
            lines[0],
            "1 follow of people there to somebody or something here"
        );
        assert_eq!(lines[2], "1 thread and 1 reply from there");
        assert_eq!(lines[3], "1 delivery that waits for it");
        let none = said(&Ties::default());
        assert_eq!(none[2], "0 threads and 0 replies from there");
        assert_eq!(none[3], "0 deliveries that wait for it");
    }
}
