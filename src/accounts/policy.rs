//! Who may do what with accounts. Pure: used by pages, commands and the inbox alike.

use super::model::{Addresses, Person, ServerRole, Viewer};
use super::settings::{CommunityCreation, Entrance, Registration, Sum};
use crate::activitypub::actors::ActorKind;
use crate::error::Reason;
use crate::ids::AccountId;

pub fn may_register(registration: Registration) -> Result<(), Reason> {
    match registration {
        Registration::Open => Ok(()),
        Registration::Applied | Registration::Invited | Registration::Closed => {
            Err(Reason::RegistrationClosed)
        }
    }
}

/// Asking for an account in words. Where accounts are open it is the way of those whose browser does no sum.
pub fn may_apply(registration: Registration, sum: Sum) -> Result<(), Reason> {
    match (registration, sum) {
        (Registration::Applied, _) | (Registration::Open, Sum::On) => Ok(()),
        _ => Err(Reason::RegistrationClosed),
    }
}

/// Whether accounts are made with addresses of this domain: it is on the list of those that are taken, if there
/// is one, and not on that of those that are not. Each stands for those below it.
pub fn takes_domain(domain: &str, entrance: &Entrance) -> bool {
    let within = |list: &[String]| list.iter().any(|known| is_at_or_below(domain, known));
    (entrance.allowed.is_empty() || within(&entrance.allowed)) && !within(&entrance.denied)
}

fn is_at_or_below(domain: &str, known: &str) -> bool {
    let above = domain.strip_suffix(known);
    above.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Making an account with an invitation that says that one may. The server has the last word.
pub fn may_register_invited(registration: Registration) -> Result<(), Reason> {
    match registration {
        Registration::Open | Registration::Applied | Registration::Invited => Ok(()),
        Registration::Closed => Err(Reason::RegistrationClosed),
    }
}

/// Deleted accounts have no login, so only a suspension is ever told.
pub fn may_sign_in(person: &Person) -> Result<(), Reason> {
    if person.account.deleted_at.is_some() {
        return Err(Reason::Deleted);
    }
    if person.account.suspended_at.is_some() {
        return Err(Reason::Suspended);
    }
    Ok(())
}

/// Making `address` the one of an account, with the link that was sent there. Where it takes the place of
/// another one the link is not enough: it may be mistyped, and whoever reads there could then choose the
/// password.
pub fn may_confirm(
    by: &Viewer,
    owner: AccountId,
    known: &Addresses,
    address: &str,
) -> Result<(), Reason> {
    let replaces = known.email.as_deref().is_some_and(|own| own != address);
    match by {
        Viewer::System => Ok(()),
        Viewer::Account { id, .. } if *id == owner => Ok(()),
        _ if replaces => Err(Reason::OtherAccount),
        _ => Ok(()),
    }
}

/// Whether somebody may change the server's settings and other people's accounts.
pub fn may_administer(by: &Viewer) -> Result<(), Reason> {
    match by {
        Viewer::System | Viewer::Account { admin: true, .. } => Ok(()),
        _ => Err(Reason::NotAdmin),
    }
}

/// What can be done about the server as a whole and the accounts on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Seeing who has an account, and the log of those who look after the server.
    Accounts,
    /// Deciding who gets an account.
    Applications,
    /// Having what somebody writes held where they are no member, and taking that back.
    Silence,
    /// Keeping somebody out, and letting them in again.
    Suspend,
    /// Making accounts, links for a password, and taking codes off.
    Logins,
    /// Deleting somebody's account with all they wrote.
    Delete,
    /// Making members, moderators and administrators of others.
    Appoint,
    /// Making owners, and doing any of the above with one.
    Owners,
    /// Everything else under `/admin`, and the rights of a convener in each community here.
    Server,
}

impl Right {
    /// As `docs/operating.md` calls it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Accounts => "see who has an account, and the log",
            Self::Applications => "decide who gets an account",
            Self::Silence => "silence somebody, and take it back",
            Self::Suspend => "suspend somebody, and restore them",
            Self::Logins => "make accounts and links for a password, take codes off",
            Self::Delete => "delete accounts",
            Self::Appoint => "make somebody a member, moderator or administrator",
            Self::Owners => "make owners, and do any of this with one",
            Self::Server => {
                "settings, other servers, queues, communities; all that conveners may, everywhere here"
            }
        }
    }
}

