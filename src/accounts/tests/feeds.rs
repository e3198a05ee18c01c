//! The key with which a program reads feeds as somebody.

use crate::accounts::actions::{
    choose_password, delete_account, make_password_link, set_password, suspend,
};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::tests::PASSWORD;
use crate::accounts::tests::browser::{Answer, Browser};
use crate::accounts::tokens::Token;
use crate::communities::model::Community;
use crate::membership::actions::CommunityForm;
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;

const PAGE: &str = "/settings/feeds";

async fn among_members(stage: &Stage) -> (Person, Community) {
    let ada = stage.member("ada").await;
    let form = CommunityForm {
        read: "members".into(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "inner", form).await;
    stage.ask(&ada, &place, "Among ourselves").await;
    (ada, place)
}

/// Makes a key and says what it is.
async fn make_key(browser: &mut Browser) -> String {
    let page = browser.fill_in(PAGE, &[]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let (_, rest) = page.body.split_once("/feed.atom?key=").unwrap();
    rest.split_once('<').unwrap().0.to_owned()
}

async fn read(stage: &Stage, path: &str, key: &str) -> Answer {
    let mut program = stage.visitor();
    program.get(&format!("{path}?key={key}")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_is_read_with_a_key_until_its_owner_takes_it_away() {
    let stage = Stage::new().await;
    among_members(&stage).await;
    let mut ada = stage.signed_in("ada").await;
    let path = "/c/inner/feed.atom";
    let open = stage.visitor().get(path).await;
    assert_eq!(open.status, StatusCode::OK);
    assert!(!open.has("Among ourselves"));
    // To be signed in is not to have a key.
    assert!(!ada.get(path).await.has("Among ourselves"));
    let first = make_key(&mut ada).await;
    let page = read(&stage, path, &first).await;
    assert!(page.has("Among ourselves"), "{}", page.body);
    assert_eq!(page.headers["cache-control"], "private, no-cache");
    assert!(
        read(&stage, "/feed.json", &first)
            .await
            .has("Among ourselves")
    );
    // It can be passed on without the key, and leads no program to the feed of everybody.
    for path in [path, "/feed.json"] {
        let feed = read(&stage, path, &first).await;
        assert!(!feed.has(&first) && !feed.has("feed_url") && !feed.has("rel=\"self\""));
    }
    assert!(open.has("rel=\"self\""));
    assert!(!ada.get(PAGE).await.has(&first), "it is shown once");
    let second = make_key(&mut ada).await;
    assert_eq!(read(&stage, path, &first).await.status, StatusCode::GONE);
    assert!(read(&stage, path, &second).await.has("Among ourselves"));
    let page = ada.get(PAGE).await;
    ada.submit(&page, "/settings/feeds/revoke", &[]).await;
    assert_eq!(read(&stage, path, &second).await.status, StatusCode::GONE);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_reads_what_its_owner_may_read_now() {
    let stage = Stage::new().await;
    let (ada, _) = among_members(&stage).await;
    stage.member("ben").await;
    let mut ben = stage.signed_in("ben").await;
    let stranger = make_key(&mut ben).await;
    let path = "/c/inner/feed.atom";
    assert!(!read(&stage, path, &stranger).await.has("Among ourselves"));
    let key = make_key(&mut stage.signed_in("ada").await).await;
    assert!(read(&stage, path, &key).await.has("Among ourselves"));
    suspend(&stage, &Viewer::System, ada.id()).await.unwrap();
    assert_eq!(read(&stage, path, &key).await.status, StatusCode::GONE);
    delete_account(&stage, &Viewer::System, ada.id(), "ben")
        .await
        .unwrap();
    assert_eq!(read(&stage, path, &key).await.status, StatusCode::GONE);
    let mut conn = stage.store.read().await.unwrap();
    let since = crate::accounts::queries::feed_keys::feed_key_since(&mut conn, ada.id()).await;
    assert_eq!(since.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_opens_feeds_and_nothing_else() {
    let stage = Stage::new().await;
    among_members(&stage).await;
    let key = make_key(&mut stage.signed_in("ada").await).await;
    let feed = read(&stage, "/c/inner/feed.atom", &key).await;
    assert!(feed.has("Among ourselves"), "{}", feed.body);
    for path in [
        "/",
        "/c/inner",
        "/c/inner/members",
        "/messages",
        "/notifications",
        "/settings",
        "/drafts",
        "/search",
    ] {
        let without = stage.visitor().get(path).await;
        let with = read(&stage, path, &key).await;
        assert_eq!(with.status, without.status, "{path}");
        assert!(!with.has("Among ourselves"), "{path}");
        // Nor where other programs carry such a key.
        let mut program = stage.visitor();
        program.headers = vec![
            ("authorization", format!("Bearer {key}")),
            ("cookie", format!("__Host-session={key}; session={key}")),
        ];
        let carried = program.get(path).await;
        assert_eq!(carried.status, without.status, "{path}");
        assert!(!carried.has("Among ourselves"), "{path}");
    }
    // It writes nothing.
    let mut program = stage.visitor();
    for path in ["/settings/feeds/revoke", "/settings/feeds"] {
        let path = format!("{path}?key={key}");
        let answer = program.post(&path, &[]).await;
        let refused = [StatusCode::FORBIDDEN, StatusCode::UNAUTHORIZED];
        assert!(
            refused.contains(&answer.status),
            "{path}: {}",
            answer.status
        );
    }
    let feed = read(&stage, "/c/inner/feed.atom", &key).await;
    assert!(feed.has("Among ourselves"), "the key still works");
}

/// Whoever knew the old password may have made a key with it.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_takes_the_key_away() {
    let stage = Stage::new().await;
    let (ada, _) = among_members(&stage).await;
    let path = "/c/inner/feed.atom";
    let mut browser = stage.signed_in("ada").await;
    let key = make_key(&mut browser).await;
    assert!(read(&stage, path, &key).await.has("Among ourselves"));
    let words = [("current", PASSWORD), ("new", "another fine sentence")];
    let changed = browser.fill_in("/settings/password", &words).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    assert_eq!(read(&stage, path, &key).await.status, StatusCode::GONE);

    // Through a link, and by an administrator.
    let key = make_key(&mut browser).await;
    let link = make_password_link(&stage, &Viewer::System, ada.id()).await;
    let link = link.unwrap();
    let token = Token::given(link.rsplit('/').next().unwrap());
    choose_password(&stage, &token, "a third fine sentence")
        .await
        .unwrap();
    assert_eq!(read(&stage, path, &key).await.status, StatusCode::GONE);
    let mut browser = stage.visitor();
    let words = [("name", "ada"), ("password", "a third fine sentence")];
    browser.fill_in("/login", &words).await;
    let key = make_key(&mut browser).await;
    set_password(&stage, &Viewer::System, ada.id(), "a fourth fine sentence")
        .await
        .unwrap();
    assert_eq!(read(&stage, path, &key).await.status, StatusCode::GONE);
}
