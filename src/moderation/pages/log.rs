//! `/c/{name}/modlog`: what was done here, for everybody who may read here; and `/modlog`: what was
//! done in the communities of this server.

use super::{PER_PAGE, community_seen, handle_of, linked, parts, person_link};
use crate::activitypub::delivery::Audience;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::{CommunityHeaderView, framed};
use crate::communities::queries::directory::{Directory, list_communities};
use crate::error::Result;
use crate::ids::{AccountId, CommunityId};
use crate::locale::Html;
use crate::membership::pages::community_header;
use crate::moderation::model::{ActionId, Rank, Verb};
use crate::moderation::queries::{
    LogOf, LogRow, Logged, list_log, list_reversed, list_unnamed_teams,
};
use crate::posts::queries::{Sight, sight};
use crate::text::{escape, excerpt};
use crate::web::layout::{Frame, Now};
use crate::web::next::encoded;
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::session::MaybeSignedIn;
use crate::web::view::{LinkView, PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;

const SERVER: &str = "/modlog";
/// Communities of which the server's log tells, the most active.
const COMMUNITIES: usize = 200;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/modlog", get(log_page))
        .route(SERVER, get(server_log_page))
}

#[derive(Template)]
#[template(path = "moderation/pages/log.html")]
struct LogPage {
    frame: Frame,
    header: CommunityHeaderView,
    /// None for those who do not moderate here.
    pages: Vec<TabView>,
    rows: Vec<RowView>,
    pager: PagerView,
}

#[derive(Template)]
#[template(path = "moderation/pages/server_log.html")]
struct ServerLogPage {
    frame: Frame,
    communities: Vec<LinkView>,
    rows: Vec<RowView>,
    pager: PagerView,
}

pub(super) struct RowView {
    /// Who did what to what, and where.
    pub said: Html,
    /// First words of a reply, for who may read it.
    pub words: String,
    pub reason: String,
    pub undone: bool,
    /// Whether it was undone since somebody appealed against it.
    pub reversed: bool,
    /// Where somebody who may takes it back, while it holds.
    pub undo: Option<LinkView>,
    /// Where the viewer appeals against it, whom it is about.
    pub appeal: Option<String>,
    pub when: When,
}

async fn log_page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<ByNumber>,
    user: MaybeSignedIn,
    frame: Frame,
) -> Result<Page<LogPage>> {
    let mut conn = app.store.read().await?;
    let community = community_seen(&mut conn, &app, &user.viewer(), &name).await?;
    let sight = sight(&mut conn, &user.viewer(), community.id()).await?;
    let moderates = sight.may_moderate();
    let of = match moderates {
        true => LogOf::Care(community.id()),
        false => LogOf::Community(community.id()),
    };
    let found = list_log(&mut conn, &of, asked.turn(), PER_PAGE).await?;
    let now = frame.now;
    // Who looks after it sees who of them it was.
    let unnamed = match moderates {
        true => Vec::new(),
        false => list_unnamed_teams(&mut conn, &[community.id()]).await?,
    };
    let reversed = list_reversed(&mut conn, &numbers(&found.rows)).await?;
    let me = user.0.as_ref().map(|user| user.person.id());
    let me = me.filter(|_| community.is_local());
    let row = |row: LogRow| RowView {
        reversed: reversed.contains(&row.action.id),
        appeal: appeal(&row, me),
        ..match moderates {
            true => care_view(row, &sight, now),
            false => view(row, Some(&sight), &unnamed, now),
        }
    };
    let path = format!("{}/modlog", community.path());
    Ok(Page(LogPage {
        header: community_header(&app, &mut conn, &community, &user, "/modlog").await?,
        pages: match moderates {
            true => parts(&community, "modlog"),
            false => Vec::new(),
        },
        pager: pager(&path, &found, |row| row.action.id.0),
        rows: found.rows.into_iter().map(row).collect(),
        frame: framed(frame, &community),
    }))
}

