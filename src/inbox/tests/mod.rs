//! The inbox as other servers see it: signed requests to the real router on a real database, other
//! servers scripted. `dump` is all that what arrives can change, so that a test can say that nothing did.

mod abroad;
mod appeals;
mod applied;
mod asking;
mod authority;
mod banned;
mod between;
mod bodies;
mod boosts;
mod changed_rules;
mod choices;
mod collections;
mod coming;
mod distinguished;
mod door;
mod duplicates;
mod forgeries;
mod given_back;
mod held;
mod helping;
mod hostile_texts;
mod hosts;
mod joining;
mod kept_out;
mod languages;
mod leaving;
mod limits;
mod linked;
mod locks;
mod lookalikes;
mod lost_rights;
mod moderators;
mod moves;
mod newcomers;
mod order;
mod orphans;
mod ours_elsewhere;
mod places;
mod private;
mod purges;
mod ranks;
mod reports;
mod rules_elsewhere;
mod screened;
mod shares;
mod signers;
mod spoken;
mod standing;
mod suspended;
mod tags;
mod team_elsewhere;
mod told;
mod unread_rules;
mod with_replies;

use crate::accounts::actions::ensure_server_actors;
use crate::accounts::model::Person;
use crate::activitypub::fake_http::Reply;
use crate::activitypub::keys::SigningKey;
use crate::activitypub::keys::tests::test_pair;
use crate::activitypub::peers::{PeerPolicy, update_policy};
use crate::activitypub::signature::sign_post;
use crate::app::testing::{TestApp, test_app_on};
use crate::communities::model::Community;
use crate::communities::tests::{community, person, started};
use crate::jobs::run_pending;
use crate::store::Store;
use crate::store::test_db::{TestDb, fresh, fresh_sqlite};
use crate::{q, server};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use chrono::TimeDelta;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::sync::LazyLock;
use tower::ServiceExt;
use url::Url;

pub(crate) const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
const MEDIA: &str = "application/activity+json";

/// This server with a community `luthiers`, and everybody else.
pub(crate) struct World {
    pub app: TestApp,
    pub ada: Person,
    pub luthiers: Community,
    router: Router,
}

/// Read once: that takes longer than to sign with it.
fn everybodys_key() -> &'static SigningKey {
    static KEY: LazyLock<SigningKey> =
        LazyLock::new(|| SigningKey::from_pem(&test_pair().private).unwrap());
    &KEY
}

/// Somebody on another server.
#[derive(Clone, Debug)]
pub(crate) struct Remote {
    pub id: String,
    pub key_id: String,
}

impl World {
    pub async fn new() -> Self {
        Self::with(started().await).await
    }

    /// Where much is written in a short time.
    pub async fn unlimited() -> Self {
        Self::unlimited_on(fresh().await).await
    }

    /// The same on SQLite, whatever the other tests run on.
    pub async fn on_sqlite() -> Self {
        Self::unlimited_on(fresh_sqlite().await).await
    }

    async fn unlimited_on(db: TestDb) -> Self {
        let app = test_app_on(db, |config| config.rate_limits.enabled = false).await;
        ensure_server_actors(&app).await.unwrap();
        Self::with(app).await
    }

    async fn with(app: TestApp) -> Self {
        let ada = person(&app, "ada").await;
        let luthiers = community(&app, &ada, "luthiers").await;
        let router = server::router(&app);
        Self {
            app,
            ada,
            luthiers,
            router,
        }
    }

    /// The same server in another process, which remembers nothing.
    pub async fn another_process(&self) -> Self {
        let app = self.app.another_process().await;
        let router = server::router(&app);
        Self {
            app,
            ada: self.ada.clone(),
            luthiers: self.luthiers.clone(),
            router,
        }
    }

    pub fn group(&self) -> &str {
        &self.luthiers.actor.ap_id
    }

    pub fn person(&self, id: &str) -> Remote {
        self.actor(id, "Person")
    }

    /// A server's actor whose document can be read, with a key that signs.
    pub fn actor(&self, id: &str, kind: &str) -> Remote {
        let remote = Remote {
            id: id.to_owned(),
            key_id: format!("{id}#main-key"),
        };
        self.serve(&remote.document(kind));
        remote
    }

