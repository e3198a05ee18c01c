//! Acts of moderation by other servers. Each is judged once, from our own tables, and the verdict is
//! kept. One whose authority or object is not here yet waits, apart from the other things its server
//! sends, for up to a day (design README 23).

use super::branch::{give_branch_back, take_branch};
use super::cases::settle_by_arrival;
use super::settle::settle;
use super::sweep::{Sweep, give_back};
use super::{role_in, tell_concerned, tell_of_ban};
use crate::accounts::jobs::ShutOut;
use crate::accounts::model::Person;
use crate::accounts::queries::{find_person, person_by_actor, person_by_ap_id};
use crate::accounts::rate_limits::{Key, check_and_count};
use crate::activitypub::actors::{Actor, find_actor};
use crate::activitypub::ids::same_origin;
use crate::activitypub::key_ring::registrable;
use crate::app::App;
use crate::communities::actions::end_follow_of_banned;
use crate::communities::model::Community;
use crate::communities::queries::{community_by_ap_id, find_community};
use crate::error::{Error, Reason, Result};
use crate::ids::{ActorId, CommunityId};
use crate::jobs::{Plan, enqueue, enqueue_with};
use crate::membership::queries::standing;
use crate::moderation::model::{NewAction, Rank, Target, Verb};
use crate::moderation::policy::{Foreign, Place, Word, judge, spares_administrators};
use crate::moderation::publish;
use crate::moderation::queries::{Saved, save_action};
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::posts::actions::arrivals::{Source, Thing, find_thing};
use crate::posts::actions::tell_of_return;
use crate::store::{Time, Tx};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// How long an act waits before each further try; a day in all.
const TRY_AGAIN_AFTER: [TimeDelta; 6] = [
    TimeDelta::minutes(1),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(6),
    TimeDelta::hours(15),
];

/// Acts of one actor, and of all of one domain, that may wait within a day; more are refused at once.
const WAITING_MAX: u32 = 50;
const WAITING_OF_DOMAIN_MAX: u32 = 200;

/// An act as it was read, to be judged now or again later.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Incoming {
    pub id: String,
    pub verb: Verb,
    /// Id of the thread, reply or person.
    pub object: String,
    /// Id of the community, where it is about a person. None for a ban from the person's own server.
    pub community: Option<String>,
    pub reason: String,
    /// The act says that it is a server's own rather than the author's.
    pub has_reason: bool,
    pub until: Option<Time>,
    pub remove_content: bool,
    /// Of a removal: whether what hangs on it goes, too.
    #[serde(default)]
    pub with_replies: bool,
    /// Of the end of a ban: whether what it took away comes back, where that is said.
    #[serde(default)]
    pub restore_content: Option<bool>,
    pub acted_at: Time,
    pub actor: ActorId,
    /// The community that passed it on.
    pub announcer: Option<CommunityId>,
    /// As it was sent, for passing it on.
    pub raw: Option<String>,
    pub tries: usize,
}

/// Everything that decides about an act, read in its transaction.
struct Case {
    actor: Actor,
    by: Option<Person>,
    /// None: a server about its own person.
    community: Option<Community>,
    target: Target,
    thing: Option<Thing>,
    /// Who wrote it, or whom it is about.
    concerned: Person,
}

/// What became of an act that was not refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Applied, or its authority may still come and is waited for.
    Taken,
    /// What it is about is not here.
    Unplaced,
}

/// Judges an act and applies it, or lets it wait. An error means that it is refused for good, unless
/// it may pass.
pub async fn receive(app: &App, incoming: Incoming) -> Result<Outcome> {
    let mut tx = app.store.begin().await?;
    let Some(case) = load(&mut tx, &incoming).await? else {
        return Ok(Outcome::Unplaced);
    };
    match judge_case(&mut tx, app, &incoming, &case).await? {
        Ok(rank) => {
            apply(&mut tx, app, &incoming, &case, rank).await?;
            tx.commit().await?;
            app.wake_workers();
            Ok(Outcome::Taken)
        }
        Err(Reason::NotModerator) if !is_last_try(&incoming) => {
            drop(tx);
            wait(app, incoming, &case.actor, Reason::NotModerator.into()).await
        }
        // Somebody else's word about this community is nothing to remember: its id may be made up.
        Err(Reason::WrongOrigin) => Err(Reason::WrongOrigin.into()),
        Err(reason) => {
            save_action(&mut tx, &new_action(app, &incoming, &case, None)).await?;
            tx.commit().await?;
            Err(reason.into())
        }
    }
}

