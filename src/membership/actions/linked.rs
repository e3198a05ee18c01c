//! What communities of other Guildhall servers say about working together with ours. Who may say it was found
//! out when it came: the community itself.

use super::linking::Pair;
use crate::accounts::rate_limits::{Key, is_within};
use crate::app::App;
use crate::communities::actions::{follow_linked, unfollow_linked};
use crate::communities::model::Community;
use crate::error::Result;
use crate::membership::linking::{Offers, Side, Step, Word};
use crate::membership::model::{Link, LinkState};
use crate::membership::policy::{self, LINKS_MAX};
use crate::membership::queries::linking::count_links;
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
    let mut offers = pair.offers(app);
    if offers.hear(Side::Theirs, id, Step::Made) {
        match pair.link.as_ref().filter(|link| is_wanted(link)) {
            Some(link) => agree(&mut tx, app, &pair, offers, (link, id)).await?,
            None => {
                if !is_bearable(&mut tx, app, &pair).await? {
                    tracing::debug!(id, "a proposal too many");
                    return Ok(());
                }
                pair.keep(&mut tx, app, offers, words).await?;
                pair.tell(&mut tx, app, NoticeKind::LinkProposed, id)
                    .await?;
            }
        }
    } else if offers
        .by(Side::Theirs)
        .is_some_and(|theirs| theirs.id == id && theirs.step == Step::Accepted)
    {
        pair.say(&mut tx, app, Word::Accept, id).await?;
    } else {
        return Ok(());
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Whether ours wants it already.
fn is_wanted(link: &Link) -> bool {
    matches!(link.state, LinkState::Proposed | LinkState::Linked)
}

/// Both have proposed it, and both proposals may be under way: the one with the smaller id is the one that
/// both sides name, and each accepts the other's.
async fn agree(
    tx: &mut Tx,
    app: &App,
    pair: &Pair,
    mut offers: Offers,
    (link, id): (&Link, &str),
) -> Result<()> {
    offers.hear(Side::Theirs, id, Step::Accepted);
    pair.keep(tx, app, offers, &link.words).await?;
    pair.say(tx, app, Word::Accept, id).await?;
    if link.state == LinkState::Linked {
        return Ok(());
    }
    follow_linked(tx, app, &pair.community, &pair.other).await?;
    let cause = format!("linked {id}");
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
    let mut offers = pair.offers(app);
    // Only what ours has offered can be answered.
    if offers.by(Side::Ours).is_none_or(|ours| ours.id != id) {
        return Ok(());
    }
    let step = match accepted {
        true => Step::Accepted,
        false => Step::Declined,
    };
    if offers.hear(Side::Ours, id, step) {
        settle(&mut tx, app, &pair, offers, id).await?;
        tx.commit().await?;
        app.wake_workers();
    }
    Ok(())
}

/// A community elsewhere takes its proposal back, or ends the link that came of it. That may be heard before the
/// proposal is, which then comes too late.
pub async fn take_offer_back(
    app: &App,
    community: &Community,
    other: &Community,
    id: &str,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let pair = Pair::load(&mut tx, community.id(), other.id()).await?;
    let mut offers = pair.offers(app);
    if !offers.hear(Side::Theirs, id, Step::Ended) {
        return Ok(());
    }
    if pair.link.is_none() && !is_bearable(&mut tx, app, &pair).await? {
        return Ok(());
    }
    settle(&mut tx, app, &pair, offers, id).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Keeps what is known after a word about this Offer, and does what follows from it.
async fn settle(tx: &mut Tx, app: &App, pair: &Pair, offers: Offers, id: &str) -> Result<()> {
    let before = pair.link.as_ref().map(|link| link.state);
    let words = pair.link.as_ref().map_or("", |link| link.words.as_str());
    let state = pair.keep(tx, app, offers, words).await?;
    let (was, is) = (
        before == Some(LinkState::Linked),
        state == LinkState::Linked,
    );
    if is && !was {
        // It may not be for everybody to read any more since it was proposed.
        policy::fit_together(&pair.community, &pair.other)?;
        follow_linked(tx, app, &pair.community, &pair.other).await?;
    }
    if was && !is {
        unfollow_linked(tx, app, &pair.community, &pair.other).await?;
    }
    let was_open = matches!(
        before,
        Some(LinkState::Proposed | LinkState::Asked | LinkState::Linked)
    );
    if before == Some(state) || !was_open {
        return Ok(());
    }
    let kind = match state {
        LinkState::Linked => NoticeKind::LinkAccepted,
        LinkState::Declined => NoticeKind::LinkDeclined,
        _ => NoticeKind::LinkEnded,
    };
    let cause = format!("{state} {id}");
    pair.tell(tx, app, kind, &cause).await
}
