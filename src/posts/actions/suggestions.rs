//! Other texts for what somebody wrote: suggested by members, taken or not by the author or by who looks after
//! the community; and threads that every member edits.

use super::draft::{ReplyDraft, ThreadDraft, check_reply, check_suggestion, check_thread};
use super::notices::tell_of_wiki;
use super::replies::give_words;
use super::scene::{ReplyScene, ThreadScene};
use super::threads::{commit, give_text};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::begin_write;
use crate::app::App;
use crate::error::{Error, Reason, Result};
use crate::ids::{AccountId, CommentId, PostId};
use crate::media::model::Owner;
use crate::membership::model::Standing;
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::posts::model::{Comment, NewSuggestion, Post, Suggestion, SuggestionState};
use crate::posts::queries::suggestions::{OPEN_MAX, count_open, decide, find_open, replace_open};
use crate::posts::{policy, queries};
use crate::store::Tx;
use crate::text::one_line;

/// Characters of why a text is not taken.
const REASON_MAX: usize = 300;

/// Another text, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct SuggestionDraft {
    /// Of threads.
    pub title: String,
    pub body: String,
    pub note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Approve,
    Decline,
    /// By whoever suggested it.
    Withdraw,
}

/// What a suggestion is about, locked.
enum Scene {
    Thread(Box<ThreadScene>),
    Reply(Box<ReplyScene>),
}

impl Scene {
    async fn lock(
        tx: &mut Tx,
        app: &App,
        who: &Person,
        (post, reply): (PostId, Option<CommentId>),
    ) -> Result<(Self, Standing)> {
        let Some(reply) = reply else {
            let (scene, standing) = ThreadScene::lock(tx, app, who, post).await?;
            return Ok((Self::Thread(Box::new(scene)), standing));
        };
        let (scene, standing) = ReplyScene::lock(tx, app, who, reply).await?;
        if scene.thread.post.id != post {
            return Err(Error::NotFound("reply"));
        }
        Ok((Self::Reply(Box::new(scene)), standing))
    }

    fn thread(&self) -> &ThreadScene {
        match self {
            Self::Thread(scene) => scene,
            Self::Reply(scene) => &scene.thread,
        }
    }

    fn reply(&self) -> Option<&Comment> {
        match self {
            Self::Thread(_) => None,
            Self::Reply(scene) => Some(&scene.comment),
        }
    }

    fn author(&self) -> AccountId {
        self.reply()
            .map_or(self.thread().post.author_id, |reply| reply.author_id)
    }

    fn version(&self) -> &str {
        match self.reply() {
            Some(reply) => &reply.version_id,
            None => &self.thread().post.version_id,
        }
    }

    fn has(&self, title: &str, body: &str) -> bool {
        let post = &self.thread().post;
        match self.reply() {
            Some(reply) => reply.body == body,
            None => post.title == title && post.body == body,
        }
    }

    async fn tell(
        &self,
        tx: &mut Tx,
        app: &App,
        kind: NoticeKind,
        (by, to): (&Person, AccountId),
        suggestion: i64,
    ) -> Result<()> {
        let thread = self.thread();
        let cause = format!("{kind} {suggestion}");
        let notice = NewNotice {
            recipient: to,
            kind,
            cause: &cause,
            by: Some(by.actor.id),
            community: Some(thread.community.id()),
            post: Some(thread.post.id),
            comment: self.reply().map(|reply| reply.id),
        };
        notify(tx, app, &notice).await?;
        Ok(())
    }
}

/// Suggests another text for a thread, or with `reply` for one of its replies. It takes the place of what the
/// same person has waiting for it.
pub async fn suggest_edit(
    app: &App,
    who: &Person,
    (post, reply): (PostId, Option<CommentId>),
    draft: &SuggestionDraft,
) -> Result<()> {
    let title = reply.is_none().then_some(draft.title.as_str());
    let (title, body, note) = check_suggestion(title, &draft.body, &draft.note)?;
    let mut tx = begin_write(app, who.id()).await?;
    let (scene, standing) = Scene::lock(&mut tx, app, who, (post, reply)).await?;
    let thread = scene.thread();
    policy::may_suggest(&standing, &thread.community, &thread.post, scene.reply())?;
    if scene.has(&title, &body) {
        return Err(Error::invalid("body", t!("posts-wrong-unchanged")));
    }
    if count_open(&mut tx, post).await? >= OPEN_MAX {
        return Err(Error::Conflict(
            "so many suggestions wait here that none is taken now",
        ));
    }
    let new = NewSuggestion {
        post_id: post,
        comment_id: reply,
        by_id: who.id(),
        title,
        body,
        note,
        based_on: scene.version().to_owned(),
        state: SuggestionState::Open,
        reason: String::new(),
        created_at: app.now(),
    };
    let (id, replaced) = replace_open(&mut tx, &new).await?;
    // Who was told of the former one finds this in its place.
    if !replaced {
        let both = (who, scene.author());
        scene
            .tell(&mut tx, app, NoticeKind::EditSuggested, both, id)
            .await?;
    }
    commit(app, tx).await
}