async fn server_log_page(
    State(app): State<App>,
    Query(asked): Query<ByNumber>,
    frame: Frame,
) -> Result<Page<ServerLogPage>> {
    let mut conn = app.store.read().await?;
    let local = Directory {
        local_only: true,
        ..Directory::default()
    };
    let communities = list_communities(&mut conn, &local, COMMUNITIES).await?.rows;
    let ids: Vec<CommunityId> = communities.iter().map(Community::id).collect();
    let unnamed = list_unnamed_teams(&mut conn, &ids).await?;
    let of = LogOf::Server(ids);
    let found = list_log(&mut conn, &of, asked.turn(), PER_PAGE).await?;
    let reversed = list_reversed(&mut conn, &numbers(&found.rows)).await?;
    let now = frame.now;
    let row = |row: LogRow| RowView {
        reversed: reversed.contains(&row.action.id),
        ..view(row, None, &unnamed, now)
    };
    let link = |community: &Community| {
        LinkView::new(community.title(), format!("{}/modlog", community.path()))
    };
    Ok(Page(ServerLogPage {
        communities: communities.iter().take(20).map(link).collect(),
        pager: pager(SERVER, &found, |row| row.action.id.0),
        rows: found.rows.into_iter().map(row).collect(),
        frame,
    }))
}

/// As [`view`], for those who look after the community: with the names, and with the way to take back what holds.
pub(super) fn care_view(row: LogRow, sight: &Sight, now: Now) -> RowView {
    let undo = undo(&row, now);
    RowView {
        undo,
        ..view(row, Some(sight), &[], now)
    }
}

/// Where an act that holds is taken back; none where it does not hold any more, or is itself what takes one back.
fn undo(row: &LogRow, now: Now) -> Option<LinkView> {
    let act = &row.action;
    let over = act.until.is_some_and(|end| end <= now.at);
    if act.undone_at.is_some() || over || !act.verb.holds() {
        return None;
    }
    let (name, _) = row.place.as_ref()?;
    let place = format!("/c/{}", handle_of(name));
    let thing = match (&row.reply, &row.thread) {
        (Some(reply), _) => Some(format!("/comment/{}", reply.public_id)),
        (None, Some(thread)) => Some(format!("/post/{}", thread.public_id)),
        (None, None) => None,
    };
    let path = match act.verb {
        Verb::Remove => format!("{}/restore", thing?),
        Verb::Lock => format!("{}/unlock", thing?),
        Verb::Pin => format!("{}/unpin", thing?),
        Verb::Ban => format!("{place}/bans"),
        Verb::Mute => format!("{place}/mutes"),
        Verb::Warn => {
            let person = row.person.as_ref()?;
            format!("{place}/record?person={}", encoded(&handle_of(person)))
        }
        Verb::Appoint => format!("{place}/members"),
        Verb::MoveAway => format!("{}/move", thing?),
        Verb::Hide => match (&row.thread, &row.reply) {
            (_, Some(reply)) => {
                let thread = row.reply_thread.as_ref()?;
                format!("{place}/shared/{thread}?reply={}", reply.public_id)
            }
            (Some(thread), None) => format!("{place}/shared/{}", thread.public_id),
            (None, None) => return None,
        },
        _ => return None,
    };
    Some(LinkView::new(t!("moderation-log-undo"), path))
}

pub(super) fn numbers(rows: &[LogRow]) -> Vec<ActionId> {
    rows.iter().map(|row| row.action.id).collect()
}

/// Where the viewer appeals against what holds still and is about them, or what they wrote.
fn appeal(row: &LogRow, me: Option<AccountId>) -> Option<String> {
    let act = &row.action;
    let taken = matches!(
        act.verb,
        Verb::Remove | Verb::Lock | Verb::Ban | Verb::Mute | Verb::Warn
    );
    let thing = row.reply.as_ref().or(row.thread.as_ref());
    let about = thing.map(|thing| thing.author).or(act.account_id);
    let open = taken && act.undone_at.is_none() && act.rank <= Rank::Server.number();
    (open && me.is_some() && about == me).then(|| format!("/appeal/{}", act.id))
}

/// `sight` is that of the viewer in the one community whose log it is; of others only what everybody reads
/// is named, with the community. `unnamed`: communities that do not say who of those who look after them it was.
fn view(row: LogRow, sight: Option<&Sight>, unnamed: &[CommunityId], now: Now) -> RowView {
    let there = sight.filter(|_| !row.elsewhere);
    let reply = row.reply.as_ref().filter(|reply| may_read(there, reply));
    let words = reply.map(|reply| excerpt(&reply.words, 120));
    RowView {
        said: said(&row, sight, unnamed, now),
        words: words.unwrap_or_default(),
        reason: row.action.reason,
        undone: row.action.undone_at.is_some(),
        reversed: false,
        undo: None,
        appeal: None,
        when: When::new(row.action.acted_at, now),
    }
}

