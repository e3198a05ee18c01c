//! What other servers send: as forum software sends it, signed by a thousand people of fifty
//! servers, seven tenths votes, a quarter replies, the rest threads.
//!
//! Everything is written and signed before the clock starts; signatures hold for an hour.
//! `BENCH_ACTIVITIES` takes another number of activities than usual, for trying.

use crate::chance::Chance;
use crate::figures::{Table, Times, ms, ms_each, per_second, rounded, seconds};
use crate::process::{Cost, Watch};
use crate::{COMMUNITY, Measured, say};
use federation_tests::{Actor, Database, Key, Peer, World};
use serde_json::Value;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const HOSTS: usize = 50;
const AUTHORS: usize = 1000;
/// Making a key takes longer than everything else, so people share some.
const KEYS: usize = 8;
/// What is there before: threads to vote on and reply to, and one reply by each other author.
const THREADS: usize = 100;
const CONNECTIONS: usize = 32;
/// While the scene is set: so few that no two of them make the server read from one host at once.
const CAREFULLY: usize = 4;
const ACTIVITIES: usize = 10_000;
/// Servers with a follower of the community, to which everything is passed on.
const FOLLOWING: usize = 3;

pub async fn measure(database: Database) {
    let count = std::env::var("BENCH_ACTIVITIES")
        .ok()
        .map_or(ACTIVITIES, |said| said.parse().expect("a number"));
    let mut table = Table::new(
        &format!("Inbox, {database:?}"),
        &[
            "authors",
            "activities",
            "acknowledged/s",
            "ack p50 ms",
            "p99 ms",
            "CPU ms each until applied",
            "applied/s",
            "empty after the last ack, s",
            "deliveries",
            "CPU ms each until passed on",
        ],
    );
    let keys: Vec<_> = (0..KEYS).map(|_| Arc::new(Key::generate())).collect();
    for (name, following, known) in [
        ("known, nobody follows", 0, true),
        ("known", FOLLOWING, true),
        ("unknown", FOLLOWING, false),
    ] {
        say(&format!("authors {name}: preparing"));
        let mut scene = Scene::set(database, &keys, following, known).await;
        let letters = if known {
            scene.mixed(count)
        } else {
            scene.one_of_each()
        };
        let row = scene.run(name, letters, &mut table).await;
        table.row(row);
    }
    table.note(format!(
        "{AUTHORS} authors of {HOSTS} servers, {CONNECTIONS} connections; followers on {FOLLOWING} \
         servers where not said otherwise; unknown authors send one activity each"
    ));
    table.print();
}

/// A server that knows some threads, and everybody who will write to it.
struct Scene {
    measured: Measured,
    http: reqwest::Client,
    inbox: String,
    group: String,
    peers: Vec<Peer>,
    authors: Vec<Actor>,
    /// What can be voted on and replied to.
    targets: Vec<String>,
    chance: Chance,
}

/// A signed activity, ready to be sent.
type Letter = reqwest::Request;

impl Scene {
    async fn set(database: Database, keys: &[Arc<Key>], following: usize, known: bool) -> Scene {
        let names: Vec<String> = (0..HOSTS).map(|number| format!("forum{number}")).collect();
        let all: Vec<&str> = [crate::HOME]
            .into_iter()
            .chain(names.iter().map(String::as_str))
            .collect();
        let world = Arc::new(World::new(&all));
        let measured = Measured::start(&world, database).await;
        let mut peers = Vec::new();
        for name in &names {
            peers.push(Peer::lemmy_like(&world, name).await);
        }
        let people = |prefix: &str, count: usize| -> Vec<Actor> {
            (0..count)
                .map(|number| {
                    let name = format!("{prefix}{number}");
                    let key = Arc::clone(&keys[number % keys.len()]);
                    peers[number % HOSTS].person_with(&name, key)
                })
                .collect()
        };
        let (authors, others) = (people("author", AUTHORS), people("other", AUTHORS));
        let mut scene = Scene {
            http: world.http(),
            inbox: measured.instance.url("/inbox"),
            group: measured.instance.url(&format!("/c/{COMMUNITY}")),
            measured,
            peers,
            authors,
            targets: Vec::new(),
            chance: Chance::new(7),
        };
        scene.follow(&others[..following]).await;
        let writers = if known { scene.authors.clone() } else { others };
        scene.write_first(&writers).await;
        scene.measured.database.settle().await;
        scene
    }

    fn home(&self, author: &Actor) -> &Peer {
        let home = self
            .peers
            .iter()
            .find(|peer| author.id.starts_with(peer.base_url()));
        home.expect("everybody has a home")
    }

