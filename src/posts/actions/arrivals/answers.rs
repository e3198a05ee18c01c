//! An answer is accepted, or no more, by somebody of another server (protocol.md §3.6).

use super::things::{Thing, find_thing, owned_by};
use super::waiting::let_wait;
use super::{NewWaiting, Source, judged_standing};
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::activitypub::ids::host_of;
use crate::app::App;
use crate::communities::queries::find_community;
use crate::error::Result;
use crate::posts::actions::{ThreadScene, tell_of_acceptance};
use crate::posts::arrived::Arrived;
use crate::posts::model::{Comment, Post, ThreadKind};
use crate::posts::queries::{NewChoice, is_accepted};
use crate::posts::{policy, publish, queries};
use crate::store::{Time, Tx};
use chrono::TimeDelta;
use serde_json::json;

/// How long an acceptance waits for its answer.
const PATIENCE: TimeDelta = TimeDelta::hours(24);

/// Whether an answer is accepted or no more, and when that was said.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    pub accept: bool,
    pub at: Time,
}

/// The word of a group about its own questions counts, since who moderates there is its business.
pub async fn choose_answer(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    thing: Thing,
    choice: Choice,
    source: Source<'_>,
) -> Result<()> {
    let Thing {
        post,
        reply: Some(answer),
    } = thing
    else {
        return Ok(());
    };
    let community = find_community(tx, post.community_id).await?;
    owned_by(source.announcer, &community)?;
    let standing = judged_standing(tx, app, by, &community, source).await?;
    let (post, answer) = as_question(tx, post, answer).await?;
    let on_groups_word = source.announcer.is_some() && !community.is_local();
    if !on_groups_word {
        let said_at = choice.at.min(app.now());
        policy::may_send_choice(&standing, &community, &post, &answer, said_at)?;
    }
    let made = NewChoice {
        answer: answer.id,
        accept: choice.accept,
        by: by.id(),
        at: choice.at,
        ap_id: Some(source.activity_id),
    };
    if !queries::choose_answer(tx, post.id, made).await? {
        return Ok(());
    }
    let post = queries::lock_post(tx, post.id).await?;
    let scene = ThreadScene::load(tx, post).await?;
    if !scene.post.is_visible() || !answer.is_visible() {
        // It counts once both are there again.
        return Ok(());
    }
    if choice.accept && scene.accepted.contains(&answer.ap_id) {
        tell_of_acceptance(tx, app, by, &scene.thread(), &answer).await?;
    }
    // Where the asker is ours, only we can say so in the question's own document.
    let author = find_person(tx, answer.author_id).await?;
    let chosen = choice.accept.then_some((&answer, &author));
    publish::answer_chosen(
        tx,
        app,
        by,
        &scene.thread(),
        chosen,
        Some(&answer),
        choice.at,
    )
    .await?;
    source
        .pass_on(tx, app, &community, &scene.post.ap_id, None)
        .await
}

/// Software that knows no kinds of threads accepts answers all the same: then the thread is a
/// question, and what replies to it are answers.
async fn as_question(tx: &mut Tx, post: Post, answer: Comment) -> Result<(Post, Comment)> {
    if post.local || post.kind != ThreadKind::Discussion || answer.parent_id.is_some() {
        return Ok((post, answer));
    }
    let post = queries::make_question(tx, post.id).await?;
    let answer = queries::lock_comment(tx, answer.id).await?;
    Ok((post, answer))
}

/// Servers without the act itself show the accepted answer in the question's own document, which is
/// its author's word. True when the choice changed.
pub(super) async fn adopt_choice(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    post: &Post,
    arrived: &Arrived,
    source: Source<'_>,
) -> Result<bool> {
    let mut changed = false;
    for (n, accepted) in arrived.accepted_answers.iter().enumerate() {
        let one = (n, accepted.as_str());
        changed |= adopt_one(tx, app, author, post, one, arrived, source).await?;
    }
    Ok(changed)
}

async fn adopt_one(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    post: &Post,
    (n, accepted): (usize, &str),
    arrived: &Arrived,
    source: Source<'_>,
) -> Result<bool> {
    let at = source
        .at
        .unwrap_or_else(|| arrived.version_at(app.now()))
        .min(app.now());
    let Some(Thing {
        reply: Some(answer),
        ..
    }) = find_thing(tx, accepted).await?
    else {
        wait_for_answer(tx, app, author, (n, accepted), at, source).await?;
        return Ok(false);
    };
    if answer.post_id != post.id || is_accepted(tx, post.id, answer.id).await? {
        return Ok(false);
    }
    let (post, answer) = as_question(tx, post.clone(), answer).await?;
    let choice = NewChoice {
        answer: answer.id,
        accept: true,
        by: author.id(),
        at,
        ap_id: None,
    };
    Ok(queries::choose_answer(tx, post.id, choice).await?)
}

/// The acceptance comes again as the act it stands for, when the answer is here.
async fn wait_for_answer(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    (n, answer): (usize, &str),
    at: Time,
    source: Source<'_>,
) -> Result<()> {
    let id = match n {
        0 => format!("{}#accepted", source.activity_id),
        _ => format!("{}#accepted{n}", source.activity_id),
    };
    let document = json!({
        "id": id, "type": "ChooseAnswer", "actor": author.actor.ap_id, "object": answer,
        "published": at.wire(),
    });
    let act = NewWaiting {
        act_key: format!(" {id}"),
        awaits: answer.to_owned(),
        object_ap_id: answer.to_owned(),
        origin_host: host_of(&author.actor.ap_id).unwrap_or_default(),
        signer: author.actor.ap_id.clone(),
        announced_by: None,
        fetched: false,
        document: document.to_string(),
        received_at: app.now(),
        until: app.now().plus(PATIENCE),
    };
    let_wait(tx, &act).await
}
