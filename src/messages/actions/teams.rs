//! What people of other servers say to those who look after a community here, and are told by them: appeals against
//! acts of moderation, and conversations. The words belong to `team`.

use super::super::policy::may_hear;
use super::super::words;
use super::hearing::note_heard;
use super::letters::{language_of, may_be_sent, post_word, reply_to};
use crate::accounts::actions::desk;
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::{find_community, list_in_order};
use crate::error::{Error, Result};
use crate::ids::CommunityId;
use crate::locale;
use crate::membership::queries::banning::ban_from;
use crate::moderation::model::{Action, ActionId};
use crate::posts::arrived::Arrived;
use crate::team::actions::{appeal, letter_answered, note_message, write_to_team};
use crate::team::jobs::{SendTeamAnswer, TellAppellant};
use crate::team::model::Ruling;
use crate::team::policy::still_holds;
use crate::team::queries;

/// Words of teams to one person in a day, from all communities here, and to one server.
const WORDS_TO_PERSON: i32 = 30;
const WORDS_TO_HOST: i32 = 300;

/// Takes what answers a message by which somebody was told of an act, or an answer of a team. False when it is neither.
pub(super) async fn hear_answer(
    app: &App,
    desk: &Person,
    who: &Person,
    (arrived, said): (&Arrived, &str),
) -> Result<bool> {
    let Some(message) = &arrived.in_reply_to else {
        return Ok(false);
    };
    let mut conn = app.store.read().await?;
    if let Some(act) = letter_answered(&mut conn, who.id(), message).await? {
        drop(conn);
        take_appeal(app, desk, who, act, (arrived, said)).await?;
        return Ok(true);
    }
    let Some(talk) = queries::talk_by_message(&mut conn, who.id(), message).await? else {
        return Ok(false);
    };
    let community = find_community(&mut conn, talk.community_id).await?;
    drop(conn);
    take_line(app, desk, who, &community, (arrived, said)).await?;
    Ok(true)
}

/// Whatever somebody writes to a community that they are banned from is about that. False when they are not.
pub(super) async fn hear_from_banned(
    app: &App,
    desk: &Person,
    who: &Person,
    community: &Community,
    (arrived, said): (&Arrived, &str),
) -> Result<bool> {
    let act = {
        let mut conn = app.store.read().await?;
        match ban_from(&mut conn, who.id(), community.id(), app.now()).await? {
            Some(_) => queries::standing_ban(&mut conn, who.id(), community.id()).await?,
            None => None,
        }
    };
    let Some(act) = act else { return Ok(false) };
    take_appeal(app, desk, who, act.id, (arrived, said)).await?;
    Ok(true)
}

/// Bans of one person that are looked at.
const BANS: i64 = 20;

/// Forums know of a ban by themselves and are sent no word that could be answered. Whoever is banned from one
/// community here, and writes to the desk what is about no other, means that.
pub(super) async fn hear_of_ban(
    app: &App,
    desk: &Person,
    who: &Person,
    (arrived, said): (&Arrived, &str),
) -> Result<bool> {
    let mut conn = app.store.read().await?;
    let now = app.now();
    let mut bans = queries::list_standing_bans(&mut conn, who.id(), BANS).await?;
    bans.retain(|act| still_holds(act, now));
    let places: Vec<CommunityId> = bans.iter().filter_map(|act| act.community_id).collect();
    let places = list_in_order(&mut conn, &places).await?;
    drop(conn);
    let here = |act: &&Action| {
        let place = places
            .iter()
            .find(|each| Some(each.id()) == act.community_id);
        place.is_some_and(|place| place.is_local() && place.is_live())
    };
    let meant: Vec<&Action> = bans.iter().filter(here).collect();
    let [act] = meant.as_slice() else {
        return Ok(false);
    };
    take_appeal(app, desk, who, act.id, (arrived, said)).await?;
    Ok(true)
}

