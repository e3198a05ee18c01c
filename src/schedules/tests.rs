//! Threads that begin by themselves.

use super::actions::{ScheduleForm, make_schedule, run_schedule};
use super::jobs::RunSchedule;
use super::queries::list_schedules;
use crate::accounts::actions::delete_account;
use crate::accounts::model::{Person, Viewer};
use crate::communities::model::Community;
use crate::error::Error;
use crate::jobs::run_pending;
use crate::membership::actions::{
    CommunityForm, SettingsForm, name_convener, step_down, update_settings,
};
use crate::posts::queries::{Listing, Scope, Sort, list_threads};
use crate::posts::tests::stage::Stage;
use crate::server;
use crate::store::Turn;
use axum::http::StatusCode;
use chrono::TimeDelta;

async fn work(stage: &Stage) {
    run_pending(&stage.data, &server::jobs()).await.unwrap();
}

async fn titles(stage: &Stage, place: &Community) -> Vec<String> {
    let mut conn = stage.store.read().await.unwrap();
    let listing = Listing::new(Scope::Community(place.id()), Sort::New);
    let found = list_threads(&mut conn, &Viewer::System, &listing, Turn::First, 50).await;
    found
        .unwrap()
        .rows
        .into_iter()
        .map(|row| row.title)
        .collect()
}

/// Every Monday at nine; the clock of the tests stands at noon of a Monday.
fn weekly() -> ScheduleForm {
    ScheduleForm {
        title: "{number}: what did you learn in week {week}?".to_owned(),
        body: "Tell us.".to_owned(),
        tags: "learning".to_owned(),
        every: "week".to_owned(),
        day: "1".to_owned(),
        time: "09:00".to_owned(),
        ..ScheduleForm::default()
    }
}

