//! How Guildhall performs: programs that print figures, for `docs/measurements.md`.
//!
//! `scripts/bench` builds them, pins them and runs them; see there. A server as operators run it is
//! measured in a process of its own, on one processor together with its PostgreSQL. This program
//! plays everybody else on another. Figures go to the standard output as Markdown, progress to the
//! standard error. Nothing here passes or fails by its figures; what must not fail is asserted.
//!
//! - [`inbox`]: really signed activities of a thousand people
//! - [`fanout`]: one activity to many servers, some of them bad
//! - [`pages`]: long threads and long lists
//! - [`search`]: searches over a million texts, and pages over as many and over a thousand
//! - [`start`]: until it is ready, and what it needs meanwhile
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::print_stdout,
    reason = "it measures and prints: a broken assumption must end it, and figures are rounded anyway"
)]

mod chance;
mod database;
mod fanout;
mod figures;
mod inbox;
mod pages;
mod process;
mod search;
mod seed;
mod sinks;
mod start;
mod texts;

use federation_tests::{Database, Instance, InstanceConfig, World};
use process::Tree;
use std::sync::Arc;

/// Where the server runs; `scripts/bench` puts PostgreSQL there and this program elsewhere.
const SERVER_PROCESSOR: usize = 0;
const HOME: &str = "home";
const COMMUNITY: &str = "garden";
const MEMBER: &str = "ada";
const PASSWORD: &str = "a long enough password";

const USAGE: &str = "usage: figures inbox|fanout|pages|search|start sqlite|postgres";

fn main() {
    // Cargo says `--bench` to whatever it runs for `cargo bench`.
    let said: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let [what, database] = said.as_slice() else {
        panic!("{USAGE}");
    };
    let database = match database.as_str() {
        "sqlite" => Database::Sqlite,
        "postgres" => Database::Postgres,
        _ => panic!("{USAGE}"),
    };
    // One processor, so one thread: the load must not wait for itself.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be built");
    runtime.block_on(async {
        match what.as_str() {
            "inbox" => inbox::measure(database).await,
            "fanout" => fanout::measure(database).await,
            "pages" => pages::measure(database).await,
            "search" => search::measure(database).await,
            "start" => start::measure(database).await,
            _ => panic!("{USAGE}"),
        }
    });
}

/// A server with one member who convenes one community, and the processes it consists of.
struct Measured {
    instance: Instance,
    database: database::Connection,
    tree: Tree,
}

impl Measured {
    async fn start(world: &Arc<World>, database: Database) -> Measured {
        let config = InstanceConfig::new(HOME)
            .on(database)
            .pinned_to(SERVER_PROCESSOR);
        let instance = Instance::start(world, config).await;
        instance.create_account(MEMBER, PASSWORD);
        instance.create_community(COMMUNITY, "Garden", MEMBER);
        let mut connection = database::Connection::open(instance.database_url()).await;
        let tree = Tree::of(&instance, &mut connection).await;
        Measured {
            instance,
            database: connection,
            tree,
        }
    }

    /// Ends the process and starts another on the same data.
    async fn restart(&mut self) {
        self.instance.restart().await;
        self.tree = Tree::of(&self.instance, &mut self.database).await;
    }
}

impl Drop for Measured {
    /// Figures of a server that had trouble are of little worth, so its trouble is shown.
    fn drop(&mut self) {
        let log = self.instance.log();
        let is_trouble = |line: &&str| {
            line.contains("WARN") || line.contains("ERROR") || line.contains("is given a rest")
        };
        let trouble: Vec<&str> = log.lines().filter(is_trouble).collect();
        for line in trouble.iter().take(5) {
            say(line);
        }
        if trouble.len() > 5 {
            say(&format!("and {} more lines like these", trouble.len() - 5));
        }
    }
}

/// What is going on, for whoever waits.
fn say(text: &str) {
    eprintln!("  {text}");
}
