//! Three Guildhall servers with one community, which people of all of them follow.

use super::stage::{PASSWORD, follow, instance, somebody};
use federation_tests::{ADMIN_NAME, ADMIN_PASSWORD, Client, Database, Instance, Page, World};
use std::sync::Arc;

pub struct Three {
    /// Has the luthiers, whom its ada convenes.
    pub alpha: Instance,
    pub beta: Instance,
    pub gamma: Instance,
    pub on_alpha: Client,
    pub on_beta: Client,
    pub on_gamma: Client,
    /// The community's path on alpha, and on the two others.
    pub home: String,
    pub abroad: String,
}

impl Three {
    /// What others call the community.
    pub fn handle(&self) -> &str {
        self.abroad.trim_start_matches("/c/")
    }

    /// Where the community is on each server, with whoever looks there.
    pub fn places(&self) -> [(&Client, &str); 3] {
        let (home, abroad) = (self.home.as_str(), self.abroad.as_str());
        [
            (&self.on_alpha, home),
            (&self.on_beta, abroad),
            (&self.on_gamma, abroad),
        ]
    }
}

pub async fn three(database: Database) -> Three {
    three_with(database, &[]).await
}

/// The same with settings of the community that differ from the usual ones.
pub async fn three_with(database: Database, settings: &[&str]) -> Three {
    let world = Arc::new(World::new(&["alpha", "beta", "gamma"]));
    let alpha = instance(&world, "alpha", database).await;
    let beta = instance(&world, "beta", database).await;
    let gamma = instance(&world, "gamma", database).await;
    alpha.create_community("luthiers", "Luthiers", "alpha_ada");
    if !settings.is_empty() {
        let mut command = vec!["community", "set", "luthiers"];
        command.extend_from_slice(settings);
        alpha.cli(&command);
    }
    let on_alpha = somebody(&alpha, "alpha").await;
    let on_beta = somebody(&beta, "beta").await;
    let on_gamma = somebody(&gamma, "gamma").await;
    let handle = format!("luthiers@{}", alpha.host());
    follow(&on_beta, &handle).await;
    follow(&on_gamma, &handle).await;
    Three {
        alpha,
        beta,
        gamma,
        on_alpha,
        on_beta,
        on_gamma,
        home: "/c/luthiers".to_owned(),
        abroad: format!("/c/{handle}"),
    }
}

/// Another person of a server, signed in.
pub async fn another(instance: &Instance, name: &str) -> Client {
    instance.create_account(name, PASSWORD);
    instance.signed_in(name, PASSWORD).await
}

pub async fn administrator(instance: &Instance) -> Client {
    instance.signed_in(ADMIN_NAME, ADMIN_PASSWORD).await
}

/// Reports and acts of moderation have a page of their own, below the thread or reply.
pub async fn act(client: &Client, thing: &str, act: &str, fields: &[(&str, &str)]) -> Page {
    let form = format!("/{act}");
    client
        .submit(&format!("{thing}{form}"), &form, fields)
        .await
        .ok()
}
