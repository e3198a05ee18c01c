//! Threads that somebody here or elsewhere moves from one community to another: who has a say in both.

use super::desk::{Grounds, in_words};
use super::settle::settle;
use super::{role_in, tell_concerned};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::{find_person, person_by_actor};
use crate::activitypub::actors::{Actor, find_actor};
use crate::activitypub::ids::same_origin;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::directory::{Directory, list_communities};
use crate::communities::queries::{find_community, list_by_id};
use crate::error::{Reason, Result};
use crate::ids::{ActorId, CommunityId, PostId};
use crate::locale::in_locale;
use crate::membership::queries::{list_looked_after, standing};
use crate::moderation::model::{NewAction, Rank, Target, Verb, fold};
use crate::moderation::policy::{Foreign, Place, Word, judge, may_move};
use crate::moderation::publish::{Deed, activity_kind, thread_moved};
use crate::moderation::queries::{acts_about, save_action, set_undone};
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::posts::actions::arrivals::find_thing;
use crate::posts::actions::move_thread;
use crate::posts::model::Post;
use crate::posts::policy::may_be_moved;
use crate::posts::publish::pass_on;
use crate::posts::queries::lock_post;
use crate::store::{Conn, Time, Tx};
use chrono::TimeDelta;
use serde_json::value::RawValue;

/// Communities that one chooses from.
const CHOICES: usize = 200;

/// The communities here that somebody may move a thread to: those that they look after. Errors: why they may not move
/// it out of its own.
pub async fn places_to_move_to(
    conn: &mut Conn,
    app: &App,
    by: &Person,
    viewer: &Viewer,
    post: &Post,
) -> Result<Vec<Community>> {
    let from = find_community(conn, post.community_id).await?;
    judge_here(conn, app, by, &from, post).await?;
    let mut places = match viewer {
        Viewer::Account { admin: true, .. } => {
            let local = Directory {
                local_only: true,
                ..Directory::default()
            };
            list_communities(conn, &local, CHOICES).await?.rows
        }
        _ => {
            let ids = list_looked_after(conn, by.id(), CHOICES).await?;
            list_by_id(conn, &ids).await?
        }
    };
    let fits = |to: &Community| to.is_local() && may_be_moved(post, &from, to).is_ok();
    places.retain(|to| to.id() != from.id() && fits(to));
    Ok(places)
}

async fn judge_here(
    conn: &mut Conn,
    app: &App,
    by: &Person,
    place: &Community,
    post: &Post,
) -> Result<Rank> {
    let standing = standing(conn, by, place, app.now()).await?;
    let of = role_in(conn, place.id(), post.author_id).await?;
    let own = post.author_id == by.id();
    Ok(may_move(&standing, place.is_local(), of, own)?)
}

