//! What people of this server do as moderators: in our communities, and in those of other servers that
//! made them moderators there. Administrators also take down here what other servers' communities show.

use super::branch::{give_branch_back, take_branch};
use super::cases::settle_by_act;
use super::settle::settle;
use super::sweep::{Sweep, give_back};
use super::{check_reason, role_in, tell_concerned, tell_of_ban};
use crate::accounts::model::Person;
use crate::accounts::model::Viewer;
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::communities::actions::end_follow_of_banned;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Reason, Result};
use crate::ids::{CommentId, CommunityId, PostId};
use crate::jobs::enqueue;
use crate::locale::in_locale;
use crate::membership::model::split_rules;
use crate::membership::queries::standing;
use crate::moderation::model::{NewAction, Rank, Target, Verb, fold};
use crate::moderation::policy;
use crate::moderation::publish::{self, Deed};
use crate::moderation::queries::{acts_about, save_action};
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::posts::actions::arrivals::Thing;
use crate::posts::actions::{tell_of_return, tell_of_return_here};
use crate::posts::queries::held::list_to_be_read;
use crate::posts::queries::{find_comment, find_post, lock_comment, lock_post};
use crate::screening::actions::tell_of_hold;
use crate::store::{Time, Tx};
use crate::text::{self, Links};
use chrono::TimeDelta;

/// Characters of a rule that stand with a reason.
const RULE_MAX: usize = 80;

/// Why something is done, as the person concerned and everybody who reads the log is told.
#[derive(Debug, Clone, Default)]
pub struct Grounds {
    pub reason: String,
    /// The number of a rule of the community, where one is meant.
    pub rule: Option<usize>,
    /// Whether what hangs on it goes, too.
    pub with_replies: bool,
}

/// By no rule in particular.
impl From<&str> for Grounds {
    fn from(reason: &str) -> Self {
        Self {
            reason: reason.to_owned(),
            ..Self::default()
        }
    }
}

/// Removes a thread or reply, with the open reports of it, which are resolved so; says how many. Errors:
/// `Invalid` for `reason` and `rule`.
pub async fn remove(app: &App, by: &Person, what: Target, grounds: &Grounds) -> Result<usize> {
    let reason = check_reason(&grounds.reason)?;
    if reason.is_empty() {
        return Err(Error::invalid(
            "reason",
            t!("moderation-reason-remove-missing"),
        ));
    }
    let reason = match grounds.rule {
        Some(number) => under_rule(app, what, number, &reason).await?,
        None => reason,
    };
    moderate(app, by, what, Verb::Remove, reason, grounds.with_replies).await
}

/// The reason as everybody reads it, with the rule if there is one.
pub(super) async fn in_words(app: &App, what: Target, grounds: &Grounds) -> Result<String> {
    let reason = check_reason(&grounds.reason)?;
    match grounds.rule {
        Some(number) => under_rule(app, what, number, &reason).await,
        None => Ok(reason),
    }
}

/// The reason with the rule that it goes by.
async fn under_rule(app: &App, what: Target, number: usize, reason: &str) -> Result<String> {
    let mut conn = app.store.read().await?;
    let system = &Viewer::System;
    let post = match what {
        Target::Post(id) => find_post(&mut conn, system, id).await?,
        Target::Comment(id) => match find_comment(&mut conn, system, id).await? {
            Some(reply) => find_post(&mut conn, system, reply.post_id).await?,
            None => None,
        },
        Target::Account(_) => None,
    };
    let post = post.ok_or(Error::NotFound("thread or reply"))?;
    let community = find_community(&mut conn, post.community_id).await?;
    by_rule(app, &community, number, reason)
}

