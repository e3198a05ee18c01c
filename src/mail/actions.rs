//! Queueing mails, sending them, and what people want to get.

use super::mailer::{CONVERSATION, NotTaken};
use super::message::{self, Envelope};
use super::model::{Letter, MailId, MailKind, MailState, NewMail, QueuedMail};
use super::queries::{self, Settled};
use super::unsubscribe;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::jobs::{Job, Plan, enqueue_with};
use crate::locale::{self, Locale};
use crate::store::{Conn, Tx};
use chrono::TimeDelta;
use std::time::Duration;

/// For the jobs that send mails: `Job::DEADLINE`. A slow mail server is given up before, so that how it
/// ended is noted.
pub const DEADLINE: Duration = Duration::from_secs(CONVERSATION.as_secs() + 30);

/// How long a mail is tried that the mail server does not take.
const PATIENCE: TimeDelta = TimeDelta::days(3);
/// How often a mail is tried that cannot be sent for a fault of ours: as often as its job is.
const TRIES: i32 = 3;
/// Why a mail is dropped that is composed already.
const NOT_READ: &str =
    "the recipient does not want it any more, or reads no mail at the address that is known";
/// Longer words of a mail server are cut.
const REASON_MAX: usize = 500;

/// Puts a mail into the queue, in the transaction of its cause; call `app.wake_workers()` after the
/// commit. The job composes it and ends with [`send`] or [`drop_mail`], and then with [`end_try`].
pub async fn queue<J: Job>(
    tx: &mut Tx,
    app: &App,
    new: &NewMail<'_>,
    job: impl FnOnce(MailId) -> J,
) -> Result<()> {
    let message_id = format!("{:032x}", app.chance());
    let id = queries::insert_mail(tx, new, &message_id, app.now()).await?;
    // A lane of its own, so that a mail that has to wait holds no other one back; and all of one group, since
    // mail servers dislike many connections, and one that is silent must not take all the room there is.
    let plan = Plan {
        lane: Some(format!("mail:{message_id}")),
        ..Plan::default()
    };
    enqueue_with(tx, app, &job(id), plan).await
}

/// The same for an account that wants mails of this kind; of others nothing is kept.
pub async fn queue_if_wanted<J: Job>(
    tx: &mut Tx,
    app: &App,
    account: AccountId,
    kind: MailKind,
    job: impl FnOnce(MailId) -> J,
) -> Result<()> {
    if queries::address_for(tx, account, kind).await?.is_none() {
        return Ok(());
    }
    let new = NewMail {
        kind,
        account: Some(account),
        address: None,
    };
    queue(tx, app, &new, job).await
}

/// Ends one try of a job that sends a mail. Where it failed for a fault of ours, administrators see so beside
/// the mail, which is given up with its job.
pub async fn end_try(app: &App, id: MailId, tried: Result<()>) -> Result<()> {
    if let Err(error) = &tried
        && error.is_ours()
    {
        note_fault(app, id, error).await?;
    }
    tried
}

async fn note_fault(app: &App, id: MailId, error: &Error) -> Result<()> {
    let Some(mail) = take(app, id).await? else {
        return Ok(());
    };
    let cause = std::error::Error::source(error).map(ToString::to_string);
    let reason = format!(
        "a fault of this server: {}",
        cause.unwrap_or_else(|| locale::in_locale(Locale::english(), || error.to_string()))
    );
    let is_old = app.now().since(mail.created_at) >= PATIENCE;
    if is_old || (!error.may_pass() && mail.attempts + 1 >= TRIES) {
        let settled = Settled {
            state: MailState::Failed,
            subject: "",
            body: None,
            reason: Some(shortened(&reason)),
        };
        return settle(app, &mail, &settled).await;
    }
    note_attempt(app, &mail, &reason).await
}

