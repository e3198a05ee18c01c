//! Being asked about questions that wait, for members of other servers: their yes and no, which they write to a
//! community or to the desk, and the messages that ask them.

use super::super::policy::may_hear;
use super::super::words;
use super::letters::{language_of, may_be_sent, post_word, reply_to};
use crate::accounts::actions::desk;
use crate::accounts::model::Person;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, Result};
use crate::locale;
use crate::membership::model::Channel;
use crate::messages::reading::HelpWish;
use crate::routing::actions::{HelpForm, question_for, say_no, say_no_everywhere, say_yes};
use crate::routing::jobs::TellHelper;

/// Questions to one person in a day, from all communities here, and to one server.
const CALLS_TO_PERSON: i32 = 5;
const CALLS_TO_HOST: i32 = 100;

/// Asks somebody, if the question still waits. What is over the limits is not said at all: it would be late.
pub async fn tell_helper(app: &App, work: &TellHelper) -> Result<()> {
    let Some((to, community, post)) = question_for(app, work).await? else {
        return Ok(());
    };
    let desk = desk(app).await?;
    let mut tx = app.store.begin().await?;
    let limits = ("helper", CALLS_TO_PERSON, CALLS_TO_HOST);
    if !may_hear(&to) || !may_be_sent(&mut tx, app, &to, limits).await? {
        return Ok(());
    }
    let body = locale::in_locale(language_of(app, &community), || {
        words::waiting_question(&community, &post.title, &post.ap_id)
    });
    let from = (&desk, Some(&community));
    post_word(&mut tx, app, from, &to, &body, None).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Does what somebody of another server wants about being asked in this community, and says so. Whoever calls
/// speaks the language of the community.
pub(super) async fn take_wish(
    app: &App,
    desk: &Person,
    (who, community): (&Person, &Community),
    wish: &HelpWish,
    about: &str,
) -> Result<()> {
    let body = match wish {
        HelpWish::No => {
            say_no(app, who, community.id()).await?;
            words::asked_no_more(community)
        }
        HelpWish::Yes { tags, per_week } => {
            let form = HelpForm {
                tags: tags.clone(),
                per_week: per_week.clone(),
            };
            match say_yes(app, who, community, &form, Channel::Reply).await {
                Ok(consent) => words::asked_from_now(community, &consent.tags.0, consent.per_week),
                Err(Error::Refused(reason)) => words::help_refused(community, reason),
                Err(Error::Invalid(wrong)) => {
                    let lines: Vec<String> = wrong
                        .iter()
                        .map(|error| error.message.to_string())
                        .collect();
                    words::help_not_understood(community, &lines)
                }
                Err(other) => return Err(other),
            }
        }
    };
    reply_to(app, desk, Some(community), who, &body, Some(about)).await
}

/// Does the same for somebody who wants to be left alone and names no community.
pub(super) async fn take_no_everywhere(
    app: &App,
    desk: &Person,
    who: &Person,
    about: &str,
) -> Result<()> {
    say_no_everywhere(app, who).await?;
    let body = locale::in_locale(app.languages.default_locale(), words::asked_nowhere);
    reply_to(app, desk, None, who, &body, Some(about)).await
}
