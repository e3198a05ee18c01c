//! What communities of other Guildhall servers say about working together with ours. Who may say it was found
//! out when it came: the community itself.

use super::linking::Pair;
use crate::accounts::rate_limits::{Key, is_within};
use crate::app::App;
use crate::communities::actions::{follow_linked, unfollow_linked};
use crate::communities::model::Community;
use crate::error::Result;
use crate::membership::linking::Word;
use crate::membership::model::{Link, LinkState};
use crate::membership::policy::{self, LINKS_MAX};
use crate::membership::queries::linking::{count_links, update_link_state};
use crate::notifications::model::NoticeKind;
use crate::store::Tx;
use chrono::TimeDelta;

/// Proposals that are shown: of one community to another in a week, and of all of one server in a day. What is
/// beyond is dropped.
const FOR_COMMUNITY_MAX: i32 = 5;
const FROM_HOST_MAX: i32 = 50;

/// A community elsewhere proposes to work together with one of ours. Where ours has proposed the same, both
/// want it. A repeated proposal of one that we have accepted is answered again: it may have lost our answer.
pub async fn take_offer(
    app: &App,
    community: &Community,
    other: &Community,
    id: &str,
    words: &str,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let pair = Pair::load(&mut tx, community.id(), other.id()).await?;
    policy::fit_together(&pair.community, &pair.other)?;
    match pair.link.as_ref().map(|link| (link.state, link)) {
        Some((LinkState::Proposed, link)) => agree(&mut tx, app, &pair, link, id).await?,
        Some((LinkState::Linked, _)) => {
            pair.put(&mut tx, app, LinkState::Linked, id, words).await?;
            pair.say(&mut tx, app, Word::Accept, id).await?;
        }
        Some((LinkState::Asked, link)) if link.ap_id == id => return Ok(()),
        _ => {
            if !is_bearable(&mut tx, app, &pair).await? {
                tracing::debug!(id, "a proposal too many");
                return Ok(());
            }
            pair.put(&mut tx, app, LinkState::Asked, id, words).await?;
            pair.tell(&mut tx, app, NoticeKind::LinkProposed, id)
                .await?;
        }
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Both have proposed it, and both proposals may be under way: the one with the smaller id is the one that
/// both sides keep.
async fn agree(tx: &mut Tx, app: &App, pair: &Pair, link: &Link, id: &str) -> Result<()> {
    let kept = link.ap_id.as_str().min(id);
    pair.put(tx, app, LinkState::Linked, kept, &link.words)
        .await?;
    pair.say(tx, app, Word::Accept, id).await?;
    follow_linked(tx, app, &pair.community, &pair.other).await?;
    let cause = format!("linked {kept}");
    pair.tell(tx, app, NoticeKind::LinkAccepted, &cause).await
}

async fn is_bearable(tx: &mut Tx, app: &App, pair: &Pair) -> Result<bool> {
    if count_links(tx, pair.community.id()).await? >= LINKS_MAX {
        return Ok(false);
    }
    let (day, week) = (TimeDelta::days(1), TimeDelta::days(7));
    let both = format!("{} {}", pair.community.id(), pair.other.id());
    let limits = [
        (Key::text("linked", &both), FOR_COMMUNITY_MAX, week),
        (
            Key::text("links from", &pair.other.actor.host),
            FROM_HOST_MAX,
            day,
        ),
    ];
    for (key, limit, window) in limits {
        if !is_within(tx, &key, limit, window, app.now()).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A community elsewhere accepts the proposal with this id, or rejects it, which may come later and then ends
/// the link. An answer to another one changes nothing.
pub async fn take_answer(
    app: &App,
    community: &Community,
    other: &Community,
    id: &str,
    accepted: bool,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let pair = Pair::load(&mut tx, community.id(), other.id()).await?;
    let Some(link) = pair.link.as_ref().filter(|link| link.ap_id == id) else {
        return Ok(());
    };
    let (state, kind) = match (accepted, link.state) {
        (true, LinkState::Proposed) => (LinkState::Linked, NoticeKind::LinkAccepted),
        (false, LinkState::Proposed) => (LinkState::Declined, NoticeKind::LinkDeclined),
        (false, LinkState::Linked) => (LinkState::Ended, NoticeKind::LinkEnded),
        _ => return Ok(()),
    };
    // It may not be for everybody to read any more since it was proposed.
    if state == LinkState::Linked {
        policy::fit_together(&pair.community, &pair.other)?;
    }
    settle(&mut tx, app, &pair, link, state, kind).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// A community elsewhere takes its proposal back, or ends the link that came of it.
pub async fn take_offer_back(
    app: &App,
    community: &Community,
    other: &Community,
    id: &str,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let pair = Pair::load(&mut tx, community.id(), other.id()).await?;
    let Some(link) = pair.link.as_ref().filter(|link| link.ap_id == id) else {
        return Ok(());
    };
    if !matches!(link.state, LinkState::Asked | LinkState::Linked) {
        return Ok(());
    }
    let (state, kind) = (LinkState::Ended, NoticeKind::LinkEnded);
    settle(&mut tx, app, &pair, link, state, kind).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

async fn settle(
    tx: &mut Tx,
    app: &App,
    pair: &Pair,
    link: &Link,
    state: LinkState,
    kind: NoticeKind,
) -> Result<()> {
    if !update_link_state(tx, link, state, app.now()).await? {
        return Ok(());
    }
    match (state, link.state) {
        (LinkState::Linked, _) => follow_linked(tx, app, &pair.community, &pair.other).await?,
        (_, LinkState::Linked) => unfollow_linked(tx, app, &pair.community, &pair.other).await?,
        _ => {}
    }
    let cause = format!("{state} {}", link.ap_id);
    pair.tell(tx, app, kind, &cause).await
}
