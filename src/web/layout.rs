//! What the frame around every page needs to know, and the words for times
//! and numbers.

use super::accent::Accent;
use super::preview::PreviewPicture;
use super::view::NoticeView;
use crate::locale;
use crate::store::Time;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

/// The frame of one page. Templates carry it as the field `frame`.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    pub site_name: String,
    pub signed_in: Option<Viewer>,
    /// Whether visitors can make an account here.
    pub may_register: bool,
    /// Where people get the source code of what runs here.
    pub source: Option<String>,
    /// When the page was asked for, and where the reader's clock hangs.
    pub now: Now,
    /// Token that every form sends back.
    pub csrf: String,
    pub theme: Theme,
    pub density: Density,
    /// Languages that a visitor can choose from: tag, and what it calls itself.
    pub languages: Vec<(&'static str, &'static str)>,
    /// Path of this page, for marking where one is.
    pub path: String,
    /// Address of this page for coming back to it; none where it answers a form.
    pub back: Option<String>,
    pub flash: Option<Flash>,
    /// What the server tells everybody, until they have read it.
    pub announcement: Option<Announcement>,
    /// Whether there are pages with terms, and with whom to turn to.
    pub has_terms: bool,
    pub has_contact: bool,
    /// Why the form on this page came back.
    pub refused: Option<NoticeView>,
    /// Absolute address of this page where it has a better one than its own.
    pub canonical: Option<String>,
    pub noindex: bool,
    pub og: Option<OpenGraph>,
    /// Who wrote what the page shows, as `@ada@host`.
    pub creator: Option<String>,
    /// What search engines read, as it stands in a script element; see `web::structured`.
    pub structured: Option<String>,
    /// Feeds of what the page lists: media type and address.
    pub feeds: Vec<(&'static str, String)>,
    /// Address of the same thing as ActivityPub.
    pub alternate_json: Option<String>,
    /// Of the community one is in, and of this server.
    pub accent: Accent,
    pub site_accent: Accent,
    /// Name of the picture that is this server's mark.
    pub logo: Option<String>,
    /// Shown elsewhere with links to pages that have no picture of their own.
    pub picture: Option<PreviewPicture>,
}

/// A moment, as somebody in a time zone tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    pub at: Time,
    pub zone: Tz,
}

impl Default for Now {
    fn default() -> Self {
        Self::from(Time::new(DateTime::UNIX_EPOCH))
    }
}

impl From<Time> for Now {
    fn from(at: Time) -> Self {
        Self { at, zone: Tz::UTC }
    }
}

impl Now {
    /// `zone` as in `Europe/Lisbon`; anything unknown is UTC.
    #[must_use]
    pub fn within(at: Time, zone: &str) -> Self {
        let zone = zone.parse().unwrap_or(Tz::UTC);
        Self { at, zone }
    }

    /// The day of a time, as in `2026-05-01`.
    #[must_use]
    pub fn day(self, at: Time) -> String {
        let there = at.utc().with_timezone(&self.zone);
        there.format("%Y-%m-%d").to_string()
    }

    /// The same as people write it, as in `1 May 2026`.
    #[must_use]
    pub fn date(self, at: Time) -> String {
        locale::date(at.utc(), self.zone)
    }
}

/// `lang` for a text whose language is known and is not the page's own.
#[must_use]
pub fn lang(language: &str) -> Option<String> {
    let main = language.split('-').next().unwrap_or_default();
    let own = locale::current().tag().split('-').next();
    let known = (2..=3).contains(&main.len())
        && main.chars().all(|c| c.is_ascii_alphabetic())
        && language
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-')
        && !language.ends_with('-')
        && !main.eq_ignore_ascii_case("und");
    (known && !own.is_some_and(|own| main.eq_ignore_ascii_case(own))).then(|| language.to_owned())
}

impl Frame {
    /// Style sheets of colours that are nobody else's; the one of the community comes last and counts.
    #[must_use]
    pub fn accent_sheets(&self) -> Vec<String> {
        let sheets = [self.site_accent.sheet(), self.accent.sheet()];
        sheets.into_iter().flatten().collect()
    }

