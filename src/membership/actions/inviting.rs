//! Inviting people: by a link, by name, by e-mail. What an invitation gives is judged when somebody comes
//! by it; and it holds only as long as whoever made it may invite.

use super::invites::say_withdrawn;
use super::mails::place;
use super::members::{Told, note, state_of};
use crate::accounts::actions::{make_prepared, prepare_invited};
use crate::accounts::model::{Client, NewAccount, Person};
use crate::accounts::queries::{find_person, list_people};
use crate::accounts::rate_limits::{Key, begin_write, check_and_count};
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, FieldError, Reason, Result};
use crate::ids::AccountId;
use crate::jobs::enqueue;
use crate::mail::actions::{drop_mail, queue, send, take};
use crate::mail::address;
use crate::mail::letters;
use crate::mail::model::{MailId, MailKind, NewMail};
use crate::membership::jobs::{SendInvitation, TellInvited};
use crate::membership::model::{Channel, EventKind, Standing};
use crate::membership::policy::{self, Invited};
use crate::membership::queries::acting::list_standings;
use crate::membership::queries::invitations::{
    Invitation, InvitationId, InvitationKind, NewInvitation, has_used, insert_invitation,
    invitation_by_hash, invitation_by_id, list_personal, update_token, update_withdrawn,
    use_invitation,
};
use crate::membership::queries::invites::invitation_by_ap_id;
use crate::membership::queries::{membership_of, standing};
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::notifications::queries::update_kind_read;
use crate::store::{Conn, Tx};
use chrono::TimeDelta;
use serde::Deserialize;
use std::collections::HashMap;

/// Uses of one link, and the days for which it opens something.
pub const USES_MAX: i32 = 1_000;
pub const DAYS_MAX: i32 = 365;
/// What they are where nothing is said.
pub const USES: i32 = 10;
pub const DAYS: i32 = 14;

/// Characters of what the inviter writes with it.
const WORDS_MAX: usize = 500;

/// Mails with invitations that one person may send in a day, and that one address is sent in a week,
/// whoever sends them.
const MAILS_PER_ACCOUNT: u32 = 50;
const MAILS_PER_ADDRESS: u32 = 3;

/// Open invitations of one person into one community that are looked at.
const PERSONAL_MAX: i64 = 50;

/// What there is none of when a link opens nothing.
pub(super) const INVITATION: &str = "invitation: it was used up or withdrawn, its time is over, or whoever made it may not invite any more. Ask the conveners for another one";

/// An invitation as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct InvitationForm {
    /// A word of [`InvitationKind`].
    pub way: String,
    /// A name or an e-mail address, where it is for one person.
    pub whom: String,
    /// Only of a link; empty: [`USES`].
    pub uses: String,
    /// Empty: [`DAYS`].
    pub days: String,
    pub words: String,
    /// Ticks: anything that is not empty.
    pub skips_queue: String,
    pub may_register: String,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// The whole address, which is known now and never again.
    Link(String),
    Person,
    Mail,
}

/// An invitation that is open, with all that it is about.
#[derive(Debug, Clone)]
pub struct Opened {
    pub invitation: Invitation,
    pub community: Community,
    pub by: Person,
}

struct Checked {
    kind: InvitationKind,
    address: String,
    uses: i32,
    days: i32,
    words: String,
}

