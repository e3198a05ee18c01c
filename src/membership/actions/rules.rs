//! Publishing rules and agreeing to them.

use super::agreeing::{forget_earlier, rules_to_agree, tell};
use super::asking::ask_about;
use super::communities::tell_update_to;
use super::mails::place;
use super::members::{release_after, release_all_after};
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::communities::queries::local::update_rules_version;
use crate::error::{Error, Reason, Result};
use crate::ids::AccountId;
use crate::jobs::{Plan, enqueue_with};
use crate::locale;
use crate::mail::actions::{drop_mail, send, take};
use crate::mail::letters;
use crate::membership::jobs::{AskMembers, MailRules};
use crate::membership::model::{
    Accord, Agreement, Channel, Membership, MembershipState, RulesChange, RulesVersion, has_points,
    rules_hash, split_rules,
};
use crate::membership::policy;
use crate::membership::queries::banning::list_banned_among;
use crate::membership::queries::figures::{Figure, count_figure};
use crate::membership::queries::letters::{Purpose, close_letter};
use crate::membership::queries::rules::{
    insert_agreement, insert_version, time_to_agree, version_by_number,
};
use crate::membership::queries::{
    has_held, is_to_be_asked, list_to_be_asked, membership_of, standing,
};
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::update_kind_read;
use crate::store::{Conn, Time, Tx};
use crate::visibility::is_kept_out;
use chrono_tz::Tz;

/// Members told in one transaction.
const BATCH: i64 = 100;

/// Said to whoever agreed to rules that do not hold any more.
pub fn rules_have_changed() -> String {
    t!("membership-wrong-rules-changed")
}

/// Publishes `text` as the next version of the rules. Whoever publishes it has agreed to it; after a
/// material change the other members are asked to. Rules where there were none are never the same in other
/// words: they bind, whatever `change` says. Where there are none from now on, nobody owes anything: what was
/// held for want of agreement is let through.
pub(super) async fn publish_rules(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    community: &Community,
    text: &str,
    change: RulesChange,
) -> Result<()> {
    let now = app.now();
    let items = split_rules(text);
    let number = community.row.rules_version.saturating_add(1);
    let version = RulesVersion {
        community_id: community.id(),
        number,
        change_kind: change,
        hash: rules_hash(&items),
        items: crate::store::Json(items),
        body: text.to_owned(),
        published_by: Some(by.id()),
        published_at: now,
    };
    insert_version(tx, &version).await?;
    // An editorial change leaves what binds, and since when, as it is.
    let first = number == 1 || !has_points(&community.row.rules);
    // To rules that were taken away nobody can agree.
    let binds = version.has_points() && (first || change == RulesChange::Material);
    update_rules_version(tx, community.id(), number, binds.then_some((number, now))).await?;
    if is_member(tx, community, by.id()).await? {
        keep_agreement(tx, app, by, &version, Channel::Page).await?;
    }
    if !version.has_points() {
        release_all_after(tx, app, community.id()).await?;
    }
    let to_be_asked = list_to_be_asked(tx, community.id(), number, AccountId(0), 1).await?;
    if binds && !to_be_asked.is_empty() {
        let plan = Plan {
            unique_key: Some(format!("ask_members:{}:{number}", community.id())),
            ..Plan::default()
        };
        let job = AskMembers {
            community: community.id(),
            version: number,
            after: AccountId(0),
        };
        enqueue_with(tx, app, &job, plan).await?;
    }
    Ok(())
}

async fn is_member(tx: &mut Tx, community: &Community, account: AccountId) -> Result<bool> {
    let membership = membership_of(tx, community.id(), account).await?;
    let member = |membership: &Membership| membership.state == MembershipState::Member;
    Ok(membership.as_ref().is_some_and(member))
}

/// Whoever came in by following has read no rules, and whoever waited for a decision may have read others: they are
/// asked to agree, people of other servers by a letter.
pub(super) async fn ask_to_agree(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
) -> Result<()> {
    let standing = standing(tx, person, community, app.now()).await?;
    if standing.role.is_none() || standing.accord == Accord::Given {
        return Ok(());
    }
    if let Some(version) = community.row.binding_version.filter(|_| person.actor.local) {
        return tell(tx, app, community, person.id(), version).await;
    }
    ask_about(tx, app, community, person, Purpose::Agree, "").await
}

/// Keeps that somebody agreed, once for each version.
pub(super) async fn keep_agreement(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    version: &RulesVersion,
    channel: Channel,
) -> Result<()> {
    let now = app.now();
    let agreement = Agreement {
        community_id: version.community_id,
        account_id: person.id(),
        version: version.number,
        hash: version.hash(),
        channel,
        agreed_at: now,
    };
    if insert_agreement(tx, &agreement).await? {
        let local = person.actor.local;
        count_figure(tx, version.community_id, Figure::Agreed, local, now).await?;
    }
    Ok(())
}

/// The version that holds, if there are rules, where `seen` is the number of the one that somebody has
/// read. Whoever read another one reads again before they agree.
pub(super) async fn version_seen(
    tx: &mut Tx,
    community: &Community,
    seen: Option<i32>,
) -> Result<Option<RulesVersion>> {
    let number = community.row.rules_version;
    let version = version_by_number(tx, community.id(), number).await?;
    let Some(version) = version.filter(RulesVersion::has_points) else {
        return Ok(None);
    };
    check_seen(seen, number)?;
    Ok(Some(version))
}

