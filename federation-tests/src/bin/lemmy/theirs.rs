//! Our people in a community of theirs: following, writing, voting, changing, deleting.

use crate::api::word;
use crate::ours::says_accepted;
use crate::play::{Play, check, need, need_path};
use crate::stage::Stage;
use federation_tests::stage::{reply_on, without_slug};
use serde_json::json;

/// What stands in their community, for the parts that moderate it.
#[derive(Default)]
pub struct Away {
    pub id: Option<i64>,
    /// A thread by lena: id there, path here.
    pub thread_there: Option<i64>,
    pub thread: Option<String>,
    /// A comment on it by ben.
    pub reply: Option<String>,
    pub reply_there: Option<i64>,
    /// A question by ben.
    pub question: Option<String>,
    pub question_there: Option<i64>,
    /// A comment on it by max.
    pub answer: Option<String>,
    pub answer_there: Option<i64>,
}

pub const THREAD: &str = "When to prune an old pear?";
pub const THREAD_TEXT: &str = "It has not been cut for years.";
pub const REPLY: &str = "In late winter, before the buds swell.";
pub const QUESTION: &str = "Can I graft in August?";
pub const QUESTION_TEXT: &str = "Chip budding, I mean.";
pub const ANSWER: &str = "Yes, until the middle of September.";

pub async fn play(play: &mut Play, s: &Stage) -> Away {
    let mut away = Away::default();
    play.part("we in their community: finding it");
    find(play, s, &mut away).await;
    play.part("we in their community: writing");
    they_write(play, s, &mut away).await;
    we_write(play, s, &mut away).await;
    play.part("we in their community: votes");
    votes(play, s, &away).await;
    play.part("we in their community: changing and deleting");
    they_change(play, s, &away).await;
    we_change(play, s, &away).await;
    play.part("we in their community: accepted answer");
    accept(play, s, &away).await;
    away
}

async fn find(play: &mut Play, s: &Stage, away: &mut Away) {
    let early = play
        .step("their community has a thread and a comment", async {
            let name = s.garden.as_str();
            let found = s.lena.get("/community", &[("name", name)]).await?;
            let id = found["community_view"]["community"]["id"].as_i64();
            let id = need(id, "the community")?;
            let (post, address) = s
                .lena
                .write_post(id, "Sown before anybody came", "Words.")
                .await?;
            let (_, comment) = s
                .lena
                .write_comment(post, None, "Said before anybody came.")
                .await?;
            Ok((id, address, comment))
        })
        .await;
    away.id = early.as_ref().map(|(id, ..)| *id);
    play.step("we look it up", async {
        let page = s
            .ben
            .client
            .get(&format!("/search?q=!{}@{}", s.garden, s.lemmy.host))
            .await;
        check(
            page.path() == s.abroad(),
            format!("we are on {}: {}", page.path(), page.text()),
        )?;
        check(page.has_text("Garden"), "its title is missing")
    })
    .await;
    play.step("its thread is brought in", async {
        s.thread(&s.abroad(), "Sown before anybody came").await;
        Ok(())
    })
    .await;
    play.step("we open its comment by its address", async {
        let (.., comment) = early
            .as_ref()
            .ok_or_else(|| "no comment was made".to_owned())?;
        let page = s.ben.client.get(&format!("/search?q={comment}")).await;
        check(page.has_text("Said before anybody came."), page.text())
    })
    .await;
    for who in [&s.ben, &s.cleo] {
        play.step("we follow it, and are accepted", async {
            s.submit(who, &s.abroad(), "/follow", &[]).await;
            s.wait("the follow is accepted", async || {
                let page = who.client.get(&s.abroad()).await;
                (page.select("form[action$='/unfollow'] button") == ["Unfollow"]).then_some(())
            })
            .await;
            Ok(())
        })
        .await;
    }
    play.step("its moderators are shown here", async {
        let page = format!("{}/members", s.abroad());
        s.see(&s.ben, &page, &s.lena.name).await;
        Ok(())
    })
    .await;
}

