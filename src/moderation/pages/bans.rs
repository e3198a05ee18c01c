//! `/c/{name}/bans`: who is kept out, and the form for it and for what is less than that; `/c/{name}/mutes`: who
//! reads there and does not write.

use super::acts::{rule_chosen, rule_field};
use super::record::record_of;
use super::{PER_PAGE, community_seen, done, parts, person_named};
use crate::accounts::model::Person;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::CommunityHeaderView;
use crate::error::{Error, FieldError, Result};
use crate::locale::in_locale;
use crate::membership::pages::community_header;
use crate::membership::queries::banning::{Ban, list_bans};
use crate::membership::queries::muting::{Mute, list_mutes};
use crate::moderation::actions::{self, BanOrder, Grounds};
use crate::moderation::model::REASON_MAX;
use crate::posts::model::Post;
use crate::posts::queries::{comment_by_public_id, find_post, post_by_public_id};
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, LinkView, OptionView, PagerView, TabView, When};
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
        .route("/c/{name}/mutes", get(mutes_page))
        .route("/c/{name}/ban", post(ban_submit))
        .route("/c/{name}/unban", post(unban_submit))
}

/// What is done about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Ban,
    Mute,
    Warn,
}

impl Measure {
    fn parse(typed: &str) -> Result<Self> {
        match typed {
            "" | "ban" => Ok(Self::Ban),
            "mute" => Ok(Self::Mute),
            "warn" => Ok(Self::Warn),
            _ => Err(Error::invalid("act", t!("moderation-measure-unknown"))),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Ban => "ban",
            Self::Mute => "mute",
            Self::Warn => "warn",
        }
    }

    fn done(self) -> String {
        match self {
            Self::Ban => t!("moderation-banned"),
            Self::Mute => t!("moderation-muted"),
            Self::Warn => t!("moderation-warned"),
        }
    }

    fn lifted(self) -> String {
        match self {
            Self::Ban => t!("moderation-unbanned"),
            Self::Mute => t!("moderation-unmuted"),
            Self::Warn => t!("moderation-unwarned"),
        }
    }

    /// Where those are listed about whom it was done.
    fn page(self, community: &Community, person: &Person) -> String {
        let path = community.path();
        match self {
            Self::Ban => format!("{path}/bans"),
            Self::Mute => format!("{path}/mutes"),
            Self::Warn => record_of(community, &person.handle()),
        }
    }
}

#[derive(Template)]
#[template(path = "moderation/pages/bans.html")]
struct BansPage {
    frame: Frame,
    header: CommunityHeaderView,
    title: String,
    heading: String,
    lede: String,
    none: String,
    /// What lifting one of them is called, and which measure it lifts.
    lift: String,
    act: &'static str,
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
    /// A word of [`Measure`]; empty for a ban.
    act: String,
}

fn fields(form: &BanForm, rules: &[String], errors: &[FieldError]) -> Vec<FieldView> {
    let reason = FieldView {
        maxlength: u32::try_from(REASON_MAX).ok(),
        ..FieldView::text("reason", t!("moderation-reason"))
    };
    let acts = vec![
        OptionView::new("warn", t!("moderation-measure-warn")),
        OptionView::new("mute", t!("moderation-measure-mute")),
        OptionView::new("ban", t!("moderation-measure-ban")),
    ];
    let act = match form.act.as_str() {
        "" => "ban",
        act => act,
    };
    let mut fields = vec![
        FieldView::text("act", t!("moderation-measure"))
            .of_kind("select")
            .value(act)
            .options(acts),
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
    listed: Measure,
) -> Result<BansPage> {
    let mut conn = app.store.read().await?;
    let (viewer, of) = (user.viewer(), Some(community.id()));
    actions::may_see(&mut conn, app, &user.person, &viewer, of).await?;
    let now = frame.now;
    let (path, turn) = (community.path(), asked.turn());
    let (rows, turns): (Vec<RowView>, PagerView) = match listed {
        Measure::Mute => {
            let found = list_mutes(&mut conn, community.id(), now.at, turn, PER_PAGE).await?;
            let turns = pager(&format!("{path}/mutes"), &found, |(mute, _)| mute.id);
            let row = |(mute, person): (Mute, Person)| RowView {
                person: LinkView::new(format!("@{}", person.handle()), person.path()),
                until: mute.until.map(|at| now.date(at)),
                reason: mute.reason,
                when: When::new(mute.created_at, now),
            };
            (found.rows.into_iter().map(row).collect(), turns)
        }
        Measure::Ban | Measure::Warn => {
            let found = list_bans(&mut conn, community.id(), now.at, turn, PER_PAGE).await?;
            let turns = pager(&format!("{path}/bans"), &found, |(ban, _)| ban.id);
            let row = |(ban, person): (Ban, Person)| RowView {
                person: LinkView::new(format!("@{}", person.handle()), person.path()),
                until: ban.until.map(|at| now.date(at)),
                reason: ban.reason,
                when: When::new(ban.created_at, now),
            };
            (found.rows.into_iter().map(row).collect(), turns)
        }
    };
    let viewer = MaybeSignedIn(Some(user.clone()));
    let header = community_header(app, &mut conn, community, &viewer, "/bans").await?;
    let place = header.title.clone();
    let place = place.as_str();
    let muted = listed == Measure::Mute;
    let (tab, act) = match muted {
        true => ("mutes", "mute"),
        false => ("bans", "ban"),
    };
    let pick = |mutes: String, bans: String| if muted { mutes } else { bans };
    Ok(BansPage {
        title: pick(
            t!("moderation-mutes-title", place = place),
            t!("moderation-bans-title", place = place),
        ),
        heading: pick(t!("moderation-mutes"), t!("moderation-bans")),
        lede: pick(t!("moderation-mutes-lede"), t!("moderation-bans-lede")),
        none: pick(t!("moderation-mutes-none"), t!("moderation-bans-none")),
        lift: pick(t!("moderation-unmute"), t!("moderation-unban")),
        act,
        header,
        frame: frame.unlisted(),
        pages: parts(community, tab),
        base: community.path(),
        pager: turns,
        rows,
        fields: fields(form, &actions::rules_in_short(app, community), errors),
        remove_content: !form.remove_content.is_empty(),
    })
}

async fn community_of(app: &App, viewer: &MaybeSignedIn, name: &str) -> Result<Community> {
    let mut conn = app.store.read().await?;
    community_seen(&mut conn, app, &viewer.viewer(), name).await
}

/// The name of whoever it is to be done to, what is to be done, and the thread or reply that one comes from, as its
/// public id. Each may be empty.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Whom {
    person: String,
    act: String,
    post: String,
    comment: String,
}