/// Whether what somebody has read, if they agree to anything, is the version that holds.
pub fn check_seen(seen: Option<i32>, holds: i32) -> Result<()> {
    let message = match seen {
        Some(seen) if seen == holds => return Ok(()),
        Some(_) => rules_have_changed(),
        None => t!("membership-wrong-not-agreed"),
    };
    Err(Error::invalid("agree", message))
}

/// A member agrees to the rules that hold, of which they have read version `seen`, if there are any by now.
/// What was held for want of this is let through; whether there was anything.
pub async fn agree(
    app: &App,
    person: &Person,
    community: &Community,
    seen: Option<i32>,
    channel: Channel,
) -> Result<bool> {
    if !community.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    let mut tx = app.store.begin().await?;
    let community = find_community(&mut tx, community.id()).await?;
    let standing = standing(&mut tx, person, &community, app.now()).await?;
    policy::may_act(&standing, &community)?;
    if standing.role.is_none() {
        return Err(Reason::NotMember.into());
    }
    let waited = has_held(&mut tx, community.id(), person.id()).await?;
    let version = version_seen(&mut tx, &community, seen).await?;
    if let Some(version) = &version {
        keep_agreement(&mut tx, app, person, version, channel).await?;
        close_letter(&mut tx, community.id(), person.id(), app.now()).await?;
        let kind = NoticeKind::RulesChanged;
        update_kind_read(&mut tx, person.id(), community.id(), kind, app.now()).await?;
    }
    release_after(&mut tx, app, community.id(), person.id()).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(waited)
}

/// Tells some of the members, but nobody who is banned, that they are asked to agree; where there are more, the
/// job for the rest is added.
pub async fn ask_members(app: &App, work: &AskMembers) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let community = find_community(&mut tx, work.community).await?;
    // A later change asks once for both; to rules that were taken away nobody can agree.
    let row = &community.row;
    if row.binding_version != Some(work.version) || !has_points(&row.rules) {
        return Ok(());
    }
    let asked = list_to_be_asked(&mut tx, work.community, work.version, work.after, BATCH).await?;
    // Whoever is banned stays a member and could not agree now; the pages ask them when they are back.
    let banned = list_banned_among(&mut tx, work.community, &asked, app.now()).await?;
    forget_earlier(&mut tx, &community, &asked, work.version).await?;
    let mut away = Vec::new();
    for recipient in asked.iter().filter(|who| !banned.contains(who)) {
        tell(&mut tx, app, &community, *recipient, work.version).await?;
        // Who has no page of notices here is written to, if their server takes letters from us.
        let member = find_person(&mut tx, *recipient).await?;
        if !member.actor.local {
            ask_about(&mut tx, app, &community, &member, Purpose::Agree, "").await?;
            away.push(member);
        }
    }
    tell_update_to(&mut tx, app, &community, &away).await?;
    if let Some(last) = asked.last() {
        let rest = AskMembers {
            after: *last,
            ..work.clone()
        };
        enqueue_with(&mut tx, app, &rest, Plan::default()).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Sends the mail to a member who is asked to agree, unless they have agreed, left or been banned meanwhile, or a
/// later version asks them anew.
pub async fn send_rules(app: &App, work: &MailRules) -> Result<()> {
    let Some(mail) = take(app, work.mail).await? else {
        return Ok(());
    };
    let mut conn = app.store.read().await?;
    let community = find_community(&mut conn, work.community).await?;
    let until = match mail.account.filter(|_| community.is_live()) {
        Some(who) => asked_until(&mut conn, &community, work, who).await?,
        None => None,
    };
    drop(conn);
    let Some(until) = until else {
        return drop_mail(app, &mail, "they are not asked to agree any more").await;
    };
    let until = until.filter(|end| *end > app.now());
    let until = until.map(|end| locale::date(end.utc(), Tz::UTC));
    let url = app.local.url(&format!("{}/rules", community.path()));
    let letter = letters::rules_changed(&place(&community), until.as_deref(), url);
    send(app, &mail, &letter).await
}

/// Until when a member goes on as before who is asked to agree still, as far as that is known; none for who is not.
async fn asked_until(
    conn: &mut Conn,
    community: &Community,
    work: &MailRules,
    who: AccountId,
) -> Result<Option<Option<Time>>> {
    // They may have been banned since they were told.
    if is_kept_out(conn, who, work.community).await? {
        return Ok(None);
    }
    if !community.is_local() {
        let rules = rules_to_agree(conn, community, who).await?;
        return Ok(rules.map(|rules| rules.agree_by));
    }
    let row = &community.row;
    // To rules that were taken away nobody can agree.
    let binds = row.binding_version == Some(work.version) && has_points(&row.rules);
    if !binds || !is_to_be_asked(conn, work.community, work.version, who).await? {
        return Ok(None);
    }
    let until = time_to_agree(conn, community, who).await?;
    Ok(until.map(Some))
}