async fn they_write(play: &mut Play, s: &Stage, away: &mut Away) {
    away.thread_there = play
        .step("they begin a thread", async {
            let id = need(away.id, "the community")?;
            Ok(s.lena.write_post(id, THREAD, THREAD_TEXT).await?.0)
        })
        .await;
    away.thread = play
        .step("it is in our list", async {
            need(away.thread_there, "their thread")?;
            let path = s.thread(&s.abroad(), THREAD).await;
            s.see(&s.ben, &path, THREAD_TEXT).await;
            Ok(path)
        })
        .await;
    play.step("it is there once", async {
        need_path(&away.thread, "their thread here")?;
        let page = s.ben.client.get(&format!("{}?sort=new", s.abroad())).await;
        let titles = page.select(".row-title a");
        let count = titles.iter().filter(|title| *title == THREAD).count();
        check(count == 1, format!("it is there {count} times"))
    })
    .await;
    play.step("their link is a link here", async {
        let id = need(away.id, "the community")?;
        let url = format!("http://{}/seeds", s.lemmy.host);
        s.lena.write_link(id, "A catalogue of seeds", &url).await?;
        let path = s.thread(&s.abroad(), "A catalogue of seeds").await;
        let page = s.ben.client.get(&path).await;
        check(
            page.attributes("a.btn", "href").contains(&url),
            "the link is missing",
        )
    })
    .await;
    play.step("they comment, and comment on that", async {
        let post = need(away.thread_there, "their thread")?;
        let thread = need_path(&away.thread, "their thread here")?;
        let (first, _) = s
            .max
            .write_comment(post, None, "A third of it each year.")
            .await?;
        s.lena
            .write_comment(post, Some(first), "Why not at once?")
            .await?;
        s.see(&s.ben, thread, "A third of it each year.").await;
        s.see(&s.ben, thread, "Why not at once?").await;
        Ok(())
    })
    .await;
}

async fn we_write(play: &mut Play, s: &Stage, away: &mut Away) {
    away.reply = play
        .step("we reply to their thread", async {
            let thread = need_path(&away.thread, "their thread here")?;
            let page = s.submit(&s.ben, thread, "/reply", &[("body", REPLY)]).await;
            Ok(reply_on(&page, REPLY))
        })
        .await;
    away.reply_there = play
        .step("it is a comment there", async {
            need_path(&away.reply, "our reply")?;
            Ok(
                s.lemmy_comment(need(away.thread_there, "their thread")?, REPLY)
                    .await,
            )
        })
        .await;
    play.step("they reply to it, and we to that", async {
        let post = need(away.thread_there, "their thread")?;
        let parent = need(away.reply_there, "our reply there")?;
        let thread = need_path(&away.thread, "their thread here")?;
        s.lena
            .write_comment(post, Some(parent), "Even in frost?")
            .await?;
        let page = s.see(&s.ben, thread, "Even in frost?").await;
        let question = reply_on(&page, "Even in frost?");
        let form = format!(
            "{thread}?reply={}",
            question.trim_start_matches("/comment/")
        );
        s.submit(&s.ben, &form, "/reply", &[("body", "Not in hard frost.")])
            .await;
        s.lemmy_comment(post, "Not in hard frost.").await;
        Ok(())
    })
    .await;
    away.question = play
        .step("we ask a question", async {
            let form = format!("{}/new?kind=question", s.abroad());
            let fields = [("title", QUESTION), ("body", QUESTION_TEXT)];
            let page = s.submit(&s.ben, &form, "/new", &fields).await;
            Ok(without_slug(page.path()))
        })
        .await;
    away.question_there = play
        .step("it is a post there, in their community", async {
            need_path(&away.question, "our question")?;
            let id = s
                .lemmy_post(need(away.id, "the community")?, QUESTION)
                .await;
            let view = s.admin.read_post(id).await?;
            let text = word(&view["post"]["body"]);
            check(
                text.trim() == QUESTION_TEXT,
                format!("its text is {text:?}"),
            )?;
            Ok(id)
        })
        .await;
    play.step("our link is a link there", async {
        let form = format!("{}/new?kind=link", s.abroad());
        let url = s.guild.url("/about-seeds");
        let fields = [("title", "A page about seeds"), ("url", url.as_str())];
        s.submit(&s.ben, &form, "/new", &fields).await;
        let post = s
            .lemmy_post(need(away.id, "the community")?, "A page about seeds")
            .await;
        let view = s.admin.read_post(post).await?;
        check(
            word(&view["post"]["url"]) == url,
            format!("its link is {}", view["post"]["url"]),
        )
    })
    .await;
    away.answer_there = play
        .step("they answer our question", async {
            let post = need(away.question_there, "our question there")?;
            Ok(s.max.write_comment(post, None, ANSWER).await?.0)
        })
        .await;
    away.answer = play
        .step("it is an answer here, and we are told", async {
            need(away.answer_there, "their comment")?;
            let question = need_path(&away.question, "our question")?;
            let page = s.see(&s.ben, question, ANSWER).await;
            s.see(&s.ben, "/notifications", "answered").await;
            Ok(reply_on(&page, ANSWER))
        })
        .await;
}

