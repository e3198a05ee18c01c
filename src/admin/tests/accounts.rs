use super::*;
use crate::accounts::model::Person;
use crate::accounts::queries::{find_person, person_by_handle};
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::tests::{actor, community, known, serve, started};
use scraper::{Html, Selector};

const LIST: &str = "/admin/accounts";

async fn now(app: &App, person: &Person) -> Person {
    let mut conn = app.store.read().await.unwrap();
    find_person(&mut conn, person.id()).await.unwrap()
}

fn path(person: &Person, word: &str) -> String {
    format!("{LIST}/{}/{word}", person.id())
}

/// The link that a page shows, as a path.
fn link(page: &Answer) -> String {
    let page = Html::parse_document(&page.body);
    let field = Selector::parse("#link").unwrap();
    let value = page.select(&field).next().unwrap().attr("value").unwrap();
    value.replace("https://guild.example", "")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_made_while_registration_is_closed_and_its_owner_chooses_the_password() {
    let app = started().await;
    let mut olga = office(&app).await;
    let new = format!("{LIST}/new");
    let wrong = [("name", "Ada Lovelace"), ("email", "x"), ("role", "admin")];
    let answer = olga.fill_in(&new, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.wrong(), ["name", "email"]);
    assert_eq!(answer.value("name").as_deref(), Some("Ada Lovelace"));

    let fields = [("name", "ada"), ("email", ""), ("role", "member")];
    let shown = olga.fill_in(&new, &fields).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    let link = link(&shown);
    assert!(!olga.get(LIST).await.has(&link), "shown once");

    let mut ada = Browser::with(&app, routes());
    let weak = ada.fill_in(&link, &[("new", "ada")]).await;
    assert_eq!(weak.wrong(), ["new"]);
    let answer = ada
        .fill_in(&link, &[("new", "another fine sentence")])
        .await;
    assert_eq!(answer.location(), "/");
    assert_eq!(ada.get("/settings").await.status, StatusCode::OK);
    assert_eq!(ada.get(LIST).await.status, StatusCode::FORBIDDEN);
    let again = Browser::with(&app, routes()).get(&link).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "it works once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_link_ends_earlier_ones_and_what_the_old_password_opened() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let mut there = browser(&app, "ada").await;
    let mut olga = office(&app).await;
    let act = path(&ada, "password");
    let first = link(&press(&mut olga, &act, &act, &[]).await);
    let second = link(&press(&mut olga, &act, &act, &[]).await);
    let mut lost = Browser::with(&app, routes());
    assert_eq!(lost.get(&first).await.status, StatusCode::NOT_FOUND);
    assert_eq!(there.get("/settings").await.status, StatusCode::OK);
    lost.fill_in(&second, &[("new", "another fine sentence")])
        .await;
    assert!(
        there
            .get("/settings")
            .await
            .location()
            .starts_with("/login")
    );

    let late = link(&press(&mut olga, &act, &act, &[]).await);
    app.clock.advance(chrono::TimeDelta::days(7));
    assert_eq!(lost.get(&late).await.status, StatusCode::NOT_FOUND);
    let mut olga = browser(&app, "olga").await;
    let late = link(&press(&mut olga, &act, &act, &[]).await);
    let suspend = path(&ada, "suspend");
    press(&mut olga, &suspend, &suspend, &[]).await;
    assert_eq!(lost.get(&late).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_act_says_first_what_it_does_and_then_does_it() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    community(&app, &ada, "rust").await;
    let mut olga = office(&app).await;
    let mut there = browser(&app, "ada").await;
    for (word, said, done) in [
        (
            "suspend",
            "cannot sign in until you restore",
            "is suspended.",
        ),
        ("restore", "may sign in again", "is restored."),
        (
            "admin",
            "see and change everything",
            "is now an administrator.",
        ),
        ("member", "see these pages no more", "is now a member."),
    ] {
        let act = path(&ada, word);
        let page = olga.get(&act).await;
        assert!(page.has(said), "{word}: {}", page.body);
        let answer = olga.submit(&page, &act, &[]).await;
        assert_eq!(answer.location(), LIST, "{word}");
        assert!(olga.get(LIST).await.has(done), "{word}");
        let suspended = now(&app, &ada).await.account.suspended_at.is_some();
        assert_eq!(suspended, word == "suspend");
        let asked = there.get("/settings").await;
        assert!(
            asked.location().starts_with("/login"),
            "signed out by the first"
        );
    }

    let act = path(&ada, "delete");
    let page = olga.get(&act).await;
    assert!(page.has("Nobody can undo this") && page.has("Nobody else convenes Rust"));
    let unsure = olga.submit(&page, &act, &[("name", "bob")]).await;
    assert_eq!(unsure.wrong(), ["name"]);
    assert!(now(&app, &ada).await.account.deleted_at.is_none());
    let fields = [("name", "ada"), ("successor", "nobody")];
    let unknown = olga.submit(&page, &act, &fields).await;
    assert_eq!(unknown.wrong(), ["successor"]);
    let answer = olga.submit(&page, &act, &[("name", "ada")]).await;
    assert_eq!(answer.location(), LIST);
    assert!(now(&app, &ada).await.account.deleted_at.is_some());
    assert!(olga.get(LIST).await.has("@ada is deleted."), "said once");
    assert!(!olga.get(LIST).await.has("@ada"));
}

#[tokio::test(flavor = "multi_thread")]
async fn people_elsewhere_are_listed_with_when_this_server_met_them() {
    let app = started().await;
    let mut far = actor("https://b.test/u/far", "Person", "far");
    far["published"] = "2019-02-03T00:00:00Z".into();
    serve(&app.http, &far);
    resolve_actor(&app, "https://b.test/u/far", FRESH)
        .await
        .unwrap();
    app.clock.advance(chrono::TimeDelta::minutes(14));
    let page = office(&app)
        .await
        .get(&format!("{LIST}?at=elsewhere"))
        .await;
    assert!(page.has("first heard of"), "{}", page.body);
    assert!(page.has("14 minutes ago"), "{}", page.body);
    assert!(!page.has("February 2019"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_here_and_elsewhere_are_found() {
    let app = started().await;
    for name in ["ada", "adam", "bob"] {
        person(&app, name).await;
    }
    let far = known(&app, "https://b.test/u/Ada", "Person", "Ada").await;
    let far = far.person().unwrap();
    known(&app, "https://c.test/u/ada", "Person", "ada").await;
    let mut olga = office(&app).await;
    let shown = async |olga: &mut Browser, query: &str| {
        let page = olga.get(&format!("{LIST}?{query}")).await;
        let page = Html::parse_document(&page.body);
        let names = Selector::parse("main li bdi").unwrap();
        let names = page.select(&names).map(|name| name.text().collect());
        names.collect::<Vec<String>>()
    };
    for (query, expected) in [
        ("", &["@olga", "@bob", "@adam", "@ada"][..]),
        ("name=ada", &["@adam", "@ada"]),
        ("name=%40ADAM", &["@adam"]),
        ("name=bob@mail", &["@bob"]),
        ("name=100%25", &[]),
        ("name=ada&at=elsewhere", &["@ada@c.test", "@Ada@b.test"]),
        ("name=ada@b.test&at=elsewhere", &["@Ada@b.test"]),
    ] {
        assert_eq!(shown(&mut olga, query).await, expected, "{query}");
    }
    let suspend = path(&far, "suspend");
    assert!(
        olga.get(&suspend)
            .await
            .has("Nothing new is taken from them")
    );
    press(&mut olga, &suspend, &suspend, &[]).await;
    assert!(now(&app, &far).await.account.suspended_at.is_some());
    for word in ["password", "admin", "delete"] {
        let act = path(&far, word);
        let refused = olga.fill_in(&act, &[("name", "Ada")]).await;
        assert!(refused.status.is_client_error(), "{word}");
    }
    let mut conn = app.store.read().await.unwrap();
    let me = person_by_handle(&mut conn, "olga", "guild.example").await;
    let me = me.unwrap().unwrap();
    drop(conn);
    let own = path(&me, "suspend");
    let refused = olga.fill_in(&own, &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
