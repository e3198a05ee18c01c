//! A visitor: gets pages, fills forms, keeps cookies, follows redirects.

use reqwest::Response;
use serde_json::Value;
use url::Url;

use crate::page::FilledForm;
use crate::{Page, World};

/// One person's browser without a screen. Each client has its own cookies.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: Url,
}

impl Client {
    /// A visitor of one server of the world.
    pub fn new(world: &World, name: &str) -> Client {
        Client {
            http: world.http(),
            base: Url::parse(&world.base_url(name)).expect("the world's URLs are valid"),
        }
    }

    /// Gets a page by path or by full URL, following redirects on its host.
    pub async fn get(&self, path: &str) -> Page {
        let url = self.base.join(path).expect("the path is valid");
        read(self.http.get(url.clone()).send().await, &url).await
    }

    /// Gets the ActivityPub document of a path or URL: status and JSON, the
    /// latter `Null` if the answer was none.
    pub async fn get_activity(&self, path: &str) -> (u16, Value) {
        let url = self.base.join(path).expect("the path is valid");
        let request = self
            .http
            .get(url.clone())
            .header("accept", "application/activity+json");
        let page = read(request.send().await, &url).await;
        let json = serde_json::from_str(&page.body).unwrap_or(Value::Null);
        (page.status, json)
    }

    /// Opens a page, fills one of its forms, sends it, and returns what comes
    /// after. `form` is the end of the form's action (`/reply`), or a CSS
    /// selector; hidden fields are kept.
    pub async fn submit(&self, path: &str, form: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.get(path).await;
        self.submit_on(&page, form, fields).await
    }

    /// As [`Client::submit`], on a page that is open already.
    pub async fn submit_on(&self, page: &Page, form: &str, fields: &[(&str, &str)]) -> Page {
        let form = page.fill(form, fields);
        self.send(form).await
    }

    /// Signs in through the page, and asserts that it worked.
    pub async fn sign_in(&self, name: &str, password: &str) -> Page {
        let fields = [("name", name), ("password", password)];
        let page = self.submit("/login", "/login", &fields).await;
        assert!(
            page.status == 200 && page.path() != "/login",
            "{name} could not sign in ({}): {}",
            page.status,
            page.text(),
        );
        page
    }

    /// Posts fields without opening a page first, as a forged form would.
    pub async fn post_raw(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let url = self.base.join(path).expect("the path is valid");
        read(self.http.post(url.clone()).form(fields).send().await, &url).await
    }

    async fn send(&self, form: FilledForm) -> Page {
        let mut url = form.action;
        if form.is_post {
            // A browser names where the form stood; servers may ask for it.
            let origin = url.origin().ascii_serialization();
            let request = self.http.post(url.clone()).form(&form.fields);
            return read(request.header("origin", origin).send().await, &url).await;
        }
        url.query_pairs_mut().clear().extend_pairs(&form.fields);
        read(self.http.get(url.clone()).send().await, &url).await
    }
}

async fn read(answer: reqwest::Result<Response>, url: &Url) -> Page {
    let answer = answer.unwrap_or_else(|error| panic!("{url} did not answer: {error:?}"));
    let content_type = answer
        .headers()
        .get("content-type")
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .unwrap_or_default();
    Page {
        url: answer.url().clone(),
        status: answer.status().as_u16(),
        content_type,
        body: answer
            .text()
            .await
            .unwrap_or_else(|error| panic!("{url} broke off: {error:?}")),
    }
}
