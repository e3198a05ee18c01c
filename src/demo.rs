//! Two servers in one process that federate with each other, to look at and to try things on.
//!
//! They are ordinary servers: each has its own SQLite file in a temporary folder and a host name of
//! its own under `localhost`, so that a browser keeps two sessions. Everything on them was said
//! through the same actions as pages use, and reached the other side over HTTP.
//!
//! - `script.toml` says who is there, `content/` what they say, one file for each community,
//!   and one more for how it is furnished
//! - `script` and `house` read them, `play` acts it out, `clock` lets it be said on the day it is of

mod clock;
mod house;
mod play;
mod script;
#[cfg(test)]
mod tests;

use crate::app::App;
use crate::cli::{Failure, Signals, say};
use crate::config::Config;
use crate::server::{Running, start_by};
use clock::StoryClock;
use script::{Script, Server};
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::path::Path;
use tokio::net::TcpListener;

/// Everybody in the demo signs in with it.
pub const PASSWORD: &str = "let me look around";
/// Tried first, so that addresses are the same from one run to the next.
const USUAL_PORTS: [u16; 2] = [4801, 4802];

#[derive(Debug, clap::Args)]
pub struct Options {}

/// Both servers, running.
pub struct Demo {
    servers: BTreeMap<String, Running>,
    folder: tempfile::TempDir,
}

impl Demo {
    pub fn app(&self, key: &str) -> Result<&App, Failure> {
        let running = self.servers.get(key);
        let running =
            running.ok_or_else(|| Failure::new(format!("the script knows no server {key}")))?;
        Ok(&running.app)
    }

    pub async fn stop(self) {
        let stopping = self.servers.into_values().map(Running::stop);
        futures_util::future::join_all(stopping).await;
        drop(self.folder);
    }
}

/// Runs until it is told to stop.
pub async fn run(_: Options) -> Result<(), Failure> {
    let script = script::read()?;
    let mut signals = Signals::listen()?;
    let demo = open(&script).await?;
    let played = tokio::select! {
        played = async { play::play(&demo, &script).await.map(drop) } => played,
        () = signals.first() => return end(demo).await,
    };
    if let Err(failure) = played {
        demo.stop().await;
        return Err(failure);
    }
    invite(&demo, &script)?;
    signals.first().await;
    end(demo).await
}

async fn end(demo: Demo) -> Result<(), Failure> {
    say("Stopping; what was said is gone with the temporary folder.");
    demo.stop().await;
    Ok(())
}

/// Starts one server for each that the script names.
pub(crate) async fn open(script: &Script) -> Result<Demo, Failure> {
    let folder =
        tempfile::tempdir().map_err(|e| Failure::new(format!("no temporary folder: {e}")))?;
    let mut sites = Vec::new();
    for (server, port) in script.servers.iter().zip(USUAL_PORTS) {
        let listener = listen(port).await?;
        let port = listener
            .local_addr()
            .map_err(|e| Failure::new(e.to_string()))?
            .port();
        sites.push((server, listener, format!("{}.localhost:{port}", server.key)));
    }
    let hosts_file = folder.path().join("hosts");
    let lines = sites
        .iter()
        .map(|(server, ..)| format!("127.0.0.1 {}.localhost\n", server.key));
    std::fs::write(&hosts_file, lines.collect::<String>())
        .map_err(|e| Failure::new(format!("{}: {e}", hosts_file.display())))?;
    let hosts: Vec<String> = sites.iter().map(|(.., host)| host.clone()).collect();
    let mut servers = BTreeMap::new();
    for (server, listener, host) in sites {
        let config = configure(server, &host, &hosts, folder.path())?;
        say(format_args!("{} is at http://{host}", server.site_name));
        let running = Box::pin(start_by(Box::new(StoryClock), config, listener)).await?;
        servers.insert(server.key.clone(), running);
    }
    Ok(Demo { servers, folder })
}

async fn listen(port: u16) -> Result<TcpListener, Failure> {
    let usual = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
    match usual {
        Ok(listener) => Ok(listener),
        // Somebody has that port; any other will do.
        Err(_) => TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .map_err(|e| Failure::new(format!("no port is free: {e}"))),
    }
}

fn configure(
    server: &Server,
    host: &str,
    hosts: &[String],
    folder: &Path,
) -> Result<Config, Failure> {
    let variables = [
        ("SERVER__PUBLIC_URL", format!("http://{host}")),
        (
            "SERVER__DATA_DIR",
            folder.join(&server.key).display().to_string(),
        ),
        (
            "FEDERATION__HOSTS_FILE",
            folder.join("hosts").display().to_string(),
        ),
        ("FEDERATION__PRIVATE_HOSTS", hosts.join(",")),
        ("RATE_LIMITS__ENABLED", "false".to_owned()),
    ];
    let variables = variables.map(|(key, value)| (format!("GUILDHALL__{key}"), value));
    Ok(Config::from_parts("", variables.into())?)
}

fn invite(demo: &Demo, script: &Script) -> Result<(), Failure> {
    say("\nBoth servers are ready. Look around:\n");
    for server in &script.servers {
        let app = demo.app(&server.key)?;
        say(format_args!("  {}", server.site_name));
        for community in &script.communities {
            let name = &community.name;
            let (label, path) = if community.at == server.key {
                ("its own community", format!("/c/{name}"))
            } else {
                let host = &demo.app(&community.at)?.local.host;
                ("from the other one", format!("/c/{name}@{host}"))
            };
            say(format_args!("    {label:<20}{}", app.local.url(&path)));
            if community.at == server.key {
                let library = app.local.url(&format!("{path}/library"));
                say(format_args!("    {:<20}{library}", "its library"));
            }
        }
        let names: Vec<&str> = script
            .people_of(&server.key)
            .map(|person| person.name.as_str())
            .collect();
        let sign_in = app.local.url("/login");
        say(format_args!("    {:<20}{sign_in}", "sign in"));
        say(format_args!("    {:<20}{}\n", "as", names.join(", ")));
    }
    say(format_args!("Everybody's password is: {PASSWORD}"));
    say("The first name of each server is an administrator. Ctrl-C ends the demo.");
    Ok(())
}
