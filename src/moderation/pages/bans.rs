//! `/c/{name}/bans`: who is kept out, and the form for it.

use super::acts::{rule_chosen, rule_field};
use super::{PER_PAGE, community_seen, done, parts, person_named};
use crate::accounts::model::Person;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::CommunityHeaderView;
use crate::error::{Error, FieldError, Result};
use crate::membership::pages::community_header;
use crate::membership::queries::banning::{Ban, list_bans};
use crate::moderation::actions::{self, BanOrder};
use crate::moderation::model::REASON_MAX;
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, LinkView, PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use chrono::TimeDelta;
use serde::Deserialize;

/// Days a ban may last; a longer one has no end.
const DAYS_MAX: i64 = 3650;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/bans", get(bans_page))
        .route("/c/{name}/ban", post(ban_submit))
        .route("/c/{name}/unban", post(unban_submit))
}

#[derive(Template)]
#[template(path = "moderation/pages/bans.html")]
struct BansPage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    /// The community's path.
    base: String,
    rows: Vec<RowView>,
    pager: PagerView,
    fields: Vec<FieldView>,
    remove_content: bool,
}

impl BansPage {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

struct RowView {
    person: LinkView,
    until: Option<String>,
    reason: String,
    when: When,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct BanForm {
    person: String,
    reason: String,
    days: String,
    remove_content: String,
    /// The number of a rule of the community; may be empty.
    rule: String,
}

fn fields(form: &BanForm, rules: &[String], errors: &[FieldError]) -> Vec<FieldView> {
    let reason = FieldView {
        maxlength: u32::try_from(REASON_MAX).ok(),
        ..FieldView::text("reason", t!("moderation-reason"))
    };
    let mut fields = vec![
        FieldView::text("person", t!("moderation-ban-person"))
            .value(&form.person)
            .help(t!("moderation-ban-person-help"))
            .required(),
        reason
            .value(&form.reason)
            .help(t!("moderation-ban-reason-help")),
        FieldView::text("days", t!("moderation-ban-days"))
            .of_kind("number")
            .value(&form.days)
            .help(t!("moderation-ban-days-help")),
    ];
    fields.extend(rule_field(rules, &form.rule));
    let fields = fields.into_iter();
    fields.map(|field| field.with_errors(errors)).collect()
}

/// The page, for who may see it.
async fn load(
    app: &App,
    user: &SignedIn,
    frame: Frame,
    (community, asked): (&Community, ByNumber),
    (form, errors): (&BanForm, &[FieldError]),
) -> Result<BansPage> {
    let mut conn = app.store.read().await?;
    let (viewer, of) = (user.viewer(), Some(community.id()));
    actions::may_see(&mut conn, app, &user.person, &viewer, of).await?;
    let now = frame.now;
    let found = list_bans(&mut conn, community.id(), now.at, asked.turn(), PER_PAGE).await?;
    let view = |(ban, person): (Ban, Person)| RowView {
        person: LinkView::new(format!("@{}", person.handle()), person.path()),
        until: ban.until.map(|at| now.date(at)),
        reason: ban.reason,
        when: When::new(ban.created_at, now),
    };
    let path = format!("{}/bans", community.path());
    let viewer = MaybeSignedIn(Some(user.clone()));
    Ok(BansPage {
        header: community_header(app, &mut conn, community, &viewer, "/bans").await?,
        frame: frame.unlisted(),
        pages: parts(community, "bans"),
        base: community.path(),
        pager: pager(&path, &found, |(ban, _)| ban.id),
        rows: found.rows.into_iter().map(view).collect(),
        fields: fields(form, &actions::rules_in_short(app, community), errors),
        remove_content: !form.remove_content.is_empty(),
    })
}

async fn community_of(app: &App, viewer: &MaybeSignedIn, name: &str) -> Result<Community> {
    let mut conn = app.store.read().await?;
    community_seen(&mut conn, app, &viewer.viewer(), name).await
}

/// The name of whoever is to be banned, where one comes from what they wrote.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Whom {
    person: String,
}

async fn bans_page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<ByNumber>,
    Query(whom): Query<Whom>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<BansPage>> {
    let viewer = MaybeSignedIn(Some(user.clone()));
    let community = community_of(&app, &viewer, &name).await?;
    let form = BanForm {
        person: whom.person,
        ..BanForm::default()
    };
    let page = load(&app, &user, frame, (&community, asked), (&form, &[])).await?;
    Ok(Page(page))
}

async fn ban_submit(
    State(app): State<App>,
    Path(name): Path<String>,
    frame: Frame,
    sent: Sent<BanForm>,
) -> Result<Response> {
    let answer = submit_ban(app.clone(), &name, frame.clone(), &sent).await;
    or_kept(&app, frame, &sent.form.reason, answer)
}

async fn submit_ban(app: App, name: &str, frame: Frame, sent: &Sent<BanForm>) -> Result<Response> {
    let community = community_of(&app, sent.viewer(), name).await?;
    // Signed out, nobody is shown who is banned.
    let user = sent.viewer().0.clone().ok_or(Error::SignedOut)?;
    let outcome = match sent.who() {
        Ok(user) => ban_as_typed(&app, user, &community, &sent.form).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => {
            let path = format!("{}/bans", community.path());
            Ok(done(&app, &path, &t!("moderation-banned")))
        }
        Err(error) => {
            let refusal = Refusal::of(&app, error)?;
            let place = (&community, ByNumber::default());
            let typed = (&sent.form, refusal.fields.as_slice());
            let page = load(&app, &user, refusal.framed(frame), place, typed).await?;
            Ok(refusal.answer(page))
        }
    }
}

async fn ban_as_typed(
    app: &App,
    user: &SignedIn,
    community: &Community,
    form: &BanForm,
) -> Result<()> {
    let person = {
        let mut conn = app.store.read().await?;
        person_named(&mut conn, app, &form.person).await?
    };
    let until = match form.days.trim() {
        "" => None,
        days => {
            let days = days
                .parse()
                .ok()
                .filter(|days| (1..=DAYS_MAX).contains(days));
            let wrong = || t!("moderation-ban-days-wrong", most = DAYS_MAX);
            let days = days.ok_or_else(|| Error::invalid("days", wrong()))?;
            Some(app.now().plus(TimeDelta::days(days)))
        }
    };
    let order = BanOrder {
        reason: form.reason.clone(),
        until,
        remove_content: !form.remove_content.is_empty(),
    };
    let (by, rule) = (&user.person, rule_chosen(&form.rule)?);
    actions::ban_under(app, by, community.id(), &person, &order, rule).await
}

async fn unban_submit(
    State(app): State<App>,
    Path(name): Path<String>,
    user: SignedIn,
    CsrfForm(form): CsrfForm<BanForm>,
) -> Result<Response> {
    let viewer = MaybeSignedIn(Some(user.clone()));
    let community = community_of(&app, &viewer, &name).await?;
    let person = {
        let mut conn = app.store.read().await?;
        person_named(&mut conn, &app, &form.person).await?
    };
    actions::unban(&app, &user.person, community.id(), &person, &form.reason).await?;
    Ok(done(
        &app,
        &format!("{}/bans", community.path()),
        &t!("moderation-unbanned"),
    ))
}
