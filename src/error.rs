//! What can go wrong, as one enum, and what people are told about it.
//!
//! `queries` return diesel's error, `policy` returns a [`Reason`], actions and doors return
//! [`Error`]. It is logged once, where it is answered: `web/page.rs` shows it as a page,
//! the inbox as problem+json.

use crate::store::StoreError;
use diesel::result::{DatabaseErrorKind, Error as DbError};
use std::borrow::Cow;

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 404. What was looked for: "question", "community".
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// 410: it was here and has been deleted.
    #[error("this {0} has been deleted")]
    Gone(&'static str),
    /// 401; pages redirect to sign-in.
    #[error("sign in first")]
    SignedOut,
    /// 403: a rule said no.
    #[error("{0}")]
    Refused(#[from] Reason),
    /// 422: shown beside the form's fields.
    #[error("some fields need another look")]
    Invalid(Vec<FieldError>),
    /// 400: the request itself makes no sense.
    #[error("{0}")]
    Bad(Cow<'static, str>),
    /// 409.
    #[error("{0}")]
    Conflict(&'static str),
    /// 429.
    #[error("this was more than is taken in a short time; try again in {}", patience(*.retry_after))]
    TooMany { retry_after: u32 },
    /// 413.
    #[error("this is more than the server takes at once; send less")]
    TooLarge,
    /// 507.
    #[error("the disk of this server is full; nothing was saved")]
    DiskFull,
    /// 408.
    #[error("this took too long; try again")]
    TooSlow,
    /// Another server's fault. `retry` says whether waiting can help.
    #[error("{message}")]
    Peer { message: String, retry: bool },
    /// 503 when the database cannot take writes now (full disk), else 500.
    #[error("the database failed")]
    Db(#[source] DbError),
    #[error("the database cannot be reached")]
    Store(#[source] StoreError),
    #[error("something went wrong here")]
    Internal(#[source] anyhow::Error),
}

/// One form field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    pub field: &'static str,
    pub message: Cow<'static, str>,
}

/// Why a rule said no. Each has a stable code for programs and a sentence for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error("Your account is suspended.")]
    Suspended,
    #[error("You are banned from this community.")]
    Banned,
    #[error("Only the author may do that.")]
    NotAuthor,
    #[error("Only conveners and moderators of this community may do that.")]
    NotModerator,
    #[error("Only conveners of this community may do that.")]
    NotConvener,
    #[error("Only administrators of this server may do that.")]
    NotAdmin,
    #[error("Only the person who asked, or a convener, may accept an answer.")]
    NotAsker,
    #[error("The person who asked chooses first; you can accept an answer later.")]
    AskerFirst,
    #[error(
        "Its author writes on another server, where only they can change it; tell them in a reply what you would change."
    )]
    RemoteAuthor,
    #[error("Agree to the rules of this community first.")]
    AgreementOwed,
    #[error("The text was changed since this was suggested.")]
    TextChanged,
    #[error("This is for another account here; sign in with that one, and come back.")]
    OtherAccount,
    #[error("Only conveners and moderators may start threads here.")]
    PostingRestricted,
    #[error("Only members of this community may do that.")]
    NotMember,
    #[error("You are a member of this community already.")]
    MemberAlready,
    #[error("You have applied already; the conveners have yet to decide.")]
    AppliedAlready,
    #[error("This community takes new members by invitation only.")]
    InvitationNeeded,
    #[error(
        "This community takes people with an e-mail address of certain domains, and you have not confirmed one of those."
    )]
    OtherDomain,
    #[error("This community takes no new members.")]
    JoiningClosed,
    #[error("So many applications have come in that none is taken now; try again tomorrow.")]
    AppliedTooOften,
    #[error("You can apply again later; the page says when.")]
    TooSoon,
    #[error("You are the last convener of this community; name another one first.")]
    LastConvener,
    #[error("This application has been decided already.")]
    DecidedAlready,
    #[error(
        "They are suspended or banned here, so nothing of theirs is let in. It can be once that is lifted."
    )]
    KeptOut,
    #[error("Only members read this community, and nothing of it goes to their server.")]
    OutsideServer,
    #[error("This thread is locked; it takes no more replies.")]
    Locked,
    #[error("This question is closed; it takes no more answers.")]
    Closed,
    #[error("This has been deleted.")]
    Deleted,
    #[error("This has been removed by the moderators.")]
    Removed,
    #[error("This is held and not shown to others yet.")]
    Held,
    #[error("Replies here are nested too deeply; answer further up.")]
    TooDeep,
    #[error("Only an answer to a question can be accepted.")]
    NotAnAnswer,
    #[error("Only questions have answers.")]
    NotAQuestion,
    #[error("This community uses the tags of its own list only.")]
    TagNotListed,
    #[error("This question does not wait for an answer.")]
    NotWaiting,
    #[error(
        "Others can be asked once it has waited a while, twice at most, with two days in between."
    )]
    BumpedEnough,
    #[error("Registration is closed on this server.")]
    RegistrationClosed,
    #[error("Only administrators may open communities on this server.")]
    CommunityCreationClosed,
    #[error("Nobody but the object's own server may change it.")]
    WrongOrigin,
    #[error("This server does not accept anything from that host.")]
    PeerBlocked,
    #[error("This community does not exist any more.")]
    CommunityGone,
    #[error("Only public posts can be taken into a public community.")]
    NotPublic,
    #[error("Only what everybody may read can be copied, and not everybody reads this community.")]
    NothingPublic,
    #[error("What is for everybody cannot be taken into a community that only its members read.")]
    NotPrivate,
    #[error(
        "Only its members read this community, and the software of your server would show others what is said there."
    )]
    CannotKeepPrivate,
    #[error("Only communities that everybody may read work together.")]
    NotForEverybody,
    #[error("These two communities do not work together.")]
    NotLinked,
    #[error("The conveners of this community share its threads themselves.")]
    SharingRestricted,
    #[error("You cannot do that to yourself.")]
    Oneself,
    #[error(
        "They have not answered yet, and you have no community in common: you have written as much to them as you can in a day. Wait for their answer, or write again tomorrow."
    )]
    NotAnswered,
    #[error(
        "You have written to many people today with whom you have no community in common. Write to more of them tomorrow."
    )]
    TooManyStrangers,
    #[error(
        "You have begun to write to many people today who have never written to you. Begin with more of them tomorrow; those you have begun with you can go on writing to."
    )]
    TooManyBegun,
    #[error(
        "This form did not come from a page of this server, or it is out of date. Go back, load the page again and send it once more."
    )]
    ForeignForm,
    #[error("This account is the server's own.")]
    ServerAccount,
    #[error("This is the last administrator of this server; make another one first.")]
    LastAdmin,
    #[error("Somebody with a higher office has decided this.")]
    Outranked,
}

