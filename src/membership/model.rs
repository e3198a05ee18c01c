//! Roles, how belonging stands and came about, and what somebody is allowed in a community right now.

use super::policy;
use crate::accounts::model::Viewer;
use crate::id_type;
use crate::ids::{AccountId, CommunityId};
use crate::membership::linking::Offers;
use crate::store::schema::{
    agreements, application_questions, applications, community_links, community_settings,
    membership_events, memberships, rules_versions, saved_replies,
};
use crate::store::{Json, Time};
use crate::text::{hexadecimal, tag_name};
use crate::text_enum;
use aws_lc_rs::digest::{SHA256, digest};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What a member does in a community; what each may is in `policy.rs`. Later words may do more.
    pub enum Role {
        /// Until the first task is done, or some contributions have stayed.
        Newcomer = "newcomer",
        Member = "member",
        /// Looks after those who are new.
        Greeter = "greeter",
        Moderator = "moderator",
        Convener = "convener",
    }
}

text_enum! {
    /// Where belonging stands.
    pub enum MembershipState {
        Applied = "applied",
        /// The conveners asked something; the applicant has not answered yet.
        MoreAsked = "more_asked",
        Invited = "invited",
        Member = "member",
        Declined = "declined",
        Left = "left",
        /// Nobody decided in time.
        Expired = "expired",
    }
}

text_enum! {
    /// How a community here stands to another one that it may work together with.
    pub enum LinkState {
        /// We proposed it, and they have not answered.
        Proposed = "proposed",
        /// They proposed it, and wait for us.
        Asked = "asked",
        Linked = "linked",
        Declined = "declined",
        Ended = "ended",
    }
}

text_enum! {
    /// Who shares threads of a community with one that it is linked to.
    pub enum Sharing {
        Members = "members",
        Conveners = "conveners",
        Nobody = "nobody",
    }
}

/// A community here and another one, here or elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = community_links)]
pub struct Link {
    pub id: i64,
    /// Ours, whose view of it this is.
    pub community_id: CommunityId,
    pub other_id: CommunityId,
    pub state: LinkState,
    pub sharing: Sharing,
    /// The Offer of the latest proposal, whoever made it.
    pub ap_id: String,
    /// What was written with it.
    pub words: String,
    pub created_at: Time,
    pub changed_at: Time,
    /// The latest Offers of both, where the other one is elsewhere.
    pub offers: Option<Json<Offers>>,
}

text_enum! {
    /// What happened to somebody's belonging.
    pub enum EventKind {
        Applied = "applied",
        MoreAsked = "more_asked",
        Answered = "answered",
        Invited = "invited",
        Approved = "approved",
        Declined = "declined",
        Withdrawn = "withdrawn",
        Expired = "expired",
        Joined = "joined",
        Left = "left",
        /// Became another role; the reason names it.
        Role = "role",
    }
}

text_enum! {
    /// On which way somebody said something.
    pub enum Channel {
        /// On a page, signed in here.
        Page = "page",
        /// By replying to a message.
        Reply = "reply",
        /// On a page behind a link that works once.
        Link = "link",
        /// Their server said it for them.
        Server = "server",
        /// On the command line.
        Command = "command",
    }
}

text_enum! {
    pub enum QuestionKind {
        Text = "text",
        Choice = "choice",
        Tick = "tick",
    }
}

text_enum! {
    pub enum RulesChange {
        /// The same in other words: nobody has to agree again.
        Editorial = "editorial",
        /// Members have to agree again.
        Material = "material",
    }
}

text_enum! {
    /// What becomes of what somebody wrote in a community that they leave.
    pub enum Contributions {
        Keep = "keep",
        /// It stays, without their name.
        Anonymise = "anonymise",
        Delete = "delete",
    }
}

