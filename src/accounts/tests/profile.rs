//! What other servers hear of a changed profile.

use super::signed_in;
use crate::accounts::actions::update_profile;
use crate::accounts::model::ProfileForm;
use crate::communities::actions::{follow, receive_follow_of_person};
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::tests::follows::follow_from;
use crate::communities::tests::{community, inboxes, known, person, said, serve, started};
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::ThreadKind;
use serde_json::{Value, json};

fn updates(said: &[Value]) -> Vec<&Value> {
    said.iter()
        .filter(|document| document["type"] == "Update")
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_profile_is_told_where_somebody_is_known() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let rust = community(&app, &bob, "rust").await;
    let quiet = community(&app, &bob, "quiet").await;
    let fan = known(&app, "https://fan.test/u/cid", "Person", "cid").await;
    let fan = fan.person().unwrap();
    let reader = known(&app, "https://reader.test/u/cid", "Person", "cid").await;
    let reader = reader.person().unwrap();
    let stranger = known(&app, "https://stranger.test/u/cid", "Person", "cid").await;
    let stranger = stranger.person().unwrap();
    let place = known(&app, "https://place.test/c/go", "Group", "go").await;
    let place = place.community().unwrap();
    receive_follow_of_person(&app, &fan.actor, &ada, "https://fan.test/follow/1")
        .await
        .unwrap();
    follow_from(&app, &reader.actor, &rust, "1").await;
    follow_from(&app, &stranger.actor, &quiet, "1").await;
    follow(&app, &ada, &place).await.unwrap();
    let draft = ThreadDraft {
        title: "How?".into(),
        body: "So.".into(),
        ..ThreadDraft::default()
    };
    start_thread(&app, &ada, rust.id(), ThreadKind::Question, &draft)
        .await
        .unwrap();

    let (signed, _) = signed_in(&app, "ada").await;
    let form = ProfileForm {
        display_name: "Ada Lovelace".into(),
        bio: "I **count**.".into(),
        ..ProfileForm::default()
    };
    for _ in 0..2 {
        update_profile(&app, &signed, &form).await.unwrap();
    }
    let said = said(&app).await;
    let [update] = updates(&said)[..] else {
        panic!("said once: {said:?}");
    };
    assert_eq!(update["actor"], "https://guild.example/u/ada");
    assert_eq!(
        update["to"],
        json!(["https://www.w3.org/ns/activitystreams#Public"])
    );
    let object = &update["object"];
    assert_eq!(object["id"], update["actor"]);
    assert_eq!(object["name"], "Ada Lovelace");
    assert!(object["publicKey"]["publicKeyPem"].is_string());
    assert!(object.get("@context").is_none());
    assert_eq!(
        inboxes(&app, &update["id"]).await,
        [
            "https://fan.test/u/cid/inbox",
            "https://place.test/c/go/inbox",
            "https://reader.test/u/cid/inbox",
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_other_server_sees_is_told_to_none() {
    let app = started().await;
    person(&app, "ada").await;
    let (signed, _) = signed_in(&app, "ada").await;
    let form = ProfileForm {
        language: "de".into(),
        time_zone: "Europe/Berlin".into(),
        ..ProfileForm::default()
    };
    update_profile(&app, &signed, &form).await.unwrap();
    assert!(updates(&said(&app).await).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_say_of_their_craft_is_told_as_rows_of_their_profile() {
    let app = started().await;
    person(&app, "ada").await;
    let (signed, _) = signed_in(&app, "ada").await;
    let form = ProfileForm {
        headline: " Restorer  of <bows> ".into(),
        place: "Cremona".into(),
        expertise: "Glue, #Varnish, glue".into(),
        offers: "A bench".into(),
        seeks: "Old spruce".into(),
        links: "Home https://ada.example".into(),
        ..ProfileForm::default()
    };
    let ada = update_profile(&app, &signed, &form).await.unwrap();
    assert_eq!(ada.account.craft.headline, "Restorer of <bows>");
    let said = said(&app).await;
    let [update] = updates(&said)[..] else {
        panic!("said once: {said:?}");
    };
    let rows = update["object"]["attachment"].as_array().unwrap();
    let row = |row: &Value| {
        let part = |key: &str| row[key].as_str().unwrap().to_owned();
        (part("type"), part("name"), part("value"))
    };
    let told = |name: &str, value: &str| {
        let kind = "PropertyValue".to_owned();
        (kind, name.to_owned(), value.to_owned())
    };
    let found: Vec<_> = rows.iter().take(5).map(row).collect();
    let expected = [
        told("Headline", "Restorer of &lt;bows&gt;"),
        told("Place", "Cremona"),
        told("Expertise", "glue, varnish"),
        told("Offers", "A bench"),
        told("Looking for", "Old spruce"),
    ];
    assert_eq!(found, expected);
    assert_eq!(rows.len(), 6, "and the link");
    // Another server of ours reads the same.
    let mut elsewhere = update["object"].clone();
    for key in ["id", "inbox", "outbox", "followers"] {
        let there = elsewhere[key].as_str().unwrap().to_owned();
        elsewhere[key] = json!(there.replace("guild.example", "b.test"));
    }
    elsewhere.as_object_mut().unwrap().remove("publicKey");
    elsewhere.as_object_mut().unwrap().remove("endpoints");
    serve(&app.http, &elsewhere);
    let found = resolve_actor(&app, "https://b.test/u/ada", FRESH).await;
    let found = found.unwrap().person().unwrap();
    assert_eq!(found.account.craft, ada.account.craft);
}
