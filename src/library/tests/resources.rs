//! What threads tell of the pages that they link to.

use super::Guild;
use super::licences::document;
use crate::accounts::actions::delete_account;
use crate::accounts::model::Viewer;
use crate::activitypub::fake_http::Reply;
use crate::activitypub::net::{NetError, Refusal};
use crate::activitypub::rules::{HostRule, put_rule};
use crate::jobs::run_pending;
use crate::media::actions::take_down_due;
use crate::media::tests::png;
use crate::posts::actions::{ThreadDraft, edit_thread, start_thread};
use crate::posts::arrived::read;
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::find_post;
use axum::http::{Method, StatusCode};
use bytes::Bytes;
use serde_json::json;

const PAGE: &str = "https://glue.test/about";

fn html(text: &str) -> Reply {
    let kind = ("content-type", "text/html; charset=utf-8".to_owned());
    Reply::Answer(200, vec![kind], Bytes::from(text.to_owned()))
}

fn linking(url: &str) -> ThreadDraft {
    ThreadDraft {
        title: "Look at this".into(),
        url: url.into(),
        ..ThreadDraft::default()
    }
}

impl Guild {
    async fn link(&self, url: &str) -> Post {
        let place = self.place.id();
        let post = start_thread(
            &self.stage,
            &self.ada,
            place,
            ThreadKind::Link,
            &linking(url),
        )
        .await
        .unwrap();
        self.work().await;
        post
    }

    async fn work(&self) {
        run_pending(&self.stage.data, &crate::server::jobs())
            .await
            .unwrap();
    }

