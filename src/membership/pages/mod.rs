//! Opening a community, what it is about, its settings and rules, joining it, and who looks after it.

mod about;
mod abroad;
mod conveners;
mod figures;
mod invitations;
mod invited;
mod join;
mod leaving;
mod linked;
mod linking;
mod members;
mod people;
mod points;
mod questions;
mod rules;
mod settings;
mod signs;
mod tree;
mod welcome;

use super::actions::own_invitation;
use super::federation::terms_remembered;
use super::model::{Accord, MembershipState, Standing};
use super::policy;
use super::queries::applications::last_application;
use super::queries::invites::invite_of;
use super::queries::letters::answered;
use super::queries::rules::time_to_agree;
use super::queries::settings::settings_of;
use super::queries::{
    COUNTED_MAX, MEMBERS_COUNTED, backlog, count_asked, count_members_roughly, count_reported,
    membership_of, standing,
};
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::communities::model::{Community, JoinPolicy, ReadPolicy, WritePolicy};
use crate::communities::pages::{
    CommunityHeaderView, JoinControl, community_at, community_for, facts, header,
};
use crate::error::{Reason, Result};
use crate::locale;
use crate::store::{Conn, Time};
use crate::visibility::reach_in;
use crate::web::flash;
use crate::web::layout::{self, Kind};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{LinkView, NoticeView, TabView};
use axum::Router;
use axum::response::Response;
use chrono::TimeDelta;
use chrono_tz::Tz;

pub use abroad::{Outside, Owed, is_joined_from_here, outside, rules_changed, rules_owed};
pub use linking::{NeighbourView, neighbours};
pub use tree::parts_of;
pub use welcome::{StepsView, steps_panel};

/// The form on the page for joining.
const FORM: &str = "#join";

pub fn routes() -> Router<App> {
    Router::new()
        .merge(about::routes())
        .merge(conveners::routes())
        .merge(figures::routes())
        .merge(invitations::routes())
        .merge(invited::routes())
        .merge(join::routes())
        .merge(leaving::routes())
        .merge(linked::routes())
        .merge(linking::routes())
        .merge(members::routes())
        .merge(questions::routes())
        .merge(rules::routes())
        .merge(settings::routes())
        .merge(tree::routes())
        .merge(welcome::routes())
}

/// The head of a community's page as this viewer sees it, with the pages that are for conveners and
/// moderators only. `current` is the path of the page below the community's; empty for its front page.
pub async fn community_header(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    viewer: &MaybeSignedIn,
    current: &str,
) -> Result<CommunityHeaderView> {
    let mut view = header(conn, community, viewer, current).await?;
    view.crumbs = tree::crumbs(conn, &viewer.viewer(), community).await?;
    if view.slim {
        view = view.with_way_back(current);
    }
    let joins_here = community.is_local() || abroad::is_joined_from_here(conn, community).await?;
    let Some(user) = &viewer.0 else {
        let row = &community.row;
        let open = community.is_open_to_read()
            && row.post_policy == WritePolicy::Readers
            && !row.restricted_to_moderators;
        if joins_here {
            view = view.with_join(join_control(community, Tie::default(), current));
        }
        return Ok(if open { view.with_begin() } else { view });
    };
    let standing = standing_of(app, conn, community, user).await?;
    if joins_here {
        let tie = tie(app, conn, community, user, &standing).await?;
        let applied = [MembershipState::Applied, MembershipState::MoreAsked];
        if tie.state.is_some_and(|state| applied.contains(&state)) {
            view = view.with_application();
        }
        view = view.with_join(join_control(community, tie, current));
    }
    view.asks = match community.is_local() {
        true => asks(conn, community, &standing, app.now()).await?,
        false => rules_changed(conn, community, &standing, app.now()).await?,
    };
    if community.is_local() && policy::may_see_desk(&standing).is_ok() {
        let waiting = backlog(conn, community.id()).await?;
        view = view.with_desk(current, waiting.total(), waiting.is_cut());
    }
    if community.is_local() && policy::may_update_community(&standing).is_ok() {
        view = view.with_settings(current);
    }
    if standing.may_moderate() {
        let reported = count_reported(conn, community.id(), standing.account).await?;
        let asked = count_asked(conn, community.id(), standing.account).await?;
        let asked = asked.appeals.saturating_add(asked.talks);
        let waiting = reported.saturating_add(asked);
        view = view.with_moderation(current, waiting, waiting >= COUNTED_MAX);
    }
    if policy::may_begin_thread(&standing, community).is_ok() {
        view = view.with_begin();
    }
    Ok(view)
}