/// Makes an invitation. `invitee` is whom `whom` names where somebody is invited by name. Errors: `Invalid`
/// for the fields of [`InvitationForm`], and `TooMany` of mails.
pub async fn invite(
    app: &App,
    by: &Person,
    community: &Community,
    form: &InvitationForm,
    invitee: Option<&Person>,
) -> Result<Made> {
    if !community.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    let checked = check(form, invitee.is_some())?;
    if checked.kind == InvitationKind::Mail {
        count_mail(app, by, &checked.address).await?;
    }
    let token = (checked.kind == InvitationKind::Link).then(|| Token::mint(app));
    let now = app.now();
    let mut tx = begin_write(app, by.id()).await?;
    let community = find_community(&mut tx, community.id()).await?;
    let standing = standing(&mut tx, by, &community, now).await?;
    policy::may_invite(&standing, &community)?;
    if let Some(invitee) = invitee {
        may_be_invited(&mut tx, app, &community, invitee).await?;
    }
    let new = NewInvitation {
        community_id: community.id(),
        by_id: by.id(),
        kind: checked.kind,
        token_hash: token.as_ref().map(Token::hash),
        invitee_id: invitee.map(Person::id),
        address: checked.address.clone(),
        words: checked.words,
        uses_max: checked.uses,
        used: 0,
        skips_queue: !form.skips_queue.is_empty(),
        may_register: invitee.is_none() && !form.may_register.is_empty(),
        created_at: now,
        expires_at: now.plus(TimeDelta::days(checked.days.into())),
    };
    let id = insert_invitation(&mut tx, &new).await?;
    let made = match (&token, invitee) {
        (Some(token), _) => Made::Link(address_of(app, token)),
        (None, Some(invitee)) => {
            tell_invitee(&mut tx, app, by, &community, invitee, id).await?;
            Made::Person
        }
        (None, None) => {
            let mail = NewMail {
                kind: MailKind::Invitation,
                account: None,
                address: Some(checked.address.as_str()),
            };
            let job = |mail| SendInvitation {
                mail,
                invitation: id,
            };
            queue(&mut tx, app, &mail, job).await?;
            Made::Mail
        }
    };
    tx.commit().await?;
    app.wake_workers();
    Ok(made)
}

/// What is wrong with an invitation, whomever it names.
pub fn faults_of(form: &InvitationForm) -> Vec<FieldError> {
    match check(form, true) {
        Err(Error::Invalid(fields)) => fields,
        Err(_) | Ok(_) => Vec::new(),
    }
}

fn check(form: &InvitationForm, named: bool) -> Result<Checked> {
    let mut wrong = Vec::new();
    let mut add = |field: &'static str, message: String| {
        let message = message.into();
        wrong.push(FieldError { field, message });
    };
    let kind = InvitationKind::parse(&form.way);
    if kind.is_none() {
        add("way", "Choose one.".to_owned());
    }
    let uses = number(&form.uses, USES, USES_MAX);
    if uses.is_none() && kind == Some(InvitationKind::Link) {
        add("uses", format!("A number from 1 to {USES_MAX}."));
    }
    let days = number(&form.days, DAYS, DAYS_MAX);
    if days.is_none() {
        add("days", format!("A number from 1 to {DAYS_MAX}."));
    }
    let address = match kind {
        Some(InvitationKind::Mail) => address::parse(&form.whom),
        _ => Some(String::new()),
    };
    if address.is_none() {
        add("whom", "This is no e-mail address.".to_owned());
    }
    if kind == Some(InvitationKind::Person) && !named {
        add("whom", "Name somebody.".to_owned());
    }
    if kind == Some(InvitationKind::Link) && !form.whom.trim().is_empty() {
        let message =
            "A link is for whoever has it. Choose how you invite them, or leave this empty.";
        add("whom", message.to_owned());
    }
    let words = form.words.replace("\r\n", "\n").trim().to_owned();
    if words.chars().count() > WORDS_MAX {
        add("words", format!("This has at most {WORDS_MAX} characters."));
    }
    match (kind, days, address) {
        (Some(kind), Some(days), Some(address)) if wrong.is_empty() => Ok(Checked {
            uses: match kind {
                InvitationKind::Link => uses.unwrap_or(USES),
                InvitationKind::Person | InvitationKind::Mail => 1,
            },
            kind,
            address,
            days,
            words,
        }),
        _ => Err(Error::Invalid(wrong)),
    }
}

fn number(typed: &str, usual: i32, max: i32) -> Option<i32> {
    match typed.trim() {
        "" => Some(usual),
        typed => typed
            .parse()
            .ok()
            .filter(|number| (1..=max).contains(number)),
    }
}

/// A server that sends whatever somebody types to whomever they name is soon believed by no mail server.
async fn count_mail(app: &App, by: &Person, address: &str) -> Result<()> {
    let own = Key::account("invitation", by.id());
    check_and_count(app, &own, MAILS_PER_ACCOUNT, TimeDelta::days(1)).await?;
    let theirs = Key::text("invitation", address);
    check_and_count(app, &theirs, MAILS_PER_ADDRESS, TimeDelta::days(7)).await
}

