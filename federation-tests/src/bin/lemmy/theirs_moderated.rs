//! Their community, looked after by their moderator, then by a moderator of ours.

use crate::api::word;
use crate::cases::{self, KNOWN_ALREADY};
use crate::play::{Outcome, Play, Trouble, check, need, need_path};
use crate::stage::Stage;
use crate::theirs::{ANSWER, Away, QUESTION_TEXT, REPLY, THREAD, THREAD_TEXT};
use serde_json::{Value, json};

/// `Community::get_by_collection_url` finds nothing: communities made on a Lemmy 0.19 have no
/// `featured_url` in its database.
const NO_PINS: &str = "Lemmy 0.19 takes no pins from elsewhere in its own communities";

pub async fn play(play: &mut Play, s: &Stage, away: &Away) {
    play.part("their community: reports");
    reports(play, s, away).await;
    cases::theirs(play, s).await;
    play.part("their community: their moderator");
    their_moderator(play, s, away).await;
    cases::settled_by_them(play, s, away).await;
    locks_and_pins(play, s, away).await;
    play.part("their community: bans by their moderator");
    bans(play, s, away).await;
    play.part("their community: a moderator of ours");
    our_moderator(play, s, away).await;
    our_moderator_bans(play, s, away).await;
    play.part("their community: settings and leaving");
    settings(play, s, away).await;
    leaving(play, s, away).await;
}

async fn reports(play: &mut Play, s: &Stage, away: &Away) {
    for (step, thing, list, field, reason) in [
        (
            "we report their thread",
            &away.thread,
            "/post/report/list",
            "post_reports",
            KNOWN_ALREADY,
        ),
        (
            "we report their answer",
            &away.answer,
            "/comment/report/list",
            "comment_reports",
            "dangerous",
        ),
    ] {
        let single = field.trim_end_matches('s');
        play.step(step, async {
            let thing = need_path(thing, "their thing here")?;
            s.act(&s.ben, thing, "report", &[("reason", reason)]).await;
            s.wait("lena, who moderates it, has the report", async || {
                let found = s.lena.get(list, &[("limit", "50")]).await.ok()?;
                let list = found[field].as_array()?;
                list.iter()
                    .any(|each| each[single]["reason"] == reason)
                    .then_some(())
            })
            .await;
            Ok(())
        })
        .await;
    }
    let admin = s
        .guild
        .signed_in(
            federation_tests::ADMIN_NAME,
            federation_tests::ADMIN_PASSWORD,
        )
        .await;
    for (step, path, field, id, reason) in [
        (
            "they report our question",
            "/post/report",
            "post_id",
            away.question_there,
            "too short",
        ),
        (
            "they report our reply",
            "/comment/report",
            "comment_id",
            away.reply_there,
            "too cold",
        ),
    ] {
        play.step(step, async {
            let id = need(id, "our thing there")?;
            let mut body = json!({"reason": reason});
            body[field] = json!(id);
            s.max.post(path, body).await?;
            s.wait("our administrator has the report", async || {
                admin
                    .get("/admin/reports")
                    .await
                    .has_text(reason)
                    .then_some(())
            })
            .await;
            Ok(())
        })
        .await;
    }
}

async fn their_moderator(play: &mut Play, s: &Stage, away: &Away) {
    for reason in [Some("not about gardens"), None] {
        let how = if reason.is_some() {
            "with a reason"
        } else {
            "without a reason"
        };
        let things = [
            (
                "our question",
                "/post/remove",
                "post_id",
                away.question_there,
                &away.question,
                QUESTION_TEXT,
            ),
            (
                "our reply",
                "/comment/remove",
                "comment_id",
                away.reply_there,
                &away.thread,
                REPLY,
            ),
            (
                "their own thread",
                "/post/remove",
                "post_id",
                away.thread_there,
                &away.thread,
                THREAD_TEXT,
            ),
            (
                "their own answer",
                "/comment/remove",
                "comment_id",
                away.answer_there,
                &away.question,
                ANSWER,
            ),
        ];
        for (what, path, field, id, page, text) in things {
            for (verb, removed) in [("remove", true), ("restore", false)] {
                play.step(&format!("they {verb} {what} {how}"), async {
                    let id = need(id, what)?;
                    let page = need_path(page, "its page here")?;
                    s.must_be_shown(page, text, removed).await?;
                    let mut body = json!({"removed": removed, "reason": reason});
                    body[field] = json!(id);
                    s.lena.post(path, body).await?;
                    s.is_shown(page, text, !removed).await;
                    Ok(())
                })
                .await;
            }
        }
    }
    play.step("our log names what they did, and why", async {
        let page = s
            .ben
            .client
            .get(&format!("{}/modlog", s.abroad()))
            .await
            .ok();
        check(
            page.has_text(&s.lena.name) && page.has_text("not about gardens"),
            page.text(),
        )
    })
    .await;
}

