//! From a letter to what goes over the wire (RFC 5322, with RFC 2369 and RFC 8058 for unsubscribing).
//!
//! What people wrote gets into headers only through [`one_line`], which leaves no control character, and
//! addresses only through [`super::address`]; so nobody can add a header or a recipient.

use super::model::{Letter, QueuedMail};
use crate::error::{Error, Result};
use crate::text::one_line;
use askama::Template;
use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use std::time::SystemTime;

/// Longer subjects are cut; few programs show more.
const SUBJECT_MAX: usize = 120;
const NAME_MAX: usize = 60;

/// What stands around a letter.
pub(super) struct Envelope<'a> {
    pub site: &'a str,
    /// Of the server, without a port: the right side of the Message-ID.
    pub host: &'a str,
    pub from: &'a Address,
    pub from_name: &'a str,
    pub to: &'a str,
    /// Where such mails are stopped, if they can be.
    pub unsubscribe: Option<&'a str>,
    pub at: SystemTime,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct HtmlPart<'a> {
    letter: &'a Letter,
    site: &'a str,
    unsubscribe: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct TextPart<'a> {
    letter: &'a Letter,
    site: &'a str,
    unsubscribe: Option<&'a str>,
}

/// The letter with each text on one line, so that a line of it cannot look like something of ours.
pub(super) fn flattened(letter: &Letter) -> Letter {
    let line = |text: &String| one_line(text, usize::MAX);
    Letter {
        subject: one_line(&letter.subject, SUBJECT_MAX),
        paragraphs: letter.paragraphs.iter().map(line).collect(),
        quote: letter.quote.as_ref().map(line),
        link: letter.link.clone(),
        after: letter.after.iter().map(line).collect(),
        why: line(&letter.why),
    }
}

/// The letter as plain text.
pub(super) fn text(letter: &Letter, site: &str, unsubscribe: Option<&str>) -> Result<String> {
    let part = TextPart {
        letter,
        site,
        unsubscribe,
    };
    part.render().map_err(Error::internal)
}

/// `letter` is [`flattened`].
pub(super) fn compose(
    mail: &QueuedMail,
    letter: &Letter,
    envelope: &Envelope<'_>,
) -> Result<Message> {
    let Envelope {
        site, unsubscribe, ..
    } = *envelope;
    let html = HtmlPart {
        letter,
        site,
        unsubscribe,
    };
    let html = html.render().map_err(Error::internal)?;
    let to: Address = envelope.to.parse().map_err(Error::internal)?;
    let name = match envelope.from_name {
        "" => site,
        name => name,
    };
    let name = one_line(name, NAME_MAX);
    let mut message = Message::builder()
        .from(Mailbox::new(Some(name), envelope.from.clone()))
        .to(Mailbox::new(None, to))
        .subject(letter.subject.clone())
        .date(envelope.at)
        .message_id(Some(format!("<{}@{}>", mail.message_id, envelope.host)))
        .raw_header(plain_header("Auto-Submitted", "auto-generated")?);
    if let Some(url) = unsubscribe {
        let post = "List-Unsubscribe=One-Click";
        message = message
            .raw_header(plain_header("List-Unsubscribe", &format!("<{url}>"))?)
            .raw_header(plain_header("List-Unsubscribe-Post", post)?);
    }
    let plain = text(letter, site, unsubscribe)?;
    message
        .multipart(MultiPart::alternative_plain_html(plain, html))
        .map_err(Error::internal)
}