fn address_of(app: &App, token: &Token) -> String {
    app.local.url(&format!("/invite/{}", token.as_str()))
}

async fn may_be_invited(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    invitee: &Person,
) -> Result<()> {
    let standing = standing(tx, invitee, community, app.now()).await?;
    let state = state_of(tx, community, invitee.id()).await?;
    let said = match policy::may_be_invited(&standing, community, state) {
        Ok(()) => return Ok(()),
        Err(Reason::MemberAlready) => "They are a member already.",
        Err(Reason::KeptOut) => "They are banned or suspended.",
        Err(Reason::AppliedAlready) => "They have applied; their application is on the desk.",
        Err(Reason::JoiningClosed) => "This community is for people of this server only.",
        Err(reason) => return Err(reason.into()),
    };
    Err(Error::invalid("whom", said))
}

/// People here learn it on their page of notices; to others a job brings it, as their server understands it.
async fn tell_invitee(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    community: &Community,
    invitee: &Person,
    id: InvitationId,
) -> Result<()> {
    let told = Told {
        application: None,
        by: Some(by.id()),
        reason: "",
        channel: Channel::Page,
    };
    note(tx, app, community, invitee, EventKind::Invited, told).await?;
    if !invitee.actor.local {
        return enqueue(tx, app, &TellInvited { invitation: id }).await;
    }
    let cause = format!("invited {id}");
    let notice = NewNotice {
        recipient: invitee.id(),
        kind: NoticeKind::Invited,
        cause: &cause,
        by: Some(by.actor.id),
        community: Some(community.id()),
        post: None,
        comment: None,
    };
    notify(tx, app, &notice).await?;
    Ok(())
}

/// Makes the link and sends it, unless the invitation is not open any more. A mail that is tried again
/// has another link; should the one before have arrived after all, its link opens nothing.
pub async fn send_invitation(app: &App, mail: MailId, id: InvitationId) -> Result<()> {
    let Some(mail) = take(app, mail).await? else {
        return Ok(());
    };
    let Some(opened) = invitation_that_is_open(app, id).await? else {
        return drop_mail(app, &mail, "the invitation is not open any more").await;
    };
    let token = Token::mint(app);
    let mut tx = app.store.begin().await?;
    update_token(&mut tx, id, &token.hash()).await?;
    tx.commit().await?;
    let letter = letters::invitation(
        opened.by.display_name(),
        &app.local.host,
        &place(&opened.community),
        &opened.invitation.words,
        address_of(app, &token),
    );
    send(app, &mail, &letter).await
}

/// For whoever tells of it; none when it is not open any more.
pub async fn invitation_that_is_open(app: &App, id: InvitationId) -> Result<Option<Opened>> {
    let mut conn = app.store.read().await?;
    let Some(invitation) = invitation_by_id(&mut conn, id).await? else {
        return Ok(None);
    };
    opened_if_it_holds(&mut conn, app, invitation, None).await
}

