//! What people write, as the rules of a community and of the server read it.

use crate::accounts::model::Person;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, Result};
use crate::ids::{CommentId, PostId};
use crate::membership::model::Standing;
use crate::posts::model::{Comment, CommentText, MentionRef, NewComment, NewPost, Post, PostText};
use crate::screening::actions::{
    Moment, Writing, note_kept_back, refuse_arrival, refuse_here, report_caught, screen,
};
use crate::screening::model::Verdict;
use crate::store::Tx;

/// The parts of a text that rules read.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    /// Empty for replies.
    title: &'a str,
    html: &'a str,
    url: Option<&'a str>,
    mentions: &'a [MentionRef],
}

impl<'a> From<&'a NewPost> for Text<'a> {
    fn from(new: &'a NewPost) -> Self {
        Self {
            title: &new.title,
            html: &new.body_html,
            url: new.url.as_deref(),
            mentions: &new.mentions.0,
        }
    }
}

impl<'a> From<&'a Post> for Text<'a> {
    fn from(post: &'a Post) -> Self {
        Self {
            title: &post.title,
            html: &post.body_html,
            url: post.url.as_deref(),
            mentions: &post.mentions.0,
        }
    }
}

impl<'a> From<&'a PostText> for Text<'a> {
    fn from(text: &'a PostText) -> Self {
        Self {
            title: &text.title,
            html: &text.body_html,
            url: text.url.as_deref(),
            mentions: &text.mentions.0,
        }
    }
}

impl<'a> From<&'a NewComment> for Text<'a> {
    fn from(new: &'a NewComment) -> Self {
        Self {
            title: "",
            html: &new.body_html,
            url: None,
            mentions: &new.mentions.0,
        }
    }
}

impl<'a> From<&'a Comment> for Text<'a> {
    fn from(reply: &'a Comment) -> Self {
        Self {
            title: "",
            html: &reply.body_html,
            url: None,
            mentions: &reply.mentions.0,
        }
    }
}

impl<'a> From<&'a CommentText> for Text<'a> {
    fn from(text: &'a CommentText) -> Self {
        Self {
            title: "",
            html: &text.body_html,
            url: None,
            mentions: &text.mentions.0,
        }
    }
}

/// What the rules say of a text of somebody who stands like this.
pub(super) async fn screened(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    (author, standing): (&Person, &Standing),
    text: Text<'_>,
    moment: Moment,
) -> Result<Verdict> {
    let named: Vec<&str> = text
        .mentions
        .iter()
        .map(|each| each.href.as_str())
        .collect();
    let writing = Writing {
        community,
        author,
        standing,
        title: text.title,
        html: text.html,
        url: text.url,
        named: &named,
        moment,
    };
    screen(tx, app, &writing).await
}

/// A text that has come and was stored in the transaction, which is given up where a rule refuses it.
pub(super) async fn judge_arrival(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    who: (&Person, &Standing),
    text: Text<'_>,
) -> Result<Verdict> {
    let verdict = screened(tx, app, community, who, text, Moment::Come).await?;
    refuse_arrival(&verdict)?;
    Ok(verdict)
}

/// Whether an edit that came takes the place of the text that is there. If not, those who look after the place are
/// told. What is held already goes on waiting with its last words.
pub(super) async fn takes_edit(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    who: (&Person, &Standing),
    text: Text<'_>,
    (post, reply, held): (PostId, Option<CommentId>, bool),
) -> Result<bool> {
    let verdict = screened(tx, app, community, who, text, Moment::Edit).await?;
    if verdict.hold().is_some() && !held {
        note_kept_back(tx, app, &verdict, post, reply).await?;
        return Ok(false);
    }
    if !held {
        report_caught(tx, app, &verdict, post, reply).await?;
    }
    Ok(true)
}

/// An edit that somebody here makes. What a rule would hold is refused: the text that is shown stays, and whoever
/// typed the other one has it in the form. Of what is held already only that is refused which may not even wait.
pub(super) async fn judge_edit(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    who: (&Person, &Standing),
    text: Text<'_>,
    (post, reply, held): (PostId, Option<CommentId>, bool),
) -> Result<()> {
    let verdict = screened(tx, app, community, who, text, Moment::Edit).await?;
    refuse_here(&verdict)?;
    if held {
        return Ok(());
    }
    if verdict.hold().is_some() {
        return Err(Error::invalid("body", t!("screening-edit-refused")));
    }
    report_caught(tx, app, &verdict, post, reply).await
}
