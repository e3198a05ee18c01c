//! The script, acted out: each line by its speaker on their own server, the next one when the other
//! server has heard it.

use super::script::{Reply, Role, Script, Server, Thread};
use super::{Demo, PASSWORD};
use crate::accounts::actions::{create_account, resume, sign_in, update_profile};
use crate::accounts::model::{Client, NewAccount, Person, ProfileForm, ServerRole, Signed, Viewer};
use crate::accounts::queries::person_by_handle;
use crate::accounts::settings::{self, SettingsForm};
use crate::app::App;
use crate::cli::{Failure, say};
use crate::communities::actions::follow;
use crate::communities::federation::{Resolved, resolve_handle};
use crate::communities::model::{Community, FollowState};
use crate::communities::queries::follows::follow_by_pair;
use crate::membership::actions::{CommunityForm, open_community};
use crate::posts::actions::{ReplyDraft, ThreadDraft, accept_answer, reply, start_thread};
use crate::posts::model::{Comment, Post};
use crate::posts::queries::{comment_by_ap_id, post_by_ap_id};
use crate::voting::actions::{vote_on_comment, vote_on_post};
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::time::Instant;

/// For one line to reach the other server; on a slow machine the first ones take some seconds.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(50);

pub async fn play(demo: &Demo, script: &Script) -> Result<(), Failure> {
    for server in &script.servers {
        found(demo, script, server).await?;
    }
    for person in &script.people {
        join(demo, script, person).await?;
    }
    for thread in &script.threads {
        Box::pin(speak(demo, script, thread)).await?;
    }
    Ok(())
}

/// People, their profiles, and the community.
async fn found(demo: &Demo, script: &Script, server: &Server) -> Result<(), Failure> {
    let app = demo.app(&server.key)?;
    let mut conn = app.store.read().await?;
    let form = SettingsForm {
        site_name: server.site_name.clone(),
        site_description: server.description.clone(),
        ..SettingsForm::from(&settings::load(app, &mut conn).await?)
    };
    drop(conn);
    settings::change(app, &Viewer::System, &form).await?;
    for person in script.people_of(&server.key) {
        let made = make(app, person).await?;
        if person.convener {
            let form = CommunityForm {
                name: server.community.clone(),
                title: server.title.clone(),
                focus: server.focus.clone(),
                description: server.about.clone(),
                language: "en".to_owned(),
                ..CommunityForm::default()
            };
            open_community(app, &Viewer::System, &made, &form).await?;
        }
        say(format_args!(
            "  {} has an account on {}",
            person.display_name, server.site_name
        ));
    }
    Ok(())
}

async fn make(app: &App, role: &Role) -> Result<Person, Failure> {
    let new = NewAccount {
        name: role.name.clone(),
        email: format!("{}@example.com", role.name),
        password: PASSWORD.to_owned(),
    };
    let rank = if role.convener {
        ServerRole::Admin
    } else {
        ServerRole::Member
    };
    create_account(app, &Viewer::System, &new, rank).await?;
    let profile = ProfileForm {
        display_name: role.display_name.clone(),
        bio: role.bio.clone(),
        language: "en".to_owned(),
        ..ProfileForm::default()
    };
    update_profile(app, &signed_in(app, &role.name).await?, &profile).await?;
    find(app, &role.name).await
}

async fn signed_in(app: &App, name: &str) -> Result<Signed, Failure> {
    let client = Client {
        address: Ipv4Addr::LOCALHOST.into(),
        user_agent: "demo".to_owned(),
    };
    let session = sign_in(app, &client, name, PASSWORD).await?;
    let signed = resume(app, &session.token).await?;
    signed.ok_or_else(|| Failure::new(format!("{name} cannot sign in")))
}

async fn find(app: &App, name: &str) -> Result<Person, Failure> {
    let mut conn = app.store.read().await?;
    let found = person_by_handle(&mut conn, name, &app.local.host).await?;
    found.ok_or_else(|| Failure::new(format!("there is no {name}")))
}

/// Everybody follows both communities; the other one over the wire.
async fn join(demo: &Demo, script: &Script, role: &Role) -> Result<(), Failure> {
    let app = demo.app(&role.at)?;
    let person = find(app, &role.name).await?;
    for server in &script.servers {
        let community = place(demo, app, server).await?;
        follow(app, &person, &community).await?;
        let (follower, target) = (person.actor.id, community.actor.id);
        wait(
            &format!("{} follows {}", role.name, server.community),
            async || {
                let mut conn = app.store.read().await?;
                let follow = follow_by_pair(&mut conn, follower, target).await?;
                Ok(follow
                    .filter(|follow| follow.state == FollowState::Accepted)
                    .map(drop))
            },
        )
        .await?;
        if server.key != role.at {
            say(format_args!(
                "  {} follows {}, and was accepted",
                role.display_name, server.title
            ));
        }
    }
    Ok(())
}

/// The community of a server as another one sees it.
async fn place(demo: &Demo, app: &App, server: &Server) -> Result<Community, Failure> {
    let host = &demo.app(&server.key)?.local.host;
    let handle = format!("!{}@{host}", server.community);
    match resolve_handle(app, &handle).await? {
        Resolved::Community(community) => Ok(*community),
        Resolved::Person(_) => Err(Failure::new(format!("{handle} is a person"))),
    }
}

