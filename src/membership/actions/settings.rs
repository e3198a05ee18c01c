//! What conveners set of who reads, who comes in, and how they are welcomed: how it is typed, and what is
//! wrong with it. It is changed in [`super::changing`].

use super::problems::Problems;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::{list_people, lock_server, person_by_handle};
use crate::activitypub::licences::Licence;
use crate::app::App;
use crate::communities::model::{Community, JoinPolicy, ReadPolicy};
use crate::communities::queries::local::{Policies, update_policies};
use crate::communities::queries::{community_by_handle, find_community};
use crate::error::{Error, Result};
use crate::ids::CommunityId;
use crate::jobs::enqueue;
use crate::membership::jobs::ClockChanged;
use crate::membership::model::{
    CommunitySettings, Membership, MembershipState, Proposers, ReviewRule, Role, TagRule, Templates,
};
use crate::membership::policy;
use crate::membership::queries::settings::{
    has_threads_for, is_thread_in, settings_of, upsert_settings,
};
use crate::membership::queries::tree::{LEVELS_MAX, count_levels_below, list_above};
use crate::membership::queries::{list_greeters, membership_of, standing, upsert_membership};
use crate::store::{Conn, Json, Tx};
use crate::text::one_line;
use crate::web::accent::Accent;
use serde::Deserialize;

const LINE_MAX: usize = 200;
const TEXT_MAX: usize = 20_000;
const NOTE_MAX: usize = 1_000;
const LIST_MAX: usize = 50;
const BADGE_MAX: usize = 40;
const DAYS_MAX: i32 = 365;
/// People asked about one question.
const PEOPLE_MAX: i32 = 10;

/// The settings as they are typed; the fields of the form have the same names as the keys of the command.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct SettingsForm {
    pub read: String,
    pub join: String,
    pub not_for: String,
    pub offers: String,
    pub applicants_note: String,
    pub grace_days: String,
    pub reapply_days: String,
    /// Domains of e-mail addresses; lists have commas, spaces or lines between their parts.
    pub domains: String,
    pub newcomer_contributions: String,
    pub welcome: String,
    pub first_task: String,
    /// A thread: its public id or its address.
    pub introductions: String,
    pub start_here: String,
    /// Names of members.
    pub greeters: String,
    pub staff_domain: String,
    pub staff_badge: String,
    /// Name of the community here that this one is a part of.
    pub parent: String,
    pub related: String,
    /// Markdown that the forms for new threads begin with.
    pub question_template: String,
    pub discussion_template: String,
    pub article_template: String,
    pub link_template: String,
    pub accept_days: String,
    /// Yes or no.
    pub several_answers: String,
    /// A word of [`TagRule`], and `yes` or `no` for whether threads need a tag.
    pub tags: String,
    pub tags_required: String,
    pub ask_after_hours: String,
    pub ask_people: String,
    pub time_zone: String,
    /// Who may propose threads for the library.
    pub propose: String,
    pub licence: String,
    /// After how long threads are asked about again.
    pub review: String,
    /// Yes or no: whether the log leaves out who of the team acted.
    pub team_unnamed: String,
    /// How many first contributions, and yes or no for links of newcomers and for everything.
    pub hold_first: String,
    pub hold_links: String,
    pub hold_all: String,
    /// A name or a colour; empty for the usual one.
    pub accent: String,
}

