//! Acts that are not theirs (safety.md O): signed by a liar, by a neighbour, and passed on by a group that
//! owns nothing here, as themselves and in the victim's name. Nothing of it is seen, and the same acts by
//! whom they belong to are.

use super::hostile_stage::{Stage, act, refused};
use super::stage::{see, see_no_more, see_votes};
use federation_tests::{Actor, Answer, Database};
use serde_json::{Value, json};
use std::sync::Arc;

/// What only the author of a thing, or who looks after it, may do with it; each under an id of its own.
fn acts_upon(by: &Actor, thing: &Value, n: usize) -> Vec<Value> {
    let id = &thing["id"];
    let mut forged = thing.clone();
    forged["content"] = json!("<p>Buy now</p>");
    forged["name"] = json!("Buy now");
    forged["updated"] = json!("2030-01-01T00:00:00Z");
    let with_summary = |kind: &str, tail: &str, summary: &str| {
        let mut act = act(by, kind, &format!("{tail}-{n}"), id.clone());
        act["summary"] = json!(summary);
        act
    };
    let plain = |kind: &str, object: Value| act(by, kind, &format!("{kind}-{n}"), object);
    let delete = plain("Delete", id.clone());
    let removal = with_summary("Delete", "removal", "because");
    let silent = with_summary("Delete", "silent", "");
    let undo = |tail: &str, inner: &Value| act(by, "Undo", &format!("{tail}-{n}"), inner.clone());
    vec![
        plain("Update", forged.clone()),
        plain("Create", forged),
        undo("undelete", &delete),
        undo("restore", &removal),
        undo("relent", &silent),
        delete,
        removal,
        silent,
        plain("Lock", id.clone()),
        undo("unlock", &plain("Lock", id.clone())),
        plain("ChooseAnswer", id.clone()),
        undo("unchoose", &plain("ChooseAnswer", id.clone())),
        plain("Remove", id.clone()),
    ]
}

/// What only somebody else may do.
fn acts_about(by: &Actor, stage: &Stage) -> Vec<Value> {
    let targeted = |kind: &str, tail: &str, object: &str, target: &str| {
        let mut act = act(by, kind, tail, json!(object));
        act["target"] = json!(target);
        act
    };
    let moderators = format!("{}/moderators", stage.group);
    let featured = format!("{}/featured", stage.group);
    let page = stage.page["id"].as_str().unwrap();
    let renamed = |id: &str, kind: &str| {
        json!({"id": id, "type": kind, "preferredUsername": "x", "name": "Buy now",
            "inbox": format!("{id}/inbox"), "outbox": format!("{id}/outbox")})
    };
    vec![
        act(by, "Undo", "unvote", stage.like.clone()),
        act(by, "Undo", "unvote-id", stage.like["id"].clone()),
        act(by, "Undo", "unfollow", stage.follow.clone()),
        act(by, "Undo", "unfollow-id", stage.follow["id"].clone()),
        targeted("Block", "ban", &stage.lena.id, &stage.group),
        targeted("Block", "ban-all", &stage.lena.id, stage.victor.base_url()),
        targeted("Add", "appoint", &by.id, &moderators),
        targeted(
            "Remove",
            "dismiss",
            &stage.alpha.url("/u/alpha_ada"),
            &moderators,
        ),
        targeted("Add", "pin", page, &featured),
        targeted("Move", "move", &stage.lena.id, &by.id),
        act(by, "Update", "group", renamed(&stage.group, "Group")),
        act(by, "Update", "person", renamed(&stage.lena.id, "Person")),
        act(by, "Delete", "group-gone", json!(stage.group)),
    ]
}

