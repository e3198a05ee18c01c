//! A mail server for a Guildhall to send to: a real one of the package smtp-server, which `scripts/test`
//! brings, or the small one that Guildhall's own tests use.

// It speaks SMTP and reads mails; it is a tool of the tests and no part of the program.
#[path = "../../../src/mail/tests/sink.rs"]
mod sink;

pub use sink::{Received, Sink};

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::InstanceConfig;

/// The folder `node_modules` that has smtp-server.
const MODULES: &str = "SMTP_SERVER_MODULES";

/// Takes every mail, on loopback. Ends when it is dropped, or with the test.
pub enum MailServer {
    Real(RealServer),
    Small(Sink),
}

/// The process of smtp-server.
pub struct RealServer {
    process: Child,
    folder: TempDir,
    port: u16,
}

impl MailServer {
    /// The real one where `scripts/test` has brought it.
    pub async fn start() -> MailServer {
        match std::env::var_os(MODULES) {
            Some(modules) => MailServer::Real(RealServer::start(Path::new(&modules))),
            None => MailServer::Small(Sink::open().await),
        }
    }

    /// The configuration of a Guildhall that sends its mails here, from an address of its own.
    pub fn of(&self, config: InstanceConfig) -> InstanceConfig {
        config
            .with("GUILDHALL__MAIL__HOST", "127.0.0.1")
            .with("GUILDHALL__MAIL__PORT", &self.port().to_string())
            .with("GUILDHALL__MAIL__TLS", "none")
            .with("GUILDHALL__MAIL__FROM", "noreply@guild.example")
    }

    /// What was taken until now, oldest first.
    pub fn mails(&self) -> Vec<Received> {
        match self {
            MailServer::Real(server) => server.mails(),
            MailServer::Small(sink) => sink.mails(),
        }
    }

    /// The first mail to this address with a link that has this in it, if it has come.
    pub fn mail_with(&self, to: &str, link: &str) -> Option<Received> {
        let wanted = |mail: &Received| mail.to == [to] && mail.text().contains(link);
        self.mails().into_iter().find(wanted)
    }

    fn port(&self) -> u16 {
        match self {
            MailServer::Real(server) => server.port,
            MailServer::Small(sink) => sink.port(),
        }
    }
}

impl RealServer {
    fn start(modules: &Path) -> RealServer {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src/mail/server.js");
        let mut process = Command::new("node")
            .arg(script)
            .arg(folder.path())
            .env("NODE_PATH", modules)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node can be run");
        let stdout = process.stdout.take().expect("stdout is piped");
        let mut line = String::new();
        let read = BufReader::new(stdout).read_line(&mut line);
        read.expect("the mail server says its port");
        let port = line.trim().parse();
        RealServer {
            process,
            folder,
            port: port.unwrap_or_else(|_| panic!("the mail server said {line:?}")),
        }
    }

    fn mails(&self) -> Vec<Received> {
        let entries = fs::read_dir(self.folder.path()).expect("the folder can be read");
        let mut files: Vec<PathBuf> = entries
            .map(|entry| entry.expect("the folder can be read").path())
            .filter(|path| path.extension().is_some_and(|end| end == "json"))
            .collect();
        files.sort();
        files.iter().map(|file| read(file)).collect()
    }
}

impl Drop for RealServer {
    fn drop(&mut self) {
        let _killed = self.process.kill();
        let _reaped = self.process.wait();
    }
}

fn read(file: &Path) -> Received {
    let text = fs::read_to_string(file).expect("the mail can be read");
    let mail: Value = serde_json::from_str(&text).expect("it is JSON");
    let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let to = mail["to"].as_array().cloned().unwrap_or_default();
    Received {
        from: words(&mail["from"]),
        to: to.iter().map(words).collect(),
        message: words(&mail["message"]),
    }
}
