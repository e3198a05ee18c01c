//! What went wrong, in a sentence for the person at the terminal.

use crate::backup::BackupError;
use crate::config::ConfigError;
use crate::error::Error;
use crate::server::StartError;
use crate::store::StoreError;
use std::fmt::Write;
use std::process::ExitCode;

#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn report(&self) -> ExitCode {
        tracing::debug!(failure = self.0, "the command failed");
        let _ = std::io::Write::write_fmt(
            &mut std::io::stderr().lock(),
            format_args!("guildhall: {}\n", self.0),
        );
        ExitCode::FAILURE
    }

    #[cfg(test)]
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// An error with its causes, or with each field that is wrong.
fn tell(error: &Error) -> String {
    if let Error::Invalid(fields) = error {
        let lines = fields.iter().map(|f| format!("{}: {}", f.field, f.message));
        return lines.collect::<Vec<_>>().join("\n           ");
    }
    let mut text = error.to_string();
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        let said = cause.to_string();
        if !text.contains(&said) {
            // Writing to a string cannot fail.
            let _ = write!(text, ": {said}");
        }
        next = cause.source();
    }
    text
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(tell(&error))
    }
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        match error {
            StartError::Refused(error) => error.into(),
            other => Self(other.to_string()),
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self(error.to_string())
    }
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        Self(error.to_string())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self(error.to_string())
    }
}

impl From<diesel::result::Error> for Failure {
    fn from(error: diesel::result::Error) -> Self {
        Error::from(error).into()
    }
}
