//! Answering and commenting, editing, deleting, converting.

use super::answers::{tell_of_return, withdraw};
use super::contributing::{Said, note_contribution};
use super::draft::{ONCE, ReplyDraft, Words, check_reply};
use super::drafts::end_draft;
use super::holding::{Hold, hold_reply};
use super::notices::{tell_followers, tell_named_by, tell_of_reply};
use super::scene::{ReplyScene, ThreadScene};
use super::screened::{judge_edit, screened};
use super::threads::{begin_taking, commit};
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::begin_write;
use crate::activitypub::licences::Licence;
use crate::activitypub::purged::is_purged;
use crate::app::App;
use crate::error::{Error, Reason, Result};
use crate::ids::{AccountId, CommentId, PostId};
use crate::media::actions::{hang_shown, note_fate};
use crate::media::model::Owner;
use crate::membership::model::Standing;
use crate::membership::policy::holds;
use crate::posts::model::{
    Comment, CommentText, DraftPlace, Fate, NewComment, Post, ReplyKind, ThreadKind, child_path,
};
use crate::posts::{policy, publish, queries};
use crate::screening::actions::{Moment, note_caught, refuse_here};
use crate::store::{Json, Time, Tx};

/// Replies to a thread, or to another reply of it. Who has to agree to the rules first has it held.
pub async fn reply(
    app: &App,
    author: &Person,
    post: PostId,
    parent: Option<CommentId>,
    draft: &ReplyDraft,
) -> Result<Comment> {
    let words = check_reply(app, author, draft, None).await?;
    let mut tx = begin_write(app, author.id()).await?;
    // The parent first: rows are locked from the leaves to the root.
    let parent = match parent {
        Some(id) => Some(queries::lock_comment(&mut tx, id).await?),
        None => None,
    };
    if parent.as_ref().is_some_and(|parent| parent.post_id != post) {
        return Err(Error::NotFound("reply"));
    }
    let (thread, standing) = ThreadScene::lock(&mut tx, app, author, post).await?;
    policy::may_reply(&standing, &thread.community, &thread.post, parent.as_ref())?;
    let locked_at = branch_lock(&mut tx, parent.as_ref()).await?;
    policy::may_write_below(&standing, locked_at, None)?;
    let kind = kind_of(&thread.post, parent.is_some(), draft.kind)?;

    let mentioned = words.mentioned.clone();
    let shape = (kind, thread.community.row.licence);
    let new = new_comment(app, author, &thread.post, parent.as_ref(), shape, words);
    if draft.once {
        let since = app.now().minus(ONCE);
        if let Some(comment) = queries::said_before(&mut tx, &new, since).await? {
            return Ok(comment);
        }
    }
    let (place, who) = (&thread.community, (author, &standing));
    let verdict = screened(&mut tx, app, place, who, (&new).into(), Moment::First).await?;
    refuse_here(&verdict)?;
    let comment = queries::insert_comment(&mut tx, &new)
        .await?
        .ok_or(Error::Conflict("please send it again"))?;
    note_caught(&mut tx, app, &verdict, post, Some(comment.id)).await?;
    let owner = Owner::Comment(comment.id);
    hang_shown(&mut tx, author.id(), owner, &comment.body_html).await?;
    let place = DraftPlace::reply(&thread.post, comment.parent_id);
    end_draft(&mut tx, app, author.id(), &place).await?;
    if let Some(cause) = holds(&standing).or(verdict.hold()) {
        let hold = Hold::here(cause);
        let place = &thread.community;
        let comment = hold_reply(&mut tx, app, place, author, &comment, hold).await?;
        commit(app, tx).await?;
        return Ok(comment);
    }
    let parent_author = match &parent {
        Some(parent) => Some(find_person(&mut tx, parent.author_id).await?),
        None => None,
    };
    let scene = ReplyScene {
        thread,
        author: author.clone(),
        parent,
        parent_author,
        comment,
        editor: None,
    };
    publish::reply_created(&mut tx, app, &scene.reply()).await?;
    tell_of_reply(&mut tx, app, &scene.reply(), &mentioned).await?;
    tell_followers(&mut tx, app, &scene.thread.post, Some(&scene.comment)).await?;
    let thread = &scene.thread;
    let (place, post) = (&thread.community, &thread.post);
    let said = Said::new(&scene.comment, scene.parent.as_ref(), post);
    note_contribution(&mut tx, app, place, &standing, post, Some(said)).await?;
    commit(app, tx).await?;
    Ok(scene.comment)
}

