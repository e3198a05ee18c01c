//! Accepting an answer, and taking that back.

use super::notices::tell_of_acceptance;
use super::scene::ThreadScene;
use super::threads::commit;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::begin_write;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::{CommentId, PostId};
use crate::posts::model::Comment;
use crate::posts::queries::{self, NewChoice, find_comment};
use crate::posts::{policy, publish};
use crate::store::{Time, Tx};

/// The asker or who looks after the community accepts an answer: in place of the one accepted before, unless
/// the community allows several.
pub async fn accept_answer(app: &App, who: &Person, post: PostId, answer: CommentId) -> Result<()> {
    let mut tx = begin_write(app, who.id()).await?;
    let (mut scene, standing) = ThreadScene::lock(&mut tx, app, who, post).await?;
    let comment = find_comment(&mut tx, &Viewer::System, answer)
        .await?
        .ok_or(Error::NotFound("answer"))?;
    let (community, now) = (&scene.community, app.now());
    policy::may_accept(&standing, community, &scene.post, &comment, now)?;
    if scene.accepted.contains(&comment.ap_id) {
        return Ok(());
    }
    let at = next_choice(&mut tx, app, post).await?;
    let choice = NewChoice {
        answer,
        accept: true,
        by: who.id(),
        at,
        ap_id: None,
    };
    if !queries::choose_answer(&mut tx, post, choice).await? {
        return Err(Error::Conflict("another answer was accepted meanwhile"));
    }
    scene.refresh(&mut tx).await?;
    let author = find_person(&mut tx, comment.author_id).await?;
    let thread = scene.thread();
    let chosen = Some((&comment, &author));
    publish::answer_chosen(&mut tx, app, who, &thread, chosen, None, at).await?;
    tell_of_acceptance(&mut tx, app, who, &thread, &comment).await?;
    commit(app, tx).await
}

/// No answer is accepted any more. Doing it twice is doing it once.
pub async fn unaccept_answer(app: &App, who: &Person, post: PostId) -> Result<()> {
    let_go(app, who, post, None).await
}

/// This answer is accepted no more; where others are, those stay.
pub async fn unaccept_one(app: &App, who: &Person, post: PostId, answer: CommentId) -> Result<()> {
    let_go(app, who, post, Some(answer)).await
}

async fn let_go(app: &App, who: &Person, post: PostId, only: Option<CommentId>) -> Result<()> {
    let mut tx = begin_write(app, who.id()).await?;
    let (mut scene, standing) = ThreadScene::lock(&mut tx, app, who, post).await?;
    policy::may_unaccept(&standing, &scene.community, &scene.post, app.now())?;
    let mut accepted = queries::list_shown_accepted(&mut tx, &scene.post).await?;
    accepted.retain(|each| only.is_none_or(|only| each.id == only));
    if accepted.is_empty() {
        return Ok(());
    }
    for was in &accepted {
        let at = withdraw(&mut tx, app, who, was).await?;
        scene.refresh(&mut tx).await?;
        publish::answer_chosen(&mut tx, app, who, &scene.thread(), None, Some(was), at).await?;
    }
    commit(app, tx).await
}

/// A question, or one of its answers, has come into sight again. What is accepted may have been chosen while
/// either was away, when nobody was told of it: whoever answered learns of it now, and everybody else from
/// the question's own document.
pub async fn tell_of_return(
    tx: &mut Tx,
    app: &App,
    post: PostId,
    answer: Option<CommentId>,
) -> Result<()> {
    match tell_answerer(tx, app, post, answer).await? {
        Some(scene) => publish::thread_edited(tx, app, &scene.thread()).await,
        None => Ok(()),
    }
}

/// The same where it was out of sight on this server alone, which is nobody else's business.
pub async fn tell_of_return_here(
    tx: &mut Tx,
    app: &App,
    post: PostId,
    answer: Option<CommentId>,
) -> Result<()> {
    tell_answerer(tx, app, post, answer).await?;
    Ok(())
}

/// The question that shows an accepted answer again, if that is what came back.
async fn tell_answerer(
    tx: &mut Tx,
    app: &App,
    post: PostId,
    answer: Option<CommentId>,
) -> Result<Option<ThreadScene>> {
    let post = queries::lock_post(tx, post).await?;
    if !post.is_visible() {
        return Ok(None);
    }
    let mut accepted = queries::list_shown_accepted(tx, &post).await?;
    accepted.retain(|each| answer.is_none_or(|back| each.id == back));
    if accepted.is_empty() {
        return Ok(None);
    }
    let scene = ThreadScene::load(tx, post).await?;
    let chosen = queries::list_accepted(tx, scene.post.id).await?;
    for comment in &accepted {
        let by = chosen.iter().find(|(id, ..)| *id == comment.id);
        let Some((_, by, _)) = by else { continue };
        let by = find_person(tx, *by).await?;
        tell_of_acceptance(tx, app, &by, &scene.thread(), comment).await?;
    }
    Ok(Some(scene))
}

/// When a choice made now is said to be made: after the one before it.
async fn next_choice(tx: &mut Tx, app: &App, post: PostId) -> Result<Time> {
    let last = queries::last_choice_at(tx, post).await?;
    Ok(app.now().following(last))
}

/// This answer is accepted no more; says since when.
pub(super) async fn withdraw(
    tx: &mut Tx,
    app: &App,
    who: &Person,
    answer: &Comment,
) -> Result<Time> {
    let at = next_choice(tx, app, answer.post_id).await?;
    let choice = NewChoice {
        answer: answer.id,
        accept: false,
        by: who.id(),
        at,
        ap_id: None,
    };
    queries::choose_answer(tx, answer.post_id, choice).await?;
    Ok(at)
}