/// As everybody reads it in the log, so in the language of the community. There may be no reason beside the rule.
fn by_rule(app: &App, community: &Community, number: usize, reason: &str) -> Result<String> {
    let rules = rules_in_short(app, community);
    let gone = || Error::invalid("rule", t!("moderation-rule-changed"));
    let rule = number.checked_sub(1).and_then(|at| rules.get(at));
    let rule = rule.ok_or_else(gone)?;
    let language = app.languages.of(&community.row.language);
    Ok(in_locale(language, || match reason {
        "" => t!("moderation-under-rule-alone", number = number, rule = rule),
        reason => t!(
            "moderation-under-rule",
            number = number,
            rule = rule,
            reason = reason
        ),
    }))
}

/// The rules of a community as they are now, each in one short line.
pub fn rules_in_short(app: &App, community: &Community) -> Vec<String> {
    let links = Links {
        own_host: app.local.host.clone(),
        public_url: app.local.url(""),
    };
    let short = |rule: &String| {
        let words = text::render(rule, &links).text;
        let words = text::excerpt(&words, RULE_MAX);
        words.trim_end_matches('.').to_owned()
    };
    split_rules(&community.row.rules)
        .iter()
        .map(short)
        .collect()
}

pub async fn restore_post(app: &App, by: &Person, id: PostId, reason: &str) -> Result<()> {
    act(app, by, Target::Post(id), Verb::Restore, reason).await
}

pub async fn restore_comment(app: &App, by: &Person, id: CommentId, reason: &str) -> Result<()> {
    act(app, by, Target::Comment(id), Verb::Restore, reason).await
}

/// The thread takes no more replies but from moderators.
pub async fn lock(app: &App, by: &Person, id: PostId, reason: &str) -> Result<()> {
    lock_under(app, by, Target::Post(id), &Grounds::from(reason)).await
}

/// The same by a rule of the community, of a thread or of what hangs on a reply.
pub async fn lock_under(app: &App, by: &Person, what: Target, grounds: &Grounds) -> Result<()> {
    let reason = in_words(app, what, grounds).await?;
    moderate(app, by, what, Verb::Lock, reason, false).await?;
    Ok(())
}

pub async fn unlock(app: &App, by: &Person, id: PostId, reason: &str) -> Result<()> {
    act(app, by, Target::Post(id), Verb::Unlock, reason).await
}

/// What hangs on a reply, however deep, takes no more replies but from moderators.
pub async fn lock_branch(app: &App, by: &Person, id: CommentId, reason: &str) -> Result<()> {
    act(app, by, Target::Comment(id), Verb::Lock, reason).await
}

pub async fn unlock_branch(app: &App, by: &Person, id: CommentId, reason: &str) -> Result<()> {
    act(app, by, Target::Comment(id), Verb::Unlock, reason).await
}

/// The thread stands above the others of its community.
pub async fn pin(app: &App, by: &Person, id: PostId) -> Result<()> {
    act(app, by, Target::Post(id), Verb::Pin, "").await
}

/// The same in a transaction that does more. Call `app.wake_workers()` after the commit.
pub(super) async fn pin_in(tx: &mut Tx, app: &App, by: &Person, id: PostId) -> Result<()> {
    let (pin, unsaid) = (Verb::Pin, String::new());
    moderate_in(tx, app, by, Target::Post(id), pin, unsaid, false).await?;
    Ok(())
}

pub async fn unpin(app: &App, by: &Person, id: PostId) -> Result<()> {
    act(app, by, Target::Post(id), Verb::Unpin, "").await
}

async fn act(app: &App, by: &Person, what: Target, verb: Verb, reason: &str) -> Result<()> {
    moderate(app, by, what, verb, check_reason(reason)?, false).await?;
    Ok(())
}

async fn moderate(
    app: &App,
    by: &Person,
    what: Target,
    verb: Verb,
    reason: String,
    with_replies: bool,
) -> Result<usize> {
    let mut tx = app.store.begin().await?;
    let resolved = moderate_in(&mut tx, app, by, what, verb, reason, with_replies).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(resolved)
}

