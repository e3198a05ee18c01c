//! The first steps of a member: what they are told, what they are to do, and how far they are. They stand
//! on the page of the community and on the one for joining until they are put away.

use super::done;
use super::join::found;
use crate::accounts::settings::links;
use crate::app::App;
use crate::communities::model::{Community, WritePolicy};
use crate::error::Result;
use crate::locale::Html;
use crate::membership::actions::close_steps;
use crate::membership::model::CommunitySettings;
use crate::membership::queries::pulse::list_titles;
use crate::membership::queries::settings::settings_of;
use crate::membership::queries::steps::{Steps, steps_of};
use crate::store::Conn;
use crate::text;
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::session::SignedIn;
use crate::web::view::LinkView;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;

pub fn routes() -> Router<App> {
    Router::new().route("/c/{name}/steps/close", post(close_submit))
}

/// For the page for joining, where members find it.
pub(super) struct WelcomeView {
    pub html: String,
    pub start_here: Vec<LinkView>,
    pub steps: Option<StepsView>,
}

/// For the macro `steps` in `membership/pages/steps.html`.
pub struct StepsView {
    pub steps: Vec<StepView>,
    /// Where the words of welcome are, if they are elsewhere.
    pub welcome: Option<String>,
    /// Where the form is sent that puts the steps away; none for who has nothing to put away.
    pub close: Option<String>,
}

impl StepsView {
    pub fn done(&self) -> usize {
        self.steps.iter().filter(|step| step.done).count()
    }

    pub fn is_done(&self) -> bool {
        self.steps.iter().all(|step| step.done)
    }
}

pub struct StepView {
    pub label: String,
    pub done: bool,
    /// How it is done, with links to where.
    pub how: Option<Html>,
}

/// `tied`: how far they are, none for who joined long ago; and whether they are still new here.
pub(super) async fn welcome_view(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    settings: &CommunitySettings,
    (steps, is_new): (Option<&Steps>, bool),
) -> Result<WelcomeView> {
    let mut ids = settings.start_here.0.clone();
    ids.push(settings.introductions.clone());
    let titles = list_titles(conn, community.id(), &ids).await?;
    let link = |id: &String| {
        let (id, title) = titles.iter().find(|(known, _)| known == id)?;
        Some(LinkView::new(title, format!("/post/{id}")))
    };
    let thread = link(&settings.introductions);
    Ok(WelcomeView {
        html: text::render(&settings.welcome, &links(app)).html,
        start_here: settings.start_here.0.iter().filter_map(link).collect(),
        steps: match steps {
            Some(steps) => open_steps(community, settings, thread, steps),
            // Who has introduced themselves to nobody for so long still can.
            None => is_new.then(|| StepsView {
                steps: step_views(community, settings, thread, Progress::default()),
                welcome: None,
                close: None,
            }),
        },
    })
}

/// The steps of somebody who has not put them away, for the page of the community.
pub async fn steps_panel(
    conn: &mut Conn,
    community: &Community,
    user: &SignedIn,
) -> Result<Option<StepsView>> {
    if !community.is_local() {
        return Ok(None);
    }
    let found = steps_of(conn, community.id(), user.person.id()).await?;
    let Some(steps) = found.filter(|steps| steps.closed_at.is_none()) else {
        return Ok(None);
    };
    let settings = settings_of(conn, community.id()).await?;
    let ids = [settings.introductions.clone()];
    let titles = list_titles(conn, community.id(), &ids).await?.pop();
    let thread = titles.map(|(id, title)| LinkView::new(title, format!("/post/{id}")));
    let has_words = !settings.welcome.is_empty() || !settings.start_here.0.is_empty();
    let view = open_steps(community, &settings, thread, &steps);
    Ok(view.map(|view| StepsView {
        welcome: has_words.then(|| format!("{}/join", community.path())),
        ..view
    }))
}

/// None once they are put away.
fn open_steps(
    community: &Community,
    settings: &CommunitySettings,
    thread: Option<LinkView>,
    steps: &Steps,
) -> Option<StepsView> {
    let progress = Progress {
        introduced: steps.introduced_at.is_some(),
        contributed: steps.contributed_at.is_some(),
    };
    steps.closed_at.is_none().then(|| StepsView {
        steps: step_views(community, settings, thread, progress),
        welcome: None,
        close: Some(format!("{}/steps/close", community.path())),
    })
}

#[derive(Debug, Clone, Copy, Default)]
struct Progress {
    introduced: bool,
    /// Wrote something beside the introduction.
    contributed: bool,
}

/// `thread` is the one of introductions. Where there is none, whatever they write first is the first task:
/// nothing is counted twice.
fn step_views(
    community: &Community,
    settings: &CommunitySettings,
    thread: Option<LinkView>,
    progress: Progress,
) -> Vec<StepView> {
    let step = |label: String, done: bool, how: Option<Html>| StepView { label, done, how };
    let joined = step(t!("membership-steps-join"), true, None);
    let task = first_task(&settings.first_task);
    let Some(thread) = thread else {
        let wrote = progress.introduced || progress.contributed;
        return vec![joined, step(task, wrote, Some(counting(community)))];
    };
    let reply = t_html!("membership-steps-reply", title = thread.label, thread => thread.href);
    let write = t!("membership-steps-write");
    vec![
        joined,
        step(task, progress.introduced, Some(reply)),
        step(write, progress.contributed, Some(writing(community))),
    ]
}

/// In the words of the conveners, if they wrote any.
pub(super) fn first_task(words: &str) -> String {
    match words.trim() {
        "" => t!("membership-steps-task"),
        words => words.to_owned(),
    }
}

/// Where they begin a thread, if they may, and where they answer.
fn ways(community: &Community) -> (Option<String>, String) {
    let path = community.path();
    let begin = match community.row.post_policy {
        WritePolicy::Conveners => None,
        WritePolicy::Readers | WritePolicy::Members => Some(format!("{path}/new")),
    };
    (begin, format!("{path}?sort=unanswered"))
}

/// How they write something.
fn writing(community: &Community) -> Html {
    match ways(community) {
        (Some(begin), answer) => {
            t_html!("membership-steps-begin", begin => begin, answer => answer)
        }
        (None, answer) => t_html!("membership-steps-answer", answer => answer),
    }
}

/// The same where whatever they write first is the task.
fn counting(community: &Community) -> Html {
    match ways(community) {
        (Some(begin), answer) => {
            t_html!("membership-steps-first-begin", begin => begin, answer => answer)
        }
        (None, answer) => t_html!("membership-steps-first-answer", answer => answer),
    }
}

async fn close_submit(
    State(app): State<App>,
    user: SignedIn,
    Path(name): Path<String>,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    let community = found(&app, &name).await?;
    close_steps(&app, &user.person, &community).await?;
    Ok(done(&app, &community, "", &t!("membership-steps-closed")))
}
