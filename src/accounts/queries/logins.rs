//! How local accounts sign in, and the links that work once.

use crate::accounts::model::{Addresses, LinkPurpose, Login, Person, ServerRole};
use crate::ids::AccountId;
use crate::mail::queries::refused_address;
use crate::q;
use crate::store::schema::{accounts, actors, logins, one_time_links};
use crate::store::{Conn, Time, Tx, columns};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// By name or, where the text has an @, by e-mail address.
pub async fn login_by_name_or_email(
    conn: &mut Conn,
    text: &str,
) -> QueryResult<Option<(Login, Person)>> {
    let by_email = text.contains('@');
    q!(conn, {
        let mut query = logins::table
            .inner_join(accounts::table.inner_join(actors::table))
            .select((columns::<Login>(), columns::<Person>()))
            .into_boxed();
        query = if by_email {
            query.filter(logins::email.eq(text))
        } else {
            query
                .filter(actors::local.eq(true))
                .filter(actors::name.eq(text))
        };
        query.first(conn).await.optional()
    })
}

pub async fn login_by_account(conn: &mut Conn, id: AccountId) -> QueryResult<Option<Login>> {
    q!(conn, {
        logins::table
            .find(id)
            .select(columns::<Login>())
            .first(conn)
            .await
            .optional()
    })
}

pub async fn email_is_taken(conn: &mut Conn, email: &str) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(logins::table.filter(logins::email.eq(email))))
            .get_result(conn)
            .await
    })
}

pub async fn address_by_account(conn: &mut Conn, id: AccountId) -> QueryResult<Option<Addresses>> {
    let row: Option<(Option<String>, Option<Time>, Option<String>)> = q!(conn, {
        logins::table
            .find(id)
            .select((logins::email, logins::email_verified_at, logins::new_email))
            .first(conn)
            .await
            .optional()?
    });
    let Some((email, verified_at, new_email)) = row else {
        return Ok(None);
    };
    let refused = refused_address(conn, id).await?;
    let is_refused = refused.is_some() && refused == email;
    Ok(Some(Addresses {
        email,
        is_confirmed: verified_at.is_some() && !is_refused,
        new_email,
        refused,
    }))
}

/// Those of these people who have confirmed an address of this very domain, which is in lower case.
pub async fn list_confirmed_at(
    conn: &mut Conn,
    ids: &[AccountId],
    domain: &str,
) -> QueryResult<Vec<AccountId>> {
    let rows: Vec<(AccountId, Option<String>)> = q!(conn, {
        logins::table
            .filter(logins::account_id.eq_any(ids))
            .filter(logins::email_verified_at.is_not_null())
            .select((logins::account_id, logins::email))
            .load(conn)
            .await?
    });
    let there = |email: &Option<String>| {
        let email = email.as_deref().unwrap_or_default();
        email.rsplit_once('@').is_some_and(|(_, at)| at == domain)
    };
    Ok(rows
        .into_iter()
        .filter(|(_, email)| there(email))
        .map(|(id, _)| id)
        .collect())
}

/// Whose account a link opens that is sent to this address: whose address it is; if nobody's, of those
/// who gave it and have no other one whose account is newest. See [`Addresses::opens_by`].
pub async fn account_by_address(conn: &mut Conn, email: &str) -> QueryResult<Option<AccountId>> {
    let owner: Option<AccountId> = q!(conn, {
        logins::table
            .filter(logins::email.eq(email))
            .select(logins::account_id)
            .first(conn)
            .await
            .optional()?
    });
    if owner.is_some() {
        return Ok(owner);
    }
    q!(conn, {
        logins::table
            .filter(logins::email.is_null())
            .filter(logins::new_email.eq(email))
            .order(logins::account_id.desc())
            .select(logins::account_id)
            .first(conn)
            .await
            .optional()
    })
}

pub async fn update_new_email(tx: &mut Tx, id: AccountId, email: Option<&str>) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(logins::table.find(id))
            .set(logins::new_email.eq(email))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The address that it has is its own.
