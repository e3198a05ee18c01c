//! The play: who is there, who says what, and how long ago.

use super::house::House;
use crate::cli::Failure;
use crate::posts::model::{ReplyKind, ThreadKind};
use chrono::TimeDelta;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::cmp::Reverse;

const CAST: &str = include_str!("script.toml");
/// What is said, one file for each community.
const CONTENT: [(&str, &str); 3] = [
    ("luthiers.toml", include_str!("content/luthiers.toml")),
    ("netops.toml", include_str!("content/netops.toml")),
    ("datawork.toml", include_str!("content/datawork.toml")),
];
/// How it is furnished, one file for each community.
const HOUSES: [(&str, &str); 3] = [
    (
        "luthiers-house.toml",
        include_str!("content/luthiers-house.toml"),
    ),
    (
        "netops-house.toml",
        include_str!("content/netops-house.toml"),
    ),
    (
        "datawork-house.toml",
        include_str!("content/datawork-house.toml"),
    ),
];

pub struct Script {
    pub servers: Vec<Server>,
    pub communities: Vec<Place>,
    pub people: Vec<Role>,
    /// The oldest first.
    pub threads: Vec<Thread>,
    /// One for each community.
    pub houses: Vec<House>,
}

/// Who is there, and where.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cast {
    #[serde(rename = "server")]
    servers: Vec<Server>,
    #[serde(rename = "community")]
    communities: Vec<Place>,
    #[serde(rename = "person")]
    people: Vec<Role>,
}

/// A file of `content/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Talk {
    community: String,
    #[serde(rename = "thread")]
    threads: Vec<Thread>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Its host name is this under `localhost`.
    pub key: String,
    pub site_name: String,
    pub description: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The server it is on.
    pub at: String,
    pub name: String,
    pub title: String,
    pub focus: String,
    pub about: String,
    /// Somebody of its server.
    pub convener: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// The server they live on.
    pub at: String,
    /// Nobody else in the play has it.
    pub name: String,
    pub display_name: String,
    pub headline: String,
    pub bio: String,
    /// Tags with commas between them.
    pub expertise: String,
    /// Where they are, and what they offer to others and seek from them; empty where they do not say.
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub offers: String,
    #[serde(default)]
    pub seeks: String,
    /// In which they read the pages.
    #[serde(default = "english")]
    pub language: String,
    #[serde(default)]
    pub admin: bool,
}

fn english() -> String {
    "en".to_owned()
}

/// People are called by their names, wherever they live.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thread {
    /// The community, which is said once in each file.
    #[serde(skip)]
    pub place: String,
    /// By which others of its community speak of it; empty where nobody does.
    #[serde(default)]
    pub key: String,
    pub by: String,
    pub kind: String,
    /// Whether it is the one in which members introduce themselves.
    #[serde(default)]
    pub introductions: bool,
    /// What an article is made of.
    pub made_of: Option<Basis>,
    /// That it takes no more answers.
    pub closed: Option<Closed>,
    #[serde(default = "english")]
    pub language: String,
    pub title: String,
    pub tags: Vec<String>,
    /// How long ago it was begun.
    pub ago: Span,
    pub body: String,
    #[serde(default)]
    pub votes: Vec<String>,
    #[serde(default)]
    pub down: Vec<String>,
    #[serde(rename = "reply", default)]
    pub replies: Vec<Reply>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    pub by: String,
    /// The reply of this thread that it replies to, counted from 0; none for the thread itself.
    pub to: Option<usize>,
    pub kind: Option<String>,
    /// None for that of the thread.
    pub language: Option<String>,
    /// How long after the thread was begun.
    pub after: Span,
    pub body: String,
    #[serde(default)]
    pub accepted: bool,
    #[serde(default)]
    pub votes: Vec<String>,
    #[serde(default)]
    pub down: Vec<String>,
    /// Other words that were suggested for it, and taken.
    pub edit: Option<Edit>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Key of a thread of the same community.
    pub thread: String,
    /// Those of its replies whose words are used, counted from 0.
    pub replies: Vec<usize>,
}