text_enum! {
    /// Why a thread or reply is held.
    pub enum HoldCause {
        /// Its author, of another server, is not a member where only members write.
        Membership = "membership",
        /// Its author has not agreed to the rules in time.
        Agreement = "agreement",
        /// Its author was silenced by those who look after the server, and is no member.
        Silence = "silence",
        /// What it replies to is held, whatever its own author may do.
        Parent = "parent",
        /// The server of its author is under review.
        Host = "host",
        /// Its author was not known before a wave of spam began.
        Wave = "wave",
        /// The community looks at it before others see it.
        Review = "review",
        /// An automatic rule caught it.
        Rule = "rule",
    }
}

text_enum! {
    /// Which tags a thread may have.
    pub enum TagRule {
        /// Any; those that are new come into the list by being used.
        Free = "free",
        /// Those of the vocabulary that its moderators keep, and no others.
        Listed = "listed",
    }
}

id_type!(ApplicationId);

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = memberships)]
pub struct Membership {
    pub community_id: CommunityId,
    pub account_id: AccountId,
    pub role: Role,
    pub state: MembershipState,
    pub since: Time,
    pub updated_at: Time,
}

/// What a member's having to agree to the rules follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consent {
    pub role: Role,
    /// The latest version to which they agreed.
    pub agreed: Option<i32>,
    /// Since when they are a member.
    pub since: Time,
}

/// How a member stands to the rules that bind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Accord {
    /// Agreed, or nothing has to be agreed to.
    #[default]
    Given,
    /// Asked to agree, and free to go on meanwhile.
    Asked,
    /// The time for it is over: what they write is held.
    Owed,
}

/// Everything the rules need to know about one account in one community, read once and judged in `policy.rs` files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub account: AccountId,
    /// None: not a member.
    pub role: Option<Role>,
    /// Of a member; others have nothing to agree to.
    pub accord: Accord,
    /// Whether the account is one of this server.
    pub local: bool,
    pub banned: bool,
    /// Reads as before, and writes nothing.
    pub muted: bool,
    pub suspended: bool,
    /// By those who look after this server, in whose communities it counts.
    pub silenced: bool,
    /// Administrator of this server, which counts in its own communities only.
    pub admin: bool,
    /// The same wherever the community lives: enough for what concerns this server alone.
    pub server_admin: bool,
}

impl Standing {
    /// As whom they look at what is said in the community.
    pub fn viewer(&self) -> Viewer {
        Viewer::Account {
            id: self.account,
            admin: self.server_admin,
        }
    }

    /// Whether the role gives a right, or being an administrator where the community lives. A ban leaves the
    /// role as it is and takes all its rights.
    pub fn has(&self, right: policy::Right) -> bool {
        let by_role = || self.role.is_some_and(|role| policy::gives(role, right));
        !self.suspended && (self.admin || (!self.banned && by_role()))
    }

    /// Banned, and no administrator of the server that the community lives on.
    pub fn is_kept_out(&self) -> bool {
        self.banned && !self.admin
    }

    /// Conveners and moderators, and admins of the server the community lives on.
    pub fn may_moderate(&self) -> bool {
        self.has(policy::Right::Moderate)
    }

    /// Administrators of this server decide what it shows, wherever that lives.
    pub fn may_hide_here(&self) -> bool {
        !self.suspended && self.server_admin
    }

    pub fn is_convener(&self) -> bool {
        self.has(policy::Right::Convene)
    }
}

text_enum! {
    /// Who may propose threads for the library, beside those who look after the community.
    pub enum Proposers {
        Nobody = "nobody",
        Members = "members",
    }
}

/// Kinds of threads that can be asked about again.
pub const REVIEWED_KINDS: [&str; 4] = ["question", "discussion", "article", "link"];
const REVIEW_RULES_MAX: usize = 20;
const REVIEW_DAYS_MAX: i32 = 3_650;

/// After how long threads of a kind, or with a tag, are asked about again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRule {
    /// One of [`REVIEWED_KINDS`], or a tag behind `#`.
    pub what: String,
    pub days: i32,
}

impl std::fmt::Display for ReviewRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.what, self.days)
    }
}

