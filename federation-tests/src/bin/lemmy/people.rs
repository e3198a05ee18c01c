//! Messages, bans from a whole server, accounts that go, and a server that was away.

use crate::api::word;
use crate::ours::Home;
use crate::play::{Play, check, need, need_path};
use crate::stage::Stage;
use crate::theirs::Away;
use serde_json::{Value, json};

pub async fn play(play: &mut Play, s: &mut Stage, home: &Home, away: &Away) {
    play.part("messages");
    messages(play, s).await;
    play.part("a server that was away");
    outage(play, s, away).await;
    play.part("whole servers");
    communities(play, s, away).await;
    our_changes(play, s, home).await;
    site_bans(play, s, home, away).await;
    purge(play, s, away).await;
    play.part("accounts that go");
    farewells(play, s, home, away).await;
}

async fn messages(play: &mut Play, s: &Stage) {
    let ours = format!("/messages/{}", s.lena.handle());
    let theirs = play
        .step("they write to one of us", async {
            let ben = s
                .lena
                .resolve("person", &format!("@{}", s.ben.handle))
                .await?;
            let body =
                json!({"content": "Do you **know** pears?", "recipient_id": ben["person"]["id"]});
            let made = s.lena.post("/private_message", body).await?;
            let id = made["private_message_view"]["private_message"]["id"].as_i64();
            s.see(&s.ben, &ours, "Do you know pears?").await;
            need(id, "the message")
        })
        .await;
    play.step("they edit it", async {
        let id = need(theirs, "their message")?;
        let body = json!({"private_message_id": id, "content": "Do you know apples?"});
        s.lena.put("/private_message", body).await?;
        s.see(&s.ben, &ours, "Do you know apples?").await;
        Ok(())
    })
    .await;
    for (step, deleted) in [("they delete it", true), ("they bring it back", false)] {
        play.step(step, async {
            let id = need(theirs, "their message")?;
            let body = json!({"private_message_id": id, "deleted": deleted});
            s.lena.post("/private_message/delete", body).await?;
            if deleted {
                s.see_no_more(&s.ben, &ours, "Do you know apples?").await;
            } else {
                s.see(&s.ben, &ours, "Do you know apples?").await;
            }
            Ok(())
        })
        .await;
    }
    play.step("we write to one of them", async {
        s.submit(&s.ben, &ours, &ours, &[("body", "A little, I *think*.")])
            .await;
        s.wait("lena has the message", async || {
            message_of(s, "A little, I *think*.").await
        })
        .await;
        Ok(())
    })
    .await;
    play.step("we delete it", async {
        let page = s.ben.client.get(&ours).await;
        let asks = page.attributes("a[href$='/delete']", "href").pop();
        let asks = asks.ok_or_else(|| "there is nothing to delete".to_owned())?;
        s.submit(&s.ben, &asks, "/delete", &[]).await;
        s.wait("lena has it no more", async || {
            let found = message_of(s, "A little, I *think*.").await;
            found
                .is_none_or(|message| message["deleted"] == true)
                .then_some(())
        })
        .await;
        Ok(())
    })
    .await;
}

async fn message_of(s: &Stage, text: &str) -> Option<Value> {
    let found = s
        .lena
        .get("/private_message/list", &[("unread_only", "false")])
        .await
        .ok()?;
    let list = found["private_messages"].as_array()?;
    let found = list
        .iter()
        .find(|each| word(&each["private_message"]["content"]).trim() == text)?;
    Some(found["private_message"].clone())
}

