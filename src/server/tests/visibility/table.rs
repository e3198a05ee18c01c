//! Who learns what where: the one table from which `docs/visibility.md` is printed and by which every
//! address is tried (safety.md M5). An address that has no row here fails the tests.

use super::Who;
use crate::communities::model::ReadPolicy;

/// How an address is asked, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Read by people.
    Page,
    /// Read by programs, which may sign.
    Document,
    /// Either, by what is accepted.
    Both,
    /// Sent by people.
    Action,
    /// Sent by other servers; what arrives is judged later, and the answer tells nothing of it.
    Inbox,
}

/// What an address is about, which says what is told there to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Nothing that is said in a community.
    Nothing,
    /// What is said in many communities: of each to who reads there; of unlisted ones to who is inside.
    Lists,
    /// A community itself, for who may know that it exists: what it is for, its rules, how to join, who
    /// looks after it. What is said in it, and how much, is for who reads there.
    Face,
    /// What is for the readers of a community alone. For others it does not exist.
    Inside,
    /// What is for those who look after a community.
    Care,
    /// What is for its conveners.
    Convene,
    /// One thread or reply. For who does not read there it does not exist, nor can anything be done to it.
    Thing,
    /// What is for administrators.
    Admin,
}

impl Form {
    pub fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Document => "document",
            Self::Both => "page, document",
            Self::Action => "action",
            Self::Inbox => "inbox",
        }
    }
}

impl About {
    pub const ALL: [Self; 8] = [
        Self::Nothing,
        Self::Lists,
        Self::Face,
        Self::Inside,
        Self::Care,
        Self::Convene,
        Self::Thing,
        Self::Admin,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Lists => "lists",
            Self::Face => "face",
            Self::Inside => "inside",
            Self::Care => "care",
            Self::Convene => "convening",
            Self::Thing => "thing",
            Self::Admin => "administration",
        }
    }

    pub fn meaning(self) -> &'static str {
        match self {
            Self::Nothing => "Tells nothing of what is said in communities.",
            Self::Lists => {
                "Shows of each community what its reader reads there, and of unlisted ones nothing to strangers."
            }
            Self::Face => {
                "The community itself, for who may know of it: what it is for, its rules, how to join, who looks after it. What is said in it, and how much, only to who reads there. For who may not know of it, it does not exist."
            }
            Self::Inside => {
                "For who reads in the community. For others the answer is that of an address where there is nothing."
            }
            Self::Care => "For those who look after the community. Others are refused.",
            Self::Convene => {
                "For the conveners of the community and administrators. Others are refused, moderators included."
            }
            Self::Thing => {
                "One thread or reply, for who reads in its community. For others the answer is that of an address where there is nothing, and nothing can be done to it; only its author can still delete it and put it back."
            }
            Self::Admin => "For administrators of this server.",
        }
    }
}

/// Who reads what is said in a community, by its setting `read`.
pub fn reads(who: Who, policy: ReadPolicy) -> bool {
    match policy {
        ReadPolicy::Public | ReadPolicy::Unlisted => true,
        ReadPolicy::Members => is_inside(who),
        ReadPolicy::Server => who.signs_in_here(),
    }
}

/// Who knows that there is such a community.
pub fn knows(who: Who, policy: ReadPolicy) -> bool {
    policy != ReadPolicy::Server || who.signs_in_here()
}

/// Who has an unlisted community among what they read: whoever leaves follows on.
pub fn follows(who: Who) -> bool {
    is_inside(who) || who == Who::Left
}

/// Who finds an unlisted community in searches, and reads what is for members.
pub fn is_inside(who: Who) -> bool {
    matches!(
        who,
        Who::Member | Who::Author | Who::Moderator | Who::Convener | Who::Admin | Who::Ally
    )
}

/// How it stands with a thread or reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Shown,
    Held,
    Removed,
    Deleted,
}

impl State {
    pub const ALL: [Self; 4] = [Self::Shown, Self::Held, Self::Removed, Self::Deleted];

