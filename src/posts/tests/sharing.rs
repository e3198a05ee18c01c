//! Two communities of one server that work together, through their pages.

use super::stage::Stage;
use crate::accounts::model::Person;
use crate::accounts::tests::browser::{Answer, Browser};
use crate::accounts::tests::open_registration;
use crate::activitypub::delivery::Audience;
use crate::communities::model::Community;
use crate::communities::tests::belongs;
use crate::error::{Error, Reason};
use crate::membership::actions::{accept_link, end_link, propose_link, set_sharing};
use crate::membership::model::{Link, LinkState, Sharing};
use crate::membership::queries::linking::{link_of, list_links};
use crate::moderation::actions::{BanOrder, ban};
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::list_notices;
use crate::posts::actions::{accept_answer, share_thread, unaccept_answer};
use crate::posts::model::Post;
use crate::posts::policy::may_take_share;
use crate::store::Turn;
use crate::web::next::{login_path, register_path};
use axum::http::StatusCode;

const LINKED: &str = "/c/luthiers/settings/linked";
const OTHER: &str = "/c/bows/settings/linked";
const NEIGHBOURS: &str = "aside [aria-labelledby=s-linked] li";

/// ada convenes the luthiers, ben the bows, and cleo belongs to both.
struct Two {
    stage: Stage,
    ada: Person,
    ben: Person,
    cleo: Person,
    luthiers: Community,
    bows: Community,
}

async fn two() -> Two {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let ben = stage.member("ben").await;
    let cleo = stage.member("cleo").await;
    let luthiers = stage.community(&ada, "luthiers").await;
    let bows = stage.community(&ben, "bows").await;
    for place in [&luthiers, &bows] {
        belongs(&stage.app, place, &cleo).await;
    }
    Two {
        stage,
        ada,
        ben,
        cleo,
        luthiers,
        bows,
    }
}

impl Two {
    async fn link(&self) {
        let app = &self.stage.app;
        let viewer = super::world::seen_by(&self.ada);
        let words = "Necks and bows belong together.";
        propose_link(app, &viewer, &self.ada, &self.luthiers, "bows", words)
            .await
            .unwrap();
        accept_link(app, &self.ben, &self.bows, self.luthiers.id())
            .await
            .unwrap();
    }

    /// A question of the luthiers that the bows are shown, too.
    async fn shared(&self) -> Post {
        self.link().await;
        let question = self
            .stage
            .ask(&self.cleo, &self.luthiers, "Which varnish?")
            .await;
        share_thread(&self.stage.app, &self.cleo, question.id, self.bows.id())
            .await
            .unwrap();
        question
    }

    async fn told(&self, who: &Person, kind: NoticeKind) -> usize {
        let mut conn = self.stage.store.read().await.unwrap();
        let found = list_notices(&mut conn, who.id(), Turn::First, 50).await;
        let rows = found.unwrap().rows;
        rows.iter().filter(|notice| notice.kind == kind).count()
    }

    async fn state(&self) -> Option<LinkState> {
        let mut conn = self.stage.store.read().await.unwrap();
        let link = link_of(&mut conn, self.luthiers.id(), self.bows.id()).await;
        link.unwrap().map(|link| link.state)
    }
}

/// Sends a form of a page that has several.
async fn send(browser: &mut Browser, page: &str, fields: &[(&str, &str)]) -> Answer {
    let opened = browser.get(page).await;
    let token = opened.value("csrf").unwrap();
    let mut all = vec![("csrf", token.as_str())];
    all.extend(fields);
    let action = page.split('?').next().unwrap();
    browser.post(action, &all).await
}

fn within(post: &Post) -> String {
    format!("{}?within=bows", post.path())
}

