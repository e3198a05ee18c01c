//! What our mails say. Plain and calm: what happened, where to act on it, why it came.
//!
//! A subject is read on locked screens and in logs of mail servers, so what comes from a community that
//! not everybody may read is never in one.
//!
//! They say it in the language that is spoken where they are made: that of their reader, from
//! [`actions::take`] on.

use super::actions;
use super::jobs::SendLetter;
use super::model::{Letter, LetterLink, MailKind, Occasion, Place, Why};
use super::queries;
use crate::app::App;
use crate::error::Result;
use crate::ids::{AccountId, CommunityId};
use crate::store::Tx;

/// Confirming an address. `url` works once.
pub fn verify(name: &str, host: &str, url: String) -> Letter {
    Letter {
        subject: t!("mail-verify-subject", host = host),
        paragraphs: vec![t!("mail-verify", name = name, host = host)],
        link: Some(link(t!("mail-verify-link"), url)),
        after: vec![t!("mail-verify-after")],
        why: t!("mail-verify-why", host = host),
        ..Letter::default()
    }
}

/// Choosing a new password. `url` works once.
pub fn reset(name: &str, host: &str, url: String) -> Letter {
    Letter {
        subject: t!("mail-reset-subject", host = host),
        paragraphs: vec![t!("mail-reset", name = name, host = host)],
        link: Some(link(t!("mail-reset-link"), url)),
        after: vec![t!("mail-reset-after")],
        why: t!("mail-reset-why", name = name, host = host),
        ..Letter::default()
    }
}

/// The account that somebody asked for is there. `url` is where they sign in.
pub fn admitted(name: &str, host: &str, url: String) -> Letter {
    Letter {
        subject: t!("mail-admitted-subject", host = host),
        paragraphs: vec![t!("mail-admitted", name = name, host = host)],
        link: Some(link(t!("mail-admitted-link"), url)),
        why: t!("mail-admission-why", host = host),
        ..Letter::default()
    }
}

/// The account that somebody asked for is not made. `words` may be empty.
pub fn not_admitted(name: &str, host: &str, words: &str) -> Letter {
    Letter {
        subject: t!("mail-not-admitted-subject", host = host),
        paragraphs: vec![match words.is_empty() {
            true => t!("mail-not-admitted", name = name, host = host),
            false => t!("mail-not-admitted-words", name = name, host = host),
        }],
        quote: (!words.is_empty()).then(|| words.to_owned()),
        why: t!("mail-admission-why", host = host),
        ..Letter::default()
    }
}

/// `by` answered a question of the recipient. `title` is known only where it may be in a subject.
pub fn answered(
    by: &str,
    public_title: Option<&str>,
    title: &str,
    words: &str,
    url: String,
) -> Letter {
    Letter {
        subject: match public_title {
            Some(title) => t!("mail-answered-subject", by = by, title = title),
            None => t!("mail-answered-subject-private"),
        },
        paragraphs: vec![t!("mail-answered", by = by, title = title)],
        quote: Some(words.to_owned()),
        link: Some(link(t!("mail-answered-link"), url)),
        why: t!("mail-answered-why"),
        ..Letter::default()
    }
}

/// `by` mentioned the recipient. `words` are empty where the thread itself names them.
pub fn mentioned(
    by: &str,
    public_title: Option<&str>,
    title: &str,
    words: &str,
    url: String,
) -> Letter {
    Letter {
        subject: match public_title {
            Some(title) => t!("mail-mentioned-subject", by = by, title = title),
            None => t!("mail-mentioned-subject-private"),
        },
        paragraphs: vec![t!("mail-mentioned", by = by, title = title)],
        quote: (!words.is_empty()).then(|| words.to_owned()),
        link: Some(link(t!("mail-mentioned-link"), url)),
        why: t!("mail-mentioned-why"),
        ..Letter::default()
    }
}