/// What a job is to send; none when it has been settled before. From here on the job speaks the language of whom
/// the mail is for, if they have an account.
pub async fn take(app: &App, id: MailId) -> Result<Option<QueuedMail>> {
    let mut conn = app.store.read().await?;
    let mail = queries::queued_mail(&mut conn, id).await?;
    if let Some(account) = mail.as_ref().and_then(|mail| mail.account) {
        let chosen = queries::locale_of(&mut conn, account).await?;
        locale::speak(app.languages.of(&chosen));
    }
    Ok(mail)
}

/// Nobody wants it any more; `why` is for administrators.
pub async fn drop_mail(app: &App, mail: &QueuedMail, why: &str) -> Result<()> {
    let settled = Settled {
        state: MailState::Dropped,
        subject: "",
        body: None,
        reason: Some(why),
    };
    settle(app, mail, &settled).await
}

/// Sends what a job has composed and settles its row. An error that may pass means: not now. A process
/// that dies between the mail server's yes and our note of it sends the mail twice, with one Message-ID.
pub async fn send(app: &App, mail: &QueuedMail, letter: &Letter) -> Result<()> {
    let mut conn = app.store.read().await?;
    let to = recipient(&mut conn, mail).await?;
    let site = queries::site_name(&mut conn).await?;
    drop(conn);
    let Some(to) = to else {
        return drop_mail(app, mail, NOT_READ).await;
    };
    let site = site.unwrap_or_else(|| app.local.host.clone());
    let letter = message::flattened(letter);
    let Some((from, from_name)) = app.mailer.sender() else {
        return keep_for_administrators(app, mail, &letter, &site).await;
    };
    let stop = stopping(app, mail).await?;
    let envelope = Envelope {
        site: &site,
        host: app.local.root.host_str().unwrap_or("localhost"),
        from,
        from_name,
        to: &to,
        unsubscribe: stop.as_deref(),
        at: app.now().utc().into(),
    };
    let message = message::compose(mail, &letter, &envelope)?;
    if !note_try(app, mail).await? {
        return Ok(());
    }
    let outcome = app.mailer.send(message).await;
    note(app, mail, &letter.subject, &to, outcome).await
}

/// Before the mail server is asked: what cannot be written now, on a disk that is full, could not be written
/// afterwards either, and the mail would go again with every try of its job. False when it is to go no more.
async fn note_try(app: &App, mail: &QueuedMail) -> Result<bool> {
    let mut tx = app.store.begin().await?;
    let waits = queries::note_try(&mut tx, mail).await?;
    tx.commit().await?;
    Ok(waits)
}

async fn recipient(conn: &mut Conn, mail: &QueuedMail) -> Result<Option<String>> {
    match (&mail.address, mail.account) {
        (Some(address), _) => Ok(Some(address.clone())),
        (None, Some(account)) => Ok(queries::address_for(conn, account, mail.kind).await?),
        (None, None) => Ok(None),
    }
}

async fn stopping(app: &App, mail: &QueuedMail) -> Result<Option<String>> {
    match mail.account {
        Some(account) if mail.kind.can_be_declined() => {
            Ok(Some(unsubscribe::address(app, account, mail.kind).await?))
        }
        _ => Ok(None),
    }
}

/// Of a mail without a link that nobody else can hand over only its subject is kept.
async fn keep_for_administrators(
    app: &App,
    mail: &QueuedMail,
    letter: &Letter,
    site: &str,
) -> Result<()> {
    let text = message::text(letter, site, None)?;
    let settled = Settled {
        state: MailState::Unsent,
        subject: &letter.subject,
        body: mail.kind.brings_a_link().then_some(text.as_str()),
        reason: None,
    };
    settle(app, mail, &settled).await
}

