//! Configuration: `config/default.toml` < a file < the environment.
//!
//! The commented default file is the documentation and also where the defaults come from, so the
//! two cannot differ. A key that is not in it is an error, wherever it was given.

mod checks;

use ipnet::IpNet;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use toml::{Table, Value};
use url::Url;

pub const DEFAULT: &str = include_str!("../config/default.toml");

/// Keys that are masked when shown and may be read from a file named by `…_FILE`.
const SECRETS: [(&str, &str); 3] = [
    ("database", "url"),
    ("mail", "password"),
    ("setup", "admin_password"),
];

const PREFIX: &str = "GUILDHALL__";

#[derive(Debug, Clone, Deserialize)]
pub struct Config {
    pub server: Server,
    pub database: Database,
    pub federation: Federation,
    pub mail: Mail,
    pub media: Media,
    pub retention: Retention,
    pub rate_limits: RateLimits,
    pub setup: Setup,
    pub metrics: Metrics,
    pub log: Log,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Server {
    pub public_url: String,
    pub listen: SocketAddr,
    pub data_dir: PathBuf,
    #[serde(deserialize_with = "checks::networks")]
    pub trusted_proxies: Vec<IpNet>,
    pub shutdown_seconds: u64,
    pub source_url: String,
    pub language: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Database {
    pub url: String,
    pub connections: usize,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Federation {
    pub hosts_file: String,
    pub private_hosts: Vec<String>,
    pub deliveries_at_once: usize,
    pub deliveries_per_host: usize,
}

/// How mails leave. `Debug` is not derived, so that the password ends in no log.
#[derive(Clone, Deserialize)]
pub struct Mail {
    pub host: String,
    pub port: u32,
    pub tls: String,
    pub user: String,
    pub password: String,
    pub from: String,
    pub from_name: String,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("tls", &self.tls)
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Deserialize)]
pub struct Media {
    pub file_mib: u32,
    pub person_mib: u32,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Retention {
    pub received_days: u32,
    pub activity_days: u32,
    pub delivery_days: u32,
}

#[derive(Debug, Clone, Deserialize)]
pub struct RateLimits {
    pub enabled: bool,
    pub sign_in_per_account: u32,
    pub sign_in_per_address: u32,
    pub registrations_per_address: u32,
    pub writes_per_account: u32,
    pub lookups_per_account: u32,
    pub reports_per_actor: u32,
    pub reports_per_server: u32,
    pub activities_per_server: u32,
    pub links_per_account: u32,
    pub links_per_address: u32,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Setup {
    pub admin_name: String,
    pub admin_password: String,
    pub admin_email: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Metrics {
    pub listen: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Log {
    pub level: String,
    pub format: String,
}

#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{path}: {message}")]
    File { path: String, message: String },
    #[error("{0}")]
    Syntax(String),
    #[error("{0} is no configuration key; `guildhall config default` lists them")]
    Unknown(String),
    #[error("{key}: {message}")]
    Value { key: String, message: String },
}

impl Config {
    /// Reads the file, if one is named, and the process environment.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let named = |path: &Path, message: String| ConfigError::File {
            path: path.display().to_string(),
            message,
        };
        let text = match file {
            None => String::new(),
            Some(path) => {
                std::fs::read_to_string(path).map_err(|error| named(path, error.to_string()))?
            }
        };
        match (Self::from_parts(&text, environment()), file) {
            (Err(ConfigError::Syntax(message)), Some(path)) => Err(named(path, message)),
            (other, _) => other,
        }
    }

    /// The same from values, so that tests need no process environment.
    pub fn from_parts(file: &str, env: BTreeMap<String, String>) -> Result<Self, ConfigError> {
        let mut table = defaults();
        let given: Table = file
            .parse()
            .map_err(|e: toml::de::Error| ConfigError::Syntax(e.to_string()))?;
        for (section, keys) in given {
            let Value::Table(keys) = keys else {
                return Err(ConfigError::Unknown(section));
            };
            for (key, value) in keys {
                *slot(&mut table, &section, &key)? = value;
            }
        }
        for (name, value) in env {
            let Some(path) = name.strip_prefix(PREFIX) else {
                continue;
            };
            apply_env(&mut table, path, &value)?;
        }
        checks::check_kinds(&table)?;
        let config: Config = Value::Table(table)
            .try_into()
            .map_err(|e: toml::de::Error| ConfigError::Value {
                key: "configuration".into(),
                message: e.message().to_owned(),
            })?;
        config.validate()?;
        Ok(config)
    }

    /// Where the database is, with the default filled in.
    pub fn database_url(&self) -> String {
        if self.database.url.is_empty() {
            format!(
                "sqlite:{}",
                self.server.data_dir.join("guildhall.db").display()
            )
        } else {
            self.database.url.clone()
        }
    }

    /// Effective values as TOML with secrets masked.
    pub fn print(file: Option<&Path>) -> Result<String, ConfigError> {
        let config = Self::load(file)?;
        let mut table = defaults();
        let shown = config.to_table();
        for (section, keys) in &mut table {
            let (Some(keys), Some(Value::Table(values))) =
                (keys.as_table_mut(), shown.get(section))
            else {
                continue;
            };
            for (key, slot) in keys.iter_mut() {
                if let Some(value) = values.get(key) {
                    *slot = value.clone();
                }
                let secret = SECRETS.contains(&(section.as_str(), key.as_str()));
                if secret && slot.as_str().is_some_and(|s| !s.is_empty()) {
                    let shown = match key.as_str() {
                        "url" => mask_url(slot.as_str().unwrap_or_default()),
                        _ => MASK.to_owned(),
                    };
                    *slot = Value::String(shown);
                }
            }
        }
        toml::to_string(&table).map_err(|e| ConfigError::Value {
            key: "configuration".into(),
            message: e.to_string(),
        })
    }

    fn to_table(&self) -> Table {
        let list =
            |items: Vec<String>| Value::Array(items.into_iter().map(Value::String).collect());
        let number = |n: u64| Value::Integer(i64::try_from(n).unwrap_or(i64::MAX));
        let size = |n: usize| number(u64::try_from(n).unwrap_or(u64::MAX));
        let text = |s: &str| Value::String(s.to_owned());
        let mut table = Table::new();
        let mut put = |section: &str, keys: Vec<(&str, Value)>| {
            let keys = keys.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
            table.insert(section.to_owned(), Value::Table(keys));
        };
        put(
            "server",
            vec![
                ("public_url", text(&self.server.public_url)),
                ("listen", text(&self.server.listen.to_string())),
                (
                    "data_dir",
                    text(&self.server.data_dir.display().to_string()),
                ),
                (
                    "trusted_proxies",
                    list(
                        self.server
                            .trusted_proxies
                            .iter()
                            .map(ToString::to_string)
                            .collect(),
                    ),
                ),
                ("shutdown_seconds", number(self.server.shutdown_seconds)),
                ("source_url", text(&self.server.source_url)),
            ],
        );
        put(
            "database",
            vec![
                ("url", text(&self.database_url())),
                ("connections", size(self.database.connections)),
            ],
        );
        put(
            "federation",
            vec![
                ("hosts_file", text(&self.federation.hosts_file)),
                ("private_hosts", list(self.federation.private_hosts.clone())),
                (
                    "deliveries_at_once",
                    size(self.federation.deliveries_at_once),
                ),
                (
                    "deliveries_per_host",
                    size(self.federation.deliveries_per_host),
                ),
            ],
        );
        put(
            "mail",
            vec![
                ("host", text(&self.mail.host)),
                ("port", number(self.mail.port.into())),
                ("tls", text(&self.mail.tls)),
                ("user", text(&self.mail.user)),
                ("password", text(&self.mail.password)),
                ("from", text(&self.mail.from)),
                ("from_name", text(&self.mail.from_name)),
            ],
        );
        put(
            "media",
            vec![
                ("file_mib", number(self.media.file_mib.into())),
                ("person_mib", number(self.media.person_mib.into())),
            ],
        );
        put(
            "retention",
            vec![
                ("received_days", number(self.retention.received_days.into())),
                ("activity_days", number(self.retention.activity_days.into())),
                ("delivery_days", number(self.retention.delivery_days.into())),
            ],
        );
        let limits = &self.rate_limits;
        put(
            "rate_limits",
            vec![
                ("enabled", Value::Boolean(limits.enabled)),
                (
                    "sign_in_per_account",
                    number(limits.sign_in_per_account.into()),
                ),
                (
                    "sign_in_per_address",
                    number(limits.sign_in_per_address.into()),
                ),
                (
                    "registrations_per_address",
                    number(limits.registrations_per_address.into()),
                ),
                (
                    "writes_per_account",
                    number(limits.writes_per_account.into()),
                ),
                (
                    "lookups_per_account",
                    number(limits.lookups_per_account.into()),
                ),
                ("reports_per_actor", number(limits.reports_per_actor.into())),
                (
                    "reports_per_server",
                    number(limits.reports_per_server.into()),
                ),
                (
                    "activities_per_server",
                    number(limits.activities_per_server.into()),
                ),
                ("links_per_account", number(limits.links_per_account.into())),
                ("links_per_address", number(limits.links_per_address.into())),
            ],
        );
        put(
            "setup",
            vec![
                ("admin_name", text(&self.setup.admin_name)),
                ("admin_password", text(&self.setup.admin_password)),
                ("admin_email", text(&self.setup.admin_email)),
            ],
        );
        put("metrics", vec![("listen", text(&self.metrics.listen))]);
        put(
            "log",
            vec![
                ("level", text(&self.log.level)),
                ("format", text(&self.log.format)),
            ],
        );
        table
    }
}

/// Variables that are no text are none of ours.
fn environment() -> BTreeMap<String, String> {
    let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        Some((name.into_string().ok()?, value.into_string().ok()?))
    };
    std::env::vars_os().filter_map(text).collect()
}

const MASK: &str = "********";

fn mask_url(secret: &str) -> String {
    if secret.starts_with("sqlite:") {
        return secret.to_owned();
    }
    match Url::parse(secret) {
        Ok(_) => crate::store::hide_password(secret),
        Err(_) => MASK.to_owned(),
    }
}

#[expect(
    clippy::expect_used,
    reason = "the file is part of the program and parsed by every test"
)]
fn defaults() -> Table {
    DEFAULT.parse().expect("config/default.toml is valid")
}

