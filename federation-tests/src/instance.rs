//! A Guildhall server as operators run it: the real binary in a process.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::database::OwnDatabase;
use crate::{Client, Database, World, wait_until};

/// The account that every instance has from its first start.
pub const ADMIN_NAME: &str = "admin";
pub const ADMIN_PASSWORD: &str = "keys of the guildhall 1";

const READY: Duration = Duration::from_secs(60);
/// How long it is asked often whether it is ready, and how often.
const EAGER: Duration = Duration::from_secs(1);
const EAGER_PAUSE: Duration = Duration::from_millis(2);
const STOPPED: Duration = Duration::from_secs(60);
const LOG_TAIL_LINES: usize = 80;

/// What differs between the servers of a test.
#[derive(Clone, Debug)]
pub struct InstanceConfig {
    pub name: String,
    pub database: Database,
    /// Further settings, set last, so that they win: (`GUILDHALL__…`, value).
    pub settings: Vec<(String, String)>,
    /// The only processor it may use, for measuring.
    pub processor: Option<usize>,
}

impl InstanceConfig {
    /// A server on SQLite; `name` is one that the world knows.
    pub fn new(name: &str) -> InstanceConfig {
        InstanceConfig {
            name: name.to_owned(),
            database: Database::Sqlite,
            settings: Vec::new(),
            processor: None,
        }
    }

    pub fn on(mut self, database: Database) -> InstanceConfig {
        self.database = database;
        self
    }

    pub fn with(mut self, variable: &str, value: &str) -> InstanceConfig {
        self.settings.push((variable.to_owned(), value.to_owned()));
        self
    }

    pub fn pinned_to(mut self, processor: usize) -> InstanceConfig {
        self.processor = Some(processor);
        self
    }
}

/// A running `guildhall serve`, with a data folder and a database of its own.
///
/// Dropping it kills this one process and removes its database. If the test is
/// failing, the end of the log is printed first.
pub struct Instance {
    name: String,
    world: Arc<World>,
    folder: PathBuf,
    database: OwnDatabase,
    settings: Vec<(String, String)>,
    processor: Option<usize>,
    process: Option<Child>,
    ready_after: Duration,
}

impl Instance {
    /// Starts the server and waits until `/readyz` answers 200.
    pub async fn start(world: &Arc<World>, config: InstanceConfig) -> Instance {
        let folder = world.folder_of(&config.name);
        let database = OwnDatabase::create(config.database, &config.name, &folder).await;
        world.release(&config.name);
        let mut instance = Instance {
            name: config.name,
            world: Arc::clone(world),
            folder,
            database,
            settings: config.settings,
            processor: config.processor,
            process: None,
            ready_after: Duration::ZERO,
        };
        instance.serve().await;
        instance
    }

    /// Host and port as they stand in handles: `alpha.test:21000`.
    pub fn host(&self) -> String {
        self.world.host(&self.name)
    }