async fn locks_and_pins(play: &mut Play, s: &Stage, away: &Away) {
    for (verb, locked) in [("lock", true), ("unlock", false)] {
        play.step(&format!("they {verb} our question"), async {
            let id = need(away.question_there, "our question there")?;
            let question = need_path(&away.question, "our question")?;
            s.lena
                .post("/post/lock", json!({"post_id": id, "locked": locked}))
                .await?;
            s.is_shown(question, "Locked.", locked).await;
            Ok(())
        })
        .await;
    }
    for (verb, featured) in [("pin", true), ("unpin", false)] {
        play.step(&format!("they {verb} it"), async {
            let id = need(away.question_there, "our question there")?;
            let body = json!({"post_id": id, "featured": featured, "feature_type": "Community"});
            s.lena.post("/post/feature", body).await?;
            pinned(s, featured).await;
            Ok(())
        })
        .await;
    }
}

async fn pinned(s: &Stage, wanted: bool) {
    s.wait("our list shows the pin", async || {
        let page = s.ben.client.get(&s.abroad()).await;
        let pinned = page
            .select(".row-meta")
            .iter()
            .any(|row| row.contains("pinned"));
        (pinned == wanted).then_some(())
    })
    .await;
}

async fn ban(s: &Stage, community: i64, ban: bool, remove: bool) -> Outcome {
    let ben = s
        .lena
        .resolve("person", &format!("@{}", s.ben.handle))
        .await?;
    let body = json!({
        "community_id": community, "person_id": ben["person"]["id"], "ban": ban,
        "remove_data": remove, "reason": "enough",
    });
    s.lena.post("/community/ban_user", body).await?;
    Ok(())
}

async fn bans(play: &mut Play, s: &Stage, away: &Away) {
    for (step, remove) in [
        ("they ban one of ours, and keep what he wrote", false),
        ("they ban him and remove what he wrote", true),
    ] {
        play.step(step, async {
            let id = need(away.id, "the community")?;
            let thread = need_path(&away.thread, "their thread here")?;
            let question = need_path(&away.question, "our question")?;
            ban(s, id, true, remove).await?;
            s.wait("ben may not reply here", async || {
                let page = s.ben.client.get(thread).await;
                (!page.has_form("/reply")).then_some(())
            })
            .await;
            s.is_shown(question, QUESTION_TEXT, !remove).await;
            s.is_shown(thread, REPLY, !remove).await;
            Ok(())
        })
        .await;
        play.step("they lift the ban", async {
            let id = need(away.id, "the community")?;
            let thread = need_path(&away.thread, "their thread here")?;
            ban(s, id, false, false).await?;
            s.wait("ben may reply again", async || {
                let page = s.ben.client.get(thread).await;
                page.has_form("/reply").then_some(())
            })
            .await;
            Ok(())
        })
        .await;
    }
    play.step("he was told of the bans and of their ends", async {
        let told = "You are no longer banned from";
        let page = s.see(&s.ben, "/notifications", told).await;
        check(
            page.has_text("You were banned from") && page.has_text("enough"),
            page.text(),
        )
    })
    .await;
    play.step("he follows again, since a ban ends that", async {
        let id = need(away.id, "the community")?;
        let before = followers(s, id).await?;
        s.submit(&s.ben, &s.abroad(), "/follow", &[]).await;
        s.wait("their community has one follower more", async || {
            (followers(s, id).await.ok()? == before + 1).then_some(())
        })
        .await;
        Ok(())
    })
    .await;
    play.step("they restore what he wrote", async {
        let (post, comment) = (
            need(away.question_there, "our question there")?,
            need(away.reply_there, "our reply there")?,
        );
        let question = need_path(&away.question, "our question")?;
        let thread = need_path(&away.thread, "their thread here")?;
        // Lemmy 0.19 may have restored them with the ban; again is no harm.
        s.lena
            .post("/post/remove", json!({"post_id": post, "removed": false}))
            .await?;
        s.lena
            .post(
                "/comment/remove",
                json!({"comment_id": comment, "removed": false}),
            )
            .await?;
        s.is_shown(question, QUESTION_TEXT, true).await;
        s.is_shown(thread, REPLY, true).await;
        Ok(())
    })
    .await;
}

