//! Joining and applying, by whoever wants to.

use super::deciding::{answered_cause, applied_cause, tell_abroad, tell_deciders};
use super::inviting::{By, count_use, given_by, invitation_of, own_invitation};
use super::members::{Told, check_reason, note, set_state, state_of, take_in};
use super::reporting::name_application;
use super::rules::{keep_agreement, version_seen};
use crate::accounts::model::Person;
use crate::accounts::queries::logins::address_by_account;
use crate::accounts::rate_limits::{Key, begin_write, is_within};
use crate::accounts::tokens::Token;
use crate::activitypub::peers::peer_by_host;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, FieldError, Reason, Result};
use crate::ids::AccountId;
use crate::jobs::{Plan, enqueue_with};
use crate::locale::in_locale;
use crate::membership::jobs::ExpireApplication;
use crate::membership::model::{
    Answer, Application, ApplicationId, Channel, EventKind, MembershipState, NewApplication,
    Question, QuestionKind,
};
use crate::membership::policy::{self, Candidate, Entrance};
use crate::membership::queries::applications::{
    insert_application, last_application, list_events, lock_application, update_answers,
    update_state,
};
use crate::membership::queries::figures::{Figure, count_figure};
use crate::membership::queries::letters::close_letter;
use crate::membership::queries::settings::{list_questions, settings_of};
use crate::membership::queries::{membership_of, standing};
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::delete_unread;
use crate::store::{Conn, Json, Tx};
use chrono::TimeDelta;

/// After so many days nobody waits any more.
pub const PATIENCE_DAYS: i64 = 30;

const DAY: TimeDelta = TimeDelta::days(1);
/// Applications of one person to one community in a day, and of all people of another server.
const APPLIED_MAX: i32 = 3;
const APPLIED_FROM_HOST_MAX: i32 = 20;

/// Characters of one answer.
pub const ANSWER_MAX: usize = 4_000;

/// Fields of the answers, in the order of the questions; there are never more.
pub const ANSWERS: [&str; 10] = [
    "answer_1",
    "answer_2",
    "answer_3",
    "answer_4",
    "answer_5",
    "answer_6",
    "answer_7",
    "answer_8",
    "answer_9",
    "answer_10",
];

/// What somebody says who wants to join, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JoinForm {
    /// Number of the version of the rules that they read and agree to.
    pub agreed: Option<i32>,
    /// In the order of the questions; of a tick anything that is not empty.
    pub answers: Vec<String>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    Member,
    /// The conveners decide.
    Applied,
}

/// Joins one of our communities, or applies to. Errors: `Invalid` for `agree` and `answer_1`…, and the
/// reasons of [`policy::may_join`].
pub async fn join(
    app: &App,
    person: &Person,
    community: &Community,
    form: &JoinForm,
    channel: Channel,
) -> Result<Joined> {
    come_in(app, person, community, form, channel, By::Name).await
}

/// The same by the link of an invitation into it.
pub async fn join_invited(
    app: &App,
    person: &Person,
    community: &Community,
    form: &JoinForm,
    token: &Token,
) -> Result<Joined> {
    let by = By::Link(token);
    come_in(app, person, community, form, Channel::Page, by).await
}

/// The same by the word of their own server, which may have shown them an invitation.
pub(super) async fn join_by_server(
    app: &App,
    person: &Person,
    community: &Community,
    form: &JoinForm,
    invite: Option<&str>,
) -> Result<Joined> {
    let by = invite.map_or(By::Name, By::Invite);
    come_in(app, person, community, form, Channel::Server, by).await
}

