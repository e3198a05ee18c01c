//! Appealing and deciding about appeals; talking with those who look after a community, and for them.

mod appeals;
mod letters;
mod talks;

pub use appeals::{
    appeal, decide, find_appeal, may_see, others_decide, sanction, sanction_behind, sanction_of,
};
pub use letters::{letter_answered, note_sent, offer_link};
pub use talks::{Answering, note_message, own_talk, talk_for_team, work_on, write_to_team};

use super::model::WORDS_MAX;
use crate::accounts::queries::logins::list_admins;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, Result};
use crate::ids::{AccountId, ActorId};
use crate::membership::queries::acting::list_acting_moderators;
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::store::Tx;

/// What somebody typed, which may be several lines.
fn check_words(field: &'static str, typed: &str) -> Result<String> {
    let words = typed.replace("\r\n", "\n").replace(['\r', '\0'], "");
    let words = words.trim().to_owned();
    if words.is_empty() {
        return Err(Error::invalid(field, t!("team-words-missing")));
    }
    if words.chars().count() > WORDS_MAX {
        let long = t!("team-words-long", most = WORDS_MAX);
        return Err(Error::invalid(field, long));
    }
    Ok(words)
}

/// Those who sign in here and look after the community, or where nobody does the administrators; not whoever it
/// comes from.
async fn tell_team(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    (from, by): (AccountId, ActorId),
    kind: NoticeKind,
    cause: &str,
) -> Result<()> {
    let acting = list_acting_moderators(tx, community, app.now()).await?;
    let mut team: Vec<AccountId> = acting.iter().map(|(person, _)| person.id()).collect();
    if team.is_empty() {
        team = list_admins(tx).await?;
    }
    team.retain(|who| *who != from);
    for recipient in team {
        let notice = NewNotice {
            recipient,
            kind,
            cause,
            by: Some(by),
            community: Some(community.id()),
            post: None,
            comment: None,
        };
        notify(tx, app, &notice).await?;
    }
    Ok(())
}
