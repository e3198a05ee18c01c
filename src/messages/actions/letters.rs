//! What communities here say to people of other servers about joining.
//!
//! To microblogs the community speaks itself, whose private word they take from an account that somebody
//! wrote to; forum software takes messages from persons only, so that there the desk speaks (design
//! README 15). How much is said to one person and to one server is bounded.

use super::super::documents::{Word, needs_chat_message, word};
use super::super::policy::may_hear;
use super::super::words;
use super::{in_its_language, inboxes_of, say};
use crate::accounts::actions::desk;
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::{Key, is_within};
use crate::accounts::settings::links;
use crate::accounts::tokens::Token;
use crate::activitypub::peers::{Dialect, meet, peer_by_host};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::Result;
use crate::jobs::{Plan, enqueue_with};
use crate::membership::actions::{Call, answer_join, call_for, report_application};
use crate::membership::jobs::{AskByMessage, TellApplicant};
use crate::membership::model::{Channel, Event, EventKind, RulesVersion};
use crate::membership::policy::{Entrance, pause_until};
use crate::membership::queries::applications::{application_by_id, list_events};
use crate::membership::queries::letters::{
    Letter, Purpose, attempt_of, close_letter, lock_letter, upsert_letter,
};
use crate::membership::queries::rules::{time_to_agree, version_by_number};
use crate::membership::queries::settings::{list_questions, settings_of};
use crate::store::{Time, Tx};
use crate::text;
use chrono::TimeDelta;

const DAY: TimeDelta = TimeDelta::days(1);
/// Letters to one person in a day, from all communities here, and to one server.
const LETTERS_TO_PERSON: i32 = 6;
const LETTERS_TO_HOST: i32 = 200;
/// Other words in a day, all of them answers: whoever writes more gets none.
const WORDS_TO_PERSON: i32 = 12;
const WORDS_TO_HOST: i32 = 500;

