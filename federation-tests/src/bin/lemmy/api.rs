//! Lemmy's HTTP API v3, as far as the steps need it.

use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use url::Url;

/// Where a Lemmy answers, and what it calls itself.
#[derive(Clone)]
pub struct Lemmy {
    http: Client,
    address: Url,
    /// Host and port in its own addresses, which need not be where we reach it.
    pub host: String,
    pub version: String,
}

/// Somebody with an account there.
#[derive(Clone)]
pub struct User {
    lemmy: Lemmy,
    pub name: String,
    pub password: String,
    token: String,
    pub id: i64,
}

impl Lemmy {
    pub async fn find(address: &str) -> Result<Lemmy, String> {
        let address = Url::parse(address).map_err(|error| format!("{address}: {error}"))?;
        let http = Client::builder().no_proxy().build();
        let mut lemmy = Lemmy {
            http: http.map_err(|error| error.to_string())?,
            address,
            host: String::new(),
            version: String::new(),
        };
        let request = lemmy.http.get(lemmy.url("/site", &[])?);
        let site = read("/site", request).await?;
        let actor = &site["site_view"]["site"]["actor_id"];
        let actor = actor.as_str().and_then(|id| Url::parse(id).ok());
        let actor = actor.ok_or("the site does not say its own address")?;
        let name = actor.host_str().unwrap_or_default();
        lemmy.host = match actor.port() {
            Some(port) => format!("{name}:{port}"),
            None => name.to_owned(),
        };
        lemmy.version = word(&site["version"]);
        Ok(lemmy)
    }

    pub async fn sign_in(&self, name: &str, password: &str) -> Result<User, String> {
        let body = json!({"username_or_email": name, "password": password});
        let request = self.http.post(self.url("/user/login", &[])?);
        let answer = read("/user/login", with(request, &body)).await?;
        self.user(name, password, word(&answer["jwt"])).await
    }

    pub async fn register(&self, name: &str, password: &str) -> Result<User, String> {
        let body = json!({
            "username": name, "password": password, "password_verify": password, "show_nsfw": false,
        });
        let request = self.http.post(self.url("/user/register", &[])?);
        let answer = read("/user/register", with(request, &body)).await?;
        self.user(name, password, word(&answer["jwt"])).await
    }

    async fn user(&self, name: &str, password: &str, token: String) -> Result<User, String> {
        let mut user = User {
            lemmy: self.clone(),
            name: name.to_owned(),
            password: password.to_owned(),
            token,
            id: 0,
        };
        let site = user.get("/site", &[]).await?;
        let me = &site["my_user"]["local_user_view"]["person"]["id"];
        user.id = me.as_i64().ok_or("nobody is signed in")?;
        Ok(user)
    }

    fn url(&self, path: &str, query: &[(&str, &str)]) -> Result<Url, String> {
        let url = self.address.join(&format!("/api/v3{path}"));
        let mut url = url.map_err(|error| error.to_string())?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(url)
    }
}

impl User {
    pub async fn get(&self, path: &str, query: &[(&str, &str)]) -> Result<Value, String> {
        let request = self.lemmy.http.get(self.lemmy.url(path, query)?);
        read(path, request.bearer_auth(&self.token)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Result<Value, String> {
        let request = self.lemmy.http.post(self.lemmy.url(path, &[])?);
        read(path, with(request.bearer_auth(&self.token), &body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Result<Value, String> {
        let request = self.lemmy.http.put(self.lemmy.url(path, &[])?);
        read(path, with(request.bearer_auth(&self.token), &body)).await
    }

    pub fn handle(&self) -> String {
        format!("{}@{}", self.name, self.lemmy.host)
    }

    /// What an address or handle of any server is called here: `post`, `comment`, `community` or
    /// `person`, with its view.
    pub async fn resolve(&self, kind: &str, what: &str) -> Result<Value, String> {
        let mut found = self.get("/resolve_object", &[("q", what)]).await?;
        let found = found[kind].take();
        if found.is_null() {
            return Err(format!("Lemmy found no {kind} for {what}"));
        }
        Ok(found)
    }

    /// A post as this user sees it.
    pub async fn read_post(&self, id: i64) -> Result<Value, String> {
        let mut found = self.get("/post", &[("id", &id.to_string())]).await?;
        Ok(found["post_view"].take())
    }

    pub async fn read_comment(&self, id: i64) -> Result<Value, String> {
        let mut found = self.get("/comment", &[("id", &id.to_string())]).await?;
        Ok(found["comment_view"].take())
    }

    pub async fn list_posts(&self, community: i64) -> Result<Vec<Value>, String> {
        let community = community.to_string();
        let query = [
            ("community_id", community.as_str()),
            ("sort", "New"),
            ("limit", "50"),
            ("type_", "All"),
        ];
        list(self.get("/post/list", &query).await?, "posts")
    }

    pub async fn list_comments(&self, post: i64) -> Result<Vec<Value>, String> {
        let post = post.to_string();
        let query = [
            ("post_id", post.as_str()),
            ("sort", "New"),
            ("limit", "50"),
            ("type_", "All"),
        ];
        list(self.get("/comment/list", &query).await?, "comments")
    }

    /// Begins a thread and returns its id and address.
    pub async fn write_post(
        &self,
        community: i64,
        title: &str,
        text: &str,
    ) -> Result<(i64, String), String> {
        let body = json!({"community_id": community, "name": title, "body": text});
        let made = self.post("/post", body).await?;
        id_and_address(&made["post_view"]["post"])
    }

    pub async fn write_link(
        &self,
        community: i64,
        title: &str,
        url: &str,
    ) -> Result<(i64, String), String> {
        let body = json!({"community_id": community, "name": title, "url": url});
        let made = self.post("/post", body).await?;
        id_and_address(&made["post_view"]["post"])
    }

    pub async fn write_comment(
        &self,
        post: i64,
        parent: Option<i64>,
        text: &str,
    ) -> Result<(i64, String), String> {
        let body = json!({"post_id": post, "parent_id": parent, "content": text});
        let made = self.post("/comment", body).await?;
        id_and_address(&made["comment_view"]["comment"])
    }
}

fn id_and_address(thing: &Value) -> Result<(i64, String), String> {
    let id = thing["id"].as_i64().ok_or("Lemmy gave no id")?;
    Ok((id, word(&thing["ap_id"])))
}

fn list(mut answer: Value, name: &str) -> Result<Vec<Value>, String> {
    match answer[name].take() {
        Value::Array(list) => Ok(list),
        _ => Err(format!("Lemmy's answer has no {name}")),
    }
}

pub fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn with(request: RequestBuilder, body: &Value) -> RequestBuilder {
    request
        .header("content-type", "application/json")
        .body(body.to_string())
}

async fn read(path: &str, request: RequestBuilder) -> Result<Value, String> {
    let failed = |error: reqwest::Error| format!("Lemmy's {path}: {error}");
    let answer = request.send().await.map_err(failed)?;
    let status = answer.status();
    let text = answer.text().await.map_err(failed)?;
    if !status.is_success() {
        return Err(format!("Lemmy's {path} answered {status}: {text}"));
    }
    serde_json::from_str(&text).map_err(|error| format!("Lemmy's {path}: {error}"))
}