impl ReviewRule {
    /// Reads `question:365, #varnish:90`, or says what is wrong with it.
    pub fn read_all(typed: &str) -> Result<Vec<Self>, String> {
        let parts = typed.split(|c: char| c == ',' || c == ';' || c.is_whitespace());
        let mut rules: Vec<Self> = Vec::new();
        for part in parts.filter(|part| !part.is_empty()) {
            let rule = Self::read(part)?;
            rules.retain(|known| known.what != rule.what);
            rules.push(rule);
        }
        match rules.len() > REVIEW_RULES_MAX {
            true => Err(t!("membership-wrong-many", most = REVIEW_RULES_MAX)),
            false => Ok(rules),
        }
    }

    fn read(part: &str) -> Result<Self, String> {
        let wrong = || {
            t!(
                "membership-wrong-review",
                part = part,
                kinds = REVIEWED_KINDS.join(", "),
                most = REVIEW_DAYS_MAX
            )
        };
        let (what, days) = part.rsplit_once(':').ok_or_else(wrong)?;
        let what = match what.starts_with('#') {
            true => tag_name(what).map(|name| format!("#{name}")),
            false => {
                Some(what.to_lowercase()).filter(|what| REVIEWED_KINDS.contains(&what.as_str()))
            }
        };
        let what = what.ok_or_else(wrong)?;
        let days: i32 = days.parse().map_err(|_| wrong())?;
        match (1..=REVIEW_DAYS_MAX).contains(&days) {
            true => Ok(Self { what, days }),
            false => Err(wrong()),
        }
    }
}

/// Days within which somebody who was declined may not apply again, unless the convener says otherwise.
const REAPPLY_DAYS: i32 = 14;

/// What conveners set beside what is in the community's own row.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = community_settings)]
#[diesel(primary_key(community_id))]
#[diesel(treat_none_as_null = true)]
pub struct CommunitySettings {
    pub community_id: CommunityId,
    /// Who it is not for; one line.
    pub not_for: String,
    /// What members get; Markdown.
    pub offers: String,
    /// Said to applicants: how long a decision takes, and what it looks at.
    pub applicants_note: String,
    /// Days between a decline and the next application.
    pub reapply_days: i32,
    /// Whoever has a confirmed address of one of these joins without being asked.
    pub email_domains: Json<Vec<String>>,
    /// So many contributions that stayed make a newcomer a member; 0: nobody begins as a newcomer.
    pub newcomer_contributions: i32,
    /// Said to whoever becomes a member; Markdown.
    pub welcome: String,
    /// What new members do first; empty: they introduce themselves.
    pub first_task: String,
    /// Public id of the thread of introductions; empty: none.
    pub introductions: String,
    /// Public ids of the threads to start with.
    pub start_here: Json<Vec<String>>,
    /// Accounts with a confirmed address of this domain get the badge of the host organisation.
    pub staff_domain: String,
    pub staff_badge: String,
    /// The community that this one is a part of.
    pub parent_id: Option<CommunityId>,
    /// Communities here or elsewhere.
    pub related: Json<Vec<Related>>,
    /// What the form for a new thread begins with.
    pub templates: Json<Templates>,
    /// Which tags threads may have, and whether they need one.
    pub tag_rule: TagRule,
    pub tags_required: bool,
    /// Hours without an answer after which members who said yes are asked, 0 for never; and how many.
    pub ask_after_hours: i32,
    pub ask_people: i32,
    /// By which clock it lives: a name of the time zone database.
    pub time_zone: String,
    pub propose: Proposers,
    /// After how long threads are asked about again, as [`ReviewRule`] reads it; empty: never.
    pub review: String,
    /// The public log says what those who look after it did, and not who of them.
    pub team_unnamed: bool,
    /// So many first contributions of everybody are looked at before others see them; 0: none.
    pub hold_first: i32,
    /// The same of links by those who have written little.
    pub hold_links: bool,
    /// The same of everything.
    pub hold_all: bool,
}

/// Markdown that stands in the form for a new thread, by its kind; empty: nothing does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Templates {
    pub question: String,
    pub discussion: String,
    pub article: String,
    pub link: String,
}

/// A community that conveners call related to theirs, as it was found when they named it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// As it was typed: `name` or `name@server`.
    pub address: String,
    pub title: String,
    pub ap_id: String,
    /// Its page on its own server.
    pub page: String,
}

