//! `/communities/new`, and `/c/{name}/settings`: what conveners set, part by part, how it stands, and what is
//! best done next.

mod fields;
mod opening;
mod sections;

use super::{SETTINGS, convened, part_title};
use crate::app::App;
use crate::communities::model::{Community, JoinPolicy, ReadPolicy, WritePolicy};
use crate::communities::pages::CommunityHeaderView;
use crate::error::Result;
use crate::membership::model::{CommunitySettings, RulesVersion};
use crate::membership::queries::count_members;
use crate::membership::queries::invitations::has_invitations;
use crate::membership::queries::rules::version_by_number;
use crate::membership::queries::settings::{list_questions, settings_of};
use crate::store::Conn;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::session::SignedIn;
use crate::web::view::LinkView;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;

/// Below the community's address.
const HERE: &str = "/settings";

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/settings", get(settings_page))
        .merge(opening::routes())
        .merge(sections::routes())
}

/// A part of the settings, with how it stands or what it is about.
struct PartView {
    link: LinkView,
    text: String,
}

/// What is best done next, with what for.
struct StepView {
    link: LinkView,
    text: String,
}

#[derive(Template)]
#[template(path = "membership/pages/settings/settings.html")]
struct SettingsPage {
    frame: Frame,
    header: CommunityHeaderView,
    /// What a community has that is ready for people; empty when nothing is left.
    steps: Vec<StepView>,
    all: Vec<PartView>,
}

/// How a community is set, as far as that is told in a line.
struct Overview {
    settings: CommunitySettings,
    questions: usize,
    /// Points of the rules that hold.
    rules: usize,
    /// Whether anybody has come or was asked to.
    gathers: bool,
}

impl Overview {
    async fn read(conn: &mut Conn, community: &Community) -> Result<Self> {
        let id = community.id();
        let version = version_by_number(conn, id, community.row.rules_version).await?;
        let version = version.filter(RulesVersion::has_points);
        Ok(Self {
            settings: settings_of(conn, id).await?,
            questions: list_questions(conn, id).await?.len(),
            rules: version.map_or(0, |version| version.items.0.len()),
            gathers: count_members(conn, id).await? > 1 || has_invitations(conn, id).await?,
        })
    }
}

async fn settings_page(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<SettingsPage>> {
    let mut conn = app.store.read().await?;
    let (community, header) = convened(&app, &mut conn, &user, &name, HERE).await?;
    let overview = Overview::read(&mut conn, &community).await?;
    let path = community.path();
    let part = |below: &str| PartView {
        link: LinkView::new(part_title(below), format!("{path}{below}")),
        text: said_of(below, &community, &overview),
    };
    Ok(Page(SettingsPage {
        frame: frame.unlisted(),
        header,
        steps: steps(&community, &overview),
        all: SETTINGS.map(part).into(),
    }))
}

/// In the order in which they are best done.
fn steps(community: &Community, overview: &Overview) -> Vec<StepView> {
    let join = community.row.join_policy;
    let path = community.path();
    let applied = join == JoinPolicy::Application;
    let steps = [
        (
            overview.rules == 0,
            (t!("membership-settings-next-rules"), "rules"),
            t!("membership-settings-next-rules-text"),
        ),
        (
            applied && overview.questions == 0,
            (t!("membership-settings-next-questions"), "questions"),
            t!("membership-settings-next-questions-text"),
        ),
        (
            overview.settings.introductions.is_empty(),
            (
                t!("membership-settings-next-introductions"),
                "introductions",
            ),
            t!("membership-settings-next-introductions-text"),
        ),
        (
            join != JoinPolicy::Closed && !overview.gathers,
            (t!("membership-settings-next-invitations"), "invitations"),
            t!("membership-settings-next-invitations-text"),
        ),
    ];
    let open = steps.into_iter().filter(|(open, ..)| *open);
    open.map(|(_, (label, below), text)| StepView {
        link: LinkView::new(label, format!("{path}{HERE}/{below}")),
        text,
    })
    .collect()
}

/// How a part stands, in a line.
fn said_of(below: &str, community: &Community, overview: &Overview) -> String {
    let row = &community.row;
    let (rules, questions) = (overview.rules, overview.questions);
    match below {
        "/settings/about" if !row.focus.is_empty() => row.focus.clone(),
        "/settings/about" => t!("membership-settings-about-none"),
        "/settings/pictures" => t!("membership-settings-pictures-text"),
        "/settings/joining" => {
            format!("{} {}", readers(row.read_policy), joiners(row.join_policy))
        }
        "/settings/writing" => t!(
            "membership-settings-writing-is",
            post = writers(row.post_policy),
            answer = writers(row.answer_policy)
        ),
        "/settings/rules" if rules > 0 => t!(
            "membership-settings-rules-is",
            version = row.rules_version,
            count = rules
        ),
        "/settings/questions" if questions > 0 => {
            t!("membership-settings-questions-are", count = questions)
        }
        "/settings/rules" | "/settings/questions" => t!("membership-settings-none"),
        "/settings/screening" => t!("membership-settings-screening-text"),
        "/settings/before" => t!("membership-settings-before-text"),
        "/settings/welcome" => t!("membership-settings-welcome-text"),
        "/settings/tags" => t!("membership-settings-tags-text"),
        "/settings/schedules" => t!("membership-settings-schedules-text"),
        "/settings/library" => t!("membership-settings-library-text"),
        "/settings/belonging" => t!("membership-settings-belonging-text"),
        "/settings/asking" => t!("membership-settings-asking-text"),
        "/settings/linked" => t!("membership-settings-linked-text"),
        "/settings/invitations" => t!("membership-settings-invitations-text"),
        "/settings/conveners" => t!("membership-settings-conveners-text"),
        _ => t!("membership-settings-figures-text"),
    }
}

fn readers(policy: ReadPolicy) -> String {
    match policy {
        ReadPolicy::Public => t!("membership-settings-read-public"),
        ReadPolicy::Unlisted => t!("membership-settings-read-unlisted"),
        ReadPolicy::Members => t!("membership-settings-read-members"),
        ReadPolicy::Server => t!("membership-settings-read-server"),
    }
}

fn joiners(policy: JoinPolicy) -> String {
    match policy {
        JoinPolicy::Open => t!("membership-settings-join-open"),
        JoinPolicy::Application => t!("membership-settings-join-application"),
        JoinPolicy::Invitation => t!("membership-settings-join-invitation"),
        JoinPolicy::Domain => t!("membership-settings-join-domain"),
        JoinPolicy::Closed => t!("membership-settings-join-closed"),
    }
}

fn writers(policy: WritePolicy) -> String {
    match policy {
        WritePolicy::Readers => t!("membership-settings-writing-readers"),
        WritePolicy::Members => t!("membership-settings-writing-members"),
        WritePolicy::Conveners => t!("membership-settings-writing-conveners"),
    }
}
