//! Communities of this server.

use super::failure::Failure;
use super::setup::pair;
use super::{account, say};
use crate::accounts::actions::desk;
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::communities::model;
use crate::communities::queries::community_by_handle;
use crate::communities::queries::directory::{Directory, list_communities, place};
use crate::library::actions::export_to;
use crate::membership::actions::{
    CommunityForm, WholeForm, name_convener, open_community, remove_community, restore_community,
    update_whole,
};
use crate::store::Turn;
use crate::web::layout::counted;
use clap::Subcommand;
use std::path::{Path, PathBuf};

const PAGE: usize = 200;

#[derive(Debug, Subcommand)]
pub enum Community {
    /// Open a community
    Create {
        name: String,
        /// What it is called on pages
        #[arg(long)]
        title: String,
        /// Who runs it: the name of an account here
        #[arg(long, value_name = "NAME")]
        convener: String,
    },
    /// List the communities of this server, the lately active first
    List,
    /// Take a community, of this or of another server, out of sight here with all that stands in it.
    /// Other servers are told of one of ours; nothing is deleted
    Remove {
        /// `name`, or `name@host` for one of another server
        name: String,
        /// Said to those who convene it and to other servers
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Show a removed community again
    Restore {
        name: String,
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Make somebody here a convener beside those there are
    Convener { name: String, person: String },
    /// Write a copy of the public library of a community, with all its threads, into one archive
    Export {
        name: String,
        /// The archive, a tar file that is not there yet
        path: PathBuf,
    },
    /// Change settings of a community of this server: set luthiers join=application post=members
    Set {
        name: String,
        /// read=public|unlisted|members|server, join=open|application|invitation|domain|closed,
        /// post and answer=readers|members|conveners, and title, focus, description, language, rules,
        /// rules_change=editorial|material, not_for, offers, questions, applicants_note, grace_days,
        /// reapply_days, domains, newcomer_contributions, welcome, first_task, introductions, start_here,
        /// greeters, staff_domain, staff_badge, parent, related, question_template, discussion_template,
        /// article_template, link_template, accept_days, several_answers=yes|no, tags=free|listed,
        /// tags_required=yes|no, ask_after_hours, ask_people, time_zone,
        /// propose=nobody|members,
        /// licence=none|CC0-1.0|CC-BY-4.0|CC-BY-SA-4.0|CC-BY-NC-4.0|CC-BY-NC-SA-4.0,
        /// hold_first, hold_links and hold_all=yes|no,
        /// review=question:365,#tag:90, team_unnamed=yes|no, accent=ink|varnish|pine|plum|ochre|#8a3315
        #[arg(value_name = "KEY=VALUE", value_parser = pair, required = true)]
        settings: Vec<(String, String)>,
    },
}

pub async fn run(app: &App, command: Community) -> Result<(), Failure> {
    match command {
        Community::Create {
            name,
            title,
            convener,
        } => {
            let convener = account::find(app, &convener).await?;
            let form = CommunityForm {
                name,
                title,
                ..CommunityForm::default()
            };
            let community = open_community(app, &Viewer::System, &convener, &form).await?;
            say(format_args!(
                "{} is open: {}",
                community.actor.name, community.actor.ap_id
            ));
            Ok(())
        }
        Community::List => list(app).await,
        Community::Remove { name, reason } => {
            let (by, community) = (desk(app).await?, find(app, &name).await?);
            remove_community(app, &Viewer::System, &by, &community, &reason).await?;
            say(format_args!(
                "{} is out of sight; `guildhall community restore {name}` shows it again",
                community.handle()
            ));
            Ok(())
        }
        Community::Restore { name, reason } => {
            let (by, community) = (desk(app).await?, find(app, &name).await?);
            restore_community(app, &Viewer::System, &by, &community, &reason).await?;
            say(format_args!("{} is shown again", community.handle()));
            Ok(())
        }
        Community::Convener { name, person } => {
            let (by, community) = (desk(app).await?, find(app, &name).await?);
            let person = account::find(app, &person).await?;
            name_convener(app, &Viewer::System, &by, &community, &person).await?;
            say(format_args!(
                "{} convenes {}",
                person.actor.name,
                community.handle()
            ));
            Ok(())
        }
        Community::Export { name, path } => export(app, &name, &path).await,
        Community::Set { name, settings } => set(app, &name, &settings).await,
    }
}

async fn export(app: &App, name: &str, path: &Path) -> Result<(), Failure> {
    let community = find(app, name).await?;
    let threads = export_to(app, &community, path).await?;
    say(format_args!(
        "{} holds the public library of {}, with {}",
        path.display(),
        community.handle(),
        counted(threads, "thread", "threads")
    ));
    Ok(())
}

/// What is typed goes into the forms of the pages.
async fn set(app: &App, name: &str, pairs: &[(String, String)]) -> Result<(), Failure> {
    let community = find(app, name).await?;
    let mut conn = app.store.read().await?;
    let before = WholeForm::load(&mut conn, &community).await?;
    drop(conn);
    let mut form = before.clone();
    let mut given = Vec::new();
    for (key, value) in pairs {
        if given.contains(&key) {
            return Err(Failure::new(format!("{key} is given twice")));
        }
        given.push(key);
        field(&mut form, key)?.clone_from(value);
    }
    let by = desk(app).await?;
    update_whole(app, &Viewer::System, &by, &community, &before, &form).await?;
    for (key, value) in pairs {
        say(format_args!(
            "{key} of {} is now {value}",
            community.handle()
        ));
    }
    Ok(())
}

fn field<'f>(form: &'f mut WholeForm, key: &str) -> Result<&'f mut String, Failure> {
    let name = match key {
        "post" => "post_policy",
        "answer" => "answer_policy",
        key => key,
    };
    form.field(name).ok_or_else(|| {
        Failure::new(format!(
            "there is no setting {key}; `guildhall community set --help` names them"
        ))
    })
}

pub(super) async fn find(app: &App, handle: &str) -> Result<model::Community, Failure> {
    let typed = handle.trim_start_matches('!');
    let (name, host) = app.local.name_and_host(typed);
    let mut conn = app.store.read().await?;
    community_by_handle(&mut conn, name, &host.to_lowercase())
        .await?
        .ok_or_else(|| Failure::new(format!("no community called {handle} is known here")))
}

async fn list(app: &App) -> Result<(), Failure> {
    let mut which = Directory {
        local_only: true,
        ..Directory::default()
    };
    loop {
        let mut conn = app.store.read().await?;
        let page = list_communities(&mut conn, &which, PAGE).await?;
        drop(conn);
        for community in &page.rows {
            let (name, row) = (&community.actor.name, &community.row);
            say(format_args!(
                "{name:<24} {:<40} {}",
                row.title,
                size(row.post_count, row.follower_count)
            ));
        }
        match page.turn_on() {
            Some(last) => which.turn = Turn::After(place(last)),
            None => return Ok(()),
        }
    }
}

fn size(threads: i64, followers: i64) -> String {
    format!(
        "{}, {}",
        counted(threads, "thread", "threads"),
        counted(followers, "follower", "followers")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communities_are_listed_with_what_they_have() {
        assert_eq!(size(1, 1), "1 thread, 1 follower");
        assert_eq!(size(0, 2), "0 threads, 2 followers");
    }
}
