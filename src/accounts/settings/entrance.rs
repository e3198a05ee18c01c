//! What the server asks of whoever makes an account.

use super::rows;
use crate::accounts::model::Viewer;
use crate::accounts::policy;
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::mail::address;
use crate::text_enum;

text_enum! {
    /// Whether browsers do a sum before an account is made.
    pub enum Sum {
        Off = "off",
        On = "on",
    }
}

const SUM: &str = "registration_sum";
const ALLOWED: &str = "email_domains_allowed";
const DENIED: &str = "email_domains_denied";

/// Domains of each list.
const MAX_DOMAINS: usize = 500;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entrance {
    pub sum: Sum,
    /// Domains of e-mail addresses that are taken, in lower case; all where there are none. Those below them
    /// are meant, too.
    pub allowed: Vec<String>,
    /// Those that are not, of all that are.
    pub denied: Vec<String>,
}

impl Default for Entrance {
    fn default() -> Self {
        Self {
            sum: Sum::Off,
            allowed: Vec::new(),
            denied: Vec::new(),
        }
    }
}

impl Entrance {
    pub(super) fn read(&mut self, key: &str, value: &str) {
        let lines = || value.lines().map(str::to_owned).collect();
        match key {
            SUM => self.sum = Sum::parse(value).unwrap_or(self.sum),
            ALLOWED => self.allowed = lines(),
            DENIED => self.denied = lines(),
            _ => {}
        }
    }
}

/// As it is typed: domains with spaces, commas or lines between them.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct EntranceForm {
    pub sum: String,
    pub allowed: String,
    pub denied: String,
}

impl From<&Entrance> for EntranceForm {
    fn from(entrance: &Entrance) -> Self {
        Self {
            sum: entrance.sum.to_string(),
            allowed: entrance.allowed.join("\n"),
            denied: entrance.denied.join("\n"),
        }
    }
}

pub async fn change_entrance(app: &App, by: &Viewer, form: &EntranceForm) -> Result<()> {
    policy::may_administer(by)?;
    let entrance = validate(form)?;
    let mut tx = app.store.begin().await?;
    for (key, value) in [
        (SUM, entrance.sum.to_string()),
        (ALLOWED, entrance.allowed.join("\n")),
        (DENIED, entrance.denied.join("\n")),
    ] {
        rows::upsert_setting(&mut tx, key, value.into(), app.now()).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn validate(form: &EntranceForm) -> Result<Entrance> {
    let mut errors = Vec::new();
    let sum = Sum::parse(&form.sum);
    if sum.is_none() {
        errors.push(FieldError {
            field: "sum",
            message: t!("accounts-site-sum-wrong").into(),
        });
    }
    let allowed = read_domains("allowed", &form.allowed);
    let denied = read_domains("denied", &form.denied);
    match (errors.is_empty(), sum, allowed, denied) {
        (true, Some(sum), Ok(allowed), Ok(denied)) => Ok(Entrance {
            sum,
            allowed,
            denied,
        }),
        (_, _, allowed, denied) => {
            errors.extend(allowed.err());
            errors.extend(denied.err());
            Err(Error::Invalid(errors))
        }
    }
}

fn read_domains(field: &'static str, typed: &str) -> Result<Vec<String>, FieldError> {
    let wrong = |message: String| FieldError {
        field,
        message: message.into(),
    };
    let mut domains: Vec<String> = Vec::new();
    for word in typed.split(|c: char| c == ',' || c.is_whitespace()) {
        let domain = word.trim_start_matches(['@', '*', '.']);
        if domain.is_empty() {
            continue;
        }
        // What may stand behind the @ of an address is a domain.
        let Some(address) = address::parse(&format!("x@{domain}")) else {
            return Err(wrong(t!("accounts-site-domain-none", domain = word)));
        };
        let domain = address.trim_start_matches("x@").to_owned();
        if !domains.contains(&domain) {
            domains.push(domain);
        }
    }
    if domains.len() > MAX_DOMAINS {
        return Err(wrong(t!("accounts-site-domains-many", most = MAX_DOMAINS)));
    }
    Ok(domains)
}
