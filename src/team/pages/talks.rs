//! `/c/{name}/team`: what people wrote to those who look after a community, and the page of one conversation.

use super::PER_PAGE;
use crate::accounts::model::Person;
use crate::accounts::queries::{find_person, list_people};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::CommunityHeaderView;
use crate::error::{Error, FieldError, Result};
use crate::ids::AccountId;
use crate::membership::pages::community_header;
use crate::moderation::pages::{community_seen, counted_parts};
use crate::team::actions::{self, Answering, talk_for_team};
use crate::team::model::{Line, LineId, Talk, TalkId, WORDS_MAX};
use crate::team::queries::{list_lines, list_talks, list_these_lines};
use crate::text::excerpt;
use crate::web::flash::done;
use crate::web::layout::{Frame, Now};
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, LinkView, PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

/// Characters that a list quotes.
const QUOTED: usize = 200;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/team", get(talks_page))
        .route("/c/{name}/team/{id}", get(talk_page).post(talk_submit))
}

/// Something that was said in a conversation.
pub(super) struct LineView {
    pub id: LineId,
    pub by: String,
    pub words: String,
    pub when: When,
}

/// The lines of a conversation, the oldest first. With `with` the team reads it, who see which of `people` wrote; or
/// whoever talks with the team, who sees the team.
pub(super) fn lines_of(
    mut lines: Vec<Line>,
    people: &[Person],
    with: Option<&Person>,
    now: Now,
) -> Vec<LineView> {
    lines.reverse();
    let view = |line: Line| LineView {
        id: line.id,
        by: match (line.from_team, with) {
            (true, Some(_)) => t!("team-line-by", who = name_of(people, line.by_id)),
            (true, None) => t!("team-line-team"),
            (false, Some(with)) => format!("@{}", with.handle()),
            (false, None) => t!("team-line-you"),
        },
        when: When::new(line.created_at, now),
        words: match line.body.is_empty() {
            true => t!("team-line-erased"),
            false => line.body,
        },
    };
    lines.into_iter().map(view).collect()
}

fn name_of(people: &[Person], who: AccountId) -> String {
    let person = people.iter().find(|person| person.id() == who);
    person.map_or_else(
        || t!("team-somebody"),
        |person| format!("@{}", person.handle()),
    )
}

/// `closed=yes`: the conversations that are closed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Which {
    closed: String,
}

#[derive(Template)]
#[template(path = "team/pages/talks.html")]
struct TalksPage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    lists: Vec<TabView>,
    rows: Vec<RowView>,
    pager: PagerView,
}

struct RowView {
    path: String,
    with: String,
    words: String,
    waits: bool,
    /// Who looks at it; empty where nobody does.
    assigned: String,
    when: When,
}

async fn talks_page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<ByNumber>,
    Query(which): Query<Which>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<TalksPage>> {
    let mut conn = app.store.read().await?;
    let community = community_seen(&mut conn, &app, &user.viewer(), &name).await?;
    actions::may_see(&mut conn, &app, &user.person, &community).await?;
    let closed = !which.closed.is_empty();
    let of = (community.id(), user.person.id());
    let found = list_talks(&mut conn, of, closed, asked.turn(), PER_PAGE).await?;
    let base = format!("{}/team", community.path());
    let done_with = format!("{base}?closed=yes");
    let turning = match closed {
        true => pager(&done_with, &found, |talk| talk.latest_id.0),
        false => pager(&base, &found, |talk| talk.latest_id.0),
    };
    let latest: Vec<LineId> = found.rows.iter().map(|talk| talk.latest_id).collect();
    let latest = list_these_lines(&mut conn, &latest).await?;
    let with = found.rows.iter().map(|talk| talk.account_id);
    let assigned = found.rows.iter().filter_map(|talk| talk.assigned_to);
    let people: Vec<AccountId> = with.chain(assigned).collect();
    let people = list_people(&mut conn, &people).await?;
    let now = frame.now;
    let row = |talk: &Talk| row(&base, talk, &latest, &people, now);
    let rows = found.rows.iter().map(row).collect();
    let me = user.person.id();
    let tabs = counted_parts(&mut conn, &community, me, "team").await?;
    let viewer = MaybeSignedIn(Some(user));
    Ok(Page(TalksPage {
        header: community_header(&app, &mut conn, &community, &viewer, "/reports").await?,
        frame: frame.unlisted(),
        pages: tabs,
        lists: vec![
            TabView::new(t!("team-talks-open"), &base, !closed),
            TabView::new(t!("team-talks-closed"), done_with, closed),
        ],
        rows,
        pager: turning,
    }))
}

fn row(base: &str, talk: &Talk, latest: &[Line], people: &[Person], now: Now) -> RowView {
    let line = latest.iter().find(|line| line.id == talk.latest_id);
    RowView {
        path: format!("{base}/{}", talk.id),
        with: name_of(people, talk.account_id),
        words: line.map_or(String::new(), |line| excerpt(&line.body, QUOTED)),
        waits: talk.waits,
        assigned: match talk.assigned_to {
            Some(who) => t!("team-talk-assigned", who = name_of(people, who)),
            None => String::new(),
        },
        when: When::new(line.map_or(talk.opened_at, |line| line.created_at), now),
    }
}

#[derive(Template)]
#[template(path = "team/pages/talk.html")]
struct TalkPage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    with: LinkView,
    action: String,
    lines: Vec<LineView>,
    pager: PagerView,
    assigned: String,
    is_mine: bool,
    closed: bool,
    field: FieldView,
}

