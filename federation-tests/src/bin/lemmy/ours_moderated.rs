//! Our community, looked after by our convener, then by a moderator of theirs.

use crate::api::word;
use crate::cases::{self, ASKED_BEFORE, WRONG_PLACE};
use crate::ours::{ANSWER, Home, REPLY, TALK_TEXT, THREAD};
use crate::play::{Outcome, Play, check, need, need_path};
use crate::stage::Stage;
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

pub async fn play(play: &mut Play, s: &Stage, home: &Home) {
    play.part("our community: reports");
    reports(play, s, home).await;
    cases::ours(play, s, home).await;
    play.part("our community: our convener moderates");
    our_convener(play, s, home).await;
    cases::settled_by_us(play, s).await;
    play.part("our community: bans by our convener");
    ban_for_days(play, s, home).await;
    bans(play, s, home).await;
    play.part("our community: a moderator of theirs");
    their_moderator(play, s, home).await;
    she_appoints(play, s, home).await;
    their_moderator_bans(play, s, home).await;
    they_are_dismissed(play, s, home).await;
    play.part("our community: settings and leaving");
    settings(play, s, home).await;
    leaving(play, s, home).await;
}

async fn reports(play: &mut Play, s: &Stage, home: &Home) {
    let desk = format!("{}/reports", s.home());
    play.step("they report our question", async {
        let id = need(home.question_there, "our question there")?;
        let body = json!({"post_id": id, "reason": ASKED_BEFORE});
        s.lena.post("/post/report", body).await?;
        s.see(&s.ada, &desk, ASKED_BEFORE).await;
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
            WRONG_PLACE,
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

/// The title of what she tries it with.
const TRIED: &str = "May I write here?";

/// Whether Lemmy lets lena write in our community. While she is banned from it, it does not.
async fn may_write(s: &Stage, community: i64) -> bool {
    s.lena.write_post(community, TRIED, "").await.is_ok()
}

async fn ban_for_days(play: &mut Play, s: &Stage, home: &Home) {
    const WHY: &str = "three days to think";
    let page = format!("{}/bans", s.home());
    play.step("we ban one of theirs for three days", async {
        let handle = s.lena.handle();
        let fields = [("person", handle.as_str()), ("reason", WHY), ("days", "3")];
        s.submit(&s.ada, &page, "/ban", &fields).await;
        let ban = s.wait("Lemmy's log has the ban", async || {
            let log = s.admin.get("/modlog", &[("limit", "50")]).await.ok()?;
            let entries = log["banned_from_community"].as_array()?;
            let mut bans = entries.iter().map(|each| &each["mod_ban_from_community"]);
            bans.find(|ban| ban["reason"] == WHY).cloned()
        });
        let ban = ban.await;
        check(!word(&ban["expires"]).is_empty(), "it says no end of it")
    })
    .await;
    play.step("we lift that ban", async {
        let id = need(home.id, "the community")?;
        s.submit(&s.ada, &page, "/unban", &[]).await;
        s.wait("Lemmy lets lena in again", async || {
            may_write(s, id).await.then_some(())
        })
        .await;
        Ok(())
    })
    .await;
}

/// Whether Lemmy shows again what a ban took away. Before 1.0 it does not, whatever the end of the ban says.
const NO_RETURN: &str = "Lemmy 0.19 leaves away what a ban took, when it ends";

/// What Lemmy keeps away of somebody's threads in our community while we show them again: each is removed once more
/// and restored.
async fn bring_back(s: &Stage, community: i64, author: &str) -> Outcome {
    for view in s.admin.list_posts(community).await? {
        let (post, by) = (&view["post"], &view["creator"]["name"]);
        let title = word(&post["name"]);
        let (away, id) = (post["removed"] == true, post["id"].as_i64());
        if !away || post["deleted"] == true || by != author || title == TRIED {
            continue;
        }
        let id = need(id, "its id")?;
        let thread = s.thread(&s.home(), &title).await;
        again(s, &thread).await;
        s.post_is(id, "restored", |view| view["post"]["removed"] == false)
            .await;
    }
    Ok(())
}

async fn again(s: &Stage, thing: &str) {
    let reason = [("reason", "it comes back at once")];
    s.act(&s.ada, thing, "remove", &reason).await;
    s.act(&s.ada, thing, "restore", &[]).await;
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
    play.step("what she wrote is here again", async {
        let list = format!("{}?sort=new", s.home());
        s.see(&s.cleo, &list, THREAD).await;
        let question = need_path(&home.question, "our question")?;
        s.see(&s.cleo, question, ANSWER).await;
        Ok(())
    })
    .await;
    let step = "what she wrote is there again";
    play.step_that_lemmy_fails(step, NO_RETURN, async {
        let post = need(home.thread_there, "their thread")?;
        s.post_is(post, "restored", |view| view["post"]["removed"] == false)
            .await;
        Ok(())
    })
    .await;
    play.step("we bring it back there one by one", async {
        bring_back(s, need(home.id, "the community")?, &s.lena.name).await?;
        let answer = need_path(&home.answer, "their answer")?;
        let id = need(home.answer_there, "their comment")?;
        let view = s.admin.read_comment(id).await?;
        if view["comment"]["removed"] == true {
            again(s, answer).await;
        }
        s.comment_is(id, "restored", |view| view["comment"]["removed"] == false)
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
    cases::passed_on(play, s, home).await;
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
    cases::settled_by_her(play, s).await;
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

/// On Lemmy each moderator makes others, in our communities the conveners alone do.
async fn she_appoints(play: &mut Play, s: &Stage, home: &Home) {
    let step = "she makes another of theirs a moderator, and we do not take it";
    play.step(step, async {
        let id = need(home.id, "the community")?;
        let (thread, path) = bens_thread(home)?;
        let appoints = |added: bool| {
            let body = json!({"community_id": id, "person_id": s.max.id, "added": added});
            s.lena.post("/community/mod", body)
        };
        appoints(true).await?;
        // What she does later counts: by then the other has been judged.
        for locked in [true, false] {
            let body = json!({"post_id": thread, "locked": locked});
            s.lena.post("/post/lock", body).await?;
            match locked {
                true => {
                    s.see(&s.ada, path, "Locked.").await;
                }
                false => s.see_no_more(&s.ada, path, "Locked.").await,
            }
        }
        let page = s.ada.client.get(&format!("{}/members", s.home())).await;
        appoints(false).await?;
        check(!page.ok().has_text(&s.max.name), "we show him as one")
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
            let how = json!({"ban": true, "remove_data": remove, "reason": "enough of it"});
            ban_ben(s, id, how).await?;
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
            ban_ben(s, id, json!({"ban": false})).await?;
            s.see(&s.ada, &format!("{}/bans", s.home()), "Nobody is banned.")
                .await;
            Ok(())
        })
        .await;
    }
    play.step("she bans him for three days", async {
        let id = need(home.id, "the community")?;
        ban_ben(s, id, json!({"ban": true, "expires": in_three_days()})).await?;
        let bans = format!("{}/bans", s.home());
        let page = s.see(&s.ada, &bans, &s.ben.name).await;
        let ends = page.has_text(", until ");
        ban_ben(s, id, json!({"ban": false})).await?;
        s.see(&s.ada, &bans, "Nobody is banned.").await;
        check(ends, "it says no end of it")
    })
    .await;
    play.step("what he wrote is here again, and there", async {
        let (_, path) = bens_thread(home)?;
        s.see(&s.cleo, path, TALK_TEXT).await;
        bring_back(s, need(home.id, "the community")?, &s.ben.name).await
    })
    .await;
}

/// Seconds since 1970, as Lemmy takes them.
fn in_three_days() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(0, |now| now.as_secs()) + 3 * 24 * 60 * 60
}

/// Lena bans ben from our community, or lifts that; `body` says which, and how.
async fn ban_ben(s: &Stage, community: i64, mut body: Value) -> Outcome {
    let handle = format!("@{}", s.ben.handle);
    let ben = s.lena.resolve("person", &handle).await?;
    body["community_id"] = json!(community);
    body["person_id"] = ben["person"]["id"].clone();
    s.lena.post("/community/ban_user", body).await?;
    Ok(())
}

async fn they_are_dismissed(play: &mut Play, s: &Stage, home: &Home) {
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
