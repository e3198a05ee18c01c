//! The first administrator, and settings that can change while the server runs.

use super::failure::Failure;
use super::say;
use crate::accounts::model::Viewer;
use crate::accounts::settings::{self, SettingsForm};
use crate::accounts::setup::{self, Start};
use crate::app::App;
use clap::Args;

#[derive(Debug, Args)]
pub struct Setup {
    /// Settings to change: site_name, site_description, about, rules, registration=closed|invited|applied|open,
    /// community_creation=admins|everyone
    #[arg(value_name = "KEY=VALUE", value_parser = pair)]
    settings: Vec<(String, String)>,
}

pub(super) fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) => Ok((key.to_owned(), value.to_owned())),
        None => Err("write it as KEY=VALUE".to_owned()),
    }
}

pub async fn run(app: &App, command: &Setup) -> Result<(), Failure> {
    if command.settings.is_empty() {
        return print_link(app).await;
    }
    let mut conn = app.store.read().await?;
    let mut form = SettingsForm::from(&settings::load(app, &mut conn).await?);
    drop(conn);
    for (key, value) in &command.settings {
        *field(&mut form, key)? = value.clone();
    }
    settings::change(app, &Viewer::System, &form).await?;
    for (key, value) in &command.settings {
        say(format_args!("{key} is now {value}"));
    }
    Ok(())
}

fn field<'f>(form: &'f mut SettingsForm, key: &str) -> Result<&'f mut String, Failure> {
    match key {
        "site_name" => Ok(&mut form.site_name),
        "site_description" => Ok(&mut form.site_description),
        "about" => Ok(&mut form.about),
        "rules" => Ok(&mut form.rules),
        "registration" => Ok(&mut form.registration),
        "community_creation" => Ok(&mut form.community_creation),
        _ => Err(Failure::new(format!(
            "there is no setting {key}; there are site_name, site_description, about, rules, registration and community_creation"
        ))),
    }
}

async fn print_link(app: &App) -> Result<(), Failure> {
    match setup::prepare(app).await? {
        Start::NeedsAdmin { link } => {
            say("Whoever opens this address first becomes administrator of this server:");
            say(format_args!("\n    {link}\n"));
            say("It works once and for seven days.");
        }
        Start::AdminMade(name) => say(format_args!("The administrator {name} has been made.")),
        Start::Ready => say(
            "This server has an administrator already. `guildhall account role NAME admin` makes another.",
        ),
    }
    Ok(())
}
