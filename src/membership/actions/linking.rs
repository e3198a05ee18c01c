//! Two communities work together: their conveners propose it, answer, and end it. Each of two communities of
//! this server has a view of its own, which changes together with the other's; another server is told. What it
//! says is taken up in [`super::linked`].

use super::invites::runs_guildhall;
use super::related::find_called;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::rate_limits::{Key, is_within};
use crate::activitypub::delivery::{Audience, inbox_of};
use crate::activitypub::peers::is_blocked;
use crate::app::App;
use crate::communities::actions::{Saying, follow_linked, say, unfollow_linked};
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::communities::queries::local::lock_community;
use crate::error::{Error, Reason, Result};
use crate::ids::CommunityId;
use crate::membership::linking::{
    Offers, Proposal, Side, Step, WORDS_MAX, Word, offer_document, word_document,
};
use crate::membership::model::{Link, LinkState, Sharing, Standing};
use crate::membership::policy::{self, LINKS_MAX, Right, gives};
use crate::membership::queries::acting::list_acting_moderators;
use crate::membership::queries::linking::{
    NewLink, count_links, link_of, list_links, update_link_state, update_sharing, upsert_link,
};
use crate::membership::queries::standing;
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::store::{Json, Tx};
use crate::text::one_line;
use chrono::TimeDelta;

/// Proposals of one community in a day.
const PROPOSALS_MAX: i32 = 20;

/// Ids that are tried for one proposal.
const MINTED_MAX: usize = 20;

/// What there is none of where two communities have nothing to do with each other.
const LINK: &str = "link between these communities";

/// Proposes to the community of this address that the two work together, or accepts what it has proposed
/// itself. Errors: `Invalid` for `community` and `words`.
pub async fn propose_link(
    app: &App,
    viewer: &Viewer,
    by: &Person,
    community: &Community,
    address: &str,
    words: &str,
) -> Result<LinkState> {
    {
        // Nobody else makes us ask other servers; what is true when it is written is judged then.
        let mut conn = app.store.read().await?;
        let standing = standing(&mut conn, by, community, app.now()).await?;
        policy::may_unlink(&standing)?;
    }
    let words = check_words(words)?;
    let address = address.trim().trim_start_matches('!');
    if address.is_empty() {
        return Err(Error::invalid(
            "community",
            t!("membership-wrong-link-nobody"),
        ));
    }
    let other = find_called(app, viewer, by, address, "community").await?;
    if !other.is_local() && !runs_guildhall(app, &other.actor.host).await? {
        let message = t!("membership-wrong-link-software");
        return Err(Error::invalid("community", message));
    }
    let mut tx = app.store.begin().await?;
    let pair = Pair::load(&mut tx, community.id(), other.id()).await?;
    let standing = pair.standing(&mut tx, app, by).await?;
    policy::may_link(&standing, &pair.community, &pair.other)?;
    if !pair.other.is_local() && is_blocked(&mut tx, &pair.other.actor.host, app.now()).await? {
        return Err(Reason::PeerBlocked.into());
    }
    let state = match pair.link.as_ref().map(|link| link.state) {
        Some(LinkState::Asked) => {
            accept(&mut tx, app, &pair).await?;
            LinkState::Linked
        }
        Some(LinkState::Proposed | LinkState::Linked) => {
            let message = t!("membership-wrong-link-already");
            return Err(Error::invalid("community", message));
        }
        _ => {
            propose(&mut tx, app, &pair, &words).await?;
            LinkState::Proposed
        }
    };
    tx.commit().await?;
    app.wake_workers();
    Ok(state)
}

fn check_words(typed: &str) -> Result<String> {
    let words = one_line(typed, WORDS_MAX + 1);
    if words.chars().count() > WORDS_MAX {
        let message = t!("membership-wrong-link-words", most = WORDS_MAX);
        return Err(Error::invalid("words", message));
    }
    Ok(words)
}

/// One of our communities, another one, and how the first stands to it.
pub(super) struct Pair {
    pub community: Community,
    pub other: Community,
    pub link: Option<Link>,
}

impl Pair {
    pub async fn load(tx: &mut Tx, community: CommunityId, other: CommunityId) -> Result<Self> {
        let other = find_community(tx, other).await?;
        let community = match other.is_local() {
            true => find_community(tx, community).await?,
            // What is heard of it is put together with what was heard before, one after the other.
            false => lock_community(tx, community).await?,
        };
        let link = link_of(tx, community.id(), other.id()).await?;
        Ok(Self {
            community,
            other,
            link,
        })
    }

    async fn standing(&self, tx: &mut Tx, app: &App, by: &Person) -> Result<Standing> {
        if !self.community.is_local() {
            return Err(Reason::WrongOrigin.into());
        }
        Ok(standing(tx, by, &self.community, app.now()).await?)
    }

    fn known(&self) -> Result<&Link> {
        self.link.as_ref().ok_or(Error::NotFound(LINK))
    }

    /// The view from the other side, if that is here.
    async fn turned(&self, tx: &mut Tx) -> Result<Option<Self>> {
        match self.other.is_local() {
            true => {
                let (other, own) = (self.other.id(), self.community.id());
                Ok(Some(Self::load(tx, other, own).await?))
            }
            false => Ok(None),
        }
    }

