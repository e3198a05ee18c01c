//! A mail: of what kind, to whom, what it says.

use crate::id_type;
use crate::ids::AccountId;
use crate::store::Time;
use crate::text_enum;
use serde::{Deserialize, Serialize};

id_type!(MailId);

text_enum! {
    /// What a mail is about.
    pub enum MailKind {
        /// Confirming an address.
        Verify = "verify",
        /// Choosing a new password.
        Reset = "reset",
        /// To somebody who may have no account here.
        Invitation = "invitation",
        /// An account is made for who asked for it, or is not.
        Admission = "admission",
        /// An application to a community is decided, or something is asked about it.
        Decision = "decision",
        Answer = "answer",
        Mention = "mention",
        /// Something is new in what somebody follows.
        Followed = "followed",
        /// The rules of a community changed so that its members have to agree again.
        Rules = "rules",
        /// Something waits on the desk of a community.
        Desk = "desk",
        /// Moderators did something about somebody, or about what they wrote.
        Moderation = "moderation",
    }
}

impl MailKind {
    /// Those that people can switch off, in the order of their settings.
    pub const CHOICES: [Self; 7] = [
        Self::Answer,
        Self::Mention,
        Self::Followed,
        Self::Decision,
        Self::Moderation,
        Self::Rules,
        Self::Desk,
    ];

    /// Whether somebody who has an account can switch such mails off. The others come because somebody
    /// asked for them just now.
    pub fn can_be_declined(self) -> bool {
        Self::CHOICES.contains(&self)
    }

    /// Whether it brings a link that nobody else can hand over. Where there is no mail server,
    /// administrators see these whole, and of the others only that there was one.
    pub fn brings_a_link(self) -> bool {
        matches!(self, Self::Verify | Self::Reset | Self::Invitation)
    }

    /// When such a mail comes, behind "Send me a mail when". Empty for those that nobody can switch off, as are the
    /// two below.
    pub fn occasion(self) -> String {
        match self {
            Self::Answer => t!("mail-occasion-answer"),
            Self::Mention => t!("mail-occasion-mention"),
            Self::Followed => t!("mail-occasion-followed"),
            Self::Decision => t!("mail-occasion-decision"),
            Self::Rules => t!("mail-occasion-rules"),
            Self::Desk => t!("mail-occasion-desk"),
            Self::Moderation => t!("mail-occasion-moderation"),
            Self::Verify | Self::Reset | Self::Invitation | Self::Admission => String::new(),
        }
    }

    /// That somebody gets such mails, and when.
    pub fn told(self) -> String {
        match self {
            Self::Answer => t!("mail-told-answer"),
            Self::Mention => t!("mail-told-mention"),
            Self::Followed => t!("mail-told-followed"),
            Self::Decision => t!("mail-told-decision"),
            Self::Rules => t!("mail-told-rules"),
            Self::Desk => t!("mail-told-desk"),
            Self::Moderation => t!("mail-told-moderation"),
            Self::Verify | Self::Reset | Self::Invitation | Self::Admission => String::new(),
        }
    }

    /// That somebody gets no such mails any more.
    pub fn told_no_more(self) -> String {
        match self {
            Self::Answer => t!("mail-stopped-answer"),
            Self::Mention => t!("mail-stopped-mention"),
            Self::Followed => t!("mail-stopped-followed"),
            Self::Decision => t!("mail-stopped-decision"),
            Self::Rules => t!("mail-stopped-rules"),
            Self::Desk => t!("mail-stopped-desk"),
            Self::Moderation => t!("mail-stopped-moderation"),
            Self::Verify | Self::Reset | Self::Invitation | Self::Admission => String::new(),
        }
    }
}

text_enum! {
    pub enum MailState {
        Queued = "queued",
        Sent = "sent",
        /// Given up.
        Failed = "failed",
        /// Nobody wanted it any more.
        Dropped = "dropped",
        /// There was no mail server.
        Unsent = "unsent",
    }
}

/// Whom a mail is for. An account without an address gets it where it has confirmed that it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewMail<'a> {
    pub kind: MailKind,
    pub account: Option<AccountId>,
    /// Where it goes whatever the account says: an address that is being confirmed, somebody without
    /// an account.
    pub address: Option<&'a str>,
}

/// A mail that waits to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedMail {
    pub id: MailId,
    /// Part of its Message-ID, the same however often it is tried.
    pub message_id: String,
    pub kind: MailKind,
    pub account: Option<AccountId>,
    pub address: Option<String>,
    /// Tries in vain.
    pub attempts: i32,
    pub created_at: Time,
}

/// A community, as far as a mail speaks of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What it is called in a sentence: one of another server with that.
    pub title: String,
    /// Its page here, such as `/c/luthiers` or `/c/luthiers@other.example`.
    pub path: String,
    /// Whether everybody may read what stands in it, and so know of it.
    pub is_public: bool,
}

/// What happened in a community that somebody is told by mail. It lies in the queue of jobs until it is sent,
/// so it holds no words of a community that not everybody may read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// An application of the recipient is decided.
    Decision { approved: bool, why: Why },
    /// Those who decide want to know something first.
    Asked { question: Why },
    /// Something waits on the desk; what, is counted when the mail is sent.
    Desk {},
}

/// What was said to an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    Nothing,
    /// It stands where they applied.
    Elsewhere,
    Words(String),
}

/// What a mail says, in plain words; each paragraph is one line. How it looks is not its business. It is
/// composed when it is sent and stored nowhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// Read by everybody who sees the screen or the mail server's log: nothing private stands in it.
    pub subject: String,
    pub paragraphs: Vec<String>,
    /// What somebody wrote.
    pub quote: Option<String>,
    /// Where one can do something about it.
    pub link: Option<LetterLink>,
    /// What is said below the link.
    pub after: Vec<String>,
    /// Why the recipient gets it, as a sentence.
    pub why: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterLink {
    pub label: String,
    /// Absolute.
    pub url: String,
}

/// A mail as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedMail {
    pub id: i64,
    pub kind: MailKind,
    pub state: MailState,
    /// Name of the account, if it was for one.
    pub name: Option<String>,
    pub address: Option<String>,
    pub subject: String,
    pub body: Option<String>,
    pub reason: Option<String>,
    pub attempts: i32,
    pub created_at: Time,
}
