//! Tags: synonyms and merging, the list of a community, what goes to other servers, pages.

use super::stage::{Stage, refused};
use crate::accounts::model::{Person, Viewer};
use crate::communities::model::{Community, ReadPolicy};
use crate::communities::queries::tags::{list_tags, tag_by_name, tag_meant};
use crate::communities::tests::said;
use crate::error::Error;
use crate::jobs::run_pending;
use crate::membership::actions::{CommunityForm, SettingsForm, update_settings};
use crate::posts::actions::{
    TagForm, ThreadDraft, delete_thread, edit_thread, merge_tag, recompute_counts, save_tag,
    start_thread,
};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::find_post;
use crate::server;
use crate::store::Turn;
use axum::http::StatusCode;

fn tagged(title: &str, tags: &[&str]) -> ThreadDraft {
    ThreadDraft {
        title: title.to_owned(),
        body: format!("About {title}."),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..ThreadDraft::default()
    }
}

async fn ask(
    stage: &Stage,
    who: &Person,
    place: &Community,
    title: &str,
    tags: &[&str],
) -> Result<Post, Error> {
    let draft = tagged(title, tags);
    start_thread(stage, who, place.id(), ThreadKind::Question, &draft).await
}

async fn post(stage: &Stage, post: &Post) -> Post {
    let mut conn = stage.store.read().await.unwrap();
    let found = find_post(&mut conn, &Viewer::System, post.id).await;
    found.unwrap().unwrap()
}

/// Names of all tags with how often they are used, the most used first.
async fn uses(stage: &Stage, place: &Community) -> Vec<(String, i64)> {
    let mut conn = stage.store.read().await.unwrap();
    let found = list_tags(&mut conn, place.id(), Turn::First, 100).await;
    let tags = found.unwrap().rows.into_iter();
    tags.map(|tag| (tag.name, tag.use_count)).collect()
}

fn counts(expected: &[(&str, i64)]) -> Vec<(String, i64)> {
    let each = |(name, count): &(&str, i64)| ((*name).to_owned(), *count);
    expected.iter().map(each).collect()
}

fn listed(description: &str, synonyms: &str) -> TagForm {
    TagForm {
        description: description.to_owned(),
        synonyms: synonyms.to_owned(),
        listed: "on".to_owned(),
        ..TagForm::default()
    }
}

async fn set(
    stage: &Stage,
    by: &Person,
    place: &Community,
    change: impl FnOnce(&mut SettingsForm),
) {
    let mut conn = stage.store.read().await.unwrap();
    let mut form = SettingsForm::load(&mut conn, place).await.unwrap();
    drop(conn);
    change(&mut form);
    update_settings(stage, &Viewer::System, by, place, &form)
        .await
        .unwrap();
}

