//! Asking people of other servers, who have no page here, to join or to agree. What is said to them is a
//! message, which is another feature's: here it is decided whom to ask for what, and a job is left.

use super::joining::{JoinForm, Joined, candidate, join};
use super::rules::agree;
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::accounts::tokens::Token;
use crate::activitypub::peers::meet;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Reason, Result};
use crate::jobs::{Plan, enqueue_with};
use crate::membership::jobs::AskByMessage;
use crate::membership::model::{Accord, Channel, MembershipState};
use crate::membership::policy::{self, Entrance};
use crate::membership::queries::letters::{
    Letter, Purpose, letter_by_token, lock_letter, upsert_letter,
};
use crate::membership::queries::settings::settings_of;
use crate::membership::queries::standing;
use crate::store::{Conn, Json, Time, Tx};
use chrono::TimeDelta;

/// What there is none of where a link leads nowhere.
const GONE: &str = "link: it was used, or a later message has another one";

/// Until then what their server runs has been read, if it was not known.
const AFTER: TimeDelta = TimeDelta::minutes(1);

/// What can be asked of somebody in a community now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// They may become a member.
    Join(Entrance),
    /// A member who is asked to agree to changed rules.
    Agree,
    /// The conveners asked them something.
    More,
    /// The conveners decide about them.
    Waits,
    /// Nothing: they are a member.
    Member,
    /// They may not join, or not before a time.
    Barred(Reason, Option<Time>),
}

impl Call {
    /// What a letter would be about.
    pub fn purpose(self) -> Option<Purpose> {
        match self {
            Self::Join(_) => Some(Purpose::Join),
            Self::Agree => Some(Purpose::Agree),
            _ => None,
        }
    }
}

pub async fn call_for(
    conn: &mut Conn,
    app: &App,
    community: &Community,
    person: &Person,
) -> Result<Call> {
    let now = app.now();
    let standing = standing(conn, person, community, now).await?;
    let settings = settings_of(conn, community.id()).await?;
    let candidate = candidate(conn, app, community, person, settings.reapply_days).await?;
    let domains = &settings.email_domains.0;
    let judged = policy::may_join(&standing, community, &candidate, domains, now);
    Ok(match judged {
        Ok(entrance) => Call::Join(entrance),
        Err(Reason::MemberAlready) if standing.accord == Accord::Given => Call::Member,
        Err(Reason::MemberAlready) => Call::Agree,
        Err(Reason::AppliedAlready) if candidate.state == Some(MembershipState::MoreAsked) => {
            Call::More
        }
        Err(Reason::AppliedAlready) => Call::Waits,
        Err(reason) => Call::Barred(reason, candidate.pause_until),
    })
}

/// Something of theirs waits: they are told once how to go on. While an answer to that is waited for,
/// nothing more is said, whatever else they write; changed rules are another question.
pub(super) async fn ask_about(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
    purpose: Purpose,
    about: &str,
) -> Result<()> {
    if person.actor.local || person.account.bot || !community.is_local() {
        return Ok(());
    }
    let now = app.now();
    let before = lock_letter(tx, community.id(), person.id()).await?;
    let asked = before.as_ref().is_some_and(|letter| {
        let version = community.row.rules_version;
        let same =
            letter.purpose == purpose && (letter.rules_version == version || letter.sent == 0);
        letter.is_open(now) && same
    });
    if asked {
        // One that has not gone out, since there was nowhere to send it, would wait for nothing.
        return match before.is_some_and(|letter| letter.sent == 0) && purpose == Purpose::Agree {
            true => post_letter(tx, app, community, person, Some(now.plus(AFTER))).await,
            false => Ok(()),
        };
    }
    let letter = Letter {
        about: about.to_owned(),
        message_ids: before.map_or_else(|| Json(Vec::new()), |letter| letter.message_ids),
        ..Letter::new(community.id(), person.id(), purpose, now)
    };
    upsert_letter(tx, &letter).await?;
    post_letter(tx, app, community, person, Some(now.plus(AFTER))).await
}

