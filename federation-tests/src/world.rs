//! The small internet of one test: names, addresses and ports.

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rand::RngExt;
use tempfile::TempDir;

/// Leaves the folders of worlds behind, for looking at.
const KEEP: &str = "GUILDHALL_KEEP";

/// All servers that a test will have, known before the first one starts.
///
/// Every server must be told at its start which private addresses it may
/// speak to, so ports are given out here, for all names at once.
pub struct World {
    folder: TempDir,
    sites: HashMap<String, Site>,
    /// Names that share a port, as host and port.
    crowd: Vec<String>,
    /// Ports are held until their server starts, so that no other test that
    /// runs at the same time draws them too.
    held: Mutex<HashMap<u16, TcpListener>>,
}

#[derive(Clone)]
struct Site {
    /// The name in its addresses: `alpha.test`.
    domain: String,
    web: u16,
    metrics: u16,
}

/// Hosts with numbers for names, all on one port.
pub struct Crowd {
    pub listener: TcpListener,
    port: u16,
}

impl Crowd {
    /// `h17.test:21000`
    pub fn host(&self, number: usize) -> String {
        format!("{}:{}", self.domain(number), self.port)
    }

    fn domain(&self, number: usize) -> String {
        format!("h{number}.test")
    }
}

impl World {
    /// Gives every name (`alpha`) a host (`alpha.test`) and two ports.
    pub fn new(names: &[&str]) -> World {
        let mut held = HashMap::new();
        let sites: HashMap<_, _> = names
            .iter()
            .map(|name| {
                let site = Site {
                    domain: format!("{name}.test"),
                    web: draw_port(&mut held),
                    metrics: draw_port(&mut held),
                };
                ((*name).to_owned(), site)
            })
            .collect();
        assert_eq!(sites.len(), names.len(), "names must differ: {names:?}");
        World::of(sites, held)
    }

    /// One server under a host and port that are known to somebody outside of
    /// the test already (`guild.test:18900`). It listens on loopback all the same.
    pub fn at(name: &str, authority: &str) -> World {
        let (domain, port) = authority
            .rsplit_once(':')
            .and_then(|(domain, port)| Some((domain, port.parse().ok()?)))
            .unwrap_or_else(|| panic!("{authority} is not host:port"));
        let listener = TcpListener::bind(loopback(port))
            .unwrap_or_else(|error| panic!("port {port} is not free: {error}"));
        let mut held = HashMap::from([(port, listener)]);
        let site = Site {
            domain: domain.to_owned(),
            web: port,
            metrics: draw_port(&mut held),
        };
        World::of(HashMap::from([(name.to_owned(), site)]), held)
    }

    fn of(sites: HashMap<String, Site>, held: HashMap<u16, TcpListener>) -> World {
        let folder = tempfile::Builder::new()
            .prefix("guildhall-world-")
            .disable_cleanup(std::env::var_os(KEEP).is_some())
            .tempdir()
            .expect("a temporary folder can be made");
        let world = World {
            folder,
            sites,
            crowd: Vec::new(),
            held: Mutex::new(held),
        };
        let lines: String = world
            .sites
            .values()
            .map(|site| format!("127.0.0.1 {}\n", site.domain))
            .collect();
        fs::write(world.hosts_file(), lines).expect("the hosts file can be written");
        world
    }

    /// Adds many hosts that one listener plays, and gives that listener. Call it before the first
    /// server starts.
    pub fn add_crowd(&mut self, hosts: usize) -> Crowd {
        let listener = TcpListener::bind(loopback(0)).expect("a port is free");
        let port = listener.local_addr().expect("it is bound").port();
        let crowd = Crowd { listener, port };
        for number in 0..hosts {
            self.add_host("127.0.0.1", &crowd.domain(number));
            self.crowd.push(crowd.host(number));
        }
        crowd
    }

    /// Where the servers keep their data and logs. It goes with the world,
    /// unless `GUILDHALL_KEEP` is set.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Adds a line to the hosts file, which servers read again when it changes.
    pub fn add_host(&self, address: &str, host: &str) {
        let mut file = fs::OpenOptions::new()
            .append(true)
            .open(self.hosts_file())
            .expect("the hosts file can be opened");
        writeln!(file, "{address} {host}").expect("the hosts file can be written");
    }

    /// The file in the form of `/etc/hosts` that all servers of this test share.
    pub fn hosts_file(&self) -> PathBuf {
        self.folder.path().join("hosts")
    }

    /// `alpha.test:21000,beta.test:23000`: what may be private and plain http.
    pub fn private_hosts(&self) -> String {
        let mut hosts: Vec<_> = self.sites.keys().map(|name| self.host(name)).collect();
        hosts.extend_from_slice(&self.crowd);
        hosts.sort();
        hosts.join(",")
    }

    /// Host and port as they stand in URLs and handles: `alpha.test:21000`.
    pub fn host(&self, name: &str) -> String {
        let site = self.site(name);
        format!("{}:{}", site.domain, site.web)
    }

    /// `http://alpha.test:21000`, without a slash at the end.
    pub fn base_url(&self, name: &str) -> String {
        format!("http://{}", self.host(name))
    }

    /// An HTTP client that finds this world's names, keeps cookies, leaves no
    /// loopback address and follows no redirect to another host.
    pub fn http(&self) -> reqwest::Client {
        self.http_with(reqwest::redirect::Policy::custom(|attempt| {
            let from = attempt.previous().last().and_then(|url| url.host_str());
            if from == attempt.url().host_str() && attempt.previous().len() < 10 {
                attempt.follow()
            } else {
                attempt.stop()
            }
        }))
    }

    pub(crate) fn http_with(&self, redirects: reqwest::redirect::Policy) -> reqwest::Client {
        let mut builder = reqwest::Client::builder()
            .no_proxy()
            .cookie_store(true)
            .redirect(redirects)
            .timeout(std::time::Duration::from_secs(60));
        for site in self.sites.values() {
            builder = builder.resolve(&site.domain, loopback(site.web));
        }
        builder.build().expect("the HTTP client can be built")
    }

    pub(crate) fn folder_of(&self, name: &str) -> PathBuf {
        let folder = self.folder.path().join(name);
        fs::create_dir_all(&folder).expect("the server's folder can be made");
        folder
    }

    pub(crate) fn web_address(&self, name: &str) -> SocketAddr {
        loopback(self.site(name).web)
    }

    pub(crate) fn metrics_address(&self, name: &str) -> SocketAddr {
        loopback(self.site(name).metrics)
    }

    /// Lets go of the name's ports; its server must bind them at once.
    pub(crate) fn release(&self, name: &str) {
        let site = self.site(name);
        let mut held = self.held.lock().expect("nobody panics while holding this");
        held.remove(&site.web);
        held.remove(&site.metrics);
    }

    fn site(&self, name: &str) -> &Site {
        self.sites
            .get(name)
            .unwrap_or_else(|| panic!("the world was not told of {name}"))
    }
}

fn loopback(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// Draws below the range from which the system gives ports to outgoing
/// connections: a server that restarts must find its port still free.
fn draw_port(held: &mut HashMap<u16, TcpListener>) -> u16 {
    for _ in 0..200 {
        let port = rand::rng().random_range(10_000..32_000);
        if let Ok(listener) = TcpListener::bind(loopback(port)) {
            held.insert(port, listener);
            return port;
        }
    }
    panic!("no free port in 200 draws");
}

/// A free port for a helper process such as a browser driver.
pub(crate) fn free_port() -> u16 {
    draw_port(&mut HashMap::new())
}