/// Doing what is done already changes nothing and says nothing, but that what was reported meanwhile is
/// resolved. Says how many reports were.
pub(super) async fn moderate_in(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    what: Target,
    verb: Verb,
    reason: String,
    with_replies: bool,
) -> Result<usize> {
    let thing = lock_thing(tx, what).await?;
    let community = find_community(tx, thing.post.community_id).await?;
    let author = find_person(tx, thing.author_id()).await?;
    let standing = standing(tx, by, &community, app.now()).await?;
    let of = role_in(tx, community.id(), author.id()).await?;
    let acts = acts_about(tx, what, Some(community.id()), verb).await?;
    let held = fold(&acts).standing.map(|act| act.rank);
    let (here, own) = (community.is_local(), author.id() == by.id());
    let rank = policy::may_moderate_thing(&standing, here, verb, held, of, own)?;

    let answers = verb == Verb::Remove && waits_to_be_read(tx, &thing).await?;
    let resolved = match verb {
        Verb::Remove => settle_by_act(tx, app, by, (what, author.id()), &reason).await?,
        _ => 0,
    };
    let Some(act) = decide(tx, app, by, &community, what, verb, rank, None, reason).await? else {
        return Ok(resolved);
    };
    let thing = lock_thing(tx, what).await?;
    let with_replies = match verb {
        Verb::Remove if with_replies => {
            take_branch(tx, app, &act, &thing).await?;
            true
        }
        Verb::Restore => give_branch_back(tx, app, &act, &thing).await?,
        _ => false,
    };
    let deed = Deed {
        by,
        community: &community,
        verb,
        id: &act.ap_id,
        reason: &act.reason,
        with_replies,
        at: act.acted_at,
    };
    // What is decided for this server alone is nobody else's business.
    if rank != Rank::Here {
        publish::thing_moderated(tx, app, &deed, &thing, &author).await?;
    }
    if verb == Verb::Restore {
        let reply = thing.reply.as_ref().map(|reply| reply.id);
        match rank {
            Rank::Here => tell_of_return_here(tx, app, thing.post.id, reply).await?,
            _ => tell_of_return(tx, app, thing.post.id, reply).await?,
        }
    }
    let notice = NewNotice {
        recipient: author.id(),
        kind: NoticeKind::Removed,
        cause: &act.ap_id,
        by: Some(by.actor.id),
        community: Some(community.id()),
        post: Some(thing.post.id),
        comment: thing.reply.as_ref().map(|reply| reply.id),
    };
    // Whoever was told elsewhere that it waits is told what became of that, and not of the act besides.
    if answers && !author.actor.local {
        let about = (thing.ap_id(), Some(act.reason.as_str()));
        tell_of_hold(tx, app, &community, &author, about).await?;
    } else {
        tell_concerned(tx, app, verb, notice).await?;
    }
    Ok(resolved)
}

/// Whether it waits until somebody has read it, so that removing it is the answer to its author.
async fn waits_to_be_read(tx: &mut Tx, thing: &Thing) -> Result<bool> {
    if !thing.is_held() {
        return Ok(false);
    }
    let reply = thing.reply.as_ref().map(|reply| reply.id);
    let waiting = list_to_be_read(tx, thing.post.id, reply.as_slice()).await?;
    Ok(waiting.contains(&reply))
}

async fn lock_thing(tx: &mut Tx, what: Target) -> Result<Thing> {
    match what {
        Target::Post(id) => Ok(Thing {
            post: lock_post(tx, id).await?,
            reply: None,
        }),
        Target::Comment(id) => {
            let reply = lock_comment(tx, id).await?;
            let post = find_post(tx, &Viewer::System, reply.post_id).await?;
            Ok(Thing {
                post: post.ok_or(Error::NotFound("thread"))?,
                reply: Some(reply),
            })
        }
        Target::Account(_) => Err(Error::NotFound("thread or reply")),
    }
}

