//! The server as others see it: through its public address.

use super::Finding;
use crate::activitypub::actors::actor_by_ap_id;
use crate::activitypub::ids::Local;
use crate::activitypub::net::{Answer, Http, Net, NetError, NetSettings};
use crate::app::{Clock, SystemClock};
use crate::config::Config;
use crate::store::Store;
use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderName, HeaderValue, header};
use serde_json::Value;
use url::Url;

const CAP: usize = 1024 * 1024;
/// Peers refuse signatures that are some minutes off; this leaves room.
const CLOCK: TimeDelta = TimeDelta::seconds(30);
const ACTIVITY: &str = "application/activity+json";

/// Where and with what the server is looked at.
struct Look<'a> {
    config: &'a Config,
    local: Local,
    net: Net,
}

/// What is served is compared with the database where that could be opened.
pub async fn examine(config: &Config, store: Option<&Store>, findings: &mut Vec<Finding>) {
    // It was read with the configuration.
    let Ok(root) = Url::parse(&config.server.public_url) else {
        return;
    };
    let net = match net_to_ourselves(config, &root) {
        Ok(net) => net,
        Err(error) => return findings.push(super::no_network(&error)),
    };
    let local = Local::new(root);
    let look = Look { config, local, net };
    let alive = match look.get("/livez", "*/*").await {
        Ok(answer) => answer,
        Err(error) => {
            findings.push(look.unreachable(error));
            return;
        }
    };
    if look.local.root.scheme() == "https" {
        findings.push(Finding::ok("TLS: the certificate is good"));
    }
    findings.push(host_header(&look, &alive));
    findings.push(forwarded(config, &alive));
    findings.push(clock(&alive));
    if let Some(store) = store {
        findings.push(instance(&look, store).await);
    }
    findings.push(webfinger(&look).await);
}

/// Our own address is never asked in the course of federation; here it is the point.
fn net_to_ourselves(config: &Config, root: &Url) -> reqwest::Result<Net> {
    let (host, port) = (
        root.host_str().unwrap_or_default(),
        root.port_or_known_default(),
    );
    let mut settings = NetSettings::new("Guildhall doctor", "");
    settings.private_hosts = vec![format!("{host}:{}", port.unwrap_or(443))];
    let hosts_file = &config.federation.hosts_file;
    settings.hosts_file = (!hosts_file.is_empty()).then(|| hosts_file.into());
    Net::with_system_resolver(&settings)
}

impl Look<'_> {
    async fn get(&self, path: &str, accept: &'static str) -> Result<Answer, NetError> {
        let url = Url::parse(&self.local.url(path)).map_err(|_| NetError::Broken)?;
        let accept: (HeaderName, HeaderValue) = (header::ACCEPT, HeaderValue::from_static(accept));
        self.net.get(&url, vec![accept], CAP).await
    }

    fn unreachable(&self, error: NetError) -> Finding {
        let what = format!(
            "public address: {} cannot be reached: {error}",
            self.local.root
        );
        let cure = match error {
            NetError::Dns => {
                "make a DNS record for the name that points to this machine, or correct server.public_url if it names another"
            }
            NetError::Tls => {
                "get a valid certificate for the name in the proxy, with its whole chain"
            }
            NetError::Connect => {
                "start the server and the proxy, and open the port in the firewall; some routers do not let a machine reach its own public address"
            }
            NetError::Timeout => "look at the proxy: it takes the connection but no answer comes",
            _ => "look at the proxy's log and its configuration",
        };
        Finding::fail(what, cure)
    }
}

/// Signatures of other servers cover the Host header; a proxy that changes it breaks all of them.
fn host_header(look: &Look<'_>, alive: &Answer) -> Finding {
    let text = String::from_utf8_lossy(&alive.body);
    let mut lines = text.lines();
    if alive.status != http::StatusCode::OK || lines.next() != Some("alive") {
        return Finding::fail(
            format!(
                "public address: something answers {} that is not Guildhall",
                alive.status
            ),
            format!(
                "make the proxy pass everything to {}; or correct server.public_url, if this is another site",
                look.config.server.listen
            ),
        );
    }
    let seen = lines
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap_or_default();
    if seen == look.local.host {
        return Finding::ok("public address: it leads here and the proxy keeps the Host header");
    }
    Finding::fail(
        format!("public address: the proxy turns the Host header into {seen}"),
        "make it pass Host as it came (nginx: proxy_set_header Host $host), or no signature of another server can be checked",
    )
}