impl SettingsForm {
    pub async fn load(conn: &mut Conn, community: &Community) -> Result<Self> {
        let settings = settings_of(conn, community.id()).await?;
        let greeters = list_greeters(conn, community.id()).await?;
        let people = list_people(conn, &greeters).await?;
        let parent = match settings.parent_id {
            Some(id) => find_community(conn, id).await?.actor.name,
            None => String::new(),
        };
        let names: Vec<String> = people.iter().map(Person::handle).collect();
        let related: Vec<String> = settings
            .related
            .0
            .into_iter()
            .map(|one| one.address)
            .collect();
        let row = &community.row;
        let templates = settings.templates.0;
        Ok(Self {
            question_template: templates.question,
            discussion_template: templates.discussion,
            article_template: templates.article,
            link_template: templates.link,
            accept_days: row.accept_days.to_string(),
            several_answers: yes_or_no(row.several_answers).to_owned(),
            read: row.read_policy.to_string(),
            join: row.join_policy.to_string(),
            grace_days: row.grace_days.to_string(),
            reapply_days: settings.reapply_days.to_string(),
            domains: settings.email_domains.0.join(", "),
            newcomer_contributions: settings.newcomer_contributions.to_string(),
            start_here: settings.start_here.0.join(", "),
            related: related.join(", "),
            propose: settings.propose.to_string(),
            licence: row.licence.to_string(),
            accent: row.accent.clone(),
            review: settings.review,
            team_unnamed: yes_or_no(settings.team_unnamed).to_owned(),
            hold_first: settings.hold_first.to_string(),
            hold_links: yes_or_no(settings.hold_links).to_owned(),
            hold_all: yes_or_no(settings.hold_all).to_owned(),
            greeters: names.join(", "),
            tags: settings.tag_rule.to_string(),
            tags_required: yes_or_no(settings.tags_required).to_owned(),
            ask_after_hours: settings.ask_after_hours.to_string(),
            ask_people: settings.ask_people.to_string(),
            time_zone: settings.time_zone.clone(),
            parent,
            not_for: settings.not_for,
            offers: settings.offers,
            applicants_note: settings.applicants_note,
            welcome: settings.welcome,
            first_task: settings.first_task,
            introductions: settings.introductions,
            staff_domain: settings.staff_domain,
            staff_badge: settings.staff_badge,
        })
    }
}

fn yes_or_no(yes: bool) -> &'static str {
    match yes {
        true => "yes",
        false => "no",
    }
}

