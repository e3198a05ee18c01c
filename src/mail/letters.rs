//! What our mails say. Plain and calm: what happened, where to act on it, why it came.
//!
//! A subject is read on locked screens and in logs of mail servers, so what comes from a community that
//! not everybody may read is never in one.

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
        subject: format!("Confirm your address for {host}"),
        paragraphs: vec![format!(
            "You are {name} on {host} and gave us this address. Please confirm that it is yours."
        )],
        link: Some(link("Confirm this address", url)),
        after: vec![
            "The link works once and for seven days. If it was not you who gave us the address, do \
             nothing: nothing else is sent here, unless somebody asks for a new password with this \
             address."
                .to_owned(),
        ],
        why: format!("You get this because somebody entered this address on {host}."),
        ..Letter::default()
    }
}

/// Choosing a new password. `url` works once.
pub fn reset(name: &str, host: &str, url: String) -> Letter {
    Letter {
        subject: format!("Choose a new password for {host}"),
        paragraphs: vec![format!(
            "Somebody, probably you, asked for a new password of {name} on {host}."
        )],
        link: Some(link("Choose a new password", url)),
        after: vec![
            "The link works once and for one hour. Choosing a password signs you out everywhere. If you \
             did not ask for it, do nothing: your password stays as it is."
                .to_owned(),
        ],
        why: format!("You get this because this is the address of {name} on {host}."),
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
            Some(title) => format!("{by} answered “{title}”"),
            None => "Your question was answered".to_owned(),
        },
        paragraphs: vec![format!("{by} answered your question “{title}”:")],
        quote: Some(words.to_owned()),
        link: Some(link("Read the answer", url)),
        why: "You get this because you asked.".to_owned(),
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
            Some(title) => format!("{by} mentioned you in “{title}”"),
            None => "You were mentioned".to_owned(),
        },
        paragraphs: vec![format!("{by} mentioned you in “{title}”.")],
        quote: (!words.is_empty()).then(|| words.to_owned()),
        link: Some(link("Read it", url)),
        why: "You get this because you were named.".to_owned(),
        ..Letter::default()
    }
}

/// `by` wrote something that the recipient follows. `following` is the page on which they end that.
pub fn followed(
    by: &str,
    public_title: Option<&str>,
    title: &str,
    words: &str,
    url: String,
    following: &str,
) -> Letter {
    Letter {
        subject: match public_title {
            Some(title) => format!("{by} wrote in “{title}”"),
            None => "Something is new in what you follow".to_owned(),
        },
        paragraphs: vec![format!("{by} wrote in “{title}”.")],
        quote: (!words.is_empty()).then(|| words.to_owned()),
        link: Some(link("Read it", url)),
        after: vec![format!("What you follow, and the end of it: {following}")],
        why: "You get this because you follow it.".to_owned(),
    }
}

/// Invites somebody by mail who may have no account here. `url` is the invitation, absolute, made when the
/// mail is sent; `words` are the inviter's own and may be empty.
pub fn invitation(by: &str, host: &str, place: &Place, words: &str, url: String) -> Letter {
    Letter {
        subject: match place.is_public {
            true => format!("{by} invites you to {}", place.title),
            false => format!("An invitation to a community on {host}"),
        },
        paragraphs: vec![format!(
            "{by} invites you to {}, a community on {host}.",
            place.title
        )],
        quote: (!words.is_empty()).then(|| words.to_owned()),
        link: Some(link("Look at the invitation", url)),
        after: vec!["If you do not want to join, do nothing.".to_owned()],
        why: format!("You get this once, because {by} entered this address on {host}."),
    }
}

/// Asks a member to agree to the rules of a community, which have changed. `until` is the day until which they
/// go on as before; none where that is over.
pub fn rules_changed(place: &Place, until: Option<&str>, url: String) -> Letter {
    let time = match until {
        Some(day) => format!("Please read them and agree. You go on as before until {day}."),
        None => "Please read them and agree. Until you do, what you write is held.".to_owned(),
    };
    Letter {
        subject: match place.is_public {
            true => format!("The rules of {} have changed", place.title),
            false => "The rules of a community have changed".to_owned(),
        },
        paragraphs: vec![format!("The rules of {} have changed.", place.title), time],
        link: Some(link("Read the rules", url)),
        why: "You get this because you are a member of the community.".to_owned(),
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
    let words = match question {
        Why::Words(words) => Some(words.clone()),
        Why::Nothing | Why::Elsewhere => None,
    };
    Letter {
        subject: match place.is_public {
            true => format!("A question about your application to {}", place.title),
            false => "A question about your application".to_owned(),
        },
        paragraphs: vec![format!(
            "Before they decide about your application to {}, the conveners want to know something{}",
            place.title,
            if words.is_some() { ":" } else { "." }
        )],
        quote: words,
        link: Some(link("Read it and answer", url)),
        why: "You get this because you applied.".to_owned(),
        ..Letter::default()
    }
}

/// What was decided about an application of the recipient. `url` is where they applied.
pub fn decided(place: &Place, approved: bool, why: &Why, url: String) -> Letter {
    let decided = if approved { "approved" } else { "declined" };
    let words = match why {
        Why::Words(words) => Some(words.clone()),
        Why::Nothing | Why::Elsewhere => None,
    };
    Letter {
        subject: match place.is_public {
            true => format!("Your application to {} was {decided}", place.title),
            false => "Your application was decided".to_owned(),
        },
        paragraphs: vec![format!(
            "Your application to {} was {decided}{}",
            place.title,
            if words.is_some() { ":" } else { "." }
        )],
        quote: words,
        link: Some(link(
            if approved {
                "Go to the community"
            } else {
                "Look at the community"
            },
            url,
        )),
        after: match why {
            Why::Elsewhere => vec!["What was said to it stands where you applied.".to_owned()],
            Why::Nothing | Why::Words(_) => Vec::new(),
        },
        why: "You get this because you applied.".to_owned(),
    }
}

/// Something waits on the desk of a community that the recipient looks after, as in "2 applications". `url` is
/// the desk.
pub fn waits(place: &Place, waiting: &str, url: String) -> Letter {
    Letter {
        subject: match place.is_public {
            true => format!("{} on the desk of {}", waiting, place.title),
            false => "Something waits on your desk".to_owned(),
        },
        paragraphs: vec![format!(
            "On the desk of {} there is something to decide: {waiting}.",
            place.title
        )],
        link: Some(link("Go to the desk", url)),
        why: "You get this because you look after the community.".to_owned(),
        ..Letter::default()
    }
}

fn link(label: &str, url: String) -> LetterLink {
    LetterLink {
        label: label.to_owned(),
        url,
    }
}