/// Behind a proxy that is not trusted everybody has the proxy's address, and shares its limits.
fn forwarded(config: &Config, alive: &Answer) -> Finding {
    let text = String::from_utf8_lossy(&alive.body);
    if !text.lines().any(|line| line == "x-forwarded-for: ignored") {
        return Finding::ok("visitors: they are told apart by their addresses");
    }
    let cure = if config.server.trusted_proxies.is_empty() {
        "put the proxy's address into server.trusted_proxies"
    } else {
        "add the address the proxy calls from to server.trusted_proxies"
    };
    Finding::warn(
        "visitors: a proxy names them in X-Forwarded-For but is not trusted, so all of them count as one address and share its limits on signing in and registering",
        cure,
    )
}

fn clock(alive: &Answer) -> Finding {
    let date = alive
        .headers
        .get(header::DATE)
        .and_then(|date| date.to_str().ok());
    let Some(theirs) = date.and_then(|date| httpdate::parse_http_date(date).ok()) else {
        return Finding::warn(
            "clock: the answer through the public address has no date",
            "make the proxy leave the Date header in place",
        );
    };
    let theirs: DateTime<Utc> = theirs.into();
    let difference = theirs.signed_duration_since(SystemClock.now()).abs();
    if difference <= CLOCK {
        return Finding::ok("clock: it agrees with the proxy's");
    }
    Finding::fail(
        format!(
            "clock: it differs from the proxy's by {} seconds",
            difference.num_seconds()
        ),
        "keep both machines' clocks right with NTP; other servers refuse what is signed at a wrong time",
    )
}

/// The instance's actor as others fetch it must have the key that is in our database.
async fn instance(look: &Look<'_>, store: &Store) -> Finding {
    let root = look.local.root.as_str();
    let document = match look.get("/", ACTIVITY).await {
        Ok(answer) => serde_json::from_slice(&answer.body).unwrap_or(Value::Null),
        Err(error) => return look.unreachable(error),
    };
    let served = document
        .pointer("/publicKey/publicKeyPem")
        .and_then(Value::as_str);
    let ours = match store.read().await {
        Ok(mut conn) => actor_by_ap_id(&mut conn, root).await.ok().flatten(),
        Err(_) => None,
    };
    let ours = ours.and_then(|actor| actor.public_key);
    match (served, ours) {
        (Some(served), Some(ours)) if served.trim() == ours.trim() => {
            Finding::ok("identity: others see this server's own key")
        }
        (None, _) => Finding::fail(
            format!("identity: {root} does not answer with an ActivityPub document"),
            "make the proxy pass the Accept header and keep answers to it apart (no cache that ignores Vary)",
        ),
        _ => Finding::fail(
            format!("identity: {root} is answered by another server than this database belongs to"),
            "check that proxy and commands use the same configuration; if this server is new, correct server.public_url: another one has that address",
        ),
    }
}

async fn webfinger(look: &Look<'_>) -> Finding {
    let account = format!("acct:desk@{}", look.local.host);
    let path = format!("/.well-known/webfinger?resource={account}");
    let document: Value = match look.get(&path, "application/jrd+json").await {
        Ok(answer) => serde_json::from_slice(&answer.body).unwrap_or(Value::Null),
        Err(error) => return look.unreachable(error),
    };
    if document.get("subject").and_then(Value::as_str) == Some(&account) {
        return Finding::ok("webfinger: people here can be found by their handles");
    }
    Finding::fail(
        "webfinger: handles of people here cannot be looked up",
        "make the proxy pass /.well-known/webfinger to Guildhall",
    )
}