/// Somebody who speaks, where they are.
async fn speaker<'d>(demo: &'d Demo, who: &str) -> Result<(&'d App, Person), Failure> {
    let (name, server) = who.split_once('@').unwrap_or((who, ""));
    let app = demo.app(server)?;
    Ok((app, find(app, name).await?))
}

async fn speak(demo: &Demo, script: &Script, thread: &Thread) -> Result<(), Failure> {
    let server = script
        .servers
        .iter()
        .find(|server| server.key == thread.place);
    let server =
        server.ok_or_else(|| Failure::new(format!("there is no server {}", thread.place)))?;
    let (app, author) = speaker(demo, &thread.by).await?;
    let community = place(demo, app, server).await?;
    let draft = ThreadDraft {
        title: thread.title.clone(),
        body: thread.body.trim().to_owned(),
        tags: thread.tags.clone(),
        ..ThreadDraft::default()
    };
    let post = start_thread(app, &author, community.id(), thread.kind()?, &draft).await?;
    everywhere(demo, script, &post.ap_id, post_on).await?;
    say(format_args!(
        "  {}: {}",
        author.display_name(),
        thread.title
    ));
    let mut replies: Vec<String> = Vec::new();
    for line in &thread.replies {
        let parent = line.to.and_then(|to| replies.get(to));
        let said = answer(demo, script, &post.ap_id, parent.map(String::as_str), line).await?;
        replies.push(said);
    }
    for voter in &thread.votes {
        let (app, person) = speaker(demo, voter).await?;
        let post = here(post_on(app, &post.ap_id).await?, &post.ap_id)?;
        vote_on_post(app, &person, post.id, 1).await?;
    }
    let accepted = thread
        .replies
        .iter()
        .zip(&replies)
        .find(|(line, _)| line.accepted);
    if let Some((_, answer)) = accepted {
        accept(demo, script, &thread.by, &post.ap_id, answer).await?;
    }
    Ok(())
}

/// The id under which both servers know the reply.
async fn answer(
    demo: &Demo,
    script: &Script,
    post: &str,
    parent: Option<&str>,
    line: &Reply,
) -> Result<String, Failure> {
    let (app, author) = speaker(demo, &line.by).await?;
    let post = here(post_on(app, post).await?, post)?;
    let parent = match parent {
        Some(id) => Some(here(comment_on(app, id).await?, id)?.id),
        None => None,
    };
    let draft = ReplyDraft {
        body: line.body.trim().to_owned(),
        kind: line.kind()?,
        ..ReplyDraft::default()
    };
    let comment = reply(app, &author, post.id, parent, &draft).await?;
    everywhere(demo, script, &comment.ap_id, comment_on).await?;
    for voter in &line.votes {
        let (app, person) = speaker(demo, voter).await?;
        let there = here(comment_on(app, &comment.ap_id).await?, &comment.ap_id)?;
        vote_on_comment(app, &person, there.id, 1).await?;
    }
    Ok(comment.ap_id)
}

async fn accept(
    demo: &Demo,
    script: &Script,
    by: &str,
    post: &str,
    answer: &str,
) -> Result<(), Failure> {
    let (app, asker) = speaker(demo, by).await?;
    let (thread, chosen) = (
        here(post_on(app, post).await?, post)?,
        here(comment_on(app, answer).await?, answer)?,
    );
    accept_answer(app, &asker, thread.id, chosen.id).await?;
    for server in &script.servers {
        let app = demo.app(&server.key)?;
        wait("the accepted answer is known on both servers", async || {
            let post = post_on(app, post).await?;
            Ok(post.and_then(|post| post.accepted_comment_id).map(drop))
        })
        .await?;
    }
    say(format_args!(
        "  {} accepts an answer, on both servers",
        asker.display_name()
    ));
    Ok(())
}

async fn post_on(app: &App, ap_id: &str) -> Result<Option<Post>, Failure> {
    let mut conn = app.store.read().await?;
    Ok(post_by_ap_id(&mut conn, &Viewer::System, ap_id).await?)
}

async fn comment_on(app: &App, ap_id: &str) -> Result<Option<Comment>, Failure> {
    let mut conn = app.store.read().await?;
    Ok(comment_by_ap_id(&mut conn, &Viewer::System, ap_id).await?)
}

fn here<T>(found: Option<T>, ap_id: &str) -> Result<T, Failure> {
    found.ok_or_else(|| Failure::new(format!("{ap_id} is not here")))
}

/// Waits until every server has it.
async fn everywhere<T, F>(demo: &Demo, script: &Script, ap_id: &str, look: F) -> Result<(), Failure>
where
    F: AsyncFn(&App, &str) -> Result<Option<T>, Failure>,
{
    for server in &script.servers {
        let app = demo.app(&server.key)?;
        let what = format!("{ap_id} is on {}", server.site_name);
        wait(&what, async || Ok(look(app, ap_id).await?.map(drop))).await?;
    }
    Ok(())
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