impl Whom {
    /// Names what one comes from, as whoever it is said to reads it and everybody who reads the log. Of what is not
    /// shown to everybody there nothing is named.
    async fn about(&self, app: &App, user: &SignedIn, community: &Community) -> Result<String> {
        let mut conn = app.store.read().await?;
        let viewer = user.viewer();
        let reply = match self.comment.as_str() {
            "" => None,
            id => comment_by_public_id(&mut conn, &viewer, id).await?,
        };
        let post = match &reply {
            Some(reply) => find_post(&mut conn, &viewer, reply.post_id).await?,
            None if self.post.is_empty() => None,
            None => post_by_public_id(&mut conn, &viewer, &self.post).await?,
        };
        let own = |post: &Post| post.community_id == community.id() && post.is_visible();
        let Some(post) = post.filter(own) else {
            return Ok(String::new());
        };
        let title = post.title.as_str();
        let language = app.languages.of(&community.row.language);
        Ok(in_locale(language, || match reply {
            Some(_) => t!("moderation-about-reply", title = title),
            None => t!("moderation-about-thread", title = title),
        }))
    }
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
    let measure = Measure::parse(&whom.act).unwrap_or(Measure::Ban);
    let form = BanForm {
        reason: whom.about(&app, &user, &community).await?,
        act: measure.word().to_owned(),
        person: whom.person,
        ..BanForm::default()
    };
    let place = (&community, asked);
    let page = load(&app, &user, frame, place, (&form, &[]), Measure::Ban).await?;
    Ok(Page(page))
}

async fn mutes_page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<ByNumber>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<BansPage>> {
    let viewer = MaybeSignedIn(Some(user.clone()));
    let community = community_of(&app, &viewer, &name).await?;
    let form = BanForm {
        act: Measure::Mute.word().to_owned(),
        ..BanForm::default()
    };
    let place = (&community, asked);
    let page = load(&app, &user, frame, place, (&form, &[]), Measure::Mute).await?;
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
        Ok((measure, person)) => {
            let path = measure.page(&community, &person);
            Ok(done(&app, &path, &measure.done()))
        }
        Err(error) => {
            let refusal = Refusal::of(&app, error)?;
            let place = (&community, ByNumber::default());
            let typed = (&sent.form, refusal.fields.as_slice());
            let listed = Measure::parse(&sent.form.act).unwrap_or(Measure::Ban);
            let page = load(&app, &user, refusal.framed(frame), place, typed, listed).await?;
            Ok(refusal.answer(page))
        }
    }
}

async fn ban_as_typed(
    app: &App,
    user: &SignedIn,
    community: &Community,
    form: &BanForm,
) -> Result<(Measure, Person)> {
    let measure = Measure::parse(&form.act)?;
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
    let (by, place) = (&user.person, community.id());
    let grounds = Grounds {
        reason: form.reason.clone(),
        rule: rule_chosen(&form.rule)?,
        ..Grounds::default()
    };
    match measure {
        Measure::Warn => actions::warn(app, by, place, &person, &grounds).await?,
        Measure::Mute => actions::mute(app, by, place, &person, &grounds, until).await?,
        Measure::Ban => {
            let order = BanOrder {
                reason: grounds.reason,
                until,
                remove_content: !form.remove_content.is_empty(),
            };
            actions::ban_under(app, by, place, &person, &order, grounds.rule).await?;
        }
    }
    Ok((measure, person))
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
    let measure = Measure::parse(&form.act)?;
    let (by, place, reason) = (&user.person, community.id(), form.reason.as_str());
    match measure {
        Measure::Ban => actions::unban(&app, by, place, &person, reason).await?,
        Measure::Mute => actions::unmute(&app, by, place, &person, reason).await?,
        Measure::Warn => actions::unwarn(&app, by, place, &person, reason).await?,
    }
    let path = measure.page(&community, &person);
    Ok(done(&app, &path, &measure.lifted()))
}
