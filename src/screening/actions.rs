//! Trying the rules on what somebody writes, and making, changing and deleting them.

use super::jobs::{ReportCaught, TellOfHold};
use super::memory::Screen;
use super::model::{Caught, Deed, Kind, NewRule, Rule, RuleId, Scope, Verdict};
use super::reading::{self, Fault, LINE_MAX, LINES_MAX, PATTERN_MAX, Ready, Said};
use super::{policy, queries};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::rate_limits::{Key, is_first, times_within, uncount};
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, FieldError, Reason, Result};
use crate::ids::{CommentId, PostId};
use crate::jobs::enqueue;
use crate::membership::model::Standing;
use crate::membership::queries::settings::settings_of;
use crate::membership::queries::standing;
use crate::store::{Conn, Time, Tx};
use crate::text::{Links, one_line, render};
use chrono::TimeDelta;
use serde::Deserialize;
use std::sync::Arc;

/// Rules of one scope.
pub const RULES_MAX: i64 = 50;
/// Characters of what a rule is called, and of what it says to whose text is refused.
pub const NAME_MAX: usize = 60;
pub const MESSAGE_MAX: usize = 300;
pub const AMOUNT_MAX: i32 = 1_000;
/// A week: for so long it is kept how often something was.
pub const MINUTES_MAX: i32 = 7 * 24 * 60;

/// When a text is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// It has just been written.
    First,
    /// It has come from another server, and is stored already in this transaction.
    Come,
    /// It replaces a text that is shown.
    Edit,
    /// It was held for another reason, which is gone.
    Again,
}

/// A text that somebody writes, and where.
#[derive(Debug, Clone, Copy)]
pub struct Writing<'a> {
    pub community: &'a Community,
    pub author: &'a Person,
    /// Of the author.
    pub standing: &'a Standing,
    /// Empty for replies.
    pub title: &'a str,
    pub html: &'a str,
    pub url: Option<&'a str>,
    /// Ids of those whom it names.
    pub named: &'a [&'a str],
    pub moment: Moment,
}

impl Writing<'_> {
    fn said(&self) -> Said {
        Said::new(self.title, self.html, self.url)
    }

    fn leads_away(&self, app: &App, said: &Said) -> bool {
        let hosts = self.named.iter().filter_map(|id| {
            let rest = id.split_once("://")?.1;
            rest.split('/').next()
        });
        let mut known: Vec<&str> = hosts.collect();
        known.push(&self.author.actor.host);
        known.push(&self.community.actor.host);
        said.leads_away(&app.local.host, &known)
    }
}

/// What the rules of the server and of the community say of a text. Everything that is written here or arrives is
/// asked about once, in the transaction that stores it; what was counted counts only if that is committed. The
/// caller refuses or holds it.
pub async fn screen(tx: &mut Tx, app: &App, writing: &Writing<'_>) -> Result<Verdict> {
    let (community, standing) = (writing.community, writing.standing);
    let by_community = policy::is_screened_by_community(standing, community);
    let mut scopes = Vec::new();
    if policy::is_screened_by_server(standing) {
        scopes.push(Scope::SERVER);
    }
    if by_community {
        scopes.push(Scope::of(community.id()));
    }
    let screens = screens_of(tx, app, &scopes).await?;
    let mut said = None;
    let mut verdict = Verdict::default();
    for screen in &screens {
        for ready in &screen.rules {
            let said = said.get_or_insert_with(|| writing.said());
            if is_caught(tx, app, writing, said, ready).await? {
                verdict.add(&ready.rule, deed_in(community, ready.rule.deed));
            }
        }
    }
    let first = writing.moment != Moment::Edit;
    if by_community && first && verdict.hold().is_none() {
        verdict.review = is_reviewed(tx, app, writing, said).await?;
    }
    Ok(verdict)
}

/// In a community of another server nobody here could let it through.
fn deed_in(community: &Community, deed: Deed) -> Deed {
    match deed {
        Deed::Hold if !community.is_local() => Deed::Refuse,
        deed => deed,
    }
}

async fn screens_of(conn: &mut Conn, app: &App, scopes: &[Scope]) -> Result<Vec<Arc<Screen>>> {
    let mut screens = Vec::new();
    if scopes.is_empty() {
        return Ok(screens);
    }
    for (scope, version) in queries::list_versions(conn, scopes).await? {
        if let Some(kept) = app.screens.find(scope, version) {
            screens.push(kept);
            continue;
        }
        let rules = queries::list_rules(conn, scope, RULES_MAX).await?;
        let screen = Arc::new(Screen::new(version, rules));
        app.screens.keep(scope, Arc::clone(&screen));
        screens.push(screen);
    }
    Ok(screens)
}

