//! `/c/{name}/appeals`: appeals in a community, for those who look after it, and the page on which one is decided.

use super::{ActView, PER_PAGE, act_in_words, ruled};
use crate::accounts::model::Person;
use crate::accounts::queries::{list_people, person_by_actor};
use crate::app::App;
use crate::communities::pages::CommunityHeaderView;
use crate::error::{Error, FieldError, Reason, Result};
use crate::ids::AccountId;
use crate::membership::pages::community_header;
use crate::membership::queries::standing;
use crate::moderation::model::{Action, ActionId};
use crate::moderation::pages::{community_seen, counted_parts};
use crate::posts::queries::{find_comment, find_post};
use crate::store::Conn;
use crate::team::actions::{self, find_appeal, others_decide};
use crate::team::model::{Appeal, AppealId, Ruling, Sanction, WORDS_MAX};
use crate::team::policy::{Deciding, may_decide};
use crate::team::queries::{list_acts, list_appeals};
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
const QUOTED: usize = 300;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/appeals", get(appeals_page))
        .route(
            "/c/{name}/appeals/{id}",
            get(decide_page).post(decide_submit),
        )
}

/// `decided=yes`: the appeals that are decided.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Which {
    decided: String,
}

#[derive(Template)]
#[template(path = "team/pages/appeals.html")]
struct AppealsPage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    lists: Vec<TabView>,
    rows: Vec<RowView>,
    pager: PagerView,
}

struct RowView {
    path: String,
    by: LinkView,
    /// What it is against.
    said: String,
    words: String,
    ruling: String,
    when: When,
}

async fn appeals_page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<ByNumber>,
    Query(which): Query<Which>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<AppealsPage>> {
    let mut conn = app.store.read().await?;
    let community = community_seen(&mut conn, &app, &user.viewer(), &name).await?;
    actions::may_see(&mut conn, &app, &user.person, &community).await?;
    let decided = !which.decided.is_empty();
    let of = (community.id(), user.person.id());
    let found = list_appeals(&mut conn, of, decided, asked.turn(), PER_PAGE).await?;
    let base = format!("{}/appeals", community.path());
    let settled = format!("{base}?decided=yes");
    let turning = match decided {
        true => pager(&settled, &found, |appeal| appeal.id.0),
        false => pager(&base, &found, |appeal| appeal.id.0),
    };
    let numbers: Vec<ActionId> = found.rows.iter().map(|each| each.action_id).collect();
    let acts = list_acts(&mut conn, &numbers).await?;
    let people: Vec<AccountId> = found.rows.iter().map(|each| each.account_id).collect();
    let people = list_people(&mut conn, &people).await?;
    let now = frame.now;
    let row = |appeal: Appeal| row(&base, &appeal, &acts, &people, now);
    let rows = found.rows.into_iter().map(row).collect();
    let me = user.person.id();
    let tabs = counted_parts(&mut conn, &community, me, "appeals").await?;
    let viewer = MaybeSignedIn(Some(user));
    Ok(Page(AppealsPage {
        header: community_header(&app, &mut conn, &community, &viewer, "/reports").await?,
        frame: frame.unlisted(),
        pages: tabs,
        lists: vec![
            TabView::new(t!("team-appeals-open"), &base, !decided),
            TabView::new(t!("team-appeals-decided"), settled, decided),
        ],
        rows,
        pager: turning,
    }))
}

fn row(base: &str, appeal: &Appeal, acts: &[Action], people: &[Person], now: Now) -> RowView {
    let act = acts.iter().find(|act| act.id == appeal.action_id);
    let said = act.map(|act| act_in_words(act.verb, act.comment_id.is_some()));
    RowView {
        path: format!("{base}/{}", appeal.id),
        by: name_of(people, Some(appeal.account_id)),
        said: said.unwrap_or_default(),
        words: excerpt(&appeal.body, QUOTED),
        ruling: ruled(appeal),
        when: When::new(appeal.created_at, now),
    }
}

fn name_of(people: &[Person], who: Option<AccountId>) -> LinkView {
    let person = who.and_then(|who| people.iter().find(|person| person.id() == who));
    match person {
        Some(person) => LinkView::new(format!("@{}", person.handle()), person.path()),
        None => LinkView::new(t!("team-somebody"), ""),
    }
}

#[derive(Template)]
#[template(path = "team/pages/decide.html")]
struct DecidePage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    action: String,
    by: LinkView,
    act: ActView,
    /// Who acted.
    actor: LinkView,
    /// What it was about, and its words.
    thing: Option<LinkView>,
    words: String,
    said: String,
    when: When,
    ruling: String,
    /// Who decided, and what they told whoever appealed.
    decided: Option<LinkView>,
    message: String,
    /// None where it is not the viewer's to decide; then why.
    field: Option<FieldView>,
    refusal: String,
}

/// `ruling`: the button.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DecisionForm {
    ruling: String,
    message: String,
}

impl DecisionForm {
    fn ruling(&self) -> Result<Ruling> {
        Ruling::parse(&self.ruling).ok_or_else(|| Error::Bad(t!("team-no-such-act").into()))
    }
}

fn number(id: &str) -> Result<AppealId> {
    let missing = |_| Error::NotFound("appeal");
    id.parse().map(AppealId).map_err(missing)
}