async fn votes(play: &mut Play, s: &Stage, away: &Away) {
    for (step, score, votes) in [
        ("they vote our question up", 1, 1),
        ("they take it back", 0, 0),
        ("they vote it down", -1, -1),
        ("they take that back", 0, 0),
    ] {
        play.step(step, async {
            let post = need(away.question_there, "our question there")?;
            let question = need_path(&away.question, "our question")?;
            s.lena
                .post("/post/like", json!({"post_id": post, "score": score}))
                .await?;
            s.see_votes(question, "#thread", votes).await;
            Ok(())
        })
        .await;
    }
    play.step(
        "somebody there votes for their own people's answer",
        async {
            let id = need(away.answer_there, "their comment")?;
            let question = need_path(&away.question, "our question")?;
            let answer = need_path(&away.answer, "their answer")?;
            s.lena
                .post("/comment/like", json!({"comment_id": id, "score": 1}))
                .await?;
            let at = format!("#c-{}", answer.trim_start_matches("/comment/"));
            s.see_votes(question, &at, 1).await;
            Ok(())
        },
    )
    .await;
    for (step, score, up, down) in [
        ("we vote their thread up", "1", 2, 0),
        ("we turn it into a downvote", "-1", 1, 1),
        ("we take it back", "0", 1, 0),
    ] {
        play.step(step, async {
            let thread = need_path(&away.thread, "their thread here")?;
            s.vote(&s.ben, thread, thread, score).await;
            let id = need(away.thread_there, "their thread")?;
            s.post_is(id, &format!("voted {up} up, {down} down"), |view| {
                view["counts"]["upvotes"] == up && view["counts"]["downvotes"] == down
            })
            .await;
            Ok(())
        })
        .await;
    }
    for (step, score, up) in [
        ("we vote their answer up", "1", 3),
        ("we take that back", "0", 2),
    ] {
        play.step(step, async {
            let question = need_path(&away.question, "our question")?;
            let answer = need_path(&away.answer, "their answer")?;
            s.vote(&s.ben, question, answer, score).await;
            let id = need(away.answer_there, "their comment")?;
            s.comment_is(id, &format!("voted {up} up"), |view| {
                view["counts"]["upvotes"] == up
            })
            .await;
            Ok(())
        })
        .await;
    }
}

