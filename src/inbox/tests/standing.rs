//! People of other servers earn standing as those here do.

use super::{World, id};
use crate::accounts::model::Viewer;
use crate::merit::actions::weigh_due;
use crate::merit::queries::list_sums;
use crate::posts::actions::{ThreadDraft, accept_answer, start_thread};
use crate::posts::model::ThreadKind;
use crate::posts::queries::comment_by_ap_id;

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_from_elsewhere_earns_standing() {
    let world = World::unlimited().await;
    let bob = world.person("https://a.test/u/bob");
    let draft = ThreadDraft {
        title: "Which glue?".into(),
        tags: vec!["glue".into()],
        ..ThreadDraft::default()
    };
    let (place, kind) = (world.luthiers.id(), ThreadKind::Question);
    let asked = start_thread(&world.app, &world.ada, place, kind, &draft)
        .await
        .unwrap();
    let note = bob.reply(world.group(), "1", &asked.ap_id);
    world
        .send(&bob, &bob.does("Create", "1", note.clone()))
        .await;
    let answer = {
        let mut conn = world.app.store.read().await.unwrap();
        let found = comment_by_ap_id(&mut conn, &Viewer::System, id(&note)).await;
        found.unwrap().unwrap()
    };
    accept_answer(&world.app, &world.ada, asked.id, answer.id)
        .await
        .unwrap();
    weigh_due(&world.app).await.unwrap();
    let mut conn = world.app.store.read().await.unwrap();
    let sums = list_sums(&mut conn, place, answer.author_id).await.unwrap();
    let mut sums: Vec<_> = sums
        .iter()
        .map(|sum| (sum.tag.as_str(), sum.points))
        .collect();
    sums.sort_unstable();
    assert_eq!(sums, [("", 15), ("glue", 15)]);
}
