//! A small world to act in: an application on a fresh database, a clock that tests set, people and
//! communities of this server and of another.

use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::find_person;
use crate::activitypub::actors::{self, ActorKind, NewActor};
use crate::app::testing::{TestApp, test_app};
use crate::communities::model::{Community, JoinPolicy, ReadPolicy, WritePolicy};
use crate::communities::queries::find_community;
use crate::ids::{AccountId, CommunityId};
use crate::membership::model::{Membership, MembershipState, Role};
use crate::membership::queries::upsert_membership;
use crate::posts::actions::{ReplyDraft, ThreadDraft, reply, start_thread};
use crate::posts::model::{Comment, Post, ThreadKind};
use crate::posts::queries;
use crate::q;
use crate::store::schema::{accounts, bans, communities, logins};
use crate::store::{Json, Time};

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

pub(crate) struct World {
    pub app: TestApp,
}

impl World {
    pub async fn new() -> Self {
        Self {
            app: test_app().await,
        }
    }

    pub fn pass(&self, seconds: i64) {
        self.app.clock.advance(TimeDelta::seconds(seconds));
    }

    pub fn now(&self) -> Time {
        self.app.now()
    }

    fn actor(&self, kind: ActorKind, name: &str, host: Option<&str>) -> NewActor {
        let letter = if kind == ActorKind::Group { "c" } else { "u" };
        let base = match host {
            Some(host) => format!("https://{host}/{letter}/{name}"),
            None => self.app.local.url(&format!("/{letter}/{name}")),
        };
        NewActor {
            kind,
            name: name.to_owned(),
            host: host.unwrap_or(&self.app.local.host).to_owned(),
            local: host.is_none(),
            inbox_url: format!("{base}/inbox"),
            shared_inbox_url: None,
            outbox_url: None,
            followers_url: None,
            featured_url: None,
            moderators_url: None,
            page_url: None,
            key_id: None,
            public_key: None,
            fetched_at: None,
            ap_id: base,
        }
    }

    pub async fn person(&self, name: &str) -> Person {
        self.somebody(name, None).await
    }

    pub async fn stranger(&self, name: &str) -> Person {
        self.somebody(name, Some("away.example")).await
    }

    async fn somebody(&self, name: &str, host: Option<&str>) -> Person {
        let now = self.now();
        let mut tx = self.app.store.begin().await.unwrap();
        let actor = self.actor(ActorKind::Person, name, host);
        let actor = actors::upsert_remote_actor(&mut tx, &actor, now)
            .await
            .unwrap();
        let conn = &mut *tx;
        let id: AccountId = q!(conn, {
            diesel::insert_into(accounts::table)
                .values((
                    accounts::actor_id.eq(actor.id),
                    accounts::display_name.eq(""),
                    accounts::bio.eq(""),
                    accounts::bio_html.eq(""),
                    accounts::links.eq(Json(Vec::<String>::new())),
                    accounts::bot.eq(false),
                    accounts::language.eq("en"),
                    accounts::time_zone.eq("UTC"),
                    accounts::created_at.eq(now),
                ))
                .returning(accounts::id)
                .get_result(conn)
                .await
                .unwrap()
        });
        if host.is_none() {
            q!(conn, {
                diesel::insert_into(logins::table)
                    .values((
                        logins::account_id.eq(id),
                        logins::email.eq(format!("{name}@guild.example")),
                        logins::password_hash.eq("none"),
                        logins::role.eq("member"),
                        logins::created_at.eq(now),
                    ))
                    .execute(conn)
                    .await
                    .unwrap()
            });
        }
        let person = find_person(&mut tx, id).await.unwrap();
        tx.commit().await.unwrap();
        person
    }

    pub async fn community(&self, name: &str) -> Community {
        self.community_on(name, None).await
    }

    pub async fn community_on(&self, name: &str, host: Option<&str>) -> Community {
        let now = self.now();
        let mut tx = self.app.store.begin().await.unwrap();
        let actor = self.actor(ActorKind::Group, name, host);
        let actor = actors::upsert_remote_actor(&mut tx, &actor, now)
            .await
            .unwrap();
        let conn = &mut *tx;
        let id: CommunityId = q!(conn, {
            diesel::insert_into(communities::table)
                .values((
                    (
                        communities::actor_id.eq(actor.id),
                        communities::title.eq(name),
                        communities::focus.eq(""),
                        communities::description.eq(""),
                        communities::description_html.eq(""),
                        communities::rules.eq(""),
                        communities::rules_html.eq(""),
                        communities::language.eq("en"),
                    ),
                    (
                        communities::read_policy.eq(ReadPolicy::Public),
                        communities::join_policy.eq(JoinPolicy::Open),
                        communities::post_policy.eq(WritePolicy::Readers),
                        communities::answer_policy.eq(WritePolicy::Readers),
                        communities::restricted_to_moderators.eq(false),
                        communities::sensitive.eq(false),
                        communities::last_activity_at.eq(now),
                        communities::created_at.eq(now),
                    ),
                ))
                .returning(communities::id)
                .get_result(conn)
                .await
                .unwrap()
        });
        let community = find_community(&mut tx, id).await.unwrap();
        tx.commit().await.unwrap();
        community
    }

