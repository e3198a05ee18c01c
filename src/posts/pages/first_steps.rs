//! What a new server still needs, told to its administrators until it is done.

use crate::accounts::queries::logins::has_other_login;
use crate::accounts::settings::{self, Registration};
use crate::app::App;
use crate::communities::queries::local::count_local;
use crate::error::Result;
use crate::ids::AccountId;
use crate::store::Conn;
use crate::web::view::LinkView;

/// One thing to do: where or with which command, and what for.
pub(super) struct Step {
    pub links: Vec<LinkView>,
    pub command: Option<&'static str>,
    pub text: &'static str,
}

impl Step {
    fn linked(links: &[(&str, &str)], text: &'static str) -> Self {
        let links = links
            .iter()
            .map(|(label, href)| LinkView::new(*label, *href));
        Self {
            links: links.collect(),
            command: None,
            text,
        }
    }
}

/// In the order in which they are best done; none when nothing of it is left. The look for faults
/// leaves no trace, so it is named as long as something else is.
pub(super) async fn first_steps(app: &App, conn: &mut Conn, me: AccountId) -> Result<Vec<Step>> {
    let settings = settings::load(app, conn).await?;
    let mut steps = Vec::new();
    if settings.site_description.is_empty() && settings.about.is_empty() {
        steps.push(Step::linked(
            &[("Say what this server is for", "/admin/settings")],
            "Visitors read it on this page and under About.",
        ));
    }
    if count_local(conn).await? == 0 {
        steps.push(Step::linked(
            &[("Open a community", "/communities/new")],
            "People ask and answer in communities.",
        ));
    }
    if settings.registration == Registration::Closed && !has_other_login(conn, me).await? {
        steps.push(Step::linked(
            &[
                ("Open registration", "/admin/settings"),
                ("Make an account for somebody", "/admin/accounts/new"),
            ],
            "You are the only one who has an account here. People of other servers need none.",
        ));
    }
    if !steps.is_empty() {
        steps.push(Step {
            links: Vec::new(),
            command: Some("guildhall doctor"),
            text: "Run this on the server: it looks for faults, such as a proxy that hides who calls, and names their cures.",
        });
    }
    Ok(steps)
}
