//! An account as readers see it, and who is looking.

use crate::activitypub::actors::Actor;
use crate::id_type;
use crate::ids::{AccountId, ActorId};
use crate::store::schema::{account_applications, accounts, logins, office_acts, sessions};
use crate::store::{Json, Time};
use crate::text::one_line;
use crate::text_enum;
use crate::visibility::Reader;
use diesel::prelude::*;
use std::net::IpAddr;

/// Who is looking. Every query that reads content takes one and returns only what they may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody we know: a visitor, or an unsigned request.
    Anonymous,
    /// Somebody signed in here.
    Account { id: AccountId, admin: bool },
    /// A server that signed its request.
    Host(String),
    /// The program itself: jobs, commands, delivery.
    System,
}

impl Viewer {
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account { id, .. } => Some(*id),
            _ => None,
        }
    }

    pub fn is_admin(&self) -> bool {
        matches!(self, Self::Account { admin: true, .. })
    }

    /// For finding out what they read.
    pub fn reader(&self) -> Reader<'_> {
        match self {
            Self::Anonymous => Reader::Nobody,
            Self::Account { id, admin } => Reader::Account {
                id: *id,
                admin: *admin,
            },
            Self::Host(host) => Reader::Host(host),
            Self::System => Reader::Everything,
        }
    }
}

text_enum! {
    /// What a local account may do on the server as a whole.
    ///
    /// What each may, is one table in `policy.rs`. In order: who stands lower has the rights of those above.
    pub enum ServerRole {
        Member = "member",
        /// Looks after who is here.
        Moderator = "moderator",
        /// Looks after the whole server, and is a convener in each of its communities.
        Admin = "admin",
        /// An administrator whom no other one can remove.
        Owner = "owner",
    }
}

