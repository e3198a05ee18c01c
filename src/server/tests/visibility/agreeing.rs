//! Who reads is said in three places: by the rules for single people, by the question to the database and by
//! the table. They say the same; and a ban leaves nothing but what everybody reads, or everybody here.

use super::Who;
use super::place::{Place, ask, community, follow, send};
use super::table::{State, reads};
use crate::accounts::model::Viewer;
use crate::communities::model::ReadPolicy;
use crate::communities::queries::follows::follow_by_pair;
use crate::membership::model::Standing;
use crate::membership::policy::may_read;
use crate::membership::queries::standing;
use crate::moderation::actions::{BanOrder, ban};
use crate::server::tests::forms::rows;
use crate::visibility::reach_in;
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn the_rules_the_query_and_the_table_say_the_same_of_who_reads() {
    let place = Box::pin(Place::new()).await;
    let app = &place.stage.app;
    let mut conn = app.store.read().await.unwrap();
    for community in &place.communities {
        let (id, policy) = (community.id(), community.row.read_policy);
        for asker in place.doers() {
            let judged = match &asker.person {
                Some(person) => {
                    let found = standing(&mut conn, person, community, app.now()).await;
                    Some(found.unwrap())
                }
                None => None,
            };
            let by_rule = may_read(judged.as_ref(), community).is_ok();
            let viewer = judged.as_ref().map_or(Viewer::Anonymous, Standing::viewer);
            let reach = reach_in(&mut conn, viewer.reader(), id).await.unwrap();
            let by_query = reach.admits(community.audience(), id);
            let expected = reads(asker.who, policy);
            let what = format!("{policy} for {:?}", asker.who);
            assert_eq!((by_rule, by_query), (expected, expected), "{what}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_banned_reads_on_what_everybody_here_reads_and_does_nothing_there() {
    let place = Box::pin(Place::of(&[ReadPolicy::Server, ReadPolicy::Members])).await;
    let banned = place.doers().find(|asker| asker.who == Who::Banned);
    let banned = banned.unwrap();
    let before = rows(&place.stage.store).await;
    let shown = place
        .written
        .iter()
        .filter(|each| each.state == State::Shown);
    for each in shown {
        let (thread, name) = (format!("/post/{}", each.thread), community(each.policy));
        let read = ask(&place, banned, &thread, false).await;
        let reads = each.policy == ReadPolicy::Server;
        assert_eq!(read.tells(&each.thread_word), reads, "{name}");
        for (path, fields) in [
            (
                format!("/c/{name}/new"),
                "title=A+fresh+question&body=Words",
            ),
            (format!("{thread}/reply"), "body=A+fresh+word"),
            (format!("{thread}/vote"), "score=1"),
            (format!("/c/{name}/follow"), ""),
        ] {
            let answer = send(&place, banned, &path, fields).await;
            let hidden = !reads && path.starts_with(&thread);
            let expected = match hidden {
                true => StatusCode::NOT_FOUND,
                false => StatusCode::FORBIDDEN,
            };
            assert_eq!(answer.status(), expected, "{path} in {name}");
        }
    }
    assert_eq!(rows(&place.stage.store).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ban_ends_following_but_where_everybody_follows() {
    let policies = [ReadPolicy::Public, ReadPolicy::Server, ReadPolicy::Members];
    let place = Box::pin(Place::of(&policies)).await;
    let (app, cast) = (&place.stage.app, &place.cast);
    for community in &place.communities {
        follow(&place.stage, &cast.mia, community).await;
        let order = BanOrder::default();
        ban(app, &cast.cora, community.id(), &cast.mia, &order)
            .await
            .unwrap();
        let mut conn = app.store.read().await.unwrap();
        let pair = (cast.mia.actor.id, community.actor.id);
        let found = follow_by_pair(&mut conn, pair.0, pair.1).await.unwrap();
        let follows = community.row.read_policy == ReadPolicy::Public;
        assert_eq!(found.is_some(), follows, "{}", community.row.read_policy);
    }
}