impl Reason {
    /// Stable, for programs.
    pub fn code(self) -> String {
        let name = format!("{self:?}");
        let mut code = String::with_capacity(name.len() + 4);
        for c in name.chars() {
            if c.is_ascii_uppercase() && !code.is_empty() {
                code.push('_');
            }
            code.push(c.to_ascii_lowercase());
        }
        code
    }
}

impl Error {
    pub fn invalid(field: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::Invalid(vec![FieldError {
            field,
            message: message.into(),
        }])
    }

    pub fn internal(error: impl Into<anyhow::Error>) -> Self {
        Self::Internal(error.into())
    }

    /// Another server answered something useless; asking again will not help.
    pub fn peer(message: impl Into<String>) -> Self {
        Self::Peer {
            message: message.into(),
            retry: false,
        }
    }

    /// Another server is away or slow; asking again later may help.
    pub fn peer_for_now(message: impl Into<String>) -> Self {
        Self::Peer {
            message: message.into(),
            retry: true,
        }
    }

    /// HTTP status of this error, the same for pages, the inbox and APIs.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound(_) => 404,
            Self::Gone(_) => 410,
            Self::SignedOut => 401,
            Self::Refused(_) => 403,
            Self::Invalid(_) => 422,
            Self::Bad(_) => 400,
            Self::Conflict(_) => 409,
            Self::TooMany { .. } => 429,
            Self::TooLarge => 413,
            Self::TooSlow => 408,
            Self::DiskFull => 507,
            Self::Peer { .. } => 502,
            Self::Db(e) if is_storage_full(e) => 503,
            Self::Store(StoreError::Query(e)) if is_storage_full(e) => 503,
            Self::Store(StoreError::Connect(_)) => 503,
            Self::Db(_) | Self::Store(_) | Self::Internal(_) => 500,
        }
    }

    /// Whether the same work may succeed later without anybody changing anything.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Peer { retry, .. } => *retry,
            Self::Db(error) | Self::Store(StoreError::Query(error)) => db_may_recover(error),
            Self::Store(_) | Self::TooMany { .. } | Self::DiskFull => true,
            _ => false,
        }
    }

    /// Whether it is a fault of ours rather than of what was asked.
    pub fn is_ours(&self) -> bool {
        matches!(
            self,
            Self::Db(_) | Self::Store(_) | Self::Internal(_) | Self::DiskFull
        )
    }
}

