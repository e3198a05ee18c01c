//! Licences: set by conveners, kept with what is written, said to people and to other servers.

use super::{Guild, send};
use crate::activitypub::licences::Licence;
use crate::posts::arrived::read;
use crate::posts::tests::stage::Stage;
use axum::http::StatusCode;
use serde_json::{Value, json};

const SETTINGS: &str = "/c/luthiers/settings/library";

pub(super) async fn document(stage: &Stage, path: &str) -> Value {
    let mut program = stage.visitor();
    let accept = ("accept", "application/activity+json".to_owned());
    program.headers.push(accept);
    let answer = program.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_keeps_the_licence_it_was_written_under() {
    let guild = Guild::new().await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    let before = stage.ask(ada, &guild.place, "Before?").await;
    let page = stage.visitor().get(&before.path()).await;
    assert!(!page.has("id=\"licence\""), "nothing is said of any");
    let said = document(stage, &before.path()).await;
    assert!(said["license"].is_null(), "{said}");

    let mut convener = stage.signed_in("ada").await;
    send(&mut convener, SETTINGS, &[("licence", "CC-BY-SA-4.0")]).await;
    let asking = stage.signed_in("ben").await.get("/c/luthiers/new").await;
    assert!(asking.has("under the licence CC BY-SA 4.0"));
    let thread = stage.ask(ada, &guild.place, "Which glue?").await;
    let answer = stage.reply(ben, &thread, None, "Hide glue.").await;
    let url = Licence::BySa.url().unwrap();
    for path in [thread.path(), format!("/comment/{}", answer.public_id)] {
        assert_eq!(document(stage, &path).await["license"], url, "{path}");
    }
    assert_eq!(document(stage, "/c/luthiers").await["license"], url);
    let shown = |texts: Vec<String>| texts.join(" ");
    let page = stage.visitor().get(&thread.path()).await;
    assert_eq!(
        shown(page.texts("#licence")),
        "Licence of what is written here: CC BY-SA 4.0"
    );

    send(&mut convener, SETTINGS, &[("licence", "CC0-1.0")]).await;
    stage.reply(ben, &thread, None, "Or fish glue.").await;
    stage.reply(ben, &before, None, "Later.").await;
    let page = stage.visitor().get(&thread.path()).await;
    let both = shown(page.texts("#licence"));
    assert!(
        both.contains("CC0 1.0") && both.contains("CC BY-SA 4.0"),
        "{both}"
    );
    assert_eq!(document(stage, &thread.path()).await["license"], url);
    let page = stage.visitor().get(&before.path()).await;
    let partly = shown(page.texts("#licence"));
    assert!(
        partly.contains("where its authors state one: CC0 1.0"),
        "{partly}"
    );

    let refused = convener.fill_in(SETTINGS, &[("licence", "mine")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        document(stage, "/c/luthiers").await["license"],
        Licence::Zero.url().unwrap()
    );
}

#[test]
fn what_other_servers_say_of_a_licence_is_read() {
    let said = |licence: Value| {
        let note = json!({
            "type": "Note", "id": "https://b.test/n/1", "attributedTo": "https://b.test/u/bob",
            "content": "<p>Hide glue.</p>", "license": licence,
        });
        read(&note).unwrap().licence
    };
    let by = "https://creativecommons.org/licenses/by/4.0/";
    for licence in [json!(by), json!({"id": by}), json!("CC-BY-4.0")] {
        assert_eq!(said(licence.clone()), Licence::By, "{licence}");
    }
    for licence in [json!(null), json!(4), json!("mine"), json!(["x"])] {
        assert_eq!(said(licence.clone()), Licence::Unstated, "{licence}");
    }
}
