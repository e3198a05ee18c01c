//! Every address, asked by everybody, about everything that some may not know of (safety.md M5, P-01).
//!
//! One community of each setting of who reads; in each a thread and a reply in each state, all with words
//! of their own. Whoever asks, at whatever address, gets only the words that [`table`] gives them; and where
//! they may not know of something, exactly the answer that they get where there is nothing. What everybody
//! may do there [`deeds`] says, and `doing` tries; `caching` looks at what may be kept of every answer, and
//! `agreeing` holds the rules for single people to the same table.

mod agreeing;
mod caching;
mod deed;
mod deeds;
mod doing;
mod place;
mod ready;
mod rights;
mod table;

use super::sources::routes;
use crate::communities::model::ReadPolicy;
use crate::communities::tests::said;
use deeds::{Deed, Proof, deeds};
use place::{Answer, Asker, Place, Written, ask, community, missing};
use rights::Outcome;
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
    /// A member who wrote all that is there.
    Author,
    /// Was a member.
    Left,
    /// Is a member, and banned.
    Banned,
    Moderator,
    Convener,
    /// Of this server.
    Admin,
    /// Another server that signs its requests.
    Server,
    /// The same with a member.
    Ally,
}

impl Who {
    /// Those who ask. The author sees all that there is.
    const ALL: [Self; 12] = [
        Self::Visitor,
        Self::Stranger,
        Self::Elsewhere,
        Self::Applicant,
        Self::Member,
        Self::Left,
        Self::Banned,
        Self::Moderator,
        Self::Convener,
        Self::Admin,
        Self::Server,
        Self::Ally,
    ];

    /// Those who send forms.
    const DOERS: [Self; 11] = [
        Self::Visitor,
        Self::Stranger,
        Self::Elsewhere,
        Self::Applicant,
        Self::Member,
        Self::Author,
        Self::Left,
        Self::Banned,
        Self::Moderator,
        Self::Convener,
        Self::Admin,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Stranger => "somebody with an account here",
            Self::Elsewhere => "member of another community",
            Self::Applicant => "applicant",
            Self::Member => "member",
            Self::Author => "author",
            Self::Left => "former member",
            Self::Banned => "banned member",
            Self::Moderator => "moderator",
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
        self == Self::Moderator || self.convenes()
    }

    fn convenes(self) -> bool {
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
        "/search/feed.atom" | "/search/feed.json" => &["?q=Varnish"],
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
    for asker in place.askers().skip(first).step_by(step) {
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
            About::Face | About::Inside | About::Care | About::Convene => self.communities().await,
            About::Nothing | About::Lists | About::Admin => {
                let answer = self.ask("1", "wes").await;
                let mut told = told(self.who(), &self.place.written, &answer, true);
                told.retain(|word| !self.is_own(word));
                told.extend(self.affairs(&answer));
                told.iter().map(|word| self.fault("", word)).collect()
            }
        }
    }

    /// Whoever left wrote a thread whose title has the word of those that are shown, and finds what they wrote
    /// themselves in one list.
    fn is_own(&self, word: &str) -> bool {
        let mut shown = self.place.written.iter();
        self.row.path == "/settings/written"
            && self.who() == Who::Left
            && shown.any(|each| each.state == State::Shown && each.thread_word == word)
    }

    /// What of people's own affairs an answer tells.
    fn affairs(&self, answer: &Answer) -> Vec<String> {
        let secrets = self.place.secrets.iter();
        let told = secrets.filter(|secret| answer.tells(&secret.word));
        let told = told.filter(|secret| !secret.kind.is_for(self.asker, self.row));
        told.map(|secret| secret.word.clone()).collect()
    }

