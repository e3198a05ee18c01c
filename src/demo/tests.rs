use super::*;
use crate::accounts::model::Viewer;
use crate::communities::queries::directory::{Directory, list_communities};
use crate::posts::queries::post_by_ap_id;

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
    drop(said);
    demo.stop().await;
}