/// The table of rights: the least role that has each.
pub const RIGHTS: [(Right, ServerRole); 9] = [
    (Right::Accounts, ServerRole::Moderator),
    (Right::Applications, ServerRole::Moderator),
    (Right::Silence, ServerRole::Moderator),
    (Right::Suspend, ServerRole::Moderator),
    (Right::Logins, ServerRole::Admin),
    (Right::Delete, ServerRole::Admin),
    (Right::Appoint, ServerRole::Admin),
    (Right::Server, ServerRole::Admin),
    (Right::Owners, ServerRole::Owner),
];

/// Who asks for something to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Office {
    /// Nobody who signs in here.
    Nobody,
    Role(ServerRole),
    /// The program itself, for who runs it.
    Program,
}

pub fn may(office: Office, right: Right) -> Result<(), Reason> {
    let row = RIGHTS.iter().find(|(known, _)| *known == right);
    let least = row.map_or(ServerRole::Owner, |(_, least)| *least);
    match office {
        Office::Program => Ok(()),
        Office::Role(role) if role >= least => Ok(()),
        Office::Role(_) | Office::Nobody => Err(Reason::NotAdmin),
    }
}

/// Doing something with somebody's account. The server's own accounts are no one's to change, nobody does
/// it to themselves, and nobody to who stands above them; moderators not to each other.
pub fn may_manage(
    (by, office): (&Viewer, Office),
    right: Right,
    target: &Person,
    theirs: Option<ServerRole>,
) -> Result<(), Reason> {
    may(office, right)?;
    if is_server_account(target) {
        return Err(Reason::ServerAccount);
    }
    if by.account() == Some(target.id()) {
        return Err(Reason::Oneself);
    }
    let theirs = theirs.unwrap_or(ServerRole::Member);
    match office {
        Office::Role(role) if outranks(role, theirs) => Ok(()),
        Office::Program => Ok(()),
        Office::Role(_) | Office::Nobody => Err(Reason::Outranked),
    }
}

fn outranks(role: ServerRole, theirs: ServerRole) -> bool {
    role > theirs || (role == theirs && role.administers())
}

/// Deleting one's own account. The last administrator is asked for elsewhere.
pub fn may_leave(person: &Person) -> Result<(), Reason> {
    if is_server_account(person) {
        return Err(Reason::ServerAccount);
    }
    if person.account.deleted_at.is_some() {
        return Err(Reason::Deleted);
    }
    Ok(())
}

/// Who is gone has no password and no role any more.
pub fn may_have_login(target: &Person) -> Result<(), Reason> {
    match target.account.deleted_at {
        Some(_) => Err(Reason::Deleted),
        None => Ok(()),
    }
}

/// The right that it takes to give this role.
pub fn right_to_give(role: ServerRole) -> Right {
    match role {
        ServerRole::Owner => Right::Owners,
        _ => Right::Appoint,
    }
}

/// A server without an administrator could only be mended with commands, and so could one whose last owner
/// is gone.
pub fn may_lose(role: ServerRole, other_admins: i64, other_owners: i64) -> Result<(), Reason> {
    if role.administers() && other_admins == 0 {
        return Err(Reason::LastAdmin);
    }
    if role == ServerRole::Owner && other_owners == 0 {
        return Err(Reason::LastOwner);
    }
    Ok(())
}

pub fn may_open_community(by: &Viewer, creation: CommunityCreation) -> Result<(), Reason> {
    match (by, creation) {
        (Viewer::System | Viewer::Account { admin: true, .. }, _)
        | (Viewer::Account { .. }, CommunityCreation::Everyone) => Ok(()),
        _ => Err(Reason::CommunityCreationClosed),
    }
}

