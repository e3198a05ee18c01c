//! Moderating through the pages, on a real database, with scripted other servers.

mod bans;
mod branches;
mod desk;
mod german;
mod held;
mod here;
mod measures;
mod moving;
mod offices;
mod reports;
mod rules;
mod waiting;

use super::pages;
use crate::accounts::model::{Person, ServerRole, Viewer};
use crate::accounts::tests::browser::{Answer, Browser};
use crate::accounts::tests::{PASSWORD, make};
use crate::app::App;
use crate::app::testing::TestApp;
use crate::communities::model::Community;
use crate::communities::tests::{community, person, started};
use crate::ids::CommunityId;
use crate::membership::queries::banning::NewBan;
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::list_notices;
use crate::posts::actions::{ReplyDraft, ThreadDraft, reply, start_thread};
use crate::posts::model::{Comment, Post, ThreadKind};
use crate::posts::queries::{find_comment, find_post};
use axum::http::StatusCode;

/// A community that Ada convenes, and Bob who writes in it.
struct Guild {
    app: TestApp,
    ada: Person,
    bob: Person,
    place: Community,
}

impl Guild {
    async fn new() -> Self {
        let app = started().await;
        let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
        let place = community(&app, &ada, "rust").await;
        Self {
            app,
            ada,
            bob,
            place,
        }
    }

    async fn ask(&self, by: &Person, title: &str) -> Post {
        let draft = ThreadDraft {
            title: title.into(),
            body: format!("The words of {title}"),
            ..ThreadDraft::default()
        };
        let place = self.place.id();
        start_thread(&self.app, by, place, ThreadKind::Question, &draft)
            .await
            .unwrap()
    }

    async fn answer(&self, by: &Person, post: &Post) -> Comment {
        let draft = ReplyDraft {
            body: format!("{} thinks so", by.actor.name),
            ..ReplyDraft::default()
        };
        reply(&self.app, by, post.id, None, &draft).await.unwrap()
    }

    async fn browser(&self, name: &str) -> Browser {
        browser(&self.app, name).await
    }

    async fn post(&self, post: &Post) -> Post {
        post_seen(&self.app, &Viewer::System, post).await.unwrap()
    }

    async fn comment(&self, comment: &Comment) -> Comment {
        let mut conn = self.app.store.read().await.unwrap();
        let found = find_comment(&mut conn, &Viewer::System, comment.id).await;
        found.unwrap().unwrap()
    }

    async fn told(&self, who: &Person) -> Vec<NoticeKind> {
        let mut conn = self.app.store.read().await.unwrap();
        let notices = list_notices(&mut conn, who.id(), crate::store::Turn::First, 50)
            .await
            .unwrap()
            .rows;
        notices.iter().map(|notice| notice.kind).collect()
    }
}

/// A ban from a community or, with None, from the whole server.
fn ban_of(app: &App, who: &Person, from: Option<CommunityId>) -> NewBan {
    NewBan {
        account_id: who.id(),
        community_id: from,
        reason: String::new(),
        until: None,
        by_actor_id: None,
        ap_id: None,
        created_at: app.now(),
    }
}

async fn browser(app: &App, name: &str) -> Browser {
    let mut browser = Browser::with(app, pages::routes());
    let fields = [("name", name), ("password", PASSWORD)];
    let answer = browser.fill_in("/login", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    browser
}

async fn admin(app: &App) -> Browser {
    make(app, "olga", ServerRole::Admin).await;
    browser(app, "olga").await
}

async fn post_seen(app: &App, viewer: &Viewer, post: &Post) -> Option<Post> {
    let mut conn = app.store.read().await.unwrap();
    find_post(&mut conn, viewer, post.id).await.unwrap()
}

/// Opens the page of an act, gives the reason, and does it.
async fn act(browser: &mut Browser, path: &str, reason: &str) -> Answer {
    browser.fill_in(path, &[("reason", reason)]).await
}
