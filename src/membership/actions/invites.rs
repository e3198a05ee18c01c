//! Invitations between Guildhall servers. An `Invite` of the community has somebody's own server show them the
//! invitation, and does nothing else: they come in by their `Join`, which the community judges, or decline.

use super::elsewhere::deed;
use super::inviting::{INVITATION, Opened};
use super::members::{Told, note, state_of};
use crate::accounts::model::Person;
use crate::accounts::rate_limits::{Key, is_within};
use crate::activitypub::delivery::{Audience, inbox_of};
use crate::activitypub::nodeinfo::{is_guildhall, learn_software};
use crate::activitypub::peers::{Peer, ensure_peer, peer_by_host};
use crate::app::App;
use crate::communities::actions::{Saying, say};
use crate::communities::model::Community;
use crate::error::{Error, Result};
use crate::ids::ActorId;
use crate::membership::model::{Channel, EventKind};
use crate::membership::policy;
use crate::membership::queries::invites::{
    Invite, delete_invite, invitation_by_ap_id, invite_of, update_declined, update_invite_id,
    upsert_invite,
};
use crate::membership::queries::standing;
use crate::membership::terms::{Offer, about_invite_document, invite_document};
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::store::Tx;
use chrono::TimeDelta;

/// Invitations that are shown, whoever sends them: of one community to one person in a week, of one community,
/// and of all of one server, in a day. What is beyond is dropped.
const FOR_PERSON_MAX: i32 = 3;
const FROM_COMMUNITY_MAX: i32 = 50;
const FROM_HOST_MAX: i32 = 200;

/// For so long it is good that nobody knows what a server runs.
const UNKNOWN_FOR: TimeDelta = TimeDelta::hours(1);

/// Whether a server runs Guildhall, which is asked of it if it never was, or told nothing a while ago.
pub async fn runs_guildhall(app: &App, host: &str) -> Result<bool> {
    let known = {
        let mut conn = app.store.read().await?;
        peer_by_host(&mut conn, host).await?
    };
    let is_known = |peer: &Peer| {
        let read_at = peer.nodeinfo_at;
        let lately = read_at.is_some_and(|at| app.now().since(at) < UNKNOWN_FOR);
        lately || (read_at.is_some() && peer.software.is_some())
    };
    let peer = match known.filter(is_known) {
        Some(peer) => Some(peer),
        None => {
            let mut tx = app.store.begin().await?;
            ensure_peer(&mut tx, host, app.now()).await?;
            tx.commit().await?;
            learn_software(app, host).await?;
            let mut conn = app.store.read().await?;
            peer_by_host(&mut conn, host).await?
        }
    };
    let software = peer.and_then(|peer| peer.software);
    Ok(is_guildhall(software.as_deref()))
}

