//! A browser, as far as a server can tell: it keeps cookies, fills in forms with the hidden fields
//! they came with, and follows no redirect by itself.

use crate::accounts::pages;
use crate::app::App;
use crate::web::errors::error_pages;
use crate::web::frame;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::middleware::from_fn_with_state;
use http_body_util::BodyExt;
use scraper::{Html, Selector};
use std::collections::BTreeMap;
use tower::ServiceExt;

pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    /// Sent with every request.
    pub headers: Vec<(&'static str, String)>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Browser {
    pub fn new(app: &App) -> Self {
        Self::with(app, Router::new())
    }

    /// On the whole server, as it answers everybody.
    pub fn on_server(app: &App) -> Self {
        Self {
            router: crate::server::router(app),
            cookies: BTreeMap::new(),
            headers: Vec::new(),
        }
    }

    /// On a server that also has these pages.
    pub fn with(app: &App, routes: Router<App>) -> Self {
        let router = pages::routes()
            .merge(routes)
            .merge(frame::routes())
            .layer(from_fn_with_state(app.clone(), error_pages))
            .with_state(app.clone());
        Self {
            router,
            cookies: BTreeMap::new(),
            headers: Vec::new(),
        }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path);
        self.send(request, Body::empty()).await
    }

    /// Sends fields as they are, without looking at a page first.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(form.finish())).await
    }

    /// Opens a page and sends its form, hidden fields included.
    pub async fn fill_in(&mut self, page: &str, fields: &[(&str, &str)]) -> Answer {
        let action = page.split('?').next().unwrap().to_owned();
        let opened = self.get(page).await;
        self.submit(&opened, &action, fields).await
    }

    pub async fn submit(&mut self, page: &Answer, action: &str, fields: &[(&str, &str)]) -> Answer {
        let hidden = page.hidden(action);
        let mut all: Vec<(&str, &str)> = hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        all.extend(fields);
        self.post(action, &all).await
    }

    /// Sends fields and a file, as a form does that may have files.
    pub async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        (field, name, bytes): (&str, &str, &[u8]),
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--limit\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--limit\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--limit--\r\n");
        let kind = "multipart/form-data; boundary=limit";
        let request = Request::post(path).header(header::CONTENT_TYPE, kind);
        self.send(request, Body::from(body)).await
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = request.header(header::COOKIE, cookies.join("; "));
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let response = self
            .router
            .clone()
            .oneshot(request.body(body).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    fn keep(&mut self, cookie: &str) {
        let (name, rest) = cookie.split_once('=').unwrap();
        let value = rest.split(';').next().unwrap();
        if cookie.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.into(), value.into());
        }
    }

    pub fn session(&self) -> Option<&String> {
        self.cookies.get("__Host-session")
    }
}

impl Answer {
    pub fn location(&self) -> &str {
        let location = self.headers.get(header::LOCATION);
        location.map_or("", |value| value.to_str().unwrap())
    }

    pub fn has(&self, text: &str) -> bool {
        self.body.contains(text)
    }

    /// What the field holds.
    pub fn value(&self, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(&format!("main [name={name}]")).unwrap();
        let field = page.select(&selector).next()?;
        let text: String = field.text().collect();
        Some(field.attr("value").map_or(text, str::to_owned))
    }

    /// The same, also in what stands around the main part.
    pub fn value_anywhere(&self, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(&format!("[name={name}]")).unwrap();
        let field = page.select(&selector).next()?;
        field.attr("value").map(str::to_owned)
    }

    /// Where the link of this relation leads.
    pub fn link(&self, rel: &str) -> Option<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(&format!("a[rel={rel}]")).unwrap();
        let link = page.select(&selector).next()?;
        link.attr("href").map(str::to_owned)
    }

    /// The names of the fields that something is wrong with.
    pub fn wrong(&self) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse("[aria-invalid=true]").unwrap();
        let fields = page.select(&selector);
        fields.map(|f| f.attr("name").unwrap().to_owned()).collect()
    }

    /// Where links in the main part lead whose text begins so.
    pub fn links(&self, text: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse("body a[href]").unwrap();
        page.select(&selector)
            .filter(|link| link.text().collect::<String>().trim().starts_with(text))
            .map(|link| link.attr("href").unwrap().to_owned())
            .collect()
    }

    /// The text of everything that a selector finds, spaces folded.
    pub fn texts(&self, css: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(css).unwrap();
        let text = |element: scraper::ElementRef<'_>| {
            let text: String = element.text().collect();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        page.select(&selector).map(text).collect()
    }

    /// English words in the main part, for pages that are in another language.
    pub fn english(&self) -> Vec<String> {
        const WORDS: [&str; 10] = [
            "the", "you", "your", "and", "of", "with", "is", "this", "to", "no",
        ];
        let text = self.texts("main").join(" ").to_lowercase();
        let words = text.split(|c: char| !c.is_alphabetic());
        let english = words.filter(|word| WORDS.contains(word));
        english.map(str::to_owned).collect()
    }

    fn hidden(&self, action: &str) -> Vec<(String, String)> {
        let page = Html::parse_document(&self.body);
        let selector = format!("main form[action=\"{action}\"] input[type=hidden]");
        let selector = Selector::parse(&selector).unwrap();
        page.select(&selector)
            .map(|f| {
                (
                    f.attr("name").unwrap().into(),
                    f.attr("value").unwrap().into(),
                )
            })
            .collect()
    }
}
