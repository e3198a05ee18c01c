//! What somebody typed into search, looked up on its server: a handle (`@ada@host`, `!luthiers@host`)
//! or the address of a person, community, thread or reply.

use super::backfill::BackfillCommunity;
use super::content::{is_known, save_announced};
use super::pending::community_for;
use crate::accounts::model::Viewer;
use crate::activitypub::fetch::fetch_document;
use crate::activitypub::tolerant::type_of;
use crate::app::App;
use crate::communities::federation::{FRESH, Resolved, resolve_actor, resolve_handle};
use crate::error::{Error, Result};
use crate::jobs::{Plan, enqueue_with};
use crate::posts::actions::arrivals::{Source, save_reply};
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
    resolve: |app, text| Box::pin(async move { Ok(resolve(app, text).await?.path) }),
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

/// Looks it up, storing what is found. Errors are the peer's or `NotFound`.
pub async fn resolve(app: &App, text: &str) -> Result<Found> {
    let text = text.trim();
    if !text.starts_with("https://") && !text.starts_with("http://") {
        let resolved = resolve_handle(app, text).await?;
        return found_actor(app, &resolved).await;
    }
    if let Some(found) = find_here(app, text).await? {
        return Ok(found);
    }
    if app.local.is_local(text) {
        return Err(Error::NotFound("thing at this address"));
    }
    let fetched = fetch_document(app, text).await?;
    if type_of(&fetched.value).is_some_and(|kind| ACTOR_TYPES.contains(&kind)) {
        let resolved = resolve_actor(app, &fetched.id, FRESH).await?;
        return found_actor(app, &resolved).await;
    }
    bring_in(app, &fetched.value).await?;
    find_here(app, &fetched.id)
        .await?
        .ok_or(Error::NotFound("thread or reply that can be shown here"))
}

async fn found_actor(app: &App, resolved: &Resolved) -> Result<Found> {
    match resolved {
        Resolved::Person(person) => Ok(Found {
            path: person.path(),
        }),
        Resolved::Community(community) => {
            if !community.is_local() && community.row.backfilled_at.is_none() {
                enqueue_backfill(app, &community.actor.ap_id).await?;
            }
            Ok(Found {
                path: community.path(),
            })
        }
    }
}

/// Asks for the recent threads of a community elsewhere, once.
pub async fn enqueue_backfill(app: &App, community: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let plan = Plan {
        unique_key: Some(format!("backfill:{community}")),
        ..Plan::default()
    };
    let job = BackfillCommunity {
        community: community.to_owned(),
    };
    enqueue_with(&mut tx, app, &job, plan).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
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
                    raw: None,
                    sender_host: "",
                };
                save_reply(app, &writer, parent, &arrived, source).await?;
            }
            None => {
                let community = community_for(app, None, &arrived).await?;
                let community =
                    community.ok_or(Error::NotFound("community this thread belongs to"))?;
                if community.is_local() {
                    return Err(Error::peer(
                        "its server never sent it to the community here",
                    ));
                }
                Box::pin(save_announced(app, &community, object, 0)).await?;
            }
        }
    }
    Ok(())
}

async fn find_here(app: &App, ap_id: &str) -> Result<Option<Found>> {
    let mut conn = app.store.read().await?;
    if let Some(post) = queries::post_by_ap_id(&mut conn, &Viewer::System, ap_id).await? {
        return Ok(Some(Found { path: post.path() }));
    }
    if let Some(reply) = queries::comment_by_ap_id(&mut conn, &Viewer::System, ap_id).await?
        && let Some(post) = queries::find_post(&mut conn, &Viewer::System, reply.post_id).await?
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
