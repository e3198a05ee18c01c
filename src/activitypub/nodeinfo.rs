//! What another server runs, by its NodeInfo, and which dialect it therefore reads.

use super::ids::host_of;
use super::net::{Answer, Headers, Hops, MAX_HOPS, get_following};
use super::peers::{self, Learned, Reading};
use crate::app::App;
use crate::error::{Error, Reason, Result};
use crate::jobs::{Job, Plan, enqueue, enqueue_with};
use activitypub_federation::config::Data;
use async_trait::async_trait;
use axum::http::HeaderValue;
use serde::{Deserialize, Serialize};
use url::Url;

/// How a peer wants to be told of what happens in a community (protocol.md §3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Wrapped activities, FEP-1b12.
    Forum,
    /// The bare id of new threads, and the author's own Update and Delete.
    Microblog,
    /// Unknown software: both forms for new threads, wrapped for the rest.
    Both,
}

/// What servers of our own kind call what they run.
pub const GUILDHALL: &str = "guildhall";

/// Whether this is it.
pub fn is_guildhall(software: Option<&str>) -> bool {
    software == Some(GUILDHALL)
}

/// The dialect of the software of this NodeInfo name.
pub fn dialect(software: Option<&str>) -> Dialect {
    let Some(name) = software else {
        return Dialect::Both;
    };
    match name.to_ascii_lowercase().as_str() {
        "lemmy" | "piefed" | "mbin" | "kbin" | "nodebb" | "discourse" | "lotide" | "friendica"
        | "hubzilla" | GUILDHALL | "mitra" => Dialect::Forum,
        // Mastodon and its forks.
        "mastodon" | "hometown" | "fedibird" | "glitchcafe" | "kmyblue" | "ecko"
        // The Misskey family.
        | "misskey" | "calckey" | "firefish" | "iceshrimp" | "iceshrimp.net" | "sharkey"
        | "foundkey" | "cherrypick" | "magnetar" | "catodon" | "meisskey" | "groundpolis"
        | "gotosocial" | "pleroma" | "akkoma" | "snac" | "snac2" | "pixelfed" | "wordpress"
        | "ghost" => Dialect::Microblog,
        _ => Dialect::Both,
    }
}

/// What NodeInfo says, cut to what we keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Software {
    /// Lower-case.
    pub name: String,
    pub version: String,
}

/// Reads what a peer runs. Enqueued by [`peers::meet`].
#[derive(Serialize, Deserialize)]
pub struct ReadNodeInfo {
    pub host: String,
}

impl Job for ReadNodeInfo {
    const KIND: &'static str = "read_nodeinfo";

    async fn run(self, data: &Data<App>) -> Result<()> {
        learn_software(data, &self.host).await
    }
}

/// A peer that we knew runs something else now, or nobody knows any more what. What follows from that is
/// about who belongs where, so its `run` is in `membership/jobs.rs`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SoftwareChanged {
    pub host: String,
}

/// Reads now what a peer runs, for who must know it before going on. Errors are those that may pass; where
/// they do not for long enough, nobody knows any more what it runs.
pub async fn learn_software(app: &App, host: &str) -> Result<()> {
    let mut silence = None;
    let reading = match read_software(app, host).await {
        Ok(software) => Reading::Software(software),
        // A server that is blocked is not asked, so what we know of it is neither confirmed nor missing.
        Err(Error::Refused(Reason::PeerBlocked)) => return Ok(()),
        Err(error @ Error::Peer { retry: true, .. }) => {
            silence = Some(error);
            Reading::Silence
        }
        // It has none, or nothing we can read: asked again in a week, or tomorrow if it had one before.
        Err(Error::Peer { .. }) => Reading::Nothing,
        Err(error) => return Err(error),
    };
    let learned = note_reading(app, host, reading).await?;
    match silence {
        Some(error) if learned != Learned::Change => Err(error),
        _ => Ok(()),
    }
}

/// Stores what came of asking, with what follows from it.
async fn note_reading(app: &App, host: &str, reading: Reading) -> Result<Learned> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let learned = peers::update_software(&mut tx, host, reading, now).await?;
    let host = host.to_owned();
    match learned {
        Learned::Nothing => {}
        Learned::Change => enqueue(&mut tx, app, &SoftwareChanged { host }).await?,
        Learned::Missing => {
            let plan = Plan {
                at: Some(now.plus(peers::MISSING_FOR)),
                unique_key: Some(format!("nodeinfo again:{host}")),
                lane: None,
            };
            enqueue_with(&mut tx, app, &ReadNodeInfo { host }, plan).await?;
        }
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(learned)
}

#[derive(Deserialize)]
struct Directory {
    links: Vec<Link>,
}

#[derive(Deserialize)]
struct Link {
    rel: String,
    href: Url,
}

#[derive(Deserialize)]
struct Document {
    software: Named,
}

#[derive(Deserialize)]
struct Named {
    name: String,
    #[serde(default)]
    version: String,
}

