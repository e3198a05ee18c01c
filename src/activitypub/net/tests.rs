//! The address guard and the limits, against real listeners on loopback.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{env, io};

use http::Method;
use http::header::{ACCEPT, HOST};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::client::{builder, exchange};
use super::guard::is_forbidden;
use super::resolver::Checked;
use super::*;

/// Answers in turn, the last answer for ever, and remembers who was asked for.
struct Script {
    answers: Vec<Vec<IpAddr>>,
    asked: Mutex<Vec<String>>,
}

fn script(answers: &[&[&str]]) -> Arc<Script> {
    let parse = |list: &&[&str]| list.iter().map(|one| one.parse().unwrap()).collect();
    Arc::new(Script {
        answers: answers.iter().map(parse).collect(),
        asked: Mutex::default(),
    })
}

#[async_trait]
impl Resolve for Script {
    async fn lookup(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let mut asked = self.asked.lock().unwrap();
        let turn = asked.len().min(self.answers.len() - 1);
        asked.push(host.to_owned());
        Ok(self.answers[turn].clone())
    }
}

impl Script {
    fn lookups(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

/// A listener that counts connections, keeps what it was sent, and answers.
struct Server {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn port(&self) -> u16 {
        self.address.port()
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    fn request(&self, turn: usize) -> String {
        self.requests.lock().unwrap()[turn].to_ascii_lowercase()
    }
}

/// What is written again and again until the other side has had enough.
type Endless = Option<&'static str>;

async fn serve_at(ip: &str, answers: Vec<String>, endless: Endless) -> Server {
    let listener = TcpListener::bind((ip, 0)).await.unwrap();
    let server = Server {
        address: listener.local_addr().unwrap(),
        connections: Arc::default(),
        requests: Arc::default(),
    };
    let (connections, requests) = (server.connections.clone(), server.requests.clone());
    tokio::spawn(async move {
        let mut turn = 0;
        while let Ok((stream, _)) = listener.accept().await {
            connections.fetch_add(1, Ordering::SeqCst);
            let answer = answers.get(turn).or(answers.last()).cloned();
            turn += 1;
            let requests = requests.clone();
            tokio::spawn(answer_once(
                stream,
                answer.unwrap_or_default(),
                endless,
                requests,
            ));
        }
    });
    server
}

async fn answer_once(
    mut stream: TcpStream,
    answer: String,
    endless: Endless,
    requests: Arc<Mutex<Vec<String>>>,
) {
    let mut buffer = vec![0; 64 * 1024];
    let length = stream.read(&mut buffer).await.unwrap_or(0);
    let text = String::from_utf8_lossy(&buffer[..length]).into_owned();
    requests.lock().unwrap().push(text);
    let _ = stream.write_all(answer.as_bytes()).await;
    while let Some(more) = endless {
        if stream.write_all(more.as_bytes()).await.is_err() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

async fn serve(answers: Vec<String>) -> Server {
    serve_at("127.0.0.1", answers, None).await
}

fn ok(body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}")
}

fn redirect(location: &str) -> String {
    format!(
        "HTTP/1.1 302 Found\r\nconnection: close\r\ncontent-length: 0\r\nlocation: {location}\r\n\r\n"
    )
}

fn settings(private: &[String]) -> NetSettings {
    NetSettings {
        private_hosts: private.to_vec(),
        ..NetSettings::new("Guildhall/0 (+https://h.example/)", "h.example")
    }
}

/// A network that may speak to these ports of `peer.test` on loopback.
fn net_to(ports: &[u16]) -> Net {
    let private: Vec<String> = ports
        .iter()
        .map(|port| format!("peer.test:{port}"))
        .collect();
    Net::new(&settings(&private), script(&[&["127.0.0.1"]])).unwrap()
}

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

fn peer(server: &Server, path: &str) -> Url {
    url(&format!("http://peer.test:{}{path}", server.port()))
}

const CAP: usize = 1024;

async fn get(net: &Net, url: &Url) -> Result<Answer, NetError> {
    net.get(url, Headers::new(), CAP).await
}

/// F-01, F-11: the first and the last address of every range.
const FORBIDDEN: &[&str] = &[
    "0.0.0.0",
    "0.255.255.255",
    "10.0.0.0",
    "10.255.255.255",
    "100.64.0.0",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.255",
    "169.254.0.0",
    "169.254.169.254",
    "172.16.0.0",
    "172.31.255.255",
    "192.0.0.0",
    "192.0.0.255",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.0",
    "192.168.255.255",
    "198.18.0.0",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "168.63.129.16",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:93.184.216.34",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "3fff:fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fdff:ffff::1",
    "fe80::1",
    "febf::1",
    "fec0::1",
    "ff00::1",
    "ff02::1",
];

const PUBLIC: &[&str] = &[
    "1.1.1.1",
    "9.255.255.255",
    "11.0.0.0",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "169.253.255.255",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2001:200::1",
    "2606:4700::1111",
    "2a00::1",
    "2003::1",
    "3ffe:ffff::1",
];

#[test]
fn only_public_addresses_are_allowed() {
    for address in FORBIDDEN {
        assert!(is_forbidden(address.parse().unwrap()), "{address}");
    }
    for address in PUBLIC {
        assert!(!is_forbidden(address.parse().unwrap()), "{address}");
    }
}

/// F-01, F-03: names that resolve to such an address, alone or among public ones.
#[tokio::test]
async fn names_of_forbidden_addresses_are_refused() {
    let refused = Some(NetError::Refused(Refusal::Address));
    for address in FORBIDDEN {
        let resolve = script(&[&[address]]);
        let net = Net::new(&settings(&[]), resolve.clone()).unwrap();
        let found = get(&net, &url("https://evil.test/")).await;
        assert_eq!(found.err(), refused, "{address}");
        assert_eq!(resolve.lookups(), 1);
    }
    let mixed = Net::new(&settings(&[]), script(&[&["93.184.216.34", "127.0.0.1"]])).unwrap();
    let found = get(&mixed, &url("https://evil.test/")).await;
    assert_eq!(found.err(), refused);
    let target = url("https://evil.test/");
    let post = mixed.post(&target, Headers::new(), Bytes::new());
    assert_eq!(post.await.err(), refused);
}

/// The client of the open internet, but over http on any port and with an idea
/// of private addresses that loopback can play both parts of.
async fn guarded(
    resolve: Arc<Script>,
    forbidden: fn(IpAddr) -> bool,
    url: &Url,
) -> Result<Answer, NetError> {
    let checked = Checked { resolve, forbidden };
    let client = builder(&settings(&[]), checked).build().unwrap();
    let deadline = Duration::from_secs(10);
    exchange(
        &client,
        deadline,
        Method::GET,
        url,
        Headers::new(),
        None,
        CAP,
    )
    .await
}

#[tokio::test]
async fn no_connection_is_made_to_a_forbidden_address() {
    let canary = serve(vec![ok("secret")]).await;
    let target = peer(&canary, "/");
    let found = guarded(script(&[&["127.0.0.1"]]), is_forbidden, &target).await;
    assert_eq!(found.err(), Some(NetError::Refused(Refusal::Address)));
    assert_eq!(canary.connections(), 0);
    let allowed = guarded(script(&[&["127.0.0.1"]]), |_| false, &target).await;
    assert_eq!(allowed.unwrap().body, "secret");
    assert_eq!(canary.connections(), 1);
}

/// F-04: the second answer would be the private address.
#[tokio::test]
async fn the_checked_address_is_the_one_that_is_connected_to() {
    let public = serve_at("127.0.0.2", vec![ok("public")], None).await;
    let resolve = script(&[&["127.0.0.2"], &["127.0.0.1"]]);
    let forbidden = |address: IpAddr| address == IpAddr::from([127, 0, 0, 1]);
    let target = peer(&public, "/");
    let answer = guarded(resolve.clone(), forbidden, &target).await.unwrap();
    assert_eq!(answer.body, "public");
    assert_eq!(resolve.lookups(), 1);
    let again = guarded(resolve.clone(), forbidden, &target).await;
    assert_eq!(again.err(), Some(NetError::Refused(Refusal::Address)));
    assert_eq!(public.connections(), 1);
}

/// F-02, F-05, F-10, F-12 and S-20: what a URL alone gives away.
#[tokio::test]
async fn suspicious_urls_are_refused_without_a_lookup() {
    let resolve = script(&[&["93.184.216.34"]]);
    let private = ["peer.test:8443".to_owned()];
    let net = Net::new(&settings(&private), resolve.clone()).unwrap();
    let table = [
        ("https://127.0.0.1/", Refusal::Address),
        ("https://2130706433/", Refusal::Address),
        ("https://0x7f000001/", Refusal::Address),
        ("https://0177.0.0.1/", Refusal::Address),
        ("https://127.1/", Refusal::Address),
        ("https://0/", Refusal::Address),
        ("https://%31%32%37.0.0.1/", Refusal::Address),
        ("https://１２７.０.０.１/", Refusal::Address),
        ("https://127。0。0。1/", Refusal::Address),
        ("https:\\\\127.0.0.1\\", Refusal::Address),
        ("https://93.184.216.34/", Refusal::Address),
        ("https://[::1]/", Refusal::Address),
        ("https://[::]/", Refusal::Address),
        ("https://[::ffff:127.0.0.1]/", Refusal::Address),
        ("https://a@127.0.0.1/", Refusal::UserInfo),
        ("https://a:b@other.test/", Refusal::UserInfo),
        ("https://:b@other.test/", Refusal::UserInfo),
        ("https://localhost./", Refusal::Host),
        ("https://other.test./", Refusal::Host),
        ("http://other.test/", Refusal::Scheme),
        ("http://other.test:443/", Refusal::Scheme),
        ("http://peer.test:8444/", Refusal::Scheme),
        ("ftp://other.test/", Refusal::Scheme),
        ("file:///etc/passwd", Refusal::Scheme),
        ("gopher://other.test/", Refusal::Scheme),
        ("data:text/plain,x", Refusal::Scheme),
        ("https://other.test:22/", Refusal::Port),
        ("https://other.test:25/", Refusal::Port),
        ("https://other.test:80/", Refusal::Port),
        ("https://other.test:5432/", Refusal::Port),
        ("https://other.test:6379/", Refusal::Port),
        ("https://peer.test:8444/", Refusal::Port),
        ("https://peer.test.evil.test:8443/", Refusal::Port),
        ("https://h.example/c/a", Refusal::OwnHost),
        ("https://H.EXAMPLE:443/", Refusal::OwnHost),
        ("https://h.example./", Refusal::OwnHost),
        ("http://h.example/", Refusal::OwnHost),
    ];
    for (text, refusal) in table {
        let expected = NetError::Refused(refusal);
        assert_eq!(get(&net, &url(text)).await.err(), Some(expected), "{text}");
        assert!(expected.is_permanent());
    }
    assert_eq!(resolve.lookups(), 0);
}

#[tokio::test]
async fn listed_hosts_may_be_private_and_plain() {
    let server = serve(vec![ok("hello")]).await;
    let net = net_to(&[server.port()]);
    let headers = vec![(HOST, HeaderValue::from_static("elsewhere.test"))];
    let answer = net
        .get(&peer(&server, "/a?b#c"), headers, CAP)
        .await
        .unwrap();
    assert_eq!(
        (answer.status, &answer.body[..]),
        (StatusCode::OK, &b"hello"[..])
    );
    assert_eq!(answer.final_url, peer(&server, "/a?b"));
    let request = server.request(0);
    assert!(request.starts_with("get /a?b http/1.1\r\n"), "{request}");
    assert!(
        request.contains(&format!("host: peer.test:{}\r\n", server.port())),
        "{request}"
    );
    assert!(request.contains("user-agent: guildhall/0"), "{request}");
    assert!(request.contains("accept-encoding: identity"), "{request}");
    assert!(!request.contains("elsewhere.test"), "{request}");

    let literal = format!("127.0.0.1:{}", server.port());
    let net = Net::new(&settings(std::slice::from_ref(&literal)), script(&[&[]])).unwrap();
    let target = url(&format!("http://{literal}/inbox"));
    let answer = net
        .post(&target, Headers::new(), Bytes::from_static(b"{}"))
        .await;
    assert_eq!(answer.unwrap().status, StatusCode::OK);
    assert!(server.request(1).starts_with("post /inbox"));
}

#[tokio::test]
async fn failures_are_told_apart() {
    let closed = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let net = net_to(&[closed]);
    let target = url(&format!("http://peer.test:{closed}/"));
    assert_eq!(get(&net, &target).await.err(), Some(NetError::Connect));
    let nowhere = Net::new(&settings(&[]), script(&[&[]])).unwrap();
    assert_eq!(
        get(&nowhere, &url("https://a.test/")).await.err(),
        Some(NetError::Dns)
    );
    let plain = serve(vec![ok("not TLS")]).await;
    let net = net_to(&[plain.port()]);
    let target = url(&format!("https://peer.test:{}/", plain.port()));
    assert_eq!(get(&net, &target).await.err(), Some(NetError::Tls));
    let broken = serve(vec!["not http\r\n\r\n".to_owned()]).await;
    let net = net_to(&[broken.port()]);
    assert_eq!(
        get(&net, &peer(&broken, "/")).await.err(),
        Some(NetError::Broken)
    );
}

/// Signs with the address, and would not have this one asked.
struct Careful(Option<Url>);

#[async_trait]
impl Hops for Careful {
    type Error = NetError;

    async fn headers(&self, hop: &Url) -> Result<Headers, NetError> {
        if self.0.as_ref() == Some(hop) {
            return Err(NetError::Refused(Refusal::Host));
        }
        let value = HeaderValue::from_str(hop.as_str()).unwrap();
        Ok(vec![(HeaderName::from_static("signature"), value)])
    }
}

async fn follow(net: &Net, url: &Url, most: u8) -> Result<Answer, NetError> {
    let accept = HeaderValue::from_static("x/y");
    get_following(net, url, &Careful(None), &accept, most).await
}

/// F-14: nobody gets a signature made for another.
#[tokio::test]
async fn redirects_are_followed_and_signed_per_hop() {
    let last = serve(vec![ok("found")]).await;
    let first = serve(vec![
        redirect("/two"),
        redirect(peer(&last, "/three").as_str()),
    ])
    .await;
    let net = net_to(&[first.port(), last.port()]);
    let answer = follow(&net, &peer(&first, "/one"), 3).await.unwrap();
    assert_eq!(answer.body, "found");
    assert_eq!(answer.final_url, peer(&last, "/three"));
    for (server, turn, path) in [
        (&first, 0, "/one"),
        (&first, 1, "/two"),
        (&last, 0, "/three"),
    ] {
        let request = server.request(turn);
        let expected = format!("signature: {}\r\n", peer(server, path));
        assert!(request.contains(&expected), "{request}");
        assert_eq!(request.matches("signature:").count(), 1, "{request}");
        assert!(request.contains(&format!("{ACCEPT}: x/y")), "{request}");
    }
}

/// F-05: every hop is judged like the first.
#[tokio::test]
async fn redirects_to_forbidden_places_are_refused() {
    let canary = serve(vec![ok("secret")]).await;
    let canary_url = peer(&canary, "/").to_string();
    let table = [
        (canary_url.as_str(), NetError::Refused(Refusal::Scheme)),
        ("http://other.test/", NetError::Refused(Refusal::Scheme)),
        ("https://127.0.0.1/", NetError::Refused(Refusal::Address)),
        ("https://evil.test/", NetError::Refused(Refusal::Address)),
        ("https://evil.test:6379/", NetError::Refused(Refusal::Port)),
        ("https://h.example/c/a", NetError::Refused(Refusal::OwnHost)),
        ("file:///etc/passwd", NetError::BadRedirect),
        ("gopher://127.0.0.1/", NetError::BadRedirect),
        ("data:text/plain,x", NetError::BadRedirect),
        ("http://[", NetError::BadRedirect),
    ];
    for (location, expected) in table {
        let first = serve(vec![redirect(location)]).await;
        let net = net_to(&[first.port()]);
        let found = follow(&net, &peer(&first, "/"), 3).await;
        assert_eq!(found.err(), Some(expected), "{location}");
    }
    assert_eq!(canary.connections(), 0);
    let nowhere = "HTTP/1.1 302 Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    let first = serve(vec![nowhere.to_owned()]).await;
    let found = follow(&net_to(&[first.port()]), &peer(&first, "/"), 3).await;
    assert_eq!(found.err(), Some(NetError::BadRedirect));
}

/// F-05: nor is a hop made that whoever asks does not want.
#[tokio::test]
async fn whoever_asks_judges_every_hop() {
    let last = serve(vec![ok("found")]).await;
    let middle = serve(vec![redirect(peer(&last, "/").as_str())]).await;
    let first = serve(vec![redirect(peer(&middle, "/").as_str())]).await;
    let net = net_to(&[first.port(), middle.port(), last.port()]);
    let unwanted = Careful(Some(peer(&middle, "/")));
    let accept = HeaderValue::from_static("x/y");
    let found = get_following(&net, &peer(&first, "/"), &unwanted, &accept, 3).await;
    assert_eq!(found.err(), Some(NetError::Refused(Refusal::Host)));
    let asked = [&first, &middle, &last].map(Server::connections);
    assert_eq!(asked, [1, 0, 0]);
}

/// F-06: a loop ends.
#[tokio::test]
async fn only_three_redirects_are_followed() {
    for (hops, requests) in [(0, 1), (1, 2), (3, 4), (200, 4)] {
        let server = serve(vec![redirect("/again")]).await;
        let found = follow(&net_to(&[server.port()]), &peer(&server, "/"), hops).await;
        assert_eq!(found.err(), Some(NetError::BadRedirect));
        assert_eq!(server.connections(), requests, "{hops}");
    }
}

#[tokio::test]
async fn a_plain_get_does_not_follow_redirects() {
    let server = serve(vec![redirect("/again")]).await;
    let answer = get(&net_to(&[server.port()]), &peer(&server, "/"))
        .await
        .unwrap();
    assert_eq!(answer.status, StatusCode::FOUND);
    assert_eq!(server.connections(), 1);
}

/// F-15. Runs another test of this file in a process with proxies in its
/// environment, since changing our own is not safe.
#[tokio::test]
async fn proxies_of_the_environment_are_ignored() {
    let canary = serve(vec![ok("proxied")]).await;
    let proxy = format!("http://{}", canary.address);
    let mut child = tokio::process::Command::new(env::current_exe().unwrap());
    child.args([
        "--exact",
        "activitypub::net::tests::a_plain_get_does_not_follow_redirects",
    ]);
    for name in [
        "http_proxy",
        "HTTP_PROXY",
        "https_proxy",
        "HTTPS_PROXY",
        "all_proxy",
        "ALL_PROXY",
    ] {
        child.env(name, &proxy);
    }
    child
        .env_remove("no_proxy")
        .env_remove("NO_PROXY")
        .env_remove("REQUEST_METHOD");
    let output = child.output().await.unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{text}"
    );
    assert_eq!(canary.connections(), 0);
}

/// counted while it arrives, whatever was announced, never unpacked.
#[tokio::test]
async fn large_answers_are_cut_off() {
    let head = "HTTP/1.1 200 OK\r\n";
    let announced = format!("{head}content-length: 2000000\r\n\r\n");
    let unannounced = format!("{head}connection: close\r\n\r\n");
    let chunked = format!("{head}transfer-encoding: chunked\r\n\r\n");
    let table = [
        (announced, None),
        (unannounced, Some("xxxxxxxxxxxxxxxx")),
        (chunked, Some("10\r\nxxxxxxxxxxxxxxxx\r\n")),
    ];
    for (answer, endless) in table {
        let server = serve_at("127.0.0.1", vec![answer], endless).await;
        let found = get(&net_to(&[server.port()]), &peer(&server, "/")).await;
        assert_eq!(found.err(), Some(NetError::TooLarge), "{endless:?}");
    }
    let full = serve(vec![ok(&"x".repeat(CAP))]).await;
    let answer = get(&net_to(&[full.port()]), &peer(&full, "/"))
        .await
        .unwrap();
    assert_eq!(answer.body.len(), CAP);
    let receipt = serve(vec![ok(&"x".repeat(MAX_RECEIPT_BYTES + 1))]).await;
    let net = net_to(&[receipt.port()]);
    let found = net
        .post(&peer(&receipt, "/"), Headers::new(), Bytes::new())
        .await;
    assert_eq!(found.err(), Some(NetError::TooLarge));
    let packed = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\nabcd";
    let server = serve(vec![packed.to_owned()]).await;
    let answer = get(&net_to(&[server.port()]), &peer(&server, "/"))
        .await
        .unwrap();
    assert_eq!(answer.body, "abcd");
}

/// a byte now and then does not extend the deadline, in body or headers.
#[tokio::test]
async fn a_slow_answer_meets_the_deadline() {
    let body = "HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n";
    for answer in [body, "HTTP/1.1 200 OK\r\nx: ", ""] {
        let server = serve_at("127.0.0.1", vec![answer.to_owned()], Some("x")).await;
        let mut settings = settings(&[format!("peer.test:{}", server.port())]);
        settings.deadline = Duration::from_millis(200);
        let net = Net::new(&settings, script(&[&["127.0.0.1"]])).unwrap();
        let found = net
            .get(&peer(&server, "/"), Headers::new(), 2_000_000)
            .await;
        let expected = if answer.is_empty() {
            NetError::Broken
        } else {
            NetError::Timeout
        };
        assert_eq!(found.err(), Some(expected), "{answer}");
    }
}

#[tokio::test]
async fn endless_headers_are_refused() {
    let answer = "HTTP/1.1 200 OK\r\n".to_owned();
    let many = Box::leak("x: y\r\n".repeat(2000).into_boxed_str());
    let server = serve_at("127.0.0.1", vec![answer], Some(many)).await;
    let found = get(&net_to(&[server.port()]), &peer(&server, "/")).await;
    assert_eq!(found.err(), Some(NetError::Broken));
}

#[test]
fn hosts_are_compared_in_one_form() {
    for (text, expected) in [
        ("https://Peer.Example/x", Some("peer.example")),
        ("https://peer.example.:443/", Some("peer.example")),
        ("https://peer.example:8443/", Some("peer.example:8443")),
        ("http://peer.example:443/", Some("peer.example:443")),
        ("https://bücher.example/", Some("xn--bcher-kva.example")),
        ("https://a:b@peer.example/", Some("peer.example")),
        ("https://[::1]:1/", Some("[::1]:1")),
        ("https://./", None),
        ("acct:ada@peer.example", None),
        ("ftp://peer.example/", None),
    ] {
        let found = Url::parse(text).ok().and_then(|url| normal_host(&url));
        assert_eq!(found.as_deref(), expected, "{text}");
    }
    let table = [
        ("https://a.test/x", "https://A.test:443/y", true),
        ("https://a.test./x", "https://a.test/y", true),
        ("https://a.test/", "http://a.test/", false),
        ("https://a.test/", "https://a.test:8443/", false),
        ("https://a.test/", "https://b.test/", false),
        ("data:x", "data:x", false),
    ];
    for (a, b, expected) in table {
        assert_eq!(same_origin(&url(a), &url(b)), expected, "{a} {b}");
    }
}
