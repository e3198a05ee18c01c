//! Their people in our community: following, writing, voting, changing, deleting.

use crate::api::{User, word};
use crate::play::{Outcome, Play, check, need, need_path};
use crate::stage::Stage;
use federation_tests::stage::{reply_on, without_slug};
use serde_json::json;
use std::time::{Duration, Instant};

/// What stands in our community, for the parts that moderate it.
#[derive(Default)]
pub struct Home {
    /// The community's id in Lemmy.
    pub id: Option<i64>,
    /// A question by ada: path here, id there.
    pub question: Option<String>,
    pub question_there: Option<i64>,
    /// A comment on it by lena: path here, id there.
    pub answer: Option<String>,
    pub answer_there: Option<i64>,
    /// A discussion by ben.
    pub talk: Option<String>,
    pub talk_there: Option<i64>,
    /// A thread by lena.
    pub thread: Option<String>,
    pub thread_there: Option<i64>,
    /// A reply on that by ben.
    pub reply: Option<String>,
    pub reply_there: Option<i64>,
}

const ASK_AGAIN: Duration = Duration::from_secs(8);

pub const QUESTION: &str = "Which glue for a spruce top?";
pub const QUESTION_TEXT: &str = "Hide glue or *fish* glue?";
pub const ANSWER: &str = "Hot hide glue, always.";
pub const TALK_TEXT: &str = "Wood or fibre?";
pub const THREAD: &str = "Repairing a split lower bout";
pub const THREAD_TEXT: &str = "It opened along the grain.";
pub const REPLY: &str = "Clean it before anything else.";

pub async fn play(play: &mut Play, s: &Stage) -> Home {
    let mut home = Home::default();
    play.part("their people in our community: finding it");
    find(play, s, &mut home).await;
    play.part("their people in our community: writing");
    we_write(play, s, &mut home).await;
    they_write(play, s, &mut home).await;
    nested(play, s, &home).await;
    play.part("their people in our community: votes");
    votes(play, s, &home).await;
    play.part("their people in our community: changing and deleting");
    they_change(play, s, &home).await;
    we_change(play, s, &home).await;
    play.part("their people in our community: accepted answer and mentions");
    accept(play, s, &home).await;
    mentions(play, s, &home).await;
    home
}

async fn find(play: &mut Play, s: &Stage, home: &mut Home) {
    let body = [
        ("title", "Begun before anybody followed"),
        ("body", "It is in the outbox."),
    ];
    let form = format!("{}/new?kind=discussion", s.home());
    let early = s.submit(&s.ada, &form, "/new", &body).await;
    home.id = play
        .step("they look our community up", async {
            let found = s
                .lena
                .resolve("community", &format!("!{}", s.home_handle()))
                .await?;
            check(
                found["community"]["title"] == "Luthiers",
                format!("it is {found}"),
            )?;
            Ok(found["community"]["id"].as_i64().unwrap_or_default())
        })
        .await;
    play.step("its moderators are shown there", async {
        let id = need(home.id, "the community")?.to_string();
        s.wait("ada is among the moderators", async || {
            let found = s.lena.get("/community", &[("id", &id)]).await.ok()?;
            let list = found["moderators"].as_array()?;
            list.iter()
                .any(|each| each["moderator"]["name"] == *s.ada.name)
                .then_some(())
        })
        .await;
        Ok(())
    })
    .await;
    play.step("the thread that was there before is there too", async {
        let id = need(home.id, "the community")?;
        s.lemmy_post(id, "Begun before anybody followed").await;
        Ok(())
    })
    .await;
    for who in [&s.lena, &s.max] {
        play.step("they follow it, and are accepted", async {
            follow(s, who, need(home.id, "the community")?).await
        })
        .await;
    }
    play.step("they open one of our threads by its address", async {
        let address = s.guild.url(&without_slug(early.path()));
        s.max.resolve("post", &address).await?;
        Ok(())
    })
    .await;
}