/// What an act was about: where it stands, and how it begins.
async fn thing_of(
    conn: &mut Conn,
    user: &SignedIn,
    act: &Action,
) -> Result<Option<(LinkView, String)>> {
    let viewer = user.viewer();
    if let Some(id) = act.comment_id {
        let reply = find_comment(conn, &viewer, id).await?;
        let reply = reply.filter(|reply| reply.deleted_at.is_none());
        return Ok(reply.map(|reply| {
            let link = LinkView::new(
                t!("team-the-reply"),
                format!("/comment/{}", reply.public_id),
            );
            (link, excerpt(&reply.body_text, QUOTED))
        }));
    }
    let Some(id) = act.post_id else {
        return Ok(None);
    };
    let post = find_post(conn, &viewer, id).await?;
    let post = post.filter(|post| post.deleted_at.is_none());
    Ok(post.map(|post| {
        let link = LinkView::new(&post.title, post.path());
        (link, excerpt(&post.body_text, QUOTED))
    }))
}

async fn why_not(
    conn: &mut Conn,
    app: &App,
    user: &SignedIn,
    (appeal, sanction): (&Appeal, &Sanction),
) -> Result<Option<Reason>> {
    let standing = standing(conn, &user.person, &sanction.community, app.now()).await?;
    let deciding = Deciding {
        by: &standing,
        about: appeal.account_id,
        rank: sanction.act.rank,
        acted: sanction.act.actor_id == user.person.actor.id,
        others: others_decide(conn, app, sanction).await?,
    };
    Ok(may_decide(deciding).err())
}

async fn load(
    app: &App,
    user: &SignedIn,
    frame: Frame,
    (name, id): (&str, &str),
    (typed, errors): (&str, &[FieldError]),
) -> Result<DecidePage> {
    let mut conn = app.store.read().await?;
    let community = community_seen(&mut conn, app, &user.viewer(), name).await?;
    let found = find_appeal(&mut conn, app, &user.person, &community, number(id)?).await?;
    let (appeal, sanction) = found;
    let refusal = match appeal.is_open() {
        true => why_not(&mut conn, app, user, (&appeal, &sanction)).await?,
        false => Some(Reason::AppealDecided),
    };
    let actor = person_by_actor(&mut conn, sanction.act.actor_id).await?;
    let mut people: Vec<Person> = actor.iter().cloned().collect();
    people.extend(list_people(&mut conn, appeal.decided_by.as_slice()).await?);
    people.push(sanction.about.clone());
    let thing = thing_of(&mut conn, user, &sanction.act).await?;
    let (thing, words) = thing.unzip();
    let field = FieldView {
        maxlength: u32::try_from(WORDS_MAX).ok(),
        rows: 4,
        ..FieldView::text("message", t!("team-decide-message"))
    };
    let field = field
        .of_kind("area")
        .value(typed)
        .help(t!("team-decide-message-help"))
        .required()
        .with_errors(errors);
    let me = user.person.id();
    let tabs = counted_parts(&mut conn, &community, me, "appeals").await?;
    let (now, viewer) = (frame.now, MaybeSignedIn(Some(user.clone())));
    Ok(DecidePage {
        header: community_header(app, &mut conn, &community, &viewer, "/reports").await?,
        frame: frame.unlisted(),
        pages: tabs,
        action: format!("{}/appeals/{}", community.path(), appeal.id),
        by: name_of(&people, Some(appeal.account_id)),
        act: ActView::of(&sanction, now),
        actor: name_of(&people, actor.as_ref().map(Person::id)),
        thing,
        words: words.unwrap_or_default(),
        ruling: ruled(&appeal),
        decided: appeal.decided_by.map(|who| name_of(&people, Some(who))),
        said: appeal.body,
        when: When::new(appeal.created_at, now),
        message: appeal.message,
        field: refusal.is_none().then_some(field),
        refusal: refusal.map_or(String::new(), |reason| reason.to_string()),
    })
}

async fn decide_page(
    State(app): State<App>,
    Path((name, id)): Path<(String, String)>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<DecidePage>> {
    let page = load(&app, &user, frame, (&name, &id), ("", &[])).await?;
    Ok(Page(page))
}

async fn decide_submit(
    State(app): State<App>,
    Path((name, id)): Path<(String, String)>,
    frame: Frame,
    sent: Sent<DecisionForm>,
) -> Result<Response> {
    let answer = submit(&app, (&name, &id), frame.clone(), &sent).await;
    or_kept(&app, frame, &sent.form.message, answer)
}

async fn submit(
    app: &App,
    (name, id): (&str, &str),
    frame: Frame,
    sent: &Sent<DecisionForm>,
) -> Result<Response> {
    let community = {
        let mut conn = app.store.read().await?;
        community_seen(&mut conn, app, &sent.viewer().viewer(), name).await?
    };
    let user = sent.viewer().0.clone().ok_or(Error::SignedOut)?;
    let message = sent.form.message.as_str();
    let outcome = match (sent.who(), number(id), sent.form.ruling()) {
        (Ok(user), Ok(id), Ok(ruling)) => {
            let (by, place, said) = (&user.person, community.id(), (ruling, message));
            Box::pin(actions::decide(app, by, place, id, said)).await
        }
        (Err(error), _, _) | (_, Err(error), _) | (_, _, Err(error)) => Err(error),
    };
    let base = format!("{}/appeals", community.path());
    match outcome {
        Ok(()) => Ok(done(app, &base, &t!("team-decided"))),
        Err(error) => {
            let refusal = Refusal::of(app, error)?;
            let typed = (message, refusal.fields.as_slice());
            let page = load(app, &user, refusal.framed(frame), (name, id), typed).await;
            // A form of another site learns nothing, not even that there is no such appeal.
            let page = page.map_err(|error| sent.who().err().unwrap_or(error))?;
            Ok(refusal.answer(page))
        }
    }
}
