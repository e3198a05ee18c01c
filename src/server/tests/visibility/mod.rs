//! Every address, asked by everybody, about everything that some may not know of (safety.md M5, P-01).
//!
//! One community of each setting of who reads; in each a thread and a reply in each state, all with words
//! of their own. Whoever asks, at whatever address, gets only the words that [`table`] gives them; and where
//! they may not know of something, exactly the answer that they get where there is nothing.

mod place;
mod table;

use super::sources::routes;
use crate::communities::model::ReadPolicy;
use place::{Answer, Asker, Place, Written, ask, community, missing, send};
use std::collections::BTreeSet;
use std::sync::Arc;
use table::{About, Form, ROWS, Row, State, follows, is_inside, knows, reads, sees};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Signed in nowhere.
    Visitor,
    /// Signed in here, and in no community.
    Stranger,
    /// A member of another community.
    Elsewhere,
    /// Has applied, and waits.
    Applicant,
    Member,
    /// Was a member.
    Left,
    /// Is a member, and banned.
    Banned,
    Convener,
    /// Of this server.
    Admin,
    /// Another server that signs its requests.
    Server,
    /// The same with a member.
    Ally,
}

impl Who {
    const ALL: [Self; 11] = [
        Self::Visitor,
        Self::Stranger,
        Self::Elsewhere,
        Self::Applicant,
        Self::Member,
        Self::Left,
        Self::Banned,
        Self::Convener,
        Self::Admin,
        Self::Server,
        Self::Ally,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Stranger => "somebody with an account here",
            Self::Elsewhere => "member of another community",
            Self::Applicant => "applicant",
            Self::Member => "member",
            Self::Left => "former member",
            Self::Banned => "banned member",
            Self::Convener => "convener",
            Self::Admin => "administrator of this server",
            Self::Server => "signed request of another server",
            Self::Ally => "signed request of a member's server",
        }
    }

    fn signs_in_here(self) -> bool {
        !matches!(self, Self::Visitor | Self::Server | Self::Ally)
    }

    fn is_server(self) -> bool {
        matches!(self, Self::Server | Self::Ally)
    }

    fn cares(self) -> bool {
        matches!(self, Self::Convener | Self::Admin)
    }

    /// Documents are for servers: whoever else asks for one is anybody.
    fn asking(self, document: bool) -> Self {
        match document && !self.is_server() {
            true => Self::Visitor,
            false => self,
        }
    }
}

/// The ways in which this one asks at an address of this form: true for the document.
fn ways(form: Form, who: Who) -> &'static [bool] {
    match (form, who.is_server()) {
        (Form::Page, false) => &[false],
        (Form::Both, false) => &[false, true],
        (Form::Document, _) | (Form::Both, true) => &[true],
        _ => &[],
    }
}

/// Questions that would bring up what should not be seen.
fn questions(path: &str) -> &'static [&'static str] {
    match path {
        "/" => &["", "?list=all&sort=new", "?list=local&sort=new"],
        "/search" => &["?q=Varnish", "?q=Answer"],
        "/communities" => &["", "?q=guild"],
        "/c/{name}/similar" => &["?title=Varnish"],
        "/u/{name}" => &["", "?show=replies"],
        "/.well-known/webfinger" => &["?resource=acct:guildserver@guild.example"],
        "/authorize_interaction" => &["", "?uri=acct:guildserver@guild.example"],
        _ => &[""],
    }
}

#[test]
fn every_address_has_its_row() {
    let mut there = BTreeSet::new();
    for route in routes() {
        if route.gets {
            there.insert((route.path.clone(), false));
        }
        if route.posts {
            there.insert((route.path, true));
        }
    }
    let sends = |row: &Row| matches!(row.form, Form::Action | Form::Inbox);
    let rows = ROWS.iter().map(|row| (row.path.to_owned(), sends(row)));
    let rows: BTreeSet<(String, bool)> = rows.collect();
    let without: Vec<_> = there.difference(&rows).collect();
    let gone: Vec<_> = rows.difference(&there).collect();
    assert!(
        without.is_empty() && gone.is_empty(),
        "say in visibility/table.rs who learns what at {without:?}, and forget {gone:?}"
    );
    assert_eq!(rows.len(), ROWS.len(), "each once");
}

/// What of others' words an answer tells to who should not see them.
fn told(asker: Who, written: &[Written], answer: &Answer, is_list: bool) -> Vec<String> {
    let mut told = Vec::new();
    for each in written {
        let listed = !is_list || each.policy != ReadPolicy::Unlisted || follows(asker);
        if listed && sees(asker, each.policy, each.state) {
            continue;
        }
        for word in [&each.thread_word, &each.reply_word] {
            if answer.tells(word) {
                told.push(word.clone());
            }
        }
    }
    told
}

