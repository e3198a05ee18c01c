//! Making accounts: by oneself, by an administrator, and the server's own.

use super::addresses::{HOUR, ask_to_confirm};
use super::manage;
use super::sum::use_sum;
use crate::accounts::challenge::Done;
use crate::accounts::model::{
    Client, LinkPurpose, Login, NewAccount, OfficeDeed, Person, ServerRole, Viewer,
};
use crate::accounts::policy::{self, Right};
use crate::accounts::queries::{self, NewAccountRow, logins};
use crate::accounts::rate_limits::{self, Key};
use crate::accounts::settings::{Entrance, Sum};
use crate::accounts::tokens::Token;
use crate::accounts::{names, passwords, settings};
use crate::activitypub::actors::{
    ActorKind, FORMER_MEMBER, NewActor, insert_local_actor, local_actor_by_name,
};
use crate::activitypub::keys;
use crate::app::App;
use crate::error::{Error, FieldError, Result, broke_unique};
use crate::ids::{AccountId, INSTANCE};
use crate::locale;
use crate::mail::address;
use crate::store::{Conn, Json, Tx};
use crate::text::escape;
use chrono::TimeDelta;

const DAY: TimeDelta = TimeDelta::days(1);

/// The account that sends the server's own messages (design README 15).
pub const DESK: &str = "desk";

/// Somebody makes an account for themselves, where the server lets everybody do so.
///
/// Mistakes and names that are taken, which anybody can see anyway, cost nothing. What comes after them
/// is counted before it is looked at whether the e-mail address is known.
///
/// With a mail server nobody learns whether it is: the account has the address once it is confirmed.
/// Without one nobody could confirm anything, so the account has it at once, unconfirmed, and that it is
/// taken cannot be hidden; but nobody can ask for more than a few addresses a day.
///
/// An address to which several links went within the hour gets no other one, from whatever network it is
/// typed; the account is made all the same, and its owner asks for the link later.
///
/// Where the server asks for a sum, `done` is what the browser answered, which is used up with the
/// account.
pub async fn register(
    app: &App,
    client: &Client,
    new: &NewAccount,
    done: Option<&Done>,
) -> Result<Person> {
    let mut conn = app.store.read().await?;
    let settings = settings::load(app, &mut conn).await?;
    policy::may_register(settings.registration)?;
    drop(conn);
    let proof = count_registration(app, client, &settings.entrance, new).await?;
    let prepared = prepare(app, new, ServerRole::Member, proof).await?;
    let mut tx = app.store.begin().await?;
    if settings.entrance.sum == Sum::On {
        use_sum(&mut tx, app, done).await?;
    }
    let person = make_prepared(&mut tx, app, &prepared).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(person)
}

/// The same for somebody with an invitation that says that they may, up to the moment in which the account
/// is made: whoever calls looks at the invitation in the transaction in which [`make_prepared`] makes it.
pub async fn prepare_invited(app: &App, client: &Client, new: &NewAccount) -> Result<Prepared> {
    let mut conn = app.store.read().await?;
    let settings = settings::load(app, &mut conn).await?;
    policy::may_register_invited(settings.registration)?;
    drop(conn);
    let proof = count_registration(app, client, &settings.entrance, new).await?;
    prepare(app, new, ServerRole::Member, proof).await
}

/// Looks at what was typed, and counts it. Returns what becomes of the address.
async fn count_registration(
    app: &App,
    client: &Client,
    entrance: &Entrance,
    new: &NewAccount,
) -> Result<Proof> {
    check_registration(app, client, entrance, new).await?;
    Ok(Proof {
        first: app.mailer.is_configured(),
        asked: may_write_to(app, &new.email).await?,
        ..Proof::default()
    })
}

/// The same where no account is made yet.
pub(super) async fn check_registration(
    app: &App,
    client: &Client,
    entrance: &Entrance,
    new: &NewAccount,
) -> Result<()> {
    let mut conn = app.store.read().await?;
    let free = check_name_free(&mut conn, &new.name).await;
    drop(conn);
    together(validate(new, Email::Needed), free)?;
    check_domain(entrance, &new.email)?;
    let limit = app.config.rate_limits.registrations_per_address;
    let key = Key::address("register", client.address);
    rate_limits::check_and_count(app, &key, limit, DAY).await
}