async fn they_change(play: &mut Play, s: &Stage, away: &Away) {
    play.step("they edit their thread", async {
        let id = need(away.thread_there, "their thread")?;
        let thread = need_path(&away.thread, "their thread here")?;
        let body =
            json!({"post_id": id, "name": THREAD, "body": "It has not been cut for ten years."});
        s.lena.put("/post", body).await?;
        s.see(&s.ben, thread, "for ten years").await;
        let body = json!({"post_id": id, "name": THREAD, "body": THREAD_TEXT});
        s.lena.put("/post", body).await?;
        s.see(&s.ben, thread, THREAD_TEXT).await;
        Ok(())
    })
    .await;
    play.step("they edit their answer", async {
        let id = need(away.answer_there, "their comment")?;
        let question = need_path(&away.question, "our question")?;
        let text = format!("{ANSWER} In the north, earlier.");
        s.max
            .put("/comment", json!({"comment_id": id, "content": text}))
            .await?;
        s.see(&s.ben, question, "In the north, earlier.").await;
        Ok(())
    })
    .await;
    for (step, deleted) in [
        ("they delete their answer", true),
        ("they bring it back", false),
    ] {
        play.step(step, async {
            let id = need(away.answer_there, "their comment")?;
            let question = need_path(&away.question, "our question")?;
            let body = json!({"comment_id": id, "deleted": deleted});
            s.max.post("/comment/delete", body).await?;
            if deleted {
                s.see_no_more(&s.ben, question, ANSWER).await;
            } else {
                s.see(&s.ben, question, ANSWER).await;
            }
            Ok(())
        })
        .await;
    }
    for (step, deleted) in [
        ("they delete their thread", true),
        ("they bring that back", false),
    ] {
        play.step(step, async {
            let id = need(away.thread_there, "their thread")?;
            let thread = need_path(&away.thread, "their thread here")?;
            s.lena
                .post("/post/delete", json!({"post_id": id, "deleted": deleted}))
                .await?;
            if deleted {
                s.see_no_more(&s.ben, thread, THREAD_TEXT).await;
            } else {
                s.see(&s.ben, thread, THREAD_TEXT).await;
            }
            Ok(())
        })
        .await;
    }
}

async fn we_change(play: &mut Play, s: &Stage, away: &Away) {
    play.step("we edit our reply", async {
        let reply = need_path(&away.reply, "our reply")?;
        let id = need(away.reply_there, "our reply there")?;
        let text = format!("{REPLY} On a dry day.");
        s.submit(
            &s.ben,
            &format!("{reply}/edit"),
            "/edit",
            &[("body", &text)],
        )
        .await;
        s.comment_is(id, "edited", |view| {
            word(&view["comment"]["content"]).contains("On a dry day")
        })
        .await;
        Ok(())
    })
    .await;
    play.step("we edit our question, title and text", async {
        let question = need_path(&away.question, "our question")?;
        let id = need(away.question_there, "our question there")?;
        let fields = [("title", "Can I graft in July?"), ("body", "T budding.")];
        s.submit(&s.ben, &format!("{question}/edit"), "/edit", &fields)
            .await;
        s.post_is(id, "edited", |view| {
            view["post"]["name"] == "Can I graft in July?"
                && word(&view["post"]["body"]).trim() == "T budding."
        })
        .await;
        let fields = [("title", QUESTION), ("body", QUESTION_TEXT)];
        s.submit(&s.ben, &format!("{question}/edit"), "/edit", &fields)
            .await;
        s.post_is(id, "as before", |view| view["post"]["name"] == QUESTION)
            .await;
        Ok(())
    })
    .await;
    for (step, deleted) in [("we delete our reply", true), ("we bring it back", false)] {
        play.step(step, async {
            let reply = need_path(&away.reply, "our reply")?;
            let thread = need_path(&away.thread, "their thread here")?;
            let id = need(away.reply_there, "our reply there")?;
            s.set_deleted(&s.ben, thread, reply, deleted).await;
            s.comment_is(id, step, |view| view["comment"]["deleted"] == deleted)
                .await;
            Ok(())
        })
        .await;
    }
    for (step, deleted) in [
        ("we delete our question", true),
        ("we bring that back", false),
    ] {
        play.step(step, async {
            let question = need_path(&away.question, "our question")?;
            let id = need(away.question_there, "our question there")?;
            s.set_deleted(&s.ben, question, question, deleted).await;
            s.post_is(id, step, |view| view["post"]["deleted"] == deleted)
                .await;
            Ok(())
        })
        .await;
    }
}

async fn accept(play: &mut Play, s: &Stage, away: &Away) {
    play.step("we accept an answer of theirs", async {
        let question = need_path(&away.question, "our question")?;
        let answer = need_path(&away.answer, "their answer")?;
        s.submit(
            &s.ben,
            question,
            &format!("form[action='{answer}/accept']"),
            &[],
        )
        .await;
        s.see(&s.cleo, question, "Accepted answer").await;
        says_accepted(s, question).await
    })
    .await;
}