/// A database that is full, busy or gone for a moment. A statement that breaks a rule of the tables
/// breaks it the next time too.
fn db_may_recover(error: &DbError) -> bool {
    use DatabaseErrorKind::{
        ClosedConnection, ReadOnlyTransaction, SerializationFailure, UnableToSendCommand,
    };
    match error {
        DbError::DatabaseError(
            ClosedConnection | ReadOnlyTransaction | SerializationFailure | UnableToSendCommand,
            _,
        )
        | DbError::BrokenTransactionManager
        | DbError::RollbackErrorOnCommit { .. } => true,
        DbError::DatabaseError(_, info) => {
            is_storage_full(error)
                || [
                    "locked",
                    "busy",
                    "deadlock",
                    "connection",
                    "shutting down",
                    "starting up",
                ]
                .iter()
                .any(|known| info.message().contains(known))
        }
        _ => false,
    }
}

/// A time to wait, in words.
pub fn patience(seconds: u32) -> String {
    match seconds.div_ceil(60) {
        0 | 1 => "a minute".to_owned(),
        minutes @ 2..=90 => format!("{minutes} minutes"),
        minutes => format!("{} hours", minutes.div_ceil(60)),
    }
}

/// SQLite says so in its message; PostgreSQL in SQLSTATE class 53, whose text is passed on.
pub fn is_storage_full(error: &DbError) -> bool {
    let DbError::DatabaseError(_, info) = error else {
        return false;
    };
    let message = info.message();
    [
        "disk is full",
        "disk I/O error",
        "readonly database",
        "No space left",
        "could not extend file",
    ]
    .iter()
    .any(|known| message.contains(known))
}

/// The constraint that a failed insert broke, for turning it into a sentence beside a field.
/// PostgreSQL names the constraint, SQLite lists `table.column`: pass either's text.
pub fn broke_unique(error: &DbError, pg_name: &str, lite_column: &str) -> bool {
    let DbError::DatabaseError(DatabaseErrorKind::UniqueViolation, info) = error else {
        return false;
    };
    info.constraint_name() == Some(pg_name) || info.message().contains(lite_column)
}

impl From<DbError> for Error {
    fn from(error: DbError) -> Self {
        match error {
            DbError::NotFound => Self::NotFound("thing"),
            other => Self::Db(other),
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_told_in_words() {
        let cases = [
            (0, "in a minute"),
            (61, "in 2 minutes"),
            (3_600, "in 60 minutes"),
            (7_000, "in 2 hours"),
            (86_400, "in 24 hours"),
        ];
        for (retry_after, words) in cases {
            let said = Error::TooMany { retry_after }.to_string();
            assert!(said.ends_with(words), "{said}");
        }
    }

    #[test]
    fn reasons_have_stable_codes() {
        assert_eq!(Reason::NotModerator.code(), "not_moderator");
        assert_eq!(Reason::Banned.code(), "banned");
    }
}