impl CommunitySettings {
    /// As they are before anybody changed them.
    pub fn of(community: CommunityId) -> Self {
        Self {
            community_id: community,
            not_for: String::new(),
            offers: String::new(),
            applicants_note: String::new(),
            reapply_days: REAPPLY_DAYS,
            email_domains: Json(Vec::new()),
            newcomer_contributions: 0,
            welcome: String::new(),
            first_task: String::new(),
            introductions: String::new(),
            start_here: Json(Vec::new()),
            staff_domain: String::new(),
            staff_badge: String::new(),
            parent_id: None,
            related: Json(Vec::new()),
            templates: Json(Templates::default()),
            tag_rule: TagRule::Free,
            tags_required: false,
            ask_after_hours: 24,
            ask_people: 3,
            time_zone: "UTC".to_owned(),
            propose: Proposers::Nobody,
            review: String::new(),
            team_unnamed: false,
            hold_first: 0,
            hold_links: false,
            hold_all: false,
        }
    }
}

/// The rules as they were published once.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = rules_versions)]
pub struct RulesVersion {
    pub community_id: CommunityId,
    /// From 1.
    pub number: i32,
    pub change_kind: RulesChange,
    /// The numbered points, each Markdown.
    pub items: Json<Vec<String>>,
    /// Markdown, as it was typed.
    pub body: String,
    /// Empty for what was written before versions were kept; see [`RulesVersion::hash`].
    pub hash: String,
    /// None: before versions were kept.
    pub published_by: Option<AccountId>,
    pub published_at: Time,
}

impl RulesVersion {
    /// Names these words, also to other servers: SHA-256 of the numbered points, in hexadecimal.
    pub fn hash(&self) -> String {
        match self.hash.is_empty() {
            true => rules_hash(&self.items.0),
            false => self.hash.clone(),
        }
    }

    /// Whether there was anything to agree to, as [`has_points`] says it of a text.
    pub fn has_points(&self) -> bool {
        self.items.0.iter().any(|item| is_point(item))
    }
}

/// Whether a text is rules at all: one that is empty, or an empty list, says nothing that anybody could agree to.
pub fn has_points(text: &str) -> bool {
    let said = |line: &str| !is_bare(list_item(line).unwrap_or(line));
    text.lines().any(said)
}

/// The numbered points of a text: those of its list, or its paragraphs where it has none.
pub fn split_rules(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    let listed = text.lines().any(|line| list_item(line).is_some());
    let mut items: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let blank = line.trim().is_empty();
        if let Some(first) = list_item(line) {
            items.push(first.trim().to_owned());
        } else if !blank {
            match items.last_mut().filter(|_| open || listed) {
                Some(item) => {
                    item.push('\n');
                    item.push_str(line.trim());
                }
                None => items.push(line.trim().to_owned()),
            }
        }
        open = !blank;
    }
    items.retain(|item| is_point(item));
    items
}

fn is_point(item: &str) -> bool {
    !item.lines().all(is_bare)
}

/// Whether a line is nothing, or only the sign of a list item.
fn is_bare(line: &str) -> bool {
    let line = line.trim();
    let number = line.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    is_number || matches!(line, "" | "-" | "*" | "+")
}

/// What stands behind the sign of a list item; items of inner lists belong to the outer one.
fn list_item(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix(['-', '*', '+']) {
        return rest.starts_with(' ').then_some(rest);
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < line.len();
    let rest = rest.strip_prefix(['.', ')']).filter(|_| numbered)?;
    rest.starts_with(' ').then_some(rest)
}

pub fn rules_hash(items: &[String]) -> String {
    let numbered = (1..).zip(items);
    let lines: Vec<String> = numbered.map(|(n, item)| format!("{n}. {item}\n")).collect();
    let digest = digest(&SHA256, lines.concat().as_bytes());
    hexadecimal(digest.as_ref())
}

/// Somebody said yes to a version of the rules.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = agreements)]
pub struct Agreement {
    pub community_id: CommunityId,
    pub account_id: AccountId,
    pub version: i32,
    pub hash: String,
    pub channel: Channel,
    pub agreed_at: Time,
}

/// Something that applicants are asked.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = application_questions)]
pub struct Question {
    pub community_id: CommunityId,
    /// From 1; the field of its answer is `answer_1` and so on.
    pub position: i32,
    pub kind: QuestionKind,
    pub label: String,
    pub help: String,
    /// Only where one is chosen.
    pub choices: Json<Vec<String>>,
    pub required: bool,
}

/// An answer with the question as it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub question: String,
    pub answer: String,
}

