//! Talking with those who look after a community, and for them.

use super::{check_words, tell_team};
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::{Key, begin_write, is_within};
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, Reason, Result};
use crate::ids::AccountId;
use crate::jobs::{Plan, enqueue_with};
use crate::membership::queries::standing;
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::store::{Conn, Tx};
use crate::team::jobs::SendTeamAnswer;
use crate::team::model::{Line, LineId, NewLine, Talk, TalkId};
use crate::team::policy;
use crate::team::queries;
use chrono::TimeDelta;

const DAY: TimeDelta = TimeDelta::days(1);
/// What one person says in a day to all teams here, and what is taken of one other server.
const PERSON_MAX: i32 = 20;
const HOST_MAX: i32 = 200;

/// Says something to those who look after a community. `message`: as which message of another server it came.
/// Errors: `Invalid` for `body`.
pub async fn write_to_team(
    app: &App,
    who: &Person,
    community: &Community,
    body: &str,
    message: Option<&str>,
) -> Result<Line> {
    let body = check_words("body", body)?;
    let now = app.now();
    let mut tx = match who.actor.local {
        true => begin_write(app, who.id()).await?,
        false => app.store.begin().await?,
    };
    let standing = standing(&mut tx, who, community, now).await?;
    policy::may_write(&standing, community.is_local() && community.is_live())?;
    let host = Key::text("team", &who.actor.host);
    let fits = is_within(
        &mut tx,
        &Key::account("team", who.id()),
        PERSON_MAX,
        DAY,
        now,
    )
    .await?
        && (who.actor.local || is_within(&mut tx, &host, HOST_MAX, DAY, now).await?);
    if !fits {
        return Err(Reason::TalkFull.into());
    }
    let talk = queries::lock_talk_of(&mut tx, community.id(), who.id(), now).await?;
    let line = NewLine {
        talk_id: talk.id,
        by_id: who.id(),
        from_team: false,
        body,
        message_id: message.map(str::to_owned),
        created_at: now,
    };
    let line = queries::add_line(&mut tx, &line, true).await?;
    let cause = format!("team {}", line.id);
    let from = (who.id(), who.actor.id);
    tell_team(
        &mut tx,
        app,
        community,
        from,
        NoticeKind::TeamMessage,
        &cause,
    )
    .await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(line)
}

/// What somebody has said to a team and was answered, if there is anything.
pub async fn own_talk(
    conn: &mut Conn,
    who: AccountId,
    community: &Community,
) -> Result<Option<Talk>> {
    Ok(queries::talk_of(conn, community.id(), who).await?)
}

/// A conversation of a community for one who looks after it; but for one's own.
pub async fn talk_for_team(
    conn: &mut Conn,
    app: &App,
    who: &Person,
    community: &Community,
    id: TalkId,
) -> Result<Talk> {
    super::may_see(conn, app, who, community).await?;
    let missing = || Error::NotFound("conversation");
    let talk = queries::talk_by_id(conn, id).await?;
    let talk = talk.filter(|talk| talk.community_id == community.id());
    let talk = talk.ok_or_else(missing)?;
    let standing = standing(conn, who, community, app.now()).await?;
    match policy::may_talk_for(&standing, talk.account_id) {
        Ok(()) => Ok(talk),
        Err(Reason::Oneself) => Err(missing()),
        Err(reason) => Err(reason.into()),
    }
}

/// What somebody of the team does with a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answering {
    Answer(String),
    /// Looks at it from now on.
    Take,
    /// Leaves it to the others.
    Leave,
    Close,
    Reopen,
}

/// Errors: `Invalid` for `body`.
pub async fn work_on(
    app: &App,
    by: &Person,
    community: &Community,
    id: TalkId,
    step: &Answering,
) -> Result<()> {
    let mut tx = begin_write(app, by.id()).await?;
    let talk = talk_for_team(&mut tx, app, by, community, id).await?;
    let now = app.now();
    match step {
        Answering::Answer(body) => {
            let body = check_words("body", body)?;
            answer(&mut tx, app, by, community, (&talk, body)).await?;
        }
        Answering::Take => queries::update_assigned(&mut tx, id, Some(by.id())).await?,
        Answering::Leave => queries::update_assigned(&mut tx, id, None).await?,
        Answering::Close => queries::update_closed(&mut tx, id, Some(now)).await?,
        Answering::Reopen => queries::update_closed(&mut tx, id, None).await?,
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// The person is told that the community answered: here by a notice, elsewhere by a message.
async fn answer(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    community: &Community,
    (talk, body): (&Talk, String),
) -> Result<()> {
    let line = NewLine {
        talk_id: talk.id,
        by_id: by.id(),
        from_team: true,
        body,
        message_id: None,
        created_at: app.now(),
    };
    let line = queries::add_line(tx, &line, false).await?;
    if talk.assigned_to.is_none() {
        queries::update_assigned(tx, talk.id, Some(by.id())).await?;
    }
    let to = find_person(tx, talk.account_id).await?;
    if !to.actor.local {
        let job = SendTeamAnswer { line: line.id };
        let plan = Plan {
            unique_key: Some(format!("team answer {}", line.id)),
            ..Plan::default()
        };
        return enqueue_with(tx, app, &job, plan).await;
    }
    let cause = format!("team answer {}", line.id);
    let notice = NewNotice {
        recipient: to.id(),
        kind: NoticeKind::TeamAnswered,
        cause: &cause,
        by: None,
        community: Some(community.id()),
        post: None,
        comment: None,
    };
    notify(tx, app, &notice).await?;
    Ok(())
}

/// As which message an answer went to another server, so that an answer to it is known for one to the team.
pub async fn note_message(tx: &mut Tx, line: LineId, message: &str) -> Result<()> {
    queries::update_message_id(tx, line, message).await?;
    Ok(())
}
