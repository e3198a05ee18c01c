//! Standing, from what people do to what is shown.

use super::actions::{recompute_standing, weigh_due};
use super::queries::{list_lines, list_sums};
use crate::accounts::actions::{delete_account, former_member};
use crate::accounts::model::{Person, Viewer};
use crate::activitypub::delivery::Audience;
use crate::activitypub::retention::{DRAFT_DAYS, Forget};
use crate::communities::model::Community;
use crate::communities::tests::belongs;
use crate::jobs::{Job, run_pending};
use crate::membership::actions::{CommunityForm, leave, leave_with};
use crate::membership::model::Contributions;
use crate::moderation::actions::{BanOrder, ban};
use crate::posts::actions::{
    Decision, SuggestionDraft, ThreadDraft, accept_answer, decide_suggestion, delete_reply,
    edit_thread, start_thread, suggest_edit, unaccept_answer,
};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::suggestions::list_open;
use crate::posts::tests::stage::Stage;
use crate::server;
use crate::store::Turn;
use crate::voting::actions::vote_on_comment;
use axum::http::StatusCode;
use chrono::TimeDelta;

/// Tag (empty for the community) and points, by name.
async fn sums(stage: &Stage, who: &Person, place: &Community) -> Vec<(String, i32)> {
    weigh_due(stage).await.unwrap();
    kept(stage, who, place).await
}

async fn kept(stage: &Stage, who: &Person, place: &Community) -> Vec<(String, i32)> {
    let mut conn = stage.store.read().await.unwrap();
    let all = list_sums(&mut conn, place.id(), who.id()).await.unwrap();
    let mut all: Vec<_> = all.into_iter().map(|sum| (sum.tag, sum.points)).collect();
    all.sort();
    all
}

fn both(points: i32) -> Vec<(String, i32)> {
    vec![(String::new(), points), ("glue".to_owned(), points)]
}

