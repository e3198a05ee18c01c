//! What people say of their craft, as they type it.

use crate::accounts::model::{Craft, ProfileForm};
use crate::error::FieldError;
use crate::store::Json;
use crate::text::one_line;

/// Reads the fields of the craft and notes what is wrong with them.
pub(super) fn read_craft(form: &ProfileForm, errors: &mut Vec<FieldError>) -> Craft {
    let mut wrong = |field: &'static str, message: String| {
        errors.push(FieldError {
            field,
            message: message.into(),
        });
    };
    let mut line = |field: &'static str, typed: &str, max: usize| {
        if typed.trim().chars().count() > max {
            wrong(field, t!("accounts-profile-line-long", most = max));
        }
        one_line(typed, max)
    };
    let headline = line("headline", &form.headline, Craft::HEADLINE_MAX);
    let place = line("place", &form.place, Craft::PLACE_MAX);
    let offers = line("offers", &form.offers, Craft::WISH_MAX);
    let seeks = line("seeks", &form.seeks, Craft::WISH_MAX);
    let tags = Craft::read_tags(&form.expertise);
    let (most, longest) = (Craft::TAGS_MAX, Craft::TAG_MAX);
    if tags.len() > most {
        wrong(
            "expertise",
            t!("accounts-profile-expertise-many", most = most),
        );
    } else if tags.iter().any(|tag| tag.chars().count() > longest) {
        wrong(
            "expertise",
            t!("accounts-profile-expertise-long", most = longest),
        );
    }
    Craft {
        headline,
        place,
        expertise: Json(tags),
        offers,
        seeks,
    }
}