async fn note(
    app: &App,
    mail: &QueuedMail,
    subject: &str,
    to: &str,
    outcome: Result<(), NotTaken>,
) -> Result<()> {
    let is_new = app.now().since(mail.created_at) < PATIENCE;
    let reason = match outcome {
        Ok(()) => {
            let sent = ended(MailState::Sent, subject, None);
            return settle(app, mail, &sent).await;
        }
        Err(NotTaken::Refused(reason)) => {
            return give_up_recipient(app, mail, subject, to, &reason).await;
        }
        Err(NotTaken::ForNow(reason)) => reason,
        Err(NotTaken::RefusedUs(reason)) => {
            format!("the mail server refuses this server, not the recipient: {reason}")
        }
    };
    if is_new {
        return put_off(app, mail, &reason).await;
    }
    log_given_up(mail);
    let reason = format!("given up after three days: {reason}");
    settle(app, mail, &ended(MailState::Failed, subject, Some(&reason))).await
}

/// Nobody reads at the address of this mail. Where it was for an account nothing more goes there until somebody
/// has shown that they read there, but what they ask for just then.
async fn give_up_recipient(
    app: &App,
    mail: &QueuedMail,
    subject: &str,
    to: &str,
    reason: &str,
) -> Result<()> {
    log_given_up(mail);
    let settled = ended(MailState::Failed, subject, Some(reason));
    let mut tx = app.store.begin().await?;
    queries::settle_mail(&mut tx, mail, &settled, app.now()).await?;
    if let Some(account) = mail.account {
        queries::upsert_refusal(&mut tx, account, to, app.now()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The mail server's words may name the recipient, whom the log need not know.
fn log_given_up(mail: &QueuedMail) {
    tracing::warn!(
        mail = mail.id.0,
        "a mail was given up; /admin/mails says why"
    );
}

fn ended<'a>(state: MailState, subject: &'a str, reason: Option<&'a str>) -> Settled<'a> {
    Settled {
        state,
        subject,
        body: None,
        reason: reason.map(shortened),
    }
}

async fn put_off(app: &App, mail: &QueuedMail, reason: &str) -> Result<()> {
    note_attempt(app, mail, reason).await?;
    Err(Error::peer_for_now(
        "the mail server did not take it; /admin/mails says why",
    ))
}

async fn note_attempt(app: &App, mail: &QueuedMail, reason: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    queries::note_attempt(&mut tx, mail, shortened(reason)).await?;
    tx.commit().await?;
    Ok(())
}

fn shortened(reason: &str) -> &str {
    let end = reason.char_indices().nth(REASON_MAX);
    let end = end.map_or(reason.len(), |(at, _)| at);
    reason.get(..end).unwrap_or_default()
}

async fn settle(app: &App, mail: &QueuedMail, settled: &Settled<'_>) -> Result<()> {
    let mut tx = app.store.begin().await?;
    queries::settle_mail(&mut tx, mail, settled, app.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Which kinds somebody wants; each that can be declined, with yes or no.
pub async fn list_choices(app: &App, account: AccountId) -> Result<Vec<(MailKind, bool)>> {
    let mut conn = app.store.read().await?;
    let declined = queries::list_declined(&mut conn, account).await?;
    let choice = |kind: MailKind| (kind, !declined.contains(&kind));
    Ok(MailKind::CHOICES.map(choice).into())
}

/// Exactly these kinds are wanted from now on.
pub async fn choose(app: &App, account: AccountId, wanted: &[MailKind]) -> Result<()> {
    let mut tx = app.store.begin().await?;
    for kind in MailKind::CHOICES {
        let wants = wanted.contains(&kind);
        queries::upsert_choice(&mut tx, account, kind, wants, app.now()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Stops mails of one kind, by a link from one of them. Twice is as good as once. Whoever has deleted their account
/// gets none any more, and nothing is kept of them.
pub async fn decline(app: &App, token: &str) -> Result<MailKind> {
    let (account, kind) = unsubscribe::read(app, token).await?;
    let mut tx = app.store.begin().await?;
    if queries::signs_in(&mut tx, account).await? {
        queries::upsert_choice(&mut tx, account, kind, false, app.now()).await?;
    }
    tx.commit().await?;
    Ok(kind)
}