/// How somebody is tied to a community.
#[derive(Debug, Clone, Copy, Default)]
struct Tie {
    is_member: bool,
    /// Of who is no member.
    state: Option<MembershipState>,
    /// Until when somebody who was declined may not apply again.
    pause: Option<Time>,
    /// Whether they have accepted an invitation with which they need not apply, and its server has yet to answer.
    accepted: bool,
}

async fn tie(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    user: &SignedIn,
    standing: &Standing,
) -> Result<Tie> {
    if standing.role.is_some() {
        return Ok(Tie {
            is_member: true,
            ..Tie::default()
        });
    }
    let membership = membership_of(conn, community.id(), user.person.id()).await?;
    let state = membership.map(|membership| membership.state);
    let state = invited_or(app, conn, community, user, state).await?;
    let pause = match state {
        Some(MembershipState::Declined) => pause_of(app, conn, community, user).await?,
        _ => None,
    };
    let accepted = match state {
        Some(MembershipState::Applied) => has_accepted(app, conn, community, user).await?,
        _ => false,
    };
    Ok(Tie {
        is_member: false,
        state,
        pause,
        accepted,
    })
}

/// Whoever has an invitation in their name is invited, unless they have applied.
async fn invited_or(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    user: &SignedIn,
    state: Option<MembershipState>,
) -> Result<Option<MembershipState>> {
    let applied = [MembershipState::Applied, MembershipState::MoreAsked];
    if state.is_some_and(|state| applied.contains(&state)) {
        return Ok(state);
    }
    let who = user.person.id();
    let invited = match community.is_local() {
        true => own_invitation(conn, app, community, who).await?.is_some(),
        false => invite_of(conn, community.id(), who, app.now())
            .await?
            .is_some(),
    };
    Ok(match invited {
        true => Some(MembershipState::Invited),
        false => state,
    })
}

/// Of a community elsewhere, as far as its terms are remembered: it says so itself where an invitation gave less
/// than it promised.
async fn has_accepted(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    user: &SignedIn,
) -> Result<bool> {
    if community.is_local() {
        return Ok(false);
    }
    let (here, who) = (community.id(), user.person.id());
    let Some(invite) = invite_of(conn, here, who, app.now()).await? else {
        return Ok(false);
    };
    let invited = policy::Invited {
        skips_queue: invite.skips_queue,
        personal: true,
    };
    let sent = answered(conn, here, who).await?.request.0;
    let terms = terms_remembered(app, community);
    Ok(sent.applied_at.is_none() && abroad::comes_in(terms.as_ref(), Some(invited)))
}

async fn pause_of(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    user: &SignedIn,
) -> Result<Option<Time>> {
    let (here, who) = (community.id(), user.person.id());
    let until = match community.is_local() {
        true => {
            let days = settings_of(conn, here).await?.reapply_days;
            let last = last_application(conn, here, who).await?;
            last.and_then(|last| policy::pause_until(&last, days))
        }
        false => answered(conn, here, who).await?.again_at,
    };
    Ok(until.filter(|until| app.now() < *until))
}

