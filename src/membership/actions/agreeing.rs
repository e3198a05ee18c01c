//! The rules of communities of other servers, which keep themselves who agreed to what: what is known of them here,
//! telling members here when they change, and agreeing to them.

use super::elsewhere::say_join;
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::{Key, begin_write, is_within};
use crate::activitypub::peers::is_blocked;
use crate::app::App;
use crate::communities::model::{Community, RulesElsewhere};
use crate::communities::queries::find_community;
use crate::communities::queries::follows::follow_by_pair;
use crate::communities::queries::local::{lock_community, update_rules_version};
use crate::communities::queries::remote::{rules_elsewhere, update_rules_elsewhere};
use crate::error::{Reason, Result};
use crate::ids::{AccountId, CommunityId};
use crate::jobs::{Plan, enqueue_with};
use crate::mail::actions::queue_if_wanted;
use crate::mail::model::MailKind;
use crate::membership::jobs::{MailRules, TellOfRules};
use crate::membership::model::{MembershipState, RulesChange, RulesVersion};
use crate::membership::policy;
use crate::membership::queries::banning::list_banned_among;
use crate::membership::queries::belonging::list_belonging;
use crate::membership::queries::letters::{answered, list_requests};
use crate::membership::queries::rules::{
    delete_old_versions, has_material_since, insert_version, version_by_number,
};
use crate::membership::queries::{membership_of, standing};
use crate::membership::terms::{Request, SaidRules};
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::notifications::queries::{delete_unread, update_kind_read};
use crate::store::{Conn, Json, Time, Tx};
use chrono::TimeDelta;
use std::collections::HashMap;

/// Members told in one transaction.
const BATCH: i64 = 100;

/// Versions of the rules of one community elsewhere that are kept.
const KEPT: i64 = 20;

/// What a number of a version can be that another server says.
const NUMBER_MAX: i32 = 1_000_000;

/// Mails about the rules of one community that one member gets in a day; its server could publish any number.
const MAILS_MAX: i32 = 3;
const DAY: TimeDelta = TimeDelta::days(1);

