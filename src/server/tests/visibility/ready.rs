//! Brings about what has to be so before a deed is tried, and says what it is done to.

use super::Who;
use super::deeds::{Ready, Trial};
use super::place::{
    Asker, Place, agreeing, bring_reply_into, bring_thread_into, follow, make_varnish, take_in,
};
use super::table::State;
use crate::accounts::actions::{silence, suspend};
use crate::accounts::model::{Person, ServerRole, Viewer};
use crate::accounts::queries::applications::{NewApplication, insert_application};
use crate::accounts::queries::second_factors::save_secret;
use crate::communities::model::Community;
use crate::communities::queries::community_by_handle;
use crate::library::actions::shelve;
use crate::library::queries::collection_by_slug;
use crate::membership::actions::{InvitationForm, invite, join, remove_community, save_reply};
use crate::membership::model::{Channel, HoldCause, LinkState, Role};
use crate::membership::queries::linking::{NewLink, upsert_link};
use crate::membership::queries::steps::{Steps, replace_steps};
use crate::messages::actions::send as send_letter;
use crate::moderation::actions::{BanOrder, Grounds, ban, lock, lock_branch, pin, remove, report};
use crate::moderation::model::{ActionId, Target as Reported};
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::posts::actions::{
    ClosingDraft, SuggestionDraft, accept_answer, close_question, suggest_edit,
};
use crate::posts::queries::held::{NewHeld, insert_held};
use crate::posts::queries::set_post_held;
use crate::posts::queries::sharing::insert_share;
use crate::q;
use crate::team::actions::{appeal, write_to_team};
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a deed is done to.
#[derive(Debug, Clone, Default)]
pub struct Target {
    /// What stands in the address.
    pub id: String,
    pub name: String,
    /// The community's numbers, as such and as an actor.
    pub place: i64,
    pub group: i64,
    /// Somebody whom it concerns.
    pub person: String,
    pub account: i64,
    /// The public id of the reply.
    pub answer: String,
}

impl Target {
    fn in_community(community: &Community) -> Self {
        Self {
            id: "1".to_owned(),
            name: community.actor.name.clone(),
            place: community.id().0,
            group: community.actor.id.0,
            ..Self::default()
        }
    }

    fn about(self, person: &Person) -> Self {
        Self {
            id: person.id().to_string(),
            person: person.actor.name.clone(),
            account: person.id().0,
            ..self
        }
    }

    fn numbered(self, id: i64) -> Self {
        Self {
            id: id.to_string(),
            ..self
        }
    }

    /// With what stands in braces.
    pub fn fill(&self, text: &str, doer: &Asker) -> String {
        let own = doer.person.as_ref();
        let (me, actor) = own.map_or((0, 0), |own| (own.id().0, own.actor.id.0));
        let words = [
            ("{id}", self.id.clone()),
            ("{name}", self.name.clone()),
            ("{place}", self.place.to_string()),
            ("{group}", self.group.to_string()),
            ("{person}", self.person.clone()),
            ("{account}", self.account.to_string()),
            ("{answer}", self.answer.clone()),
            ("{me}", me.to_string()),
            ("{actor}", actor.to_string()),
        ];
        let words = words.iter();
        words.fold(text.to_owned(), |text, (word, value)| {
            text.replace(word, value)
        })
    }
}

#[derive(diesel::QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

pub async fn number(place: &Place, query: &str) -> i64 {
    let mut conn = place.stage.app.store.read().await.unwrap();
    let conn = &mut conn;
    let row: Number = q!(conn, {
        diesel::sql_query(query).get_result(conn).await.unwrap()
    });
    row.n
}

async fn latest(place: &Place, table: &str) -> i64 {
    number(place, &format!("SELECT max(id) AS n FROM {table}")).await
}

async fn set(place: &Place, statement: &str) {
    let mut tx = place.stage.app.store.begin().await.unwrap();
    let conn = &mut *tx;
    q!(conn, {
        diesel::sql_query(statement).execute(conn).await.unwrap()
    });
    tx.commit().await.unwrap();
}

