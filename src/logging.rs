//! What the program tells its operator while it runs: lines on standard error.

use crate::config::Log;
use std::io::{self, Write};
use tracing_subscriber::EnvFilter;

/// Begins logging. Said twice in one process, the first stays.
pub fn begin(config: &Log) -> Result<(), String> {
    let filter = filter(&config.level).map_err(|message| format!("log.level: {message}"))?;
    let colours = config.format != "json" && io::IsTerminal::is_terminal(&io::stderr());
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(move || OneLine {
            to: io::stderr(),
            colours,
        });
    // Another subscriber is there already: a test, or a second server in this process.
    let _ = if config.format == "json" {
        builder.json().flatten_event(true).try_init()
    } else {
        builder.with_ansi(colours).try_init()
    };
    Ok(())
}

/// Keeps what one event says on one line. Some of it was written by strangers: with a line break in a name
/// they could write a line of their own, and with control characters repaint the terminal of who reads it.
struct OneLine<W> {
    to: W,
    /// Whether our own lines have colours, which are control characters too.
    colours: bool,
}

impl<W: Write> Write for OneLine<W> {
    /// An event is written at once, with its line break at the end.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let (said, end) = match text.strip_suffix('\n') {
            Some(said) => (said, "\n"),
            None => (text.as_ref(), ""),
        };
        let mut line = plain(said, self.colours);
        line.push_str(end);
        self.to.write_all(line.as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// The text with every control character written out, colours aside where there are some.
fn plain(text: &str, colours: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match colour(rest).filter(|_| colours) {
            Some(length) => {
                out.push_str(rest.get(..length).unwrap_or_default());
                length
            }
            None if c.is_control() => {
                out.push_str(&written_out(c));
                c.len_utf8()
            }
            None => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// As JSON writes it too, so that a line in JSON stays one.
fn written_out(c: char) -> String {
    match c {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        _ => format!("\\u{:04x}", u32::from(c)),
    }
}

/// How long the colour is with which the text begins, if it does: `ESC [`, numbers, `m`.
fn colour(text: &str) -> Option<usize> {
    let numbers = text.strip_prefix("\u{1b}[")?;
    let end = numbers.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    let ends = numbers.get(end..)?.starts_with('m');
    ends.then_some("\u{1b}[".len() + end + 1)
}

/// A bare level is for our own lines; libraries then say only what is wrong.
fn filter(level: &str) -> Result<EnvFilter, String> {
    let text = match level {
        "error" | "warn" => level.to_owned(),
        "info" | "debug" | "trace" => format!("warn,guildhall={level}"),
        other => other.to_owned(),
    };
    EnvFilter::try_new(&text).map_err(|error| {
        format!("{error}; write error, warn, info, debug, or a filter such as guildhall=debug,info")
    })
}

/// Whether a level or filter can be understood.
pub fn check(level: &str) -> Result<(), String> {
    filter(level).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[test]
    fn levels_and_filters_are_understood_and_nonsense_is_named() {
        for good in ["error", "info", "debug", "guildhall=debug,info"] {
            assert!(filter(good).is_ok(), "{good}");
        }
        assert!(check("guildhall=loud").unwrap_err().contains("write error"));
    }

    /// What was logged, as whoever reads standard error gets it.
    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    const FORGED: &str = "eve\r\n2026-06-01T12:00:00Z ERROR guildhall: forged\n\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{8}";

    fn say_it() {
        tracing::error!(error = %FORGED, name = FORGED, debug = ?FORGED, "said by {FORGED}");
        let span = tracing::error_span!("request", path = %FORGED);
        span.in_scope(|| tracing::error!("within"));
    }

    #[test]
    fn what_strangers_write_stays_on_its_line_and_colours_nothing() {
        for (json, colours) in [(false, false), (false, true), (true, false)] {
            let kept = Kept::default();
            let to = kept.clone();
            let builder = tracing_subscriber::fmt().with_writer(move || OneLine {
                to: to.clone(),
                colours,
            });
            match json {
                true => {
                    let log = builder.json().flatten_event(true).finish();
                    tracing::subscriber::with_default(log, say_it);
                }
                false => {
                    let log = builder.with_ansi(colours).finish();
                    tracing::subscriber::with_default(log, say_it);
                }
            }
            let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
            assert_eq!(text.lines().count(), 2, "{text}");
            assert!(text.contains("forged") && text.contains("within"));
            if json {
                for line in text.lines() {
                    serde_json::from_str::<serde_json::Value>(line).unwrap();
                }
            }
            let bare = match colours {
                true => without_colours(&text),
                false => text.clone(),
            };
            let odd = bare.chars().find(|c| c.is_control() && *c != '\n');
            assert_eq!(odd, None, "{text:?}");
            assert_eq!(text.contains('\u{1b}'), colours, "our own are kept");
        }
    }

    fn without_colours(text: &str) -> String {
        let mut parts = text.split("\u{1b}[");
        let mut out = parts.next().unwrap().to_owned();
        for part in parts {
            let (numbers, rest) = part.split_once('m').unwrap();
            assert!(numbers.chars().all(|c| c.is_ascii_digit() || c == ';'));
            out.push_str(rest);
        }
        out
    }
}
