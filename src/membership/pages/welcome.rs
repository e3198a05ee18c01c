//! The first steps of a member: what they are told, what they are to do, and how far they are.

use crate::accounts::settings::links;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::Result;
use crate::membership::model::CommunitySettings;
use crate::membership::queries::pulse::list_titles;
use crate::membership::queries::steps::Steps;
use crate::store::Conn;
use crate::text;
use crate::web::view::LinkView;

/// For the page for joining, where members find it.
pub(super) struct WelcomeView {
    pub html: String,
    pub task: String,
    /// Where they introduce themselves.
    pub introductions: Option<LinkView>,
    pub start_here: Vec<LinkView>,
    /// Whether the first task is still to be done.
    pub newcomer: bool,
    /// What is done of the first steps, and what is not; empty when all is.
    pub steps: Vec<StepView>,
}

impl WelcomeView {
    pub fn done(&self) -> usize {
        self.steps.iter().filter(|step| step.done).count()
    }
}

pub(super) struct StepView {
    pub label: String,
    pub done: bool,
}

pub(super) async fn welcome_view(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    settings: &CommunitySettings,
    newcomer: bool,
) -> Result<WelcomeView> {
    let mut ids = settings.start_here.0.clone();
    ids.push(settings.introductions.clone());
    let titles = list_titles(conn, community.id(), &ids).await?;
    let link = |id: &String| {
        let (id, title) = titles.iter().find(|(known, _)| known == id)?;
        Some(LinkView::new(title, format!("/post/{id}")))
    };
    Ok(WelcomeView {
        html: text::render(&settings.welcome, &links(app)).html,
        task: settings.first_task.clone(),
        introductions: link(&settings.introductions),
        start_here: settings.start_here.0.iter().filter_map(link).collect(),
        newcomer,
        steps: Vec::new(),
    })
}

/// What somebody who is new has done and what is left; nothing when nothing is.
pub(super) fn step_views(
    settings: &CommunitySettings,
    steps: Option<&Steps>,
    newcomer: bool,
) -> Vec<StepView> {
    let Some(steps) = steps else {
        return Vec::new();
    };
    let step = |label: &str, done: bool| StepView {
        label: label.to_owned(),
        done,
    };
    // Without a thread for it, anything that they write introduces them.
    let introduced = match settings.introductions.is_empty() {
        true => steps.contributed_at.is_some(),
        false => steps.introduced_at.is_some(),
    };
    let task = match settings.first_task.is_empty() {
        true => "Introduce yourself",
        false => "Do the first task",
    };
    let views = vec![
        step("Join", true),
        step(
            task,
            introduced || (!newcomer && steps.contributed_at.is_some()),
        ),
        step(
            "Start a thread or reply to somebody",
            steps.contributed_at.is_some(),
        ),
    ];
    match views.iter().all(|step| step.done) {
        true => Vec::new(),
        false => views,
    }
}
