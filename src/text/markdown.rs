//! Markdown of our members to HTML.

use super::mention::{find_mentions, link};
use super::{
    Links, Mention, Picture, Rendered, highlight, plain, preformatted, sanitize, tidy, token,
};
use comrak::html::{ChildRendering, Context, format_document_with_formatter, format_node_default};
use comrak::nodes::{Ast, NodeCodeBlock, NodeValue};
use comrak::options::Plugins;
use comrak::{Arena, Node, Options, parse_document};
use std::collections::HashSet;
use std::fmt::{self, Write};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Quotations and lists within each other at most. Deeper text is shown as it
/// was written: no person nests like that, and parsers slow down.
const MAX_DEPTH: usize = 50;
/// Cells of tables in one text: a short row is filled up to the width of its
/// table, so that few characters can make many cells.
const MAX_CELLS: usize = 20_000;
/// Coloured code in one text, in bytes.
const MAX_COLOURED: usize = 20_000;
/// Different names one text may mention; later ones stay plain text, so that
/// nobody can call a crowd.
const MAX_MENTIONS: usize = 50;

/// Renders Markdown to safe HTML: tables, footnotes, task lists, strike-through,
/// bare links, `::: spoiler title`, coloured code, and names as links. Raw HTML
/// shows as text. Never fails; a text that cannot be parsed comes back as it is,
/// preformatted. Callers check the length (50,000 characters).
#[must_use]
pub fn render(markdown: &str, links: &Links) -> Rendered {
    render_with(markdown, links, &[])
}

/// The same for a text that may show these pictures of ours. Others become links.
#[must_use]
pub fn render_with(markdown: &str, links: &Links, pictures: &[Picture]) -> Rendered {
    let parsed = if nests_too_deep(markdown) || has_huge_table(markdown) {
        None
    } else {
        catch_unwind(AssertUnwindSafe(|| to_html(markdown, links, pictures))).unwrap_or_default()
    };
    let (html, mentions) = parsed.unwrap_or_else(|| (preformatted(markdown), Vec::new()));
    let text = plain(&html);
    Rendered {
        html,
        text,
        mentions,
    }
}

fn to_html(markdown: &str, links: &Links, pictures: &[Picture]) -> Option<(String, Vec<Mention>)> {
    let arena = Arena::new();
    let options = options();
    let root = parse_document(&arena, markdown, &options);
    join_split_names(root);
    hang_pictures(&arena, root, links, pictures);
    let mentions = link_names(&arena, root, links);
    let notes = prefix(markdown);
    for node in root.descendants() {
        match &mut node.data_mut().value {
            NodeValue::FootnoteDefinition(note) => note.name = format!("{notes}{}", note.name),
            NodeValue::FootnoteReference(note) => note.name = format!("{notes}{}", note.name),
            NodeValue::Link(target) if is_path(&target.url) => {
                target.url.insert_str(0, &links.public_url);
            }
            _ => {}
        }
    }
    let mut html = String::with_capacity(markdown.len() * 2);
    let plugins = Plugins::default();
    format_document_with_formatter(root, &options, &mut html, &plugins, format_node, 0).ok()?;
    let html = sanitize::sanitize_own(&tidy::tidy(&html, tidy::Origin::Own));
    Some((html, mentions))
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.block_directive = true;
    options.render.escape = true;
    options
}

/// Whether a line opens more quotations, lists or brackets than any reader
/// would. Only lines are looked at: nesting over lines costs its author a
/// square of characters, so the cap on the length of a text holds it.
fn nests_too_deep(markdown: &str) -> bool {
    markdown.lines().any(opens_too_much)
        || most_open_brackets(markdown) > 4 * MAX_DEPTH
        || markdown.matches("\n:::").count() > 4 * MAX_DEPTH
}

fn opens_too_much(line: &str) -> bool {
    let is_rule = ['-', '*']
        .iter()
        .any(|mark| line.chars().all(|c| c == *mark || c.is_whitespace()));
    if is_rule {
        return false;
    }
    let markers = || {
        line.bytes()
            .take_while(|b| b" \t>-*+.)0123456789".contains(b))
    };
    let opened = markers().filter(|b| b">-+*.)".contains(b)).count();
    // A list marker needs a space behind it, a quotation does not.
    let room = markers().filter(|b| b" >".contains(b)).count();
    opened.min(room) > MAX_DEPTH
}

fn has_huge_table(markdown: &str) -> bool {
    let columns = |line: &str| {
        let below_head = line.bytes().all(|b| b"|-: \t>".contains(&b));
        if below_head {
            line.matches('|').count()
        } else {
            0
        }
    };
    let widest = markdown.lines().map(columns).max().unwrap_or_default();
    widest * markdown.lines().count() > MAX_CELLS
}

