//! A question is closed, or open again, on the word of its author on another server.

use crate::accounts::model::{Person, Viewer};
use crate::app::App;
use crate::error::Result;
use crate::posts::arrived::Arrived;
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::closing::{NewClosing, closing_of, set_closed, set_open};
use crate::posts::queries::post_by_ap_id;
use crate::store::Tx;

/// Takes over what the question's own document says. What those who look after the community closed stays so.
pub(super) async fn adopt_closing(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    post: &Post,
    arrived: &Arrived,
) -> Result<()> {
    let before = closing_of(tx, post).await?;
    if before.as_ref().is_some_and(|it| it.by_id != author.id()) {
        return Ok(());
    }
    let Some(at) = arrived
        .closed_at
        .filter(|_| post.kind == ThreadKind::Question)
    else {
        if before.is_some() {
            set_open(tx, post.id).await?;
        }
        return Ok(());
    };
    let url = arrived.duplicate_of.as_deref().unwrap_or_default();
    let other = match url {
        "" => None,
        // Only what everybody reads: nobody is led to the rest by somebody elsewhere.
        url => post_by_ap_id(tx, &Viewer::Anonymous, url).await?,
    };
    let other = other.filter(|other| other.id != post.id && other.duplicate_of_id.is_none());
    let new = NewClosing {
        by: author.id(),
        reason: &arrived.closed_because,
        duplicate_url: url,
        duplicate_of: other.map(|other| other.id),
        at: at.min(app.now()),
    };
    set_closed(tx, post.id, new).await?;
    Ok(())
}
