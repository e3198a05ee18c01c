//! Accounts against a real database.

pub mod browser;
mod feeds;
mod german;
mod mail;
mod manage;
mod pages;
mod profile;
mod registering;
mod second_factor;
mod signing_in;
mod starting;

use super::actions::{self, Entry, NewSession};
use super::model::{Client, NewAccount, Person, ServerRole, Signed, Viewer};
use super::settings::{self, SettingsForm};
use crate::app::App;
use crate::error::{Error, Result};

pub const PASSWORD: &str = "correct horse battery";

pub fn new_account(name: &str) -> NewAccount {
    NewAccount {
        name: name.into(),
        email: format!("{name}@mail.example"),
        password: PASSWORD.into(),
    }
}

pub async fn make(app: &App, name: &str, role: ServerRole) -> Person {
    actions::create_account(app, &Viewer::System, &new_account(name), role)
        .await
        .unwrap()
}

pub fn client(address: &str) -> Client {
    Client {
        address: address.parse().unwrap(),
        user_agent: "Tester/1".into(),
    }
}

pub async fn sign_in(app: &App, name: &str, password: &str) -> Result<NewSession> {
    match actions::sign_in(app, &client("192.0.2.1"), name, password).await? {
        Entry::Session(session) => Ok(*session),
        Entry::Code(_) => panic!("{name} signs in with a code, too"),
    }
}

pub async fn signed_in(app: &App, name: &str) -> (Signed, NewSession) {
    let session = sign_in(app, name, PASSWORD).await.unwrap();
    let signed = actions::resume(app, &session.token).await.unwrap();
    (signed.unwrap(), session)
}

pub async fn is_signed_in(app: &App, session: &NewSession) -> bool {
    let signed = actions::resume(app, &session.token).await.unwrap();
    signed.is_some()
}

/// The fields that an error names.
pub fn fields<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    match result {
        Err(Error::Invalid(errors)) => errors.iter().map(|e| e.field).collect(),
        other => panic!("not a refusal of fields: {other:?}"),
    }
}

pub async fn open_registration(app: &App) {
    let form = SettingsForm {
        site_name: "Guild".into(),
        registration: "open".into(),
        community_creation: "everyone".into(),
        ..SettingsForm::default()
    };
    settings::change(app, &Viewer::System, &form).await.unwrap();
}