    pub fn serve(&self, document: &Value) {
        let id = document["id"].as_str().unwrap();
        self.app.http.answer(id, Reply::json(document));
    }

    pub fn pass(&self, by: TimeDelta) {
        self.app.clock.advance(by);
    }

    /// The headers of a request signed by this actor, and its body.
    pub fn sign(&self, signer: &Remote, path: &str, body: &[u8]) -> Request<Body> {
        let url = Url::parse(&format!("https://guild.example{path}")).unwrap();
        let now = self.app.now().utc();
        let mut request = Request::post(path);
        for (name, value) in sign_post(&signer.key_id, everybodys_key(), &url, body, MEDIA, now) {
            request = request.header(name, value);
        }
        request.body(Body::from(body.to_vec())).unwrap()
    }

    /// What it is answered, headers and all.
    pub async fn answer(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub async fn ask(&self, request: Request<Body>) -> (StatusCode, String) {
        let response = self.answer(request).await;
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    /// Posts a signed activity; it is not applied yet.
    pub async fn post(&self, signer: &Remote, activity: &Value) -> StatusCode {
        let body = activity.to_string();
        let request = self.sign(signer, "/inbox", body.as_bytes());
        self.ask(request).await.0
    }

    /// Posts a signed activity that is taken, and applies it.
    pub async fn send(&self, signer: &Remote, activity: &Value) {
        self.pass(TimeDelta::seconds(1));
        let status = self.post(signer, activity).await;
        assert_eq!(status, StatusCode::ACCEPTED, "{activity}");
        self.work().await;
    }

    /// Sends something that must change nothing, whether it is refused at the door or later.
    pub async fn in_vain(&self, signer: &Remote, activity: &Value) {
        let before = self.dump().await;
        let said = self.said().await;
        self.post(signer, activity).await;
        self.work().await;
        assert_eq!(self.dump().await, before, "{activity:#}");
        assert_eq!(
            self.said().await,
            said,
            "something was passed on: {activity:#}"
        );
    }

    /// Changes what only the database can be told.
    pub async fn set(&self, statement: &'static str) {
        let mut tx = self.app.store.begin().await.unwrap();
        {
            let conn = &mut *tx;
            q!(conn, {
                diesel::sql_query(statement).execute(conn).await.unwrap()
            });
        }
        tx.commit().await.unwrap();
    }

    /// Everything that is due, and what follows from it.
    pub async fn work(&self) {
        run_pending(&self.app.data, &server::jobs()).await.unwrap();
    }

    /// A page or document of ours as anybody gets it.
    pub async fn get(&self, path: &str, accept: &str) -> (StatusCode, String) {
        let request = Request::get(path).header(header::ACCEPT, accept);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    pub async fn document(&self, path: &str) -> (StatusCode, String) {
        self.get(path, MEDIA).await
    }

    pub async fn dump(&self) -> Vec<String> {
        dump(&self.app.store).await
    }

    /// How many activities this server has made.
    pub async fn said(&self) -> i64 {
        count(&self.app.store, "SELECT COUNT(*) AS n FROM activities").await
    }

    /// Somebody here follows a group of another server, which has said yes.
    pub async fn followed_group(&self, id: &str) -> Remote {
        let document = self.actor(id, "Group").document("Group");
        self.followed_group_as(id, &document).await
    }

    /// The same with a group that says this of itself.
    pub async fn followed_group_as(&self, id: &str, document: &Value) -> Remote {
        use crate::communities::actions::follow;
        use crate::communities::federation::{FRESH, resolve_actor};
        let group = self.actor(id, "Group");
        self.serve(document);
        let community = resolve_actor(&self.app, id, FRESH)
            .await
            .unwrap()
            .community()
            .unwrap();
        follow(&self.app, &self.ada, &community).await.unwrap();
        let follow_id = crate::communities::tests::said(&self.app)
            .await
            .iter()
            .rev()
            .find(|said| said["type"] == "Follow")
            .unwrap()["id"]
            .clone();
        let accept = json!({
            "id": format!("{id}/accept/1"), "type": "Accept", "actor": id,
            "object": {"id": follow_id, "type": "Follow", "actor": self.ada.actor.ap_id, "object": id},
        });
        self.send(&group, &accept).await;
        group
    }
}

impl Remote {
    pub fn document(&self, kind: &str) -> Value {
        let id = &self.id;
        let name = id.rsplit('/').next().unwrap();
        json!({
            "id": id, "type": kind, "preferredUsername": name, "name": name,
            "inbox": format!("{id}/inbox"), "outbox": format!("{id}/outbox"),
            "followers": format!("{id}/followers"),
            "featured": format!("{id}/featured"), "attributedTo": format!("{id}/moderators"),
            "publicKey": {"id": self.key_id, "owner": id, "publicKeyPem": test_pair().public},
        })
    }

    /// An activity of this actor; `id` is the tail of its id.
    pub fn does(&self, kind: &str, id: &str, object: Value) -> Value {
        json!({
            "id": format!("{}/act/{id}", self.id), "type": kind, "actor": self.id,
            "to": [PUBLIC], "cc": [], "object": object,
        })
    }

    /// A public thread in a group.
    pub fn thread(&self, group: &str, tail: &str, title: &str) -> Value {
        json!({
            "id": format!("{}/post/{tail}", self.id), "type": "Page", "attributedTo": self.id,
            "to": [group, PUBLIC], "cc": [], "audience": group, "name": title,
            "content": "<p>words</p>", "published": "2026-05-01T10:00:00Z",
        })
    }

    pub fn reply(&self, group: &str, tail: &str, parent: &str) -> Value {
        json!({
            "id": format!("{}/comment/{tail}", self.id), "type": "Note", "attributedTo": self.id,
            "to": [group, PUBLIC], "cc": [], "audience": group, "inReplyTo": parent,
            "content": "<p>an answer</p>", "published": "2026-05-01T11:00:00Z",
        })
    }

    /// This group passes an activity on.
    pub fn announces(&self, id: &str, inner: &Value) -> Value {
        json!({
            "id": format!("{}/announce/{id}", self.id), "type": "Announce", "actor": self.id,
            "to": [PUBLIC], "cc": [], "object": inner,
        })
    }
}

pub(crate) fn id(document: &Value) -> &str {
    document["id"].as_str().unwrap()
}

/// Keeps a whole server out.
async fn block(world: &World, host: &str) {
    let mut tx = world.app.store.begin().await.unwrap();
    let now = world.app.now();
    update_policy(&mut tx, host, PeerPolicy::Block, "", now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Everything that what arrives can change, in words that are the same on both databases and on every
/// server that has the same things.
const DUMP: [&str; 10] = [
    "SELECT 'thread ' || p.ap_id || ' in ' || g.ap_id || ' by ' || w.ap_id || ' ' || p.kind || ' ' || p.title
        || ' ' || p.body_html || ' votes ' || p.up_votes || '/' || p.down_votes
        || ' replies ' || p.comment_count || ' answers ' || p.answer_count
        || CASE WHEN p.deleted_at IS NULL THEN '' ELSE ' deleted' END
        || CASE WHEN p.removed_at IS NULL THEN '' ELSE ' removed' END
        || CASE WHEN p.locked_at IS NULL THEN '' ELSE ' locked' END
        || CASE WHEN p.pinned_at IS NULL THEN '' ELSE ' pinned' END
        || CASE WHEN p.closed_at IS NULL THEN '' ELSE ' closed' END
        || COALESCE(' accepted ' || x.ap_id, '') AS line
     FROM posts p JOIN communities c ON c.id = p.community_id JOIN actors g ON g.id = c.actor_id
     JOIN accounts a ON a.id = p.author_id JOIN actors w ON w.id = a.actor_id
     LEFT JOIN comments x ON x.id = p.accepted_comment_id",
    "SELECT 'reply ' || r.ap_id || ' to ' || COALESCE(u.ap_id, p.ap_id) || ' by ' || w.ap_id || ' ' || r.kind
        || ' ' || r.body_html || ' votes ' || r.up_votes || '/' || r.down_votes || ' below ' || r.child_count
        || CASE WHEN r.deleted_at IS NULL THEN '' ELSE ' deleted' END
        || CASE WHEN r.removed_at IS NULL THEN '' ELSE ' removed' END
        || CASE WHEN r.locked_at IS NULL THEN '' ELSE ' locked' END
        || CASE WHEN r.distinguished_at IS NULL THEN '' ELSE ' distinguished' END AS line
     FROM comments r JOIN posts p ON p.id = r.post_id LEFT JOIN comments u ON u.id = r.parent_id
     JOIN accounts a ON a.id = r.author_id JOIN actors w ON w.id = a.actor_id",
    "SELECT 'vote ' || w.ap_id || ' on ' || p.ap_id || ' ' || v.value AS line
     FROM post_votes v JOIN posts p ON p.id = v.post_id
     JOIN accounts a ON a.id = v.account_id JOIN actors w ON w.id = a.actor_id WHERE v.value <> 0",
    "SELECT 'vote ' || w.ap_id || ' on ' || r.ap_id || ' ' || v.value AS line
     FROM comment_votes v JOIN comments r ON r.id = v.comment_id
     JOIN accounts a ON a.id = v.account_id JOIN actors w ON w.id = a.actor_id WHERE v.value <> 0",
    "SELECT 'follow ' || f.ap_id || ' of ' || t.ap_id || ' ' || o.state AS line
     FROM follows o JOIN actors f ON f.id = o.follower_id JOIN actors t ON t.id = o.target_id",
    "SELECT 'role ' || w.ap_id || ' in ' || g.ap_id || ' ' || m.role || ' ' || m.state AS line
     FROM memberships m JOIN communities c ON c.id = m.community_id JOIN actors g ON g.id = c.actor_id
     JOIN accounts a ON a.id = m.account_id JOIN actors w ON w.id = a.actor_id",
    "SELECT 'ban ' || w.ap_id || ' ' || COALESCE(g.ap_id, 'everywhere') AS line
     FROM bans b JOIN accounts a ON a.id = b.account_id JOIN actors w ON w.id = a.actor_id
     LEFT JOIN communities c ON c.id = b.community_id LEFT JOIN actors g ON g.id = c.actor_id",
    "SELECT 'community ' || g.ap_id || ' threads ' || c.post_count || ' replies ' || c.comment_count
        || CASE WHEN c.deleted_at IS NULL THEN '' ELSE ' deleted' END
        || CASE WHEN c.removed_at IS NULL THEN '' ELSE ' removed' END AS line
     FROM communities c JOIN actors g ON g.id = c.actor_id WHERE g.local OR c.post_count > 0 OR c.deleted_at IS NOT NULL",
    "SELECT 'told ' || w.ap_id || ' ' || n.kind || ' ' || n.cause AS line
     FROM notifications n JOIN accounts a ON a.id = n.recipient_id JOIN actors w ON w.id = a.actor_id
     LEFT JOIN posts p ON p.id = n.post_id LEFT JOIN comments r ON r.id = n.comment_id
     WHERE p.deleted_at IS NULL AND p.removed_at IS NULL AND r.deleted_at IS NULL AND r.removed_at IS NULL",
    "SELECT 'message ' || ap_id || ' ' || body_html || CASE WHEN deleted_at IS NULL THEN '' ELSE ' deleted' END AS line
     FROM messages UNION ALL SELECT 'report ' || reason AS line FROM reports",
];

pub(crate) async fn dump(store: &Store) -> Vec<String> {
    let mut conn = store.read().await.unwrap();
    let mut lines = Vec::new();
    for query in DUMP {
        let conn = &mut conn;
        let rows: Vec<Line> = q!(conn, { diesel::sql_query(query).load(conn).await.unwrap() });
        lines.extend(rows.into_iter().map(|row| row.line));
    }
    lines.sort();
    lines
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    n: i64,
}

pub(crate) async fn count(store: &Store, query: &'static str) -> i64 {
    let mut conn = store.read().await.unwrap();
    let conn = &mut conn;
    let row: Count = q!(conn, {
        diesel::sql_query(query).get_result(conn).await.unwrap()
    });
    row.n
}