/// The lock that holds for what is said to a reply; none for the thread itself.
pub(super) async fn branch_lock(tx: &mut Tx, parent: Option<&Comment>) -> Result<Option<Time>> {
    match parent {
        Some(parent) => Ok(queries::branch_locked_at(tx, parent).await?),
        None => Ok(None),
    }
}

/// Only a reply to a question itself can be an answer, and is one unless its author says otherwise.
fn kind_of(post: &Post, nested: bool, wish: Option<ReplyKind>) -> Result<ReplyKind, Reason> {
    let answerable = post.kind == ThreadKind::Question && !nested;
    match wish {
        Some(ReplyKind::Answer) if !answerable => Err(Reason::NotAQuestion),
        Some(kind) => Ok(kind),
        None if answerable => Ok(ReplyKind::Answer),
        None => Ok(ReplyKind::Comment),
    }
}

fn new_comment(
    app: &App,
    author: &Person,
    post: &Post,
    parent: Option<&Comment>,
    (kind, licence): (ReplyKind, Licence),
    words: Words,
) -> NewComment {
    let now = app.now();
    let public_id = app.mint_public_id();
    let ap_id = app.local.comment(&public_id);
    NewComment {
        post_id: post.id,
        parent_id: parent.map(|parent| parent.id),
        depth: parent.map_or(1, |parent| parent.depth + 1),
        path: child_path(parent.map(|parent| parent.path.as_str()), &public_id),
        author_id: author.id(),
        kind,
        body: words.body,
        body_html: words.html,
        body_text: words.text,
        language: words.language,
        mentions: Json(words.mentions),
        audience: post.audience,
        local: true,
        page_url: None,
        published_at: now,
        edited_at: None,
        version_at: now.whole_second(),
        version_id: ap_id.clone(),
        received_at: now,
        deleted_at: None,
        fate_at: None,
        licence,
        public_id,
        ap_id,
    }
}

/// Gives a reply another text; the former is kept. A text that changes nothing is no edit.
pub async fn edit_reply(
    app: &App,
    editor: &Person,
    id: CommentId,
    draft: &ReplyDraft,
) -> Result<Comment> {
    let place = Owner::Comment(id);
    let words = check_reply(app, editor, draft, Some(place)).await?;
    let mut tx = begin_write(app, editor.id()).await?;
    let (mut scene, standing) = ReplyScene::lock(&mut tx, app, editor, id).await?;
    let thread = &scene.thread;
    policy::may_edit_comment(&standing, &thread.community, &thread.post, &scene.comment)?;
    if scene.comment.body == words.body && scene.comment.language == words.language {
        return Ok(scene.comment);
    }
    let who = (editor, &standing);
    give_words(&mut tx, app, &mut scene, words, editor.id(), who).await?;
    let place = DraftPlace::reply_edit(&scene.thread.post, id);
    end_draft(&mut tx, app, editor.id(), &place).await?;
    commit(app, tx).await?;
    Ok(scene.comment)
}

