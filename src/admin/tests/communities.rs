use super::*;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::communities::tests::{community, known, said, started};
use crate::membership::model::Role;
use crate::membership::queries::list_moderators;

const LIST: &str = "/admin/communities";

async fn is_shown(app: &App, community: &Community) -> bool {
    let mut conn = app.store.read().await.unwrap();
    let now = find_community(&mut conn, community.id()).await.unwrap();
    now.is_live()
}

#[tokio::test(flavor = "multi_thread")]
async fn communities_are_found_removed_and_restored() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let rust = community(&app, &ada, "rust").await;
    community(&app, &ada, "garden").await;
    let go = known(&app, "https://l.test/c/Go", "Group", "Go").await;
    let go = go.community().unwrap();
    let mut olga = office(&app).await;
    let page = olga.get(LIST).await;
    for name in ["!rust", "!garden", "!Go@l.test"] {
        assert!(page.has(name), "{name}");
    }
    let page = olga.get("/admin/communities?name=%21go").await;
    assert!(page.has("!Go@l.test") && !page.has("!rust"));

    for place in [&rust, &go] {
        let (remove, restore) = (
            format!("{LIST}/{}/remove", place.id()),
            format!("{LIST}/{}/restore", place.id()),
        );
        let fields: &[(&str, &str)] = if place.is_local() {
            &[("reason", "Nobody is left")]
        } else {
            &[]
        };
        let before = said(&app).await.len();
        let answer = press(&mut olga, &remove, &remove, fields).await;
        assert_eq!(answer.location(), LIST);
        assert!(!is_shown(&app, place).await);
        assert!(olga.get(LIST).await.has("removed"));
        press(&mut olga, &restore, &restore, fields).await;
        assert!(is_shown(&app, place).await);
        // A Delete, its Undo and an Update, each in its envelope, and the Update of the community itself;
        // of another server's nothing.
        let expected = if place.is_local() { 7 } else { 0 };
        assert_eq!(said(&app).await.len() - before, expected);
    }
    let deletes = said(&app).await;
    assert_eq!(deletes[0]["summary"], "Nobody is left");
    assert_eq!(olga.get("/admin/communities/999/remove").await.status, 404);
    assert_eq!(olga.get("/admin/communities/x/remove").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_name_conveners() {
    let app = started().await;
    let (ada, bob) = (person(&app, "ada").await, person(&app, "bob").await);
    let rust = community(&app, &ada, "rust").await;
    let mut olga = office(&app).await;
    let path = format!("{LIST}/{}/convener", rust.id());
    let answer = press(&mut olga, &path, &path, &[("person", "nobody")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.wrong(), ["person"]);
    assert_eq!(answer.value("person").as_deref(), Some("nobody"));
    for _ in 0..2 {
        let answer = press(&mut olga, &path, &path, &[("person", "@Bob")]).await;
        assert_eq!(answer.location(), LIST);
    }
    let mut conn = app.store.read().await.unwrap();
    let conveners = list_moderators(&mut conn, rust.id()).await.unwrap();
    let conveners: Vec<_> = conveners
        .iter()
        .map(|(who, role)| (who.id(), *role))
        .collect();
    let expected = [(ada.id(), Role::Convener), (bob.id(), Role::Convener)];
    assert_eq!(conveners, expected);
    drop(conn);
    let adds = said(&app).await;
    let adds = adds.iter().filter(|said| said["type"] == "Add").count();
    assert_eq!(
        adds, 1,
        "to other servers it is one moderator more, said once"
    );
}