/// The way to the page for joining, named by what one finds there; on that page itself, to its form.
fn join_control(community: &Community, tie: Tie, current: &str) -> Option<JoinControl> {
    let row = &community.row;
    let page = format!("{}/join", community.path());
    let control = |label: String, leads: bool, href: &str| JoinControl {
        label,
        leads,
        href: href.to_owned(),
    };
    let quiet = |label: String| control(label, false, &page);
    // What is for members is no use before: not writing, and not reading.
    let shut = row.read_policy == ReadPolicy::Members;
    let needed = shut || row.post_policy == WritePolicy::Members;
    let inviting = |label: String| match current {
        "/join" => control(label, needed, FORM),
        _ => control(label, needed, &page),
    };
    if tie.is_member {
        return Some(quiet(t!("membership-control-member")));
    }
    let takes = !matches!(row.join_policy, JoinPolicy::Invitation | JoinPolicy::Closed);
    if let Some(until) = tie.pause.filter(|_| takes) {
        let day = locale::day(until.utc(), Tz::UTC);
        return Some(quiet(t!("membership-control-declined", day = day)));
    }
    Some(match (tie.state, row.join_policy) {
        (Some(MembershipState::Applied), _) if tie.accepted => {
            quiet(t!("membership-control-accepted"))
        }
        (Some(MembershipState::Applied), _) => quiet(t!("membership-control-applied")),
        (Some(MembershipState::MoreAsked), _) => {
            control(t!("membership-control-asked"), true, &page)
        }
        (Some(MembershipState::Invited), _) => inviting(t!("membership-control-invited")),
        (_, JoinPolicy::Open | JoinPolicy::Domain) => inviting(t!("membership-control-join")),
        (_, JoinPolicy::Application) => inviting(t!("membership-control-apply")),
        (_, JoinPolicy::Invitation) => control(t!("membership-control-how"), shut, &page),
        (_, JoinPolicy::Closed) => return None,
    })
}

/// Members who have to agree to the rules, as the first time or again, are asked on every page of the
/// community.
async fn asks(
    conn: &mut Conn,
    community: &Community,
    standing: &Standing,
    now: Time,
) -> Result<Option<NoticeView>> {
    if standing.accord == Accord::Given {
        return Ok(None);
    }
    let until = time_to_agree(conn, community, standing.account).await?;
    Ok(until.and_then(|until| asks_until(community, standing, until, now)))
}

fn asks_until(
    community: &Community,
    standing: &Standing,
    until: Time,
    now: Time,
) -> Option<NoticeView> {
    let (kind, text) = match standing.accord {
        Accord::Given => return None,
        Accord::Asked => {
            let text = match days_begun(until.since(now)) {
                0 | 1 => t!("membership-agree-day"),
                days => t!("membership-agree-days", count = days),
            };
            (Kind::Info, text)
        }
        Accord::Owed if standing.may_moderate() => (Kind::Warn, t!("membership-agree-staff")),
        Accord::Owed => (Kind::Warn, t!("membership-agree-owed")),
    };
    Some(NoticeView {
        kind,
        title: t!("membership-agree-title"),
        text,
        link: Some(LinkView::new(
            t!("membership-agree-read"),
            format!("{}/rules", community.path()),
        )),
        progress: None,
    })
}

/// A day as people write it, by UTC: what ends then ends for everybody at once.
fn day(at: Time) -> String {
    locale::date(at.utc(), Tz::UTC)
}

/// Until when those who were members already go on as before, where they are asked to agree to the rules.
fn grace_end(community: &Community) -> Option<Time> {
    policy::grace_end(&community.row)
}

/// Days in a length of time, where one that has begun counts.
fn days_begun(time: TimeDelta) -> i64 {
    let days = time.num_days();
    match time > TimeDelta::days(days) {
        true => days.saturating_add(1),
        false => days,
    }
}

/// The pages of the settings, in the order in which they are needed.
const SETTINGS: [&str; 18] = [
    "/settings/about",
    "/settings/pictures",
    "/settings/joining",
    "/settings/writing",
    "/settings/screening",
    "/settings/rules",
    "/settings/questions",
    "/settings/before",
    "/settings/welcome",
    "/settings/tags",
    "/settings/schedules",
    "/settings/asking",
    "/settings/library",
    "/settings/belonging",
    "/settings/linked",
    "/settings/invitations",
    "/settings/conveners",
    "/settings/figures",
];

