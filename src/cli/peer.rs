//! Other servers: how they are and what we allow them.

use super::failure::Failure;
use super::queries::{Ties, ties_of_host};
use super::say;
use crate::activitypub::peers::{self, PeerPolicy};
use crate::app::App;
use crate::store::Time;
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
    /// Take a block back
    Allow { host: String },
    /// Try to deliver to a server now, whatever its next turn would be
    Retry { host: String },
}

pub async fn run(app: &App, command: Peer) -> Result<(), Failure> {
    match command {
        Peer::List => list(app).await,
        Peer::Show { host } => show(app, &name_of(&host)?).await,
        Peer::Block { host, note, yes } => block(app, &bare_name_of(&host)?, &note, yes).await,
        Peer::Allow { host } => {
            let host = bare_name_of(&host)?;
            set_policy(app, &host, PeerPolicy::None, "").await?;
            say(format_args!("{host} is allowed again"));
            Ok(())
        }
        Peer::Retry { host } => retry(app, &name_of(&host)?).await,
    }
}

/// `b.example:8443` from whatever was pasted.
fn name_of(text: &str) -> Result<String, Failure> {
    let text = text.trim().trim_start_matches('@').to_lowercase();
    let url = if text.contains("://") {
        text.clone()
    } else {
        format!("https://{text}")
    };
    let url = url::Url::parse(&url).ok();
    url.and_then(|url| crate::activitypub::net::normal_host(&url))
        .ok_or_else(|| Failure::new(format!("{text} is no host; write it like b.example")))
}

fn bare_name_of(text: &str) -> Result<String, Failure> {
    let name = name_of(text)?;
    Ok(match name.rsplit_once(':') {
        Some((host, port)) if port.chars().all(|c| c.is_ascii_digit()) => host.to_owned(),
        _ => name,
    })
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
    let ties = ties_of_host(&mut conn, &bare_name_of(host)?).await?;
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
    say(format_args!(
        "{} people there follow somebody or something here",
        ties.followers
    ));
    say(format_args!(
        "{} times people here follow somebody or something there",
        ties.follows
    ));
    say(format_args!(
        "{} threads and {} replies here are from there",
        ties.threads, ties.replies
    ));
    say(format_args!("{} deliveries wait for it", ties.deliveries));
}

async fn block(app: &App, host: &str, note: &str, yes: bool) -> Result<(), Failure> {
    let mut conn = app.store.read().await?;
    let ties = ties_of_host(&mut conn, host).await?;
    drop(conn);
    say(format_args!(
        "Blocking {host}, on every port, and all hosts below it:"
    ));
    say_ties(&ties);
    if !yes {
        return Err(Failure::new("nothing was changed; say --yes to block"));
    }
    set_policy(app, host, PeerPolicy::Block, note).await?;
    say(format_args!("{host} is blocked"));
    Ok(())
}

async fn set_policy(app: &App, host: &str, policy: PeerPolicy, note: &str) -> Result<(), Failure> {
    let mut tx = app.store.begin().await?;
    peers::update_policy(&mut tx, host, policy, note, app.now()).await?;
    tx.commit().await?;
    Ok(())
}

async fn retry(app: &App, host: &str) -> Result<(), Failure> {
    let mut tx = app.store.begin().await?;
    let known = peers::retry_peer(&mut tx, host, app.now()).await?;
    tx.commit().await?;
    if !known {
        return Err(Failure::new(format!("{host} is not known here")));
    }
    say(format_args!("{host} is tried again now"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_understood_however_they_are_pasted() {
        for text in [
            "b.example",
            "B.Example",
            "https://b.example/c/garden",
            "@b.example",
        ] {
            assert_eq!(name_of(text).unwrap(), "b.example", "{text}");
        }
        assert_eq!(name_of("b.example:8443").unwrap(), "b.example:8443");
        assert_eq!(bare_name_of("b.example:8443").unwrap(), "b.example");
        assert!(name_of("not a host").is_err());
    }
}
