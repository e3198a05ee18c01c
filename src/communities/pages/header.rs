//! The head of every page of a community: what it is, whether one follows it, and its pages.

use crate::accounts::model::Person;
use crate::communities::actions::judge_following;
use crate::communities::model::{Community, FollowState};
use crate::communities::policy::is_followed_freely;
use crate::communities::queries::follows::follow_by_pair;
use crate::error::{Reason, Result};
use crate::store::Conn;
use crate::web::accent::Accent;
use crate::web::layout;
use crate::web::next::login_path;
use crate::web::session::MaybeSignedIn;
use crate::web::view::{LinkView, NoticeView, TabView};

/// What can be done about following.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowControl {
    /// A visitor, who signs in first or follows from elsewhere.
    SignIn,
    /// Only those follow who belong to it.
    Closed,
    /// Not everybody follows it, and whoever is banned does not.
    Banned,
    Follow,
    /// Asked, not answered: ask again or take it back.
    Waiting,
    /// The same of who has applied: it goes with the application, which is taken back where it stands.
    Applied,
    Unfollow,
}

/// For the macro `header` in `communities/pages/header.html`.
#[derive(Debug, Clone)]
pub struct CommunityHeaderView {
    pub title: String,
    pub focus: String,
    /// Language of its texts, where it is not the page's own.
    pub lang: Option<String>,
    /// `/c/luthiers`; forms and tabs are below it.
    pub path: String,
    /// `luthiers@host`, with our host for our own: what is typed elsewhere to find it.
    pub address: String,
    /// The other server and its page, for a community that is not ours.
    pub origin: Option<(String, String)>,
    pub follow: FollowControl,
    /// Whether anybody anywhere follows it as they like.
    pub open: bool,
    /// Where a thread is begun; none for who may not.
    pub begin: Option<String>,
    /// How one stands to joining, or can; none where nobody joins here.
    pub join: Option<JoinControl>,
    /// What is asked of this viewer on every page of the community.
    pub asks: Option<NoticeView>,
    /// The communities that this one is a part of, the highest first.
    pub crumbs: Vec<LinkView>,
    pub tabs: Vec<TabView>,
    /// Whether it is short on telephones: where one works, what is worked on comes first.
    pub slim: bool,
    /// Names of its pictures.
    pub icon: Option<String>,
    pub banner: Option<String>,
    pub accent: Accent,
}

/// A link to where one joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinControl {
    pub label: String,
    /// Whether it is what one would do here first.
    pub leads: bool,
    pub href: String,
}

impl CommunityHeaderView {
    /// Where the form that follows posts to.
    pub fn follow_action(&self) -> String {
        format!("{}/follow", self.path)
    }

    pub fn unfollow_action(&self) -> String {
        format!("{}/unfollow", self.path)
    }

    /// `current` is the path of the page below the community's, such as `/about`; empty for the front.
    pub fn new(community: &Community, follow: FollowControl, current: &str) -> Self {
        let path = community.path();
        let tab = |label: String, below: &str| {
            TabView::new(label, format!("{path}{below}"), below == current)
        };
        let actor = &community.actor;
        let mut tabs = vec![tab(t!("communities-tab-threads"), "")];
        // That of another server has its library there.
        if actor.local {
            tabs.push(tab(t!("communities-tab-library"), "/library"));
        }
        tabs.extend([
            tab(t!("communities-tab-members"), "/members"),
            tab(t!("communities-tab-about"), "/about"),
        ]);
        let origin = (!actor.local).then(|| (actor.host.clone(), actor.page().to_owned()));
        Self {
            title: community.title().to_owned(),
            focus: community.row.focus.clone(),
            address: format!("{}@{}", actor.name, actor.host),
            origin,
            follow,
            open: is_followed_freely(community),
            lang: layout::lang(&community.row.language),
            begin: None,
            join: None,
            asks: None,
            crumbs: Vec::new(),
            tabs,
            slim: is_setting(current),
            icon: community.row.icon.clone(),
            banner: community.row.banner.clone(),
            accent: Accent::kept(&community.row.accent),
            path,
        }
    }

    /// With the page for conveners.
    #[must_use]
    pub fn with_settings(self, current: &str) -> Self {
        self.with_tab(
            &t!("communities-tab-settings"),
            "/settings",
            is_setting(current),
        )
    }

    /// With the way from this page of the settings back to all of them and to the community.
    #[must_use]
    pub fn with_way_back(mut self, current: &str) -> Self {
        self.crumbs.push(LinkView::new(&self.title, &self.path));
        if current != "/settings" {
            let settings = format!("{}/settings", self.path);
            self.crumbs
                .push(LinkView::new(t!("communities-tab-settings"), settings));
        }
        self
    }

    /// Whether the page for conveners is among its pages.
    pub fn has_settings(&self) -> bool {
        let settings = format!("{}/settings", self.path);
        self.tabs.iter().any(|tab| tab.href == settings)
    }

    /// With the pages for moderators, reports first, and how many of those wait there.
    #[must_use]
    pub fn with_moderation(mut self, current: &str, waiting: i64, more: bool) -> Self {
        let here = matches!(current, "/reports" | "/bans" | "/modlog");
        let href = format!("{}/reports", self.path);
        let tab = TabView::new(t!("communities-tab-moderation"), href, here);
        self.tabs.push(with_count(tab, waiting, more));
        self
    }

