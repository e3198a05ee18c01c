//! From `name@host` to an actor, by WebFinger (RFC 7033), believing only an exact round trip: what a
//! host says about a name must lead to an actor whose own host says the same (protocol.md §1.5).

use super::resolve::{FRESH, Resolved, known_actor, resolve_actor};
use crate::accounts::queries::person_by_handle;
use crate::activitypub::actors::Actor;
use crate::activitypub::fetch::fetch_json;
use crate::activitypub::media_type::is_activity_json;
use crate::activitypub::tolerant::{is_address, items};
use crate::app::App;
use crate::communities::queries::community_by_handle;
use crate::error::{Error, Result};
use chrono::TimeDelta;
use serde_json::Value;
use url::Url;

const ACCEPT_JRD: &str = "application/jrd+json, application/json";
const TYPE_PROPERTY: &str = "https://www.w3.org/ns/activitystreams#type";
const MAX_HANDLE_BYTES: usize = 400;

/// A handle as somebody typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handle {
    pub name: String,
    /// Lower case, with a port where there is one.
    pub host: String,
    /// Whether it began with `!`: a community is meant.
    pub community: bool,
}

impl Handle {
    /// Reads `name@host`, `@name@host`, `!name@host` and `acct:name@host`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > MAX_HANDLE_BYTES {
            return None;
        }
        let text = text.strip_prefix("acct:").unwrap_or(text);
        let (community, text) = match text.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('@').unwrap_or(text)),
        };
        let (name, host) = text.split_once('@')?;
        let in_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
        // As an address is read, so that nothing but a host and a port can hide in it.
        let url = Url::parse(&format!("https://{host}/")).ok()?;
        let host = match (url.host_str()?, url.port()) {
            (host, Some(port)) => format!("{host}:{port}"),
            (host, None) => host.to_owned(),
        };
        let plain = url.as_str() == format!("https://{host}/");
        (!name.is_empty() && name.chars().all(in_name) && plain).then(|| Self {
            name: name.to_owned(),
            host,
            community,
        })
    }

    fn acct(&self) -> String {
        format!("acct:{}@{}", self.name, self.host)
    }
}

/// The actor behind a handle. `!` finds communities only; otherwise a person is preferred.
pub async fn resolve_handle(app: &App, text: &str) -> Result<Resolved> {
    let handle = Handle::parse(text).ok_or(Error::NotFound("person or community"))?;
    let known = known_handle(app, &handle).await?;
    if handle.host == app.local.host {
        return known.ok_or(Error::NotFound("person or community"));
    }
    match known {
        // A community of this name says nothing about whether there is a person, too.
        Some(known) if handle.community || matches!(known, Resolved::Person(_)) => {
            resolve_actor(app, &known.actor().ap_id, FRESH).await
        }
        known => match (look_up(app, &handle).await, known) {
            (Err(error), Some(known)) if error.may_pass() => Ok(known),
            (found, _) => found.and_then(|found| fits(&handle, found)),
        },
    }
}

fn fits(handle: &Handle, found: Resolved) -> Result<Resolved> {
    if handle.community && !matches!(found, Resolved::Community(_)) {
        return Err(Error::NotFound("community"));
    }
    Ok(found)
}

async fn known_handle(app: &App, handle: &Handle) -> Result<Option<Resolved>> {
    let mut conn = app.store.read().await?;
    if !handle.community {
        let person = person_by_handle(&mut conn, &handle.name, &handle.host).await?;
        if let Some(person) = person {
            return Ok(Some(Resolved::Person(Box::new(person))));
        }
    }
    let community = community_by_handle(&mut conn, &handle.name, &handle.host).await?;
    Ok(community.map(|community| Resolved::Community(Box::new(community))))
}

async fn look_up(app: &App, handle: &Handle) -> Result<Resolved> {
    let mut answer = ask(app, handle).await?;
    if !answer.is_about(handle) {
        // An alias: the name it stands for has to say so itself.
        let proper = answer.subject.ok_or_else(no_round_trip)?;
        answer = ask(app, &proper).await?;
        if !answer.is_about(&proper) {
            return Err(no_round_trip());
        }
    }
    let id = answer
        .choose(handle.community)
        .ok_or(Error::NotFound("person or community"))?;
    let unknown = known_actor(app, &id).await?.is_none();
    let max_age = if unknown { TimeDelta::zero() } else { FRESH };
    let found = resolve_actor(app, &id, max_age).await?;
    confirm(app, &answer, found.actor()).await?;
    Ok(found)
}

/// The actor's own host must know it by its own name.
async fn confirm(app: &App, answer: &Answer, actor: &Actor) -> Result<()> {
    let own = Handle {
        name: actor.name.clone(),
        host: actor.host.clone(),
        community: false,
    };
    if answer.is_about(&own) && answer.names(&actor.ap_id) {
        return Ok(());
    }
    if ask(app, &own).await?.names(&actor.ap_id) {
        return Ok(());
    }
    Err(no_round_trip())
}

fn no_round_trip() -> Error {
    Error::peer("the name and the actor found for it do not point at each other")
}