    async fn things(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let nothing = self.ask(missing::ID, "").await.normal(missing::ID);
        for each in &self.place.written {
            let about = format!("{} {}", each.policy, each.state.word());
            let id = each.id_for(self.row.path);
            let answer = self.ask(id, "").await;
            let mut told = told(self.who(), &self.place.written, &answer, false);
            told.extend(self.affairs(&answer));
            faults.extend(told.iter().map(|word| self.fault(&about, word)));
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
            let mut told = told(self.who(), &self.place.written, &answer, false);
            told.extend(self.affairs(&answer));
            faults.extend(told.iter().map(|word| self.fault(&about, word)));
            let hidden = match self.row.about {
                About::Inside => !reads(self.who(), *policy),
                _ => !knows(self.who(), *policy),
            };
            if hidden && answer.normal(&name) != nothing {
                let what = format!("{}\nis not\n{nothing}", answer.normal(&name));
                faults.push(self.fault(&about, &what));
            }
            let office = match self.row.about {
                About::Care => self.who().cares(),
                About::Convene => self.who().convenes(),
                _ => true,
            };
            if !office && answer.is_success() {
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

/// Not even to the server that it was sent to: it has it.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_to_one_person_is_served_to_nobody() {
    let place = Box::pin(Place::of(&[ReadPolicy::Public])).await;
    let all = said(&place.stage.app).await;
    let letters: Vec<_> = all
        .iter()
        .filter(|act| act.to_string().contains("qzletter"))
        .collect();
    assert_eq!(
        letters.len(),
        1,
        "only one of the two went to another server"
    );
    for id in [&letters[0]["id"], &letters[0]["object"]["id"]] {
        let url = id.as_str().unwrap();
        let path = url.strip_prefix("https://guild.example").unwrap();
        for asker in &place.people {
            for document in [true, false] {
                let answer = ask(&place, asker, path, document).await;
                let what = format!("{path} for {:?}: {}", asker.who, answer.status());
                assert!(!answer.tells("qzletter") && !answer.is_success(), "{what}");
            }
        }
    }
}

/// What stands in a text with its words: servers get it with their signature, where they get the words.
#[tokio::test(flavor = "multi_thread")]
async fn servers_get_the_pictures_of_what_their_members_read() {
    let place = Box::pin(Place::new()).await;
    for asker in place.askers().filter(|asker| asker.who.is_server()) {
        for each in &place.written {
            let path = format!("/media/{}", each.picture);
            let answer = ask(&place, asker, &path, true).await;
            let seen = reads(asker.who, each.policy) && each.state == State::Shown;
            let what = format!("{} {} for {:?}", each.policy, each.state.word(), asker.who);
            assert_eq!(answer.is_success(), seen, "{what}");
        }
    }
}

/// The same words as in the tests above are there for those who may have them: else nothing would be hidden.
#[tokio::test(flavor = "multi_thread")]
async fn everybody_learns_what_is_for_them() {
    let place = Box::pin(Place::new()).await;
    for asker in place.askers() {
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
        "# Who learns what, and who does what\n\nPrinted from `table.rs` and `deeds.rs` in `src/server/tests/visibility`, by which the tests ask at every address as everybody, and have everybody try every action; a test fails where this differs from them. `GUILDHALL_PRINT=1 cargo test who_learns_what_is_printed` prints it anew.\n\n## Who reads what is said in a community\n\nBy its setting `read`.\n\n| who | public | unlisted | members | server |\n|---|---|---|---|---|\n",
    );
    for who in Who::ALL {
        let marks = ReadPolicy::ALL
            .iter()
            .map(|policy| mark(reads(who, *policy)));
        let marks: Vec<&str> = marks.collect();
        text.push_str(&format!("| {} | {} |\n", who.word(), marks.join(" | ")));
    }
    text.push_str("\nWhat a community with `read = server` is, and that it is there, nobody knows who has no account on its server. What was public in a community before it was for fewer stays so at its own address; how much is said there now only its readers are told, and where it is for this server only, visitors find what was public in no list and are not told where it stands. In lists and searches an unlisted community is shown to its members, to who follows it, and to administrators.\n\n## Whose words are seen\n\nBy those who read in the community. Authors always see their own.\n\n| who | shown | held | removed | deleted |\n|---|---|---|---|---|\n");
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
    text.push_str(&printed_deeds());
    text
}

/// Who does what.
fn printed_deeds() -> String {
    let mut text = String::from(
        "\n## Actions\n\nWho can do each, in communities of which setting `read`, and to what in which state. Whoever is not named is refused; and who may not know of what it is about is answered as where there is nothing. What has to do with no community is shown by the test that is named.\n\n| action | state | who |\n|---|---|---|\n",
    );
    for deed in deeds() {
        let (state, who) = match &deed.proof {
            Proof::Tried(_) => (states_of(deed), doers_of(deed)),
            Proof::Told(test) => ("–".to_owned(), format!("`{test}`")),
            Proof::Absent => (
                "–".to_owned(),
                "nobody: there is no such address".to_owned(),
            ),
        };
        text.push_str(&format!("| `{}` | {state} | {who} |\n", deed.path));
    }
    text
}

fn is_done(deed: &Deed, who: Who, policy: ReadPolicy, state: State) -> bool {
    deed.outcome(who, policy, state) == Outcome::Done
}

/// The states of a thread or reply in which anybody does it.
fn states_of(deed: &Deed) -> String {
    let row = ROWS.iter().find(|row| row.path == deed.path);
    if row.is_none_or(|row| row.about != About::Thing) {
        return "–".to_owned();
    }
    let by_anybody = |state: &State| {
        let mut all = Who::DOERS.into_iter();
        all.any(|who| is_done(deed, who, ReadPolicy::Public, *state))
    };
    let done = State::ALL.into_iter().filter(by_anybody);
    let words: Vec<&str> = done.map(State::word).collect();
    words.join(", ")
}

/// Everybody who does it, together with those who do it in communities of the same settings.
fn doers_of(deed: &Deed) -> String {
    let mut groups: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    for who in Who::DOERS {
        let somehow = |policy: &ReadPolicy| {
            let mut all = State::ALL.into_iter();
            all.any(|state| is_done(deed, who, *policy, state))
        };
        let settings = ReadPolicy::ALL.iter().filter(|policy| somehow(policy));
        let settings: Vec<&str> = settings.map(|policy| policy.as_str()).collect();
        match groups.iter_mut().find(|(known, _)| *known == settings) {
            Some((_, names)) => names.push(who.word()),
            None => groups.push((settings, vec![who.word()])),
        }
    }
    groups.retain(|(settings, _)| !settings.is_empty());
    let said = groups.iter().map(|(settings, names)| {
        let names = names.join(", ");
        match settings.len() == ReadPolicy::ALL.len() {
            true => names,
            false => format!("{names} ({})", settings.join(", ")),
        }
    });
    said.collect::<Vec<_>>().join("; ")
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
