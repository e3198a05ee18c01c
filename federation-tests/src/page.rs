//! A page as a person finds it: its text, its links and its forms.

use std::collections::BTreeMap;

use scraper::{ElementRef, Html, Selector};
use url::Url;

/// An answer of a server, whatever its status, read as HTML.
#[derive(Clone, Debug)]
pub struct Page {
    pub url: Url,
    pub status: u16,
    pub content_type: String,
    pub body: String,
}

/// A form with what it holds before anybody types.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FilledForm {
    pub action: Url,
    pub is_post: bool,
    pub fields: Vec<(String, String)>,
}

impl Page {
    pub fn path(&self) -> &str {
        self.url.path()
    }

    /// Everything between the tags, white space folded, without scripts.
    pub fn text(&self) -> String {
        let html = Html::parse_document(&self.body);
        html.select(&selector("body"))
            .next()
            .map(element_text)
            .unwrap_or_default()
    }

    pub fn has_text(&self, wanted: &str) -> bool {
        self.text().contains(wanted)
    }

    /// The texts of all elements that a CSS selector finds.
    pub fn select(&self, css: &str) -> Vec<String> {
        let html = Html::parse_document(&self.body);
        html.select(&selector(css)).map(element_text).collect()
    }

    /// One attribute of all elements that a CSS selector finds and that have it.
    pub fn attributes(&self, css: &str, attribute: &str) -> Vec<String> {
        let html = Html::parse_document(&self.body);
        html.select(&selector(css))
            .filter_map(|element| element.attr(attribute))
            .map(str::to_owned)
            .collect()
    }

    /// Where the first link with this text leads, as the page writes it.
    pub fn link(&self, text: &str) -> Option<String> {
        let html = Html::parse_document(&self.body);
        html.select(&selector("a[href]"))
            .find(|link| element_text(*link).contains(text))
            .and_then(|link| link.attr("href"))
            .map(str::to_owned)
    }

    pub fn has_form(&self, form: &str) -> bool {
        let html = Html::parse_document(&self.body);
        find_form(&html, &self.url, form).is_some()
    }

    /// Asserts that the page came with 200 and returns it.
    pub fn ok(self) -> Page {
        assert_eq!(self.status, 200, "{} answered: {}", self.url, self.text());
        self
    }

    /// Fills a form. `form` is the end of its action (`/reply`) if it begins
    /// with a slash, else a CSS selector. Only fields that the form has can be
    /// filled, as only those can be on a screen.
    pub(crate) fn fill(&self, form: &str, values: &[(&str, &str)]) -> FilledForm {
        let html = Html::parse_document(&self.body);
        let element = find_form(&html, &self.url, form).unwrap_or_else(|| {
            panic!(
                "no form {form} on {} (status {}), only {:?}: {}",
                self.url,
                self.status,
                self.attributes("form", "action"),
                self.text(),
            )
        });
        let known = control_names(element);
        let mut fields = initial_fields(element);
        for (name, value) in values {
            assert!(
                known.contains_key(*name),
                "the form {form} on {} has no field {name}, only {known:?}",
                self.url,
            );
            fields.retain(|(held, _)| held != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        FilledForm {
            action: action_of(element, &self.url),
            is_post: element
                .attr("method")
                .is_some_and(|method| method.eq_ignore_ascii_case("post")),
            fields,
        }
    }
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css}: {error}"))
}

fn element_text(element: ElementRef<'_>) -> String {
    let mut words = Vec::new();
    for node in element.descendants() {
        let inside_script = node
            .parent()
            .and_then(ElementRef::wrap)
            .is_some_and(|parent| matches!(parent.value().name(), "script" | "style"));
        if let (Some(text), false) = (node.value().as_text(), inside_script) {
            words.extend(text.split_whitespace().map(str::to_owned));
        }
    }
    words.join(" ")
}

fn find_form<'a>(html: &'a Html, page: &Url, form: &str) -> Option<ElementRef<'a>> {
    if !form.starts_with('/') {
        return html.select(&selector(form)).next();
    }
    html.select(&selector("form"))
        .find(|element| action_of(*element, page).path().ends_with(form))
}