impl ServerRole {
    pub fn administers(self) -> bool {
        self >= Self::Admin
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub struct Account {
    pub id: AccountId,
    pub actor_id: ActorId,
    pub display_name: String,
    pub bio: String,
    pub bio_html: String,
    pub links: Json<Vec<ProfileLink>>,
    pub bot: bool,
    pub language: String,
    pub time_zone: String,
    /// Tag of the language that they want to be spoken to in; empty for the one that their browser asks for.
    pub locale: String,
    pub post_count: i64,
    pub comment_count: i64,
    pub suspended_at: Option<Time>,
    /// What they write is held where they are no member, and tells only those who want to hear them.
    pub silenced_at: Option<Time>,
    pub deleted_at: Option<Time>,
    pub created_at: Time,
    /// Names of the pictures that somebody here has chosen.
    pub avatar: Option<String>,
    pub banner: Option<String>,
    #[diesel(embed)]
    pub craft: Craft,
}

/// What somebody says of their craft, for those they work with. Each is one line of plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = accounts)]
pub struct Craft {
    /// What they are, as in "Restorer of bowed instruments".
    pub headline: String,
    /// Where they are, in their own words.
    pub place: String,
    /// Tags in lower case, each once.
    pub expertise: Json<Vec<String>>,
    /// What they offer others.
    pub offers: String,
    /// What they look for.
    pub seeks: String,
}

impl Craft {
    /// Characters of each part.
    pub const HEADLINE_MAX: usize = 120;
    pub const PLACE_MAX: usize = 80;
    pub const WISH_MAX: usize = 300;
    pub const TAG_MAX: usize = 40;
    pub const TAGS_MAX: usize = 12;

    /// Tags as they are typed or sent, with commas, semicolons or lines between them. However long and
    /// many they are.
    pub fn read_tags(text: &str) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for part in text.split([',', ';', '\n']) {
            let tag = one_line(part, Self::WISH_MAX);
            let tag = tag.trim_start_matches('#').trim().to_lowercase();
            if !tag.is_empty() && !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags
    }

    /// As rows of a profile: what each is called on the wire, and what it says. Without those that say
    /// nothing.
    pub fn rows(&self) -> Vec<(&'static str, String)> {
        let rows = [
            ("Headline", self.headline.clone()),
            ("Place", self.place.clone()),
            ("Expertise", self.expertise.0.join(", ")),
            ("Offers", self.offers.clone()),
            ("Looking for", self.seeks.clone()),
        ];
        let rows = rows.into_iter();
        rows.filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Takes what a row of a profile of another server says, cut to what there is room for. Rows of
    /// another name are none of these.
    pub fn take_row(&mut self, name: &str, value: &str) {
        match name.to_lowercase().as_str() {
            "headline" => self.headline = one_line(value, Self::HEADLINE_MAX),
            "place" | "location" => self.place = one_line(value, Self::PLACE_MAX),
            "offers" | "offering" => self.offers = one_line(value, Self::WISH_MAX),
            "looking for" | "seeks" => self.seeks = one_line(value, Self::WISH_MAX),
            "expertise" | "skills" => {
                let mut tags = Self::read_tags(value);
                tags.retain(|tag| tag.chars().count() <= Self::TAG_MAX);
                tags.truncate(Self::TAGS_MAX);
                self.expertise = Json(tags);
            }
            _ => {}
        }
    }

    /// What a list of people is searched in: all of it and the shown name in lower case, each a line of
    /// its own. The line of a tag begins with `#`.
    pub fn sought(&self, display_name: &str) -> String {
        let texts: [&str; 5] = [
            display_name,
            &self.headline,
            &self.place,
            &self.offers,
            &self.seeks,
        ];
        let mut sought = String::new();
        for text in texts.iter().filter(|text| !text.is_empty()) {
            sought.push_str(&text.to_lowercase());
            sought.push('\n');
        }
        for tag in &self.expertise.0 {
            sought.push('#');
            sought.push_str(tag);
            sought.push('\n');
        }
        sought
    }
}

/// A row of a profile: "Website", "https://ada.example".
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct ProfileLink {
    pub label: String,
    pub url: String,
}

/// An account with the actor it is on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Person {
    #[diesel(embed)]
    pub account: Account,
    #[diesel(embed)]
    pub actor: Actor,
}

impl Person {
    pub fn id(&self) -> AccountId {
        self.account.id
    }

    /// `ada` for our own, `ada@host` for others.
    pub fn handle(&self) -> String {
        if self.actor.local {
            self.actor.name.clone()
        } else {
            format!("{}@{}", self.actor.name, self.actor.host)
        }
    }

    /// Our page about them.
    pub fn path(&self) -> String {
        format!("/u/{}", self.handle())
    }

    pub fn display_name(&self) -> &str {
        if self.account.display_name.is_empty() {
            &self.actor.name
        } else {
            &self.account.display_name
        }
    }

    pub fn is_live(&self) -> bool {
        self.account.suspended_at.is_none() && self.account.deleted_at.is_none()
    }
}

/// Somebody who is signed in: whose session it is and what they may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub session: SessionId,
    pub person: Person,
    pub role: ServerRole,
}

impl Signed {
    pub fn viewer(&self) -> Viewer {
        Viewer::Account {
            id: self.person.id(),
            admin: self.role.administers(),
        }
    }
}

id_type!(SessionId);

/// Where somebody is signed in, as they see it in their settings.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub struct Session {
    pub id: SessionId,
    pub account_id: AccountId,
    pub user_agent: String,
    pub address: String,
    pub created_at: Time,
    pub last_seen_at: Time,
    pub expires_at: Time,
}

/// How a local account signs in.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = logins)]
pub struct Login {
    pub account_id: AccountId,
    pub email: Option<String>,
    pub password_hash: String,
    pub role: ServerRole,
}

/// Where a local account reads mail, as far as it told us.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addresses {
    pub email: Option<String>,
    /// They have shown that they read there, and the mail server has not said since that nobody does.
    pub is_confirmed: bool,
    /// What it becomes once it is confirmed.
    pub new_email: Option<String>,
    /// The address at which nobody reads, as the mail server said last.
    pub refused: Option<String>,
}

impl Addresses {
    /// The address that waits for being confirmed.
    pub fn unconfirmed(&self) -> Option<&str> {
        let own = self.email.as_deref().filter(|_| !self.is_confirmed);
        self.new_email.as_deref().or(own)
    }

    /// Whether a link that opens the account may go there. Where there is an address it goes to no other:
    /// what was typed anew may be mistyped, and whoever reads there would get the account.
    pub fn opens_by(&self, address: &str) -> bool {
        let opening = self.email.as_ref().or(self.new_email.as_ref());
        opening.is_some_and(|own| own == address)
    }
}

/// What somebody fills in to get an account. Nothing else of an account can be chosen with it.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct NewAccount {
    pub name: String,
    /// May be empty where an administrator makes the account.
    pub email: String,
    pub password: String,
}

