//! Names into addresses.
//!
//! The HTTP client connects to the very addresses that were checked here. To
//! resolve once for the check and again for the connection would let a name
//! change its answer in between (DNS rebinding).

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use async_trait::async_trait;

/// Looks a name up. Tests script it.
#[async_trait]
pub trait Resolve: Send + Sync {
    /// All addresses of `host`, in order of preference.
    async fn lookup(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// A hosts file, if there is one, and then the system's own resolver.
pub struct SystemResolver {
    hosts_file: Option<HostsFile>,
}

impl SystemResolver {
    /// `hosts_file` has the format of `/etc/hosts` and is read again whenever it
    /// has changed. A configured file that cannot be read fails every lookup:
    /// falling back to DNS would quietly ask other machines.
    pub fn new(hosts_file: Option<PathBuf>) -> Self {
        Self {
            hosts_file: hosts_file.map(HostsFile::new),
        }
    }
}

#[async_trait]
impl Resolve for SystemResolver {
    async fn lookup(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        if let Some(file) = &self.hosts_file
            && let Some(addresses) = file.lookup(host).await?
        {
            return Ok(addresses);
        }
        if is_below_localhost(host) {
            return Ok(LOOPBACK.to_vec());
        }
        let found = tokio::net::lookup_host((host, 0)).await?;
        Ok(found.map(|address| address.ip()).collect())
    }
}

const LOOPBACK: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::LOCALHOST),
    IpAddr::V6(Ipv6Addr::LOCALHOST),
];

/// Names under `localhost` are always the loopback (RFC 6761 §6.3). Browsers know it; the resolvers
/// of many systems do not and would ask other machines, which never have them.
fn is_below_localhost(host: &str) -> bool {
    host.to_ascii_lowercase().ends_with(".localhost")
}

type Hosts = HashMap<String, Vec<IpAddr>>;

struct HostsFile {
    path: PathBuf,
    read: Mutex<Option<(Version, Arc<Hosts>)>>,
}

/// What tells one state of the file from the next.
type Version = (SystemTime, u64);

impl HostsFile {
    fn new(path: PathBuf) -> Self {
        Self {
            path,
            read: Mutex::new(None),
        }
    }

    async fn lookup(&self, host: &str) -> io::Result<Option<Vec<IpAddr>>> {
        let hosts = self.hosts().await?;
        Ok(hosts.get(&host.to_ascii_lowercase()).cloned())
    }

    async fn hosts(&self) -> io::Result<Arc<Hosts>> {
        let metadata = tokio::fs::metadata(&self.path).await?;
        let version = (metadata.modified()?, metadata.len());
        if let Some((known, hosts)) = &*self.read.lock().unwrap_or_else(PoisonError::into_inner)
            && *known == version
        {
            return Ok(Arc::clone(hosts));
        }
        let text = tokio::fs::read_to_string(&self.path).await?;
        let hosts = Arc::new(parse_hosts(&text));
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        *read = Some((version, Arc::clone(&hosts)));
        Ok(hosts)
    }
}

/// Lines of an address and its names; `#` starts a comment. What cannot be read
/// is skipped, as the system does with its own file.
fn parse_hosts(text: &str) -> Hosts {
    let mut hosts = Hosts::new();
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default();
        let mut words = line.split_ascii_whitespace();
        let Some(address) = words.next().and_then(|word| word.parse().ok()) else {
            continue;
        };
        for name in words {
            hosts
                .entry(name.to_ascii_lowercase())
                .or_default()
                .push(address);
        }
    }
    hosts
}

/// A name resolved to an address that may not be asked.
#[derive(Debug, thiserror::Error)]
#[error("the name resolves to an address that is not public")]
pub(super) struct ForbiddenAddress;

/// The resolver inside the HTTP client: what it returns is connected to.
pub(super) struct Checked {
    pub(super) resolve: Arc<dyn Resolve>,
    /// Which addresses may not be asked.
    pub(super) forbidden: fn(IpAddr) -> bool,
}

impl reqwest::dns::Resolve for Checked {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let resolve = Arc::clone(&self.resolve);
        let forbidden = self.forbidden;
        Box::pin(async move {
            let addresses = resolve.lookup(name.as_str()).await?;
            if addresses.is_empty() {
                return Err(io::Error::from(io::ErrorKind::NotFound).into());
            }
            // One forbidden address among public ones is a trick as well: the
            // client would try it next when the first does not answer.
            if addresses.iter().copied().any(forbidden) {
                return Err(ForbiddenAddress.into());
            }
            // The client puts the port of the URL in the place of 0.
            let sockets = addresses
                .into_iter()
                .map(|address| SocketAddr::new(address, 0));
            let sockets: reqwest::dns::Addrs = Box::new(sockets);
            Ok(sockets)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn hosts_files_are_read_like_the_systems_own() {
        let hosts = parse_hosts(
            "# peers\n127.0.0.1 A.test b.test # both\n::1\ta.test\nnonsense c.test\n\n127.0.0.2",
        );
        let a: Vec<IpAddr> = vec!["127.0.0.1".parse().unwrap(), "::1".parse().unwrap()];
        assert_eq!(hosts.get("a.test"), Some(&a));
        assert_eq!(hosts.get("b.test").map(Vec::len), Some(1));
        assert_eq!(hosts.len(), 2);
    }

    #[tokio::test]
    async fn a_changed_hosts_file_is_read_again() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        writeln!(file, "127.0.0.1 a.test").unwrap();
        let resolver = SystemResolver::new(Some(file.path().to_owned()));
        let first = resolver.lookup("a.test").await.unwrap();
        assert_eq!(first, ["127.0.0.1".parse::<IpAddr>().unwrap()]);
        writeln!(file, "127.0.0.2 a.test").unwrap();
        let second = resolver.lookup("A.TEST").await.unwrap();
        assert_eq!(second.len(), 2);
    }

    #[tokio::test]
    async fn a_missing_hosts_file_fails_the_lookup() {
        let directory = tempfile::tempdir().unwrap();
        let resolver = SystemResolver::new(Some(directory.path().join("absent")));
        assert!(resolver.lookup("localhost").await.is_err());
    }

    #[tokio::test]
    async fn names_not_in_the_file_go_to_the_system() {
        let resolver = SystemResolver::new(None);
        let addresses = resolver.lookup("localhost").await.unwrap();
        assert!(addresses.iter().all(IpAddr::is_loopback) && !addresses.is_empty());
    }

    #[tokio::test]
    async fn names_under_localhost_are_the_loopback() {
        let resolver = SystemResolver::new(None);
        for name in ["luthiers.localhost", "a.b.LocalHost"] {
            assert_eq!(resolver.lookup(name).await.unwrap(), LOOPBACK, "{name}");
        }
        assert!(!is_below_localhost("localhost.example"));
        assert!(!is_below_localhost("notlocalhost"));
        let mut file = tempfile::NamedTempFile::new().unwrap();
        writeln!(file, "127.0.0.2 luthiers.localhost").unwrap();
        let resolver = SystemResolver::new(Some(file.path().to_owned()));
        let listed = resolver.lookup("luthiers.localhost").await.unwrap();
        assert_eq!(listed, ["127.0.0.2".parse::<IpAddr>().unwrap()]);
    }
}