async fn is_caught(
    tx: &mut Tx,
    app: &App,
    writing: &Writing<'_>,
    said: &Said,
    ready: &Ready,
) -> Result<bool> {
    if let Some(found) = ready.finds(said) {
        return Ok(found);
    }
    match writing.moment {
        Moment::First | Moment::Come => is_too_much(tx, app, writing, said, &ready.rule).await,
        Moment::Edit | Moment::Again => Ok(false),
    }
}

/// Counts it, by the rules that count.
async fn is_too_much(
    tx: &mut Tx,
    app: &App,
    writing: &Writing<'_>,
    said: &Said,
    rule: &Rule,
) -> Result<bool> {
    let now = app.now();
    let author = writing.author.id();
    let mut window = TimeDelta::minutes(rule.minutes.into());
    let what = format!("screening {} {}", rule.kind, rule.id);
    let key = match rule.kind {
        Kind::Words | Kind::Pattern | Kind::Domains => return Ok(false),
        Kind::NewAccount => {
            if writing.author.account.created_at.plus(window) <= now {
                return Ok(false);
            }
            window = TimeDelta::days(1);
            Key::account(&what, author)
        }
        Kind::Burst => Key::account(&what, author),
        Kind::Repeat | Kind::Copies => {
            let Some(like) = said.likeness() else {
                return Ok(false);
            };
            match rule.kind {
                Kind::Repeat => Key::text(&what, &format!("{author} {like}")),
                _ => Key::text(&what, &like),
            }
        }
        Kind::Flood => {
            let places = Key::account(&what, author);
            let place = format!("{author} {}", writing.community.id());
            let place = Key::text(&what, &place);
            let another = is_first(tx, &place, window, now).await?;
            let count = times_within(tx, &places, window, now).await?;
            if another {
                return Ok(count > rule.amount);
            }
            // The same place once more is no other place.
            uncount(tx, &places).await?;
            return Ok(count.saturating_sub(1) > rule.amount);
        }
    };
    Ok(times_within(tx, &key, window, now).await? > rule.amount)
}

/// Whether the community looks at it before others see it.
async fn is_reviewed(
    tx: &mut Tx,
    app: &App,
    writing: &Writing<'_>,
    said: Option<Said>,
) -> Result<bool> {
    let community = writing.community.id();
    let settings = settings_of(tx, community).await?;
    if settings.hold_all {
        return Ok(true);
    }
    let leads_away = settings.hold_links && {
        let said = said.unwrap_or_else(|| writing.said());
        writing.leads_away(app, &said)
    };
    let Some(needed) = policy::contributions_needed(&settings, leads_away) else {
        return Ok(false);
    };
    // What came counts as written already, and is not to speak for itself.
    let needed = i64::from(needed) + i64::from(writing.moment == Moment::Come);
    let author = writing.author.id();
    Ok(!queries::has_written(tx, community, author, needed).await?)
}

/// Whether whatever somebody writes in a community now is looked at before others see it.
pub async fn is_read_first(
    conn: &mut Conn,
    standing: &Standing,
    community: &Community,
) -> Result<bool> {
    if !policy::is_screened_by_community(standing, community) {
        return Ok(false);
    }
    let settings = settings_of(conn, community.id()).await?;
    if settings.hold_all {
        return Ok(true);
    }
    let Some(needed) = policy::contributions_needed(&settings, false) else {
        return Ok(false);
    };
    let (place, author) = (community.id(), standing.account);
    Ok(!queries::has_written(conn, place, author, needed.into()).await?)
}

/// What was written here is refused with what the rule says.
pub fn refuse_here(verdict: &Verdict) -> Result<()> {
    if !verdict.refuses() {
        return Ok(());
    }
    let message = match verdict.message.as_str() {
        "" => t!("screening-refused"),
        own => own.to_owned(),
    };
    Err(Error::invalid("body", message))
}

/// What another server sent is dropped.
pub fn refuse_arrival(verdict: &Verdict) -> Result<()> {
    match verdict.refuses() {
        true => Err(Reason::Screened.into()),
        false => Ok(()),
    }
}

/// Notes which rules caught what was stored, and reports it where one of them asks for that. What is held is on the
/// desk of those who would read the report.
pub async fn note_caught(
    tx: &mut Tx,
    app: &App,
    verdict: &Verdict,
    post: PostId,
    comment: Option<CommentId>,
) -> Result<()> {
    for (rule, name, _) in &verdict.rules {
        let caught = Caught {
            rule_id: *rule,
            rule_name: name.clone(),
            post_id: post,
            comment_id: comment,
            caught_at: app.now(),
        };
        queries::insert_caught(tx, &caught).await?;
    }
    if verdict.hold().is_none() {
        report_caught(tx, app, verdict, post, comment).await?;
    }
    Ok(())
}

