//! A server with one of everything, and somebody who may do everything: for tests of all addresses.

use super::sources::Route;
use crate::accounts::model::{Person, ServerRole};
use crate::accounts::tests::browser::Browser;
use crate::communities::model::Community;
use crate::messages::actions::send;
use crate::messages::model::Message;
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::{Comment, Post, ThreadKind};
use crate::posts::tests::stage::Stage;
use axum::Router;
use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;

pub struct Place {
    pub stage: Stage,
    pub router: Router,
    /// The cookies of an administrator who convenes the community.
    cookies: String,
    /// What goes into their forms.
    pub token: String,
    ben: Person,
    community: Community,
    post: Post,
    comment: Comment,
    message: Message,
}

impl Place {
    pub async fn new() -> Self {
        let stage = Stage::new().await;
        let root = stage.account("root", ServerRole::Admin).await;
        let ben = stage.member("ben").await;
        stage.member("ada").await;
        let community = stage.community(&root, "luthiers").await;
        let draft = ThreadDraft {
            title: "Glue?".to_owned(),
            body: "About Glue?.".to_owned(),
            tags: vec!["glue".to_owned()],
            ..ThreadDraft::default()
        };
        let kind = ThreadKind::Question;
        let post = start_thread(&stage.app, &root, community.id(), kind, &draft)
            .await
            .unwrap();
        let comment = stage.reply(&root, &post, None, "An answer.").await;
        let message = send(&stage.app, &root, ben.id(), "A word.").await.unwrap();
        send(&stage.app, &ben, root.id(), "Another.").await.unwrap();
        crate::search::actions::keep_words_now(&stage.app)
            .await
            .unwrap();
        let mut browser = stage.signed_in("root").await;
        let token = browser.get("/settings").await.value("csrf").unwrap();
        Self {
            router: crate::server::router(&stage.app),
            cookies: cookies(&browser),
            token,
            stage,
            ben,
            community,
            post,
            comment,
            message,
        }
    }

    /// The address of something that is there.
    pub fn fill(&self, route: &Route) -> String {
        let path = route.path.as_str();
        let id = match path {
            _ if path.starts_with("/post/") => self.post.public_id.clone(),
            _ if path.starts_with("/comment/") => self.comment.public_id.clone(),
            _ if path.starts_with("/messages/") => self.message.public_id.clone(),
            _ if path.starts_with("/admin/accounts/") => self.ben.id().to_string(),
            _ if path.starts_with("/admin/communities/") => self.community.id().to_string(),
            _ => "1".to_owned(),
        };
        let name = match path.starts_with("/u/") {
            true => "ben",
            false => "luthiers",
        };
        path.replace("{id}", &id)
            .replace("{name}", name)
            .replace("{handle}", "ben")
            .replace("{host}", "b.test")
            .replace("{kind}", "create")
            .replace("{tail}", &self.post.public_id)
            .replace("{after}", &self.comment.public_id)
            .replace("{slug}", "thread-glue")
            .replace("{tag}", "glue")
            .replace("{token}", "token")
            .replace("{file}", "app.css")
    }

    /// As the administrator.
    pub async fn signed(&self, request: Builder, body: Body) -> Answer {
        let request = request.header(header::COOKIE, &self.cookies);
        self.send(request.body(body).unwrap()).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }
}

fn cookies(browser: &Browser) -> String {
    let all = browser.cookies.iter();
    let all: Vec<String> = all.map(|(name, value)| format!("{name}={value}")).collect();
    all.join("; ")
}