    /// With the page of those who decide who joins, and how much waits there; `more` where there may be
    /// more than was counted.
    #[must_use]
    pub fn with_desk(mut self, current: &str, waiting: i64, more: bool) -> Self {
        let href = format!("{}/desk", self.path);
        let tab = TabView::new(t!("communities-tab-desk"), href, current == "/desk");
        self.tabs.push(with_count(tab, waiting, more));
        self
    }

    /// With the way to the page for joining.
    #[must_use]
    pub fn with_join(self, join: Option<JoinControl>) -> Self {
        Self { join, ..self }
    }

    /// Somebody has applied: a follow that is not answered yet came with that.
    #[must_use]
    pub fn with_application(self) -> Self {
        let follow = match self.follow {
            FollowControl::Waiting => FollowControl::Applied,
            other => other,
        };
        Self { follow, ..self }
    }

    pub fn join_path(&self) -> String {
        format!("{}/join", self.path)
    }

    /// Where joining is what one does first, following is not.
    pub fn follow_class(&self) -> &'static str {
        match &self.join {
            Some(join) if join.leads => "btn",
            _ => "btn btn-main",
        }
    }

    fn with_tab(mut self, label: &str, below: &str, current: bool) -> Self {
        let href = format!("{}{below}", self.path);
        self.tabs.push(TabView::new(label, href, current));
        self
    }

    /// With the way to begin a thread.
    #[must_use]
    pub fn with_begin(self) -> Self {
        let new = format!("{}/new", self.path);
        let begin = match self.follow {
            FollowControl::SignIn => login_path(&new),
            _ => new,
        };
        Self {
            begin: Some(begin),
            ..self
        }
    }

    /// Where a visitor signs in to come back here.
    pub fn login(&self) -> String {
        login_path(&self.path)
    }

    pub fn may_follow(&self) -> bool {
        self.follow == FollowControl::Follow
    }

    pub fn is_closed(&self) -> bool {
        self.follow == FollowControl::Closed
    }

    pub fn is_banned(&self) -> bool {
        self.follow == FollowControl::Banned
    }

    pub fn is_waiting(&self) -> bool {
        self.follow == FollowControl::Waiting
    }

    pub fn has_applied(&self) -> bool {
        self.follow == FollowControl::Applied
    }

    pub fn is_followed(&self) -> bool {
        self.follow == FollowControl::Unfollow
    }
}

/// With how much waits there, where anything does.
fn with_count(tab: TabView, waiting: i64, more: bool) -> TabView {
    match (waiting, more) {
        (0, _) => tab,
        (waiting, false) => tab.counted(waiting),
        (waiting, true) => tab.counted_up_to(waiting),
    }
}

/// Whether this page below a community's address is one of its settings.
fn is_setting(current: &str) -> bool {
    current.starts_with("/settings")
}

/// The head as this viewer sees it: no query for a visitor.
pub async fn header(
    conn: &mut Conn,
    community: &Community,
    viewer: &MaybeSignedIn,
    current: &str,
) -> Result<CommunityHeaderView> {
    let follow = match &viewer.0 {
        None if community.is_local() && !is_followed_freely(community) => FollowControl::Closed,
        None => FollowControl::SignIn,
        Some(user) => control_for(conn, community, &user.person).await?,
    };
    Ok(CommunityHeaderView::new(community, follow, current))
}

async fn control_for(
    conn: &mut Conn,
    community: &Community,
    person: &Person,
) -> Result<FollowControl> {
    let follow = follow_by_pair(conn, person.actor.id, community.actor.id).await?;
    match follow.map(|follow| follow.state) {
        Some(FollowState::Accepted) => return Ok(FollowControl::Unfollow),
        Some(FollowState::Pending) => return Ok(FollowControl::Waiting),
        Some(FollowState::Refused) | None => {}
    }
    let judged = judge_following(conn, person, community).await?;
    Ok(match judged {
        Ok(()) => FollowControl::Follow,
        Err(Reason::Banned) => FollowControl::Banned,
        Err(_) => FollowControl::Closed,
    })
}

/// Counts that only the origin knows are told as its own (model.md, merge rule 9).
pub fn facts(community: &Community) -> Vec<(String, String)> {
    let row = &community.row;
    if community.is_local() {
        return vec![
            (
                t!("communities-fact-followers"),
                layout::count(row.follower_count),
            ),
            (
                t!("communities-fact-threads"),
                layout::count(row.post_count),
            ),
            (
                t!("communities-fact-replies"),
                layout::count(row.comment_count),
            ),
        ];
    }
    let mut facts = vec![
        (
            t!("communities-fact-followers-here"),
            layout::count(row.follower_count),
        ),
        (
            t!("communities-fact-threads-here"),
            layout::count(row.post_count),
        ),
    ];
    // What it said a while ago may be less than what is here by now, and is not told then.
    let told = |count: &i64, here: i64| *count >= here;
    let followers = row.origin_follower_count;
    let threads = row.origin_post_count;
    if let Some(followers) = followers.filter(|count| told(count, row.follower_count)) {
        let label = t!("communities-fact-followers-there");
        facts.push((label, layout::count(followers)));
    }
    if let Some(threads) = threads.filter(|count| told(count, row.post_count)) {
        let label = t!("communities-fact-threads-there");
        facts.push((label, layout::count(threads)));
    }
    facts
}