/// A question that is a duplicate of another one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closed {
    pub by: String,
    /// How long after it was asked.
    pub after: Span,
    pub reason: String,
    /// Key of a question of the same community.
    pub duplicate_of: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    pub by: String,
    /// How long after the thread was begun.
    pub after: Span,
    pub note: String,
    /// Stands in the reply once, and is replaced.
    pub find: String,
    pub put: String,
}

/// A length of time, written as `2d 4h` or `35m`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Span(pub TimeDelta);

impl TryFrom<String> for Span {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut parts = text.split_whitespace().map(read_part);
        let whole = parts.try_fold(TimeDelta::zero(), |sum, part| sum.checked_add(&part?));
        whole
            .filter(|whole| *whole > TimeDelta::zero())
            .map(Self)
            .ok_or_else(|| format!("\"{text}\" is no length of time, such as 2d 4h"))
    }
}

fn read_part(part: &str) -> Option<TimeDelta> {
    let unit = part.chars().next_back()?;
    let count: u32 = part.strip_suffix(unit)?.parse().ok()?;
    match unit {
        'd' => TimeDelta::try_days(count.into()),
        'h' => TimeDelta::try_hours(count.into()),
        'm' => TimeDelta::try_minutes(count.into()),
        _ => None,
    }
}

impl Script {
    pub fn people_of<'s>(&'s self, server: &'s str) -> impl Iterator<Item = &'s Role> {
        self.people.iter().filter(move |person| person.at == server)
    }

    pub fn person(&self, name: &str) -> Result<&Role, Failure> {
        let mut people = self.people.iter();
        people
            .find(|person| person.name == name)
            .ok_or_else(|| wrong(name))
    }

    pub fn community(&self, name: &str) -> Result<&Place, Failure> {
        let mut communities = self.communities.iter();
        communities
            .find(|community| community.name == name)
            .ok_or_else(|| wrong(name))
    }

    pub fn house(&self, community: &str) -> Result<&House, Failure> {
        let mut houses = self.houses.iter();
        houses
            .find(|house| house.community == community)
            .ok_or_else(|| wrong(community))
    }

    /// Whether somebody says anything in this community. Whoever does belongs to it.
    pub fn writes_in(&self, name: &str, community: &str) -> bool {
        let mut threads = self.threads.iter();
        threads.any(|thread| thread.place == community && thread.has_words_of(name))
    }
}

impl Thread {
    pub fn kind(&self) -> Result<ThreadKind, Failure> {
        ThreadKind::parse(&self.kind).ok_or_else(|| wrong(&self.kind))
    }

    fn has_words_of(&self, name: &str) -> bool {
        let edits = self.replies.iter().filter_map(|line| line.edit.as_ref());
        let mut others = self
            .replies
            .iter()
            .map(|line| line.by.as_str())
            .chain(edits.map(|edit| edit.by.as_str()))
            .chain(self.closed.as_ref().map(|closed| closed.by.as_str()));
        self.by == name || others.any(|by| by == name)
    }

    /// How many replies stand between this one and the thread.
    pub fn depth(&self, reply: usize) -> usize {
        let parent = self.replies.get(reply).and_then(|line| line.to);
        // A reply that comes first has no parent, whatever it says.
        let parent = parent.filter(|parent| *parent < reply);
        parent.map_or(0, |parent| self.depth(parent) + 1)
    }
}

impl Reply {
    pub fn kind(&self) -> Result<Option<ReplyKind>, Failure> {
        let Some(kind) = &self.kind else {
            return Ok(None);
        };
        ReplyKind::parse(kind).map(Some).ok_or_else(|| wrong(kind))
    }
}

/// What the script says of something that is not in it.
pub fn wrong(word: &str) -> Failure {
    Failure::new(format!(
        "the demo's script says {word}, which means nothing"
    ))
}

