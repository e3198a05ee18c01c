//! Telling people, and their having read it.

use super::jobs::MailNotice;
use super::model::{NewNotice, Notice, NoticeActor, NoticeKind, Subject};
use super::queries;
use super::verdict::{self, Verdict};
use crate::activitypub::rules::is_silenced;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::locale;
use crate::mail::actions::{drop_mail, queue_if_wanted, send, take};
use crate::mail::letters::{self, News};
use crate::mail::model::{Letter, MailId, MailKind};
use crate::mail::queries::count_lately;
use crate::store::Tx;
use crate::text::excerpt;
use chrono::TimeDelta;
use chrono_tz::Tz;

/// Characters of what somebody wrote that a mail shows.
const WORDS: usize = 200;
/// Mails about answers, mentions and what they follow that one person gets in a day, whoever writes them.
const MAILS_MAX: i64 = 30;
const DAY: TimeDelta = TimeDelta::days(1);

/// Tells one person, once per cause. Only people who sign in here are told, and never of their own
/// acts; who wants it gets a mail, too, of [`MAILS_MAX`] in a day. Returns whether a notification was made.
pub async fn notify(tx: &mut Tx, app: &App, notice: &NewNotice<'_>) -> Result<bool> {
    if notice.kind == NoticeKind::Mention && is_from_silenced(tx, app, notice).await? {
        return Ok(false);
    }
    // What somebody writes who is silenced is told to who wants to hear them.
    let is_said = notice.kind.mail().is_some() && !notice.kind.is_decision();
    if is_said && queries::is_unheard(tx, notice).await? {
        return Ok(false);
    }
    let Some(id) = queries::insert_notice(tx, notice, app.now()).await? else {
        return Ok(false);
    };
    if let Some(kind) = notice.kind.mail()
        && (kind == MailKind::Moderation || has_room(tx, app, notice.recipient).await?)
    {
        let job = |mail| MailNotice { mail, notice: id };
        queue_if_wanted(tx, app, notice.recipient, kind, job).await?;
    }
    Ok(true)
}

/// Whoever is of a silenced server cannot call people here who do not follow them.
async fn is_from_silenced(tx: &mut Tx, app: &App, notice: &NewNotice<'_>) -> Result<bool> {
    let Some(by) = notice.by else {
        return Ok(false);
    };
    match queries::host_of_stranger(tx, by, notice.recipient).await? {
        Some(host) => Ok(is_silenced(tx, &host, app.now()).await?),
        None => Ok(false),
    }
}

/// Whether another mail may go today. Who writes much elsewhere fills nobody's mailbox: the rest is on the page
/// of notices.
async fn has_room(tx: &mut Tx, app: &App, recipient: AccountId) -> Result<bool> {
    let since = app.now().minus(DAY);
    let kinds = [MailKind::Answer, MailKind::Mention, MailKind::Followed];
    let lately = count_lately(tx, recipient, kinds, since, MAILS_MAX).await?;
    Ok(lately < MAILS_MAX)
}

/// Sends the mail of a notification, unless what it is about cannot be read any more.
pub async fn send_notice(app: &App, mail: MailId, notice: i64) -> Result<()> {
    let Some(mail) = take(app, mail).await? else {
        return Ok(());
    };
    let letter = match (mail.kind, mail.account) {
        (MailKind::Moderation, Some(recipient)) => judged(app, recipient, notice).await?,
        (kind, _) => compose(app, kind, notice).await?,
    };
    match letter {
        Some(letter) => send(app, &mail, &letter).await,
        None => drop_mail(app, &mail, "what it was about is gone").await,
    }
}

/// What the recipient may read of it now; none when that is nothing.
async fn compose(app: &App, kind: MailKind, id: i64) -> Result<Option<Letter>> {
    let mut conn = app.store.read().await?;
    if let Some(recipient) = queries::find_searcher(&mut conn, id).await? {
        let notice = queries::find_notice(&mut conn, recipient, id).await?;
        drop(conn);
        return Ok(notice.and_then(|notice| found(app, &notice)));
    }
    let Some(subject) = queries::find_subject(&mut conn, id).await? else {
        return Ok(None);
    };
    let notice = queries::find_notice(&mut conn, subject.recipient, id).await?;
    drop(conn);
    Ok(notice.and_then(|notice| letter(app, kind, &subject, &notice)))
}

