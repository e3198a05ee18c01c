//! Appeals: made by whom an act was about, and decided by the team.

use super::{check_words, tell_team};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::logins::list_admins;
use crate::accounts::queries::{find_person, person_by_actor};
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Reason, Result};
use crate::ids::{AccountId, CommunityId};
use crate::jobs::{Plan, enqueue_with};
use crate::locale::in_locale;
use crate::membership::model::Role;
use crate::membership::queries::acting::list_acting_moderators;
use crate::membership::queries::standing;
use crate::moderation::actions::reverse;
use crate::moderation::model::{Action, ActionId, Rank};
use crate::moderation::policy::may_resolve;
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::notifications::queries::appeal_cause;
use crate::posts::queries::{find_comment, find_post};
use crate::store::{Conn, Tx};
use crate::team::jobs::TellAppellant;
use crate::team::model::{Appeal, AppealId, NewAppeal, Ruling, Sanction};
use crate::team::policy::{self, Appealing, Deciding};
use crate::team::queries;

/// The act of this number with whom it was about, for them alone: for others there is none.
pub async fn sanction(conn: &mut Conn, id: ActionId, who: &Person) -> Result<Sanction> {
    let missing = || Error::NotFound("act");
    let act = queries::find_act(conn, id).await?.ok_or_else(missing)?;
    let found = sanction_of(conn, act).await?;
    found
        .filter(|sanction| sanction.about.id() == who.id())
        .ok_or_else(missing)
}

/// The act that a link is about, for whoever has the link.
pub async fn sanction_behind(app: &App, link: &Token) -> Result<Sanction> {
    let missing = || Error::NotFound("link");
    let mut conn = app.store.read().await?;
    let letter = queries::letter_by_token(&mut conn, &link.hash()).await?;
    let letter = letter.ok_or_else(missing)?;
    let act = queries::find_act(&mut conn, letter.action_id).await?;
    let found = sanction_of(&mut conn, act.ok_or_else(missing)?).await?;
    found
        .filter(|sanction| sanction.about.id() == letter.account_id)
        .ok_or_else(missing)
}

/// An act with whom it was about. None for one that is about nobody, or in no community.
pub async fn sanction_of(conn: &mut Conn, act: Action) -> Result<Option<Sanction>> {
    let Some(place) = act.community_id else {
        return Ok(None);
    };
    let Some(about) = concerned(conn, &act).await? else {
        return Ok(None);
    };
    Ok(Some(Sanction {
        about: find_person(conn, about).await?,
        community: find_community(conn, place).await?,
        appeal: queries::appeal_of(conn, act.id).await?,
        act,
    }))
}

async fn concerned(conn: &mut Conn, act: &Action) -> Result<Option<AccountId>> {
    let system = &Viewer::System;
    if let Some(id) = act.comment_id {
        let reply = find_comment(conn, system, id).await?;
        return Ok(reply.map(|reply| reply.author_id));
    }
    if let Some(id) = act.post_id {
        let post = find_post(conn, system, id).await?;
        return Ok(post.map(|post| post.author_id));
    }
    Ok(act.account_id)
}

/// Appeals against an act. Errors: `Invalid` for `body`.
pub async fn appeal(app: &App, who: &Person, act: ActionId, body: &str) -> Result<Appeal> {
    let body = check_words("body", body)?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let sanction = sanction(&mut tx, act, who).await?;
    let appealing = Appealing {
        act: &sanction.act,
        by: who.id(),
        suspended: !sanction.about.is_live(),
        about: sanction.about.id(),
        ours: sanction.community.is_local() && sanction.community.is_live(),
        own: sanction.act.actor_id == who.actor.id,
        appealed: sanction.appeal.is_some(),
    };
    policy::may_appeal(appealing, now)?;
    let new = NewAppeal {
        action_id: act,
        community_id: sanction.community.id(),
        account_id: who.id(),
        body,
        created_at: now,
        message: String::new(),
    };
    let made = queries::insert_appeal(&mut tx, &new).await?;
    let made = made.ok_or(Reason::AppealedAlready)?;
    let cause = format!("appealed {}", made.id);
    let from = (who.id(), who.actor.id);
    let place = &sanction.community;
    tell_team(&mut tx, app, place, from, NoticeKind::Appealed, &cause).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(made)
}

