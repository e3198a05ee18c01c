//! `/communities/new`, and `/c/{name}/settings`: what conveners set, part by part, how it stands, and what is
//! best done next.

mod fields;
mod opening;
mod sections;

use super::{SETTINGS, convened};
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
use crate::web::layout::{Frame, counted};
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
    text: &'static str,
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
    let part = |(label, below): (&str, &str)| PartView {
        link: LinkView::new(label, format!("{path}{below}")),
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
            ("Write the rules", "rules"),
            "Three short ones are enough. Whoever joins agrees to them.",
        ),
        (
            applied && overview.questions == 0,
            ("Ask something of those who apply", "questions"),
            "One or two questions tell you who comes.",
        ),
        (
            overview.settings.introductions.is_empty(),
            ("Make an introductions thread", "introductions"),
            "New members say hello in it, which is their first step.",
        ),
        (
            join != JoinPolicy::Closed && !overview.gathers,
            ("Invite people", "invitations"),
            "Hand out a link, or invite them by name or e-mail.",
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
    let fixed = match below {
        "/settings/joining" => {
            return format!("{} {}", readers(row.read_policy), joiners(row.join_policy));
        }
        "/settings/writing" => {
            let (post, answer) = (writers(row.post_policy), writers(row.answer_policy));
            return format!("Threads: {post}. Replies: {answer}.");
        }
        "/settings/rules" if overview.rules > 0 => {
            let points = many(overview.rules, "point", "points");
            return format!("Version {}, with {points}.", row.rules_version);
        }
        "/settings/questions" if overview.questions > 0 => {
            return format!("{}.", many(overview.questions, "question", "questions"));
        }
        "/settings/rules" | "/settings/questions" => "None yet.",
        "/settings/about" if !row.focus.is_empty() => return row.focus.clone(),
        "/settings/about" => "Nothing says yet in one line who it is for.",
        "/settings/pictures" => "A mark for lists, and a picture for the head of its pages.",
        "/settings/before" => "Who it is not for, what members get, a note to applicants.",
        "/settings/welcome" => "A word of welcome, the first task, introductions, greeters.",
        "/settings/tags" => "Which tags threads may have, and who is asked about questions.",
        "/settings/schedules" => "Threads that begin by themselves, once or again and again.",
        "/settings/library" => "Licence, who may propose threads, what is asked about again.",
        "/settings/belonging" => "The community above, related ones, the badge of the host.",
        "/settings/asking" => "What a good question holds, and who says that it is answered.",
        "/settings/linked" => "Communities that this one works together with.",
        "/settings/invitations" => "By a link, by name, by e-mail; and who came by which.",
        "/settings/conveners" => "Who convenes, naming one more, handing over.",
        _ => "How many came, stayed and left.",
    };
    fixed.to_owned()
}

fn many(number: usize, one: &str, more: &str) -> String {
    counted(i64::try_from(number).unwrap_or(i64::MAX), one, more)
}

fn readers(policy: ReadPolicy) -> &'static str {
    match policy {
        ReadPolicy::Public => "Everybody reads.",
        ReadPolicy::Unlisted => "Everybody reads who has the address.",
        ReadPolicy::Members => "Members read.",
        ReadPolicy::Server => "Whoever signs in on this server reads.",
    }
}

fn joiners(policy: JoinPolicy) -> &'static str {
    match policy {
        JoinPolicy::Open => "Everybody may join.",
        JoinPolicy::Application => "Whoever applies and is approved joins.",
        JoinPolicy::Invitation => "Whoever is invited joins.",
        JoinPolicy::Domain => "People of certain e-mail domains join.",
        JoinPolicy::Closed => "Nobody joins.",
    }
}

fn writers(policy: WritePolicy) -> &'static str {
    match policy {
        WritePolicy::Readers => "everybody who reads",
        WritePolicy::Members => "members",
        WritePolicy::Conveners => "conveners and moderators",
    }
}