/// Every `step`th asker, from the one with this number on, at all addresses.
async fn look(place: Arc<Place>, first: usize, step: usize) -> Vec<String> {
    let mut faults = Vec::new();
    for asker in place.askers.iter().skip(first).step_by(step) {
        for row in ROWS {
            for document in ways(row.form, asker.who) {
                for question in questions(row.path) {
                    let look = Look {
                        place: &place,
                        asker,
                        row,
                        document: *document,
                        question,
                    };
                    faults.extend(look.faults().await);
                }
            }
        }
    }
    faults
}

/// One asker at one address.
struct Look<'a> {
    place: &'a Place,
    asker: &'a Asker,
    row: &'a Row,
    document: bool,
    question: &'static str,
}

impl Look<'_> {
    fn who(&self) -> Who {
        self.asker.who.asking(self.document)
    }

    async fn ask(&self, id: &str, name: &str) -> Answer {
        let path = place::fill(self.row.path, id, name);
        let path = format!("{path}{}", self.question);
        ask(self.place, self.asker, &path, self.document).await
    }

    fn fault(&self, about: &str, what: &str) -> String {
        let (who, path) = (self.who().word(), self.row.path);
        let form = if self.document { "document" } else { "page" };
        format!(
            "{path}{} ({form}), {about}, for {who}: {what}",
            self.question
        )
    }

    async fn faults(&self) -> Vec<String> {
        match self.row.about {
            About::Thing => self.things().await,
            About::Face | About::Inside | About::Care => self.communities().await,
            About::Nothing | About::Lists | About::Admin => {
                let answer = self.ask("1", "wes").await;
                let told = told(self.who(), &self.place.written, &answer, true);
                told.iter().map(|word| self.fault("", word)).collect()
            }
        }
    }

    async fn things(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let nothing = self.ask(missing::ID, "").await.normal(missing::ID);
        for each in &self.place.written {
            let about = format!("{} {}", each.policy, each.state.word());
            let id = each.id_for(self.row.path);
            let answer = self.ask(id, "").await;
            for word in told(self.who(), &self.place.written, &answer, false) {
                faults.push(self.fault(&about, &word));
            }
            if !reads(self.who(), each.policy) && answer.normal(id) != nothing {
                let what = format!("{}\nis not\n{nothing}", answer.normal(id));
                faults.push(self.fault(&about, &what));
            }
        }
        faults
    }

    async fn communities(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let nothing = self.ask("1", missing::NAME).await.normal(missing::NAME);
        for policy in ReadPolicy::ALL {
            let name = community(*policy);
            let answer = self.ask("1", &name).await;
            let about = policy.to_string();
            for word in told(self.who(), &self.place.written, &answer, false) {
                faults.push(self.fault(&about, &word));
            }
            let hidden = match self.row.about {
                About::Inside => !reads(self.who(), *policy),
                _ => !knows(self.who(), *policy),
            };
            if hidden && answer.normal(&name) != nothing {
                let what = format!("{}\nis not\n{nothing}", answer.normal(&name));
                faults.push(self.fault(&about, &what));
            }
            if self.row.about == About::Care && !self.who().cares() && answer.is_success() {
                faults.push(self.fault(&about, "is shown"));
            }
        }
        faults
    }
}