pub fn read() -> Result<Script, Failure> {
    let Cast {
        servers,
        communities,
        people,
    } = parse("script.toml", CAST)?;
    let mut threads = Vec::new();
    for (file, text) in CONTENT {
        let talk: Talk = parse(file, text)?;
        threads.extend(talk.threads.into_iter().map(|thread| Thread {
            place: talk.community.clone(),
            ..thread
        }));
    }
    threads.sort_by_key(|thread| Reverse(thread.ago));
    let houses = HOUSES.map(|(file, text)| parse::<House>(file, text));
    Ok(Script {
        servers,
        communities,
        people,
        threads,
        houses: houses.into_iter().collect::<Result<_, _>>()?,
    })
}

fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Failure> {
    toml::from_str(text).map_err(|e| Failure::new(format!("the demo's {file}: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::play::{BEGINNING, DECIDED};
    use crate::posts::actions::split_tags;
    use crate::posts::model::{BODY_MAX, TAGS_MAX, TITLE_MAX};
    use crate::text::{Links, Rendered, render};
    use std::collections::BTreeSet;

    fn rendered(script: &Script) -> Vec<(&str, Rendered)> {
        let links = Links {
            own_host: "guild.example".to_owned(),
            public_url: "https://guild.example".to_owned(),
        };
        let threads = script.threads.iter();
        let bodies = threads.flat_map(|thread| {
            let replies = thread.replies.iter().map(|reply| &reply.body);
            std::iter::once(&thread.body)
                .chain(replies)
                .map(move |body| (thread.title.as_str(), body.as_str()))
        });
        let houses = script.houses.iter().flat_map(|house| {
            let texts = house.texts().into_iter();
            texts.map(move |text| (house.community.as_str(), text))
        });
        bodies
            .chain(houses)
            .map(|(title, body)| (title, render(body.trim(), &links)))
            .collect()
    }

    #[test]
    fn everybody_who_speaks_is_on_the_list_once() {
        let script = read().unwrap();
        let names: BTreeSet<&str> = script
            .people
            .iter()
            .map(|each| each.name.as_str())
            .collect();
        assert_eq!(names.len(), script.people.len());
        for thread in &script.threads {
            script.community(&thread.place).unwrap();
            let edits = thread
                .replies
                .iter()
                .filter_map(|reply| reply.edit.as_ref());
            let closer = thread.closed.as_ref().map(|closed| &closed.by);
            for by in edits.map(|edit| &edit.by).chain(closer) {
                assert!(names.contains(by.as_str()), "{by}");
            }
            let lines = thread.replies.iter();
            let lines = lines.map(|reply| (&reply.by, &reply.votes, &reply.down));
            let thread_line = (&thread.by, &thread.votes, &thread.down);
            for (by, votes, down) in lines.chain([thread_line]) {
                assert!(names.contains(by.as_str()), "{by}");
                let voters: Vec<&String> = votes.iter().chain(down).collect();
                let each_once: BTreeSet<_> = voters.iter().collect();
                assert_eq!(each_once.len(), voters.len(), "{}", thread.title);
                for voter in voters {
                    assert!(names.contains(voter.as_str()), "{voter}");
                    assert_ne!(voter, by, "nobody votes for themselves");
                }
            }
        }
    }

    #[test]
    fn every_server_has_an_administrator_and_every_community_a_convener_of_its_server() {
        let script = read().unwrap();
        for server in &script.servers {
            let first = script.people_of(&server.key).next().unwrap();
            assert!(first.admin, "{}", first.name);
        }
        for role in &script.people {
            let (headline, tags) = (&role.headline, &role.expertise);
            assert!(!headline.is_empty() && !tags.is_empty(), "{}", role.name);
        }
        for community in &script.communities {
            let convener = script.person(&community.convener).unwrap();
            assert_eq!(convener.at, community.at);
        }
    }

    #[test]
    fn every_reply_follows_what_it_replies_to_and_nothing_is_said_in_the_future() {
        let script = read().unwrap();
        for thread in &script.threads {
            let title = &thread.title;
            assert!(thread.ago.0 < BEGINNING, "{title}");
            for (index, reply) in thread.replies.iter().enumerate() {
                assert!(reply.after < thread.ago, "{title}");
                if let Some(edit) = &reply.edit {
                    assert!(reply.after < edit.after, "{title}");
                    assert!(edit.after.0 + DECIDED < thread.ago.0, "{title}");
                }
                let Some(to) = reply.to else { continue };
                assert!(to < index, "{title}");
                assert!(thread.replies[to].after < reply.after, "{title}");
            }
            if let Some(closed) = &thread.closed {
                assert!(closed.after < thread.ago, "{title}");
            }
        }
    }

    /// The thread of this community that is called so.
    fn keyed<'s>(script: &'s Script, place: &str, key: &str) -> &'s Thread {
        let mut found = script.threads.iter().filter(|thread| thread.key == key);
        let thread = found.next().unwrap_or_else(|| panic!("no {key}"));
        assert!(found.next().is_none(), "{key} is two threads");
        assert_eq!(thread.place, place, "{key}");
        thread
    }

    #[test]
    fn articles_come_after_what_they_are_made_of_and_are_made_by_who_may() {
        let script = read().unwrap();
        for place in &script.communities {
            let of_place = script.threads.iter().filter(|it| it.place == place.name);
            let mut made = of_place.filter_map(|it| Some((it, it.made_of.as_ref()?)));
            let (article, basis) = made.next().expect(&place.name);
            let source = keyed(&script, &place.name, &basis.thread);
            assert_eq!(article.kind().unwrap(), ThreadKind::Article);
            assert!(article.replies.is_empty(), "it is made when all is said");
            assert!(article.by == place.convener || article.by == source.by);
            assert_eq!(script.person(&article.by).unwrap().at, place.at);
            assert!(basis.replies.len() > 1, "{}", article.title);
            for reply in &basis.replies {
                let said = source.ago.0 - source.replies[*reply].after.0;
                assert!(article.ago.0 < said, "{}", article.title);
            }
        }
    }

    #[test]
    fn what_is_changed_is_changed_where_it_was_written() {
        let script = read().unwrap();
        let at = |name: &str| &script.person(name).unwrap().at;
        let (mut edits, mut closed) = (0, 0);
        for thread in &script.threads {
            for reply in &thread.replies {
                let Some(edit) = &reply.edit else { continue };
                assert_eq!(reply.body.matches(&edit.find).count(), 1, "{}", edit.find);
                assert_ne!(edit.by, reply.by);
                assert_eq!(at(&edit.by), at(&reply.by));
                edits += 1;
            }
            let Some(closing) = &thread.closed else {
                continue;
            };
            let place = script.community(&thread.place).unwrap();
            let other = keyed(&script, &thread.place, &closing.duplicate_of);
            assert!(other.ago > thread.ago, "the first question stays");
            assert!(closing.by == place.convener || closing.by == thread.by);
            assert_eq!(at(&closing.by), at(&thread.by));
            closed += 1;
        }
        assert!(edits > 0 && closed > 0);
    }

    #[test]
    fn whatever_a_house_names_is_in_its_community() {
        let script = read().unwrap();
        for place in &script.communities {
            let house = script.house(&place.name).unwrap();
            for key in house.keys() {
                keyed(&script, &place.name, key);
            }
            let mut hellos = script.threads.iter().filter(|it| it.introductions);
            let hello = hellos.find(|it| it.place == place.name);
            let hello = hello.expect(&place.name);
            assert_eq!(hello.by, place.convener);
            assert!(hello.replies.len() >= 2, "{}", place.name);
            let synonyms = house.tags.iter().flat_map(|tag| &tag.synonyms);
            for synonym in synonyms {
                // Both servers know it by the same name then.
                let used = script.threads.iter().any(|it| it.tags.contains(synonym));
                assert!(!used, "{synonym}");
            }
            for tag in &house.tags {
                let mut threads = script.threads.iter().filter(|it| it.place == place.name);
                assert!(
                    threads.any(|it| it.tags.contains(&tag.name)),
                    "{}",
                    tag.name
                );
            }
            let Some(tie) = &house.tie else { continue };
            assert_ne!(script.community(&tie.with).unwrap().at, place.at);
            assert_eq!(script.person(&tie.by).unwrap().at, place.at);
            assert!(script.writes_in(&tie.by, &place.name));
        }
        assert!(script.houses.iter().any(|house| house.tie.is_some()));
    }

    #[test]
    fn every_text_is_one_that_the_program_takes() {
        let script = read().unwrap();
        let fits = |body: &str| !body.trim().is_empty() && body.chars().count() <= BODY_MAX;
        for thread in &script.threads {
            let title = &thread.title;
            thread.kind().unwrap();
            assert!(title.chars().count() <= TITLE_MAX, "{title}");
            assert!((1..=TAGS_MAX).contains(&thread.tags.len()), "{title}");
            for tag in &thread.tags {
                assert_eq!(split_tags(tag), [tag.as_str()], "{title}");
                assert!(tag.chars().all(|c| c.is_alphanumeric() || c == '-'));
            }
            assert!(fits(&thread.body), "{title}");
            for reply in &thread.replies {
                reply.kind().unwrap();
                assert!(fits(&reply.body), "{title}");
            }
        }
    }

    #[test]
    fn one_answer_is_accepted_at_most_and_only_of_a_question() {
        let script = read().unwrap();
        for thread in &script.threads {
            let accepted: Vec<_> = thread.replies.iter().filter(|r| r.accepted).collect();
            assert!(accepted.len() <= 1, "{}", thread.title);
            for answer in accepted {
                assert_eq!(thread.kind().unwrap(), ThreadKind::Question);
                assert_eq!((answer.to, &answer.kind), (None, &None), "{}", thread.title);
            }
        }
    }

    #[test]
    fn every_community_has_ten_questions_and_something_else() {
        let script = read().unwrap();
        for community in &script.communities {
            let threads: Vec<&Thread> = script
                .threads
                .iter()
                .filter(|thread| thread.place == community.name)
                .collect();
            let (questions, others): (Vec<&Thread>, Vec<&Thread>) = threads
                .into_iter()
                .partition(|thread| thread.kind == "question");
            let is_answered = |thread: &&&Thread| thread.replies.iter().any(|r| r.accepted);
            let answered = questions.iter().filter(is_answered).count();
            assert!(questions.len() >= 10, "{}", community.name);
            assert!((5..questions.len()).contains(&answered));
            assert!(!others.is_empty(), "{}", community.name);
        }
        let unanswered = |thread: &&Thread| thread.kind == "question" && thread.replies.is_empty();
        assert!(script.threads.iter().any(|thread| unanswered(&thread)));
        assert!(script.threads.iter().any(|thread| thread.language == "de"));
    }

    #[test]
    fn nothing_leads_out_of_the_demo() {
        let script = read().unwrap();
        for (title, text) in rendered(&script) {
            for link in text.html.split("href=\"").skip(1) {
                let inside = link.starts_with('#') || link.starts_with("https://example.org");
                assert!(inside, "{title}: {link}");
            }
            assert!(
                text.mentions.is_empty(),
                "{title}: nobody is named by chance"
            );
        }
    }

    #[test]
    fn the_texts_show_what_markdown_can_do() {
        let script = read().unwrap();
        let all: String = rendered(&script)
            .into_iter()
            .map(|(_, text)| text.html)
            .collect();
        let shown = [
            "<table",
            "<details",
            "<pre><code>",
            "hl-keyword",
            "☑",
            "☐",
            "<li id=\"",
            "<blockquote",
            "<ol",
            "<h",
        ];
        for sign in shown {
            assert!(all.contains(sign), "{sign}");
        }
    }

    #[test]
    fn lengths_of_time_are_written_as_people_do() {
        let span = |text: &str| Span::try_from(text.to_owned()).map(|span| span.0);
        assert_eq!(span("35m"), Ok(TimeDelta::minutes(35)));
        assert_eq!(span("2d 4h"), Ok(TimeDelta::hours(52)));
        for bad in ["", "0m", "2", "2w", "d", "-1d", "2 d", "4294967296d"] {
            assert!(span(bad).is_err(), "{bad}");
        }
    }
}