/// What is new in what somebody follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    Reply,
    /// A thread with a tag that they follow.
    BegunWithTag,
    /// A thread of somebody whom they follow.
    BegunByPerson,
}

/// `by` wrote something that the recipient follows. `following` is the page on which they end that.
pub fn followed(
    news: News,
    by: &str,
    public_title: Option<&str>,
    title: &str,
    words: &str,
    url: String,
    following: &str,
) -> Letter {
    Letter {
        subject: match public_title {
            Some(title) if news == News::Reply => {
                t!("mail-followed-subject", by = by, title = title)
            }
            Some(title) => t!("mail-begun-subject", by = by, title = title),
            None => t!("mail-followed-subject-private"),
        },
        paragraphs: vec![match news {
            News::Reply => t!("mail-followed", by = by, title = title),
            News::BegunWithTag => t!("mail-begun-tag", by = by, title = title),
            News::BegunByPerson => t!("mail-begun-person", by = by, title = title),
        }],
        quote: (!words.is_empty()).then(|| words.to_owned()),
        link: Some(link(t!("mail-followed-link"), url)),
        after: vec![t!("mail-followed-after", address = following)],
        why: t!("mail-followed-why"),
    }
}

/// A search that the recipient follows finds something new; what they typed is theirs and stands in no subject.
pub fn found(search: &str, url: String, following: &str) -> Letter {
    Letter {
        subject: t!("mail-followed-subject-private"),
        paragraphs: vec![t!("mail-found", search = search)],
        link: Some(link(t!("mail-followed-link"), url)),
        after: vec![t!("mail-followed-after", address = following)],
        why: t!("mail-followed-why"),
        ..Letter::default()
    }
}

/// Invites somebody by mail who may have no account here. `url` is the invitation, absolute, made when the
/// mail is sent; `words` are the inviter's own and may be empty.
pub fn invitation(by: &str, host: &str, place: &Place, words: &str, url: String) -> Letter {
    let title = &place.title;
    Letter {
        subject: match place.is_public {
            true => t!("mail-invitation-subject", by = by, place = title),
            false => t!("mail-invitation-subject-private", host = host),
        },
        paragraphs: vec![t!("mail-invitation", by = by, place = title, host = host)],
        quote: (!words.is_empty()).then(|| words.to_owned()),
        link: Some(link(t!("mail-invitation-link"), url)),
        after: vec![t!("mail-invitation-after")],
        why: t!("mail-invitation-why", by = by, host = host),
    }
}

/// Asks a member to agree to the rules of a community, which have changed. `until` is the day until which they
/// go on as before; none where that is over.
pub fn rules_changed(place: &Place, until: Option<&str>, url: String) -> Letter {
    let time = match until {
        Some(day) => t!("mail-rules-until", day = day),
        None => t!("mail-rules-now"),
    };
    Letter {
        subject: match place.is_public {
            true => t!("mail-rules-subject", place = place.title),
            false => t!("mail-rules-subject-private"),
        },
        paragraphs: vec![t!("mail-rules", place = place.title), time],
        link: Some(link(t!("mail-rules-link"), url)),
        why: t!("mail-rules-why"),
        ..Letter::default()
    }
}

/// Tells an applicant what became of their application. `reason` may be empty; what was said in a community
/// that not everybody may read is left to its pages.
pub async fn tell_decision(
    tx: &mut Tx,
    app: &App,
    applicant: AccountId,
    community: CommunityId,
    approved: bool,
    reason: &str,
) -> Result<()> {
    let why = said(tx, community, reason).await?;
    let occasion = Occasion::Decision { approved, why };
    tell_applicant(tx, app, applicant, community, occasion).await
}

/// Tells an applicant what those who decide want to know first.
pub async fn tell_question(
    tx: &mut Tx,
    app: &App,
    applicant: AccountId,
    community: CommunityId,
    question: &str,
) -> Result<()> {
    let question = said(tx, community, question).await?;
    let occasion = Occasion::Asked { question };
    tell_applicant(tx, app, applicant, community, occasion).await
}