    /// The absolute URL of a path (`/c/garden`).
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.world.base_url(&self.name))
    }

    /// A visitor with a cookie jar of their own.
    pub fn client(&self) -> Client {
        Client::new(&self.world, &self.name)
    }

    /// A visitor who has signed in.
    pub async fn signed_in(&self, name: &str, password: &str) -> Client {
        let client = self.client();
        client.sign_in(name, password).await;
        client
    }

    /// The Prometheus figures, as text.
    pub async fn metrics(&self) -> String {
        let url = format!("http://{}/metrics", self.world.metrics_address(&self.name));
        let answer = self.world.http().get(url).send().await;
        let answer = answer.expect("the metrics listener answers");
        answer.text().await.expect("the figures are text")
    }

    pub fn data_dir(&self) -> PathBuf {
        self.folder.join("data")
    }

    pub fn database_url(&self) -> &str {
        &self.database.url
    }

    /// The number of the running process.
    pub fn pid(&self) -> u32 {
        self.process.as_ref().expect("the server runs").id()
    }

    /// How long its last start took, until `/readyz` answered 200.
    pub fn ready_after(&self) -> Duration {
        self.ready_after
    }

    /// Runs another command of the same binary, with the same settings, and
    /// asserts that it succeeds. Returns what it printed.
    pub fn cli(&self, arguments: &[&str]) -> String {
        self.cli_with_input(arguments, "")
    }

    /// As [`Instance::cli`], with something to read on standard input.
    pub fn cli_with_input(&self, arguments: &[&str], input: &str) -> String {
        let output = self.try_cli(arguments, input);
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "guildhall {arguments:?} ended with {}\n{stdout}{}",
            output.status,
            String::from_utf8_lossy(&output.stderr),
        );
        stdout
    }

    /// As [`Instance::cli`], for commands that may fail.
    pub fn try_cli(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = self
            .command()
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary can be run");
        let mut stdin = child.stdin.take().expect("stdin is piped");
        // A command that fails early closes its end; its answer says why.
        let _written = stdin.write_all(input.as_bytes());
        drop(stdin);
        child.wait_with_output().expect("the command ends")
    }

    /// Opens an account with the given password.
    pub fn create_account(&self, name: &str, password: &str) {
        let email = format!("{name}@example.com");
        let arguments = [
            "account",
            "create",
            name,
            "--email",
            &email,
            "--password-stdin",
        ];
        self.cli_with_input(&arguments, password);
    }

    /// Opens a community convened by an account of this server.
    pub fn create_community(&self, name: &str, title: &str, convener: &str) {
        self.cli(&[
            "community",
            "create",
            name,
            "--title",
            title,
            "--convener",
            convener,
        ]);
    }

    /// Ends the process at once, as a power cut would.
    pub fn kill9(&mut self) {
        let mut process = self.process.take().expect("the server runs");
        process.kill().expect("the process can be killed");
        process.wait().expect("the process ends");
    }

    /// Sends SIGTERM, waits, and asserts that the server exits with 0.
    pub async fn terminate(&mut self) {
        let process = self.process.as_mut().expect("the server runs");
        let pid = Pid::from_child(process);
        kill_process(pid, Signal::TERM).expect("the process can be signalled");
        let what = format!("{} stops after SIGTERM", self.name);
        let status: ExitStatus = wait_until(&what, STOPPED, async || {
            process.try_wait().expect("the process can be asked")
        })
        .await;
        self.process = None;
        assert!(status.success(), "{} ended with {status}", self.name);
    }

    /// Starts the server again on its data, ending it first if it runs.
    pub async fn restart(&mut self) {
        if self.process.is_some() {
            self.terminate().await;
        }
        self.serve().await;
    }

    /// Everything the server has logged, over all its starts.
    pub fn log(&self) -> String {
        fs::read(self.log_path())
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }

    async fn serve(&mut self) {
        let log = self.open_log();
        let copy = log.try_clone().expect("the log can be opened twice");
        let started = Instant::now();
        let process = self
            .command()
            .arg("serve")
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(copy)
            .spawn()
            .expect("the binary can be run");
        self.process = Some(process);
        self.wait_for_ready(started).await;
        self.ready_after = started.elapsed();
    }

    async fn wait_for_ready(&mut self, started: Instant) {
        let url = format!("http://{}/readyz", self.world.web_address(&self.name));
        let http = self.world.http();
        let process = self.process.as_mut().expect("the server was started");
        let name = &self.name;
        let mut is_ready = async || {
            if let Some(status) = process.try_wait().expect("the process can be asked") {
                panic!("{name} ended before it was ready: {status}");
            }
            let answer = http.get(&url).send().await.ok()?;
            answer.status().is_success().then_some(())
        };
        while started.elapsed() < EAGER {
            if is_ready().await.is_some() {
                return;
            }
            tokio::time::sleep(EAGER_PAUSE).await;
        }
        wait_until(&format!("{name} is ready"), READY, is_ready).await;
    }

    fn command(&self) -> Command {
        let mut command = match self.processor {
            None => Command::new(binary()),
            Some(processor) => {
                let mut command = Command::new("taskset");
                command
                    .args(["--cpu-list", &processor.to_string()])
                    .arg(binary());
                command
            }
        };
        for (variable, _) in std::env::vars_os() {
            let name = variable.to_string_lossy();
            if name.starts_with("GUILDHALL__") || name == "TEST_DATABASE_URL" {
                command.env_remove(&variable);
            }
        }
        let web = self.world.web_address(&self.name).to_string();
        let metrics = self.world.metrics_address(&self.name).to_string();
        command
            .current_dir(&self.folder)
            .env("GUILDHALL__SERVER__PUBLIC_URL", self.url(""))
            .env("GUILDHALL__SERVER__LISTEN", web)
            .env("GUILDHALL__SERVER__DATA_DIR", self.data_dir())
            .env("GUILDHALL__DATABASE__URL", &self.database.url)
            .env("GUILDHALL__FEDERATION__HOSTS_FILE", self.world.hosts_file())
            .env(
                "GUILDHALL__FEDERATION__PRIVATE_HOSTS",
                self.world.private_hosts(),
            )
            .env("GUILDHALL__RATE_LIMITS__ENABLED", "false")
            .env("GUILDHALL__METRICS__LISTEN", metrics)
            .env("GUILDHALL__SETUP__ADMIN_NAME", ADMIN_NAME)
            .env("GUILDHALL__SETUP__ADMIN_PASSWORD", ADMIN_PASSWORD)
            .env("GUILDHALL__SETUP__ADMIN_EMAIL", "admin@example.com")
            .envs(self.settings.iter().map(|(key, value)| (key, value)));
        command
    }

    fn log_path(&self) -> PathBuf {
        self.folder.join("serve.log")
    }

    fn open_log(&self) -> File {
        File::options()
            .create(true)
            .append(true)
            .open(self.log_path())
            .expect("the log can be opened")
    }

    fn print_log_tail(&self) {
        let log = self.log();
        let lines: Vec<_> = log.lines().collect();
        let from = lines.len().saturating_sub(LOG_TAIL_LINES);
        eprintln!("--- the end of {}'s log ---", self.host());
        for line in lines.iter().skip(from) {
            eprintln!("{line}");
        }
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _killed = process.kill();
            let _reaped = process.wait();
        }
        if std::thread::panicking() {
            self.print_log_tail();
        }
    }
}

/// Where the binary is: `GUILDHALL_BIN`, or beside this test in the target
/// folder. Tests never build it, since a build inside a test hides its errors
/// and waits for the lock of the build that runs the tests.
#[must_use]
pub fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("GUILDHALL_BIN") {
        let path = PathBuf::from(path);
        assert!(
            path.is_file(),
            "GUILDHALL_BIN is no file: {}",
            path.display()
        );
        return path;
    }
    let test = std::env::current_exe().expect("this program knows its own path");
    let found = test
        .ancestors()
        .skip(1)
        .take(3)
        .map(|folder| folder.join("guildhall"))
        .find(|path| path.is_file());
    found.unwrap_or_else(|| {
        panic!(
            "there is no guildhall binary near {}; build it with `cargo build` \
             or name it in GUILDHALL_BIN",
            test.display()
        )
    })
}
