//! The server, the communities, what is said in them, and everybody who asks.

use super::Who;
use super::table::{About, Row, State};
use crate::accounts::actions::begin_session;
use crate::accounts::model::{Client, Person, ServerRole, Viewer};
use crate::accounts::queries::person_by_handle;
use crate::accounts::tests::browser::Browser;
use crate::activitypub::keys::SigningKey;
use crate::activitypub::keys::tests::test_pair;
use crate::activitypub::signature::sign_get;
use crate::app::App;
use crate::app::testing::test_app_with;
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::model::{Community, FollowState, ReadPolicy};
use crate::communities::queries::follows::{NewFollow, upsert_follow};
use crate::communities::tests::{actor, serve};
use crate::library::actions::{CollectionForm, make_collection};
use crate::library::model::{EntryState, NewEntry};
use crate::library::queries::{collection_by_slug, insert_entry};
use crate::media::model::Owner;
use crate::media::tests::hang;
use crate::membership::actions::{
    CommunityForm, JoinForm, SettingsForm, choose_listing, join, leave, update_settings,
};
use crate::membership::model::{Channel, Role};
use crate::membership::queries::admit;
use crate::messages::actions::send as send_letter;
use crate::moderation::actions::{BanOrder, Grounds, ban, pin, remove};
use crate::moderation::model::Target;
use crate::posts::actions::{ThreadDraft, delete_reply, delete_thread, edit_reply, edit_thread};
use crate::posts::model::{Comment, Post};
use crate::posts::queries::{post_by_public_id, set_comment_held, set_post_held};
use crate::posts::tests::stage::Stage;
use crate::posts::tests::world::draft;
use crate::q;
use crate::search::actions::keep_words_now;
use crate::voting::actions::{vote_on_comment, vote_on_post};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use diesel_async::RunQueryDsl;
use http_body_util::BodyExt;
use serde_json::json;
use tower::ServiceExt;
use url::Url;

/// What nobody ever wrote, and where nobody ever was.
pub mod missing {
    pub const ID: &str = "0zzzzzzzzzzzzz";
    pub const NAME: &str = "guildnowhere";
}

/// A thread and a reply (to a thread that is shown) in one state in one community.
pub struct Written {
    pub policy: ReadPolicy,
    pub state: State,
    /// Public ids.
    pub thread: String,
    pub reply: String,
    /// Name of a picture in the thread.
    pub picture: String,
    /// What stands in them and nowhere else.
    pub thread_word: String,
    pub reply_word: String,
}

impl Written {
    /// Of which of them an address is.
    pub fn id_for(&self, path: &str) -> &str {
        match path {
            _ if path.starts_with("/comment/") => &self.reply,
            _ if path.starts_with("/media/") => &self.picture,
            _ => &self.thread,
        }
    }
}

#[derive(Clone)]
pub struct Asker {
    pub who: Who,
    /// As whom they sign in; empty for who does not.
    pub name: &'static str,
    pub person: Option<Person>,
    cookies: String,
    /// For forms.
    token: String,
    /// Of a server's actor.
    key_id: Option<String>,
}

pub struct Place {
    pub stage: Stage,
    pub cast: Cast,
    pub communities: Vec<Community>,
    pub written: Vec<Written>,
    pub secrets: Vec<Secret>,
    /// Everybody who asks, and whoever wrote it all, last.
    pub people: Vec<Asker>,
    router: Router,
    key: SigningKey,
}

