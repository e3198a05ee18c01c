//! Applications to the communities of this server.

use super::failure::Failure;
use super::{community, say};
use crate::accounts::actions::desk;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::{list_people, person_by_handle};
use crate::app::App;
use crate::error::Error;
use crate::membership::actions::{Decision, decide, open_application_of};
use crate::membership::queries::applications::list_open;
use crate::store::Turn;
use clap::Subcommand;

/// Shown of what waits; whoever has more waiting decides some first.
const LISTED: usize = 500;

#[derive(Debug, Subcommand)]
pub enum Application {
    /// Who has applied to a community and waits, with what they answered
    List { name: String },
    /// Take somebody in
    Approve {
        name: String,
        /// `name`, or `name@host` for somebody of another server
        person: String,
    },
    /// Decline; the reason is told to who applied
    Decline {
        name: String,
        person: String,
        #[arg(long)]
        reason: String,
    },
}

pub async fn run(app: &App, command: Application) -> Result<(), Failure> {
    match command {
        Application::List { name } => list(app, &name).await,
        Application::Approve { name, person } => {
            settle(app, &name, &person, Decision::Approve, "").await?;
            say(format_args!("{person} is a member of {name}"));
            Ok(())
        }
        Application::Decline {
            name,
            person,
            reason,
        } => {
            settle(app, &name, &person, Decision::Decline, &reason).await?;
            say(format_args!("{person} is declined"));
            Ok(())
        }
    }
}

async fn list(app: &App, name: &str) -> Result<(), Failure> {
    let community = community::find(app, name).await?;
    let mut conn = app.store.read().await?;
    let open = list_open(&mut conn, community.id(), Turn::First, LISTED).await?;
    let open = open.rows;
    let ids: Vec<_> = open.iter().map(|each| each.account_id).collect();
    let people = list_people(&mut conn, &ids).await?;
    if open.is_empty() {
        say(format_args!("nobody waits to join {name}"));
    }
    for application in &open {
        let id = application.account_id;
        let who = people.iter().find(|person| person.id() == id);
        let handle = who.map(Person::handle).unwrap_or_default();
        let at = application.applied_at.utc().format("%Y-%m-%d %H:%M");
        say(format_args!("{handle:<32} {at} {}", application.state));
        for answer in &application.answers.0 {
            let said = indented(&answer.answer);
            say(format_args!("    {}: {said}", answer.question));
        }
    }
    Ok(())
}

/// No line of an answer stands where the name of an applicant does, and none tells the terminal what to do.
fn indented(answer: &str) -> String {
    if answer.is_empty() {
        return "not answered".to_owned();
    }
    let plain = |line: &str| -> String { line.chars().filter(|c| !c.is_control()).collect() };
    let lines: Vec<String> = answer.lines().map(plain).collect();
    lines.join("\n        ")
}

async fn settle(
    app: &App,
    name: &str,
    person: &str,
    decision: Decision,
    reason: &str,
) -> Result<(), Failure> {
    let community = community::find(app, name).await?;
    let applicant = somebody(app, person).await?;
    let by = desk(app).await?;
    let application = match open_application_of(app, &community, &applicant).await {
        Err(Error::NotFound(_)) => {
            return Err(Failure::new(format!(
                "{person} has no application to {name} that waits; `guildhall application list {name}` shows those that do"
            )));
        }
        found => found?,
    };
    let (place, id) = (community.id(), application.id);
    decide(app, &Viewer::System, &by, place, id, decision, reason).await?;
    Ok(())
}

/// Of this server, or `name@host`.
async fn somebody(app: &App, handle: &str) -> Result<Person, Failure> {
    let typed = handle.trim_start_matches('@');
    let (name, host) = app.local.name_and_host(typed);
    let mut conn = app.store.read().await?;
    person_by_handle(&mut conn, name, &host.to_lowercase())
        .await?
        .ok_or_else(|| Failure::new(format!("nobody called {handle} is known here")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_answer_looks_like_another_applicant() {
        assert_eq!(indented("Cellos"), "Cellos");
        assert_eq!(indented(""), "not answered");
        let forged = "Cellos\r\n\rben\u{1b}[1m 2026-01-01 10:00 applied";
        assert_eq!(
            indented(forged),
            "Cellos\n        ben[1m 2026-01-01 10:00 applied"
        );
    }
}
