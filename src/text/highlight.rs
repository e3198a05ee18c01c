//! Code in colour: spans with a few classes, which the style sheet paints.

use super::token::escape;
use std::fmt::Write;
use std::sync::LazyLock;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// Longest block that is coloured, in bytes, and its longest line: the grammars
/// are regular expressions, and long input makes them slow.
const MAX_BLOCK: usize = 20_000;
const MAX_LINE: usize = 1_000;

pub(super) const CLASSES: [&str; 9] = [
    "hl-comment",
    "hl-string",
    "hl-number",
    "hl-keyword",
    "hl-type",
    "hl-function",
    "hl-name",
    "hl-insert",
    "hl-delete",
];

/// Which class a scope gets; the innermost scope that is listed wins.
const SCOPES: [(&str, &str); 16] = [
    ("comment", "hl-comment"),
    ("string", "hl-string"),
    ("constant", "hl-number"),
    ("keyword.operator", ""),
    ("keyword", "hl-keyword"),
    ("storage.type.function", "hl-keyword"),
    ("storage", "hl-keyword"),
    ("entity.name.function", "hl-function"),
    ("support.function", "hl-function"),
    ("variable.function", "hl-function"),
    ("entity.name.tag", "hl-keyword"),
    ("entity.other.attribute-name", "hl-name"),
    ("entity.name", "hl-type"),
    ("support", "hl-type"),
    ("markup.inserted", "hl-insert"),
    ("markup.deleted", "hl-delete"),
];

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);
static CLASS_OF: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    SCOPES
        .iter()
        .filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class)))
        .collect()
});

/// HTML of a code block in a known language; `None` when it stays uncoloured.
pub(super) fn highlight(language: &str, code: &str) -> Option<String> {
    let too_long = code.len() > MAX_BLOCK || code.lines().any(|line| line.len() > MAX_LINE);
    if language.is_empty() || too_long {
        return None;
    }
    colour(SYNTAXES.find_syntax_by_token(language)?, code)
}

fn colour(syntax: &SyntaxReference, code: &str) -> Option<String> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut out = String::with_capacity(code.len() * 2);
    for line in code.split_inclusive('\n') {
        let mut done = 0;
        for (at, change) in state.parse_line(line, &SYNTAXES).ok()? {
            push_piece(&mut out, line.get(done..at).unwrap_or_default(), &stack);
            stack.apply(&change).ok()?;
            done = done.max(at);
        }
        push_piece(&mut out, line.get(done..).unwrap_or_default(), &stack);
    }
    Some(out)
}

fn push_piece(out: &mut String, piece: &str, stack: &ScopeStack) {
    let class = class_of(stack);
    if piece.trim().is_empty() || class.is_empty() {
        out.push_str(&escape(piece));
        return;
    }
    // Writing to a string cannot fail.
    let _ = write!(out, "<span class=\"{class}\">{}</span>", escape(piece));
}

fn class_of(stack: &ScopeStack) -> &'static str {
    stack
        .as_slice()
        .iter()
        .rev()
        .find_map(|scope| {
            let found = CLASS_OF
                .iter()
                .find(|(prefix, _)| prefix.is_prefix_of(*scope));
            found.map(|(_, class)| *class)
        })
        .unwrap_or_default()
}
