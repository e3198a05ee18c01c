//! Reading and writing memberships and bans.

pub mod acting;
pub mod applications;
pub mod banning;
pub mod belonging;
pub mod directory;
pub mod figures;
pub mod invitations;
pub mod invites;
mod judging;
pub mod known;
pub mod letters;
pub mod linking;
pub mod muting;
pub mod pulse;
pub mod rules;
pub mod settings;
pub mod staff;
pub mod steps;
pub mod ties;
pub mod tree;

use super::model::{Accord, Consent, HoldCause, Membership, MembershipState, Role, Standing};
use super::policy;
use crate::accounts::model::{Person, ServerRole};
use crate::communities::model::{Community, FollowState};
use crate::communities::queries::follows::follow_by_pair;
use crate::ids::{AccountId, CommunityId};
use crate::q;
use crate::store::schema::{
    accounts, actors, appeals, bans, held_things, logins, memberships, mutes, report_cases,
    team_talks,
};
use crate::store::{Conn, Time, Tx, columns};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// What waits on a desk is counted up to here: whoever has more waiting knows enough.
pub const COUNTED_MAX: i64 = 500;

/// Members are counted up to here among the figures of a community.
pub const MEMBERS_COUNTED: i64 = 1_000;

/// How much waits on the desk of a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlog {
    pub applications: i64,
    /// Threads and replies.
    pub held: i64,
}

impl Backlog {
    pub fn total(&self) -> i64 {
        self.applications.saturating_add(self.held)
    }

    /// Whether there may be more than was counted.
    pub fn is_cut(&self) -> bool {
        self.applications.max(self.held) >= COUNTED_MAX
    }
}

pub async fn backlog(conn: &mut Conn, community: CommunityId) -> QueryResult<Backlog> {
    Ok(Backlog {
        applications: applications::count_open(conn, community).await?,
        held: count_held(conn, community).await?,
    })
}

/// What one account may do in one community, as of `now`.
pub async fn standing(
    conn: &mut Conn,
    person: &Person,
    community: &Community,
    now: Time,
) -> QueryResult<Standing> {
    let (account, community_id) = (person.id(), community.id());
    type Found = (Option<(Role, Option<i32>, Time)>, bool, bool);
    let (member, banned, muted): Found = q!(conn, {
        let banned = exists(
            bans::table
                .filter(bans::account_id.eq(account))
                .filter(
                    bans::community_id
                        .eq(community_id)
                        .or(bans::community_id.is_null()),
                )
                .filter(bans::until.is_null().or(bans::until.gt(now))),
        );
        let muted = exists(
            mutes::table
                .filter(mutes::account_id.eq(account))
                .filter(mutes::community_id.eq(community_id))
                .filter(mutes::until.is_null().or(mutes::until.gt(now))),
        );
        let here = memberships::account_id
            .eq(accounts::id)
            .and(memberships::community_id.eq(community_id))
            .and(memberships::state.eq(MembershipState::Member));
        accounts::table
            .left_join(memberships::table.on(here))
            .filter(accounts::id.eq(account))
            .select((
                (
                    memberships::role,
                    memberships::agreed_version,
                    memberships::since,
                )
                    .nullable(),
                banned,
                muted,
            ))
            .first(conn)
            .await?
    });
    // People of other servers have no office on this one.
    let server_admin = person.actor.local && is_server_admin(conn, account).await?;
    let role = match member {
        Some((role, _, _)) => Some(role),
        None if taken_elsewhere(conn, person, community).await? => Some(Role::Member),
        None => None,
    };
    let member = member.map(|(role, agreed, since)| Consent {
        role,
        agreed,
        since,
    });
    let versions = rules::list_owed(conn, community, member.as_slice()).await?;
    let accord = member.map(|member| policy::accord(&community.row, &member, &versions, now));
    Ok(Standing {
        account,
        role,
        accord: accord.unwrap_or(Accord::Given),
        local: person.actor.local,
        banned,
        muted,
        suspended: !person.is_live(),
        silenced: person.account.silenced_at.is_some() && community.is_local(),
        admin: server_admin && community.is_local(),
        server_admin,
    })
}

