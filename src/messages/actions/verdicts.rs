//! Telling people of other servers what a community here did about them, or with what they wrote: why, until when,
//! and what they can do who think that it is wrong. Said by the community itself or by the desk, as what is decided
//! about applications.

use super::super::policy::may_hear;
use super::super::words;
use super::letters::{About, language_of, may_be_sent, post_word};
use crate::accounts::actions::desk;
use crate::accounts::model::Viewer;
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::communities::model::ReadPolicy;
use crate::communities::queries::find_community;
use crate::error::Result;
use crate::locale;
use crate::moderation::actions::told_as;
use crate::moderation::jobs::TellOfAct;
use crate::moderation::model::{Action, Rank};
use crate::moderation::queries::act_by_id;
use crate::notifications::verdict::Verdict;
use crate::posts::queries::{find_comment, find_post};
use crate::store::{Conn, Time};
use crate::team::actions::{note_sent, offer_link};
use chrono_tz::Tz;

/// Words about acts to one person in a day, from all communities here, and to one server.
const ACTS_TO_PERSON: i32 = 6;
const ACTS_TO_HOST: i32 = 200;

/// Says it, unless it was reversed meanwhile.
pub async fn say_act(app: &App, work: &TellOfAct) -> Result<()> {
    let desk = desk(app).await?;
    let mut tx = app.store.begin().await?;
    let to = find_person(&mut tx, work.to).await?;
    let community = find_community(&mut tx, work.community).await?;
    let act = act_by_id(&mut tx, &work.act, work.community).await?;
    // What their own server removed is no act of the community.
    let ours = |act: &Action| act.rank != Rank::Origin.number() && act.undone_at.is_none();
    let Some(act) = act.filter(ours) else {
        return Ok(());
    };
    let Some(kind) = told_as(act.verb) else {
        return Ok(());
    };
    // What is for this server only does not exist for others.
    let hidden = !community.is_live() || community.row.read_policy == ReadPolicy::Server;
    if hidden || !may_hear(&to) {
        return Ok(());
    }
    let limits = ("act", ACTS_TO_PERSON, ACTS_TO_HOST);
    if !may_be_sent(&mut tx, app, &to, limits).await? {
        return Ok(());
    }
    let about = thing(&mut tx, &act).await?;
    let appeal = offer_link(&mut tx, app, &act, to.id()).await?;
    let team = app.local.url(&format!("{}/about", community.path()));
    let body = locale::in_locale(language_of(app, &community), || {
        let until = act.until.map(Time::utc);
        let until = until.map(|end| locale::date(end, Tz::UTC));
        let verdict = Verdict {
            kind,
            of_reply: act.comment_id.is_some(),
            place: community.title(),
            reason: &act.reason,
            until: until.as_deref(),
        };
        words::verdict(&verdict, about.as_deref(), appeal.as_deref(), &team)
    });
    let from = (&desk, Some(&community));
    let about = about.as_deref().map(About::Post);
    let Some(id) = post_word(&mut tx, app, from, &to, &body, about).await? else {
        return Ok(());
    };
    if appeal.is_some() {
        note_sent(&mut tx, act.id, &id).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// The address of what it is about, where they wrote it.
async fn thing(conn: &mut Conn, act: &Action) -> Result<Option<String>> {
    let system = &Viewer::System;
    if let Some(id) = act.comment_id {
        let reply = find_comment(conn, system, id).await?;
        return Ok(reply.map(|reply| reply.ap_id));
    }
    let Some(id) = act.post_id else {
        return Ok(None);
    };
    Ok(find_post(conn, system, id).await?.map(|post| post.ap_id))
}
