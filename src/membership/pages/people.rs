//! The list of members on `/c/{name}/members`, for members: searched, narrowed and turned by links.

use crate::accounts::model::Person;
use crate::accounts::queries::list_people;
use crate::communities::model::Community;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::membership::model::{Role, Standing};
use crate::membership::policy;
use crate::membership::queries::directory::{
    Directory, Listed, Place, is_listed, list_members, list_tags, place, words_of,
};
use crate::membership::queries::staff::staff_among;
use crate::store::{Conn, Turn};
use crate::web::layout::Now;
use crate::web::paging::{read_place, write_place};
use crate::web::view::{
    BadgeKind, BadgeView, LinkView, OptionView, PagerView, PersonView, TabView, When,
};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

const PER_PAGE: usize = 30;
const TYPED_MAX: usize = 100;
/// Tags that are offered beside the list.
const TAGS: usize = 15;

/// Which part of the list is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct MembersQuery {
    /// Words of a name, a server or what somebody says of their craft.
    q: String,
    tag: String,
    /// A word of [`Role`].
    role: String,
    after: String,
    before: String,
}

impl MembersQuery {
    fn turn(&self) -> Result<Turn<Place>> {
        Turn::asked(&self.after, &self.before, |text| {
            read_place(text).map(|(at, id)| (at, AccountId(id)))
        })
    }

    fn role(&self) -> Result<Option<Role>> {
        if self.role.is_empty() {
            return Ok(None);
        }
        let role = Role::parse(&self.role);
        role.map(Some)
            .ok_or_else(|| Error::Bad(t!("membership-no-role").into()))
    }
}

pub(super) struct MemberView {
    pub person: PersonView,
    pub account: AccountId,
    pub badge: Option<BadgeView>,
    /// The badge of the host organisation.
    pub staff: Option<BadgeView>,
    pub headline: String,
    /// Place and time zone.
    pub place: String,
    pub tags: Vec<LinkView>,
    pub offers: String,
    pub seeks: String,
    pub since: When,
    /// Shown to conveners only.
    pub hidden: bool,
    /// What the viewer may make of them: the word of a role and what the button says.
    pub roles: Vec<OptionView>,
}

pub(super) struct DirectoryView {
    pub query: String,
    pub tag: String,
    pub role: String,
    pub roles: Vec<TabView>,
    pub tags: Vec<TabView>,
    pub members: Vec<MemberView>,
    pub pager: PagerView,
    /// Whether the viewer is in the list; none for who is no member and sees it all the same.
    pub listed: Option<bool>,
    /// Whether only some of the members are asked for.
    pub narrowed: bool,
}

/// The list as somebody sees it who may.
pub(super) async fn directory(
    conn: &mut Conn,
    community: &Community,
    by: &Standing,
    asked: &MembersQuery,
    now: Now,
) -> Result<DirectoryView> {
    let short = |text: &str| text.trim().chars().take(TYPED_MAX).collect::<String>();
    let (query, tag) = (short(&asked.q), short(&asked.tag).to_lowercase());
    let which = Directory {
        community: community.id(),
        everybody: policy::may_see_unlisted(by),
        words: words_of(&query),
        tag: (!tag.is_empty()).then(|| tag.clone()),
        role: asked.role()?,
        turn: asked.turn()?,
    };
    let found = list_members(conn, &which, PER_PAGE).await?;
    let ids: Vec<AccountId> = found.rows.iter().map(|row| row.account).collect();
    let people = list_people(conn, &ids).await?;
    let staff = staff_among(conn, community, &ids).await?;
    let path = format!("{}/members", community.path());
    let link = |field: &str, row: Option<&Listed>| {
        let (at, id) = place(row?);
        let at = write_place(at, id.0);
        let role = &asked.role;
        Some(address(
            &path,
            &[("q", &query), ("tag", &tag), ("role", role), (field, &at)],
        ))
    };
    let members = found.rows.iter().filter_map(|row| {
        let person = people.iter().find(|person| person.id() == row.account)?;
        let badge = staff.badge_of(row.account);
        Some(MemberView {
            staff: badge.map(|badge| BadgeView::new(badge, BadgeKind::Plain)),
            ..member(person, row, by, &path, now)
        })
    });
    let members: Vec<MemberView> = members.collect();
    let pager = PagerView {
        newer: link("before", found.turn_back()),
        older: link("after", found.turn_on()),
    };
    let tags = list_tags(conn, community.id(), TAGS).await?;
    let listed = is_listed(conn, community.id(), by.account).await?;
    Ok(DirectoryView {
        members,
        pager,
        roles: role_tabs(&path, &query, &tag, &asked.role),
        tags: tag_tabs(&path, &query, &tag, &asked.role, tags),
        listed,
        narrowed: !(query.is_empty() && tag.is_empty() && asked.role.is_empty()),
        role: asked.role.clone(),
        query,
        tag,
    })
}

