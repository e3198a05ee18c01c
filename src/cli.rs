//! The command line. Commands other than `serve` and `work` may run beside a running server.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 failed,
//! 2 the command itself makes no sense.

mod account;
mod application;
mod backup;
mod community;
mod config;
mod counts;
mod debug;
mod failure;
mod meaning;
mod peer;
mod peering;
mod purge;
mod queries;
mod queue;
mod serve;
mod setup;
#[cfg(test)]
mod tests;

use crate::accounts::closing::close;
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::config::Config;
use crate::media::apart;
use crate::{demo, doctor, logging, server};
use clap::{Parser, Subcommand};
pub(crate) use failure::Failure;
pub(crate) use serve::Signals;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Read when `--config` names no other file and there is one.
const USUAL_FILE: &str = "/etc/guildhall.toml";

/// A federated server for communities of practice.
#[derive(Debug, Parser)]
#[command(name = "guildhall", version, arg_required_else_help = true)]
struct Cli {
    /// Configuration file (default: /etc/guildhall.toml, if it exists)
    #[arg(long, value_name = "FILE", global = true, env = "GUILDHALL_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server
    Serve,
    /// Work on the queues without serving pages, beside servers on the same PostgreSQL
    Work,
    /// Run two servers with communities that federate with each other, to look at
    Demo(demo::Options),
    /// Print a fresh set-up link, or change settings: setup registration=open
    Setup(setup::Setup),
    /// Close the server for a while: everybody but administrators is told to come back, other servers too
    Close {
        /// What people are told, such as until when
        #[arg(long, default_value = "")]
        words: String,
    },
    /// Open the server again
    Open,
    /// People with an account here
    #[command(subcommand)]
    Account(account::Account),
    /// Communities of this server
    #[command(subcommand)]
    Community(community::Community),
    /// Who has applied to join a community
    #[command(subcommand)]
    Application(application::Application),
    /// Other servers
    #[command(subcommand)]
    Peer(peer::Peer),
    /// Take away for good what must not stay here
    #[command(subcommand)]
    Purge(purge::Purge),
    /// Work that was set aside because it fails
    #[command(subcommand)]
    Queue(queue::Queue),
    /// The counters that pages show
    #[command(subcommand)]
    Counts(counts::Counts),
    /// Everything the server cannot be without, in one file
    #[command(subcommand)]
    Backup(backup::Backup),
    /// The configuration
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Look for faults and name their cures
    Doctor,
    /// Look at what other servers send
    #[command(subcommand)]
    Debug(debug::Debug),
}

/// Parses the arguments of the process and does what they say.
pub fn main() -> ExitCode {
    // Not among the commands: the server alone says this, to a process that needs no threads.
    if let Some(shape) = apart::asked(std::env::args_os()) {
        return apart::answer(shape);
    }
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return Failure::new(format!("no threads can be started: {error}")).report(),
    };
    match runtime.block_on(run(cli)) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}

async fn run(cli: Cli) -> Result<ExitCode, Failure> {
    let file = cli.config.or_else(usual_file);
    let file = file.as_deref();
    match cli.command {
        Command::Serve => serve::serve(load(file)?).await?,
        Command::Work => serve::work(load(file)?).await?,
        Command::Demo(options) => Box::pin(demo::run(options)).await?,
        Command::Config(command) => config::run(&command, file)?,
        Command::Doctor => return run_doctor(file).await,
        Command::Backup(backup::Backup::Verify { file: from }) => backup::verify(&from).await?,
        Command::Backup(backup::Backup::Restore { file: from, force }) => {
            backup::restore(&load(file)?, &from, force).await?;
        }
        Command::Backup(backup::Backup::Create { file: to }) => {
            backup::create(&open(file).await?, &to).await?;
        }
        Command::Setup(command) => setup::run(&open(file).await?, &command).await?,
        Command::Close { words } => {
            close(&open(file).await?, &Viewer::System, Some(&words)).await?;
            say("The server is closed within two seconds; `guildhall open` opens it again");
        }
        Command::Open => {
            close(&open(file).await?, &Viewer::System, None).await?;
            say("The server is open within two seconds");
        }
        Command::Account(command) => account::run(&open(file).await?, command).await?,
        Command::Community(command) => community::run(&open(file).await?, command).await?,
        Command::Application(command) => application::run(&open(file).await?, command).await?,
        Command::Peer(command) => peer::run(&open(file).await?, command).await?,
        Command::Purge(command) => Box::pin(purge::run(&open(file).await?, command)).await?,
        Command::Counts(command) => counts::run(&open(file).await?, command).await?,
        Command::Queue(command) => queue::run(&open(file).await?, command).await?,
        Command::Debug(command) => debug::run(command, file).await?,
    }
    Ok(ExitCode::SUCCESS)
}

fn usual_file() -> Option<PathBuf> {
    let usual = PathBuf::from(USUAL_FILE);
    usual.is_file().then_some(usual)
}

fn load(file: Option<&Path>) -> Result<Config, Failure> {
    let config = Config::load(file)?;
    logging::begin(&config.log).map_err(Failure::new)?;
    Ok(config)
}

/// For commands on the data. They may be the first to touch it.
async fn open(file: Option<&Path>) -> Result<App, Failure> {
    let mut config = Config::load(file)?;
    // A command says by itself what it did; of the library's lines only trouble matters.
    if config.log.level == "info" {
        "warn".clone_into(&mut config.log.level);
    }
    logging::begin(&config.log).map_err(Failure::new)?;
    let app = server::open(config).await?;
    crate::accounts::settings::refuse_other_host(&app).await?;
    Ok(app)
}

async fn run_doctor(file: Option<&Path>) -> Result<ExitCode, Failure> {
    let findings = doctor::examine(file).await;
    for finding in &findings {
        say(finding);
    }
    Ok(if findings.iter().any(doctor::Finding::is_fault) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// One line of result. Whoever reads us may have stopped reading, as `head` does.
pub(crate) fn say(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
