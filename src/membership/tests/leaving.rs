//! Leaving with a choice, and conveners who hand over, through the pages.

use crate::accounts::actions::former_member;
use crate::accounts::model::{Person, ServerRole, Viewer};
use crate::accounts::queries::find_person;
use crate::accounts::tests::browser::Browser;
use crate::communities::model::Community;
use crate::communities::tests::said;
use crate::jobs::run_pending;
use crate::membership::actions::{CommunityForm, SettingsForm, update_settings};
use crate::membership::model::Role;
use crate::membership::queries::banning::{NewBan, replace_ban};
use crate::membership::queries::figures::{Figure, list_figures};
use crate::membership::queries::{list_moderators, update_role};
use crate::posts::actions::{
    ThreadDraft, accept_answer, delete_reply, delete_thread, edit_thread, undelete_thread,
};
use crate::posts::model::{Comment, Post};
use crate::posts::queries::{find_comment, find_post, recount};
use crate::posts::tests::stage::Stage;
use crate::q;
use crate::store::schema::revisions;
use axum::http::StatusCode;
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

const JOIN: &str = "/c/luthiers/join";
const LEAVE: &str = "/c/luthiers/leave";
const CONVENERS: &str = "/c/luthiers/settings/conveners";

/// ben is a member of ada's community who asked something and answered something.
pub(super) struct Place {
    pub stage: Stage,
    pub community: Community,
    pub ada: Person,
    pub ben: Person,
    pub browser: Browser,
    asked: Post,
    answered: Comment,
}

impl Place {
    pub async fn new() -> Self {
        let stage = Stage::new().await;
        let ada = stage.member("ada").await;
        let ben = stage.member("ben").await;
        let form = CommunityForm::default();
        let community = stage.open(&ada, "luthiers", form).await;
        let mut browser = stage.signed_in("ben").await;
        let joined = browser.fill_in(JOIN, &[]).await;
        assert_eq!(joined.location(), JOIN, "{}", joined.body);
        let asked = stage.ask(&ben, &community, "Which glue?").await;
        stage.reply(&ada, &asked, None, "Hide glue.").await;
        let other = stage.ask(&ada, &community, "Which wood?").await;
        let answered = stage.reply(&ben, &other, None, "Maple.").await;
        Self {
            stage,
            community,
            ada,
            ben,
            browser,
            asked,
            answered,
        }
    }

    pub async fn leave(&mut self, content: &str, reason: &str) {
        let fields = [("content", content), ("reason", reason)];
        leave(&mut self.browser, "/c/luthiers", &fields).await;
        run_pending(&self.stage.data, &crate::server::jobs())
            .await
            .unwrap();
    }

    async fn now(&self) -> (Post, Comment) {
        let mut conn = self.stage.store.read().await.unwrap();
        let viewer = Viewer::System;
        let post = find_post(&mut conn, &viewer, self.asked.id).await.unwrap();
        let comment = find_comment(&mut conn, &viewer, self.answered.id).await;
        (post.unwrap(), comment.unwrap().unwrap())
    }

    /// What somebody is counted to have written, before and after counting anew.
    async fn counts(&self, person: &Person) -> [(i64, i64); 2] {
        let mut counts = [(0, 0); 2];
        let mut tx = self.stage.store.begin().await.unwrap();
        for (at, count) in counts.iter_mut().enumerate() {
            if at == 1 {
                recount(&mut tx).await.unwrap();
            }
            let account = find_person(&mut tx, person.id()).await.unwrap().account;
            *count = (account.post_count, account.comment_count);
        }
        counts
    }

    /// How many former texts name this person.
    async fn revisions_by(&self, person: &Person) -> i64 {
        let mut conn = self.stage.store.read().await.unwrap();
        let conn = &mut conn;
        q!(conn, {
            revisions::table
                .filter(revisions::editor_id.eq(person.id()))
                .count()
                .get_result(conn)
                .await
                .unwrap()
        })
    }

    async fn figure(&self, name: Figure) -> i64 {
        let mut conn = self.stage.store.read().await.unwrap();
        let since = self.stage.now().minus(TimeDelta::days(7));
        let found = list_figures(&mut conn, self.community.id(), since).await;
        let found = found.unwrap();
        let own = found.iter().filter(|figure| figure.name == name);
        own.map(|figure| figure.total).sum()
    }
}