/// Somebody there follows our community and waits for our answer. They ask more than once, as
/// people do: Lemmy forgets what it has to say to a server that is new to it.
pub async fn follow(s: &Stage, who: &User, community: i64) -> Outcome {
    let id = community.to_string();
    let mut asked = None;
    s.wait("they are subscribed", async || {
        if asked.is_none_or(|at: Instant| at.elapsed() > ASK_AGAIN) {
            let body = json!({"community_id": community, "follow": true});
            who.post("/community/follow", body).await.ok()?;
            asked = Some(Instant::now());
        }
        let found = who.get("/community", &[("id", &id)]).await.ok()?;
        (found["community_view"]["subscribed"] == "Subscribed").then_some(())
    })
    .await;
    Ok(())
}

async fn we_write(play: &mut Play, s: &Stage, home: &mut Home) {
    let id = home.id;
    home.question = play
        .step("we ask a question", async {
            let form = format!("{}/new?kind=question", s.home());
            let fields = [("title", QUESTION), ("body", QUESTION_TEXT)];
            let page = s.submit(&s.ada, &form, "/new", &fields).await;
            Ok(without_slug(page.path()))
        })
        .await;
    home.question_there = play
        .step("it is a post there, with its text", async {
            let post = s.lemmy_post(need(id, "the community")?, QUESTION).await;
            let view = s
                .post_is(post, "there", |view| view["post"]["body"].is_string())
                .await;
            let text = word(&view["post"]["body"]);
            check(
                text.trim() == QUESTION_TEXT,
                format!("its text is {text:?}"),
            )?;
            check(
                view["creator"]["name"] == *s.ada.name,
                format!("it is by {}", view["creator"]["name"]),
            )?;
            Ok(post)
        })
        .await;
    home.talk = play
        .step("we begin a discussion", async {
            let form = format!("{}/new?kind=discussion", s.home());
            let fields = [("title", "Talk about purfling"), ("body", TALK_TEXT)];
            let page = s.submit(&s.ben, &form, "/new", &fields).await;
            Ok(without_slug(page.path()))
        })
        .await;
    home.talk_there = play
        .step("it is a post there", async {
            need_path(&home.talk, "our discussion")?;
            Ok(
                s.lemmy_post(need(id, "the community")?, "Talk about purfling")
                    .await,
            )
        })
        .await;
    play.step("our article is a post there", async {
        let form = format!("{}/new?kind=article", s.home());
        let fields = [("title", "How I bend ribs"), ("body", "With steam.")];
        s.submit(&s.ben, &form, "/new", &fields).await;
        s.lemmy_post(need(id, "the community")?, "How I bend ribs")
            .await;
        Ok(())
    })
    .await;
    play.step("our link is a link there", async {
        let form = format!("{}/new?kind=link", s.home());
        let url = s.guild.url("/about-glue");
        let fields = [("title", "A page about glue"), ("url", url.as_str())];
        s.submit(&s.ben, &form, "/new", &fields).await;
        let post = s
            .lemmy_post(need(id, "the community")?, "A page about glue")
            .await;
        let view = s.admin.read_post(post).await?;
        check(
            word(&view["post"]["url"]) == url,
            format!("its link is {}", view["post"]["url"]),
        )
    })
    .await;
}

async fn they_write(play: &mut Play, s: &Stage, home: &mut Home) {
    home.thread_there = play
        .step("they begin a thread", async {
            let (id, _) = s
                .lena
                .write_post(need(home.id, "the community")?, THREAD, THREAD_TEXT)
                .await?;
            Ok(id)
        })
        .await;
    home.thread = play
        .step("it is in our list", async {
            need(home.thread_there, "their thread")?;
            let path = s.thread(&s.home(), THREAD).await;
            s.see(&s.ada, &path, THREAD_TEXT).await;
            Ok(path)
        })
        .await;
    play.step("their link is a link here", async {
        let url = format!("http://{}/pictures", s.lemmy.host);
        s.lena
            .write_link(
                need(home.id, "the community")?,
                "Pictures of old bridges",
                &url,
            )
            .await?;
        let path = s.thread(&s.home(), "Pictures of old bridges").await;
        let page = s.ada.client.get(&path).await;
        check(
            page.attributes("a.btn", "href").contains(&url),
            format!("the page has no link to {url}"),
        )
    })
    .await;
    home.answer_there = play
        .step("they comment on our question", async {
            let post = need(home.question_there, "our question there")?;
            Ok(s.lena.write_comment(post, None, ANSWER).await?.0)
        })
        .await;
    home.answer = play
        .step("it is an answer here", async {
            need(home.answer_there, "their comment")?;
            let thread = need_path(&home.question, "our question")?;
            let page = s.see(&s.ada, thread, ANSWER).await;
            Ok(reply_on(&page, ANSWER))
        })
        .await;
    home.reply = play
        .step("we reply to their thread", async {
            let thread = need_path(&home.thread, "their thread here")?;
            let page = s.submit(&s.ben, thread, "/reply", &[("body", REPLY)]).await;
            Ok(reply_on(&page, REPLY))
        })
        .await;
    home.reply_there = play
        .step("it is a comment there", async {
            need_path(&home.reply, "our reply")?;
            Ok(
                s.lemmy_comment(need(home.thread_there, "their thread")?, REPLY)
                    .await,
            )
        })
        .await;
}

