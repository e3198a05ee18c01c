//! Acts of moderation and reports as other servers send them. What they mean is found out here;
//! whether they count is decided in `actions::arrivals`.

use super::actions::arrivals::{Incoming, Outcome, receive};
use super::actions::{
    Move, Reported, SettledElsewhere, receive_move, receive_report, settle_elsewhere,
};
use super::model::{REASON_MAX, Verb};
use crate::activitypub::ids::{host_of, same_origin};
use crate::activitypub::rules::rejects_reports;
use crate::activitypub::tolerant::{flag, id_in, id_of, ids_of, object_in, text, time, type_of};
use crate::app::App;
use crate::communities::act::Act;
use crate::communities::federation::{Resolved, acting_actor};
use crate::communities::model::Community;
use crate::communities::queries::{community_by_ap_id, list_communities_by_ap_id};
use crate::error::{Error, Reason, Result};
use crate::posts::actions::arrivals::find_thing;
use crate::store::Time;
use crate::text as plain_text;

/// Bytes of an act that is passed on; no real one is larger, and it may wait in a job.
const RAW_MAX: usize = 64 * 1024;

/// Things that one report may name, its text included.
const REPORTED_MAX: usize = 50;

/// A thread or reply was taken down: a Delete by somebody who did not write it.
pub async fn remove(app: &App, act: &Act<'_>, object_id: &str) -> Result<Outcome> {
    receive(app, incoming(app, act, Verb::Remove, object_id)).await
}

/// And put back: the Undo of such a Delete.
pub async fn restore(
    app: &App,
    undo: &Act<'_>,
    undone: &Act<'_>,
    object_id: &str,
) -> Result<Outcome> {
    receive(app, lifted(app, undo, undone, Verb::Restore, object_id)).await
}

pub async fn lock(app: &App, act: &Act<'_>) -> Result<Outcome> {
    let object = act.object_id()?;
    receive(app, incoming(app, act, Verb::Lock, object)).await
}

pub async fn unlock(app: &App, undo: &Act<'_>, undone: &Act<'_>) -> Result<Outcome> {
    let object = undone.object_id()?;
    receive(app, lifted(app, undo, undone, Verb::Unlock, object)).await
}

/// A thread goes from one community to another: PieFed's Move, which names the thread, and NodeBB's, which names the
/// collection of it. Persons and groups that move mean nothing here.
pub async fn move_thread(app: &App, act: &Act<'_>) -> Result<()> {
    let object = act.object_id()?;
    let thread = object.strip_suffix("/context").unwrap_or(object);
    let (Some(origin), Some(target)) = (id_in(act.value, "origin"), id_in(act.value, "target"))
    else {
        return Ok(());
    };
    if !is_thing(app, thread).await? {
        return Ok(());
    }
    let Resolved::Community(target) = acting_actor(app, target).await? else {
        return Err(Error::Bad("a thread is moved to a community".into()));
    };
    let moved = Move {
        thread,
        origin,
        target: *target,
        actor: act.actor.id,
        announcer: act.announcer(),
        raw: act.raw,
    };
    receive_move(app, moved).await
}

fn incoming(app: &App, act: &Act<'_>, verb: Verb, object: &str) -> Incoming {
    let now = app.now();
    let summary = act.value.get("summary").filter(|text| text.is_string());
    let reason = text(act.value, "summary");
    let until = time(act.value, "endTime").or_else(|| time(act.value, "expires"));
    Incoming {
        id: act.id().to_owned(),
        verb,
        object: object.to_owned(),
        community: None,
        reason: plain_text::one_line(reason.unwrap_or_default(), REASON_MAX),
        // Lemmy's removal without a reason has an empty one.
        has_reason: summary.is_some(),
        until: until.filter(|_| verb == Verb::Ban),
        remove_content: flag(act.value, "removeData").unwrap_or(false),
        with_replies: flag(act.value, "withReplies").unwrap_or(false),
        restore_content: flag(act.value, "restoreData"),
        acted_at: act.at(now).unwrap_or(now),
        actor: act.actor.id,
        announcer: act.announcer().map(Community::id),
        raw: act
            .raw
            .map(|raw| raw.get().to_owned())
            .filter(|raw| raw.len() <= RAW_MAX),
        tries: 0,
    }
}

/// The act is the Undo's own, whatever it embeds; only its server can have given it that id.
fn lifted(app: &App, undo: &Act<'_>, undone: &Act<'_>, verb: Verb, object: &str) -> Incoming {
    let lifted = incoming(app, undone, verb, object);
    let whole = incoming(app, undo, verb, object);
    Incoming {
        id: whole.id,
        acted_at: whole.acted_at,
        restore_content: whole.restore_content.or(lifted.restore_content),
        reason: match whole.reason.is_empty() {
            true => lifted.reason,
            false => whole.reason,
        },
        ..lifted
    }
}