/// What is somebody's own affair, and nobody else's to know.
pub struct Secret {
    pub word: String,
    pub kind: Affair,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Affair {
    /// Said to one person.
    Letter,
    /// Who voted. That this account is a member its community may know, and administrators that it is there.
    Voter,
    /// The e-mail address of the one with this name. Administrators have them, too.
    Address(&'static str),
    /// Where somebody signed in, and from where.
    Session,
}

impl Affair {
    /// Whether this asker may read it at the address of this row.
    pub fn is_for(self, asker: &Asker, row: &Row) -> bool {
        let office = row.about == About::Admin && asker.who == Who::Admin;
        match self {
            Self::Letter | Self::Session => false,
            Self::Voter => office || row.path == "/c/{name}/members",
            Self::Address(name) => office || asker.name == name,
        }
    }
}

/// Name of the community that these read.
pub fn community(policy: ReadPolicy) -> String {
    format!("guild{policy}")
}

/// Everybody who does something before the others ask.
pub struct Cast {
    /// Opened the communities, and asks nothing.
    pub nia: Person,
    /// Conveners beside her.
    pub cora: Person,
    pub max: Person,
    pub wes: Person,
    pub mia: Person,
    pub leo: Person,
    pub ben: Person,
    pub ann: Person,
    /// Votes, and asks nothing.
    pub voter: Person,
    pub bob: Person,
}

/// Whose vote nobody learns of.
const VOTER: &str = "qzvoter";
/// Where somebody signed in.
const SEEN_AT: &str = "203.0.113.77";

impl Place {
    pub async fn new() -> Self {
        Box::pin(Self::of(ReadPolicy::ALL)).await
    }

    /// With communities that these read.
    pub async fn of(policies: &[ReadPolicy]) -> Self {
        let app = test_app_with(|config| config.rate_limits.enabled = false).await;
        let stage = Stage::on(app).await;
        stage.account("root", ServerRole::Admin).await;
        stage.member("sam").await;
        let eli = stage.member("eli").await;
        stage.community(&eli, "elsewhere").await;
        let cast = Cast {
            nia: stage.member("nia").await,
            cora: stage.member("cora").await,
            max: stage.member("max").await,
            wes: stage.member("wes").await,
            mia: stage.member("mia").await,
            leo: stage.member("leo").await,
            ben: stage.member("ben").await,
            ann: stage.member("ann").await,
            voter: stage.member(VOTER).await,
            bob: remote(&stage, "ally.test", "bob").await,
        };
        remote(&stage, "other.test", "eve").await;
        know_software(&stage).await;
        let (mut communities, mut written) = (Vec::new(), Vec::new());
        for policy in policies {
            let (place, said) = Box::pin(settle(&stage, &cast, *policy)).await;
            communities.push(place);
            written.extend(said);
        }
        let secrets = Box::pin(keep_secrets(&stage, &cast)).await;
        let mut people = Vec::new();
        for who in Who::ALL.into_iter().chain([Who::Author]) {
            people.push(asker(&stage, who).await);
        }
        note_session(&stage, &cast.nia).await;
        keep_words_now(&stage.app).await.unwrap();
        Self {
            router: crate::server::router(&stage.app),
            key: SigningKey::from_pem(&test_pair().private).unwrap(),
            communities,
            written,
            secrets,
            people,
            cast,
            stage,
        }
    }

    /// Everybody but the author of it all.
    pub fn askers(&self) -> impl Iterator<Item = &Asker> {
        self.people.iter().filter(|asker| asker.who != Who::Author)
    }

    /// Everybody who can send forms.
    pub fn doers(&self) -> impl Iterator<Item = &Asker> {
        self.people.iter().filter(|asker| !asker.who.is_server())
    }
}

/// Letters between two people, as search would find them, and what is known of everybody.
async fn keep_secrets(stage: &Stage, cast: &Cast) -> Vec<Secret> {
    let letter = "Varnish and Answer: qzletter.";
    for to in [cast.nia.id(), cast.bob.id()] {
        send_letter(&stage.app, &cast.wes, to, letter)
            .await
            .unwrap();
    }
    let secret = |word: &str, kind: Affair| Secret {
        word: word.to_owned(),
        kind,
    };
    let mut secrets = vec![
        secret("qzletter", Affair::Letter),
        secret(VOTER, Affair::Voter),
        secret(SEEN_AT, Affair::Session),
    ];
    for name in [
        "root", "sam", "eli", "nia", "cora", "max", "wes", "mia", "leo", "ben", "ann",
    ] {
        let address = format!("{name}@mail.example");
        secrets.push(secret(&address, Affair::Address(name)));
    }
    secrets
}

/// Somebody signed in somewhere.
async fn note_session(stage: &Stage, person: &Person) {
    let client = Client {
        address: SEEN_AT.parse().unwrap(),
        user_agent: "Tester/1".to_owned(),
    };
    begin_session(&stage.app, &client, person.clone())
        .await
        .unwrap();
}

/// Somebody of another server, whose key we know.
async fn remote(stage: &Stage, host: &str, name: &str) -> Person {
    let id = format!("https://{host}/u/{name}");
    let mut document = actor(&id, "Person", name);
    document["publicKey"]["publicKeyPem"] = json!(test_pair().public);
    serve(&stage.app.http, &document);
    let resolved = resolve_actor(&stage.app, &id, FRESH).await.unwrap();
    resolved.person().unwrap()
}

async fn know_software(stage: &Stage) {
    let mut tx = stage.app.store.begin().await.unwrap();
    let conn = &mut *tx;
    q!(conn, {
        diesel::sql_query("UPDATE peers SET software = 'guildhall', version = '0.1.0'")
            .execute(conn)
            .await
            .unwrap()
    });
    tx.commit().await.unwrap();
}

pub async fn take_in(stage: &Stage, place: &Community, person: &Person, role: Role) {
    let mut tx = stage.app.store.begin().await.unwrap();
    let now = stage.app.now();
    admit(&mut tx, place.id(), person.id(), role, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// What an applicant says.
pub fn agreeing() -> JoinForm {
    JoinForm {
        agreed: Some(1),
        ..JoinForm::default()
    }
}

/// A community with everybody in their place, and all that is said in it.
async fn settle(stage: &Stage, cast: &Cast, policy: ReadPolicy) -> (Community, Vec<Written>) {
    let form = CommunityForm {
        rules: "Be kind.".to_owned(),
        ..CommunityForm::default()
    };
    let place = stage.open(&cast.nia, &community(policy), form).await;
    let place = set_policy(stage, cast, &place, policy).await;
    for (person, role) in [
        (&cast.cora, Role::Convener),
        (&cast.max, Role::Moderator),
        (&cast.wes, Role::Member),
        (&cast.mia, Role::Member),
        (&cast.leo, Role::Member),
        (&cast.ben, Role::Member),
        (&cast.voter, Role::Member),
        (&cast.bob, Role::Member),
    ] {
        take_in(stage, &place, person, role).await;
    }
    choose_listing(&stage.app, &cast.voter, &place, false)
        .await
        .unwrap();
    follow(stage, &cast.bob, &place).await;
    let mut written = Vec::new();
    let mut threads: Vec<Post> = Vec::new();
    for state in State::ALL {
        let word = |kind: &str| format!("qz{policy}{}{kind}", state.word());
        let (thread_word, reply_word) = (word("t"), word("r"));
        let title = format!("Varnish {thread_word}");
        let thread = stage.ask(&cast.wes, &place, &title).await;
        let under = threads.as_slice().first().unwrap_or(&thread);
        let body = format!("Answer {reply_word}");
        let reply = stage.reply(&cast.wes, under, None, &body).await;
        let picture = hang(&stage.app, &cast.wes, Owner::Post(thread.id)).await;
        leave_traces(stage, cast, &thread, &reply).await;
        bring_into(stage, cast, state, &thread, &reply).await;
        written.push(Written {
            policy,
            state,
            thread: thread.public_id.clone(),
            reply: reply.public_id.clone(),
            picture,
            thread_word,
            reply_word,
        });
        threads.push(thread);
    }
    fill_library(stage, cast, &place, &written).await;
    // Who leaves has written, and was answered.
    let own = format!("Varnish qz{policy}shownt");
    let own = stage.ask(&cast.leo, &place, &own).await;
    let answer = format!("Answer qz{policy}shownr");
    stage.reply(&cast.wes, &own, None, &answer).await;
    leave(&stage.app, &cast.leo, &place, "").await.unwrap();
    let order = BanOrder::default();
    ban(&stage.app, &cast.cora, place.id(), &cast.ben, &order)
        .await
        .unwrap();
    join(&stage.app, &cast.ann, &place, &agreeing(), Channel::Page)
        .await
        .unwrap();
    (place, written)
}

/// The collection that every community here has.
pub async fn make_varnish(app: &App, by: &Person, place: &Community) {
    let form = CollectionForm {
        title: "Varnish".to_owned(),
        ..CollectionForm::default()
    };
    let made = make_collection(app, by, place.id(), &form).await.unwrap();
    assert_eq!(made.slug, "varnish");
}

/// With all threads in it, whatever has become of them, since they were put there before.
async fn fill_library(stage: &Stage, cast: &Cast, place: &Community, written: &[Written]) {
    make_varnish(&stage.app, &cast.nia, place).await;
    let mut tx = stage.app.store.begin().await.unwrap();
    let varnish = collection_by_slug(&mut tx, place.id(), "varnish").await;
    let varnish = varnish.unwrap().unwrap();
    for each in written {
        let post = post_by_public_id(&mut tx, &Viewer::System, &each.thread).await;
        let entry = NewEntry {
            collection_id: varnish.id,
            post_id: post.unwrap().unwrap().id,
            section: 0,
            position: 1,
            note: String::new(),
            state: EntryState::Shown,
            added_by: cast.nia.id(),
            added_at: stage.app.now(),
        };
        assert!(insert_entry(&mut tx, &entry).await.unwrap());
    }
    tx.commit().await.unwrap();
}

/// Former texts, votes, and a place among what is pinned: where words are seen beside their own address.
async fn leave_traces(stage: &Stage, cast: &Cast, thread: &Post, reply: &Comment) {
    let app = &stage.app;
    let text = ThreadDraft {
        title: thread.title.clone(),
        body: format!("More about {}.", thread.title),
        ..ThreadDraft::default()
    };
    edit_thread(app, &cast.wes, thread.id, &text).await.unwrap();
    let text = draft(&format!("{} And more.", reply.body));
    edit_reply(app, &cast.wes, reply.id, &text).await.unwrap();
    vote_on_post(app, &cast.voter, thread.id, 1).await.unwrap();
    vote_on_comment(app, &cast.voter, reply.id, 1)
        .await
        .unwrap();
    pin(app, &cast.cora, thread.id).await.unwrap();
}

async fn set_policy(
    stage: &Stage,
    cast: &Cast,
    place: &Community,
    policy: ReadPolicy,
) -> Community {
    let form = {
        let mut conn = stage.app.store.read().await.unwrap();
        SettingsForm::load(&mut conn, place).await.unwrap()
    };
    let form = SettingsForm {
        read: policy.to_string(),
        join: "application".to_owned(),
        ..form
    };
    update_settings(&stage.app, &Viewer::System, &cast.nia, place, &form)
        .await
        .unwrap()
}

pub async fn follow(stage: &Stage, person: &Person, place: &Community) {
    let mut tx = stage.app.store.begin().await.unwrap();
    let id = format!("{}/follow/{}", person.actor.ap_id, place.actor.name);
    let new = NewFollow {
        follower: person.actor.id,
        target: place.actor.id,
        state: FollowState::Accepted,
        ap_id: &id,
    };
    upsert_follow(&mut tx, &new, None, stage.app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn bring_into(stage: &Stage, cast: &Cast, state: State, thread: &Post, reply: &Comment) {
    bring_thread_into(stage, cast, state, thread).await;
    bring_reply_into(stage, cast, state, reply).await;
}

pub async fn bring_thread_into(stage: &Stage, cast: &Cast, state: State, thread: &Post) {
    let app = &stage.app;
    match state {
        State::Shown => {}
        State::Held => {
            let mut tx = app.store.begin().await.unwrap();
            let now = Some(app.now());
            set_post_held(&mut tx, thread.id, now).await.unwrap();
            tx.commit().await.unwrap();
        }
        State::Removed => {
            let (what, why) = (Target::Post(thread.id), Grounds::from("Off topic."));
            remove(app, &cast.cora, what, &why).await.unwrap();
        }
        State::Deleted => delete_thread(app, &cast.wes, thread.id).await.unwrap(),
    }
}

pub async fn bring_reply_into(stage: &Stage, cast: &Cast, state: State, reply: &Comment) {
    let app = &stage.app;
    match state {
        State::Shown => {}
        State::Held => {
            let mut tx = app.store.begin().await.unwrap();
            let now = Some(app.now());
            set_comment_held(&mut tx, reply.id, now).await.unwrap();
            tx.commit().await.unwrap();
        }
        State::Removed => {
            let (what, why) = (Target::Comment(reply.id), Grounds::from("Off topic."));
            remove(app, &cast.cora, what, &why).await.unwrap();
        }
        State::Deleted => delete_reply(app, &cast.wes, reply.id).await.unwrap(),
    }
}

async fn asker(stage: &Stage, who: Who) -> Asker {
    let name = match who {
        Who::Stranger => "sam",
        Who::Elsewhere => "eli",
        Who::Applicant => "ann",
        Who::Member => "mia",
        Who::Author => "wes",
        Who::Left => "leo",
        Who::Banned => "ben",
        Who::Moderator => "max",
        Who::Convener => "cora",
        Who::Admin => "root",
        Who::Visitor | Who::Server | Who::Ally => "",
    };
    let key_id = match who {
        Who::Server => Some("https://other.test/u/eve#main-key".to_owned()),
        Who::Ally => Some("https://ally.test/u/bob#main-key".to_owned()),
        _ => None,
    };
    let (mut cookies, mut token, mut person) = (String::new(), String::new(), None);
    if !name.is_empty() {
        let mut conn = stage.app.store.read().await.unwrap();
        let host = &stage.app.local.host;
        person = person_by_handle(&mut conn, name, host).await.unwrap();
        drop(conn);
        let mut browser: Browser = stage.signed_in(name).await;
        token = browser.get("/settings").await.value("csrf").unwrap();
        let all = browser.cookies.iter();
        let all: Vec<String> = all.map(|(name, value)| format!("{name}={value}")).collect();
        cookies = all.join("; ");
    }
    Asker {
        who,
        name,
        person,
        cookies,
        token,
        key_id,
    }
}

pub fn fill(path: &str, id: &str, name: &str) -> String {
    let name = match path.starts_with("/u/") {
        true => "wes",
        false => name,
    };
    path.replace("{id}", id)
        .replace("{tail}", id)
        .replace("{name}", name)
        .replace("{handle}", "wes")
        .replace("{host}", "ally.test")
        .replace("{kind}", "create")
        .replace("{after}", "0")
        .replace("{slug}", "varnish")
        .replace("{tag}", "glue")
        .replace("{token}", "token")
        .replace("{file}", "app.css")
}

pub struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    pub fn is_success(&self) -> bool {
        self.status.is_success()
    }

    pub fn status(&self) -> StatusCode {
        self.status
    }

    pub fn body(&self) -> &str {
        &self.body
    }

    /// How long it is good for, and for whom.
    pub fn kept(&self) -> &str {
        self.header(header::CACHE_CONTROL)
    }

    /// Whether something between us and many people may answer others with it.
    pub fn is_shared(&self) -> bool {
        let words = ["public", "max-age", "s-maxage", "immutable"];
        let kept = words.iter().any(|word| self.kept().contains(word));
        kept && !self.kept().contains("private") && !self.kept().contains("no-store")
    }

    /// Whether it says that it differs by this header of the request.
    pub fn varies_by(&self, name: &str) -> bool {
        let lines = self.headers.get_all(header::VARY).iter();
        let names = lines.flat_map(|line| line.to_str().unwrap().split(','));
        names
            .map(str::trim)
            .any(|each| each.eq_ignore_ascii_case(name))
    }

    pub fn sets_cookies(&self) -> bool {
        self.headers.contains_key(header::SET_COOKIE)
    }

    fn header(&self, name: header::HeaderName) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    pub fn tells(&self, word: &str) -> bool {
        self.body.contains(word) || self.header(header::LOCATION).contains(word)
    }

    /// All that could tell one answer from another, but what was asked for.
    pub fn normal(&self, asked: &str) -> String {
        let text = format!(
            "{} {:?} {:?} {:?}\n{}",
            self.status,
            self.header(header::LOCATION),
            self.header(header::CONTENT_TYPE),
            self.header(header::CACHE_CONTROL),
            self.body
        );
        text.replace(asked, "THAT")
    }
}

/// Reads an address. `document`: as programs do, signed if the asker is a server.
pub async fn ask(place: &Place, asker: &Asker, path: &str, document: bool) -> Answer {
    let accept = match document {
        true => "application/activity+json",
        false => "text/html",
    };
    let mut request = Request::get(path).header(header::ACCEPT, accept);
    match &asker.key_id {
        Some(key_id) => {
            let url = Url::parse(&format!("https://guild.example{path}")).unwrap();
            let now = place.stage.app.now().utc();
            for (name, value) in sign_get(key_id, &place.key, &url, now, true) {
                request = request.header(name, value);
            }
        }
        None => request = request.header(header::COOKIE, &asker.cookies),
    }
    answer(place, request.body(Body::empty()).unwrap()).await
}

/// Sends a form of ours with these fields and its token.
pub async fn send(place: &Place, asker: &Asker, path: &str, fields: &str) -> Answer {
    let body = format!("csrf={}&{fields}", asker.token);
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, &asker.cookies)
        .body(Body::from(body));
    answer(place, request.unwrap()).await
}

async fn answer(place: &Place, request: Request<Body>) -> Answer {
    let response = place.router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    }
}
