//! Addresses: whose server, whether the same one, and where no connection may go.
#![no_main]

use guildhall::activitypub::ids::{self, Local};
use guildhall::activitypub::net::guard::{Guard, is_forbidden};
use guildhall::activitypub::net::{normal_host, same_origin};
use libfuzzer_sys::fuzz_target;
use std::net::IpAddr;
use url::{Host, Url};

fn address(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Ipv4(address) => Some(address.into()),
        Host::Ipv6(address) => Some(address.into()),
        Host::Domain(_) => None,
    }
}

fuzz_target!(|input: (&str, &str)| {
    let (one, other) = input;
    let local = Local::new(Url::parse("https://guild.example/").expect("an address"));
    let guard = Guard::new(&[], "guild.example");
    let _ = (ids::host_of(one), local.parse(one), local.is_local(one));
    assert_eq!(ids::same_origin(one, other), ids::same_origin(other, one));
    let Ok(url) = Url::parse(one) else {
        assert!(
            !ids::same_origin(one, other),
            "what is no address has no server"
        );
        return;
    };
    if let Some(host) = normal_host(&url) {
        assert!(
            host.is_ascii() && host == host.to_ascii_lowercase(),
            "{host}"
        );
        assert!(!host.contains(['@', '/', '\\', '?', '#', '%']), "{host}");
        assert!(same_origin(&url, &url));
    }
    if let Ok(other) = Url::parse(other) {
        assert_eq!(same_origin(&url, &other), same_origin(&other, &url));
        if same_origin(&url, &other) {
            assert_eq!(normal_host(&url), normal_host(&other));
        }
    }
    if guard.route(&url).is_ok() {
        assert!(matches!(url.scheme(), "https"), "{url}");
        assert!(
            url.username().is_empty() && url.password().is_none(),
            "{url}"
        );
        assert!(!address(&url).is_some_and(is_forbidden), "{url}");
    }
    // What is ours is nobody else's.
    if local.parse(one).is_some() {
        assert_eq!(normal_host(&url).as_deref(), Some("guild.example"), "{url}");
    }
});