/// What counts from anybody of the author's server: that it removes what its people wrote, and bans them
/// everywhere. Nothing else about them is a neighbour's to say.
fn speaks_for(server: &str, act: &Value) -> bool {
    act["target"] == server || !act["summary"].is_null()
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_acts_signed_or_announced_change_nothing() {
    for database in Database::all() {
        let stage = Stage::new(database).await;
        let before = stage.shown().await;
        let (victor, mallory) = (&stage.victor, &stage.mallory);
        let eve = stage.liar("eve");
        let den = mallory.group("den");
        let ned = victor.person_with("ned", Arc::clone(&stage.key));
        let everything = |by: &Actor| {
            let mut acts = acts_upon(by, &stage.page, 1);
            acts.extend(acts_upon(by, &stage.comment, 2));
            acts.extend(acts_about(by, &stage));
            acts
        };
        let mut taken = 0;
        // By a stranger, in her own name (O-06 to O-09, O-13).
        for forged in everything(&eve) {
            let answer = mallory.post(&eve, &stage.inbox, &forged).await;
            assert!(answer.status < 500, "{forged}: {}", answer.text());
            taken += u32::from(answer.status == 202);
        }
        stage.unchanged(&before, "a stranger").await;
        // By a neighbour on the victim's server (O-08), who does not say that he moderates, bans her from
        // a community that is not his, and puts back what nobody took away.
        let server = victor.base_url();
        for forged in everything(&ned)
            .iter()
            .filter(|act| !speaks_for(server, act))
        {
            let answer = victor.post(&ned, &stage.inbox, forged).await;
            assert!(answer.status < 500, "{forged}: {}", answer.text());
            taken += u32::from(answer.status == 202);
        }
        stage.unchanged(&before, "a neighbour").await;
        // Passed on by a group nobody asked for: her own acts, and some in Lena's name (O-10, O-11).
        let mut acts = everything(&eve);
        acts.extend(everything(&stage.lena));
        acts.push(act(&stage.lena, "Like", "like", stage.page["id"].clone()));
        acts.push(act(
            &stage.lena,
            "Dislike",
            "no",
            stage.comment["id"].clone(),
        ));
        acts.push(act(&stage.lena, "Flag", "flag", stage.page["id"].clone()));
        acts.push(act(&stage.lena, "Delete", "bye", json!(stage.lena.id)));
        acts.push(act(&stage.lena, "Follow", "f", json!(stage.group)));
        for forged in &acts {
            let announce = mallory.announce(&den, forged.clone());
            let answer = mallory.post(&den, &stage.inbox, &announce).await;
            assert_eq!(answer.status, 202, "{forged}: {}", answer.text());
            taken += 1;
        }
        stage
            .unchanged(&before, "a group that owns nothing here")
            .await;
        assert!(taken > 100, "most were taken and then judged: {taken}");
        genuine(&stage).await;
    }
}

/// The same by whom it belongs to is done.
async fn genuine(stage: &Stage) {
    let (victor, lena) = (&stage.victor, &stage.lena);
    let mut edited = stage.page.clone();
    edited["content"] = json!("<p>Honest words, mended</p>");
    edited["source"] = json!({"content": "Honest words, mended", "mediaType": "text/markdown"});
    edited["updated"] = json!("2030-01-01T00:00:00Z");
    let edited = victor.publish(edited);
    for (by, genuine) in [
        (lena, victor.update(lena, &edited)),
        (&stage.ben, victor.undo(&stage.ben, &stage.like)),
        (lena, victor.delete(lena, &stage.comment)),
    ] {
        let answer = victor.post(by, &stage.inbox, &genuine).await;
        assert_eq!(answer.status, 202, "{}", answer.text());
    }
    see(&stage.ours, &stage.thread, "Honest words, mended").await;
    see_votes(&stage.ours, &stage.thread, 0).await;
    see_no_more(&stage.ours, &stage.thread, "An honest answer").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_ids_use_up_nothing_and_copies_speak_for_nobody() {
    for database in Database::all() {
        let stage = Stage::new(database).await;
        let before = stage.shown().await;
        let (victor, mallory, lena) = (&stage.victor, &stage.mallory, &stage.lena);
        let eve = stage.liar("eve");
        let den = mallory.group("den");
        let mut edited = stage.page.clone();
        edited["source"] = json!({"content": "Honest words, mended", "mediaType": "text/markdown"});
        edited["content"] = json!("<p>Honest words, mended</p>");
        edited["updated"] = json!("2030-01-01T00:00:00Z");
        // O-05: an id of hers before she uses it herself.
        let update = victor.update(lena, &edited);
        let mut forged = update.clone();
        forged["actor"] = json!(eve.id);
        let answer = mallory.post(&eve, &stage.inbox, &forged).await;
        refused(&answer, 403, "an id of another server");
        let mut removal = victor.delete(lena, &stage.comment);
        removal["id"] = update["id"].clone();
        removal["summary"] = json!("because");
        let announce = mallory.announce(&den, removal);
        let answer = mallory.post(&den, &stage.inbox, &announce).await;
        assert_eq!(answer.status, 202);

        // O-01 to O-04: copies of her thread that Mallory serves, in every way.
        let mut copy = stage.page.clone();
        copy["id"] = json!(format!("{}/post/999", victor.base_url()));
        copy["name"] = json!("A forged thread");
        let as_type = |kind: &str| Answer::new(200, kind, copy.to_string());
        mallory.serve_raw("/copy/1", as_type("application/activity+json"));
        mallory.serve_raw("/copy/2", as_type("application/json"));
        mallory.serve_raw("/copy/3", as_type("text/html"));
        victor.serve_raw(
            "/out",
            Answer::redirect(&format!("{}/copy/1", mallory.base_url())),
        );
        let addresses = [
            format!("{}/copy/1", mallory.base_url()),
            format!("{}/copy/2", mallory.base_url()),
            format!("{}/copy/3", mallory.base_url()),
            format!("{}/out", victor.base_url()),
        ];
        for address in &addresses {
            let announce = mallory.announce(&den, json!(address));
            let answer = mallory.post(&den, &stage.inbox, &announce).await;
            assert_eq!(answer.status, 202, "{address}");
            let mut inner = act(lena, "Create", "copied", json!(address));
            inner["audience"] = json!(stage.group);
            let announce = mallory.announce(&den, inner);
            let answer = mallory.post(&den, &stage.inbox, &announce).await;
            assert_eq!(answer.status, 202, "{address}");
            stage.settle().await;
            let found = stage.ours.get(&format!("/search?q={address}")).await;
            assert!(!found.has_text("A forged thread"), "{address}");
        }
        stage.unchanged(&before, "copies").await;
        // O-18: a thing of ours as somebody else would have it.
        let ours =
            super::stage::ask(&stage.ours, "/c/luthiers", "Our own question?", "Ours.").await;
        let before_ours = stage.shown().await;
        let mut forged = stage.page.clone();
        forged["id"] = json!(stage.alpha.url(&ours));
        forged["name"] = json!("Ours no more");
        forged["attributedTo"] = json!(eve.id);
        for kind in ["Create", "Update"] {
            let activity = act(&eve, kind, kind, forged.clone());
            let answer = mallory.post(&eve, &stage.inbox, &activity).await;
            assert!(answer.status < 500, "{}", answer.text());
            let announce = mallory.announce(&den, activity);
            let answer = mallory.post(&den, &stage.inbox, &announce).await;
            assert_eq!(answer.status, 202);
        }
        stage.unchanged(&before_ours, "a copy of our own").await;

        assert_eq!(victor.post(lena, &stage.inbox, &update).await.status, 202);
        see(&stage.ours, &stage.thread, "Honest words, mended").await;
    }
}
