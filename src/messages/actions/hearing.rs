//! What people of other servers write to a community here or to the desk: that they want to join, that they
//! agree, and their answers. None of it is kept as a message; what is not understood is answered with help,
//! a few times.

use super::super::policy::may_hear;
use super::super::reading::{HelpWish, Reading, asks_to_join, names, read, wish_to_help};
use super::super::words;
use super::helping::{take_no_everywhere, take_wish};
use super::letters::{language_of, reply_to};
use super::teams::{hear_answer, hear_from_banned, hear_of_ban};
use crate::accounts::actions::desk;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::rate_limits::{Key, is_first, is_within};
use crate::activitypub::ids::LocalThing;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::policy::is_known_to;
use crate::communities::queries::{community_by_handle, list_in_order};
use crate::error::{Error, FieldError, Reason, Result};
use crate::ids::CommunityId;
use crate::locale;
use crate::membership::actions::{
    ANSWERS, Call, JoinForm, Joined, agree, answer_more, ask_anew, call_for, is_told_by_server,
    join, report_application,
};
use crate::membership::model::{Channel, Question};
use crate::membership::policy::Entrance;
use crate::membership::queries::letters::{Letter, Purpose, letter_of, list_letters_of};
use crate::membership::queries::settings::{list_questions, settings_of};
use crate::posts::arrived::Arrived;
use crate::store::Time;
use crate::team::actions::write_to_team;
use crate::text;
use chrono::TimeDelta;

const DAY: TimeDelta = TimeDelta::days(1);
/// How often in a day somebody is helped who was not understood, and how often they get the same letter
/// for asking.
const HELP_MAX: i32 = 3;
const ASKED_MAX: i32 = 3;
/// How often in a day a server is told that an answer of somebody there was not taken.
const REPORTED_MAX: i32 = 6;

/// The account that speaks for communities; see `accounts`.
const DESK: &str = "desk";

/// To whom something was written that is no post.
#[derive(Debug, Clone, Copy)]
pub enum Desk<'a> {
    /// The desk of this server.
    Server,
    Of(&'a Community),
}

/// Whether what came from another server, signed by its author, is for a desk: a message to the account of
/// that name or to a community alone, an answer to what was said to them, or a mention of a community
/// that says JOIN and nothing else.
pub fn desk_for<'a>(app: &App, arrived: &Arrived, addressed: &'a [Community]) -> Option<Desk<'a>> {
    let named: Vec<String> = arrived
        .addressed
        .iter()
        .filter_map(|id| match app.local.parse(id) {
            Some(LocalThing::Person(name)) => Some(name),
            _ => None,
        })
        .collect();
    if named.iter().any(|name| name != DESK) {
        return None;
    }
    let group = addressed.iter().find(|community| community.is_local());
    let Some(group) = group else {
        return (!named.is_empty() && !arrived.public).then_some(Desk::Server);
    };
    let followers = group.actor.followers_url.as_ref();
    let ours_only = arrived.addressed.iter().all(|id| app.local.is_local(id));
    let alone = ours_only && !arrived.addressed.iter().any(|id| Some(id) == followers);
    let answers = arrived
        .in_reply_to
        .as_ref()
        .is_some_and(|id| matches!(app.local.parse(id), Some(LocalThing::Message(_))));
    // In a community that only members read, a narrow reply is one of its replies.
    let apart = group.is_open_to_read() || arrived.in_reply_to.is_none();
    let direct = !arrived.public && alone && apart && arrived.name.is_none();
    let begins = arrived.name.is_none() && arrived.in_reply_to.is_none();
    let wishes = begins && asks_to_join(&text::plain(&arrived.body_html));
    (direct || answers || wishes).then_some(Desk::Of(group))
}

