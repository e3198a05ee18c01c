//! The harness itself: two scripted servers talk to each other, so that what
//! the other tests stand on is known to hold.

use std::sync::Arc;

use federation_tests::peer::{Answer, Digest};
use federation_tests::{Actor, Peer, Signing, World};
use serde_json::json;

struct Pair {
    ada: Actor,
    garden: Actor,
    mastodon: Peer,
    lemmy: Peer,
}

async fn pair() -> Pair {
    let world = Arc::new(World::new(&["micro", "forum"]));
    let mastodon = Peer::mastodon_like(&world, "micro").await;
    let lemmy = Peer::lemmy_like(&world, "forum").await;
    Pair {
        ada: mastodon.person("ada"),
        garden: lemmy.group("garden"),
        mastodon,
        lemmy,
    }
}

#[tokio::test]
async fn a_signed_follow_arrives_is_recorded_and_verifies() {
    let Pair {
        ada,
        garden,
        mastodon,
        lemmy,
    } = pair().await;
    let follow = mastodon.follow(&ada, &garden.id);
    assert_eq!(
        mastodon.post(&ada, &garden.inbox, &follow).await.status,
        202
    );

    let request = lemmy
        .wait_for_request("the follow", |request| request.is_delivery())
        .await;
    assert_eq!(request.path, "/c/garden/inbox");
    assert_eq!(request.json(), follow);
    let signed = lemmy.verify(&request).await.unwrap();
    assert_eq!(signed.key_id, ada.key_id);
    assert_eq!(signed.algorithm.as_deref(), Some("rsa-sha256"));

    let accept = lemmy.accept(&garden, &follow);
    lemmy.post(&garden, &ada.inbox, &accept).await;
    let received = mastodon
        .wait_for("the answer", |activity| activity["type"] == "Accept")
        .await;
    assert_eq!(received["object"]["id"], follow["id"]);
    let request = mastodon
        .wait_for_request("the answer", |request| request.is_delivery())
        .await;
    mastodon.verify(&request).await.unwrap();
}

#[tokio::test]
async fn every_lie_about_a_signature_is_seen_through() {
    let honest = Signing::mastodon;
    let lies = [
        (
            "does not fit",
            Signing {
                spoiled: true,
                ..honest()
            },
        ),
        (
            "digest is not",
            Signing {
                digest: Digest::Wrong,
                ..honest()
            },
        ),
        (
            "digest is not",
            Signing {
                swapped_body: Some(b"{}".to_vec()),
                ..honest()
            },
        ),
        (
            "digest is not covered",
            Signing {
                digest: Digest::Absent,
                ..honest()
            },
        ),
        (
            "Date is far",
            Signing {
                date_offset: -7200,
                ..honest()
            },
        ),
        (
            "Date is far",
            Signing {
                date_offset: 7200,
                ..honest()
            },
        ),
        (
            "does not fit",
            Signing {
                request_target: Some("post /u/x/inbox".to_owned()),
                ..honest()
            },
        ),
        (
            "(request-target) is not covered",
            honest().not_covering("(request-target)"),
        ),
        ("host is not covered", honest().not_covering("host")),
        ("digest is not covered", honest().not_covering("digest")),
    ];
    let Pair {
        ada,
        garden,
        mastodon,
        lemmy,
    } = pair().await;
    for (number, (reason, lie)) in lies.into_iter().enumerate() {
        let follow = mastodon.follow(&ada, &garden.id);
        mastodon
            .post_signed(&ada, &garden.inbox, &follow, &lie)
            .await;
        let request = lemmy
            .requests()
            .into_iter()
            .rfind(|request| request.is_delivery())
            .unwrap();
        let verdict = lemmy.verify(&request).await.unwrap_err();
        assert!(verdict.contains(reason), "lie {number}: {verdict}");
    }
}

#[tokio::test]
async fn somebody_elses_key_does_not_fit() {
    let Pair {
        ada,
        garden,
        mastodon,
        lemmy,
    } = pair().await;
    let mallory = mastodon.person("mallory");
    let signing = Signing {
        key_id: Some(ada.key_id.clone()),
        ..Signing::mastodon()
    };
    let follow = mastodon.follow(&ada, &garden.id);
    mastodon
        .post_signed(&mallory, &garden.inbox, &follow, &signing)
        .await;
    let request = lemmy
        .wait_for_request("the forgery", |request| request.is_delivery())
        .await;
    assert!(
        lemmy
            .verify(&request)
            .await
            .unwrap_err()
            .contains("does not fit")
    );
}

#[tokio::test]
async fn actors_are_found_by_handle_and_software_by_nodeinfo() {
    let Pair {
        garden,
        mastodon,
        lemmy,
        ..
    } = pair().await;
    let question = format!(
        "{}/.well-known/webfinger?resource=acct%3Agarden%40{}",
        lemmy.base_url(),
        lemmy.host().replace(':', "%3A")
    );
    let jrd = mastodon.fetch_unsigned(&question).await.json();
    assert_eq!(jrd["links"][0]["href"], garden.id.as_str());
    let actor = mastodon.fetch_unsigned(&garden.id).await.json();
    assert_eq!(actor["type"], "Group");
    let info = format!("{}/nodeinfo/2.0", lemmy.base_url());
    assert_eq!(
        mastodon.fetch_unsigned(&info).await.json()["software"]["name"],
        "lemmy"
    );
}

#[tokio::test]
async fn signed_fetches_verify_too() {
    let Pair {
        ada,
        garden,
        mastodon,
        lemmy,
    } = pair().await;
    assert_eq!(mastodon.fetch(&ada, &garden.id).await.status, 200);
    let request = lemmy
        .wait_for_request("the fetch", |request| request.path == "/c/garden")
        .await;
    lemmy.verify(&request).await.unwrap();
}

#[tokio::test]
async fn a_peer_answers_as_told_goes_down_and_comes_back() {
    let Pair {
        ada,
        garden,
        mastodon,
        mut lemmy,
    } = pair().await;
    let note = mastodon.note(&ada, "Hello", None, None, &[(&garden.handle, &garden.id)]);
    let create = mastodon.create(&ada, &note);
    lemmy.answer_inbox_with(503);
    assert_eq!(
        mastodon.post(&ada, &garden.inbox, &create).await.status,
        503
    );

    lemmy.serve_raw("/moved", Answer::redirect(&garden.id));
    let moved = format!("{}/moved", lemmy.base_url());
    assert_eq!(mastodon.fetch_unsigned(&moved).await.status, 302);

    lemmy.go_down().await;
    let address = lemmy.host().replace("forum.test", "127.0.0.1");
    assert!(tokio::net::TcpStream::connect(&address).await.is_err());
    lemmy.come_up().await;
    lemmy.answer_inbox_with(202);
    assert_eq!(
        mastodon.post(&ada, &garden.inbox, &create).await.status,
        202
    );
    assert_eq!(lemmy.deliveries().len(), 2);
    assert_eq!(
        mastodon
            .fetch_unsigned(note["id"].as_str().unwrap())
            .await
            .json(),
        note
    );
    assert_eq!(lemmy.deliveries()[0]["object"], json!(note));
}
