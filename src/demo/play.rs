//! The script, acted out: everything by its speaker on their own server, with the time that it is of.
//! Whoever answers must have heard what they answer, so all threads come first, then all replies to
//! them, then all replies to those: there are few rounds in which one server waits for the other.
//!
//! - `belonging` opens communities and has people join them
//! - `amending` has them change what was said, and make articles of it
//! - `keeping` furnishes the libraries, and has two communities work together

mod amending;
mod belonging;
mod keeping;

use super::clock::at;
use super::script::{Place, Reply, Role, Script, Server, Thread, wrong};
use super::{Demo, PASSWORD};
use crate::accounts::actions::{Entry, create_account, resume, sign_in, update_profile};
use crate::accounts::model::{Client, NewAccount, Person, ProfileForm, ServerRole, Signed, Viewer};
use crate::accounts::queries::person_by_handle;
use crate::accounts::settings::{self, SettingsForm};
use crate::app::{App, Clock, SystemClock};
use crate::cli::{Failure, say};
use crate::communities::federation::{Resolved, resolve_handle};
use crate::communities::model::Community;
use crate::ids::CommentId;
use crate::moderation::actions::make_introductions;
use crate::posts::actions::{ReplyDraft, ThreadDraft, accept_answer, reply, start_thread};
use crate::posts::model::{Comment, Drawn, Post};
use crate::posts::queries::{comment_by_ap_id, post_by_ap_id};
use crate::store::{Time, repeatable};
use crate::voting::actions::{vote_on_comment, vote_on_post};
use chrono::TimeDelta;
use futures_util::future::try_join_all;
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::time::Instant;

/// For one line to reach the other server; on a slow machine the first ones take some seconds.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(50);
/// How long ago people and communities came. Nothing is said before, and what is older than thirty days
/// would not be delivered any more.
pub const BEGINNING: TimeDelta = TimeDelta::days(29);
/// After so long an asker has tried an answer and accepts it.
const TRIED: TimeDelta = TimeDelta::hours(2);
/// After so long the author of a text has looked at what is suggested for it.
pub const DECIDED: TimeDelta = TimeDelta::hours(1);

struct Stage<'d> {
    demo: &'d Demo,
    script: &'d Script,
    /// When the play began; the story counts back from it.
    now: Time,
}

/// A thread of the script that was begun, with the ids under which both servers know it and its replies.
pub struct Said<'d> {
    pub line: &'d Thread,
    pub post: String,
    pub replies: BTreeMap<usize, String>,
}

/// Returns when all but the votes has reached both servers; those are on their way.
pub async fn play<'d>(demo: &'d Demo, script: &'d Script) -> Result<Vec<Said<'d>>, Failure> {
    let now = Time::new(SystemClock.now());
    let stage = Stage { demo, script, now };
    // The databases go with the temporary folder: nothing need wait for the disk.
    repeatable(Box::pin(stage.act())).await
}

impl<'d> Said<'d> {
    fn accepted(&self) -> Option<(&'d Reply, &str)> {
        let mut lines = self.line.replies.iter().enumerate();
        let (index, line) = lines.find(|(_, line)| line.accepted)?;
        let id = self.replies.get(&index)?;
        Some((line, id.as_str()))
    }
}