async fn take_appeal(
    app: &App,
    desk: &Person,
    who: &Person,
    act: ActionId,
    (arrived, said): (&Arrived, &str),
) -> Result<()> {
    let community = {
        let mut conn = app.store.read().await?;
        let act = queries::find_act(&mut conn, act).await?;
        let place = act.and_then(|act| act.community_id);
        find_community(&mut conn, place.ok_or(Error::NotFound("act"))?).await?
    };
    let taken = Box::pin(appeal(app, who, act, said)).await;
    let body = locale::in_locale(language_of(app, &community), || match &taken {
        Ok(_) => Some(words::appeal_taken(&community)),
        Err(Error::Refused(reason)) => Some(words::not_taken(&community, &reason.to_string())),
        Err(Error::Invalid(wrong)) => {
            let why = wrong.first().map(|each| each.message.to_string());
            Some(words::not_taken(&community, &why.unwrap_or_default()))
        }
        Err(_) => None,
    });
    let Some(body) = body else {
        return taken.map(|_| ());
    };
    let about = Some(arrived.id.as_str());
    reply_to(app, desk, Some(&community), who, &body, about).await?;
    note_heard(app, arrived).await
}

/// Something more in a conversation. It is not confirmed: whoever talks knows that the team reads it.
async fn take_line(
    app: &App,
    desk: &Person,
    who: &Person,
    community: &Community,
    (arrived, said): (&Arrived, &str),
) -> Result<()> {
    let id = Some(arrived.id.as_str());
    let taken = write_to_team(app, who, community, said, id).await;
    match taken {
        Ok(_) => {}
        Err(Error::Refused(reason)) => {
            let body = locale::in_locale(language_of(app, community), || {
                words::not_taken(community, &reason.to_string())
            });
            reply_to(app, desk, Some(community), who, &body, id).await?;
        }
        Err(Error::Invalid(_)) => {}
        Err(error) => return Err(error),
    }
    note_heard(app, arrived).await
}

/// Tells somebody of another server what came of their appeal.
pub async fn tell_appellant(app: &App, work: &TellAppellant) -> Result<()> {
    let desk = desk(app).await?;
    let mut tx = app.store.begin().await?;
    let appeal = queries::appeal_by_id(&mut tx, work.appeal).await?;
    let Some(appeal) = appeal.filter(|appeal| !appeal.is_open()) else {
        return Ok(());
    };
    let to = find_person(&mut tx, appeal.account_id).await?;
    let community = find_community(&mut tx, appeal.community_id).await?;
    let limits = ("team word", WORDS_TO_PERSON, WORDS_TO_HOST);
    if !may_hear(&to) || !may_be_sent(&mut tx, app, &to, limits).await? {
        return Ok(());
    }
    let reversed = appeal.outcome == Some(Ruling::Reversed);
    let body = locale::in_locale(language_of(app, &community), || {
        words::appeal_decided(&community, reversed, &appeal.message)
    });
    let from = (&desk, Some(&community));
    post_word(&mut tx, app, from, &to, &body, None).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Sends somebody of another server what a team answered.
pub async fn send_team_answer(app: &App, work: &SendTeamAnswer) -> Result<()> {
    let desk = desk(app).await?;
    let mut tx = app.store.begin().await?;
    let line = queries::find_line(&mut tx, work.line).await?;
    let unsent = line.filter(|line| line.from_team && line.message_id.is_none());
    let Some(line) = unsent else {
        return Ok(());
    };
    let talk = queries::talk_by_id(&mut tx, line.talk_id).await?;
    let talk = talk.ok_or(Error::NotFound("conversation"))?;
    let to = find_person(&mut tx, talk.account_id).await?;
    let community = find_community(&mut tx, talk.community_id).await?;
    let limits = ("team word", WORDS_TO_PERSON, WORDS_TO_HOST);
    if !may_hear(&to) || !may_be_sent(&mut tx, app, &to, limits).await? {
        return Ok(());
    }
    let body = locale::in_locale(language_of(app, &community), || {
        words::team_answer(&community, &line.body)
    });
    let from = (&desk, Some(&community));
    if let Some(id) = post_word(&mut tx, app, from, &to, &body, None).await? {
        note_message(&mut tx, line.id, &id).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}
