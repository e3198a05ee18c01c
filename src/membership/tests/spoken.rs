//! Joining, leaving and inviting as somebody sees them whose browser asks for German.

use crate::accounts::tests::browser::{Answer, Browser};
use crate::membership::actions::CommunityForm;
use crate::posts::tests::stage::Stage;

const FRONT: &str = "/c/luthiers";
const JOIN: &str = "/c/luthiers/join";
const RULES: &str = "/c/luthiers/rules";
const LEAVE: &str = "/c/luthiers/leave";
const JOINING: &str = "/c/luthiers/settings/joining";
const QUESTIONS: &str = "/c/luthiers/settings/questions";
const INVITATIONS: &str = "/c/luthiers/settings/invitations";

/// A community of ada's with a rule, into which people come as `join` says; ben is somebody else here.
async fn stage(join: &str) -> Stage {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    let form = CommunityForm {
        rules: "1. Be kind.".into(),
        ..CommunityForm::default()
    };
    stage.open(&ada, "luthiers", form).await;
    let mut convener = stage.signed_in("ada").await;
    let saved = convener.fill_in(JOINING, &[("join", join)]).await;
    assert_eq!(saved.location(), JOINING, "{}", saved.body);
    let asked = [
        ("question_1", "Was baust du?"),
        ("question_1_kind", "text"),
        ("question_1_required", "on"),
    ];
    let saved = convener.fill_in(QUESTIONS, &asked).await;
    assert_eq!(saved.location(), QUESTIONS, "{}", saved.body);
    stage
}

fn german(mut browser: Browser) -> Browser {
    browser.headers = vec![("accept-language", "de".to_owned())];
    browser
}

fn says(page: &Answer, german: &[&str], no: &[&str]) {
    for words in german {
        assert!(page.has(words), "{words}\n{}", page.body);
    }
    for words in no {
        assert!(!page.has(words), "{words}\n{}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_applies_reads_german_from_the_first_look_to_the_answer() {
    let stage = stage("application").await;
    let mut visitor = german(stage.visitor());
    let page = visitor.get(JOIN).await;
    says(
        &page,
        &[
            "luthiers beitreten",
            "Für wen sie da ist",
            "1 Mitglied; in den letzten 30 Tagen 0 neue Themen und 0 Beiträge.",
            "Wer sich um sie kümmert",
            "Du bewirbst dich, und die Leitung entscheidet.",
            "Was du gefragt wirst",
            "Zum Beitreten anmelden",
            "Von einem anderen Server beitreten",
        ],
        &[
            "You apply",
            "What you will be asked",
            "Sign in to join",
            "Joining from another server",
            "Who looks after it",
        ],
    );
    assert_eq!(page.links("Bewerben"), ["#join"]);
    let mut ben = german(stage.signed_in("ben").await);
    let sent = ben
        .fill_in(JOIN, &[("agree", "on"), ("answer_1", "Geigen")])
        .await;
    assert_eq!(sent.location(), JOIN, "{}", sent.body);
    let page = ben.get(JOIN).await;
    says(
        &page,
        &[
            "Deine Bewerbung liegt der Leitung vor.",
            "Du hast dich beworben (gerade eben).",
            "ohne Entscheidung endet die Bewerbung am ",
            "Was du geantwortet hast",
            "Bewerbung zurückziehen",
        ],
        &[
            "You applied",
            "Withdraw the application",
            "conveners decide",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_member_reads_german_from_the_welcome_to_leaving() {
    let stage = stage("open").await;
    let mut ben = german(stage.signed_in("ben").await);
    let joined = ben.fill_in(JOIN, &[("agree", "on")]).await;
    assert_eq!(joined.location(), JOIN, "{}", joined.body);
    let page = ben.get(JOIN).await;
    says(
        &page,
        &[
            "Willkommen: Du bist Mitglied von The luthiers.",
            "Du bist beigetreten (gerade eben).",
            "Deine ersten Schritte: 1 von 2",
            "Stell dich vor: wer du bist und worum es dir geht.",
            "Dein erstes Thema oder dein erster Beitrag hier zählt: ",
            "Warum, wenn du es sagen magst",
            "Es bleibt unter meinem Namen",
        ],
        &["You are a member", "first steps:", "It stays"],
    );
    let front = ben.get(FRONT).await;
    assert_eq!(front.links("ein Thema beginnen"), ["/c/luthiers/new"]);
    let rules = ben.get(RULES).await;
    says(
        &rules,
        &["Regeln von The luthiers", "Du hast zugestimmt"],
        &["You agreed", "Rules of"],
    );
    let asked = ben.submit(&page, LEAVE, &[("content", "delete")]).await;
    says(
        &asked,
        &[
            "Aus The luthiers austreten und löschen, was du geschrieben hast?",
            "Austreten und löschen",
        ],
        &["Leave The"],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_invites_reads_german() {
    let stage = stage("application").await;
    let mut ada = german(stage.signed_in("ada").await);
    let page = ada.get(INVITATIONS).await;
    says(
        &page,
        &[
            "Wer eingeladen ist, sieht, wofür diese Gemeinschaft da ist",
            "Ein Link zum Weitergeben",
            "Von 1 bis 1000. Leer gelassen: 10.",
            "Noch wurde niemand eingeladen.",
        ],
        &["Whoever is invited", "Nobody has been", "Left empty"],
    );
    let made = ada.fill_in(INVITATIONS, &[("way", "link")]).await;
    says(
        &made,
        &["Er wird nur jetzt gezeigt.", "0 von 10 benutzt, offen bis "],
        &["It is shown only now", "0 of 10 used"],
    );
}
