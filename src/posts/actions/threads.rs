//! Beginning, editing, deleting threads.

use super::answers::tell_of_return;
use super::contributing::note_contribution;
use super::draft::{ONCE, ThreadDraft, ThreadText, check_thread, without_template};
use super::drafts::end_draft;
use super::drawing::judge_basis;
use super::holding::{Hold, hold_thread};
use super::notices::{tell_followers, tell_mentioned, tell_named_by, tell_of_wiki};
use super::resources::{fetch_later, let_go};
use super::scene::ThreadScene;
use super::screened::{judge_edit, screened};
use super::tagging::tags_for;
use crate::accounts::model::Person;
use crate::accounts::rate_limits::begin_write;
use crate::activitypub::purged::is_purged;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Reason, Result};
use crate::ids::{AccountId, CommunityId, PostId};
use crate::media::actions::{TakenOver, hang_shown, list_taken_over, note_fate, take_over};
use crate::media::model::Owner;
use crate::membership::model::Standing;
use crate::membership::policy::holds;
use crate::membership::queries::standing;
use crate::notifications::model::NoticeKind;
use crate::posts::model::{DraftPlace, Drawn, Fate, NewPost, Post, PostText, ThreadKind, hot_rank};
use crate::posts::{policy, publish, queries};
use crate::screening::actions::{Moment, note_caught, refuse_here};
use crate::store::{Json, Tx};

/// Begins a thread and publishes it, unless its author has to agree to the rules first: then it is
/// held. 422 with the fields that need another look, 403 where the community does not let this person
/// write.
pub async fn start_thread(
    app: &App,
    author: &Person,
    community: CommunityId,
    kind: ThreadKind,
    draft: &ThreadDraft,
) -> Result<Post> {
    let draft = without_template(app, community, kind, draft).await?;
    let mut text = check_thread(app, author, kind, &draft, None).await?;
    let mut tx = begin_write(app, author.id()).await?;
    let community = find_community(&mut tx, community).await?;
    let standing = judged(&mut tx, app, author, &community).await?;
    let drawn = draft.drawn.as_ref();
    let basis = judge_basis(&mut tx, &standing, &community, drawn).await?;
    text.tags = tags_for(&mut tx, &community, text.tags, None).await?;
    let mut told = text.words.mentioned.clone();
    let taken = taken_over(&mut tx, author.id(), drawn, &mut text).await?;
    let mut new = new_post(app, author, &community, kind, text);
    if let Some(basis) = basis {
        new.licence = basis.licence;
        told.extend(basis.people);
    }
    if draft.once {
        let since = app.now().minus(ONCE);
        if let Some(post) = queries::posted_before(&mut tx, &new, since).await? {
            return Ok(post);
        }
    }
    take_over(&mut tx, app, author.id(), &taken, "body").await?;
    // What was begun elsewhere, or beside another one, does not end that.
    if draft.ends_draft {
        let place = DraftPlace::thread(community.id(), kind);
        end_draft(&mut tx, app, author.id(), &place).await?;
    }
    let parts = (&new, told.as_slice(), drawn);
    let post = begin(&mut tx, app, author, community, &standing, parts).await?;
    commit(app, tx).await?;
    Ok(post)
}

/// A thread that nothing is wrong with, before it is begun in a transaction that does more.
pub struct CheckedThread {
    kind: ThreadKind,
    text: ThreadText,
    /// Whether it may have no tag where threads need one.
    bare: bool,
}

impl CheckedThread {
    /// 422 with the fields that need another look.
    pub async fn of(
        app: &App,
        author: &Person,
        kind: ThreadKind,
        draft: &ThreadDraft,
    ) -> Result<Self> {
        let text = check_thread(app, author, kind, draft, None).await?;
        Ok(Self {
            kind,
            text,
            bare: false,
        })
    }

    /// The same, also where threads need a tag.
    #[must_use]
    pub fn without_tags(self) -> Self {
        Self { bare: true, ..self }
    }

    /// Whether this thread is what the same form made a moment ago.
    pub fn has_made(&self, app: &App, author: &Person, post: &Post) -> bool {
        let lately = post.published_at >= app.now().minus(ONCE);
        lately && post.author_id == author.id() && is_same(post, &self.text)
    }

    /// Begins it as [`start_thread`] does. Call `app.wake_workers()` after the commit.
    pub async fn begin(
        self,
        tx: &mut Tx,
        app: &App,
        author: &Person,
        community: Community,
    ) -> Result<Post> {
        let standing = judged(tx, app, author, &community).await?;
        let mut text = self.text;
        if !self.bare || !text.tags.is_empty() {
            text.tags = tags_for(tx, &community, text.tags, None).await?;
        }
        let mentioned = text.words.mentioned.clone();
        let new = new_post(app, author, &community, self.kind, text);
        let parts = (&new, mentioned.as_slice(), None);
        begin(tx, app, author, community, &standing, parts).await
    }
}

