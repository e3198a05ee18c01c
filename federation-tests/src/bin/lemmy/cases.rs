//! What becomes of reports, here and there.

use crate::api::{User, word};
use crate::ours::Home;
use crate::play::{Outcome, Play, check, need, need_path};
use crate::stage::{Ours, Stage};
use crate::theirs::Away;
use federation_tests::{ADMIN_NAME, ADMIN_PASSWORD};
use serde_json::{Value, json};

/// It has no word for it: `Resolve` came with 1.0, and we send none to those before.
const NO_RESOLVE: &str = "Lemmy 0.19 neither says nor hears that a report is settled";
/// What its own people report in our community.
pub const ASKED_BEFORE: &str = "it was asked before";
/// What ours report there and here.
pub const WRONG_PLACE: &str = "wrong place";
pub const KNOWN_ALREADY: &str = "known already";
const BY_NAME: &str = "I have seen it before";
/// Where our administrators see what is reported in communities elsewhere.
const QUEUE: &str = "/admin/reports";
const FOR_THE_TEAM: &str = "somebody of the team should look";

/// A report of a post, as somebody there who may see it gets it.
async fn post_report(who: &User, reason: &str) -> Option<Value> {
    let query = [("limit", "50"), ("unresolved_only", "false")];
    let found = who.get("/post/report/list", &query).await.ok()?;
    let list = found["post_reports"].as_array()?;
    let is_it = |each: &&Value| each["post_report"]["reason"] == reason;
    list.iter().find(is_it).cloned()
}

/// Who made it is said as somebody of ours with this name.
async fn is_by(s: &Stage, who: &User, reason: &str, name: &str) -> Outcome {
    let what = format!("Lemmy has the report {reason:?}");
    let report = s.wait(&what, async || post_report(who, reason).await);
    let by = word(&report.await["creator"]["name"]);
    check(by == name, format!("it is by {by}"))
}

async fn is_resolved_there(s: &Stage, reason: &str) {
    let what = format!("Lemmy's report {reason:?} is settled");
    s.wait(&what, async || {
        let report = post_report(&s.admin, reason).await?;
        (report["post_report"]["resolved"] == true).then_some(())
    })
    .await;
}

/// Settles the case in a queue here in which somebody says this, as one that needs nothing.
async fn settle(s: &Stage, who: &Ours, queue: &str, reason: &str) -> Outcome {
    let page = s.see(who, queue, reason).await;
    let cases = page.attributes("li[id^='case-']", "id");
    let case = cases.into_iter().find(|id| {
        let texts = page.select(&format!("#{id}"));
        texts.iter().any(|text| text.contains(reason))
    });
    let case = case.ok_or_else(|| format!("no case in {queue} says it"))?;
    let fields = [("act", "nothing"), ("words", "It is in order.")];
    let form = format!("#{case} form");
    let answer = who.client.submit_on(&page, &form, &fields).await;
    check(answer.status < 400, answer.text())?;
    s.see_no_more(who, queue, reason).await;
    Ok(())
}

/// The case in which somebody says this is settled, and stands among those that are.
async fn is_settled(s: &Stage, who: &Ours, queue: &str, reason: &str) {
    s.see_no_more(who, queue, reason).await;
    s.see(who, &format!("{queue}?settled=yes"), reason).await;
}

async fn administrator(s: &Stage) -> Ours {
    Ours {
        name: ADMIN_NAME.to_owned(),
        handle: format!("{ADMIN_NAME}@{}", s.guild.host()),
        client: s.guild.signed_in(ADMIN_NAME, ADMIN_PASSWORD).await,
    }
}

/// In our community, once both sides have reported.
pub async fn ours(play: &mut Play, s: &Stage, home: &Home) {
    let desk = format!("{}/reports", s.home());
    let step = "what we report comes from our desk, without a name";
    play.step(step, is_by(s, &s.admin, WRONG_PLACE, "desk"))
        .await;
    play.step("who wants to be named is named there", async {
        let thread = need_path(&home.thread, "their thread here")?;
        let fields = [("reason", BY_NAME), ("named", "on")];
        s.act(&s.cleo, thread, "report", &fields).await;
        is_by(s, &s.admin, BY_NAME, &s.cleo.name).await
    })
    .await;
    play.step("we settle what they reported", async {
        settle(s, &s.ada, &desk, ASKED_BEFORE).await
    })
    .await;
    let step = "they hear that it is settled";
    play.step_that_lemmy_fails(step, NO_RESOLVE, async {
        is_resolved_there(s, ASKED_BEFORE).await;
        Ok(())
    })
    .await;
}

/// After our convener has removed the thread.
pub async fn settled_by_us(play: &mut Play, s: &Stage) {
    play.step("removing settled what we had reported of it", async {
        let desk = format!("{}/reports", s.home());
        is_settled(s, &s.ada, &desk, WRONG_PLACE).await;
        let told = "What you reported was looked at";
        s.see(&s.ben, "/notifications", told).await;
        Ok(())
    })
    .await;
}

/// Whoever moderates our community from there gets what is reported in it.
pub async fn passed_on(play: &mut Play, s: &Stage, home: &Home) {
    play.step("what is reported here is passed on to her", async {
        let talk = need_path(&home.talk, "our discussion")?;
        let fields = [("reason", FOR_THE_TEAM)];
        s.act(&s.cleo, talk, "report", &fields).await;
        is_by(s, &s.lena, FOR_THE_TEAM, "desk").await
    })
    .await;
}

/// After she has removed it.
pub async fn settled_by_her(play: &mut Play, s: &Stage) {
    play.step("what she removed settled what was reported of it", async {
        let desk = format!("{}/reports", s.home());
        is_settled(s, &s.ada, &desk, FOR_THE_TEAM).await;
        Ok(())
    })
    .await;
}

/// In their community, once both sides have reported.
pub async fn theirs(play: &mut Play, s: &Stage) {
    let resolved = play
        .step("they settle what we reported", async {
            is_by(s, &s.lena, KNOWN_ALREADY, "desk").await?;
            let report = post_report(&s.lena, KNOWN_ALREADY).await;
            let id = report.and_then(|it| it["post_report"]["id"].as_i64());
            let id = need(id, "the report")?;
            let body = json!({"report_id": id, "resolved": true});
            s.lena.put("/post/report/resolve", body).await?;
            Ok(())
        })
        .await;
    let step = "we hear that they did";
    play.step_that_lemmy_fails(step, NO_RESOLVE, async {
        need(resolved, "what they settled")?;
        s.see(&s.ben, "/notifications", "What you reported is settled")
            .await;
        Ok(())
    })
    .await;
    play.step("our administrator settles what they reported", async {
        let admin = administrator(s).await;
        settle(s, &admin, QUEUE, "too short").await
    })
    .await;
}

/// After their moderator has removed the thread.
pub async fn settled_by_them(play: &mut Play, s: &Stage, away: &Away) {
    play.step("what they removed settled what we reported of it", async {
        need_path(&away.thread, "their thread here")?;
        is_settled(s, &administrator(s).await, QUEUE, KNOWN_ALREADY).await;
        Ok(())
    })
    .await;
}
