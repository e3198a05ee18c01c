//! What is wrong with a configuration, by the name of the key, before anything begins.

use super::{Config, ConfigError, PREFIX, defaults};
use ipnet::IpNet;
use serde::{Deserialize, Deserializer};
use std::net::{IpAddr, SocketAddr};
use toml::{Table, Value};
use url::Url;

impl Config {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        self.check_address()?;
        self.check_database()?;
        self.check_federation()?;
        self.check_mail()?;
        self.check_numbers()?;
        if !self.metrics.listen.is_empty() && self.metrics.listen.parse::<SocketAddr>().is_err() {
            return wrong(
                "metrics.listen",
                "must be address:port, such as 127.0.0.1:9090",
            );
        }
        if let Err(message) = crate::logging::check(&self.log.level) {
            return wrong("log.level", &message);
        }
        if !matches!(self.log.format.as_str(), "text" | "json") {
            return wrong("log.format", "must be text or json");
        }
        if !self.setup.admin_name.is_empty() && self.setup.admin_password.is_empty() {
            return wrong("setup.admin_password", "is needed with setup.admin_name");
        }
        Ok(())
    }

    fn check_address(&self) -> Result<(), ConfigError> {
        let key = "server.public_url";
        if self.server.public_url.is_empty() {
            return wrong(
                key,
                "is needed: the address under which people reach this server, such as https://guild.example (environment: GUILDHALL__SERVER__PUBLIC_URL)",
            );
        }
        let Ok(url) = Url::parse(&self.server.public_url) else {
            return wrong(key, "is no address; write it like https://guild.example");
        };
        let plain = url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
            && url.path() == "/";
        if !matches!(url.scheme(), "https" | "http") || url.host_str().is_none() || !plain {
            return wrong(
                key,
                "must be https://host, with nothing behind the host but a port",
            );
        }
        let source = &self.server.source_url;
        let on_the_web = Url::parse(source)
            .is_ok_and(|url| matches!(url.scheme(), "https" | "http") && url.host_str().is_some());
        if !source.is_empty() && !on_the_web {
            return wrong("server.source_url", "must begin with https:// or http://");
        }
        Ok(())
    }

    fn check_database(&self) -> Result<(), ConfigError> {
        let url = &self.database.url;
        let postgres = ["postgres://", "postgresql://"]
            .iter()
            .any(|scheme| url.starts_with(scheme));
        if !url.is_empty() && !postgres && !url.starts_with("sqlite:") {
            return wrong("database.url", "must start with sqlite: or postgres://");
        }
        if postgres && Url::parse(url).is_err() {
            // The address holds a password, so it is not repeated.
            return wrong(
                "database.url",
                "is no address; write it like postgres://user:password@host/name, with special characters of the password as %40 and its like",
            );
        }
        Ok(())
    }

    fn check_federation(&self) -> Result<(), ConfigError> {
        let federation = &self.federation;
        for pair in &federation.private_hosts {
            let split = pair.rsplit_once(':');
            if !split.is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok()) {
                let message = format!(
                    "{pair} must be host:port, such as localhost:8081. {}",
                    how_to_list("federation.private_hosts")
                );
                return wrong("federation.private_hosts", &message);
            }
        }
        let file = &federation.hosts_file;
        if !file.is_empty()
            && let Err(error) = std::fs::read(file)
        {
            return wrong("federation.hosts_file", &format!("{file}: {error}"));
        }
        Ok(())
    }

    fn check_mail(&self) -> Result<(), ConfigError> {
        let mail = &self.mail;
        let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '_');
        if !mail.host.chars().all(known) {
            let message = format!("{} is no name of a host", mail.host);
            return wrong("mail.host", &message);
        }
        if !(1..=65_535).contains(&mail.port) {
            return wrong("mail.port", "must be between 1 and 65535");
        }
        if !matches!(mail.tls.as_str(), "starttls" | "tls" | "none") {
            return wrong("mail.tls", "must be starttls, tls or none");
        }
        if !mail.from.is_empty() && crate::mail::address::parse(&mail.from).is_none() {
            let message = "must be an address alone, such as noreply@guild.example";
            return wrong("mail.from", message);
        }
        if !mail.host.is_empty() && mail.from.is_empty() {
            return wrong("mail.from", "is needed with mail.host");
        }
        if !mail.password.is_empty() && mail.user.is_empty() {
            return wrong("mail.user", "is needed with mail.password");
        }
        Ok(())
    }

    /// Of these nothing at all would be nothing that works.
    fn check_numbers(&self) -> Result<(), ConfigError> {
        let size = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let (federation, retention) = (&self.federation, &self.retention);
        let limits = &self.rate_limits;
        let numbers: [(&str, u64); 11] = [
            ("database.connections", size(self.database.connections)),
            (
                "federation.deliveries_at_once",
                size(federation.deliveries_at_once),
            ),
            (
                "federation.deliveries_per_host",
                size(federation.deliveries_per_host),
            ),
            ("media.file_mib", self.media.file_mib.into()),
            ("media.person_mib", self.media.person_mib.into()),
            ("retention.received_days", retention.received_days.into()),
            ("retention.activity_days", retention.activity_days.into()),
            ("retention.delivery_days", retention.delivery_days.into()),
            (
                "rate_limits.sign_in_per_account",
                limits.sign_in_per_account.into(),
            ),
            (
                "rate_limits.sign_in_per_address",
                limits.sign_in_per_address.into(),
            ),
            (
                "rate_limits.activities_per_server",
                limits.activities_per_server.into(),
            ),
        ];
        match numbers.iter().find(|(_, number)| *number == 0) {
            Some((key, _)) => wrong(key, "must be at least 1"),
            None => Ok(()),
        }
    }
}