/// What people say about themselves, as it is typed. `links` has one link per line: a label, a
/// space, the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct ProfileForm {
    pub display_name: String,
    /// Markdown.
    pub bio: String,
    pub links: String,
    /// Their craft; see [`Craft`].
    pub headline: String,
    pub place: String,
    /// Tags with commas between them.
    pub expertise: String,
    pub offers: String,
    pub seeks: String,
    /// BCP 47, such as `en` or `pt-BR`; empty when not said.
    pub language: String,
    /// A name of the time zone database, such as `Europe/Lisbon`; empty for UTC.
    pub time_zone: String,
    /// Language of pages and mails, one of those that we speak; empty for the one that the browser asks for.
    pub locale: String,
}

text_enum! {
    /// What somebody who looks after the server did with an account.
    pub enum OfficeDeed {
        Made = "made",
        Admitted = "admitted",
        Declined = "declined",
        Silenced = "silenced",
        Unsilenced = "unsilenced",
        Suspended = "suspended",
        Restored = "restored",
        /// A link with which its owner chooses a password.
        Link = "link",
        Password = "password",
        CodesOff = "codes_off",
        Role = "role",
        Deleted = "deleted",
    }
}

/// One line of the log of those who look after the server.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = office_acts)]
pub struct OfficeAct {
    pub id: i64,
    /// None: a command.
    pub by_id: Option<AccountId>,
    pub deed: OfficeDeed,
    pub subject_id: Option<AccountId>,
    /// The name that was asked for, or the role that was given.
    pub words: String,
    pub created_at: Time,
}

id_type!(AccountApplicationId);

/// Somebody who asks for an account.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = account_applications)]
pub struct AccountApplication {
    pub id: AccountApplicationId,
    pub name: String,
    pub email: String,
    pub password_hash: String,
    /// Who they are and why they want one, in their own words.
    pub words: String,
    /// Tag of the language in which they asked.
    pub locale: String,
    pub created_at: Time,
}

/// Where a request comes from, as it is kept with a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    pub address: IpAddr,
    pub user_agent: String,
}

text_enum! {
    /// What a link that works once is for.
    pub enum LinkPurpose {
        Setup = "setup",
        /// Choosing a password.
        Password = "password",
        /// Confirming an e-mail address.
        Verify = "verify",
        /// The step between a password and the code that is asked for besides.
        Code = "code",
        /// A sum that was done: it is remembered for as long as it could be done again.
        Sum = "sum",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_people_write_them() {
        let cases: [(&str, &[&str]); 5] = [
            ("", &[]),
            ("Violins, violins,, VIOLINS", &["violins"]),
            (
                "#glue; Neck  resets\nÉbéniste",
                &["glue", "neck resets", "ébéniste"],
            ),
            (" , ;\n#", &[]),
            ("c++, <b>", &["c++", "<b>"]),
        ];
        for (text, tags) in cases {
            assert_eq!(Craft::read_tags(text), tags, "{text:?}");
        }
    }

    #[test]
    fn rows_of_other_servers_are_bounded() {
        let long = "x".repeat(10_000);
        let many: Vec<String> = (0..100).map(|n| format!("tag{n}")).collect();
        let mut craft = Craft::default();
        craft.take_row("HEADLINE", &long);
        craft.take_row("Location", "Li\u{202e}sbon\n");
        craft.take_row("Skills", &format!("{long}, {}", many.join(",")));
        craft.take_row("Pronouns", "she");
        assert_eq!(craft.headline.chars().count(), Craft::HEADLINE_MAX);
        assert_eq!(craft.place, "Lisbon");
        assert_eq!(craft.expertise.0.len(), Craft::TAGS_MAX);
        assert_eq!(craft.expertise.0.first().map(String::as_str), Some("tag0"));
        assert_eq!((craft.offers.as_str(), craft.seeks.as_str()), ("", ""));
    }

    #[test]
    fn what_is_told_is_read_back() {
        let craft = Craft {
            headline: "Restorer".into(),
            place: "Zürich".into(),
            expertise: Json(vec!["glue".into(), "neck resets".into()]),
            offers: "A bench".into(),
            seeks: "Old spruce".into(),
        };
        let mut read = Craft::default();
        for (name, value) in craft.rows() {
            read.take_row(name, &value);
        }
        assert_eq!(read, craft);
        assert_eq!(
            craft.sought("ÉMILE"),
            "émile\nrestorer\nzürich\na bench\nold spruce\n#glue\n#neck resets\n"
        );
        assert!(Craft::default().rows().is_empty());
    }
}
