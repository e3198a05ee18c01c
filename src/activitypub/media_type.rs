//! Which content types carry ActivityPub.
//!
//! A server that stores what its members upload may be talked into serving a
//! file as `application/json` or `text/plain`. Only the two media types of the
//! ActivityPub specification (section 3.2) say that the server itself speaks.

use http::HeaderValue;

/// What we send ActivityPub as.
pub const ACTIVITY_JSON: &str = "application/activity+json";

/// The `Accept` of every fetch of an ActivityPub document.
pub static ACCEPT_ACTIVITY: HeaderValue = HeaderValue::from_static(
    r#"application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams""#,
);

/// The profile that makes JSON-LD an ActivityPub document.
const PROFILE: &str = "https://www.w3.org/ns/activitystreams";

/// Whether a `Content-Type` value is `application/activity+json`, or
/// `application/ld+json` with the ActivityStreams profile.
///
/// Names are compared without case; other parameters (`charset`) and their
/// order do not matter. A value that does not parse is refused.
pub fn is_activity_json(content_type: &str) -> bool {
    let mut parts = split_outside_quotes(content_type).into_iter();
    let essence = parts.next().unwrap_or_default().trim();
    let Some(parameters) = parts.map(parameter).collect::<Option<Vec<_>>>() else {
        return false;
    };
    if essence.eq_ignore_ascii_case(ACTIVITY_JSON) {
        return true;
    }
    if !essence.eq_ignore_ascii_case("application/ld+json") {
        return false;
    }
    let mut profiles = parameters
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("profile"));
    let Some((_, profile)) = profiles.next() else {
        return false;
    };
    // The parameter may name several profiles, parted by blanks (RFC 6906).
    profiles.next().is_none() && profile.split(' ').any(|one| one == PROFILE)
}

/// Cuts at every `;` that is not inside a quoted value.
fn split_outside_quotes(text: &str) -> Vec<&str> {
    let mut quoted = false;
    text.split(|letter| {
        if letter == '"' {
            quoted = !quoted;
        }
        letter == ';' && !quoted
    })
    .collect()
}

/// One `name=value` or `name="value"`.
fn parameter(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.trim().split_once('=')?;
    let value = match value.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"')?,
        None => value,
    };
    let clean = !name.is_empty() && !name.contains(char::is_whitespace) && !value.contains('"');
    clean.then_some((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_media_types_of_activitypub_are_accepted() {
        for accepted in [
            "application/activity+json",
            "Application/Activity+JSON",
            "application/activity+json; charset=utf-8",
            "application/activity+json;charset=\"utf-8\"",
            r#"application/ld+json; profile="https://www.w3.org/ns/activitystreams""#,
            r#"application/ld+json;profile="https://www.w3.org/ns/activitystreams""#,
            r#"APPLICATION/LD+JSON; Profile="https://www.w3.org/ns/activitystreams"; charset=utf-8"#,
            r#"application/ld+json; charset=utf-8; profile="https://www.w3.org/ns/activitystreams""#,
            r#"application/ld+json; profile="https://example.org/x https://www.w3.org/ns/activitystreams""#,
        ] {
            assert!(is_activity_json(accepted), "{accepted}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for refused in [
            "",
            ";",
            "text/plain",
            "text/html; charset=utf-8",
            "image/png",
            "application/json",
            "application/json; profile=\"https://www.w3.org/ns/activitystreams\"",
            "application/ld+json",
            "application/ld+json; profile=\"https://example.org/\"",
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams.example\"",
            "application/ld+json; note=\"; profile=https://www.w3.org/ns/activitystreams\"",
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams",
            "application/ld+json; profile=\"a\"; profile=\"https://www.w3.org/ns/activitystreams\"",
            "application/activity+json, text/html",
            "application/activity+json; charset",
            "text/plain; application/activity+json",
            "application/activity+jsonx",
            "multipart/form-data; boundary=application/activity+json",
        ] {
            assert!(!is_activity_json(refused), "{refused}");
        }
    }
}
