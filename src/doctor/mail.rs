//! Whether the mail server takes our mails. Nothing is sent.

use super::Finding;
use crate::app::App;
use crate::mail::mailer::NotTaken;

pub async fn examine(app: &App, findings: &mut Vec<Finding>) {
    let mail = &app.config.mail;
    if !app.mailer.is_configured() {
        findings.push(Finding::warn(
            "mail: no mail server is configured, so nobody gets any",
            "set mail.host and mail.from; until then hand over the links that are listed under /admin/mails",
        ));
        return;
    }
    findings.push(greeting(app).await);
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

async fn greeting(app: &App) -> Finding {
    let mail = &app.config.mail;
    let at = format!("{}:{}", mail.host, mail.port);
    let cure = "check mail.host, mail.port, mail.tls, mail.user and mail.password; mails wait for three days";
    match app.mailer.greet().await {
        Ok(()) => Finding::ok(format!("mail: {at} lets us in")),
        Err(NotTaken::ForNow(reason) | NotTaken::Refused(reason)) => {
            Finding::fail(format!("mail: {at}: {reason}"), cure)
        }
    }
}