/// Whether somebody may see what is said to the team of a community.
pub async fn may_see(
    conn: &mut Conn,
    app: &App,
    who: &Person,
    community: &Community,
) -> Result<()> {
    let standing = standing(conn, who, community, app.now()).await?;
    may_resolve(&standing)?;
    match community.is_local() {
        true => Ok(()),
        false => Err(Reason::WrongOrigin.into()),
    }
}

/// An appeal in a community, for those who look after it; but whoever made it is told that there is none.
pub async fn find_appeal(
    conn: &mut Conn,
    app: &App,
    who: &Person,
    community: &Community,
    id: AppealId,
) -> Result<(Appeal, Sanction)> {
    let missing = || Error::NotFound("appeal");
    may_see(conn, app, who, community).await?;
    let appeal = queries::appeal_by_id(conn, id).await?.ok_or_else(missing)?;
    if appeal.community_id != community.id() || appeal.account_id == who.id() {
        return Err(missing());
    }
    let act = queries::find_act(conn, appeal.action_id).await?;
    let sanction = sanction_of(conn, act.ok_or_else(missing)?).await?;
    Ok((appeal, sanction.ok_or_else(missing)?))
}

/// Whether somebody else than who acted may decide, and can do so here.
pub async fn others_decide(conn: &mut Conn, app: &App, sanction: &Sanction) -> Result<bool> {
    let actor = person_by_actor(conn, sanction.act.actor_id).await?;
    let not = [actor.map(|actor| actor.id()), Some(sanction.about.id())];
    let is_other = |who: AccountId| !not.contains(&Some(who));
    if sanction.act.rank == Rank::Server.number() {
        let admins = list_admins(conn).await?;
        return Ok(admins.into_iter().any(is_other));
    }
    let team = list_acting_moderators(conn, &sanction.community, app.now()).await?;
    let convened = sanction.act.rank == Rank::Convener.number();
    let may = |role: Role| !convened || role == Role::Convener;
    Ok(team
        .iter()
        .any(|(person, role)| person.actor.local && may(*role) && is_other(person.id())))
}

/// Decides about an appeal, for good. What is reversed is undone with all that it did, in the same transaction.
/// Errors: `Invalid` for `message`.
pub async fn decide(
    app: &App,
    by: &Person,
    community: CommunityId,
    id: AppealId,
    (ruling, message): (Ruling, &str),
) -> Result<()> {
    let message = check_words("message", message)?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let community = find_community(&mut tx, community).await?;
    let (_, sanction) = find_appeal(&mut tx, app, by, &community, id).await?;
    let appeal = queries::lock_appeal(&mut tx, id).await?;
    let appeal = appeal.ok_or(Error::NotFound("appeal"))?;
    if !appeal.is_open() {
        return Err(Reason::AppealDecided.into());
    }
    let standing = standing(&mut tx, by, &community, now).await?;
    let deciding = Deciding {
        by: &standing,
        about: appeal.account_id,
        rank: sanction.act.rank,
        acted: sanction.act.actor_id == by.actor.id,
        others: others_decide(&mut tx, app, &sanction).await?,
    };
    policy::may_decide(deciding)?;
    if ruling == Ruling::Reversed {
        let language = app.languages.of(&community.row.language);
        let reason = in_locale(language, || t!("team-reversed-reason"));
        reverse(&mut tx, app, by, &sanction.act, &reason).await?;
    }
    let said = (ruling, message.as_str());
    if !queries::update_decided(&mut tx, id, by.id(), said, now).await? {
        return Err(Reason::AppealDecided.into());
    }
    tell_appellant(&mut tx, app, &appeal, &sanction).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Whoever appealed is told what came of it, and not by whom: here by a notice, elsewhere by a message.
async fn tell_appellant(
    tx: &mut Tx,
    app: &App,
    appeal: &Appeal,
    sanction: &Sanction,
) -> Result<()> {
    if !sanction.about.actor.local {
        let job = TellAppellant { appeal: appeal.id };
        let plan = Plan {
            unique_key: Some(format!("appellant {}", appeal.id)),
            ..Plan::default()
        };
        return enqueue_with(tx, app, &job, plan).await;
    }
    let cause = appeal_cause(appeal.action_id.0);
    let notice = NewNotice {
        recipient: appeal.account_id,
        kind: NoticeKind::AppealDecided,
        cause: &cause,
        by: None,
        community: Some(appeal.community_id),
        post: None,
        comment: None,
    };
    notify(tx, app, &notice).await?;
    Ok(())
}
