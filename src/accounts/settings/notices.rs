//! What the server says to everybody: its terms, how to reach who runs it, an announcement, and that it is
//! closed for a while.

use super::{links, rows};
use crate::accounts::model::Viewer;
use crate::accounts::policy;
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::store::Time;
use crate::text;
use chrono::{Days, NaiveDate};

const TERMS: &str = "terms";
const TERMS_HTML: &str = "terms_html";
const CONTACT: &str = "contact";
const CONTACT_HTML: &str = "contact_html";
const ANNOUNCEMENT: &str = "announcement";
const ANNOUNCEMENT_LAST: &str = "announcement_last_day";
pub(in crate::accounts) const CLOSED: &str = "closed";

const MAX_TEXT: usize = 50_000;
const MAX_ANNOUNCEMENT: usize = 500;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notices {
    /// Markdown: what holds between people here and who runs the server.
    pub terms: String,
    pub terms_html: String,
    /// Markdown: who runs it and how to reach them.
    pub contact: String,
    pub contact_html: String,
    /// Plain text, above every page.
    pub announcement: String,
    /// The last day (UTC) on which it is shown, as in `2026-12-31`; empty where it stays.
    pub last_day: String,
}

impl Notices {
    pub(super) fn read(&mut self, key: &str, value: &str) {
        match key {
            TERMS => value.clone_into(&mut self.terms),
            TERMS_HTML => value.clone_into(&mut self.terms_html),
            CONTACT => value.clone_into(&mut self.contact),
            CONTACT_HTML => value.clone_into(&mut self.contact_html),
            ANNOUNCEMENT => value.clone_into(&mut self.announcement),
            ANNOUNCEMENT_LAST => value.clone_into(&mut self.last_day),
            _ => {}
        }
    }

    /// What is announced at this moment; none where there is nothing, or its time is over.
    pub fn announced(&self, now: Time) -> Option<&str> {
        if self.announcement.is_empty() {
            return None;
        }
        let is_over = self
            .last_day
            .parse::<NaiveDate>()
            .is_ok_and(|last| now.utc().date_naive() > last);
        (!is_over).then_some(self.announcement.as_str())
    }
}

/// As it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct NoticesForm {
    pub announcement: String,
    pub last_day: String,
    pub terms: String,
    pub contact: String,
}

impl From<&Notices> for NoticesForm {
    fn from(notices: &Notices) -> Self {
        Self {
            announcement: notices.announcement.clone(),
            last_day: notices.last_day.clone(),
            terms: notices.terms.clone(),
            contact: notices.contact.clone(),
        }
    }
}

pub async fn change_notices(app: &App, by: &Viewer, form: &NoticesForm) -> Result<()> {
    policy::may_administer(by)?;
    validate(app, form)?;
    let announcement = form.announcement.trim();
    let html = |markdown: &str| text::render(markdown, &links(app)).html;
    let mut tx = app.store.begin().await?;
    for (key, value) in [
        (TERMS, form.terms.clone()),
        (TERMS_HTML, html(&form.terms)),
        (CONTACT, form.contact.clone()),
        (CONTACT_HTML, html(&form.contact)),
        (ANNOUNCEMENT, announcement.to_owned()),
        (ANNOUNCEMENT_LAST, form.last_day.trim().to_owned()),
    ] {
        rows::upsert_setting(&mut tx, key, value.into(), app.now()).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn validate(app: &App, form: &NoticesForm) -> Result<()> {
    let mut errors = Vec::new();
    let mut wrong = |field, message: String| {
        errors.push(FieldError {
            field,
            message: message.into(),
        });
    };
    let is_long = |text: &str, most| text.chars().count() > most || text.contains('\0');
    if is_long(form.announcement.trim(), MAX_ANNOUNCEMENT) {
        wrong(
            "announcement",
            t!("accounts-site-text-long", most = MAX_ANNOUNCEMENT),
        );
    }
    // A year from now is as far ahead as anybody announces.
    let far = app.now().utc().date_naive() + Days::new(366);
    match form.last_day.trim() {
        "" => {}
        typed => match typed.parse::<NaiveDate>() {
            Ok(day) if day <= far => {}
            _ => wrong("last_day", t!("accounts-site-day-wrong")),
        },
    }
    for (field, text) in [("terms", &form.terms), ("contact", &form.contact)] {
        if is_long(text, MAX_TEXT) {
            wrong(field, t!("accounts-site-text-long", most = MAX_TEXT));
        }
    }
    match errors.is_empty() {
        true => Ok(()),
        false => Err(Error::Invalid(errors)),
    }
}