/// Keeps the act and what follows from it. None when it is so already.
#[expect(
    clippy::too_many_arguments,
    reason = "the parts of one act, each of another kind"
)]
async fn decide(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    community: &Community,
    target: Target,
    verb: Verb,
    rank: Rank,
    until: Option<Time>,
    reason: String,
) -> Result<Option<NewAction>> {
    let place = Some(community.id());
    let acts = acts_about(tx, target, place, verb).await?;
    let standing = fold(&acts).standing.cloned();
    let same = standing.as_ref().is_none_or(|act| act.until == until);
    // Nobody is banned twice, and warned as often as there is cause.
    if standing.is_some() == verb.holds() && same && verb != Verb::Warn {
        return Ok(None);
    }
    // Later than all that went before, even within the same microsecond or with another's fast clock.
    let now = app.now();
    let after = acts
        .iter()
        .map(|act| act.acted_at.plus(TimeDelta::microseconds(1)))
        .max();
    let act = NewAction {
        ap_id: app.mint_activity_id(publish::activity_kind(verb)),
        actor_id: by.actor.id,
        community_id: place,
        verb,
        post_id: if let Target::Post(id) = target {
            Some(id)
        } else {
            None
        },
        comment_id: if let Target::Comment(id) = target {
            Some(id)
        } else {
            None
        },
        account_id: if let Target::Account(id) = target {
            Some(id)
        } else {
            None
        },
        rank: rank.number(),
        reason,
        accepted: true,
        acted_at: after.map_or(now, |after| after.max(now)),
        until,
        created_at: now,
    };
    save_action(tx, &act).await?;
    if settle(tx, target, place, verb, now).await? != verb.holds() {
        return Err(Reason::Outranked.into());
    }
    Ok(Some(act))
}

/// How somebody is banned.
#[derive(Debug, Clone, Default)]
pub struct BanOrder {
    pub reason: String,
    /// None: until it is lifted.
    pub until: Option<Time>,
    /// Whether all they wrote in the community is removed too.
    pub remove_content: bool,
}

pub async fn ban(
    app: &App,
    by: &Person,
    community: CommunityId,
    person: &Person,
    order: &BanOrder,
) -> Result<()> {
    ban_under(app, by, community, person, order, None).await
}

/// The same by a rule of the community, given by its number.
pub async fn ban_under(
    app: &App,
    by: &Person,
    community: CommunityId,
    person: &Person,
    order: &BanOrder,
    rule: Option<usize>,
) -> Result<()> {
    if order.until.is_some_and(|until| until <= app.now()) {
        return Err(Error::invalid("until", t!("moderation-ban-past")));
    }
    sentence(app, by, community, person, Verb::Ban, order, rule).await
}

/// Ends a ban. What it took away comes back with it, and nothing that was removed for another reason.
pub async fn unban(
    app: &App,
    by: &Person,
    community: CommunityId,
    person: &Person,
    reason: &str,
) -> Result<()> {
    lift(app, by, community, person, Verb::Unban, reason).await
}

/// Tells somebody that they went against what holds here. Nothing else follows but that it is remembered.
pub async fn warn(
    app: &App,
    by: &Person,
    community: CommunityId,
    person: &Person,
    grounds: &Grounds,
) -> Result<()> {
    let order = BanOrder {
        reason: grounds.reason.clone(),
        ..BanOrder::default()
    };
    // They are to know what for.
    if order.reason.trim().is_empty() && grounds.rule.is_none() {
        let missing = t!("moderation-reason-warn-missing");
        return Err(Error::invalid("reason", missing));
    }
    let rule = grounds.rule;
    sentence(app, by, community, person, Verb::Warn, &order, rule).await
}

/// Takes back all that somebody was warned of.
pub async fn unwarn(
    app: &App,
    by: &Person,
    community: CommunityId,
    person: &Person,
    reason: &str,
) -> Result<()> {
    lift(app, by, community, person, Verb::Unwarn, reason).await
}

