//! What people change about themselves.

use super::craft::read_craft;
use super::sign_in::WINDOW;
use crate::accounts::federation::{person_document, update_document};
use crate::accounts::model::{LinkPurpose, Login, Person, ProfileForm, ProfileLink, Signed};
use crate::accounts::passwords::{self, Verdict};
use crate::accounts::queries::{self, ProfileRow, feed_keys, logins, sessions};
use crate::accounts::rate_limits::{self, Key};
use crate::accounts::settings;
use crate::activitypub::delivery::{Audience, Outgoing, deliver};
use crate::activitypub::recipients::acquainted_with;
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::store::{Json, Tx};
use crate::text;
use std::borrow::Cow;
use url::Url;

const MAX_NAME: usize = 64;
const MAX_BIO: usize = 5_000;
const MAX_LINKS: usize = 8;
const MAX_LABEL: usize = 60;
const MAX_URL: usize = 500;

/// Changes the profile and tells the servers that show it. Returns the person as they are now.
pub async fn update_profile(app: &App, signed: &Signed, form: &ProfileForm) -> Result<Person> {
    let row = validate(app, form)?;
    let id = signed.person.id();
    let mut tx = rate_limits::begin_write(app, id).await?;
    let before = queries::find_person(&mut tx, id).await?;
    queries::update_profile(&mut tx, id, &row).await?;
    let person = queries::find_person(&mut tx, id).await?;
    // Languages and time zone are nobody else's business.
    if person_document(app, &before) != person_document(app, &person) {
        tell_update(&mut tx, app, &person).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(person)
}

/// Tells the servers that show somebody what they say of themselves now.
pub async fn tell_update(tx: &mut Tx, app: &App, person: &Person) -> Result<()> {
    let inboxes = acquainted_with(tx, person.actor.id, person.id()).await?;
    let id = app.mint_activity_id("update");
    let what = Outgoing {
        kind: "Update",
        actor: person.actor.id,
        object: person.actor.ap_id.clone(),
        audience: Audience::Public,
        document: update_document(app, person, &id).to_string(),
        ap_id: id,
    };
    deliver(tx, app, &what, inboxes).await?;
    Ok(())
}

/// Changes the password and ends all other sessions, as whoever else knew the old one must go. Links for
/// choosing another one end, too, and the key for feeds, which they may have made.
pub async fn change_password(app: &App, signed: &Signed, current: &str, new: &str) -> Result<()> {
    let id = signed.person.id();
    let login = confirm_password(app, signed, "current", current).await?;
    let email = login.email.as_deref().unwrap_or_default();
    passwords::check("new", new, &[&signed.person.actor.name, email])
        .map_err(|error| Error::Invalid(vec![error]))?;
    let hash = passwords::hash(new).await?;
    let mut tx = app.store.begin().await?;
    logins::update_password(&mut tx, id, &hash).await?;
    logins::delete_links(&mut tx, id, LinkPurpose::Password).await?;
    logins::delete_links(&mut tx, id, LinkPurpose::Code).await?;
    sessions::delete_sessions(&mut tx, id, Some(signed.session)).await?;
    feed_keys::delete_feed_key(&mut tx, id).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes sure that it is really them; `field` is where they typed it. Wrong ones are counted, like
/// failed sign-ins.
pub(super) async fn confirm_password(
    app: &App,
    signed: &Signed,
    field: &'static str,
    typed: &str,
) -> Result<Login> {
    let id = signed.person.id();
    let key = Key::account("password", id);
    let limit = app.config.rate_limits.sign_in_per_account;
    rate_limits::check_and_count(app, &key, limit, WINDOW).await?;
    let mut conn = app.store.read().await?;
    let login = logins::login_by_account(&mut conn, id).await?;
    drop(conn);
    let login = login.ok_or(Error::SignedOut)?;
    if passwords::verify(typed, Some(&login.password_hash)).await? != Verdict::Matches {
        return Err(Error::invalid(field, t!("accounts-password-wrong")));
    }
    rate_limits::give_back(app, &key).await?;
    Ok(login)
}

fn validate(app: &App, form: &ProfileForm) -> Result<ProfileRow> {
    let mut errors = Vec::new();
    let mut note = |field, result: Result<(), Cow<'static, str>>| {
        if let Err(message) = result {
            errors.push(FieldError { field, message });
        }
    };
    let name = form.display_name.trim();
    note("display_name", check_display_name(name));
    let bio_fits = form.bio.chars().count() <= MAX_BIO && !form.bio.contains('\0');
    note(
        "bio",
        refuse_unless(bio_fits, t!("accounts-profile-bio-long")),
    );
    let language = form.language.trim();
    let known = language.is_empty() || is_language(language);
    note(
        "language",
        refuse_unless(known, t!("accounts-profile-language-wrong")),
    );
    let zone = form.time_zone.trim();
    let known = zone.is_empty() || zone.parse::<chrono_tz::Tz>().is_ok();
    note(
        "time_zone",
        refuse_unless(known, t!("accounts-profile-zone-wrong")),
    );
    let known = form.locale.is_empty() || app.languages.find(&form.locale).is_some();
    note("locale", refuse_unless(known, t!("accounts-locale-wrong")));
    let links = parse_links(&form.links);
    note("links", links.as_ref().map(|_| ()).map_err(Clone::clone));
    let craft = read_craft(form, &mut errors);
    match links {
        Ok(links) if errors.is_empty() => Ok(ProfileRow {
            sought: craft.sought(name),
            craft,
            display_name: name.to_owned(),
            bio: form.bio.clone(),
            bio_html: text::render(&form.bio, &settings::links(app)).html,
            links: Json(links),
            language: language.to_owned(),
            time_zone: zone.to_owned(),
            locale: form.locale.clone(),
        }),
        _ => Err(Error::Invalid(errors)),
    }
}

fn refuse_unless(fine: bool, message: String) -> Result<(), Cow<'static, str>> {
    if fine { Ok(()) } else { Err(message.into()) }
}

