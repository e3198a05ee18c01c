//! Communities within communities, and those that are related.

use crate::accounts::actions::desk;
use crate::accounts::model::Viewer;
use crate::accounts::tests::browser::{Answer, Browser};
use crate::communities::model::Community;
use crate::communities::tests::known;
use crate::error::Error;
use crate::membership::actions::{
    SettingsForm, remove_community, restore_community, update_settings,
};
use crate::membership::model::CommunitySettings;
use crate::membership::queries::settings::{settings_of, upsert_settings};
use crate::membership::queries::tree::LEVELS_MAX;
use crate::posts::tests::stage::Stage;
use crate::posts::tests::world::World;
use axum::http::StatusCode;

const BRANCHES: &str = "main .tree li a";

async fn set(browser: &mut Browser, name: &str, fields: &[(&str, &str)]) -> Answer {
    let path = format!("/c/{name}/settings/belonging");
    browser.fill_in(&path, fields).await
}

async fn set_parent(browser: &mut Browser, name: &str, parent: &str) {
    let saved = set(browser, name, &[("parent", parent)]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

async fn set_read(browser: &mut Browser, name: &str, read: &str) {
    let path = format!("/c/{name}/settings/joining");
    let saved = browser.fill_in(&path, &[("read", read)]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

/// The guild of ada's has the luthiers as a part, and they the bows.
async fn stage() -> (Stage, Browser, Community) {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    stage.member("ben").await;
    stage.community(&ada, "guild").await;
    let luthiers = stage.community(&ada, "luthiers").await;
    stage.community(&ada, "bows").await;
    let mut browser = stage.signed_in("ada").await;
    set_parent(&mut browser, "luthiers", "guild").await;
    set_parent(&mut browser, "bows", "luthiers").await;
    (stage, browser, luthiers)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_within_another_names_the_way_down_and_stands_in_its_tree() {
    let (stage, mut ada, _) = stage().await;
    let mut visitor = stage.visitor();
    for below in ["", "/about", "/members", "/join", "/communities"] {
        let page = visitor.get(&format!("/c/bows{below}")).await;
        assert_eq!(page.status, StatusCode::OK, "{below}");
        let crumbs = page.texts(".masthead .crumbs a");
        assert_eq!(crumbs, ["The guild", "The luthiers"], "{below}");
    }
    let tree = visitor.get("/c/guild/communities").await;
    assert_eq!(tree.texts(BRANCHES), ["The luthiers", "The bows"]);
    assert!(tree.has("data-depth=\"2\"") && tree.has("within The luthiers"));
    assert!(!tree.has("Part of"), "for who convenes");
    assert!(ada.get("/c/guild/communities").await.has("Part of"));
    let about = visitor.get("/c/guild/about").await;
    let parts = about.texts("aside [aria-labelledby=s-parts] li");
    assert_eq!(parts, ["The luthiers"]);
    assert_eq!(
        about.links("All communities within"),
        ["/c/guild/communities"]
    );
    let lowest = visitor.get("/c/bows/communities").await;
    assert!(lowest.has("none that you can see"));
    let around = lowest.links("All communities within that one");
    assert_eq!(around, ["/c/luthiers/communities"]);
    for below in ["", "/about"] {
        let page = visitor.get(&format!("/c/guild{below}")).await;
        let within = page.links("All communities within");
        assert_eq!(within, ["/c/guild/communities"], "{below}");
        let page = visitor.get(&format!("/c/bows{below}")).await;
        let around = page.links("Communities above and within");
        assert_eq!(around, ["/c/bows/communities"], "{below}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn communities_make_no_ring_and_only_who_convenes_both_joins_them() {
    let (stage, mut ada, _) = stage().await;
    for (name, parent) in [("guild", "bows"), ("bows", "bows"), ("bows", "nowhere")] {
        let refused = set(&mut ada, name, &[("parent", parent)]).await;
        assert_eq!(refused.wrong(), ["parent"], "{name} in {parent}");
    }
    let ben = {
        let mut conn = stage.store.read().await.unwrap();
        let found = crate::accounts::queries::person_by_handle(&mut conn, "ben", "guild.example");
        found.await.unwrap().unwrap()
    };
    stage.community(&ben, "strings").await;
    let mut browser = stage.signed_in("ben").await;
    let refused = set(&mut browser, "strings", &[("parent", "guild")]).await;
    assert_eq!(refused.wrong(), ["parent"]);
    let crumbs = stage.visitor().get("/c/strings").await;
    assert!(crumbs.texts(".masthead .crumbs a").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_within_a_removed_community_stands() {
    let (stage, mut ada, luthiers) = stage().await;
    let by = desk(&stage).await.unwrap();
    remove_community(&stage, &Viewer::System, &by, &luthiers, "")
        .await
        .unwrap();
    let page = ada.get("/c/bows").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.texts(".masthead .crumbs a").is_empty(),
        "{}",
        page.body
    );
    let tree = ada.get("/c/guild/communities").await;
    assert!(tree.texts(BRANCHES).is_empty());
    // Other settings are saved as before, and the place in the tree is kept.
    let place = "/c/bows/settings/belonging";
    let typed = ada.get(place).await.value("parent").unwrap();
    assert_eq!(typed, "luthiers");
    let other = "/c/bows/settings/before";
    let saved = ada.fill_in(other, &[("not_for", "Cellists")]).await;
    assert_eq!(saved.location(), other, "{}", saved.body);
    let fields = [("parent", "luthiers"), ("staff_badge", "Bows")];
    let saved = set(&mut ada, "bows", &fields).await;
    assert_eq!(saved.location(), place, "{}", saved.body);
    restore_community(&stage, &Viewer::System, &by, &luthiers, "")
        .await
        .unwrap();
    let page = ada.get("/c/bows").await;
    let crumbs = page.texts(".masthead .crumbs a");
    assert_eq!(crumbs, ["The guild", "The luthiers"]);
    // Taken out, it has no one above.
    set_parent(&mut ada, "bows", "").await;
    let page = ada.get("/c/bows").await;
    assert!(page.texts(".masthead .crumbs a").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn trees_name_nobody_whom_the_viewer_may_not_know_of() {
    let (stage, mut ada, _) = stage().await;
    let mut visitor = stage.visitor();
    let mut ben = stage.signed_in("ben").await;
    for (read, here) in [("members", false), ("unlisted", false), ("server", true)] {
        set_read(&mut ada, "luthiers", read).await;
        for (browser, known) in [(&mut ada, true), (&mut ben, here), (&mut visitor, false)] {
            let tree = browser.get("/c/guild/communities").await;
            let about = browser.get("/c/guild/about").await;
            let crumbs = browser.get("/c/bows").await;
            for page in [&tree, &about, &crumbs] {
                assert_eq!(page.has("The luthiers"), known, "{read}: {}", page.body);
            }
            let named = match known {
                true => vec!["The luthiers", "The bows"],
                false => Vec::new(),
            };
            assert_eq!(tree.texts(BRANCHES), named, "{read}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn trees_have_a_bounded_depth_from_wherever_they_grow() {
    let world = World::new().await;
    crate::accounts::actions::ensure_server_actors(&world.app)
        .await
        .unwrap();
    let by = desk(&world.app).await.unwrap();
    let mut chain = Vec::new();
    for n in 0..LEVELS_MAX {
        chain.push(world.community(&format!("level{n}")).await);
    }
    let mut tx = world.app.store.begin().await.unwrap();
    for (above, below) in chain.iter().zip(chain.iter().skip(1)) {
        let settings = CommunitySettings {
            parent_id: Some(above.id()),
            ..CommunitySettings::of(below.id())
        };
        upsert_settings(&mut tx, &settings).await.unwrap();
    }
    tx.commit().await.unwrap();
    let one = world.community("one").await;
    let put = async |part: &Community, parent: &str| {
        let mut conn = world.app.store.read().await.unwrap();
        let form = SettingsForm::load(&mut conn, part).await.unwrap();
        drop(conn);
        let form = SettingsForm {
            parent: parent.to_owned(),
            ..form
        };
        update_settings(&world.app, &Viewer::System, &by, part, &form).await
    };
    let deepest = format!("level{}", LEVELS_MAX - 1);
    for (part, parent) in [(&one, deepest.as_str()), (&chain[0], "one")] {
        match put(part, parent).await {
            Err(Error::Invalid(errors)) => assert_eq!(errors[0].field, "parent"),
            other => panic!("{parent}: {other:?}"),
        }
    }
    let last_but_one = format!("level{}", LEVELS_MAX - 2);
    put(&one, &last_but_one).await.unwrap();
    let mut conn = world.app.store.read().await.unwrap();
    let above = settings_of(&mut conn, one.id()).await.unwrap().parent_id;
    assert_eq!(above, Some(chain[LEVELS_MAX - 2].id()));
}

#[tokio::test(flavor = "multi_thread")]
async fn related_communities_are_found_once_and_named_beside_the_words_about_one() {
    let (stage, mut ada, luthiers) = stage().await;
    let go = known(&stage.app, "https://l.test/c/go", "Group", "go").await;
    let go = go.community().unwrap();
    let fields = [("related", "!luthiers, go@l.test luthiers@guild.example")];
    let saved = set(&mut ada, "guild", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let related = "aside [aria-labelledby=s-related] li";
    let mut visitor = stage.visitor();
    let page = visitor.get("/c/guild/about").await;
    assert_eq!(page.texts(related), ["The luthiers", "go @l.test"]);
    assert_eq!(page.links("go"), ["/c/go@l.test"]);
    for wrong in ["guild", "nothing", "go@gone.test", "ada@guild.example"] {
        let refused = set(&mut ada, "guild", &[("related", wrong)]).await;
        assert_eq!(refused.wrong(), ["related"], "{wrong}");
    }
    // What is removed here is not named, wherever it lives; neither is what one may not know of.
    let by = desk(&stage).await.unwrap();
    remove_community(&stage, &Viewer::System, &by, &go, "")
        .await
        .unwrap();
    set_read(&mut ada, "luthiers", "members").await;
    let page = visitor.get("/c/guild/about").await;
    assert!(page.texts(related).is_empty(), "{}", page.body);
    assert_eq!(
        ada.get("/c/guild/about").await.texts(related),
        ["The luthiers"]
    );
    // What was found stays, though it could not be found again.
    let typed = ada.get("/c/guild/settings/belonging").await;
    let typed = typed.value("related").unwrap();
    let saved = set(&mut ada, "guild", &[("related", typed.as_str())]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(luthiers.title(), "The luthiers");
}
