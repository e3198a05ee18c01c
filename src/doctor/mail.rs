//! Whether the mail server takes our mails. Nothing is sent.

use super::Finding;
use crate::config::Config;
use crate::mail::mailer::{Mailer, NotTaken};

pub async fn examine(config: &Config, findings: &mut Vec<Finding>) {
    let mail = &config.mail;
    let mailer = match Mailer::new(config) {
        Ok(mailer) => mailer,
        Err(error) => return findings.push(super::no_network(&error)),
    };
    if !mailer.is_configured() {
        findings.push(Finding::warn(
            "mail: no mail server is configured, so nobody gets any",
            "set mail.host and mail.from; until then hand over the links that are listed under /admin/mails",
        ));
        return;
    }
    findings.push(greeting(config, &mailer).await);
    let is_near = matches!(mail.host.as_str(), "localhost" | "127.0.0.1" | "::1");
    if mail.tls == "none" && !is_near {
        findings.push(Finding::warn(
            format!(
                "mail: links that open accounts go to {} unencrypted",
                mail.host
            ),
            "set mail.tls to \"starttls\" or \"tls\", as the mail server's documentation says",
        ));
    }
}

async fn greeting(config: &Config, mailer: &Mailer) -> Finding {
    let mail = &config.mail;
    let at = format!("{}:{}", mail.host, mail.port);
    let cure = "check mail.host, mail.port, mail.tls, mail.user and mail.password; mails wait for three days";
    match mailer.greet().await {
        Ok(()) => Finding::ok(format!("mail: {at} lets us in")),
        Err(NotTaken::ForNow(reason) | NotTaken::RefusedUs(reason) | NotTaken::Refused(reason)) => {
            Finding::fail(format!("mail: {at}: {reason}"), cure)
        }
    }
}