/// A member here of a community elsewhere agrees to its rules of this hash, which they have read: they ask to
/// join once more, by which they stay what they are.
pub async fn agree_elsewhere(
    app: &App,
    person: &Person,
    community: &Community,
    hash: &str,
) -> Result<()> {
    let mut tx = begin_write(app, person.id()).await?;
    let community = find_community(&mut tx, community.id()).await?;
    let standing = standing(&mut tx, person, &community, app.now()).await?;
    policy::may_agree_elsewhere(&standing, &community)?;
    if is_blocked(&mut tx, &community.actor.host, app.now()).await? {
        return Err(Reason::PeerBlocked.into());
    }
    let request = Request {
        rules_agreed: hash.to_owned(),
        ..Request::default()
    };
    // What it said to them when they came in stays.
    let stays = answered(&mut tx, community.id(), person.id()).await?;
    say_join(&mut tx, app, person, &community, &request, stays).await?;
    let kind = NoticeKind::RulesChanged;
    update_kind_read(&mut tx, person.id(), community.id(), kind, app.now()).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// The rules of a community elsewhere that a member here has yet to agree to, as far as that is known: its server
/// has told of them, and what they agreed to is kept. Who came in without a Join, by following or by a letter of
/// that server, has agreed to what held then.
pub async fn rules_to_agree(
    conn: &mut Conn,
    community: &Community,
    member: AccountId,
) -> Result<Option<RulesElsewhere>> {
    let sent = answered(conn, community.id(), member).await?.request.0;
    let rules = rules_elsewhere(conn, community.id()).await?;
    let owes = match sent.rules_agreed {
        Some(agreed) => !rules.are_agreed_to(&agreed),
        None if rules.hash.is_empty() => false,
        None => match came_in(conn, community, member).await? {
            Some(since) => has_material_since(conn, community.id(), since).await?,
            None => false,
        },
    };
    Ok(Some(rules).filter(|_| owes))
}

/// Since when somebody here belongs to a community elsewhere.
async fn came_in(
    conn: &mut Conn,
    community: &Community,
    member: AccountId,
) -> Result<Option<Time>> {
    let membership = membership_of(conn, community.id(), member).await?;
    if let Some(membership) = membership.filter(|found| found.state == MembershipState::Member) {
        return Ok(Some(membership.since));
    }
    let person = find_person(conn, member).await?;
    let follow = follow_by_pair(conn, person.actor.id, community.actor.id).await?;
    Ok(follow.map(|follow| follow.decided_at.unwrap_or(follow.created_at)))
}

/// Keeps the rules of a community elsewhere as its document says them, as the next version of those that are
/// known. Where members have to agree to them, those who are here are told. Where they are what was known, nothing
/// is written.
pub async fn note_rules(app: &App, community: CommunityId, said: &SaidRules) -> Result<()> {
    {
        let mut conn = app.store.read().await?;
        let known = rules_elsewhere(&mut conn, community).await?;
        let latest = latest_version(&mut conn, community).await?;
        if known == said.asked && is_same(latest.as_ref(), said) {
            return Ok(());
        }
    }
    let mut tx = app.store.begin().await?;
    let place = lock_community(&mut tx, community).await?;
    let asked = Json(said.asked.clone());
    update_rules_elsewhere(&mut tx, community, &asked).await?;
    let number = place.row.rules_version;
    let latest = version_by_number(&mut tx, community, number).await?;
    if !is_same(latest.as_ref(), said) {
        keep_version(&mut tx, app, &place, latest.as_ref(), said).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

async fn latest_version(conn: &mut Conn, id: CommunityId) -> Result<Option<RulesVersion>> {
    let number = find_community(conn, id).await?.row.rules_version;
    Ok(version_by_number(conn, id, number).await?)
}

/// Whether these are the rules that are known, if there are any.
fn is_same(latest: Option<&RulesVersion>, said: &SaidRules) -> bool {
    match latest {
        Some(latest) => latest.hash == said.asked.hash && latest.items.0 == said.points,
        None => said.points.is_empty(),
    }
}

async fn keep_version(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    before: Option<&RulesVersion>,
    said: &SaidRules,
) -> Result<()> {
    let (id, now) = (community.id(), app.now());
    let last = community.row.rules_version;
    let told = said
        .number
        .filter(|told| *told > last && *told <= NUMBER_MAX);
    let change_kind = change(before, said);
    let version = RulesVersion {
        community_id: id,
        number: told.unwrap_or(last.saturating_add(1)),
        change_kind,
        items: Json(said.points.clone()),
        body: String::new(),
        hash: said.asked.hash.clone(),
        published_by: None,
        published_at: said.published_at.filter(|at| *at < now).unwrap_or(now),
    };
    insert_version(tx, &version).await?;
    update_rules_version(tx, id, version.number, None).await?;
    delete_old_versions(tx, id, KEPT).await?;
    if change_kind == RulesChange::Editorial {
        return Ok(());
    }
    let plan = Plan {
        unique_key: Some(format!("tell_of_rules:{id}:{}", version.number)),
        ..Plan::default()
    };
    let job = TellOfRules {
        community: id,
        version: version.number,
        after: AccountId(0),
    };
    enqueue_with(tx, app, &job, plan).await
}

/// Whether members have to agree anew. Of the first rules that become known nobody knows whether they have changed.
fn change(before: Option<&RulesVersion>, said: &SaidRules) -> RulesChange {
    let Some(before) = before.filter(|_| !said.points.is_empty()) else {
        return RulesChange::Editorial;
    };
    // Rules where there were none are never the same in other words.
    match before.has_points() && said.asked.are_agreed_to(&before.hash) {
        true => RulesChange::Editorial,
        false => RulesChange::Material,
    }
}

/// Tells some of those here who belong to a community elsewhere, but nobody who is banned from it, that they are
/// asked to agree to its rules; where there are more, the job for the rest is added.
pub async fn tell_of_rules(app: &App, work: &TellOfRules) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let community = find_community(&mut tx, work.community).await?;
    let rules = rules_elsewhere(&mut tx, work.community).await?;
    // To rules that were taken away nobody can agree.
    if rules.hash.is_empty() || !community.is_live() {
        return Ok(());
    }
    let members = list_belonging(&mut tx, &community, work.after, BATCH).await?;
    let banned = list_banned_among(&mut tx, work.community, &members, app.now()).await?;
    let sent = list_requests(&mut tx, work.community, &members).await?;
    let sent: HashMap<AccountId, Option<String>> = sent
        .into_iter()
        .map(|(who, sent)| (who, sent.0.rules_agreed))
        .collect();
    // Who came in without a Join has agreed to nothing since.
    let agreed = |who: &AccountId| match sent.get(who) {
        Some(Some(agreed)) => rules.are_agreed_to(agreed),
        _ => false,
    };
    forget_earlier(&mut tx, &community, &members, work.version).await?;
    for who in &members {
        if !banned.contains(who) && !agreed(who) {
            tell(&mut tx, app, &community, *who, work.version).await?;
        }
    }
    if let Some(last) = members.last() {
        let rest = TellOfRules {
            after: *last,
            ..work.clone()
        };
        enqueue_with(&mut tx, app, &rest, Plan::default()).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Somebody here has been taken into a community elsewhere. If its rules have changed since they asked, they are
/// told so, as those who belonged before.
pub(super) async fn tell_if_owed(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    member: AccountId,
) -> Result<()> {
    if rules_to_agree(tx, community, member).await?.is_none() {
        return Ok(());
    }
    tell(tx, app, community, member, community.row.rules_version).await
}

/// By what a member is told of a version.
fn cause(community: &Community, version: i32) -> String {
    format!("rules {} {version}", community.actor.ap_id)
}

/// Who has not read of an earlier change is told of both at once.
pub(super) async fn forget_earlier(
    tx: &mut Tx,
    community: &Community,
    members: &[AccountId],
    version: i32,
) -> Result<()> {
    let (kind, cause) = (NoticeKind::RulesChanged, cause(community, version));
    delete_unread(tx, members, community.id(), kind, &cause).await?;
    Ok(())
}

/// Tells a member that they are asked to agree to a version, by mail, too, if they want that and have not had enough
/// of them.
pub(super) async fn tell(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    member: AccountId,
    version: i32,
) -> Result<()> {
    let notice = NewNotice {
        recipient: member,
        kind: NoticeKind::RulesChanged,
        cause: &cause(community, version),
        by: Some(community.actor.id),
        community: Some(community.id()),
        post: None,
        comment: None,
    };
    if !notify(tx, app, &notice).await? {
        return Ok(());
    }
    let key = Key::text("rules mailed", &format!("{} {member}", community.id()));
    if !is_within(tx, &key, MAILS_MAX, DAY, app.now()).await? {
        return Ok(());
    }
    let job = |mail| MailRules {
        mail,
        community: community.id(),
        version,
    };
    queue_if_wanted(tx, app, member, MailKind::Rules, job).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(points: &[&str], hash: &str, accepted: &[&str]) -> SaidRules {
        let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        SaidRules {
            asked: RulesElsewhere {
                joinable: true,
                hash: hash.to_owned(),
                accepted: own(accepted),
                agree_by: None,
            },
            points: own(points),
            number: None,
            published_at: None,
        }
    }

    fn version(points: &[&str], hash: &str) -> RulesVersion {
        let said = said(points, hash, &[]);
        RulesVersion {
            community_id: CommunityId(1),
            number: 1,
            change_kind: RulesChange::Editorial,
            items: Json(said.points),
            body: String::new(),
            hash: said.asked.hash,
            published_by: None,
            published_at: Time::from_address("1000000000000000").unwrap(),
        }
    }

    #[test]
    fn whether_members_elsewhere_have_to_agree_follows_from_what_its_server_accepts() {
        use RulesChange::{Editorial, Material};
        let kind = version(&["Be kind."], "a");
        let none = version(&[], "");
        let trade = |accepted: &[&str]| said(&["No trade."], "b", accepted);
        let cases = [
            (None, trade(&[]), Editorial),
            (Some(&kind), trade(&[]), Material),
            (Some(&kind), trade(&["a"]), Editorial),
            (Some(&none), trade(&[]), Material),
            (Some(&kind), said(&[], "", &[]), Editorial),
        ];
        for (before, now, expected) in cases {
            assert_eq!(change(before, &now), expected, "{before:?} {now:?}");
        }
        assert!(is_same(Some(&kind), &said(&["Be kind."], "a", &["x"])));
        assert!(!is_same(Some(&kind), &said(&["Be kind!"], "a", &[])));
        assert!(is_same(None, &said(&[], "", &[])));
    }
}
