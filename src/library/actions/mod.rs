//! Making collections and putting threads into them.

mod arranging;
mod exporting;
mod making;
mod reviewing;
mod shelving;
mod telling;

pub use arranging::{Arrangement, EntryForm, SectionForm, edit_collection};
pub use exporting::{begin_export, export_to, find_export_file, forget_exports, make_export};
pub use making::{CollectionForm, delete_collection, make_collection};
pub use reviewing::{review, tend_reviews};
pub use shelving::{decide_proposal, shelve};

use super::model::Collection;
use super::policy;
use super::queries::collection_by_slug;
use crate::accounts::model::Person;
use crate::accounts::rate_limits::begin_write;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::local::lock_community;
use crate::error::{Error, Result};
use crate::ids::CommunityId;
use crate::membership::actions::Problems;
use crate::membership::model::Standing;
use crate::membership::queries::standing;
use crate::store::Tx;
use crate::text;

/// What was typed as one line, and whether it is longer than it may be.
fn one_line(typed: &str, max: usize) -> (String, bool) {
    let typed = typed.trim();
    (text::one_line(typed, max), typed.chars().count() > max)
}

/// Begins a change of the library of a community by somebody who may: one at a time, since each counts what
/// is there.
async fn begin(
    app: &App,
    by: &Person,
    community: CommunityId,
) -> Result<(Tx, Community, Standing)> {
    let mut tx = begin_write(app, by.id()).await?;
    let community = lock_community(&mut tx, community).await?;
    let standing = standing(&mut tx, by, &community, app.now()).await?;
    policy::may_curate(&standing, &community)?;
    Ok((tx, community, standing))
}

async fn find_by_slug(tx: &mut Tx, community: &Community, slug: &str) -> Result<Collection> {
    let found = collection_by_slug(tx, community.id(), slug).await?;
    found.ok_or(Error::NotFound("collection"))
}