fn is_server_account(person: &Person) -> bool {
    person.actor.local && person.actor.kind != ActorKind::Person
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::model::{Account, Craft};
    use crate::activitypub::actors::Actor;
    use crate::ids::ActorId;
    use crate::store::{Json, Time};
    use chrono::{TimeZone, Utc};

    fn at() -> Time {
        Time::new(Utc.timestamp_opt(1_800_000_000, 0).unwrap())
    }

    fn person(id: i64, kind: ActorKind) -> Person {
        Person {
            account: Account {
                id: AccountId(id),
                actor_id: ActorId(id),
                display_name: String::new(),
                bio: String::new(),
                bio_html: String::new(),
                links: Json(vec![]),
                bot: false,
                language: String::new(),
                time_zone: String::new(),
                locale: String::new(),
                post_count: 0,
                comment_count: 0,
                suspended_at: None,
                silenced_at: None,
                deleted_at: None,
                created_at: at(),
                avatar: None,
                banner: None,
                craft: Craft::default(),
            },
            actor: Actor {
                id: ActorId(id),
                ap_id: format!("https://a.test/u/{id}"),
                kind,
                name: id.to_string(),
                host: "a.test".into(),
                local: true,
                inbox_url: String::new(),
                shared_inbox_url: None,
                outbox_url: None,
                followers_url: None,
                featured_url: None,
                moderators_url: None,
                page_url: None,
                key_id: None,
                public_key: None,
                fetched_at: None,
                gone_at: None,
                gone_said_at: None,
            },
        }
    }

    #[test]
    fn nobody_does_anything_with_an_account_without_the_right_or_against_who_stands_above() {
        use ServerRole::{Admin, Member, Moderator, Owner};
        let me = Viewer::Account {
            id: AccountId(5),
            admin: false,
        };
        let (other, own) = (person(7, ActorKind::Person), person(5, ActorKind::Person));
        let (server, desk) = (
            person(1, ActorKind::Application),
            person(2, ActorKind::Service),
        );
        let by = |role| (&me, Office::Role(role));
        let program = (&Viewer::System, Office::Program);
        let nobody = (&Viewer::Anonymous, Office::Nobody);
        let lacks = Err(Reason::NotAdmin);
        let below = Err(Reason::Outranked);
        let cases = [
            (program, Right::Owners, &other, Owner, Ok(())),
            (
                program,
                Right::Suspend,
                &desk,
                Member,
                Err(Reason::ServerAccount),
            ),
            (nobody, Right::Suspend, &other, Member, lacks),
            (by(Member), Right::Suspend, &other, Member, lacks),
            (by(Moderator), Right::Suspend, &other, Member, Ok(())),
            (by(Moderator), Right::Silence, &other, Moderator, below),
            (by(Moderator), Right::Suspend, &other, Admin, below),
            (by(Moderator), Right::Delete, &other, Member, lacks),
            (by(Moderator), Right::Appoint, &other, Member, lacks),
            (by(Admin), Right::Delete, &other, Moderator, Ok(())),
            (by(Admin), Right::Appoint, &other, Admin, Ok(())),
            (by(Admin), Right::Suspend, &other, Owner, below),
            (by(Admin), Right::Owners, &other, Member, lacks),
            (by(Admin), Right::Suspend, &own, Admin, Err(Reason::Oneself)),
            (
                by(Admin),
                Right::Suspend,
                &server,
                Member,
                Err(Reason::ServerAccount),
            ),
            (by(Owner), Right::Owners, &other, Owner, Ok(())),
        ];
        for (by, right, target, theirs, expected) in cases {
            let judged = may_manage(by, right, target, Some(theirs));
            assert_eq!(judged, expected, "{by:?} {right:?} {theirs}");
        }
    }

    #[test]
    fn the_documentation_shows_the_table_of_rights() {
        let docs = include_str!("../../docs/operating.md");
        let shown = RIGHTS.map(|(right, least)| {
            let has = |role: &ServerRole| if *role >= least { "yes" } else { "–" };
            let roles: Vec<&str> = ServerRole::ALL.iter().map(has).collect();
            format!("| {} | {} |", right.word(), roles.join(" | "))
        });
        let shown = shown.join("\n");
        assert!(docs.contains(&shown), "write it there:\n{shown}");
    }

    #[test]
    fn suspended_and_deleted_accounts_do_not_sign_in() {
        let mut somebody = person(7, ActorKind::Person);
        assert_eq!(may_sign_in(&somebody), Ok(()));
        somebody.account.suspended_at = Some(at());
        assert_eq!(may_sign_in(&somebody), Err(Reason::Suspended));
        somebody.account.deleted_at = Some(at());
        assert_eq!(may_sign_in(&somebody), Err(Reason::Deleted));
    }

    #[test]
    fn only_its_owner_gives_an_account_another_address() {
        let account = |id| Viewer::Account {
            id: AccountId(id),
            admin: false,
        };
        let (ada, ben) = (account(5), account(6));
        let addresses = |email: Option<&str>| Addresses {
            email: email.map(str::to_owned),
            is_confirmed: false,
            new_email: Some("new@mail.example".to_owned()),
            refused: None,
        };
        let other = Err(Reason::OtherAccount);
        let cases = [
            (&Viewer::Anonymous, None, Ok(())),
            (&Viewer::Anonymous, Some("new@mail.example"), Ok(())),
            (&Viewer::Anonymous, Some("ada@mail.example"), other),
            (&ben, Some("ada@mail.example"), other),
            (&ada, Some("ada@mail.example"), Ok(())),
            (&Viewer::System, Some("ada@mail.example"), Ok(())),
        ];
        for (by, email, expected) in cases {
            let known = addresses(email);
            let judged = may_confirm(by, AccountId(5), &known, "new@mail.example");
            assert_eq!(judged, expected, "{by:?} {email:?}");
        }
    }

    #[test]
    fn a_domain_stands_for_those_below_it() {
        let entrance = |allowed: &[&str], denied: &[&str]| Entrance {
            allowed: allowed.iter().map(ToString::to_string).collect(),
            denied: denied.iter().map(ToString::to_string).collect(),
            ..Entrance::default()
        };
        let cases = [
            ("mail.example", entrance(&[], &[]), true),
            ("guild.example", entrance(&["guild.example"], &[]), true),
            (
                "mail.guild.example",
                entrance(&["guild.example"], &[]),
                true,
            ),
            ("notguild.example", entrance(&["guild.example"], &[]), false),
            ("example", entrance(&["guild.example"], &[]), false),
            (
                "guild.example.evil.test",
                entrance(&["guild.example"], &[]),
                false,
            ),
            ("spam.example", entrance(&[], &["spam.example"]), false),
            ("a.b.spam.example", entrance(&[], &["spam.example"]), false),
            ("antispam.example", entrance(&[], &["spam.example"]), true),
            (
                "old.guild.example",
                entrance(&["guild.example"], &["old.guild.example"]),
                false,
            ),
            (
                "new.guild.example",
                entrance(&["guild.example"], &["old.guild.example"]),
                true,
            ),
        ];
        for (domain, entrance, taken) in cases {
            assert_eq!(
                takes_domain(domain, &entrance),
                taken,
                "{domain} {entrance:?}"
            );
        }
    }

    #[test]
    fn the_last_administrator_stays() {
        let cases = [
            (ServerRole::Member, 0, 0, Ok(())),
            (ServerRole::Moderator, 0, 0, Ok(())),
            (ServerRole::Admin, 1, 0, Ok(())),
            (ServerRole::Admin, 0, 0, Err(Reason::LastAdmin)),
            (ServerRole::Owner, 0, 0, Err(Reason::LastAdmin)),
            (ServerRole::Owner, 1, 0, Err(Reason::LastOwner)),
            (ServerRole::Owner, 1, 1, Ok(())),
        ];
        for (role, admins, owners, expected) in cases {
            assert_eq!(
                may_lose(role, admins, owners),
                expected,
                "{role} {admins} {owners}"
            );
        }
    }

    #[test]
    fn a_setting_decides_who_opens_communities() {
        use CommunityCreation::{Admins, Everyone};
        let member = Viewer::Account {
            id: AccountId(6),
            admin: false,
        };
        let cases = [
            (&member, Everyone, true),
            (&member, Admins, false),
            (&Viewer::System, Admins, true),
            (&Viewer::Anonymous, Everyone, false),
        ];
        for (by, setting, allowed) in cases {
            assert_eq!(may_open_community(by, setting).is_ok(), allowed, "{by:?}");
        }
    }
}