pub async fn update_confirmed(tx: &mut Tx, id: AccountId, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(logins::table.find(id))
            .set(logins::email_verified_at.eq(Some(now)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The account has this address from now on, and reads there. False, and nothing is changed, when it has
/// given another one meanwhile.
pub async fn update_email(tx: &mut Tx, id: AccountId, email: &str, now: Time) -> QueryResult<bool> {
    replace_email(tx, id, email, Some(now)).await
}

/// The same, where nobody has shown that they read there.
pub async fn update_email_unconfirmed(
    tx: &mut Tx,
    id: AccountId,
    email: &str,
) -> QueryResult<bool> {
    replace_email(tx, id, email, None).await
}

async fn replace_email(
    tx: &mut Tx,
    id: AccountId,
    email: &str,
    confirmed: Option<Time>,
) -> QueryResult<bool> {
    let conn = &mut **tx;
    let changed = q!(conn, {
        diesel::update(logins::table.find(id))
            .filter(logins::new_email.eq(email))
            .set((
                logins::email.eq(Some(email)),
                logins::email_verified_at.eq(confirmed),
                logins::new_email.eq(None::<String>),
            ))
            .execute(conn)
            .await
    })?;
    Ok(changed > 0)
}

pub async fn has_admin(conn: &mut Conn) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            logins::table.filter(logins::role.eq_any([ServerRole::Admin, ServerRole::Owner])),
        ))
        .get_result(conn)
        .await
    })
}

pub async fn has_login(conn: &mut Conn) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(logins::table.select(logins::account_id)))
            .get_result(conn)
            .await
    })
}

/// Whether anybody but this account can sign in.
pub async fn has_other_login(conn: &mut Conn, id: AccountId) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(logins::table.filter(logins::account_id.ne(id))))
            .get_result(conn)
            .await
    })
}

/// Those with one of these roles who can sign in, without this one.
pub async fn count_others(
    conn: &mut Conn,
    id: AccountId,
    roles: &[ServerRole],
) -> QueryResult<i64> {
    q!(conn, {
        logins::table
            .inner_join(accounts::table)
            .filter(logins::role.eq_any(roles))
            .filter(logins::account_id.ne(id))
            .filter(accounts::suspended_at.is_null())
            .count()
            .get_result(conn)
            .await
    })
}