    /// How often pages of others were asked for.
    fn gets(&self) -> usize {
        let sent = self.stage.http.sent();
        sent.iter()
            .filter(|sent| sent.method == Method::GET)
            .count()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_a_thread_links_to_is_asked_once_and_told_with_the_thread() {
    let guild = Guild::new().await;
    let http = &guild.stage.http;
    http.answer(PAGE, html("<title>Glue</title><meta name=description content='All of it'><meta property='og:image' content='/pot.jpg'>"));
    let post = guild.link(PAGE).await;
    let page = guild.stage.visitor().get(&post.path()).await;
    assert_eq!(
        page.texts("#resource p"),
        ["Glue", "All of it", "Its picture"]
    );
    let said = document(&guild.stage, &post.path()).await;
    assert_eq!(
        said["attachment"],
        json!([{
            "type": "Link", "href": PAGE, "mediaType": "text/html", "name": "Glue",
            "summary": "All of it", "icon": {"type": "Image", "url": "https://glue.test/pot.jpg"},
        }])
    );
    assert!(said["updated"].is_string(), "it is told anew");
    let asked: Vec<_> = http.sent();
    let asked: Vec<_> = asked
        .iter()
        .filter(|sent| sent.url.as_str() == PAGE)
        .collect();
    assert_eq!(asked.len(), 1);
    assert!(
        !asked[0].headers.contains_key("signature"),
        "nobody signs for that"
    );
    guild.work().await;
    assert_eq!(guild.gets(), 2, "the page and its picture, once");

    // Another address is another page; the same one is not asked for again.
    let other = "https://glue.test/other";
    http.answer(other, html("<title>Other</title>"));
    for url in [PAGE, other, other] {
        edit_thread(&guild.stage, &guild.ada, post.id, &linking(url))
            .await
            .unwrap();
        guild.work().await;
    }
    assert_eq!(guild.gets(), 3);
    let page = guild.stage.visitor().get(&post.path()).await;
    assert_eq!(page.texts("#resource p"), ["Other"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_picture_of_a_page_is_copied_and_goes_with_what_linked_to_it() {
    let guild = Guild::new().await;
    let http = &guild.stage.http;
    http.answer(PAGE, html("<title>Glue</title><meta property='og:image' content='/pot.png'><meta property='og:image:alt' content='A pot'>"));
    // What it is, its bytes say.
    let kind = vec![("content-type", "text/plain".to_owned())];
    let picture = Reply::Answer(200, kind, Bytes::from(png(60, 40)));
    http.answer("https://glue.test/pot.png", picture);
    let post = guild.link(PAGE).await;
    let said = document(&guild.stage, &post.path()).await;
    let url = said["image"]["url"].as_str().unwrap().to_owned();
    assert_eq!(said["attachment"][0]["icon"]["url"], json!(url));
    let path = url.strip_prefix("https://guild.example").unwrap();
    let mut visitor = guild.stage.visitor();
    let page = visitor.get(&post.path()).await;
    let shown = format!("src=\"{path}\" alt=\"A pot\" width=\"60\" height=\"40\"");
    assert!(page.has(&shown), "{}", page.body);
    assert!(!page.has("glue.test/pot.png"));
    // Who has it already is told that it is there still, without its bytes.
    let mut looker = guild.stage.visitor();
    let (_, name) = path.rsplit_once('/').unwrap();
    let (key, _) = name.split_once('.').unwrap();
    looker.headers = vec![("if-none-match", format!("\"{key}\""))];
    assert_eq!(looker.get(path).await.status, StatusCode::NOT_MODIFIED);

    let other = "https://glue.test/other";
    http.answer(other, html("<title>Other</title>"));
    edit_thread(&guild.stage, &guild.ada, post.id, &linking(other))
        .await
        .unwrap();
    guild.work().await;
    take_down_due(&guild.stage).await.unwrap();
    assert_eq!(looker.get(path).await.status, StatusCode::NOT_FOUND);
    let said = document(&guild.stage, &post.path()).await;
    assert!(said["image"].is_null(), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_server_whose_pictures_are_rejected_none_is_copied() {
    let guild = Guild::new().await;
    let rule = HostRule {
        reject_media: true,
        ..HostRule::default()
    };
    let mut tx = guild.stage.store.begin().await.unwrap();
    put_rule(&mut tx, "pics.test", &rule, guild.stage.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let page =
        "<title>Glue</title><meta property='og:image' content='https://cdn.pics.test/pot.jpg'>";
    guild.stage.http.answer(PAGE, html(page));
    guild.link(PAGE).await;
    assert_eq!(guild.gets(), 1, "its picture is not even asked for");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_had_is_left_out_and_not_asked_for_again() {
    let guild = Guild::new().await;
    let http = &guild.stage.http;
    let pdf = vec![("content-type", "application/pdf".to_owned())];
    http.answer("https://a.test/x", Reply::status(500));
    http.answer(
        "https://b.test/x",
        Reply::Answer(200, pdf, Bytes::from("<title>No</title>")),
    );
    http.answer(
        "https://c.test/x",
        Reply::Fail(NetError::Refused(Refusal::Address)),
    );
    http.answer("https://d.test/x", Reply::Fail(NetError::TooLarge));
    http.answer(
        "https://e.test/x",
        Reply::with_header(302, "location", "https://e.test/x"),
    );
    http.answer(
        "https://f.test/x",
        html("<p>It says nothing of itself.</p>"),
    );
    for host in ["a", "b", "c", "d", "e", "f"] {
        let post = guild.link(&format!("https://{host}.test/x")).await;
        let said = document(&guild.stage, &post.path()).await;
        assert!(said["attachment"][0]["name"].is_null(), "{host}: {said}");
        assert!(said["updated"].is_null(), "{host}");
    }
    let gets = guild.gets();
    assert_eq!(gets, 5 + 4, "one each, and three redirects");
    guild.work().await;
    assert_eq!(guild.gets(), gets);
    // A picture in a private place is nobody's to be given.
    for image in [
        "http://169.254.169.254/",
        "https://10.0.0.1/x.png",
        "https://localhost/x.png",
    ] {
        let url = format!("https://g.test/{}", image.len());
        let text = format!("<title>G</title><meta property='og:image' content='{image}'>");
        http.answer(&url, html(&text));
        let post = guild.link(&url).await;
        let said = document(&guild.stage, &post.path()).await;
        assert_eq!(said["attachment"][0]["name"], "G");
        assert!(said["attachment"][0]["icon"].is_null(), "{image}");
    }
}

#[test]
fn what_another_server_found_is_taken_from_it() {
    let page = json!({
        "type": "Page", "id": "https://b.test/p/1", "attributedTo": "https://b.test/u/bob",
        "name": "Look", "content": "",
        "attachment": [{
            "type": "Link", "href": PAGE, "name": "Glue\n and more", "summary": "x".repeat(900),
            "icon": {"type": "Image", "url": "https://glue.test/pot.jpg"},
        }],
    });
    let found = read(&page).unwrap().resource.unwrap();
    assert_eq!(found.title, "Glue and more");
    assert_eq!(found.description.chars().count(), 500);
    assert_eq!(found.image.as_deref(), Some("https://glue.test/pot.jpg"));
    let bare = json!({
        "type": "Page", "id": "https://b.test/p/1", "attributedTo": "https://b.test/u/bob",
        "name": "Look", "content": "", "attachment": [{"type": "Link", "href": PAGE}],
    });
    assert_eq!(read(&bare).unwrap().resource, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_page_said_goes_with_the_account_of_who_linked_to_it() {
    let guild = Guild::new().await;
    let stage = &guild.stage;
    stage.http.answer(PAGE, html("<title>Glue</title>"));
    let (kind, place) = (ThreadKind::Link, guild.place.id());
    let post = start_thread(stage, &guild.ben, place, kind, &linking(PAGE))
        .await
        .unwrap();
    guild.work().await;
    let known = async || {
        let mut conn = stage.store.read().await.unwrap();
        let found = find_post(&mut conn, &Viewer::System, post.id).await;
        found.unwrap().unwrap().resource.is_some()
    };
    assert!(known().await);
    delete_account(stage, &Viewer::System, guild.ben.id(), "")
        .await
        .unwrap();
    guild.work().await;
    assert!(!known().await);
}