/// Moderators and pinned threads, told apart by the target; where PieFed leaves it out, by the object.
pub async fn add_or_remove(app: &App, act: &Act<'_>) -> Result<Outcome> {
    let object = act.object_id()?;
    let Some(community) = community_meant(app, act).await? else {
        // Another collection of another actor: Mastodon's own pins of its people.
        return Ok(Outcome::Taken);
    };
    let adds = type_of(act.value) == Some("Add");
    let target = id_in(act.value, "target");
    let is_target = |url: &Option<String>| target.is_some() && url.as_deref() == target;
    let pins = match target {
        Some(_) if is_target(&community.actor.featured_url) => true,
        Some(_) if is_target(&community.actor.moderators_url) => false,
        // NodeBB takes a topic out of a category so.
        Some(_) => return Ok(Outcome::Taken),
        None => is_thing(app, object).await?,
    };
    if pins {
        let verb = if adds { Verb::Pin } else { Verb::Unpin };
        return receive(app, incoming(app, act, verb, object)).await;
    }
    let Resolved::Person(_) = acting_actor(app, object).await? else {
        return Err(Error::Bad("only a person can moderate".into()));
    };
    let verb = if adds { Verb::Appoint } else { Verb::Dismiss };
    let community = Some(community.actor.ap_id);
    receive(
        app,
        Incoming {
            community,
            ..incoming(app, act, verb, object)
        },
    )
    .await
}

/// A community's own list of pinned threads names this one, from before we listened.
pub async fn pinned_by_origin(app: &App, group: &Community, thread: &str) -> Result<()> {
    let id = format!("{}#pinned {thread}", group.actor.ap_id);
    by_origin(app, group, (Verb::Pin, thread), id, app.now()).await
}

/// A thread says of itself, on the word of its community's own server, whether it takes replies: Lemmy's and
/// PieFed's `commentsEnabled`. The Lock may have come before we listened, or be lost.
pub async fn locked_by_origin(
    app: &App,
    group: &Community,
    thread: &str,
    locked: bool,
    at: Time,
) -> Result<()> {
    let verb = if locked { Verb::Lock } else { Verb::Unlock };
    let id = format!("{thread}#{verb} {}", at.wire());
    by_origin(app, group, (verb, thread), id, at).await
}

/// What a community elsewhere has done, as it is found and not as it was told.
async fn by_origin(
    app: &App,
    group: &Community,
    (verb, thread): (Verb, &str),
    id: String,
    acted_at: Time,
) -> Result<()> {
    receive(
        app,
        Incoming {
            id,
            verb,
            object: thread.to_owned(),
            community: None,
            reason: String::new(),
            has_reason: false,
            until: None,
            remove_content: false,
            with_replies: false,
            restore_content: None,
            acted_at,
            actor: group.actor.id,
            announcer: Some(group.id()),
            raw: None,
            tries: 0,
        },
    )
    .await
    .map(|_| ())
}

async fn is_thing(app: &App, id: &str) -> Result<bool> {
    let mut conn = app.store.read().await?;
    Ok(find_thing(&mut conn, id).await?.is_some())
}

/// The community that announced it, is named in it, or whose collection is the target.
async fn community_meant(app: &App, act: &Act<'_>) -> Result<Option<Community>> {
    if let Some(group) = act.announcer() {
        return Ok(Some(group.clone()));
    }
    let mut named: Vec<String> = Vec::new();
    for key in ["audience", "to", "cc"] {
        named.extend(ids_of(act.value, key).into_iter().map(str::to_owned));
    }
    // `…/c/name/featured` and `…/c/name/moderators` lie below the community, everywhere we know.
    let above = id_in(act.value, "target").and_then(|target| target.rsplit_once('/'));
    named.extend(above.map(|(above, _)| above.to_owned()));
    named.truncate(REPORTED_MAX);
    let mut conn = app.store.read().await?;
    Ok(list_communities_by_ap_id(&mut conn, &named)
        .await?
        .into_iter()
        .next())
}

/// A ban: from a community, or by a server of one of its own people. A Block without a target is
/// between two people and none of our business.
pub async fn block(app: &App, act: &Act<'_>) -> Result<Outcome> {
    let object = act.object_id()?;
    ban(app, act, incoming(app, act, Verb::Ban, object)).await
}

pub async fn unblock(app: &App, undo: &Act<'_>, undone: &Act<'_>) -> Result<Outcome> {
    let object = undone.object_id()?;
    ban(app, undone, lifted(app, undo, undone, Verb::Unban, object)).await
}