/// The pictures of what a text is made of, which it shows from now on under keys of its own.
async fn taken_over(
    tx: &mut Tx,
    by: AccountId,
    drawn: Option<&Drawn>,
    text: &mut ThreadText,
) -> Result<Vec<TakenOver>> {
    let Some(drawn) = drawn else {
        return Ok(Vec::new());
    };
    let words = &mut text.words;
    let taken = list_taken_over(tx, by, &drawn.owners(), &words.html).await?;
    for each in &taken {
        words.body = words.body.replace(&each.former, &each.key);
        words.html = words.html.replace(&each.former, &each.key);
    }
    Ok(taken)
}

/// How somebody stands who may begin a thread.
async fn judged(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    community: &Community,
) -> Result<Standing> {
    let standing = standing(tx, author, community, app.now()).await?;
    policy::may_start_thread(&standing, community)?;
    Ok(standing)
}

/// A new thread, whom it names, and what of others it is made of.
type Parts<'a> = (&'a NewPost, &'a [Person], Option<&'a Drawn>);

async fn begin(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    community: Community,
    standing: &Standing,
    (new, mentioned, drawn): Parts<'_>,
) -> Result<Post> {
    let (who, text) = ((author, standing), new.into());
    let verdict = screened(tx, app, &community, who, text, Moment::First).await?;
    refuse_here(&verdict)?;
    let post = queries::insert_post(tx, new)
        .await?
        .ok_or(Error::Conflict("please send it again"))?;
    let owner = Owner::Post(post.id);
    hang_shown(tx, author.id(), owner, &post.body_html).await?;
    fetch_later(tx, app, &post).await?;
    if let Some(drawn) = drawn {
        queries::insert_sources(tx, post.id, drawn).await?;
    }
    note_caught(tx, app, &verdict, post.id, None).await?;
    if let Some(cause) = holds(standing).or(verdict.hold()) {
        let hold = Hold::here(cause);
        return hold_thread(tx, app, &community, author, &post, hold).await;
    }
    let scene = ThreadScene {
        community,
        author: author.clone(),
        credits: queries::list_credits(tx, &[&post]).await?.remove(&post.id),
        post,
        accepted: Vec::new(),
        editor: None,
        closing: None,
    };
    publish::thread_created(tx, app, &scene.thread()).await?;
    tell_mentioned(tx, app, &scene.thread(), mentioned).await?;
    tell_followers(tx, app, &scene.post, None).await?;
    let place = &scene.community;
    note_contribution(tx, app, place, standing, &scene.post, None).await?;
    Ok(scene.post)
}

fn new_post(
    app: &App,
    author: &Person,
    community: &Community,
    kind: ThreadKind,
    text: ThreadText,
) -> NewPost {
    let now = app.now();
    let public_id = app.mint_public_id();
    let ap_id = app.local.post(&public_id);
    NewPost {
        community_id: community.id(),
        author_id: author.id(),
        kind,
        title: text.title,
        body: text.words.body,
        body_html: text.words.html,
        body_text: text.words.text,
        url: text.url,
        language: text.words.language,
        tags: Json(text.tags),
        mentions: Json(text.words.mentions),
        audience: community.audience(),
        local: true,
        hot_rank: hot_rank(0, now),
        origin_reply_count: None,
        origin_like_count: None,
        origin_share_count: None,
        replies_url: None,
        context_url: None,
        page_url: None,
        published_at: now,
        edited_at: None,
        version_at: now.whole_second(),
        version_id: ap_id.clone(),
        received_at: now,
        last_activity_at: now,
        deleted_at: None,
        fate_at: None,
        resource: None,
        licence: community.row.licence,
        public_id,
        ap_id,
    }
}

/// Gives a thread another text; the former is kept. A text that changes nothing is no edit. `Conflict` where it was
/// made from another text than the present one.
pub async fn edit_thread(
    app: &App,
    editor: &Person,
    id: PostId,
    draft: &ThreadDraft,
) -> Result<Post> {
    let kind = kind_of(app, id).await?;
    let place = Owner::Post(id);
    let mut text = check_thread(app, editor, kind, draft, Some(place)).await?;
    let mut tx = begin_write(app, editor.id()).await?;
    let (mut scene, standing) = ThreadScene::lock(&mut tx, app, editor, id).await?;
    policy::may_edit_post(&standing, &scene.community, &scene.post)?;
    text.tags = tags_for(&mut tx, &scene.community, text.tags, Some(&scene.post)).await?;
    if is_same(&scene.post, &text) {
        return Ok(scene.post);
    }
    if !draft.based_on.is_empty() && draft.based_on != scene.post.text_mark() {
        return Err(Error::Conflict("text changed meanwhile"));
    }
    let who = (editor, &standing);
    give_text(&mut tx, app, &mut scene, text, editor.id(), who).await?;
    tell_of_wiki(
        &mut tx,
        app,
        editor,
        &scene.thread(),
        NoticeKind::WikiEdited,
    )
    .await?;
    let place = DraftPlace::thread_edit(&scene.post);
    end_draft(&mut tx, app, editor.id(), &place).await?;
    commit(app, tx).await?;
    Ok(scene.post)
}

