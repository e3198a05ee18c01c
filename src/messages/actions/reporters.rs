//! Telling people of other servers what came of what they reported in a community here: no server says such a thing
//! for itself, and what those in charge want to have said nobody else knows.

use super::super::policy::may_hear;
use super::super::words;
use super::letters::{language_of, may_be_sent, post_word};
use crate::accounts::actions::desk;
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::communities::queries::find_community;
use crate::error::Result;
use crate::locale;
use crate::moderation::jobs::TellReporter;
use crate::moderation::model::CaseOutcome;
use crate::moderation::queries::find_case;

/// Words about reports to one person in a day, from all communities here, and to one server.
const WORDS_TO_PERSON: i32 = 10;
const WORDS_TO_HOST: i32 = 200;

/// Tells them, if it is still so.
pub async fn tell_reporter(app: &App, work: &TellReporter) -> Result<()> {
    let desk = desk(app).await?;
    let mut tx = app.store.begin().await?;
    let case = find_case(&mut tx, work.case).await?;
    let case = case.filter(|case| !case.is_open() && !case.message.is_empty());
    let Some((case, place)) = case.and_then(|case| case.community_id.map(|id| (case, id))) else {
        return Ok(());
    };
    let to = find_person(&mut tx, work.to).await?;
    let community = find_community(&mut tx, place).await?;
    let limits = ("reporter", WORDS_TO_PERSON, WORDS_TO_HOST);
    if !may_hear(&to) || !may_be_sent(&mut tx, app, &to, limits).await? {
        return Ok(());
    }
    let acted = case.outcome == Some(CaseOutcome::Acted);
    let body = locale::in_locale(language_of(app, &community), || {
        words::report_settled(&community, acted, &case.message)
    });
    let from = (&desk, Some(&community));
    post_word(&mut tx, app, from, &to, &body, None).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}
