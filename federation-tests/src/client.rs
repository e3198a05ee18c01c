//! A visitor: gets pages, fills forms, keeps cookies, follows redirects.

use reqwest::RequestBuilder;
use serde_json::Value;
use url::Url;

use crate::page::FilledForm;
use crate::peer::Answer;
use crate::{Page, World};

/// Stands in no field of any test.
const BOUNDARY: &str = "between-two-fields";

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
        read(self.http.get(self.url(path))).await
    }

    /// Gets a page as it came over the wire, asked for with these headers besides the cookies.
    pub async fn get_raw(&self, path: &str, headers: &[(&'static str, &'static str)]) -> Answer {
        let mut request = self.http.get(self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = Answer::read(request.send().await).await;
        answer.unwrap_or_else(|error| panic!("no whole answer: {error:?}"))
    }

    /// Gets the ActivityPub document of a path or URL: status and JSON, the
    /// latter `Null` if the answer was none.
    pub async fn get_activity(&self, path: &str) -> (u16, Value) {
        let request = self.http.get(self.url(path));
        let page = read(request.header("accept", "application/activity+json")).await;
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
        read(self.request(page.fill(form, fields))).await
    }

    /// As [`Client::submit`], of a form with one file in it: the field, and the picture.
    pub async fn upload(&self, path: &str, form: &str, (field, picture): (&str, &[u8])) -> Page {
        let filled = self.get(path).await.fill(form, &[]);
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = self.http.post(filled.action.clone());
        let request = request.header("origin", filled.action.origin().ascii_serialization());
        let body = parts_of(&filled.fields, field, picture);
        read(request.header("content-type", kind).body(body)).await
    }

    /// As [`Client::submit`], for servers that may be killed meanwhile: `None`
    /// when the connection fails or breaks off.
    pub async fn try_submit(
        &self,
        path: &str,
        form: &str,
        fields: &[(&str, &str)],
    ) -> Option<Page> {
        let page = try_read(self.http.get(self.url(path))).await.ok()?;
        try_read(self.request(page.fill(form, fields))).await.ok()
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
        read(self.http.post(self.url(path)).form(fields)).await
    }

    fn url(&self, path: &str) -> Url {
        self.base.join(path).expect("the path is valid")
    }

    fn request(&self, form: FilledForm) -> RequestBuilder {
        let mut url = form.action;
        if form.is_post {
            // A browser names where the form stood; servers may ask for it.
            let origin = url.origin().ascii_serialization();
            let request = self.http.post(url).form(&form.fields);
            return request.header("origin", origin);
        }
        url.query_pairs_mut().clear().extend_pairs(&form.fields);
        self.http.get(url)
    }
}

/// The body of a form with a file in it.
fn parts_of(fields: &[(String, String)], field: &str, picture: &[u8]) -> Vec<u8> {
    let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=");
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("{head}\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    let kind = "filename=\"picture.png\"\r\nContent-Type: image/png";
    body.extend(format!("{head}\"{field}\"; {kind}\r\n\r\n").into_bytes());
    body.extend_from_slice(picture);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    body
}

async fn read(request: RequestBuilder) -> Page {
    let page = try_read(request).await;
    page.unwrap_or_else(|error| panic!("no whole answer: {error:?}"))
}

/// Errors name the address.
async fn try_read(request: RequestBuilder) -> reqwest::Result<Page> {
    let answer = request.send().await?;
    let url = answer.url().clone();
    let status = answer.status().as_u16();
    let content_type = answer
        .headers()
        .get("content-type")
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .unwrap_or_default();
    let body = answer.text().await;
    Ok(Page {
        body: body.map_err(|error| error.with_url(url.clone()))?,
        url,
        status,
        content_type,
    })
}