const SCHEMAS: [&str; 2] = [
    "http://nodeinfo.diaspora.software/ns/schema/2.1",
    "http://nodeinfo.diaspora.software/ns/schema/2.0",
];
/// A host may call itself what it likes, but not at any length.
const LONGEST: usize = 64;

/// Asks `host` for its NodeInfo. Only documents of that host itself count.
async fn read_software(app: &App, host: &str) -> Result<Software> {
    let blocked = {
        let mut conn = app.store.read().await?;
        peers::is_blocked(&mut conn, host, app.now()).await?
    };
    // It may have been since this was asked for.
    if blocked {
        return Err(Reason::PeerBlocked.into());
    }
    let mut outcome = Err(Error::peer("there is no such host"));
    for scheme in schemes(app, host) {
        let Ok(url) = Url::parse(&format!("{scheme}://{host}/.well-known/nodeinfo")) else {
            continue;
        };
        outcome = read_from(app, host, &url).await;
        if outcome.is_ok() {
            break;
        }
    }
    outcome
}

async fn read_from(app: &App, host: &str, url: &Url) -> Result<Software> {
    let directory: Directory = read(&ask(app, host, url).await?)?;
    let link = SCHEMAS
        .iter()
        .find_map(|schema| directory.links.iter().find(|link| link.rel == *schema))
        .filter(|link| host_of(link.href.as_str()).as_deref() == Some(host))
        .ok_or_else(|| Error::peer("its NodeInfo lists no document of its own"))?;
    let document: Document = read(&ask(app, host, &link.href).await?)?;
    let cut = |text: String| text.trim().chars().take(LONGEST).collect::<String>();
    Ok(Software {
        name: cut(document.software.name).to_lowercase(),
        version: cut(document.software.version),
    })
}

/// Hosts that the operator listed as private may speak plain http; all others speak https.
fn schemes(app: &App, host: &str) -> &'static [&'static str] {
    let listed = app.config.federation.private_hosts.iter().any(|private| {
        private == host || matches!(private.strip_prefix(host), Some(":80" | ":443"))
    });
    if listed {
        &["https", "http"]
    } else {
        &["https"]
    }
}

/// The way to a document of one host, which was judged before: a redirect leads to no other.
struct Within<'a>(&'a str);

#[async_trait]
impl Hops for Within<'_> {
    type Error = Error;

    async fn headers(&self, hop: &Url) -> Result<Headers> {
        if host_of(hop.as_str()).as_deref() == Some(self.0) {
            return Ok(Headers::new());
        }
        Err(Error::peer("its NodeInfo is on another host"))
    }
}

async fn ask(app: &App, host: &str, url: &Url) -> Result<Answer> {
    let accept = HeaderValue::from_static("application/json");
    get_following(app.http.as_ref(), url, &Within(host), &accept, MAX_HOPS).await
}

fn read<T: serde::de::DeserializeOwned>(answer: &Answer) -> Result<T> {
    let status = answer.status;
    if status.is_server_error() || matches!(status.as_u16(), 408 | 429) {
        return Err(Error::peer_for_now(format!(
            "its NodeInfo answers {status}"
        )));
    }
    if !status.is_success() {
        return Err(Error::peer(format!("its NodeInfo answers {status}")));
    }
    serde_json::from_slice(&answer.body).map_err(|_| Error::peer("its NodeInfo cannot be read"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn software_decides_the_dialect() {
        let cases = [
            (Some("lemmy"), Dialect::Forum),
            (Some("Lemmy"), Dialect::Forum),
            (Some("piefed"), Dialect::Forum),
            (Some("mbin"), Dialect::Forum),
            (Some("kbin"), Dialect::Forum),
            (Some("nodebb"), Dialect::Forum),
            (Some("discourse"), Dialect::Forum),
            (Some("lotide"), Dialect::Forum),
            (Some("friendica"), Dialect::Forum),
            (Some("hubzilla"), Dialect::Forum),
            (Some("guildhall"), Dialect::Forum),
            (Some("mitra"), Dialect::Forum),
            (Some("mastodon"), Dialect::Microblog),
            (Some("hometown"), Dialect::Microblog),
            (Some("gotosocial"), Dialect::Microblog),
            (Some("misskey"), Dialect::Microblog),
            (Some("sharkey"), Dialect::Microblog),
            (Some("iceshrimp.net"), Dialect::Microblog),
            (Some("pleroma"), Dialect::Microblog),
            (Some("akkoma"), Dialect::Microblog),
            (Some("snac"), Dialect::Microblog),
            (Some("pixelfed"), Dialect::Microblog),
            (Some("wordpress"), Dialect::Microblog),
            (Some("ghost"), Dialect::Microblog),
            (Some("peertube"), Dialect::Both),
            (Some(""), Dialect::Both),
            (None, Dialect::Both),
        ];
        for (software, expected) in cases {
            assert_eq!(dialect(software), expected, "{software:?}");
        }
    }
}
