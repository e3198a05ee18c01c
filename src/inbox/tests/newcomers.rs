//! The first steps of people of other servers.

use super::World;
use crate::accounts::model::Viewer;
use crate::communities::federation::{FRESH, resolve_actor};
use crate::membership::actions::{JoinForm, SettingsForm, join, tend_newcomers, update_settings};
use crate::membership::model::{Channel, Role};
use crate::membership::queries::figures::{Figure, list_figures};
use crate::membership::queries::membership_of;
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::list_notices;
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::ThreadKind;
use crate::store::Turn;
use chrono::TimeDelta;

#[tokio::test(flavor = "multi_thread")]
async fn an_introduction_from_elsewhere_is_a_first_step_and_is_told_to_who_greets() {
    let world = World::new().await;
    let (app, ada, place) = (&world.app, &world.ada, &world.luthiers);
    let draft = ThreadDraft {
        title: "Who are you?".into(),
        body: "Say it here.".into(),
        ..ThreadDraft::default()
    };
    let hello = start_thread(app, ada, place.id(), ThreadKind::Discussion, &draft)
        .await
        .unwrap();
    let mut conn = app.store.read().await.unwrap();
    let mut form = SettingsForm::load(&mut conn, place).await.unwrap();
    drop(conn);
    form.introductions = hello.path();
    form.newcomer_contributions = "3".into();
    let viewer = Viewer::Account {
        id: ada.id(),
        admin: false,
    };
    update_settings(app, &viewer, ada, place, &form)
        .await
        .unwrap();
    let bo = world.person("https://away.test/u/bo");
    let who = resolve_actor(app, &bo.id, FRESH).await.unwrap();
    let who = who.person().unwrap();
    let yes = JoinForm {
        agreed: Some(1),
        answers: Vec::new(),
    };
    join(app, &who, place, &yes, Channel::Reply).await.unwrap();
    let note = bo.reply(world.group(), "1", &hello.ap_id);
    let create = bo.does("Create", "1", note);
    world.send(&bo, &create).await;
    let mut conn = app.store.read().await.unwrap();
    let membership = membership_of(&mut conn, place.id(), who.id()).await;
    assert_eq!(membership.unwrap().unwrap().role, Role::Member);
    let since = app.now().minus(TimeDelta::days(1));
    let figures = list_figures(&mut conn, place.id(), since).await.unwrap();
    for name in [Figure::Introduced, Figure::FirstContribution] {
        let own = figures
            .iter()
            .filter(|figure| figure.name == name && !figure.local);
        assert_eq!(own.map(|figure| figure.total).sum::<i64>(), 1, "{name}");
    }
    drop(conn);
    world.pass(TimeDelta::hours(24));
    tend_newcomers(app).await.unwrap();
    let mut conn = app.store.read().await.unwrap();
    let told = list_notices(&mut conn, ada.id(), Turn::First, 50).await;
    let rows = told.unwrap().rows;
    let kind = NoticeKind::IntroductionWaits;
    assert_eq!(rows.iter().filter(|notice| notice.kind == kind).count(), 1);
}