    /// Shown elsewhere with links to this page.
    #[must_use]
    pub fn preview(&self) -> Option<&PreviewPicture> {
        let own = self.og.as_ref().and_then(|og| og.picture.as_ref());
        own.or(self.picture.as_ref())
    }

    /// In the colour of a community, as it is kept; what nobody understands is the usual one.
    #[must_use]
    pub fn wearing(self, accent: &str) -> Self {
        Self {
            accent: Accent::kept(accent),
            ..self
        }
    }

    /// Where a visitor signs in and comes back from.
    #[must_use]
    pub fn login(&self) -> String {
        match self.way_back() {
            Some(back) => super::next::login_path(back),
            None => self.beside("/login"),
        }
    }

    /// Where a visitor makes an account and comes back from.
    #[must_use]
    pub fn register(&self) -> String {
        match self.way_back() {
            Some(back) => super::next::register_path(back),
            None => self.beside("/register"),
        }
    }

    /// What a visitor looks at, unless that is the front page or one on the way in.
    fn way_back(&self) -> Option<&str> {
        let back = self.back.as_deref()?;
        (back != "/" && self.on_the_way_in().is_none()).then_some(back)
    }

    /// What stands behind `/login` or `/register` in the address of this page, if it is one of them or the
    /// step between.
    fn on_the_way_in(&self) -> Option<&str> {
        let back = self.back.as_deref()?;
        let (path, query) = back.split_once('?').unwrap_or((back, ""));
        matches!(path, "/login" | "/login/code" | "/register").then_some(query)
    }

    /// One of the two pages, which leads on to where the other does.
    fn beside(&self, path: &str) -> String {
        match self.on_the_way_in() {
            None | Some("") => path.to_owned(),
            Some(query) => format!("{path}?{query}"),
        }
    }

    /// As around a page for somebody who is not signed in.
    #[must_use]
    pub fn for_stranger(self) -> Self {
        Self {
            signed_in: None,
            ..self
        }
    }

    /// Once so much has been read since the page was asked for.
    #[must_use]
    pub fn having_read(mut self, notices: i64, messages: i64) -> Self {
        if let Some(viewer) = &mut self.signed_in {
            viewer.unread = viewer.unread.saturating_sub(notices).max(0);
            viewer.unread_messages = viewer.unread_messages.saturating_sub(messages).max(0);
        }
        self
    }

    /// Whether the page is at this path or below it.
    #[must_use]
    pub fn is_at(&self, path: &str) -> bool {
        let below = self.path.strip_prefix(path);
        below.is_some_and(|rest| rest.is_empty() || (path != "/" && rest.starts_with('/')))
    }
}

/// Who looks at the page.
#[derive(Debug, Clone, Default)]
pub struct Viewer {
    pub name: String,
    pub display_name: String,
    pub unread: i64,
    pub unread_messages: i64,
    /// Whether they look after the server in some way.
    pub is_admin: bool,
    /// Name of their picture, if they chose one.
    pub avatar: Option<String>,
}

impl Viewer {
    #[must_use]
    pub fn href(&self) -> String {
        format!("/u/{}", self.name)
    }

    #[must_use]
    pub fn initials(&self) -> String {
        initials(&self.display_name)
    }

    #[must_use]
    pub fn tone(&self) -> u32 {
        tone(&self.name)
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// The value of the cookie and of the form's buttons; anything unknown is
    /// the system's theme.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::System => t!("web-theme-system"),
            Self::Light => t!("web-theme-light"),
            Self::Dark => t!("web-theme-dark"),
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Density {
    #[default]
    Comfortable,
    Compact,
}

impl Density {
    /// The value of the cookie and of the form's button; anything unknown is comfortable.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "compact" => Self::Compact,
            _ => Self::Comfortable,
        }
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Comfortable => "comfortable",
            Self::Compact => "compact",
        }
    }
}

/// What a notice is about; the name is what the style sheet knows it by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Info,
    Ok,
    Warn,
    Bad,
}

