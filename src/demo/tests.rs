use super::*;
use crate::communities::queries::directory::{Directory, list_communities};

/// Real servers, real signatures, real HTTP on the loopback.
#[tokio::test(flavor = "multi_thread")]
async fn both_servers_hear_the_whole_play() {
    let script = script::read().unwrap();
    let demo = open(&script).await.unwrap();
    Box::pin(play::play(&demo, &script)).await.unwrap();
    for server in &script.servers {
        let mut conn = demo.app(&server.key).unwrap().store.read().await.unwrap();
        let all = list_communities(&mut conn, &Directory::default(), 10)
            .await
            .unwrap()
            .rows;
        let threads: i64 = all.iter().map(|community| community.row.post_count).sum();
        assert_eq!(all.len(), script.servers.len());
        assert_eq!(usize::try_from(threads).unwrap(), script.threads.len());
    }
    demo.stop().await;
}