    /// The proposal as it is told, which `ours` says who made.
    fn proposal<'a>(&'a self, id: &'a str, ours: bool) -> Proposal<'a> {
        let (own, other) = (&self.community.actor.ap_id, &self.other.actor.ap_id);
        let (from, to) = match ours {
            true => (own, other),
            false => (other, own),
        };
        Proposal { id, from, to }
    }

    async fn set(&self, tx: &mut Tx, app: &App, state: LinkState, id: &str) -> Result<()> {
        self.put(tx, app, state, id, "").await
    }

    /// Between two communities of this server: nothing is under way there.
    async fn put(
        &self,
        tx: &mut Tx,
        app: &App,
        state: LinkState,
        id: &str,
        words: &str,
    ) -> Result<()> {
        let new = NewLink {
            community: self.community.id(),
            other: self.other.id(),
            state,
            ap_id: id,
            words,
            offers: None,
        };
        upsert_link(tx, &new, app.now()).await?;
        Ok(())
    }

    /// What is known of the Offers of ours and of one elsewhere.
    pub fn offers(&self, app: &App) -> Offers {
        let Some(link) = &self.link else {
            return Offers::default();
        };
        if let Some(offers) = &link.offers {
            return offers.0.clone();
        }
        let by = match app.local.is_local(&link.ap_id) {
            true => Side::Ours,
            false => Side::Theirs,
        };
        Offers::of(link.state, &link.ap_id, by)
    }

    /// The id of a new Offer. It sorts behind the last one of ours, by which the other side knows that it is the
    /// later: within a second that is up to chance.
    fn mint_offer(&self, app: &App) -> String {
        let offers = self.offers(app);
        let last = offers.by(Side::Ours).map_or("", |last| last.id.as_str());
        let mut id = app.mint_activity_id("offer");
        for _ in 0..MINTED_MAX {
            if id.as_str() > last {
                break;
            }
            id = app.mint_activity_id("offer");
        }
        id
    }

    /// Keeps what is known now, and says how the two stand to each other by it.
    pub async fn keep(
        &self,
        tx: &mut Tx,
        app: &App,
        offers: Offers,
        words: &str,
    ) -> Result<LinkState> {
        let offers = Json(offers);
        let (state, id) = offers.0.come_to().ok_or(Error::NotFound(LINK))?;
        let new = NewLink {
            community: self.community.id(),
            other: self.other.id(),
            state,
            ap_id: id,
            words,
            offers: Some(&offers),
        };
        upsert_link(tx, &new, app.now()).await?;
        Ok(state)
    }

    /// Tells those who convene ours what the other one has done.
    pub async fn tell(&self, tx: &mut Tx, app: &App, kind: NoticeKind, cause: &str) -> Result<()> {
        for (person, role) in list_acting_moderators(tx, &self.community, app.now()).await? {
            if !gives(role, Right::Convene) {
                continue;
            }
            let notice = NewNotice {
                recipient: person.id(),
                kind,
                cause,
                by: Some(self.other.actor.id),
                community: Some(self.community.id()),
                post: None,
                comment: None,
            };
            notify(tx, app, &notice).await?;
        }
        Ok(())
    }

    /// Says a word about the proposal to the other one's server.
    pub async fn say(&self, tx: &mut Tx, app: &App, word: Word, proposal: &str) -> Result<()> {
        let id = app.mint_activity_id(word.kind());
        let proposal = self.proposal(proposal, word == Word::Undo);
        let document = word_document(app, &id, word, proposal);
        let what = Saying {
            id: &id,
            kind: word.kind(),
            actor: self.community.actor.id,
            object: proposal.id,
            audience: Audience::People,
            document: &document,
        };
        let inbox = inbox_of(tx, app, &self.other.actor).await?;
        say(tx, app, what, vec![inbox]).await
    }
}

async fn propose(tx: &mut Tx, app: &App, pair: &Pair, words: &str) -> Result<()> {
    check_room(tx, pair).await?;
    let place = pair.community.id().to_string();
    let key = Key::text("links of", &place);
    if !is_within(tx, &key, PROPOSALS_MAX, TimeDelta::days(1), app.now()).await? {
        let message = t!("membership-wrong-link-today");
        return Err(Error::invalid("community", message));
    }
    let id = pair.mint_offer(app);
    if let Some(turned) = pair.turned(tx).await? {
        check_room(tx, &turned).await?;
        pair.put(tx, app, LinkState::Proposed, &id, words).await?;
        turned.put(tx, app, LinkState::Asked, &id, words).await?;
        return turned.tell(tx, app, NoticeKind::LinkProposed, &id).await;
    }
    let mut offers = pair.offers(app);
    offers.make(&id);
    pair.keep(tx, app, offers, words).await?;
    let document = offer_document(app, pair.proposal(&id, true), words);
    let what = Saying {
        id: &id,
        kind: "Offer",
        actor: pair.community.actor.id,
        object: &id,
        audience: Audience::People,
        document: &document,
    };
    let inbox = inbox_of(tx, app, &pair.other.actor).await?;
    say(tx, app, what, vec![inbox]).await
}

