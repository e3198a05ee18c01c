//! Appointments by people here, in the log beside those by others. Who may appoint `membership` decides, and has
//! done it when it is noted here.

use super::settle::note_lifted;
use crate::app::App;
use crate::error::Result;
use crate::membership::jobs::NoteOffice;
use crate::moderation::model::{NewAction, Rank, Target, Verb, fold};
use crate::moderation::queries::{acts_about, save_action};

/// Keeps the act, once. It has the rank of every appointment, so that conveners lift each other's.
pub async fn note_office(app: &App, what: &NoteOffice) -> Result<()> {
    let verb = match what.appointed {
        true => Verb::Appoint,
        false => Verb::Dismiss,
    };
    let act = NewAction {
        ap_id: what.act.clone(),
        actor_id: what.by,
        community_id: Some(what.community),
        verb,
        post_id: None,
        comment_id: None,
        account_id: Some(what.person),
        rank: Rank::Convener.number(),
        reason: String::new(),
        accepted: true,
        acted_at: what.at,
        until: None,
        created_at: app.now(),
    };
    let mut tx = app.store.begin().await?;
    save_action(&mut tx, &act).await?;
    let target = Target::Account(what.person);
    let acts = acts_about(&mut tx, target, act.community_id, verb).await?;
    note_lifted(&mut tx, &fold(&acts)).await?;
    tx.commit().await?;
    Ok(())
}
