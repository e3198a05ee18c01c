//! What is wrong with what somebody typed: collected field by field, so that all of it is told at once.

use crate::error::{Error, FieldError, Result};

#[derive(Debug, Default)]
pub struct Problems(Vec<FieldError>);

impl Problems {
    pub fn add(&mut self, field: &'static str, message: impl Into<String>) {
        let message: String = message.into();
        self.0.push(FieldError {
            field,
            message: message.into(),
        });
    }

    /// Keeps what is wrong with fields, and goes on without what was asked for. Any other error ends the work.
    pub fn take<T>(&mut self, outcome: Result<T>) -> Result<Option<T>> {
        match outcome {
            Ok(value) => Ok(Some(value)),
            Err(Error::Invalid(fields)) => {
                self.0.extend(fields);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.field == field)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn end(self) -> Result<()> {
        match self.is_empty() {
            true => Ok(()),
            false => Err(self.into()),
        }
    }
}

impl From<Problems> for Error {
    fn from(problems: Problems) -> Self {
        Self::Invalid(problems.0)
    }
}