#[tokio::test(flavor = "multi_thread")]
async fn conveners_propose_accept_and_end_and_each_page_names_the_other() {
    let two = two().await;
    let mut ada = two.stage.signed_in("ada").await;
    let mut ben = two.stage.signed_in("ben").await;
    let mut visitor = two.stage.visitor();
    let offer = [
        ("act", "propose"),
        ("community", "!bows"),
        ("words", "Let us."),
    ];
    for wrong in ["", "nothing", "ada"] {
        let fields = [("act", "propose"), ("community", wrong)];
        let refused = send(&mut ada, LINKED, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let itself = [("act", "propose"), ("community", "luthiers")];
    let refused = send(&mut ada, LINKED, &itself).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(two.state().await, None);

    let sent = send(&mut ada, LINKED, &offer).await;
    assert_eq!(sent.location(), LINKED, "{}", sent.body);
    assert_eq!(send(&mut ada, LINKED, &offer).await.wrong(), ["community"]);
    assert_eq!(two.told(&two.ben, NoticeKind::LinkProposed).await, 1);
    let page = ben.get(OTHER).await;
    assert!(page.has("Their conveners propose it.") && page.has("Let us."));
    assert!(visitor.get("/c/bows").await.texts(NEIGHBOURS).is_empty());

    let yes = [("act", "accept"), ("community", "luthiers")];
    let sent = send(&mut ben, OTHER, &yes).await;
    assert_eq!(sent.location(), OTHER, "{}", sent.body);
    assert_eq!(two.told(&two.ada, NoticeKind::LinkAccepted).await, 1);
    for (path, other) in [("/c/luthiers", "The bows"), ("/c/bows", "The luthiers")] {
        for below in ["", "/about"] {
            let page = visitor.get(&format!("{path}{below}")).await;
            assert_eq!(page.texts(NEIGHBOURS), [other], "{path}{below}");
        }
    }

    // Whoever ends it is asked whether they are sure.
    let end = [("act", "end"), ("community", "bows")];
    let asked = send(&mut ada, LINKED, &end).await;
    assert!(asked.has("Work together with The bows no more?"));
    assert_eq!(two.state().await, Some(LinkState::Linked));
    let sent = ada.submit(&asked, LINKED, &[]).await;
    assert_eq!(sent.location(), LINKED, "{}", sent.body);
    assert_eq!(two.state().await, Some(LinkState::Ended));
    assert_eq!(two.told(&two.ben, NoticeKind::LinkEnded).await, 1);
    assert!(visitor.get("/c/bows").await.texts(NEIGHBOURS).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn conveners_decline_and_who_proposes_back_accepts() {
    let two = two().await;
    let mut ada = two.stage.signed_in("ada").await;
    let mut ben = two.stage.signed_in("ben").await;
    let mut cleo = two.stage.signed_in("cleo").await;
    let offer = [("act", "propose"), ("community", "bows")];
    send(&mut ada, LINKED, &offer).await;
    let no = [("act", "decline"), ("community", "luthiers")];
    assert_eq!(send(&mut ben, OTHER, &no).await.location(), OTHER);
    assert_eq!(two.state().await, Some(LinkState::Declined));
    assert_eq!(two.told(&two.ada, NoticeKind::LinkDeclined).await, 1);
    // What was declined is accepted no more.
    let late = [("act", "accept"), ("community", "luthiers")];
    assert_eq!(
        send(&mut ben, OTHER, &late).await.status,
        StatusCode::CONFLICT
    );

    send(&mut ada, LINKED, &offer).await;
    let back = [("act", "propose"), ("community", "luthiers")];
    assert_eq!(send(&mut ben, OTHER, &back).await.location(), OTHER);
    assert_eq!(two.state().await, Some(LinkState::Linked));
    // Members have no say in it.
    assert_eq!(cleo.get(LINKED).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_question_has_one_home_one_tree_and_one_answer_that_both_show() {
    let two = two().await;
    two.link().await;
    let stage = &two.stage;
    let question = stage.ask(&two.ada, &two.luthiers, "Which varnish?").await;
    let mut cleo = stage.signed_in("cleo").await;
    let page = cleo.get(&question.path()).await;
    let share = format!("{}/share", question.path());
    assert_eq!(page.links("Share"), [share.as_str()]);
    let sent = send(&mut cleo, &share, &[("with", "bows")]).await;
    assert_eq!(sent.location(), question.path(), "{}", sent.body);
    // Once more changes nothing.
    send(&mut cleo, &share, &[("with", "bows")]).await;

    let mut visitor = stage.visitor();
    for path in ["/c/bows", "/c/bows/shared"] {
        let page = visitor.get(path).await;
        assert_eq!(page.links("Which varnish?"), [within(&question)], "{path}");
        assert_eq!(page.links("from The luthiers"), ["/c/luthiers"], "{path}");
    }
    let home = visitor.get(&question.path()).await;
    assert_eq!(home.links("The bows"), ["/c/bows"], "shared with");
    let there = visitor.get(&within(&question)).await;
    assert_eq!(there.texts(".crumbs a"), ["The bows", "from The luthiers"]);

    stage.reply(&two.ben, &question, None, "Oil varnish.").await;
    for path in [question.path(), within(&question)] {
        let page = visitor.get(&path).await;
        let read = page.texts("main").concat();
        assert_eq!(read.matches("Oil varnish.").count(), 1, "{path}");
    }
    assert_eq!(two.told(&two.ada, NoticeKind::Answer).await, 1, "told once");
    // The asker accepts at home, and it is accepted there.
    let answer = stage.reply(&two.ben, &question, None, "Or shellac.").await;
    accept_answer(&stage.app, &two.ada, question.id, answer.id)
        .await
        .unwrap();
    assert!(visitor.get(&within(&question)).await.has("Accepted answer"));
    // Who writes on the page of the other community stays on it.
    let page = cleo.get(&within(&question)).await;
    let place = page.value("within").unwrap();
    assert_eq!(place, "bows");
    let token = page.value("csrf").unwrap();
    let fields = [
        ("csrf", token.as_str()),
        ("body", "Spirit varnish."),
        ("within", place.as_str()),
    ];
    let sent = cleo
        .post(&format!("{}/reply", question.path()), &fields)
        .await;
    let back = format!("{}#c-", within(&question));
    assert!(sent.location().starts_with(&back), "{}", sent.location());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_side_hides_or_whom_it_bans_stays_on_the_other() {
    let two = two().await;
    let question = two.shared().await;
    let stage = &two.stage;
    let dan = stage.member("dan").await;
    let rude = stage.reply(&dan, &question, None, "Buy my glue.").await;
    stage.reply(&two.ada, &question, None, "Oil varnish.").await;
    let mut ben = stage.signed_in("ben").await;
    let mut visitor = stage.visitor();
    let hide = format!(
        "/c/bows/shared/{}?reply={}",
        question.public_id, rude.public_id
    );
    let fields = [("reply", rude.public_id.as_str()), ("reason", "Trade")];
    let refused = send(&mut ben, &hide, &[("reply", rude.public_id.as_str())]).await;
    assert_eq!(refused.wrong(), ["reason"]);
    let sent = send(&mut ben, &hide, &fields).await;
    let place = format!("{}#c-{}", within(&question), rude.public_id);
    assert_eq!(sent.location(), place, "{}", sent.body);
    let there = visitor.get(&within(&question)).await;
    assert!(!there.has("Buy my glue.") && there.has("This community does not show this."));
    // Who looks after the community sees that it is hidden, though its asker accepted it.
    accept_answer(&stage.app, &two.cleo, question.id, rude.id)
        .await
        .unwrap();
    let cared = ben.get(&within(&question)).await;
    assert!(cared.has("Buy my glue.") && cared.has("Not shown in this community"));
    unaccept_answer(&stage.app, &two.cleo, question.id)
        .await
        .unwrap();
    assert!(there.has("Oil varnish."));
    assert!(visitor.get(&question.path()).await.has("Buy my glue."));
    let log = visitor.get("/c/bows/modlog").await;
    assert!(log.has("hid from this community") && log.has("Trade"));
    assert!(!visitor.get("/c/luthiers/modlog").await.has("Trade"));
    // From the log it is taken back where it was done.
    let undo = ben.get("/c/bows/modlog").await.links("Take it back");
    assert_eq!(undo, [hide.as_str()]);
    let show = [("reply", rude.public_id.as_str()), ("show", "yes")];
    send(&mut ben, &hide, &show).await;
    let after = ben.get("/c/bows/modlog").await;
    assert!(after.links("Take it back").is_empty(), "{}", after.body);
    assert!(visitor.get(&within(&question)).await.has("Buy my glue."));

    ban(
        &stage.app,
        &two.ben,
        two.bows.id(),
        &dan,
        &BanOrder::default(),
    )
    .await
    .unwrap();
    assert!(!visitor.get(&within(&question)).await.has("Buy my glue."));
    assert!(visitor.get(&question.path()).await.has("Buy my glue."));

    // The thread itself, which leaves the list, and its home.
    let hide = format!("/c/bows/shared/{}", question.public_id);
    let sent = send(&mut ben, &hide, &[("reason", "Not about bows")]).await;
    assert_eq!(sent.location(), "/c/bows/shared", "{}", sent.body);
    assert!(!visitor.get("/c/bows").await.has("Which varnish?"));
    assert!(visitor.get("/c/luthiers").await.has("Which varnish?"));
    let mut cleo = stage.signed_in("cleo").await;
    assert_eq!(cleo.get(&hide).await.status, StatusCode::FORBIDDEN);
    send(&mut ben, &hide, &[("show", "yes")]).await;
    assert!(visitor.get("/c/bows").await.has("Which varnish?"));
}

#[tokio::test(flavor = "multi_thread")]
async fn threads_of_whom_a_community_bans_are_shown_in_its_name_no_more() {
    let two = two().await;
    let question = two.shared().await;
    let app = &two.stage.app;
    let mut visitor = two.stage.visitor();
    assert!(visitor.get("/c/bows/shared").await.has("Which varnish?"));
    let (by, place) = (&two.ben, two.bows.id());
    ban(app, by, place, &two.cleo, &BanOrder::default())
        .await
        .unwrap();
    for path in ["/c/bows", "/c/bows/shared"] {
        assert!(!visitor.get(path).await.has("Which varnish?"), "{path}");
    }
    let there = visitor.get(&within(&question)).await;
    let crumbs = there.texts(".crumbs a");
    assert!(!crumbs.iter().any(|crumb| crumb == "The bows"));
    assert!(visitor.get("/c/luthiers").await.has("Which varnish?"));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_everybody_reads_is_taken_from_a_community_that_it_is_linked_to() {
    let two = two().await;
    let question = two.shared().await;
    let link = {
        let mut conn = two.stage.store.read().await.unwrap();
        let link = link_of(&mut conn, two.bows.id(), two.luthiers.id()).await;
        link.unwrap().unwrap()
    };
    let now = Some(two.stage.now());
    let with = |change: &dyn Fn(&mut Post)| {
        let mut post = question.clone();
        change(&mut post);
        post
    };
    let ended = Link {
        state: LinkState::Ended,
        ..link.clone()
    };
    let sound = question.clone();
    let cases = [
        (sound.clone(), Some(&link), false, Ok(())),
        (sound.clone(), Some(&link), true, Err(Reason::KeptOut)),
        (sound.clone(), Some(&ended), false, Err(Reason::NotLinked)),
        (sound, None, false, Err(Reason::NotLinked)),
        (
            with(&|post| post.audience = Audience::Community),
            Some(&link),
            false,
            Err(Reason::NotForEverybody),
        ),
        (
            with(&|post| post.held_at = now),
            Some(&link),
            false,
            Err(Reason::Held),
        ),
        (
            with(&|post| post.removed_at = now),
            Some(&link),
            false,
            Err(Reason::Removed),
        ),
        (
            with(&|post| post.deleted_at = now),
            Some(&link),
            false,
            Err(Reason::Deleted),
        ),
        (
            with(&|post| post.community_id = two.bows.id()),
            Some(&link),
            false,
            Err(Reason::WrongOrigin),
        ),
    ];
    for (post, link, kept_out, expected) in cases {
        let judged = may_take_share(&two.bows, &two.luthiers, &post, link, kept_out);
        assert_eq!(judged, expected, "{post:?} {link:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_shared_stays_when_a_link_ends_and_nothing_new_comes() {
    let two = two().await;
    let question = two.shared().await;
    let mut ada = two.stage.signed_in("ada").await;
    let end = [("act", "end"), ("community", "bows"), ("sure", "yes")];
    send(&mut ada, LINKED, &end).await;
    let mut visitor = two.stage.visitor();
    assert!(visitor.get("/c/bows").await.has("Which varnish?"));
    assert_eq!(visitor.get(&within(&question)).await.status, StatusCode::OK);
    let more = two.stage.ask(&two.cleo, &two.luthiers, "Which glue?").await;
    let shared = share_thread(&two.stage.app, &two.cleo, more.id, two.bows.id()).await;
    assert!(matches!(shared, Err(Error::Refused(Reason::NotLinked))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_that_is_not_for_everybody_any_more_ends_its_links_and_shares() {
    let two = two().await;
    two.shared().await;
    let mut ada = two.stage.signed_in("ada").await;
    let joining = "/c/luthiers/settings/joining";
    let saved = ada.fill_in(joining, &[("read", "members")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(two.state().await, Some(LinkState::Ended));
    let mut visitor = two.stage.visitor();
    for path in ["/c/bows", "/c/bows/shared"] {
        assert!(!visitor.get(path).await.has("Which varnish?"), "{path}");
    }
    let offer = [("act", "propose"), ("community", "bows")];
    let refused = send(&mut ada, LINKED, &offer).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_shares_is_for_the_conveners_to_set_and_nobody_banned_is_brought_in() {
    let two = two().await;
    two.link().await;
    let app = &two.stage.app;
    let question = two
        .stage
        .ask(&two.cleo, &two.luthiers, "Which varnish?")
        .await;
    let dan = two.stage.member("dan").await;
    let share = async |who: &Person| share_thread(app, who, question.id, two.bows.id()).await;
    let refused = share(&dan).await;
    assert!(matches!(refused, Err(Error::Refused(Reason::NotMember))));
    let mut ada = two.stage.signed_in("ada").await;
    let fields = [
        ("act", "sharing"),
        ("community", "bows"),
        ("sharing", "conveners"),
    ];
    assert_eq!(send(&mut ada, LINKED, &fields).await.location(), LINKED);
    let refused = share(&two.cleo).await;
    assert!(matches!(
        refused,
        Err(Error::Refused(Reason::SharingRestricted))
    ));
    let by = (&two.ada, &two.luthiers, two.bows.id());
    set_sharing(app, by.0, by.1, by.2, Sharing::Members)
        .await
        .unwrap();

    // Whom the other community has banned neither shares with it nor is shown by it.
    ban(
        app,
        &two.ben,
        two.bows.id(),
        &two.cleo,
        &BanOrder::default(),
    )
    .await
    .unwrap();
    let refused = share(&two.cleo).await;
    assert!(matches!(refused, Err(Error::Refused(Reason::Banned))));
    let refused = share(&two.ada).await;
    assert!(matches!(refused, Err(Error::Refused(Reason::KeptOut))));
}

#[tokio::test(flavor = "multi_thread")]
async fn conveners_are_told_where_answers_from_the_other_side_wait() {
    let two = two().await;
    let mut ada = two.stage.signed_in("ada").await;
    let waits = "Only members reply here.";
    assert!(!ada.get(LINKED).await.has(waits));
    let writing = "/c/luthiers/settings/writing";
    let members = [("post_policy", "members"), ("answer_policy", "members")];
    let saved = send(&mut ada, writing, &members).await;
    assert_eq!(saved.location(), writing, "{}", saved.body);
    assert!(ada.get(LINKED).await.has(waits));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_shared_is_called_so_also_when_the_two_work_together_no_more() {
    let two = two().await;
    let question = two.shared().await;
    end_link(&two.stage.app, &two.ada, &two.luthiers, two.bows.id())
        .await
        .unwrap();
    let page = two.stage.visitor().get("/c/bows").await;
    assert_eq!(page.texts("#s-shared"), ["Shared from other communities"]);
    assert!(page.has(&question.title) && page.texts(NEIGHBOURS).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_or_up_to_answer_comes_back_to_the_page_they_read() {
    let two = two().await;
    let question = two.shared().await;
    open_registration(&two.stage.app).await;
    let mut visitor = two.stage.visitor();
    for path in [question.path(), within(&question)] {
        let page = visitor.get(&path).await;
        assert_eq!(page.links("Sign in to reply"), [login_path(&path)]);
        assert_eq!(page.links("Make an account"), [register_path(&path)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn open_links_stand_before_those_that_have_ended_since() {
    let two = two().await;
    two.link().await;
    let cellos = two.stage.community(&two.ben, "cellos").await;
    let (app, viewer) = (&two.stage.app, super::world::seen_by(&two.ada));
    propose_link(app, &viewer, &two.ada, &two.luthiers, "cellos", "")
        .await
        .unwrap();
    end_link(app, &two.ada, &two.luthiers, cellos.id())
        .await
        .unwrap();
    let mut conn = two.stage.store.read().await.unwrap();
    let links = list_links(&mut conn, two.luthiers.id()).await.unwrap();
    let states: Vec<LinkState> = links.iter().map(|link| link.state).collect();
    assert_eq!(states, [LinkState::Linked, LinkState::Ended]);
}