impl Kind {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Ok => "check",
            Self::Warn => "clock",
            Self::Bad => "warn",
        }
    }
}

/// What came of the last step, shown once at the top of the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    pub kind: Kind,
    pub text: String,
    /// Id of the part of the page at which it is told rather than at the top; may be empty.
    pub at: String,
}

/// Told above every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    pub text: String,
    /// By which the browser remembers that it was read.
    pub key: String,
}

/// How other places show a link to this page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenGraph {
    pub title: String,
    pub description: String,
    /// Absolute.
    pub url: String,
    /// As in `article`, `website`, `profile`.
    pub kind: &'static str,
    /// Where there is none, the server's own is shown.
    pub picture: Option<PreviewPicture>,
}

/// The feeds of a page at this path, with what its address asks for (`?q=glue`) if it does.
#[must_use]
pub fn feeds(path: &str, asked: &str) -> Vec<(&'static str, String)> {
    let path = path.trim_end_matches('/');
    vec![
        ("application/atom+xml", format!("{path}/feed.atom{asked}")),
        ("application/feed+json", format!("{path}/feed.json{asked}")),
    ]
}

/// First letters of the first and the last word of a name.
#[must_use]
pub fn initials(name: &str) -> String {
    let first_letter = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let mut letters = name.split_whitespace().filter_map(first_letter);
    let first = letters.next();
    let last = letters.next_back();
    let both: String = first.into_iter().chain(last).collect();
    if both.is_empty() {
        return "?".to_owned();
    }
    both.to_uppercase()
}

/// One of the six hues of avatars, the same one for a name everywhere.
#[must_use]
pub fn tone(name: &str) -> u32 {
    let sum = name.bytes().fold(0_u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u32::from(byte))
    });
    sum % 6
}

/// The parts of `name@server.example`, each with what ends it: between them a long one breaks.
pub fn address_pieces(address: &str) -> impl Iterator<Item = &str> {
    address.split_inclusive(['@', '.'])
}

/// A number with its thousands apart: `1 284`, from five digits on.
#[must_use]
pub fn count(number: i64) -> String {
    locale::count(number)
}

