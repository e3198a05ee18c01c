//! What administrators decide about other servers beyond a plain block: a rule for one, lists of many, that only
//! listed ones are talked to, and a time in which what new people write waits.

use super::actions::{NOTE_MAX, check_host, sever_soon, tell_severed_soon};
use super::host_list::{self, Listed};
use super::list_queries::{
    HostList, count_follows_with, delete_lists_before, insert_list, list_by_id, update_begun,
    update_done,
};
use crate::accounts::model::Viewer;
use crate::accounts::policy::may_administer;
use crate::accounts::queries::settings::{setting_by_key, upsert_setting};
use crate::activitypub::peers::PeerPolicy;
use crate::activitypub::rules::{
    HostRule, LISTED_ONLY, end_rules, end_waves, insert_wave, list_rules_of, put_rule, rule_of,
};
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::jobs::{Job, enqueue};
use crate::store::{Conn, Time, Tx};
use crate::text::one_line;
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Servers of a list taken in in one transaction, and looked at in one question.
const PART: usize = 100;
const LOOK: usize = 500;
/// Rules that end in one transaction.
const ENDED: i64 = 100;
const DAYS_MAX: i64 = 3650;
const PER_MINUTE_MAX: i32 = 100_000;
/// How long a list is kept that nobody took in.
const LIST_DAYS: i64 = 30;
/// Hours that a wave may have gone on unnoticed, and days that it is watched.
const WAVE_HOURS_MAX: i64 = 24 * 7;
const WAVE_DAYS_MAX: i64 = 60;

/// A rule as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RuleForm {
    pub policy: String,
    pub reason: String,
    #[serde(rename = "private_note")]
    pub note: String,
    /// For how many days; empty until it is lifted.
    pub days: String,
    pub reject_media: String,
    pub reject_reports: String,
    pub listed: String,
    pub per_minute: String,
}

impl From<&HostRule> for RuleForm {
    fn from(rule: &HostRule) -> Self {
        let ticked = |so: bool| if so { "on".to_owned() } else { String::new() };
        Self {
            policy: rule.policy.to_string(),
            reason: rule.reason.clone(),
            note: rule.note.clone(),
            days: String::new(),
            reject_media: ticked(rule.reject_media),
            reject_reports: ticked(rule.reject_reports),
            listed: ticked(rule.listed),
            per_minute: rule
                .per_minute
                .map(|pace| pace.to_string())
                .unwrap_or_default(),
        }
    }
}

impl RuleForm {
    fn read(&self, before: &HostRule, now: Time) -> Result<HostRule> {
        let mut errors = Vec::new();
        let mut wrong = |field, message: String| {
            errors.push(FieldError {
                field,
                message: message.into(),
            });
        };
        let policy = PeerPolicy::parse(&self.policy);
        if policy.is_none() {
            wrong("policy", t!("admin-rule-policy-wrong"));
        }
        let days = number(&self.days).filter(|days| (1..=DAYS_MAX).contains(days));
        if days.is_none() && !self.days.trim().is_empty() {
            wrong("days", t!("admin-rule-days-wrong", most = DAYS_MAX));
        }
        let pace = number(&self.per_minute).and_then(|pace| i32::try_from(pace).ok());
        let pace = pace.filter(|pace| (1..=PER_MINUTE_MAX).contains(pace));
        if pace.is_none() && !self.per_minute.trim().is_empty() {
            let message = t!("admin-rule-pace-wrong", most = PER_MINUTE_MAX);
            wrong("per_minute", message);
        }
        match (policy, errors.is_empty()) {
            (Some(policy), true) => Ok(HostRule {
                policy,
                reason: one_line(&self.reason, NOTE_MAX),
                note: one_line(&self.note, NOTE_MAX),
                policy_until: days.map(|days| now.plus(TimeDelta::days(days))),
                reject_media: !self.reject_media.is_empty(),
                reject_reports: !self.reject_reports.is_empty(),
                obfuscate: before.obfuscate,
                listed: !self.listed.is_empty(),
                per_minute: pace,
            }),
            _ => Err(Error::Invalid(errors)),
        }
    }
}

fn number(typed: &str) -> Option<i64> {
    typed.trim().parse().ok()
}

/// Puts a rule in the place of the one before; what follows from a block or its end is done by jobs. The name it
/// holds for.
pub async fn decide(app: &App, by: &Viewer, host: &str, form: &RuleForm) -> Result<String> {
    may_administer(by)?;
    let name = check_host(app, host)?;
    let mut tx = app.store.begin().await?;
    let before = rule_of(&mut tx, &name).await?.unwrap_or_default();
    let rule = form.read(&before, app.now())?;
    put(&mut tx, app, &name, &before, &rule).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(name)
}