impl<'d> Stage<'d> {
    async fn act(&self) -> Result<Vec<Said<'d>>, Failure> {
        let beginning = self.now.minus(BEGINNING);
        for server in &self.script.servers {
            at(beginning, Box::pin(self.found(server))).await?;
        }
        for place in &self.script.communities {
            at(beginning, Box::pin(self.open(place))).await?;
        }
        Box::pin(self.join()).await?;
        let mut said = Box::pin(self.begin()).await?;
        Box::pin(self.answer(&mut said)).await?;
        Box::pin(self.accept(&said)).await?;
        Box::pin(self.amend(&said)).await?;
        Box::pin(self.distil(&mut said)).await?;
        Box::pin(self.vote(&said)).await?;
        Box::pin(self.keep(&said)).await?;
        Ok(said)
    }

    /// What the server calls itself, and its people.
    async fn found(&self, server: &Server) -> Result<(), Failure> {
        let app = self.demo.app(&server.key)?;
        let mut conn = app.store.read().await?;
        let form = SettingsForm {
            site_name: server.site_name.clone(),
            site_description: server.description.clone(),
            ..SettingsForm::from(&settings::load(app, &mut conn).await?)
        };
        drop(conn);
        settings::change(app, &Viewer::System, &form).await?;
        let people: Vec<&Role> = self.script.people_of(&server.key).collect();
        let making = people.iter().map(|role| Box::pin(make(app, role)));
        try_join_all(making).await?;
        let names: Vec<&str> = people
            .iter()
            .map(|role| role.display_name.as_str())
            .collect();
        let (names, site) = (names.join(", "), &server.site_name);
        say(format_args!("  On {site} there are {names}"));
        Ok(())
    }

    /// All threads but those that are made of others.
    async fn begin(&self) -> Result<Vec<Said<'d>>, Failure> {
        let mut said = Vec::new();
        let lines = self.script.threads.iter();
        for line in lines.filter(|line| line.made_of.is_none()) {
            said.push(Box::pin(self.start(line, None)).await?);
        }
        for thread in &said {
            self.everywhere(&thread.post, post_on).await?;
        }
        say(format_args!("  {} threads are on both", said.len()));
        Ok(said)
    }

    async fn start(&self, line: &'d Thread, drawn: Option<Drawn>) -> Result<Said<'d>, Failure> {
        let (app, author) = self.speaker(&line.by).await?;
        let place = self.script.community(&line.place)?;
        let community = self.place(app, place).await?;
        let draft = ThreadDraft {
            title: line.title.clone(),
            body: line.body.trim().to_owned(),
            tags: line.tags.clone(),
            language: line.language.clone(),
            drawn,
            ..ThreadDraft::default()
        };
        let when = self.began(line);
        let post = if line.introductions {
            let work = make_introductions(app, &author, &community, &draft);
            at(when, Box::pin(work)).await?
        } else {
            let work = start_thread(app, &author, community.id(), line.kind()?, &draft);
            at(when, Box::pin(work)).await?
        };
        Ok(Said {
            line,
            post: post.ap_id,
            replies: BTreeMap::new(),
        })
    }

    async fn answer(&self, said: &mut [Said<'d>]) -> Result<(), Failure> {
        let mut replies = 0;
        for depth in 0.. {
            let new = self.round(said, depth).await?;
            if new == 0 {
                break;
            }
            replies += new;
        }
        say(format_args!("  {replies} answers and comments are on both"));
        Ok(())
    }

    /// Everything that is said at this depth of its thread, and how much that was.
    async fn round(&self, said: &mut [Said<'d>], depth: usize) -> Result<usize, Failure> {
        let mut new = Vec::new();
        for thread in said.iter_mut() {
            let talk = thread.line;
            for (index, line) in talk.replies.iter().enumerate() {
                if talk.depth(index) != depth {
                    continue;
                }
                let id = self.reply(thread, line).await?;
                new.push(id.clone());
                thread.replies.insert(index, id);
            }
        }
        for id in &new {
            self.everywhere(id, comment_on).await?;
        }
        Ok(new.len())
    }

    async fn reply(&self, thread: &Said<'_>, line: &Reply) -> Result<String, Failure> {
        let (app, author) = self.speaker(&line.by).await?;
        let post = here(post_on(app, &thread.post).await?, &thread.post)?;
        let parent = match line.to.and_then(|to| thread.replies.get(&to)) {
            Some(id) => Some(here(comment_on(app, id).await?, id)?.id),
            None => None,
        };
        let language = line.language.as_ref().unwrap_or(&thread.line.language);
        let draft = ReplyDraft {
            body: line.body.trim().to_owned(),
            kind: line.kind()?,
            language: language.clone(),
            ..ReplyDraft::default()
        };
        let when = self.began(thread.line).plus(line.after.0);
        let work = reply(app, &author, post.id, parent, &draft);
        Ok(at(when, Box::pin(work)).await?.ap_id)
    }

    async fn accept(&self, said: &[Said<'_>]) -> Result<(), Failure> {
        let mut accepted = Vec::new();
        for thread in said {
            let Some((line, answer)) = thread.accepted() else {
                continue;
            };
            let (app, asker) = self.speaker(&thread.line.by).await?;
            let post = here(post_on(app, &thread.post).await?, &thread.post)?;
            let chosen = here(comment_on(app, answer).await?, answer)?;
            let when = self.began(thread.line).plus(line.after.0).plus(TRIED);
            let work = accept_answer(app, &asker, post.id, chosen.id);
            at(when.min(self.now), Box::pin(work)).await?;
            accepted.push(&thread.post);
        }
        for post in &accepted {
            self.everywhere(post, accepted_on).await?;
        }
        let count = accepted.len();
        say(format_args!("  {count} answers are accepted on both"));
        Ok(())
    }

    async fn vote(&self, said: &[Said<'_>]) -> Result<(), Failure> {
        for thread in said {
            let talk = thread.line;
            for (voter, value) in ballots(&talk.votes, &talk.down) {
                let (app, voter) = self.speaker(voter).await?;
                let post = here(post_on(app, &thread.post).await?, &thread.post)?;
                Box::pin(vote_on_post(app, &voter, post.id, value)).await?;
            }
            for (index, id) in &thread.replies {
                let Some(line) = talk.replies.get(*index) else {
                    continue;
                };
                for (voter, value) in ballots(&line.votes, &line.down) {
                    let (app, voter) = self.speaker(voter).await?;
                    let comment = here(comment_on(app, id).await?, id)?;
                    Box::pin(vote_on_comment(app, &voter, comment.id, value)).await?;
                }
            }
        }
        Ok(())
    }

    fn began(&self, thread: &Thread) -> Time {
        self.now.minus(thread.ago.0)
    }

    /// Somebody who speaks, where they are.
    async fn speaker(&self, name: &str) -> Result<(&'d App, Person), Failure> {
        let app = self.demo.app(&self.script.person(name)?.at)?;
        Ok((app, find(app, name).await?))
    }

    /// A community as this server sees it.
    async fn place(&self, app: &App, place: &Place) -> Result<Community, Failure> {
        let host = &self.demo.app(&place.at)?.local.host;
        let handle = format!("!{}@{host}", place.name);
        match resolve_handle(app, &handle).await? {
            Resolved::Community(community) => Ok(*community),
            Resolved::Person(_) => Err(Failure::new(format!("{handle} is a person"))),
        }
    }

    /// Waits until every server has it.
    async fn everywhere<T, F>(&self, ap_id: &str, look: F) -> Result<(), Failure>
    where
        F: AsyncFn(&App, &str) -> Result<Option<T>, Failure>,
    {
        for server in &self.script.servers {
            let app = self.demo.app(&server.key)?;
            let what = format!("{ap_id} is on {}", server.site_name);
            wait(&what, async || Ok(look(app, ap_id).await?.map(drop))).await?;
        }
        Ok(())
    }
}

async fn make(app: &App, role: &Role) -> Result<(), Failure> {
    let new = NewAccount {
        name: role.name.clone(),
        email: format!("{}@example.com", role.name),
        password: PASSWORD.to_owned(),
    };
    let rank = match role.admin {
        true => ServerRole::Admin,
        false => ServerRole::Member,
    };
    create_account(app, &Viewer::System, &new, rank).await?;
    let profile = ProfileForm {
        display_name: role.display_name.clone(),
        headline: role.headline.clone(),
        bio: role.bio.clone(),
        expertise: role.expertise.clone(),
        place: role.place.clone(),
        offers: role.offers.clone(),
        seeks: role.seeks.clone(),
        language: role.language.clone(),
        ..ProfileForm::default()
    };
    update_profile(app, &signed_in(app, &role.name).await?, &profile).await?;
    Ok(())
}

async fn signed_in(app: &App, name: &str) -> Result<Signed, Failure> {
    let client = Client {
        address: Ipv4Addr::LOCALHOST.into(),
        user_agent: "demo".to_owned(),
    };
    let Entry::Session(session) = sign_in(app, &client, name, PASSWORD).await? else {
        return Err(Failure::new(format!("{name} signs in with a code, too")));
    };
    let signed = resume(app, &session.token).await?;
    signed.ok_or_else(|| Failure::new(format!("{name} cannot sign in")))
}

async fn find(app: &App, name: &str) -> Result<Person, Failure> {
    let mut conn = app.store.read().await?;
    let found = person_by_handle(&mut conn, name, &app.local.host).await?;
    found.ok_or_else(|| Failure::new(format!("there is no {name}")))
}

/// Who votes, and how.
fn ballots<'s>(up: &'s [String], down: &'s [String]) -> impl Iterator<Item = (&'s str, i16)> {
    let up = up.iter().map(|voter| (voter.as_str(), 1));
    up.chain(down.iter().map(|voter| (voter.as_str(), -1)))
}

async fn post_on(app: &App, ap_id: &str) -> Result<Option<Post>, Failure> {
    let mut conn = app.store.read().await?;
    Ok(post_by_ap_id(&mut conn, &Viewer::System, ap_id).await?)
}

async fn comment_on(app: &App, ap_id: &str) -> Result<Option<Comment>, Failure> {
    let mut conn = app.store.read().await?;
    Ok(comment_by_ap_id(&mut conn, &Viewer::System, ap_id).await?)
}

async fn accepted_on(app: &App, ap_id: &str) -> Result<Option<CommentId>, Failure> {
    let post = post_on(app, ap_id).await?;
    Ok(post.and_then(|post| post.accepted_comment_id))
}

/// The thread of this key.
fn keyed<'s, 'd>(said: &'s [Said<'d>], key: &str) -> Result<&'s Said<'d>, Failure> {
    let mut threads = said.iter();
    let found = threads.find(|thread| thread.line.key == key);
    found.ok_or_else(|| wrong(key))
}

fn here<T>(found: Option<T>, ap_id: &str) -> Result<T, Failure> {
    found.ok_or_else(|| Failure::new(format!("{ap_id} is not here")))
}

async fn wait<F>(what: &str, look: F) -> Result<(), Failure>
where
    F: AsyncFn() -> Result<Option<()>, Failure>,
{
    let end = Instant::now() + PATIENCE;
    while look().await?.is_none() {
        if Instant::now() > end {
            return Err(Failure::new(format!("waited in vain until {what}")));
        }
        tokio::time::sleep(LOOK).await;
    }
    Ok(())
}
