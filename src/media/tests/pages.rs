//! Pictures through the forms and pages on which people meet them.

use super::{fetch, files, gif, jpeg, png, status};
use crate::accounts::model::Viewer;
use crate::accounts::tests::browser::{Answer, Browser};
use crate::media::model::Owner;
use crate::media::queries::list_on;
use crate::membership::model::Role;
use crate::membership::queries::admit;
use crate::posts::queries::post_by_public_id;
use crate::posts::tests::stage::Stage;
use axum::http::{StatusCode, header};
use serde_json::Value;

fn file(bytes: &[u8]) -> (&'static str, &'static str, &[u8]) {
    ("picture", "scroll.png", bytes)
}

async fn token(browser: &mut Browser, page: &str) -> String {
    browser.get(page).await.value("csrf").unwrap()
}

fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap()
}

/// The name in the Markdown of a picture.
fn name_in(markdown: &str) -> String {
    let (_, rest) = markdown.split_once("/media/").unwrap();
    rest.split(')').next().unwrap().to_owned()
}

async fn document(browser: &mut Browser, path: &str) -> Value {
    browser.headers = vec![("accept", "application/activity+json".to_owned())];
    let answer = browser.get(path).await;
    browser.headers.clear();
    json(&answer)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_picture_is_answered_with_its_markdown() {
    let stage = Stage::new().await;
    stage.member("ada").await;
    let mut ada = stage.signed_in("ada").await;
    let csrf = token(&mut ada, "/settings").await;
    let fields = [("csrf", csrf.as_str()), ("picture_alt", "A scroll")];
    let photo = png(9, 9);
    let answer = ada.upload("/media", &fields, file(&photo)).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    let markdown = json(&answer)["markdown"].as_str().unwrap().to_owned();
    let name = name_in(&markdown);
    assert_eq!(markdown, format!("![A scroll](/media/{name})"));
    assert_eq!(status(&stage.app, &ada, &name).await, 200);
    assert_eq!(status(&stage.app, &stage.visitor(), &name).await, 404);

    for (bytes, said) in [
        (b"<html>".to_vec(), "no picture"),
        (gif(2), "move"),
        (Vec::new(), "Choose a picture"),
    ] {
        let refused = ada.upload("/media", &fields, file(&bytes)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let detail = json(&refused)["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(said), "{detail}");
    }
    let mut visitor = stage.visitor();
    let refused = visitor.upload("/media", &fields, file(&photo)).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let wrong = [("csrf", "wrong")];
    let refused = ada.upload("/media", &wrong, file(&photo)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    ada.headers = vec![("origin", "https://evil.example".to_owned())];
    let refused = ada.upload("/media", &fields, file(&photo)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(files(&stage.app).len(), 1, "what was refused left nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_comes_with_the_form_where_there_are_no_scripts() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.community(&ada, "luthiers").await;
    let mut browser = stage.signed_in("ada").await;
    let csrf = token(&mut browser, "/c/luthiers/new").await;
    let photo = jpeg(40, 30);
    let file = ("picture", "rib.jpg", &photo[..]);
    let fields = [
        ("csrf", csrf.as_str()),
        ("title", "Which rib?"),
        ("body", "This one."),
        ("picture_alt", "A bent rib"),
    ];
    let path = "/c/luthiers/new?kind=question";

    // Put into the text first, to be moved there.
    let attach = [&fields[..], &[("attach", "1")]].concat();
    let form = browser.upload(path, &attach, file).await;
    assert_eq!(form.status, StatusCode::OK);
    let body = form.value("body").unwrap();
    assert!(
        body.contains("This one.\n\n![A bent rib](/media/"),
        "{body}"
    );
    assert_eq!(form.value("picture_alt").unwrap(), "");

    // Or posted as it is.
    let posted = browser.upload(path, &fields, file).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.body);
    let thread = posted.location().to_owned();
    let page = browser.get(&thread).await;
    let shown = page.texts(".prose img.picture");
    assert_eq!(shown.len(), 1, "{}", page.body);
    assert!(page.has("alt=\"A bent rib\" width=\"40\" height=\"30\" loading=\"lazy\""));

    let id = thread.strip_prefix("/post/").unwrap();
    let mut conn = stage.app.store.read().await.unwrap();
    let post = post_by_public_id(&mut conn, &Viewer::System, id)
        .await
        .unwrap();
    let post = post.unwrap();
    let hanging = list_on(&mut conn, Owner::Post(post.id)).await.unwrap();
    assert_eq!(hanging.len(), 1);
    assert!(post.body_text.contains("A bent rib"));
    drop(conn);

    // Everybody gets it, and other servers are told of it.
    let article = document(&mut browser, &thread).await;
    let image = &article["attachment"][0];
    assert_eq!(image["type"], "Image");
    assert_eq!(image["mediaType"], "image/jpeg");
    assert_eq!(image["name"], "A bent rib");
    assert_eq!(image["width"], 40);
    assert_eq!(image["height"], 30);
    let url = image["url"].as_str().unwrap();
    let name = url.strip_prefix("https://guild.example/media/").unwrap();
    assert!(article["content"].as_str().unwrap().contains(url));
    // Who shows the Markdown finds it, too.
    let markdown = article["source"]["content"].as_str().unwrap();
    assert!(
        markdown.contains(&format!("![A bent rib]({url})")),
        "{markdown}"
    );
    assert!(!article["summary"].as_str().unwrap().contains("<img"));
    assert_eq!(status(&stage.app, &stage.visitor(), name).await, 200);

    // A reply, and another picture by editing it.
    let csrf = token(&mut browser, &thread).await;
    let fields = [("csrf", csrf.as_str()), ("body", "Mine is like this.")];
    let replied = browser
        .upload(&format!("{thread}/reply"), &fields, file)
        .await;
    assert_eq!(replied.status, StatusCode::SEE_OTHER, "{}", replied.body);
    let (_, reply) = replied.location().rsplit_once("#c-").unwrap();
    let note = document(&mut browser, &format!("/comment/{reply}")).await;
    assert_eq!(note["attachment"].as_array().unwrap().len(), 1, "{note}");
    assert!(note["attachment"][0].get("name").is_none());
    let edit = format!("/comment/{reply}/edit");
    let form = browser.get(&edit).await;
    let (csrf, body) = (form.value("csrf").unwrap(), form.value("body").unwrap());
    let fields = [("csrf", csrf.as_str()), ("body", body.trim())];
    let seen = [&fields[..], &[("preview", "1")]].concat();
    let preview = browser.upload(&edit, &seen, file).await;
    assert_eq!(preview.texts(".editor-view img.picture").len(), 2);
    let edited = browser.upload(&edit, &fields, file).await;
    assert_eq!(edited.status, StatusCode::SEE_OTHER, "{}", edited.body);
    let note = document(&mut browser, &format!("/comment/{reply}")).await;
    assert_eq!(note["attachment"].as_array().unwrap().len(), 2, "{note}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_is_refused_loses_no_text() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.community(&ada, "luthiers").await;
    let mut browser = stage.signed_in("ada").await;
    let csrf = token(&mut browser, "/c/luthiers/new").await;
    let fields = [
        ("csrf", csrf.as_str()),
        ("title", "Which rib?"),
        ("body", "This one."),
        ("picture_alt", "A bent rib"),
    ];
    let file = ("picture", "rib.png", b"not one".as_slice());
    let form = browser
        .upload("/c/luthiers/new?kind=question", &fields, file)
        .await;
    assert_eq!(form.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(form.value("body").unwrap().trim(), "This one.");
    assert_eq!(form.value("picture_alt").unwrap(), "A bent rib");
    assert_eq!(form.wrong(), ["picture"]);
    assert!(form.texts("#picture-error")[0].contains("no picture"));
    assert!(files(&stage.app).is_empty());
}

/// M-03.
#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_served_as_what_it_is_and_can_do_nothing() {
    let stage = Stage::new().await;
    stage.member("ada").await;
    let mut ada = stage.signed_in("ada").await;
    let csrf = token(&mut ada, "/settings").await;
    let script = b"<script>alert(1)</script>".as_slice();
    let both = [gif(1).as_slice(), script].concat();
    let file = ("picture", "x.html", &both[..]);
    let answer = ada.upload("/media", &[("csrf", csrf.as_str())], file).await;
    let name = name_in(json(&answer)["markdown"].as_str().unwrap());
    assert!(name.ends_with(".png"), "{name}");
    let fetched = fetch(&stage.app, &ada, &name, "").await;
    assert_eq!(fetched.header(header::CONTENT_TYPE), "image/png");
    assert_eq!(fetched.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    let policy = fetched.header(header::CONTENT_SECURITY_POLICY);
    assert_eq!(policy, "default-src 'none'; sandbox");
    let disposition = fetched.header(header::CONTENT_DISPOSITION);
    assert_eq!(disposition, format!("inline; filename=\"{name}\""));
    assert!(
        !fetched
            .bytes
            .windows(script.len())
            .any(|part| part == script)
    );
    // Under no other name.
    let (key, _) = name.split_once('.').unwrap();
    for other in [format!("{key}.jpg"), key.to_owned(), format!("{name}.html")] {
        assert_eq!(status(&stage.app, &ada, &other).await, 404, "{other}");
    }
}

/// M-04.
#[tokio::test(flavor = "multi_thread")]
async fn names_of_files_are_not_even_looked_at() {
    let stage = Stage::new().await;
    stage.member("ada").await;
    let mut ada = stage.signed_in("ada").await;
    let csrf = token(&mut ada, "/settings").await;
    let photo = png(5, 5);
    for name in [
        "../../../outside.png",
        "/etc/passwd",
        "%2e%2e%2foutside.png",
        "..\\outside.png",
        "a.png.php",
        ".new-x",
    ] {
        let file = ("picture", name, &photo[..]);
        let answer = ada.upload("/media", &[("csrf", csrf.as_str())], file).await;
        assert_eq!(
            answer.status,
            StatusCode::CREATED,
            "{name}: {}",
            answer.body
        );
        assert!(!answer.body.contains("outside") && !answer.body.contains("passwd"));
    }
    // The same picture is one file, named by what it holds.
    let files = files(&stage.app);
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!(files[0].len(), 64);
    let around = std::fs::read_dir(stage.app.files.path()).unwrap();
    assert_eq!(around.count(), 1, "nothing lies beside the folder");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_choose_pictures_of_themselves() {
    let stage = Stage::new().await;
    stage.member("ada").await;
    let mut ada = stage.signed_in("ada").await;
    let csrf = token(&mut ada, "/settings/pictures").await;
    let (face, wide) = (jpeg(900, 700), png(1_600, 900));
    let path = "/settings/pictures";
    for (field, bytes) in [("avatar", &face), ("banner", &wide)] {
        let file = (field, "x", &bytes[..]);
        let saved = ada.upload(path, &[("csrf", csrf.as_str())], file).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    }
    let person = document(&mut ada, "/u/ada").await;
    assert_eq!(person["icon"]["type"], "Image");
    assert_eq!(person["icon"]["mediaType"], "image/jpeg");
    assert_eq!(person["image"]["mediaType"], "image/png");
    let avatar = person["icon"]["url"].as_str().unwrap().to_owned();
    let avatar = avatar.strip_prefix("https://guild.example/media/").unwrap();
    assert_eq!(status(&stage.app, &stage.visitor(), avatar).await, 200);
    let profile = stage.visitor().get("/u/ada").await;
    assert!(
        profile.has(&format!("src=\"/media/{avatar}\"")),
        "{}",
        profile.body
    );
    assert_eq!(profile.texts("img.banner").len(), 1);

    // Another one takes its place; what was no picture takes none.
    let file = ("avatar", "x", b"no picture".as_slice());
    let refused = ada.upload(path, &[("csrf", csrf.as_str())], file).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.wrong(), ["avatar"]);
    assert_eq!(status(&stage.app, &stage.visitor(), avatar).await, 200);
    let file = ("avatar", "x", &wide[..]);
    ada.upload(path, &[("csrf", csrf.as_str())], file).await;
    assert_eq!(status(&stage.app, &stage.visitor(), avatar).await, 404);

    let taken = ada
        .post(path, &[("csrf", csrf.as_str()), ("remove", "avatar")])
        .await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    let person = document(&mut ada, "/u/ada").await;
    assert!(person.get("icon").is_none() && person.get("image").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn conveners_choose_the_pictures_of_a_community_and_nobody_else_does() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let ben = stage.member("ben").await;
    let place = stage.community(&ada, "luthiers").await;
    let mut tx = stage.app.store.begin().await.unwrap();
    let now = stage.app.now();
    admit(&mut tx, place.id(), ben.id(), Role::Moderator, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let path = "/c/luthiers/settings/pictures";
    let photo = png(800, 800);
    for (name, expected) in [("ben", 403), ("ada", 303)] {
        let mut browser = stage.signed_in(name).await;
        let csrf = token(&mut browser, "/settings").await;
        for field in ["icon", "banner"] {
            let file = (field, "x", &photo[..]);
            let answer = browser.upload(path, &[("csrf", csrf.as_str())], file).await;
            assert_eq!(answer.status.as_u16(), expected, "{name}: {}", answer.body);
        }
    }
    let mut visitor = stage.visitor();
    let group = document(&mut visitor, "/c/luthiers").await;
    for key in ["icon", "image"] {
        let url = group[key]["url"].as_str().unwrap();
        let name = url.strip_prefix("https://guild.example/media/").unwrap();
        assert_eq!(status(&stage.app, &visitor, name).await, 200, "{key}");
    }
    let page = visitor.get("/c/luthiers").await;
    assert_eq!(page.texts("img.seal").len(), 1, "{}", page.body);
    assert_eq!(page.texts("img.banner").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_chosen_and_refused_in_the_language_of_the_reader() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.community(&ada, "luthiers").await;
    let mut browser = stage.signed_in("ada").await;
    browser.headers = vec![("accept-language", "de".to_owned())];
    let own = "/settings/pictures";
    for (path, said) in [
        (own, "Diese Bilder sehen alle"),
        (own, "Dein Bild"),
        ("/c/luthiers/settings/pictures", "<h2>Bilder</h2>"),
        ("/c/luthiers/settings/pictures", "Zeichen"),
    ] {
        let page = browser.get(path).await;
        assert!(page.has(said), "{path}: {said}\n{}", page.body);
        let form = page.texts("main form[enctype]").join(" ");
        assert!(form.contains("Bilder speichern"), "{path}: {form}");
        for word in ["icture", " cut ", " the ", "Mark", "Save"] {
            assert!(!form.contains(word), "{path}: {word}\n{form}");
        }
    }
    let csrf = token(&mut browser, own).await;
    let fields = [("csrf", csrf.as_str())];
    for (bytes, said) in [
        (b"<html>".to_vec(), "kein Bild"),
        (gif(2), "Bewegte Bilder"),
        (Vec::new(), "Wähl erst ein Bild aus."),
    ] {
        let refused = browser.upload("/media", &fields, file(&bytes)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let detail = json(&refused)["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(said), "{detail}");
    }
    let face = jpeg(30, 30);
    let saved = browser
        .upload(own, &fields, ("avatar", "x", &face[..]))
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let told = browser.get(own).await;
    assert!(told.has("Deine Bilder sind gespeichert."), "{}", told.body);
}
