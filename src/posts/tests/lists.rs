//! Lists: complete, in order, and nothing in them that the viewer may not see.

use super::world::{World, seen_by};
use crate::accounts::model::Viewer;
use crate::communities::model::{FollowState, ReadPolicy};
use crate::communities::queries::follows::{NewFollow, upsert_follow};
use crate::membership::model::Role;
use crate::posts::actions::{ThreadDraft, accept_answer, delete_thread, start_thread};
use crate::posts::model::ThreadKind;
use crate::posts::queries::{
    self, Cursor, Listing, Pinned, Scope, Sort, ThreadRow, list_asked_before, list_pinned,
    list_similar, list_threads,
};
use crate::store::Turn;
use crate::voting::actions::vote_on_post;

async fn titles(world: &World, viewer: &Viewer, listing: &Listing) -> Vec<String> {
    let mut conn = world.app.store.read().await.unwrap();
    let page = list_threads(&mut conn, viewer, listing, Turn::First, 100)
        .await
        .unwrap();
    page.rows.into_iter().map(|thread| thread.title).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_have_neither_gaps_nor_repeats_in_any_order() {
    let world = World::new().await;
    let (here, there) = (
        world.community("here").await,
        world.community("there").await,
    );
    let people = [
        world.person("ada").await,
        world.person("ben").await,
        world.person("cem").await,
        world.person("dag").await,
    ];
    for n in 0..23 {
        // Several of one instant and one score, so that ties are broken on every page's border.
        if n % 4 == 0 {
            world.pass(45_000);
        }
        let place = if n % 3 == 0 { &there } else { &here };
        let thread = world.ask(&people[0], place, &format!("Thread {n}")).await;
        for voter in people.iter().skip(1).take(n % 3) {
            vote_on_post(&world.app, voter, thread.id, 1).await.unwrap();
        }
        if n % 5 == 0 {
            world.reply(&people[1], &thread, None, "An answer.").await;
        }
    }
    let since = Some(world.now().minus(chrono::TimeDelta::seconds(100_000)));
    let sorts = [
        Sort::Hot,
        Sort::New,
        Sort::Active,
        Sort::Top { since: None },
        Sort::Top { since },
        Sort::Unanswered,
    ];
    let viewer = seen_by(&people[1]);
    let scopes = [
        Scope::All,
        Scope::Local,
        Scope::Community(here.id()),
        Scope::Author(people[0].id()),
    ];
    for scope in &scopes {
        for sort in sorts {
            let listing = Listing::new(scope.clone(), sort);
            let mut conn = world.app.store.read().await.unwrap();
            let whole = list_threads(&mut conn, &viewer, &listing, Turn::First, 100)
                .await
                .unwrap();
            assert!(!whole.later && whole.rows.len() > 4, "{scope:?} {sort:?}");
            let parsed = |row: &ThreadRow| {
                let text = row.cursor(sort).encode();
                Cursor::parse(sort, &text).unwrap()
            };
            let mut pages = Vec::new();
            let mut turn = Turn::First;
            loop {
                let page = list_threads(&mut conn, &viewer, &listing, turn, 4)
                    .await
                    .unwrap();
                let next = page.turn_on().map(parsed);
                pages.push(page);
                let Some(next) = next else { break };
                turn = Turn::After(next);
            }
            let paged: Vec<ThreadRow> = pages.iter().flat_map(|p| p.rows.clone()).collect();
            for (back, page) in pages.iter().zip(pages.iter().skip(1)) {
                let turn = Turn::Before(parsed(page.turn_back().unwrap()));
                let found = list_threads(&mut conn, &viewer, &listing, turn, 4).await;
                assert_eq!(found.unwrap().rows, back.rows, "{scope:?} {sort:?}");
            }
            assert_eq!(paged, whole.rows, "{scope:?} {sort:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_leave_out_what_is_hidden_and_say_how_the_viewer_voted() {
    let world = World::new().await;
    let (here, gone) = (world.community("here").await, world.community("gone").await);
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let shown = world.ask(&ada, &here, "Shown").await;
    let deleted = world.ask(&ada, &here, "Deleted").await;
    let removed = world.ask(&ada, &here, "Removed").await;
    let held = world.ask(&ada, &here, "Held").await;
    world.ask(&ada, &gone, "In a removed community").await;
    delete_thread(&world.app, &ada, deleted.id).await.unwrap();
    let mut tx = world.app.store.begin().await.unwrap();
    let now = Some(world.now());
    queries::set_post_removed(&mut tx, removed.id, now)
        .await
        .unwrap();
    queries::set_post_held(&mut tx, held.id, now).await.unwrap();
    tx.commit().await.unwrap();
    world.remove_community(&gone).await;
    vote_on_post(&world.app, &ben, shown.id, -1).await.unwrap();

    let all = Listing::new(Scope::All, Sort::New);
    for viewer in [Viewer::Anonymous, seen_by(&ada), Viewer::System] {
        assert_eq!(titles(&world, &viewer, &all).await, ["Shown"], "{viewer:?}");
    }
    let mut conn = world.app.store.read().await.unwrap();
    for (viewer, vote) in [
        (seen_by(&ben), -1),
        (seen_by(&ada), 0),
        (Viewer::Anonymous, 0),
    ] {
        let page = list_threads(&mut conn, &viewer, &all, Turn::First, 10)
            .await
            .unwrap();
        assert_eq!(page.rows[0].my_vote, vote, "{viewer:?}");
        let ids = queries::list_threads_by_id(&mut conn, &viewer, &[shown.id, removed.id]).await;
        assert_eq!(ids.unwrap().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_for_members_is_listed_for_members_only() {
    let world = World::new().await;
    let place = world.community("guild").await;
    world.set_read_policy(&place, ReadPolicy::Members).await;
    let (member, visitor) = (world.person("ada").await, world.person("ben").await);
    world.join(&place, &member, Role::Member).await;
    let thread = world.ask(&member, &place, "Among us").await;
    let all = Listing::new(Scope::Community(place.id()), Sort::Hot);
    let cases = [
        (seen_by(&member), 1),
        (Viewer::System, 1),
        (seen_by(&visitor), 0),
        (Viewer::Anonymous, 0),
        (Viewer::Host("away.example".into()), 0),
    ];
    let mut conn = world.app.store.read().await.unwrap();
    for (viewer, count) in cases {
        assert_eq!(
            titles(&world, &viewer, &all).await.len(),
            count,
            "{viewer:?}"
        );
        let found = queries::find_post(&mut conn, &viewer, thread.id)
            .await
            .unwrap();
        assert_eq!(found.is_some(), count == 1, "{viewer:?}");
    }
    let refused = vote_on_post(&world.app, &visitor, thread.id, 1)
        .await
        .unwrap_err();
    assert_eq!(refused.status(), 404);
    let viewer = Viewer::Anonymous;
    let own = queries::list_own_comments(&mut conn, &viewer, member.id(), Turn::First, 10)
        .await
        .unwrap();
    assert!(own.rows.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_for_this_server_is_read_by_whoever_signs_in_here() {
    let world = World::new().await;
    let place = world.community("guild").await;
    world.set_read_policy(&place, ReadPolicy::Server).await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let thread = world.ask(&ada, &place, "Among us").await;
    let all = Listing::new(Scope::Community(place.id()), Sort::Hot);
    let cases = [
        (seen_by(&ben), 1),
        (Viewer::Anonymous, 0),
        (Viewer::Host("away.example".into()), 0),
    ];
    let mut conn = world.app.store.read().await.unwrap();
    for (viewer, count) in cases {
        let listed = titles(&world, &viewer, &all).await.len();
        assert_eq!(listed, count, "{viewer:?}");
        let found = queries::find_post(&mut conn, &viewer, thread.id).await;
        assert_eq!(found.unwrap().is_some(), count == 1, "{viewer:?}");
    }
    drop(conn);
    world.reply(&ben, &thread, None, "Seen.").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unlisted_communities_and_filters_narrow_a_list() {
    let world = World::new().await;
    let (open, quiet) = (
        world.community("open").await,
        world.community("quiet").await,
    );
    let far = world.community_on("far", Some("away.example")).await;
    world.set_read_policy(&quiet, ReadPolicy::Unlisted).await;
    let ada = world.person("ada").await;
    let tagged = ThreadDraft {
        title: "Tagged".to_owned(),
        tags: vec!["glue".to_owned(), "cello".to_owned()],
        ..ThreadDraft::default()
    };
    start_thread(&world.app, &ada, open.id(), ThreadKind::Discussion, &tagged)
        .await
        .unwrap();
    world.pass(1);
    world.ask(&ada, &open, "Question").await;
    world.ask(&ada, &quiet, "Quiet").await;
    let away = world.ask(&ada, &far, "Far").await;
    let mut tx = world.app.store.begin().await.unwrap();
    queries::set_post_pinned(&mut tx, away.id, Some(world.now()))
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let new = |scope| Listing::new(scope, Sort::New);
    let cases = [
        (new(Scope::All), vec!["Far", "Question", "Tagged"]),
        (new(Scope::Local), vec!["Question", "Tagged"]),
        (new(Scope::Community(quiet.id())), vec!["Quiet"]),
        (
            Listing {
                kind: Some(ThreadKind::Question),
                ..new(Scope::Community(open.id()))
            },
            vec!["Question"],
        ),
        (
            Listing {
                tag: Some("glue".into()),
                ..new(Scope::All)
            },
            vec!["Tagged"],
        ),
        (
            Listing {
                tag: Some("gl'ue%".into()),
                ..new(Scope::All)
            },
            vec![],
        ),
        (
            Listing {
                pinned: Pinned::Without,
                ..new(Scope::All)
            },
            vec!["Question", "Tagged"],
        ),
        (new(Scope::Followed(ada.actor.id)), vec![]),
    ];
    for (listing, expected) in cases {
        assert_eq!(
            titles(&world, &Viewer::Anonymous, &listing).await,
            expected,
            "{listing:?}"
        );
    }
    let mut conn = world.app.store.read().await.unwrap();
    let pinned = list_pinned(&mut conn, &Viewer::Anonymous, far.id())
        .await
        .unwrap();
    assert_eq!(pinned.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn similar_titles_are_found_and_hostile_ones_do_no_harm() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let ada = world.person("ada").await;
    world
        .ask(&ada, &place, "Hide glue gels before the joint is closed")
        .await;
    world.ask(&ada, &place, "Varnish recipes").await;
    let mut conn = world.app.store.read().await.unwrap();
    let cases = [
        ("My glue always GELS too early", 1),
        ("\"glue\" OR * NEAR(gels) : -title", 1),
        ("' & | ! <-> glue:*", 1),
        ("a bc", 0),
        ("\0\u{202e}", 0),
    ];
    for (title, count) in cases {
        let found = list_similar(&mut conn, &Viewer::Anonymous, place.id(), title, None, 5)
            .await
            .unwrap();
        assert_eq!(found.len(), count, "{title}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_is_shown_what_was_asked_here_and_where_they_follow_answered_ones_first() {
    let world = World::new().await;
    let here = world.community("here").await;
    let there = world.community("there").await;
    let closed = world.community("closed").await;
    let followed = world.community_on("followed", Some("away.example")).await;
    let foreign = world.community_on("foreign", Some("away.example")).await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    world.set_read_policy(&closed, ReadPolicy::Members).await;
    world.join(&closed, &ada, Role::Member).await;
    for (place, title) in [
        (&here, "Glue gels early in here"),
        (&there, "Glue gels early in there"),
        (&closed, "Glue gels early in closed"),
        (&followed, "Glue gels early in followed"),
        (&foreign, "Glue gels early in foreign"),
    ] {
        let thread = world.ask(&ada, place, title).await;
        if place.id() == there.id() {
            let answer = world.reply(&ada, &thread, None, "Warm the wood.").await;
            accept_answer(&world.app, &ada, thread.id, answer.id)
                .await
                .unwrap();
        }
    }
    let mut tx = world.app.store.begin().await.unwrap();
    let follow = NewFollow {
        follower: ben.actor.id,
        target: followed.actor.id,
        state: FollowState::Accepted,
        ap_id: "https://guild.example/activities/follow/1",
    };
    upsert_follow(&mut tx, &follow, None, world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut conn = world.app.store.read().await.unwrap();
    let title = "My glue gels early";
    let around = (here.id(), Some(ben.actor.id));
    let found = list_asked_before(&mut conn, &seen_by(&ben), around, title, 9)
        .await
        .unwrap();
    let titles: Vec<&str> = found.iter().map(|each| each.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Glue gels early in there",
            "Glue gels early in followed",
            "Glue gels early in here"
        ]
    );
    let places: Vec<Option<&str>> = found.iter().map(|each| each.elsewhere.as_deref()).collect();
    assert_eq!(
        places,
        [Some("there"), Some("followed @away.example"), None]
    );
    let around = (here.id(), Some(ada.actor.id));
    let found = list_asked_before(&mut conn, &seen_by(&ada), around, title, 9)
        .await
        .unwrap();
    let mut titles: Vec<&str> = found.iter().map(|each| each.title.as_str()).collect();
    titles.sort_unstable();
    assert_eq!(
        titles,
        [
            "Glue gels early in closed",
            "Glue gels early in here",
            "Glue gels early in there"
        ]
    );
}
