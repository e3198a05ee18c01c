//! Opening and running communities, against a real database.

mod abroad;
mod accents;
mod arriving;
mod changed;
mod desk;
mod in_german;
mod introductions;
mod inviting;
mod joining;
mod leaving;
mod mails;
mod nameless;
mod newcomers;
mod offices;
mod pages;
mod people;
mod settings;
mod spoken;
mod tree;
mod ways_on;

use super::actions::{self, CommunityForm, open_community, update_community};
use super::federation::{moderators_document, refresh_moderators};
use super::model::Role;
use super::queries::list_moderators;
use crate::accounts::actions::desk;
use crate::accounts::model::Viewer;
use crate::activitypub::fake_http::Reply;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::communities::tests::follows::{follow_from, set_software};
use crate::communities::tests::{
    actor, belongs, community, form, inboxes, known, person, said, serve, started,
};
use crate::error::{Error, Reason};
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::list_notices;
use serde_json::{Value, json};

async fn roles(app: &App, community: &Community) -> Vec<(String, Role)> {
    let mut conn = app.store.read().await.unwrap();
    let list = list_moderators(&mut conn, community.id()).await.unwrap();
    list.iter()
        .map(|(person, role)| (person.handle(), *role))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_opens_a_community_convenes_and_follows_it() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let rust = community(&app, &ada, "rust").await;
    assert_eq!(
        roles(&app, &rust).await,
        [("ada".to_owned(), Role::Convener)]
    );
    assert_eq!(rust.row.follower_count, 1);
    assert_eq!(
        rust.row.description_html.trim(),
        "<p>About <em>Rust</em>.</p>"
    );
    let mut conn = app.store.read().await.unwrap();
    let moderators = list_moderators(&mut conn, rust.id()).await.unwrap();
    let document = moderators_document(&app, &rust, &moderators);
    assert_eq!(
        document["orderedItems"],
        json!(["https://guild.example/u/ada"])
    );
    assert_eq!(document["id"], "https://guild.example/c/rust/moderators");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_wrong_opens_nothing() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    community(&app, &ada, "rust").await;
    let wrong: &[(&str, CommunityForm)] = &[
        ("name", form("Rust!")),
        ("name", form("rust")),
        ("name", form("ada")),
        ("name", form("admin")),
        (
            "title",
            CommunityForm {
                title: " ".into(),
                ..form("a1")
            },
        ),
        (
            "title",
            CommunityForm {
                title: "x".repeat(101),
                ..form("a2")
            },
        ),
        (
            "focus",
            CommunityForm {
                focus: "x".repeat(201),
                ..form("a3")
            },
        ),
        (
            "rules",
            CommunityForm {
                rules: "x".repeat(20_001),
                ..form("a4")
            },
        ),
        (
            "language",
            CommunityForm {
                language: "xx".into(),
                ..form("a5")
            },
        ),
        (
            "post_policy",
            CommunityForm {
                post_policy: "kings".into(),
                ..form("a6")
            },
        ),
    ];
    for (field, form) in wrong {
        match open_community(&app, &Viewer::System, &ada, form).await {
            Err(Error::Invalid(errors)) => assert_eq!(errors[0].field, *field),
            other => panic!("{field}: {other:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_conveners_change_a_community() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let rust = community(&app, &ada, "rust").await;
    belongs(&app, &rust, &bob).await;
    actions::appoint(&app, &ada, &rust, &bob).await.unwrap();
    let before = said(&app).await.len();
    let refused = update_community(&app, &bob, &rust, &form("x")).await;
    assert!(matches!(refused, Err(Error::Refused(Reason::NotConvener))));
    assert_eq!(said(&app).await.len(), before);
    let remote = known(&app, "https://l.test/c/go", "Group", "go")
        .await
        .community()
        .unwrap();
    let refused = update_community(&app, &ada, &remote, &form("x")).await;
    assert!(matches!(refused, Err(Error::Refused(Reason::WrongOrigin))));
}

#[tokio::test(flavor = "multi_thread")]
async fn conveners_appoint_and_dismiss_moderators() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let rust = community(&app, &ada, "rust").await;
    let refused = actions::appoint(&app, &bob, &rust, &bob).await;
    assert!(matches!(refused, Err(Error::Refused(Reason::NotConvener))));
    let outside = actions::appoint(&app, &ada, &rust, &bob).await;
    assert!(matches!(outside, Err(Error::Refused(Reason::NotMember))));
    belongs(&app, &rust, &bob).await;
    for _ in 0..2 {
        actions::appoint(&app, &ada, &rust, &bob).await.unwrap();
    }
    assert_eq!(
        roles(&app, &rust).await[1],
        ("bob".to_owned(), Role::Moderator)
    );
    let add = &said(&app).await[0];
    assert_eq!(add["type"], "Add");
    assert_eq!(add["object"], "https://guild.example/u/bob");
    assert_eq!(add["target"], "https://guild.example/c/rust/moderators");
    assert_eq!(said(&app).await.len(), 2, "said once, with its envelope");
    let refused = actions::dismiss(&app, &ada, &rust, &ada).await;
    assert!(refused.is_err(), "a community keeps its convener");
    actions::dismiss(&app, &bob, &rust, &bob).await.unwrap();
    assert_eq!(roles(&app, &rust).await.len(), 1);
    assert_eq!(said(&app).await[2]["type"], "Remove");
}

#[tokio::test(flavor = "multi_thread")]
async fn admins_take_communities_out_of_sight_and_back_and_forums_hear_of_it() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let rust = community(&app, &ada, "rust").await;
    for (host, software) in [("forum.test", "lemmy"), ("blog.test", "mastodon")] {
        let id = format!("https://{host}/u/cid");
        let cid = known(&app, &id, "Person", "cid").await.person().unwrap();
        follow_from(&app, &cid.actor, &rust, "1").await;
        set_software(&app, host, software).await;
    }
    let convener = Viewer::Account {
        id: ada.id(),
        admin: false,
    };
    let refused = actions::remove_community(&app, &convener, &ada, &rust, "").await;
    assert!(matches!(refused, Err(Error::Refused(Reason::NotAdmin))));
    let long = "x".repeat(501);
    let refused = actions::remove_community(&app, &Viewer::System, &ada, &rust, &long).await;
    assert!(matches!(refused, Err(Error::Invalid(_))));
    let before = said(&app).await.len();
    let by = desk(&app).await.unwrap();
    for (remove, live) in [(true, false), (true, false), (false, true), (false, true)] {
        if remove {
            actions::remove_community(&app, &Viewer::System, &by, &rust, "Empty")
                .await
                .unwrap();
        } else {
            actions::restore_community(&app, &Viewer::System, &by, &rust, "")
                .await
                .unwrap();
        }
        let mut conn = app.store.read().await.unwrap();
        let now = find_community(&mut conn, rust.id()).await.unwrap();
        assert_eq!(now.is_live(), live);
    }
    let said = said(&app).await.split_off(before);
    let [delete, outer, undo, again, update, wrapped, own] = &said[..] else {
        panic!("each is said once, with its envelope: {said:?}");
    };
    assert_eq!(delete["type"], "Delete");
    assert_eq!(delete["actor"], by.actor.ap_id);
    assert_eq!(delete["object"], rust.actor.ap_id);
    assert_eq!(delete["summary"], "Empty", "without one it is the author's");
    assert_eq!(undo["type"], "Undo");
    assert_eq!(undo["actor"], by.actor.ap_id);
    assert_eq!(undo["object"]["type"], "Delete");
    assert_eq!(undo["object"]["object"], rust.actor.ap_id);
    let why = "Decided by the administrators of guild.example";
    assert_eq!(undo["object"]["summary"], why);
    assert_eq!(
        (&update["type"], &own["type"]),
        (&json!("Update"), &json!("Update"))
    );
    assert_eq!(own["actor"], rust.actor.ap_id);
    for update in [update, own] {
        assert_eq!(update["object"]["name"], rust.title(), "its words are back");
    }
    for (envelope, inner) in [(outer, delete), (again, undo), (wrapped, update)] {
        assert_eq!(envelope["type"], "Announce");
        assert_eq!(envelope["object"]["id"], inner["id"]);
        let inboxes = inboxes(&app, &envelope["id"]).await;
        assert_eq!(inboxes, ["https://forum.test/u/cid/inbox"]);
    }
    let mut conn = app.store.read().await.unwrap();
    let notices = list_notices(&mut conn, ada.id(), crate::store::Turn::First, 10)
        .await
        .unwrap()
        .rows;
    let kinds: Vec<NoticeKind> = notices.iter().map(|notice| notice.kind).collect();
    let expected = [NoticeKind::CommunityRestored, NoticeKind::CommunityRemoved];
    assert_eq!(kinds, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_of_another_server_is_removed_here_and_nobody_is_told() {
    let app = started().await;
    let go = known(&app, "https://l.test/c/go", "Group", "go").await;
    let go = go.community().unwrap();
    let before = said(&app).await.len();
    let by = desk(&app).await.unwrap();
    actions::remove_community(&app, &Viewer::System, &by, &go, "")
        .await
        .unwrap();
    let mut conn = app.store.read().await.unwrap();
    let now = find_community(&mut conn, go.id()).await.unwrap();
    assert!(!now.is_live());
    drop(conn);
    assert_eq!(said(&app).await.len(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn moderators_elsewhere_are_read_from_the_community_itself() {
    let app = started().await;
    let mut group = actor("https://l.test/c/go", "Group", "go");
    group["attributedTo"] = json!("https://l.test/c/go/moderators");
    serve(&app.http, &group);
    serve(&app.http, &actor("https://l.test/u/bob", "Person", "bob"));
    serve(&app.http, &actor("https://m.test/u/cid", "Person", "cid"));
    let list = |ids: Value| {
        let url = "https://l.test/c/go/moderators";
        let document = json!({"id": url, "type": "OrderedCollection", "orderedItems": ids});
        app.http.answer(url, Reply::json(&document));
    };
    let go = known_go(&app).await;
    list(json!([
        "https://l.test/u/bob",
        "https://m.test/u/cid",
        "https://gone.test/u/x",
        3
    ]));
    refresh_moderators(&app, &go).await.unwrap();
    let expected = [
        ("bob@l.test".to_owned(), Role::Moderator),
        ("cid@m.test".to_owned(), Role::Moderator),
    ];
    let mut found = roles(&app, &go).await;
    found.sort();
    assert_eq!(found, expected);
    list(json!(["https://m.test/u/cid"]));
    refresh_moderators(&app, &go).await.unwrap();
    assert_eq!(roles(&app, &go).await, expected[1..]);
}

async fn known_go(app: &crate::app::testing::TestApp) -> Community {
    use crate::communities::federation::{FRESH, resolve_actor};
    let found = resolve_actor(app, "https://l.test/c/go", FRESH)
        .await
        .unwrap();
    found.community().unwrap()
}
