//! The play: who is there and who says what.

use crate::cli::Failure;
use crate::posts::model::{ReplyKind, ThreadKind};
use serde::Deserialize;

const TEXT: &str = include_str!("script.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    #[serde(rename = "server")]
    pub servers: Vec<Server>,
    #[serde(rename = "person")]
    pub people: Vec<Role>,
    #[serde(rename = "thread")]
    pub threads: Vec<Thread>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Its host name is this under `localhost`.
    pub key: String,
    pub site_name: String,
    pub description: String,
    pub community: String,
    pub title: String,
    pub focus: String,
    pub about: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    pub at: String,
    pub name: String,
    pub display_name: String,
    pub bio: String,
    /// Convener of the server's community, and administrator.
    #[serde(default)]
    pub convener: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thread {
    /// The server whose community it is in.
    #[serde(rename = "in")]
    pub place: String,
    /// `name@server`, as everywhere here.
    pub by: String,
    pub kind: String,
    pub title: String,
    pub tags: Vec<String>,
    pub body: String,
    #[serde(default)]
    pub votes: Vec<String>,
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
    pub body: String,
    #[serde(default)]
    pub accepted: bool,
    #[serde(default)]
    pub votes: Vec<String>,
}

impl Script {
    pub fn people_of<'s>(&'s self, server: &'s str) -> impl Iterator<Item = &'s Role> {
        self.people.iter().filter(move |person| person.at == server)
    }
}

impl Thread {
    pub fn kind(&self) -> Result<ThreadKind, Failure> {
        ThreadKind::parse(&self.kind).ok_or_else(|| wrong(&self.kind))
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

fn wrong(word: &str) -> Failure {
    Failure::new(format!(
        "the demo's script says {word}, which means nothing"
    ))
}

pub fn read() -> Result<Script, Failure> {
    toml::from_str(TEXT).map_err(|e| Failure::new(format!("the demo's script: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_who_speaks_is_on_the_list_and_every_reply_has_a_parent() {
        let script = read().unwrap();
        let known = |who: &String| {
            let (name, server) = who.split_once('@').unwrap();
            script.people_of(server).any(|person| person.name == name)
        };
        for thread in &script.threads {
            assert!(known(&thread.by), "{}", thread.by);
            assert!(thread.votes.iter().all(known), "{}", thread.title);
            thread.kind().unwrap();
            for (index, reply) in thread.replies.iter().enumerate() {
                assert!(known(&reply.by), "{}", reply.by);
                assert!(reply.votes.iter().all(known), "{}", thread.title);
                assert!(
                    !reply.votes.contains(&reply.by),
                    "nobody votes for themselves"
                );
                assert!(reply.to.is_none_or(|to| to < index), "{}", thread.title);
                reply.kind().unwrap();
            }
        }
        for server in &script.servers {
            assert_eq!(
                script.people_of(&server.key).filter(|p| p.convener).count(),
                1
            );
        }
    }
}
