//! Agreeing to the rules of communities of other servers, which keep themselves who agreed to what.

use super::elsewhere::deed;
use crate::accounts::model::Person;
use crate::accounts::rate_limits::begin_write;
use crate::activitypub::delivery::{Audience, inbox_of};
use crate::activitypub::peers::is_blocked;
use crate::app::App;
use crate::communities::actions::{Saying, say};
use crate::communities::model::{Community, RulesElsewhere};
use crate::communities::queries::find_community;
use crate::communities::queries::remote::rules_elsewhere;
use crate::error::{Reason, Result};
use crate::ids::AccountId;
use crate::membership::policy;
use crate::membership::queries::letters::{Answered, answered, update_answered, upsert_attempt};
use crate::membership::queries::standing;
use crate::membership::terms::{Request, Sent, join_document};
use crate::store::{Conn, Json};

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
    let (here, who) = (community.id(), person.id());
    let request = Request {
        rules_agreed: hash.to_owned(),
        ..Request::default()
    };
    let id = app.mint_activity_id("join");
    // What it said to them when they came in stays.
    let before = answered(&mut tx, here, who).await?;
    upsert_attempt(&mut tx, here, who, &id, app.now()).await?;
    let kept = Answered {
        request: Json(Sent::from(&request)),
        ..before
    };
    update_answered(&mut tx, here, who, &kept).await?;
    let document = join_document(app, deed(&id, person, &community), &request);
    let what = Saying {
        id: &id,
        kind: "Join",
        actor: person.actor.id,
        object: &community.actor.ap_id,
        audience: Audience::People,
        document: &document,
    };
    let inbox = inbox_of(&mut tx, app, &community.actor).await?;
    say(&mut tx, app, what, vec![inbox]).await?;
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
