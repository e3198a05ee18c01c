//! The key with which a program reads feeds as somebody, until they take it away.

use crate::accounts::model::Viewer;
use crate::accounts::queries::feed_keys::{delete_feed_key, owner_of_feed_key, save_feed_key};
use crate::accounts::queries::find_person;
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;

/// Makes a key in place of the one that was there. It is shown once and nowhere kept.
pub async fn make_feed_key(app: &App, account: AccountId) -> Result<Token> {
    let token = Token::mint(app);
    let mut tx = app.store.begin().await?;
    save_feed_key(&mut tx, account, &token.hash(), app.now()).await?;
    tx.commit().await?;
    Ok(token)
}

/// Whoever has the key reads nothing with it any more.
pub async fn revoke_feed_key(app: &App, account: AccountId) -> Result<()> {
    let mut tx = app.store.begin().await?;
    delete_feed_key(&mut tx, account).await?;
    tx.commit().await?;
    Ok(())
}

/// As whom a program with this key reads. Whatever offices they hold, it reads as a member does.
pub async fn reader_with_key(app: &App, key: &str) -> Result<Viewer> {
    let gone = Error::Gone("feed of this key");
    let mut conn = app.store.read().await?;
    let owner = owner_of_feed_key(&mut conn, &Token::given(key).hash()).await?;
    let Some(owner) = owner else {
        return Err(gone);
    };
    let person = find_person(&mut conn, owner).await?;
    match person.is_live() {
        true => Ok(Viewer::Account {
            id: owner,
            admin: false,
        }),
        false => Err(gone),
    }
}