pub async fn insert_login(tx: &mut Tx, login: &Login, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(logins::table)
            .values((
                logins::account_id.eq(login.account_id),
                logins::email.eq(login.email.as_deref()),
                logins::password_hash.eq(&login.password_hash),
                logins::role.eq(login.role),
                logins::created_at.eq(now),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn update_password(tx: &mut Tx, id: AccountId, hash: &str) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(logins::table.find(id))
            .set(logins::password_hash.eq(hash))
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn update_role(tx: &mut Tx, id: AccountId, role: ServerRole) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(logins::table.find(id))
            .set(logins::role.eq(role))
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn delete_login(tx: &mut Tx, id: AccountId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(logins::table.find(id)).execute(conn).await
    })?;
    Ok(())
}

pub async fn insert_link(
    tx: &mut Tx,
    token_hash: &[u8],
    purpose: LinkPurpose,
    owner: Option<AccountId>,
    sent_to: Option<&str>,
    now: Time,
    expires: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(one_time_links::table)
            .values((
                one_time_links::token_hash.eq(token_hash),
                one_time_links::purpose.eq(purpose),
                one_time_links::account_id.eq(owner),
                one_time_links::email.eq(sent_to),
                one_time_links::created_at.eq(now),
                one_time_links::expires_at.eq(expires),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Remembers a sum that was done. False when it was done before.
pub async fn insert_sum(tx: &mut Tx, hash: &[u8], now: Time, until: Time) -> QueryResult<bool> {
    let conn = &mut **tx;
    let inserted = q!(conn, {
        diesel::insert_into(one_time_links::table)
            .values((
                one_time_links::token_hash.eq(hash),
                one_time_links::purpose.eq(LinkPurpose::Sum),
                one_time_links::created_at.eq(now),
                one_time_links::expires_at.eq(until),
                one_time_links::used_at.eq(Some(now)),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await
    })?;
    Ok(inserted > 0)
}

/// Whether the link exists, is unused and not too old.
pub async fn link_works(
    conn: &mut Conn,
    token_hash: &[u8],
    purpose: LinkPurpose,
    now: Time,
) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            one_time_links::table
                .find(token_hash)
                .filter(one_time_links::purpose.eq(purpose))
                .filter(one_time_links::used_at.is_null())
                .filter(one_time_links::expires_at.gt(now)),
        ))
        .get_result(conn)
        .await
    })
}

/// Whose link it is, if it is unused and not too old.
pub async fn owner_of_link(
    conn: &mut Conn,
    token_hash: &[u8],
    purpose: LinkPurpose,
    now: Time,
) -> QueryResult<Option<AccountId>> {
    let owner: Option<Option<AccountId>> = q!(conn, {
        one_time_links::table
            .find(token_hash)
            .filter(one_time_links::purpose.eq(purpose))
            .filter(one_time_links::used_at.is_null())
            .filter(one_time_links::expires_at.gt(now))
            .select(one_time_links::account_id)
            .first(conn)
            .await
            .optional()?
    });
    Ok(owner.flatten())
}

/// Whose link it is and where it was sent, if it was sent and still works.
pub async fn address_of_link(
    conn: &mut Conn,
    token_hash: &[u8],
    purpose: LinkPurpose,
    now: Time,
) -> QueryResult<Option<(AccountId, String)>> {
    let row: Option<(Option<AccountId>, Option<String>)> = q!(conn, {
        one_time_links::table
            .find(token_hash)
            .filter(one_time_links::purpose.eq(purpose))
            .filter(one_time_links::used_at.is_null())
            .filter(one_time_links::expires_at.gt(now))
            .select((one_time_links::account_id, one_time_links::email))
            .first(conn)
            .await
            .optional()?
    });
    Ok(row.and_then(|(owner, sent_to)| owner.zip(sent_to)))
}

/// Uses a link up. Whether it still worked: of two who use it at once only one does.
pub async fn use_link(
    tx: &mut Tx,
    token_hash: &[u8],
    purpose: LinkPurpose,
    now: Time,
) -> QueryResult<bool> {
    let conn = &mut **tx;
    let used = q!(conn, {
        diesel::update(one_time_links::table.find(token_hash))
            .filter(one_time_links::purpose.eq(purpose))
            .filter(one_time_links::used_at.is_null())
            .filter(one_time_links::expires_at.gt(now))
            .set(one_time_links::used_at.eq(Some(now)))
            .execute(conn)
            .await
    })?;
    Ok(used > 0)
}

/// All links of this purpose are used up.
pub async fn update_links_used(tx: &mut Tx, purpose: LinkPurpose, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(one_time_links::table)
            .filter(one_time_links::purpose.eq(purpose))
            .filter(one_time_links::used_at.is_null())
            .set(one_time_links::used_at.eq(Some(now)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn delete_links_of(tx: &mut Tx, id: AccountId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(one_time_links::table.filter(one_time_links::account_id.eq(id)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// All links of an account for one purpose.
pub async fn delete_links(tx: &mut Tx, id: AccountId, purpose: LinkPurpose) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(one_time_links::table)
            .filter(one_time_links::account_id.eq(id))
            .filter(one_time_links::purpose.eq(purpose))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Links for a password that were sent to any other address than this one. Those that administrators hand
/// over were sent to none, and stay.
pub async fn delete_links_sent_elsewhere(
    tx: &mut Tx,
    id: AccountId,
    address: Option<&str>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(one_time_links::table)
            .filter(one_time_links::account_id.eq(id))
            .filter(one_time_links::purpose.eq(LinkPurpose::Password))
            .filter(one_time_links::email.ne(address.unwrap_or_default()))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Everybody who administers this server.
pub async fn list_admins(conn: &mut Conn) -> QueryResult<Vec<AccountId>> {
    q!(conn, {
        logins::table
            .filter(logins::role.eq_any([ServerRole::Admin, ServerRole::Owner]))
            .order(logins::account_id)
            .select(logins::account_id)
            .load(conn)
            .await
    })
}