/// Tells somebody of another server of what they wrote, `about`: that it waits to be read, or with a reason that it is
/// not shown. Here the pages tell them. That something waits is said once in a day.
pub async fn tell_of_hold(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    to: &Person,
    (about, reason): (&str, Option<&str>),
) -> Result<()> {
    if to.actor.local || !community.is_local() {
        return Ok(());
    }
    let who = format!("{} {}", community.id(), to.id());
    let key = Key::text("told of hold", &who);
    if reason.is_none() && !is_first(tx, &key, TimeDelta::days(1), app.now()).await? {
        return Ok(());
    }
    let job = TellOfHold {
        community: community.id(),
        to: to.id(),
        about: about.to_owned(),
        reason: reason.map(ToOwned::to_owned),
    };
    enqueue(tx, app, &job).await
}

/// A later text of something was caught: it is kept back, and those who look after the place are told.
pub async fn note_kept_back(
    tx: &mut Tx,
    app: &App,
    verdict: &Verdict,
    post: PostId,
    comment: Option<CommentId>,
) -> Result<()> {
    let report = ReportCaught {
        post,
        comment,
        rule: names_of(verdict),
        edit: true,
    };
    enqueue(tx, app, &report).await
}

/// The one way in which a rule reports.
pub async fn report_caught(
    tx: &mut Tx,
    app: &App,
    verdict: &Verdict,
    post: PostId,
    comment: Option<CommentId>,
) -> Result<()> {
    if verdict.rules.is_empty() {
        return Ok(());
    }
    let report = ReportCaught {
        post,
        comment,
        rule: names_of(verdict),
        edit: false,
    };
    enqueue(tx, app, &report).await
}

fn names_of(verdict: &Verdict) -> String {
    let names: Vec<&str> = verdict.rules.iter().map(|(_, name, _)| &**name).collect();
    names.join(", ")
}

/// Whose rules are meant.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'a> {
    Server,
    Community(&'a Community),
}

impl Whose<'_> {
    pub fn scope(self) -> Scope {
        match self {
            Self::Server => Scope::SERVER,
            Self::Community(community) => Scope::of(community.id()),
        }
    }
}

/// A rule as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RuleForm {
    pub name: String,
    /// A word of [`Kind`].
    pub kind: String,
    pub list: String,
    pub amount: String,
    pub minutes: String,
    /// A word of [`Deed`].
    pub deed: String,
    pub message: String,
}

async fn may(
    conn: &mut Conn,
    app: &App,
    (by, viewer): (&Person, &Viewer),
    whose: Whose<'_>,
) -> Result<()> {
    match whose {
        Whose::Server => policy::may_set_server_rules(viewer)?,
        Whose::Community(community) => {
            let standing = standing(conn, by, community, app.now()).await?;
            policy::may_set_rules(&standing, community)?;
        }
    }
    Ok(())
}

/// Makes a rule, which holds for what is written from now on. Errors: `Invalid` for its fields.
pub async fn make_rule(
    app: &App,
    by: (&Person, &Viewer),
    whose: Whose<'_>,
    form: &RuleForm,
) -> Result<Rule> {
    let new = check(form, whose.scope(), app.now())?;
    let mut tx = app.store.begin().await?;
    may(&mut tx, app, by, whose).await?;
    if queries::count_rules(&mut tx, new.scope).await? >= RULES_MAX {
        let message = t!("screening-wrong-rules", most = RULES_MAX);
        return Err(Error::invalid("name", message));
    }
    let rule = queries::insert_rule(&mut tx, &new).await?;
    queries::next_version(&mut tx, new.scope).await?;
    tx.commit().await?;
    Ok(rule)
}

/// Puts other lines, or another pattern, in the place of those of a rule.
pub async fn change_list(
    app: &App,
    by: (&Person, &Viewer),
    whose: Whose<'_>,
    id: RuleId,
    list: &str,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    may(&mut tx, app, by, whose).await?;
    let rule = queries::rule_by_id(&mut tx, whose.scope(), id).await?;
    let rule = rule.ok_or(Error::NotFound("rule"))?;
    if !rule.kind.reads_text() {
        return Err(Error::NotFound("rule"));
    }
    let list = cleaned(list);
    let checked = reading::check(rule.kind, &list);
    checked.map_err(|fault| Error::invalid("list", wrong(rule.kind, fault)))?;
    queries::update_list(&mut tx, id, &list).await?;
    queries::next_version(&mut tx, rule.scope).await?;
    tx.commit().await?;
    Ok(())
}

