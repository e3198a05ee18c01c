//! Taking back one act with all that it did.

use super::desk::{BanOrder, moderate_in, sentence_in};
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::error::{Error, Result};
use crate::moderation::model::{Action, Target, fold};
use crate::moderation::queries::acts_about;
use crate::store::Tx;

/// Takes an act back as those who look after its community do otherwise: what it took away comes back, here and
/// elsewhere. One that does not hold any more, or in whose place there is another, stays as it is; says whether it
/// was taken back. In a transaction that does more: call `app.wake_workers()` after the commit.
pub async fn reverse(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    act: &Action,
    reason: &str,
) -> Result<bool> {
    let place = act.community_id.ok_or(Error::NotFound("community"))?;
    let target = target_of(act).ok_or(Error::NotFound("act"))?;
    let acts = acts_about(tx, target, Some(place), act.verb).await?;
    let holds = fold(&acts).standing.map(|standing| standing.id);
    if holds != Some(act.id) {
        return Ok(false);
    }
    let [_, lift] = act.verb.pair();
    match target {
        Target::Account(id) => {
            let person = find_person(tx, id).await?;
            let order = BanOrder {
                reason: reason.to_owned(),
                ..BanOrder::default()
            };
            Box::pin(sentence_in(
                tx,
                app,
                by,
                place,
                &person,
                lift,
                (&order, None),
            ))
            .await?;
        }
        Target::Post(_) | Target::Comment(_) => {
            let reason = reason.to_owned();
            Box::pin(moderate_in(tx, app, by, target, lift, reason, false)).await?;
        }
    }
    Ok(true)
}

fn target_of(act: &Action) -> Option<Target> {
    let reply = act.comment_id.map(Target::Comment);
    let thread = act.post_id.map(Target::Post);
    reply.or(thread).or(act.account_id.map(Target::Account))
}
