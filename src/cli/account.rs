//! People with an account here.

use super::failure::Failure;
use super::{queries, say};
use crate::accounts::actions;
use crate::accounts::model::{NewAccount, Person, ServerRole, Viewer};
use crate::accounts::queries::person_by_handle;
use crate::app::App;
use clap::{Subcommand, ValueEnum};
use std::io::Read;

/// More than any password; what is longer is a file given by mistake.
const MAX_INPUT: u64 = 4096;
const PAGE: i64 = 500;
/// Letters that are not mistaken for each other.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

#[derive(Debug, Subcommand)]
pub enum Account {
    /// Make an account. Without --password-stdin a password is made up and printed
    Create {
        name: String,
        /// Counts as confirmed: who runs this vouches for it
        #[arg(long)]
        email: String,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
        /// Make an administrator
        #[arg(long)]
        admin: bool,
    },
    /// Set a new password and end all sessions
    Password {
        name: String,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// Print a link with which they choose a new password themselves. It works once and for seven days;
    /// until then the old password stays
    Link { name: String },
    /// Ask somebody for their password only, who has lost the app that makes their codes
    CodesOff { name: String },
    /// Change what somebody may do on this server
    Role { name: String, role: Role },
    /// End all sessions and let nobody sign in, until it is restored
    Suspend { name: String },
    /// Take a suspension back
    Restore { name: String },
    /// Have what somebody writes held where they are no member
    Silence { name: String },
    /// Take that back
    Unsilence { name: String },
    /// Delete an account and all it wrote, here and on other servers. This cannot be undone; the name
    /// is never given again
    Delete {
        name: String,
        /// Who convenes the communities that nobody else convenes (default: the administrators do)
        #[arg(long, value_name = "NAME", default_value = "")]
        successor: String,
        /// Do it
        #[arg(long)]
        yes: bool,
    },
    /// List the accounts of this server
    List,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Role {
    Member,
    Moderator,
    Admin,
    Owner,
}

impl From<Role> for ServerRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Member => Self::Member,
            Role::Moderator => Self::Moderator,
            Role::Admin => Self::Admin,
            Role::Owner => Self::Owner,
        }
    }
}

pub async fn run(app: &App, command: Account) -> Result<(), Failure> {
    let by = &Viewer::System;
    match command {
        Account::Create {
            name,
            email,
            password_stdin,
            admin,
        } => {
            let role = if admin {
                ServerRole::Admin
            } else {
                ServerRole::Member
            };
            create(app, name, email, password_stdin, role).await?;
        }
        Account::Password {
            name,
            password_stdin,
        } => {
            let person = find(app, &name).await?;
            let (password, made_up) = password(app, password_stdin)?;
            actions::set_password(app, by, person.id(), &password).await?;
            say(format_args!(
                "{name} has a new password and is signed out everywhere"
            ));
            tell_password(made_up, &password);
        }
        Account::Link { name } => {
            let person = find(app, &name).await?;
            let link = actions::make_password_link(app, by, person.id()).await?;
            say(format_args!(
                "{name} chooses a password here, once and within seven days:\n\n    {link}\n"
            ));
        }
        Account::CodesOff { name } => {
            let person = find(app, &name).await?;
            actions::take_codes_off(app, by, person.id()).await?;
            say(format_args!("{name} needs no codes any more"));
        }
        Account::Role { name, role } => {
            let person = find(app, &name).await?;
            actions::set_role(app, by, person.id(), role.into()).await?;
            say(format_args!("{name} is {} now", ServerRole::from(role)));
        }
        Account::Suspend { name } => {
            let person = find(app, &name).await?;
            actions::suspend(app, by, person.id()).await?;
            say(format_args!("{name} is suspended"));
        }
        Account::Restore { name } => {
            let person = find(app, &name).await?;
            actions::restore(app, by, person.id()).await?;
            say(format_args!("{name} may sign in again"));
        }
        Account::Silence { name } => {
            let person = find(app, &name).await?;
            actions::silence(app, by, person.id()).await?;
            say(format_args!("{name} is silenced"));
        }
        Account::Unsilence { name } => {
            let person = find(app, &name).await?;
            actions::unsilence(app, by, person.id()).await?;
            say(format_args!("{name} is silenced no more"));
        }
        Account::Delete {
            name,
            successor,
            yes,
        } => delete(app, &name, &successor, yes).await?,
        Account::List => list(app).await?,
    }
    app.wake_workers();
    Ok(())
}