/// Files a thread of a community here with another one here, for who looks after both. Both logs say so, and moving
/// it back is what takes it back. Where it is in that one already nothing happens. Errors: `Invalid` for `reason` and
/// `rule`.
pub async fn move_to(
    app: &App,
    by: &Person,
    id: PostId,
    target: CommunityId,
    grounds: &Grounds,
) -> Result<()> {
    let reason = in_words(app, Target::Post(id), grounds).await?;
    let mut tx = app.store.begin().await?;
    let post = lock_post(&mut tx, id).await?;
    let from = find_community(&mut tx, post.community_id).await?;
    let to = find_community(&mut tx, target).await?;
    if from.id() == to.id() {
        return Ok(());
    }
    let rank = judge_here(&mut tx, app, by, &from, &post).await?;
    let rank_there = judge_here(&mut tx, app, by, &to, &post).await?;
    let author = find_person(&mut tx, post.author_id).await?;
    let moved = Box::pin(move_thread(&mut tx, app, &post, &from, &to)).await?;
    take_pin_off(&mut tx, app, id, &from, by.actor.id).await?;

    let now = app.now();
    let line = |verb, place: &Community, rank: Rank, reason| NewAction {
        ap_id: app.mint_activity_id(activity_kind(verb)),
        actor_id: by.actor.id,
        community_id: Some(place.id()),
        verb,
        post_id: Some(id),
        comment_id: None,
        account_id: None,
        rank: rank.number(),
        reason,
        accepted: true,
        acted_at: now,
        until: None,
        created_at: now,
    };
    let away = line(
        Verb::MoveAway,
        &from,
        rank,
        gone_to(app, &from, &to, &reason),
    );
    let here = line(
        Verb::MoveHere,
        &to,
        rank_there,
        come_from(app, &to, &from, &reason),
    );
    note_return(&mut tx, id, &to, by.actor.id, now).await?;
    save_action(&mut tx, &away).await?;
    save_action(&mut tx, &here).await?;
    if moved.is_visible() {
        let deed = Deed {
            by,
            community: &from,
            verb: Verb::MoveAway,
            id: &away.ap_id,
            reason: &reason,
            with_replies: false,
            at: now,
        };
        Box::pin(thread_moved(
            &mut tx,
            app,
            &deed,
            &to,
            &moved.ap_id,
            &author,
        ))
        .await?;
    }
    let notice = NewNotice {
        recipient: author.id(),
        kind: NoticeKind::Moved,
        cause: &away.ap_id,
        by: Some(by.actor.id),
        community: Some(from.id()),
        post: Some(id),
        comment: None,
    };
    tell_concerned(&mut tx, app, Verb::MoveAway, notice).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// What went away from a community and comes back to it is away no more.
async fn note_return(
    tx: &mut Tx,
    id: PostId,
    to: &Community,
    by: ActorId,
    now: Time,
) -> Result<()> {
    let before = acts_about(tx, Target::Post(id), None, Verb::MoveAway).await?;
    let away = before.iter().filter(|act| {
        act.community_id == Some(to.id()) && act.verb.holds() && act.undone_at.is_none()
    });
    for act in away {
        set_undone(tx, act.id, Some((now, by))).await?;
    }
    Ok(())
}

/// A thread is pinned where it was, and not where it goes. Without an act that says so it would count as pinned there
/// already, and nobody could pin it.
async fn take_pin_off(
    tx: &mut Tx,
    app: &App,
    id: PostId,
    from: &Community,
    by: ActorId,
) -> Result<()> {
    let (what, place) = (Target::Post(id), Some(from.id()));
    let acts = acts_about(tx, what, place, Verb::Pin).await?;
    let Some(pin) = fold(&acts).standing else {
        return Ok(());
    };
    let now = app.now();
    let unpin = NewAction {
        ap_id: app.mint_activity_id(activity_kind(Verb::Unpin)),
        actor_id: by,
        community_id: place,
        verb: Verb::Unpin,
        post_id: Some(id),
        comment_id: None,
        account_id: None,
        rank: pin.rank,
        reason: String::new(),
        accepted: true,
        acted_at: now.max(pin.acted_at.plus(TimeDelta::microseconds(1))),
        until: None,
        created_at: now,
    };
    save_action(tx, &unpin).await?;
    settle(tx, what, place, Verb::Unpin, now).await?;
    Ok(())
}

/// As everybody reads it in the log of the community that it was in, so in its language.
fn gone_to(app: &App, place: &Community, to: &Community, reason: &str) -> String {
    let other = to.title();
    let language = app.languages.of(&place.row.language);
    in_locale(language, || match reason {
        "" => t!("moderation-moved-to", place = other),
        reason => t!("moderation-moved-to-why", place = other, reason = reason),
    })
}

/// The same in that of the one that it is in now.
fn come_from(app: &App, place: &Community, from: &Community, reason: &str) -> String {
    let other = from.title();
    let language = app.languages.of(&place.row.language);
    in_locale(language, || match reason {
        "" => t!("moderation-moved-from", place = other),
        reason => t!("moderation-moved-from-why", place = other, reason = reason),
    })
}

/// A move as it was read.
pub struct Move<'a> {
    /// Id of the thread.
    pub thread: &'a str,
    /// Id of the community that it was in.
    pub origin: &'a str,
    pub target: Community,
    pub actor: ActorId,
    /// The community that passed it on.
    pub announcer: Option<&'a Community>,
    pub raw: Option<&'a RawValue>,
}

