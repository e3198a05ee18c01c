//! One activity to many servers, and what bad ones among them do to the others.

use crate::figures::{Table, Times, ms, ms_each, per_second, rounded, seconds};
use crate::process::Watch;
use crate::sinks::{MARK, Manner, Sinks};
use crate::{MEMBER, Measured, PASSWORD, say, seed};
use federation_tests::{Client, Database, World};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Servers, and how many activities go to all of them, one after the other.
const SIZES: [(usize, usize); 4] = [(10, 100), (100, 30), (1000, 8), (5000, 3)];
/// Threads that nobody is told of: what making one costs.
const UNHEARD: usize = 50;
/// For the lag: servers, activities, and the time between two of them.
const LAG_HOSTS: usize = 1000;
const LAG_ACTIVITIES: usize = 15;
const LAG_EVERY: Duration = Duration::from_secs(4);

pub async fn measure(database: Database) {
    let mut bench = Bench::open(database).await;
    let mut table = Table::new(
        &format!("Fan-out, {database:?}"),
        &[
            "servers",
            "activities",
            "deliveries/s",
            "CPU ms per delivery",
            "time to the last, median s",
            "slowest s",
        ],
    );
    let base = bench.cost_of_a_thread().await;
    for (hosts, activities) in SIZES {
        bench.spread(&mut table, base, hosts, activities).await;
    }
    table.note(format!(
        "making a thread that nobody is told of takes {} CPU ms, which is not counted above",
        ms(base)
    ));
    table.note(format!(
        "resident memory afterwards: {} MB (server), {} MB (with its database)",
        crate::figures::mb(bench.measured.tree.server_memory()),
        crate::figures::mb(bench.measured.tree.memory()),
    ));
    table.print();
    lag(&mut bench, database).await;
}

struct Bench {
    measured: Measured,
    client: Client,
    hosts: Vec<String>,
    sinks: Arc<Sinks>,
    rounds: usize,
}

impl Bench {
    async fn open(database: Database) -> Bench {
        let most = SIZES.iter().map(|(hosts, _)| *hosts).max().unwrap_or(0);
        let mut world = World::new(&[crate::HOME]);
        let crowd = world.add_crowd(most);
        let hosts: Vec<String> = (0..most).map(|number| crowd.host(number)).collect();
        let sinks = Sinks::open(&crowd);
        let world = Arc::new(world);
        let mut measured = Measured::start(&world, database).await;
        let sizes = [0].into_iter().chain(SIZES.map(|(hosts, _)| hosts));
        for size in sizes.chain([LAG_HOSTS + 1]) {
            let name = community(size);
            measured.instance.create_community(&name, &name, MEMBER);
            let followers = &hosts[..size.min(most)];
            // The lag has hosts of its own: failures are remembered.
            let followers = if size == LAG_HOSTS + 1 {
                &hosts[most - LAG_HOSTS..]
            } else {
                followers
            };
            seed::followers(&mut measured.database, &name, followers).await;
        }
        measured.database.settle().await;
        let client = measured.instance.signed_in(MEMBER, PASSWORD).await;
        Bench {
            measured,
            client,
            hosts,
            sinks,
            rounds: 0,
        }
    }

    /// Begins a thread in a community with so many followers. Returns its number, and when it was
    /// asked for.
    async fn post(&mut self, size: usize) -> (usize, Instant) {
        self.rounds += 1;
        let form = format!("/c/{}/new?kind=discussion", community(size));
        let page = self.client.get(&form).await;
        let title = format!("{MARK}{} of the figures", self.rounds);
        let began = Instant::now();
        let fields = [("title", title.as_str()), ("body", "What do *you* think?")];
        let page = self.client.submit_on(&page, "/new", &fields).await;
        assert!(page.path().starts_with("/post/"), "{}", page.text());
        (self.rounds, began)
    }

    async fn cost_of_a_thread(&mut self) -> Duration {
        self.post(0).await;
        let before = self.measured.tree.cpu();
        for _ in 0..UNHEARD {
            self.post(0).await;
        }
        (self.measured.tree.cpu() - before) / UNHEARD as u32
    }

