//! What the program tells its operator while it runs: lines on standard error.

use crate::config::Log;
use tracing_subscriber::EnvFilter;

/// Begins logging. Said twice in one process, the first stays.
pub fn begin(config: &Log) -> Result<(), String> {
    let filter = filter(&config.level).map_err(|message| format!("log.level: {message}"))?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // Another subscriber is there already: a test, or a second server in this process.
    let _ = if config.format == "json" {
        builder.json().flatten_event(true).try_init()
    } else {
        let colours = std::io::IsTerminal::is_terminal(&std::io::stderr());
        builder.with_ansi(colours).try_init()
    };
    Ok(())
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

    #[test]
    fn levels_and_filters_are_understood_and_nonsense_is_named() {
        for good in ["error", "info", "debug", "guildhall=debug,info"] {
            assert!(filter(good).is_ok(), "{good}");
        }
        assert!(check("guildhall=loud").unwrap_err().contains("write error"));
    }
}