/// Judges it in both communities and moves the thread. Where it is not in the one that it is said to come from,
/// this is done already, or was never so, and nothing happens.
pub async fn receive_move(app: &App, act: Move<'_>) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let Some(thing) = find_thing(&mut tx, act.thread).await? else {
        return Ok(());
    };
    let from = find_community(&mut tx, thing.post.community_id).await?;
    let to = &act.target;
    if thing.reply.is_some() || from.actor.ap_id != act.origin || from.id() == to.id() {
        return Ok(());
    }
    let mover = Mover {
        actor: find_actor(&mut tx, act.actor).await?,
        person: person_by_actor(&mut tx, act.actor).await?,
        author: find_person(&mut tx, thing.post.author_id).await?,
        announcer: act.announcer,
    };
    let rank = mover.judge(&mut tx, app, &from).await??;
    let rank_there = mover.judge(&mut tx, app, to).await??;
    let moved = Box::pin(move_thread(&mut tx, app, &thing.post, &from, to)).await?;
    take_pin_off(&mut tx, app, moved.id, &from, act.actor).await?;
    note_return(&mut tx, moved.id, to, act.actor, app.now()).await?;
    let away = (Verb::MoveAway, rank, gone_to(app, &from, to, ""));
    log_arrival(&mut tx, app, &moved, &from, act.actor, away).await?;
    let here = (Verb::MoveHere, rank_there, come_from(app, to, &from, ""));
    log_arrival(&mut tx, app, &moved, to, act.actor, here).await?;
    // The readers of both hear of it, as it was said.
    if let Some(raw) = act.raw.filter(|_| moved.is_visible()) {
        for place in [&from, to].into_iter().filter(|place| place.is_local()) {
            let host = &mover.actor.host;
            Box::pin(pass_on(&mut tx, app, place, raw, &moved.ap_id, host, None)).await?;
        }
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// What somebody elsewhere moves stands in the logs of ours, too, and its author is told of it.
async fn log_arrival(
    tx: &mut Tx,
    app: &App,
    moved: &Post,
    place: &Community,
    by: ActorId,
    (verb, rank, reason): (Verb, Rank, String),
) -> Result<()> {
    if !place.is_local() {
        return Ok(());
    }
    let now = app.now();
    let act = NewAction {
        ap_id: app.mint_activity_id(activity_kind(verb)),
        actor_id: by,
        community_id: Some(place.id()),
        verb,
        post_id: Some(moved.id),
        comment_id: None,
        account_id: None,
        rank: rank.number(),
        reason,
        accepted: true,
        acted_at: now,
        until: None,
        created_at: now,
    };
    save_action(tx, &act).await?;
    let notice = NewNotice {
        recipient: moved.author_id,
        kind: NoticeKind::Moved,
        cause: &act.ap_id,
        by: Some(by),
        community: Some(place.id()),
        post: Some(moved.id),
        comment: None,
    };
    tell_concerned(tx, app, verb, notice).await
}

/// Who moves a thread, and on whose word.
struct Mover<'a> {
    actor: Actor,
    person: Option<Person>,
    author: Person,
    announcer: Option<&'a Community>,
}

impl Mover<'_> {
    /// Whether they have a say in one of the two communities, as in locking. A community speaks for itself, and for
    /// others of its server, which could say the same. The outer error is ours, the inner one a rule that said no.
    async fn judge(
        &self,
        tx: &mut Tx,
        app: &App,
        place: &Community,
    ) -> Result<Result<Rank, Reason>> {
        let by = match &self.person {
            Some(person) => Some(standing(tx, person, place, app.now()).await?),
            None => None,
        };
        let of = role_in(tx, place.id(), self.author.id()).await?;
        let word = self
            .announcer
            .map_or(Word::Own, |group| word_of(group, place));
        Ok(judge(Foreign {
            verb: Verb::Lock,
            place: match place.is_local() {
                true => Place::Ours,
                false => Place::Theirs,
            },
            word,
            live: place.is_live(),
            from_home: same_origin(&self.actor.ap_id, &place.actor.ap_id),
            from_origin: false,
            says_why: false,
            by: by.as_ref(),
            of,
            own: self
                .person
                .as_ref()
                .is_some_and(|by| by.id() == self.author.id()),
        }))
    }
}

fn word_of(group: &Community, place: &Community) -> Word {
    let same_server = same_origin(&group.actor.ap_id, &place.actor.ap_id);
    match group.id() == place.id() || (same_server && !place.is_local()) {
        true => Word::Community,
        false => Word::Another,
    }
}