/// A community of another server that only its members read has taken the follow of one of ours: there
/// that is how one belongs.
async fn taken_elsewhere(
    conn: &mut Conn,
    person: &Person,
    community: &Community,
) -> QueryResult<bool> {
    if community.is_local() || community.is_open_to_read() || !person.actor.local {
        return Ok(false);
    }
    let follow = follow_by_pair(conn, person.actor.id, community.actor.id).await?;
    Ok(follow.is_some_and(|follow| follow.state == FollowState::Accepted))
}

async fn is_server_admin(conn: &mut Conn, account: AccountId) -> QueryResult<bool> {
    let role: Option<ServerRole> = q!(conn, {
        logins::table
            .find(account)
            .select(logins::role)
            .first(conn)
            .await
            .optional()?
    });
    Ok(role.is_some_and(ServerRole::administers))
}

/// As [`standing`], for judging what another server sends, in any order. A community elsewhere enforces its
/// own bans: what it announces was written before one, or after it was lifted. Of that only whom this
/// whole server keeps out is banned. Who belongs to it, it knows itself, too.
pub async fn standing_of_sender(
    conn: &mut Conn,
    person: &Person,
    community: &Community,
    announced: bool,
    now: Time,
) -> QueryResult<Standing> {
    let mut found = standing(conn, person, community, now).await?;
    if found.banned && announced && !community.is_local() {
        found.banned = banning::is_banned_everywhere(conn, person.id(), now).await?;
    }
    if announced && !community.is_local() && !community.is_open_to_read() {
        found.role = found.role.or(Some(Role::Member));
    }
    Ok(found)
}

/// Whatever its state.
pub async fn membership_of(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Option<Membership>> {
    q!(conn, {
        memberships::table
            .find((community, account))
            .select(columns::<Membership>())
            .first(conn)
            .await
            .optional()
    })
}

/// Where the belonging of these people stands, as far as anything ever was the matter.
pub async fn list_states(
    conn: &mut Conn,
    community: CommunityId,
    accounts: &[AccountId],
) -> QueryResult<Vec<(AccountId, MembershipState)>> {
    q!(conn, {
        memberships::table
            .filter(memberships::community_id.eq(community))
            .filter(memberships::account_id.eq_any(accounts))
            .select((memberships::account_id, memberships::state))
            .load(conn)
            .await
    })
}

pub async fn upsert_membership(tx: &mut Tx, membership: &Membership) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(memberships::table)
            .values(membership)
            .on_conflict((memberships::community_id, memberships::account_id))
            .do_update()
            .set((
                memberships::role.eq(membership.role),
                memberships::state.eq(membership.state),
                memberships::updated_at.eq(membership.updated_at),
            ))
            .execute(conn)
            .await
    })?;
    judging::note_judged_by(tx, membership.account_id, Some(membership.community_id)).await
}

/// Makes a member another role than `from`, which they have been until now. False where they left
/// meanwhile, or somebody else gave them another role.
pub async fn update_role(
    tx: &mut Tx,
    community: CommunityId,
    account: AccountId,
    (from, to): (Role, Role),
    now: Time,
) -> QueryResult<bool> {
    let conn = &mut **tx;
    let changed = q!(conn, {
        diesel::update(memberships::table.find((community, account)))
            .filter(memberships::state.eq(MembershipState::Member))
            .filter(memberships::role.eq(from))
            .set((memberships::role.eq(to), memberships::updated_at.eq(now)))
            .execute(conn)
            .await?
    });
    Ok(changed == 1)
}

/// Makes somebody a member from now on. Who looked after the community before and left begins as
/// everybody else.
pub async fn admit(
    tx: &mut Tx,
    community: CommunityId,
    account: AccountId,
    role: Role,
    now: Time,
) -> QueryResult<()> {
    let membership = Membership {
        community_id: community,
        account_id: account,
        role,
        state: MembershipState::Member,
        since: now,
        updated_at: now,
    };
    upsert_membership(tx, &membership).await?;
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(memberships::table.find((community, account)))
            .set(memberships::since.eq(now))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Members of a community who are asked to agree to a version of its rules, and have not yet.
macro_rules! to_be_asked {
    ($community:expr, $version:expr) => {
        memberships::table
            .filter(memberships::community_id.eq($community))
            .filter(memberships::state.eq(MembershipState::Member))
            .filter(memberships::role.eq_any(policy::roles_asked($version)))
            .filter(
                memberships::agreed_version
                    .is_null()
                    .or(memberships::agreed_version.lt($version)),
            )
    };
}

/// Members who have to agree to `version` still, from behind `after`, by their numbers.
pub async fn list_to_be_asked(
    conn: &mut Conn,
    community: CommunityId,
    version: i32,
    after: AccountId,
    limit: i64,
) -> QueryResult<Vec<AccountId>> {
    q!(conn, {
        to_be_asked!(community, version)
            .filter(memberships::account_id.gt(after))
            .order(memberships::account_id)
            .limit(limit)
            .select(memberships::account_id)
            .load(conn)
            .await
    })
}

/// Whether this is one of them.
pub async fn is_to_be_asked(
    conn: &mut Conn,
    community: CommunityId,
    version: i32,
    account: AccountId,
) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            to_be_asked!(community, version).filter(memberships::account_id.eq(account)),
        ))
        .get_result(conn)
        .await
    })
}