fn check_display_name(name: &str) -> Result<(), Cow<'static, str>> {
    if name.chars().count() > MAX_NAME {
        return Err(t!("accounts-profile-name-long").into());
    }
    // Nothing that is not seen, and no letter below a heap of marks: names would look like others, or cover
    // what stands around them.
    let words = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = text::one_line(&words, MAX_NAME) == words;
    refuse_unless(
        plain && !name.chars().any(changes_its_surroundings),
        t!("accounts-profile-name-marks"),
    )
}

/// Control characters, and marks that would turn the text around a name from right to left.
fn changes_its_surroundings(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// BCP 47 as far as it is in use: a language, then script, region or variant.
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.chars().all(|c| c.is_ascii_lowercase())
        && text.len() <= 16
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        })
}

/// One link per line: a label, a space, the address. Without a label its host stands for it.
fn parse_links(text: &str) -> Result<Vec<ProfileLink>, Cow<'static, str>> {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    if lines.len() > MAX_LINKS {
        return Err(t!("accounts-profile-links-many").into());
    }
    lines.into_iter().map(parse_link).collect()
}

fn parse_link(line: &str) -> Result<ProfileLink, Cow<'static, str>> {
    let (label, url) = line.rsplit_once(char::is_whitespace).unwrap_or(("", line));
    let label = label.trim();
    let parsed = Url::parse(url)
        .ok()
        .filter(|u| matches!(u.scheme(), "http" | "https") && u.username().is_empty())
        .filter(|u| u.password().is_none() && u.as_str().len() <= MAX_URL);
    let Some((parsed, host)) = parsed.and_then(|u| u.host_str().map(str::to_owned).map(|h| (u, h)))
    else {
        return Err(t!("accounts-profile-links-address", line = line).into());
    };
    if label.chars().count() > MAX_LABEL || label.chars().any(changes_its_surroundings) {
        return Err(t!("accounts-profile-links-label").into());
    }
    Ok(ProfileLink {
        label: if label.is_empty() {
            host
        } else {
            label.to_owned()
        },
        url: parsed.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_http_and_few() {
        let read = parse_links("Website https://ada.example\n\n  My code  http://x.example/a?b \n");
        let link = |label: &str, url: &str| ProfileLink {
            label: label.into(),
            url: url.into(),
        };
        assert_eq!(
            read.unwrap(),
            [
                link("Website", "https://ada.example/"),
                link("My code", "http://x.example/a?b"),
            ]
        );
        let bare = parse_links("https://ada.example/x").unwrap();
        assert_eq!(bare, [link("ada.example", "https://ada.example/x")]);
        let long = format!("x https://a.example/{}", "x".repeat(500));
        let many = "https://a.example\n".repeat(9);
        let bad = [
            "me javascript:alert(1)",
            "me data:text/html,x",
            "me //evil.example",
            "me ada.example",
            "me mailto:a@b.example",
            "me https://user:secret@a.example",
            "me https://",
            "m\u{202e}e https://a.example",
            &long,
            &many,
        ];
        for text in bad {
            assert!(parse_links(text).is_err(), "{text}");
        }
    }

    #[test]
    fn languages_look_like_languages() {
        for good in ["en", "de", "pt-BR", "zh-Hant", "sr-Latn-RS", "gsw"] {
            assert!(is_language(good), "{good}");
        }
        for bad in [
            "e",
            "EN",
            "english",
            "en_US",
            "en-",
            "en-x",
            "\"><",
            "de-1234567890",
        ] {
            assert!(!is_language(bad), "{bad}");
        }
    }

    #[test]
    fn display_names_cannot_turn_the_page_around() {
        assert!(check_display_name("Ada Lovelace 🜍").is_ok());
        assert!(check_display_name("عائشة").is_ok());
        for fine in ["Zoe\u{308}  Smith", "👩\u{200d}🔧 Mia", "Nguyễn"] {
            assert!(check_display_name(fine).is_ok(), "{fine:?}");
        }
        let long = "x".repeat(65);
        let heap = format!("a{}", "\u{301}".repeat(40));
        for bad in [
            "a\u{202e}b",
            "a\nb",
            "a\u{0}b",
            "a\u{2067}b",
            "ad\u{200b}a",
            "ada\u{feff}",
            "ada\u{2800}",
            &heap,
            &long,
        ] {
            assert!(check_display_name(bad).is_err(), "{bad:?}");
        }
    }
}
