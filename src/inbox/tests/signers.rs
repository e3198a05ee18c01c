//! Who signed: keys that rotate, keys that are not there, and how much asking for them may cost
//! (safety.md S). The signatures themselves are tested in `activitypub::signature`.

use super::{Remote, World, id};
use crate::activitypub::fake_http::{Gate, Reply};
use crate::activitypub::net::NetError;
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

fn fetches_of(world: &World, url: &str) -> usize {
    let sent = world.app.http.sent();
    sent.iter().filter(|sent| sent.url.as_str() == url).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_actor_whose_key_it_is_may_sign() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let ned = world.person("https://victor.test/u/ned");
    let mallory = world.person("https://mallory.test/u/mallory");
    let follow = vic.does("Follow", "1", json!(world.group()));
    // Another server's key, a neighbour's key, and a key of the right name on the wrong server.
    for key_id in [&mallory.key_id, &ned.key_id, &format!("{}#other", vic.id)] {
        let liar = Remote {
            key_id: key_id.clone(),
            ..vic.clone()
        };
        let status = world.post(&liar, &follow).await;
        assert!(!status.is_success(), "{key_id}: {status}");
    }
    // A key document of Mallory's that says it is Vic's (S-03).
    let mut document = mallory.document("Person");
    document["publicKey"]["owner"] = json!(vic.id);
    world.serve(&document);
    world.pass(TimeDelta::minutes(6));
    assert_eq!(
        world.post(&mallory, &follow).await,
        StatusCode::UNAUTHORIZED
    );
    // Vic's address leads to Mallory's document (S-04).
    let eve = Remote {
        id: "https://victor.test/u/eve".into(),
        key_id: "https://victor.test/u/eve#main-key".into(),
    };
    world
        .app
        .http
        .answer(&eve.id, Reply::with_header(302, "location", &mallory.id));
    let act = eve.does("Follow", "1", json!(world.group()));
    assert_eq!(world.post(&eve, &act).await, StatusCode::UNAUTHORIZED);
    world.work().await;
    let dump = world.dump().await;
    assert!(
        !dump
            .iter()
            .any(|line| line.starts_with("follow") && line.contains(".test/")),
        "{dump:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotated_key_is_read_once_and_then_known() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    world
        .send(&vic, &vic.does("Follow", "1", json!(world.group())))
        .await;
    let rotated = Remote {
        key_id: format!("{}#second-key", vic.id),
        ..vic.clone()
    };
    world.serve(&rotated.document("Person"));
    let before = fetches_of(&world, &vic.id);
    world
        .send(&rotated, &rotated.does("Follow", "2", json!(world.group())))
        .await;
    assert_eq!(fetches_of(&world, &vic.id), before + 1);
    world
        .send(&rotated, &rotated.does("Follow", "3", json!(world.group())))
        .await;
    assert_eq!(fetches_of(&world, &vic.id), before + 1);
    // Made-up keys of the same actor are all answered from what was just read (S-17).
    for n in 0..50 {
        let bogus = Remote {
            key_id: format!("{}#bogus-{n}", vic.id),
            ..vic.clone()
        };
        let act = bogus.does("Follow", &format!("b{n}"), json!(world.group()));
        let expected = match n {
            0 => StatusCode::UNAUTHORIZED,
            _ => StatusCode::SERVICE_UNAVAILABLE,
        };
        assert_eq!(world.post(&bogus, &act).await, expected);
    }
    assert_eq!(fetches_of(&world, &vic.id), before + 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_actor_that_cannot_be_read_now_is_no_liar() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let act = vic.does("Follow", "1", json!(world.group()));
    for reply in [
        Reply::Fail(NetError::Timeout),
        Reply::status(502),
        Reply::status(429),
    ] {
        world.app.http.answer_once(&vic.id, reply);
        assert_eq!(
            world.post(&vic, &act).await,
            StatusCode::SERVICE_UNAVAILABLE
        );
        world.pass(TimeDelta::minutes(1));
    }
    assert_eq!(world.post(&vic, &act).await, StatusCode::ACCEPTED);

    // One that is not there is refused for good, and looked for again only after a while.
    let nobody = Remote {
        id: "https://victor.test/u/nobody".into(),
        key_id: "https://victor.test/u/nobody#main-key".into(),
    };
    let act = nobody.does("Follow", "1", json!(world.group()));
    for _ in 0..4 {
        assert_eq!(world.post(&nobody, &act).await, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(fetches_of(&world, &nobody.id), 1);
    // Their farewell, which is all that is heard of most people, costs nothing.
    let farewell = nobody.does("Delete", "bye", json!(nobody.id));
    world.pass(TimeDelta::minutes(6));
    assert_eq!(world.post(&nobody, &farewell).await, StatusCode::ACCEPTED);
    assert_eq!(fetches_of(&world, &nobody.id), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_was_never_read_is_not_said_to_be_wrong() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let act = vic.does("Follow", "1", json!(world.group()));
    let body = act.to_string();
    let page = Reply::with_header(200, "content-type", "text/html");
    for reply in [Reply::status(403), Reply::status(400), page] {
        world.app.http.answer(&vic.id, reply);
        let before = fetches_of(&world, &vic.id);
        for _ in 0..3 {
            let request = world.sign(&vic, "/inbox", body.as_bytes());
            let (status, problem) = world.ask(request).await;
            assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{problem}");
            assert!(problem.contains("read from its server"), "{problem}");
            assert!(!problem.contains("fit"), "{problem}");
        }
        assert_eq!(fetches_of(&world, &vic.id), before + 1);
        world.pass(TimeDelta::minutes(6));
    }
    world.serve(&vic.document("Person"));
    assert_eq!(world.post(&vic, &act).await, StatusCode::ACCEPTED);

    // A key that was read and is another is told apart.
    let bogus = Remote {
        key_id: format!("{}#bogus", vic.id),
        ..vic.clone()
    };
    for expected in [StatusCode::UNAUTHORIZED, StatusCode::SERVICE_UNAVAILABLE] {
        let request = world.sign(&bogus, "/inbox", body.as_bytes());
        let (status, problem) = world.ask(request).await;
        assert_eq!(status, expected, "{problem}");
        assert!(problem.contains("does not fit"), "{problem}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_seemed_gone_and_speaks_is_back_and_who_said_so_is_not() {
    use crate::activitypub::actors::{actor_by_ap_id, update_actor_gone};
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let gone = async || {
        let mut conn = world.app.store.read().await.unwrap();
        let actor = actor_by_ap_id(&mut conn, &vic.id).await.unwrap().unwrap();
        actor.gone_at.is_some()
    };
    world
        .send(&vic, &vic.does("Follow", "1", json!(world.group())))
        .await;
    let mut tx = world.app.store.begin().await.unwrap();
    let actor = actor_by_ap_id(&mut tx, &vic.id).await.unwrap().unwrap();
    update_actor_gone(&mut tx, actor.id, world.app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(gone().await);
    world
        .send(&vic, &vic.does("Follow", "2", json!(world.group())))
        .await;
    assert!(!gone().await);

    world
        .send(&vic, &vic.does("Delete", "bye", json!(vic.id)))
        .await;
    assert!(gone().await);
    // Said before and come late.
    world
        .send(&vic, &vic.does("Like", "3", json!(world.group())))
        .await;
    assert!(gone().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_of_one_new_actor_wait_for_one_reading() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let acts: Vec<Value> = (0..4)
        .map(|n| vic.does("Follow", &format!("f{n}"), json!(world.group())))
        .collect();
    let posts = acts.iter().map(|act| world.post(&vic, act));
    let answers = futures_util::future::join_all(posts).await;
    assert_eq!(answers, [StatusCode::ACCEPTED; 4]);
    assert_eq!(fetches_of(&world, &vic.id), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_signers_of_a_silent_server_are_answered_at_once() {
    let world = World::new().await;
    let gate = Gate::closed();
    world
        .app
        .http
        .answer("slow.test", Reply::Hold(gate.clone()));
    let liars: Vec<Remote> = (0..40)
        .map(|n| Remote {
            id: format!("https://slow.test/u/n{n}"),
            key_id: format!("https://slow.test/u/n{n}#main-key"),
        })
        .collect();
    let acts: Vec<Value> = liars
        .iter()
        .map(|liar| liar.does("Follow", "1", json!(world.group())))
        .collect();
    let asking = async {
        let posts = liars
            .iter()
            .zip(&acts)
            .map(|(liar, act)| world.post(liar, act));
        futures_util::future::join_all(posts).await
    };
    let opening = async {
        // All but those that hold a permit have been answered when nothing more is asked.
        let mut asked = 0;
        loop {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            let now = world.app.http.sent().len();
            if now == asked && now > 0 {
                break;
            }
            asked = now;
        }
        assert!(asked <= 8, "{asked} requests to one server at once");
        gate.open();
    };
    let (answers, ()) = tokio::join!(asking, opening);
    assert!(answers.iter().all(|status| !status.is_success()));
    assert!(answers.contains(&StatusCode::SERVICE_UNAVAILABLE));
    // Meanwhile others are heard.
    let vic = world.person("https://victor.test/u/vic");
    world
        .send(&vic, &vic.does("Follow", "1", json!(world.group())))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_of_a_person_is_read_from_their_server() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    world
        .send(&vic, &vic.does("Follow", "1", json!(world.group())))
        .await;
    let mut sent = vic.document("Person");
    sent["name"] = json!("As sent");
    let mut served = vic.document("Person");
    served["name"] = json!("As served");
    world.serve(&served);
    world
        .send(&vic, &vic.does("Update", "2", sent.clone()))
        .await;
    let (_, page) = world.get("/u/vic@victor.test", "text/html").await;
    assert!(
        page.contains("As served") && !page.contains("As sent"),
        "{page}"
    );
    // Of somebody else, even of the same server's group, nothing is read on Mallory's word.
    let mallory = world.person("https://mallory.test/u/mallory");
    world
        .send(&mallory, &mallory.does("Follow", "1", json!(world.group())))
        .await;
    let before = fetches_of(&world, id(&sent));
    world
        .in_vain(&mallory, &mallory.does("Update", "3", sent.clone()))
        .await;
    assert_eq!(fetches_of(&world, id(&sent)), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_counts_is_what_was_signed_not_what_is_served() {
    // S-22, S-18: proofs in the body are no authority, and nothing is fetched to replace it.
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let mallory = world.person("https://mallory.test/u/mallory");
    let thread = vic.thread(world.group(), "1", "As signed?");
    let mut served = thread.clone();
    served["name"] = json!("As served?");
    world.serve(&served);
    let mut create = vic.does("Create", "1", thread.clone());
    create["signature"] =
        json!({"type": "RsaSignature2017", "creator": mallory.key_id, "signatureValue": "x"});
    create["@graph"] = json!([{"id": thread["id"], "name": "As in the graph?"}]);
    world.send(&vic, &create).await;
    assert!(
        world
            .dump()
            .await
            .iter()
            .any(|line| line.contains("As signed?"))
    );
    assert_eq!(fetches_of(&world, id(&thread)), 0);
    // With Vic's proof, but sent by Mallory.
    let mut proved = vic.does("Delete", "2", json!(id(&thread)));
    proved["proof"] =
        json!({"type": "DataIntegrityProof", "verificationMethod": vic.key_id, "proofValue": "z"});
    assert_eq!(
        world.post(&mallory, &proved).await,
        StatusCode::UNAUTHORIZED
    );
    world.work().await;
    assert!(
        world
            .dump()
            .await
            .iter()
            .any(|line| line.contains("As signed?") && !line.contains("deleted"))
    );
}