async fn put(tx: &mut Tx, app: &App, name: &str, before: &HostRule, rule: &HostRule) -> Result<()> {
    put_rule(tx, name, rule, app.now()).await?;
    let blocks = |rule: &HostRule| rule.policy == PeerPolicy::Block;
    match (blocks(before), blocks(rule)) {
        (_, true) => sever_soon(tx, app, name).await,
        (true, false) => tell_severed_soon(tx, app, name).await,
        (false, false) => Ok(()),
    }
}

/// Whether only listed servers are talked to.
pub async fn is_listed_only(conn: &mut Conn) -> Result<bool> {
    let set = setting_by_key(conn, LISTED_ONLY).await?;
    Ok(set.is_some_and(|json| json.0 == serde_json::Value::Bool(true)))
}

/// Talks to listed servers only, or to all again that are not blocked. Follows stay: nothing goes or comes
/// while their servers are not listed.
pub async fn set_listed_only(app: &App, by: &Viewer, only: bool) -> Result<()> {
    may_administer(by)?;
    let mut tx = app.store.begin().await?;
    upsert_setting(&mut tx, LISTED_ONLY, only.into(), app.now()).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// A wave as it is typed: how many hours ago it began, for how many days it is watched, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct WaveForm {
    pub hours: String,
    pub days: String,
    pub reason: String,
}

