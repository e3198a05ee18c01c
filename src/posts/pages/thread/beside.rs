//! A thread as a community shows it that it is shared with: what that community hides, and what its moderators
//! can do there. At home, and in every other community, it is as it is.

use super::Scene;
use crate::accounts::model::Viewer;
use crate::communities::model::{Community, ReadPolicy};
use crate::communities::queries::list_by_id;
use crate::error::Result;
use crate::ids::{AccountId, CommentId, CommunityId};
use crate::membership::model::Standing;
use crate::membership::queries::banning::list_banned_among;
use crate::membership::queries::linking::list_links;
use crate::posts::model::Post;
use crate::posts::policy;
use crate::posts::queries::sharing::{Share, list_hidden_among, list_shares_of};
use crate::posts::queries::{ReplyNode, ReplyRow, sight};
use crate::store::{Conn, Time};
use crate::web::view::ActionView;
use std::collections::HashSet;

/// Another community than its own, as whose a thread is shown.
pub(super) struct Beside {
    pub community: Community,
    /// Whether the viewer looks after that community.
    cares: bool,
    /// Whether it hides the thread itself.
    hidden: bool,
    /// The replies on this page that it does not show.
    replies: HashSet<CommentId>,
}

impl Beside {
    /// Takes the words of what the community hides, and of whom it has banned, out of a page. Its moderators see
    /// what was hidden, so that they can show it again.
    pub async fn hide(
        &mut self,
        conn: &mut Conn,
        nodes: &mut [ReplyNode],
        now: Time,
    ) -> Result<()> {
        let place = self.community.id();
        let ids: Vec<CommentId> = nodes.iter().map(|node| node.reply.id).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let writers: Vec<AccountId> = nodes.iter().map(|node| node.reply.author_id).collect();
        let banned = list_banned_among(conn, place, &writers, now).await?;
        self.replies = list_hidden_among(conn, place, &ids).await?;
        for node in nodes.iter_mut().filter(|node| node.has_words) {
            let kept_out = banned.contains(&node.reply.author_id);
            let hidden = self.replies.contains(&node.reply.id) && !self.cares;
            if kept_out {
                self.replies.insert(node.reply.id);
            }
            if kept_out || hidden {
                node.has_words = false;
                node.reply.body_html.clear();
            }
        }
        Ok(())
    }
}

/// The communities that everybody knows of and that show the thread, and the one of this handle among those
/// that it is shared with.
pub(super) async fn read(
    conn: &mut Conn,
    viewer: &Viewer,
    post: &Post,
    (within, now): (&str, Time),
) -> Result<(Vec<Community>, Option<Beside>)> {
    let shares = list_shares_of(conn, post.id).await?;
    if shares.is_empty() {
        return Ok((Vec::new(), None));
    }
    let ids: Vec<CommunityId> = shares.iter().map(|share| share.community_id).collect();
    let mut places = list_by_id(conn, &ids).await?;
    places.retain(|place| place.is_live() && place.row.read_policy == ReadPolicy::Public);
    let hidden = |place: &Community| {
        let of = |share: &&Share| share.community_id == place.id();
        let share = shares.iter().find(of);
        share.is_none_or(|share| share.hidden_at.is_some())
    };
    let named = places.iter().find(|place| place.handle() == within);
    let beside = match named {
        Some(place) => {
            let sight = sight(conn, viewer, place.id()).await?;
            let beside = Beside {
                community: place.clone(),
                cares: sight.may_moderate() && place.is_local(),
                hidden: hidden(place),
                replies: HashSet::new(),
            };
            // Whom it has banned it shows in its own name no more.
            let author = list_banned_among(conn, place.id(), &[post.author_id], now).await?;
            let shown = author.is_empty() && (beside.cares || !beside.hidden);
            Some(beside).filter(|_| shown)
        }
        None => None,
    };
    places.retain(|place| !hidden(place));
    Ok((places, beside))
}

/// Whether somebody may share the thread with any community.
pub(super) async fn is_shareable(
    conn: &mut Conn,
    standing: Option<&Standing>,
    community: &Community,
    post: &Post,
) -> Result<bool> {
    let Some(standing) = standing.filter(|_| community.is_local()) else {
        return Ok(false);
    };
    let links = list_links(conn, community.id()).await?;
    let may = |link| policy::may_share(standing, community, post, Some(link)).is_ok();
    Ok(links.iter().any(may))
}

impl Scene<'_> {
    /// The handle of the community as whose the thread is shown; empty where that is its own.
    pub(super) fn within(&self) -> String {
        let beside = self.beside.as_ref();
        beside.map_or(String::new(), |beside| beside.community.handle())
    }

    pub(super) fn hides_beside(&self, reply: CommentId) -> bool {
        let beside = self.beside.as_ref();
        beside.is_some_and(|beside| beside.replies.contains(&reply))
    }

    /// For moderators of that community: hiding the thread or a reply there, or showing it again.
    pub(super) fn care_beside(&self, reply: Option<&ReplyRow>) -> Option<ActionView> {
        let beside = self.beside.as_ref().filter(|beside| beside.cares)?;
        let path = format!("{}/shared/{}", beside.community.path(), self.post.public_id);
        let (href, hidden) = match reply {
            Some(reply) => {
                let href = format!("{path}?reply={}", reply.public_id);
                (href, beside.replies.contains(&reply.id))
            }
            None => (path, beside.hidden),
        };
        let title = beside.community.title();
        Some(match hidden {
            true => ActionView::link(t!("posts-care-show-in", place = title), "plus", href),
            false => ActionView::link(t!("posts-care-hide-in", place = title), "remove", href),
        })
    }
}
