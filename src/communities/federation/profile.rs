//! Actors of other servers as documents: what they say of themselves, cleaned, or why it is refused.
//! Pure; whether the document came from its own server is for `activitypub::fetch` to know.

use crate::accounts::model::{Craft, ProfileLink};
use crate::accounts::queries::remote::RemoteProfile;
use crate::activitypub::actors::{ActorKind, NewActor};
use crate::activitypub::ids::{host_of, same_origin};
use crate::activitypub::tolerant::{
    self, flag, id_in, id_of, items, licence, markdown_source, page_url, public_keys, shared_inbox,
    total_items,
};
use crate::communities::documents::{ANSWER_POLICY, POST_POLICY, focus_html};
use crate::communities::model::{ReadPolicy, RemoteTag, WritePolicy};
use crate::communities::queries::remote::RemoteCommunity;
use crate::store::{Json, Time};
use crate::text::{clean_html, one_line, plain, tag_name};
use serde_json::Value;

/// Lengths in characters; longer is cut, unless said otherwise (safety.md R-09).
const MAX_NAME: usize = 128;
const MAX_TITLE: usize = 200;
const MAX_FOCUS: usize = 300;
/// Longer summaries and sources are refused in bytes, before anything parses them.
const MAX_TEXT_BYTES: usize = 200_000;
const MAX_KEY_BYTES: usize = 10_000;
const MAX_LINKS: usize = 50;
const MAX_LINK_TEXT: usize = 2000;
const MAX_TAGS: usize = 200;
const MAX_TAG_TEXT: usize = 200;

/// An actor as its server describes it, ready to be stored.
#[derive(Debug, Clone)]
pub struct RemoteActor {
    pub actor: NewActor,
    pub profile: Profile,
    /// When it came to be, as far as it says.
    pub published: Option<Time>,
    /// The vocabulary of a community.
    pub tags: Vec<RemoteTag>,
}

#[derive(Debug, Clone)]
pub enum Profile {
    Person(RemoteProfile),
    Group(RemoteCommunity),
}

/// Why an actor document is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ActorRefused {
    #[error("the document has no usable id")]
    Id,
    #[error("the document is no actor")]
    NotAnActor,
    #[error("the actor has no usable name")]
    Name,
    #[error("the actor has no inbox on its own server")]
    Inbox,
    #[error("the actor's key belongs to somebody else")]
    Key,
    #[error("a text of the actor is too long")]
    TooLong,
}

/// Reads an actor document of any peer.
pub fn read_actor(value: &Value, now: Time) -> Result<RemoteActor, ActorRefused> {
    let id = value.is_object().then(|| id_of(value)).flatten();
    let id = id.ok_or(ActorRefused::Id)?;
    let host = host_of(id).ok_or(ActorRefused::Id)?;
    let kind = kind(value).ok_or(ActorRefused::NotAnActor)?;
    let inbox = id_in(value, "inbox").filter(|inbox| same_origin(inbox, id));
    let inbox = inbox.ok_or(ActorRefused::Inbox)?;
    let (key_id, public_key) = match key(value, id)? {
        Some((key_id, pem)) => (Some(key_id), Some(pem)),
        None => (None, None),
    };
    // Addresses on another server could make us ask or tell things there that it never agreed to.
    let own = |url: Option<&str>| url.filter(|url| same_origin(url, id)).map(str::to_owned);
    let group = kind == ActorKind::Group;
    let moderators = id_in(value, "attributedTo").or_else(|| id_in(value, "moderators"));
    let actor = NewActor {
        ap_id: id.to_owned(),
        kind,
        name: name(value, kind, &host)?,
        local: false,
        inbox_url: inbox.to_owned(),
        shared_inbox_url: own(shared_inbox(value)),
        outbox_url: own(id_in(value, "outbox")),
        followers_url: own(id_in(value, "followers")),
        featured_url: own(id_in(value, "featured")),
        moderators_url: own(moderators).filter(|_| group),
        page_url: own(page_url(value)).filter(|page| page != id),
        key_id,
        public_key,
        fetched_at: Some(now),
        host,
    };
    let profile = if group {
        Profile::Group(community(value, &actor.name)?)
    } else {
        Profile::Person(person(value, kind)?)
    };
    Ok(RemoteActor {
        tags: match group {
            true => vocabulary(value, id),
            false => Vec::new(),
        },
        actor,
        profile,
        published: tolerant::time(value, "published").map(|at| at.min(now)),
    })
}

