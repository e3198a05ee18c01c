//! The list of members: who is in it, and how it is searched.

use crate::ids::{AccountId, CommunityId};
use crate::membership::model::{MembershipState, Role};
use crate::q;
use crate::read_page;
use crate::store::schema::{accounts, actors, memberships};
use crate::store::{Conn, Json, Time, Turn, Tx, Window};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use std::collections::HashMap;

/// Words that are looked for; more narrow nothing down.
const WORDS_MAX: usize = 6;
/// Members whose tags are looked at for naming the most frequent ones, the newest.
const TAGGED: i64 = 500;
/// Newcomers who are marked as such beside their words, the newest.
const NEWCOMERS: i64 = 500;
/// Communities of one person that are named.
const NAMED: i64 = 100;

#[diesel::declare_sql_function]
extern "SQL" {
    fn lower(text: Text) -> Text;
}

/// Where a member stands in the list, the newest first.
pub type Place = (Time, AccountId);

/// Which part of the list is wanted.
#[derive(Debug, Clone)]
pub struct Directory {
    pub community: CommunityId,
    /// Also who does not want to be in it.
    pub everybody: bool,
    /// Words that have to stand in a name, a server or what somebody says of their craft, all of them.
    pub words: Vec<String>,
    /// A tag of somebody's expertise.
    pub tag: Option<String>,
    pub role: Option<Role>,
    pub turn: Turn<Place>,
}

/// What was typed, as words in lower case. `@` parts a name from its server.
pub fn words_of(typed: &str) -> Vec<String> {
    let parts = typed.split(|c: char| c.is_whitespace() || matches!(c, '@' | ','));
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .take(WORDS_MAX)
        .collect()
}

/// Somebody in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Listed {
    pub account: AccountId,
    pub role: Role,
    pub since: Time,
    /// Whether they are there for all members.
    pub listed: bool,
}

/// Where a page that begins or ends with this member is turned.
pub fn place(member: &Listed) -> Place {
    (member.since, member.account)
}

/// Who joined last comes first. Suspended and deleted accounts are left out.
pub async fn list_members(
    conn: &mut Conn,
    which: &Directory,
    size: usize,
) -> QueryResult<Window<Listed>> {
    Ok(read_page!(which.turn, size, |turn, limit| load(
        conn, which, turn, limit
    )))
}

async fn load(
    conn: &mut Conn,
    which: &Directory,
    turn: Turn<Place>,
    limit: i64,
) -> QueryResult<Vec<Listed>> {
    q!(conn, {
        let mut query = memberships::table
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(memberships::community_id.eq(which.community))
            .filter(memberships::state.eq(MembershipState::Member))
            .filter(accounts::suspended_at.is_null())
            .filter(accounts::deleted_at.is_null())
            .select((
                memberships::account_id,
                memberships::role,
                memberships::since,
                memberships::listed,
            ))
            .limit(limit)
            .into_boxed();
        if !which.everybody {
            query = query.filter(memberships::listed.eq(true));
        }
        if let Some(role) = which.role {
            query = query.filter(memberships::role.eq(role));
        }
        if let Some(tag) = &which.tag {
            let line = anywhere(&format!("#{tag}\n"));
            query = query.filter(accounts::sought.like(line).escape('!'));
        }
        for word in &which.words {
            let sought = accounts::sought.like(anywhere(word)).escape('!');
            let name = lower(actors::name).like(anywhere(word)).escape('!');
            let host = actors::host.like(anywhere(word)).escape('!');
            query = query.filter(sought.or(name).or(host));
        }
        let (at, id) = (memberships::since, memberships::account_id);
        query = match turn {
            Turn::First => query,
            Turn::After((time, last)) => query.filter(at.lt(time).or(at.eq(time).and(id.lt(last)))),
            Turn::Before((time, first)) => {
                query.filter(at.gt(time).or(at.eq(time).and(id.gt(first))))
            }
        };
        query = if turn.is_back() {
            query.order((at.asc(), id.asc()))
        } else {
            query.order((at.desc(), id.desc()))
        };
        query.load(conn).await
    })
}

