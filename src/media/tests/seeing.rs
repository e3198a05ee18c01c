//! Who gets a picture: whoever sees what it hangs on, and only as long as they do.

use super::{fetch, hang, status};
use crate::accounts::model::Person;
use crate::communities::model::Community;
use crate::media::model::Owner;
use crate::membership::actions::{CommunityForm, leave};
use crate::membership::model::Role;
use crate::membership::queries::admit;
use crate::moderation::actions::{Grounds, remove};
use crate::moderation::model::Target;
use crate::posts::tests::stage::Stage;
use axum::http::{StatusCode, header};

async fn take_in(stage: &Stage, place: &Community, person: &Person) {
    let mut tx = stage.app.store.begin().await.unwrap();
    let now = stage.app.now();
    admit(&mut tx, place.id(), person.id(), Role::Member, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_in_private_is_for_members_and_gone_for_who_leaves() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let mia = stage.member("mia").await;
    stage.member("sam").await;
    let form = CommunityForm {
        read: "members".to_owned(),
        join: "invitation".to_owned(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "vault", form).await;
    take_in(&stage, &place, &mia).await;
    let thread = stage.ask(&ada, &place, "Secret glue?").await;
    let reply = stage.reply(&ada, &thread, None, "A secret answer.").await;
    let in_thread = hang(&stage.app, &ada, Owner::Post(thread.id)).await;
    let in_reply = hang(&stage.app, &ada, Owner::Comment(reply.id)).await;

    let member = stage.signed_in("mia").await;
    let stranger = stage.signed_in("sam").await;
    for name in [&in_thread, &in_reply] {
        let fetched = fetch(&stage.app, &member, name, "").await;
        assert_eq!(fetched.status, StatusCode::OK);
        assert_eq!(fetched.header(header::CACHE_CONTROL), "private, no-cache");
        let tag = fetched.header(header::ETAG).to_owned();
        let again = fetch(&stage.app, &member, name, &tag).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        assert!(again.bytes.is_empty());
        for other in [&stranger, &stage.visitor()] {
            let refused = fetch(&stage.app, other, name, &tag).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND);
            assert_eq!(refused.header(header::CACHE_CONTROL), "private, no-store");
        }
    }
    let known = fetch(&stage.app, &member, &in_thread, "").await;
    let tag = known.header(header::ETAG).to_owned();
    leave(&stage.app, &mia, &place, "").await.unwrap();
    for name in [&in_thread, &in_reply] {
        let refused = fetch(&stage.app, &member, name, &tag).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_in_public_is_kept_by_everybody_and_hidden_with_its_text() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let ben = stage.member("ben").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ben, &place, "Glue?").await;
    let name = hang(&stage.app, &ben, Owner::Post(thread.id)).await;
    let visitor = stage.visitor();
    let fetched = fetch(&stage.app, &visitor, &name, "").await;
    let kept = fetched.header(header::CACHE_CONTROL);
    assert_eq!(kept, "public, max-age=604800, s-maxage=60, immutable");
    assert!(!fetched.headers.contains_key(header::SET_COOKIE));

    let (what, why) = (Target::Post(thread.id), Grounds::from("Off topic."));
    remove(&stage.app, &ada, what, &why).await.unwrap();
    assert_eq!(status(&stage.app, &visitor, &name).await, 404);
    let own = stage.signed_in("ben").await;
    let fetched = fetch(&stage.app, &own, &name, "").await;
    assert_eq!(fetched.status, StatusCode::OK);
    assert_eq!(fetched.header(header::CACHE_CONTROL), "private, no-cache");
    assert_eq!(
        status(&stage.app, &stage.signed_in("ada").await, &name).await,
        200
    );
}