    pub async fn set_read_policy(&self, community: &Community, policy: ReadPolicy) {
        let mut tx = self.app.store.begin().await.unwrap();
        let conn = &mut *tx;
        q!(conn, {
            diesel::update(communities::table.find(community.id()))
                .set(communities::read_policy.eq(policy))
                .execute(conn)
                .await
                .unwrap()
        });
        tx.commit().await.unwrap();
    }

    pub async fn set_write_policy(&self, community: &Community, policy: WritePolicy) {
        let mut tx = self.app.store.begin().await.unwrap();
        let conn = &mut *tx;
        q!(conn, {
            diesel::update(communities::table.find(community.id()))
                .set((
                    communities::post_policy.eq(policy),
                    communities::answer_policy.eq(policy),
                ))
                .execute(conn)
                .await
                .unwrap()
        });
        tx.commit().await.unwrap();
    }

    pub async fn remove_community(&self, community: &Community) {
        let mut tx = self.app.store.begin().await.unwrap();
        let now = self.now();
        let conn = &mut *tx;
        q!(conn, {
            diesel::update(communities::table.find(community.id()))
                .set(communities::removed_at.eq(Some(now)))
                .execute(conn)
                .await
                .unwrap()
        });
        tx.commit().await.unwrap();
    }

    pub async fn join(&self, community: &Community, person: &Person, role: Role) {
        let now = self.now();
        let mut tx = self.app.store.begin().await.unwrap();
        let membership = Membership {
            community_id: community.id(),
            account_id: person.id(),
            role,
            state: MembershipState::Member,
            since: now,
            updated_at: now,
        };
        upsert_membership(&mut tx, &membership).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn ban(&self, community: &Community, person: &Person) {
        let now = self.now();
        let mut tx = self.app.store.begin().await.unwrap();
        let conn = &mut *tx;
        q!(conn, {
            diesel::insert_into(bans::table)
                .values((
                    bans::account_id.eq(person.id()),
                    bans::community_id.eq(Some(community.id())),
                    bans::reason.eq(""),
                    bans::created_at.eq(now),
                ))
                .execute(conn)
                .await
                .unwrap()
        });
        tx.commit().await.unwrap();
    }

    pub async fn ask(&self, who: &Person, community: &Community, title: &str) -> Post {
        self.begin(who, community, ThreadKind::Question, title)
            .await
    }

    pub async fn begin(
        &self,
        who: &Person,
        community: &Community,
        kind: ThreadKind,
        title: &str,
    ) -> Post {
        let draft = ThreadDraft {
            title: title.to_owned(),
            body: format!("About {title}."),
            url: "https://found.example/".to_owned(),
            ..ThreadDraft::default()
        };
        start_thread(&self.app, who, community.id(), kind, &draft)
            .await
            .unwrap()
    }

    pub async fn reply(
        &self,
        who: &Person,
        post: &Post,
        parent: Option<&Comment>,
        body: &str,
    ) -> Comment {
        let parent = parent.map(|parent| parent.id);
        reply(&self.app, who, post.id, parent, &draft(body))
            .await
            .unwrap()
    }

    /// As the database has it now.
    pub async fn post(&self, post: &Post) -> Post {
        let mut conn = self.app.store.read().await.unwrap();
        let post = queries::find_post(&mut conn, &Viewer::System, post.id).await;
        post.unwrap().unwrap()
    }

    pub async fn comment(&self, comment: &Comment) -> Comment {
        let mut conn = self.app.store.read().await.unwrap();
        let comment = queries::find_comment(&mut conn, &Viewer::System, comment.id).await;
        comment.unwrap().unwrap()
    }
}

pub(crate) fn draft(body: &str) -> ReplyDraft {
    ReplyDraft {
        body: body.to_owned(),
        ..ReplyDraft::default()
    }
}

pub(crate) fn seen_by(person: &Person) -> Viewer {
    Viewer::Account {
        id: person.id(),
        admin: false,
    }
}