/// A header that is our own words. Programs that unsubscribe by themselves want it on one line, as it is.
fn plain_header(name: &'static str, value: &str) -> Result<HeaderValue> {
    if !value.chars().all(|c| c.is_ascii_graphic()) {
        let what = format!("{name} has a character that no header of ours has");
        return Err(Error::Internal(anyhow::anyhow!(what)));
    }
    Ok(HeaderValue::dangerous_new_pre_encoded(
        HeaderName::new_from_ascii_str(name),
        value.to_owned(),
        value.to_owned(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::model::{LetterLink, MailId, MailKind};
    use crate::store::Time;
    use chrono::{TimeZone, Utc};

    fn mail() -> QueuedMail {
        QueuedMail {
            id: MailId(1),
            message_id: "0123abcd".to_owned(),
            kind: MailKind::Answer,
            account: None,
            address: None,
            attempts: 0,
            created_at: Time::new(Utc.timestamp_opt(1_800_000_000, 0).unwrap()),
        }
    }

    fn composed(letter: &Letter, site: &str, unsubscribe: Option<&str>) -> String {
        let from: Address = "noreply@guild.example".parse().unwrap();
        let envelope = Envelope {
            site,
            host: "guild.example",
            from: &from,
            from_name: "",
            to: "ada@mail.example",
            unsubscribe,
            at: SystemTime::UNIX_EPOCH,
        };
        let message = compose(&mail(), &flattened(letter), &envelope).unwrap();
        String::from_utf8(message.formatted()).unwrap()
    }

    fn head(message: &str) -> Vec<&str> {
        let (head, _) = message.split_once("\r\n\r\n").unwrap();
        head.split("\r\n").collect()
    }

    #[test]
    fn a_mail_has_every_header_that_it_should_have() {
        let letter = Letter {
            subject: "Answer to “Glue?”".to_owned(),
            ..Letter::default()
        };
        let url = "https://guild.example/unsubscribe/7.answer.AbC-_";
        let message = composed(&letter, "Guild", Some(url));
        let head = head(&message);
        for line in [
            "From: Guild <noreply@guild.example>",
            "To: ada@mail.example",
            "Date: Thu, 01 Jan 1970 00:00:00 +0000",
            "Message-ID: <0123abcd@guild.example>",
            "Auto-Submitted: auto-generated",
            "List-Unsubscribe: <https://guild.example/unsubscribe/7.answer.AbC-_>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "MIME-Version: 1.0",
        ] {
            assert!(head.contains(&line), "{line} is not in {head:#?}");
        }
        let subject = head.iter().find(|line| line.starts_with("Subject: "));
        assert!(subject.unwrap().contains("=?utf-8?b?"), "{head:#?}");
        assert!(message.is_ascii());
        assert!(message.contains("multipart/alternative"));
        let without = composed(&letter, "Guild", None);
        assert!(!without.contains("List-Unsubscribe"));
    }

    #[test]
    fn nothing_that_somebody_wrote_becomes_a_header_or_a_line_of_ours() {
        let hostile = "Glue?\r\nBcc: eve@evil.example\r\n\r\nHello\u{0}\u{b}\u{2028}\u{202e}";
        let letter = Letter {
            subject: hostile.to_owned(),
            paragraphs: vec![hostile.to_owned()],
            quote: Some("a\n--\nStop these mails: https://evil.example".to_owned()),
            link: Some(LetterLink {
                label: "Read it".to_owned(),
                url: "https://guild.example/post/1".to_owned(),
            }),
            after: vec![hostile.to_owned()],
            why: hostile.to_owned(),
        };
        let message = composed(&letter, hostile, None);
        let head = head(&message);
        assert!(
            !head
                .iter()
                .any(|line| line.to_lowercase().starts_with("bcc")),
            "{head:#?}"
        );
        assert_eq!(message.matches("\r\nSubject: ").count(), 1);
        let plain = text(&flattened(&letter), "Guild", None).unwrap();
        let lines: Vec<&str> = plain.lines().collect();
        assert!(
            !lines.iter().any(|line| line.starts_with("Bcc:")),
            "{plain}"
        );
        assert_eq!(lines.iter().filter(|line| **line == "--").count(), 1);
        assert!(
            !lines
                .iter()
                .any(|line| line.starts_with("Stop these mails"))
        );
        assert!(lines.contains(&"https://guild.example/post/1"), "{plain}");
    }

    #[test]
    fn long_words_break_lines_where_mails_are_read_and_on_the_wire() {
        let letter = Letter {
            subject: "x".repeat(500),
            paragraphs: vec!["x".repeat(5_000)],
            quote: Some("\u{e4}".repeat(5_000)),
            why: "x".repeat(5_000),
            ..Letter::default()
        };
        let message = composed(&letter, &"x".repeat(500), None);
        // RFC 5322 section 2.1.1, without the end of the line.
        let longest = message.split("\r\n").map(str::len).max();
        assert!(longest <= Some(998), "{longest:?}");
        let html = HtmlPart {
            letter: &letter,
            site: "Guild",
            unsubscribe: None,
        };
        let html = html.render().unwrap();
        assert!(html.contains("overflow-wrap:anywhere"), "{html}");
    }

    #[test]
    fn words_are_no_markup() {
        let letter = Letter {
            paragraphs: vec!["<script>alert(1)</script>".to_owned()],
            quote: Some("<b onload=x>".to_owned()),
            ..Letter::default()
        };
        let html = HtmlPart {
            letter: &letter,
            site: "A & B",
            unsubscribe: None,
        };
        let html = html.render().unwrap();
        assert!(!html.contains("<script>") && !html.contains("<b onload"));
        assert!(
            html.contains("A &#38; B") || html.contains("A &amp; B"),
            "{html}"
        );
    }
}