fn parse_yes_or_no(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn between(least: i32, most: i32) -> String {
    t!("membership-wrong-number", least = least, most = most)
}

impl Problems {
    fn number(&mut self, field: &'static str, typed: &str, usual: i32) -> i32 {
        match typed.trim() {
            "" => usual,
            typed => match typed.parse() {
                Ok(days) if (0..=DAYS_MAX).contains(&days) => days,
                _ => {
                    self.add(field, between(0, DAYS_MAX));
                    usual
                }
            },
        }
    }

    fn yes(&mut self, field: &'static str, typed: &str, usual: bool) -> bool {
        word(typed, usual, parse_yes_or_no).unwrap_or_else(|| {
            self.add(field, t!("membership-wrong-yes-or-no"));
            usual
        })
    }

    fn zone(&mut self, field: &'static str, typed: &str) -> String {
        match typed.trim() {
            "" => "UTC".to_owned(),
            typed if typed.parse::<chrono_tz::Tz>().is_ok() => typed.to_owned(),
            _ => {
                self.add(field, t!("membership-wrong-time-zone"));
                "UTC".to_owned()
            }
        }
    }

    fn few(&mut self, field: &'static str, typed: &str, usual: i32) -> i32 {
        match typed.trim() {
            "" => usual,
            typed => match typed.parse() {
                Ok(number) if (1..=PEOPLE_MAX).contains(&number) => number,
                _ => {
                    self.add(field, between(1, PEOPLE_MAX));
                    usual
                }
            },
        }
    }

    fn text(&mut self, field: &'static str, typed: &str, max: usize) -> String {
        let text = typed.replace("\r\n", "\n").trim().to_owned();
        if text.chars().count() > max {
            self.add(field, t!("membership-wrong-long", most = max));
        }
        text
    }

    fn line(&mut self, field: &'static str, typed: &str, max: usize) -> String {
        one_line(&self.text(field, typed, max), max)
    }

    fn list(&mut self, field: &'static str, typed: &str) -> Vec<String> {
        let parts = typed.split(|c: char| c == ',' || c == ';' || c.is_whitespace());
        let mut list: Vec<String> = Vec::new();
        for part in parts.filter(|part| !part.is_empty()) {
            if !list.iter().any(|known| known == part) {
                list.push(part.to_owned());
            }
        }
        if list.len() > LIST_MAX {
            self.add(field, t!("membership-wrong-many", most = LIST_MAX));
        }
        list
    }
}

/// What can be judged without the database. Of what is wrong nothing is kept.
pub(super) struct Checked {
    policies: Policies,
    pub settings: CommunitySettings,
    greeters: Vec<String>,
    parent: String,
    pub related: Vec<String>,
}

pub(super) fn check(
    community: &Community,
    form: &SettingsForm,
    problems: &mut Problems,
) -> Checked {
    let usual = CommunitySettings::of(community.id());
    let row = &community.row;
    let read = word(&form.read, row.read_policy, ReadPolicy::parse);
    let join = word(&form.join, row.join_policy, JoinPolicy::parse);
    if read.is_none() {
        problems.add("read", t!("membership-wrong-read"));
    }
    if join.is_none() {
        problems.add("join", t!("membership-wrong-join"));
    }
    let domains = problems.list("domains", &form.domains);
    let domains: Vec<String> = domains
        .iter()
        .map(|domain| domain.trim_start_matches('@').to_lowercase())
        .collect();
    if !domains.iter().all(|domain| is_domain(domain)) {
        problems.add("domains", t!("membership-wrong-domains"));
    }
    if join == Some(JoinPolicy::Domain) && domains.is_empty() {
        problems.add("domains", t!("membership-wrong-domains-none"));
    }
    let related = problems.list("related", &form.related);
    let related: Vec<String> = related
        .iter()
        .map(|address| address.trim_start_matches('!').to_owned())
        .collect();
    if !related.iter().all(|address| is_address(address)) {
        problems.add("related", t!("membership-wrong-related"));
    }
    let (tag_rule, tags_required) = tag_rules(form, &usual, problems);
    let start_here = problems.list("start_here", &form.start_here);
    let staff_domain = problems.line("staff_domain", &form.staff_domain, LINE_MAX);
    let staff_domain = staff_domain.trim_start_matches('@').to_lowercase();
    if !staff_domain.is_empty() && !is_domain(&staff_domain) {
        problems.add("staff_domain", t!("membership-wrong-staff-domain"));
    }
    let propose = word(&form.propose, usual.propose, Proposers::parse);
    if propose.is_none() {
        problems.add("propose", t!("membership-wrong-propose"));
    }
    let licence = word(&form.licence, row.licence, Licence::parse);
    if licence.is_none() {
        let known: Vec<&str> = Licence::ALL.iter().map(|each| each.as_str()).collect();
        let known = known.join(", ");
        problems.add("licence", t!("membership-wrong-licence", known = known));
    }
    let accent = Accent::parse(&form.accent).unwrap_or_else(|| {
        problems.add("accent", t!("membership-wrong-accent"));
        Accent::Usual
    });
    let review = ReviewRule::read_all(&form.review).unwrap_or_else(|message| {
        problems.add("review", message);
        Vec::new()
    });
    let review: Vec<String> = review.iter().map(ReviewRule::to_string).collect();
    let team_unnamed = word(&form.team_unnamed, usual.team_unnamed, parse_yes_or_no);
    if team_unnamed.is_none() {
        problems.add("team_unnamed", t!("membership-wrong-yes-or-no"));
    }
    let settings = CommunitySettings {
        team_unnamed: team_unnamed.unwrap_or(usual.team_unnamed),
        review: review.join(", "),
        propose: propose.unwrap_or(usual.propose),
        not_for: problems.line("not_for", &form.not_for, LINE_MAX),
        offers: problems.text("offers", &form.offers, TEXT_MAX),
        applicants_note: problems.text("applicants_note", &form.applicants_note, NOTE_MAX),
        reapply_days: problems.number("reapply_days", &form.reapply_days, usual.reapply_days),
        newcomer_contributions: problems.number(
            "newcomer_contributions",
            &form.newcomer_contributions,
            usual.newcomer_contributions,
        ),
        welcome: problems.text("welcome", &form.welcome, TEXT_MAX),
        first_task: problems.text("first_task", &form.first_task, NOTE_MAX),
        introductions: thread_id(&form.introductions),
        start_here: Json(start_here.iter().map(|thread| thread_id(thread)).collect()),
        staff_badge: problems.line("staff_badge", &form.staff_badge, BADGE_MAX),
        email_domains: Json(domains),
        staff_domain,
        templates: Json(templates(form, problems)),
        tag_rule,
        tags_required,
        ask_after_hours: problems.number(
            "ask_after_hours",
            &form.ask_after_hours,
            usual.ask_after_hours,
        ),
        ask_people: problems.few("ask_people", &form.ask_people, usual.ask_people),
        time_zone: problems.zone("time_zone", &form.time_zone),
        hold_first: problems.number("hold_first", &form.hold_first, usual.hold_first),
        hold_links: problems.yes("hold_links", &form.hold_links, usual.hold_links),
        hold_all: problems.yes("hold_all", &form.hold_all, usual.hold_all),
        ..usual
    };
    let several = word(&form.several_answers, row.several_answers, parse_yes_or_no);
    if several.is_none() {
        problems.add("several_answers", t!("membership-wrong-yes-or-no"));
    }
    let accept_days = problems.number("accept_days", &form.accept_days, row.accept_days);
    let grace_days = problems.number("grace_days", &form.grace_days, row.grace_days);
    let greeters = problems.list("greeters", &form.greeters);
    Checked {
        policies: Policies {
            read_policy: read.unwrap_or(row.read_policy),
            join_policy: join.unwrap_or(row.join_policy),
            grace_days,
            accept_days,
            several_answers: several.unwrap_or(row.several_answers),
            licence: licence.unwrap_or(row.licence),
            accent: accent.to_string(),
        },
        settings,
        greeters,
        related: match problems.has("related") {
            true => Vec::new(),
            false => related,
        },
        parent: form.parent.trim().trim_start_matches('!').to_owned(),
    }
}

/// Which tags threads may have, and whether they need one.
fn tag_rules(
    form: &SettingsForm,
    usual: &CommunitySettings,
    problems: &mut Problems,
) -> (TagRule, bool) {
    let rule = word(&form.tags, usual.tag_rule, TagRule::parse);
    if rule.is_none() {
        problems.add("tags", t!("membership-wrong-tags"));
    }
    let required = word(&form.tags_required, usual.tags_required, parse_yes_or_no);
    if required.is_none() {
        problems.add("tags_required", t!("membership-wrong-yes-or-no"));
    }
    (
        rule.unwrap_or(usual.tag_rule),
        required.unwrap_or(usual.tags_required),
    )
}

fn templates(form: &SettingsForm, problems: &mut Problems) -> Templates {
    Templates {
        question: problems.text("question_template", &form.question_template, TEXT_MAX),
        discussion: problems.text("discussion_template", &form.discussion_template, TEXT_MAX),
        article: problems.text("article_template", &form.article_template, TEXT_MAX),
        link: problems.text("link_template", &form.link_template, TEXT_MAX),
    }
}

/// A word of a choice; nothing typed leaves it as it is.
fn word<T>(typed: &str, now: T, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    match typed.trim() {
        "" => Some(now),
        typed => parse(typed),
    }
}

fn is_domain(text: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    text.len() <= 253 && text.contains('.') && text.split('.').all(part)
}

fn is_address(text: &str) -> bool {
    let (name, host) = match text.split_once('@') {
        Some((name, host)) => (name, Some(host)),
        None => (text, None),
    };
    let named = (1..=100).contains(&name.len())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    let known = |c: char| c.is_alphanumeric() || "-.:".contains(c);
    named && host.is_none_or(|host| !host.is_empty() && host.chars().all(known))
}

/// The public id in a thread's address, or as it was typed.
fn thread_id(typed: &str) -> String {
    let typed = typed.trim();
    let behind = typed.split_once("/post/").map_or(typed, |(_, rest)| rest);
    behind
        .split(['/', '?', '#'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Judges what needs the database, and keeps what it says: the community above, and those who greet from
/// now on.
pub(super) async fn judge(
    tx: &mut Tx,
    app: &App,
    (viewer, by): (&Viewer, &Person),
    before: &Community,
    checked: &mut Checked,
    problems: &mut Problems,
) -> Result<Vec<Membership>> {
    let reading = check_reading(tx, before, checked.policies.read_policy).await;
    problems.take(reading)?;
    let known = settings_of(tx, before.id()).await?;
    check_threads(tx, &known, &checked.settings, problems).await?;
    let parent = find_parent(tx, app, viewer, by, before, &checked.parent).await;
    if let Some(parent) = problems.take(parent)? {
        checked.settings.parent_id = parent;
    }
    let greeters = find_greeters(tx, app, before, &checked.greeters).await;
    Ok(problems.take(greeters)?.unwrap_or_default())
}

/// Writes what was judged.
pub(super) async fn write(
    tx: &mut Tx,
    app: &App,
    checked: &Checked,
    greeters: Vec<Membership>,
) -> Result<()> {
    let community = checked.settings.community_id;
    set_greeters(tx, app, community, greeters).await?;
    if settings_of(tx, community).await?.time_zone != checked.settings.time_zone {
        enqueue(tx, app, &ClockChanged { community }).await?;
    }
    upsert_settings(tx, &checked.settings).await?;
    update_policies(tx, community, &checked.policies, app.now()).await?;
    Ok(())
}

/// Makes a thread the one in which members introduce themselves, where it was judged who may.
pub async fn set_introductions(tx: &mut Tx, community: CommunityId, thread: &str) -> Result<()> {
    let settings = CommunitySettings {
        introductions: thread.to_owned(),
        ..settings_of(tx, community).await?
    };
    upsert_settings(tx, &settings).await?;
    Ok(())
}

/// What was said among members, or to this server, was said to them: nobody else is shown it later
/// because somebody changed a setting (design README 12).
async fn check_reading(tx: &mut Tx, before: &Community, wanted: ReadPolicy) -> Result<()> {
    if before.is_open_to_read() || wanted == before.row.read_policy {
        return Ok(());
    }
    if !has_threads_for(tx, before.id(), before.audience()).await? {
        return Ok(());
    }
    Err(Error::invalid("read", t!("membership-wrong-read-later")))
}

/// What was named before stays, also when it has gone since.
async fn check_threads(
    tx: &mut Tx,
    known: &CommunitySettings,
    settings: &CommunitySettings,
    problems: &mut Problems,
) -> Result<()> {
    let introductions = (!settings.introductions.is_empty()).then_some(&settings.introductions);
    let named = introductions
        .filter(|thread| **thread != known.introductions)
        .map(|thread| ("introductions", thread));
    let started = settings.start_here.0.iter();
    let started = started
        .filter(|thread| !known.start_here.0.contains(thread))
        .map(|thread| ("start_here", thread));
    for (field, thread) in named.into_iter().chain(started) {
        if !is_thread_in(tx, settings.community_id, thread).await? {
            problems.add(field, t!("membership-wrong-thread"));
        }
    }
    Ok(())
}

/// The community above this one. Its own conveners have to want that, too.
async fn find_parent(
    tx: &mut Tx,
    app: &App,
    viewer: &Viewer,
    by: &Person,
    community: &Community,
    name: &str,
) -> Result<Option<CommunityId>> {
    if name.is_empty() {
        return Ok(None);
    }
    let before = settings_of(tx, community.id()).await?.parent_id;
    let parent = community_by_handle(tx, name, &app.local.host).await?;
    let parent = parent.ok_or_else(|| wrong_parent(t!("membership-wrong-parent")))?;
    // What was true stays, also when the community above is removed.
    if before == Some(parent.id()) {
        return Ok(before);
    }
    if !parent.is_live() {
        return Err(wrong_parent(t!("membership-wrong-parent")));
    }
    if *viewer != Viewer::System {
        let standing = standing(tx, by, &parent, app.now()).await?;
        policy::may_update_community(&standing)
            .map_err(|_| wrong_parent(t!("membership-wrong-parent-convened")))?;
    }
    // Two that become parts of each other at the same moment would make a ring.
    lock_server(tx).await?;
    let above = list_above(tx, parent.id()).await?;
    if parent.id() == community.id() || above.contains(&community.id()) {
        return Err(wrong_parent(t!("membership-wrong-parent-itself")));
    }
    // The one above, those above it, this one and what is below it.
    let below = count_levels_below(tx, community.id()).await?;
    if above.len().saturating_add(below).saturating_add(2) > LEVELS_MAX {
        return Err(wrong_parent(t!("membership-wrong-parent-levels")));
    }
    Ok(Some(parent.id()))
}

fn wrong_parent(message: String) -> Error {
    Error::invalid("parent", message)
}

/// The members of these names.
async fn find_greeters(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    names: &[String],
) -> Result<Vec<Membership>> {
    let mut members = Vec::new();
    for name in names {
        let name = name.trim_start_matches('@');
        let (name, host) = app.local.name_and_host(name);
        let person = person_by_handle(tx, name, host).await?;
        let membership = match &person {
            Some(person) => membership_of(tx, community.id(), person.id()).await?,
            None => None,
        };
        let member = membership.filter(|each| each.state == MembershipState::Member);
        let Some(member) = member else {
            let message = t!("membership-wrong-greeter", name = name);
            return Err(Error::invalid("greeters", message));
        };
        members.push(member);
    }
    Ok(members)
}

/// These greet from now on, and nobody else. Whoever may do more already greets anyway.
async fn set_greeters(
    tx: &mut Tx,
    app: &App,
    community: CommunityId,
    wanted: Vec<Membership>,
) -> Result<()> {
    let before = list_greeters(tx, community).await?;
    let gone = before
        .into_iter()
        .filter(|id| !wanted.iter().any(|member| member.account_id == *id));
    for id in gone {
        if let Some(member) = membership_of(tx, community, id).await? {
            set_greeting(tx, app, member, Role::Member).await?;
        }
    }
    for member in wanted {
        if member.role < Role::Greeter {
            set_greeting(tx, app, member, Role::Greeter).await?;
        }
    }
    Ok(())
}

async fn set_greeting(tx: &mut Tx, app: &App, member: Membership, role: Role) -> Result<()> {
    let changed = Membership {
        role,
        updated_at: app.now(),
        ..member
    };
    upsert_membership(tx, &changed).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_are_named_by_id_or_address() {
        for typed in [
            " 0abc ",
            "https://guild.example/post/0abc/glue?x=1#c",
            "/post/0abc",
        ] {
            assert_eq!(thread_id(typed), "0abc", "{typed}");
        }
    }

    #[test]
    fn domains_and_addresses_have_their_forms() {
        assert!(is_domain("example.org") && is_domain("a-b.example"));
        assert!(!is_domain("example") && !is_domain("a..b") && !is_domain("a b.c"));
        assert!(is_address("luthiers") && is_address("luthiers@b.example:8443"));
        assert!(!is_address("") && !is_address("a b") && !is_address("a@"));
    }
}
