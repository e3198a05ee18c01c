//! Finding what an act from elsewhere is about.

use crate::accounts::model::Viewer;
use crate::communities::model::Community;
use crate::error::{Reason, Result};
use crate::ids::AccountId;
use crate::posts::model::{Comment, Post};
use crate::posts::queries;
use crate::store::Conn;

/// A thread, or a reply in it, that is here.
pub struct Thing {
    pub post: Post,
    pub reply: Option<Comment>,
}

impl Thing {
    pub fn ap_id(&self) -> &str {
        self.reply
            .as_ref()
            .map_or(&self.post.ap_id, |reply| &reply.ap_id)
    }

    pub fn is_held(&self) -> bool {
        let held_at = match &self.reply {
            Some(reply) => reply.held_at,
            None => self.post.held_at,
        };
        held_at.is_some()
    }

    pub fn author_id(&self) -> AccountId {
        self.reply
            .as_ref()
            .map_or(self.post.author_id, |reply| reply.author_id)
    }
}

pub async fn find_thing(conn: &mut Conn, ap_id: &str) -> Result<Option<Thing>> {
    if let Some(post) = queries::post_by_ap_id(conn, &Viewer::System, ap_id).await? {
        return Ok(Some(Thing { post, reply: None }));
    }
    let Some(reply) = queries::comment_by_ap_id(conn, &Viewer::System, ap_id).await? else {
        return Ok(None);
    };
    let post = queries::find_post(conn, &Viewer::System, reply.post_id).await?;
    Ok(post.map(|post| Thing {
        post,
        reply: Some(reply),
    }))
}

/// A group's announcement counts for its own community only.
pub fn owned_by(announcer: Option<&Community>, community: &Community) -> Result<()> {
    match announcer {
        Some(group) if group.id() != community.id() => Err(Reason::WrongOrigin.into()),
        _ => Ok(()),
    }
}
