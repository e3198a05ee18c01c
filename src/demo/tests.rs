use super::*;
use crate::accounts::model::Viewer;
use crate::accounts::tests::browser::Browser;
use crate::communities::queries::community_by_handle;
use crate::communities::queries::directory::{Directory, list_communities};
use crate::communities::queries::tags::{list_synonyms, tag_by_name};
use crate::demo::play::Said;
use crate::demo::script::{Place, Thread};
use crate::membership::queries::count_members;
use crate::membership::queries::settings::settings_of;
use crate::posts::model::Post;
use crate::posts::queries::{
    comment_by_ap_id, editor_of_comment, find_post, list_pinned, post_by_ap_id,
};

/// Real servers, real signatures, real HTTP on the loopback.
#[tokio::test(flavor = "multi_thread")]
async fn both_servers_hear_the_whole_play() {
    let script = script::read().unwrap();
    let demo = open(&script).await.unwrap();
    let said = Box::pin(play::play(&demo, &script)).await.unwrap();
    for server in &script.servers {
        let mut conn = demo.app(&server.key).unwrap().store.read().await.unwrap();
        let all = list_communities(&mut conn, &Directory::default(), 10)
            .await
            .unwrap()
            .rows;
        let threads: i64 = all.iter().map(|community| community.row.post_count).sum();
        assert_eq!(all.len(), script.communities.len());
        assert_eq!(usize::try_from(threads).unwrap(), script.threads.len());
    }
    assert_eq!(said.len(), script.threads.len());
    for thread in &said {
        let mut seen = Vec::new();
        for server in &script.servers {
            let app = demo.app(&server.key).unwrap();
            let mut conn = app.store.read().await.unwrap();
            let post = post_by_ap_id(&mut conn, &Viewer::System, &thread.post).await;
            let post = post.unwrap().unwrap();
            assert_eq!(post.title, thread.line.title);
            assert_eq!(post.kind, thread.line.kind().unwrap());
            let replies = usize::try_from(post.comment_count).unwrap();
            assert_eq!(replies, thread.line.replies.len(), "{}", post.title);
            let accepted = thread.line.replies.iter().any(|reply| reply.accepted);
            assert_eq!(post.accepted_comment_id.is_some(), accepted);
            assert!(app.now().since(post.published_at) >= thread.line.ago.0);
            // They travel in an order of their own.
            let mut tags = post.tags.0;
            tags.sort();
            seen.push((
                post.published_at.whole_second(),
                post.last_activity_at.whole_second(),
                post.language,
                tags,
            ));
        }
        assert_eq!(seen[0], seen[1], "{}", thread.line.title);
    }
    for place in &script.communities {
        assert_members_and_tags(&demo, &script, place).await;
        assert_library(&demo, &script, place).await;
    }
    for thread in &said {
        assert_edits(&demo, &script, thread).await;
        assert_closing(&demo, &script, &said, thread).await;
        assert_credits(&demo, &script, &said, thread).await;
    }
    assert_ties(&demo, &script, &said).await;
    drop(said);
    demo.stop().await;
}

async fn post_at(demo: &Demo, server: &str, thread: &Said<'_>) -> Post {
    let app = demo.app(server).unwrap();
    let mut conn = app.store.read().await.unwrap();
    let post = post_by_ap_id(&mut conn, &Viewer::System, &thread.post).await;
    post.unwrap().unwrap()
}

fn called<'s, 'd>(said: &'s [Said<'d>], key: &str) -> &'s Said<'d> {
    said.iter().find(|thread| thread.line.key == key).unwrap()
}

async fn assert_members_and_tags(demo: &Demo, script: &Script, place: &Place) {
    let app = demo.app(&place.at).unwrap();
    let mut conn = app.store.read().await.unwrap();
    let found = community_by_handle(&mut conn, &place.name, &app.local.host).await;
    let id = found.unwrap().unwrap().id();
    let writers = script.people.iter();
    let writers = writers.filter(|role| script.writes_in(&role.name, &place.name));
    let members = count_members(&mut conn, id).await.unwrap();
    assert_eq!(usize::try_from(members).unwrap(), writers.count());
    assert!(members > 1, "{}", place.name);

    let house = script.house(&place.name).unwrap();
    let settings = settings_of(&mut conn, id).await.unwrap();
    assert_eq!(settings.start_here.0.len(), house.start_here.len());
    let pinned = list_pinned(&mut conn, &Viewer::System, id).await.unwrap();
    let pinned: Vec<String> = pinned.into_iter().map(|thread| thread.public_id).collect();
    assert_eq!(pinned, [settings.introductions], "{}", place.name);
    for tag in &house.tags {
        let known = tag_by_name(&mut conn, id, &tag.name).await.unwrap();
        let known = known.unwrap();
        assert_eq!(known.description, tag.description);
        let mut names = list_synonyms(&mut conn, known.id).await.unwrap();
        let mut synonyms = tag.synonyms.clone();
        names.sort();
        synonyms.sort();
        assert_eq!(names, synonyms, "{}", tag.name);
    }
}

