//! What a local account or community may be called. They share one namespace, because `@ada@host`
//! and `!ada@host` look the same to most servers; a name stays taken for ever, or its next owner
//! would inherit the addresses of the first.

const MIN: usize = 2;
const MAX: usize = 30;

/// Names that would be mistaken for the server, for a part of it or for somebody in charge, and
/// every word that begins one of our paths.
const RESERVED: &[&str] = &[
    "about",
    "abuse",
    "account",
    "accounts",
    "activities",
    "activity",
    "actor",
    "actors",
    "admin",
    "administrator",
    "api",
    "apub",
    "assets",
    "atom",
    "comment",
    "comments",
    "communities",
    "community",
    "context",
    "desk",
    "dev",
    "directory",
    "everyone",
    "favicon",
    "featured",
    "feed",
    "feeds",
    "follow",
    "followers",
    "following",
    "ghost",
    "guildhall",
    "healthz",
    "help",
    "here",
    "home",
    "host",
    "hostmaster",
    "inbox",
    "instance",
    "invite",
    "join",
    "legal",
    "livez",
    "local",
    "localhost",
    "login",
    "logout",
    "mailer",
    "media",
    "message",
    "messages",
    "metrics",
    "mod",
    "moderation",
    "moderator",
    "moderators",
    "modlog",
    "new",
    "nobody",
    "nodeinfo",
    "noreply",
    "notification",
    "notifications",
    "null",
    "oauth",
    "outbox",
    "owner",
    "password",
    "people",
    "policy",
    "post",
    "postmaster",
    "posts",
    "privacy",
    "proxy",
    "readyz",
    "register",
    "report",
    "reports",
    "robots",
    "root",
    "rss",
    "rules",
    "search",
    "security",
    "server",
    "service",
    "session",
    "sessions",
    "settings",
    "setup",
    "signin",
    "signout",
    "signup",
    "site",
    "source",
    "staff",
    "static",
    "status",
    "style",
    "styles",
    "support",
    "sysadmin",
    "system",
    "tag",
    "tags",
    "terms",
    "user",
    "users",
    "webfinger",
    "webmaster",
    "www",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    #[error("{}", t!("accounts-name-length", least = MIN, most = MAX))]
    Length,
    #[error("{}", t!("accounts-name-letters"))]
    Letters,
    #[error("{}", t!("accounts-name-start"))]
    Start,
    #[error("{}", t!("accounts-name-reserved"))]
    Reserved,
}

/// Whether the name may be given to somebody. That it is free is for the database to say.
///
/// Nothing is folded or corrected: what is typed is what everybody will see.
pub fn check(name: &str) -> Result<(), NameError> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !name.chars().all(allowed) {
        return Err(NameError::Letters);
    }
    if !(MIN..=MAX).contains(&name.len()) {
        return Err(NameError::Length);
    }
    if name.starts_with('_') {
        return Err(NameError::Start);
    }
    if is_reserved(name) {
        return Err(NameError::Reserved);
    }
    Ok(())
}

/// Names of offices: nobody gives one to themselves, but whoever runs the server may give it away.
const OFFICES: &[&str] = &[
    "admin",
    "administrator",
    "moderator",
    "owner",
    "root",
    "staff",
    "support",
    "sysadmin",
];

/// The same for an account that the operator makes.
pub fn check_for_operator(name: &str) -> Result<(), NameError> {
    match check(name) {
        Err(NameError::Reserved) if OFFICES.contains(&name) => Ok(()),
        verdict => verdict,
    }
}

/// `ad_min` reads like `admin`, so underscores do not count.
fn is_reserved(name: &str) -> bool {
    let plain: String = name.chars().filter(|c| *c != '_').collect();
    RESERVED.contains(&plain.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operator_may_give_offices_away_but_no_paths() {
        assert_eq!(check("admin"), Err(NameError::Reserved));
        assert_eq!(check_for_operator("admin"), Ok(()));
        assert_eq!(check_for_operator("ad_min"), Err(NameError::Reserved));
        assert_eq!(check_for_operator("inbox"), Err(NameError::Reserved));
        assert_eq!(check_for_operator("Admin"), Err(NameError::Letters));
    }

    #[test]
    fn names_follow_the_rules() {
        let cases = [
            ("ada", Ok(())),
            ("a2", Ok(())),
            ("2a", Ok(())),
            ("ada_lovelace", Ok(())),
            ("a23456789012345678901234567890", Ok(())),
            ("administration", Ok(())),
            ("a", Err(NameError::Length)),
            ("", Err(NameError::Length)),
            ("a234567890123456789012345678901", Err(NameError::Length)),
            ("Ada", Err(NameError::Letters)),
            ("ada lovelace", Err(NameError::Letters)),
            (" ada", Err(NameError::Letters)),
            ("ada\u{0}", Err(NameError::Letters)),
            ("ada\n", Err(NameError::Letters)),
            ("ada.lovelace", Err(NameError::Letters)),
            ("ada-lovelace", Err(NameError::Letters)),
            ("ada@host", Err(NameError::Letters)),
            ("../ada", Err(NameError::Letters)),
            ("ada%2f", Err(NameError::Letters)),
            // Twins of ASCII letters: Cyrillic a, full-width a, dotless i, the Kelvin sign.
            ("\u{0430}da", Err(NameError::Letters)),
            ("\u{ff41}da", Err(NameError::Letters)),
            ("adm\u{0131}n", Err(NameError::Letters)),
            ("\u{212a}ate", Err(NameError::Letters)),
            ("a\u{0301}da", Err(NameError::Letters)),
            ("ada\u{200b}", Err(NameError::Letters)),
            ("\u{0661}\u{0662}", Err(NameError::Letters)),
            ("_ada", Err(NameError::Start)),
            ("admin", Err(NameError::Reserved)),
            ("ad_min", Err(NameError::Reserved)),
            ("admin_", Err(NameError::Reserved)),
            ("root", Err(NameError::Reserved)),
            ("instance", Err(NameError::Reserved)),
            ("desk", Err(NameError::Reserved)),
            ("inbox", Err(NameError::Reserved)),
            ("outbox", Err(NameError::Reserved)),
            ("api", Err(NameError::Reserved)),
            ("post", Err(NameError::Reserved)),
            ("setup", Err(NameError::Reserved)),
            ("well_known", Ok(())),
        ];
        for (name, expected) in cases {
            assert_eq!(check(name), expected, "{name:?}");
        }
    }

    #[test]
    fn the_reserved_list_is_sorted_and_could_be_typed() {
        assert!(RESERVED.is_sorted());
        for name in RESERVED {
            assert!(name.chars().all(|c| c.is_ascii_lowercase()), "{name}");
        }
    }
}