/// Leaves, and says it once more where that is asked.
async fn leave(browser: &mut Browser, place: &str, fields: &[(&str, &str)]) {
    let (join, action) = (format!("{place}/join"), format!("{place}/leave"));
    let page = browser.get(&join).await;
    let mut left = browser.submit(&page, &action, fields).await;
    if left.status == StatusCode::OK {
        left = browser.submit(&left, &action, &[]).await;
    }
    assert_eq!(left.location(), join, "{}", left.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_undone_is_asked_once_more() {
    for (way, asked, done) in [
        (
            "anonymise",
            "Nobody can undo this",
            "Your name is being taken",
        ),
        ("delete", "Nothing puts all of it back", "is being deleted"),
    ] {
        let mut place = Place::new().await;
        let page = place.browser.get(JOIN).await;
        let fields = [("content", way), ("reason", "No time.")];
        let sure = place.browser.submit(&page, LEAVE, &fields).await;
        assert_eq!(sure.status, StatusCode::OK, "{way}");
        assert!(sure.has(asked), "{}", sure.body);
        assert_eq!(sure.links("Cancel"), [JOIN]);
        run_pending(&place.stage.data, &crate::server::jobs())
            .await
            .unwrap();
        assert_eq!(place.figure(Figure::Left).await, 0, "they are here yet");
        let (post, _) = place.now().await;
        assert_eq!(post.author_id, place.ben.id());
        assert!(post.is_visible());
        let left = place.browser.submit(&sure, LEAVE, &[]).await;
        assert_eq!(left.location(), JOIN, "{}", left.body);
        assert_eq!(place.figure(Figure::LeftWithReason).await, 1, "as typed");
        let page = place.browser.get(JOIN).await;
        assert!(page.has(done), "{}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_leaves_learns_that_they_follow_on_and_can_end_that() {
    let mut place = Place::new().await;
    place.leave("", "").await;
    let page = place.browser.get(JOIN).await;
    assert!(page.has("What you wrote here stays under your name."));
    assert!(page.has("still follow this community"), "{}", page.body);
    let unfollow = "/c/luthiers/unfollow";
    let ended = place.browser.submit(&page, unfollow, &[]).await;
    assert_eq!(ended.location(), "/c/luthiers", "{}", ended.body);
    let page = place.browser.get(JOIN).await;
    assert!(!page.has("still follow this community"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_wrote_stays_unless_they_choose_otherwise() {
    let mut place = Place::new().await;
    let page = place.browser.get(JOIN).await;
    assert!(page.has("Servers that have a copy keep your name on it"));
    let odd = [("content", "burn")];
    let refused = place.browser.submit(&page, LEAVE, &odd).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let before = said(&place.stage.app).await.len();
    place.leave("", "").await;
    let (post, comment) = place.now().await;
    assert!(post.is_visible() && comment.is_visible());
    assert_eq!(post.author_id, place.ben.id());
    assert_eq!(said(&place.stage.app).await.len(), before);
    assert_eq!(place.figure(Figure::Left).await, 1);
    assert_eq!(place.figure(Figure::LeftWithReason).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_leaves_can_take_their_name_along() {
    let mut place = Place::new().await;
    let before = said(&place.stage.app).await.len();
    place.leave("anonymise", "No time.").await;
    let former = former_member(&place.stage.app).await.unwrap();
    let (post, comment) = place.now().await;
    assert!(post.is_visible() && comment.is_visible());
    assert_eq!([post.author_id, comment.author_id], [former.id(); 2]);
    let mut visitor = place.stage.visitor();
    let page = visitor.get(&post.path()).await;
    assert!(page.has("A former member") && page.has("Hide glue."));
    assert!(page.links("ben").is_empty(), "{}", page.body);
    assert!(visitor.get("/u/ben").await.links("Which glue?").is_empty());
    assert_eq!(place.counts(&former).await, [(1, 1); 2]);
    assert_eq!(place.counts(&place.ben).await, [(0, 0); 2]);
    assert_eq!(
        said(&place.stage.app).await.len(),
        before,
        "no message changes an author"
    );
    // It is nobody's to change any more.
    let mut ben = place.stage.signed_in("ben").await;
    let refused = ben.get(&format!("{}/edit", post.path())).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(place.figure(Figure::LeftWithReason).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_one_batch_is_given_away_and_nothing_twice() {
    let mut place = Place::new().await;
    for n in 0..45 {
        let body = format!("Maple {n}.");
        let (stage, ben) = (&place.stage, &place.ben);
        stage.reply(ben, &place.asked, None, &body).await;
    }
    place.leave("anonymise", "").await;
    let former = former_member(&place.stage.app).await.unwrap();
    assert_eq!(place.counts(&former).await, [(1, 46); 2]);
    assert_eq!(place.counts(&place.ben).await, [(0, 0); 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_they_deleted_before_keeps_no_name_either() {
    let mut place = Place::new().await;
    let (app, ben) = (&place.stage.app, &place.ben);
    let (asked, answered) = (place.asked.id, place.answered.id);
    let other = ThreadDraft {
        title: "Which glue for maple?".into(),
        body: "Other words.".into(),
        ..ThreadDraft::default()
    };
    edit_thread(app, ben, asked, &other).await.unwrap();
    delete_thread(app, ben, asked).await.unwrap();
    delete_reply(app, ben, answered).await.unwrap();
    assert_eq!(place.revisions_by(ben).await, 1);
    place.leave("anonymise", "").await;
    let former = former_member(&place.stage.app).await.unwrap();
    let (post, comment) = place.now().await;
    assert!(post.deleted_at.is_some() && comment.deleted_at.is_some());
    assert_eq!([post.author_id, comment.author_id], [former.id(); 2]);
    assert_eq!(place.revisions_by(&place.ben).await, 0);
    assert_eq!(place.revisions_by(&former).await, 1);
    for person in [&former, &place.ben] {
        assert_eq!(place.counts(person).await, [(0, 0); 2]);
    }
    let back = undelete_thread(&place.stage.app, &place.ben, asked).await;
    assert!(back.is_err(), "it is nobody's to put back");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_they_accepted_is_told_without_their_name_too() {
    let mut place = Place::new().await;
    let (stage, asked) = (&place.stage, &place.asked);
    let answer = stage.reply(&place.ada, asked, None, "Fish glue.").await;
    accept_answer(&stage.app, &place.ben, asked.id, answer.id)
        .await
        .unwrap();
    let mut ada = stage.signed_in("ada").await;
    assert!(ada.get("/notifications").await.has("ben accepted"));
    place.leave("anonymise", "").await;
    let told = ada.get("/notifications").await;
    assert!(told.has("A former member accepted your answer"));
    assert!(!told.has("ben accepted"), "{}", told.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_members_read_counts_for_nobody_also_when_its_author_leaves() {
    let place = Place::new().await;
    let (stage, ben) = (&place.stage, &place.ben);
    let bows = members_only(&place, "bows").await;
    let mut browser = stage.signed_in("ben").await;
    let joined = browser.fill_in("/c/bows/join", &[]).await;
    assert_eq!(joined.location(), "/c/bows/join", "{}", joined.body);
    let asked = stage.ask(ben, &bows, "Which hair?").await;
    stage.reply(ben, &asked, None, "Horse hair.").await;
    assert_eq!(place.counts(ben).await, [(1, 1); 2]);
    leave(&mut browser, "/c/bows", &[("content", "anonymise")]).await;
    run_pending(&stage.data, &crate::server::jobs())
        .await
        .unwrap();
    let former = former_member(&stage.app).await.unwrap();
    let mut conn = stage.store.read().await.unwrap();
    let given = find_post(&mut conn, &Viewer::System, asked.id).await;
    assert_eq!(given.unwrap().unwrap().author_id, former.id());
    drop(conn);
    assert_eq!(place.counts(ben).await, [(1, 1); 2], "what is public");
    assert_eq!(place.counts(&former).await, [(0, 0); 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_leaves_can_take_their_words_along_and_other_servers_hear_of_it() {
    let mut place = Place::new().await;
    let before = said(&place.stage.app).await.len();
    place.leave("delete", "").await;
    let (post, comment) = place.now().await;
    assert!(post.deleted_at.is_some() && comment.deleted_at.is_some());
    assert!(post.fate_at.is_some(), "no earlier word brings it back");
    let said = said(&place.stage.app).await.split_off(before);
    let deleted: Vec<&str> = said
        .iter()
        .filter(|each| each["type"] == "Delete")
        .filter_map(|each| each["object"].as_str())
        .collect();
    assert_eq!(deleted, [post.ap_id.as_str(), comment.ap_id.as_str()]);
    // What they write when they are back is not swept along.
    let again = place.browser.fill_in(JOIN, &[]).await;
    assert_eq!(again.location(), JOIN, "{}", again.body);
    place.stage.clock.advance(TimeDelta::seconds(5));
    let new = place.stage.ask(&place.ben, &place.community, "And now?");
    let new = new.await;
    run_pending(&place.stage.data, &crate::server::jobs())
        .await
        .unwrap();
    let shown = place.stage.visitor().get(&new.path()).await;
    assert_eq!(shown.status, StatusCode::OK);
}

async fn conveners(place: &Place) -> Vec<String> {
    let mut conn = place.stage.store.read().await.unwrap();
    let all = list_moderators(&mut conn, place.community.id()).await;
    let all = all.unwrap().into_iter();
    all.filter(|(_, role)| *role == Role::Convener)
        .map(|(person, _)| person.handle())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn conveners_hand_over_and_the_last_one_stays() {
    let mut place = Place::new().await;
    let mut ada = place.stage.signed_in("ada").await;
    let page = ada.get(CONVENERS).await;
    assert!(!page.has("Step down"), "nobody else convenes");
    let own = ada.get(JOIN).await;
    assert!(!own.has("Leave this community"));
    assert_eq!(own.links("Name another convener"), [CONVENERS]);
    let token = own.value_anywhere("csrf").unwrap();
    for content in ["keep", "anonymise"] {
        let fields = [("csrf", token.as_str()), ("content", content)];
        let stuck = ada.post(LEAVE, &fields).await;
        assert_eq!(stuck.status, StatusCode::FORBIDDEN, "{content}");
        assert!(stuck.has("name another one first"));
    }
    let nobody = ada.fill_in(CONVENERS, &[("person", "nobody")]).await;
    assert_eq!(nobody.wrong(), ["person"]);
    // Whoever does not belong is not named, and whoever names somebody is asked once whether to.
    place.stage.member("cem").await;
    let outside = ada.fill_in(CONVENERS, &[("person", "cem")]).await;
    assert_eq!(outside.wrong(), ["person"]);
    let over = [("person", "ben"), ("steps_down", "on")];
    let asks = ada.fill_in(CONVENERS, &over).await;
    assert!(asks.has("Hand over to @ben?"), "{}", asks.body);
    assert_eq!(conveners(&place).await, ["ada"]);
    let handed = ada.submit(&asks, CONVENERS, &[]).await;
    assert_eq!(handed.location(), "/c/luthiers/members", "{}", handed.body);
    assert_eq!(conveners(&place).await, ["ben"]);
    assert_eq!(ada.get(CONVENERS).await.status, StatusCode::FORBIDDEN);
    let told = place.browser.get("/notifications").await;
    let front = "/c/luthiers";
    let opened = told
        .links("ada made you a convener of The luthiers")
        .remove(0);
    assert_eq!(place.browser.get(&opened).await.location(), front);
    let kinds: Vec<String> = said(&place.stage.app)
        .await
        .iter()
        .filter_map(|each| each["type"].as_str().map(str::to_owned))
        .collect();
    assert!(kinds.contains(&"Add".to_owned()) && kinds.contains(&"Remove".to_owned()));
    // Two convene, and one of them steps down.
    let asks = place.browser.fill_in(CONVENERS, &[("person", "ada")]).await;
    assert!(asks.has("Make @ada a convener?"), "{}", asks.body);
    let named = place.browser.submit(&asks, CONVENERS, &[]).await;
    assert_eq!(named.location(), CONVENERS, "{}", named.body);
    let page = ada.get(CONVENERS).await;
    let resign = format!("{CONVENERS}/resign");
    let asks = ada.submit(&page, &resign, &[]).await;
    assert!(asks.has("Step down?"), "{}", asks.body);
    assert_eq!(conveners(&place).await.len(), 2);
    let resigned = ada.submit(&asks, &resign, &[]).await;
    assert_eq!(resigned.location(), "/c/luthiers/members");
    assert_eq!(conveners(&place).await, ["ben"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_convenes_the_page_does_not_say_that_somebody_always_does() {
    const ALWAYS: &str = "Somebody always looks after a community";
    const NOBODY: &str = "Nobody convenes it now.";
    let place = Place::new().await;
    place.stage.account("olga", ServerRole::Admin).await;
    let mut olga = place.stage.signed_in("olga").await;
    let page = olga.get(CONVENERS).await;
    assert!(page.has(ALWAYS) && !page.has(NOBODY), "{}", page.body);
    let (roles, now) = ((Role::Convener, Role::Member), place.stage.now());
    let (community, ada) = (place.community.id(), place.ada.id());
    let mut tx = place.stage.store.begin().await.unwrap();
    let changed = update_role(&mut tx, community, ada, roles, now).await;
    assert!(changed.unwrap());
    tx.commit().await.unwrap();
    let page = olga.get(CONVENERS).await;
    assert!(page.has(NOBODY) && !page.has(ALWAYS), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_left_where_only_members_read_deletes_their_own_words_and_sees_no_others() {
    let place = Place::new().await;
    let (stage, ada, ben) = (&place.stage, &place.ada, &place.ben);
    let bows = members_only(&place, "bows").await;
    let mut browser = stage.signed_in("ben").await;
    let joined = browser.fill_in("/c/bows/join", &[]).await;
    assert_eq!(joined.location(), "/c/bows/join", "{}", joined.body);
    let asked = stage.ask(ben, &bows, "Which hair?").await;
    stage.reply(ada, &asked, None, "Horse hair.").await;
    let other = stage.ask(ada, &bows, "Which rosin?").await;
    let said = stage.reply(ben, &other, None, "Dark rosin.").await;
    let page = browser.get("/c/bows/join").await;
    assert!(page.has("You can still delete each of it"), "{}", page.body);
    assert!(!page.has("change and delete each of it"));
    leave(&mut browser, "/c/bows", &[("content", "keep")]).await;

    let page = browser.get("/c/bows/join").await;
    let list = page.links("What you wrote where you read no more");
    assert_eq!(list, ["/settings/written"]);
    assert!(browser.get("/u/ben").await.has("/settings/written"));
    let threads = browser.get("/settings/written").await;
    let replies = browser.get("/settings/written?show=replies").await;
    assert!(threads.has("Which hair?") && replies.has("Dark rosin."));
    let comment = format!("/comment/{}", said.public_id);
    for (address, own) in [(asked.path(), "Which hair?"), (comment, "Dark rosin.")] {
        for gone in [address.clone(), format!("{address}/edit")] {
            let answer = browser.get(&gone).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{gone}");
        }
        let delete = format!("{address}/delete");
        let sure = browser.get(&delete).await;
        assert!(sure.has(own), "{}", sure.body);
        for page in [&threads, &replies, &sure] {
            assert!(!page.has("Which rosin?") && !page.has("Horse hair."));
        }
        let deleted = browser.submit(&sure, &delete, &[]).await;
        assert_eq!(deleted.location(), "/settings/written", "{}", deleted.body);
    }
    assert_eq!(is_deleted(&place, &asked, &said).await, [true; 2]);
    let undelete = format!("/comment/{}/undelete", said.public_id);
    let replies = browser.get("/settings/written?show=replies").await;
    let back = browser.submit(&replies, &undelete, &[]).await;
    assert_eq!(back.location(), "/settings/written", "{}", back.body);
    assert_eq!(is_deleted(&place, &asked, &said).await, [true, false]);

    // What is somebody else's stays out of reach.
    let refused = browser.get(&format!("{}/delete", other.path())).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    stage.member("eve").await;
    let mut eve = stage.signed_in("eve").await;
    let own = eve
        .get(&format!("/comment/{}/delete", said.public_id))
        .await;
    assert_eq!(own.status, StatusCode::NOT_FOUND);
    let list = eve.get("/settings/written?show=replies").await;
    assert!(!list.has("Dark rosin."), "{}", list.body);
}

/// A community of ada's that only its members read.
async fn members_only(place: &Place, name: &str) -> Community {
    let (stage, ada) = (&place.stage, &place.ada);
    let community = stage.community(ada, name).await;
    let mut conn = stage.store.read().await.unwrap();
    let form = SettingsForm::load(&mut conn, &community).await.unwrap();
    drop(conn);
    let form = SettingsForm {
        read: "members".into(),
        ..form
    };
    let viewer = Viewer::Account {
        id: ada.id(),
        admin: false,
    };
    update_settings(&stage.app, &viewer, ada, &community, &form)
        .await
        .unwrap()
}

async fn is_deleted(place: &Place, post: &Post, comment: &Comment) -> [bool; 2] {
    let mut conn = place.stage.store.read().await.unwrap();
    let viewer = Viewer::System;
    let post = find_post(&mut conn, &viewer, post.id).await.unwrap();
    let comment = find_comment(&mut conn, &viewer, comment.id).await;
    let (post, comment) = (post.unwrap(), comment.unwrap().unwrap());
    [post.deleted_at.is_some(), comment.deleted_at.is_some()]
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_twice_says_that_one_is_no_member_any_more() {
    let mut place = Place::new().await;
    let page = place.browser.get(JOIN).await;
    for _ in 0..2 {
        let left = place.browser.submit(&page, LEAVE, &[]).await;
        assert_eq!(left.location(), JOIN, "{}", left.body);
    }
    let page = place.browser.get(JOIN).await;
    assert!(page.has("You are no member of"), "{}", page.body);
    assert_eq!(place.figure(Figure::Left).await, 1);
    // Whoever never belonged is told that this is for members.
    place.stage.member("eve").await;
    let mut eve = place.stage.signed_in("eve").await;
    let page = eve.get(JOIN).await;
    let token = page.value("csrf").unwrap();
    let refused = eve.post(LEAVE, &[("csrf", token.as_str())]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_signed_out_while_they_left_gets_their_reason_and_choice_back() {
    let place = Place::new().await;
    let mut visitor = place.stage.visitor();
    let fields = [("reason", "No time for it."), ("content", "delete")];
    let page = visitor.post(LEAVE, &fields).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert_eq!(page.value("reason").as_deref(), Some("No time for it."));
    let chosen = page.texts("input[name=content][value=delete][checked]");
    assert_eq!(chosen.len(), 1, "{}", page.body);
    assert_eq!(page.texts(&format!("form[action='{LEAVE}']")).len(), 1);
    assert!(page.texts(&format!("form[action='{JOIN}']")).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_the_form_for_leaving_stands_right_above_it() {
    let mut place = Place::new().await;
    let page = place.browser.get(JOIN).await;
    assert_eq!(
        page.texts("textarea[name=reason][maxlength='2000']").len(),
        1
    );
    let odd = [("content", "burn")];
    let refused = place.browser.submit(&page, LEAVE, &odd).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right_below = format!(".notice[role=alert] + h2 + form[action='{LEAVE}']");
    assert_eq!(refused.texts(&right_below).len(), 1, "{}", refused.body);
    assert_eq!(refused.body.matches(LEAVE).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_banned_finds_how_to_leave_and_take_their_words_along() {
    let mut place = Place::new().await;
    let ban = NewBan {
        account_id: place.ben.id(),
        community_id: Some(place.community.id()),
        reason: String::new(),
        until: None,
        by_actor_id: None,
        ap_id: None,
        created_at: place.stage.now(),
    };
    let mut tx = place.stage.store.begin().await.unwrap();
    replace_ban(&mut tx, &ban).await.unwrap();
    tx.commit().await.unwrap();
    place.leave("delete", "Banned.").await;
    let (post, comment) = place.now().await;
    assert!(post.deleted_at.is_some() && comment.deleted_at.is_some());
    let page = place.browser.get(JOIN).await;
    assert!(page.value("reason").is_none(), "they have left");
}
