//! How people of other servers come to appeal who were told of an act by a message: they answer it, or take the link
//! in it. The message itself is another feature's.

use crate::accounts::tokens::Token;
use crate::app::App;
use crate::error::Result;
use crate::ids::AccountId;
use crate::moderation::model::{Action, ActionId};
use crate::store::{Conn, Tx};
use crate::team::model::AppealLetter;
use crate::team::policy::{is_sanction, still_holds};
use crate::team::queries;

/// The address of the page on which somebody of another server appeals, that stands in the message which tells them
/// of the act. Only its hash is kept. None for what nobody appeals against, or where there was an appeal.
pub async fn offer_link(
    tx: &mut Tx,
    app: &App,
    act: &Action,
    to: AccountId,
) -> Result<Option<String>> {
    let now = app.now();
    if !is_sanction(act.verb) || !still_holds(act, now) {
        return Ok(None);
    }
    if queries::appeal_of(tx, act.id).await?.is_some() {
        return Ok(None);
    }
    let link = Token::mint(app);
    let letter = AppealLetter {
        action_id: act.id,
        account_id: to,
        token_hash: link.hash(),
        message_id: None,
        sent_at: now,
    };
    queries::upsert_letter(tx, &letter).await?;
    let path = format!("/appeal/link/{}", link.as_str());
    Ok(Some(app.local.url(&path)))
}

/// Remembers as which message it was sent, so that an answer to that is known for an appeal.
pub async fn note_sent(tx: &mut Tx, act: ActionId, message: &str) -> Result<()> {
    queries::update_letter_message(tx, act, message).await?;
    Ok(())
}

/// The act of which this message told somebody.
pub async fn letter_answered(
    conn: &mut Conn,
    who: AccountId,
    message: &str,
) -> Result<Option<ActionId>> {
    let letter = queries::letter_by_message(conn, who, message).await?;
    Ok(letter.map(|letter| letter.action_id))
}
