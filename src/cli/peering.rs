//! Rules for servers, lists of them, and waves.

use super::failure::Failure;
use super::say;
use crate::accounts::model::Viewer;
use crate::activitypub::rules::list_rules;
use crate::admin::deciding::{
    self, Outlook, RuleForm, WaveForm, look_at_list, offer_list, set_listed_only, take_list,
};
use crate::admin::host_list::{HEAD, written};
use crate::app::App;
use crate::error::Error;
use clap::Args;
use std::path::{Path, PathBuf};

const PAGE: i64 = 500;

/// What holds for a server from now on; what is not said holds no more.
#[derive(Debug, Args)]
pub struct Rule {
    host: String,
    /// none, silence, review or block
    #[arg(long, default_value = "none")]
    policy: String,
    /// Why, for everybody who gets your list
    #[arg(long, default_value = "")]
    reason: String,
    /// Why, for those who come after you
    #[arg(long, default_value = "")]
    note: String,
    /// After so many days it ends by itself
    #[arg(long)]
    days: Option<u32>,
    /// Take no pictures or films that hang on what is written there
    #[arg(long)]
    reject_media: bool,
    /// Take no reports from there
    #[arg(long)]
    reject_reports: bool,
    /// Talk to it where only listed servers are talked to
    #[arg(long)]
    listed: bool,
    /// Activities that are taken from it in a minute
    #[arg(long)]
    per_minute: Option<u32>,
}

/// A list in Mastodon's format.
#[derive(Debug, Args)]
pub struct Import {
    file: PathBuf,
    /// Do it
    #[arg(long)]
    yes: bool,
}

/// A wave of spam: what people of other servers write who were not known before it waits.
#[derive(Debug, Args)]
pub struct Wave {
    /// It began so many hours ago
    #[arg(long, default_value_t = 2)]
    hours: u32,
    /// Watch it for so many days
    #[arg(long, default_value_t = 2)]
    days: u32,
    #[arg(long, default_value = "")]
    note: String,
    /// It is over
    #[arg(long)]
    end: bool,
}

pub async fn rule(app: &App, rule: &Rule) -> Result<(), Failure> {
    let ticked = |so: bool| if so { "on".to_owned() } else { String::new() };
    let typed = |number: Option<u32>| number.map(|it| it.to_string()).unwrap_or_default();
    let form = RuleForm {
        policy: rule.policy.clone(),
        reason: rule.reason.clone(),
        note: rule.note.clone(),
        days: typed(rule.days),
        reject_media: ticked(rule.reject_media),
        reject_reports: ticked(rule.reject_reports),
        listed: ticked(rule.listed),
        per_minute: typed(rule.per_minute),
    };
    let name = deciding::decide(app, &Viewer::System, &rule.host, &form).await?;
    say(format_args!("this holds for {name} now"));
    Ok(())
}

pub async fn import(app: &App, import: &Import) -> Result<(), Failure> {
    let text = read(&import.file)?;
    let id = match offer_list(app, &Viewer::System, &text).await {
        Err(Error::Invalid(faults)) => {
            for fault in &faults {
                say(&fault.message);
            }
            return Err(Failure::new("nothing was taken in"));
        }
        other => other?,
    };
    let (list, outlook) = look_at_list(app, &Viewer::System, id).await?;
    for line in said(list.lines, &outlook) {
        say(line);
    }
    if !import.yes {
        return Err(Failure::new("nothing was changed; say --yes to take it in"));
    }
    take_list(app, &Viewer::System, id).await?;
    say("The server takes the list in, a part at a time.");
    Ok(())
}

fn read(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file)
        .map_err(|error| Failure::new(format!("{} cannot be read: {error}", file.display())))
}

fn said(servers: i32, outlook: &Outlook) -> [String; 3] {
    [
        format!(
            "servers: {servers}; to block: {}, to silence: {}, other limits: {}",
            outlook.blocked, outlook.silenced, outlook.other
        ),
        format!(
            "so already: {}; something else holds now: {}",
            outlook.same, outlook.changed
        ),
        format!("follows that end, at least: {}", outlook.follows),
    ]
}

pub async fn export(app: &App) -> Result<(), Failure> {
    let mut after = String::new();
    say(HEAD.trim_end());
    loop {
        let mut conn = app.store.read().await?;
        let page = list_rules(&mut conn, &after, app.now(), PAGE).await?;
        drop(conn);
        for (host, rule) in &page {
            say(written(host, rule).trim_end());
        }
        match page.into_iter().next_back() {
            Some((last, _)) => after = last,
            None => return Ok(()),
        }
    }
}

pub async fn listed_only(app: &App, only: bool) -> Result<(), Failure> {
    set_listed_only(app, &Viewer::System, only).await?;
    say(match only {
        true => {
            "only listed servers are talked to now; peer rule HOST --listed puts one on the list"
        }
        false => "every server is talked to again that is not blocked",
    });
    Ok(())
}

pub async fn wave(app: &App, wave: &Wave) -> Result<(), Failure> {
    if wave.end {
        deciding::end_wave(app, &Viewer::System).await?;
        say("new people are heard again; what waits goes on waiting until somebody decides");
        return Ok(());
    }
    let form = WaveForm {
        hours: wave.hours.to_string(),
        days: wave.days.to_string(),
        reason: wave.note.clone(),
    };
    deciding::begin_wave(app, &Viewer::System, &form).await?;
    say("from now on what new people write waits");
    Ok(())
}
