//! `/c/{name}/settings/linked`: the communities that this one works together with, proposing it to others,
//! answering and ending; and those communities beside its own pages.

use super::{community_header, convened, convened_by, done, settings_pages};
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::communities::model::{Community, WritePolicy};
use crate::communities::pages::{CommunityHeaderView, community_at, community_for};
use crate::communities::queries::{list_by_id, list_in_order};
use crate::error::{Error, Result};
use crate::ids::CommunityId;
use crate::membership::actions::{accept_link, end_link, propose_link, set_sharing};
use crate::membership::linking::WORDS_MAX;
use crate::membership::model::{Link, LinkState, Sharing};
use crate::membership::queries::known::retain_known;
use crate::membership::queries::linking::{link_of, list_linked, list_links};
use crate::store::Conn;
use crate::web::confirm::ConfirmPage;
use crate::web::layout::{Frame, Now};
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, LinkView, OptionView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

/// Below the community's address.
const HERE: &str = "/settings/linked";

pub fn routes() -> Router<App> {
    Router::new().route(
        "/c/{name}/settings/linked",
        get(links_page).post(link_submit),
    )
}

/// `act`: propose, accept, decline, end or sharing. `sure` says that one was asked whether to end it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct LinkForm {
    act: String,
    /// `name`, or `name@server`.
    community: String,
    words: String,
    /// A word of [`Sharing`].
    sharing: String,
    sure: String,
}

/// Another community, and how this one stands to it.
struct LinkedView {
    link: LinkView,
    /// As it is typed.
    handle: String,
    host: Option<String>,
    state: String,
    words: String,
    when: When,
    is_asked: bool,
    is_proposed: bool,
    is_linked: bool,
    /// Who may share with it, each with whether it is so.
    sharing: Vec<(OptionView, bool)>,
}

#[derive(Template)]
#[template(path = "membership/pages/linking.html")]
struct LinksPage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    /// Whether answers of people who are no members wait to be let through.
    waits: bool,
    links: Vec<LinkedView>,
    fields: Vec<FieldView>,
}