/// The fields that something is wrong with.
fn fields(error: &Error) -> Vec<&'static str> {
    match error {
        Error::Invalid(fields) => fields.iter().map(|field| field.field).collect(),
        other => panic!("{other}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_name_of_a_tag_means_the_tag_and_merging_takes_its_threads_along() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let first = ask(&stage, &ada, &place, "One?", &["adhesive", "spruce"]).await;
    let first = first.unwrap();
    let second = ask(&stage, &ada, &place, "Two?", &["glue", "adhesive"]).await;
    let second = second.unwrap();
    save_tag(&stage, &ada, &place, "glue", &listed("What holds", "Leim"))
        .await
        .unwrap();
    let typed = ask(&stage, &ada, &place, "Three?", &["leim", "glue"]).await;
    assert_eq!(typed.unwrap().tags.0, ["glue"]);

    merge_tag(&stage, &ada, &place, "adhesive", "glue")
        .await
        .unwrap();
    run_pending(&stage.data, &server::jobs()).await.unwrap();
    assert_eq!(post(&stage, &first).await.tags.0, ["glue", "spruce"]);
    assert_eq!(post(&stage, &second).await.tags.0, ["glue"]);
    let expected = counts(&[("glue", 3), ("spruce", 1)]);
    assert_eq!(uses(&stage, &place).await, expected);
    // Names never lead to a name that leads on.
    merge_tag(&stage, &ada, &place, "glue", "bonding")
        .await
        .unwrap();
    let mut conn = stage.store.read().await.unwrap();
    for name in ["adhesive", "leim", "glue"] {
        let meant = tag_meant(&mut conn, place.id(), name).await.unwrap();
        assert_eq!(meant.unwrap().name, "bonding", "{name}");
    }
    let kept = tag_by_name(&mut conn, place.id(), "bonding").await.unwrap();
    let kept = kept.unwrap();
    assert!(kept.kept && kept.description == "What holds");
    drop(conn);
    run_pending(&stage.data, &server::jobs()).await.unwrap();
    assert_eq!(post(&stage, &first).await.tags.0, ["bonding", "spruce"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tag_of_the_list_stays_in_it_by_the_name_with_which_it_is_merged() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    ask(&stage, &ada, &place, "One?", &["bonding"])
        .await
        .unwrap();
    save_tag(&stage, &ada, &place, "glue", &listed("What holds", ""))
        .await
        .unwrap();
    let target = merge_tag(&stage, &ada, &place, "glue", "bonding")
        .await
        .unwrap();
    assert!(target.kept && target.description == "What holds");
    set(&stage, &ada, &place, |form| {
        form.tags = "listed".to_owned();
    })
    .await;
    let asked = ask(&stage, &ada, &place, "Two?", &["glue"]).await;
    assert_eq!(asked.unwrap().tags.0, ["bonding"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_count_the_threads_that_are_seen() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let gone = ask(&stage, &ada, &place, "One?", &["glue"]).await.unwrap();
    let kept = ask(&stage, &ada, &place, "Two?", &["glue", "wood"]).await;
    delete_thread(&stage, &ada, gone.id).await.unwrap();
    edit_thread(
        &stage,
        &ada,
        kept.unwrap().id,
        &tagged("Two?", &["wood", "pine"]),
    )
    .await
    .unwrap();
    let mut right = uses(&stage, &place).await;
    right.sort();
    assert_eq!(right, counts(&[("pine", 1), ("wood", 1)]));
    recompute_counts(&stage).await.unwrap();
    let mut again = uses(&stage, &place).await;
    again.sort();
    assert_eq!(again, right);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_may_want_tags_and_want_them_from_its_list() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let old = ask(&stage, &ben, &place, "Before?", &["varnish"]).await;
    let old = old.unwrap();
    save_tag(&stage, &ada, &place, "glue", &listed("", "leim"))
        .await
        .unwrap();
    set(&stage, &ada, &place, |form| {
        form.tags = "listed".to_owned();
        form.tags_required = "yes".to_owned();
    })
    .await;
    for tags in [&[][..], &["varnish"], &["glue", "other"]] {
        let refused = ask(&stage, &ben, &place, "Now?", tags).await.unwrap_err();
        assert_eq!(fields(&refused), ["tags"], "{tags:?}");
    }
    let taken = ask(&stage, &ben, &place, "Now?", &["leim"]).await.unwrap();
    assert_eq!(taken.tags.0, ["glue"]);
    // What a thread had before, it keeps.
    let edited = edit_thread(&stage, &ben, old.id, &tagged("After?", &["varnish"])).await;
    assert_eq!(edited.unwrap().tags.0, ["varnish"]);
    let mut browser = stage.signed_in("ben").await;
    let page = browser.get("/c/luthiers/new").await;
    assert!(
        page.has("From the list of this community: glue."),
        "{}",
        page.body
    );
    let refusal = save_tag(&stage, &ben, &place, "mine", &listed("", "")).await;
    assert_eq!(refusal.unwrap_err().status(), 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_has_to_choose_from_a_list_in_which_there_is_nothing() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    set(&stage, &ada, &place, |form| {
        form.tags = "listed".to_owned();
        form.tags_required = "yes".to_owned();
    })
    .await;
    let mut browser = stage.signed_in("ben").await;
    let page = browser.get("/c/luthiers/new").await;
    assert!(page.has("in which there are none yet"), "{}", page.body);
    ask(&stage, &ben, &place, "Now?", &[]).await.unwrap();
    save_tag(&stage, &ada, &place, "glue", &listed("What holds", ""))
        .await
        .unwrap();
    let refused = ask(&stage, &ben, &place, "And now?", &[]).await;
    assert_eq!(fields(&refused.unwrap_err()), ["tags"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_servers_get_tags_of_the_list_as_such_and_all_as_hashtags() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    save_tag(&stage, &ada, &place, "glue", &listed("What holds", ""))
        .await
        .unwrap();
    ask(&stage, &ada, &place, "Which?", &["glue", "pine"])
        .await
        .unwrap();
    let all = said(&stage).await;
    let create = all.iter().find(|act| act["type"] == "Create").unwrap();
    let tags = create["object"]["tag"].as_array().unwrap();
    let of = |kind: &str| {
        let found = tags.iter().filter(|tag| tag["type"] == kind);
        let names = found.map(|tag| tag["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(of("CommunityPostTag"), ["glue"]);
    assert_eq!(of("Hashtag"), ["#glue", "#pine"]);
    let group = all
        .iter()
        .rev()
        .find(|act| act["type"] == "Update" && act["object"]["type"] == "Group");
    let group = &group.unwrap()["object"];
    let id = "https://guild.example/c/luthiers/tag/glue";
    assert_eq!(group["tag"][0]["id"], id);
    assert_eq!(group["tag"][0]["content"], "What holds");
    assert_eq!(group["lemmy:tagsForPosts"][0]["id"], id);
    let page = stage.visitor().get("/c/luthiers/tag/glue").await;
    assert_eq!(page.status, StatusCode::OK, "a tag's id is its page");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tags_of_a_closed_community_are_for_its_readers() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let form = CommunityForm {
        read: ReadPolicy::Members.to_string(),
        ..CommunityForm::default()
    };
    let place = stage.open(&ada, "inner", form).await;
    save_tag(&stage, &ada, &place, "secretword", &listed("", ""))
        .await
        .unwrap();
    ask(&stage, &ada, &place, "Which?", &["secretword"])
        .await
        .unwrap();
    stage.member("ben").await;
    for path in ["/c/inner/tags", "/c/inner/tag/secretword"] {
        let mut other = stage.signed_in("ben").await;
        assert_eq!(other.get(path).await.status, StatusCode::NOT_FOUND);
        let mut own = stage.signed_in("ada").await;
        assert!(own.get(path).await.has("secretword"), "{path}");
    }
    let everywhere = stage.visitor().get("/tag/secretword").await;
    assert!(!everywhere.has("Which?"));
    let group = said(&stage).await;
    let told = group
        .iter()
        .any(|act| act.to_string().contains("CommunityPostTag"));
    assert!(told, "members' servers are told with the thread");
    let mut visitor = stage.visitor();
    visitor
        .headers
        .push(("accept", "application/activity+json".to_owned()));
    let document = visitor.get("/c/inner").await;
    assert_eq!(document.status, StatusCode::OK);
    assert!(!document.has("secretword"), "{}", document.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_are_kept_on_their_pages() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    ask(&stage, &ben, &place, "Which glue?", &["glue"])
        .await
        .unwrap();
    ask(&stage, &ben, &place, "Which pot?", &["pots"])
        .await
        .unwrap();
    let mut convener = stage.signed_in("ada").await;
    let list = convener.get("/c/luthiers/tags").await;
    let wrong = convener
        .submit(&list, "/c/luthiers/tags", &[("name", "no/tag")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.wrong(), ["name"]);
    let fields = [("name", "Fish Glue"), ("description", "From fish")];
    let added = convener.submit(&list, "/c/luthiers/tags", &fields).await;
    assert_eq!(
        added.location(),
        "/c/luthiers/tag/fish-glue",
        "{}",
        added.body
    );

    let page = convener.get("/c/luthiers/tag/pots").await;
    let merge = "/c/luthiers/tag/pots/merge";
    let merged = convener.submit(&page, merge, &[("into", "glue")]).await;
    assert_eq!(merged.location(), "/c/luthiers/tag/glue", "{}", merged.body);
    run_pending(&stage.data, &server::jobs()).await.unwrap();
    let mut reader = stage.signed_in("ben").await;
    let led = reader.get("/c/luthiers/tag/pots").await;
    assert_eq!(led.location(), "/c/luthiers/tag/glue");
    let page = reader.get("/c/luthiers/tag/glue").await;
    assert_eq!(page.texts(".row-title").len(), 2, "{}", page.body);
    assert!(page.has("Also: <bdi>pots</bdi>") && !page.has("Save the tag"));
    let token = reader.get("/settings").await.value("csrf").unwrap();
    let fields = [("csrf", token.as_str()), ("description", "Mine")];
    let answer = reader.post("/c/luthiers/tag/glue", &fields).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(refused(&answer).is_empty(), "there is no form for them");
    let front = reader.get("/?list=all&tag=glue").await;
    assert_eq!(front.texts(".row-title").len(), 2);
    assert_eq!(reader.get("/tag/glue").await.texts(".row-title").len(), 2);
}
