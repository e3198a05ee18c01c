//! Taking somebody's name from what was said of their threads and replies, after they took it from these.
//! Activities are kept for other servers to fetch, and wait for those that are away; they name the author as
//! who says it, among those it goes to, and as whom a reply answers.
//!
//! What people of other servers said is theirs: it is passed on, and served, as they said it. Where somebody
//! wrote the name in their own text it stays, too.

use super::threads::commit;
use crate::accounts::actions::former_member;
use crate::accounts::queries::find_person;
use crate::activitypub::actors::Actor;
use crate::activitypub::delivery::{
    KeptActivity, drop_unsent_of, hide_activity, list_said_by, list_said_naming, reword_activity,
};
use crate::activitypub::tolerant::{id_in, is_type, object_in, type_of};
use crate::app::App;
use crate::error::{Error, Result};
use crate::jobs::enqueue;
use crate::posts::documents::with_actor_replaced;
use crate::posts::jobs::TakeName;
use crate::posts::queries::leaving::{list_replies_here, was_ever_chosen};
use crate::posts::queries::{lock_comment, lock_post};
use crate::store::Tx;
use serde_json::Value;

/// Activities about one thing, and replies with all that was said of them, in one transaction.
const SAID: i64 = 100;
const REPLIES: i64 = 20;

/// Whose name goes, and what stands in its place.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub author: &'a Actor,
    pub former: &'a Actor,
}

/// What the author themselves said of a thing. That it is deleted other servers believe nobody but the author
/// whom they know: that is still said as it was, and nothing else of what is deleted. Nobody reads it here.
pub(super) async fn unname_own(
    tx: &mut Tx,
    app: &App,
    names: Names<'_>,
    thing: &str,
    deleted: bool,
) -> Result<()> {
    for kept in list_said_by(tx, names.author, thing).await? {
        let document = parse(&kept)?;
        let said = passed_on(&document);
        if !is_by(said, names.author) || !is_authors_word(said) {
            continue;
        }
        if !deleted {
            reword(tx, names, &kept).await?;
            continue;
        }
        hide_activity(tx, kept.id).await?;
        if !is_type(said, "Delete") {
            let reason = "it was deleted, and its author left without their name";
            drop_unsent_of(tx, kept.id, reason, app.now()).await?;
        }
    }
    Ok(())
}

/// What others of this server said of a thing and to its author: votes, the choice of an answer, replies. One
/// part; the next one is enqueued with it.
pub async fn take_name(app: &App, mut work: TakeName) -> Result<()> {
    let former = former_member(app).await?;
    let mut tx = app.store.begin().await?;
    let author = find_person(&mut tx, work.account).await?;
    let names = Names {
        author: &author.actor,
        former: &former.actor,
    };
    if work.said_done {
        if !unname_replies(&mut tx, app, names, &mut work).await? {
            return commit(app, tx).await;
        }
    } else {
        unname_others(&mut tx, app, names, &mut work).await?;
    }
    enqueue(&mut tx, app, &work).await?;
    commit(app, tx).await
}

/// Which answer somebody accepted is said of the question.
async fn unname_others(
    tx: &mut Tx,
    app: &App,
    names: Names<'_>,
    work: &mut TakeName,
) -> Result<()> {
    let mut objects = Vec::new();
    match work.comment {
        Some(comment) => {
            objects.push(lock_comment(tx, comment).await?.ap_id);
            if was_ever_chosen(tx, work.post, comment).await? {
                objects.push(lock_post(tx, work.post).await?.ap_id);
            }
        }
        None => objects.push(lock_post(tx, work.post).await?.ap_id),
    }
    let named = &names.author.ap_id;
    let found = list_said_naming(tx, &objects, named, work.said_after, SAID).await?;
    match found.last() {
        Some(last) => work.said_after = last.id,
        None => work.said_done = true,
    }
    let thing = objects.first().map(String::as_str).unwrap_or_default();
    for kept in &found {
        let document = parse(kept)?;
        let said = passed_on(&document);
        if kept.object_ap_id == thing || is_choice_of(said, thing) {
            unname(tx, app, names, kept, said).await?;
        }
    }
    Ok(())
}