fn role_tabs(path: &str, query: &str, tag: &str, current: &str) -> Vec<TabView> {
    let words = [
        ("", t!("membership-members-all")),
        ("convener", t!("membership-members-conveners")),
        ("moderator", t!("membership-members-moderators")),
        ("greeter", t!("membership-members-greeters")),
        ("member", t!("membership-members-plain")),
        ("newcomer", t!("membership-members-newcomers")),
    ];
    let tab = |(role, label): &(&str, String)| {
        let href = address(path, &[("q", query), ("tag", tag), ("role", *role)]);
        TabView::new(label, href, *role == current)
    };
    words.iter().map(tab).collect()
}

/// The tags that many have, and the one that is asked for, which leads back out.
fn tag_tabs(
    path: &str,
    query: &str,
    current: &str,
    role: &str,
    tags: Vec<(String, i64)>,
) -> Vec<TabView> {
    let href = |tag: &str| address(path, &[("q", query), ("tag", tag), ("role", role)]);
    let tab = |(tag, count): &(String, i64)| match tag == current {
        true => TabView::new(tag, href(""), true),
        false => TabView::new(tag, href(tag), false).counted(*count),
    };
    let mut tabs: Vec<TabView> = tags.iter().map(tab).collect();
    if !current.is_empty() && !tabs.iter().any(|tab| tab.current) {
        tabs.insert(0, TabView::new(current, href(""), true));
    }
    tabs
}

fn member(person: &Person, row: &Listed, by: &Standing, path: &str, now: Now) -> MemberView {
    let craft = &person.account.craft;
    let tag = |tag: &String| LinkView::new(tag, address(path, &[("tag", tag)]));
    // What other servers say of a time zone is not known here.
    let zone = match person.actor.local {
        true => person.account.time_zone.as_str(),
        false => "",
    };
    let place: Vec<&str> = [craft.place.as_str(), zone]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    MemberView {
        person: PersonView::from(person),
        account: person.id(),
        badge: badge(row.role),
        staff: None,
        headline: craft.headline.clone(),
        place: place.join(", "),
        tags: craft.expertise.0.iter().map(tag).collect(),
        offers: craft.offers.clone(),
        seeks: craft.seeks.clone(),
        since: When::new(row.since, now),
        hidden: !row.listed,
        roles: roles_for(by, row),
    }
}

fn badge(role: Role) -> Option<BadgeView> {
    let (label, kind) = match role {
        Role::Convener => (t!("membership-members-convener"), BadgeKind::Accent),
        Role::Moderator => (t!("membership-members-moderator"), BadgeKind::Accent),
        Role::Greeter => (t!("membership-members-greeter"), BadgeKind::Ok),
        Role::Newcomer => (t!("membership-members-newcomer"), BadgeKind::Plain),
        Role::Member => return None,
    };
    Some(BadgeView::new(label, kind))
}

fn roles_for(by: &Standing, row: &Listed) -> Vec<OptionView> {
    let own = by.account == row.account;
    let words = [
        (Role::Moderator, t!("membership-members-make-moderator")),
        (Role::Greeter, t!("membership-members-make-greeter")),
        (
            Role::Member,
            match (own, row.role) {
                (true, _) => t!("membership-members-lay-down"),
                (false, Role::Newcomer) => t!("membership-members-not-new"),
                (false, _) => t!("membership-members-make-member"),
            },
        ),
    ];
    let may = |role: Role| policy::may_give_role(by, row.account, Some(row.role), role).is_ok();
    words
        .into_iter()
        .filter(|(role, _)| *role != row.role && may(*role))
        .map(|(role, label)| OptionView::new(role.as_str(), label))
        .collect()
}

fn address(path: &str, fields: &[(&str, &str)]) -> String {
    let given = fields.iter().filter(|(_, value)| !value.is_empty());
    let query = Serializer::new(String::new()).extend_pairs(given).finish();
    match query.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{query}"),
    }
}