/// Takes what was suggested as the text of the thread or reply, written by who suggested it; or does not.
/// `Refused(TextChanged)` where the text is another by now than the one that the suggestion was made from.
pub async fn decide_suggestion(
    app: &App,
    who: &Person,
    (post, id): (PostId, i64),
    decision: Decision,
    reason: &str,
) -> Result<()> {
    let (suggestion, by, text) = read(app, post, id).await?;
    let reason = one_line(reason, REASON_MAX);
    let mut tx = begin_write(app, who.id()).await?;
    let about = (post, suggestion.comment_id);
    let (mut scene, standing) = Scene::lock(&mut tx, app, who, about).await?;
    // Decided meanwhile?
    find_open(&mut tx, post, id)
        .await?
        .ok_or(Error::NotFound("suggestion"))?;
    let now = app.now();
    if decision == Decision::Withdraw {
        if suggestion.by_id != who.id() {
            return Err(Reason::NotAuthor.into());
        }
        decide(&mut tx, id, SuggestionState::Withdrawn, who.id(), "", now).await?;
        return commit(app, tx).await;
    }
    let thread = scene.thread();
    let (place, post) = (&thread.community, &thread.post);
    policy::may_take_suggestion(&standing, place, post, scene.reply(), by.id())?;
    let (state, kind) = match decision {
        Decision::Approve => (SuggestionState::Approved, NoticeKind::EditApproved),
        _ => (SuggestionState::Declined, NoticeKind::EditDeclined),
    };
    if decision == Decision::Approve {
        if scene.version() != suggestion.based_on {
            return Err(Reason::TextChanged.into());
        }
        let who = (who, &standing);
        text.give(&mut tx, app, &mut scene, by.id(), who).await?;
    }
    decide(&mut tx, id, state, who.id(), &reason, now).await?;
    scene.tell(&mut tx, app, kind, (who, by.id()), id).await?;
    commit(app, tx).await
}

/// What was suggested, made ready before anything is locked.
enum Text {
    Thread(Box<super::draft::ThreadText>),
    Reply(Box<super::draft::Words>),
}

impl Text {
    async fn give(
        self,
        tx: &mut Tx,
        app: &App,
        scene: &mut Scene,
        editor: AccountId,
        who: (&Person, &Standing),
    ) -> Result<()> {
        match (self, scene) {
            (Self::Thread(text), Scene::Thread(scene)) => {
                give_text(tx, app, scene, *text, editor, who).await
            }
            (Self::Reply(words), Scene::Reply(scene)) => {
                give_words(tx, app, scene, *words, editor, who).await
            }
            _ => Err(Error::NotFound("suggestion")),
        }
    }
}

async fn read(app: &App, post: PostId, id: i64) -> Result<(Suggestion, Person, Text)> {
    let missing = || Error::NotFound("suggestion");
    let (suggestion, by, post, reply) = {
        let mut conn = app.store.read().await?;
        let found = find_open(&mut conn, post, id).await?;
        let suggestion = found.ok_or_else(missing)?;
        let by = find_person(&mut conn, suggestion.by_id).await?;
        let post = queries::find_post(&mut conn, &Viewer::System, post).await?;
        let reply = match suggestion.comment_id {
            Some(id) => queries::find_comment(&mut conn, &Viewer::System, id).await?,
            None => None,
        };
        (suggestion, by, post.ok_or_else(missing)?, reply)
    };
    let text = match &reply {
        Some(reply) => {
            let draft = reply_draft(&suggestion, reply);
            let place = Some(Owner::Comment(reply.id));
            Text::Reply(Box::new(check_reply(app, &by, &draft, place).await?))
        }
        None => {
            let draft = thread_draft(&suggestion, &post);
            let place = Some(Owner::Post(post.id));
            let text = check_thread(app, &by, post.kind, &draft, place).await?;
            Text::Thread(Box::new(text))
        }
    };
    Ok((suggestion, by, text))
}

/// What nothing was suggested about stays.
fn thread_draft(suggestion: &Suggestion, post: &Post) -> ThreadDraft {
    ThreadDraft {
        title: suggestion.title.clone(),
        body: suggestion.body.clone(),
        url: post.url.clone().unwrap_or_default(),
        tags: post.tags.0.clone(),
        language: post.language.clone(),
        once: false,
        ends_draft: false,
        drawn: None,
        based_on: String::new(),
    }
}

fn reply_draft(suggestion: &Suggestion, reply: &Comment) -> ReplyDraft {
    ReplyDraft {
        body: suggestion.body.clone(),
        language: reply.language.clone(),
        ..ReplyDraft::default()
    }
}

/// Has every member edit a thread, or its author alone again. The author hears of the first, where it was somebody
/// else; doing it twice is doing it once.
pub async fn set_wiki(app: &App, who: &Person, post: PostId, wiki: bool) -> Result<()> {
    let mut tx = begin_write(app, who.id()).await?;
    let (mut scene, standing) = ThreadScene::lock(&mut tx, app, who, post).await?;
    policy::may_set_wiki(&standing, &scene.community, &scene.post)?;
    if scene.post.wiki == wiki {
        return Ok(());
    }
    scene.post = queries::set_post_wiki(&mut tx, post, wiki).await?;
    if wiki {
        tell_of_wiki(&mut tx, app, who, &scene.thread(), NoticeKind::MadeWiki).await?;
    }
    commit(app, tx).await
}