async fn check_room(tx: &mut Tx, pair: &Pair) -> Result<()> {
    if count_links(tx, pair.community.id()).await? < LINKS_MAX {
        return Ok(());
    }
    let title = pair.community.title();
    let message = t!("membership-wrong-link-full", title = title);
    Err(Error::invalid("community", message))
}

/// Accepts what the other community has proposed.
pub async fn accept_link(
    app: &App,
    by: &Person,
    community: &Community,
    other: CommunityId,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let pair = Pair::load(&mut tx, community.id(), other).await?;
    let standing = pair.standing(&mut tx, app, by).await?;
    policy::may_link(&standing, &pair.community, &pair.other)?;
    match pair.known()?.state {
        LinkState::Asked => accept(&mut tx, app, &pair).await?,
        LinkState::Linked => return Ok(()),
        _ => return Err(Error::Conflict("they propose it no more")),
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

async fn accept(tx: &mut Tx, app: &App, pair: &Pair) -> Result<()> {
    let link = pair.known()?;
    let id = link.ap_id.as_str();
    if let Some(turned) = pair.turned(tx).await? {
        change(tx, app, link, LinkState::Linked).await?;
        turned.set(tx, app, LinkState::Linked, id).await?;
        let cause = format!("linked {id}");
        return turned.tell(tx, app, NoticeKind::LinkAccepted, &cause).await;
    }
    let mut offers = pair.offers(app);
    offers.hear(Side::Theirs, id, Step::Accepted);
    pair.keep(tx, app, offers, &link.words).await?;
    pair.say(tx, app, Word::Accept, id).await?;
    follow_linked(tx, app, &pair.community, &pair.other).await
}

/// Of two communities here.
async fn change(tx: &mut Tx, app: &App, link: &Link, state: LinkState) -> Result<()> {
    match update_link_state(tx, link, state, app.now()).await? {
        true => Ok(()),
        false => Err(Error::Conflict(
            "this has changed meanwhile; look at it again",
        )),
    }
}

/// Declines what the other community has proposed, takes back what ours has proposed, or ends that the two
/// work together. What was shared stays. Where nothing is open nothing happens.
pub async fn end_link(
    app: &App,
    by: &Person,
    community: &Community,
    other: CommunityId,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let pair = Pair::load(&mut tx, community.id(), other).await?;
    let standing = pair.standing(&mut tx, app, by).await?;
    policy::may_unlink(&standing)?;
    pair.known()?;
    end(&mut tx, app, &pair).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

async fn end(tx: &mut Tx, app: &App, pair: &Pair) -> Result<()> {
    let link = pair.known()?;
    let (state, kind) = match link.state {
        LinkState::Asked => (LinkState::Declined, NoticeKind::LinkDeclined),
        LinkState::Proposed | LinkState::Linked => (LinkState::Ended, NoticeKind::LinkEnded),
        LinkState::Declined | LinkState::Ended => return Ok(()),
    };
    if let Some(turned) = pair.turned(tx).await? {
        let id = link.ap_id.as_str();
        change(tx, app, link, state).await?;
        turned.set(tx, app, state, id).await?;
        let cause = format!("{state} {id}");
        return turned.tell(tx, app, kind, &cause).await;
    }
    // Whoever made a proposal takes it back; the other one says no, however late. Where both have made one, both
    // are over.
    let before = pair.offers(app);
    let mut offers = before.clone();
    for (side, word, step) in [
        (Side::Ours, Word::Undo, Step::Ended),
        (Side::Theirs, Word::Reject, Step::Declined),
    ] {
        if let Some(offer) = before.open(side) {
            offers.hear(side, &offer.id, step);
            pair.say(tx, app, word, &offer.id).await?;
        }
    }
    pair.keep(tx, app, offers, &link.words).await?;
    unfollow_linked(tx, app, &pair.community, &pair.other).await
}

/// A community is not for everybody to read any more: it works together with nobody, and what was shared by
/// it is shown elsewhere no more.
pub(super) async fn end_all_links(tx: &mut Tx, app: &App, community: CommunityId) -> Result<()> {
    for link in list_links(tx, community).await? {
        let pair = Pair::load(tx, community, link.other_id).await?;
        end(tx, app, &pair).await?;
    }
    Ok(())
}

/// Whether one of our communities works together with another one.
pub async fn is_linked(app: &App, community: &Community, other: &Community) -> Result<bool> {
    let mut conn = app.store.read().await?;
    let link = link_of(&mut conn, community.id(), other.id()).await?;
    Ok(policy::works_together(link.as_ref()).is_ok())
}

/// Sets who shares threads of ours with the other community.
pub async fn set_sharing(
    app: &App,
    by: &Person,
    community: &Community,
    other: CommunityId,
    sharing: Sharing,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let pair = Pair::load(&mut tx, community.id(), other).await?;
    let standing = pair.standing(&mut tx, app, by).await?;
    policy::may_set_sharing(&standing)?;
    update_sharing(&mut tx, pair.known()?, sharing).await?;
    tx.commit().await?;
    Ok(())
}
