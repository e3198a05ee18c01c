//! Who belongs to the host organisation of a community: people here with a confirmed e-mail address of the
//! domain that the conveners named.

use super::settings::settings_of;
use crate::accounts::queries::logins::list_confirmed_at;
use crate::communities::model::Community;
use crate::ids::AccountId;
use crate::store::Conn;
use diesel::prelude::*;
use std::collections::HashSet;

/// The badge, and whose it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Staff {
    badge: String,
    people: HashSet<AccountId>,
}

impl Staff {
    /// What stands beside the name of this person.
    pub fn badge_of(&self, account: AccountId) -> Option<&str> {
        self.people
            .contains(&account)
            .then_some(self.badge.as_str())
    }

    /// All that stands beside the name of this person: what they are here, and the badge.
    pub fn beside(&self, said: Option<&str>, account: AccountId) -> Option<String> {
        let all: Vec<&str> = said.into_iter().chain(self.badge_of(account)).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }
}

/// Those of these people who have the badge.
pub async fn staff_among(
    conn: &mut Conn,
    community: &Community,
    people: &[AccountId],
) -> QueryResult<Staff> {
    if !community.is_local() {
        return Ok(Staff::default());
    }
    let settings = settings_of(conn, community.id()).await?;
    if settings.staff_domain.is_empty() || settings.staff_badge.is_empty() {
        return Ok(Staff::default());
    }
    let found = list_confirmed_at(conn, people, &settings.staff_domain).await?;
    Ok(Staff {
        badge: settings.staff_badge,
        people: found.into_iter().collect(),
    })
}