/// Whether the server takes addresses of this domain from people who choose theirs themselves.
pub(super) fn check_domain(entrance: &Entrance, typed: &str) -> Result<()> {
    let address = address::parse(typed).unwrap_or_default();
    let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
    match policy::takes_domain(domain, entrance) {
        true => Ok(()),
        false => Err(Error::invalid("email", t!("accounts-email-domain"))),
    }
}

/// Counts one link to this address. False when it gets no more of them for now: a refusal would leave
/// somebody without an account because of what others typed.
async fn may_write_to(app: &App, typed: &str) -> Result<bool> {
    let Some(address) = address::parse(typed) else {
        return Ok(false);
    };
    let limit = app.config.rate_limits.links_per_account;
    let key = Key::text("links", &address);
    match rate_limits::check_and_count(app, &key, limit, HOUR).await {
        Err(Error::TooMany { .. }) => Ok(false),
        counted => counted.map(|()| true),
    }
}

/// An administrator or a command makes an account for somebody.
pub async fn create_account(
    app: &App,
    by: &Viewer,
    new: &NewAccount,
    role: ServerRole,
) -> Result<Person> {
    may_make(app, by, role).await?;
    validate(new, Email::MayBeEmpty)?;
    let person = make(app, new, role, None, Proof::default()).await?;
    note_made(app, by, &person).await?;
    Ok(person)
}

/// The same where whoever makes it vouches for the address, so that nobody has to confirm it: a command.
pub async fn create_vouched_account(
    app: &App,
    by: &Viewer,
    new: &NewAccount,
    role: ServerRole,
) -> Result<Person> {
    may_make(app, by, role).await?;
    validate(new, Email::MayBeEmpty)?;
    let proof = Proof {
        vouched: true,
        ..Proof::default()
    };
    make(app, new, role, None, proof).await
}

/// Nobody makes an account that may more than they may give.
async fn may_make(app: &App, by: &Viewer, role: ServerRole) -> Result<()> {
    let mut conn = app.store.read().await?;
    let office = manage::office(&mut conn, by).await?;
    policy::may(office, Right::Logins)?;
    Ok(policy::may(office, policy::right_to_give(role))?)
}

