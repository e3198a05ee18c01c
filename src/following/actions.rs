//! Following, muting and saving, and telling who follows of what is new.

use super::model::{Kept, NOTE_MAX, TagChoice, Watched, notice_of};
use super::policy;
use super::queries::{
    Told, delete_save, delete_watch, delete_watch_by_id, insert_watch, list_followers, set_muted,
    upsert_save,
};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::begin_write;
use crate::activitypub::delivery::Audience;
use crate::app::App;
use crate::communities::model::{Community, TagId};
use crate::communities::queries::find_community;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::jobs::enqueue;
use crate::notifications::actions::notify;
use crate::notifications::model::NewNotice;
use crate::posts::jobs::{Followed, TellFollowers};
use crate::posts::model::{Comment, Post};
use crate::posts::queries::{find_comment, find_post};
use crate::store::Tx;
use crate::visibility::{Reader, reach_in};

/// Told in one transaction.
const BATCH: i64 = 100;

/// Somebody is told of replies to a thread that they were shown, or no more.
pub async fn follow_thread(app: &App, who: &Person, post: &Post, follow: bool) -> Result<()> {
    if follow {
        policy::may_keep(post, None)?;
    }
    set_watched(app, who, Watched::Thread(post.id), follow).await
}

/// Somebody is told of what this person writes, as far as they read it, or no more.
pub async fn follow_person(app: &App, who: &Person, person: &Person, follow: bool) -> Result<()> {
    if follow {
        policy::may_watch(who, person)?;
    }
    set_watched(app, who, Watched::Person(person.id()), follow).await
}

/// Somebody is told of threads with a tag, or does not want to see them, or neither. They read in its
/// community.
pub async fn choose_tag(app: &App, who: &Person, tag: TagId, choice: TagChoice) -> Result<()> {
    let mut tx = begin_write(app, who.id()).await?;
    set_muted(&mut tx, who.id(), tag, choice == TagChoice::Mute).await?;
    let what = Watched::Tag(tag);
    match choice {
        TagChoice::Follow => insert_watch(&mut tx, who.id(), what, app.now()).await?,
        TagChoice::Mute | TagChoice::Neither => delete_watch(&mut tx, who.id(), what).await?,
    }
    tx.commit().await?;
    Ok(())
}

async fn set_watched(app: &App, who: &Person, what: Watched, follow: bool) -> Result<()> {
    let mut tx = begin_write(app, who.id()).await?;
    match follow {
        true => insert_watch(&mut tx, who.id(), what, app.now()).await?,
        false => delete_watch(&mut tx, who.id(), what).await?,
    }
    tx.commit().await?;
    Ok(())
}

/// Ends one line of the list of what somebody follows, whatever became of the thing.
pub async fn end_watch(app: &App, who: &Person, id: i64) -> Result<()> {
    let mut tx = app.store.begin().await?;
    if !delete_watch_by_id(&mut tx, who.id(), id).await? {
        return Err(Error::NotFound("line"));
    }
    tx.commit().await?;
    Ok(())
}

/// Saves a thread or a reply that somebody was shown, with a note for nobody else; saved before, it gets this
/// note.
pub async fn save(
    app: &App,
    who: &Person,
    post: &Post,
    comment: Option<&Comment>,
    note: &str,
) -> Result<()> {
    policy::may_keep(post, comment)?;
    let note = note.replace("\r\n", "\n").trim().to_owned();
    if note.chars().count() > NOTE_MAX {
        let message = t!("following-note-long", most = NOTE_MAX);
        return Err(Error::invalid("note", message));
    }
    let what = Kept {
        post: post.id,
        comment: comment.map(|comment| comment.id),
    };
    let mut tx = begin_write(app, who.id()).await?;
    upsert_save(&mut tx, who.id(), what, &note, app.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Forgets something that was saved, with its note.
pub async fn forget(app: &App, who: &Person, id: i64) -> Result<()> {
    let mut tx = app.store.begin().await?;
    if !delete_save(&mut tx, who.id(), id).await? {
        return Err(Error::NotFound("saved thread or reply"));
    }
    tx.commit().await?;
    Ok(())
}

/// What is new, as its followers are told of it.
struct News {
    community: Community,
    author: Person,
    post: Post,
    comment: Option<Comment>,
}

impl News {
    /// None where it can be seen no more.
    async fn load(tx: &mut Tx, work: &TellFollowers) -> Result<Option<Self>> {
        let post = find_post(tx, &Viewer::System, work.post).await?;
        let Some(post) = post.filter(Post::is_visible) else {
            return Ok(None);
        };
        let comment = match work.comment {
            Some(id) => {
                let found = find_comment(tx, &Viewer::System, id).await?;
                let Some(comment) = found.filter(Comment::is_visible) else {
                    return Ok(None);
                };
                Some(comment)
            }
            None => None,
        };
        let community = find_community(tx, post.community_id).await?;
        if !community.is_live() {
            return Ok(None);
        }
        let author = comment
            .as_ref()
            .map_or(post.author_id, |comment| comment.author_id);
        Ok(Some(Self {
            author: find_person(tx, author).await?,
            community,
            post,
            comment,
        }))
    }

    fn audience(&self) -> Audience {
        let comment = self.comment.as_ref();
        comment.map_or(self.post.audience, |comment| comment.audience)
    }

    fn cause(&self) -> &str {
        let comment = self.comment.as_ref();
        comment.map_or(&self.post.ap_id, |comment| &comment.ap_id)
    }

    /// Following somebody shows nothing that one does not read.
    async fn is_read_by(&self, tx: &mut Tx, who: AccountId) -> Result<bool> {
        if self.audience() == Audience::Public {
            return Ok(true);
        }
        let reader = Reader::Account {
            id: who,
            admin: false,
        };
        let place = self.community.id();
        let reach = reach_in(tx, reader, place).await?;
        Ok(reach.admits(self.audience(), place))
    }
}

/// Tells the next ones who follow in one way; then those who do so in the other. Whoever was told already,
/// because they were answered or named, is not told again.
pub async fn tell_followers(app: &App, work: TellFollowers) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let Some(news) = News::load(&mut tx, &work).await? else {
        return Ok(());
    };
    let told = Told {
        post: news.post.id,
        community: news.community.id(),
        author: news.author.id(),
        tags: &news.post.tags.0,
    };
    let followers = list_followers(&mut tx, work.by, told, work.after, BATCH).await?;
    for follower in &followers {
        if !news.is_read_by(&mut tx, follower.account_id).await? {
            continue;
        }
        let notice = NewNotice {
            recipient: follower.account_id,
            kind: notice_of(work.by),
            cause: news.cause(),
            by: Some(news.author.actor.id),
            community: Some(news.community.id()),
            post: Some(news.post.id),
            comment: news.comment.as_ref().map(|comment| comment.id),
        };
        notify(&mut tx, app, &notice).await?;
    }
    let next = match (followers.last(), work.by) {
        (Some(last), _) => Some((work.by, last.id)),
        (None, Followed::Thread | Followed::Tag) => Some((Followed::Person, 0)),
        (None, Followed::Person) => None,
    };
    if let Some((by, after)) = next {
        let more = TellFollowers { by, after, ..work };
        enqueue(&mut tx, app, &more).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}
