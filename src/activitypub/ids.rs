//! Our own addresses: how they are made and how they are read back (protocol.md §1.1).

use crate::app::App;
use crate::ids::{activity_tail, public_id};
use url::Url;

/// This server's place in the world.
#[derive(Debug, Clone)]
pub struct Local {
    /// `https://guild.example/`, also the id of the instance's actor.
    pub root: Url,
    /// `guild.example`, with the port when it is not the scheme's own.
    pub host: String,
    base: String,
}

/// What one of our addresses points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LocalThing {
    Instance,
    Person(String),
    Community(String),
    Post(String),
    Comment(String),
    Message(String),
    Activity,
    Other,
}

impl Local {
    pub fn new(root: Url) -> Self {
        let host = match (root.host_str(), root.port()) {
            (Some(host), Some(port)) => format!("{host}:{port}"),
            (Some(host), None) => host.to_owned(),
            (None, _) => String::new(),
        };
        let base = root.as_str().trim_end_matches('/').to_owned();
        Self { root, host, base }
    }

    /// Absolute address of a path that begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub fn person(&self, name: &str) -> String {
        self.url(&format!("/u/{name}"))
    }

    pub fn community(&self, name: &str) -> String {
        self.url(&format!("/c/{name}"))
    }

    pub fn post(&self, public_id: &str) -> String {
        self.url(&format!("/post/{public_id}"))
    }

    pub fn comment(&self, public_id: &str) -> String {
        self.url(&format!("/comment/{public_id}"))
    }

    pub fn message(&self, public_id: &str) -> String {
        self.url(&format!("/message/{public_id}"))
    }

    /// The two parts of `name@host`, or of the `name` of somebody here.
    pub fn name_and_host<'a>(&'a self, handle: &'a str) -> (&'a str, &'a str) {
        handle.split_once('@').unwrap_or((handle, &self.host))
    }

    /// Whether an id is ours, by scheme, host and port.
    ///
    /// However it is spelt: `https://GUILD.example/u/ada`, and the other scheme, are ours too, though no
    /// id of ours is written so.
    pub fn is_local(&self, ap_id: &str) -> bool {
        let as_written = ap_id
            .strip_prefix(&self.base)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']));
        as_written || self.is_own_host(ap_id)
    }

    fn is_own_host(&self, ap_id: &str) -> bool {
        let Ok(url) = Url::parse(ap_id) else {
            return false;
        };
        let host = url.host_str().map(|host| host.trim_end_matches('.'));
        host.is_some() && host == self.root.host_str() && url.port() == self.root.port()
    }

    /// Reads one of our ids back. None when it is not ours.
    pub fn parse(&self, ap_id: &str) -> Option<LocalThing> {
        let rest = ap_id.strip_prefix(&self.base)?;
        if rest.is_empty() || rest == "/" {
            return Some(LocalThing::Instance);
        }
        let mut parts = rest.strip_prefix('/')?.split('/');
        let thing = match (parts.next(), parts.next(), parts.next()) {
            (Some("u"), Some(name), None) => LocalThing::Person(name.to_owned()),
            (Some("c"), Some(name), None) => LocalThing::Community(name.to_owned()),
            (Some("post"), Some(id), _) => LocalThing::Post(id.to_owned()),
            (Some("comment"), Some(id), _) => LocalThing::Comment(id.to_owned()),
            (Some("message"), Some(id), None) => LocalThing::Message(id.to_owned()),
            (Some("activities"), _, _) => LocalThing::Activity,
            _ => LocalThing::Other,
        };
        Some(thing)
    }
}

impl App {
    /// A new id for an activity: `https://H/activities/{kind}/{32 characters}`, under the 100
    /// characters that PieFed keeps.
    pub fn mint_activity_id(&self, kind: &str) -> String {
        let kind = kind.to_ascii_lowercase();
        self.local.url(&format!(
            "/activities/{kind}/{}",
            activity_tail(self.now().utc(), self.chance_words())
        ))
    }

    /// A new public id for a thread, reply or message.
    pub fn mint_public_id(&self) -> String {
        let [chance, ..] = self.chance_words();
        public_id(self.now().utc(), chance)
    }
}

/// The host of an id, with its port when it is not the scheme's own: whose server it is on.
pub fn host_of(ap_id: &str) -> Option<String> {
    let url = Url::parse(ap_id).ok()?;
    let host = url.host_str()?.trim_end_matches('.').to_ascii_lowercase();
    Some(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host,
    })
}

/// Same scheme, host and port: whoever speaks for one id speaks for the other (FEP-fe34).
pub fn same_origin(a: &str, b: &str) -> bool {
    match (Url::parse(a), Url::parse(b)) {
        (Ok(a), Ok(b)) => a.origin().is_tuple() && a.origin() == b.origin(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_addresses_are_read_back() {
        let local = Local::new(Url::parse("http://a.test:8080").unwrap());
        assert_eq!(local.host, "a.test:8080");
        let cases = [
            ("http://a.test:8080/", Some(LocalThing::Instance)),
            (
                "http://a.test:8080/u/ada",
                Some(LocalThing::Person("ada".into())),
            ),
            (
                "http://a.test:8080/c/rust",
                Some(LocalThing::Community("rust".into())),
            ),
            (
                "http://a.test:8080/c/rust/followers",
                Some(LocalThing::Other),
            ),
            (
                "http://a.test:8080/post/x1/replies",
                Some(LocalThing::Post("x1".into())),
            ),
            ("http://a.test:80801/u/ada", None),
            ("https://a.test:8080/u/ada", None),
            ("http://b.test/u/ada", None),
        ];
        for (id, expected) in cases {
            assert_eq!(local.parse(id), expected, "{id}");
        }
        for ours in [
            "http://a.test:8080/u/ada",
            "http://A.Test:8080/u/ada",
            "http://a.test.:8080/u/ada",
            "http://user@a.test:8080/u/ada",
            "https://a.test:8080/u/ada",
        ] {
            assert!(local.is_local(ours), "{ours}");
        }
        for other in [
            "http://a.test:80801/u/ada",
            "http://a.test:80/u/ada",
            "http://b.a.test:8080/u/ada",
            "a.test:8080",
        ] {
            assert!(!local.is_local(other), "{other}");
        }
    }

    #[test]
    fn origins_compare_scheme_host_and_port() {
        assert!(same_origin("https://a.test/x", "https://a.test:443/y"));
        assert!(!same_origin("https://a.test/x", "http://a.test/x"));
        assert!(!same_origin("https://a.test/x", "https://a.test.evil/x"));
        assert!(!same_origin("data:x", "data:x"));
    }
}
