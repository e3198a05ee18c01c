//! What is told by mail, too: what was decided about an application, and that something waits on the
//! desk.

use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::{Key, forget, said_until};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::Result;
use crate::ids::{AccountId, CommunityId};
use crate::jobs::{Plan, enqueue_with};
use crate::mail::actions::{drop_mail, queue_if_wanted, send, take};
use crate::mail::jobs::SendLetter;
use crate::mail::letters;
use crate::mail::model::{Letter, MailKind, Occasion, Place, QueuedMail, Why};
use crate::mail::queries::place_by_id;
use crate::membership::jobs::MailDesk;
use crate::membership::model::MembershipState;
use crate::membership::policy;
use crate::membership::queries::{Backlog, COUNTED_MAX, backlog, membership_of, standing};
use crate::store::{Conn, Time, Tx};
use chrono::TimeDelta;

/// A desk on which much arrives is told of once in this time, and what came too soon is told at its end.
const DESK_PAUSE: TimeDelta = TimeDelta::hours(1);

/// To an applicant of this server. The link leads to where they applied, which says how to go on.
pub(super) async fn mail_decision(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    applicant: AccountId,
    approved: bool,
    reason: &str,
) -> Result<()> {
    letters::tell_decision(tx, app, applicant, community.id(), approved, reason).await
}

/// The same where they are asked something before it is decided.
pub(super) async fn mail_question(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    applicant: AccountId,
    question: &str,
) -> Result<()> {
    letters::tell_question(tx, app, applicant, community.id(), question).await
}

/// What waits, as in "2 applications and 1 held post"; empty where nothing does.
fn waiting_in_words(waiting: Backlog) -> String {
    match (waiting.applications, waiting.held) {
        (0, 0) => String::new(),
        (count, 0) => applications(count),
        (0, count) => held(count),
        (applied, count) => t!(
            "membership-desk-both",
            applications = applications(applied),
            held = held(count)
        ),
    }
}

fn applications(count: i64) -> String {
    match count < COUNTED_MAX {
        true => t!("membership-desk-applications", count = count),
        false => t!("membership-desk-applications-more", count = COUNTED_MAX),
    }
}

fn held(count: i64) -> String {
    match count < COUNTED_MAX {
        true => t!("membership-desk-held", count = count),
        false => t!("membership-desk-held-more", count = COUNTED_MAX),
    }
}

/// By what is counted when somebody was last told of a desk.
fn desk_key(community: CommunityId, recipient: AccountId) -> Key {
    Key::text("desk mailed", &format!("{community} {recipient}"))
}

/// To somebody who decides here, of each desk at most once an hour.
pub(super) async fn mail_desk(
    tx: &mut Tx,
    app: &App,
    community: CommunityId,
    recipient: AccountId,
) -> Result<()> {
    let key = desk_key(community, recipient);
    if let Some(until) = said_until(tx, &key, DESK_PAUSE, app.now()).await? {
        return mail_desk_at(tx, app, community, recipient, until).await;
    }
    queue_desk(tx, app, community, recipient).await
}

async fn queue_desk(
    tx: &mut Tx,
    app: &App,
    community: CommunityId,
    recipient: AccountId,
) -> Result<()> {
    let job = |mail| SendLetter {
        mail,
        community,
        occasion: Occasion::Desk {},
    };
    queue_if_wanted(tx, app, recipient, MailKind::Desk, job).await
}

/// What comes soon after a mail is told of later, once for all of it: else an application that nothing follows
/// would never be told of.
async fn mail_desk_at(
    tx: &mut Tx,
    app: &App,
    community: CommunityId,
    recipient: AccountId,
    at: Time,
) -> Result<()> {
    let job = MailDesk {
        community,
        recipient,
    };
    let plan = Plan {
        at: Some(at),
        unique_key: Some(format!("mail_desk:{community}:{recipient}")),
        ..Plan::default()
    };
    enqueue_with(tx, app, &job, plan).await
}