    pub fn word(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Held => "held",
            Self::Removed => "removed",
            Self::Deleted => "deleted",
        }
    }
}

/// Who, of those who read in a community, sees the words of a thread or reply. Its author always does.
pub fn sees(who: Who, policy: ReadPolicy, state: State) -> bool {
    reads(who, policy)
        && match state {
            State::Shown => true,
            State::Held | State::Removed => who.cares() || who == Who::Author,
            State::Deleted => who == Who::Author,
        }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub path: &'static str,
    pub form: Form,
    pub about: About,
}

const fn row(path: &'static str, form: Form, about: About) -> Row {
    Row { path, form, about }
}

/// Every address of the public listener.
pub const ROWS: &[Row] = {
    use About::{Admin, Care, Convene, Face, Inside, Lists, Nothing, Thing};
    use Form::{Action, Both, Document, Inbox, Page};
    &[
        row("/", Both, Lists),
        row("/.well-known/host-meta", Document, Nothing),
        row("/.well-known/nodeinfo", Document, Nothing),
        row("/.well-known/webfinger", Document, Lists),
        row("/about", Page, Nothing),
        row("/about/api", Page, Nothing),
        row("/about/contact", Page, Nothing),
        row("/about/privacy", Page, Nothing),
        row("/about/terms", Page, Nothing),
        row("/activities/{kind}/{tail}", Document, Thing),
        row("/actor", Document, Nothing),
        row("/admin", Page, Admin),
        row("/admin/accounts", Page, Admin),
        row("/admin/accounts/new", Page, Admin),
        row("/admin/accounts/new", Action, Admin),
        row("/admin/accounts/{id}/admin", Page, Admin),
        row("/admin/accounts/{id}/admin", Action, Admin),
        row("/admin/accounts/{id}/codes", Page, Admin),
        row("/admin/accounts/{id}/codes", Action, Admin),
        row("/admin/accounts/{id}/delete", Page, Admin),
        row("/admin/accounts/{id}/delete", Action, Admin),
        row("/admin/accounts/{id}/member", Page, Admin),
        row("/admin/accounts/{id}/member", Action, Admin),
        row("/admin/accounts/{id}/moderator", Page, Admin),
        row("/admin/accounts/{id}/moderator", Action, Admin),
        row("/admin/accounts/{id}/owner", Page, Admin),
        row("/admin/accounts/{id}/owner", Action, Admin),
        row("/admin/accounts/{id}/password", Page, Admin),
        row("/admin/accounts/{id}/password", Action, Admin),
        row("/admin/accounts/{id}/restore", Page, Admin),
        row("/admin/accounts/{id}/restore", Action, Admin),
        row("/admin/accounts/{id}/silence", Page, Admin),
        row("/admin/accounts/{id}/silence", Action, Admin),
        row("/admin/accounts/{id}/suspend", Page, Admin),
        row("/admin/accounts/{id}/suspend", Action, Admin),
        row("/admin/accounts/{id}/unsilence", Page, Admin),
        row("/admin/accounts/{id}/unsilence", Action, Admin),
        row("/admin/applications", Page, Admin),
        row("/admin/applications/{id}/approve", Action, Admin),
        row("/admin/applications/{id}/decline", Action, Admin),
        row("/admin/closing", Page, Admin),
        row("/admin/closing", Action, Admin),
        row("/admin/communities", Page, Admin),
        row("/admin/communities/{id}/convener", Page, Admin),
        row("/admin/communities/{id}/convener", Action, Admin),
        row("/admin/communities/{id}/remove", Page, Admin),
        row("/admin/communities/{id}/remove", Action, Admin),
        row("/admin/communities/{id}/restore", Page, Admin),
        row("/admin/communities/{id}/restore", Action, Admin),
        row("/admin/entrance", Page, Admin),
        row("/admin/entrance", Action, Admin),
        row("/admin/hosts", Page, Admin),
        row("/admin/hosts/list", Page, Admin),
        row("/admin/hosts/list", Action, Admin),
        row("/admin/hosts/list.csv", Page, Admin),
        row("/admin/hosts/list/{id}", Page, Admin),
        row("/admin/hosts/list/{id}", Action, Admin),
        row("/admin/hosts/listed", Action, Admin),
        row("/admin/hosts/newcomers", Page, Admin),
        row("/admin/hosts/newcomers", Action, Admin),
        row("/admin/hosts/recent", Page, Admin),
        row("/admin/hosts/recent", Action, Admin),
        row("/admin/hosts/wave", Action, Admin),
        row("/admin/hosts/wave/end", Action, Admin),
        row("/admin/log", Page, Admin),
        row("/admin/looks", Page, Admin),
        row("/admin/looks", Action, Admin),
        row("/admin/mails", Page, Admin),
        row("/admin/notices", Page, Admin),
        row("/admin/notices", Action, Admin),
        row("/admin/peers", Page, Admin),
        row("/admin/peers/find", Page, Admin),
        row("/admin/peers/{host}", Page, Admin),
        row("/admin/peers/{host}/allow", Action, Admin),
        row("/admin/peers/{host}/block", Action, Admin),
        row("/admin/peers/{host}/retry", Action, Admin),
        row("/admin/peers/{host}/rule", Action, Admin),
        row("/admin/peers/{host}/severed.csv", Page, Admin),
        row("/admin/purge", Page, Admin),
        row("/admin/purge/one", Page, Admin),
        row("/admin/purge/one", Action, Admin),
        row("/admin/queues", Page, Admin),
        row("/admin/queues/jobs/{id}/retry", Action, Admin),
        row("/admin/reports", Page, Admin),
        row("/admin/reports/{id}", Page, Admin),
        row("/admin/reports/{id}", Action, Admin),
        row("/admin/screening", Page, Admin),
        row("/admin/screening", Action, Admin),
        row("/admin/screening/try", Action, Admin),
        row("/admin/screening/{id}", Action, Admin),
        row("/admin/screening/{id}/list", Page, Admin),
        row("/admin/settings", Page, Admin),
        row("/admin/settings", Action, Admin),
        row("/appeal/link/{token}", Page, Nothing),
        row("/appeal/link/{token}", Action, Nothing),
        row("/appeal/{id}", Page, Nothing),
        row("/appeal/{id}", Action, Nothing),
        row("/authorize_interaction", Page, Lists),
        row("/c/{name}", Both, Face),
        row("/c/{name}/about", Page, Face),
        row("/c/{name}/appeals", Page, Care),
        row("/c/{name}/appeals/{id}", Page, Care),
        row("/c/{name}/appeals/{id}", Action, Care),
        row("/c/{name}/ban", Action, Care),
        row("/c/{name}/bans", Page, Care),
        row("/c/{name}/communities", Page, Face),
        row("/c/{name}/contact", Page, Face),
        row("/c/{name}/contact", Action, Face),
        row("/c/{name}/desk", Page, Care),
        row("/c/{name}/desk/edits/{id}", Action, Care),
        row("/c/{name}/desk/held/{id}", Action, Care),
        row("/c/{name}/desk/held/{id}/decline", Action, Care),
        row("/c/{name}/desk/replies", Action, Care),
        row("/c/{name}/desk/replies/{id}/forget", Action, Care),
        row("/c/{name}/desk/{id}", Action, Care),
        row("/c/{name}/featured", Document, Inside),
        row("/c/{name}/feed.atom", Document, Face),
        row("/c/{name}/feed.json", Document, Face),
        row("/c/{name}/follow", Action, Face),
        row("/c/{name}/followers", Document, Inside),
        row("/c/{name}/helping", Action, Face),
        row("/c/{name}/inbox", Inbox, Nothing),
        row("/c/{name}/join", Page, Face),
        row("/c/{name}/join", Action, Face),
        row("/c/{name}/join/decline", Action, Face),
        row("/c/{name}/join/more", Action, Face),
        row("/c/{name}/join/withdraw", Action, Face),
        row("/c/{name}/leave", Action, Face),
        row("/c/{name}/library", Page, Face),
        row("/c/{name}/library/export", Page, Care),
        row("/c/{name}/library/export", Action, Care),
        row("/c/{name}/library/export/{id}", Page, Care),
        row("/c/{name}/library/new", Page, Care),
        row("/c/{name}/library/new", Action, Care),
        row("/c/{name}/library/proposals/{id}", Action, Care),
        row("/c/{name}/library/review", Page, Care),
        row("/c/{name}/library/{slug}", Page, Inside),
        row("/c/{name}/library/{slug}/delete", Page, Care),
        row("/c/{name}/library/{slug}/delete", Action, Care),
        row("/c/{name}/library/{slug}/edit", Page, Care),
        row("/c/{name}/library/{slug}/edit", Action, Care),
        row("/c/{name}/members", Page, Face),
        row("/c/{name}/members/appoint", Action, Convene),
        row("/c/{name}/members/collection", Document, Face),
        row("/c/{name}/members/dismiss", Action, Convene),
        row("/c/{name}/members/listing", Action, Face),
        row("/c/{name}/members/role", Action, Convene),
        row("/c/{name}/moderators", Document, Face),
        row("/c/{name}/modlog", Page, Inside),
        row("/c/{name}/mutes", Page, Care),
        row("/c/{name}/new", Page, Face),
        row("/c/{name}/new", Action, Face),
        row("/c/{name}/outbox", Document, Inside),
        row("/c/{name}/record", Page, Care),
        row("/c/{name}/reports", Page, Care),
        row("/c/{name}/reports/{id}", Page, Care),
        row("/c/{name}/reports/{id}", Action, Care),
        row("/c/{name}/rules", Page, Face),
        row("/c/{name}/rules", Action, Face),
        row("/c/{name}/rules/{id}", Page, Face),
        row("/c/{name}/settings", Page, Convene),
        row("/c/{name}/settings/about", Page, Convene),
        row("/c/{name}/settings/about", Action, Convene),
        row("/c/{name}/settings/asking", Page, Convene),
        row("/c/{name}/settings/asking", Action, Convene),
        row("/c/{name}/settings/before", Page, Convene),
        row("/c/{name}/settings/before", Action, Convene),
        row("/c/{name}/settings/belonging", Page, Convene),
        row("/c/{name}/settings/belonging", Action, Convene),
        row("/c/{name}/settings/conveners", Page, Convene),
        row("/c/{name}/settings/conveners", Action, Convene),
        row("/c/{name}/settings/conveners/resign", Action, Convene),
        row("/c/{name}/settings/figures", Page, Convene),
        row("/c/{name}/settings/introductions", Page, Convene),
        row("/c/{name}/settings/introductions", Action, Convene),
        row("/c/{name}/settings/invitations", Page, Convene),
        row("/c/{name}/settings/invitations", Action, Convene),
        row(
            "/c/{name}/settings/invitations/{id}/withdraw",
            Action,
            Convene,
        ),
        row("/c/{name}/settings/joining", Page, Convene),
        row("/c/{name}/settings/joining", Action, Convene),
        row("/c/{name}/settings/library", Page, Convene),
        row("/c/{name}/settings/library", Action, Convene),
        row("/c/{name}/settings/linked", Page, Convene),
        row("/c/{name}/settings/linked", Action, Convene),
        row("/c/{name}/settings/pictures", Page, Convene),
        row("/c/{name}/settings/pictures", Action, Convene),
        row("/c/{name}/settings/questions", Page, Convene),
        row("/c/{name}/settings/questions", Action, Convene),
        row("/c/{name}/settings/rules", Page, Convene),
        row("/c/{name}/settings/rules", Action, Convene),
        row("/c/{name}/settings/schedules", Page, Convene),
        row("/c/{name}/settings/schedules", Action, Convene),
        row("/c/{name}/settings/schedules/{id}", Action, Convene),
        row("/c/{name}/settings/screening", Page, Convene),
        row("/c/{name}/settings/screening", Action, Convene),
        row("/c/{name}/settings/screening/try", Action, Convene),
        row("/c/{name}/settings/screening/{id}", Action, Convene),
        row("/c/{name}/settings/screening/{id}/list", Page, Convene),
        row("/c/{name}/settings/tags", Page, Convene),
        row("/c/{name}/settings/tags", Action, Convene),
        row("/c/{name}/settings/welcome", Page, Convene),
        row("/c/{name}/settings/welcome", Action, Convene),
        row("/c/{name}/settings/writing", Page, Convene),
        row("/c/{name}/settings/writing", Action, Convene),
        row("/c/{name}/shared", Page, Inside),
        row("/c/{name}/shared/{id}", Page, Care),
        row("/c/{name}/shared/{id}", Action, Care),
        row("/c/{name}/similar", Page, Face),
        row("/c/{name}/standing", Page, Inside),
        row("/c/{name}/steps/close", Action, Face),
        row("/c/{name}/tag/{tag}", Page, Inside),
        row("/c/{name}/tag/{tag}", Action, Care),
        row("/c/{name}/tag/{tag}/choice", Action, Inside),
        row("/c/{name}/tag/{tag}/merge", Action, Care),
        row("/c/{name}/tags", Page, Inside),
        row("/c/{name}/tags", Action, Care),
        row("/c/{name}/team", Page, Care),
        row("/c/{name}/team/{id}", Page, Care),
        row("/c/{name}/team/{id}", Action, Care),
        row("/c/{name}/unanswered", Page, Inside),
        row("/c/{name}/unban", Action, Care),
        row("/c/{name}/unfollow", Action, Face),
        row("/comment/{id}", Both, Thing),
        row("/comment/{id}/accept", Action, Thing),
        row("/comment/{id}/convert", Action, Thing),
        row("/comment/{id}/delete", Page, Thing),
        row("/comment/{id}/delete", Action, Thing),
        row("/comment/{id}/distinguish", Action, Thing),
        row("/comment/{id}/edit", Page, Thing),
        row("/comment/{id}/edit", Action, Thing),
        row("/comment/{id}/likes", Document, Thing),
        row("/comment/{id}/lock", Page, Thing),
        row("/comment/{id}/lock", Action, Thing),
        row("/comment/{id}/pin", Page, Thing),
        row("/comment/{id}/pin", Action, Thing),
        row("/comment/{id}/remove", Page, Thing),
        row("/comment/{id}/remove", Action, Thing),
        row("/comment/{id}/replies", Document, Thing),
        row("/comment/{id}/replies/after/{after}", Document, Thing),
        row("/comment/{id}/reply", Action, Thing),
        row("/comment/{id}/report", Page, Thing),
        row("/comment/{id}/report", Action, Thing),
        row("/comment/{id}/restore", Page, Thing),
        row("/comment/{id}/restore", Action, Thing),
        row("/comment/{id}/revisions", Page, Thing),
        row("/comment/{id}/save", Page, Thing),
        row("/comment/{id}/save", Action, Thing),
        row("/comment/{id}/suggest", Page, Thing),
        row("/comment/{id}/suggest", Action, Thing),
        row("/comment/{id}/unaccept", Action, Thing),
        row("/comment/{id}/undelete", Action, Thing),
        row("/comment/{id}/unlock", Page, Thing),
        row("/comment/{id}/unlock", Action, Thing),
        row("/comment/{id}/unpin", Page, Thing),
        row("/comment/{id}/unpin", Action, Thing),
        row("/comment/{id}/vote", Action, Thing),
        row("/communities", Page, Lists),
        row("/communities/new", Page, Nothing),
        row("/communities/new", Action, Nothing),
        row("/context.json", Document, Nothing),
        row("/drafts", Page, Nothing),
        row("/drafts", Action, Nothing),
        row("/drafts/{id}/delete", Action, Nothing),
        row("/feed.atom", Document, Lists),
        row("/feed.json", Document, Lists),
        row("/following", Page, Lists),
        row("/following/searches", Page, Nothing),
        row("/following/searches/{id}/end", Action, Nothing),
        row("/following/{id}/end", Action, Nothing),
        row("/forgot", Page, Nothing),
        row("/forgot", Action, Nothing),
        row("/inbox", Inbox, Nothing),
        row("/invite/{token}", Page, Nothing),
        row("/invite/{token}", Action, Nothing),
        row("/invite/{token}/register", Page, Nothing),
        row("/invite/{token}/register", Action, Nothing),
        row("/join/{token}", Page, Nothing),
        row("/join/{token}", Action, Nothing),
        row("/livez", Document, Nothing),
        row("/login", Page, Nothing),
        row("/login", Action, Nothing),
        row("/login/code", Page, Nothing),
        row("/login/code", Action, Nothing),
        row("/logout", Action, Nothing),
        row("/media", Action, Nothing),
        row("/media/{id}", Page, Thing),
        row("/messages", Page, Nothing),
        row("/messages/to", Page, Nothing),
        row("/messages/{handle}", Page, Nothing),
        row("/messages/{handle}", Action, Nothing),
        row("/messages/{handle}/{id}/delete", Page, Nothing),
        row("/messages/{handle}/{id}/delete", Action, Nothing),
        row("/metrics", Document, Nothing),
        row("/modlog", Page, Lists),
        row("/new", Page, Lists),
        row("/nodeinfo/2.0", Document, Lists),
        row("/nodeinfo/2.1", Document, Lists),
        row("/notifications", Page, Lists),
        row("/notifications", Action, Nothing),
        row("/notifications/{id}", Page, Nothing),
        row("/notifications/{id}/read", Action, Nothing),
        row("/outbox", Document, Nothing),
        row("/password/{token}", Page, Nothing),
        row("/password/{token}", Action, Nothing),
        row("/post/{id}", Both, Thing),
        row("/post/{id}/accept", Action, Thing),
        row("/post/{id}/bump", Action, Thing),
        row("/post/{id}/close", Page, Thing),
        row("/post/{id}/close", Action, Thing),
        row("/post/{id}/context", Document, Thing),
        row("/post/{id}/context/after/{after}", Document, Thing),
        row("/post/{id}/delete", Page, Thing),
        row("/post/{id}/delete", Action, Thing),
        row("/post/{id}/distil", Page, Thing),
        row("/post/{id}/distil", Action, Thing),
        row("/post/{id}/edit", Page, Thing),
        row("/post/{id}/edit", Action, Thing),
        row("/post/{id}/follow", Action, Thing),
        row("/post/{id}/library", Page, Thing),
        row("/post/{id}/library", Action, Thing),
        row("/post/{id}/likes", Document, Thing),
        row("/post/{id}/lock", Page, Thing),
        row("/post/{id}/lock", Action, Thing),
        row("/post/{id}/move", Page, Thing),
        row("/post/{id}/move", Action, Thing),
        row("/post/{id}/pin", Page, Thing),
        row("/post/{id}/pin", Action, Thing),
        row("/post/{id}/remove", Page, Thing),
        row("/post/{id}/remove", Action, Thing),
        row("/post/{id}/reopen", Action, Thing),
        row("/post/{id}/replies", Document, Thing),
        row("/post/{id}/replies/after/{after}", Document, Thing),
        row("/post/{id}/reply", Action, Thing),
        row("/post/{id}/report", Page, Thing),
        row("/post/{id}/report", Action, Thing),
        row("/post/{id}/restore", Page, Thing),
        row("/post/{id}/restore", Action, Thing),
        row("/post/{id}/retitle", Page, Thing),
        row("/post/{id}/retitle", Action, Thing),
        row("/post/{id}/review", Page, Thing),
        row("/post/{id}/review", Action, Thing),
        row("/post/{id}/revisions", Page, Thing),
        row("/post/{id}/save", Page, Thing),
        row("/post/{id}/save", Action, Thing),
        row("/post/{id}/share", Page, Thing),
        row("/post/{id}/share", Action, Thing),
        row("/post/{id}/shares", Document, Thing),
        row("/post/{id}/suggest", Page, Thing),
        row("/post/{id}/suggest", Action, Thing),
        row("/post/{id}/suggestions", Page, Thing),
        row("/post/{id}/suggestions", Action, Thing),
        row("/post/{id}/unaccept", Action, Thing),
        row("/post/{id}/undelete", Action, Thing),
        row("/post/{id}/unlock", Page, Thing),
        row("/post/{id}/unlock", Action, Thing),
        row("/post/{id}/unpin", Page, Thing),
        row("/post/{id}/unpin", Action, Thing),
        row("/post/{id}/vote", Action, Thing),
        row("/post/{id}/wiki", Action, Thing),
        row("/post/{id}/{slug}", Page, Thing),
        row("/readyz", Document, Nothing),
        row("/register", Page, Nothing),
        row("/register", Action, Nothing),
        row("/robots.txt", Document, Nothing),
        row("/saved", Page, Lists),
        row("/saved/{id}/remove", Action, Nothing),
        row("/search", Page, Lists),
        row("/search/feed.atom", Document, Lists),
        row("/search/feed.json", Document, Lists),
        row("/search/follow", Action, Nothing),
        row("/settings", Page, Nothing),
        row("/settings", Action, Nothing),
        row("/settings/codes", Page, Nothing),
        row("/settings/codes", Action, Nothing),
        row("/settings/codes/confirm", Action, Nothing),
        row("/settings/codes/end", Action, Nothing),
        row("/settings/codes/recovery", Action, Nothing),
        row("/settings/delete", Page, Nothing),
        row("/settings/delete", Action, Nothing),
        row("/settings/feeds", Page, Nothing),
        row("/settings/feeds", Action, Nothing),
        row("/settings/feeds/revoke", Action, Nothing),
        row("/settings/mail", Page, Nothing),
        row("/settings/mail", Action, Nothing),
        row("/settings/mail/address", Action, Nothing),
        row("/settings/mail/confirm", Action, Nothing),
        row("/settings/password", Page, Nothing),
        row("/settings/password", Action, Nothing),
        row("/settings/pictures", Page, Nothing),
        row("/settings/pictures", Action, Nothing),
        row("/settings/sessions", Page, Nothing),
        row("/settings/sessions/end", Action, Nothing),
        row("/settings/sessions/end-others", Action, Nothing),
        row("/settings/severed.csv", Page, Nothing),
        row("/settings/written", Page, Nothing),
        row("/setup/{token}", Page, Nothing),
        row("/setup/{token}", Action, Nothing),
        row("/site_inbox", Inbox, Nothing),
        row("/sitemap.xml", Document, Nothing),
        row("/sitemap/communities", Document, Lists),
        row("/sitemap/threads/{id}", Document, Lists),
        row("/style", Page, Nothing),
        row("/tag/{tag}", Page, Lists),
        row("/theme", Action, Nothing),
        row("/u/{name}", Both, Lists),
        row("/u/{name}/feed.atom", Document, Lists),
        row("/u/{name}/feed.json", Document, Lists),
        row("/u/{name}/follow", Action, Nothing),
        row("/u/{name}/followers", Document, Nothing),
        row("/u/{name}/inbox", Inbox, Nothing),
        row("/u/{name}/outbox", Document, Lists),
        row("/u/{name}/report", Page, Nothing),
        row("/u/{name}/report", Action, Nothing),
        row("/unanswered", Page, Lists),
        row("/unsubscribe/{token}", Page, Nothing),
        row("/unsubscribe/{token}", Action, Nothing),
        row("/verify/{token}", Page, Nothing),
        row("/verify/{token}", Action, Nothing),
    ]
};
