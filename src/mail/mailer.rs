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
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use url::Url;

/// For each step of the conversation.
const TIMEOUT: Duration = Duration::from_secs(30);
/// For all of it: a server may be slow at each step.
pub(super) const CONVERSATION: Duration = Duration::from_secs(120);

/// What the mail server says for good of a recipient (RFC 3463 section 3.2 and 3.3, RFC 7505): there is no such
/// mailbox, no such place, no such form, it has moved away, its domain takes no mail, it is closed.
const NO_RECIPIENT: [&str; 6] = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"];

/// The replies that say so without such a code (RFC 5321 section 4.2.3).
const NO_MAILBOX: [u16; 2] = [550, 551];

/// Words beside those replies that speak of us: mail servers use 550 for these refusals as well.
const ABOUT_US: [&str; 7] = [
    "relay",
    "auth",
    "sender",
    "spam",
    "block",
    "policy",
    "reputation",
];

/// Sends mails, if there is a mail server.
pub struct Mailer {
    way: Option<Way>,
    /// Whether the log says already that the mail server refuses us.
    is_told: AtomicBool,
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
    /// 5xx, and not because of the recipient: it is about who signs in, from where mails may come, or the mail
    /// itself. The operator may mend it, so it may be taken later.
    RefusedUs(String),
    /// 5xx, since nobody reads at the recipient's address: it never will be.
    Refused(String),
}

impl Mailer {
    /// Touches no network. Fails where TLS cannot be set up.
    pub fn new(config: &Config) -> Result<Self> {
        let mail = &config.mail;
        if mail.host.is_empty() {
            return Ok(Self::by(None));
        }
        let way = Way {
            transport: transport(config)?,
            from: mail.from.parse().map_err(Error::internal)?,
            from_name: mail.from_name.clone(),
        };
        Ok(Self::by(Some(way)))
    }

    fn by(way: Option<Way>) -> Self {
        Self {
            way,
            is_told: AtomicBool::new(false),
        }
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
        let said = within(CONVERSATION, way.transport.send(message)).await;
        self.tell_operator(said.as_ref().err());
        said.map(|_| ())
    }

    /// Once, and again after mails went meanwhile: each mail that waits would say the same.
    fn tell_operator(&self, not_taken: Option<&NotTaken>) {
        let refuses_us = match not_taken {
            Some(NotTaken::ForNow(_)) => return,
            Some(NotTaken::RefusedUs(_)) => true,
            Some(NotTaken::Refused(_)) | None => false,
        };
        let was_told = self.is_told.swap(refuses_us, Ordering::Relaxed);
        if refuses_us && !was_told {
            // The mail server's words may name the recipient, whom the log need not know.
            tracing::warn!(
                "the mail server refuses the mails of this server, which wait for up to three days; \
                 /admin/mails says why"
            );
        }
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
    let reason = error.to_string();
    if !error.is_permanent() {
        return NotTaken::ForNow(reason);
    }
    let code = error.status().map(u16::from).unwrap_or_default();
    let words = std::error::Error::source(error).map(ToString::to_string);
    match is_about_recipient(code, &words.unwrap_or_default()) {
        true => NotTaken::Refused(reason),
        false => NotTaken::RefusedUs(reason),
    }
}

/// Whether a 5xx says that nobody reads at the recipient's address. Where that is not plain it does not: what waits in
/// vain is given up later, and what is given up wrongly is lost.
fn is_about_recipient(code: u16, words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    if first.starts_with("5.") {
        return NO_RECIPIENT.contains(&first);
    }
    let words = words.to_lowercase();
    NO_MAILBOX.contains(&code) && !ABOUT_US.iter().any(|word| words.contains(word))
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

    #[test]
    fn only_what_is_said_of_the_recipient_is_final() {
        let cases = [
            (550, "5.1.1 <ada@mail.example>: no such user", true),
            (550, "5.1.10 the domain takes no mail", true),
            (554, "5.2.1 this mailbox is closed", true),
            (550, "No such user here", true),
            (551, "user not local; please try <ada@new.example>", true),
            (550, "5.7.1 relaying denied", false),
            (554, "5.7.1 <ada@mail.example>: Relay access denied", false),
            (550, "relay not permitted", false),
            (550, "5.1.8 the sender's domain does not exist", false),
            (550, "Sender verify failed", false),
            (550, "5.7.26 this mail is not authenticated", false),
            (552, "5.2.2 the mailbox is full", false),
            (552, "5.3.4 the message is too large", false),
            (
                553,
                "that domain is not in my list of allowed rcpthosts",
                false,
            ),
            (530, "5.7.0 authentication required", false),
            (535, "5.7.8 wrong credentials", false),
            (535, "", false),
            (554, "no", false),
        ];
        for (code, words, expected) in cases {
            assert_eq!(is_about_recipient(code, words), expected, "{code} {words}");
        }
    }
}
