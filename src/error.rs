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
    #[error("{}", nothing(.0))]
    NotFound(&'static str),
    /// 410: it was here and has been deleted.
    #[error("{}", gone(.0))]
    Gone(&'static str),
    /// 401; pages redirect to sign-in.
    #[error("{}", t!("error-signed-out"))]
    SignedOut,
    /// 403: a rule said no.
    #[error("{0}")]
    Refused(#[from] Reason),
    /// 422: shown beside the form's fields.
    #[error("{}", t!("error-invalid"))]
    Invalid(Vec<FieldError>),
    /// 400: the request itself makes no sense.
    #[error("{0}")]
    Bad(Cow<'static, str>),
    /// 409.
    #[error("{}", conflict(.0))]
    Conflict(&'static str),
    /// 429.
    #[error("{}", too_many(*.retry_after))]
    TooMany { retry_after: u32 },
    /// 413.
    #[error("{}", t!("error-too-large"))]
    TooLarge,
    /// 503: the server is closed for a while. Says what people are told, perhaps nothing.
    #[error("{}", t!("error-closed-for-now"))]
    Closed { words: String, retry_after: u32 },
    /// 507.
    #[error("{}", t!("error-disk-full"))]
    DiskFull,
    /// 408.
    #[error("{}", t!("error-too-slow"))]
    TooSlow,
    /// Another server's fault. `retry` says whether waiting can help.
    #[error("{message}")]
    Peer { message: String, retry: bool },
    /// 503 when the database cannot take writes now (full disk), else 500.
    #[error("{}", t!("error-database"))]
    Db(#[source] DbError),
    #[error("{}", t!("error-database-away"))]
    Store(#[source] StoreError),
    #[error("{}", t!("error-internal"))]
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
    #[error("{}", t!("error-suspended"))]
    Suspended,
    #[error("{}", t!("error-banned"))]
    Banned,
    #[error("{}", t!("error-muted"))]
    Muted,
    #[error("{}", t!("error-not-author"))]
    NotAuthor,
    #[error("{}", t!("error-not-moderator"))]
    NotModerator,
    #[error("{}", t!("error-not-convener"))]
    NotConvener,
    #[error("{}", t!("error-not-admin"))]
    NotAdmin,
    #[error("{}", t!("error-not-asker"))]
    NotAsker,
    #[error("{}", t!("error-asker-first"))]
    AskerFirst,
    #[error("{}", t!("error-remote-author"))]
    RemoteAuthor,
    #[error("{}", t!("error-agreement-owed"))]
    AgreementOwed,
    #[error("{}", t!("error-text-changed"))]
    TextChanged,
    #[error("{}", t!("error-other-account"))]
    OtherAccount,
    #[error("{}", t!("error-posting-restricted"))]
    PostingRestricted,
    #[error("{}", t!("error-not-member"))]
    NotMember,
    #[error("{}", t!("error-member-already"))]
    MemberAlready,
    #[error("{}", t!("error-applied-already"))]
    AppliedAlready,
    #[error("{}", t!("error-invitation-needed"))]
    InvitationNeeded,
    #[error("{}", t!("error-other-domain"))]
    OtherDomain,
    #[error("{}", t!("error-joining-closed"))]
    JoiningClosed,
    #[error("{}", t!("error-applied-too-often"))]
    AppliedTooOften,
    #[error("{}", t!("error-too-soon"))]
    TooSoon,
    #[error("{}", t!("error-last-convener"))]
    LastConvener,
    #[error("{}", t!("error-decided-already"))]
    DecidedAlready,
    #[error("{}", t!("error-kept-out"))]
    KeptOut,
    #[error("{}", t!("error-outside-server"))]
    OutsideServer,
    #[error("{}", t!("error-locked"))]
    Locked,
    #[error("{}", t!("error-closed"))]
    Closed,
    #[error("{}", t!("error-deleted"))]
    Deleted,
    #[error("{}", t!("error-removed"))]
    Removed,
    #[error("{}", t!("error-held"))]
    Held,
    #[error("{}", t!("error-too-deep"))]
    TooDeep,
    #[error("{}", t!("error-not-an-answer"))]
    NotAnAnswer,
    #[error("{}", t!("error-not-a-question"))]
    NotAQuestion,
    #[error("{}", t!("error-tag-not-listed"))]
    TagNotListed,
    #[error("{}", t!("error-not-waiting"))]
    NotWaiting,
    #[error("{}", t!("error-nothing-to-appeal"))]
    NothingToAppeal,
    #[error("{}", t!("error-appealed-already"))]
    AppealedAlready,
    #[error("{}", t!("error-appeal-decided"))]
    AppealDecided,
    #[error("{}", t!("error-own-act"))]
    OwnAct,
    #[error("{}", t!("error-talk-full"))]
    TalkFull,
    #[error("{}", t!("error-bumped-enough"))]
    BumpedEnough,
    #[error("{}", t!("error-registration-closed"))]
    RegistrationClosed,
    #[error("{}", t!("error-community-creation-closed"))]
    CommunityCreationClosed,
    #[error("{}", t!("error-wrong-origin"))]
    WrongOrigin,
    #[error("{}", t!("error-peer-blocked"))]
    PeerBlocked,
    #[error("{}", t!("error-community-gone"))]
    CommunityGone,
    #[error("{}", t!("error-not-public"))]
    NotPublic,
    #[error("{}", t!("error-nothing-public"))]
    NothingPublic,
    #[error("{}", t!("error-not-private"))]
    NotPrivate,
    #[error("{}", t!("error-cannot-keep-private"))]
    CannotKeepPrivate,
    #[error("{}", t!("error-not-for-everybody"))]
    NotForEverybody,
    #[error("{}", t!("error-not-linked"))]
    NotLinked,
    #[error("{}", t!("error-sharing-restricted"))]
    SharingRestricted,
    #[error("{}", t!("error-oneself"))]
    Oneself,
    #[error("{}", t!("error-not-answered"))]
    NotAnswered,
    #[error("{}", t!("error-too-many-strangers"))]
    TooManyStrangers,
    #[error("{}", t!("error-too-many-begun"))]
    TooManyBegun,
    #[error("{}", t!("error-foreign-form"))]
    ForeignForm,
    #[error("{}", t!("error-server-account"))]
    ServerAccount,
    #[error("{}", t!("error-last-admin"))]
    LastAdmin,
    #[error("{}", t!("error-last-owner"))]
    LastOwner,
    #[error("{}", t!("error-outranked"))]
    Outranked,
    #[error("{}", t!("error-screened"))]
    Screened,
    #[error("{}", t!("error-too-much-held"))]
    TooMuchHeld,
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
            Self::Closed { .. } => 503,
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
            Self::Store(_) | Self::TooMany { .. } | Self::Closed { .. } | Self::DiskFull => true,
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
    match seconds.div_ceil(60).max(1) {
        minutes @ 1..=90 => t!("error-minutes", count = minutes),
        minutes => t!("error-hours", count = minutes.div_ceil(60)),
    }
}

fn nothing(what: &str) -> String {
    match what {
        "thread" => t!("error-no-thread"),
        "community" => t!("error-no-community"),
        "reply" => t!("error-no-reply"),
        "answer" => t!("error-no-answer"),
        "held thread or reply" => t!("error-no-held"),
        "person" => t!("error-no-person"),
        "collection" => t!("error-no-collection"),
        "tag" => t!("error-no-tag"),
        "page" => t!("error-no-page"),
        "former text" => t!("error-no-former-text"),
        "account" => t!("error-no-account"),
        "server" => t!("error-no-server"),
        "application" => t!("error-no-application"),
        "suggestion" => t!("error-no-suggestion"),
        "notice" => t!("error-no-notice"),
        "report" => t!("error-no-report"),
        "message" => t!("error-no-message"),
        "draft" => t!("error-no-draft"),
        "invitation" => t!("error-no-invitation"),
        "session" => t!("error-no-session"),
        "sign-in step" => t!("error-no-step"),
        "address link" => t!("error-no-address-link"),
        "mail link" => t!("error-no-mail-link"),
        "password link" => t!("error-no-password-link"),
        "set-up link" => t!("error-no-setup-link"),
        "person to write to" => t!("error-no-person-to-write-to"),
        "copy" => t!("error-no-copy"),
        "form" => t!("error-no-form"),
        "job" => t!("error-no-job"),
        "job that was set aside" => t!("error-no-job-aside"),
        "library" => t!("error-no-library"),
        "line" => t!("error-no-line"),
        "link between these communities" => t!("error-no-link"),
        "list of first steps" => t!("error-no-steps"),
        "login" => t!("error-no-login"),
        "person or community" => t!("error-no-actor"),
        "proposal" => t!("error-no-proposal"),
        "rules" => t!("error-no-rules"),
        "saved reply" => t!("error-no-saved-reply"),
        "saved thread or reply" => t!("error-no-saved"),
        "rule" => t!("error-no-rule"),
        "schedule" => t!("error-no-schedule"),
        "search" => t!("error-no-search"),
        "server of this name" => t!("error-no-server-of-this-name"),
        "shared thread" => t!("error-no-shared-thread"),
        "thread or reply" => t!("error-no-thread-or-reply"),
        "thread, reply or person" => t!("error-no-thread-reply-person"),
        "version" => t!("error-no-version"),
        "link: it was used, or a later message has another one" => {
            t!("error-no-used-link")
        }
        "invitation: it was used up or withdrawn, its time is over, or whoever made it may not invite any more. Ask the conveners for another one" =>
        {
            t!("error-no-open-invitation")
        }
        what => t!("error-no-such", what = what),
    }
}

fn gone(what: &str) -> String {
    match what {
        "thread" => t!("error-gone-thread"),
        "reply" => t!("error-gone-reply"),
        "community" => t!("error-gone-community"),
        "person" => t!("error-gone-person"),
        "account" => t!("error-gone-account"),
        "feed of this key" => t!("error-gone-feed"),
        what => t!("error-gone", what = what),
    }
}

fn conflict(what: &str) -> String {
    match what {
        "there is an introductions thread already; another one is chosen in the settings" => {
            t!("error-introductions-there")
        }
        "this has changed meanwhile; look at it again" => t!("error-changed-meanwhile"),
        "what they are has just changed; look once more" => t!("error-role-changed"),
        "codes are asked for already" => t!("error-codes-asked-already"),
        "they propose it no more" => t!("error-not-proposed"),
        "there are as many saved replies as there may be; delete one first" => {
            t!("error-replies-full")
        }
        "please send it again" => t!("error-send-again"),
        "address of another account" => t!("error-address-taken"),
        "a copy is being made already" => t!("error-copy-under-way"),
        "there are many copies on this server; make one when some of them are gone" => {
            t!("error-copies-full")
        }
        "another answer was accepted meanwhile" => t!("error-accepted-meanwhile"),
        "so many suggestions wait here that none is taken now" => t!("error-suggestions-full"),
        "so many applications wait here that none is taken now" => t!("error-applications-full"),
        "text changed meanwhile" => t!("error-text-changed-meanwhile"),
        what => what.to_owned(),
    }
}

fn too_many(retry_after: u32) -> String {
    t!("error-too-many", patience = patience(retry_after))
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