pub(super) async fn find(app: &App, name: &str) -> Result<Person, Failure> {
    let mut conn = app.store.read().await?;
    person_by_handle(&mut conn, &name.to_lowercase(), &app.local.host)
        .await?
        .ok_or_else(|| {
            Failure::new(format!(
                "nobody here is called {name}; `guildhall account list` shows who is"
            ))
        })
}

/// The password, and whether we made it up.
fn password(app: &App, from_stdin: bool) -> Result<(String, bool), Failure> {
    if !from_stdin {
        return Ok((make_up(app), true));
    }
    let mut text = String::new();
    std::io::stdin()
        .take(MAX_INPUT)
        .read_to_string(&mut text)
        .map_err(|e| Failure::new(format!("the password cannot be read: {e}")))?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    Ok((line.strip_suffix('\r').unwrap_or(line).to_owned(), false))
}

/// Four groups of five letters: a hundred bits.
fn make_up(app: &App) -> String {
    let mut chance = [0; 20];
    app.chance.fill(&mut chance);
    let letter = |byte: &u8| {
        let index = usize::from(byte % 32);
        char::from(LETTERS.get(index).copied().unwrap_or(b'a'))
    };
    let groups = chance
        .chunks(5)
        .map(|five| five.iter().map(letter).collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

fn tell_password(made_up: bool, password: &str) {
    if made_up {
        say(format_args!("The password is: {password}"));
    }
}

async fn create(
    app: &App,
    name: String,
    email: String,
    password_stdin: bool,
    role: ServerRole,
) -> Result<(), Failure> {
    let (password, made_up) = password(app, password_stdin)?;
    let new = NewAccount {
        name,
        email,
        password,
    };
    let person = actions::create_vouched_account(app, &Viewer::System, &new, role).await?;
    say(format_args!(
        "{} has been made: {}",
        person.actor.name, person.actor.ap_id
    ));
    tell_password(made_up, &new.password);
    Ok(())
}

async fn delete(app: &App, name: &str, successor: &str, yes: bool) -> Result<(), Failure> {
    let person = find(app, name).await?;
    if !yes {
        say(format_args!(
            "{name} has written {} threads and {} replies. All of it goes, here and on other servers that know {name}; what others replied stays.",
            person.account.post_count, person.account.comment_count
        ));
        let heir = match successor {
            "" => "the administrators",
            name => name,
        };
        for (community, _) in actions::list_convened_alone(app, person.id()).await? {
            say(format_args!(
                "Nobody else convenes {community}: {heir} will"
            ));
        }
        return Err(Failure::new(
            "nothing was changed. Deleting an account cannot be undone; say --yes to do it",
        ));
    }
    actions::delete_account(app, &Viewer::System, person.id(), successor).await?;
    say(format_args!(
        "{name} is deleted; the server takes away what they wrote and tells other servers"
    ));
    Ok(())
}

async fn list(app: &App) -> Result<(), Failure> {
    let mut after = String::new();
    loop {
        let mut conn = app.store.read().await?;
        let page = queries::list_accounts(&mut conn, &after, PAGE).await?;
        drop(conn);
        for row in &page {
            let state = match (row.deleted_at, row.suspended_at) {
                (Some(_), _) => "deleted",
                (None, Some(_)) => "suspended",
                (None, None) => "",
            };
            let role = row.role.as_deref().unwrap_or("-");
            let email = row.email.as_deref().unwrap_or("-");
            say(format_args!(
                "{:<24} {role:<8} {email:<32} {state}",
                row.name
            ));
        }
        match page.last() {
            Some(last) => after.clone_from(&last.name),
            None => return Ok(()),
        }
    }
}
