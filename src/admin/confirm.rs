//! The page between wanting something and doing it: what it does, and the button.

use super::tabs;
use crate::error::FieldError;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::view::{FieldView, LinkView, TabView};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

#[derive(Template)]
#[template(path = "admin/confirm.html")]
pub(super) struct ConfirmPage {
    pub frame: Frame,
    pub crumbs: Vec<LinkView>,
    pub tabs: Vec<TabView>,
    pub title: String,
    /// What will happen, a paragraph each.
    pub effects: Vec<String>,
    pub action: String,
    pub submit: String,
    /// It takes something away.
    pub danger: bool,
    pub fields: Vec<FieldView>,
    /// Where who does not want it goes.
    pub back: String,
}

impl ConfirmPage {
    pub fn new(frame: Frame, list: (String, &'static str), title: String, action: String) -> Self {
        let (label, path) = list;
        Self {
            frame: frame.unlisted(),
            crumbs: vec![LinkView::new(label, path)],
            tabs: tabs(path),
            title,
            effects: Vec::new(),
            action,
            submit: t!("admin-do-it"),
            danger: false,
            fields: Vec::new(),
            back: path.to_owned(),
        }
    }

    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }

    /// With what is wrong beside the fields.
    pub fn refused(mut self, errors: &[FieldError]) -> Response {
        let fields = self.fields.into_iter();
        self.fields = fields.map(|field| field.with_errors(errors)).collect();
        (StatusCode::UNPROCESSABLE_ENTITY, Page(self)).into_response()
    }
}