/// The reply has these words from now on, written by `editor`, and those who read it are told. `who` is whoever gives
/// it these words, and how they stand.
pub(super) async fn give_words(
    tx: &mut Tx,
    app: &App,
    scene: &mut ReplyScene,
    words: Words,
    editor: AccountId,
    who: (&Person, &Standing),
) -> Result<()> {
    let mentioned = words.mentioned;
    let at = app.now().following(Some(scene.comment.version_at));
    let changed = CommentText {
        body: words.body,
        body_html: words.html,
        body_text: words.text,
        language: words.language,
        mentions: Json(words.mentions),
        edited_at: Some(at),
        version_at: at,
        version_id: app.mint_public_id(),
    };
    let (place, reply) = (&scene.thread.community, &scene.comment);
    let about = (reply.post_id, Some(reply.id), reply.held_at.is_some());
    judge_edit(tx, app, place, who, (&changed).into(), about).await?;
    scene.comment = queries::update_comment_text(tx, &scene.comment, &changed, editor).await?;
    scene.editor = queries::editor_of_comment(tx, &scene.comment).await?;
    let owner = Owner::Comment(scene.comment.id);
    hang_shown(tx, editor, owner, &scene.comment.body_html).await?;
    // Of what is held nobody hears, and of all its edits at once when it is let through.
    if scene.comment.held_at.is_none() {
        publish::reply_edited(tx, app, &scene.reply()).await?;
        let (thread, reply) = (scene.thread.thread(), Some(&scene.comment));
        tell_named_by(tx, app, editor, &thread, reply, &mentioned).await?;
    }
    Ok(())
}

/// The author takes the reply back. Doing it twice is doing it once.
pub async fn delete_reply(app: &App, who: &Person, id: CommentId) -> Result<()> {
    let Some((mut tx, scene)) = set_deleted(app, who, id, true).await? else {
        return Ok(());
    };
    publish::reply_deleted(&mut tx, app, &scene.reply()).await?;
    commit(app, tx).await
}

/// The author puts the reply back. What moderators removed stays removed.
pub async fn undelete_reply(app: &App, who: &Person, id: CommentId) -> Result<()> {
    let Some((mut tx, scene)) = set_deleted(app, who, id, false).await? else {
        return Ok(());
    };
    publish::reply_undeleted(&mut tx, app, &scene.reply()).await?;
    let reply = &scene.comment;
    tell_of_return(&mut tx, app, reply.post_id, Some(reply.id)).await?;
    commit(app, tx).await
}

async fn set_deleted(
    app: &App,
    who: &Person,
    id: CommentId,
    deleted: bool,
) -> Result<Option<(Tx, ReplyScene)>> {
    let mut tx = begin_taking(app, who, deleted).await?;
    let (mut scene, standing) = ReplyScene::lock_own(&mut tx, app, who, id).await?;
    policy::may_delete_comment(&standing, &scene.comment)?;
    if scene.comment.deleted_at.is_some() == deleted {
        return Ok(None);
    }
    if !deleted && is_purged(&mut tx, &scene.comment.ap_id).await? {
        return Err(Reason::Deleted.into());
    }
    let now = app.now();
    let fate = Fate {
        deleted,
        at: Some(now.following(scene.comment.fate_at)),
        now,
    };
    let Some(comment) = queries::set_comment_fate(&mut tx, id, fate).await? else {
        return Ok(None);
    };
    note_fate(&mut tx, Owner::Comment(id), deleted, now).await?;
    scene.comment = comment;
    Ok(Some((tx, scene)))
}

/// Says that an answer is rather a comment, or the other way round. An accepted answer that becomes
/// a comment is accepted no more.
pub async fn convert_reply(
    app: &App,
    who: &Person,
    id: CommentId,
    kind: ReplyKind,
) -> Result<Comment> {
    let mut tx = begin_write(app, who.id()).await?;
    let (mut scene, standing) = ReplyScene::lock(&mut tx, app, who, id).await?;
    let thread = &scene.thread;
    policy::may_convert_reply(&standing, &thread.community, &thread.post, &scene.comment)?;
    if scene.comment.kind == kind {
        return Ok(scene.comment);
    }
    let now = app.now();
    if thread.accepted.contains(&scene.comment.ap_id) {
        let at = withdraw(&mut tx, app, who, &scene.comment).await?;
        scene.thread.refresh(&mut tx).await?;
        let was = Some(&scene.comment);
        publish::answer_chosen(&mut tx, app, who, &scene.thread.thread(), None, was, at).await?;
    }
    let version_at = now.following(Some(scene.comment.version_at));
    let version_id = app.mint_public_id();
    scene.comment = queries::set_comment_kind(&mut tx, id, kind, version_at, &version_id).await?;
    publish::reply_edited(&mut tx, app, &scene.reply()).await?;
    commit(app, tx).await?;
    Ok(scene.comment)
}