async fn come_in(
    app: &App,
    person: &Person,
    community: &Community,
    form: &JoinForm,
    channel: Channel,
    by: By<'_>,
) -> Result<Joined> {
    let mut tx = begin_write(app, person.id()).await?;
    let community = find_community(&mut tx, community.id()).await?;
    let standing = standing(&mut tx, person, &community, app.now()).await?;
    let settings = settings_of(&mut tx, community.id()).await?;
    let invitation = invitation_of(&mut tx, app, &community, person, by).await?;
    let candidate = Candidate {
        invited: invitation.as_ref().map(given_by),
        ..candidate(&mut tx, app, &community, person, settings.reapply_days).await?
    };
    let domains = &settings.email_domains.0;
    let entrance = policy::may_join(&standing, &community, &candidate, domains, app.now())?;
    let questions = match entrance {
        Entrance::Applies => list_questions(&mut tx, community.id()).await?,
        Entrance::AtOnce => Vec::new(),
    };
    let seen = version_seen(&mut tx, &community, form.agreed).await;
    let answers = check_answers(&questions, &form.answers);
    let (version, answers) = both(seen, answers)?;
    let mut told = Told {
        application: None,
        by: Some(person.id()),
        reason: "",
        channel,
    };
    let joined = match entrance {
        Entrance::AtOnce => {
            take_in(&mut tx, app, &community, person, &settings, told).await?;
            Joined::Member
        }
        Entrance::Applies => {
            count_application(&mut tx, app, &community, person).await?;
            let number = version.as_ref().map_or(0, |version| version.number);
            let new = NewApplication {
                community_id: community.id(),
                account_id: person.id(),
                state: MembershipState::Applied,
                channel,
                answers: Json(answers),
                rules_version: number,
                applied_at: app.now(),
                changed_at: app.now(),
            };
            let id = apply(&mut tx, app, &community, person, &new).await?;
            told.application = Some(id);
            note(&mut tx, app, &community, person, EventKind::Applied, told).await?;
            name_application(&mut tx, app, &community, person, (id, channel)).await?;
            Joined::Applied
        }
    };
    if let Some(invitation) = &invitation {
        count_use(&mut tx, app, person, invitation).await?;
    }
    close_letter(&mut tx, community.id(), person.id(), app.now()).await?;
    // Only now there is a membership to keep it with.
    if let Some(version) = &version {
        keep_agreement(&mut tx, app, person, version, channel).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(joined)
}

/// Nobody fills a desk: neither one person by applying and withdrawing, nor one server with many people.
pub(super) async fn count_application(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
) -> Result<()> {
    let now = app.now();
    let who = format!("{} {}", community.id(), person.id());
    let key = Key::text("apply", &who);
    if !is_within(tx, &key, APPLIED_MAX, DAY, now).await? {
        return Err(Reason::AppliedTooOften.into());
    }
    if person.actor.local {
        return Ok(());
    }
    let from = format!("{} {}", community.id(), person.actor.host);
    let key = Key::text("apply from", &from);
    if !is_within(tx, &key, APPLIED_FROM_HOST_MAX, DAY, now).await? {
        return Err(Reason::AppliedTooOften.into());
    }
    Ok(())
}

pub(super) async fn apply(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
    new: &NewApplication,
) -> Result<ApplicationId> {
    let id = insert_application(tx, new).await?;
    set_state(tx, app, community, person.id(), new.state).await?;
    let local = person.actor.local;
    count_figure(tx, community.id(), Figure::Applied, local, app.now()).await?;
    let cause = applied_cause(id);
    tell_deciders(tx, app, community, person, NoticeKind::Applied, &cause).await?;
    let plan = Plan {
        at: Some(app.now().plus(TimeDelta::days(PATIENCE_DAYS))),
        ..Plan::default()
    };
    let job = ExpireApplication {
        community: community.id(),
        application: id,
    };
    enqueue_with(tx, app, &job, plan).await?;
    Ok(id)
}

/// Everything that is wrong with a form is said at once.
fn both<A, B>(one: Result<A>, other: Result<B>) -> Result<(A, B)> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(Error::Invalid(mut wrong)), Err(Error::Invalid(more))) => {
            wrong.extend(more);
            Err(Error::Invalid(wrong))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// What is known of somebody who wants to join.
pub async fn candidate(
    conn: &mut Conn,
    app: &App,
    community: &Community,
    person: &Person,
    reapply_days: i32,
) -> Result<Candidate> {
    let membership = membership_of(conn, community.id(), person.id()).await?;
    let last = last_application(conn, community.id(), person.id()).await?;
    let invitation = own_invitation(conn, app, community, person.id()).await?;
    Ok(Candidate {
        invited: invitation.as_ref().map(given_by),
        state: membership.map(|membership| membership.state),
        domain: confirmed_domain(conn, person.id()).await?,
        pause_until: last.and_then(|last| policy::pause_until(&last, reapply_days)),
        leaks: leaks(conn, person).await?,
    })
}

/// As far as it is known what their server runs.
async fn leaks(conn: &mut Conn, person: &Person) -> Result<bool> {
    if person.actor.local {
        return Ok(false);
    }
    let peer = peer_by_host(conn, &person.actor.host).await?;
    let read = peer.filter(|peer| peer.nodeinfo_at.is_some());
    Ok(read.is_some_and(|peer| {
        !policy::keeps_private(peer.software.as_deref(), peer.version.as_deref())
    }))
}

/// The domain of the e-mail address at which somebody has shown that they read. One that they only gave
/// opens nothing.
async fn confirmed_domain(conn: &mut Conn, account: AccountId) -> Result<Option<String>> {
    let known = address_by_account(conn, account).await?;
    let confirmed = known.filter(|known| known.is_confirmed);
    let address = confirmed.and_then(|known| known.email);
    let domain = |address: String| Some(address.rsplit_once('@')?.1.to_owned());
    Ok(address.and_then(domain))
}

/// The answers beside their questions, or what is wrong with each.
fn check_answers(questions: &[Question], given: &[String]) -> Result<Vec<Answer>> {
    let mut wrong = Vec::new();
    let mut answers = Vec::new();
    let fields = ANSWERS.into_iter().zip(questions).enumerate();
    for (at, (field, question)) in fields {
        let given = given.get(at).map(String::as_str).unwrap_or_default();
        match check_answer(question, given) {
            Ok(answer) => answers.push(Answer {
                question: question.label.clone(),
                answer,
            }),
            Err(message) => wrong.push(FieldError {
                field,
                message: message.into(),
            }),
        }
    }
    if wrong.is_empty() {
        Ok(answers)
    } else {
        Err(Error::Invalid(wrong))
    }
}

/// An answer as it is kept, or what is wrong with it, as a sentence.
pub fn check_answer(question: &Question, given: &str) -> Result<String, String> {
    let given = given.replace("\r\n", "\n").trim().to_owned();
    if given.is_empty() {
        return match (question.required, question.kind) {
            (true, QuestionKind::Tick) => Err(t!("membership-wrong-tick")),
            (true, QuestionKind::Choice) => Err(t!("membership-wrong-choice")),
            (true, QuestionKind::Text) => Err(t!("membership-wrong-answer-none")),
            (false, QuestionKind::Tick) => Ok("no".to_owned()),
            (false, _) => Ok(String::new()),
        };
    }
    match question.kind {
        QuestionKind::Tick => Ok("yes".to_owned()),
        QuestionKind::Choice if !question.choices.0.contains(&given) => {
            Err(t!("membership-wrong-choice-other"))
        }
        QuestionKind::Text if given.chars().count() > ANSWER_MAX => {
            Err(t!("membership-wrong-answer-long", most = ANSWER_MAX))
        }
        QuestionKind::Choice | QuestionKind::Text => Ok(given),
    }
}

/// The applicant answers what the conveners asked. Then they decide again.
pub async fn answer_more(
    app: &App,
    person: &Person,
    community: &Community,
    text: &str,
    channel: Channel,
) -> Result<()> {
    let answer = check_reason(text).map_err(|_| too_long())?;
    if answer.is_empty() {
        return Err(Error::invalid("more", t!("membership-wrong-answer-none")));
    }
    let mut tx = begin_write(app, person.id()).await?;
    let (community, application) = own_open(&mut tx, community, person).await?;
    let standing = standing(&mut tx, person, &community, app.now()).await?;
    policy::may_answer_more(&standing, &community, application.state)?;
    let question = last_asked(&mut tx, app, &community, person, application.id).await?;
    let mut answers = application.answers;
    answers.0.push(Answer { question, answer });
    update_answers(&mut tx, application.id, &answers).await?;
    let state = MembershipState::Applied;
    update_state(&mut tx, application.id, state, app.now()).await?;
    set_state(&mut tx, app, &community, person.id(), state).await?;
    let told = Told {
        application: Some(application.id),
        by: Some(person.id()),
        reason: "",
        channel,
    };
    note(&mut tx, app, &community, person, EventKind::Answered, told).await?;
    let cause = answered_cause(application.id, answers.0.len());
    let kind = NoticeKind::ApplicationAnswered;
    tell_deciders(&mut tx, app, &community, person, kind, &cause).await?;
    tell_abroad(
        &mut tx,
        app,
        &community,
        person,
        application.id,
        EventKind::Answered,
    )
    .await?;
    // Nothing is asked of them any more.
    let (own, kind) = ([person.id()], NoticeKind::MoreAsked);
    delete_unread(&mut tx, &own, community.id(), kind, "").await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Whoever waits for a decision applies once more, by their own server, which did not know or shows them other
/// questions by now: the application they have goes on with these answers. Those to other questions stay. Errors:
/// those of [`join`], and `DecidedAlready` where nobody waits any more.
pub(super) async fn apply_again(
    app: &App,
    person: &Person,
    community: &Community,
    form: &JoinForm,
) -> Result<()> {
    let mut tx = begin_write(app, person.id()).await?;
    let (community, application) = own_open(&mut tx, community, person).await?;
    let standing = standing(&mut tx, person, &community, app.now()).await?;
    policy::may_apply_again(&standing, &community, application.state)?;
    let questions = list_questions(&mut tx, community.id()).await?;
    let seen = version_seen(&mut tx, &community, form.agreed).await;
    let (version, given) = both(seen, check_answers(&questions, &form.answers))?;
    if let Some(version) = &version {
        keep_agreement(&mut tx, app, person, version, Channel::Server).await?;
    }
    let answers = Json(renewed(&application.answers.0, given));
    if answers == application.answers {
        tx.commit().await?;
        return Ok(());
    }
    count_application(&mut tx, app, &community, person).await?;
    update_answers(&mut tx, application.id, &answers).await?;
    let told = Told {
        application: Some(application.id),
        by: Some(person.id()),
        reason: "",
        channel: Channel::Server,
    };
    note(&mut tx, app, &community, person, EventKind::Answered, told).await?;
    let cause = answered_cause(application.id, answers.0.len());
    let kind = NoticeKind::ApplicationAnswered;
    tell_deciders(&mut tx, app, &community, person, kind, &cause).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Answers, each in the place of an earlier one to the same question.
fn renewed(before: &[Answer], given: Vec<Answer>) -> Vec<Answer> {
    let is_left = |old: &&Answer| !given.iter().any(|new| new.question == old.question);
    let left: Vec<Answer> = before.iter().filter(is_left).cloned().collect();
    given.into_iter().chain(left).collect()
}

/// What the conveners asked last about an application, in their words.
async fn last_asked(
    conn: &mut Conn,
    app: &App,
    community: &Community,
    person: &Person,
    application: ApplicationId,
) -> Result<String> {
    let events = list_events(conn, community.id(), person.id()).await?;
    let asked = events.into_iter().rev().find(|event| {
        event.kind == EventKind::MoreAsked && event.application_id == Some(application)
    });
    let words = asked.map(|event| event.reason);
    let locale = app.languages.of(&community.row.language);
    Ok(words.unwrap_or_else(|| in_locale(locale, || t!("membership-asked-afterwards"))))
}

fn too_long() -> Error {
    Error::invalid("more", t!("membership-wrong-answer-too-long"))
}

/// Takes one's own application back.
pub async fn withdraw(app: &App, person: &Person, community: &Community) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let (community, application) = own_open(&mut tx, community, person).await?;
    let state = MembershipState::Left;
    update_state(&mut tx, application.id, state, app.now()).await?;
    if state_of(&mut tx, &community, person.id()).await? != Some(MembershipState::Member) {
        set_state(&mut tx, app, &community, person.id(), state).await?;
    }
    let told = Told {
        application: Some(application.id),
        by: Some(person.id()),
        reason: "",
        channel: Channel::Page,
    };
    note(&mut tx, app, &community, person, EventKind::Withdrawn, told).await?;
    let local = person.actor.local;
    count_figure(&mut tx, community.id(), Figure::Withdrawn, local, app.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// The open application of somebody, locked.
async fn own_open(
    tx: &mut Tx,
    community: &Community,
    person: &Person,
) -> Result<(Community, Application)> {
    let community = find_community(tx, community.id()).await?;
    let last = last_application(tx, community.id(), person.id()).await?;
    let last = last.ok_or(Error::NotFound("application"))?;
    let locked = lock_application(tx, community.id(), last.id).await?;
    let application = locked.filter(Application::is_open);
    Ok((community, application.ok_or(Reason::DecidedAlready)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::CommunityId;

    fn question(kind: QuestionKind, required: bool) -> Question {
        Question {
            community_id: CommunityId(1),
            position: 1,
            kind,
            label: "Why?".to_owned(),
            help: String::new(),
            choices: Json(vec!["Wood".to_owned(), "Metal".to_owned()]),
            required,
        }
    }

    #[test]
    fn answers_fit_their_questions() {
        use QuestionKind::{Choice, Text, Tick};
        let long = "x".repeat(ANSWER_MAX + 1);
        let cases = [
            (Text, true, " ", None),
            (Text, false, "", Some("")),
            (Text, true, " Glue\r\nand wood ", Some("Glue\nand wood")),
            (Text, true, long.as_str(), None),
            (Choice, true, "", None),
            (Choice, true, "Stone", None),
            (Choice, true, "Wood", Some("Wood")),
            (Tick, true, "", None),
            (Tick, false, "", Some("no")),
            (Tick, true, "on", Some("yes")),
        ];
        for (kind, required, given, expected) in cases {
            let answer = check_answer(&question(kind, required), given);
            assert_eq!(answer.ok().as_deref(), expected, "{kind} {given:?}");
        }
    }

    #[test]
    fn later_answers_take_the_place_of_earlier_ones_to_the_same_questions() {
        let answer = |question: &str, answer: &str| Answer {
            question: question.to_owned(),
            answer: answer.to_owned(),
        };
        let before = [answer("Why?", "Glue."), answer("How many?", "Two.")];
        let given = vec![answer("Why?", "Wood."), answer("Where?", "Home")];
        let whole = [given.clone(), vec![answer("How many?", "Two.")]].concat();
        assert_eq!(renewed(&before, given), whole);
        assert_eq!(renewed(&before, Vec::new()), before);
    }

    #[test]
    fn every_wrong_answer_is_named() {
        let questions = [
            question(QuestionKind::Text, true),
            question(QuestionKind::Text, false),
            question(QuestionKind::Tick, true),
        ];
        let Err(Error::Invalid(wrong)) = check_answers(&questions, &[]) else {
            panic!("two answers are missing");
        };
        let fields: Vec<&str> = wrong.iter().map(|error| error.field).collect();
        assert_eq!(fields, ["answer_1", "answer_3"]);
    }
}
