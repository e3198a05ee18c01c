//! The link in every mail that can be declined. It works without signing in, for as long as the account
//! does, and says whose and which mails it stops; nobody else can make one.

use super::model::MailKind;
use super::queries;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign, verify};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// What there is none of when a link is not one of ours.
const LINK: &str = "mail link";
const SECRET: &str = "unsubscribe";

/// The absolute address that stops mails of this kind to this account.
pub async fn address(app: &App, account: AccountId, kind: MailKind) -> Result<String> {
    let secret = secret(app).await?;
    let said = said(account, kind);
    let mark = sign(&Key::new(HMAC_SHA256, &secret), said.as_bytes());
    let mark = URL_SAFE_NO_PAD.encode(mark);
    Ok(app.local.url(&format!("/unsubscribe/{said}.{mark}")))
}

/// Whose and which mails a link stops. Changes nothing.
pub async fn read(app: &App, token: &str) -> Result<(AccountId, MailKind)> {
    let wrong = || Error::NotFound(LINK);
    let (words, mark) = token.rsplit_once('.').ok_or_else(wrong)?;
    let (account, kind) = words.split_once('.').ok_or_else(wrong)?;
    let account = AccountId(account.parse().map_err(|_| wrong())?);
    let kind = MailKind::parse(kind)
        .filter(|kind| kind.can_be_declined())
        .ok_or_else(wrong)?;
    let mark = URL_SAFE_NO_PAD.decode(mark).map_err(|_| wrong())?;
    let mut conn = app.store.read().await?;
    let secret = queries::secret_by_name(&mut conn, SECRET).await?;
    drop(conn);
    let key = Key::new(HMAC_SHA256, &secret.ok_or_else(wrong)?);
    verify(&key, said(account, kind).as_bytes(), &mark).map_err(|_| wrong())?;
    Ok((account, kind))
}

fn said(account: AccountId, kind: MailKind) -> String {
    format!("{account}.{kind}")
}

/// Made when it is first needed.
async fn secret(app: &App) -> Result<Vec<u8>> {
    let mut conn = app.store.read().await?;
    let known = queries::secret_by_name(&mut conn, SECRET).await?;
    drop(conn);
    if let Some(secret) = known {
        return Ok(secret);
    }
    let mut bytes = [0; 32];
    app.chance.fill(&mut bytes);
    let mut tx = app.store.begin().await?;
    queries::insert_secret(&mut tx, SECRET, &bytes, app.now()).await?;
    let secret = queries::secret_by_name(&mut tx, SECRET).await?;
    tx.commit().await?;
    secret.ok_or(Error::NotFound("secret"))
}
