//! What is told by mail, too: what was decided about an application, and that something waits on the
//! desk.

use crate::app::App;
use crate::communities::model::Community;
use crate::error::Result;
use crate::ids::AccountId;
use crate::mail::letters;
use crate::mail::model::Place;
use crate::membership::queries::{Backlog, COUNTED_MAX, backlog};
use crate::store::Tx;
use crate::web::layout::counted_up_to;

/// To an applicant of this server. The link leads to where they applied, which says how to go on.
pub(super) async fn mail_decision(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    applicant: AccountId,
    approved: bool,
    reason: &str,
) -> Result<()> {
    letters::tell_decision(tx, app, applicant, community.id(), approved, reason).await
}

/// What waits on the desk now, as in "2 applications and 1 held post".
pub(super) async fn waiting_on_desk(tx: &mut Tx, community: &Community) -> Result<String> {
    Ok(waiting_in_words(backlog(tx, community.id()).await?))
}

fn waiting_in_words(waiting: Backlog) -> String {
    let kinds = [
        (waiting.applications, "application", "applications"),
        (waiting.held, "held post", "held posts"),
    ];
    let said: Vec<String> = kinds
        .into_iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, one, many)| counted_up_to(count, COUNTED_MAX, one, many))
        .collect();
    said.join(" and ")
}

/// To somebody who decides here, at most once an hour. `waiting` is as [`waiting_on_desk`] gives it.
pub(super) async fn mail_desk(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    recipient: AccountId,
    waiting: &str,
) -> Result<()> {
    letters::tell_desk(tx, app, recipient, community.id(), waiting).await
}

/// A community here, as mails speak of it that are being made just now.
pub(super) fn place(community: &Community) -> Place {
    Place {
        title: community.title().to_owned(),
        path: community.path(),
        is_public: community.is_open_to_read(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_is_counted_in_words() {
        let said = |applications, held| waiting_in_words(Backlog { applications, held });
        assert_eq!(said(1, 0), "1 application");
        assert_eq!(said(0, 3), "3 held posts");
        assert_eq!(said(2, 1), "2 applications and 1 held post");
        assert_eq!(said(COUNTED_MAX, 0), "500 or more applications");
    }
}