/// One attempt to join.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = applications)]
pub struct Application {
    pub id: ApplicationId,
    pub community_id: CommunityId,
    pub account_id: AccountId,
    /// Applied, more asked, member (approved), declined, left (withdrawn) or expired.
    pub state: MembershipState,
    pub channel: Channel,
    pub answers: Json<Vec<Answer>>,
    /// Which rules were agreed to with it; 0 where there were none.
    pub rules_version: i32,
    pub applied_at: Time,
    pub changed_at: Time,
}

impl Application {
    /// Whether it waits for somebody.
    pub fn is_open(&self) -> bool {
        matches!(
            self.state,
            MembershipState::Applied | MembershipState::MoreAsked
        )
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = applications)]
pub struct NewApplication {
    pub community_id: CommunityId,
    pub account_id: AccountId,
    pub state: MembershipState,
    pub channel: Channel,
    pub answers: Json<Vec<Answer>>,
    pub rules_version: i32,
    pub applied_at: Time,
    pub changed_at: Time,
}

/// One thing that happened to somebody's belonging. Never changed afterwards; only the words of who is gone
/// are taken out of it, and the same that happens again on the same day takes its place.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName, Insertable)]
#[diesel(table_name = membership_events)]
pub struct Event {
    pub community_id: CommunityId,
    pub account_id: AccountId,
    pub application_id: Option<ApplicationId>,
    pub kind: EventKind,
    /// Who did it: the person themselves, or who decided.
    pub by_id: Option<AccountId>,
    pub reason: String,
    pub channel: Channel,
    pub happened_at: Time,
}

/// Words that the conveners of a community use again.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = saved_replies)]
pub struct SavedReply {
    pub id: i64,
    pub community_id: CommunityId,
    pub body: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_split_into_their_points() {
        let cases: [(&str, &[&str]); 11] = [
            ("", &[]),
            ("1. ", &[]),
            ("-\n\n 2)\n+ \n- -", &[]),
            ("1.\n2. Be kind.\n3. ", &["Be kind."]),
            ("Since\n2026.", &["Since\n2026."]),
            ("2026", &["2026"]),
            ("Be kind.", &["Be kind."]),
            (
                "Be kind.\n\nStay on topic,\nplease.",
                &["Be kind.", "Stay on topic,\nplease."],
            ),
            (
                "1. Be kind.\n2. Stay on topic.",
                &["Be kind.", "Stay on topic."],
            ),
            (
                "Please:\r\n\r\n- Be kind\r\n  to all.\r\n\r\n- No trade.",
                &["Please:", "Be kind\nto all.", "No trade."],
            ),
            (
                "2026 was a year.\n-5 is a number.",
                &["2026 was a year.\n-5 is a number."],
            ),
        ];
        for (text, items) in cases {
            assert_eq!(split_rules(text), items, "{text:?}");
            assert_eq!(has_points(text), !items.is_empty(), "{text:?}");
        }
    }

    #[test]
    fn other_words_have_another_hash() {
        let hash = |text: &str| rules_hash(&split_rules(text));
        assert_eq!(
            hash("- Be kind.\n- No trade."),
            hash("1. Be kind.\n2. No trade.")
        );
        assert_ne!(hash("Be kind."), hash("Be kind!"));
        assert_ne!(hash("1. Be.\n2. Kind."), hash("1. Kind.\n2. Be."));
        assert_eq!(hash("Be kind.").len(), 64);
    }
}