/// As a stranger finds it.
async fn assert_library(demo: &Demo, script: &Script, place: &Place) {
    let mut visitor = Browser::on_server(demo.app(&place.at).unwrap());
    let library = visitor.get(&format!("/c/{}/library", place.name)).await;
    let house = script.house(&place.name).unwrap();
    let title = |key: &str| {
        let mut threads = script.threads.iter();
        threads
            .find(|thread| thread.key == key)
            .unwrap()
            .title
            .as_str()
    };
    for shelf in &house.collections {
        let links = library.links(&shelf.title);
        let href = links.first().unwrap_or_else(|| panic!("{}", library.body));
        let page = visitor.get(href).await;
        if shelf.answers {
            let is_settled = |thread: &&Thread| {
                thread.place == place.name && thread.replies.iter().any(|reply| reply.accepted)
            };
            let settled = script.threads.iter().filter(is_settled).count();
            assert_eq!(page.texts("main details.fold").len(), settled);
            continue;
        }
        let titles: Vec<&str> = shelf.lines().map(|(_, line)| title(&line.key)).collect();
        assert_eq!(page.texts("main .row-title"), titles, "{}", shelf.title);
        let sections: Vec<&str> = shelf
            .sections
            .iter()
            .map(|part| part.title.as_str())
            .collect();
        assert_eq!(page.texts("main h3.room"), sections, "{}", shelf.title);
    }
    let front = visitor.get(&format!("/c/{}", place.name)).await;
    for shelf in house.collections.iter().filter(|shelf| shelf.featured) {
        assert!(!front.links(&shelf.title).is_empty(), "{}", shelf.title);
    }
}

/// The new words are on both servers, and where they were suggested it is known who wrote them.
async fn assert_edits(demo: &Demo, script: &Script, thread: &Said<'_>) {
    for (index, line) in thread.line.replies.iter().enumerate() {
        let Some(edit) = &line.edit else { continue };
        let editor = script.person(&edit.by).unwrap();
        for server in &script.servers {
            let app = demo.app(&server.key).unwrap();
            let mut conn = app.store.read().await.unwrap();
            let id = &thread.replies[&index];
            let reply = comment_by_ap_id(&mut conn, &Viewer::System, id).await;
            let reply = reply.unwrap().unwrap();
            assert!(reply.body.contains(&edit.put), "{}", reply.body);
            if server.key == editor.at {
                let by = editor_of_comment(&mut conn, &reply).await.unwrap();
                assert!(by.unwrap().ends_with(&edit.by));
            }
        }
    }
}

async fn assert_closing(demo: &Demo, script: &Script, said: &[Said<'_>], thread: &Said<'_>) {
    for server in &script.servers {
        let post = post_at(demo, &server.key, thread).await;
        let Some(closing) = &thread.line.closed else {
            assert!(post.closed_at.is_none(), "{}", post.title);
            continue;
        };
        assert!(post.closed_at.is_some(), "{}", post.title);
        let app = demo.app(&server.key).unwrap();
        let mut conn = app.store.read().await.unwrap();
        let first = post.duplicate_of_id.unwrap();
        let first = find_post(&mut conn, &Viewer::System, first).await.unwrap();
        let expected = called(said, &closing.duplicate_of);
        assert_eq!(first.unwrap().ap_id, expected.post);
    }
}

async fn assert_credits(demo: &Demo, script: &Script, said: &[Said<'_>], thread: &Said<'_>) {
    let Some(basis) = &thread.line.made_of else {
        return;
    };
    let source = called(said, &basis.thread).line;
    let author = script.person(&thread.line.by).unwrap();
    let post = post_at(demo, &author.at, thread).await;
    let mut visitor = Browser::on_server(demo.app(&author.at).unwrap());
    let page = visitor.get(&post.path()).await;
    let credits = page.texts("#credits").join(" ");
    assert!(credits.contains(&source.title), "{credits}");
    for reply in &basis.replies {
        let by = script.person(&source.replies[*reply].by).unwrap();
        assert!(credits.contains(&by.display_name), "{credits}");
    }
}

/// Each of two communities that work together names the other, and one shows a question of the other's.
async fn assert_ties(demo: &Demo, script: &Script, said: &[Said<'_>]) {
    for house in &script.houses {
        let Some(tie) = &house.tie else { continue };
        let (own, other) = (&house.community, &tie.with);
        for (here, there) in [(own, other), (other, own)] {
            let (here, there) = (script.community(here), script.community(there));
            let (here, there) = (here.unwrap(), there.unwrap());
            let mut visitor = Browser::on_server(demo.app(&here.at).unwrap());
            let page = visitor.get(&format!("/c/{}", here.name)).await;
            let named = page.texts("aside [aria-labelledby=s-linked] li").join(" ");
            assert!(named.contains(&there.title), "{named}");
        }
        let home = script.community(own).unwrap();
        let post = post_at(demo, &home.at, called(said, &tie.thread)).await;
        let mut visitor = Browser::on_server(demo.app(&home.at).unwrap());
        let page = visitor.get(&post.path()).await;
        let beside = &script.community(other).unwrap().title;
        assert!(!page.links(beside).is_empty(), "{}", page.body);
    }
}