/// False when there are no more replies. Whoever wrote the name themselves is not corrected.
async fn unname_replies(
    tx: &mut Tx,
    app: &App,
    names: Names<'_>,
    work: &mut TakeName,
) -> Result<bool> {
    let (post, parent, after) = (work.post, work.comment, work.replies_after);
    let found = list_replies_here(tx, post, parent, after, REPLIES).await?;
    let Some((last, ..)) = found.last() else {
        return Ok(false);
    };
    work.replies_after = *last;
    let named = &names.author.ap_id;
    let unwritten = found
        .iter()
        .filter(|(_, _, mentions)| mentions.0.iter().all(|mention| mention.href != *named));
    let objects: Vec<String> = unwritten.map(|(_, ap_id, _)| ap_id.clone()).collect();
    for kept in list_said_naming(tx, &objects, named, 0, i64::MAX).await? {
        let document = parse(&kept)?;
        unname(tx, app, names, &kept, passed_on(&document)).await?;
    }
    Ok(true)
}

/// What the author did to other things, or in an office, is as it was.
async fn unname(
    tx: &mut Tx,
    app: &App,
    names: Names<'_>,
    kept: &KeptActivity,
    said: &Value,
) -> Result<()> {
    let ours = id_in(said, "id").is_some_and(|id| app.local.is_local(id));
    if !ours || is_by(said, names.author) {
        return Ok(());
    }
    reword(tx, names, kept).await
}

async fn reword(tx: &mut Tx, names: Names<'_>, kept: &KeptActivity) -> Result<()> {
    let document = with_actor_replaced(&kept.document, names.author, names.former);
    let signer = match kept.actor_id == names.author.id {
        true => names.former.id,
        false => kept.actor_id,
    };
    // What was found only because it looks like the name stays: its row is not made anew.
    if document == kept.document && signer == kept.actor_id {
        return Ok(());
    }
    reword_activity(tx, kept, signer, &document).await?;
    Ok(())
}

fn parse(kept: &KeptActivity) -> Result<Value> {
    serde_json::from_str(&kept.document).map_err(Error::internal)
}

/// What a community passes on with this activity, else the activity itself.
fn passed_on(activity: &Value) -> &Value {
    let inner = object_in(activity, "object").filter(|_| is_type(activity, "Announce"));
    inner.unwrap_or(activity)
}

fn is_by(activity: &Value, actor: &Actor) -> bool {
    id_in(activity, "actor") == Some(actor.ap_id.as_str())
}

/// Whether it is what authors say of what is theirs. A deletion with a reason is a moderator's.
fn is_authors_word(activity: &Value) -> bool {
    match type_of(activity) {
        Some("Create" | "Update" | "ChooseAnswer") => true,
        Some("Delete") => activity.get("summary").is_none(),
        Some("Undo") => object_in(activity, "object").is_some_and(is_authors_word),
        _ => false,
    }
}

/// Whether it accepts this answer, or takes that back.
fn is_choice_of(activity: &Value, answer: &str) -> bool {
    match type_of(activity) {
        Some("ChooseAnswer") => id_in(activity, "object") == Some(answer),
        Some("Undo") => {
            object_in(activity, "object").is_some_and(|undone| is_choice_of(undone, answer))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_authors_say_is_told_from_what_moderators_and_voters_do() {
        let delete = json!({"type": "Delete", "object": "x"});
        let removal = json!({"type": "Delete", "object": "x", "summary": "Off topic"});
        let undo = |undone: &Value| json!({"type": "Undo", "object": undone});
        let cases = [
            (json!({"type": "Create"}), true),
            (json!({"type": "Update"}), true),
            (json!({"type": "ChooseAnswer", "object": "x"}), true),
            (undo(&delete), true),
            (delete, true),
            (undo(&removal), false),
            (removal, false),
            (json!({"type": "Lock", "object": "x"}), false),
            (json!({"type": "Like", "object": "x"}), false),
            (undo(&json!({"type": "Like", "object": "x"})), false),
        ];
        for (activity, expected) in cases {
            assert_eq!(is_authors_word(&activity), expected, "{activity}");
        }
    }
}