fn slot<'t>(table: &'t mut Table, section: &str, key: &str) -> Result<&'t mut Value, ConfigError> {
    table
        .get_mut(section)
        .and_then(Value::as_table_mut)
        .and_then(|keys| keys.get_mut(key))
        .ok_or_else(|| ConfigError::Unknown(format!("{section}.{key}")))
}

fn apply_env(table: &mut Table, path: &str, value: &str) -> Result<(), ConfigError> {
    let unknown = || ConfigError::Unknown(format!("{PREFIX}{path}"));
    let (section, key) = path.split_once("__").ok_or_else(unknown)?;
    let (section, key) = (section.to_lowercase(), key.to_lowercase());
    if let Some(secret) = key.strip_suffix("_file")
        && SECRETS.contains(&(section.as_str(), secret))
    {
        let read = std::fs::read_to_string(value).map_err(|e| ConfigError::File {
            path: value.to_owned(),
            message: e.to_string(),
        })?;
        *slot(table, &section, secret)? = Value::String(read.trim_end().to_owned());
        return Ok(());
    }
    let slot = slot(table, &section, &key).map_err(|_| unknown())?;
    let wrong = |message: &str| ConfigError::Value {
        key: format!("{PREFIX}{path}"),
        message: message.to_owned(),
    };
    *slot = match slot {
        Value::Boolean(_) => match value {
            "true" | "1" | "yes" | "on" => Value::Boolean(true),
            "false" | "0" | "no" | "off" => Value::Boolean(false),
            _ => return Err(wrong("must be true or false")),
        },
        Value::Integer(_) => Value::Integer(
            value
                .trim()
                .parse()
                .map_err(|_| wrong("must be a whole number"))?,
        ),
        Value::Array(_) => Value::Array(
            value
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(|item| Value::String(item.to_owned()))
                .collect(),
        ),
        _ => Value::String(value.to_owned()),
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect()
    }

    #[test]
    fn only_the_public_url_is_needed() {
        assert!(Config::from_parts("", env(&[])).is_err());
        let config = Config::from_parts(
            "",
            env(&[("GUILDHALL__SERVER__PUBLIC_URL", "https://g.example")]),
        )
        .unwrap();
        assert_eq!(config.database_url(), "sqlite:data/guildhall.db");
        assert!(config.rate_limits.enabled);
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let file = "[server]\npublic_url = \"https://file.example\"\nlisten = \"127.0.0.1:1\"";
        let config = Config::from_parts(
            file,
            env(&[
                ("GUILDHALL__SERVER__PUBLIC_URL", "https://env.example"),
                ("GUILDHALL__RATE_LIMITS__ENABLED", "false"),
                ("GUILDHALL__FEDERATION__PRIVATE_HOSTS", "a.test:1, b.test:2"),
            ]),
        )
        .unwrap();
        assert_eq!(config.server.public_url, "https://env.example");
        assert_eq!(config.server.listen.port(), 1);
        assert!(!config.rate_limits.enabled);
        assert_eq!(config.federation.private_hosts, ["a.test:1", "b.test:2"]);
    }

    #[test]
    fn wrong_values_are_named() {
        let url = ("GUILDHALL__SERVER__PUBLIC_URL", "https://g.example");
        let cases: &[(&[(&str, &str)], &str)] = &[
            (
                &[("GUILDHALL__SERVER__PUBLIC_URL", "g.example")],
                "server.public_url",
            ),
            (
                &[("GUILDHALL__SERVER__PUBLIC_URL", "https://g.example/sub")],
                "server.public_url",
            ),
            (
                &[url, ("GUILDHALL__SERVER__COLOUR", "x")],
                "GUILDHALL__SERVER__COLOUR",
            ),
            (
                &[url, ("GUILDHALL__DATABASE__URL", "mysql://x")],
                "database.url",
            ),
            (
                &[url, ("GUILDHALL__DATABASE__CONNECTIONS", "many")],
                "whole number",
            ),
            (
                &[url, ("GUILDHALL__RATE_LIMITS__ENABLED", "maybe")],
                "true or false",
            ),
            (
                &[url, ("GUILDHALL__DATABASE__CONNECTIONS", "0")],
                "database.connections: must be at least 1",
            ),
            (
                &[url, ("GUILDHALL__DATABASE__CONNECTIONS", "-1")],
                "database.connections: must be a whole number",
            ),
            (
                &[url, ("GUILDHALL__DATABASE__URL", "postgres://a:b@:x/")],
                "database.url",
            ),
            (
                &[url, ("GUILDHALL__RETENTION__RECEIVED_DAYS", "0")],
                "retention.received_days",
            ),
            (&[url, ("GUILDHALL__LOG__LEVEL", "a=loud")], "log.level"),
            (
                &[url, ("GUILDHALL__SERVER__LISTEN", "8080")],
                "server.listen: 8080 is no address with a port",
            ),
            (
                &[url, ("GUILDHALL__SERVER__TRUSTED_PROXIES", "proxy")],
                "server.trusted_proxies: proxy is no address",
            ),
            (
                &[url, ("GUILDHALL__FEDERATION__PRIVATE_HOSTS", "localhost")],
                "federation.private_hosts: localhost must be host:port",
            ),
            // Lists are written in another way in the file.
            (
                &[
                    url,
                    ("GUILDHALL__FEDERATION__PRIVATE_HOSTS", "[\"a.test:1\"]"),
                ],
                "neither brackets nor quotes, as in GUILDHALL__FEDERATION__PRIVATE_HOSTS=localhost:8081,peer.test:443",
            ),
            (
                &[url, ("GUILDHALL__FEDERATION__HOSTS_FILE", "/nowhere/hosts")],
                "federation.hosts_file: /nowhere/hosts",
            ),
            (
                &[url, ("GUILDHALL__MAIL__HOST", "smtp.example")],
                "mail.from: is needed with mail.host",
            ),
            (
                &[url, ("GUILDHALL__MAIL__HOST", "smtp://smtp.example")],
                "mail.host: smtp://smtp.example is no name of a host",
            ),
            (
                &[url, ("GUILDHALL__MAIL__FROM", "The Guild <a@b.example>")],
                "mail.from: must be an address alone",
            ),
            (
                &[url, ("GUILDHALL__MAIL__TLS", "ssl")],
                "mail.tls: must be starttls, tls or none",
            ),
            (
                &[url, ("GUILDHALL__MAIL__PORT", "70000")],
                "mail.port: must be between 1 and 65535",
            ),
            (
                &[url, ("GUILDHALL__MAIL__PASSWORD", "secret")],
                "mail.user: is needed with mail.password",
            ),
        ];
        for (given, expected) in cases {
            let error = Config::from_parts("", env(given)).unwrap_err().to_string();
            assert!(error.contains(expected), "{error} should name {expected}");
        }
    }

    #[test]
    fn secrets_are_masked_also_where_they_look_like_an_address() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("guildhall.toml");
        let text = "[server]\npublic_url = \"https://g.example\"\n\
            [mail]\nuser = \"guild\"\npassword = \"keys:of-the-hall\"\n\
            [setup]\nadmin_name = \"olga\"\nadmin_password = \"more:of-the-keys\"\n";
        std::fs::write(&file, text).unwrap();
        let shown = Config::print(Some(&file)).unwrap();
        assert!(shown.contains("user = \"guild\""), "{shown}");
        assert!(!shown.contains("of-the"), "{shown}");
        assert_eq!(shown.matches(MASK).count(), 2, "{shown}");
        let config = Config::load(Some(&file)).unwrap();
        assert!(!format!("{:?}", config.mail).contains("of-the"));
    }

    #[test]
    fn values_of_the_wrong_kind_are_named() {
        let cases = [
            ("[server]\nlisten = 8080", "server.listen: must be a text"),
            (
                "[server]\ntrusted_proxies = \"127.0.0.1\"",
                "server.trusted_proxies: must be a list",
            ),
            (
                "[server]\ntrusted_proxies = [1]",
                "server.trusted_proxies: must be a list of texts",
            ),
            (
                "[federation]\nprivate_hosts = \"a.test:1\"",
                "federation.private_hosts: must be a list. In the file write private_hosts = [\"localhost:8081\", \"peer.test:443\"]",
            ),
            (
                "[database]\nconnections = \"8\"",
                "database.connections: must be a whole number",
            ),
            (
                "[rate_limits]\nenabled = 1",
                "rate_limits.enabled: must be true or false",
            ),
            ("[server", "line 1"),
        ];
        let url = env(&[("GUILDHALL__SERVER__PUBLIC_URL", "https://g.example")]);
        for (file, expected) in cases {
            let error = Config::from_parts(file, url.clone()).unwrap_err();
            let error = error.to_string();
            assert!(error.contains(expected), "{error} should name {expected}");
        }
    }

    #[test]
    fn a_proxy_is_named_by_its_address_alone_or_by_its_network() {
        let config = Config::from_parts(
            "[server]\ntrusted_proxies = [\"127.0.0.1\", \"::1\", \"10.0.0.0/8\"]",
            env(&[("GUILDHALL__SERVER__PUBLIC_URL", "https://g.example")]),
        )
        .unwrap();
        let proxies = &config.server.trusted_proxies;
        let shown: Vec<String> = proxies.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["127.0.0.1/32", "::1/128", "10.0.0.0/8"]);
    }
}
