//! Whoever proposed a thread hears what became of it.

use crate::accounts::model::Person;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::Result;
use crate::library::model::Entry;
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::notifications::queries::proposal_cause;
use crate::store::Tx;
use crate::text::one_line;

/// Characters of why a thread is taken in, or not.
const REASON_MAX: usize = 300;

/// Tells who proposed this entry what `by` decided about it: `ShelfAccepted` or `ShelfDeclined`.
pub(super) async fn tell_proposer(
    tx: &mut Tx,
    app: &App,
    (by, community): (&Person, &Community),
    entry: &Entry,
    (kind, reason): (NoticeKind, &str),
) -> Result<()> {
    let cause = proposal_cause(entry.id.0, &one_line(reason, REASON_MAX));
    let notice = NewNotice {
        recipient: entry.added_by,
        kind,
        cause: &cause,
        by: Some(by.actor.id),
        community: Some(community.id()),
        post: Some(entry.post_id),
        comment: None,
    };
    notify(tx, app, &notice).await?;
    Ok(())
}

/// The same of those among these entries that are only proposed: their place is going.
pub(super) async fn tell_declined(
    tx: &mut Tx,
    app: &App,
    both: (&Person, &Community),
    going: &[&Entry],
) -> Result<()> {
    let declined = (NoticeKind::ShelfDeclined, "");
    for entry in going {
        if entry.is_proposed() {
            tell_proposer(tx, app, both, entry, declined).await?;
        }
    }
    Ok(())
}