    async fn follow(&mut self, people: &[Actor]) {
        for person in people {
            let home = self.home(person);
            let follow = home.follow(person, &self.group);
            let answer = home.post(person, &self.inbox, &follow).await;
            assert_eq!(answer.status, 202, "{}", answer.text());
            home.wait_for("an Accept", |activity| activity["type"] == "Accept")
                .await;
        }
    }

    /// Some begin a thread, all others reply to one, so that there is something to talk about and
    /// everybody who writes here is known.
    async fn write_first(&mut self, writers: &[Actor]) {
        let (beginning, replying) = writers.split_at(THREADS);
        let mut letters = VecDeque::new();
        for author in beginning {
            let (id, letter) = self.thread(author);
            self.targets.push(id);
            letters.push_back(letter);
        }
        self.deliver(letters).await;
        let mut letters = VecDeque::new();
        let mut replies = Vec::new();
        for author in replying {
            let on = self.chance.zipf(THREADS);
            let (id, letter) = self.reply(author, on);
            replies.push(id);
            letters.push_back(letter);
        }
        self.deliver(letters).await;
        self.targets.extend(replies);
    }

    async fn deliver(&mut self, letters: VecDeque<Letter>) {
        let count = letters.len() as i64;
        let before = self.count_received("done").await;
        let sent = send(&self.http, letters, CAREFULLY).await;
        assert!(sent.refused.is_empty(), "what comes first is not refused");
        self.measured.database.wait_for_applied().await;
        self.measured.database.wait_for_sent().await;
        let done = self.count_received("done").await - before;
        assert_eq!(done, count, "what comes first is taken");
    }

    async fn count_received(&mut self, state: &str) -> i64 {
        let query =
            format!("SELECT COUNT(*) AS n FROM received_activities WHERE state = '{state}'");
        self.measured.database.number(&query).await
    }

    /// The usual mixture by the usual authors: few write much.
    fn mixed(&mut self, count: usize) -> VecDeque<Letter> {
        let mut voted = HashSet::new();
        (0..count)
            .map(|_| {
                let author = self.chance.zipf(AUTHORS);
                match self.chance.below(100) {
                    0..70 => self.new_vote(author, &mut voted),
                    70..95 => {
                        let on = self.chance.zipf(self.targets.len());
                        self.reply(&self.authors[author].clone(), on).1
                    }
                    _ => self.thread(&self.authors[author].clone()).1,
                }
            })
            .collect()
    }

    /// One activity by each author, in the same proportions.
    fn one_of_each(&mut self) -> VecDeque<Letter> {
        let authors = self.authors.clone();
        authors
            .iter()
            .map(|author| {
                let on = self.chance.zipf(self.targets.len());
                match self.chance.below(100) {
                    0..70 => self.vote(author, on),
                    70..95 => self.reply(author, on).1,
                    _ => self.thread(author).1,
                }
            })
            .collect()
    }

    /// A vote that was not cast yet, by this author or, when that one has voted on everything
    /// that was drawn, by another.
    fn new_vote(&mut self, author: usize, voted: &mut HashSet<(usize, usize)>) -> Letter {
        let mut author = author;
        for _ in 0..1000 {
            let on = self.chance.zipf(self.targets.len());
            if voted.insert((author, on)) {
                return self.vote(&self.authors[author].clone(), on);
            }
            author = self.chance.below(AUTHORS);
        }
        panic!("everybody has voted on everything");
    }

    fn vote(&mut self, author: &Actor, on: usize) -> Letter {
        let up = self.chance.below(10) > 0;
        let home = self.home(author);
        let target = &self.targets[on];
        let vote = if up {
            home.like(author, target, &self.group)
        } else {
            home.dislike(author, target, &self.group)
        };
        self.letter(author, &vote)
    }

    fn reply(&mut self, author: &Actor, on: usize) -> (String, Letter) {
        let length = self.chance.length();
        let words = self.chance.words(length);
        let home = self.home(author);
        let target = self.targets[on].as_str();
        let note = home.note(author, &words, Some(target), Some(&self.group), &[]);
        let create = home.create(author, &note);
        (id(&note), self.letter(author, &create))
    }

    fn thread(&mut self, author: &Actor) -> (String, Letter) {
        let length = self.chance.length();
        let words = self.chance.words(length);
        let title = self.chance.words(50);
        let home = self.home(author);
        let page = home.page(author, &self.group, &title, &words);
        let create = home.create(author, &page);
        (id(&page), self.letter(author, &create))
    }