async fn our_moderator(play: &mut Play, s: &Stage, away: &Away) {
    play.step("they make one of ours a moderator", async {
        appoint(s, need(away.id, "the community")?, true).await?;
        s.see(&s.cleo, &format!("{}/members", s.abroad()), &s.ben.name)
            .await;
        Ok(())
    })
    .await;
    // Whoever removes gives a reason; restoring needs none.
    for reason in ["not here", ""] {
        let (how, why) = match reason {
            "" => ("once more", "still not here"),
            reason => ("with a reason", reason),
        };
        for (act, removed, reason) in [("remove", true, why), ("restore", false, reason)] {
            play.step(&format!("he {act}s their answer {how}"), async {
                let answer = need_path(&away.answer, "their answer")?;
                let id = need(away.answer_there, "their comment")?;
                s.act(&s.ben, answer, act, &[("reason", reason)]).await;
                s.comment_is(id, act, |view| view["comment"]["removed"] == removed)
                    .await;
                Ok(())
            })
            .await;
        }
        for (act, removed, reason) in [("remove", true, why), ("restore", false, reason)] {
            play.step(&format!("he {act}s their thread {how}"), async {
                let thread = need_path(&away.thread, "their thread here")?;
                let id = need(away.thread_there, "their thread")?;
                s.act(&s.ben, thread, act, &[("reason", reason)]).await;
                s.post_is(id, act, |view| view["post"]["removed"] == removed)
                    .await;
                if removed && !reason.is_empty() {
                    s.modlog_says("removed_posts", "mod_remove_post", reason)
                        .await;
                }
                Ok(())
            })
            .await;
        }
    }
    for (act, locked) in [("lock", true), ("unlock", false)] {
        play.step(&format!("he {act}s their thread"), async {
            let thread = need_path(&away.thread, "their thread here")?;
            let id = need(away.thread_there, "their thread")?;
            s.act(&s.ben, thread, act, &[]).await;
            s.post_is(id, act, |view| view["post"]["locked"] == locked)
                .await;
            Ok(())
        })
        .await;
    }
    for (act, pinned) in [("pin", true), ("unpin", false)] {
        let step = format!("he {act}s their thread");
        play.step_that_lemmy_fails(&step, NO_PINS, async {
            let thread = need_path(&away.thread, "their thread here")?;
            let id = need(away.thread_there, "their thread")?;
            let view = s.admin.read_post(id).await?;
            if view["post"]["featured_community"] == pinned {
                return Err(Trouble::NotTried("it is so already".to_owned()));
            }
            s.act(&s.ben, thread, act, &[]).await;
            s.post_is(id, act, |view| view["post"]["featured_community"] == pinned)
                .await;
            Ok(())
        })
        .await;
    }
}

async fn appoint(s: &Stage, community: i64, added: bool) -> Outcome {
    let ben = s
        .lena
        .resolve("person", &format!("@{}", s.ben.handle))
        .await?;
    let body = json!({"community_id": community, "person_id": ben["person"]["id"], "added": added});
    s.lena.post("/community/mod", body).await?;
    Ok(())
}

