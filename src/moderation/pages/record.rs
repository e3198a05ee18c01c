//! `/c/{name}/record`: what was done about one person and what they wrote, for those who look after the community.

use super::log::{RowView, care_view, numbers};
use super::{PER_PAGE, community_seen, parts, person_named};
use crate::accounts::model::Person;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::CommunityHeaderView;
use crate::error::Result;
use crate::membership::pages::community_header;
use crate::moderation::actions;
use crate::moderation::model::{Target, Verb, fold};
use crate::moderation::queries::{LogOf, LogRow, acts_about, list_log, list_reversed};
use crate::posts::queries::sight;
use crate::web::layout::Frame;
use crate::web::next::encoded;
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, LinkView, PagerView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new().route("/c/{name}/record", get(record_page))
}

/// The page about somebody.
pub(super) fn record_of(community: &Community, handle: &str) -> String {
    format!("{}/record?person={}", community.path(), encoded(handle))
}

#[derive(Template)]
#[template(path = "moderation/pages/record.html")]
struct RecordPage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    /// The community's path.
    base: String,
    field: FieldView,
    person: Option<LinkView>,
    /// Whether a warning stands that can be taken back.
    warned: bool,
    rows: Vec<RowView>,
    pager: PagerView,
}

/// As in `ada` or `ada@other.example`; empty for nobody yet.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Whom {
    person: String,
}

async fn record_page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<ByNumber>,
    Query(whom): Query<Whom>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<RecordPage>> {
    let mut conn = app.store.read().await?;
    let viewer = user.viewer();
    let community = community_seen(&mut conn, &app, &viewer, &name).await?;
    let of = Some(community.id());
    actions::may_see(&mut conn, &app, &user.person, &viewer, of).await?;
    let field = FieldView::text("person", t!("moderation-ban-person"))
        .value(&whom.person)
        .help(t!("moderation-ban-person-help"))
        .required();
    let person: Option<Person> = match whom.person.trim() {
        "" => None,
        handle => Some(person_named(&mut conn, &app, handle).await?),
    };
    let now = frame.now;
    let (mut rows, mut turns, mut warned) = (Vec::new(), PagerView::default(), false);
    if let Some(person) = &person {
        let sight = sight(&mut conn, &viewer, community.id()).await?;
        let of = LogOf::About(community.id(), person.id());
        let found = list_log(&mut conn, &of, asked.turn(), PER_PAGE).await?;
        turns = pager(&record_of(&community, &person.handle()), &found, |row| {
            row.action.id.0
        });
        let (target, place) = (Target::Account(person.id()), Some(community.id()));
        let warnings = acts_about(&mut conn, target, place, Verb::Warn).await?;
        warned = fold(&warnings).standing.is_some();
        let reversed = list_reversed(&mut conn, &numbers(&found.rows)).await?;
        let view = |row: LogRow| RowView {
            reversed: reversed.contains(&row.action.id),
            ..care_view(row, &sight, now)
        };
        rows = found.rows.into_iter().map(view).collect();
    }
    let signed = MaybeSignedIn(Some(user));
    Ok(Page(RecordPage {
        header: community_header(&app, &mut conn, &community, &signed, "/bans").await?,
        frame: frame.unlisted(),
        pages: parts(&community, "record"),
        base: community.path(),
        field,
        person: person.map(|person| LinkView::new(format!("@{}", person.handle()), person.path())),
        warned,
        rows,
        pager: turns,
    }))
}