impl LinksPage {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

fn fields(form: &LinkForm) -> Vec<FieldView> {
    let typed = |text: &str| match form.act.as_str() {
        "propose" => text.to_owned(),
        _ => String::new(),
    };
    vec![
        FieldView::text("community", t!("membership-linking-community"))
            .help(t!("membership-linking-community-help"))
            .value(typed(&form.community))
            .required(),
        FieldView {
            rows: 3,
            maxlength: u32::try_from(WORDS_MAX).ok(),
            ..FieldView::text("words", t!("membership-linking-words"))
        }
        .of_kind("area")
        .value(typed(&form.words)),
    ]
}

async fn views(conn: &mut Conn, community: &Community, now: Now) -> Result<Vec<LinkedView>> {
    let links = list_links(conn, community.id()).await?;
    let ids: Vec<CommunityId> = links.iter().map(|link| link.other_id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let others = list_in_order(conn, &ids).await?;
    let view = |link: &Link| {
        let other = others.iter().find(|other| other.id() == link.other_id)?;
        Some(linked_view(link, other, now))
    };
    Ok(links.iter().filter_map(view).collect())
}

fn linked_view(link: &Link, other: &Community, now: Now) -> LinkedView {
    let who = [
        (Sharing::Members, t!("membership-linking-members")),
        (Sharing::Conveners, t!("membership-linking-conveners")),
        (Sharing::Nobody, t!("membership-linking-nobody")),
    ];
    let sharing = who.map(|(sharing, label)| {
        let option = OptionView::new(sharing.as_str(), label);
        (option, sharing == link.sharing)
    });
    LinkedView {
        link: LinkView::new(other.title(), other.path()),
        handle: other.handle(),
        host: (!other.is_local()).then(|| other.actor.host.clone()),
        state: match link.state {
            LinkState::Proposed => t!("membership-linking-is-proposed"),
            LinkState::Asked => t!("membership-linking-is-asked"),
            LinkState::Linked => t!("membership-linking-is-linked"),
            LinkState::Declined => t!("membership-linking-is-declined"),
            LinkState::Ended => t!("membership-linking-is-ended"),
        },
        words: link.words.clone(),
        when: When::new(link.changed_at, now),
        is_asked: link.state == LinkState::Asked,
        is_proposed: link.state == LinkState::Proposed,
        is_linked: link.state == LinkState::Linked,
        sharing: sharing.into(),
    }
}

async fn links_page(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<LinksPage>> {
    let viewer = MaybeSignedIn(Some(user));
    let form = LinkForm::default();
    Ok(Page(page(&app, &viewer, frame, &name, &form).await?))
}

/// Whoever was signed out meanwhile gets their words back, and no list.
async fn page(
    app: &App,
    viewer: &MaybeSignedIn,
    frame: Frame,
    name: &str,
    form: &LinkForm,
) -> Result<LinksPage> {
    let mut conn = app.store.read().await?;
    let (community, header, links) = match &viewer.0 {
        Some(user) => {
            let (community, header) = convened(app, &mut conn, user, name, HERE).await?;
            let links = views(&mut conn, &community, frame.now).await?;
            (community, header, links)
        }
        None => {
            let community = community_for(app, &mut conn, &viewer.viewer(), name).await?;
            let header = community_header(app, &mut conn, &community, viewer, HERE).await?;
            (community, header, Vec::new())
        }
    };
    Ok(LinksPage {
        frame: frame.unlisted(),
        header,
        pages: settings_pages(&community, HERE),
        waits: community.row.answer_policy == WritePolicy::Members,
        links,
        fields: fields(form),
    })
}

async fn link_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<LinkForm>,
) -> Result<Response> {
    let refusal = match act(&app, &sent, &name).await {
        Ok(Outcome::Done(community, text)) => return Ok(done(&app, &community, HERE, &text)),
        Ok(Outcome::Asked(community, other)) => {
            return Ok(Page(sure_page(frame, &community, &other)).into_response());
        }
        Err(error) => Refusal::of(&app, error)?,
    };
    let frame = refusal.framed(frame);
    let mut page = page(&app, sent.viewer(), frame, &name, &sent.form).await?;
    let fields = page.fields.into_iter();
    page.fields = fields
        .map(|field| field.with_errors(&refusal.fields))
        .collect();
    Ok(refusal.answer(page))
}

/// What came of a form.
enum Outcome {
    Done(Box<Community>, String),
    /// Whoever wants to end a link is asked whether they are sure.
    Asked(Box<Community>, Box<Community>),
}

async fn act(app: &App, sent: &Sent<LinkForm>, name: &str) -> Result<Outcome> {
    let user = sent.who()?;
    let community = Box::new(convened_by(app, user, name).await?);
    let (by, form) = (&user.person, &sent.form);
    if form.act == "propose" {
        let (whom, words) = (form.community.as_str(), form.words.as_str());
        let state = propose_link(app, &user.viewer(), by, &community, whom, words).await?;
        let text = match state {
            LinkState::Linked => t!("membership-linking-linked-done"),
            _ => t!("membership-linking-proposed-done"),
        };
        return Ok(Outcome::Done(community, text));
    }
    let (other, link) = find_other(app, &community, &form.community).await?;
    let text = match form.act.as_str() {
        "accept" => {
            accept_link(app, by, &community, other.id()).await?;
            t!("membership-linking-linked-done")
        }
        "end" if form.sure.is_empty() && link.state == LinkState::Linked => {
            return Ok(Outcome::Asked(community, Box::new(other)));
        }
        "decline" | "end" => {
            end_link(app, by, &community, other.id()).await?;
            t!("membership-linking-ended-done")
        }
        "sharing" => {
            let sharing = Sharing::parse(&form.sharing);
            let sharing =
                sharing.ok_or_else(|| Error::Bad(t!("membership-linking-no-sharing").into()))?;
            set_sharing(app, by, &community, other.id(), sharing).await?;
            t!("membership-linking-saved")
        }
        _ => return Err(Error::Bad(t!("membership-linking-nothing").into())),
    };
    Ok(Outcome::Done(community, text))
}

/// A community that this one has to do with already; also one that is gone by now.
async fn find_other(app: &App, community: &Community, handle: &str) -> Result<(Community, Link)> {
    let mut conn = app.store.read().await?;
    let other = community_at(app, &mut conn, handle).await?;
    let link = link_of(&mut conn, community.id(), other.id()).await?;
    let link = link.ok_or(Error::NotFound("link between these communities"))?;
    Ok((other, link))
}

fn sure_page(frame: Frame, community: &Community, other: &Community) -> ConfirmPage {
    let links = format!("{}{HERE}", community.path());
    let title = other.title();
    ConfirmPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(t!("membership-linking"), &links)],
        title: t!("membership-linking-sure-title", title = title),
        lede: t!("membership-linking-sure-lede"),
        quote: String::new(),
        action: links.clone(),
        hidden: vec![
            ("act", "end".to_owned()),
            ("community", other.handle()),
            ("sure", "yes".to_owned()),
        ],
        submit: t!("membership-linking-sure-button"),
        back: links,
    }
}

/// A community that another one works together with, for the columns beside its pages.
pub struct NeighbourView {
    pub link: LinkView,
    /// The server of one that is not ours.
    pub host: Option<String>,
}

/// Those that a community works together with and that this viewer may know of, by title.
pub async fn neighbours(
    conn: &mut Conn,
    viewer: &Viewer,
    community: &Community,
) -> Result<Vec<NeighbourView>> {
    let ids = list_linked(conn, community.id()).await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = list_by_id(conn, &ids).await?;
    let known = retain_known(conn, viewer, found).await?;
    let view = |other: &Community| NeighbourView {
        link: LinkView::new(other.title(), other.path()),
        host: (!other.is_local()).then(|| other.actor.host.clone()),
    };
    Ok(known.iter().map(view).collect())
}
