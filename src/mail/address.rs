//! E-mail addresses as people type them.

/// The address in lower case. Only the plain form is taken: nothing quoted, no comments, no routes,
/// nothing that a mail server could read as two addresses or another header.
pub fn parse(text: &str) -> Option<String> {
    let text = text.trim();
    let (local, domain) = text.split_once('@')?;
    let local_ok = (1..=64).contains(&local.len())
        && local
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._+-'".contains(c))
        && !local.split('.').any(str::is_empty);
    let labels_ok = domain.split('.').all(|label| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    });
    let ok = local_ok && labels_ok && domain.len() <= 189;
    ok.then(|| text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_email_addresses_are_taken() {
        let good = [
            ("ada@guild.example", "ada@guild.example"),
            (" Ada.L+x@Guild.Example ", "ada.l+x@guild.example"),
            ("o'brien@a-b.example", "o'brien@a-b.example"),
            ("ada@localhost", "ada@localhost"),
        ];
        for (text, expected) in good {
            assert_eq!(parse(text).as_deref(), Some(expected));
        }
        let long_local = format!("{}@a.example", "x".repeat(65));
        let long_domain = format!("a@{}example", "x.".repeat(100));
        let bad = [
            "",
            "ada",
            "@guild.example",
            "ada@",
            "a@b@c.example",
            "a,b@c.example",
            "a%b@c.example",
            "\"a b\"@c.example",
            "a b@c.example",
            "a@c.example\r\nBcc: x@y.example",
            "a\u{0}@c.example",
            "<a@c.example>",
            "a@-c.example",
            "a@c..example",
            "a..b@c.example",
            ".a@c.example",
            "a@[127.0.0.1]",
            "\u{e4}@c.example",
            &long_local,
            &long_domain,
        ];
        for text in bad {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }
}
