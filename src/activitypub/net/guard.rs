//! Which URLs and addresses may be asked at all.
//!
//! A URL of a stranger must not make us speak to our own machine, to the
//! network around it or to a cloud provider's metadata service. URLs are checked
//! here before anything is resolved, addresses when a connection is made.

use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};
use url::{Host, Url};

use super::{NetError, normal_host};

/// Why a URL is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("only https is allowed")]
    Scheme,
    #[error("only port 443 is allowed")]
    Port,
    #[error("the URL holds a user name or password")]
    UserInfo,
    #[error("the host is not an ordinary name")]
    Host,
    #[error("the address is not a public one")]
    Address,
    #[error("it is this server itself")]
    OwnHost,
}

/// How a URL that was let through is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// https on port 443, public addresses only.
    Public,
    /// Listed by the operator: http or https, any address.
    Private,
}

/// The rule for URLs.
#[derive(Clone, Debug)]
pub struct Guard {
    private_hosts: HashSet<String>,
    own_host: String,
}

impl Guard {
    /// `private_hosts` are exact `host:port` pairs, `own_host` is a host with its
    /// port unless that is the default.
    pub fn new(private_hosts: &[String], own_host: &str) -> Self {
        Self {
            private_hosts: private_hosts
                .iter()
                .map(|host| host.to_ascii_lowercase())
                .collect(),
            own_host: own_host.to_ascii_lowercase(),
        }
    }

    /// Decides about one URL without resolving anything.
    pub fn route(&self, url: &Url) -> Result<Route, NetError> {
        self.judge(url).map_err(NetError::Refused)
    }

    fn judge(&self, url: &Url) -> Result<Route, Refusal> {
        if !matches!(url.scheme(), "https" | "http") {
            return Err(Refusal::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::UserInfo);
        }
        let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
            return Err(Refusal::Host);
        };
        if normal_host(url).is_some_and(|host| host == self.own_host) {
            return Err(Refusal::OwnHost);
        }
        if matches!(host, Host::Domain(name) if name.is_empty() || name.ends_with('.')) {
            return Err(Refusal::Host);
        }
        if self.private_hosts.contains(&format!("{host}:{port}")) {
            return Ok(Route::Private);
        }
        if url.scheme() != "https" {
            return Err(Refusal::Scheme);
        }
        if port != 443 {
            return Err(Refusal::Port);
        }
        // A peer has a name; a public address as a literal is no better than a
        // private one, and its certificate would be an oddity.
        if !matches!(host, Host::Domain(_)) {
            return Err(Refusal::Address);
        }
        Ok(Route::Public)
    }
}

const fn v4(a: u8, b: u8, c: u8, d: u8, bits: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), bits)
}

const fn v6(start: [u16; 3], bits: u8) -> Ipv6Net {
    let [a, b, c] = start;
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0), bits)
}

/// Everything in IANA's special-purpose registry that is not globally reachable,
/// multicast, and what is reserved.
const FORBIDDEN_V4: [Ipv4Net; 16] = [
    v4(0, 0, 0, 0, 8),        // this network
    v4(10, 0, 0, 0, 8),       // private
    v4(100, 64, 0, 0, 10),    // shared by carriers
    v4(127, 0, 0, 0, 8),      // loopback
    v4(169, 254, 0, 0, 16),   // link-local, cloud metadata
    v4(172, 16, 0, 0, 12),    // private
    v4(192, 0, 0, 0, 24),     // protocol assignments
    v4(192, 0, 2, 0, 24),     // documentation
    v4(192, 88, 99, 0, 24),   // 6to4 relays
    v4(192, 168, 0, 0, 16),   // private
    v4(198, 18, 0, 0, 15),    // benchmarks
    v4(198, 51, 100, 0, 24),  // documentation
    v4(203, 0, 113, 0, 24),   // documentation
    v4(224, 0, 0, 0, 4),      // multicast
    v4(240, 0, 0, 0, 4),      // reserved, broadcast
    v4(168, 63, 129, 16, 32), // a cloud provider's host agent, on a public address
];

/// Global unicast is `2000::/3`; these are the holes in it. Outside of it lie
/// loopback, unique local, link-local, multicast, mapped and NAT64 addresses.
const GLOBAL_V6: Ipv6Net = v6([0x2000, 0, 0], 3);
const FORBIDDEN_V6: [Ipv6Net; 4] = [
    v6([0x2001, 0, 0], 23),     // protocol assignments with Teredo and ORCHID
    v6([0x2001, 0xdb8, 0], 32), // documentation
    v6([0x2002, 0, 0], 16),     // 6to4, which embeds any IPv4 address
    v6([0x3fff, 0, 0], 20),     // documentation
];

/// Whether no connection may be made to this address.
pub fn is_forbidden(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => FORBIDDEN_V4.iter().any(|net| net.contains(&address)),
        IpAddr::V6(address) => {
            !GLOBAL_V6.contains(&address) || FORBIDDEN_V6.iter().any(|net| net.contains(&address))
        }
    }
}
