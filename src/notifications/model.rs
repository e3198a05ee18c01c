//! A notification: about what, by whom.

use crate::activitypub::actors::FORMER_MEMBER;
use crate::ids::{AccountId, ActorId, CommentId, CommunityId, PostId};
use crate::mail::model::MailKind;
use crate::store::Time;
use crate::text_enum;
use crate::web::next::encoded;

text_enum! {
    pub enum NoticeKind {
        /// Somebody answered your question.
        Answer = "answer",
        /// Somebody replied to what you wrote.
        Reply = "reply",
        Mention = "mention",
        /// Your answer was accepted.
        Accepted = "accepted",
        FollowAccepted = "follow_accepted",
        FollowRefused = "follow_refused",
        /// A community elsewhere that only its members read has ended your belonging to it.
        MembershipEnded = "membership_ended",
        /// Somebody reported something that you moderate.
        Report = "report",
        /// What you reported is settled.
        ReportSettled = "report_settled",
        Message = "message",
        /// Moderators took down what you wrote, or brought it back.
        Removed = "removed",
        Restored = "restored",
        /// Moderators closed your thread to replies.
        Locked = "locked",
        /// You were banned from a community, or are no more.
        Banned = "banned",
        Unbanned = "unbanned",
        /// Moderators gave your thread another title or other tags.
        Retitled = "retitled",
        /// Moderators filed your thread with another community.
        Moved = "moved",
        /// Moderators warned you, or take that back; they have you read and not write, or do no more.
        Warned = "warned",
        WarningWithdrawn = "warning_withdrawn",
        Muted = "muted",
        Unmuted = "unmuted",
        /// The last convener of a community here has left; administrators look after it.
        NoConvener = "no_convener",
        /// Administrators took the community that you convene out of sight, or show it again.
        CommunityRemoved = "community_removed",
        CommunityRestored = "community_restored",
        /// Somebody wants to join what you look after, or answered what you asked them.
        Applied = "applied",
        ApplicationAnswered = "application_answered",
        /// What became of your own application.
        MoreAsked = "more_asked",
        Approved = "approved",
        Declined = "declined",
        ApplicationExpired = "application_expired",
        /// An application to a community elsewhere came back undecided, since its rules changed.
        CameBack = "came_back",
        /// The rules changed so that members have to agree again.
        RulesChanged = "rules_changed",
        /// Something is held in what you look after.
        PostHeld = "post_held",
        /// What you wrote was held and is shown now.
        Released = "released",
        /// Somebody invites you into a community.
        Invited = "invited",
        /// Nobody has replied to the introduction of somebody whom you greet.
        IntroductionWaits = "introduction_waits",
        /// You convene a community from now on.
        NamedConvener = "named_convener",
        /// Something is new in what you follow.
        InFollowedThread = "in_followed_thread",
        InFollowedTag = "in_followed_tag",
        ByFollowedPerson = "by_followed_person",
        InFollowedSearch = "in_followed_search",
        /// A question waits, about which you wanted to be asked.
        AskedToAnswer = "asked_to_answer",
        /// Whether what you answered some time ago is still right.
        StillRight = "still_right",
        /// A member's server is not trusted any more to keep what is said in a community that you convene.
        ReadsNoMore = "reads_no_more",
        /// Somebody suggests another text for what you wrote, and what became of what you suggested.
        EditSuggested = "edit_suggested",
        EditApproved = "edit_approved",
        EditDeclined = "edit_declined",
        /// Somebody who looks after the community has every member edit your thread; and a member did.
        MadeWiki = "made_wiki",
        WikiEdited = "wiki_edited",
        /// What became of a thread that you proposed for the library.
        ShelfAccepted = "shelf_accepted",
        ShelfDeclined = "shelf_declined",
        /// Somebody who looks after the community closed your question.
        QuestionClosed = "question_closed",
        /// Another community wants to work together with one that you convene; and what became of that.
        LinkProposed = "link_proposed",
        LinkAccepted = "link_accepted",
        LinkDeclined = "link_declined",
        LinkEnded = "link_ended",
        /// The server of whom or what you followed is not talked to any more.
        Severed = "severed",
        /// Somebody appeals against what those who look after your community decided; and what came of your own appeal.
        Appealed = "appealed",
        AppealDecided = "appeal_decided",
        /// Somebody wrote to those who look after your community; and what they answered you.
        TeamMessage = "team_message",
        TeamAnswered = "team_answered",
    }
}