/// Sends what somebody is asked, if they still are. What is over the limits waits a day.
pub async fn send_letter(app: &App, work: &AskByMessage) -> Result<()> {
    let desk = desk(app).await?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let to = find_person(&mut tx, work.account).await?;
    let community = find_community(&mut tx, work.community).await?;
    let found = lock_letter(&mut tx, work.community, work.account).await?;
    let Some(mut letter) = found.filter(|letter| letter.is_open(now)) else {
        return Ok(());
    };
    // Sent again meanwhile, or another one than that which was to be called to mind.
    let recent = letter.sent_at.is_none_or(|sent| now < sent.plus(DAY));
    if work.reminder && (letter.sent != 1 || recent) {
        return Ok(());
    }
    // Somebody whose thread waits asked by themselves, and got it at once: it is not sent for the thread, too.
    if !work.reminder && letter.went_out() {
        return Ok(());
    }
    let call = call_for(&mut tx, app, &community, &to).await?;
    let is_explained = is_news(&letter, call);
    if !may_hear(&to) || (call.purpose() != Some(letter.purpose) && !is_explained) {
        close_letter(&mut tx, work.community, work.account, now).await?;
        tx.commit().await?;
        return Ok(());
    }
    if !may_be_sent(
        &mut tx,
        app,
        &to,
        ("letter", LETTERS_TO_PERSON, LETTERS_TO_HOST),
    )
    .await?
    {
        let plan = Plan {
            at: Some(now.plus(DAY)),
            unique_key: Some(format!("ask later {} {}", work.community, work.account)),
            lane: None,
        };
        enqueue_with(&mut tx, app, work, plan).await?;
        tx.commit().await?;
        return Ok(());
    }
    let body = match call {
        Call::Barred(reason, again) => in_its_language(app, &community, || {
            words::barred(&community, reason, again, &letter.about)
        }),
        _ => {
            let link = Token::mint(app);
            letter.token_hash = Some(link.hash());
            compose(
                &mut tx,
                app,
                &community,
                &mut letter,
                call,
                (&link, work.reminder),
            )
            .await?
        }
    };
    let about = (!letter.about.is_empty()).then_some(About::Post(&letter.about));
    let from = (&desk, Some(&community));
    let Some(id) = post_word(&mut tx, app, from, &to, &body, about).await? else {
        return Ok(());
    };
    letter.remember(&id);
    letter.sent = letter.sent.saturating_add(1);
    letter.sent_at = Some(now);
    upsert_letter(&mut tx, &letter).await?;
    if letter.sent == 1 && !is_explained {
        remind_later(&mut tx, app, work).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Whether all there is to say is why they cannot join by themselves: once, about what waits.
fn is_news(letter: &Letter, call: Call) -> bool {
    let barred = matches!(call, Call::Barred(_, None));
    barred && letter.purpose == Purpose::Join && letter.sent == 0
}

async fn remind_later(tx: &mut Tx, app: &App, work: &AskByMessage) -> Result<()> {
    let plan = Plan {
        at: Some(app.now().plus(DAY)),
        unique_key: Some(format!("remind {} {}", work.community, work.account)),
        lane: None,
    };
    let job = AskByMessage {
        reminder: true,
        ..work.clone()
    };
    enqueue_with(tx, app, &job, plan).await
}

async fn compose(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    letter: &mut Letter,
    call: Call,
    (link, again): (&Token, bool),
) -> Result<String> {
    let number = community.row.rules_version;
    let rules = version_by_number(tx, community.id(), number).await?;
    let rules = rules.filter(RulesVersion::has_points);
    letter.rules_version = number;
    let (entrance, questions) = match call {
        Call::Join(Entrance::Applies) => {
            let questions = list_questions(tx, community.id()).await?;
            (Entrance::Applies, questions)
        }
        _ => (Entrance::AtOnce, Vec::new()),
    };
    let note = match entrance {
        Entrance::Applies => settings_of(tx, community.id()).await?.applicants_note,
        Entrance::AtOnce => String::new(),
    };
    let until = match letter.purpose {
        Purpose::Agree => goes_on_until(tx, app, community, letter).await?,
        Purpose::Join => None,
    };
    let link = app.local.url(&format!("/join/{}", link.as_str()));
    let letter = words::Letter {
        community,
        purpose: letter.purpose,
        entrance,
        about: &letter.about,
        rules: rules.as_ref(),
        questions: &questions,
        note: &note,
        link: &link,
        until,
        again,
    };
    Ok(in_its_language(app, community, || words::letter(&letter)))
}

/// Until when a member who is asked to agree goes on as before, if that is to come.
async fn goes_on_until(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    letter: &Letter,
) -> Result<Option<Time>> {
    let until = time_to_agree(tx, community, letter.account_id).await?;
    Ok(until.filter(|until| app.now() < *until))
}

/// Whether the limits leave room for one more to this person and their server.
pub(super) async fn may_be_sent(
    tx: &mut Tx,
    app: &App,
    to: &Person,
    (what, person, host): (&str, i32, i32),
) -> Result<bool> {
    let now = app.now();
    let key = Key::account(what, to.id());
    if !is_within(tx, &key, person, DAY, now).await? {
        return Ok(false);
    }
    let key = Key::text(what, &to.actor.host);
    is_within(tx, &key, host, DAY, now).await
}

/// What a word answers.
#[derive(Debug, Clone, Copy)]
pub(super) enum About<'a> {
    /// Something that they wrote: said to microblogs, which show it below that.
    Post(&'a str),
    /// Their `Join`: their own server shows by it that they are asked something.
    Join(&'a str),
}

impl<'a> About<'a> {
    fn said(self, microblog: bool) -> Option<&'a str> {
        match self {
            Self::Post(id) => microblog.then_some(id),
            Self::Join(id) => Some(id),
        }
    }
}

/// One message, from whoever is heard there. None where nothing is sent to that server.
pub(super) async fn post_word(
    tx: &mut Tx,
    app: &App,
    (desk, community): (&Person, Option<&Community>),
    to: &Person,
    body: &str,
    about: Option<About<'_>>,
) -> Result<Option<String>> {
    meet(tx, app, &to.actor.host).await?;
    let inboxes = inboxes_of(tx, to).await?;
    if inboxes.is_empty() {
        return Ok(None);
    }
    let peer = peer_by_host(tx, &to.actor.host).await?;
    let microblog = peer
        .as_ref()
        .is_some_and(|peer| peer.dialect() == Dialect::Microblog);
    let from = match community {
        Some(community) if microblog => &community.actor,
        _ => &desk.actor,
    };
    let id = app.local.message(&app.mint_public_id());
    let note = word(
        Word {
            id: &id,
            body,
            html: &text::render(body, &links(app)).html,
            about: about.and_then(|about| about.said(microblog)),
            chat: needs_chat_message(peer.as_ref()),
            at: &app.now().wire(),
        },
        from,
        &to.actor,
    );
    let to = &to.actor;
    say(tx, app, from, to, "Create", note, &id, inboxes).await?;
    Ok(Some(id))
}

/// Answers somebody who wrote, as far as the limits allow. A reply to it is known for one about this
/// community.
pub(super) async fn reply_to(
    app: &App,
    desk: &Person,
    community: Option<&Community>,
    to: &Person,
    body: &str,
    about: Option<&str>,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let limits = ("word", WORDS_TO_PERSON, WORDS_TO_HOST);
    if !may_hear(to) || !may_be_sent(&mut tx, app, to, limits).await? {
        tx.commit().await?;
        return Ok(());
    }
    let about = about.map(About::Post);
    if let Some(id) = post_word(&mut tx, app, (desk, community), to, body, about).await?
        && let Some(community) = community
    {
        note_message(&mut tx, app, community, to, &id).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Where nothing was asked before, a letter that is settled keeps the id.
async fn note_message(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    to: &Person,
    id: &str,
) -> Result<()> {
    let now = app.now();
    let letter = lock_letter(tx, community.id(), to.id()).await?;
    let mut letter = letter.unwrap_or_else(|| Letter {
        answered_at: Some(now),
        ..Letter::new(community.id(), to.id(), Purpose::Join, now)
    });
    letter.remember(id);
    upsert_letter(tx, &letter).await?;
    Ok(())
}

/// Tells an applicant of another server what was decided or asked: by a message, or by an answer to the
/// `Join` that their server sent for them.
pub async fn tell_applicant(app: &App, work: &TellApplicant) -> Result<()> {
    let desk = desk(app).await?;
    let mut conn = app.store.read().await?;
    let to = find_person(&mut conn, work.account).await?;
    let community = find_community(&mut conn, work.community).await?;
    let found = application_by_id(&mut conn, work.community, work.application).await?;
    let Some(application) = found else {
        return Ok(());
    };
    // Whoever applied by following is told in words, too: an answer to a Follow has no room for them.
    let attempt = attempt_of(&mut conn, work.community, work.account).await?;
    let by_server = application.channel == Channel::Server && attempt.is_some();
    let settings = settings_of(&mut conn, work.community).await?;
    let events = list_events(&mut conn, work.community, work.account).await?;
    drop(conn);
    // Nothing was decided: only their own server has something to learn.
    if matches!(work.event, EventKind::Applied | EventKind::Answered) {
        return report_application(app, &community, &to).await;
    }
    let told =
        |event: &&Event| event.application_id == Some(work.application) && event.kind == work.event;
    let reason = events.iter().rev().find(told);
    let reason = reason.map_or("", |event| event.reason.as_str());
    if work.event != EventKind::MoreAsked {
        // Also who applied on another way may have asked by their server, too, which waits for a word.
        let accepted = work.event == EventKind::Approved;
        let said = match work.event {
            EventKind::Expired => in_its_language(app, &community, words::nobody_decided),
            _ => reason.to_owned(),
        };
        answer_join(app, &community, &to, accepted, &said).await?;
        if by_server {
            return Ok(());
        }
    }
    let body = match work.event {
        EventKind::Approved => {
            let home = app.local.url(&community.path());
            let (hello, task) = (&settings.welcome, &settings.first_task);
            let hello = in_its_language(app, &community, || {
                words::welcome(&community, &home, hello, task)
            });
            match reason.trim() {
                "" => hello,
                reason => format!("{hello}\n\n{}", words::quoted(reason)),
            }
        }
        event => {
            let again = pause_until(&application, settings.reapply_days);
            let body = in_its_language(app, &community, || {
                words::decided(&community, event, reason, again)
            });
            match body {
                Some(body) => body,
                None => return Ok(()),
            }
        }
    };
    let mut tx = app.store.begin().await?;
    if !may_hear(&to) {
        return Ok(());
    }
    let from = (&desk, Some(&community));
    // Also where they applied on another way and their server was told of it.
    let asks = work.event == EventKind::MoreAsked;
    let about = attempt.as_deref().filter(|_| asks).map(About::Join);
    if let Some(id) = post_word(&mut tx, app, from, &to, &body, about).await? {
        note_message(&mut tx, app, &community, &to, &id).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}