/// A pattern for text that stands anywhere; `!` takes the meaning from the letter behind it.
fn anywhere(text: &str) -> String {
    let text = text.replace('!', "!!").replace('%', "!%");
    format!("%{}%", text.replace('_', "!_"))
}

/// The tags that most of the listed members have, with how many, the most frequent first.
pub async fn list_tags(
    conn: &mut Conn,
    community: CommunityId,
    most: usize,
) -> QueryResult<Vec<(String, i64)>> {
    let lists: Vec<Json<Vec<String>>> = q!(conn, {
        memberships::table
            .inner_join(accounts::table)
            .filter(memberships::community_id.eq(community))
            .filter(memberships::state.eq(MembershipState::Member))
            .filter(memberships::listed.eq(true))
            .filter(accounts::suspended_at.is_null())
            .filter(accounts::deleted_at.is_null())
            .filter(accounts::sought.like("%#%"))
            .order((memberships::since.desc(), memberships::account_id.desc()))
            .limit(TAGGED)
            .select(accounts::expertise)
            .load(conn)
            .await?
    });
    let mut counts: HashMap<String, i64> = HashMap::new();
    for tag in lists.into_iter().flat_map(|list| list.0) {
        let count = counts.entry(tag).or_default();
        *count = count.saturating_add(1);
    }
    let mut tags: Vec<(String, i64)> = counts.into_iter().collect();
    tags.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
    tags.truncate(most);
    Ok(tags)
}

/// How many are in the list that members see.
pub async fn count_listed(conn: &mut Conn, community: CommunityId) -> QueryResult<i64> {
    q!(conn, {
        memberships::table
            .filter(memberships::community_id.eq(community))
            .filter(memberships::state.eq(MembershipState::Member))
            .filter(memberships::listed.eq(true))
            .count()
            .get_result(conn)
            .await
    })
}

/// Whether a member is in the list; none for who is no member.
pub async fn is_listed(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Option<bool>> {
    q!(conn, {
        memberships::table
            .find((community, account))
            .filter(memberships::state.eq(MembershipState::Member))
            .select(memberships::listed)
            .first(conn)
            .await
            .optional()
    })
}

pub async fn update_listed(
    tx: &mut Tx,
    community: CommunityId,
    account: AccountId,
    listed: bool,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(memberships::table.find((community, account)))
            .set(memberships::listed.eq(listed))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Greeters, and those who are new, for marking their names where members read.
pub async fn list_marked(
    conn: &mut Conn,
    community: CommunityId,
) -> QueryResult<Vec<(AccountId, Role)>> {
    q!(conn, {
        memberships::table
            .filter(memberships::community_id.eq(community))
            .filter(memberships::state.eq(MembershipState::Member))
            .filter(memberships::role.eq_any([Role::Greeter, Role::Newcomer]))
            .order((memberships::since.desc(), memberships::account_id.desc()))
            .limit(NEWCOMERS)
            .select((memberships::account_id, memberships::role))
            .load(conn)
            .await
    })
}

/// Where somebody belongs and is in the list, a bounded number; with `everywhere`, also where they are
/// not in it.
pub async fn list_belonging(
    conn: &mut Conn,
    account: AccountId,
    everywhere: bool,
) -> QueryResult<Vec<CommunityId>> {
    q!(conn, {
        memberships::table
            .filter(memberships::account_id.eq(account))
            .filter(memberships::state.eq(MembershipState::Member))
            .filter(
                memberships::listed
                    .eq(true)
                    .or(memberships::listed.eq(!everywhere)),
            )
            .order(memberships::community_id)
            .limit(NAMED)
            .select(memberships::community_id)
            .load(conn)
            .await
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_words_and_never_a_pattern() {
        assert_eq!(
            words_of(" Ben@Away.example, GLUE "),
            ["ben", "away.example", "glue"]
        );
        assert!(words_of(" @ , ").is_empty());
        assert_eq!(words_of("a b c d e f g h").len(), WORDS_MAX);
        assert_eq!(anywhere("100%_!\\"), "%100!%!_!!\\%");
    }
}