/// Does what somebody wrote to a desk asks for, and answers.
pub async fn hear(app: &App, who: &Person, to: Desk<'_>, arrived: &Arrived) -> Result<()> {
    if !may_hear(who) || is_repeated(app, arrived).await? {
        return Ok(());
    }
    let text = text::plain(&arrived.body_html);
    let desk = desk(app).await?;
    if let Some((wish, name)) = wish_to_help(&text) {
        return hear_helper(app, &desk, who, to, arrived, (&wish, &name)).await;
    }
    let reading = read(&text, &[]);
    let said = (arrived, reading.words.as_str());
    let asks = reading.join.is_some();
    if !asks && Box::pin(hear_answer(app, &desk, who, said)).await? {
        return Ok(());
    }
    let places = places_of(app, who, to, arrived, (&reading, &text)).await?;
    if places.is_empty() && !asks && Box::pin(hear_of_ban(app, &desk, who, said)).await? {
        return Ok(());
    }
    let [community] = places.as_slice() else {
        let body = locale::in_locale(app.languages.default_locale(), || match places.is_empty() {
            true => words::which_community(),
            false => words::which_of(&places),
        });
        return help(app, &desk, None, who, (body.as_str(), arrived)).await;
    };
    if !asks && Box::pin(hear_from_banned(app, &desk, who, community, said)).await? {
        return Ok(());
    }
    let visit = Visit {
        app,
        desk: &desk,
        who,
        community,
        arrived,
        text: &text,
    };
    // What is wrong with an answer is said in its language, too.
    locale::scope(
        language_of(app, community),
        Box::pin(visit.answer(&reading)),
    )
    .await
}

/// Somebody says yes or no to being asked about questions: in the community that they wrote to, or in the
/// one that they name.
async fn hear_helper(
    app: &App,
    desk: &Person,
    who: &Person,
    to: Desk<'_>,
    arrived: &Arrived,
    (wish, name): (&HelpWish, &str),
) -> Result<()> {
    // The letters that ask are the desk's where forums are read, and say no more than to write this.
    if matches!((to, wish), (Desk::Server, HelpWish::No)) && name.is_empty() {
        take_no_everywhere(app, desk, who, &arrived.id).await?;
        return note_heard(app, arrived).await;
    }
    let place = match to {
        Desk::Of(community) => Some(community.clone()),
        Desk::Server => {
            let mut conn = app.store.read().await?;
            let named = community_by_handle(&mut conn, name, &app.local.host).await?;
            named.filter(Community::is_local)
        }
    };
    let Some(place) = place.filter(is_there) else {
        let body = locale::in_locale(app.languages.default_locale(), words::help_where);
        return help(app, desk, None, who, (body.as_str(), arrived)).await;
    };
    let taken = take_wish(app, desk, (who, &place), wish, &arrived.id);
    locale::scope(language_of(app, &place), Box::pin(taken)).await?;
    note_heard(app, arrived).await
}

/// The same text of the same message comes more than once (Lemmy, Mitra). It is noted at the end, so
/// that what failed halfway is done again.
async fn is_repeated(app: &App, arrived: &Arrived) -> Result<bool> {
    let mut tx = app.store.begin().await?;
    let key = heard_key(arrived);
    // Not committed: only looked at.
    let first = is_first(&mut tx, &key, TimeDelta::days(7), app.now()).await?;
    Ok(!first)
}

pub(super) async fn note_heard(app: &App, arrived: &Arrived) -> Result<()> {
    let mut tx = app.store.begin().await?;
    is_first(&mut tx, &heard_key(arrived), TimeDelta::days(7), app.now()).await?;
    tx.commit().await?;
    Ok(())
}

fn heard_key(arrived: &Arrived) -> Key {
    let version = arrived.updated.map(Time::wire);
    let version = version.unwrap_or_default();
    Key::text("heard", &format!("{} {version}", arrived.id))
}