fn wrong(key: &str, message: &str) -> Result<(), ConfigError> {
    Err(ConfigError::Value {
        key: key.to_owned(),
        message: message.to_owned(),
    })
}

/// Each value is of the kind of its default, so that whoever wrote it is told which one is not.
pub(super) fn check_kinds(table: &Table) -> Result<(), ConfigError> {
    let defaults = defaults();
    for (section, keys) in table {
        let Some(keys) = keys.as_table() else {
            continue;
        };
        for (key, value) in keys {
            let default = defaults.get(section).and_then(|keys| keys.get(key));
            let key = format!("{section}.{key}");
            match default.map_or(Ok(()), |default| check_kind(&key, default, value)) {
                Ok(()) => {}
                Err(message) => return wrong(&key, &message),
            }
        }
    }
    Ok(())
}

fn check_kind(key: &str, default: &Value, value: &Value) -> Result<(), String> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match (default, value) {
        (Value::Boolean(_), Value::Boolean(_)) => Ok(()),
        (Value::Boolean(_), _) => Err("must be true or false".to_owned()),
        (Value::Integer(_), Value::Integer(number)) if u32::try_from(*number).is_ok() => Ok(()),
        (Value::Integer(_), _) => Err("must be a whole number, 0 or more".to_owned()),
        (Value::Array(_), Value::Array(items)) => {
            let texts: Option<Vec<String>> = items.iter().map(text).collect();
            let texts =
                texts.ok_or_else(|| format!("must be a list of texts. {}", how_to_list(key)))?;
            if key == "server.trusted_proxies" {
                texts
                    .iter()
                    .try_for_each(|text| network(text).map(|_| ()))?;
            }
            Ok(())
        }
        (Value::Array(_), _) => Err(format!("must be a list. {}", how_to_list(key))),
        (_, Value::String(text)) if key == "server.listen" => match text.parse::<SocketAddr>() {
            Ok(_) => Ok(()),
            Err(_) => Err(format!(
                "{text} is no address with a port; write it like 127.0.0.1:8080"
            )),
        },
        (_, Value::String(_)) => Ok(()),
        _ => Err("must be a text in quotes".to_owned()),
    }
}

/// How a list is written, in the file and in the environment, which differ.
fn how_to_list(key: &str) -> String {
    let (one, other) = match key {
        "federation.private_hosts" => ("localhost:8081", "peer.test:443"),
        "server.trusted_proxies" => ("127.0.0.1", "10.0.0.0/8"),
        _ => ("one", "other"),
    };
    let name = key.rsplit('.').next().unwrap_or(key);
    let variable = format!("{PREFIX}{}", key.replace('.', "__").to_uppercase());
    format!(
        "In the file write {name} = [\"{one}\", \"{other}\"]; in the environment write commas between and neither brackets nor quotes, as in {variable}={one},{other}"
    )
}

/// `10.0.0.0/8`, or one address alone.
fn network(text: &str) -> Result<IpNet, String> {
    let alone = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse().or_else(|_| alone()).map_err(|_| {
        format!("{text} is no address or network; write it like 127.0.0.1 or 10.0.0.0/8")
    })
}

pub(super) fn networks<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<IpNet>, D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    let read = |text: &String| network(text).map_err(serde::de::Error::custom);
    texts.iter().map(read).collect()
}