async fn outage(play: &mut Play, s: &mut Stage, away: &Away) {
    let missed = play
        .step("our server is killed, and they go on writing", async {
            let id = need(away.id, "the community")?;
            let post = need(away.thread_there, "their thread")?;
            s.guild.kill9();
            let mut titles = Vec::new();
            for number in 1..=5 {
                let title = format!("Written while you were away, {number}");
                s.lena.write_post(id, &title, "Did it arrive?").await?;
                titles.push(title);
            }
            s.max
                .write_comment(post, None, "Said while you were away.")
                .await?;
            tokio::time::sleep(std::time::Duration::from_secs(5)).await;
            Ok(titles)
        })
        .await;
    play.step("it comes back and gets what it missed, once", async {
        // Its people are signed in still.
        s.guild.restart().await;
        let titles = missed
            .as_ref()
            .ok_or_else(|| "nothing was written".to_owned())?;
        for title in titles {
            s.thread(&s.abroad(), title).await;
        }
        let thread = need_path(&away.thread, "their thread here")?;
        s.see(&s.ben, thread, "Said while you were away.").await;
        let page = s.ben.client.get(&format!("{}?sort=new", s.abroad())).await;
        let mut here = page.select(".row-title a");
        let count = here.len();
        here.sort();
        here.dedup();
        check(
            here.len() == count,
            format!("some are there twice: {here:?}"),
        )
    })
    .await;
}

async fn communities(play: &mut Play, s: &Stage, away: &Away) {
    for (step, path, field, body) in [
        (
            "their administrator removes their community",
            "/community/remove",
            true,
            json!({"removed": true, "reason": "closed for the winter"}),
        ),
        (
            "and restores it",
            "/community/remove",
            false,
            json!({"removed": false}),
        ),
    ] {
        play.step(step, async {
            let mut body = body;
            body["community_id"] = json!(need(away.id, "the community")?);
            s.admin.post(path, body).await?;
            gone(s, field).await;
            Ok(())
        })
        .await;
    }
    for (step, deleted) in [
        ("its founder deletes it", true),
        ("and brings it back", false),
    ] {
        play.step(step, async {
            let id = need(away.id, "the community")?;
            s.lena
                .post(
                    "/community/delete",
                    json!({"community_id": id, "deleted": deleted}),
                )
                .await?;
            gone(s, deleted).await;
            Ok(())
        })
        .await;
    }
}

/// What our administrator and our people tell of themselves.
async fn our_changes(play: &mut Play, s: &Stage, home: &Home) {
    for (step, act, removed) in [
        ("our administrator removes our community", "remove", true),
        ("and restores it", "restore", false),
    ] {
        play.step(step, async {
            let id = need(home.id, "the community")?.to_string();
            s.guild.cli(&["community", act, &s.luthiers]);
            s.wait("Lemmy shows it so", async || {
                let found = s.admin.get("/community", &[("id", &id)]).await.ok()?;
                let there = &found["community_view"]["community"];
                let gone = there["removed"] == true || there["deleted"] == true;
                (gone == removed).then_some(())
            })
            .await;
            Ok(())
        })
        .await;
    }
    play.step("one of ours takes another display name", async {
        s.submit(
            &s.ada,
            "/settings",
            "/settings",
            &[("display_name", "Ada of the Workshop")],
        )
        .await;
        let name = format!("{}@{}", s.ada.name, s.guild.host());
        s.wait("Lemmy shows it", async || {
            let found = s.admin.get("/user", &[("username", &name)]).await.ok()?;
            let person = &found["person_view"]["person"];
            (person["display_name"] == "Ada of the Workshop").then_some(())
        })
        .await;
        Ok(())
    })
    .await;
}

/// Whether nobody here can begin a thread in their community.
async fn gone(s: &Stage, wanted: bool) {
    let path = s.abroad();
    s.wait("their community is gone here, or not", async || {
        let page = s.cleo.client.get(&path).await;
        let open = page.status == 200 && page.link("New thread").is_some();
        (open != wanted).then_some(())
    })
    .await;
}

async fn site_ban(s: &Stage, person: i64, ban: bool, remove: bool) -> Result<(), String> {
    let body = json!({"person_id": person, "ban": ban, "remove_data": remove, "reason": "spam"});
    s.admin.post("/user/ban", body).await?;
    Ok(())
}

