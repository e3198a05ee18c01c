//! What somebody typed into search, looked up on its server: a handle (`@ada@host`, `!luthiers@host`)
//! or the address of a person, community, thread or reply.

use super::content::{commit, is_known, save_announced};
use super::waiting::community_for;
use crate::accounts::model::Viewer;
use crate::activitypub::fetch::fetch_document;
use crate::activitypub::ids::LocalThing;
use crate::activitypub::tolerant::type_of;
use crate::app::App;
use crate::communities::actions::ask_at_first_look;
use crate::communities::federation::resolve::known_actor;
use crate::communities::federation::{FRESH, Resolved, resolve_actor, resolve_handle};
use crate::error::{Error, Result};
use crate::posts::actions::arrivals::{Source, save_reply};
use crate::posts::actions::ask_for_replies;
use crate::posts::arrived::read;
use crate::posts::queries;
use crate::search::pages::LookUp;
use serde_json::Value;

/// How many parents of a reply are fetched while somebody waits.
const PARENTS_WHILE_WAITING: usize = 20;

const ACTOR_TYPES: [&str; 5] = ["Person", "Group", "Service", "Application", "Organization"];

/// For the search page.
pub const LOOK_UP: LookUp = LookUp {
    is_address,
    resolve: |app, viewer, text| {
        Box::pin(async move { Ok(resolve(app, viewer, text).await?.path) })
    },
};

/// Where the thing is on our pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub path: String,
}

/// Whether a text is something to look up rather than words to search for.
pub fn is_address(text: &str) -> bool {
    let text = text.trim();
    if text.contains(char::is_whitespace) {
        return false;
    }
    if text.starts_with("https://") || text.starts_with("http://") {
        return true;
    }
    let handle = text.trim_start_matches(['@', '!']);
    matches!(handle.split_once('@'), Some((name, host)) if !name.is_empty() && host.contains(['.', ':']))
}

/// Looks it up, storing what is found. Errors are the peer's or `NotFound`, which is also the answer where
/// the viewer may not know of it.
pub async fn resolve(app: &App, viewer: &Viewer, text: &str) -> Result<Found> {
    let text = text.trim();
    if !text.starts_with("https://") && !text.starts_with("http://") {
        let resolved = resolve_handle(app, text).await?;
        return found_actor(app, &resolved).await;
    }
    if let Some(found) = find_here(app, viewer, text).await? {
        return Ok(found);
    }
    if app.local.is_local(text) {
        return find_ours(app, viewer, text).await;
    }
    let fetched = fetch_document(app, text).await?;
    if type_of(&fetched.value).is_some_and(|kind| ACTOR_TYPES.contains(&kind)) {
        let resolved = resolve_actor(app, &fetched.id, FRESH).await?;
        return found_actor(app, &resolved).await;
    }
    bring_in(app, &fetched.value).await?;
    find_here(app, viewer, &fetched.id)
        .await?
        .ok_or(Error::NotFound("thread or reply that can be shown here"))
}

async fn found_actor(app: &App, resolved: &Resolved) -> Result<Found> {
    match resolved {
        Resolved::Person(person) => Ok(Found {
            path: person.path(),
        }),
        Resolved::Community(community) => {
            ask_at_first_look(app, community).await?;
            Ok(Found {
                path: community.path(),
            })
        }
    }
}

/// Brings a thread in, or a reply with the parents between it and its thread (bounded).
async fn bring_in(app: &App, object: &Value) -> Result<()> {
    let mut chain = vec![object.clone()];
    loop {
        let arrived = read(chain.last().unwrap_or(object))?;
        let Some(parent) = &arrived.in_reply_to else {
            break;
        };
        if is_known(app, parent).await? {
            break;
        }
        if chain.len() > PARENTS_WHILE_WAITING {
            return Err(Error::peer(
                "the thread above this reply is too long to fetch at once",
            ));
        }
        chain.push(fetch_document(app, parent).await?.value);
    }
    for object in chain.iter().rev() {
        let arrived = read(object)?;
        match &arrived.in_reply_to {
            Some(parent) => {
                let writer = super::announce::author(app, &arrived.author).await?;
                let source = Source {
                    activity_id: &arrived.id,
                    at: None,
                    announcer: None,
                    raw: None,
                    sender_host: "",
                };
                let mut tx = app.store.begin().await?;
                save_reply(&mut tx, app, &writer, parent, &arrived, source).await?;
                commit(app, tx).await?;
            }
            None => {
                let community = community_for(app, &arrived).await?;
                let community =
                    community.ok_or(Error::NotFound("community this thread belongs to"))?;
                if community.is_local() {
                    return Err(Error::peer(
                        "its server never sent it to the community here",
                    ));
                }
                Box::pin(save_announced(app, &community, object, 0)).await?;
                ask_for_its_replies(app, &arrived.id).await?;
            }
        }
    }
    Ok(())
}

async fn ask_for_its_replies(app: &App, thread: &str) -> Result<()> {
    let post = {
        let mut conn = app.store.read().await?;
        queries::post_by_ap_id(&mut conn, &Viewer::System, thread).await?
    };
    match post {
        Some(post) => ask_for_replies(app, &post).await,
        None => Ok(()),
    }
}

/// A page of ours, by its address: of a person, a community, or a thread with its title behind it.
async fn find_ours(app: &App, viewer: &Viewer, address: &str) -> Result<Found> {
    let missing = Error::NotFound("thing at this address");
    let path = match app.local.parse(address) {
        Some(LocalThing::Person(name)) => format!("/u/{name}"),
        Some(LocalThing::Community(name)) => format!("/c/{name}"),
        Some(LocalThing::Post(id)) => {
            return find_here(app, viewer, &app.local.post(&id))
                .await?
                .ok_or(missing);
        }
        _ => return Err(missing),
    };
    match known_actor(app, &app.local.url(&path)).await? {
        Some(_) => Ok(Found { path }),
        None => Err(missing),
    }
}

async fn find_here(app: &App, viewer: &Viewer, ap_id: &str) -> Result<Option<Found>> {
    let mut conn = app.store.read().await?;
    if let Some(post) = queries::post_by_ap_id(&mut conn, viewer, ap_id).await? {
        return Ok(Some(Found { path: post.path() }));
    }
    if let Some(reply) = queries::comment_by_ap_id(&mut conn, viewer, ap_id).await?
        && let Some(post) = queries::find_post(&mut conn, viewer, reply.post_id).await?
    {
        return Ok(Some(Found {
            path: reply.path_on(&post),
        }));
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn handles_and_addresses_are_told_from_words() {
        for text in [
            "@ada@guild.test",
            "!luthiers@guild.test",
            "ada@guild.test:8080",
            "https://x.test/post/1",
        ] {
            assert!(is_address(text), "{text}");
        }
        for text in ["maple", "how do I @ada", "@ada", "a@b c.d", "ada@localhost"] {
            assert!(!is_address(text), "{text}");
        }
    }
}