pub async fn delete_rule(
    app: &App,
    by: (&Person, &Viewer),
    whose: Whose<'_>,
    id: RuleId,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    may(&mut tx, app, by, whose).await?;
    let rule = queries::rule_by_id(&mut tx, whose.scope(), id).await?;
    let rule = rule.ok_or(Error::NotFound("rule"))?;
    queries::delete_rule(&mut tx, id).await?;
    queries::next_version(&mut tx, rule.scope).await?;
    tx.commit().await?;
    Ok(())
}

/// Line ends as everywhere but in forms, and no NUL, which PostgreSQL cannot keep.
fn cleaned(list: &str) -> String {
    list.replace("\r\n", "\n")
        .replace(['\r', '\0'], "")
        .trim()
        .to_owned()
}

fn wrong(kind: Kind, fault: Fault) -> String {
    match (fault, kind) {
        (Fault::Empty, _) => t!("screening-wrong-empty"),
        (Fault::Long, Kind::Pattern) => t!("screening-wrong-pattern-long", most = PATTERN_MAX),
        (Fault::Long, _) => t!("screening-wrong-line-long", most = LINE_MAX),
        (Fault::Many, _) => t!("screening-wrong-lines", most = LINES_MAX),
        (Fault::Unreadable, Kind::Domains) => t!("screening-wrong-domains"),
        (Fault::Unreadable, _) => t!("screening-wrong-pattern"),
        (Fault::Large, _) => t!("screening-wrong-large"),
    }
}

/// What is typed, as it is kept.
fn check(form: &RuleForm, scope: Scope, now: Time) -> Result<NewRule> {
    let mut problems = Vec::new();
    let mut add = |field: &'static str, message: String| {
        problems.push(FieldError {
            field,
            message: message.into(),
        });
    };
    let name = one_line(&form.name, NAME_MAX + 1);
    if name.is_empty() {
        add("name", t!("screening-wrong-unnamed"));
    }
    if name.chars().count() > NAME_MAX {
        add("name", t!("screening-wrong-long", most = NAME_MAX));
    }
    let message = one_line(&form.message, MESSAGE_MAX + 1);
    if message.chars().count() > MESSAGE_MAX {
        add("message", t!("screening-wrong-long", most = MESSAGE_MAX));
    }
    let kind = Kind::parse(form.kind.trim());
    if kind.is_none() {
        add("kind", t!("screening-wrong-kind"));
    }
    let deed = Deed::parse(form.deed.trim());
    if deed.is_none() {
        add("deed", t!("screening-wrong-deed"));
    }
    let reads = kind.is_some_and(Kind::reads_text);
    let list = match reads {
        true => cleaned(&form.list),
        false => String::new(),
    };
    if let Some(kind) = kind
        && let Err(fault) = reading::check(kind, &list)
    {
        add("list", wrong(kind, fault));
    }
    let (mut amount, mut minutes) = (0, 0);
    if kind.is_some() && !reads {
        match number(&form.amount, 0, AMOUNT_MAX) {
            Some(number) => amount = number,
            None => add(
                "amount",
                t!("screening-wrong-number", least = 0_i32, most = AMOUNT_MAX),
            ),
        }
        match number(&form.minutes, 1, MINUTES_MAX) {
            Some(number) => minutes = number,
            None => add(
                "minutes",
                t!("screening-wrong-number", least = 1_i32, most = MINUTES_MAX),
            ),
        }
    }
    match (kind, deed) {
        (Some(kind), Some(deed)) if problems.is_empty() => Ok(NewRule {
            scope,
            kind,
            name,
            list,
            amount,
            minutes,
            deed,
            message,
            created_at: now,
        }),
        _ => Err(Error::Invalid(problems)),
    }
}

fn number(typed: &str, least: i32, most: i32) -> Option<i32> {
    let number: i32 = typed.trim().parse().ok()?;
    (least..=most).contains(&number).then_some(number)
}

/// A text that somebody tries the rules on, as they would write it: of each rule whether it catches that; none where
/// it depends on who writes and when.
pub async fn try_rules(
    conn: &mut Conn,
    app: &App,
    scope: Scope,
    typed: &str,
) -> Result<Vec<(Rule, Option<bool>)>> {
    let links = Links {
        own_host: app.local.host.clone(),
        public_url: app.local.url(""),
    };
    let most = reading::READ_MAX;
    let typed: String = typed.chars().take(most).collect();
    let said = Said::new("", &render(&typed, &links).html, None);
    let rules = queries::list_rules(conn, scope, RULES_MAX).await?;
    let tried = rules.into_iter().map(|rule| {
        let ready = Ready::new(rule);
        let found = ready.finds(&said);
        (ready.rule, found)
    });
    Ok(tried.collect())
}
