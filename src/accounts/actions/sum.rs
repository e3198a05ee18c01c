//! The sum that a browser does before an account is made: asking for one, looking at the answer, using it up.

use crate::accounts::challenge::{self, Done};
use crate::accounts::queries::logins::insert_sum;
use crate::app::App;
use crate::error::{Error, Result};
use crate::mail::queries::{insert_secret, secret_by_name};
use crate::store::Tx;

/// The name of the key with which our sums are signed.
const SECRET: &str = "registration sum";

/// A sum that nobody has done yet, as it stands in a form.
pub async fn ask_sum(app: &App) -> Result<String> {
    let key = key(app).await?;
    Ok(challenge::ask(&key, app.chance_words(), app.now()))
}

/// What a browser has answered, if that is right and in time.
pub async fn check_sum(app: &App, answer: &str) -> Result<Option<Done>> {
    if answer.is_empty() {
        return Ok(None);
    }
    Ok(challenge::check(&key(app).await?, answer, app.now()))
}

/// Each counts once, however many send it at the same moment.
pub(super) async fn use_sum(tx: &mut Tx, app: &App, done: Option<&Done>) -> Result<()> {
    let fresh = match done {
        Some(done) => insert_sum(tx, &done.hash, app.now(), done.until).await?,
        None => false,
    };
    match fresh {
        true => Ok(()),
        false => Err(Error::invalid("words", t!("accounts-sum-missing"))),
    }
}

/// Made when it is first needed.
async fn key(app: &App) -> Result<Vec<u8>> {
    let mut conn = app.store.read().await?;
    let known = secret_by_name(&mut conn, SECRET).await?;
    drop(conn);
    if let Some(key) = known {
        return Ok(key);
    }
    let mut bytes = [0; 32];
    app.chance.fill(&mut bytes);
    let mut tx = app.store.begin().await?;
    insert_secret(&mut tx, SECRET, &bytes, app.now()).await?;
    let key = secret_by_name(&mut tx, SECRET).await?;
    tx.commit().await?;
    key.ok_or_else(|| Error::Internal(anyhow::anyhow!("a key was made and is not there")))
}