/// Has the server of somebody elsewhere, which runs Guildhall, show them that they are invited. Told once; an
/// invitation that was withdrawn meanwhile is not told.
pub async fn say_invite(app: &App, opened: &Opened, invitee: &Person) -> Result<()> {
    let (community, invitation) = (&opened.community, &opened.invitation);
    let id = app.mint_activity_id("invite");
    let mut tx = app.store.begin().await?;
    if !update_invite_id(&mut tx, invitation.id, &id).await? {
        return Ok(());
    }
    let offer = Offer {
        by: Some(opened.by.actor.ap_id.clone()),
        words: invitation.words.clone(),
        skips_queue: invitation.skips_queue,
        until: invitation.expires_at,
    };
    let document = invite_document(app, deed(&id, invitee, community), &offer);
    let what = Saying {
        id: &id,
        kind: "Invite",
        actor: community.actor.id,
        object: &id,
        audience: Audience::People,
        document: &document,
    };
    let inbox = inbox_of(&mut tx, app, &invitee.actor).await?;
    say(&mut tx, app, what, vec![inbox]).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// An invitation of which somebody's server was told by the Invite `invite` holds no more.
pub(super) async fn say_withdrawn(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    invitee: &Person,
    invite: &str,
) -> Result<()> {
    let id = app.mint_activity_id("undo");
    let document = about_invite_document(app, &id, false, deed(invite, invitee, community));
    let what = Saying {
        id: &id,
        kind: "Undo",
        actor: community.actor.id,
        object: invite,
        audience: Audience::People,
        document: &document,
    };
    let inbox = inbox_of(tx, app, &invitee.actor).await?;
    say(tx, app, what, vec![inbox]).await
}

/// A community of another Guildhall server invites somebody here: they are told, and see it on the page for
/// joining. `by` is who did it, as its server says. What comes without end is dropped.
pub async fn take_invite(
    app: &App,
    person: &Person,
    community: &Community,
    id: &str,
    offer: &Offer,
    by: Option<ActorId>,
) -> Result<()> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, person, community, now).await?;
    let state = state_of(&mut tx, community, person.id()).await?;
    policy::may_be_invited(&standing, community, state)?;
    let before = invite_of(&mut tx, community.id(), person.id(), now).await?;
    let known = before.is_some_and(|before| before.ap_id == id);
    if known || offer.until <= now || !is_bearable(&mut tx, app, person, community).await? {
        tracing::debug!(id, "an invitation that is known, over or one too many");
        return Ok(());
    }
    let invite = Invite {
        community_id: community.id(),
        account_id: person.id(),
        ap_id: id.to_owned(),
        words: offer.words.clone(),
        skips_queue: offer.skips_queue,
        expires_at: offer.until,
    };
    upsert_invite(&mut tx, &invite).await?;
    let told = Told {
        application: None,
        by: None,
        reason: "",
        channel: Channel::Server,
    };
    note(&mut tx, app, community, person, EventKind::Invited, told).await?;
    let cause = format!("invited {id}");
    let notice = NewNotice {
        recipient: person.id(),
        kind: NoticeKind::Invited,
        cause: &cause,
        by: by.or(Some(community.actor.id)),
        community: Some(community.id()),
        post: None,
        comment: None,
    };
    notify(&mut tx, app, &notice).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

async fn is_bearable(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    community: &Community,
) -> Result<bool> {
    let (day, week) = (TimeDelta::days(1), TimeDelta::days(7));
    let pair = format!("{} {}", community.id(), person.id());
    let (place, host) = (community.id().to_string(), &community.actor.host);
    let limits = [
        (Key::text("invited", &pair), FOR_PERSON_MAX, week),
        (Key::text("invites of", &place), FROM_COMMUNITY_MAX, day),
        (Key::text("invites from", host), FROM_HOST_MAX, day),
    ];
    for (key, limit, window) in limits {
        if !is_within(tx, &key, limit, window, app.now()).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A community elsewhere takes its invitation back. Another one than the latest is forgotten already.
pub async fn take_invite_back(
    app: &App,
    person: &Person,
    community: &Community,
    id: &str,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let invite = invite_of(&mut tx, community.id(), person.id(), app.now()).await?;
    if invite.is_some_and(|invite| invite.ap_id == id) {
        delete_invite(&mut tx, community.id(), person.id()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Somebody here declines the invitations they have into a community, here or elsewhere. Its conveners see it.
pub async fn decline_invitation(app: &App, person: &Person, community: &Community) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let (place, who) = (community.id(), person.id());
    if community.is_local() {
        if update_declined(&mut tx, place, who, app.now()).await? == 0 {
            return Err(Error::NotFound(INVITATION));
        }
        tx.commit().await?;
        return Ok(());
    }
    let invite = invite_of(&mut tx, place, who, app.now()).await?;
    let invite = invite.ok_or(Error::NotFound(INVITATION))?;
    delete_invite(&mut tx, place, who).await?;
    let id = app.mint_activity_id("reject");
    let about = deed(&invite.ap_id, person, community);
    let document = about_invite_document(app, &id, true, about);
    let what = Saying {
        id: &id,
        kind: "Reject",
        actor: person.actor.id,
        object: &invite.ap_id,
        audience: Audience::People,
        document: &document,
    };
    let inbox = inbox_of(&mut tx, app, &community.actor).await?;
    say(&mut tx, app, what, vec![inbox]).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Somebody of another server declines the invitation of which this Invite told, and with it all that they have
/// into the same community. Nobody declines for somebody else.
pub async fn take_decline(app: &App, person: &Person, invite: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let invitation = invitation_by_ap_id(&mut tx, invite).await?;
    let own = invitation.filter(|found| found.invitee_id == Some(person.id()));
    let own = own.ok_or(Error::NotFound(INVITATION))?;
    update_declined(&mut tx, own.community_id, person.id(), app.now()).await?;
    tx.commit().await?;
    Ok(())
}