/// The same as [`opened`] for whom it is no fault to have none: another one may hold, or they need none.
async fn opened_if_it_holds(
    conn: &mut Conn,
    app: &App,
    invitation: Invitation,
    who: Option<AccountId>,
) -> Result<Option<Opened>> {
    match opened(conn, app, invitation, who).await {
        Ok(opened) => Ok(Some(opened)),
        Err(Error::NotFound(_) | Error::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What the link with this secret opens; `who` has it, if they have an account.
pub async fn open_invitation(app: &App, token: &Token, who: Option<AccountId>) -> Result<Opened> {
    let mut conn = app.store.read().await?;
    let found = invitation_by_hash(&mut conn, &token.hash()).await?;
    let invitation = found.ok_or(Error::NotFound(INVITATION))?;
    opened(&mut conn, app, invitation, who).await
}

/// What an invitation opens. `NotFound` where it is over, and refused while its community takes nobody.
async fn opened(
    conn: &mut Conn,
    app: &App,
    invitation: Invitation,
    who: Option<AccountId>,
) -> Result<Opened> {
    if !invitation.is_open(app.now()) && !has_place(conn, app, &invitation, who).await? {
        return Err(Error::NotFound(INVITATION));
    }
    let community = find_community(conn, invitation.community_id).await?;
    if !community.is_live() {
        return Err(Error::NotFound(INVITATION));
    }
    let by = find_person(conn, invitation.by_id).await?;
    let standing = standing(conn, &by, &community, app.now()).await?;
    match policy::may_invite(&standing, &community) {
        Ok(()) => Ok(Opened {
            invitation,
            community,
            by,
        }),
        Err(Reason::JoiningClosed) => Err(Reason::JoiningClosed.into()),
        // It does not outlive the office of who made it, nor the trust in them.
        Err(_) => Err(Error::NotFound(INVITATION)),
    }
}

/// Whether somebody made their account by it and has never come in since: the use that it took is for that.
async fn has_place(
    conn: &mut Conn,
    app: &App,
    invitation: &Invitation,
    who: Option<AccountId>,
) -> Result<bool> {
    let Some(who) = who.filter(|_| invitation.stands(app.now())) else {
        return Ok(false);
    };
    let came = membership_of(conn, invitation.community_id, who).await?;
    Ok(came.is_none() && has_used(conn, invitation.id, who).await?)
}

/// Whether whoever has the invitation and no account may make one.
pub fn may_register_by(invitation: &Invitation) -> Result<(), Reason> {
    match invitation.may_register {
        true => Ok(()),
        false => Err(Reason::RegistrationClosed),
    }
}

/// Makes an account by the link of an invitation that says that it may. That takes one of its uses, so that
/// it makes no more accounts than it lets people in; who made theirs so joins by the same use.
pub async fn register_by(
    app: &App,
    client: &Client,
    token: &Token,
    new: &NewAccount,
) -> Result<Person> {
    let prepared = prepare_invited(app, client, new).await?;
    let mut tx = app.store.begin().await?;
    let found = invitation_by_hash(&mut tx, &token.hash()).await?;
    let invitation = found.ok_or(Error::NotFound(INVITATION))?;
    let opened = opened(&mut tx, app, invitation, None).await?;
    may_register_by(&opened.invitation)?;
    let person = make_prepared(&mut tx, app, &prepared).await?;
    count_use(&mut tx, app, &person, &opened.invitation).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(person)
}

/// Whether what these people made holds in a community: whoever may invite no more has invited nobody.
pub async fn judge_inviters(
    conn: &mut Conn,
    app: &App,
    community: &Community,
    people: &[AccountId],
) -> Result<HashMap<AccountId, Result<(), Reason>>> {
    let people = list_people(conn, people).await?;
    let standings = list_standings(conn, community, &people, app.now()).await?;
    let judged = |by: &Standing| (by.account, policy::may_invite(by, community));
    Ok(standings.iter().map(judged).collect())
}

/// The invitation that names this very person, is open and holds; of several one that needs no application,
/// then the latest.
pub async fn own_invitation(
    conn: &mut Conn,
    app: &App,
    community: &Community,
    invitee: AccountId,
) -> Result<Option<Invitation>> {
    let found = list_personal(conn, community.id(), invitee, app.now(), PERSONAL_MAX).await?;
    if found.is_empty() {
        return Ok(None);
    }
    let inviters: Vec<AccountId> = found.iter().map(|each| each.by_id).collect();
    let judged = judge_inviters(conn, app, community, &inviters).await?;
    let holds = |each: &Invitation| matches!(judged.get(&each.by_id), Some(Ok(())));
    Ok(found.into_iter().find(holds))
}

/// Ends an invitation. Whoever came by it stays. Where a server shows it to whoever is invited, it is told;
/// one that is being told just now is either told before this, or not at all. Twice is as good as once.
pub async fn withdraw_invitation(
    app: &App,
    by: &Person,
    community: &Community,
    id: InvitationId,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, by, community, app.now()).await?;
    policy::may_update_community(&standing)?;
    let Some(ended) = update_withdrawn(&mut tx, community.id(), id, app.now()).await? else {
        let known = invitation_by_id(&mut tx, id).await?;
        let here = known.is_some_and(|known| known.community_id == community.id());
        return match here {
            true => Ok(()),
            false => Err(Error::NotFound("invitation")),
        };
    };
    if ended.would_be_open(app.now())
        && let (Some(invitee), Some(invite)) = (ended.invitee_id, &ended.ap_id)
    {
        let invitee = find_person(&mut tx, invitee).await?;
        say_withdrawn(&mut tx, app, community, &invitee, invite).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// What an invitation gives, as rules judge it.
pub fn given_by(invitation: &Invitation) -> Invited {
    Invited {
        skips_queue: invitation.skips_queue,
        personal: invitation.kind == InvitationKind::Person,
    }
}

/// By what somebody comes who may be invited.
#[derive(Clone, Copy)]
pub(super) enum By<'a> {
    /// Their name; also where they have no invitation at all.
    Name,
    /// The secret of a link.
    Link(&'a Token),
    /// The Invite that their server showed them.
    Invite(&'a str),
}

/// The invitation by which somebody comes. An Invite that is over is as good as none: another one may name
/// them, or they need none.
pub(super) async fn invitation_of(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
    by: By<'_>,
) -> Result<Option<Invitation>> {
    let here = |found: &Invitation| found.community_id == community.id();
    let who = Some(person.id());
    let found = match by {
        By::Name => None,
        By::Link(token) => {
            let found = invitation_by_hash(tx, &token.hash()).await?;
            let invitation = found.filter(here).ok_or(Error::NotFound(INVITATION))?;
            return Ok(Some(opened(tx, app, invitation, who).await?.invitation));
        }
        By::Invite(ap_id) => invitation_by_ap_id(tx, ap_id).await?,
    };
    let named = |found: &Invitation| here(found) && found.invitee_id == who;
    if let Some(invitation) = found.filter(named)
        && let Some(opened) = opened_if_it_holds(tx, app, invitation, who).await?
    {
        return Ok(Some(opened.invitation));
    }
    own_invitation(tx, app, community, person.id()).await
}

/// They joined or applied by it, or made their account.
pub(super) async fn count_use(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    invitation: &Invitation,
) -> Result<()> {
    if !use_invitation(tx, invitation.id, person.id(), app.now()).await? {
        return Err(Error::NotFound(INVITATION));
    }
    let (place, kind) = (invitation.community_id, NoticeKind::Invited);
    update_kind_read(tx, person.id(), place, kind, app.now()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(way: &str) -> InvitationForm {
        InvitationForm {
            way: way.to_owned(),
            ..InvitationForm::default()
        }
    }

    fn wrong(form: &InvitationForm, named: bool) -> Vec<&'static str> {
        match check(form, named) {
            Err(Error::Invalid(fields)) => fields.iter().map(|error| error.field).collect(),
            Err(other) => panic!("{other}"),
            Ok(_) => Vec::new(),
        }
    }

    #[test]
    fn an_invitation_says_how_often_and_how_long() {
        let link = check(&form("link"), false).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((link.uses, link.days), (USES, DAYS));
        let many = InvitationForm {
            uses: "5000".into(),
            days: "0".into(),
            ..form("link")
        };
        assert_eq!(wrong(&many, false), ["uses", "days"]);
        assert_eq!(wrong(&form("drum"), false), ["way"]);
        assert_eq!(wrong(&form("person"), false), ["whom"]);
        assert_eq!(wrong(&form("person"), true), [""; 0]);
        let named = InvitationForm {
            whom: "ben".into(),
            uses: "none".into(),
            ..form("link")
        };
        assert_eq!(wrong(&named, false), ["uses", "whom"], "whose link is it?");
        let mail = InvitationForm {
            whom: "eve".into(),
            ..form("mail")
        };
        assert_eq!(wrong(&mail, false), ["whom"]);
        let long = InvitationForm {
            words: "x".repeat(WORDS_MAX + 1),
            ..form("link")
        };
        assert_eq!(wrong(&long, false), ["words"]);
    }
}