fn said(row: &LogRow, sight: Option<&Sight>, unnamed: &[CommunityId], now: Now) -> Html {
    let what = match what(row, sight) {
        Some(link) => linked(&link),
        None => Html::trusted(escape(&t!("moderation-log-gone"))),
    };
    let what = match row.place.as_ref().filter(|_| sight.is_none()) {
        Some((name, title)) => {
            let label = if title.is_empty() { &name.0 } else { title };
            let place = LinkView::new(label, format!("/c/{}", handle_of(name)));
            t_html!("moderation-log-in", what = what, place = linked(&place))
        }
        None => what,
    };
    let LinkView { label: who, href } = by(row, unnamed);
    match row.action.verb {
        Verb::Remove => t_html!("moderation-log-remove", by => href, who = who, what = what),
        Verb::Restore => t_html!("moderation-log-restore", by => href, who = who, what = what),
        Verb::Lock => t_html!("moderation-log-lock", by => href, who = who, what = what),
        Verb::Unlock => t_html!("moderation-log-unlock", by => href, who = who, what = what),
        Verb::Pin => t_html!("moderation-log-pin", by => href, who = who, what = what),
        Verb::Unpin => t_html!("moderation-log-unpin", by => href, who = who, what = what),
        Verb::Ban => match row.action.until.map(|at| now.date(at)) {
            Some(until) => {
                t_html!("moderation-log-ban-until", by => href, who = who, what = what, until = until)
            }
            None => t_html!("moderation-log-ban", by => href, who = who, what = what),
        },
        Verb::Unban => t_html!("moderation-log-unban", by => href, who = who, what = what),
        Verb::Appoint => t_html!("moderation-log-appoint", by => href, who = who, what = what),
        Verb::Dismiss => t_html!("moderation-log-dismiss", by => href, who = who, what = what),
        Verb::Hide => t_html!("moderation-log-hide", by => href, who = who, what = what),
        Verb::Show => t_html!("moderation-log-show", by => href, who = who, what = what),
        Verb::Retitle => t_html!("moderation-log-retitle", by => href, who = who, what = what),
        Verb::MoveAway => t_html!("moderation-log-move-away", by => href, who = who, what = what),
        Verb::MoveHere => t_html!("moderation-log-move-here", by => href, who = who, what = what),
        Verb::Warn => t_html!("moderation-log-warn", by => href, who = who, what = what),
        Verb::Unwarn => t_html!("moderation-log-unwarn", by => href, who = who, what = what),
        Verb::Mute => match row.action.until.map(|at| now.date(at)) {
            Some(until) => {
                t_html!("moderation-log-mute-until", by => href, who = who, what = what, until = until)
            }
            None => t_html!("moderation-log-mute", by => href, who = who, what = what),
        },
        Verb::Unmute => t_html!("moderation-log-unmute", by => href, who = who, what = what),
    }
}

/// Who did it, or the team as a whole, with the page that says who they are.
fn by(row: &LogRow, unnamed: &[CommunityId]) -> LinkView {
    let community = row.action.community_id;
    let hidden = community.is_some_and(|id| unnamed.contains(&id));
    match &row.place {
        Some((name, _)) if hidden => {
            let about = format!("/c/{}/about", handle_of(name));
            LinkView::new(t!("moderation-log-team"), about)
        }
        _ => person_link(&row.by),
    }
}

/// Words that were removed are repeated only to who sees them where they stand, too.
fn may_read(sight: Option<&Sight>, thing: &Logged) -> bool {
    match sight {
        Some(sight) => {
            sight.admits(thing.audience)
                && sight.sees_words(thing.author, thing.deleted, thing.hidden)
        }
        None => thing.audience == Audience::Public && !thing.deleted && !thing.hidden,
    }
}

fn what(row: &LogRow, sight: Option<&Sight>) -> Option<LinkView> {
    if let Some(reply) = &row.reply {
        let path = format!("/comment/{}", reply.public_id);
        return Some(LinkView::new(t!("moderation-log-reply"), path));
    }
    if let Some(thread) = &row.thread {
        let label = match may_read(sight.filter(|_| !row.elsewhere), thread) {
            true => t!("moderation-log-thread-titled", title = thread.words),
            false => t!("moderation-log-thread"),
        };
        return Some(LinkView::new(label, format!("/post/{}", thread.public_id)));
    }
    let person = row.person.as_ref()?;
    Some(LinkView::new(
        format!("@{}", handle_of(person)),
        person_link(person).href,
    ))
}
