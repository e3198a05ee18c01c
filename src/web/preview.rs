//! The picture that other places show with a link to one of our pages. Whoever makes a preview comes as nobody, so
//! only what everybody gets can be one.

use crate::activitypub::ids::Local;
use crate::text::{ShownPicture, open_picture_in, picture_type};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewPicture {
    /// Absolute.
    pub url: String,
    pub media_type: &'static str,
    /// Width and height, where they are known.
    pub size: Option<(u32, u32)>,
    /// What is said for who does not see it; may be empty.
    pub alt: String,
}

impl PreviewPicture {
    /// By the last part of its address; none for what is no name of a picture.
    #[must_use]
    pub fn named(local: &Local, name: &str) -> Option<Self> {
        Some(Self {
            url: local.url(&format!("/media/{name}")),
            media_type: picture_type(name)?,
            size: None,
            alt: String::new(),
        })
    }

    /// The first one of ours that a rendered text shows.
    #[must_use]
    pub fn in_text(local: &Local, html: &str) -> Option<Self> {
        let shown = open_picture_in(html)?;
        let of_ours = shown.url.starts_with(&local.url("/media/"));
        of_ours.then(|| Self::from(shown))
    }
}

impl From<ShownPicture> for PreviewPicture {
    fn from(shown: ShownPicture) -> Self {
        let known = shown.width > 0 && shown.height > 0;
        Self {
            size: known.then_some((shown.width, shown.height)),
            url: shown.url,
            media_type: shown.media_type,
            alt: shown.alt,
        }
    }
}
