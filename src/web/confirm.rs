//! A page that asks once before something is done that people may regret. It works without scripts:
//! the button that leads here is a link, the button here does it.

use super::layout::Frame;
use super::view::LinkView;
use askama::Template;

#[derive(Debug, Template)]
#[template(path = "web/confirm.html")]
pub struct ConfirmPage {
    pub frame: Frame,
    pub crumbs: Vec<LinkView>,
    /// As a question: "Delete this thread?"
    pub title: String,
    /// What will happen, and whether it can be undone.
    pub lede: String,
    /// First words of what it is about.
    pub quote: String,
    pub action: String,
    /// Fields that the form carries along.
    pub hidden: Vec<(&'static str, String)>,
    pub submit: String,
    /// Where Cancel leads.
    pub back: String,
}