/// What one of them is called.
fn part_title(below: &str) -> String {
    match below {
        "/settings/about" => t!("membership-settings-about"),
        "/settings/pictures" => t!("membership-settings-pictures"),
        "/settings/joining" => t!("membership-settings-joining"),
        "/settings/writing" => t!("membership-settings-writing"),
        "/settings/screening" => t!("membership-settings-screening"),
        "/settings/rules" => t!("membership-settings-rules"),
        "/settings/questions" => t!("membership-settings-questions"),
        "/settings/before" => t!("membership-settings-before"),
        "/settings/welcome" => t!("membership-settings-welcome"),
        "/settings/tags" => t!("membership-settings-tags"),
        "/settings/schedules" => t!("membership-settings-schedules"),
        "/settings/asking" => t!("membership-settings-asking"),
        "/settings/library" => t!("membership-settings-library"),
        "/settings/belonging" => t!("membership-settings-belonging"),
        "/settings/linked" => t!("membership-settings-linked"),
        "/settings/invitations" => t!("membership-settings-invitations"),
        "/settings/conveners" => t!("membership-settings-conveners"),
        _ => t!("membership-settings-figures"),
    }
}

/// Links to the pages of the settings, for what stands beside each.
pub fn settings_pages(community: &Community, current: &str) -> Vec<TabView> {
    let path = community.path();
    SETTINGS
        .map(|below| {
            TabView::new(
                part_title(below),
                format!("{path}{below}"),
                below == current,
            )
        })
        .into()
}

/// The community of this address with its head, if the user may change it.
pub async fn convened(
    app: &App,
    conn: &mut Conn,
    user: &SignedIn,
    name: &str,
    current: &str,
) -> Result<(Community, CommunityHeaderView)> {
    let community = convened_at(app, conn, user, name).await?;
    let viewer = MaybeSignedIn(Some(user.clone()));
    let header = community_header(app, conn, &community, &viewer, current).await?;
    Ok((community, header))
}

/// The same without its head, for who sends a form.
pub async fn convened_by(app: &App, user: &SignedIn, name: &str) -> Result<Community> {
    let mut conn = app.store.read().await?;
    convened_at(app, &mut conn, user, name).await
}

async fn convened_at(app: &App, conn: &mut Conn, user: &SignedIn, name: &str) -> Result<Community> {
    let community = community_at(app, conn, name).await?;
    if !community.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    let standing = standing_of(app, conn, &community, user).await?;
    policy::may_update_community(&standing)?;
    Ok(community)
}

/// The head of a page of the settings and the links to the others, where its form comes back to who sent it:
/// they may have been signed out meanwhile, and keep what they typed.
pub async fn head_again(
    app: &App,
    viewer: &MaybeSignedIn,
    name: &str,
    current: &str,
) -> Result<(CommunityHeaderView, Vec<TabView>)> {
    let mut conn = app.store.read().await?;
    let community = community_for(app, &mut conn, &viewer.viewer(), name).await?;
    let header = community_header(app, &mut conn, &community, viewer, current).await?;
    Ok((header, settings_pages(&community, current)))
}

/// On to the page of the community with this path below its own, which says what was done.
pub fn done(app: &App, community: &Community, below: &str, text: &str) -> Response {
    let path = format!("{}{below}", community.path());
    flash::done(app, &path, text)
}

/// How much there is in a community, for who may read it: label and figure.
pub async fn community_facts(
    conn: &mut Conn,
    community: &Community,
) -> Result<Vec<(String, String)>> {
    let mut known = facts(community);
    if community.is_local() {
        let members = count_members_roughly(conn, community.id()).await?;
        let more = if members < MEMBERS_COUNTED { "" } else { "+" };
        let members = format!("{}{more}", layout::count(members));
        known.insert(0, (t!("communities-fact-members"), members));
    }
    Ok(known)
}

/// Whether this viewer may read what is said in a community, and know how much that is.
async fn reads(conn: &mut Conn, community: &Community, viewer: &Viewer) -> Result<bool> {
    let reach = reach_in(conn, viewer.reader(), community.id()).await?;
    Ok(reach.admits(community.audience(), community.id()))
}

async fn standing_of(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    user: &SignedIn,
) -> Result<Standing> {
    Ok(standing(conn, &user.person, community, app.now()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_has_begun_counts() {
        let day = TimeDelta::days(1);
        let second = TimeDelta::seconds(1);
        for (time, days) in [
            (TimeDelta::zero(), 0),
            (second, 1),
            (day, 1),
            (day + second, 2),
            (day * 14 - second, 14),
            (day * 14, 14),
        ] {
            assert_eq!(days_begun(time), days, "{time}");
        }
    }
}