fn assert_none(faults: Vec<String>) {
    let first: Vec<&String> = faults.iter().take(10).collect();
    assert!(faults.is_empty(), "{} faults: {first:#?}", faults.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_learns_at_any_address_what_is_not_for_them() {
    let place = Arc::new(Box::pin(Place::new()).await);
    let halves = [0, 1].map(|first| tokio::spawn(look(place.clone(), first, 2)));
    let mut faults = Vec::new();
    for task in halves {
        faults.extend(task.await.unwrap());
    }
    assert_none(faults);
}

/// What somebody tries to do who may not.
async fn try_to_act(place: &Place, asker: &Asker) -> Vec<String> {
    let mut faults = Vec::new();
    for row in ROWS.iter().filter(|row| row.form == Form::Action) {
        let tried = match row.about {
            About::Thing => act_on_things(place, asker, row).await,
            About::Face | About::Care => act_on_communities(place, asker, row).await,
            _ => Vec::new(),
        };
        let who = asker.who.word();
        faults.extend(
            tried
                .into_iter()
                .map(|what| format!("{}, for {who}: {what}", row.path)),
        );
    }
    faults
}

async fn act_on_things(place: &Place, asker: &Asker, row: &Row) -> Vec<String> {
    let mut faults = Vec::new();
    let nothing = send(place, asker, &place::fill(row.path, missing::ID, "")).await;
    let nothing = nothing.normal(missing::ID);
    for each in &place.written {
        if reads(asker.who, each.policy) {
            continue;
        }
        let id = each.id_for(row.path);
        let answer = send(place, asker, &place::fill(row.path, id, "")).await;
        if answer.normal(id) != nothing {
            faults.push(format!("{}\nis not\n{nothing}", answer.normal(id)));
        }
    }
    faults
}

async fn act_on_communities(place: &Place, asker: &Asker, row: &Row) -> Vec<String> {
    let mut faults = Vec::new();
    let nothing = send(place, asker, &place::fill(row.path, "1", missing::NAME)).await;
    let nothing = nothing.normal(missing::NAME);
    for policy in ReadPolicy::ALL {
        let hidden = !knows(asker.who, *policy);
        if !hidden && (row.about == About::Face || asker.who.cares()) {
            continue;
        }
        let name = community(*policy);
        let answer = send(place, asker, &place::fill(row.path, "1", &name)).await;
        if hidden && answer.normal(&name) != nothing {
            faults.push(format!("{}\nis not\n{nothing}", answer.normal(&name)));
        }
        if answer.is_success() {
            faults.push(format!("{policy}: it is answered as if it were done"));
        }
    }
    faults
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_does_at_any_address_what_is_not_theirs_to_do() {
    let place = Box::pin(Place::new()).await;
    let before = super::forms::rows(&place.stage.store).await;
    let mut faults = Vec::new();
    for asker in place.askers.iter().filter(|asker| !asker.who.is_server()) {
        faults.extend(try_to_act(&place, asker).await);
    }
    assert_none(faults);
    let after = super::forms::rows(&place.stage.store).await;
    let changed: Vec<_> = after.iter().filter(|row| !before.contains(row)).collect();
    assert!(changed.is_empty(), "{changed:#?}");
    assert_eq!(before.len(), after.len());
}

/// The same words as in the tests above are there for those who may have them: else nothing would be hidden.
#[tokio::test(flavor = "multi_thread")]
async fn everybody_learns_what_is_for_them() {
    let place = Box::pin(Place::new()).await;
    for asker in &place.askers {
        let who = asker.who;
        let server = who.is_server();
        let listed = ask(&place, asker, "/search?q=Varnish", false).await;
        for each in &place.written {
            let path = format!("/post/{}", each.thread);
            let answer = ask(&place, asker, &path, server).await;
            let what = format!("{} {} for {who:?}", each.policy, each.state.word());
            let seen = sees(who, each.policy, each.state);
            assert_eq!(answer.tells(&each.thread_word), seen, "{what}");
            let found = seen
                && each.state == State::Shown
                && (each.policy != ReadPolicy::Unlisted || is_inside(who));
            if !server {
                assert_eq!(listed.tells(&each.thread_word), found, "search: {what}");
            }
        }
        for each in place
            .written
            .iter()
            .filter(|each| each.state == State::Shown)
        {
            let name = community(each.policy);
            let front = match server {
                true => ask(&place, asker, &format!("/c/{name}/outbox"), true).await,
                false => ask(&place, asker, &format!("/c/{name}"), false).await,
            };
            let seen = reads(who, each.policy);
            assert_eq!(front.tells(&each.thread_word), seen, "{name} for {who:?}");
        }
    }
}

fn printed() -> String {
    let mark = |yes: bool| if yes { "yes" } else { "–" };
    let mut text = String::from(
        "# Who learns what\n\nPrinted from `src/server/tests/visibility/table.rs`, by which the tests try every address with every kind of asker; a test fails where the two differ. `GUILDHALL_PRINT=1 cargo test who_learns_what_is_printed` prints it anew.\n\n## Who reads what is said in a community\n\nBy its setting `read`.\n\n| who | public | unlisted | members | server |\n|---|---|---|---|---|\n",
    );
    for who in Who::ALL {
        let marks = ReadPolicy::ALL
            .iter()
            .map(|policy| mark(reads(who, *policy)));
        let marks: Vec<&str> = marks.collect();
        text.push_str(&format!("| {} | {} |\n", who.word(), marks.join(" | ")));
    }
    text.push_str("\nWhat a community with `read = server` is, and that it is there, nobody knows who has no account on its server. In lists and searches an unlisted community is shown to its members, to who follows it, and to administrators.\n\n## Whose words are seen\n\nBy those who read in the community. Authors always see their own.\n\n| who | shown | held | removed | deleted |\n|---|---|---|---|---|\n");
    for who in Who::ALL {
        let marks = State::ALL.map(|state| mark(sees(who, ReadPolicy::Public, state)));
        text.push_str(&format!("| {} | {} |\n", who.word(), marks.join(" | ")));
    }
    text.push_str("\n## What addresses are about\n\n| about | who learns what |\n|---|---|\n");
    for about in About::ALL {
        text.push_str(&format!("| {} | {} |\n", about.word(), about.meaning()));
    }
    text.push_str("\n## Addresses\n\n| address | form | about |\n|---|---|---|\n");
    for row in ROWS {
        let (form, about) = (row.form.word(), row.about.word());
        text.push_str(&format!("| `{}` | {form} | {about} |\n", row.path));
    }
    text
}

#[test]
fn who_learns_what_is_printed() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/visibility.md");
    if std::env::var("GUILDHALL_PRINT").is_ok() {
        std::fs::write(&path, printed()).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == printed(),
        "docs/visibility.md is not what the table says; print it with GUILDHALL_PRINT=1"
    );
}