/// They asked by themselves: the letter goes out at once, and again if it went out before. Its old link
/// works no more, so one that went out just now is not sent again.
pub async fn ask_anew(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
    purpose: Purpose,
) -> Result<()> {
    let now = app.now();
    let before = lock_letter(tx, community.id(), person.id()).await?;
    let version = community.row.rules_version;
    if before
        .as_ref()
        .is_some_and(|letter| letter.is_on_its_way(purpose, version, now))
    {
        return Ok(());
    }
    let letter = match before {
        // Its thirty days begin again, as it says of itself.
        Some(letter) if letter.is_open(now) && letter.purpose == purpose => Letter {
            asked_at: now,
            ..letter
        },
        before => Letter {
            message_ids: before.map_or_else(|| Json(Vec::new()), |letter| letter.message_ids),
            ..Letter::new(community.id(), person.id(), purpose, now)
        },
    };
    upsert_letter(tx, &letter).await?;
    post_letter(tx, app, community, person, None).await
}

async fn post_letter(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
    at: Option<Time>,
) -> Result<()> {
    meet(tx, app, &person.actor.host).await?;
    let job = AskByMessage {
        community: community.id(),
        account: person.id(),
        reminder: false,
    };
    let urgency = if at.is_some() { "about" } else { "anew" };
    let plan = Plan {
        at,
        unique_key: Some(format!("ask {urgency} {} {}", job.community, job.account)),
        lane: None,
    };
    enqueue_with(tx, app, &job, plan).await
}

/// Whom a link was sent to, and what it asks them.
#[derive(Debug, Clone)]
pub struct Addressee {
    pub person: Person,
    pub community: Community,
    pub letter: Letter,
    pub call: Call,
}

/// Whoever holds the link is whom it was sent to: nobody else has it. `NotFound` for links that were
/// used, are too old, or whose question is settled.
pub async fn addressee(app: &App, link: &Token) -> Result<Addressee> {
    let gone = || Error::NotFound(GONE);
    let mut conn = app.store.read().await?;
    let letter = letter_by_token(&mut conn, &link.hash()).await?;
    let letter = letter.filter(|letter| letter.is_open(app.now()));
    let to = owner(&mut conn, app, letter.ok_or_else(gone)?).await?;
    match to.call.purpose() == Some(to.letter.purpose) {
        true => Ok(to),
        false => Err(gone()),
    }
}

/// The same for a link that was used, or whose question was settled on another way: for telling its owner
/// how they stand. Nothing can be done with it.
pub async fn former_addressee(app: &App, link: &Token) -> Result<Addressee> {
    let gone = || Error::NotFound(GONE);
    let mut conn = app.store.read().await?;
    let letter = letter_by_token(&mut conn, &link.hash()).await?;
    let letter = letter.filter(|letter| letter.tells(app.now()));
    owner(&mut conn, app, letter.ok_or_else(gone)?).await
}

async fn owner(conn: &mut Conn, app: &App, letter: Letter) -> Result<Addressee> {
    let person = find_person(conn, letter.account_id).await?;
    let community = find_community(conn, letter.community_id).await?;
    if !community.is_live() || !person.is_live() {
        return Err(Error::NotFound(GONE));
    }
    let call = call_for(conn, app, &community, &person).await?;
    Ok(Addressee {
        person,
        community,
        letter,
        call,
    })
}

/// What somebody answered on the page behind their link. None: they agreed to changed rules.
pub async fn answer_link(app: &App, to: &Addressee, form: &JoinForm) -> Result<Option<Joined>> {
    let channel = Channel::Link;
    match to.letter.purpose {
        Purpose::Join => join(app, &to.person, &to.community, form, channel)
            .await
            .map(Some),
        Purpose::Agree => {
            agree(app, &to.person, &to.community, form.agreed, channel).await?;
            Ok(None)
        }
    }
}
