//! The whole server with people who sign in through its pages: for tests that look at what people see.

use super::world::draft;
use crate::accounts::actions::{create_account, ensure_server_actors};
use crate::accounts::model::{NewAccount, Person, ServerRole, Viewer};
use crate::accounts::tests::PASSWORD;
use crate::accounts::tests::browser::{Answer, Browser};
use crate::app::testing::{TestApp, test_app};
use crate::communities::model::Community;
use crate::membership::actions::{CommunityForm, open_community};
use crate::posts::actions::{ThreadDraft, reply, start_thread};
use crate::posts::model::{Comment, Post, ThreadKind};
use axum::http::StatusCode;
use std::ops::Deref;

pub(crate) struct Stage {
    pub app: TestApp,
}

impl Deref for Stage {
    type Target = TestApp;
    fn deref(&self) -> &TestApp {
        &self.app
    }
}

impl Stage {
    pub async fn new() -> Self {
        Self::on(test_app().await).await
    }

    pub async fn on(app: TestApp) -> Self {
        ensure_server_actors(&app).await.unwrap();
        Self { app }
    }

    pub async fn member(&self, name: &str) -> Person {
        self.account(name, ServerRole::Member).await
    }

    pub async fn account(&self, name: &str, role: ServerRole) -> Person {
        let new = NewAccount {
            name: name.into(),
            email: format!("{name}@mail.example"),
            password: PASSWORD.into(),
        };
        create_account(&self.app, &Viewer::System, &new, role)
            .await
            .unwrap()
    }

    pub async fn community(&self, convener: &Person, name: &str) -> Community {
        self.open(convener, name, CommunityForm::default()).await
    }

    pub async fn open(&self, convener: &Person, name: &str, form: CommunityForm) -> Community {
        let or = |given: String, usual: &str| match given.is_empty() {
            true => usual.to_owned(),
            false => given,
        };
        let form = CommunityForm {
            name: name.into(),
            title: or(form.title, &format!("The {name}")),
            language: or(form.language, "en"),
            post_policy: or(form.post_policy, "readers"),
            answer_policy: or(form.answer_policy, "readers"),
            ..form
        };
        open_community(&self.app, &Viewer::System, convener, &form)
            .await
            .unwrap()
    }

    pub fn visitor(&self) -> Browser {
        Browser::on_server(&self.app)
    }

    pub async fn signed_in(&self, name: &str) -> Browser {
        let mut browser = self.visitor();
        sign_in(&mut browser, name).await;
        browser
    }

    pub async fn ask(&self, who: &Person, community: &Community, title: &str) -> Post {
        let draft = ThreadDraft {
            title: title.to_owned(),
            body: format!("About {title}."),
            ..ThreadDraft::default()
        };
        let kind = ThreadKind::Question;
        start_thread(&self.app, who, community.id(), kind, &draft)
            .await
            .unwrap()
    }

    pub async fn reply(
        &self,
        who: &Person,
        post: &Post,
        parent: Option<&Comment>,
        body: &str,
    ) -> Comment {
        let parent = parent.map(|parent| parent.id);
        reply(&self.app, who, post.id, parent, &draft(body))
            .await
            .unwrap()
    }
}

pub(crate) async fn sign_in(browser: &mut Browser, name: &str) {
    let fields = [("name", name), ("password", PASSWORD)];
    let answer = browser.fill_in("/login", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

/// What a form of the page says at its top about why it came back.
pub(crate) fn refused(answer: &Answer) -> String {
    answer.texts("main form .notice[role=alert]").join(" ")
}