async fn nested(play: &mut Play, s: &Stage, home: &Home) {
    let below = play
        .step("we comment on their answer", async {
            let thread = need_path(&home.question, "our question")?;
            let answer = need_path(&home.answer, "their answer")?;
            let form = format!("{thread}?reply={}", answer.trim_start_matches("/comment/"));
            s.submit(
                &s.ada,
                &form,
                "/reply",
                &[("body", "At which temperature?")],
            )
            .await;
            let post = need(home.question_there, "our question there")?;
            let id = s.lemmy_comment(post, "At which temperature?").await;
            let view = s.admin.read_comment(id).await?;
            let path = word(&view["comment"]["path"]);
            let parent = need(home.answer_there, "their comment")?;
            check(
                path.contains(&format!(".{parent}.")),
                format!("it stands at {path}, not below {parent}"),
            )?;
            Ok(id)
        })
        .await;
    play.step("they reply below that", async {
        let post = need(home.question_there, "our question there")?;
        let below = need(below, "our comment there")?;
        s.lena
            .write_comment(post, Some(below), "At sixty degrees.")
            .await?;
        let thread = need_path(&home.question, "our question")?;
        s.see(&s.ada, thread, "At sixty degrees.").await;
        Ok(())
    })
    .await;
}

/// Lemmy counts the author's own vote: every score there is one more than ours.
async fn votes(play: &mut Play, s: &Stage, home: &Home) {
    for (step, score, votes) in [
        ("they vote our question up", 1, 1),
        ("they take it back", 0, 0),
        ("they vote it down", -1, -1),
        ("they turn it into an upvote", 1, 1),
        ("they take it back again", 0, 0),
    ] {
        play.step(step, async {
            let post = need(home.question_there, "our question there")?;
            let thread = need_path(&home.question, "our question")?;
            s.lena
                .post("/post/like", json!({"post_id": post, "score": score}))
                .await?;
            s.see_votes(thread, "#thread", votes).await;
            Ok(())
        })
        .await;
    }
    for (step, score, votes) in [
        ("they vote our reply down", -1, -1),
        ("they take that back", 0, 0),
        ("they vote it up", 1, 1),
    ] {
        play.step(step, async {
            let reply = need_path(&home.reply, "our reply")?;
            let thread = need_path(&home.thread, "their thread here")?;
            let id = need(home.reply_there, "our reply there")?;
            s.lena
                .post("/comment/like", json!({"comment_id": id, "score": score}))
                .await?;
            let at = format!("#c-{}", reply.trim_start_matches("/comment/"));
            s.see_votes(thread, &at, votes).await;
            Ok(())
        })
        .await;
    }
    for (step, score, up, down) in [
        ("we vote their thread up", "1", 2, 0),
        ("we take it back", "0", 1, 0),
        ("we vote it down", "-1", 1, 1),
        ("we take that back", "0", 1, 0),
    ] {
        play.step(step, async {
            let thread = need_path(&home.thread, "their thread here")?;
            s.vote(&s.ada, thread, thread, score).await;
            let id = need(home.thread_there, "their thread")?;
            s.post_is(id, &format!("voted {up} up, {down} down"), |view| {
                view["counts"]["upvotes"] == up && view["counts"]["downvotes"] == down
            })
            .await;
            Ok(())
        })
        .await;
    }
    for (step, score, up, down) in [
        ("we vote their answer down", "-1", 1, 1),
        ("we turn it into an upvote", "1", 2, 0),
        ("we take that upvote back", "0", 1, 0),
    ] {
        play.step(step, async {
            let thread = need_path(&home.question, "our question")?;
            let answer = need_path(&home.answer, "their answer")?;
            s.vote(&s.ada, thread, answer, score).await;
            let id = need(home.answer_there, "their comment")?;
            s.comment_is(id, &format!("voted {up} up, {down} down"), |view| {
                view["counts"]["upvotes"] == up && view["counts"]["downvotes"] == down
            })
            .await;
            Ok(())
        })
        .await;
    }
}

