//! Who sees what: whether they may read at all [`crate::visibility`] decides; and whoever may not read
//! words that were deleted or removed gets the row without them.

use crate::accounts::model::Viewer;
use crate::activitypub::delivery::Audience;
use crate::ids::{AccountId, CommunityId};
use crate::membership::model::{MembershipState, Role};
use crate::membership::policy::{Right, gives};
use crate::posts::model::{Comment, Post};
use crate::q;
use crate::store::schema::{actors, communities, memberships};
use crate::store::{Conn, Json};
use crate::visibility::{is_kept_out, reach_in};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// How one viewer stands to what one community says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    account: Option<AccountId>,
    /// Reads what is for whoever signs in here.
    here: bool,
    /// Reads what is for the members.
    inside: bool,
    moderator: bool,
    admin: bool,
    everything: bool,
}

/// Read once for a page; costs nothing for visitors.
pub async fn sight(conn: &mut Conn, viewer: &Viewer, community: CommunityId) -> QueryResult<Sight> {
    let reach = reach_in(conn, viewer.reader(), community).await?;
    let mut sight = Sight {
        account: viewer.account(),
        here: reach.admits(Audience::Server, community),
        inside: reach.admits(Audience::Community, community),
        moderator: false,
        admin: viewer.is_admin(),
        everything: *viewer == Viewer::System,
    };
    let Some(account) = sight.account else {
        return Ok(sight);
    };
    let role: Option<Role> = q!(conn, {
        memberships::table
            .find((community, account))
            .filter(memberships::state.eq(MembershipState::Member))
            .select(memberships::role)
            .first(conn)
            .await
            .optional()?
    });
    let office = role.is_some_and(|role| gives(role, Right::Moderate));
    sight.moderator = office && !is_kept_out(conn, account, community).await?;
    if viewer.is_admin() && !sight.moderator {
        // Administrators keep order in the communities of their own server only.
        sight.moderator = q!(conn, {
            communities::table
                .inner_join(actors::table)
                .filter(communities::id.eq(community))
                .select(actors::local)
                .first(conn)
                .await?
        });
    }
    Ok(sight)
}

impl Sight {
    pub fn may_moderate(&self) -> bool {
        self.moderator
    }

    /// Named people are never found through threads and replies.
    pub fn admits(&self, audience: Audience) -> bool {
        match audience {
            _ if self.everything => true,
            Audience::Public => true,
            Audience::Server => self.here,
            Audience::Community => self.inside,
            Audience::People => false,
        }
    }

    /// The audiences that this viewer belongs to.
    pub fn audiences(&self) -> Vec<Audience> {
        let all = [Audience::Public, Audience::Server, Audience::Community];
        all.into_iter().filter(|each| self.admits(*each)).collect()
    }

    /// Authors see their own words; moderators and administrators, who may have removed it for this server
    /// alone, see what was removed or held, not what its author deleted.
    pub fn sees_words(&self, author: AccountId, deleted: bool, hidden: bool) -> bool {
        self.everything
            || (!deleted && !hidden)
            || self.account == Some(author)
            || ((self.moderator || self.admin) && !deleted)
    }

    /// The thread as this viewer may have it: None, without its words, or whole.
    pub(super) fn show_post(&self, mut post: Post) -> Option<Post> {
        if !self.admits(post.audience) {
            return None;
        }
        let hidden = post.removed_at.is_some() || post.held_at.is_some();
        if self.sees_words(post.author_id, post.deleted_at.is_some(), hidden) {
            return Some(post);
        }
        if post.held_at.is_some() {
            return None;
        }
        post.title.clear();
        post.body.clear();
        post.body_html.clear();
        post.body_text.clear();
        post.url = None;
        post.resource = None;
        post.tags = Json::default();
        post.mentions = Json::default();
        Some(post)
    }

    pub(super) fn show_comment(&self, mut comment: Comment) -> Option<Comment> {
        if !self.admits(comment.audience) {
            return None;
        }
        let hidden = comment.removed_at.is_some() || comment.held_at.is_some();
        if self.sees_words(comment.author_id, comment.deleted_at.is_some(), hidden) {
            return Some(comment);
        }
        if comment.held_at.is_some() {
            return None;
        }
        comment.body.clear();
        comment.body_html.clear();
        comment.body_text.clear();
        comment.mentions = Json::default();
        Some(comment)
    }
}