/// How many those are.
pub async fn count_to_be_asked(
    conn: &mut Conn,
    community: CommunityId,
    version: i32,
) -> QueryResult<i64> {
    q!(conn, {
        to_be_asked!(community, version)
            .count()
            .get_result(conn)
            .await
    })
}

/// How many belong to a community.
pub async fn count_members(conn: &mut Conn, community: CommunityId) -> QueryResult<i64> {
    q!(conn, {
        memberships::table
            .filter(memberships::community_id.eq(community))
            .filter(memberships::state.eq(MembershipState::Member))
            .count()
            .get_result(conn)
            .await
    })
}

/// The same, counted up to [`MEMBERS_COUNTED`]: for pages that many ask for.
pub async fn count_members_roughly(conn: &mut Conn, community: CommunityId) -> QueryResult<i64> {
    let ids: Vec<AccountId> = q!(conn, {
        memberships::table
            .filter(memberships::community_id.eq(community))
            .filter(memberships::state.eq(MembershipState::Member))
            .limit(MEMBERS_COUNTED)
            .select(memberships::account_id)
            .load(conn)
            .await?
    });
    Ok(i64::try_from(ids.len()).unwrap_or(MEMBERS_COUNTED))
}

/// How many threads and replies are held in a community, counted up to [`COUNTED_MAX`].
pub async fn count_held(conn: &mut Conn, community: CommunityId) -> QueryResult<i64> {
    let ids: Vec<i64> = q!(conn, {
        held_things::table
            .filter(held_things::community_id.eq(community))
            .filter(held_things::released_at.is_null())
            .limit(COUNTED_MAX)
            .select(held_things::id)
            .load(conn)
            .await?
    });
    Ok(i64::try_from(ids.len()).unwrap_or(COUNTED_MAX))
}

/// How many cases of what was reported in a community wait for one who moderates it, counted up to
/// [`COUNTED_MAX`]; what was reported of themselves is none of them. The table is `moderation`'s, which knows this
/// feature and is not known to it: the header of a community's pages, which this feature draws, counts in it and does
/// nothing else there.
pub async fn count_reported(
    conn: &mut Conn,
    community: CommunityId,
    moderator: AccountId,
) -> QueryResult<i64> {
    let ids: Vec<i64> = q!(conn, {
        report_cases::table
            .filter(report_cases::community_id.eq(community))
            .filter(report_cases::settled_at.is_null())
            .filter(report_cases::for_server.eq(false))
            .filter(report_cases::account_id.ne(moderator))
            .limit(COUNTED_MAX)
            .select(report_cases::id)
            .load(conn)
            .await?
    });
    Ok(i64::try_from(ids.len()).unwrap_or(COUNTED_MAX))
}

/// What waits for those who look after a community beside what was reported, up to [`COUNTED_MAX`] of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    pub appeals: i64,
    pub talks: i64,
}

/// Appeals that nobody has decided about and conversations that nobody has answered, but one's own. As with
/// [`count_reported`] they belong to another feature, of which the header counts.
pub async fn count_asked(
    conn: &mut Conn,
    community: CommunityId,
    moderator: AccountId,
) -> QueryResult<Asked> {
    let appeals: Vec<i64> = q!(conn, {
        appeals::table
            .filter(appeals::community_id.eq(community))
            .filter(appeals::account_id.ne(moderator))
            .filter(appeals::decided_at.is_null())
            .limit(COUNTED_MAX)
            .select(appeals::id)
            .load(conn)
            .await?
    });
    let talks: Vec<i64> = q!(conn, {
        team_talks::table
            .filter(team_talks::community_id.eq(community))
            .filter(team_talks::account_id.ne(moderator))
            .filter(team_talks::waits.eq(true))
            .limit(COUNTED_MAX)
            .select(team_talks::id)
            .load(conn)
            .await?
    });
    let count = |found: Vec<i64>| i64::try_from(found.len()).unwrap_or(COUNTED_MAX);
    Ok(Asked {
        appeals: count(appeals),
        talks: count(talks),
    })
}