/// From now on what people of other servers write waits who were not known before the wave.
pub async fn begin_wave(app: &App, by: &Viewer, form: &WaveForm) -> Result<()> {
    may_administer(by)?;
    let mut errors = Vec::new();
    let mut within = |field, typed: &str, least: i64, most: i64, message: String| {
        let found = number(typed).filter(|n| (least..=most).contains(n));
        if found.is_none() {
            errors.push(FieldError {
                field,
                message: message.into(),
            });
        }
        found.unwrap_or(least)
    };
    let message = t!("admin-wave-hours-wrong", most = WAVE_HOURS_MAX);
    let hours = within("hours", &form.hours, 0, WAVE_HOURS_MAX, message);
    let message = t!("admin-wave-days-wrong", most = WAVE_DAYS_MAX);
    let days = within("days", &form.days, 1, WAVE_DAYS_MAX, message);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let now = app.now();
    let since = now.minus(TimeDelta::hours(hours));
    let until = now.plus(TimeDelta::days(days));
    let reason = one_line(&form.reason, NOTE_MAX);
    let mut tx = app.store.begin().await?;
    end_waves(&mut tx, now).await?;
    insert_wave(&mut tx, since, until, &reason, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Whoever is new is heard again. What waits goes on waiting, until somebody decides.
pub async fn end_wave(app: &App, by: &Viewer) -> Result<()> {
    may_administer(by)?;
    let mut tx = app.store.begin().await?;
    end_waves(&mut tx, app.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps a list to look at. Errors: `Invalid` for `list`, with what is wrong in which line.
pub async fn offer_list(app: &App, by: &Viewer, text: &str) -> Result<i64> {
    may_administer(by)?;
    let listed = read_list(app, text)?;
    let lines = i32::try_from(listed.len()).unwrap_or(i32::MAX);
    let now = app.now();
    let mut tx = app.store.begin().await?;
    delete_lists_before(&mut tx, now.minus(TimeDelta::days(LIST_DAYS))).await?;
    let id = insert_list(&mut tx, text, lines, by.account(), now).await?;
    tx.commit().await?;
    Ok(id)
}

fn read_list(app: &App, text: &str) -> Result<Vec<Listed>> {
    host_list::read(text, &app.local.host).map_err(|faults| {
        let faults = faults.iter().map(|fault| FieldError {
            field: "list",
            message: fault.words().into(),
        });
        Error::Invalid(faults.collect())
    })
}

/// What a list would change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outlook {
    pub blocked: i64,
    pub silenced: i64,
    pub other: i64,
    /// As it is already.
    pub same: i64,
    /// Something else is decided about it now.
    pub changed: i64,
    /// Follows that its blocks would end.
    pub follows: i64,
}

pub async fn look_at_list(app: &App, by: &Viewer, id: i64) -> Result<(HostList, Outlook)> {
    may_administer(by)?;
    let mut conn = app.store.read().await?;
    let list = list_by_id(&mut conn, id).await?;
    let list = list.ok_or(Error::NotFound("list"))?;
    let listed = read_list(app, &list.content)?;
    let mut outlook = Outlook::default();
    for part in listed.chunks(LOOK) {
        look_at_part(&mut conn, part, &mut outlook).await?;
    }
    Ok((list, outlook))
}

async fn look_at_part(conn: &mut Conn, part: &[Listed], outlook: &mut Outlook) -> Result<()> {
    let before = rules_before(conn, part).await?;
    let mut ended = Vec::new();
    for listed in part {
        match listed.policy {
            PeerPolicy::Block => outlook.blocked += 1,
            PeerPolicy::Silence => outlook.silenced += 1,
            PeerPolicy::None | PeerPolicy::Review => outlook.other += 1,
        }
        let rule = before.get(&listed.host);
        match rule {
            Some(rule) if listed.over(Some(rule)) == *rule => outlook.same += 1,
            Some(_) => outlook.changed += 1,
            None => {}
        }
        let was = rule.is_some_and(|rule| rule.policy == PeerPolicy::Block);
        if listed.policy == PeerPolicy::Block && !was {
            ended.push(listed.host.clone());
        }
    }
    if !ended.is_empty() {
        outlook.follows += count_follows_with(conn, &ended).await?;
    }
    Ok(())
}

async fn rules_before(conn: &mut Conn, part: &[Listed]) -> Result<HashMap<String, HostRule>> {
    let names: Vec<String> = part.iter().map(|listed| listed.host.clone()).collect();
    Ok(list_rules_of(conn, &names).await?.into_iter().collect())
}

/// Takes a list in, a part at a time. Doing it twice is doing it once.
pub async fn take_list(app: &App, by: &Viewer, id: i64) -> Result<()> {
    may_administer(by)?;
    let mut tx = app.store.begin().await?;
    if list_by_id(&mut tx, id).await?.is_none() {
        return Err(Error::NotFound("list"));
    }
    if update_begun(&mut tx, id, app.now()).await? {
        enqueue(&mut tx, app, &TakeHostList { id }).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// The next part of a list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TakeHostList {
    id: i64,
}

impl Job for TakeHostList {
    const KIND: &'static str = "take_host_list";

    async fn run(self, data: &Data<App>) -> Result<()> {
        let mut tx = data.store.begin().await?;
        let list = list_by_id(&mut tx, self.id).await?;
        let Some(list) = list.filter(|list| list.finished_at.is_none()) else {
            return Ok(());
        };
        let listed = read_list(data, &list.content)?;
        let done = usize::try_from(list.done).unwrap_or_default();
        let part: Vec<Listed> = listed.iter().skip(done).take(PART).cloned().collect();
        take_part(&mut tx, data, &part).await?;
        let done = done.saturating_add(part.len());
        let finished = (done >= listed.len()).then(|| data.now());
        let count = i32::try_from(done).unwrap_or(i32::MAX);
        update_done(&mut tx, self.id, count, finished).await?;
        if finished.is_none() {
            enqueue(&mut tx, data, &self).await?;
        }
        tx.commit().await?;
        data.wake_workers();
        Ok(())
    }
}

async fn take_part(tx: &mut Tx, app: &App, part: &[Listed]) -> Result<()> {
    let before = rules_before(tx, part).await?;
    let none = HostRule::default();
    for listed in part {
        let was = before.get(&listed.host);
        let rule = listed.over(was);
        if was != Some(&rule) {
            put(tx, app, &listed.host, was.unwrap_or(&none), &rule).await?;
        }
    }
    Ok(())
}

/// Ends what has an end, and does what follows from it. Register it with `every::<EndRules>(EndRules::PERIOD)`.
#[derive(Default, Serialize, Deserialize)]
pub struct EndRules {}

impl EndRules {
    pub const PERIOD: TimeDelta = TimeDelta::minutes(15);
}

impl Job for EndRules {
    const KIND: &'static str = "end_rules";

    async fn run(self, data: &Data<App>) -> Result<()> {
        loop {
            let mut tx = data.store.begin().await?;
            let ended = end_rules(&mut tx, data.now(), ENDED).await?;
            for (name, policy) in &ended {
                if *policy == PeerPolicy::Block {
                    tell_severed_soon(&mut tx, data, name).await?;
                }
            }
            tx.commit().await?;
            if ended.is_empty() {
                data.wake_workers();
                return Ok(());
            }
        }
    }
}