fn kind(value: &Value) -> Option<ActorKind> {
    items(value, "type")
        .into_iter()
        .find_map(|one| match one.as_str()? {
            "Person" => Some(ActorKind::Person),
            "Group" => Some(ActorKind::Group),
            "Service" => Some(ActorKind::Service),
            "Application" => Some(ActorKind::Application),
            "Organization" => Some(ActorKind::Organization),
            _ => None,
        })
}

/// `preferredUsername`, which stands in handles and in our addresses. Servers' own actors often have
/// none (Lemmy) or their host; they are called by their host then.
fn name(value: &Value, kind: ActorKind, host: &str) -> Result<String, ActorRefused> {
    let Some(name) = tolerant::text(value, "preferredUsername") else {
        return match kind {
            ActorKind::Application => Ok(host.to_owned()),
            _ => Err(ActorRefused::Name),
        };
    };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    if name.chars().count() > MAX_NAME || !name.chars().all(plain) {
        return Err(ActorRefused::Name);
    }
    Ok(name.to_owned())
}

/// The key that signs for this actor: owned by it and on its server. An actor without any key can be
/// shown but not heard; one whose only keys are somebody else's is refused.
fn key(value: &Value, id: &str) -> Result<Option<(String, String)>, ActorRefused> {
    let keys = public_keys(value);
    if keys.is_empty() {
        return Ok(None);
    }
    let own = keys.into_iter().find(|key| {
        key.owner.is_none_or(|owner| owner == id)
            && same_origin(key.id, id)
            && key.pem.len() <= MAX_KEY_BYTES
    });
    own.map(|key| Some((key.id.to_owned(), key.pem.to_owned())))
        .ok_or(ActorRefused::Key)
}

fn person(value: &Value, kind: ActorKind) -> Result<RemoteProfile, ActorRefused> {
    let (bio, bio_html) = texts(value)?;
    let links = items(value, "attachment").into_iter().filter_map(link);
    let display_name = one_line(tolerant::text(value, "name").unwrap_or_default(), MAX_TITLE);
    let craft = craft(value);
    Ok(RemoteProfile {
        sought: craft.sought(&display_name),
        craft,
        display_name,
        bio,
        bio_html,
        links: Json(links.take(MAX_LINKS).collect()),
        bot: matches!(kind, ActorKind::Service | ActorKind::Application),
        language: tolerant::language(value).unwrap_or_default(),
        time_zone: String::new(),
    })
}

/// What the rows of plain text say of somebody's craft. Who does not want to be found (`discoverable`,
/// Mastodon) is shown by name only where people look for each other.
fn craft(value: &Value) -> Craft {
    let mut craft = Craft::default();
    if flag(value, "discoverable") == Some(false) {
        return craft;
    }
    let rows = items(value, "attachment").into_iter().take(MAX_LINKS);
    for row in rows.filter(|row| link(row).is_none()) {
        let (name, text) = (tolerant::text(row, "name"), tolerant::text(row, "value"));
        let text = text.filter(|text| text.len() <= 4 * MAX_LINK_TEXT);
        if let (Some(name), Some(text)) = (name, text) {
            craft.take_row(name, &plain(text));
        }
    }
    craft
}

/// A row of the profile whose value holds a link; of rows of plain text only [`craft`] is kept.
fn link(row: &Value) -> Option<ProfileLink> {
    let label = one_line(tolerant::text(row, "name")?, MAX_TITLE);
    let value = tolerant::text(row, "value")
        .or_else(|| tolerant::text(row, "href"))
        .filter(|value| value.len() <= 4 * MAX_LINK_TEXT)?;
    let url = plain(value);
    let url = url.trim();
    let shown = tolerant::is_address(url) && url.chars().count() <= MAX_LINK_TEXT;
    shown.then(|| ProfileLink {
        label,
        url: url.to_owned(),
    })
}