/// Tells somebody of what came to a desk too soon after the last mail, where it still waits. A mail that something
/// later has caused meanwhile tells of it, too.
pub async fn mail_desk_again(app: &App, work: &MailDesk) -> Result<()> {
    let mut conn = app.store.read().await?;
    let letter = waits(&mut conn, app, work.community, Some(work.recipient)).await?;
    drop(conn);
    if letter.is_none() {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    let key = desk_key(work.community, work.recipient);
    if said_until(&mut tx, &key, DESK_PAUSE, app.now())
        .await?
        .is_some()
    {
        return Ok(());
    }
    queue_desk(&mut tx, app, work.community, work.recipient).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Sends the mail about something that happened in a community, as far as it still concerns the recipient.
pub async fn send_about(app: &App, work: &SendLetter) -> Result<()> {
    let Some(mail) = take(app, work.mail).await? else {
        return Ok(());
    };
    let mut conn = app.store.read().await?;
    let letter = match &work.occasion {
        Occasion::Decision { approved, why } => {
            decided(&mut conn, app, work.community, *approved, why).await?
        }
        Occasion::Asked { question } => {
            asked(&mut conn, app, work.community, mail.account, question).await?
        }
        Occasion::Desk {} => waits(&mut conn, app, work.community, mail.account).await?,
    };
    drop(conn);
    match letter {
        Some(letter) => send(app, &mail, &letter).await,
        None => give_up(app, work, &mail).await,
    }
}

/// Drops a mail that has nothing to tell. Nobody was told of the desk then, so that what comes next is told
/// at once; and what came while this mail was made is told with it.
async fn give_up(app: &App, work: &SendLetter, mail: &QueuedMail) -> Result<()> {
    if let (Occasion::Desk {}, Some(recipient)) = (&work.occasion, mail.account) {
        let mut tx = app.store.begin().await?;
        // Whoever brings something waits for this before they count it.
        forget(&mut tx, &desk_key(work.community, recipient)).await?;
        if let Some(letter) = waits(&mut tx, app, work.community, mail.account).await? {
            drop(tx);
            return send(app, mail, &letter).await;
        }
        tx.commit().await?;
    }
    let why = "the community is gone, or nothing waits there for them any more";
    drop_mail(app, mail, why).await
}

async fn decided(
    conn: &mut Conn,
    app: &App,
    community: CommunityId,
    approved: bool,
    why: &Why,
) -> Result<Option<Letter>> {
    let place = place_by_id(conn, community).await?;
    let letter = |place: Place| {
        let url = app.local.url(&format!("{}/join", place.path));
        letters::decided(&place, approved, why, url)
    };
    Ok(place.map(letter))
}

/// None for who has answered, or does not apply any more.
async fn asked(
    conn: &mut Conn,
    app: &App,
    community: CommunityId,
    recipient: Option<AccountId>,
    question: &Why,
) -> Result<Option<Letter>> {
    let Some(recipient) = recipient else {
        return Ok(None);
    };
    let membership = membership_of(conn, community, recipient).await?;
    if membership.is_none_or(|own| own.state != MembershipState::MoreAsked) {
        return Ok(None);
    }
    let place = place_by_id(conn, community).await?;
    let letter = |place: Place| {
        let url = app.local.url(&format!("{}/join", place.path));
        letters::asked(&place, question, url)
    };
    Ok(place.map(letter))
}

/// None for who may not see the desk any more, and where others have cleared it.
async fn waits(
    conn: &mut Conn,
    app: &App,
    community: CommunityId,
    recipient: Option<AccountId>,
) -> Result<Option<Letter>> {
    let Some(recipient) = recipient else {
        return Ok(None);
    };
    let community = find_community(conn, community).await?;
    let person = find_person(conn, recipient).await?;
    let standing = standing(conn, &person, &community, app.now()).await?;
    let waiting = waiting_in_words(backlog(conn, community.id()).await?);
    let sees = community.is_live() && policy::may_see_desk(&standing).is_ok();
    if !sees || waiting.is_empty() {
        return Ok(None);
    }
    let url = app.local.url(&format!("{}/desk", community.path()));
    Ok(Some(letters::waits(&place(&community), &waiting, url)))
}

/// A community here, as mails speak of it that are being made just now.
pub(super) fn place(community: &Community) -> Place {
    Place {
        title: community.title().to_owned(),
        path: community.path(),
        is_public: community.is_open_to_read(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Languages, in_locale};

    #[test]
    fn what_waits_is_counted_in_words() {
        let said = |applications, held| waiting_in_words(Backlog { applications, held });
        assert_eq!(said(0, 0), "");
        assert_eq!(said(1, 0), "1 application");
        assert_eq!(said(0, 3), "3 held posts");
        assert_eq!(said(2, 1), "2 applications and 1 held post");
        assert_eq!(said(COUNTED_MAX, 0), "500 or more applications");
        let german = Languages::default().of("de");
        let both = in_locale(german, || said(2, 1));
        assert_eq!(both, "2 Bewerbungen und 1 zurückgehaltener Text");
    }
}