async fn our_moderator_bans(play: &mut Play, s: &Stage, away: &Away) {
    for (step, remove) in [
        ("he bans one of theirs", false),
        ("he bans him and removes what he wrote", true),
    ] {
        play.step(step, async {
            let post = need(away.question_there, "our question there")?;
            let comment = need(away.answer_there, "their comment")?;
            let handle = s.max.handle();
            let mut fields = vec![("person", handle.as_str()), ("reason", "enough of him")];
            if remove {
                fields.push(("remove_content", "on"));
            }
            s.submit(&s.ben, &format!("{}/bans", s.abroad()), "/ban", &fields)
                .await;
            s.wait("Lemmy keeps max out", async || {
                let made = s.max.write_comment(post, None, "May I?").await;
                made.is_err().then_some(())
            })
            .await;
            s.comment_is(comment, "removed or not", |view| {
                view["comment"]["removed"] == remove
            })
            .await;
            Ok(())
        })
        .await;
        play.step("he lifts the ban", async {
            let post = need(away.question_there, "our question there")?;
            s.submit(&s.ben, &format!("{}/bans", s.abroad()), "/unban", &[])
                .await;
            s.wait("Lemmy lets max in again", async || {
                s.max
                    .write_comment(post, None, "May I?")
                    .await
                    .ok()
                    .map(|_| ())
            })
            .await;
            Ok(())
        })
        .await;
    }
    play.step("they dismiss him", async {
        appoint(s, need(away.id, "the community")?, false).await?;
        s.see_no_more(&s.cleo, &format!("{}/members", s.abroad()), &s.ben.name)
            .await;
        Ok(())
    })
    .await;
}

async fn settings(play: &mut Play, s: &Stage, away: &Away) {
    play.step("they change the title and text of their community", async {
        let id = need(away.id, "the community")?;
        let body = json!({"community_id": id, "title": "Garden and orchard", "description": "Fruit trees too."});
        s.lena.put("/community", body).await?;
        s.see(&s.cleo, &s.abroad(), "Garden and orchard").await;
        s.see(&s.cleo, &s.abroad(), "Fruit trees too.").await;
        Ok(())
    })
    .await;
    play.step(
        "they rename themselves, and it is seen within a day",
        async {
            // Lemmy sends nothing for a profile; only that asking again shows it can be tested here.
            let body = json!({"display_name": "Lena of the Garden"});
            s.lena.put("/user/save_user_settings", body).await?;
            let address = format!("http://{}/u/{}", s.lemmy.host, s.lena.name);
            let (_, document) = s.ben.client.get_activity(&address).await;
            check(
                document["name"] == "Lena of the Garden",
                document.to_string(),
            )
        },
    )
    .await;
}

async fn leaving(play: &mut Play, s: &Stage, away: &Away) {
    play.step("we stop following", async {
        let id = need(away.id, "the community")?;
        let before = followers(s, id).await?;
        s.submit(&s.ben, &s.abroad(), "/unfollow", &[]).await;
        s.wait("their community has one follower less", async || {
            (followers(s, id).await.ok()? == before - 1).then_some(())
        })
        .await;
        Ok(())
    })
    .await;
    play.step("we follow again", async {
        let id = need(away.id, "the community")?;
        let before = followers(s, id).await?;
        s.submit(&s.ben, &s.abroad(), "/follow", &[]).await;
        s.wait("their community has one follower more", async || {
            (followers(s, id).await.ok()? == before + 1).then_some(())
        })
        .await;
        Ok(())
    })
    .await;
    play.step("what stands here is what stands there", async {
        let id = need(away.id, "the community")?;
        let there = s.admin.list_posts(id).await?;
        let there = there.iter().filter(|view| view["post"]["removed"] == false);
        let mut there: Vec<String> = there.map(|view| word(&view["post"]["name"])).collect();
        let page = s
            .cleo
            .client
            .get(&format!("{}?sort=new", s.abroad()))
            .await
            .ok();
        let mut here = page.select(".row-title a");
        for list in [&mut here, &mut there] {
            list.sort();
            list.dedup();
        }
        check(here == there, format!("here {here:?}, there {there:?}"))?;
        check(
            here.iter().any(|title| title == THREAD),
            "the thread is missing",
        )
    })
    .await;
}

async fn followers(s: &Stage, community: i64) -> Result<i64, String> {
    let found = s
        .admin
        .get("/community", &[("id", &community.to_string())])
        .await?;
    let count: &Value = &found["community_view"]["counts"]["subscribers"];
    count
        .as_i64()
        .ok_or_else(|| "no count of subscribers".to_owned())
}