async fn said(tx: &mut Tx, community: CommunityId, words: &str) -> Result<Why> {
    let place = queries::place_by_id(tx, community).await?;
    Ok(if words.is_empty() {
        Why::Nothing
    } else if place.is_some_and(|place| place.is_public) {
        Why::Words(words.to_owned())
    } else {
        Why::Elsewhere
    })
}

async fn tell_applicant(
    tx: &mut Tx,
    app: &App,
    applicant: AccountId,
    community: CommunityId,
    occasion: Occasion,
) -> Result<()> {
    let job = |mail| SendLetter {
        mail,
        community,
        occasion,
    };
    actions::queue_if_wanted(tx, app, applicant, MailKind::Decision, job).await
}

/// What the conveners want to know of the recipient before they decide. `url` is where they answer.
pub fn asked(place: &Place, question: &Why, url: String) -> Letter {
    let words = words_of(question);
    Letter {
        subject: match place.is_public {
            true => t!("mail-asked-subject", place = place.title),
            false => t!("mail-asked-subject-private"),
        },
        paragraphs: vec![match words {
            Some(_) => t!("mail-asked-words", place = place.title),
            None => t!("mail-asked", place = place.title),
        }],
        quote: words,
        link: Some(link(t!("mail-asked-link"), url)),
        why: t!("mail-applied-why"),
        ..Letter::default()
    }
}

/// What was decided about an application of the recipient. `url` is where they applied.
pub fn decided(place: &Place, approved: bool, why: &Why, url: String) -> Letter {
    let title = &place.title;
    let words = words_of(why);
    Letter {
        subject: match (place.is_public, approved) {
            (true, true) => t!("mail-approved-subject", place = title),
            (true, false) => t!("mail-declined-subject", place = title),
            (false, _) => t!("mail-decided-subject-private"),
        },
        paragraphs: vec![match (approved, words.is_some()) {
            (true, true) => t!("mail-approved-words", place = title),
            (true, false) => t!("mail-approved", place = title),
            (false, true) => t!("mail-declined-words", place = title),
            (false, false) => t!("mail-declined", place = title),
        }],
        quote: words,
        link: Some(match approved {
            true => link(t!("mail-approved-link"), url),
            false => link(t!("mail-declined-link"), url),
        }),
        after: match why {
            Why::Elsewhere => vec![t!("mail-decided-elsewhere")],
            Why::Nothing | Why::Words(_) => Vec::new(),
        },
        why: t!("mail-applied-why"),
    }
}

/// Those who look after a community did something about the recipient, or about what they wrote; `paragraphs` say
/// what, why, and what can be done about it. `url` is where that is read.
pub fn judged(paragraphs: Vec<String>, url: Option<String>) -> Letter {
    Letter {
        subject: t!("mail-judged-subject"),
        paragraphs,
        link: url.map(|url| link(t!("mail-judged-link"), url)),
        why: t!("mail-judged-why"),
        ..Letter::default()
    }
}

fn words_of(why: &Why) -> Option<String> {
    match why {
        Why::Words(words) => Some(words.clone()),
        Why::Nothing | Why::Elsewhere => None,
    }
}

/// Something waits on the desk of a community that the recipient looks after, as in "2 applications". `url` is
/// the desk.
pub fn waits(place: &Place, waiting: &str, url: String) -> Letter {
    let title = &place.title;
    Letter {
        subject: match place.is_public {
            true => t!("mail-desk-subject", waiting = waiting, place = title),
            false => t!("mail-desk-subject-private"),
        },
        paragraphs: vec![t!("mail-desk", place = title, waiting = waiting)],
        link: Some(link(t!("mail-desk-link"), url)),
        why: t!("mail-desk-why"),
        ..Letter::default()
    }
}

fn link(label: String, url: String) -> LetterLink {
    LetterLink { label, url }
}
