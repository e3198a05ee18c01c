//! The mail server that takes our mails: the only one we ever speak to, named in the configuration.

use crate::config::{Config, Mail as MailConfig};
use crate::error::{Error, Result};
use lettre::message::Message;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::future::Future;
use std::time::Duration;
use url::Url;

/// For each step of the conversation.
const TIMEOUT: Duration = Duration::from_secs(30);
/// For all of it: a server may be slow at each step.
pub(super) const CONVERSATION: Duration = Duration::from_secs(120);

/// What the mail server says of who signs in, and not of a mail (RFC 4954 section 6): the operator can
/// mend it, so the mail waits.
const SIGN_IN_CODES: [u16; 4] = [530, 534, 535, 538];

/// Sends mails, if there is a mail server.
pub struct Mailer {
    way: Option<Way>,
}

struct Way {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
    from_name: String,
}

/// Why a mail was not taken, in the mail server's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotTaken {
    /// 4xx, or no answer that makes sense: it may be taken later.
    ForNow(String),
    /// 5xx: it never will be.
    Refused(String),
}

impl Mailer {
    /// Touches no network. Fails where TLS cannot be set up.
    pub fn new(config: &Config) -> Result<Self> {
        let mail = &config.mail;
        if mail.host.is_empty() {
            return Ok(Self { way: None });
        }
        let way = Way {
            transport: transport(config)?,
            from: mail.from.parse().map_err(Error::internal)?,
            from_name: mail.from_name.clone(),
        };
        Ok(Self { way: Some(way) })
    }

    pub fn is_configured(&self) -> bool {
        self.way.is_some()
    }

    /// Address and name in the From header, if there is a mail server. The name is empty where the
    /// configuration leaves it open.
    pub(super) fn sender(&self) -> Option<(&Address, &str)> {
        let way = self.way.as_ref()?;
        Some((&way.from, &way.from_name))
    }

    pub(super) async fn send(&self, message: Message) -> Result<(), NotTaken> {
        let Some(way) = &self.way else {
            return Err(NotTaken::ForNow("there is no mail server".to_owned()));
        };
        within(CONVERSATION, way.transport.send(message)).await?;
        Ok(())
    }

    /// Connects, signs in and says goodbye.
    pub async fn greet(&self) -> Result<(), NotTaken> {
        let Some(way) = &self.way else {
            return Err(NotTaken::ForNow("there is no mail server".to_owned()));
        };
        match within(CONVERSATION, way.transport.test_connection()).await? {
            true => Ok(()),
            false => Err(NotTaken::ForNow("it hung up".to_owned())),
        }
    }
}

/// What the mail server says, unless it takes longer than this.
async fn within<T>(
    limit: Duration,
    conversation: impl Future<Output = Result<T, SmtpError>>,
) -> Result<T, NotTaken> {
    match tokio::time::timeout(limit, conversation).await {
        Ok(Ok(said)) => Ok(said),
        Ok(Err(error)) => Err(judge(&error)),
        Err(_) => Err(NotTaken::ForNow("it took too long".to_owned())),
    }
}

fn judge(error: &SmtpError) -> NotTaken {
    let code = error.status().map(u16::from);
    let about_us = code.is_some_and(|code| SIGN_IN_CODES.contains(&code));
    let reason = error.to_string();
    match error.is_permanent() && !about_us {
        true => NotTaken::Refused(reason),
        false => NotTaken::ForNow(reason),
    }
}

fn transport(config: &Config) -> Result<AsyncSmtpTransport<Tokio1Executor>> {
    let mail = &config.mail;
    let port = u16::try_from(mail.port).map_err(Error::internal)?;
    let url = Url::parse(&config.server.public_url).map_err(Error::internal)?;
    let own_name = url.host_str().unwrap_or("localhost").to_owned();
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(mail.host.clone())
        .port(port)
        .hello_name(ClientId::Domain(own_name))
        .timeout(Some(TIMEOUT))
        .tls(tls(mail)?);
    if !mail.user.is_empty() {
        let credentials = Credentials::new(mail.user.clone(), mail.password.clone());
        builder = builder.credentials(credentials);
    }
    Ok(builder.build())
}

/// Never "if the server likes": whoever stands between could make it dislike.
fn tls(mail: &MailConfig) -> Result<Tls> {
    let parameters = || TlsParameters::new(mail.host.clone()).map_err(Error::internal);
    Ok(match mail.tls.as_str() {
        "none" => Tls::None,
        "tls" => Tls::Wrapper(parameters()?),
        _ => Tls::Required(parameters()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_conversation_that_does_not_end_is_broken_off() {
        let never = std::future::pending::<Result<(), SmtpError>>();
        let broken_off = within(Duration::from_millis(1), never).await;
        let expected = NotTaken::ForNow("it took too long".to_owned());
        assert_eq!(broken_off, Err(expected));
    }
}