/// None where they follow that search no more.
fn found(app: &App, notice: &Notice) -> Option<Letter> {
    let search = notice.search.as_ref()?;
    let followed = app.local.url("/following/searches");
    let url = app.local.url(&search.path());
    Some(letters::found(&search.typed, url, &followed))
}

/// What moderators did about the recipient, or about what they wrote.
async fn judged(app: &App, recipient: AccountId, id: i64) -> Result<Option<Letter>> {
    let mut conn = app.store.read().await?;
    let Some(notice) = queries::find_notice(&mut conn, recipient, id).await? else {
        return Ok(None);
    };
    drop(conn);
    let decided = notice.decided.clone().unwrap_or_default();
    let until = decided.until.map(|end| locale::date(end.utc(), Tz::UTC));
    let told = verdict::compose(&Verdict {
        kind: notice.kind,
        of_reply: notice.reply.is_some(),
        place: &notice.place,
        reason: &decided.reason,
        until: until.as_deref(),
    });
    let url = notice.path().map(|path| app.local.url(&path));
    let appeal = decided.appealable.map(|act| {
        let page = app.local.url(&format!("/appeal/{act}"));
        format!("{}: {page}", t!("notifications-appeal-link"))
    });
    Ok(told.map(|told| {
        let mut lines = told.lines();
        lines.extend(appeal);
        letters::judged(lines, url)
    }))
}

fn letter(app: &App, kind: MailKind, subject: &Subject, notice: &Notice) -> Option<Letter> {
    let (_, title) = notice.thread.as_ref()?;
    if subject.is_reply && notice.reply.is_none() {
        return None;
    }
    let by = notice.by.as_ref();
    let by = by.map_or_else(|| t!("notifications-somebody"), NoticeActor::who);
    let words = notice.reply.as_ref();
    let words = words.map_or(String::new(), |(_, words)| excerpt(words, WORDS));
    let in_public = subject.is_public.then_some(title.as_str());
    let url = app.local.url(&notice.path()?);
    Some(match kind {
        MailKind::Answer => letters::answered(&by, in_public, title, &words, url),
        MailKind::Followed => {
            let news = news(notice.kind, subject.is_reply);
            let words = match subject.is_reply {
                true => words,
                false => excerpt(&subject.start, WORDS),
            };
            let followed = app.local.url("/following");
            letters::followed(news, &by, in_public, title, &words, url, &followed)
        }
        _ => letters::mentioned(&by, in_public, title, &words, url),
    })
}

/// What is new for whom it follows, as the notice says it.
fn news(kind: NoticeKind, is_reply: bool) -> News {
    match kind {
        NoticeKind::InFollowedTag if !is_reply => News::BegunWithTag,
        NoticeKind::ByFollowedPerson if !is_reply => News::BegunByPerson,
        _ => News::Reply,
    }
}

/// Everything up to the notification `last`, or everything there is, has been read.
pub async fn mark_all_read(app: &App, recipient: AccountId, last: Option<i64>) -> Result<()> {
    let mut tx = app.store.begin().await?;
    queries::update_all_read(&mut tx, recipient, last, app.now()).await?;
    tx.commit().await?;
    Ok(())
}

pub async fn mark_read(app: &App, recipient: AccountId, id: i64) -> Result<()> {
    let mut tx = app.store.begin().await?;
    if !queries::update_read(&mut tx, recipient, id, app.now()).await? {
        return Err(Error::NotFound("notice"));
    }
    tx.commit().await?;
    Ok(())
}

/// Somebody has opened the thread of this public id: what they were told about it has been read. Says how
/// many notices that were; where there are none nothing is written.
pub async fn mark_thread_read(app: &App, recipient: AccountId, thread: &str) -> Result<i64> {
    let unread = {
        let mut conn = app.store.read().await?;
        queries::list_unread_of_thread(&mut conn, recipient, thread).await?
    };
    if unread.is_empty() {
        return Ok(0);
    }
    let mut tx = app.store.begin().await?;
    let marked = queries::update_these_read(&mut tx, &unread, app.now()).await?;
    tx.commit().await?;
    Ok(i64::try_from(marked).unwrap_or(i64::MAX))
}
