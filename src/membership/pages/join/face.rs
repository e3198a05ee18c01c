//! What a community says of itself to whoever thinks of joining it, and what can be seen of it, be it one of
//! this server or of another.

use super::super::members::person_view;
use super::super::reads;
use super::told::{signs, signs_elsewhere};
use crate::accounts::model::Viewer;
use crate::communities::model::Community;
use crate::error::Result;
use crate::ids::AccountId;
use crate::membership::queries::pulse::{list_samples, pulse};
use crate::membership::queries::staff::staff_among;
use crate::membership::queries::{count_members, list_moderators};
use crate::store::{Conn, Time};
use crate::web::view::{LinkView, PersonView};

/// For the macros in `membership/pages/face.html`.
pub(in crate::membership::pages) struct FaceView {
    pub lang: Option<String>,
    pub focus: String,
    pub description_html: String,
    pub not_for: String,
    pub offers_html: String,
    pub life: LifeView,
}

impl FaceView {
    /// Whether nothing says whom it is for.
    pub fn says_nothing(&self) -> bool {
        [&self.focus, &self.description_html, &self.not_for]
            .iter()
            .all(|words| words.is_empty())
    }
}

/// What goes on in a community, and who looks after it.
pub(in crate::membership::pages) struct LifeView {
    /// How alive it is, sentence by sentence.
    pub signs: Vec<String>,
    /// Questions that everybody may read.
    pub samples: Vec<LinkView>,
    pub conveners: Vec<PersonView>,
}

impl LifeView {
    /// Whether anything can be seen of what goes on.
    pub fn is_known(&self) -> bool {
        !self.signs.is_empty() || !self.samples.is_empty()
    }
}

/// As this viewer may see it. Of a community of another server what has come here.
pub(in crate::membership::pages) async fn life(
    conn: &mut Conn,
    community: &Community,
    viewer: &Viewer,
    now: Time,
) -> Result<LifeView> {
    let id = community.id();
    // How much goes on is for those who may read it.
    let signs = match reads(conn, community, viewer).await? {
        true if community.is_local() => {
            let pulse = pulse(conn, id, now).await?;
            signs(&pulse, count_members(conn, id).await?)
        }
        true => signs_elsewhere(community, &pulse(conn, id, now).await?),
        false => Vec::new(),
    };
    let samples = list_samples(conn, id).await?.into_iter();
    let conveners = list_moderators(conn, id).await?;
    let ids: Vec<AccountId> = conveners.iter().map(|(person, _)| person.id()).collect();
    let staff = staff_among(conn, community, &ids).await?;
    Ok(LifeView {
        signs,
        samples: samples
            .map(|(id, title)| LinkView::new(title, format!("/post/{id}")))
            .collect(),
        conveners: conveners
            .iter()
            .map(|(person, role)| person_view(person, *role, community, &staff))
            .collect(),
    })
}