/// `act` is the Block, `read` what is made of it.
async fn ban(app: &App, act: &Act<'_>, read: Incoming) -> Result<Outcome> {
    let object = act.object_id()?;
    let Some(target) = id_in(act.value, "target") else {
        return Ok(Outcome::Taken);
    };
    let community = {
        let mut conn = app.store.read().await?;
        community_by_ap_id(&mut conn, target).await?
    };
    if let Some(community) = community {
        let resolved = acting_actor(app, object).await?;
        if resolved.person().is_none() {
            return Err(Error::Bad("only a person can be banned".into()));
        }
        let community = Some(community.actor.ap_id);
        return receive(app, Incoming { community, ..read }).await;
    }
    if !is_server_of(target, act) {
        return Err(Reason::WrongOrigin.into());
    }
    if !same_origin(object, &act.actor.ap_id) {
        // Lemmy tells everybody whom it keeps out. That concerns its own communities only, for
        // which it sends further bans.
        return Ok(Outcome::Taken);
    }
    receive(app, read).await
}

/// `https://host/` of whoever acts.
fn is_server_of(target: &str, act: &Act<'_>) -> bool {
    let root = url::Url::parse(target).is_ok_and(|url| url.path() == "/" && url.query().is_none());
    root && host_of(target) == host_of(&act.actor.ap_id)
}

/// A report, in any of the shapes that are sent (wire-observed.md): the objects as one or many, bare
/// or embedded; the text as summary or content; addresses only in the text, as Misskey does. What a group announces
/// is its own word for those here who look after its community.
pub async fn report(app: &App, act: &Act<'_>) -> Result<()> {
    let unwanted = {
        let mut conn = app.store.read().await?;
        rejects_reports(&mut conn, &act.actor.host, app.now()).await?
    };
    if unwanted {
        return Ok(());
    }
    let mut objects: Vec<String> = ids_of(act.value, "object")
        .into_iter()
        .map(str::to_owned)
        .collect();
    let summary = text(act.value, "summary").unwrap_or_default();
    let content = text(act.value, "content").unwrap_or_default();
    objects.extend(addresses_in(summary).chain(addresses_in(content)));
    objects.truncate(REPORTED_MAX);
    if objects.is_empty() {
        return Err(Error::Bad("the report names nothing".into()));
    }
    let reported = Reported {
        id: act.id().to_owned(),
        objects,
        reason: words(summary, content),
    };
    receive_report(app, &act.actor, act.announcer(), &reported).await
}

/// A report is settled: Lemmy from 1.0 on and PieFed embed it, with what it is about; others may name it alone.
pub async fn resolve(app: &App, act: &Act<'_>) -> Result<()> {
    let report = object_in(act.value, "object");
    let mut objects: Vec<String> = report
        .map(|report| ids_of(report, "object"))
        .unwrap_or_default()
        .into_iter()
        .map(str::to_owned)
        .collect();
    objects.truncate(REPORTED_MAX);
    let named = report.and_then(id_of).or(id_in(act.value, "object"));
    let settled = SettledElsewhere {
        report: named.map(str::to_owned),
        objects,
    };
    settle_elsewhere(app, &act.actor, act.announcer(), &settled).await
}

/// Both texts where they differ; never HTML.
fn words(summary: &str, content: &str) -> String {
    let (summary, content) = (readable(summary), readable(content));
    match (summary.is_empty(), content.is_empty()) {
        (_, true) => summary,
        (true, false) => content,
        _ if summary == content => summary,
        _ => format!("{summary}\n{content}"),
    }
}

fn readable(text: &str) -> String {
    if text.contains('<') {
        plain_text::clean_html(text).text
    } else {
        text.trim().to_owned()
    }
}

fn addresses_in(text: &str) -> impl Iterator<Item = String> {
    let wrapped = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '(' | ')');
    text.split(wrapped)
        .filter(|word| word.starts_with("https://") || word.starts_with("http://"))
        .map(|word| word.trim_end_matches(['.', ',', ';', '!', '?']))
        .filter(|word| word.len() <= 2000)
        .map(str::to_owned)
        .take(REPORTED_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_texts() {
        let found: Vec<String> =
            addresses_in("spam\nhttps://a.test/post/1, see <a href=\"https://a.test/u/b\">")
                .collect();
        assert_eq!(found, ["https://a.test/post/1", "https://a.test/u/b"]);
        assert_eq!(addresses_in("no ftp://a.test here").count(), 0);
    }

    #[test]
    fn the_words_of_a_report_are_one_plain_text() {
        assert_eq!(words("spam", ""), "spam");
        assert_eq!(words("", "<p>spam</p>"), "spam");
        assert_eq!(words("spam", "spam"), "spam");
        assert_eq!(words("rude", "look here"), "rude\nlook here");
    }
}
