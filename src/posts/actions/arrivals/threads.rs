//! A thread begun by somebody of another server.

use super::answers::adopt_choice;
use super::closings::adopt_closing;
use super::fate::fate_before_arrival;
use super::waiting::take_up_waiting;
use super::{Source, fate_of, judged_standing, mentioned_here};
use crate::accounts::model::Person;
use crate::activitypub::delivery::Audience;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Reason, Result};
use crate::posts::actions::contributing::note_contribution;
use crate::posts::actions::holding::hold_thread;
use crate::posts::actions::screened::judge_arrival;
use crate::posts::actions::tagging::tags_on_arrival;
use crate::posts::actions::{tell_followers, tell_mentioned};
use crate::posts::arrived::Arrived;
use crate::posts::model::{NewPost, Post, hot_rank};
use crate::posts::publish::Thread;
use crate::posts::{policy, queries};
use crate::screening::actions::note_caught;
use crate::store::{Json, Time, Tx};

/// Stores a thread in a community. None when it is here already. What its author has deleted
/// meanwhile is stored as deleted, and nobody is told of it. What needs membership first is held.
pub async fn save_thread(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    community: &Community,
    arrived: &Arrived,
    source: Source<'_>,
) -> Result<Option<Post>> {
    // A post to followers only is not for everybody; filing it in the open would widen it (P-06).
    if !arrived.public && community.audience() == Audience::Public {
        return Err(Reason::NotPublic.into());
    }
    // Nor the other way round: what names everybody would be shown to them by other servers.
    if arrived.public && community.audience() != Audience::Public {
        return Err(Reason::NotPrivate.into());
    }
    let standing = judged_standing(tx, app, author, community, source).await?;
    let held = match community.is_local() {
        true => {
            let judged = policy::may_start_thread(&standing, community);
            fate_of(tx, app, author, &standing, community, judged).await?
        }
        false => None,
    };
    let mut new = new_post(app, author, community, arrived, source.activity_id);
    new.tags = Json(tags_on_arrival(tx, community, new.tags.0).await?);
    (new.deleted_at, new.fate_at) = fate_before_arrival(tx, author, &arrived.id).await?;
    let Some(post) = queries::insert_post(tx, &new).await? else {
        return Ok(None);
    };
    let text = (&new).into();
    let verdict = judge_arrival(tx, app, community, (author, &standing), text).await?;
    take_up_waiting(tx, app, &post.ap_id).await?;
    adopt_choice(tx, app, author, &post, arrived, source).await?;
    adopt_closing(tx, app, author, &post, arrived).await?;
    note_caught(tx, app, &verdict, post.id, None).await?;
    if let Some(cause) = held.or(verdict.hold()) {
        let hold = source.hold(cause);
        let post = hold_thread(tx, app, community, author, &post, hold).await?;
        return Ok(Some(post));
    }
    if !post.is_visible() {
        return Ok(Some(post));
    }
    let mentioned = mentioned_here(tx, app, &post.mentions.0).await?;
    let thread = Thread {
        community,
        author,
        post: &post,
        accepted: &[],
        editor: None,
        closing: None,
        credits: None,
    };
    tell_mentioned(tx, app, &thread, &mentioned).await?;
    tell_followers(tx, app, &post, None).await?;
    note_contribution(tx, app, community, &standing, &post, None).await?;
    source
        .pass_on(tx, app, community, &post.ap_id, Some(&post.ap_id))
        .await?;
    Ok(Some(post))
}

fn new_post(
    app: &App,
    author: &Person,
    community: &Community,
    arrived: &Arrived,
    activity_id: &str,
) -> NewPost {
    let now: Time = app.now();
    let (title, html) = arrived.title_and_html(
        &community.actor.name,
        &community.actor.host,
        &author.actor.name,
    );
    let published = arrived.published_at(now);
    let text = arrived.thread_text(&html);
    NewPost {
        public_id: app.mint_public_id(),
        ap_id: arrived.id.clone(),
        community_id: community.id(),
        author_id: author.id(),
        kind: arrived.thread_kind(&title, community.row.question_answer),
        title,
        // Where the first line became the title, the Markdown no longer is the text.
        body: if arrived.name.is_some() {
            arrived.body.clone()
        } else {
            String::new()
        },
        body_html: html,
        body_text: text,
        url: arrived.link.clone(),
        language: arrived.language.clone(),
        tags: Json(arrived.topics(&community.actor.name)),
        mentions: Json(arrived.mentions.clone()),
        audience: community.audience(),
        local: false,
        hot_rank: hot_rank(0, published),
        origin_reply_count: arrived.totals.replies,
        origin_like_count: arrived.totals.likes,
        origin_share_count: arrived.totals.shares,
        replies_url: arrived.replies_url.clone(),
        context_url: arrived.context_url.clone(),
        page_url: arrived.page_url.clone(),
        published_at: published,
        edited_at: arrived.edited_at(now),
        version_at: arrived.version_at(now),
        version_id: activity_id.to_owned(),
        received_at: now,
        last_activity_at: published,
        deleted_at: None,
        fate_at: None,
        licence: arrived.licence,
        resource: arrived.resource.clone().map(Json),
    }
}