fn is_last_try(incoming: &Incoming) -> bool {
    incoming.tries >= TRY_AGAIN_AFTER.len()
}

async fn wait(
    app: &App,
    mut incoming: Incoming,
    actor: &Actor,
    otherwise: Error,
) -> Result<Outcome> {
    let Some(after) = TRY_AGAIN_AFTER.get(incoming.tries) else {
        return Err(otherwise);
    };
    if incoming.tries == 0 && !may_wait(app, actor).await? {
        return Err(otherwise);
    }
    incoming.tries += 1;
    let plan = Plan {
        at: Some(app.now().plus(*after)),
        unique_key: Some(waiting_key(&incoming)),
        ..Plan::default()
    };
    let mut tx = app.store.begin().await?;
    enqueue_with(&mut tx, app, &incoming, plan).await?;
    tx.commit().await?;
    Ok(Outcome::Taken)
}

async fn may_wait(app: &App, actor: &Actor) -> Result<bool> {
    let own = Key::text("acts-that-wait", &actor.id.to_string());
    let domain = Key::text("acts-that-wait-of", registrable(&actor.host));
    for (key, most) in [(own, WAITING_MAX), (domain, WAITING_OF_DOMAIN_MAX)] {
        match check_and_count(app, &key, most, TimeDelta::hours(24)).await {
            Ok(()) => {}
            Err(Error::TooMany { .. }) => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

/// The same act on two words waits twice: one of them may be nobody's.
fn waiting_key(incoming: &Incoming) -> String {
    let announcer = incoming.announcer.map(|group| group.to_string());
    format!("act:{} {}", announcer.unwrap_or_default(), incoming.id)
}

async fn load(tx: &mut Tx, incoming: &Incoming) -> Result<Option<Case>> {
    let actor = find_actor(tx, incoming.actor).await?;
    let by = person_by_actor(tx, actor.id).await?;
    let about_person = matches!(
        incoming.verb,
        Verb::Ban | Verb::Unban | Verb::Appoint | Verb::Dismiss
    );
    if about_person {
        let Some(concerned) = person_by_ap_id(tx, &incoming.object).await? else {
            return Ok(None);
        };
        let community = match &incoming.community {
            None => None,
            Some(id) => match community_by_ap_id(tx, id).await? {
                Some(community) => Some(community),
                None => return Ok(None),
            },
        };
        let target = Target::Account(concerned.id());
        return Ok(Some(Case {
            actor,
            by,
            community,
            target,
            thing: None,
            concerned,
        }));
    }
    let Some(thing) = find_thing(tx, &incoming.object).await? else {
        return Ok(None);
    };
    let community = find_community(tx, thing.post.community_id).await?;
    let concerned = find_person(tx, thing.author_id()).await?;
    let target = match &thing.reply {
        Some(reply) => Target::Comment(reply.id),
        None => Target::Post(thing.post.id),
    };
    Ok(Some(Case {
        actor,
        by,
        community: Some(community),
        target,
        thing: Some(thing),
        concerned,
    }))
}

/// The outer error is ours, the inner one a rule that said no.
async fn judge_case(
    tx: &mut Tx,
    app: &App,
    incoming: &Incoming,
    case: &Case,
) -> Result<Result<Rank, Reason>> {
    let (actor, concerned) = (&case.actor.ap_id, &case.concerned);
    let community = case.community.as_ref();
    let by = match (&case.by, community) {
        (Some(person), Some(place)) => Some(standing(tx, person, place, app.now()).await?),
        _ => None,
    };
    let of = match community {
        Some(place) => role_in(tx, place.id(), concerned.id()).await?,
        None => None,
    };
    let passed_on = |group: CommunityId| match community.is_some_and(|own| own.id() == group) {
        true => Word::Community,
        false => Word::Another,
    };
    let verdict = judge(Foreign {
        verb: incoming.verb,
        place: match community {
            None => Place::Everywhere,
            Some(community) if community.is_local() => Place::Ours,
            Some(_) => Place::Theirs,
        },
        word: incoming.announcer.map_or(Word::Own, passed_on),
        live: community.is_none_or(Community::is_live),
        from_home: community.is_some_and(|home| same_origin(actor, &home.actor.ap_id)),
        from_origin: same_origin(actor, &concerned.actor.ap_id),
        says_why: incoming.has_reason,
        by: by.as_ref(),
        of,
        own: case.by.as_ref().is_some_and(|by| by.id() == concerned.id()),
    });
    let (Verb::Ban | Verb::Unban, Some(place)) = (incoming.verb, community) else {
        return Ok(verdict);
    };
    let theirs = standing(tx, concerned, place, app.now()).await?;
    Ok(verdict.and_then(|rank| spares_administrators(rank, theirs.admin)))
}

fn new_action(app: &App, incoming: &Incoming, case: &Case, rank: Option<Rank>) -> NewAction {
    let (mut post_id, mut comment_id, mut account_id) = (None, None, None);
    match case.target {
        Target::Post(id) => post_id = Some(id),
        Target::Comment(id) => comment_id = Some(id),
        Target::Account(id) => account_id = Some(id),
    }
    NewAction {
        ap_id: incoming.id.clone(),
        actor_id: case.actor.id,
        community_id: case.community.as_ref().map(Community::id),
        verb: incoming.verb,
        post_id,
        comment_id,
        account_id,
        rank: rank.map_or(0, Rank::number),
        reason: incoming.reason.clone(),
        accepted: rank.is_some(),
        acted_at: incoming.acted_at,
        until: incoming.until,
        created_at: app.now(),
    }
}

async fn apply(tx: &mut Tx, app: &App, incoming: &Incoming, case: &Case, rank: Rank) -> Result<()> {
    let act = new_action(app, incoming, case, Some(rank));
    if save_action(tx, &act).await? == Saved::Known {
        return Ok(());
    }
    let was = holds(case, incoming.verb);
    let is = settle(tx, case.target, act.community_id, act.verb, app.now()).await?;
    if incoming.verb == Verb::Ban && incoming.remove_content {
        enqueue(
            tx,
            app,
            &Sweep::of(&act, case.concerned.id(), act.community_id),
        )
        .await?;
    }
    if incoming.verb == Verb::Unban && comes_back(incoming, case) {
        Box::pin(give_back(tx, app, &act, case.concerned.id())).await?;
    }
    if let Some(thing) = &case.thing {
        match incoming.verb {
            Verb::Remove if incoming.with_replies => {
                Box::pin(take_branch(tx, app, &act, thing)).await?
            }
            Verb::Restore => {
                Box::pin(give_branch_back(tx, app, &act, thing)).await?;
            }
            _ => {}
        }
    }
    if was != Some(is) {
        tell(tx, app, incoming, case).await?;
    }
    if incoming.verb == Verb::Remove && is && rank != Rank::Origin {
        // Whom a group names only they themselves could vouch for.
        let by = case.by.as_ref().filter(|_| incoming.announcer.is_none());
        let about = (case.target, case.concerned.id());
        settle_by_arrival(tx, app, by, about, &incoming.reason).await?;
    }
    if let (Verb::Ban | Verb::Unban, Some(community)) = (incoming.verb, &case.community)
        && is == incoming.verb.holds()
    {
        tell_of_ban(tx, app, community, &case.concerned, incoming.verb).await?;
    }
    if incoming.verb == Verb::Ban && is {
        end_reading(tx, app, case).await?;
    }
    // What changes nothing here is nothing to tell: others would believe it of our group.
    if was == Some(is) {
        return Ok(());
    }
    let community = case.community.as_ref();
    if let Some(community) = community.filter(|community| community.is_local()) {
        tell_readers(tx, app, community, case, incoming).await?;
    }
    match &case.thing {
        Some(thing) if incoming.verb == Verb::Restore && !is => {
            let reply = thing.reply.as_ref().map(|reply| reply.id);
            tell_of_return(tx, app, thing.post.id, reply).await
        }
        _ => Ok(()),
    }
}

/// Whether what a ban took away comes back with its end. Lemmy says so. Where nothing is said, it does in our
/// communities, and where somebody's own server lets them write again; what it removed in its own communities
/// Lemmy before 1.0 leaves away, as PieFed does, and then so do we.
fn comes_back(incoming: &Incoming, case: &Case) -> bool {
    let unsaid = case.community.as_ref().is_none_or(Community::is_local);
    incoming.restore_content.unwrap_or(unsaid)
}

/// A moderator elsewhere did it in a community of ours: its readers on other servers hear of it, unless
/// they have not heard of the thing itself.
async fn tell_readers(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    case: &Case,
    incoming: &Incoming,
) -> Result<()> {
    // As it stands by now: until the act was applied, somebody else could still let it through.
    let thing = match &case.thing {
        Some(_) => find_thing(tx, &incoming.object).await?,
        None => None,
    };
    if thing.as_ref().is_some_and(Thing::is_held) {
        return Ok(());
    }
    if let Some(raw) = &incoming.raw {
        pass_on(tx, app, community, case, incoming, raw).await?;
    }
    match &thing {
        Some(thing) => publish::tell_microblogs(tx, app, community, incoming.verb, thing).await,
        None => Ok(()),
    }
}

/// Whoever is banned from what only members read, reads no more there.
async fn end_reading(tx: &mut Tx, app: &App, case: &Case) -> Result<()> {
    let concerned = &case.concerned;
    match &case.community {
        Some(community) => end_follow_of_banned(tx, app, concerned, community).await,
        None => {
            let account = concerned.id();
            enqueue(tx, app, &ShutOut { account }).await
        }
    }
}

/// What held before; None where only the act's own table knows.
fn holds(case: &Case, verb: Verb) -> Option<bool> {
    let thing = case.thing.as_ref()?;
    let reply = thing.reply.as_ref();
    Some(match verb {
        Verb::Remove | Verb::Restore => reply
            .map_or(thing.post.removed_at, |reply| reply.removed_at)
            .is_some(),
        Verb::Lock | Verb::Unlock => reply
            .map_or(thing.post.locked_at, |reply| reply.locked_at)
            .is_some(),
        Verb::Pin | Verb::Unpin => thing.post.pinned_at.is_some(),
        _ => return None,
    })
}

async fn tell(tx: &mut Tx, app: &App, incoming: &Incoming, case: &Case) -> Result<()> {
    let notice = NewNotice {
        recipient: case.concerned.id(),
        kind: NoticeKind::Removed,
        cause: &incoming.id,
        by: Some(case.actor.id),
        community: case.community.as_ref().map(Community::id),
        post: case.thing.as_ref().map(|thing| thing.post.id),
        comment: case
            .thing
            .as_ref()
            .and_then(|thing| thing.reply.as_ref())
            .map(|reply| reply.id),
    };
    tell_concerned(tx, app, incoming.verb, notice).await
}

async fn pass_on(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    case: &Case,
    incoming: &Incoming,
    raw: &str,
) -> Result<()> {
    let raw: &RawValue = serde_json::from_str(raw).map_err(Error::internal)?;
    let source = Source {
        activity_id: &incoming.id,
        at: Some(incoming.acted_at),
        announcer: None,
        raw: Some(raw),
        sender_host: &case.actor.host,
    };
    source
        .pass_on(tx, app, community, &incoming.object, None)
        .await
}