fn most_open_brackets(markdown: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    for byte in markdown.bytes() {
        match byte {
            b'[' => open += 1,
            b']' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

/// The parser sees a mail address in `@name@host`. This puts the name together
/// again, so that it can be read as one.
fn join_split_names(root: Node<'_>) {
    let found: Vec<_> = root
        .descendants()
        .filter(|node| is_mail_link(node))
        .collect();
    for link in found {
        let Some(before) = link.previous_sibling().filter(|node| ends_with_sigil(node)) else {
            continue;
        };
        let mut whole = link.collect_text();
        if let Some(after) = link.next_sibling()
            && let Some(text) = after.data().value.text()
        {
            whole.push_str(text);
        }
        let after_is_text = link
            .next_sibling()
            .filter(|node| matches!(node.data().value, NodeValue::Text(_)));
        if let Some(after) = after_is_text {
            after.detach();
        }
        link.detach();
        if let Some(text) = before.data_mut().value.text_mut() {
            text.to_mut().push_str(&whole);
        }
    }
}

fn is_mail_link(node: &Node<'_>) -> bool {
    match &node.data().value {
        NodeValue::Link(link) => link
            .url
            .strip_prefix("mailto:")
            .is_some_and(|address| address == node.collect_text()),
        _ => false,
    }
}

fn ends_with_sigil(node: &Node<'_>) -> bool {
    matches!(&node.data().value, NodeValue::Text(text) if text.ends_with(['@', '!']))
}

/// Puts the pictures that a text may show in the place of what names them. One within a link stays its words.
fn hang_pictures<'a>(arena: &'a Arena<'a>, root: Node<'a>, links: &Links, pictures: &[Picture]) {
    if pictures.is_empty() {
        return;
    }
    let named: Vec<_> = root
        .descendants()
        .filter(|node| matches!(node.data().value, NodeValue::Image(_)))
        .collect();
    for node in named {
        let url = match &node.data().value {
            NodeValue::Image(image) => image.url.clone(),
            _ => continue,
        };
        let linked = node
            .ancestors()
            .any(|above| matches!(above.data().value, NodeValue::Link(_)));
        let found = pictures.iter().find(|picture| picture.is_at(&url, links));
        let Some(picture) = found.filter(|_| !linked) else {
            continue;
        };
        let html = picture.html(&node.collect_text(), links);
        insert(arena, node, NodeValue::Raw(html));
        node.detach();
    }
}

/// Turns the names in texts (not in code, not in links) into links.
fn link_names<'a>(arena: &'a Arena<'a>, root: Node<'a>, links: &Links) -> Vec<Mention> {
    let texts: Vec<_> = root
        .descendants()
        .filter(|node| matches!(node.data().value, NodeValue::Text(_)))
        .collect();
    let mut mentions = Vec::new();
    let mut seen = HashSet::new();
    for node in texts {
        let text = node
            .data()
            .value
            .text()
            .map(str::to_owned)
            .unwrap_or_default();
        if !text.contains(['@', '!']) || in_link(node) {
            continue;
        }
        let mut done = 0;
        for found in find_mentions(&text, links) {
            if seen.len() >= MAX_MENTIONS && !seen.contains(&found.mention) {
                continue;
            }
            let before = text.get(done..found.start).unwrap_or_default();
            let written = text.get(found.start..found.end).unwrap_or_default();
            insert(arena, node, NodeValue::Text(before.to_owned().into()));
            let html = link(written, &found.mention, links);
            insert(arena, node, NodeValue::Raw(html));
            done = found.end;
            if seen.insert(found.mention.clone()) {
                mentions.push(found.mention);
            }
        }
        let rest = text.get(done..).unwrap_or_default().to_owned();
        node.data_mut().value = NodeValue::Text(rest.into());
    }
    mentions
}

fn insert<'a>(arena: &'a Arena<'a>, before: Node<'a>, value: NodeValue) {
    let position = before.data().sourcepos.start;
    before.insert_before(arena.alloc(Ast::new(value, position).into()));
}

fn in_link(node: Node<'_>) -> bool {
    node.ancestors()
        .any(|a| matches!(a.data().value, NodeValue::Link(_) | NodeValue::Image(_)))
}

fn is_path(url: &str) -> bool {
    url.starts_with('/') && !url.starts_with("//") && !url.starts_with("/\\")
}

/// Makes the targets of footnotes differ between texts on one page.
fn prefix(markdown: &str) -> String {
    let mut hasher = DefaultHasher::new();
    markdown.hash(&mut hasher);
    format!("{:08x}-", hasher.finish() & 0xffff_ffff)
}

/// Writes the nodes that stand differently in Guildhall. The context carries
/// how many bytes of code were coloured.
fn format_node(
    context: &mut Context<'_, '_, usize>,
    node: Node<'_>,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    match &node.data().value {
        NodeValue::CodeBlock(block) => {
            if entering {
                write_code(context, block)?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::BlockDirective(directive) => {
            if let Some(title) = directive.info.trim().strip_prefix("spoiler") {
                write_spoiler(context, title.trim(), entering)?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::TaskItem(task) => {
            let mark = if task.symbol.is_some() { "☑" } else { "☐" };
            match entering {
                true => write!(context, "<li class=\"task\">{mark} ")?,
                false => context.write_str("</li>\n")?,
            }
            Ok(ChildRendering::HTML)
        }
        _ => format_node_default(context, node, entering),
    }
}

fn write_spoiler(context: &mut dyn Write, title: &str, entering: bool) -> fmt::Result {
    if !entering {
        return context.write_str("</details>\n");
    }
    let title = if title.is_empty() { "Spoiler" } else { title };
    write!(
        context,
        "<details class=\"spoiler\"><summary>{}</summary>",
        token::escape(title)
    )
}

fn write_code(context: &mut Context<'_, '_, usize>, block: &NodeCodeBlock) -> fmt::Result {
    let language = block.info.split_whitespace().next().unwrap_or_default();
    let coloured = context.user + block.literal.len();
    let html = (coloured <= MAX_COLOURED)
        .then(|| highlight::highlight(language, &block.literal))
        .flatten();
    if html.is_some() {
        context.user = coloured;
    }
    let html = html.unwrap_or_else(|| token::escape(&block.literal));
    writeln!(context, "<pre><code>{html}</code></pre>")
}
