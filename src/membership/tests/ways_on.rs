//! That nobody is left without a word of how to go on, on the pages of a community and of joining it.

use crate::accounts::model::{Person, Viewer};
use crate::accounts::tests::browser::Browser;
use crate::communities::model::Community;
use crate::communities::tests::known;
use crate::membership::actions::{
    CommunityForm, Decision, InvitationForm, JoinForm, decide, invite, join, open_application_of,
    parse_questions, update_questions,
};
use crate::membership::model::Channel;
use crate::posts::tests::stage::Stage;
use chrono::TimeDelta;

const JOIN: &str = "/c/luthiers/join";
const JOINING: &str = "/c/luthiers/settings/joining";

/// A community of ada's that ben applies to, and how it is asked.
struct Guild {
    stage: Stage,
    place: Community,
    ada: Person,
    ben: Person,
}

impl Guild {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let ada = stage.member("ada").await;
        let ben = stage.member("ben").await;
        let form = CommunityForm {
            rules: "1. Be kind.".into(),
            ..CommunityForm::default()
        };
        let place = stage.open(&ada, "luthiers", form).await;
        let mut convener = stage.signed_in("ada").await;
        let saved = convener.fill_in(JOINING, &[("join", "application")]).await;
        assert_eq!(saved.location(), JOINING, "{}", saved.body);
        Self {
            stage,
            place,
            ada,
            ben,
        }
    }

    /// ben applies, and ada decides with these words.
    async fn decides(&self, decision: Decision, words: &str) {
        let (app, place) = (&self.stage.app, &self.place);
        let form = JoinForm {
            agreed: Some(1),
            answers: Vec::new(),
        };
        join(app, &self.ben, place, &form, Channel::Page)
            .await
            .unwrap();
        let open = open_application_of(app, place, &self.ben).await.unwrap();
        let viewer = Viewer::Account {
            id: self.ada.id(),
            admin: false,
        };
        decide(
            app,
            &viewer,
            &self.ada,
            place.id(),
            open.id,
            decision,
            words,
        )
        .await
        .unwrap();
    }

    async fn ben(&self) -> Browser {
        self.stage.signed_in("ben").await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_let_in_reads_what_the_conveners_wrote() {
    let guild = Guild::new().await;
    guild.decides(Decision::Approve, "Bring your plane.").await;
    let page = guild.ben().await.get(JOIN).await;
    assert!(page.has("You are a member.") && page.has("This is what they wrote:"));
    assert_eq!(page.texts("blockquote"), ["Bring your plane."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_declined_and_is_invited_since_is_told_of_the_invitation() {
    let guild = Guild::new().await;
    guild.decides(Decision::Decline, "We are full.").await;
    let mut ben = guild.ben().await;
    let page = ben.get(JOIN).await;
    assert!(page.has("You can apply again on ") && page.has("We are full."));
    let form = InvitationForm {
        way: "person".into(),
        whom: "ben".into(),
        words: "A bench is free.".into(),
        ..InvitationForm::default()
    };
    invite(
        &guild.stage.app,
        &guild.ada,
        &guild.place,
        &form,
        Some(&guild.ben),
    )
    .await
    .unwrap();
    let page = ben.get(JOIN).await;
    assert!(page.has("You are invited.") && page.has("A bench is free."));
    assert!(page.value("agree").is_some(), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_read_how_each_question_is_answered_and_where_one_joins() {
    let guild = Guild::new().await;
    let asked = "text: Why?\nchoice: Where? | | Home, Shop\ntick: I am over 18";
    let asked = parse_questions(asked).unwrap();
    let (app, system) = (&guild.stage.app, Viewer::System);
    update_questions(app, &system, &guild.ada, &guild.place, &asked)
        .await
        .unwrap();
    let mut visitor = guild.stage.visitor();
    let page = visitor.get(JOIN).await;
    let told = page.texts("main ol.list small");
    assert_eq!(told, ["One of: Home, Shop", "You tick it."]);
    assert!(
        page.has("Nobody has written that down yet."),
        "whom it is for"
    );
    let members = visitor.get("/c/luthiers/members").await;
    assert_eq!(members.links("What it is for, and how to join"), [JOIN]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_another_server_knows_is_not_said_not_to_be() {
    let stage = Stage::new().await;
    known(&stage.app, "https://l.test/c/go", "Group", "go").await;
    let mut visitor = stage.visitor();
    for page in ["/c/go@l.test/rules", "/c/go@l.test/members"] {
        let page = visitor.get(page).await;
        assert_eq!(page.links("Open it on l.test"), ["https://l.test/c/go"]);
    }
    let tree = visitor.get("/c/go@l.test/communities").await;
    assert!(!tree.has("Each has members and rules of its own."));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_declined_reads_who_decided_why_and_when_and_how_to_apply_again() {
    let guild = Guild::new().await;
    guild.decides(Decision::Decline, "We are full.").await;
    let mut ben = guild.ben().await;
    let page = ben.get(JOIN).await;
    let day = guild.stage.app.now().plus(TimeDelta::days(14));
    let day = day.utc().format("%-d %B %Y");
    for part in [
        "The conveners declined your application.".to_owned(),
        "They decided just now.".to_owned(),
        format!("You can apply again on {day}. From then on the form for it is on this page."),
        "This is what they wrote:".to_owned(),
    ] {
        assert!(page.has(&part), "{part}: {}", page.body);
    }
    assert_eq!(page.texts("blockquote"), ["We are full."]);
    assert!(page.value("agree").is_none());
    // Where nobody is taken any more nobody is told that they can apply.
    let mut ada = guild.stage.signed_in("ada").await;
    ada.fill_in(JOINING, &[("join", "closed")]).await;
    let page = ben.get(JOIN).await;
    assert!(page.has("The conveners declined your application."));
    assert!(page.has("This community takes no new members.") && !page.has("apply again"));
    ada.fill_in(JOINING, &[("join", "application")]).await;
    guild.stage.clock.advance(TimeDelta::days(14));
    let page = guild.ben().await.get(JOIN).await;
    assert!(page.has("You can apply again. The form for it is on this page."));
    assert!(page.value("agree").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_answered_is_told_since_when_and_until_when_they_wait() {
    let guild = Guild::new().await;
    guild.decides(Decision::AskMore, "How many?").await;
    let end = guild.stage.app.now().plus(TimeDelta::days(30));
    let end = end.utc().format("%-d %B %Y");
    let until = format!("without a decision the application ends on {end}");
    guild.stage.clock.advance(TimeDelta::days(2));
    let mut ben = guild.ben().await;
    let page = ben.get(JOIN).await;
    assert!(page.has("You applied 2 days ago") && page.has(&until));
    let more = format!("{JOIN}/more");
    ben.submit(&page, &more, &[("more", "Two.")]).await;
    let page = ben.get(JOIN).await;
    assert!(page.has("You answered just now."), "{}", page.body);
    assert!(page.has("You applied 2 days ago.") && page.has(&until));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_does_to_join_stands_before_what_one_may_look_at() {
    let guild = Guild::new().await;
    let mut ada = guild.stage.signed_in("ada").await;
    let before = "/c/luthiers/settings/before";
    let said = [("not_for", "Dealers"), ("offers", "A library.")];
    let saved = ada.fill_in(before, &said).await;
    assert_eq!(saved.location(), before, "{}", saved.body);
    let asked = parse_questions("text: Why?").unwrap();
    let (app, system) = (&guild.stage.app, Viewer::System);
    update_questions(app, &system, &guild.ada, &guild.place, &asked)
        .await
        .unwrap();
    let rest = ["What you get", "How alive it is", "Who looks after it"];
    let first = ["Who it is for", "Rules", "Joining"];
    let whole = [&first[..], &rest[..]].concat();
    let visitor = guild.stage.visitor().get(JOIN).await;
    assert_eq!(visitor.texts("main h2"), whole);
    let ben = guild.ben().await.get(JOIN).await;
    assert_eq!(ben.texts("main h2"), whole);
    let at = |what: &str| ben.body.find(what).unwrap();
    assert!(at("name=\"answer_1\"") < at("name=\"agree\""));
    assert!(at("name=\"agree\"") < at("What you get"));
    // Nobody who belongs comes to leave.
    let ada = ada.get(JOIN).await;
    assert_eq!(
        ada.texts("main h2").last().map(String::as_str),
        Some("Leaving")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn conveners_see_the_community_and_its_page_for_joining_with_a_strangers_heads() {
    let guild = Guild::new().await;
    guild
        .stage
        .ask(&guild.ada, &guild.place, "Which glue?")
        .await;
    let mut ada = guild.stage.signed_in("ada").await;
    for path in ["/c/luthiers", JOIN] {
        let own = ada.get(path).await;
        assert!(!own.links("Settings").is_empty() && own.links("Sign in").is_empty());
        let preview = ada.get(&format!("{path}?as=stranger")).await;
        let visitor = guild.stage.visitor().get(path).await;
        assert!(preview.has("You see what a stranger sees."), "{path}");
        for part in [
            ".top-end a",
            ".masthead .tabs a",
            ".masthead-acts a",
            ".masthead-acts button",
            "main h2",
            "aside h2",
        ] {
            assert_eq!(preview.texts(part), visitor.texts(part), "{path} {part}");
        }
    }
    let preview = ada.get("/c/luthiers?as=stranger").await;
    assert!(preview.has("Which glue?"));
    assert_eq!(preview.links("Back to your own view"), ["/c/luthiers"]);
    // In another order, and of one kind, it stays a stranger's.
    for part in ["Newest", "Questions"] {
        let link = preview.links(part).remove(0);
        let there = ada.get(&link).await;
        assert!(there.has("You see what a stranger sees."), "{link}");
        assert!(there.has("Which glue?"), "{link}");
    }
    // What only members read a stranger sees none of, whoever looks.
    ada.fill_in(JOINING, &[("read", "members")]).await;
    guild
        .stage
        .ask(&guild.ada, &guild.place, "Which wood?")
        .await;
    assert!(ada.get("/c/luthiers").await.has("Which wood?"));
    let preview = ada.get("/c/luthiers?as=stranger").await;
    assert!(!preview.has("Which wood?"), "{}", preview.body);
}
