//! A liar at the door (safety.md S): every lie about a signature, requests that were made for somebody
//! else or sent before, and our own name however it is spelt. Each gets its status and a sentence, changes
//! nothing that anybody is shown, and its honest twin is taken.

use super::hostile_stage::{PUBLIC, Stage, act, refused};
use super::stage::{see, see_no_more, see_votes};
use federation_tests::peer::{Answer, Digest, Recorded};
use federation_tests::{Actor, Database, Signing};
use serde_json::{Value, json};
use std::sync::Arc;

type Headers = Vec<(&'static str, String)>;

const COVERED: [&str; 5] = ["(request-target)", "host", "date", "digest", "content-type"];

/// S-05 to S-10 and S-13: what a signature may lie about.
fn lies() -> Vec<(&'static str, Signing)> {
    let honest = Signing::mastodon;
    let dated = |date_offset| Signing {
        date_offset,
        ..honest()
    };
    vec![
        (
            "a signature of something else",
            Signing {
                spoiled: true,
                ..honest()
            },
        ),
        (
            "a digest of something else",
            Signing {
                digest: Digest::Wrong,
                ..honest()
            },
        ),
        (
            "no digest",
            Signing {
                digest: Digest::Absent,
                ..honest()
            },
        ),
        (
            "another body",
            Signing {
                swapped_body: Some(b"{}".to_vec()),
                ..honest()
            },
        ),
        ("two hours old", dated(-7200)),
        ("made in two hours", dated(7200)),
        ("made in a hundred years", dated(3_155_760_000)),
        (
            "for another path",
            Signing {
                request_target: Some("post /u/alpha_ada/inbox".to_owned()),
                ..honest()
            },
        ),
        (
            "another method",
            Signing {
                request_target: Some("get /inbox".to_owned()),
                ..honest()
            },
        ),
        (
            "another host",
            Signing {
                host: Some("mallory.test".to_owned()),
                ..honest()
            },
        ),
        (
            "the target not covered",
            honest().not_covering("(request-target)"),
        ),
        ("the host not covered", honest().not_covering("host")),
        ("the digest not covered", honest().not_covering("digest")),
        ("no time covered", honest().not_covering("date")),
        ("nothing covered", Signing::covering(&[], "rsa-sha256")),
        (
            "no algorithm that is one",
            Signing::covering(&COVERED, "none"),
        ),
        (
            "an algorithm with the public key as its secret",
            Signing::covering(&COVERED, "hmac-sha256"),
        ),
    ]
}

/// S-01, S-12, S-13: what can be done to the headers of an honest request.
const TRICKS: [(&str, fn(&mut Headers)); 7] = [
    ("no signature", |headers| {
        headers.retain(|(name, _)| *name != "signature");
    }),
    ("two signatures", |headers| {
        let again = signature_of(headers);
        headers.push(("signature", again));
    }),
    ("a second signature in Authorization", |headers| {
        let value = format!("Signature {}", signature_of(headers));
        headers.push(("authorization", value));
    }),
    ("a key named twice", |headers| {
        let twice = format!(
            "keyId=\"http://victor.test/u/lena#main-key\",{}",
            signature_of(headers)
        );
        set(headers, "signature", twice);
    }),
    ("a parameter named twice", |headers| {
        let twice = format!("{},headers=\"date\"", signature_of(headers));
        set(headers, "signature", twice);
    }),
    ("nonsense for a signature", |headers| {
        set(headers, "signature", "for sure".to_owned());
    }),
    ("no date that can be read", |headers| {
        set(headers, "date", "yesterday".to_owned());
    }),
];

fn signature_of(headers: &[(&'static str, String)]) -> String {
    let found = headers.iter().find(|(name, _)| *name == "signature");
    found.unwrap().1.clone()
}

fn set(headers: &mut [(&'static str, String)], name: &str, value: String) {
    let found = headers.iter_mut().find(|(held, _)| *held == name);
    found.unwrap().1 = value;
}

async fn send(stage: &Stage, headers: &[(&'static str, String)], activity: &Value) -> Answer {
    let body = activity.to_string().into_bytes();
    stage
        .mallory
        .send_raw("POST", &stage.inbox, headers, body)
        .await
}

fn signed(stage: &Stage, liar: &Actor, activity: &Value) -> Headers {
    let body = activity.to_string();
    stage
        .mallory
        .sign_post(liar, &stage.inbox, body.as_bytes(), &Signing::mastodon())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_lie_about_a_signature_is_refused_and_changes_nothing() {
    for database in Database::all() {
        let stage = Stage::new(database).await;
        let before = stage.shown().await;
        // Each liar is new: a key that did not fit is not looked at again for a while.
        let mut honest = Vec::new();
        for (n, (what, lie)) in lies().into_iter().enumerate() {
            let liar = stage.liar(&format!("liar{n}"));
            let follow = stage.mallory.follow(&liar, &stage.group);
            let posted = stage
                .mallory
                .post_signed(&liar, &stage.inbox, &follow, &lie);
            refused(&posted.await, 401, what);
            honest.push((liar, follow));
        }
        for (n, (what, trick)) in TRICKS.into_iter().enumerate() {
            let liar = stage.liar(&format!("trickster{n}"));
            let follow = stage.mallory.follow(&liar, &stage.group);
            let mut headers = signed(&stage, &liar, &follow);
            trick(&mut headers);
            refused(&send(&stage, &headers, &follow).await, 401, what);
            honest.push((liar, follow));
        }
        stolen_names(&stage).await;
        stage.unchanged(&before, "a lie about a signature").await;

        // The same requests with nothing wrong about them.
        for (liar, follow) in &honest {
            let answer = stage.mallory.post(liar, &stage.inbox, follow).await;
            assert_eq!(answer.status, 202, "{}: {}", liar.name, answer.text());
            let accepts = |a: &Value| a["type"] == "Accept" && a["object"]["id"] == follow["id"];
            stage.mallory.wait_for("the Accept", accepts).await;
        }
    }
}

/// S-02 to S-04, S-16: keys that are not the actor's, or are none.
async fn stolen_names(stage: &Stage) {
    let (victor, mallory) = (&stage.victor, &stage.mallory);
    let eve = stage.liar("eve");
    // In Lena's name, with a key of one's own, and even with an id of her server.
    let mut as_lena = mallory.follow(&eve, &stage.group);
    as_lena["actor"] = json!(stage.lena.id);
    let answer = mallory.post(&eve, &stage.inbox, &as_lena).await;
    refused(&answer, 403, "the name of somebody elsewhere");
    as_lena["id"] = json!(format!("{}/acts/stolen", stage.lena.id));
    let answer = mallory.post(&eve, &stage.inbox, &as_lena).await;
    refused(&answer, 401, "a name and an id from elsewhere");
    // With her key's name.
    let hers = Signing {
        key_id: Some(stage.lena.key_id.clone()),
        spoiled: true,
        ..Signing::mastodon()
    };
    let answer = mallory
        .post_signed(&eve, &stage.inbox, &as_lena, &hers)
        .await;
    refused(&answer, 401, "the name of somebody's key");
    // A neighbour's key.
    let neighbour = stage.liar("neighbour");
    let theirs = Signing {
        key_id: Some(neighbour.key_id.clone()),
        ..Signing::mastodon()
    };
    let follow = mallory.follow(&eve, &stage.group);
    let answer = mallory
        .post_signed(&eve, &stage.inbox, &follow, &theirs)
        .await;
    refused(&answer, 401, "a neighbour's key");
    // Documents whose key is not theirs, or is no key.
    let weak = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n";
    let spoilt: [(&str, &str, Value); 4] = [
        ("owned", "owner", json!(stage.lena.id)),
        ("elsewhere", "id", json!(stage.lena.key_id)),
        ("weak", "publicKeyPem", json!(weak)),
        ("keyless", "publicKeyPem", Value::Null),
    ];
    for (name, member, value) in spoilt {
        let liar = stage.liar(name);
        let mut document = mallory.fetch_unsigned(&liar.id).await.json();
        document["publicKey"][member] = value;
        mallory.serve(&format!("/u/{name}"), &document);
        let follow = mallory.follow(&liar, &stage.group);
        let answer = mallory.post(&liar, &stage.inbox, &follow).await;
        refused(&answer, 401, name);
    }
    // An open redirect on Victor's server leads to a document of Mallory's.
    victor.serve_raw("/u/vera", Answer::redirect(&eve.id));
    let vera = format!("{}/u/vera", victor.base_url());
    let mut as_vera = mallory.follow(&eve, &stage.group);
    as_vera["id"] = json!(format!("{vera}/acts/1"));
    as_vera["actor"] = json!(vera);
    let hers = Signing {
        key_id: Some(format!("{vera}#main-key")),
        ..Signing::mastodon()
    };
    let answer = mallory
        .post_signed(&eve, &stage.inbox, &as_vera, &hers)
        .await;
    refused(&answer, 401, "an address that leads elsewhere");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_to_another_address_counts_for_nothing() {
    for database in Database::all() {
        let stage = Stage::new(database).await;
        let before = stage.shown().await;
        let den = stage.mallory.group("den");
        // Lena deletes her answer, and tells only Mallory's server (S-08).
        let delete = stage.victor.delete(&stage.lena, &stage.comment);
        let told = stage.victor.post(&stage.lena, &den.inbox, &delete).await;
        assert_eq!(told.status, 202);
        let captured = stage
            .mallory
            .wait_for_request("the deletion", |request| request.is_delivery())
            .await;
        let mut headers = headers_of(&captured);
        refused(&send(&stage, &headers, &delete).await, 401, "its host");
        set(&mut headers, "host", stage.alpha.host());
        refused(&send(&stage, &headers, &delete).await, 401, "our host");
        // Ben takes his vote back at one address of ours, and it comes to another (S-07).
        let undo = stage.victor.undo(&stage.ben, &stage.like);
        let elsewhere = stage.alpha.url("/u/alpha_ada/inbox");
        let body = undo.to_string();
        let signing = Signing::lemmy();
        let headers = stage
            .victor
            .sign_post(&stage.ben, &elsewhere, body.as_bytes(), &signing);
        refused(&send(&stage, &headers, &undo).await, 401, "another path");
        stage
            .unchanged(&before, "a request for somebody else")
            .await;

        in_our_name(&stage).await;
        stage.unchanged(&before, "our own name").await;

        let answer = stage
            .mallory
            .send_raw("POST", &elsewhere, &headers, body.into_bytes())
            .await;
        assert_eq!(answer.status, 202, "where it was meant for");
        see_votes(&stage.ours, &stage.thread, 0).await;
        let sent = stage.victor.post(&stage.lena, &stage.inbox, &delete).await;
        assert_eq!(sent.status, 202);
        see_no_more(&stage.ours, &stage.thread, "An honest answer").await;
    }
}

/// What was signed, as somebody who was sent it has it.
fn headers_of(captured: &Recorded) -> Headers {
    ["host", "date", "content-type", "digest", "signature"]
        .into_iter()
        .map(|name| (name, captured.header(name).unwrap().to_owned()))
        .collect()
}

/// S-19, S-20: nobody elsewhere is one of us, however our host is spelt.
async fn in_our_name(stage: &Stage) {
    let host = stage.alpha.host();
    let (domain, port) = host.split_once(':').unwrap();
    let eve = stage.liar("eve");
    for (n, base) in [
        format!("http://{host}"),
        format!("https://{host}"),
        format!("http://{}:{port}", domain.to_uppercase()),
        format!("http://{domain}.:{port}"),
        format!("http://eve@{host}"),
        format!("http://eve:secret@{host}"),
        format!("http://%61lpha.test:{port}"),
        format!("http://{domain}:0{port}"),
        format!("http://{host}/."),
        format!("http://{host}\\@mallory.test"),
        format!(" http://{host}"),
        format!("http:{host}"),
    ]
    .into_iter()
    .enumerate()
    {
        let ada = format!("{base}/u/alpha_ada");
        let mut forged = act(&eve, "Delete", &n.to_string(), stage.page["id"].clone());
        forged["actor"] = json!(ada);
        forged["id"] = json!(format!("{ada}/acts/{n}"));
        for key_id in [eve.key_id.clone(), format!("{ada}#main-key")] {
            let signing = Signing {
                key_id: Some(key_id.clone()),
                ..Signing::mastodon()
            };
            let posted = stage
                .mallory
                .post_signed(&eve, &stage.inbox, &forged, &signing);
            let answer = posted.await;
            let known = matches!(answer.status, 400 | 401 | 403);
            assert!(known, "{ada} by {key_id}: {}", answer.status);
            refused(&answer, answer.status, &ada);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_request_a_hundred_times_is_one_and_what_was_deleted_stays_deleted() {
    for database in Database::all() {
        let stage = Stage::new(database).await;
        let (victor, lena) = (&stage.victor, &stage.lena);
        // S-11.
        let cem = victor.person_with("cem", Arc::clone(&stage.key));
        let page = stage.page["id"].as_str().unwrap();
        let like = victor.like(&cem, page, &stage.group);
        let body = like.to_string().into_bytes();
        let headers = victor.sign_post(&cem, &stage.inbox, &body, &Signing::lemmy());
        let mut answers = Vec::new();
        for _ in 0..100 {
            let sent = stage
                .mallory
                .send_raw("POST", &stage.inbox, &headers, body.clone());
            answers.push(sent.await.status);
        }
        assert_eq!(answers[0], 202);
        assert!(answers[1..].iter().all(|status| *status == 200));
        stage.settle().await;
        see_votes(&stage.ours, &stage.thread, 2).await;

        // O-21.
        let create = &stage.answered;
        let delete = victor.delete(lena, &stage.comment);
        let early = victor.note(
            lena,
            "Deleted before it came",
            Some(page),
            Some(&stage.group),
            &[],
        );
        for sent in [&delete, &victor.delete(lena, &early)] {
            assert_eq!(victor.post(lena, &stage.inbox, sent).await.status, 202);
        }
        see_no_more(&stage.ours, &stage.thread, "An honest answer").await;
        let gone = stage.shown().await;
        let den = stage.mallory.group("den");
        let eve = stage.liar("eve");
        let mut edited = stage.comment.clone();
        edited["content"] = json!("<p>An honest answer, once more</p>");
        edited["updated"] = json!("2030-01-01T00:00:00Z");
        assert_eq!(victor.post(lena, &stage.inbox, create).await.status, 200);
        for sent in [
            victor.create(lena, &stage.comment),
            victor.update(lena, &edited),
            victor.create(lena, &early),
            delete,
        ] {
            let answer = victor.post(lena, &stage.inbox, &sent).await;
            assert!(matches!(answer.status, 200 | 202), "{}", answer.text());
            stage.settle().await;
        }
        for announced in [
            create.clone(),
            stage.comment.clone(),
            stage.comment["id"].clone(),
        ] {
            let announce = stage.mallory.announce(&den, announced);
            let answer = stage.mallory.post(&den, &stage.inbox, &announce).await;
            assert_eq!(answer.status, 202, "{}", answer.text());
            stage.settle().await;
        }
        let mut stolen = act(&eve, "Create", "stolen", stage.comment.clone());
        stolen["to"] = json!([stage.group, PUBLIC]);
        let answer = stage.mallory.post(&eve, &stage.inbox, &stolen).await;
        assert_eq!(answer.status, 202, "{}", answer.text());
        stage.unchanged(&gone, "what comes after a deletion").await;

        let another = victor.note(lena, "A second answer", Some(page), Some(&stage.group), &[]);
        let create = victor.create(lena, &another);
        assert_eq!(victor.post(lena, &stage.inbox, &create).await.status, 202);
        see(&stage.ours, &stage.thread, "A second answer").await;
    }
}
