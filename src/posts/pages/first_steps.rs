//! What a new server still needs, told to its administrators until it is done.

use crate::accounts::queries::logins::has_other_login;
use crate::accounts::settings::{self, Registration};
use crate::app::App;
use crate::communities::queries::local::count_local;
use crate::error::Result;
use crate::ids::AccountId;
use crate::locale::Html;
use crate::store::Conn;

/// One thing to do: where or with which command, and what for.
pub(super) struct Step {
    pub what: Html,
    pub text: String,
}

/// In the order in which they are best done; none when nothing of it is left. The look for faults
/// leaves no trace, so it is named as long as something else is.
pub(super) async fn first_steps(app: &App, conn: &mut Conn, me: AccountId) -> Result<Vec<Step>> {
    let settings = settings::load(app, conn).await?;
    let mut steps = Vec::new();
    if settings.site_description.is_empty() && settings.about.is_empty() {
        steps.push(Step {
            what: t_html!("posts-steps-describe", settings => "/admin/settings"),
            text: t!("posts-steps-describe-text"),
        });
    }
    if count_local(conn).await? == 0 {
        steps.push(Step {
            what: t_html!("posts-steps-community", open => "/communities/new"),
            text: t!("posts-steps-community-text"),
        });
    }
    if settings.registration == Registration::Closed && !has_other_login(conn, me).await? {
        steps.push(Step {
            what: t_html!(
                "posts-steps-people",
                settings => "/admin/settings",
                account => "/admin/accounts/new",
            ),
            text: t!("posts-steps-people-text"),
        });
    }
    if !steps.is_empty() {
        steps.push(Step {
            what: Html::trusted("<code>guildhall doctor</code>"),
            text: t!("posts-steps-doctor"),
        });
    }
    Ok(steps)
}
