//! Other servers: how they are and what we allow them.

use super::failure::Failure;
use super::{peering, say};
use crate::accounts::model::Viewer;
use crate::activitypub::blocks::{Block, list_blocks};
use crate::activitypub::peers::{self, Health, without_port};
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
    /// Silence a server, review what its people write, limit it, or block it for a time
    Rule(peering::Rule),
    /// Take in a list of servers in Mastodon's format. Shows what it changes first
    Import(peering::Import),
    /// Write what holds for servers, in Mastodon's format
    Export,
    /// Talk to listed servers only: listed-only true, or false to talk to all again
    ListedOnly {
        #[arg(action = clap::ArgAction::Set)]
        only: bool,
    },
    /// Have what new people of other servers write wait, while there is much spam
    Wave(peering::Wave),
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
        Peer::Rule(rule) => peering::rule(app, &rule).await,
        Peer::Import(import) => peering::import(app, &import).await,
        Peer::Export => peering::export(app).await,
        Peer::ListedOnly { only } => peering::listed_only(app, only).await,
        Peer::Wave(wave) => peering::wave(app, &wave).await,
    }
}

fn name_of(text: &str) -> Result<String, Failure> {
    read_host(text)
        .ok_or_else(|| Failure::new(format!("{text} is no host; write it like b.example")))
}

async fn list(app: &App) -> Result<(), Failure> {
    let mut after = String::new();
    loop {
        let (lines, last) = page_of_list(app, &after).await?;
        for line in lines {
            say(line);
        }
        match last {
            Some(last) => after = last,
            None if after.is_empty() => {
                say("No other server is known yet.");
                return Ok(());
            }
            None => return Ok(()),
        }
    }
}

/// Lines of the list after this host, and the last host among them.
async fn page_of_list(app: &App, after: &str) -> Result<(Vec<String>, Option<String>), Failure> {
    let mut conn = app.store.read().await?;
    let page = peers::list_peers(&mut conn, after, PAGE).await?;
    let hosts: Vec<&str> = page.iter().map(|peer| peer.host.as_str()).collect();
    let blocks = list_blocks(&mut conn, &hosts, app.now()).await?;
    let lines = page.iter().map(|peer| {
        let state = state(peer, blocks.over(&peer.host).as_ref());
        format!("{:<32} {:<20} {state}", peer.host, software(peer))
    });
    let lines = lines.collect();
    Ok((lines, page.last().map(|peer| peer.host.clone())))
}

fn software(peer: &peers::Peer) -> String {
    let version = peer.version.as_deref().unwrap_or_default();
    format!(
        "{} {version}",
        peer.software.as_deref().unwrap_or("unknown")
    )
}

/// Of one that is blocked that is all there is to say.
fn state(peer: &peers::Peer, block: Option<&Block>) -> String {
    if let Some(block) = block {
        return block.words(&peer.host);
    }
    match peer.health() {
        Health::Healthy => "healthy".to_owned(),
        Health::NeverSpoken => "never spoken to".to_owned(),
        Health::Failing(since) => format!("failing since {}", since.wire()),
    }
}

async fn show(app: &App, host: &str) -> Result<(), Failure> {
    let mut conn = app.store.read().await?;
    let peer = peers::known_peer(&mut conn, host).await?;
    let block = list_blocks(&mut conn, &[host], app.now()).await?.over(host);
    let ties = ties_of_host(&mut conn, &without_port(host)).await?;
    drop(conn);
    let Some(peer) = peer else {
        let but = block.map(|block| format!("; it is {}", block.words(host)));
        return Err(Failure::new(format!(
            "{host} is not known here{}",
            but.unwrap_or_default()
        )));
    };
    let time = |at: Option<Time>| at.map_or_else(|| "never".to_owned(), Time::wire);
    say(format_args!("{} runs {}", peer.host, software(&peer)));
    say(format_args!(
        "state:         {}",
        state(&peer, block.as_ref())
    ));
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
    if peer.failing_since.is_some() && block.is_none() {
        say(format_args!("next try:      {}", time(peer.next_try_at)));
    }
    if let Some(block) = block.filter(|block| !block.note.is_empty()) {
        say(format_args!("why blocked:   {}", block.note));
    }
    say_ties(&ties);
    Ok(())
}

fn say_ties(ties: &Ties) {
    for line in said(ties) {
        say(line);
    }
}

fn said(ties: &Ties) -> [String; 5] {
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
        format!(
            "{} in a community of the other side",
            counted(ties.members, "member", "members")
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
    use crate::activitypub::peers::{PeerPolicy, ensure_peer, note_seen, update_policy};
    use crate::app::testing::test_app;

    #[tokio::test(flavor = "multi_thread")]
    async fn the_list_says_how_each_server_is_and_which_block_covers_it() {
        let app = test_app().await;
        let (lines, _) = page_of_list(&app, "").await.unwrap();
        assert!(lines.is_empty());
        let hosts = ["evil.test:8443", "good.test", "sub.evil.test"];
        let mut tx = app.store.begin().await.unwrap();
        for host in hosts {
            ensure_peer(&mut tx, host, app.now()).await.unwrap();
        }
        note_seen(&mut tx, &hosts.into(), app.now()).await.unwrap();
        let block = PeerPolicy::Block;
        for host in ["evil.test", "never.test"] {
            update_policy(&mut tx, host, block, "spam", app.now())
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let states = async || {
            let (lines, _) = page_of_list(&app, "").await.unwrap();
            let lines = lines.iter().map(|line| {
                let words: Vec<&str> = line.split_whitespace().collect();
                words.join(" ")
            });
            lines.collect::<Vec<String>>()
        };
        assert_eq!(
            states().await,
            [
                "evil.test unknown blocked",
                "evil.test:8443 unknown blocked with evil.test",
                "good.test unknown healthy",
                "never.test unknown blocked",
                "sub.evil.test unknown blocked with evil.test",
            ]
        );
        let viewer = Viewer::System;
        let lower = actions::allow_server(&app, &viewer, "sub.evil.test").await;
        assert!(matches!(lower, Err(Error::Invalid(_))));
        for host in ["evil.test", "never.test", "unknown.test"] {
            actions::allow_server(&app, &viewer, host).await.unwrap();
        }
        assert_eq!(
            states().await,
            [
                "evil.test:8443 unknown healthy",
                "good.test unknown healthy",
                "sub.evil.test unknown healthy",
            ],
            "what was only there to be blocked is gone"
        );
        assert!(show(&app, "never.test").await.is_err());
        show(&app, "good.test").await.unwrap();
    }

    #[test]
    fn ties_are_counted_with_their_nouns() {
        let one = Ties {
            followers: 1,
            follows: 1,
            threads: 1,
            replies: 1,
            deliveries: 1,
            members: 1,
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