async fn site_bans(play: &mut Play, s: &Stage, home: &Home, away: &Away) {
    play.step(
        "they ban one of theirs from their server, and remove what he wrote",
        async {
            let answer = need_path(&away.question, "our question")?;
            need(away.answer_there, "their comment")?;
            site_ban(s, s.max.id, true, true).await?;
            s.see_no_more(&s.cleo, answer, crate::theirs::ANSWER).await;
            Ok(())
        },
    )
    .await;
    play.step("they lift that ban", async {
        let post = need(home.thread_there, "their thread")?;
        let thread = need_path(&home.thread, "their thread here")?;
        site_ban(s, s.max.id, false, false).await?;
        // The ban ended his session.
        let max = s.lemmy.sign_in(&s.max.name, &s.max.password).await?;
        max.write_comment(post, None, "I am back.").await?;
        s.see(&s.cleo, thread, "I am back.").await;
        Ok(())
    })
    .await;
    play.step("they ban one of ours from their server", async {
        let thread = need_path(&away.thread, "their thread here")?;
        let ben = s
            .admin
            .resolve("person", &format!("@{}", s.ben.handle))
            .await?;
        let id = need(ben["person"]["id"].as_i64(), "ben")?;
        site_ban(s, id, true, false).await?;
        s.wait("ben may not reply in their community", async || {
            let page = s.ben.client.get(thread).await;
            (!page.has_form("/reply")).then_some(())
        })
        .await;
        Ok(())
    })
    .await;
    play.step("they lift that ban too", async {
        let thread = need_path(&away.thread, "their thread here")?;
        let ben = s
            .admin
            .resolve("person", &format!("@{}", s.ben.handle))
            .await?;
        let id = need(ben["person"]["id"].as_i64(), "ben")?;
        site_ban(s, id, false, false).await?;
        s.wait("ben may reply there again", async || {
            let page = s.ben.client.get(thread).await;
            page.has_form("/reply").then_some(())
        })
        .await;
        Ok(())
    })
    .await;
}

async fn purge(play: &mut Play, s: &Stage, away: &Away) {
    play.step("their administrator purges a thread of theirs", async {
        let id = need(away.id, "the community")?;
        let (post, _) = s.lena.write_post(id, "To be purged", "Soon gone.").await?;
        let path = s.thread(&s.abroad(), "To be purged").await;
        s.admin
            .post(
                "/admin/purge/post",
                json!({"post_id": post, "reason": "law"}),
            )
            .await?;
        s.see_no_more(&s.cleo, &path, "Soon gone.").await;
        Ok(())
    })
    .await;
}

async fn farewells(play: &mut Play, s: &Stage, home: &Home, away: &Away) {
    play.step(
        "one of theirs deletes his account and what he wrote",
        async {
            let post = need(home.thread_there, "their thread")?;
            let thread = need_path(&home.thread, "their thread here")?;
            // The ban from the whole server ended his session.
            let max = s.lemmy.sign_in(&s.max.name, &s.max.password).await?;
            max.write_comment(post, None, "My last words.").await?;
            s.see(&s.cleo, thread, "My last words.").await;
            let body = json!({"password": max.password, "delete_content": true});
            max.post("/user/delete_account", body).await?;
            s.see_no_more(&s.cleo, thread, "My last words.").await;
            Ok(())
        },
    )
    .await;
    play.step(
        "one of ours is suspended, and can write nothing there",
        async {
            let thread = need_path(&away.thread, "their thread here")?;
            s.submit(&s.cleo, thread, "/reply", &[("body", "One more word.")])
                .await;
            let comment = s
                .lemmy_comment(need(away.thread_there, "their thread")?, "One more word.")
                .await;
            s.guild.cli(&["account", "suspend", &s.cleo.name]);
            let page = s.cleo.client.get(thread).await;
            check(!page.has_form("/reply"), "she can still write")?;
            s.admin.read_comment(comment).await?;
            Ok(())
        },
    )
    .await;
    play.step(
        "one of ours is deleted, and what he wrote goes there too",
        async {
            let comment = need(away.reply_there, "our reply there")?;
            s.guild.cli(&["account", "delete", &s.ben.name, "--yes"]);
            s.comment_is(comment, "deleted", |view| {
                view["comment"]["deleted"] == true || view["comment"]["removed"] == true
            })
            .await;
            Ok(())
        },
    )
    .await;
}