async fn question(stage: &Stage, who: &Person, place: &Community, title: &str) -> Post {
    let draft = ThreadDraft {
        title: title.to_owned(),
        tags: vec!["glue".to_owned()],
        ..ThreadDraft::default()
    };
    start_thread(stage, who, place.id(), ThreadKind::Question, &draft)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_earn_standing_and_deleting_them_takes_it() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let asked = question(&stage, &ada, &place, "Which glue?").await;
    let answer = stage.reply(&ben, &asked, None, "Hide glue.").await;
    assert_eq!(sums(&stage, &ben, &place).await, both(0));
    vote_on_comment(&stage, &ada, answer.id, 1).await.unwrap();
    accept_answer(&stage, &ada, asked.id, answer.id)
        .await
        .unwrap();
    assert_eq!(sums(&stage, &ben, &place).await, both(17));
    recompute_standing(&stage).await.unwrap();
    assert_eq!(kept(&stage, &ben, &place).await, both(17));

    unaccept_answer(&stage, &ada, asked.id).await.unwrap();
    assert_eq!(sums(&stage, &ben, &place).await, both(2));
    delete_reply(&stage, &ben, answer.id).await.unwrap();
    assert!(sums(&stage, &ben, &place).await.is_empty());
    stage.reply(&ben, &asked, None, "Hide glue!").await;
    assert_eq!(sums(&stage, &ben, &place).await, both(0));
    assert_eq!(weigh_due(&stage).await.unwrap(), 0, "nothing is left over");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gains_by_accepting_themselves() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let asked = question(&stage, &ada, &place, "Which glue?").await;
    let answer = stage.reply(&ada, &asked, None, "Mine.").await;
    accept_answer(&stage, &ada, asked.id, answer.id)
        .await
        .unwrap();
    assert_eq!(sums(&stage, &ada, &place).await, both(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn standing_is_shown_beside_answers_and_to_oneself_line_by_line() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let mut last = None;
    for title in ["Which glue?", "Which other glue?"] {
        let asked = question(&stage, &ada, &place, title).await;
        let answer = stage.reply(&ben, &asked, None, "Hide glue.").await;
        accept_answer(&stage, &ada, asked.id, answer.id)
            .await
            .unwrap();
        last = Some(asked);
    }
    assert_eq!(sums(&stage, &ben, &place).await, both(30));
    let mut browser = stage.signed_in("ben").await;
    let path = last.unwrap().path();
    let page = browser.get(&path).await;
    assert!(page.body.contains("30 points in glue"), "{}", page.body);
    let own = browser.get("/c/luthiers/standing").await;
    assert_eq!(own.status, StatusCode::OK);
    assert!(own.body.contains("accepted: +15"), "{}", own.body);
    // Their page says it where everybody reads the community, and shows first what there is of theirs.
    let mut visitor = stage.visitor();
    let profile = visitor.get("/u/ben").await;
    assert_eq!(profile.links("glue, "), ["/c/luthiers/tag/glue"]);
    assert!(profile.has("30 points"), "{}", profile.body);
    assert!(profile.links("Which glue?").len() == 1, "{}", profile.body);
    let mut german = stage.visitor();
    german.headers.push(("accept-language", "de".to_owned()));
    let said = german.get("/u/ben").await;
    assert!(said.has("Antworten zählen für"), "{}", said.body);
    assert!(said.has("30 Punkte"), "{}", said.body);
    let none = visitor.get("/u/ben?show=threads").await;
    assert!(
        none.has("No thread here yet, but replies."),
        "{}",
        none.body
    );
    let settings = "/c/luthiers/settings/joining";
    let mut convener = stage.signed_in("ada").await;
    let closed = convener.fill_in(settings, &[("read", "members")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
    let profile = browser.get("/u/ben").await;
    assert!(!profile.has("30 points"), "{}", profile.body);

    delete_account(&stage, &Viewer::System, ben.id(), "")
        .await
        .unwrap();
    run_pending(&stage.data, &server::jobs()).await.unwrap();
    weigh_due(&stage).await.unwrap();
    assert!(kept(&stage, &ben, &place).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_votes_back_changes_what_counts_for_them_too() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    for title in ["Which glue?", "Which other glue?"] {
        let asked = question(&stage, &ben, &place, title).await;
        let answer = stage.reply(&ada, &asked, None, "Hide glue.").await;
        vote_on_comment(&stage, &ben, answer.id, 1).await.unwrap();
    }
    assert_eq!(sums(&stage, &ada, &place).await, both(4));
    let asked = question(&stage, &ada, &place, "Which glue for bows?").await;
    let answer = stage.reply(&ben, &asked, None, "None.").await;
    vote_on_comment(&stage, &ada, answer.id, 1).await.unwrap();
    assert_eq!(sums(&stage, &ada, &place).await, both(2));
    recompute_standing(&stage).await.unwrap();
    assert_eq!(kept(&stage, &ada, &place).await, both(2), "and no other");
}

#[tokio::test(flavor = "multi_thread")]
async fn votes_count_for_less_when_the_voter_leaves_and_for_nothing_when_they_are_banned() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let asked = question(&stage, &ada, &place, "Which glue?").await;
    let answer = stage.reply(&ben, &asked, None, "Hide glue.").await;
    let mut voters = Vec::new();
    for name in ["cem", "dan", "eve", "fay"] {
        let voter = stage.member(name).await;
        belongs(&stage, &place, &voter).await;
        vote_on_comment(&stage, &voter, answer.id, 1).await.unwrap();
        voters.push(voter);
    }
    assert_eq!(sums(&stage, &ben, &place).await, both(8));
    for voter in &voters {
        leave(&stage, voter, &place, "").await.unwrap();
    }
    assert_eq!(sums(&stage, &ben, &place).await, both(6));
    let order = BanOrder {
        reason: "One and the same person.".to_owned(),
        ..BanOrder::default()
    };
    for voter in voters.iter().take(2) {
        ban(&stage, &ada, place.id(), voter, &order).await.unwrap();
    }
    assert_eq!(sums(&stage, &ben, &place).await, both(4));
    recompute_standing(&stage).await.unwrap();
    assert_eq!(kept(&stage, &ben, &place).await, both(4));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_leaves_without_their_name_counts_for_nobody() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    belongs(&stage, &place, &ben).await;
    let asked = question(&stage, &ada, &place, "Which glue?").await;
    let answer = stage.reply(&ben, &asked, None, "Hide glue.").await;
    accept_answer(&stage, &ada, asked.id, answer.id)
        .await
        .unwrap();
    assert_eq!(sums(&stage, &ben, &place).await, both(15));
    leave_with(&stage, &ben, &place, "", Contributions::Anonymise)
        .await
        .unwrap();
    run_pending(&stage.data, &server::jobs()).await.unwrap();
    assert!(sums(&stage, &ben, &place).await.is_empty());
    let former = former_member(&stage).await.unwrap();
    vote_on_comment(&stage, &ada, answer.id, 1).await.unwrap();
    assert!(sums(&stage, &former, &place).await.is_empty());
    assert_eq!(weigh_due(&stage).await.unwrap(), 0, "nothing is left over");
    recompute_standing(&stage).await.unwrap();
    for person in [&ben, &former] {
        assert!(kept(&stage, person, &place).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_name_no_question_that_their_reader_cannot_read_any_more() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let form = CommunityForm {
        read: "members".to_owned(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "luthiers", form).await;
    belongs(&stage, &place, &ben).await;
    let asked = question(&stage, &ada, &place, "Which glue?").await;
    stage.reply(&ben, &asked, None, "Hide glue.").await;
    weigh_due(&stage).await.unwrap();
    let mut conn = stage.store.read().await.unwrap();
    for (audience, lines) in [(Audience::Public, 0), (Audience::Community, 1)] {
        let whose = (place.id(), ben.id());
        let found = list_lines(&mut conn, whose, &[audience], Turn::First, 25).await;
        assert_eq!(found.unwrap().rows.len(), lines, "{audience}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn accepted_edits_earn_standing_while_what_they_changed_is_seen() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    belongs(&stage, &place, &ben).await;
    let asked = question(&stage, &ada, &place, "Which glue?").await;
    let answer = stage.reply(&ada, &asked, None, "Hide gleu.").await;
    let about = (asked.id, Some(answer.id));
    let draft = SuggestionDraft {
        body: "Hide glue.".to_owned(),
        ..SuggestionDraft::default()
    };
    suggest_edit(&stage, &ben, about, &draft).await.unwrap();
    let waiting = {
        let mut conn = stage.store.read().await.unwrap();
        list_open(&mut conn, asked.id).await.unwrap()
    };
    assert!(sums(&stage, &ben, &place).await.is_empty());
    decide_suggestion(
        &stage,
        &ada,
        (asked.id, waiting[0].id),
        Decision::Approve,
        "",
    )
    .await
    .unwrap();
    assert_eq!(sums(&stage, &ben, &place).await, both(2));
    let mut browser = stage.signed_in("ben").await;
    let page = browser.get("/c/luthiers/standing").await;
    assert!(page.has("accepted: +2"), "{}", page.body);
    // What was decided long ago is forgotten, but not what counts.
    stage
        .clock
        .advance(TimeDelta::days(i64::from(DRAFT_DAYS) + 1));
    Forget {}.run(&stage.data).await.unwrap();
    recompute_standing(&stage).await.unwrap();
    assert_eq!(kept(&stage, &ben, &place).await, both(2));
    delete_reply(&stage, &ada, answer.id).await.unwrap();
    assert!(sums(&stage, &ben, &place).await.is_empty());
    recompute_standing(&stage).await.unwrap();
    assert!(kept(&stage, &ben, &place).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn standing_goes_with_the_tags_that_a_question_has_now() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let asked = question(&stage, &ada, &place, "Which glue?").await;
    let answer = stage.reply(&ben, &asked, None, "Hide glue.").await;
    vote_on_comment(&stage, &ada, answer.id, 1).await.unwrap();
    assert_eq!(sums(&stage, &ben, &place).await, both(2));
    let draft = ThreadDraft {
        title: "Which glue?".to_owned(),
        tags: vec!["varnish".to_owned()],
        ..ThreadDraft::default()
    };
    edit_thread(&stage, &ada, asked.id, &draft).await.unwrap();
    let now = [(String::new(), 2), ("varnish".to_owned(), 2)];
    assert_eq!(sums(&stage, &ben, &place).await, now);
}

#[tokio::test(flavor = "multi_thread")]
async fn standing_is_told_in_the_language_of_the_reader() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let asked = question(&stage, &ada, &place, "Leim?").await;
    let answer = stage.reply(&ben, &asked, None, "Hautleim.").await;
    vote_on_comment(&stage, &ada, answer.id, 1).await.unwrap();
    accept_answer(&stage, &ada, asked.id, answer.id)
        .await
        .unwrap();
    assert_eq!(sums(&stage, &ben, &place).await, both(17));
    let path = "/c/luthiers/standing";
    let mut browser = stage.signed_in("ben").await;
    let english = browser.get(path).await;
    for said in [
        "count for: 17.",
        "17 points: 1 answer, 1 accepted",
        "accepted: +15; 1 vote for it: +2",
    ] {
        assert!(english.has(said), "{said}\n{}", english.body);
    }
    browser.headers.push(("accept-language", "de".to_owned()));
    let german = browser.get(path).await;
    for said in [
        "zählen: 17.",
        "17 Punkte: 1 Antwort, 1 angenommen",
        "angenommen: +15; 1 Stimme dafür: +2",
        "Wie gezählt wird",
    ] {
        assert!(german.has(said), "{said}\n{}", german.body);
    }
    let mut visitor = stage.visitor();
    visitor.headers.push(("accept-language", "de".to_owned()));
    let rules = visitor.get(path).await;
    assert!(rules.has("Wer sich anmeldet, sieht hier"));
    for page in [german, rules] {
        let shown = page.texts("main").join(" ");
        for word in ["accepted", "vote", "point", "answer", "count", " the "] {
            assert!(!shown.contains(word), "{word}\n{shown}");
        }
    }
}