/// The communities that it may be about: the one it was written to, the one they name, the one that what
/// they answer was about, or those that wait for an answer of theirs; where none does, the one that asked
/// them last.
async fn places_of(
    app: &App,
    who: &Person,
    to: Desk<'_>,
    arrived: &Arrived,
    (reading, text): (&Reading, &str),
) -> Result<Vec<Community>> {
    if let Desk::Of(community) = to {
        let live = Some(community.clone()).filter(Community::is_live);
        return Ok(live.into_iter().collect());
    }
    let mut conn = app.store.read().await?;
    if let Some(name) = reading.join.as_deref().filter(|name| !name.is_empty()) {
        let named = community_by_handle(&mut conn, name, &app.local.host).await?;
        let named = named.filter(|community| community.is_local() && is_there(community));
        return Ok(named.into_iter().collect());
    }
    let letters = list_letters_of(&mut conn, who.id()).await?;
    let ids: Vec<CommunityId> = letters.iter().map(|letter| letter.community_id).collect();
    let mut places = list_in_order(&mut conn, &ids).await?;
    places.retain(is_there);
    let meant = meant(&letters, &places, arrived, &names(text), app.now());
    places.retain(|place| meant.contains(&place.id()));
    Ok(places)
}

/// Which of those that asked them something somebody means.
fn meant(
    letters: &[Letter],
    places: &[Community],
    arrived: &Arrived,
    names: &[String],
    now: Time,
) -> Vec<CommunityId> {
    let answered = arrived.in_reply_to.as_ref();
    let about = |letter: &&Letter| answered.is_some_and(|id| letter.message_ids.0.contains(id));
    if let Some(letter) = letters.iter().find(about) {
        return vec![letter.community_id];
    }
    let is_named = |place: &&Community| names.contains(&place.actor.name.to_lowercase());
    let named: Vec<CommunityId> = places.iter().filter(is_named).map(Community::id).collect();
    if !named.is_empty() {
        return named;
    }
    // Not all programs say what a message answers: of several that wait it could be any.
    let waits = |letter: &&Letter| letter.is_open(now) && letter.was_sent();
    let waiting = letters.iter().filter(waits);
    let waiting: Vec<CommunityId> = waiting.map(|letter| letter.community_id).collect();
    if !waiting.is_empty() {
        return waiting;
    }
    let unsent = letters.iter().find(|letter| letter.is_open(now));
    let last = unsent.or(letters.first());
    last.map(|letter| letter.community_id).into_iter().collect()
}

/// What is for this server only does not exist for others.
fn is_there(community: &Community) -> bool {
    community.is_live() && is_known_to(&Viewer::Anonymous, community)
}

async fn help(
    app: &App,
    desk: &Person,
    community: Option<&Community>,
    who: &Person,
    (body, arrived): (&str, &Arrived),
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let key = Key::account("help", who.id());
    let helped = is_within(&mut tx, &key, HELP_MAX, DAY, app.now()).await?;
    tx.commit().await?;
    if helped {
        reply_to(app, desk, community, who, body, Some(&arrived.id)).await?;
    }
    note_heard(app, arrived).await
}

/// Somebody at the desk of a community, with what they brought.
struct Visit<'a> {
    app: &'a App,
    desk: &'a Person,
    who: &'a Person,
    community: &'a Community,
    arrived: &'a Arrived,
    text: &'a str,
}