/// A form without an action goes to the page that it stands on.
fn action_of(form: ElementRef<'_>, page: &Url) -> Url {
    let action = form.attr("action").unwrap_or_default();
    page.join(action).expect("the action is a URL")
}

fn control_names(form: ElementRef<'_>) -> BTreeMap<String, String> {
    form.select(&selector(
        "input[name], textarea[name], select[name], button[name]",
    ))
    .filter_map(|control| {
        let kind = control.attr("type").unwrap_or(control.value().name());
        Some((control.attr("name")?.to_owned(), kind.to_owned()))
    })
    .collect()
}

/// What a browser would send if nobody touched the form.
fn initial_fields(form: ElementRef<'_>) -> Vec<(String, String)> {
    form.select(&selector("input[name], textarea[name], select[name]"))
        .filter(|control| control.attr("disabled").is_none())
        .filter_map(|control| {
            let name = control.attr("name")?.to_owned();
            Some((name, initial_value(control)?))
        })
        .collect()
}

fn initial_value(control: ElementRef<'_>) -> Option<String> {
    match control.value().name() {
        "textarea" => Some(
            control
                .text()
                .collect::<String>()
                .trim_start_matches('\n')
                .to_owned(),
        ),
        "select" => selected_option(control),
        _ => input_value(control),
    }
}

fn input_value(input: ElementRef<'_>) -> Option<String> {
    let value = input.attr("value");
    match input.attr("type").unwrap_or("text") {
        "checkbox" | "radio" => input
            .attr("checked")
            .map(|_| value.unwrap_or("on").to_owned()),
        "submit" | "button" | "image" | "reset" | "file" => None,
        _ => Some(value.unwrap_or_default().to_owned()),
    }
}

fn selected_option(select: ElementRef<'_>) -> Option<String> {
    let options: Vec<_> = select.select(&selector("option")).collect();
    let chosen = options
        .iter()
        .find(|option| option.attr("selected").is_some())
        .or(options.first())?;
    let value = chosen.attr("value").map(str::to_owned);
    Some(value.unwrap_or_else(|| element_text(*chosen)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> Page {
        Page {
            url: Url::parse("http://alpha.test:1234/post/7").unwrap(),
            status: 200,
            content_type: "text/html".to_owned(),
            body: body.to_owned(),
        }
    }

    #[test]
    fn a_form_keeps_hidden_fields_and_takes_given_ones() {
        let page = page(
            r#"<form action="/search"><input name=q></form>
               <form method="post" action="/post/7/reply"><input type=hidden name=csrf value=abc>
               <textarea name=body>draft</textarea><input type=checkbox name=cc value=1>
               <select name=kind><option value=answer>A<option value=comment selected>C</select>
               <button name=go value=1>Send</button></form>"#,
        );
        let form = page.fill("/reply", &[("body", "Hello"), ("go", "1")]);
        assert_eq!(form.action.path(), "/post/7/reply");
        assert!(form.is_post);
        let fields: Vec<_> = form
            .fields
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        assert_eq!(
            fields,
            [
                ("csrf", "abc"),
                ("kind", "comment"),
                ("body", "Hello"),
                ("go", "1")
            ]
        );
    }

    #[test]
    #[should_panic(expected = "has no field title")]
    fn a_field_that_the_form_lacks_cannot_be_filled() {
        page("<form action='/post/7/reply'><input name=body></form>")
            .fill("/reply", &[("title", "x")]);
    }

    #[test]
    #[should_panic(expected = "no form /accept")]
    fn a_form_that_is_not_there_cannot_be_filled() {
        page("<p>Nothing to accept</p>").fill("/accept", &[]);
    }

    #[test]
    fn text_folds_white_space_and_leaves_scripts_out() {
        let page = page(
            "<body><script>no()</script><p>One\n  <b>two</b> three</p><a href='/c/a'>Garden</a>",
        );
        assert_eq!(page.text(), "One two three Garden");
        assert_eq!(page.link("Garden").as_deref(), Some("/c/a"));
        assert_eq!(page.select("b"), ["two"]);
    }
}
