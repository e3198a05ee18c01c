//! An answer is accepted, or no more, by somebody of another server (protocol.md §3.6).

use super::things::{Thing, find_thing, owned_by};
use super::{Source, judged_standing};
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::Result;
use crate::posts::actions::tell_of_acceptance;
use crate::posts::publish::Thread;
use crate::posts::{policy, queries};
use crate::store::Time;

/// `announcer` is the group that passed it on: its word about its own questions counts, since who
/// moderates there is its business.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    pub answer: &'a str,
    pub accept: bool,
    pub at: Time,
    pub announcer: Option<&'a Community>,
}

pub async fn choose_answer(
    app: &App,
    by: &Person,
    choice: Choice<'_>,
    source: Source<'_>,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let Some(Thing {
        post,
        reply: Some(answer),
    }) = find_thing(&mut tx, choice.answer).await?
    else {
        return Ok(());
    };
    let community = find_community(&mut tx, post.community_id).await?;
    owned_by(choice.announcer, &community)?;
    let standing = judged_standing(&mut tx, app, by, &community).await?;
    let on_groups_word = choice.announcer.is_some() && !community.is_local();
    match (on_groups_word, choice.accept) {
        (true, _) => {}
        (false, true) => policy::may_accept(&standing, &community, &post, &answer)?,
        (false, false) => policy::may_unaccept(&standing, &community, &post)?,
    }
    if !choice.accept && post.accepted_comment_id != Some(answer.id) {
        return Ok(());
    }
    let chosen = choice.accept.then_some(answer.id);
    let id = Some(source.activity_id);
    if !queries::choose_answer(&mut tx, post.id, chosen, by.id(), choice.at, id).await? {
        return Ok(());
    }
    if choice.accept {
        let author = find_person(&mut tx, post.author_id).await?;
        let thread = Thread {
            community: &community,
            author: &author,
            post: &post,
            accepted: None,
        };
        tell_of_acceptance(&mut tx, app, by, &thread, &answer).await?;
    }
    source
        .pass_on(&mut tx, app, &community, &post.ap_id, None)
        .await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}