async fn they_change(play: &mut Play, s: &Stage, home: &Home) {
    play.step("they edit their thread, twice", async {
        let id = need(home.thread_there, "their thread")?;
        let thread = need_path(&home.thread, "their thread here")?;
        for text in [
            "It opened along the grain, twice.",
            "It opened along the grain, thrice.",
        ] {
            s.lena
                .put(
                    "/post",
                    json!({"post_id": id, "name": THREAD, "body": text}),
                )
                .await?;
            s.see(&s.ada, thread, text).await;
        }
        Ok(())
    })
    .await;
    play.step("they edit their answer", async {
        let id = need(home.answer_there, "their comment")?;
        let thread = need_path(&home.question, "our question")?;
        let text = format!("{ANSWER} Nothing else holds.");
        s.lena
            .put("/comment", json!({"comment_id": id, "content": text}))
            .await?;
        s.see(&s.ada, thread, "Nothing else holds.").await;
        Ok(())
    })
    .await;
    play.step("they delete their answer", async {
        let id = need(home.answer_there, "their comment")?;
        let thread = need_path(&home.question, "our question")?;
        s.lena
            .post(
                "/comment/delete",
                json!({"comment_id": id, "deleted": true}),
            )
            .await?;
        s.see_no_more(&s.ada, thread, ANSWER).await;
        Ok(())
    })
    .await;
    play.step("they bring it back", async {
        let id = need(home.answer_there, "their comment")?;
        let thread = need_path(&home.question, "our question")?;
        s.lena
            .post(
                "/comment/delete",
                json!({"comment_id": id, "deleted": false}),
            )
            .await?;
        s.see(&s.ada, thread, ANSWER).await;
        Ok(())
    })
    .await;
    play.step("they delete their thread", async {
        let id = need(home.thread_there, "their thread")?;
        let thread = need_path(&home.thread, "their thread here")?;
        s.lena
            .post("/post/delete", json!({"post_id": id, "deleted": true}))
            .await?;
        s.see_no_more(&s.ada, thread, "It opened along").await;
        Ok(())
    })
    .await;
    play.step("they bring that back", async {
        let id = need(home.thread_there, "their thread")?;
        let thread = need_path(&home.thread, "their thread here")?;
        s.lena
            .post("/post/delete", json!({"post_id": id, "deleted": false}))
            .await?;
        s.see(&s.ada, thread, "It opened along").await;
        Ok(())
    })
    .await;
}