/// Commands, and the program when it begins, note nothing: who runs them has the data itself.
async fn note_made(app: &App, by: &Viewer, person: &Person) -> Result<()> {
    if by.account().is_none() {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    manage::note(&mut tx, app, by, OfficeDeed::Made, Some(person.id()), "").await?;
    tx.commit().await?;
    Ok(())
}

/// Whoever holds the link that was printed at the first start becomes the first administrator, and the owner.
/// The link, and every other one like it, works no more.
pub async fn make_first_admin(app: &App, link: &Token, new: &NewAccount) -> Result<Person> {
    if !crate::accounts::setup::link_works(app, link).await? {
        return Err(Error::NotFound(crate::accounts::setup::LINK));
    }
    validate(new, Email::MayBeEmpty)?;
    let proof = Proof {
        asked: true,
        ..Proof::default()
    };
    make(app, new, ServerRole::Owner, Some(link), proof).await
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Email {
    Needed,
    MayBeEmpty,
}

fn validate(new: &NewAccount, email: Email) -> Result<()> {
    let mut errors = Vec::new();
    // An address may be missing only where the operator makes the account.
    let judge = match email {
        Email::Needed => names::check,
        Email::MayBeEmpty => names::check_for_operator,
    };
    if let Err(error) = judge(&new.name) {
        errors.push(FieldError {
            field: "name",
            message: error.to_string().into(),
        });
    }
    let may_be_empty = email == Email::MayBeEmpty && new.email.trim().is_empty();
    if !may_be_empty && address::parse(&new.email).is_none() {
        errors.push(FieldError {
            field: "email",
            message: t!("accounts-email-none").into(),
        });
    }
    let names = [new.name.as_str(), new.email.trim()];
    errors.extend(passwords::check("password", &new.password, &names).err());
    if errors.is_empty() {
        return Ok(());
    }
    Err(Error::Invalid(errors))
}

/// What is wrong with the fields, and that a name is taken, is told at once.
fn together(fields: Result<()>, name: Result<()>) -> Result<()> {
    match (fields, name) {
        (Err(Error::Invalid(wrong)), Err(Error::Invalid(taken))) => {
            let named = wrong.iter().any(|error| error.field == "name");
            let taken = taken.into_iter().filter(|_| !named);
            Err(Error::Invalid(taken.chain(wrong).collect()))
        }
        (fields, name) => fields.and(name),
    }
}

/// What becomes of the address that an account is made with.
#[derive(Clone, Copy, Default)]
pub(super) struct Proof {
    /// It is the account's once it is confirmed, so that nobody learns from us whether it is somebody's
    /// already; otherwise at once.
    pub first: bool,
    /// Its owner is asked now to confirm it, if there is a mail server; otherwise when they want to.
    pub asked: bool,
    /// It is confirmed by the word of who makes the account.
    pub vouched: bool,
}

/// An account that can be made: all that takes long is done, its key included.
pub struct Prepared {
    name: String,
    /// As it was typed.
    address: Option<String>,
    /// The address that is the account's at once.
    email: Option<String>,
    password_hash: String,
    keys: keys::KeyPairPem,
    role: ServerRole,
    proof: Proof,
}

async fn prepare(app: &App, new: &NewAccount, role: ServerRole, proof: Proof) -> Result<Prepared> {
    let email = address::parse(&new.email).filter(|_| !proof.first);
    let mut conn = app.store.read().await?;
    check_free(&mut conn, &new.name, email.as_deref()).await?;
    drop(conn);
    let hash = passwords::hash(&new.password).await?;
    prepare_hashed(app, &new.name, &new.email, hash, role, proof).await
}

/// The same with a password that was chosen before.
pub(super) async fn prepare_hashed(
    app: &App,
    name: &str,
    typed: &str,
    password_hash: String,
    role: ServerRole,
    proof: Proof,
) -> Result<Prepared> {
    ensure_server_actors(app).await?;
    let address = address::parse(typed);
    let email = address.clone().filter(|_| !proof.first);
    let mut conn = app.store.read().await?;
    check_free(&mut conn, name, email.as_deref()).await?;
    drop(conn);
    Ok(Prepared {
        name: name.to_owned(),
        address,
        email,
        password_hash,
        keys: generate_keys().await?,
        role,
        proof,
    })
}

/// Makes the account. Call `app.wake_workers()` after the commit.
pub async fn make_prepared(tx: &mut Tx, app: &App, new: &Prepared) -> Result<Person> {
    check_free(tx, &new.name, new.email.as_deref()).await?;
    let actor = local_actor(app, ActorKind::Person, &new.name, &new.keys);
    let id = insert(tx, app, &actor, &new.keys)
        .await
        .map_err(name_or_email_taken)?;
    let login = Login {
        account_id: id,
        email: new.email.clone(),
        password_hash: new.password_hash.clone(),
        role: new.role,
    };
    logins::insert_login(tx, &login, app.now())
        .await
        .map_err(name_or_email_taken)?;
    if let Some(address) = new.address.as_deref() {
        if new.proof.vouched {
            logins::update_confirmed(tx, id, app.now()).await?;
        }
        if new.proof.first {
            logins::update_new_email(tx, id, Some(address)).await?;
        }
        if new.proof.asked && app.mailer.is_configured() {
            ask_to_confirm(tx, app, id, address).await?;
        }
    }
    Ok(queries::find_person(tx, id).await?)
}

/// Makes the account with its key. `link` is used up with it.
async fn make(
    app: &App,
    new: &NewAccount,
    role: ServerRole,
    link: Option<&Token>,
    proof: Proof,
) -> Result<Person> {
    let prepared = prepare(app, new, role, proof).await?;
    let mut tx = app.store.begin().await?;
    if let Some(link) = link {
        use_link(&mut tx, app, link).await?;
    }
    let person = make_prepared(&mut tx, app, &prepared).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(person)
}

/// A name that is taken is said first, so that an address cannot be asked for with it.
async fn check_free(conn: &mut Conn, name: &str, email: Option<&str>) -> Result<()> {
    check_name_free(conn, name).await?;
    if let Some(email) = email
        && logins::email_is_taken(conn, email).await?
    {
        return Err(email_taken());
    }
    Ok(())
}

async fn check_name_free(conn: &mut Conn, name: &str) -> Result<()> {
    if local_actor_by_name(conn, name).await?.is_some() {
        return Err(name_taken());
    }
    Ok(())
}

pub(super) fn name_taken() -> Error {
    Error::invalid("name", t!("accounts-name-taken"))
}

fn email_taken() -> Error {
    Error::invalid("email", t!("accounts-email-taken"))
}

/// Two people who take one name at the same moment: the database decides.
fn name_or_email_taken(error: diesel::result::Error) -> Error {
    let name = broke_unique(&error, "actors_local_name", "actors.name")
        || broke_unique(&error, "actors_ap_id_key", "actors.ap_id");
    if name {
        return name_taken();
    }
    if broke_unique(&error, "logins_email_key", "logins.email") {
        return email_taken();
    }
    error.into()
}

async fn use_link(tx: &mut Tx, app: &App, link: &Token) -> Result<()> {
    queries::lock_server(tx).await?;
    let works = logins::link_works(tx, &link.hash(), LinkPurpose::Setup, app.now()).await?;
    if !works || logins::has_admin(tx).await? {
        return Err(Error::NotFound(crate::accounts::setup::LINK));
    }
    logins::update_links_used(tx, LinkPurpose::Setup, app.now()).await?;
    Ok(())
}

/// Makes the instance (account 1, at the root address) and the desk, where they are missing, and
/// records the address they stand at. No account is made before them.
pub async fn ensure_server_actors(app: &App) -> Result<()> {
    let mut conn = app.store.read().await?;
    let complete = has_server_actors(&mut conn, app).await?;
    drop(conn);
    if complete {
        return Ok(());
    }
    let (instance_keys, desk_keys) = (generate_keys().await?, generate_keys().await?);
    let mut tx = app.store.begin().await?;
    queries::lock_server(&mut tx).await?;
    settings::record_host(app, &mut tx).await?;
    if queries::person_by_ap_id(&mut tx, app.local.root.as_str())
        .await?
        .is_none()
    {
        insert_instance(&mut tx, app, &instance_keys).await?;
    }
    if local_actor_by_name(&mut tx, DESK).await?.is_none() {
        let actor = local_actor(app, ActorKind::Service, DESK, &desk_keys);
        insert(&mut tx, app, &actor, &desk_keys).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The desk: who speaks for the administrators where a command does what no person did.
pub async fn desk(app: &App) -> Result<Person> {
    let mut conn = app.store.read().await?;
    let desk = queries::person_by_handle(&mut conn, DESK, &app.local.host).await?;
    desk.ok_or(Error::NotFound("desk"))
}

/// The same as [`former_member`], if anybody has needed it yet.
pub async fn former_member_id(conn: &mut Conn, app: &App) -> Result<Option<AccountId>> {
    let known = queries::person_by_handle(conn, FORMER_MEMBER, &app.local.host).await?;
    Ok(known.map(|person| person.id()))
}

/// Who stands beside what somebody left without their name. Made when it is first needed.
pub async fn former_member(app: &App) -> Result<Person> {
    let mut conn = app.store.read().await?;
    let known = queries::person_by_handle(&mut conn, FORMER_MEMBER, &app.local.host).await?;
    drop(conn);
    if let Some(known) = known {
        return Ok(known);
    }
    let keys = generate_keys().await?;
    let mut tx = app.store.begin().await?;
    queries::lock_server(&mut tx).await?;
    // Somebody else may have been faster.
    if local_actor_by_name(&mut tx, FORMER_MEMBER).await?.is_none() {
        let actor = local_actor(app, ActorKind::Service, FORMER_MEMBER, &keys);
        let actor = insert_local_actor(&mut tx, &actor, &keys.private, app.now()).await?;
        // It is made once, and other servers keep a copy: so it speaks the language of this one.
        let (display_name, bio) = locale::in_locale(app.languages.default_locale(), || {
            (t!("accounts-former"), t!("accounts-former-bio"))
        });
        let row = NewAccountRow {
            display_name,
            bio_html: format!("<p>{}</p>", escape(&bio)),
            bio,
            bot: false,
            ..empty_account(app, actor.id, ActorKind::Service)
        };
        queries::insert_account(&mut tx, &row).await?;
    }
    let found = queries::person_by_handle(&mut tx, FORMER_MEMBER, &app.local.host).await?;
    tx.commit().await?;
    found.ok_or(Error::NotFound("account"))
}

async fn has_server_actors(conn: &mut Conn, app: &App) -> Result<bool> {
    let instance = queries::person_by_ap_id(conn, app.local.root.as_str()).await?;
    let desk = local_actor_by_name(conn, DESK).await?;
    Ok(instance.is_some_and(|p| p.id() == INSTANCE) && desk.is_some())
}

async fn insert_instance(tx: &mut Tx, app: &App, keys: &keys::KeyPairPem) -> Result<()> {
    let actor = NewActor {
        ap_id: app.local.root.to_string(),
        name: app.local.host.clone(),
        inbox_url: app.local.url("/inbox"),
        outbox_url: Some(app.local.url("/outbox")),
        followers_url: None,
        page_url: Some(app.local.url("/about")),
        key_id: Some(format!("{}#main-key", app.local.root)),
        ..local_actor(app, ActorKind::Application, &app.local.host, keys)
    };
    let actor = insert_local_actor(tx, &actor, &keys.private, app.now()).await?;
    queries::insert_instance(tx, &empty_account(app, actor.id, ActorKind::Application)).await?;
    Ok(())
}

async fn insert(
    tx: &mut Tx,
    app: &App,
    actor: &NewActor,
    keys: &keys::KeyPairPem,
) -> diesel::QueryResult<AccountId> {
    let kind = actor.kind;
    let actor = insert_local_actor(tx, actor, &keys.private, app.now()).await?;
    queries::insert_account(tx, &empty_account(app, actor.id, kind)).await
}

fn local_actor(app: &App, kind: ActorKind, name: &str, keys: &keys::KeyPairPem) -> NewActor {
    let ap_id = app.local.person(name);
    NewActor {
        kind,
        name: name.to_owned(),
        host: app.local.host.clone(),
        local: true,
        inbox_url: format!("{ap_id}/inbox"),
        shared_inbox_url: Some(app.local.url("/inbox")),
        outbox_url: Some(format!("{ap_id}/outbox")),
        followers_url: Some(format!("{ap_id}/followers")),
        featured_url: None,
        moderators_url: None,
        page_url: None,
        key_id: Some(format!("{ap_id}#main-key")),
        public_key: Some(keys.public.clone()),
        fetched_at: None,
        ap_id,
    }
}

fn empty_account(app: &App, actor_id: crate::ids::ActorId, kind: ActorKind) -> NewAccountRow {
    NewAccountRow {
        actor_id,
        display_name: String::new(),
        bio: String::new(),
        bio_html: String::new(),
        links: Json(Vec::new()),
        bot: kind != ActorKind::Person,
        language: String::new(),
        time_zone: String::new(),
        created_at: app.now(),
    }
}

/// Finding primes takes a good part of a second.
async fn generate_keys() -> Result<keys::KeyPairPem> {
    tokio::task::spawn_blocking(keys::generate)
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)
}
