//! Agreeing to the rules of communities of other servers, which keep themselves who agreed to what.

use super::elsewhere::say_join;
use crate::accounts::model::Person;
use crate::accounts::rate_limits::begin_write;
use crate::activitypub::peers::is_blocked;
use crate::app::App;
use crate::communities::model::{Community, RulesElsewhere};
use crate::communities::queries::find_community;
use crate::communities::queries::remote::rules_elsewhere;
use crate::error::{Reason, Result};
use crate::ids::AccountId;
use crate::membership::policy;
use crate::membership::queries::letters::answered;
use crate::membership::queries::standing;
use crate::membership::terms::Request;
use crate::store::Conn;

/// A member here of a community elsewhere agrees to its rules of this hash, which they have read: they ask to
/// join once more, by which they stay what they are.
pub async fn agree_elsewhere(
    app: &App,
    person: &Person,
    community: &Community,
    hash: &str,
) -> Result<()> {
    let mut tx = begin_write(app, person.id()).await?;
    let community = find_community(&mut tx, community.id()).await?;
    let standing = standing(&mut tx, person, &community, app.now()).await?;
    policy::may_agree_elsewhere(&standing, &community)?;
    if is_blocked(&mut tx, &community.actor.host).await? {
        return Err(Reason::PeerBlocked.into());
    }
    let request = Request {
        rules_agreed: hash.to_owned(),
        ..Request::default()
    };
    // What it said to them when they came in stays.
    let stays = answered(&mut tx, community.id(), person.id()).await?;
    say_join(&mut tx, app, person, &community, &request, stays).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// The rules of a community elsewhere that a member here has yet to agree to, as far as that is known: its server
/// has told of them, and what they agreed to is kept.
pub async fn rules_to_agree(
    conn: &mut Conn,
    community: &Community,
    member: AccountId,
) -> Result<Option<RulesElsewhere>> {
    let sent = answered(conn, community.id(), member).await?.request.0;
    let Some(agreed) = sent.rules_agreed else {
        return Ok(None);
    };
    let rules = rules_elsewhere(conn, community.id()).await?;
    Ok(Some(rules).filter(|rules| !rules.are_agreed_to(&agreed)))
}