    fn letter(&self, author: &Actor, activity: &Value) -> Letter {
        let body = activity.to_string().into_bytes();
        let signing = self.home(author).signing();
        let headers = author.sign_post(&self.inbox, &body, &signing);
        let mut request = self.http.post(&self.inbox).body(body);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request.build().expect("the request is sound")
    }

    async fn run(
        &mut self,
        name: &str,
        letters: VecDeque<Letter>,
        table: &mut Table,
    ) -> Vec<String> {
        let count = letters.len();
        say(&format!("authors {name}: {count} activities"));
        let done_before = self.count_received("done").await;
        let refused_before = self.count_received("refused").await;
        let sent_before = self.count_sent().await;
        let watch = Watch::start(self.measured.tree);
        let sent = send(&self.http, letters, CONNECTIONS).await;
        let acknowledged = watch.cost();
        self.measured.database.wait_for_applied().await;
        let applied = watch.cost();
        self.measured.database.wait_for_sent().await;
        let passed_on = watch.cost();
        let done = self.count_received("done").await - done_before;
        let refused = self.count_received("refused").await - refused_before;
        let deliveries = self.count_sent().await - sent_before;
        self.notes(table, name, &sent, &applied, count as i64 - done, refused);
        vec![
            name.to_owned(),
            count.to_string(),
            per_second(count, acknowledged.wall),
            ms(sent.times.median()),
            ms(sent.times.quantile(0.99)),
            ms_each(applied.cpu, count),
            per_second(count, applied.wall),
            seconds(applied.wall - acknowledged.wall),
            deliveries.to_string(),
            ms_each(passed_on.cpu, count),
        ]
    }

    async fn count_sent(&mut self) -> i64 {
        let query = "SELECT COUNT(*) AS n FROM deliveries WHERE state = 'sent'";
        self.measured.database.number(query).await
    }

    fn notes(
        &self,
        table: &mut Table,
        name: &str,
        sent: &Sent,
        applied: &Cost,
        missing: i64,
        refused: i64,
    ) {
        if missing > 0 {
            table.note(format!(
                "{name}: {missing} were not applied, {refused} of them refused"
            ));
        }
        for (what, statuses) in [
            ("turned away at first and sent again", &sent.turned_away),
            ("refused", &sent.refused),
        ] {
            for (status, count) in statuses {
                table.note(format!("{name}: {what} with {status}: {count}"));
            }
        }
        table.note(format!(
            "{name}: others and the system had {} % of the server's processor",
            rounded(applied.others * 100.0)
        ));
    }
}

fn id(object: &Value) -> String {
    object["id"].as_str().expect("it has an id").to_owned()
}

#[derive(Default)]
struct Sent {
    /// Of the requests that were acknowledged.
    times: Times,
    turned_away: HashMap<u16, usize>,
    refused: HashMap<u16, usize>,
}

impl Sent {
    fn add(&mut self, other: Sent) {
        self.times.add_all(other.times);
        for (status, count) in other.turned_away {
            *self.turned_away.entry(status).or_default() += count;
        }
        for (status, count) in other.refused {
            *self.refused.entry(status).or_default() += count;
        }
    }
}

/// Sends letters over some connections, each when the one before it is answered. Those that are
/// turned away for now go to the end, as every server would send them again.
async fn send(http: &reqwest::Client, letters: VecDeque<Letter>, connections: usize) -> Sent {
    let waiting = Arc::new(Mutex::new(letters));
    let mut lines = tokio::task::JoinSet::new();
    for _ in 0..connections {
        lines.spawn(talk(http.clone(), Arc::clone(&waiting)));
    }
    let mut all = Sent::default();
    while let Some(one) = lines.join_next().await {
        all.add(one.expect("nobody panics"));
    }
    all
}

async fn talk(http: reqwest::Client, waiting: Arc<Mutex<VecDeque<Letter>>>) -> Sent {
    let mut sent = Sent::default();
    let next = || waiting.lock().expect("nobody panics with it").pop_front();
    while let Some(letter) = next() {
        let again = letter.try_clone().expect("the body is in memory");
        let began = Instant::now();
        let answer = http.execute(letter).await.expect("the server answers");
        let status = answer.status().as_u16();
        answer.bytes().await.expect("the answer is whole");
        match status {
            202 => sent.times.add(began.elapsed()),
            503 | 429 => {
                *sent.turned_away.entry(status).or_default() += 1;
                waiting
                    .lock()
                    .expect("nobody panics with it")
                    .push_back(again);
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            _ => *sent.refused.entry(status).or_default() += 1,
        }
    }
    sent
}