/// A name that nobody has.
fn fresh(word: &str) -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    format!("{word}{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// What it takes so that a deed at this address can be tried on something in this state: by everybody who
/// may not, or by one who may.
pub async fn prepare(
    place: &Place,
    (path, trial): (&str, &Trial),
    state: State,
    doer: Option<&Asker>,
) -> Target {
    match trial.ready {
        Ready::Nothing => nothing_but(place, path),
        Ready::Thing
        | Ready::Locked
        | Ready::Pinned
        | Ready::Accepted
        | Ready::Shelved
        | Ready::Suggestion
        | Ready::Closed => Box::pin(thing(place, path, trial.ready, state)).await,
        Ready::Member
        | Ready::Banned
        | Ready::Moderator
        | Ready::Applied
        | Ready::Suspended
        | Ready::Silenced
        | Ready::Coded
        | Ready::Administrator => Box::pin(somebody(place, trial.ready)).await,
        Ready::Collection | Ready::Proposal => Box::pin(collection(place, trial.ready)).await,
        Ready::Held
        | Ready::Report
        | Ready::Appeal
        | Ready::Talk
        | Ready::Saved
        | Ready::Invitation => Box::pin(something(place, trial.ready)).await,
        Ready::NoIntroductions
        | Ready::NoProposers
        | Ready::NoExport
        | Ready::ForReaders
        | Ready::Pictured
        | Ready::FreeTags
        | Ready::Tag => setting(place, trial.ready).await,
        Ready::Unlinked => unlinked(place).await,
        Ready::Linked => {
            link(place).await;
            Box::pin(thing(place, path, trial.ready, state)).await
        }
        Ready::Shared => Box::pin(shared(place)).await,
        Ready::Following
        | Ready::NotFollowing
        | Ready::Invited
        | Ready::MoreAsked
        | Ready::Letter
        | Ready::Notice
        | Ready::Steps => Box::pin(own(place, trial.ready, doer)).await,
        Ready::Community | Ready::RemovedCommunity => {
            Box::pin(another_community(place, trial.ready)).await
        }
        Ready::Applicant => applicant(place).await,
        Ready::Blocked | Ready::Resting | Ready::Poisoned => {
            machinery(place, trial.ready, doer).await
        }
    }
}

fn community(place: &Place) -> &Community {
    &place.communities[0]
}

/// The one in an address that is about nothing prepared; profiles are the author's.
pub fn nothing_but(place: &Place, path: &str) -> Target {
    let target = Target::in_community(community(place));
    match path.starts_with("/u/") {
        true => target.about(&place.cast.wes),
        false => target,
    }
}

/// A thread or reply of somebody, in this state.
pub async fn thing(place: &Place, path: &str, ready: Ready, state: State) -> Target {
    let (stage, cast) = (&place.stage, &place.cast);
    let (app, here) = (&stage.app, community(place));
    let thread = stage.ask(&cast.wes, here, "A trial").await;
    let reply = stage.reply(&cast.wes, &thread, None, "A try").await;
    match ready {
        Ready::Locked => {
            lock(app, &cast.max, thread.id, "").await.unwrap();
            lock_branch(app, &cast.max, reply.id, "").await.unwrap();
        }
        Ready::Pinned => pin(app, &cast.max, thread.id).await.unwrap(),
        Ready::Accepted => accept_answer(app, &cast.wes, thread.id, reply.id)
            .await
            .unwrap(),
        Ready::Closed => {
            let draft = ClosingDraft {
                reason: "Solved".to_owned(),
                duplicate_of: String::new(),
            };
            close_question(app, &cast.wes, thread.id, &draft)
                .await
                .unwrap();
        }
        Ready::Suggestion => {
            let draft = SuggestionDraft {
                title: "A trial".to_owned(),
                body: "Better words".to_owned(),
                note: String::new(),
            };
            suggest_edit(app, &cast.mia, (thread.id, None), &draft)
                .await
                .unwrap();
        }
        Ready::Shelved => ensure_collection(place).await,
        _ => {}
    }
    let suggestion = match ready {
        Ready::Suggestion => latest(place, "suggestions").await,
        _ => 0,
    };
    let of_reply = path.starts_with("/comment/");
    match of_reply {
        true => bring_reply_into(stage, cast, state, &reply).await,
        false => bring_thread_into(stage, cast, state, &thread).await,
    }
    Target {
        id: match of_reply {
            true => reply.public_id.clone(),
            false => thread.public_id,
        },
        answer: reply.public_id,
        account: suggestion,
        ..Target::in_community(here)
    }
}

async fn somebody(place: &Place, ready: Ready) -> Target {
    let (stage, cast) = (&place.stage, &place.cast);
    let (app, here) = (&stage.app, community(place));
    let role = match ready {
        Ready::Administrator => ServerRole::Admin,
        _ => ServerRole::Member,
    };
    let pat = stage.account(&fresh("pat"), role).await;
    let target = Target::in_community(here).about(&pat);
    if ready == Ready::Applied {
        join(app, &pat, here, &agreeing(), Channel::Page)
            .await
            .unwrap();
        return target.numbered(latest(place, "applications").await);
    }
    let role = match ready {
        Ready::Moderator => Role::Moderator,
        _ => Role::Member,
    };
    take_in(stage, here, &pat, role).await;
    if ready == Ready::Banned {
        let order = BanOrder::default();
        ban(app, &cast.max, here.id(), &pat, &order).await.unwrap();
    }
    if ready == Ready::Suspended {
        suspend(app, &Viewer::System, pat.id()).await.unwrap();
    }
    if ready == Ready::Silenced {
        silence(app, &Viewer::System, pat.id()).await.unwrap();
    }
    if ready == Ready::Coded {
        let mut tx = app.store.begin().await.unwrap();
        save_secret(&mut tx, pat.id(), &[7; 20], app.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    target
}

/// Somebody who asks for an account here.
async fn applicant(place: &Place) -> Target {
    let (app, name) = (&place.stage.app, fresh("lia"));
    let mut tx = app.store.begin().await.unwrap();
    let new = NewApplication {
        name: &name,
        email: "lia@mail.example",
        password_hash: "$argon2id$",
        words: "I bend wood",
        locale: "en",
        created_at: app.now(),
    };
    let id = insert_application(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    Target {
        person: name,
        ..Target::in_community(community(place)).numbered(id.0)
    }
}

/// As a convener has yet to set it, whoever has set it before.
async fn setting(place: &Place, ready: Ready) -> Target {
    let here = community(place);
    let id = here.id();
    let statement = match ready {
        Ready::NoIntroductions => {
            format!("UPDATE community_settings SET introductions = '' WHERE community_id = {id}")
        }
        Ready::Pictured => format!("UPDATE communities SET icon = 'x.png' WHERE id = {id}"),
        Ready::FreeTags => {
            let free = "tag_rule = 'free', tags_required = FALSE";
            format!("UPDATE community_settings SET {free} WHERE community_id = {id}")
        }
        Ready::Tag => format!(
            "INSERT INTO community_tags (community_id, name, description, kept, use_count, created_at)
             SELECT id, 'glue', '', TRUE, 0, created_at FROM communities WHERE id = {id}
             ON CONFLICT (community_id, name) DO UPDATE SET meant_id = NULL, kept = TRUE, description = ''"
        ),
        Ready::NoExport => format!("DELETE FROM library_exports WHERE community_id = {id}"),
        Ready::NoProposers => {
            format!("UPDATE community_settings SET propose = 'nobody' WHERE community_id = {id}")
        }
        _ => format!("UPDATE communities SET post_policy = 'readers' WHERE id = {id}"),
    };
    set(place, &statement).await;
    Target::in_community(here)
}

/// The community has nothing to do with any other.
async fn unlinked(place: &Place) -> Target {
    let here = community(place);
    let id = here.id();
    let statement =
        format!("DELETE FROM community_links WHERE community_id = {id} OR other_id = {id}");
    set(place, &statement).await;
    Target::in_community(here)
}

async fn elsewhere(place: &Place) -> Community {
    let app = &place.stage.app;
    let mut conn = app.store.read().await.unwrap();
    let found = community_by_handle(&mut conn, "elsewhere", &app.local.host).await;
    found.unwrap().unwrap()
}

/// The two work together, whoever reads there.
async fn link(place: &Place) {
    let app = &place.stage.app;
    let (here, there) = (community(place), elsewhere(place).await);
    let mut tx = app.store.begin().await.unwrap();
    for (community, other) in [(here, &there), (&there, here)] {
        let new = NewLink {
            community: community.id(),
            other: other.id(),
            state: LinkState::Linked,
            ap_id: "https://guild.example/activities/offer/trial",
            words: "",
            offers: None,
        };
        upsert_link(&mut tx, &new, app.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// A thread of the community elsewhere that is shared with this one.
async fn shared(place: &Place) -> Target {
    let stage = &place.stage;
    let (here, there) = (community(place), elsewhere(place).await);
    let thread = stage.ask(&place.cast.nia, &there, "A trial").await;
    let now = stage.app.now();
    let mut tx = stage.app.store.begin().await.unwrap();
    let made = insert_share(&mut tx, thread.id, here.id(), &thread.ap_id, now).await;
    assert!(made.unwrap());
    tx.commit().await.unwrap();
    Target {
        id: thread.public_id,
        ..Target::in_community(here)
    }
}

/// Something that lies there for those who look after the community.
async fn something(place: &Place, ready: Ready) -> Target {
    let (stage, cast) = (&place.stage, &place.cast);
    let (app, here) = (&stage.app, community(place));
    let target = Target::in_community(here);
    match ready {
        Ready::Held => {
            hold(place).await;
            target.numbered(latest(place, "held_things").await)
        }
        Ready::Report => {
            let thread = stage.ask(&cast.wes, here, "A trial").await;
            let viewer = Viewer::Account {
                id: cast.mia.id(),
                admin: false,
            };
            let about = Reported::Post(thread.id);
            report(app, &cast.mia, &viewer, about, "Rude")
                .await
                .unwrap();
            target.numbered(latest(place, "report_cases").await)
        }
        Ready::Appeal => {
            let pat = stage.member(&fresh("pat")).await;
            take_in(stage, here, &pat, Role::Moderator).await;
            let thread = stage.ask(&cast.wes, here, "A trial").await;
            let about = Reported::Post(thread.id);
            remove(app, &pat, about, &Grounds::from("Rude"))
                .await
                .unwrap();
            let act = ActionId(latest(place, "moderation_actions").await);
            appeal(app, &cast.wes, act, "It was not").await.unwrap();
            target.numbered(latest(place, "appeals").await)
        }
        Ready::Talk => {
            let pat = stage.member(&fresh("pat")).await;
            write_to_team(app, &pat, here, "A trial", None)
                .await
                .unwrap();
            target.numbered(latest(place, "team_talks").await)
        }
        Ready::Saved => {
            let words = fresh("Words ");
            save_reply(app, &cast.nia, here, &words).await.unwrap();
            target.numbered(latest(place, "saved_replies").await)
        }
        _ => {
            let form = InvitationForm {
                way: "link".to_owned(),
                ..InvitationForm::default()
            };
            invite(app, &cast.nia, here, &form, None).await.unwrap();
            target.numbered(latest(place, "invitations").await)
        }
    }
}

/// The one that every community here has, if somebody took it away.
async fn ensure_collection(place: &Place) {
    let (app, here) = (&place.stage.app, community(place));
    let found = {
        let mut conn = app.store.read().await.unwrap();
        collection_by_slug(&mut conn, here.id(), "varnish").await
    };
    if found.unwrap().is_none() {
        make_varnish(app, &place.cast.nia, here).await;
    }
}

/// A collection, and for it what a member proposes.
async fn collection(place: &Place, ready: Ready) -> Target {
    ensure_collection(place).await;
    let (stage, here) = (&place.stage, community(place));
    let target = Target::in_community(here);
    if ready == Ready::Collection {
        return target;
    }
    let thread = stage.ask(&place.cast.nia, here, "A trial").await;
    shelve(&stage.app, &place.cast.cora, thread.id, "varnish", "")
        .await
        .unwrap();
    let id = latest(place, "collection_entries").await;
    let statement = format!("UPDATE collection_entries SET state = 'proposed' WHERE id = {id}");
    set(place, &statement).await;
    target.numbered(id)
}

/// A thread by a member that waits.
async fn hold(place: &Place) {
    let stage = &place.stage;
    let here = community(place);
    let pat = stage.member(&fresh("pat")).await;
    take_in(stage, here, &pat, Role::Member).await;
    let thread = stage.ask(&pat, here, "A trial").await;
    let now = stage.app.now();
    let held = NewHeld {
        community_id: here.id(),
        author_id: pat.id(),
        post_id: Some(thread.id),
        comment_id: None,
        cause: HoldCause::Agreement,
        activity: None,
        sender_host: String::new(),
        held_at: now,
        released_at: None,
    };
    let mut tx = stage.app.store.begin().await.unwrap();
    set_post_held(&mut tx, thread.id, Some(now)).await.unwrap();
    insert_held(&mut tx, &held).await.unwrap();
    tx.commit().await.unwrap();
    // Of what is held nothing was ever said.
    let said = format!("object_ap_id = '{}'", thread.ap_id);
    set(
        place,
        &format!(
            "DELETE FROM deliveries WHERE activity_id IN (SELECT id FROM activities WHERE {said})"
        ),
    )
    .await;
    set(place, &format!("DELETE FROM activities WHERE {said}")).await;
}

/// What whoever does it has themselves. For those who may not there is what somebody else has.
async fn own(place: &Place, ready: Ready, doer: Option<&Asker>) -> Target {
    let (stage, cast) = (&place.stage, &place.cast);
    let here = community(place);
    let target = Target::in_community(here);
    let person = doer.and_then(|doer| doer.person.as_ref());
    match (ready, person) {
        (Ready::Letter, _) => {
            let from = person.unwrap_or(&cast.nia);
            let letter = send_letter(&stage.app, from, cast.wes.id(), "A trial")
                .await
                .unwrap();
            Target {
                id: letter.public_id,
                ..target
            }
        }
        (Ready::Notice, _) => {
            tell(place, person.unwrap_or(&cast.nia)).await;
            target.numbered(latest(place, "notifications").await)
        }
        (Ready::Following, Some(person)) => {
            follow_no_more(place, person).await;
            follow(stage, person, here).await;
            target
        }
        (Ready::NotFollowing, Some(person)) => {
            follow_no_more(place, person).await;
            target
        }
        (Ready::Invited, Some(person)) => {
            // Nobody is invited who waits for an answer.
            set_state(place, person, "left").await;
            let form = InvitationForm {
                way: "person".to_owned(),
                whom: person.actor.name.clone(),
                ..InvitationForm::default()
            };
            invite(&stage.app, &cast.nia, here, &form, Some(person))
                .await
                .unwrap();
            target
        }
        (Ready::MoreAsked, Some(person)) => {
            set_state(place, person, "more_asked").await;
            target
        }
        (Ready::Steps, Some(person)) => {
            begin_steps(place, person).await;
            target
        }
        _ => target,
    }
}

fn owned(person: &Person, here: &Community) -> String {
    let (place, account) = (here.id(), person.id());
    format!("community_id = {place} AND account_id = {account}")
}

/// How they stand to joining.
async fn set_state(place: &Place, person: &Person, state: &str) {
    for table in ["applications", "memberships"] {
        let of = owned(person, community(place));
        let statement = format!("UPDATE {table} SET state = '{state}' WHERE {of}");
        set(place, &statement).await;
    }
}

/// As those have them who joined by themselves.
async fn begin_steps(place: &Place, person: &Person) {
    let app = &place.stage.app;
    let steps = Steps::of(community(place).id(), person.id(), app.now());
    let mut tx = app.store.begin().await.unwrap();
    replace_steps(&mut tx, &steps).await.unwrap();
    tx.commit().await.unwrap();
}

async fn follow_no_more(place: &Place, person: &Person) {
    let (follower, target) = (person.actor.id, community(place).actor.id);
    let of = format!("follower_id = {follower} AND target_id = {target}");
    set(place, &format!("DELETE FROM follows WHERE {of}")).await;
}

async fn tell(place: &Place, person: &Person) {
    let app = &place.stage.app;
    let cause = fresh("trial ");
    let notice = NewNotice {
        recipient: person.id(),
        kind: NoticeKind::Released,
        cause: &cause,
        by: None,
        community: Some(community(place).id()),
        post: None,
        comment: None,
    };
    let mut tx = app.store.begin().await.unwrap();
    assert!(notify(&mut tx, app, &notice).await.unwrap());
    tx.commit().await.unwrap();
}

async fn another_community(place: &Place, ready: Ready) -> Target {
    let (stage, cast) = (&place.stage, &place.cast);
    let spare = stage.community(&cast.nia, &fresh("spare")).await;
    let pat = stage.member(&fresh("pat")).await;
    if ready == Ready::RemovedCommunity {
        let by = Viewer::System;
        remove_community(&stage.app, &by, &cast.nia, &spare, "")
            .await
            .unwrap();
    }
    let target = Target::in_community(&spare).about(&pat);
    target.numbered(spare.id().0)
}

async fn machinery(place: &Place, ready: Ready, doer: Option<&Asker>) -> Target {
    let target = Target::in_community(community(place));
    if ready == Ready::Poisoned {
        let id = latest(place, "jobs").await;
        let statement = format!("UPDATE jobs SET poisoned_at = created_at WHERE id = {id}");
        set(place, &statement).await;
        return target.numbered(id);
    }
    let change = match ready {
        Ready::Blocked => "policy = 'block', policy_at = created_at",
        _ => "failures = 3",
    };
    if doer.is_some() {
        let statement = format!("UPDATE peers SET {change} WHERE host = 'ally.test'");
        set(place, &statement).await;
    }
    target
}

/// Whoever left or laid down an office is again what they were.
pub async fn stand_again(place: &Place, doer: &Asker) {
    let role = match doer.who {
        Who::Member | Who::Author | Who::Banned => "member",
        Who::Moderator => "moderator",
        Who::Convener => "convener",
        _ => return,
    };
    let Some(person) = &doer.person else { return };
    let of = owned(person, community(place));
    let change = format!("state = 'member', role = '{role}'");
    set(
        place,
        &format!("UPDATE memberships SET {change} WHERE {of}"),
    )
    .await;
}