impl Visit<'_> {
    async fn answer(&self, reading: &Reading) -> Result<()> {
        let mut conn = self.app.store.read().await?;
        let call = call_for(&mut conn, self.app, self.community, self.who).await?;
        let letter = letter_of(&mut conn, self.community.id(), self.who.id()).await?;
        let note = settings_of(&mut conn, self.community.id()).await?;
        let questions = match call {
            Call::Join(Entrance::Applies) => list_questions(&mut conn, self.community.id()).await?,
            _ => Vec::new(),
        };
        drop(conn);
        let asks = reading.join.is_some();
        match call {
            Call::Join(_) if asks => self.ask(Purpose::Join).await,
            Call::Agree if asks => self.ask(Purpose::Agree).await,
            Call::Join(_) => self.apply(letter, &questions, &note.applicants_note).await,
            Call::Agree => self.agree(letter, reading).await,
            Call::More if !asks => self.answer_more(reading).await,
            Call::More | Call::Waits => self.wait(call).await,
            Call::Member if asks || reading.agrees => {
                self.help(&words::member_already(self.community)).await
            }
            Call::Member => self.pass_on(&reading.words, "").await,
            Call::Barred(reason, again) => {
                let why = words::barred(self.community, reason, again, "");
                // What is for this server only has no team for others.
                let unheard = matches!(reason, Reason::OutsideServer | Reason::Suspended);
                match asks || reading.agrees || unheard {
                    true => self.help(&why).await,
                    false => self.pass_on(&reading.words, &why).await,
                }
            }
        }
    }

    /// Sends the rules and questions, again if need be. What is on its way already counts for nothing.
    async fn ask(&self, purpose: Purpose) -> Result<()> {
        let now = self.app.now();
        let (place, version) = (self.community.id(), self.community.row.rules_version);
        let mut tx = self.app.store.begin().await?;
        let letter = letter_of(&mut tx, place, self.who.id()).await?;
        let on_its_way = letter.is_some_and(|letter| letter.is_on_its_way(purpose, version, now));
        let who = format!("{place} {}", self.who.id());
        let key = Key::text("asked", &who);
        if !on_its_way && is_within(&mut tx, &key, ASKED_MAX, DAY, now).await? {
            ask_anew(&mut tx, self.app, self.community, self.who, purpose).await?;
        }
        is_first(&mut tx, &heard_key(self.arrived), TimeDelta::days(7), now).await?;
        tx.commit().await?;
        self.app.wake_workers();
        Ok(())
    }

    /// They may join, and wrote something else than that they want to: the answer to a letter, if they
    /// have read one.
    async fn apply(
        &self,
        letter: Option<Letter>,
        questions: &[Question],
        note: &str,
    ) -> Result<()> {
        let reading = read(self.text, questions);
        let now = self.app.now();
        let open = letter.filter(|letter| letter.is_open(now) && letter.was_sent());
        let Some(letter) = open.filter(|letter| letter.purpose == Purpose::Join) else {
            // Who agrees without having read the rules lately reads them first.
            return match reading.agrees {
                true => self.ask(Purpose::Join).await,
                false => {
                    let how = words::how_to_join(self.community);
                    self.pass_on(&reading.words, &how).await
                }
            };
        };
        let says_something = reading.agrees || reading.answers.iter().any(|each| !each.is_empty());
        if !says_something {
            return self.not_understood(&[]).await;
        }
        let form = JoinForm {
            agreed: reading.agrees.then_some(letter.rules_version),
            answers: reading.answers,
        };
        let joined = join(self.app, self.who, self.community, &form, Channel::Reply).await;
        match joined {
            Ok(Joined::Member) => self.welcome().await,
            Ok(Joined::Applied) => self.say(&words::applied(self.community, note)).await,
            Err(Error::Invalid(wrong)) if self.rules_have_changed(&letter) => {
                tracing::debug!(?wrong, "the rules changed since they were sent");
                self.ask(Purpose::Join).await
            }
            Err(Error::Invalid(wrong)) => self.not_understood(&problems(&wrong, questions)).await,
            Err(Error::Refused(reason)) => self.refuse(reason).await,
            Err(error) => Err(error),
        }
    }

    fn rules_have_changed(&self, letter: &Letter) -> bool {
        letter.rules_version != self.community.row.rules_version
    }

    async fn agree(&self, letter: Option<Letter>, reading: &Reading) -> Result<()> {
        let now = self.app.now();
        let open = letter.filter(|letter| letter.is_open(now) && letter.was_sent());
        let read = open
            .filter(|letter| letter.purpose == Purpose::Agree && !self.rules_have_changed(letter));
        let Some(letter) = read else {
            return self.ask(Purpose::Agree).await;
        };
        if !reading.agrees {
            return self.not_understood(&[]).await;
        }
        let seen = Some(letter.rules_version);
        match agree(self.app, self.who, self.community, seen, Channel::Reply).await {
            Ok(waited) => self.say(&words::agreed(self.community, waited)).await,
            Err(Error::Refused(reason)) => self.refuse(reason).await,
            Err(Error::Invalid(_)) => self.ask(Purpose::Agree).await,
            Err(error) => Err(error),
        }
    }

    /// They have applied, and say nothing that anybody asked them.
    async fn wait(&self, call: Call) -> Result<()> {
        if call == Call::More {
            self.report().await?;
        }
        let by_server = self.is_told_by_server().await?;
        self.say(&words::waits(self.community, by_server)).await
    }

    async fn answer_more(&self, reading: &Reading) -> Result<()> {
        let words = &reading.words;
        let by_server = self.is_told_by_server().await?;
        let answered = answer_more(self.app, self.who, self.community, words, Channel::Reply);
        match answered.await {
            Ok(()) => {
                self.say(&words::more_taken(self.community, by_server))
                    .await
            }
            Err(Error::Invalid(wrong)) => {
                self.report().await?;
                self.not_understood(&problems(&wrong, &[])).await
            }
            Err(Error::Refused(reason)) => self.refuse(reason).await,
            Err(error) => Err(error),
        }
    }

    async fn is_told_by_server(&self) -> Result<bool> {
        let mut conn = self.app.store.read().await?;
        is_told_by_server(&mut conn, self.community, self.who).await
    }

    /// Their own server, if it knows of the application, takes what they write for the answer to what they were
    /// asked, and is told that it was none.
    async fn report(&self) -> Result<()> {
        let mut tx = self.app.store.begin().await?;
        let who = format!("{} {}", self.community.id(), self.who.id());
        let key = Key::text("reported", &who);
        let told = is_within(&mut tx, &key, REPORTED_MAX, DAY, self.app.now()).await?;
        tx.commit().await?;
        match told {
            true => report_application(self.app, self.community, self.who).await,
            false => Ok(()),
        }
    }

    async fn welcome(&self) -> Result<()> {
        let mut conn = self.app.store.read().await?;
        let settings = settings_of(&mut conn, self.community.id()).await?;
        drop(conn);
        let home = self.app.local.url(&self.community.path());
        let (hello, task) = (&settings.welcome, &settings.first_task);
        self.say(&words::welcome(self.community, &home, hello, task))
            .await
    }

    /// What answers nothing that they were asked is for those who look after the community. `then`: what else there is
    /// to say.
    async fn pass_on(&self, said: &str, then: &str) -> Result<()> {
        let id = Some(self.arrived.id.as_str());
        match write_to_team(self.app, self.who, self.community, said, id).await {
            Ok(_) => {
                self.help(&words::passed_to_team(self.community, then))
                    .await
            }
            Err(Error::Refused(_) | Error::Invalid(_)) => self.not_understood(&[]).await,
            Err(error) => Err(error),
        }
    }

    async fn refuse(&self, reason: Reason) -> Result<()> {
        self.help(&words::barred(self.community, reason, None, ""))
            .await
    }

    async fn not_understood(&self, problems: &[String]) -> Result<()> {
        self.help(&words::not_understood(self.community, problems))
            .await
    }

    async fn say(&self, body: &str) -> Result<()> {
        let (community, about) = (Some(self.community), Some(self.arrived.id.as_str()));
        reply_to(self.app, self.desk, community, self.who, body, about).await?;
        note_heard(self.app, self.arrived).await
    }

    async fn help(&self, body: &str) -> Result<()> {
        let community = Some(self.community);
        let said = (body, self.arrived);
        help(self.app, self.desk, community, self.who, said).await
    }
}

/// What is wrong, in the order of the questions, each named by its number.
fn problems(wrong: &[FieldError], questions: &[Question]) -> Vec<String> {
    let line = |error: &FieldError| {
        let at = ANSWERS.iter().position(|field| *field == error.field);
        let question = at.and_then(|at| questions.get(at));
        match (at, question) {
            (Some(at), Some(question)) => {
                words::wrong_answer(at.saturating_add(1), question, &error.message)
            }
            _ => error.message.to_string(),
        }
    };
    wrong.iter().map(line).collect()
}
