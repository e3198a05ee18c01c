//! Versions of the rules and who agreed to them. Both are only ever added to; of the rules of communities elsewhere
//! the latest versions are kept that this server has come to know.

use crate::communities::model::Community;
use crate::ids::{AccountId, CommunityId};
use crate::membership::model::{
    Agreement, Consent, MembershipState, Role, RulesChange, RulesVersion,
};
use crate::membership::policy;
use crate::q;
use crate::store::schema::{agreements, memberships, rules_versions};
use crate::store::{Conn, Time, Tx, columns};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

pub async fn insert_version(tx: &mut Tx, version: &RulesVersion) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(rules_versions::table)
            .values(version)
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn version_by_number(
    conn: &mut Conn,
    community: CommunityId,
    number: i32,
) -> QueryResult<Option<RulesVersion>> {
    q!(conn, {
        rules_versions::table
            .find((community, number))
            .select(columns::<RulesVersion>())
            .first(conn)
            .await
            .optional()
    })
}

/// The latest one before `number`.
pub async fn version_before(
    conn: &mut Conn,
    community: CommunityId,
    number: i32,
) -> QueryResult<Option<RulesVersion>> {
    q!(conn, {
        rules_versions::table
            .filter(rules_versions::community_id.eq(community))
            .filter(rules_versions::number.lt(number))
            .order(rules_versions::number.desc())
            .select(columns::<RulesVersion>())
            .first(conn)
            .await
            .optional()
    })
}

/// The latest one of a community elsewhere that its server calls so.
pub async fn version_by_hash(
    conn: &mut Conn,
    community: CommunityId,
    hash: &str,
) -> QueryResult<Option<RulesVersion>> {
    if hash.is_empty() {
        return Ok(None);
    }
    q!(conn, {
        rules_versions::table
            .filter(rules_versions::community_id.eq(community))
            .filter(rules_versions::hash.eq(hash))
            .order(rules_versions::number.desc())
            .select(columns::<RulesVersion>())
            .first(conn)
            .await
            .optional()
    })
}

/// Whether there is a version since `from` that members had to agree to.
pub async fn has_material_since(
    conn: &mut Conn,
    community: CommunityId,
    from: Time,
) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            rules_versions::table
                .filter(rules_versions::community_id.eq(community))
                .filter(rules_versions::change_kind.eq(RulesChange::Material))
                .filter(rules_versions::published_at.gt(from)),
        ))
        .get_result(conn)
        .await
    })
}

/// Forgets all versions of a community elsewhere but the latest `keep`.
pub async fn delete_old_versions(
    tx: &mut Tx,
    community: CommunityId,
    keep: i64,
) -> QueryResult<()> {
    let conn = &mut **tx;
    let kept: Vec<i32> = q!(conn, {
        rules_versions::table
            .filter(rules_versions::community_id.eq(community))
            .order(rules_versions::number.desc())
            .limit(keep)
            .select(rules_versions::number)
            .load(conn)
            .await?
    });
    let Some(oldest) = kept.last().copied() else {
        return Ok(());
    };
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(rules_versions::table)
            .filter(rules_versions::community_id.eq(community))
            .filter(rules_versions::number.lt(oldest))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Latest first, at most 200.
pub async fn list_versions(
    conn: &mut Conn,
    community: CommunityId,
) -> QueryResult<Vec<RulesVersion>> {
    list_versions_from(conn, community, 0).await
}

/// Those from the version `from` on.
async fn list_versions_from(
    conn: &mut Conn,
    community: CommunityId,
    from: i32,
) -> QueryResult<Vec<RulesVersion>> {
    q!(conn, {
        rules_versions::table
            .filter(rules_versions::community_id.eq(community))
            .filter(rules_versions::number.ge(from))
            .order(rules_versions::number.desc())
            .limit(200)
            .select(columns::<RulesVersion>())
            .load(conn)
            .await
    })
}

/// The versions that say since when these members have to agree, for [`policy::agree_until`]; none where nobody
/// has to.
pub async fn list_owed(
    conn: &mut Conn,
    community: &Community,
    members: &[Consent],
) -> QueryResult<Vec<RulesVersion>> {
    let row = &community.row;
    let owing = members.iter().filter(|member| policy::owes(row, member));
    let Some(from) = owing.map(|member| member.agreed.unwrap_or(0)).min() else {
        return Ok(Vec::new());
    };
    list_versions_from(conn, community.id(), from).await
}

/// Until when a member goes on as before without agreeing to the rules that bind; none for who is no member.
pub async fn time_to_agree(
    conn: &mut Conn,
    community: &Community,
    account: AccountId,
) -> QueryResult<Option<Time>> {
    let found: Option<(Role, Option<i32>, Time)> = q!(conn, {
        memberships::table
            .find((community.id(), account))
            .filter(memberships::state.eq(MembershipState::Member))
            .select((
                memberships::role,
                memberships::agreed_version,
                memberships::since,
            ))
            .first(conn)
            .await
            .optional()?
    });
    let Some((role, agreed, since)) = found else {
        return Ok(None);
    };
    let member = Consent {
        role,
        agreed,
        since,
    };
    let versions = list_owed(conn, community, &[member]).await?;
    Ok(policy::agree_until(&community.row, &member, &versions))
}

/// Those from number `from` on and before `before`, latest first, at most twenty.
pub async fn list_versions_between(
    conn: &mut Conn,
    community: CommunityId,
    from: i32,
    before: i32,
) -> QueryResult<Vec<RulesVersion>> {
    q!(conn, {
        rules_versions::table
            .filter(rules_versions::community_id.eq(community))
            .filter(rules_versions::number.ge(from))
            .filter(rules_versions::number.lt(before))
            .order(rules_versions::number.desc())
            .limit(20)
            .select(columns::<RulesVersion>())
            .load(conn)
            .await
    })
}

/// Keeps a yes, and with the membership the version it was to. Saying it again changes nothing. Whether
/// it was new.
pub async fn insert_agreement(tx: &mut Tx, agreement: &Agreement) -> QueryResult<bool> {
    let conn = &mut **tx;
    let made = q!(conn, {
        diesel::insert_into(agreements::table)
            .values(agreement)
            .on_conflict_do_nothing()
            .execute(conn)
            .await?
    });
    let conn = &mut **tx;
    let pair = (agreement.community_id, agreement.account_id);
    q!(conn, {
        diesel::update(memberships::table.find(pair))
            .filter(
                memberships::agreed_version
                    .is_null()
                    .or(memberships::agreed_version.lt(agreement.version)),
            )
            .set(memberships::agreed_version.eq(Some(agreement.version)))
            .execute(conn)
            .await
    })?;
    Ok(made > 0)
}

/// What somebody agreed to in a community, latest version first.
pub async fn list_agreements(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Vec<Agreement>> {
    q!(conn, {
        agreements::table
            .filter(agreements::account_id.eq(account))
            .filter(agreements::community_id.eq(community))
            .order(agreements::version.desc())
            .limit(50)
            .select(columns::<Agreement>())
            .load(conn)
            .await
    })
}