/// The thread has this text from now on, written by `editor`, and those who read it are told. `who` is whoever gives
/// it that text, and how they stand.
pub(super) async fn give_text(
    tx: &mut Tx,
    app: &App,
    scene: &mut ThreadScene,
    text: ThreadText,
    editor: AccountId,
    who: (&Person, &Standing),
) -> Result<()> {
    let mentioned = text.words.mentioned;
    let at = app.now().following(Some(scene.post.version_at));
    let changed = PostText {
        title: text.title,
        body: text.words.body,
        body_html: text.words.html,
        body_text: text.words.text,
        url: text.url,
        language: text.words.language,
        tags: Json(text.tags),
        mentions: Json(text.words.mentions),
        edited_at: Some(at),
        version_at: at,
        version_id: app.mint_public_id(),
    };
    let about = (scene.post.id, None, scene.post.held_at.is_some());
    judge_edit(tx, app, &scene.community, who, (&changed).into(), about).await?;
    let former = scene.post.url.clone();
    scene.post = queries::update_post_text(tx, &scene.post, &changed, editor).await?;
    scene.editor = queries::editor_of_post(tx, &scene.post).await?;
    let owner = Owner::Post(scene.post.id);
    hang_shown(tx, editor, owner, &scene.post.body_html).await?;
    if scene.post.url != former {
        let_go(tx, app, &scene.post).await?;
        scene.post = queries::set_post_resource(tx, scene.post.id, None).await?;
        fetch_later(tx, app, &scene.post).await?;
    }
    // Of what is held nobody hears, and of all its edits at once when it is let through.
    if scene.post.held_at.is_none() {
        publish::thread_edited(tx, app, &scene.thread()).await?;
        tell_named_by(tx, app, editor, &scene.thread(), None, &mentioned).await?;
    }
    Ok(())
}

pub(super) fn is_same(post: &Post, text: &ThreadText) -> bool {
    post.title == text.title
        && post.body == text.words.body
        && post.url == text.url
        && post.tags.0 == text.tags
        && post.language == text.words.language
}

async fn kind_of(app: &App, id: PostId) -> Result<ThreadKind> {
    let mut conn = app.store.read().await?;
    let viewer = crate::accounts::model::Viewer::System;
    let post = queries::find_post(&mut conn, &viewer, id).await?;
    post.map(|post| post.kind).ok_or(Error::NotFound("thread"))
}

/// The author takes the thread back. Doing it twice is doing it once.
pub async fn delete_thread(app: &App, who: &Person, id: PostId) -> Result<()> {
    let Some((mut tx, scene)) = set_deleted(app, who, id, true).await? else {
        return Ok(());
    };
    publish::thread_deleted(&mut tx, app, &scene.thread()).await?;
    commit(app, tx).await
}

/// The author puts the thread back. What moderators removed stays removed.
pub async fn undelete_thread(app: &App, who: &Person, id: PostId) -> Result<()> {
    let Some((mut tx, scene)) = set_deleted(app, who, id, false).await? else {
        return Ok(());
    };
    publish::thread_undeleted(&mut tx, app, &scene.thread()).await?;
    tell_of_return(&mut tx, app, scene.post.id, None).await?;
    commit(app, tx).await
}

async fn set_deleted(
    app: &App,
    who: &Person,
    id: PostId,
    deleted: bool,
) -> Result<Option<(Tx, ThreadScene)>> {
    let mut tx = begin_taking(app, who, deleted).await?;
    let (mut scene, standing) = ThreadScene::lock_own(&mut tx, app, who, id).await?;
    policy::may_delete_post(&standing, &scene.post)?;
    if scene.post.deleted_at.is_some() == deleted {
        return Ok(None);
    }
    if !deleted && is_purged(&mut tx, &scene.post.ap_id).await? {
        return Err(Reason::Deleted.into());
    }
    let now = app.now();
    let fate = Fate {
        deleted,
        at: Some(now.following(scene.post.fate_at)),
        now,
    };
    let Some(post) = queries::set_post_fate(&mut tx, id, fate).await? else {
        return Ok(None);
    };
    note_fate(&mut tx, Owner::Post(id), deleted, now).await?;
    scene.post = post;
    Ok(Some((tx, scene)))
}

/// Putting back counts as writing; taking back, to which everybody has a right, does not.
pub(super) async fn begin_taking(app: &App, who: &Person, deleted: bool) -> Result<Tx> {
    if deleted {
        return Ok(app.store.begin().await?);
    }
    begin_write(app, who.id()).await
}

pub(super) async fn commit(app: &App, tx: Tx) -> Result<()> {
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}
