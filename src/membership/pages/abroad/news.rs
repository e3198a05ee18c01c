//! The rules of a community of another server on its page for joining, and what is new in them for who has read or
//! agreed to others.

use super::super::join::{Typed, value_of};
use super::super::points::PointsView;
use super::sent::rules_hash;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::Result;
use crate::membership::queries::rules::version_by_hash;
use crate::membership::terms::Terms;
use crate::store::Conn;
use crate::web::layout;

pub(super) struct News {
    pub rules: PointsView,
    /// Whether other ones were on the page from which the form was sent.
    pub meanwhile: bool,
}

/// `agreed` names the rules to which they agreed before, where they are asked anew.
pub(super) async fn news(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    terms: Option<&Terms>,
    (typed, agreed): (&Typed, Option<&str>),
) -> Result<News> {
    let read = value_of(typed, "rules_hash");
    let meanwhile = !read.is_empty() && read != rules_hash(typed, terms);
    let before = match (meanwhile, agreed) {
        (true, _) => version_by_hash(conn, community.id(), read).await?,
        (false, Some(agreed)) => version_by_hash(conn, community.id(), agreed).await?,
        (false, None) => None,
    };
    let before = before.as_ref().map(|before| before.items.0.as_slice());
    let now = terms
        .map(|terms| terms.rules.as_slice())
        .unwrap_or_default();
    let lang = layout::lang(&community.row.language);
    Ok(News {
        rules: PointsView::since(app, lang, before, now),
        meanwhile,
    })
}
