//! Communities of this server.

use super::failure::Failure;
use super::{account, say};
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::communities::queries::directory::{Directory, list_communities, place};
use crate::membership::actions::{CommunityForm, open_community};
use crate::store::Turn;
use clap::Subcommand;

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
    }
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
                "{name:<24} {:<40} {} threads, {} followers",
                row.title, row.post_count, row.follower_count
            ));
        }
        match page.turn_on() {
            Some(last) => which.turn = Turn::After(place(last)),
            None => return Ok(()),
        }
    }
}
