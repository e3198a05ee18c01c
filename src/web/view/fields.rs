//! Fields of forms.

/// One choice of a list or of radio buttons.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OptionView {
    pub value: String,
    pub label: String,
    pub help: Option<String>,
}

impl OptionView {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            help: None,
        }
    }

    /// With a line that says what comes of it.
    #[must_use]
    pub fn explained(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }
}

/// A field of a form, with what was typed and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldView {
    pub name: &'static str,
    pub label: String,
    /// Type of the `input`, as in `text`, `email`, `password`, `datetime-local`.
    pub kind: &'static str,
    pub value: String,
    pub help: Option<String>,
    pub error: Option<String>,
    pub required: bool,
    pub autocomplete: Option<&'static str>,
    pub maxlength: Option<u32>,
    pub placeholder: Option<&'static str>,
    /// Choices, for `select`, `radios` and `checks`.
    pub options: Vec<OptionView>,
    /// Lines, for `area` and `editor`.
    pub rows: u32,
    /// Address that is asked for what is like this value while it is typed; the answer goes into
    /// the element `similar`. For `field`.
    pub suggests: Option<String>,
    /// The text rendered, after "Preview" was pressed; for `editor`.
    pub preview_html: Option<String>,
    /// Whether pictures can be put into the text; for `editor`.
    pub pictures: bool,
    /// What was said of the last one, and why it was not taken.
    pub picture_alt: String,
    pub picture_error: Option<String>,
}

impl FieldView {
    pub fn text(name: &'static str, label: impl Into<String>) -> Self {
        Self {
            name,
            label: label.into(),
            kind: "text",
            rows: 8,
            ..Self::default()
        }
    }

    #[must_use]
    pub fn of_kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    #[must_use]
    pub fn value(self, value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            ..self
        }
    }

    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    #[must_use]
    pub fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    #[must_use]
    pub fn options(self, options: Vec<OptionView>) -> Self {
        Self { options, ..self }
    }

    /// Whether this is one of the values that it has; for `checks`.
    #[must_use]
    pub fn holds(&self, value: &str) -> bool {
        self.value
            .split([',', ' '])
            .any(|held| !held.is_empty() && held == value)
    }

    /// Takes the message for this field out of a form's errors, if there is one.
    #[must_use]
    pub fn with_errors(self, errors: &[crate::error::FieldError]) -> Self {
        let own = errors.iter().find(|error| error.field == self.name);
        let error = own.map(|error| error.message.to_string());
        let picture = errors.iter().find(|error| error.field == "picture");
        let picture = picture.filter(|_| self.pictures);
        Self {
            error,
            picture_error: picture.map(|error| error.message.to_string()),
            ..self
        }
    }

    /// Ids of the help and the error, for `aria-describedby`.
    #[must_use]
    pub fn described_by(&self) -> Option<String> {
        let help = self.help.as_ref().map(|_| format!("{}-help", self.name));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.name));
        let ids: Vec<String> = error.into_iter().chain(help).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}