    async fn spread(&mut self, table: &mut Table, base: Duration, hosts: usize, activities: usize) {
        // The first opens the connections.
        let (round, _) = self.post(hosts).await;
        self.sinks.wait_for(round, hosts).await;
        self.measured.database.wait_for_sent().await;
        let mut times = Times::default();
        let mut cpu = Duration::ZERO;
        let mut others = Duration::ZERO;
        for _ in 0..activities {
            let watch = Watch::start(self.measured.tree);
            let (round, began) = self.post(hosts).await;
            let last = self.sinks.wait_for(round, hosts).await;
            times.add(last - began);
            self.measured.database.wait_for_sent().await;
            let cost = watch.cost();
            cpu += cost.cpu;
            others += cost.wall.mul_f64(cost.others);
        }
        let cpu = cpu.saturating_sub(base * activities as u32);
        let all = hosts * activities;
        table.row(vec![
            hosts.to_string(),
            activities.to_string(),
            per_second(hosts, times.median()),
            ms_each(cpu, all),
            seconds(times.median()),
            seconds(times.max()),
        ]);
        say(&format!(
            "others had the processor for {} s",
            seconds(others)
        ));
    }
}

/// How late an activity is at servers that are well, alone and among bad ones.
async fn lag(bench: &mut Bench, database: Database) {
    let mut table = Table::new(
        &format!("Lag to {LAG_HOSTS} servers, {database:?}"),
        &[
            "among the servers",
            "lag p50 s",
            "p99 s",
            "max s",
            "CPU ms per delivery",
            "not delivered to the well",
        ],
    );
    let hosts = &bench.hosts[bench.hosts.len() - LAG_HOSTS..];
    let (dead, slow) = (LAG_HOSTS / 100, LAG_HOSTS / 20);
    let (dead, rest) = hosts.split_at(dead);
    let (dead, slow) = (dead.to_vec(), rest[..slow].to_vec());
    let line = one_lag(bench, LAG_HOSTS).await;
    table.row([vec!["all are well".to_owned()], line].concat());
    bench.sinks.set_manners(&dead, Manner::Dead);
    bench.sinks.set_manners(&slow, Manner::Slow);
    let line = one_lag(bench, LAG_HOSTS - dead.len() - slow.len()).await;
    let name = format!("{} never answer, {} take 5 s", dead.len(), slow.len());
    table.row([vec![name], line].concat());
    table.note(format!(
        "{LAG_ACTIVITIES} activities, one each {} s; the lag is from the asking of the member's \
         browser to the arrival",
        seconds(LAG_EVERY)
    ));
    table.print();
}

async fn one_lag(bench: &mut Bench, well: usize) -> Vec<String> {
    let before = bench.sinks.arrivals().len();
    let cpu = bench.measured.tree.cpu();
    let mut began = Vec::new();
    let mut next = Instant::now();
    for _ in 0..LAG_ACTIVITIES {
        tokio::time::sleep_until(next.into()).await;
        next += LAG_EVERY;
        began.push(bench.post(LAG_HOSTS + 1).await);
    }
    // The last ones get as long as the others had on average, and the slow their time.
    tokio::time::sleep(Duration::from_secs(20)).await;
    let cpu = bench.measured.tree.cpu() - cpu;
    let arrivals = bench.sinks.arrivals();
    let mut lags = Times::default();
    for (round, began) in &began {
        let of_round = arrivals
            .iter()
            .skip(before)
            .filter(|one| one.round == *round);
        let well = of_round.filter(|one| one.manner == Manner::Well);
        lags.extend(well.map(|one| one.at - *began));
    }
    let all = arrivals.len() - before;
    let missing = (well * LAG_ACTIVITIES).saturating_sub(lags.len());
    vec![
        seconds(lags.median()),
        seconds(lags.quantile(0.99)),
        seconds(lags.max()),
        ms_each(cpu, all),
        rounded(missing as f64),
    ]
}

fn community(size: usize) -> String {
    format!("heard_by_{size}")
}
