//! How the pages of a server look, through the administrators' form.

use crate::accounts::model::ServerRole;
use crate::accounts::tests::browser::Answer;
use crate::media::tests::png;
use crate::posts::tests::stage::Stage;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use tower::ServiceExt;

/// Where the mark of a page is.
fn mark(page: &Answer) -> Option<String> {
    let (_, rest) = page.body.split_once("class=\"logo\" src=\"")?;
    rest.split('"').next().map(str::to_owned)
}

async fn status(stage: &Stage, path: &str) -> StatusCode {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = crate::server::router(stage).oneshot(request).await;
    response.unwrap().status()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_has_an_accent_a_mark_and_a_banner_of_its_own() {
    let stage = Stage::new().await;
    stage.account("olga", ServerRole::Admin).await;
    let mut olga = stage.signed_in("olga").await;
    let csrf = olga.get("/admin/looks").await.value("csrf").unwrap();
    let fields = [("csrf", csrf.as_str()), ("accent", "#8A3315")];
    let picture = png(60, 60);
    let logo = ("logo", "mark.png", picture.as_slice());
    let saved = olga.upload("/admin/looks", &fields, logo).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let banner = ("banner", "head.png", picture.as_slice());
    let saved = olga.upload("/admin/looks", &fields, banner).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);

    let mut visitor = stage.visitor();
    let page = visitor.get("/").await;
    assert!(page.has("<link rel=\"stylesheet\" href=\"/accent/8a3315.css\">"));
    assert!(page.has("<img class=\"banner\""), "{}", page.body);
    assert_eq!(status(&stage, "/accent/8a3315.css").await, StatusCode::OK);
    let src = mark(&page).unwrap();
    assert_eq!(status(&stage, &src).await, StatusCode::OK);
    assert!(page.has(&format!("<link rel=\"icon\" href=\"{src}\">")));

    for (fields, wrong) in [
        ([("csrf", csrf.as_str()), ("accent", "red")], "accent"),
        ([("csrf", csrf.as_str()), ("accent", "plum")], "logo"),
    ] {
        let no_picture = ("logo", "mark.png", &b"<html>"[..]);
        let refused = match wrong {
            "logo" => olga.upload("/admin/looks", &fields, no_picture).await,
            _ => olga.post("/admin/looks", &fields).await,
        };
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert_eq!(refused.wrong(), [wrong]);
        assert_eq!(refused.value("accent").unwrap(), fields[1].1);
    }
    assert_eq!(
        mark(&visitor.get("/").await),
        Some(src.clone()),
        "nothing has changed"
    );

    let fields = [
        ("csrf", csrf.as_str()),
        ("accent", "pine"),
        ("remove", "logo"),
    ];
    let saved = olga.post("/admin/looks", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = visitor.get("/").await;
    assert!(page.has(" data-accent=\"pine\">") && !page.has("/accent/"));
    assert_eq!(mark(&page), None);
    assert_eq!(status(&stage, &src).await, StatusCode::NOT_FOUND);
}
