//! Communities that work together, and those that were asked to.

use crate::ids::CommunityId;
use crate::membership::linking::Offers;
use crate::membership::model::{Link, LinkState, Sharing};
use crate::q;
use crate::store::schema::community_links;
use crate::store::{Conn, Json, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Links of one community that are read at once.
const LINKS: i64 = 200;

/// Those that are in force or wait for an answer.
const OPEN: [LinkState; 3] = [LinkState::Proposed, LinkState::Asked, LinkState::Linked];

/// How one of our communities stands to another one, if anything ever was between them.
pub async fn link_of(
    conn: &mut Conn,
    community: CommunityId,
    other: CommunityId,
) -> QueryResult<Option<Link>> {
    q!(conn, {
        community_links::table
            .filter(community_links::community_id.eq(community))
            .filter(community_links::other_id.eq(other))
            .select(columns::<Link>())
            .first(conn)
            .await
            .optional()
    })
}

/// All of one of our communities, a bounded number: the open ones first, so that none of them is missing however
/// many have ended since, and of either what changed last.
pub async fn list_links(conn: &mut Conn, community: CommunityId) -> QueryResult<Vec<Link>> {
    q!(conn, {
        community_links::table
            .filter(community_links::community_id.eq(community))
            .order((
                community_links::state.eq_any(OPEN).desc(),
                community_links::changed_at.desc(),
                community_links::id.desc(),
            ))
            .limit(LINKS)
            .select(columns::<Link>())
            .load(conn)
            .await
    })
}

/// The communities that a community works together with, as far as this server knows: of one elsewhere those
/// of ours.
pub async fn list_linked(conn: &mut Conn, community: CommunityId) -> QueryResult<Vec<CommunityId>> {
    let pairs: Vec<(CommunityId, CommunityId)> = q!(conn, {
        community_links::table
            .filter(
                community_links::community_id
                    .eq(community)
                    .or(community_links::other_id.eq(community)),
            )
            .filter(community_links::state.eq(LinkState::Linked))
            .order(community_links::id)
            .limit(LINKS)
            .select((community_links::community_id, community_links::other_id))
            .load(conn)
            .await?
    });
    let mut others: Vec<CommunityId> = Vec::new();
    for (one, other) in pairs {
        let other = if one == community { other } else { one };
        if !others.contains(&other) {
            others.push(other);
        }
    }
    Ok(others)
}

/// How many are open or wait for an answer.
pub async fn count_links(conn: &mut Conn, community: CommunityId) -> QueryResult<i64> {
    q!(conn, {
        community_links::table
            .filter(community_links::community_id.eq(community))
            .filter(community_links::state.eq_any(OPEN))
            .count()
            .get_result(conn)
            .await
    })
}

/// What a link becomes with a proposal, or with the answer to one.
#[derive(Debug, Clone, Copy)]
pub struct NewLink<'a> {
    pub community: CommunityId,
    pub other: CommunityId,
    pub state: LinkState,
    pub ap_id: &'a str,
    pub words: &'a str,
    pub offers: Option<&'a Json<Offers>>,
}

/// Makes it, or takes the place of what there was between the two. Who shares stays as it was set.
pub async fn upsert_link(tx: &mut Tx, new: &NewLink<'_>, now: Time) -> QueryResult<()> {
    let changed = (
        community_links::state.eq(new.state),
        community_links::ap_id.eq(new.ap_id),
        community_links::words.eq(new.words),
        community_links::changed_at.eq(now),
        community_links::offers.eq(new.offers),
    );
    let row = (
        community_links::community_id.eq(new.community),
        community_links::other_id.eq(new.other),
        community_links::sharing.eq(Sharing::Members),
        community_links::created_at.eq(now),
    );
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(community_links::table)
            .values((row, changed))
            .on_conflict((community_links::community_id, community_links::other_id))
            .do_update()
            .set(changed)
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Whether the link was in that state until now.
pub async fn update_link_state(
    tx: &mut Tx,
    link: &Link,
    state: LinkState,
    now: Time,
) -> QueryResult<bool> {
    let conn = &mut **tx;
    let changed = q!(conn, {
        diesel::update(community_links::table.find(link.id))
            .filter(community_links::state.eq(link.state))
            .set((
                community_links::state.eq(state),
                community_links::changed_at.eq(now),
            ))
            .execute(conn)
            .await?
    });
    Ok(changed == 1)
}

pub async fn update_sharing(tx: &mut Tx, link: &Link, sharing: Sharing) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(community_links::table.find(link.id))
            .set(community_links::sharing.eq(sharing))
            .execute(conn)
            .await
    })?;
    Ok(())
}
