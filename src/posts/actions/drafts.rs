//! Keeping what somebody began to write, for themselves alone, until they post it or throw it away.

use crate::accounts::model::Person;
use crate::accounts::rate_limits::{Key, check_and_count};
use crate::activitypub::retention::DRAFT_DAYS;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::media::actions::{keep_for_draft, let_go_of_draft};
use crate::posts::model::{BODY_MAX, DraftPlace, DraftWords};
use crate::posts::queries::drafts::{
    delete_draft_by_id, delete_draft_for, find_draft, upsert_draft,
};
use crate::store::Tx;
use chrono::TimeDelta;

/// So often somebody may keep something in an hour: a script does it by itself while they type.
const AN_HOUR: u32 = 1_200;
/// Characters of everything but the text together.
const REST_MAX: usize = 5_000;

/// Keeps what was typed into a form. Where nothing was, what was kept for it goes.
pub async fn save_draft(
    app: &App,
    who: &Person,
    place: &DraftPlace,
    words: &DraftWords,
) -> Result<()> {
    check(words)?;
    let key = Key::account("draft", who.id());
    check_and_count(app, &key, AN_HOUR, TimeDelta::hours(1)).await?;
    let (by, now) = (who.id(), app.now());
    let mut tx = app.store.begin().await?;
    if let Some(before) = find_draft(&mut tx, by, place).await? {
        let_go_of_draft(&mut tx, by, &before.words.0.body, now).await?;
    }
    if words.is_empty() {
        delete_draft_for(&mut tx, by, place).await?;
    } else {
        let until = now.plus(TimeDelta::days(DRAFT_DAYS.into()));
        keep_for_draft(&mut tx, by, &words.body, until).await?;
        upsert_draft(&mut tx, by, place, words, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// What was kept for a form is posted. Pictures in it that no text shows wait no longer than others.
pub(super) async fn end_draft(
    tx: &mut Tx,
    app: &App,
    by: AccountId,
    place: &DraftPlace,
) -> Result<()> {
    let Some(kept) = find_draft(tx, by, place).await? else {
        return Ok(());
    };
    let_go_of_draft(tx, by, &kept.words.0.body, app.now()).await?;
    delete_draft_for(tx, by, place).await?;
    Ok(())
}

/// Throws one away. `NotFound` where this person has no such draft.
pub async fn delete_draft(app: &App, who: &Person, id: i64) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let gone = delete_draft_by_id(&mut tx, who.id(), id).await?;
    let gone = gone.ok_or(Error::NotFound("draft"))?;
    let_go_of_draft(&mut tx, who.id(), &gone.words.0.body, app.now()).await?;
    tx.commit().await?;
    Ok(())
}

fn check(words: &DraftWords) -> Result<()> {
    if words.body.chars().count() > BODY_MAX {
        let message = t!("posts-wrong-long", most = BODY_MAX);
        return Err(Error::invalid("body", message));
    }
    let rest = [
        &words.title,
        &words.url,
        &words.tags,
        &words.language,
        &words.reply_kind,
        &words.based_on,
    ];
    let rest: usize = rest.iter().map(|text| text.chars().count()).sum();
    if rest > REST_MAX {
        return Err(Error::invalid("title", t!("posts-wrong-draft-long")));
    }
    Ok(())
}