impl NoticeKind {
    /// About a thread, and settled elsewhere: seeing the thread is not all that is asked.
    pub const SETTLED_ELSEWHERE: [Self; 2] = [Self::Report, Self::PostHeld];

    /// Told of what moderators decided; the cause is the id of their act.
    pub fn is_decision(self) -> bool {
        matches!(
            self,
            Self::Removed
                | Self::Restored
                | Self::Locked
                | Self::Retitled
                | Self::Moved
                | Self::Banned
                | Self::Unbanned
                | Self::Warned
                | Self::WarningWithdrawn
                | Self::Muted
                | Self::Unmuted
        )
    }

    /// As which mail it is told, too.
    pub fn mail(self) -> Option<MailKind> {
        match self {
            Self::Answer => Some(MailKind::Answer),
            Self::Mention => Some(MailKind::Mention),
            Self::InFollowedThread
            | Self::InFollowedTag
            | Self::ByFollowedPerson
            | Self::InFollowedSearch => Some(MailKind::Followed),
            decision if decision.is_decision() => Some(MailKind::Moderation),
            _ => None,
        }
    }
}

/// Something to tell. `cause` names what happened (the id of the reply, the message): the same
/// recipient is told of one cause once.
#[derive(Debug, Clone)]
pub struct NewNotice<'a> {
    pub recipient: AccountId,
    pub kind: NoticeKind,
    pub cause: &'a str,
    /// Who did it; nobody is told of their own acts.
    pub by: Option<ActorId>,
    pub community: Option<CommunityId>,
    pub post: Option<PostId>,
    pub comment: Option<CommentId>,
}

/// What a notification is about, beside what its page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub recipient: AccountId,
    /// It is about a reply; the reply may be gone.
    pub is_reply: bool,
    /// Whether anybody may read the thread and its community.
    pub is_public: bool,
    /// How the text of the thread begins, where it is about that and no reply.
    pub start: String,
}

/// A notification on its page. Titles and texts are empty where the recipient may no longer read them.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    pub id: i64,
    pub kind: NoticeKind,
    pub by: Option<NoticeActor>,
    /// The community it is about.
    pub community: Option<NoticeActor>,
    /// What that is called in a sentence; empty where there is none.
    pub place: String,
    /// Public id and title of the thread.
    pub thread: Option<(String, String)>,
    /// Public id and first words of the reply.
    pub reply: Option<(String, String)>,
    /// For reports.
    pub reported: Option<Reported>,
    /// For what came of one's own.
    pub settled: Option<Settled>,
    /// For what moderators did, and for what became of what somebody proposed.
    pub decided: Option<Decided>,
    /// For a search that they follow still.
    pub search: Option<NewInSearch>,
    /// For what came of an appeal: the number of the act that it was against.
    pub appealed: Option<i64>,
    pub created_at: Time,
    pub read_at: Option<Time>,
}

/// What a report is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// The person reported, or the author of what was.
    pub who: NoticeActor,
    pub what: ReportedThing,
    pub reason: String,
}

/// What came of a report, for whoever made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Whether something was done, where those in charge have said so.
    pub acted: Option<bool>,
    /// What they told those who reported; may be empty.
    pub message: String,
}

/// What those who look after a community decided, for the person concerned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decided {
    /// Why; may be empty.
    pub reason: String,
    /// When it ends by itself.
    pub until: Option<Time>,
    /// Where the thread or reply is read by its author, as long as they may read there.
    pub path: Option<String>,
    /// The number of the act, where whom it is about can appeal against it.
    pub appealable: Option<i64>,
}

/// A search in which something is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInSearch {
    pub typed: String,
    /// What it lists: `threads` or `replies`.
    pub lists: String,
    /// The day since which it is, as in `2026-03-31`.
    pub since: String,
}