/// A number with its noun: `1 reply`, `12 replies`. For commands, which speak English: pages have a text with a
/// plural, as `docs/translating.md` shows.
#[must_use]
pub fn counted(number: i64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// A time as people say it, seen from `now`.
#[must_use]
pub fn when(at: DateTime<Utc>, now: Now) -> String {
    let past = now.at.utc().signed_duration_since(at);
    if past < TimeDelta::zero() {
        return from_now(-past, at, now.zone);
    }
    match (past.num_minutes(), past.num_hours(), past.num_days()) {
        (0, ..) => t!("locale-just-now"),
        (minutes, 0, _) => t!("locale-minutes-ago", count = minutes),
        (_, hours, 0) => t!("locale-hours-ago", count = hours),
        (_, _, 1) => t!("locale-yesterday"),
        (_, _, days @ 2..=6) => t!("locale-days-ago", count = days),
        (_, _, 7..=13) => t!("locale-last-week"),
        (_, _, days @ 14..=55) => t!("locale-weeks-ago", count = days / 7),
        _ => locale::date(at, now.zone),
    }
}

fn from_now(ahead: TimeDelta, at: DateTime<Utc>, zone: Tz) -> String {
    match (ahead.num_minutes(), ahead.num_hours(), ahead.num_days()) {
        (0, ..) => t!("locale-now"),
        (minutes, 0, _) => t!("locale-in-minutes", count = minutes),
        (_, hours, 0) => t!("locale-in-hours", count = hours),
        (_, _, days @ 1..=13) => t!("locale-in-days", count = days),
        _ => locale::date(at, zone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_in_words() {
        let now = "2026-11-23T10:20:00Z".parse::<DateTime<Utc>>().unwrap();
        let table = [
            (0, "just now"),
            (70, "a minute ago"),
            (40 * 60, "40 minutes ago"),
            (3_700, "an hour ago"),
            (5 * 3_600, "5 hours ago"),
            (30 * 3_600, "yesterday"),
            (3 * 86_400, "3 days ago"),
            (8 * 86_400, "last week"),
            (20 * 86_400, "2 weeks ago"),
            (90 * 86_400, "25 August 2026"),
            (-30, "now"),
            (-7_300, "in 2 hours"),
            (-2 * 86_400, "in 2 days"),
            (-40 * 86_400, "2 January 2027"),
        ];
        let seen = Now::from(Time::new(now));
        for (seconds, words) in table {
            assert_eq!(when(now - TimeDelta::seconds(seconds), seen), words);
        }
    }

    #[test]
    fn days_begin_where_the_reader_is() {
        let at = Time::new("2026-08-24T23:30:00Z".parse().unwrap());
        let now = Time::new("2026-11-23T10:20:00Z".parse().unwrap());
        for (zone, day, words) in [
            ("", "2026-08-24", "24 August 2026"),
            ("no/where", "2026-08-24", "24 August 2026"),
            ("Europe/Lisbon", "2026-08-25", "25 August 2026"),
            ("America/Lima", "2026-08-24", "24 August 2026"),
        ] {
            let seen = Now::within(now, zone);
            assert_eq!(seen.day(at), day, "{zone}");
            assert_eq!(when(at.utc(), seen), words, "{zone}");
        }
    }

    #[test]
    fn only_texts_in_another_language_say_so() {
        for (language, said) in [
            ("de", Some("de")),
            ("pt-BR", Some("pt-BR")),
            ("en", None),
            ("en-GB", None),
            ("", None),
            ("und", None),
            ("x", None),
            ("de\"><", None),
            ("german", None),
        ] {
            assert_eq!(lang(language).as_deref(), said, "{language}");
        }
    }

    #[test]
    fn numbers_keep_their_thousands_apart() {
        let table = [
            (0, "0"),
            (1284, "1284"),
            (12_840, "12\u{202f}840"),
            (-1_000_000, "−1\u{202f}000\u{202f}000"),
            (
                i64::MIN,
                "−9\u{202f}223\u{202f}372\u{202f}036\u{202f}854\u{202f}775\u{202f}808",
            ),
        ];
        for (number, text) in table {
            assert_eq!(count(number), text);
        }
    }

    #[test]
    fn initials_come_from_the_first_and_the_last_word() {
        let table = [
            ("Ada Okonjo", "AO"),
            ("Hans-Jörg von Kleinschmidt", "HK"),
            ("émile", "É"),
            ("  ", "?"),
            ("🦀 crab", "C"),
        ];
        for (name, letters) in table {
            assert_eq!(initials(name), letters);
        }
    }

    #[test]
    fn whoever_signs_in_or_up_comes_back_to_what_they_looked_at() {
        let table = [
            (None, ""),
            (Some("/"), ""),
            (Some("/login"), ""),
            (Some("/register"), ""),
            (Some("/c/rust/join"), "?next=%2Fc%2Frust%2Fjoin"),
            (Some("/?list=all"), "?next=%2F%3Flist%3Dall"),
            (Some("/login?next=%2Fc%2Frust"), "?next=%2Fc%2Frust"),
            (Some("/register?next=%2Fc%2Frust"), "?next=%2Fc%2Frust"),
        ];
        for (back, query) in table {
            let frame = Frame {
                back: back.map(str::to_owned),
                ..Frame::default()
            };
            assert_eq!(frame.login(), format!("/login{query}"), "{back:?}");
            assert_eq!(frame.register(), format!("/register{query}"), "{back:?}");
        }
    }

    #[test]
    fn a_page_knows_where_it_is() {
        let at = |path: &str| Frame {
            path: path.into(),
            ..Frame::default()
        };
        assert!(at("/").is_at("/"));
        assert!(!at("/communities").is_at("/"));
        assert!(at("/u/ana/x").is_at("/u/ana"));
        assert!(!at("/u/anabel").is_at("/u/ana"));
    }
}
