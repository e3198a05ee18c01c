//! Telling people of other servers that what they wrote waits to be read, or is not shown and why.

use super::super::policy::may_hear;
use super::super::words;
use super::letters::{About, language_of, may_be_sent, post_word};
use crate::accounts::actions::desk;
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::communities::queries::find_community;
use crate::error::Result;
use crate::locale;
use crate::screening::jobs::TellOfHold;

/// Such words to one person in a day, from all communities here, and to one server.
const HOLDS_TO_PERSON: i32 = 6;
const HOLDS_TO_HOST: i32 = 200;

/// One message, in answer to what they wrote; what is over the limits is not said.
pub async fn say_hold(app: &App, work: &TellOfHold) -> Result<()> {
    let desk = desk(app).await?;
    let mut tx = app.store.begin().await?;
    let to = find_person(&mut tx, work.to).await?;
    let community = find_community(&mut tx, work.community).await?;
    if !may_hear(&to) || !community.is_live() {
        return Ok(());
    }
    let limits = ("hold", HOLDS_TO_PERSON, HOLDS_TO_HOST);
    if !may_be_sent(&mut tx, app, &to, limits).await? {
        return Ok(());
    }
    let body = locale::in_locale(language_of(app, &community), || {
        words::held(&community, &work.about, work.reason.as_deref())
    });
    let from = (&desk, Some(&community));
    let about = Some(About::Post(&work.about));
    post_word(&mut tx, app, from, &to, &body, about).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}
