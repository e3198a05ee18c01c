//! Threads that somebody elsewhere moves from one community to another: who has a say in both.

use super::role_in;
use crate::accounts::model::Person;
use crate::accounts::queries::{find_person, person_by_actor};
use crate::activitypub::actors::{Actor, find_actor};
use crate::activitypub::ids::same_origin;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Reason, Result};
use crate::ids::ActorId;
use crate::membership::queries::standing;
use crate::moderation::model::Verb;
use crate::moderation::policy::{Foreign, Place, Word, judge};
use crate::posts::actions::arrivals::find_thing;
use crate::posts::actions::move_thread;
use crate::posts::publish::pass_on;
use crate::store::Tx;
use serde_json::value::RawValue;

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
    for place in [&from, to] {
        mover.judge(&mut tx, app, place).await??;
    }
    let moved = Box::pin(move_thread(&mut tx, app, &thing.post, &from, to)).await?;
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
    async fn judge(&self, tx: &mut Tx, app: &App, place: &Community) -> Result<Result<(), Reason>> {
        let by = match &self.person {
            Some(person) => Some(standing(tx, person, place, app.now()).await?),
            None => None,
        };
        let of = role_in(tx, place.id(), self.author.id()).await?;
        let word = self
            .announcer
            .map_or(Word::Own, |group| word_of(group, place));
        let judged = judge(Foreign {
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
        });
        Ok(judged.map(|_| ()))
    }
}

fn word_of(group: &Community, place: &Community) -> Word {
    let same_server = same_origin(&group.actor.ap_id, &place.actor.ap_id);
    match group.id() == place.id() || (same_server && !place.is_local()) {
        true => Word::Community,
        false => Word::Another,
    }
}