impl NewInSearch {
    /// The search, with what is new alone.
    pub fn path(&self) -> String {
        let typed = format!("{} after:{}", self.typed, self.since);
        let tab = match self.lists.as_str() {
            "replies" => "&tab=replies",
            _ => "",
        };
        format!("/search?q={}{tab}", encoded(&typed))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportedThing {
    Person,
    Thread,
    Reply,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeActor {
    pub name: String,
    pub host: String,
    pub local: bool,
}

impl NoticeActor {
    /// As they are called in a sentence: whoever took their name along is nobody by name.
    pub fn who(&self) -> String {
        match self.local && self.name == FORMER_MEMBER {
            true => t!("notifications-former-member"),
            false => self.handle(),
        }
    }

    pub fn handle(&self) -> String {
        if self.local {
            self.name.clone()
        } else {
            format!("{}@{}", self.name, self.host)
        }
    }

    /// What a community of this title is called in a sentence: one of another server with that.
    pub fn called(&self, title: &str) -> String {
        let title = match title {
            "" => self.name.as_str(),
            title => title,
        };
        match self.local {
            true => title.to_owned(),
            false => t!(
                "notifications-place-elsewhere",
                place = title,
                host = self.host
            ),
        }
    }
}

impl Notice {
    pub fn is_new(&self) -> bool {
        self.read_at.is_none()
    }

    /// Where it leads: to where one can do something about it.
    pub fn path(&self) -> Option<String> {
        match (self.kind, &self.community, &self.by) {
            (NoticeKind::Message, _, Some(by)) => {
                return Some(format!("/messages/{}", by.handle()));
            }
            (NoticeKind::Message, _, None) => return Some("/messages".to_owned()),
            (NoticeKind::Report, Some(community), _) => {
                return Some(format!("/c/{}/reports", community.handle()));
            }
            (
                NoticeKind::Applied | NoticeKind::ApplicationAnswered | NoticeKind::PostHeld,
                Some(community),
                _,
            ) => return Some(format!("/c/{}/desk", community.handle())),
            (
                NoticeKind::MoreAsked
                | NoticeKind::Approved
                | NoticeKind::Declined
                | NoticeKind::CameBack
                | NoticeKind::ApplicationExpired
                | NoticeKind::Invited,
                Some(community),
                _,
            ) => return Some(format!("/c/{}/join", community.handle())),
            (NoticeKind::RulesChanged, Some(community), _) => {
                return Some(format!("/c/{}/rules", community.handle()));
            }
            (NoticeKind::ReadsNoMore, Some(community), _) => {
                return Some(format!("/c/{}/members", community.handle()));
            }
            (NoticeKind::EditSuggested | NoticeKind::EditDeclined, _, _) => {
                let (thread, _) = self.thread.as_ref()?;
                return Some(format!("/post/{thread}/suggestions"));
            }
            (
                NoticeKind::LinkProposed
                | NoticeKind::LinkAccepted
                | NoticeKind::LinkDeclined
                | NoticeKind::LinkEnded,
                Some(community),
                _,
            ) => return Some(format!("/c/{}/settings/linked", community.handle())),
            (NoticeKind::InFollowedSearch, _, _) => {
                let search = self.search.as_ref();
                return Some(search.map_or("/following/searches".to_owned(), NewInSearch::path));
            }
            (NoticeKind::StillRight, _, _) => {
                let (thread, _) = self.thread.as_ref()?;
                return Some(format!("/post/{thread}/review"));
            }
            (NoticeKind::Appealed, Some(community), _) => {
                return Some(format!("/c/{}/appeals", community.handle()));
            }
            (NoticeKind::TeamMessage, Some(community), _) => {
                return Some(format!("/c/{}/team", community.handle()));
            }
            (NoticeKind::TeamAnswered, Some(community), _) => {
                return Some(format!("/c/{}/contact", community.handle()));
            }
            (NoticeKind::AppealDecided, _, _) => {
                let act = self.appealed?;
                return Some(format!("/appeal/{act}"));
            }
            // Reports about people have no community; administrators get them.
            (NoticeKind::Report, None, _) => return Some("/admin/reports".to_owned()),
            _ => {}
        }
        if let Some(path) = self.decided.as_ref().and_then(|each| each.path.clone()) {
            return Some(path);
        }
        match (&self.reply, &self.thread, &self.community) {
            (Some((reply, _)), _, _) => Some(format!("/comment/{reply}")),
            (None, Some((thread, _)), _) => Some(format!("/post/{thread}")),
            (None, None, Some(community)) => Some(format!("/c/{}", community.handle())),
            (None, None, None) => None,
        }
    }
}
