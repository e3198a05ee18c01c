//! Who is at the other end of a request.
//!
//! A proxy that stands in front adds the address it was called from at the right end of
//! `X-Forwarded-For`; everything further left was written by whoever called it. So the list is
//! read from the right, and only as long as those who wrote it are proxies we were told to trust.

use super::csrf::check_origin;
use crate::accounts::model::Client;
use crate::app::App;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use ipnet::IpNet;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

const FORWARDED_FOR: &str = "x-forwarded-for";

/// Enough to recognise a browser in the list of sessions.
const MAX_USER_AGENT: usize = 200;

/// The address of the client, proxies that are configured aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddr(pub IpAddr);

impl FromRequestParts<App> for ClientAddr {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let trusted = &app.config.server.trusted_proxies;
        Ok(Self(client_address(
            peer_of(parts),
            &parts.headers,
            trusted,
        )))
    }
}

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let ClientAddr(address) = ClientAddr::from_request_parts(parts, app).await?;
        let agent = parts.headers.get(USER_AGENT).map(|v| v.as_bytes());
        let agent = String::from_utf8_lossy(agent.unwrap_or_default());
        Ok(Self {
            address,
            user_agent: agent
                .chars()
                .filter(|c| !c.is_control())
                .take(MAX_USER_AGENT)
                .collect(),
        })
    }
}

/// What becomes of the header in which a proxy names whom a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forwarded {
    /// There is none.
    Absent,
    /// It came from a proxy that is configured.
    Taken,
    /// It came from somebody else.
    Ignored,
}

impl FromRequestParts<App> for Forwarded {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        if !parts.headers.contains_key(FORWARDED_FOR) {
            return Ok(Self::Absent);
        }
        let trusted = &app.config.server.trusted_proxies;
        Ok(if is_one_of(peer_of(parts), trusted) {
            Self::Taken
        } else {
            Self::Ignored
        })
    }
}

/// Whether a browser asks in advance for a page that nobody has opened yet. Browsers say it in
/// `Sec-Purpose`, older ones in `Purpose` or `X-Moz`.
pub fn is_prefetch(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose", "x-moz"].iter().any(|name| {
        let values = headers.get_all(*name).iter();
        values
            .filter_map(|value| value.to_str().ok())
            .any(|value| value.to_ascii_lowercase().starts_with("prefetch"))
    })
}

/// Whether somebody has the page before them. Opening it marks what it tells as read, as people know it from
/// other programs, also without scripts: so a GET changes that mark, and no more than that. What opens
/// nothing leaves it: another site that makes the browser ask, asking in advance, and asking for the headers
/// alone.
pub fn is_opened(app: &App, method: &Method, headers: &HeaderMap) -> bool {
    *method == Method::GET && check_origin(app, headers).is_ok() && !is_prefetch(headers)
}

/// A request that came over no socket shares its limits with all others of the kind.
fn peer_of(parts: &Parts) -> IpAddr {
    let info = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    info.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip())
}

fn is_one_of(address: IpAddr, proxies: &[IpNet]) -> bool {
    let canonical = address.to_canonical();
    proxies.iter().any(|net| net.contains(&canonical))
}

fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let mut address = peer.to_canonical();
    let lists: Vec<&str> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .map(|value| value.to_str().unwrap_or("?"))
        .collect();
    for hop in lists.iter().rev().flat_map(|list| list.rsplit(',')) {
        if !is_one_of(address, trusted) {
            break;
        }
        // What a trusted proxy wrote and we cannot read leads no further.
        let Some(next) = parse_hop(hop.trim()) else {
            break;
        };
        address = next.to_canonical();
    }
    address
}

/// An address, by some proxies with a port.
fn parse_hop(hop: &str) -> Option<IpAddr> {
    let bare = hop.trim_start_matches('[').trim_end_matches(']');
    hop.parse()
        .or_else(|_| bare.parse())
        .or_else(|_| hop.parse::<SocketAddr>().map(|socket| socket.ip()))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_in_advance_is_recognised() {
        for (name, value, prefetch) in [
            ("sec-purpose", "prefetch", true),
            ("sec-purpose", "prefetch;prerender", true),
            ("purpose", "Prefetch", true),
            ("x-moz", "prefetch", true),
            ("sec-purpose", "", false),
            ("purpose", "something", false),
            ("accept", "prefetch", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(name, value.parse().unwrap());
            assert_eq!(is_prefetch(&headers), prefetch, "{name}: {value}");
        }
        assert!(!is_prefetch(&HeaderMap::new()));
    }

    #[test]
    fn only_configured_proxies_name_the_client() {
        let proxies = ["127.0.0.1/32", "10.0.0.0/8", "2001:db8:ffff::/48"];
        let trusted: Vec<IpNet> = proxies.iter().map(|p| p.parse().unwrap()).collect();
        // Peer, the lines of X-Forwarded-For, who it is.
        let cases: &[(&str, &[&str], &str)] = &[
            ("203.0.113.9", &[], "203.0.113.9"),
            ("203.0.113.9", &["198.51.100.1"], "203.0.113.9"),
            ("203.0.113.9", &["127.0.0.1"], "203.0.113.9"),
            ("127.0.0.1", &[], "127.0.0.1"),
            ("127.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("::ffff:127.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            // The client wrote the left part itself.
            ("127.0.0.1", &["1.2.3.4, 198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["1.2.3.4", "198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["198.51.100.1, 10.1.1.1"], "198.51.100.1"),
            ("127.0.0.1", &["198.51.100.1", "10.1.1.1"], "198.51.100.1"),
            (
                "127.0.0.1",
                &["1.2.3.4, 10.2.2.2, 198.51.100.1, 10.1.1.1"],
                "198.51.100.1",
            ),
            // All of them proxies: the outermost one.
            ("127.0.0.1", &["10.2.2.2, 10.1.1.1"], "10.2.2.2"),
            // Nonsense leads no further than who wrote it.
            ("127.0.0.1", &["198.51.100.1, unknown"], "127.0.0.1"),
            ("127.0.0.1", &["198.51.100.1, , 10.1.1.1"], "10.1.1.1"),
            ("127.0.0.1", &[""], "127.0.0.1"),
            ("127.0.0.1", &["1.2.3.4, \u{e9}"], "127.0.0.1"),
            ("127.0.0.1", &["198.51.100.1:4711"], "198.51.100.1"),
            ("127.0.0.1", &["[2001:db8::1]:4711"], "2001:db8::1"),
            ("127.0.0.1", &["[2001:db8::1]"], "2001:db8::1"),
            ("127.0.0.1", &["2001:db8::1"], "2001:db8::1"),
            ("2001:db8:ffff::1", &["2001:db8::1"], "2001:db8::1"),
            ("2001:db8:fffe::1", &["2001:db8::1"], "2001:db8:fffe::1"),
            ("127.0.0.1", &["::ffff:198.51.100.1"], "198.51.100.1"),
        ];
        for (peer, lines, expected) in cases {
            let mut headers = HeaderMap::new();
            for line in *lines {
                let value = axum::http::HeaderValue::from_bytes(line.as_bytes()).unwrap();
                headers.append(FORWARDED_FOR, value);
            }
            // Nobody reads these.
            for name in [
                "forwarded",
                "x-real-ip",
                "cf-connecting-ip",
                "true-client-ip",
            ] {
                headers.insert(name, "9.9.9.9".parse().unwrap());
            }
            let address = client_address(peer.parse().unwrap(), &headers, &trusted);
            let expected: IpAddr = expected.parse().unwrap();
            assert_eq!(address, expected, "{peer} {lines:?}");
        }
    }
}