/// `act`: the button.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct TalkForm {
    act: String,
    body: String,
}

impl TalkForm {
    fn step(&self) -> Result<Answering> {
        Ok(match self.act.as_str() {
            "answer" => Answering::Answer(self.body.clone()),
            "take" => Answering::Take,
            "leave" => Answering::Leave,
            "close" => Answering::Close,
            "reopen" => Answering::Reopen,
            _ => return Err(Error::Bad(t!("team-no-such-act").into())),
        })
    }
}

fn number(id: &str) -> Result<TalkId> {
    let missing = |_| Error::NotFound("conversation");
    id.parse().map(TalkId).map_err(missing)
}

async fn community_of(app: &App, viewer: &MaybeSignedIn, name: &str) -> Result<Community> {
    let mut conn = app.store.read().await?;
    community_seen(&mut conn, app, &viewer.viewer(), name).await
}

async fn load(
    app: &App,
    user: &SignedIn,
    frame: Frame,
    (community, id, asked): (&Community, TalkId, ByNumber),
    (typed, errors): (&str, &[FieldError]),
) -> Result<TalkPage> {
    let mut conn = app.store.read().await?;
    let talk = talk_for_team(&mut conn, app, &user.person, community, id).await?;
    let action = format!("{}/team/{}", community.path(), talk.id);
    let found = list_lines(&mut conn, talk.id, asked.turn(), PER_PAGE).await?;
    let turning = pager(&action, &found, |line| line.id.0);
    let by = found.rows.iter().map(|line| line.by_id);
    let people: Vec<AccountId> = by.chain(talk.assigned_to).collect();
    let people = list_people(&mut conn, &people).await?;
    let with = find_person(&mut conn, talk.account_id).await?;
    let field = FieldView {
        maxlength: u32::try_from(WORDS_MAX).ok(),
        rows: 5,
        ..FieldView::text("body", t!("team-talk-answer"))
    };
    let field = field
        .of_kind("area")
        .value(typed)
        .help(t!("team-talk-answer-help", place = community.title()))
        .with_errors(errors);
    let me = user.person.id();
    let tabs = counted_parts(&mut conn, community, me, "team").await?;
    let (now, viewer) = (frame.now, MaybeSignedIn(Some(user.clone())));
    Ok(TalkPage {
        header: community_header(app, &mut conn, community, &viewer, "/reports").await?,
        frame: frame.unlisted(),
        pages: tabs,
        lines: lines_of(found.rows, &people, Some(&with), now),
        with: LinkView::new(format!("@{}", with.handle()), with.path()),
        action,
        pager: turning,
        assigned: match talk.assigned_to {
            Some(who) => t!("team-talk-assigned", who = name_of(&people, who)),
            None => String::new(),
        },
        is_mine: talk.assigned_to == Some(user.person.id()),
        closed: talk.closed_at.is_some(),
        field,
    })
}

async fn talk_page(
    State(app): State<App>,
    Path((name, id)): Path<(String, String)>,
    Query(asked): Query<ByNumber>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<TalkPage>> {
    let community = community_of(&app, &MaybeSignedIn(Some(user.clone())), &name).await?;
    let which = (&community, number(&id)?, asked);
    Ok(Page(load(&app, &user, frame, which, ("", &[])).await?))
}

async fn talk_submit(
    State(app): State<App>,
    Path((name, id)): Path<(String, String)>,
    frame: Frame,
    sent: Sent<TalkForm>,
) -> Result<Response> {
    let answer = submit(&app, (&name, &id), frame.clone(), &sent).await;
    or_kept(&app, frame, &sent.form.body, answer)
}

async fn submit(
    app: &App,
    (name, id): (&str, &str),
    frame: Frame,
    sent: &Sent<TalkForm>,
) -> Result<Response> {
    let community = community_of(app, sent.viewer(), name).await?;
    let user = sent.viewer().0.clone().ok_or(Error::SignedOut)?;
    let outcome = work(app, &community, id, sent).await;
    let base = format!("{}/team", community.path());
    match outcome {
        Ok((id, Answering::Close)) => Ok(done(app, &base, &closed_of(id))),
        Ok((id, step)) => Ok(done(app, &format!("{base}/{id}"), &done_by(&step))),
        Err(error) => {
            let refusal = Refusal::of(app, error)?;
            let place = (&community, number(id)?, ByNumber::default());
            let typed = (sent.form.body.as_str(), refusal.fields.as_slice());
            let page = load(app, &user, refusal.framed(frame), place, typed).await;
            // A form of another site learns nothing, not even that there is no such conversation.
            let page = page.map_err(|error| sent.who().err().unwrap_or(error))?;
            Ok(refusal.answer(page))
        }
    }
}

async fn work(
    app: &App,
    community: &Community,
    id: &str,
    sent: &Sent<TalkForm>,
) -> Result<(TalkId, Answering)> {
    let user = sent.who()?;
    let (id, step) = (number(id)?, sent.form.step()?);
    actions::work_on(app, &user.person, community, id, &step).await?;
    Ok((id, step))
}

fn closed_of(id: TalkId) -> String {
    t!("team-talk-closed", number = id.0)
}

fn done_by(step: &Answering) -> String {
    match step {
        Answering::Answer(_) => t!("team-talk-answered"),
        Answering::Take => t!("team-talk-taken"),
        Answering::Leave => t!("team-talk-left"),
        Answering::Close | Answering::Reopen => t!("team-talk-reopened"),
    }
}