async fn we_change(play: &mut Play, s: &Stage, home: &Home) {
    play.step("we edit our question, title and text", async {
        let thread = need_path(&home.question, "our question")?;
        let id = need(home.question_there, "our question there")?;
        let fields = [
            ("title", "Which glue for a cedar top?"),
            ("body", "Hide glue, I think."),
        ];
        s.submit(&s.ada, &format!("{thread}/edit"), "/edit", &fields)
            .await;
        s.post_is(id, "edited", |view| {
            view["post"]["name"] == "Which glue for a cedar top?"
                && word(&view["post"]["body"]).trim() == "Hide glue, I think."
        })
        .await;
        let fields = [("title", QUESTION), ("body", QUESTION_TEXT)];
        s.submit(&s.ada, &format!("{thread}/edit"), "/edit", &fields)
            .await;
        s.post_is(id, "as before", |view| view["post"]["name"] == QUESTION)
            .await;
        Ok(())
    })
    .await;
    play.step("we edit our reply", async {
        let reply = need_path(&home.reply, "our reply")?;
        let id = need(home.reply_there, "our reply there")?;
        let fields = [("body", "Clean it before anything else. And gently.")];
        s.submit(&s.ben, &format!("{reply}/edit"), "/edit", &fields)
            .await;
        s.comment_is(id, "edited", |view| {
            word(&view["comment"]["content"]).contains("And gently.")
        })
        .await;
        Ok(())
    })
    .await;
    for (step, deleted) in [("we delete our reply", true), ("we bring it back", false)] {
        play.step(step, async {
            let reply = need_path(&home.reply, "our reply")?;
            let thread = need_path(&home.thread, "their thread here")?;
            let id = need(home.reply_there, "our reply there")?;
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
            let thread = need_path(&home.question, "our question")?;
            let id = need(home.question_there, "our question there")?;
            s.set_deleted(&s.ada, thread, thread, deleted).await;
            s.post_is(id, step, |view| view["post"]["deleted"] == deleted)
                .await;
            Ok(())
        })
        .await;
    }
}

async fn accept(play: &mut Play, s: &Stage, home: &Home) {
    play.step("we accept their answer", async {
        let thread = need_path(&home.question, "our question")?;
        let answer = need_path(&home.answer, "their answer")?;
        s.submit(
            &s.ada,
            thread,
            &format!("form[action='{answer}/accept']"),
            &[],
        )
        .await;
        s.see(&s.cleo, thread, "Accepted answer").await;
        says_accepted(s, thread).await
    })
    .await;
    play.step(
        "Lemmy, which knows no such thing, keeps the question as it was",
        async {
            let id = need(home.question_there, "our question there")?;
            let view = s.admin.read_post(id).await?;
            let text = word(&view["post"]["body"]);
            check(
                view["post"]["name"] == QUESTION && text.trim() == QUESTION_TEXT,
                format!("it is {}", view["post"]),
            )
        },
    )
    .await;
}

/// The question's own document names the answer, for software that knows.
pub async fn says_accepted(s: &Stage, thread: &str) -> Outcome {
    let (_, document) = s.cleo.client.get_activity(thread).await;
    let accepted = word(&document["acceptedAnswer"]);
    check(
        accepted.contains(&s.lemmy.host),
        format!("its document says {accepted:?}"),
    )
}

async fn mentions(play: &mut Play, s: &Stage, home: &Home) {
    play.step("they mention one of us", async {
        let post = need(home.thread_there, "their thread")?;
        let text = format!("What would @{} say?", s.ben.handle);
        s.lena.write_comment(post, None, &text).await?;
        let page = s.see(&s.ben, "/notifications", "mentioned you").await;
        check(page.has_text(&s.lena.name), "it does not say who")
    })
    .await;
    play.step("we mention one of them", async {
        let thread = need_path(&home.thread, "their thread here")?;
        let text = format!("Ask @{} about it.", s.max.handle());
        // He must be known here before he can be named.
        s.ben
            .client
            .get(&format!("/search?q=@{}", s.max.handle()))
            .await;
        s.submit(&s.ben, thread, "/reply", &[("body", &text)]).await;
        s.wait("max has a mention", async || {
            let found = s
                .max
                .get("/user/mention", &[("unread_only", "false")])
                .await
                .ok()?;
            let list = found["mentions"].as_array()?;
            list.iter()
                .any(|each| word(&each["comment"]["content"]).contains("about it"))
                .then_some(())
        })
        .await;
        Ok(())
    })
    .await;
    play.step("our reply is in their inbox", async {
        need(home.reply_there, "our reply there")?;
        s.wait("lena has a reply", async || {
            let found = s
                .lena
                .get("/user/replies", &[("unread_only", "false")])
                .await
                .ok()?;
            let list = found["replies"].as_array()?;
            list.iter()
                .any(|each| word(&each["comment"]["content"]).contains("Clean it before"))
                .then_some(())
        })
        .await;
        Ok(())
    })
    .await;
}