fn community(value: &Value, name: &str) -> Result<RemoteCommunity, ActorRefused> {
    let (mut description, mut description_html) = texts(value)?;
    let title = one_line(tolerant::text(value, "name").unwrap_or_default(), MAX_TITLE);
    let focus = tolerant::text(value, "description").filter(|text| text.len() <= MAX_TEXT_BYTES);
    let focus = one_line(&plain(focus.unwrap_or_default()), MAX_FOCUS);
    // Our own servers repeat it there for microblogs.
    let lead = clean_html(&focus_html(&focus)).html;
    if let Some(rest) = description_html.strip_prefix(lead.trim_end()) {
        description_html = rest.trim_start().to_owned();
    }
    if description_html.is_empty() && description == focus {
        description.clear();
    }
    let restricted = flag(value, "postingRestrictedToMods") == Some(true);
    Ok(RemoteCommunity {
        title: if title.is_empty() {
            name.to_owned()
        } else {
            title
        },
        focus,
        description,
        description_html,
        language: tolerant::language(value).unwrap_or_default(),
        read_policy: read_policy(value),
        post_policy: match restricted {
            true => WritePolicy::Conveners,
            false => write_policy(value, POST_POLICY),
        },
        answer_policy: write_policy(value, ANSWER_POLICY),
        restricted_to_moderators: restricted,
        sensitive: flag(value, "sensitive") == Some(true),
        question_answer: asks_questions(value),
        several_answers: flag(value, "severalAnswers") == Some(true),
        licence: licence(value),
        origin_follower_count: total_items(value, "followers"),
        edited_at: tolerant::time(value, "updated"),
    })
}

/// Only Guildhall servers say it; elsewhere whoever reads writes.
fn write_policy(value: &Value, key: &str) -> WritePolicy {
    let word = tolerant::text(value, key);
    word.and_then(WritePolicy::parse)
        .unwrap_or(WritePolicy::Readers)
}

/// PieFed's list, or Lemmy's where there is none. An id on another server is none of the community's own.
fn vocabulary(value: &Value, group: &str) -> Vec<RemoteTag> {
    let of = |key: &str, name: &str, kinds: &[&str]| {
        let listed = items(value, key).into_iter();
        let listed =
            listed.filter(|tag| tolerant::type_of(tag).is_some_and(|kind| kinds.contains(&kind)));
        let mut tags: Vec<RemoteTag> = Vec::new();
        for tag in listed.take(MAX_TAGS) {
            let id = id_of(tag).filter(|id| same_origin(id, group));
            let said = tolerant::text(tag, name).or_else(|| tolerant::text(tag, "name"));
            let (Some(id), Some(name)) = (id, said.and_then(tag_name)) else {
                continue;
            };
            if tags.iter().any(|known| known.name == name) {
                continue;
            }
            let text = tolerant::text(tag, "content").filter(|text| text.len() <= MAX_KEY_BYTES);
            tags.push(RemoteTag {
                id: id.to_owned(),
                name,
                description: one_line(&plain(text.unwrap_or_default()), MAX_TAG_TEXT),
            });
        }
        tags
    };
    let own = of("tag", "preferredUsername", &["CommunityPostTag"]);
    if !own.is_empty() {
        return own;
    }
    let kinds = ["lemmy:CommunityTag", "CommunityTag"];
    of("lemmy:tagsForPosts", "display_name", &kinds)
}

/// Whether threads that say no kind are questions: a Q&A community of PieFed. One of ours takes
/// answers too, and says what else its threads are.
fn asks_questions(value: &Value) -> bool {
    flag(value, "questionAnswer") == Some(true) && value.get("defaultPostType").is_none()
}

/// Lemmy's reading of the two flags (protocol.md §1.2).
fn read_policy(value: &Value) -> ReadPolicy {
    if flag(value, "manuallyApprovesFollowers") == Some(true) {
        ReadPolicy::Members
    } else if flag(value, "discoverable") == Some(false) {
        ReadPolicy::Unlisted
    } else {
        ReadPolicy::Public
    }
}

/// The sidebar or bio: Markdown where its author's server gives it, else plain text, and safe HTML.
fn texts(value: &Value) -> Result<(String, String), ActorRefused> {
    let summary = tolerant::text(value, "summary").unwrap_or_default();
    let source = markdown_source(value);
    if summary.len().max(source.map_or(0, str::len)) > MAX_TEXT_BYTES {
        return Err(ActorRefused::TooLong);
    }
    let cleaned = clean_html(summary);
    let text = source.map_or(cleaned.text, str::to_owned);
    Ok((text, cleaned.html))
}

#[cfg(test)]
mod tests;