/// What somebody's words are held for that goes by itself once they are members and have agreed.
const LACKED: [HoldCause; 3] = [
    HoldCause::Membership,
    HoldCause::Agreement,
    HoldCause::Silence,
];

/// Whether something of somebody is held in a community for what they lack themselves.
pub async fn has_held(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            held_things::table
                .filter(held_things::community_id.eq(community))
                .filter(held_things::author_id.eq(account))
                .filter(held_things::released_at.is_null())
                .filter(held_things::cause.eq_any(LACKED)),
        ))
        .get_result(conn)
        .await
    })
}

/// Who greets those who are new, oldest first, be they banned or not: see [`acting`].
pub async fn list_greeters(conn: &mut Conn, community: CommunityId) -> QueryResult<Vec<AccountId>> {
    q!(conn, {
        memberships::table
            .filter(memberships::community_id.eq(community))
            .filter(memberships::state.eq(MembershipState::Member))
            .filter(memberships::role.eq(Role::Greeter))
            .order((memberships::since, memberships::account_id))
            .select(memberships::account_id)
            .load(conn)
            .await
    })
}

/// Conveners first, then moderators, oldest first: all who hold the office, be they banned or not. Who may
/// act on it [`acting`] says.
pub async fn list_moderators(
    conn: &mut Conn,
    community: CommunityId,
) -> QueryResult<Vec<(Person, Role)>> {
    let mut rows: Vec<(Person, Role)> = q!(conn, {
        memberships::table
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(memberships::community_id.eq(community))
            .filter(memberships::state.eq(MembershipState::Member))
            .filter(memberships::role.eq_any([Role::Convener, Role::Moderator]))
            .order((memberships::since, memberships::account_id))
            .select((columns::<Person>(), memberships::role))
            .load(conn)
            .await?
    });
    rows.sort_by_key(|(_, role)| std::cmp::Reverse(*role));
    Ok(rows)
}

/// The communities that somebody looks after, whether or not they may act there now; the latest first.
pub async fn list_looked_after(
    conn: &mut Conn,
    who: AccountId,
    limit: usize,
) -> QueryResult<Vec<CommunityId>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    q!(conn, {
        memberships::table
            .filter(memberships::account_id.eq(who))
            .filter(memberships::state.eq(MembershipState::Member))
            .filter(memberships::role.eq_any([Role::Convener, Role::Moderator]))
            .order((memberships::since.desc(), memberships::community_id))
            .limit(limit)
            .select(memberships::community_id)
            .load(conn)
            .await
    })
}

/// Who looks after a community, for marking their names.
pub async fn list_offices(
    conn: &mut Conn,
    community: CommunityId,
) -> QueryResult<Vec<(AccountId, Role)>> {
    q!(conn, {
        memberships::table
            .filter(memberships::community_id.eq(community))
            .filter(memberships::state.eq(MembershipState::Member))
            .filter(memberships::role.eq_any([Role::Convener, Role::Moderator]))
            .select((memberships::account_id, memberships::role))
            .load(conn)
            .await
    })
}

/// The communities an account convenes or moderates.
pub async fn list_moderated(conn: &mut Conn, account: AccountId) -> QueryResult<Vec<CommunityId>> {
    q!(conn, {
        memberships::table
            .filter(memberships::account_id.eq(account))
            .filter(memberships::state.eq(MembershipState::Member))
            .filter(memberships::role.eq_any([Role::Convener, Role::Moderator]))
            .select(memberships::community_id)
            .load(conn)
            .await
    })
}

/// Where somebody belongs, a bounded number.
pub async fn list_memberships_of(
    conn: &mut Conn,
    account: AccountId,
    limit: i64,
) -> QueryResult<Vec<Membership>> {
    q!(conn, {
        memberships::table
            .filter(memberships::account_id.eq(account))
            .filter(memberships::state.eq(MembershipState::Member))
            .order(memberships::community_id)
            .limit(limit)
            .select(columns::<Membership>())
            .load(conn)
            .await
    })
}