async fn ask(app: &App, handle: &Handle) -> Result<Answer> {
    let mut url = Url::parse(&format!("https://{}/.well-known/webfinger", handle.host))
        .map_err(|_| Error::NotFound("server"))?;
    let may_be_plain = app.config.federation.private_hosts.contains(&handle.host);
    if may_be_plain && app.local.root.scheme() == "http" {
        url = plain_http(&url)?;
    }
    url.query_pairs_mut()
        .append_pair("resource", &handle.acct());
    let value = match fetch_json(app, &url, ACCEPT_JRD).await {
        Err(Error::NotFound(_) | Error::Gone(_)) => {
            return Err(Error::NotFound("person or community"));
        }
        other => other?,
    };
    Ok(Answer::read(&value))
}

/// Hosts that the configuration lists as private may speak plain http; two servers on one machine do.
fn plain_http(url: &Url) -> Result<Url> {
    let plain = url.as_str().replacen("https://", "http://", 1);
    Url::parse(&plain).map_err(|_| Error::NotFound("server"))
}

/// The ids of actors that an answer to WebFinger names.
pub fn actors_named(value: &Value) -> Vec<String> {
    let links = Answer::read(value).links.into_iter();
    links.map(|(id, _)| id).collect()
}

/// What a host says about a name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Answer {
    subject: Option<Handle>,
    /// Ids of actors and, where it is said, whether each is a community, in order.
    links: Vec<(String, Option<bool>)>,
}

impl Answer {
    fn read(value: &Value) -> Self {
        let subject = value.get("subject").and_then(Value::as_str);
        Self {
            subject: subject
                .filter(|subject| subject.starts_with("acct:"))
                .and_then(Handle::parse),
            links: items(value, "links").into_iter().filter_map(link).collect(),
        }
    }

    fn is_about(&self, handle: &Handle) -> bool {
        self.subject.as_ref().is_some_and(|subject| {
            subject.name.eq_ignore_ascii_case(&handle.name) && subject.host == handle.host
        })
    }

    fn names(&self, id: &str) -> bool {
        self.links.iter().any(|(link, _)| link == id)
    }

    /// Of several actors under one name the last of the wanted kind counts, then the last that does
    /// not say what it is, then, unless a community is a must, the last at all. Lemmy does the same.
    fn choose(&self, community: bool) -> Option<String> {
        let last = |wanted: Option<bool>| {
            let mut links = self.links.iter().rev();
            links.find(|(_, kind)| *kind == wanted)
        };
        last(Some(community))
            .or_else(|| last(None))
            .or_else(|| self.links.last().filter(|_| !community))
            .map(|(id, _)| id.clone())
    }
}

fn link(link: &Value) -> Option<(String, Option<bool>)> {
    if link.get("rel")?.as_str()? != "self" {
        return None;
    }
    if !link.get("type")?.as_str().is_some_and(is_activity_json) {
        return None;
    }
    let href = link.get("href")?.as_str().filter(|href| is_address(href))?;
    let kind = link
        .get("properties")
        .and_then(|properties| properties.get(TYPE_PROPERTY))
        .and_then(Value::as_str)
        .map(|kind| kind == "Group");
    Some((href.to_owned(), kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn handles_are_read_in_every_usual_form() {
        let cases = [
            ("rust@a.test", Some(("rust", "a.test", false))),
            ("@ana@A.test", Some(("ana", "a.test", false))),
            ("!rust@a.test:8541", Some(("rust", "a.test:8541", true))),
            (" acct:ana@a.test ", Some(("ana", "a.test", false))),
            ("!rust", None),
            ("rust@", None),
            ("@@a.test", None),
            ("ana@a.test/evil", None),
            ("ana@a.test?x", None),
            ("ana@user@a.test", None),
            ("ana@a.test#x", None),
            ("an a@a.test", None),
            ("https://a.test/@ana", None),
        ];
        for (text, expected) in cases {
            let read = Handle::parse(text);
            let read = read
                .as_ref()
                .map(|h| (h.name.as_str(), h.host.as_str(), h.community));
            assert_eq!(read, expected, "{text}");
        }
    }

    fn answer(links: Value) -> Answer {
        Answer::read(&json!({"subject": "acct:rust@a.test", "links": links}))
    }

    #[test]
    fn of_several_actors_the_wanted_kind_is_chosen() {
        let activity = "application/activity+json";
        let group = json!({"rel": "self", "type": activity, "href": "https://a.test/c/rust", "properties": {TYPE_PROPERTY: "Group"}});
        let person = json!({"rel": "self", "type": activity, "href": "https://a.test/u/rust", "properties": {TYPE_PROPERTY: "Person"}});
        let silent = json!({"rel": "self", "type": activity, "href": "https://a.test/x/rust", "template": null});
        let page = json!({"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": "https://a.test/p"});
        let html = json!({"rel": "self", "type": "text/html", "href": "https://a.test/p"});
        let script = json!({"rel": "self", "type": activity, "href": "javascript:x"});
        let cases = [
            (json!([person, group]), true, Some("https://a.test/c/rust")),
            (json!([group, person]), true, Some("https://a.test/c/rust")),
            (json!([person, group]), false, Some("https://a.test/u/rust")),
            (json!([group]), false, Some("https://a.test/c/rust")),
            (json!([person]), true, None),
            (json!([person, silent]), true, Some("https://a.test/x/rust")),
            (json!([page, html, script]), false, None),
            (json!([page, silent]), false, Some("https://a.test/x/rust")),
        ];
        for (links, community, expected) in cases {
            let chosen = answer(links.clone()).choose(community);
            assert_eq!(chosen.as_deref(), expected, "{links} {community}");
        }
    }
}
