//! Asking for an account in words, and what administrators say to it.
//!
//! An application is kept until it is decided or too old; of a declined one nothing is kept but the mail that
//! says so.

use super::make::{Proof, check_registration, make_prepared, name_taken, prepare_hashed};
use super::manage;
use crate::accounts::jobs::SendVerdict;
use crate::accounts::model::{
    AccountApplication, AccountApplicationId, Client, NewAccount, OfficeDeed, Person, ServerRole,
    Viewer,
};
use crate::accounts::passwords;
use crate::accounts::policy::{self, Right};
use crate::accounts::queries::applications::{
    NewApplication, application_by_id, count_applications, delete_application, insert_application,
    is_applied_for,
};
use crate::accounts::settings::{self, Registration};
use crate::app::App;
use crate::error::{Error, Reason, Result, broke_unique};
use crate::locale;
use crate::mail::actions::{queue, send, take};
use crate::mail::model::{MailKind, NewMail};
use crate::mail::{address, letters};
use crate::store::Tx;

/// Characters of what somebody says of themselves, and of what is answered.
const MAX_WORDS: usize = 2_000;
/// More are not taken until some of them are decided.
const MAX_WAITING: i64 = 1_000;

/// Somebody asks for an account. Mistakes and names that are taken cost nothing, as where accounts are open;
/// whether the e-mail address is known is nobody's business, and is found out when it is decided.
pub async fn apply(app: &App, client: &Client, new: &NewAccount, words: &str) -> Result<()> {
    let mut conn = app.store.read().await?;
    let settings = settings::load(app, &mut conn).await?;
    policy::may_apply(settings.registration, settings.entrance.sum)?;
    if is_applied_for(&mut conn, &new.name).await? {
        return Err(name_taken());
    }
    let waiting = count_applications(&mut conn).await?;
    drop(conn);
    if waiting >= MAX_WAITING {
        return Err(Error::Conflict(
            "so many applications wait here that none is taken now",
        ));
    }
    let words = check_words(words)?;
    if words.is_empty() {
        let missing = match settings.registration {
            Registration::Open => t!("accounts-sum-missing"),
            _ => t!("accounts-apply-words-none"),
        };
        return Err(Error::invalid("words", missing));
    }
    check_registration(app, client, &settings.entrance, new).await?;
    let hash = passwords::hash(&new.password).await?;
    let row = NewApplication {
        name: &new.name,
        email: new.email.trim(),
        password_hash: &hash,
        words,
        locale: locale::current().tag(),
        created_at: app.now(),
    };
    let mut tx = app.store.begin().await?;
    insert_application(&mut tx, &row).await.map_err(|error| {
        match broke_unique(
            &error,
            "account_applications_name_key",
            "account_applications.name",
        ) {
            true => name_taken(),
            false => error.into(),
        }
    })?;
    tx.commit().await?;
    Ok(())
}

fn check_words(typed: &str) -> Result<&str> {
    let words = typed.trim();
    if words.chars().count() > MAX_WORDS || words.contains('\0') {
        let message = t!("accounts-apply-words-long", most = MAX_WORDS);
        return Err(Error::invalid("words", message));
    }
    Ok(words)
}

/// Makes the account. Its owner signs in with the password that they chose when they asked, and is told so by
/// mail.
pub async fn approve_application(
    app: &App,
    by: &Viewer,
    id: AccountApplicationId,
) -> Result<Person> {
    let application = find(app, by, id).await?;
    let proof = Proof {
        first: app.mailer.is_configured(),
        asked: true,
        ..Proof::default()
    };
    let (name, email) = (&application.name, &application.email);
    let hash = application.password_hash.clone();
    let prepared = prepare_hashed(app, name, email, hash, ServerRole::Member, proof).await?;
    let mut tx = app.store.begin().await?;
    take_application(&mut tx, id).await?;
    let person = make_prepared(&mut tx, app, &prepared).await?;
    tell(&mut tx, app, &application, Some(&person), "").await?;
    let deed = OfficeDeed::Admitted;
    manage::note(&mut tx, app, by, deed, Some(person.id()), "").await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(person)
}

/// Says no, with a word why if there is one.
pub async fn decline_application(
    app: &App,
    by: &Viewer,
    id: AccountApplicationId,
    words: &str,
) -> Result<AccountApplication> {
    let application = find(app, by, id).await?;
    let words = check_words(words)?;
    let mut tx = app.store.begin().await?;
    take_application(&mut tx, id).await?;
    tell(&mut tx, app, &application, None, words).await?;
    let deed = OfficeDeed::Declined;
    manage::note(&mut tx, app, by, deed, None, &application.name).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(application)
}

/// For who may decide about it.
async fn find(app: &App, by: &Viewer, id: AccountApplicationId) -> Result<AccountApplication> {
    let mut conn = app.store.read().await?;
    policy::may(manage::office(&mut conn, by).await?, Right::Applications)?;
    let found = application_by_id(&mut conn, id).await?;
    found.ok_or(Error::NotFound("application"))
}

async fn take_application(tx: &mut Tx, id: AccountApplicationId) -> Result<()> {
    match delete_application(tx, id).await? {
        true => Ok(()),
        false => Err(Reason::DecidedAlready.into()),
    }
}

async fn tell(
    tx: &mut Tx,
    app: &App,
    application: &AccountApplication,
    approved: Option<&Person>,
    words: &str,
) -> Result<()> {
    let Some(address) = address::parse(&application.email) else {
        return Ok(());
    };
    let new = NewMail {
        kind: MailKind::Admission,
        account: approved.map(Person::id),
        address: Some(&address),
    };
    let job = |mail| SendVerdict {
        mail,
        name: application.name.clone(),
        locale: application.locale.clone(),
        approved: approved.is_some(),
        words: words.to_owned(),
    };
    queue(tx, app, &new, job).await
}

/// Sends what was decided, in the language in which was asked.
pub async fn send_verdict(app: &App, verdict: &SendVerdict) -> Result<()> {
    let Some(mail) = take(app, verdict.mail).await? else {
        return Ok(());
    };
    locale::speak(app.languages.of(&verdict.locale));
    let host = &app.local.host;
    let letter = match verdict.approved {
        true => letters::admitted(&verdict.name, host, app.local.url("/login")),
        false => letters::not_admitted(&verdict.name, host, &verdict.words),
    };
    send(app, &mail, &letter).await
}