/// Has somebody read and not write, until an end if there is one.
pub async fn mute(
    app: &App,
    by: &Person,
    community: CommunityId,
    person: &Person,
    grounds: &Grounds,
    until: Option<Time>,
) -> Result<()> {
    if until.is_some_and(|until| until <= app.now()) {
        return Err(Error::invalid("until", t!("moderation-ban-past")));
    }
    let order = BanOrder {
        reason: grounds.reason.clone(),
        until,
        ..BanOrder::default()
    };
    let rule = grounds.rule;
    sentence(app, by, community, person, Verb::Mute, &order, rule).await
}

pub async fn unmute(
    app: &App,
    by: &Person,
    community: CommunityId,
    person: &Person,
    reason: &str,
) -> Result<()> {
    lift(app, by, community, person, Verb::Unmute, reason).await
}

async fn lift(
    app: &App,
    by: &Person,
    community: CommunityId,
    person: &Person,
    verb: Verb,
    reason: &str,
) -> Result<()> {
    let order = BanOrder {
        reason: reason.to_owned(),
        ..BanOrder::default()
    };
    sentence(app, by, community, person, verb, &order, None).await
}

async fn sentence(
    app: &App,
    by: &Person,
    community: CommunityId,
    person: &Person,
    verb: Verb,
    order: &BanOrder,
    rule: Option<usize>,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    sentence_in(&mut tx, app, by, community, person, verb, (order, rule)).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// The same in a transaction that does more. Call `app.wake_workers()` after the commit.
pub(super) async fn sentence_in(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    community: CommunityId,
    person: &Person,
    verb: Verb,
    (order, rule): (&BanOrder, Option<usize>),
) -> Result<()> {
    let reason = check_reason(&order.reason)?;
    let community = find_community(tx, community).await?;
    let reason = match rule {
        Some(number) => by_rule(app, &community, number, &reason)?,
        None => reason,
    };
    let admin = standing(tx, person, &community, app.now()).await?.admin;
    let standing = standing(tx, by, &community, app.now()).await?;
    let of = role_in(tx, community.id(), person.id()).await?;
    let rank = policy::may_ban(&standing, of, person.id() == by.id())?;
    let rank = policy::spares_administrators(rank, admin)?;
    // Another server would have to hold it, and knows of no such thing.
    if verb.is_private() && !community.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    let rank = if community.is_local() {
        rank
    } else {
        Rank::Server
    };
    let target = Target::Account(person.id());
    let decided = decide(
        tx,
        app,
        by,
        &community,
        target,
        verb,
        rank,
        order.until,
        reason,
    )
    .await?;
    let Some(act) = decided else { return Ok(()) };
    let with_content = match verb {
        Verb::Ban => order.remove_content,
        Verb::Unban => give_back(tx, app, &act, person.id()).await?,
        _ => false,
    };
    let deed = Deed {
        by,
        community: &community,
        verb,
        id: &act.ap_id,
        reason: &act.reason,
        with_replies: false,
        at: act.acted_at,
    };
    if !verb.is_private() {
        publish::person_moderated(tx, app, &deed, person, order.until, with_content).await?;
    }
    let notice = NewNotice {
        recipient: person.id(),
        kind: NoticeKind::Banned,
        cause: &act.ap_id,
        by: Some(by.actor.id),
        community: Some(community.id()),
        post: None,
        comment: None,
    };
    tell_concerned(tx, app, verb, notice).await?;
    if !verb.is_private() {
        tell_of_ban(tx, app, &community, person, verb).await?;
    }
    if verb == Verb::Ban {
        end_follow_of_banned(tx, app, person, &community).await?;
    }
    if verb == Verb::Ban && order.remove_content {
        enqueue(tx, app, &Sweep::of(&act, person.id(), Some(community.id()))).await?;
    }
    Ok(())
}
