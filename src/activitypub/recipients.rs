//! From whom something is for to the inboxes it must reach.

use super::delivery::Inbox;
use super::peers::{Dialect, dialect};
use crate::ids::{ActorId, PeerId};
use crate::q;
use crate::store::Conn;
use crate::store::schema::{actors, follows, peers};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// An inbox and what runs behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub inbox: Inbox,
    pub host: String,
    pub software: Option<String>,
}

impl Recipient {
    pub fn dialect(&self) -> Dialect {
        dialect(self.software.as_deref())
    }

    /// Takes wrapped activities (FEP-1b12).
    pub fn is_forum(&self) -> bool {
        matches!(self.dialect(), Dialect::Forum | Dialect::Both)
    }

    /// Takes boosts of new threads and the author's own updates and deletes.
    pub fn is_microblog(&self) -> bool {
        matches!(self.dialect(), Dialect::Microblog | Dialect::Both)
    }

    /// Answers the second copy of an act with an error. Lemmy takes in what a community announces as
    /// if its author had sent it, so those it concerns learn of it that way too.
    pub fn takes_one_copy(&self) -> bool {
        self.software.as_deref() == Some("lemmy")
    }

    /// Knows accepted answers (protocol.md §3.6).
    pub fn knows_answers(&self) -> bool {
        matches!(self.software.as_deref(), Some("piefed" | "guildhall"))
    }
}

type Row = (PeerId, String, Option<String>, Option<String>, String);

fn recipient((peer, inbox, shared, software, host): Row) -> Recipient {
    Recipient {
        inbox: Inbox {
            peer,
            url: shared.unwrap_or(inbox),
        },
        host,
        software,
    }
}

fn distinct(rows: Vec<Row>) -> Vec<Recipient> {
    let mut list: Vec<Recipient> = rows.into_iter().map(recipient).collect();
    list.sort_by(|a, b| a.inbox.cmp(&b.inbox));
    list.dedup_by(|a, b| a.inbox == b.inbox);
    list
}

/// The servers that follow an actor here, each once.
pub async fn followers(conn: &mut Conn, target: ActorId) -> QueryResult<Vec<Recipient>> {
    let rows: Vec<Row> = q!(conn, {
        follows::table
            .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
            .inner_join(peers::table.on(peers::host.eq(actors::host)))
            .filter(follows::target_id.eq(target))
            .filter(follows::state.eq("accepted"))
            .filter(actors::local.eq(false))
            .filter(actors::gone_at.is_null())
            .filter(peers::policy.ne("block"))
            .select((
                peers::id,
                actors::inbox_url,
                actors::shared_inbox_url,
                peers::software,
                actors::host,
            ))
            .distinct()
            .load(conn)
            .await?
    });
    Ok(distinct(rows))
}

/// The inboxes of some actors of other servers; ours and unknown ones are left out.
pub async fn of_actors(conn: &mut Conn, ap_ids: &[String]) -> QueryResult<Vec<Recipient>> {
    if ap_ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = q!(conn, {
        actors::table
            .inner_join(peers::table.on(peers::host.eq(actors::host)))
            .filter(actors::ap_id.eq_any(ap_ids))
            .filter(actors::local.eq(false))
            .filter(actors::gone_at.is_null())
            .filter(peers::policy.ne("block"))
            .select((
                peers::id,
                actors::inbox_url,
                actors::shared_inbox_url,
                peers::software,
                actors::host,
            ))
            .load(conn)
            .await?
    });
    Ok(distinct(rows))
}
