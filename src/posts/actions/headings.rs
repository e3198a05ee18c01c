//! Another title and other tags for a thread, by those who look after its community: its words are its author's.

use super::draft::{ThreadDraft, ThreadText, check_thread};
use super::scene::ThreadScene;
use super::tagging::tags_for;
use super::threads::{give_text, is_same};
use crate::accounts::model::{Person, Viewer};
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::PostId;
use crate::media::model::Owner;
use crate::posts::model::Post;
use crate::posts::{policy, queries};
use crate::store::Tx;

/// A title and tags that were looked at, for a thread as it was then.
pub struct Heading {
    text: ThreadText,
    based_on: String,
}

/// Errors: `Invalid` for `title` and `tags`.
pub async fn check_heading(
    app: &App,
    editor: &Person,
    id: PostId,
    title: &str,
    tags: Vec<String>,
) -> Result<Heading> {
    let mut conn = app.store.read().await?;
    let post = queries::find_post(&mut conn, &Viewer::System, id).await?;
    let post = post.ok_or(Error::NotFound("thread"))?;
    drop(conn);
    let draft = ThreadDraft {
        title: title.to_owned(),
        body: post.body.clone(),
        url: post.url.clone().unwrap_or_default(),
        tags,
        language: post.language.clone(),
        ..ThreadDraft::default()
    };
    Ok(Heading {
        text: check_thread(app, editor, post.kind, &draft, Some(Owner::Post(id))).await?,
        based_on: post.text_mark(),
    })
}

/// Gives it to the thread, as an edit by `editor` that is kept beside the former text and told to its readers. None
/// where it is so already. `Conflict` where the thread has another text by now.
pub async fn retitle(
    tx: &mut Tx,
    app: &App,
    editor: &Person,
    id: PostId,
    heading: Heading,
) -> Result<Option<Post>> {
    let mut text = heading.text;
    let (mut scene, standing) = ThreadScene::lock(tx, app, editor, id).await?;
    policy::may_retitle(&standing, &scene.community, &scene.post)?;
    if heading.based_on != scene.post.text_mark() {
        return Err(Error::Conflict("text changed meanwhile"));
    }
    text.tags = tags_for(tx, &scene.community, text.tags, Some(&scene.post)).await?;
    if is_same(&scene.post, &text) {
        return Ok(None);
    }
    let who = (editor, &standing);
    give_text(tx, app, &mut scene, text, editor.id(), who).await?;
    Ok(Some(scene.post))
}
