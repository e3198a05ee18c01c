//! Everything around a thread or reply that judging and publishing a change needs, read in its transaction.

use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Result};
use crate::ids::{CommentId, PostId};
use crate::membership::model::Standing;
use crate::membership::queries::standing;
use crate::posts::model::{Closing, Comment, Post};
use crate::posts::publish::{Reply, Thread};
use crate::posts::queries::{self, Credits, find_comment, list_credits, lock_comment, lock_post};
use crate::store::Tx;

/// A thread, who began it, and where.
pub struct ThreadScene {
    pub community: Community,
    pub author: Person,
    pub post: Post,
    /// Ids of the accepted answers that can be seen.
    pub accepted: Vec<String>,
    /// Id of who wrote the text as it is, if that is not its author.
    pub editor: Option<String>,
    /// Why it takes no more answers, if it is closed.
    pub closing: Option<Closing>,
    /// Of an article that was made of another thread.
    pub credits: Option<Credits>,
}

impl ThreadScene {
    pub async fn load(tx: &mut Tx, post: Post) -> Result<Self> {
        Ok(Self {
            accepted: accepted_in(tx, &post).await?,
            editor: queries::editor_of_post(tx, &post).await?,
            closing: queries::closing::closing_of(tx, &post).await?,
            community: find_community(tx, post.community_id).await?,
            author: find_person(tx, post.author_id).await?,
            credits: list_credits(tx, &[&post]).await?.remove(&post.id),
            post,
        })
    }

    /// Reads again what an act about its answers has changed.
    pub(super) async fn refresh(&mut self, tx: &mut Tx) -> Result<()> {
        self.post = lock_post(tx, self.post.id).await?;
        self.accepted = accepted_in(tx, &self.post).await?;
        Ok(())
    }

    /// Locks the thread for somebody who wants to act on it. Who may not read it is told that there is none.
    pub(super) async fn lock(
        tx: &mut Tx,
        app: &App,
        who: &Person,
        id: PostId,
    ) -> Result<(Self, Standing)> {
        let post = lock_post(tx, id).await?;
        let scene = Self::load(tx, post).await?;
        let standing = scene.standing(tx, app, who).await?;
        Ok((scene, standing))
    }

    /// As [`Self::lock`], to take it back or put it back, which who wrote it may also where they read no more.
    pub(super) async fn lock_own(
        tx: &mut Tx,
        app: &App,
        who: &Person,
        id: PostId,
    ) -> Result<(Self, Standing)> {
        let post = lock_post(tx, id).await?;
        let scene = Self::load(tx, post).await?;
        let own = scene.post.author_id == who.id();
        let standing = scene.standing_of_author(tx, app, who, own).await?;
        Ok((scene, standing))
    }

    /// How somebody stands who need not read the thread if what they act on is their own.
    async fn standing_of_author(
        &self,
        tx: &mut Tx,
        app: &App,
        who: &Person,
        own: bool,
    ) -> Result<Standing> {
        match own {
            true => Ok(standing(tx, who, &self.community, app.now()).await?),
            false => self.standing(tx, app, who).await,
        }
    }

    async fn standing(&self, tx: &mut Tx, app: &App, who: &Person) -> Result<Standing> {
        let standing = standing(tx, who, &self.community, app.now()).await?;
        let sight = queries::sight(tx, &standing.viewer(), self.community.id()).await?;
        if !sight.admits(self.post.audience) {
            return Err(Error::NotFound("thread"));
        }
        Ok(standing)
    }

    pub fn thread(&self) -> Thread<'_> {
        Thread {
            community: &self.community,
            author: &self.author,
            post: &self.post,
            accepted: &self.accepted,
            editor: self.editor.as_deref(),
            closing: self.closing.as_ref(),
            credits: self.credits.as_ref(),
        }
    }
}

async fn accepted_in(tx: &mut Tx, post: &Post) -> Result<Vec<String>> {
    let accepted = queries::list_shown_accepted(tx, post).await?;
    Ok(accepted.into_iter().map(|answer| answer.ap_id).collect())
}

/// A reply, who wrote it, and all it hangs on.
pub struct ReplyScene {
    pub thread: ThreadScene,
    pub author: Person,
    pub parent: Option<Comment>,
    /// Who wrote the parent; none when that is the thread itself.
    pub parent_author: Option<Person>,
    pub comment: Comment,
    /// Id of who wrote the text as it is, if that is not its author.
    pub editor: Option<String>,
}

impl ReplyScene {
    pub async fn load(tx: &mut Tx, comment: Comment) -> Result<Self> {
        let post = queries::find_post(tx, &Viewer::System, comment.post_id)
            .await?
            .ok_or(Error::NotFound("thread"))?;
        let thread = ThreadScene::load(tx, post).await?;
        let parent = match comment.parent_id {
            Some(id) => find_comment(tx, &Viewer::System, id).await?,
            None => None,
        };
        let parent_author = match &parent {
            Some(parent) => Some(find_person(tx, parent.author_id).await?),
            None => None,
        };
        Ok(Self {
            thread,
            author: find_person(tx, comment.author_id).await?,
            parent,
            parent_author,
            editor: queries::editor_of_comment(tx, &comment).await?,
            comment,
        })
    }

    pub(super) async fn lock(
        tx: &mut Tx,
        app: &App,
        who: &Person,
        id: CommentId,
    ) -> Result<(Self, Standing)> {
        let comment = lock_comment(tx, id).await?;
        let scene = Self::load(tx, comment).await?;
        let standing = scene.thread.standing(tx, app, who).await?;
        Ok((scene, standing))
    }

    /// As [`ThreadScene::lock_own`].
    pub(super) async fn lock_own(
        tx: &mut Tx,
        app: &App,
        who: &Person,
        id: CommentId,
    ) -> Result<(Self, Standing)> {
        let comment = lock_comment(tx, id).await?;
        let scene = Self::load(tx, comment).await?;
        let own = scene.comment.author_id == who.id();
        let standing = scene.thread.standing_of_author(tx, app, who, own).await?;
        Ok((scene, standing))
    }

    pub fn reply(&self) -> Reply<'_> {
        Reply {
            thread: self.thread.thread(),
            author: &self.author,
            parent: self.parent.as_ref(),
            parent_author: self.parent_author.as_ref().unwrap_or(&self.thread.author),
            comment: &self.comment,
            editor: self.editor.as_deref(),
        }
    }
}
