//! Fields that a form does not have are nobody's to set (safety.md A-12).

use super::stage::Stage;
use crate::accounts::model::{ServerRole, Viewer};
use crate::accounts::tests::browser::{Answer, Browser};
use crate::communities::queries::community_by_handle;
use crate::messages::queries::list_messages;
use crate::posts::model::{Comment, Post};
use crate::posts::queries::{comment_by_public_id, post_by_public_id};
use crate::store::Turn;
use axum::http::StatusCode;

/// What the tables and other servers' documents call what is decided here.
const EXTRA: [(&str, &str); 40] = [
    ("id", "1"),
    ("public_id", "chosen"),
    ("ap_id", "https://evil.example/post/1"),
    ("actor", "https://evil.example/u/eve"),
    ("actor_id", "1"),
    ("attributedTo", "https://evil.example/u/eve"),
    ("author", "ben"),
    ("author_id", "1"),
    ("creator_id", "1"),
    ("sender_id", "1"),
    ("recipient_id", "1"),
    ("from", "ben"),
    ("community", "other"),
    ("community_id", "2"),
    ("audience", "private"),
    ("local", "false"),
    ("host", "evil.example"),
    ("role", "admin"),
    ("admin", "true"),
    ("read_policy", "members"),
    ("join_policy", "closed"),
    ("published", "2020-01-01T00:00:00Z"),
    ("published_at", "2020-01-01T00:00:00Z"),
    ("created_at", "2020-01-01T00:00:00Z"),
    ("edited_at", "2020-01-01T00:00:00Z"),
    ("deleted_at", "2020-01-01T00:00:00Z"),
    ("removed_at", "2020-01-01T00:00:00Z"),
    ("held_at", "2020-01-01T00:00:00Z"),
    ("locked", "true"),
    ("locked_at", "2020-01-01T00:00:00Z"),
    ("pinned_at", "2020-01-01T00:00:00Z"),
    ("accepted", "true"),
    ("accepted_comment_id", "1"),
    ("body_html", "<script>alert(1)</script>"),
    ("up_votes", "99"),
    ("score", "99"),
    ("hot_rank", "99"),
    ("comment_count", "99"),
    ("follower_count", "99"),
    ("version_id", "zzz"),
];

/// Sends the form of a page with its own fields and all the others.
async fn send(browser: &mut Browser, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
    let form = browser.get(page).await;
    assert_eq!(form.status, StatusCode::OK, "{page}");
    let mut all = EXTRA.to_vec();
    all.extend(fields);
    let answer = browser.submit(&form, action, &all).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{page}: {}",
        answer.body
    );
    answer
}

async fn post(stage: &Stage, public_id: &str) -> Post {
    let mut conn = stage.store.read().await.unwrap();
    let found = post_by_public_id(&mut conn, &Viewer::System, public_id).await;
    found.unwrap().unwrap()
}

async fn comment(stage: &Stage, public_id: &str) -> Comment {
    let mut conn = stage.store.read().await.unwrap();
    let found = comment_by_public_id(&mut conn, &Viewer::System, public_id).await;
    found.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_set_what_they_show_and_nothing_else() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    stage.account("root", ServerRole::Admin).await;
    let place = stage.community(&ada, "luthiers").await;
    let other = stage.community(&ben, "other").await;
    let mut browser = stage.signed_in("ada").await;

    let ask = "/c/luthiers/new?kind=question";
    let fields = [("title", "Glue?"), ("body", "Which one?")];
    let asked = send(&mut browser, ask, ask, &fields).await;
    let id = asked.location().split('/').nth(2).unwrap().to_owned();
    let check = |post: &Post| {
        assert_eq!((post.author_id, post.community_id), (ada.id(), place.id()));
        assert_ne!(post.community_id, other.id());
        assert_eq!(
            post.ap_id,
            format!("https://guild.example/post/{}", post.public_id)
        );
        assert!(post.local && post.is_visible());
        assert!(post.locked_at.is_none() && post.pinned_at.is_none());
        assert!(post.accepted_comment_id.is_none());
        assert!(post.comment_count == 0 && post.up_votes <= 1 && post.score <= 1);
        assert!(!post.body_html.contains("script"), "{}", post.body_html);
        assert_eq!(post.published_at, stage.now());
    };
    let first = post(&stage, &id).await;
    assert_eq!(first.title, "Glue?");
    check(&first);

    let edit = format!("/post/{id}/edit");
    let fields = [("title", "Which glue?"), ("body", "For a bridge.")];
    send(&mut browser, &edit, &edit, &fields).await;
    let edited = post(&stage, &id).await;
    assert_eq!(edited.title, "Which glue?");
    check(&edited);
    assert_eq!((edited.id, edited.kind), (first.id, first.kind));

    let thread = format!("/post/{id}");
    let action = format!("{thread}/reply#reply");
    let form = browser.get(&thread).await;
    let mut all = EXTRA.to_vec();
    all.push(("body", "Hide glue."));
    let replied = browser.submit(&form, &action, &all).await;
    assert_eq!(replied.status, StatusCode::SEE_OTHER, "{}", replied.body);
    let id = replied.location().split("#c-").nth(1).unwrap();
    let reply = comment(&stage, id).await;
    assert_eq!((reply.author_id, reply.post_id), (ada.id(), first.id));
    assert_eq!(reply.ap_id, format!("https://guild.example/comment/{id}"));
    assert!(reply.local && reply.is_visible() && reply.score <= 1);
    assert_eq!(reply.published_at, stage.now());
    assert!(
        post(&stage, &first.public_id)
            .await
            .accepted_comment_id
            .is_none()
    );

    let fields = [
        ("name", "violins"),
        ("title", "Violins"),
        ("focus", "For all"),
    ];
    send(
        &mut browser,
        "/communities/new",
        "/communities/new",
        &fields,
    )
    .await;
    let settings = "/c/violins/settings/about";
    let fields = [("title", "Violins and more"), ("focus", "For all")];
    send(&mut browser, settings, settings, &fields).await;
    let mut conn = stage.store.read().await.unwrap();
    let opened = community_by_handle(&mut conn, "violins", "guild.example").await;
    let opened = opened.unwrap().unwrap();
    assert_eq!(opened.title(), "Violins and more");
    assert!(opened.is_local() && opened.is_live());
    assert_eq!(opened.actor.ap_id, "https://guild.example/c/violins");
    assert_eq!(opened.row.read_policy, place.row.read_policy);
    assert_eq!(opened.row.join_policy, place.row.join_policy);
    assert_eq!(opened.row.follower_count, 1);

    drop(conn);
    let to = "/messages/ben";
    send(&mut browser, to, to, &[("body", "Have you seen it?")]).await;
    let mut conn = stage.store.read().await.unwrap();
    let found = list_messages(&mut conn, ada.id(), ben.id(), Turn::First, 10).await;
    let message = found.unwrap().rows.remove(0);
    assert_eq!(
        (message.sender_id, message.recipient_id),
        (ada.id(), ben.id())
    );
    assert!(message.local && message.deleted_at.is_none());
    assert_eq!(message.published_at, stage.now());
    assert!(!message.body_html.contains("script"));
}
