//! Communities against a real database and scripted other servers.

mod documents;
pub mod follows;
mod german;
mod pages;
mod resolving;

use crate::accounts::actions::{create_account, ensure_server_actors};
use crate::accounts::model::{NewAccount, Person, ServerRole, Viewer};
use crate::accounts::tests::browser::{Answer, Browser};
use crate::activitypub::fake_http::{FakeHttp, Reply};
use crate::app::App;
use crate::app::testing::{TestApp, test_app};
use crate::communities::federation::{FRESH, Resolved, resolve_actor};
use crate::communities::model::Community;
use crate::membership::actions::{CommunityForm, open_community};
use crate::membership::model::{Membership, MembershipState, Role};
use crate::membership::queries::upsert_membership;
use crate::q;
use crate::store::schema::activities;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};

/// Words of English that German has not.
const ENGLISH: [&str; 20] = [
    "and", "are", "by", "can", "for", "has", "is", "it", "no", "nobody", "not", "of", "some",
    "the", "they", "to", "what", "who", "with", "you",
];

/// Of those all that stand in a part of a page.
pub fn english_in(page: &Answer, part: &str) -> Vec<String> {
    let text = page.texts(part).join(" ").to_lowercase();
    let words = text.split(|c: char| !c.is_alphabetic());
    let english = words.filter(|word| ENGLISH.contains(word));
    english.map(str::to_owned).collect()
}

/// With a browser that asks for German.
pub fn german(mut browser: Browser) -> Browser {
    browser.headers = vec![("accept-language", "de".to_owned())];
    browser
}

/// The server with its own actors in place.
pub async fn started() -> TestApp {
    let app = test_app().await;
    ensure_server_actors(&app).await.unwrap();
    app
}

pub async fn person(app: &App, name: &str) -> Person {
    let new = NewAccount {
        name: name.into(),
        email: format!("{name}@mail.example"),
        password: "correct horse battery".into(),
    };
    create_account(app, &Viewer::System, &new, ServerRole::Member)
        .await
        .unwrap()
}

pub fn form(name: &str) -> CommunityForm {
    CommunityForm {
        name: name.into(),
        title: "Rust practitioners".into(),
        focus: "For people who write Rust".into(),
        description: "About *Rust*.".into(),
        rules: "Be kind.".into(),
        language: "en".into(),
        ..CommunityForm::default()
    }
}

pub async fn community(app: &App, convener: &Person, name: &str) -> Community {
    open_community(app, &Viewer::System, convener, &form(name))
        .await
        .unwrap()
}

/// Makes somebody a member, whatever the community asks of those who join.
pub async fn belongs(app: &App, community: &Community, who: &Person) {
    let now = app.now();
    let membership = Membership {
        community_id: community.id(),
        account_id: who.id(),
        role: Role::Member,
        state: MembershipState::Member,
        since: now,
        updated_at: now,
    };
    let mut tx = app.store.begin().await.unwrap();
    upsert_membership(&mut tx, &membership).await.unwrap();
    tx.commit().await.unwrap();
}

/// The document of an actor on another server.
pub fn actor(id: &str, kind: &str, name: &str) -> Value {
    json!({
        "id": id,
        "type": kind,
        "preferredUsername": name,
        "name": name,
        "inbox": format!("{id}/inbox"),
        "outbox": format!("{id}/outbox"),
        "followers": format!("{id}/followers"),
        "publicKey": {"id": format!("{id}#main-key"), "owner": id, "publicKeyPem": "PEM"},
    })
}

pub fn serve(http: &FakeHttp, document: &Value) {
    http.answer(document["id"].as_str().unwrap(), Reply::json(document));
}

pub async fn known(app: &TestApp, id: &str, kind: &str, name: &str) -> Resolved {
    serve(&app.http, &actor(id, kind, name));
    resolve_actor(app, id, FRESH).await.unwrap()
}

/// Everything this server has said, oldest first, but letters that have been delivered.
pub async fn said(app: &App) -> Vec<Value> {
    let mut conn = app.store.read().await.unwrap();
    let conn = &mut conn;
    let documents: Vec<String> = q!(conn, {
        activities::table
            .order(activities::id)
            .select(activities::document)
            .load(conn)
            .await
            .unwrap()
    });
    let kept = documents.iter().filter(|text| !text.is_empty());
    let parse = |text: &String| serde_json::from_str(text).unwrap();
    kept.map(parse).collect()
}

/// Where the activity with this id is to be delivered.
pub async fn inboxes(app: &App, id: &Value) -> Vec<String> {
    use crate::store::schema::deliveries;
    let id = id.as_str().unwrap();
    let mut conn = app.store.read().await.unwrap();
    let conn = &mut conn;
    q!(conn, {
        deliveries::table
            .inner_join(activities::table)
            .filter(activities::ap_id.eq(id))
            .order(deliveries::inbox_url)
            .select(deliveries::inbox_url)
            .load(conn)
            .await
            .unwrap()
    })
}