async fn guild(zone: &str) -> (Stage, Person, Community) {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let mut conn = stage.store.read().await.unwrap();
    let form = SettingsForm::load(&mut conn, &place).await.unwrap();
    drop(conn);
    let form = SettingsForm {
        time_zone: zone.to_owned(),
        ..form
    };
    let place = update_settings(&stage, &Viewer::System, &ada, &place, &form)
        .await
        .unwrap();
    (stage, ada, place)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_begins_at_its_time_and_never_twice() {
    let (stage, ada, place) = guild("Europe/Berlin").await;
    let made = make_schedule(&stage, &ada, &place, &weekly())
        .await
        .unwrap();
    let slot = made.next_at.unwrap();
    assert_eq!(slot.wire(), "2026-06-08T07:00:00Z", "nine in Berlin");
    stage.clock.advance(TimeDelta::days(6));
    work(&stage).await;
    assert!(titles(&stage, &place).await.is_empty());
    stage.clock.advance(TimeDelta::hours(20));
    work(&stage).await;
    assert_eq!(
        titles(&stage, &place).await,
        ["1: what did you learn in week 24?"]
    );
    // The same job once more, as after a crash behind the commit.
    let again = RunSchedule {
        schedule: made.id,
        slot,
    };
    run_schedule(&stage, &again).await.unwrap();
    work(&stage).await;
    assert_eq!(titles(&stage, &place).await.len(), 1);
    // The server is off for three weeks: what was missed begins once.
    stage.clock.advance(TimeDelta::days(21));
    work(&stage).await;
    work(&stage).await;
    assert_eq!(titles(&stage, &place).await.len(), 2);
    let mut conn = stage.store.read().await.unwrap();
    let all = list_schedules(&mut conn, place.id(), 10).await.unwrap();
    assert_eq!(all[0].made, 2);
    assert!(all[0].next_at.unwrap() > stage.now());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_planned_goes_by_the_new_clock_when_the_community_changes_it() {
    let (stage, ada, place) = guild("UTC").await;
    make_schedule(&stage, &ada, &place, &weekly())
        .await
        .unwrap();
    let next = async || {
        let mut conn = stage.store.read().await.unwrap();
        let all = list_schedules(&mut conn, place.id(), 10).await.unwrap();
        all[0].next_at.unwrap().wire()
    };
    let set = async |zone: &str| {
        let mut conn = stage.store.read().await.unwrap();
        let form = SettingsForm::load(&mut conn, &place).await.unwrap();
        drop(conn);
        let time_zone = zone.to_owned();
        let form = SettingsForm { time_zone, ..form };
        update_settings(&stage, &Viewer::System, &ada, &place, &form)
            .await
            .unwrap();
        work(&stage).await;
    };
    assert_eq!(next().await, "2026-06-08T09:00:00Z");
    set("Europe/Berlin").await;
    assert_eq!(next().await, "2026-06-08T07:00:00Z");
    stage.clock.advance(TimeDelta::hours(7 * 24 - 4));
    work(&stage).await;
    assert_eq!(titles(&stage, &place).await.len(), 1, "at eight, not nine");
    // Nine o'clock comes once more on this Monday, but not for what has begun on it.
    set("America/New_York").await;
    assert_eq!(next().await, "2026-06-15T13:00:00Z");
    stage.clock.advance(TimeDelta::days(1));
    work(&stage).await;
    assert_eq!(titles(&stage, &place).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_stops_when_its_author_may_not_any_more_and_says_why() {
    let (stage, ada, place) = guild("UTC").await;
    let ben = stage.member("ben").await;
    name_convener(&stage, &Viewer::System, &ada, &place, &ben)
        .await
        .unwrap();
    make_schedule(&stage, &ada, &place, &weekly())
        .await
        .unwrap();
    step_down(&stage, &ada, &place).await.unwrap();
    stage.clock.advance(TimeDelta::days(8));
    work(&stage).await;
    assert!(titles(&stage, &place).await.is_empty());
    let mut browser = stage.signed_in("ben").await;
    let page = browser.get("/c/luthiers/settings/schedules").await;
    assert!(
        page.has("It stopped by itself: Only conveners"),
        "{}",
        page.body
    );
    delete_account(&stage, &Viewer::System, ada.id(), "")
        .await
        .unwrap();
    work(&stage).await;
    let mut conn = stage.store.read().await.unwrap();
    let all = list_schedules(&mut conn, place.id(), 10).await.unwrap();
    assert!(all.is_empty(), "it goes with the account");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schedule_is_planned_paused_and_deleted_on_its_page() {
    let (stage, _, place) = guild("UTC").await;
    let path = "/c/luthiers/settings/schedules";
    let mut browser = stage.signed_in("ada").await;
    let page = browser.get(path).await;
    let wrong = [
        ("title", ""),
        ("every", "year"),
        ("time", "25:00"),
        ("starts_on", "soon"),
    ];
    let refused = browser.submit(&page, path, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.wrong(), ["every", "time", "starts_on"]);
    let right = [
        ("title", "What did you learn?"),
        ("every", "week"),
        ("day", "1"),
        ("time", "09:00"),
    ];
    let planned = browser.submit(&page, path, &right).await;
    assert_eq!(planned.location(), path, "{}", planned.body);
    let page = browser.get(path).await;
    // The other parts of the settings are beside it, as on their own pages.
    let other = page.links("Asking and answering");
    assert_eq!(other, ["/c/luthiers/settings/asking"], "{}", page.body);
    for said in [
        "every Monday at 09:00",
        "Monday, 8 June 2026, 09:00",
        "Monday, 15 June 2026",
    ] {
        assert!(page.has(said), "{said}: {}", page.body);
    }
    let id = {
        let mut conn = stage.store.read().await.unwrap();
        list_schedules(&mut conn, place.id(), 10).await.unwrap()[0].id
    };
    let change = format!("{path}/{id}");
    stage.member("ben").await;
    let mut other = stage.signed_in("ben").await;
    let token = other.get("/settings").await.value("csrf").unwrap();
    let fields = [("csrf", token.as_str()), ("what", "delete")];
    let refused = other.post(&change, &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(other.get(path).await.status, StatusCode::FORBIDDEN);

    let paused = browser.submit(&page, &change, &[("what", "pause")]).await;
    assert_eq!(paused.location(), path);
    stage.clock.advance(TimeDelta::days(8));
    work(&stage).await;
    assert!(titles(&stage, &place).await.is_empty());
    let page = browser.get(path).await;
    browser.submit(&page, &change, &[("what", "resume")]).await;
    stage.clock.advance(TimeDelta::days(7));
    work(&stage).await;
    assert_eq!(titles(&stage, &place).await, ["What did you learn?"]);
    let page = browser.get(path).await;
    browser.submit(&page, &change, &[("what", "delete")]).await;
    stage.clock.advance(TimeDelta::days(7));
    work(&stage).await;
    assert_eq!(titles(&stage, &place).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_posted_is_not_planned() {
    let (stage, ada, place) = guild("UTC").await;
    let ben = stage.member("ben").await;
    let other = make_schedule(&stage, &ben, &place, &weekly()).await;
    assert_eq!(other.unwrap_err().status(), 403);
    for (field, form) in [
        (
            "title",
            ScheduleForm {
                title: String::new(),
                ..weekly()
            },
        ),
        (
            "tags",
            ScheduleForm {
                tags: "no=tag".to_owned(),
                ..weekly()
            },
        ),
        (
            "day",
            ScheduleForm {
                day: "8".to_owned(),
                ..weekly()
            },
        ),
    ] {
        let refused = make_schedule(&stage, &ada, &place, &form)
            .await
            .unwrap_err();
        let Error::Invalid(fields) = refused else {
            panic!("{field}: {refused}");
        };
        assert_eq!(fields[0].field, field);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_and_why_there_is_none_are_said_in_the_language_of_the_community() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let form = CommunityForm {
        language: "de".to_owned(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "geigen", form).await;
    let form = ScheduleForm {
        title: "Was habt ihr gelernt? ({date})".to_owned(),
        ..weekly()
    };
    make_schedule(&stage, &ada, &place, &form).await.unwrap();
    stage.clock.advance(TimeDelta::days(7));
    work(&stage).await;
    assert_eq!(
        titles(&stage, &place).await,
        ["Was habt ihr gelernt? (8. Juni 2026)"]
    );
    name_convener(&stage, &Viewer::System, &ada, &place, &ben)
        .await
        .unwrap();
    step_down(&stage, &ada, &place).await.unwrap();
    stage.clock.advance(TimeDelta::days(7));
    work(&stage).await;
    let mut browser = stage.signed_in("ben").await;
    browser.headers = vec![("accept-language", "de".to_owned())];
    let page = browser.get("/c/geigen/settings/schedules").await;
    assert!(
        page.has("Das hat von selbst aufgehört: Das darf nur die Leitung dieser Gemeinschaft."),
        "{}",
        page.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_schedules_speaks_the_language_of_its_reader() {
    let (stage, ada, place) = guild("Europe/Berlin").await;
    let once = ScheduleForm {
        every: "once".to_owned(),
        starts_on: "2026-12-31".to_owned(),
        ..weekly()
    };
    for form in [weekly(), once] {
        make_schedule(&stage, &ada, &place, &form).await.unwrap();
    }
    let path = "/c/luthiers/settings/schedules";
    let mut browser = stage.signed_in("ada").await;
    browser.headers = vec![("accept-language", "de".to_owned())];
    let page = browser.get(path).await;
    for said in [
        "Themen, die von selbst beginnen",
        "Es gilt die Zeit von Europe/Berlin; <a href=\"/c/luthiers/settings/tags\">Zeitzone ändern</a>",
        "jeden Montag um 09:00 Uhr; bisher 0",
        "einmal, am 31. Dezember 2026 um 09:00 Uhr; bisher 0",
        "Als Nächstes: Montag, 8. Juni 2026, 09:00 Uhr; Montag, 15. Juni 2026, 09:00 Uhr;",
        "{date} (Datum)",
        "Zum ersten Mal am",
    ] {
        assert!(page.has(said), "{said}: {}", page.body);
    }
    for said in [
        "Monday",
        "Times are",
        "so far",
        "Next:",
        "How often",
        "Plan it",
    ] {
        assert!(!page.has(said), "{said}: {}", page.body);
    }
    let fields = |time| [("title", "Lernen"), ("every", "day"), ("time", time)];
    let refused = browser.submit(&page, path, &fields("25:00")).await;
    assert_eq!(refused.wrong(), ["time"]);
    assert!(
        refused.has("Eine Uhrzeit sieht so aus: 09:30."),
        "{}",
        refused.body
    );
    browser.submit(&page, path, &fields("09:00")).await;
    let page = browser.get(path).await;
    assert!(
        page.has("Das beginnt ab jetzt von selbst, in deinem Namen."),
        "{}",
        page.body
    );
}
