//! Our community, looked after by our convener, then by a moderator of theirs.

use crate::api::word;
use crate::ours::{ANSWER, Home, REPLY, TALK_TEXT, THREAD};
use crate::play::{Outcome, Play, check, need, need_path};
use crate::stage::Stage;
use serde_json::{Value, json};

pub async fn play(play: &mut Play, s: &Stage, home: &Home) {
    play.part("our community: reports");
    reports(play, s, home).await;
    play.part("our community: our convener moderates");
    our_convener(play, s, home).await;
    play.part("our community: bans by our convener");
    bans(play, s, home).await;
    play.part("our community: a moderator of theirs");
    their_moderator(play, s, home).await;
    their_moderator_bans(play, s, home).await;
    play.part("our community: settings and leaving");
    settings(play, s, home).await;
    leaving(play, s, home).await;
}

async fn reports(play: &mut Play, s: &Stage, home: &Home) {
    let desk = format!("{}/reports", s.home());
    play.step("they report our question", async {
        let id = need(home.question_there, "our question there")?;
        let body = json!({"post_id": id, "reason": "it was asked before"});
        s.lena.post("/post/report", body).await?;
        s.see(&s.ada, &desk, "it was asked before").await;
        Ok(())
    })
    .await;
    play.step("they report our reply", async {
        let id = need(home.reply_there, "our reply there")?;
        let body = json!({"comment_id": id, "reason": "it is rude"});
        s.lena.post("/comment/report", body).await?;
        s.see(&s.ada, &desk, "it is rude").await;
        Ok(())
    })
    .await;
    // The author's server hears of it too.
    for (step, thing, list, field, reason) in [
        (
            "we report their thread",
            &home.thread,
            "/post/report/list",
            "post_reports",
            "wrong place",
        ),
        (
            "we report their answer",
            &home.answer,
            "/comment/report/list",
            "comment_reports",
            "no answer",
        ),
    ] {
        let single = field.trim_end_matches('s');
        play.step(step, async {
            let thing = need_path(thing, "their thing here")?;
            s.act(&s.ben, thing, "report", &[("reason", reason)]).await;
            s.see(&s.ada, &desk, reason).await;
            s.wait("Lemmy has the report", async || {
                let found = s.admin.get(list, &[("limit", "50")]).await.ok()?;
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
}

/// Whoever removes gives a reason; restoring needs none.
async fn our_convener(play: &mut Play, s: &Stage, home: &Home) {
    for reason in ["off topic", ""] {
        let (how, why) = match reason {
            "" => ("once more", "still off topic"),
            reason => ("with a reason", reason),
        };
        play.step(&format!("we remove their thread {how}"), async {
            let thread = need_path(&home.thread, "their thread here")?;
            let id = need(home.thread_there, "their thread")?;
            s.act(&s.ada, thread, "remove", &[("reason", why)]).await;
            s.post_is(id, "removed", |view| view["post"]["removed"] == true)
                .await;
            s.modlog_says("removed_posts", "mod_remove_post", why).await;
            Ok(())
        })
        .await;
        play.step(&format!("we restore it {how}"), async {
            let thread = need_path(&home.thread, "their thread here")?;
            let id = need(home.thread_there, "their thread")?;
            s.act(&s.ada, thread, "restore", &[("reason", reason)])
                .await;
            s.post_is(id, "restored", |view| view["post"]["removed"] == false)
                .await;
            Ok(())
        })
        .await;
        play.step(&format!("we remove their answer {how}"), async {
            let answer = need_path(&home.answer, "their answer")?;
            let id = need(home.answer_there, "their comment")?;
            s.act(&s.ada, answer, "remove", &[("reason", why)]).await;
            s.comment_is(id, "removed", |view| view["comment"]["removed"] == true)
                .await;
            Ok(())
        })
        .await;
        play.step(&format!("we restore that {how}"), async {
            let answer = need_path(&home.answer, "their answer")?;
            let id = need(home.answer_there, "their comment")?;
            s.act(&s.ada, answer, "restore", &[("reason", reason)])
                .await;
            s.comment_is(id, "restored", |view| view["comment"]["removed"] == false)
                .await;
            Ok(())
        })
        .await;
    }
    for (act, field, value) in [
        ("lock", "locked", true),
        ("unlock", "locked", false),
        ("pin", "featured_community", true),
        ("unpin", "featured_community", false),
    ] {
        play.step(&format!("we {act} their thread"), async {
            let thread = need_path(&home.thread, "their thread here")?;
            let id = need(home.thread_there, "their thread")?;
            s.act(&s.ada, thread, act, &[]).await;
            s.post_is(id, act, |view| view["post"][field] == value)
                .await;
            Ok(())
        })
        .await;
    }
}

/// Whether Lemmy lets lena write in our community. While she is banned from it, it does not.
async fn may_write(s: &Stage, community: i64) -> bool {
    let made = s.lena.write_post(community, "May I write here?", "").await;
    made.is_ok()
}

async fn bans(play: &mut Play, s: &Stage, home: &Home) {
    for (step, remove) in [
        ("we ban one of theirs, and keep what she wrote", false),
        ("we ban her and remove what she wrote", true),
    ] {
        play.step(step, async {
            let id = need(home.id, "the community")?;
            let post = need(home.thread_there, "their thread")?;
            let handle = s.lena.handle();
            let mut fields = vec![("person", handle.as_str()), ("reason", "enough")];
            if remove {
                fields.push(("remove_content", "on"));
            }
            s.submit(&s.ada, &format!("{}/bans", s.home()), "/ban", &fields)
                .await;
            s.wait("Lemmy keeps lena out", async || {
                (!may_write(s, id).await).then_some(())
            })
            .await;
            s.post_is(post, "removed or not", |view| {
                view["post"]["removed"] == remove
            })
            .await;
            if remove {
                let comment = need(home.answer_there, "their comment")?;
                s.comment_is(comment, "removed", |view| {
                    view["comment"]["removed"] == true
                })
                .await;
            }
            Ok(())
        })
        .await;
        play.step("we lift the ban", async {
            let id = need(home.id, "the community")?;
            s.submit(&s.ada, &format!("{}/bans", s.home()), "/unban", &[])
                .await;
            s.wait("Lemmy lets lena in again", async || {
                may_write(s, id).await.then_some(())
            })
            .await;
            Ok(())
        })
        .await;
    }
    play.step("she follows again, since a ban ends that", async {
        crate::ours::follow(s, &s.lena, need(home.id, "the community")?).await
    })
    .await;
    play.step("we restore what she wrote", async {
        let (thread, answer) = (
            need_path(&home.thread, "their thread here")?,
            need_path(&home.answer, "their answer")?,
        );
        let (post, comment) = (
            need(home.thread_there, "their thread")?,
            need(home.answer_there, "their comment")?,
        );
        s.act(&s.ada, thread, "restore", &[]).await;
        s.act(&s.ada, answer, "restore", &[]).await;
        s.post_is(post, "restored", |view| view["post"]["removed"] == false)
            .await;
        s.comment_is(comment, "restored", |view| {
            view["comment"]["removed"] == false
        })
        .await;
        Ok(())
    })
    .await;
}

async fn moderators(s: &Stage, community: i64) -> Vec<String> {
    let id = community.to_string();
    let found = s
        .lena
        .get("/community", &[("id", &id)])
        .await
        .unwrap_or(Value::Null);
    let list = found["moderators"].as_array().cloned().unwrap_or_default();
    list.iter()
        .map(|each| word(&each["moderator"]["name"]))
        .collect()
}

/// Ben's discussion: its id there and its path here.
fn bens_thread(home: &Home) -> Outcome<(i64, &str)> {
    let id = need(home.talk_there, "our discussion there")?;
    Ok((id, need_path(&home.talk, "our discussion")?))
}

async fn their_moderator(play: &mut Play, s: &Stage, home: &Home) {
    play.step("we make one of theirs a moderator", async {
        let id = need(home.id, "the community")?;
        let page = format!("{}/members", s.home());
        s.submit(&s.ada, &page, "/appoint", &[("person", &s.lena.handle())])
            .await;
        s.wait("Lemmy shows lena as a moderator", async || {
            moderators(s, id).await.contains(&s.lena.name).then_some(())
        })
        .await;
        Ok(())
    })
    .await;
    for reason in [Some("off topic"), None] {
        let how = if reason.is_some() {
            "with a reason"
        } else {
            "without a reason"
        };
        for (step, removed) in [("she removes our reply", true), ("she restores it", false)] {
            play.step(&format!("{step} {how}"), async {
                let thread = need_path(&home.thread, "their thread here")?;
                let id = need(home.reply_there, "our reply there")?;
                s.must_be_shown(thread, REPLY, removed).await?;
                let body = json!({"comment_id": id, "removed": removed, "reason": reason});
                s.lena.post("/comment/remove", body).await?;
                s.is_shown(thread, REPLY, !removed).await;
                Ok(())
            })
            .await;
        }
        for (step, removed) in [
            ("she removes our thread", true),
            ("she restores that", false),
        ] {
            play.step(&format!("{step} {how}"), async {
                let (id, path) = bens_thread(home)?;
                s.must_be_shown(path, TALK_TEXT, removed).await?;
                let body = json!({"post_id": id, "removed": removed, "reason": reason});
                s.lena.post("/post/remove", body).await?;
                s.is_shown(path, TALK_TEXT, !removed).await;
                Ok(())
            })
            .await;
        }
    }
    for (step, path, body, seen) in [
        (
            "she locks our thread",
            "/post/lock",
            json!({"locked": true}),
            Some("Locked."),
        ),
        (
            "she unlocks it",
            "/post/lock",
            json!({"locked": false}),
            None,
        ),
    ] {
        play.step(step, async {
            let (id, thread) = bens_thread(home)?;
            let mut body = body;
            body["post_id"] = json!(id);
            s.lena.post(path, body).await?;
            match seen {
                Some(text) => {
                    s.see(&s.ada, thread, text).await;
                }
                None => s.see_no_more(&s.ada, thread, "Locked.").await,
            }
            Ok(())
        })
        .await;
    }
    for (step, featured) in [("she pins it", true), ("she unpins it", false)] {
        play.step(step, async {
            let (id, _) = bens_thread(home)?;
            let body = json!({"post_id": id, "featured": featured, "feature_type": "Community"});
            s.lena.post("/post/feature", body).await?;
            s.wait("our list shows it", async || {
                let page = s.ada.client.get(&s.home()).await;
                let pinned = page
                    .select(".row-meta")
                    .iter()
                    .any(|row| row.contains("pinned"));
                (pinned == featured).then_some(())
            })
            .await;
            Ok(())
        })
        .await;
    }
    play.step("our log names what she did", async {
        let page = s.ada.client.get(&format!("{}/modlog", s.home())).await.ok();
        check(
            page.has_text(&s.lena.name) && page.has_text("off topic"),
            page.text(),
        )
    })
    .await;
}

async fn their_moderator_bans(play: &mut Play, s: &Stage, home: &Home) {
    for (step, remove) in [
        ("she bans one of ours", false),
        ("she bans him and removes what he wrote", true),
    ] {
        play.step(step, async {
            let id = need(home.id, "the community")?;
            let ben = s
                .lena
                .resolve("person", &format!("@{}", s.ben.handle))
                .await?;
            let body = json!({
                "community_id": id, "person_id": ben["person"]["id"], "ban": true,
                "remove_data": remove, "reason": "enough of it",
            });
            s.lena.post("/community/ban_user", body).await?;
            s.see(&s.ada, &format!("{}/bans", s.home()), &s.ben.name)
                .await;
            if remove {
                let (_, path) = bens_thread(home)?;
                s.see(&s.ada, path, "The moderators took this thread down.")
                    .await;
            }
            Ok(())
        })
        .await;
        play.step("she lifts the ban", async {
            let id = need(home.id, "the community")?;
            let ben = s
                .lena
                .resolve("person", &format!("@{}", s.ben.handle))
                .await?;
            let body = json!({"community_id": id, "person_id": ben["person"]["id"], "ban": false});
            s.lena.post("/community/ban_user", body).await?;
            s.see(&s.ada, &format!("{}/bans", s.home()), "Nobody is banned.")
                .await;
            Ok(())
        })
        .await;
    }
    play.step("we dismiss her", async {
        let id = need(home.id, "the community")?;
        s.submit(&s.ada, &format!("{}/members", s.home()), "/dismiss", &[])
            .await;
        s.wait("Lemmy shows her no more", async || {
            (!moderators(s, id).await.contains(&s.lena.name)).then_some(())
        })
        .await;
        Ok(())
    })
    .await;
}

async fn settings(play: &mut Play, s: &Stage, home: &Home) {
    play.step("we change the title and text of our community", async {
        let id = need(home.id, "the community")?.to_string();
        let fields = [
            ("title", "Luthiers and bow makers"),
            ("description", "Wood, glue, strings."),
        ];
        s.submit(
            &s.ada,
            &format!("{}/settings/about", s.home()),
            "/settings/about",
            &fields,
        )
        .await;
        s.wait("Lemmy shows the new title", async || {
            let found = s.lena.get("/community", &[("id", &id)]).await.ok()?;
            let there = &found["community_view"]["community"];
            (there["title"] == "Luthiers and bow makers"
                && word(&there["description"]).contains("Wood, glue"))
            .then_some(())
        })
        .await;
        Ok(())
    })
    .await;
}

async fn leaving(play: &mut Play, s: &Stage, home: &Home) {
    play.step("they stop following", async {
        let id = need(home.id, "the community")?;
        let before = followers(s).await;
        s.lena
            .post(
                "/community/follow",
                json!({"community_id": id, "follow": false}),
            )
            .await?;
        s.wait("our community has one follower less", async || {
            (followers(s).await == before - 1).then_some(())
        })
        .await;
        Ok(())
    })
    .await;
    play.step("they follow again", async {
        let id = need(home.id, "the community")?;
        let before = followers(s).await;
        s.lena
            .post(
                "/community/follow",
                json!({"community_id": id, "follow": true}),
            )
            .await?;
        s.wait("our community has one follower more", async || {
            (followers(s).await == before + 1).then_some(())
        })
        .await;
        Ok(())
    })
    .await;
    play.step("what stands there is what stands here", async {
        let id = need(home.id, "the community")?;
        let there = s.admin.list_posts(id).await?;
        let there = there.iter().filter(|view| view["post"]["removed"] == false);
        let mut there: Vec<String> = there.map(|view| word(&view["post"]["name"])).collect();
        there.sort();
        let page = s
            .ben
            .client
            .get(&format!("{}?sort=new", s.home()))
            .await
            .ok();
        let mut here = page.select(".row-title a");
        here.sort();
        here.dedup();
        there.dedup();
        check(here == there, format!("here {here:?}, there {there:?}"))?;
        check(
            here.iter().any(|title| title == THREAD),
            "the thread is missing",
        )?;
        let question = need_path(&home.question, "our question")?;
        s.see(&s.ben, question, ANSWER).await;
        Ok(())
    })
    .await;
}

async fn followers(s: &Stage) -> i64 {
    let path = format!("{}/followers", s.home());
    let (_, document) = s.ada.client.get_activity(&path).await;
    document["totalItems"].as_i64().unwrap_or(-1)
}
