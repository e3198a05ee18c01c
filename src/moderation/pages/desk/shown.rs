//! What the desk shows, read for a whole page in so many queries as there are kinds of it.

use super::{Asked, DECIDED, WAITING};
use crate::accounts::actions::DESK as DESK_NAME;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::list_people;
use crate::activitypub::peers::{Peer, list_peers_by_host};
use crate::communities::model::{Community, ReadPolicy};
use crate::error::Result;
use crate::ids::{AccountId, CommentId, PostId};
use crate::membership::model::{
    Answer, Application, ApplicationId, Event, EventKind, HoldCause, MembershipState, Role,
};
use crate::membership::policy::keeps_private;
use crate::membership::queries::applications::{list_closed, list_events_of_each, list_open};
use crate::membership::queries::invitations::{Invitation, InvitationKind, list_came_by};
use crate::posts::model::{Comment, Post};
use crate::posts::queries::held::{Held, list_held};
use crate::posts::queries::list_things_in;
use crate::screening::model::Caught;
use crate::screening::queries::list_caught;
use crate::store::{Conn, Turn, Window};
use crate::text::excerpt;
use crate::visibility::hosts_inside;
use crate::web::layout::{Kind, Now};
use crate::web::view::{LinkView, NoticeView, PersonView, When};
use std::collections::{HashMap, HashSet};

/// Characters of the note with an invitation.
const NOTE: usize = 100;

pub(super) struct ApplicationView {
    pub id: ApplicationId,
    pub person: PersonView,
    /// First words of what they say of themselves.
    pub bio: String,
    pub when: When,
    pub waits_for_them: bool,
    /// By which invitation they came; empty where by none.
    pub invited: String,
    /// What deciding should know beside them.
    pub warning: Option<NoticeView>,
    pub answers: Vec<AnswerView>,
    /// What happened to them here before.
    pub history: Vec<String>,
    /// What was typed, and what is wrong with it.
    pub reason: String,
    pub error: Option<String>,
}

/// What somebody answered, or was asked and has not answered.
pub(super) struct AnswerView {
    pub question: String,
    pub answer: String,
    /// Of what was asked afterwards: by whom, and when. Empty of what everybody is asked.
    pub asked: String,
}

impl From<&Answer> for AnswerView {
    fn from(given: &Answer) -> Self {
        Self {
            question: given.question.clone(),
            answer: given.answer.clone(),
            asked: String::new(),
        }
    }
}

pub(super) struct HeldView {
    pub id: i64,
    pub what: LinkView,
    pub words: String,
    pub person: PersonView,
    pub why: String,
    /// Whether it waits for somebody to say yes or no.
    pub declines: bool,
    /// Where it is seen all the same; empty of what was written here.
    pub seen: String,
    pub when: When,
    /// What was typed to decline it, and what is wrong with that.
    pub reason: String,
    pub error: Option<String>,
}

pub(super) struct DecidedView {
    pub person: PersonView,
    /// As in "declined by ada: Too early."
    pub said: String,
    pub when: When,
}

/// The parts of the three lists that are asked for, with all that is said beside them.
pub(super) struct Shown {
    pub open: Window<Application>,
    pub held: Window<Held>,
    pub closed: Window<Application>,
    /// Of all people on the page, oldest first.
    events: Vec<Event>,
    people: HashMap<AccountId, Person>,
    threads: HashMap<PostId, Post>,
    replies: HashMap<CommentId, Comment>,
    /// By which those came who wait for a decision.
    invitations: HashMap<AccountId, Invitation>,
    servers: Servers,
    /// Which rules caught what is held.
    caught: Vec<Caught>,
}

impl Shown {
    pub async fn read(
        conn: &mut Conn,
        viewer: &Viewer,
        community: &Community,
        asked: &Asked,
    ) -> Result<Self> {
        let id = community.id();
        let mut open = list_open(conn, id, asked.applied()?, WAITING).await?;
        let mut held = list_held(conn, id, asked.held()?, WAITING).await?;
        let closed = list_closed(conn, id, asked.decided()?, DECIDED).await?;
        // All that stood behind what was decided last may be decided, too.
        if open.rows.is_empty() && open.earlier {
            open = list_open(conn, id, Turn::First, WAITING).await?;
        }
        if held.rows.is_empty() && held.earlier {
            held = list_held(conn, id, Turn::First, WAITING).await?;
        }
        let applicants = open.rows.iter().chain(&closed.rows);
        let mut accounts: Vec<AccountId> = applicants.map(|each| each.account_id).collect();
        accounts.sort_unstable();
        accounts.dedup();
        let events = list_events_of_each(conn, id, &accounts).await?;
        let applied: HashSet<AccountId> = open.rows.iter().map(|each| each.account_id).collect();
        let waiting: Vec<AccountId> = applied.iter().copied().collect();
        let invitations = list_came_by(conn, id, &waiting).await?;
        accounts.extend(invitations.values().map(|each| each.by_id));
        accounts.extend(held.rows.iter().map(|held| held.author_id));
        accounts.extend(events.iter().filter_map(|event| event.by_id));
        accounts.sort_unstable();
        accounts.dedup();
        let people = list_people(conn, &accounts).await?;
        let waits = held.rows.iter();
        let threads: Vec<PostId> = waits.clone().filter_map(|held| held.post_id).collect();
        let replies: Vec<CommentId> = waits.filter_map(|held| held.comment_id).collect();
        let caught = list_caught(conn, &threads, &replies).await?;
        let (threads, replies) = list_things_in(conn, viewer, id, &threads, &replies).await?;
        let hosts = people
            .iter()
            .filter(|person| !person.actor.local && applied.contains(&person.id()))
            .map(|person| person.actor.host.clone());
        let servers = Servers::read(conn, community, hosts.collect()).await?;
        Ok(Self {
            open,
            held,
            closed,
            events,
            people: people.into_iter().map(|each| (each.id(), each)).collect(),
            threads: threads.into_iter().map(|each| (each.id, each)).collect(),
            replies: replies.into_iter().map(|each| (each.id, each)).collect(),
            invitations,
            servers,
            caught,
        })
    }

    pub fn applications(&self, now: Now) -> Vec<ApplicationView> {
        let rows = self.open.rows.iter();
        rows.map(|each| self.application(each, now)).collect()
    }

    /// Without what has gone meanwhile.
    pub fn waiting(&self, now: Now) -> Vec<HeldView> {
        let rows = self.held.rows.iter();
        rows.filter_map(|held| self.held_view(held, now)).collect()
    }

    pub fn decided(&self, now: Now) -> Vec<DecidedView> {
        let rows = self.closed.rows.iter();
        rows.map(|each| self.decided_view(each, now)).collect()
    }

    fn events_of(&self, account: AccountId) -> impl DoubleEndedIterator<Item = &Event> {
        let of = move |event: &&Event| event.account_id == account;
        self.events.iter().filter(of)
    }

    fn handle(&self, id: AccountId) -> String {
        self.people.get(&id).map(Person::handle).unwrap_or_default()
    }

    /// Commands decide in the name of the server's desk, which is nobody's name to the conveners.
    fn decider(&self, id: AccountId) -> String {
        let desk = |person: &&Person| person.actor.local && person.actor.name == DESK_NAME;
        match self.people.get(&id).filter(desk) {
            Some(_) => t!("membership-desk-administrator"),
            None => self.handle(id),
        }
    }

    fn person(&self, id: AccountId) -> PersonView {
        self.people
            .get(&id)
            .map(PersonView::from)
            .unwrap_or_default()
    }

    /// As in "declined by ada: Too early."
    fn said(&self, event: &Event) -> String {
        let by = event.by_id.filter(|by| *by != event.account_id);
        let what = match by {
            Some(by) => happened_by(event.kind, &self.decider(by)),
            None => happened(event.kind),
        };
        match (event.kind, Role::parse(&event.reason)) {
            (EventKind::Role, Some(role)) => format!("{what}: {}", role_said(role)),
            _ if event.reason.is_empty() => what,
            _ => format!("{what}: {}", event.reason),
        }
    }

    /// As in "Came by an invitation of ada: a link (“For the fair”), made yesterday."
    fn invited(&self, account: AccountId, now: Now) -> Option<String> {
        let invitation = self.invitations.get(&account)?;
        let by = self.handle(invitation.by_id);
        let when = When::new(invitation.created_at, now).words();
        let words = excerpt(&invitation.words, NOTE);
        Some(match invitation.kind {
            // What was written with it tells one link from another.
            InvitationKind::Link if !words.is_empty() => {
                t!(
                    "membership-desk-came-link-words",
                    by = by,
                    words = words,
                    when = when
                )
            }
            InvitationKind::Link => t!("membership-desk-came-link", by = by, when = when),
            InvitationKind::Person => t!("membership-desk-came-person", by = by, when = when),
            InvitationKind::Mail => t!("membership-desk-came-mail", by = by, when = when),
        })
    }

    fn application(&self, application: &Application, now: Now) -> ApplicationView {
        let account = application.account_id;
        // What was asked afterwards, and that it was answered, stands with the answers.
        let shown = [
            EventKind::Applied,
            EventKind::MoreAsked,
            EventKind::Answered,
        ];
        let own = |event: &&Event| {
            event.application_id != Some(application.id) || !shown.contains(&event.kind)
        };
        let line = |event: &Event| {
            let when = When::new(event.happened_at, now).words();
            format!("{}, {when}", self.said(event))
        };
        let person = self.people.get(&account);
        let bio = person.map(|person| crate::text::plain(&person.account.bio_html));
        ApplicationView {
            id: application.id,
            person: self.person(account),
            bio: excerpt(&bio.unwrap_or_default(), 300),
            when: When::new(application.applied_at, now),
            invited: self.invited(account, now).unwrap_or_default(),
            waits_for_them: application.state == MembershipState::MoreAsked,
            warning: person.and_then(|person| self.servers.warning(person)),
            history: self.events_of(account).filter(own).map(line).collect(),
            answers: self.answers(application, now),
            reason: String::new(),
            error: None,
        }
    }

    /// What they answered when they applied, then what was asked afterwards, each with its answer. Of those
    /// answers each has its event, and they are the last ones.
    fn answers(&self, application: &Application, now: Now) -> Vec<AnswerView> {
        let of = |event: &&Event| event.application_id == Some(application.id);
        let since: Vec<&Event> = self.events_of(application.account_id).filter(of).collect();
        let later = since.iter().filter(|it| it.kind == EventKind::Answered);
        let given = &application.answers.0;
        let first = given.len().saturating_sub(later.count());
        let mut answers: Vec<AnswerView> = given.iter().take(first).map(AnswerView::from).collect();
        let mut later = given.iter().skip(first);
        for event in since {
            match event.kind {
                EventKind::MoreAsked => answers.push(AnswerView {
                    question: event.reason.clone(),
                    answer: String::new(),
                    asked: self.asked(event, now),
                }),
                // It answers what was asked last.
                EventKind::Answered => {
                    let asked = answers.last_mut().filter(|last| !last.asked.is_empty());
                    if let (Some(asked), Some(given)) = (asked, later.next()) {
                        asked.answer.clone_from(&given.answer);
                    }
                }
                _ => {}
            }
        }
        answers
    }

    /// As in "asked afterwards by ada, yesterday".
    fn asked(&self, event: &Event, now: Now) -> String {
        let when = When::new(event.happened_at, now).words();
        match event.by_id.map(|by| self.handle(by)) {
            Some(by) => t!(
                "membership-desk-asked-afterwards-by",
                name = by,
                when = when
            ),
            None => t!("membership-desk-asked-afterwards", when = when),
        }
    }

    fn decided_view(&self, application: &Application, now: Now) -> DecidedView {
        let mut own = self
            .events_of(application.account_id)
            .filter(|event| event.application_id == Some(application.id))
            .filter(|event| event.kind != EventKind::Joined);
        let last = own.next_back();
        DecidedView {
            person: self.person(application.account_id),
            said: last.map(|event| self.said(event)).unwrap_or_default(),
            when: When::new(application.changed_at, now),
        }
    }

    /// The rules that caught it, as they were called then.
    fn caught_by(&self, held: &Held) -> String {
        let of_this = |caught: &&Caught| match held.comment_id {
            Some(id) => caught.comment_id == Some(id),
            None => caught.comment_id.is_none() && Some(caught.post_id) == held.post_id,
        };
        let names = self.caught.iter().filter(of_this);
        let mut names: Vec<&str> = names.map(|caught| caught.rule_name.as_str()).collect();
        names.dedup();
        t!("membership-desk-held-rule", rules = names.join(", "))
    }

    fn held_view(&self, held: &Held, now: Now) -> Option<HeldView> {
        let (what, words) = match (held.post_id, held.comment_id) {
            (Some(id), _) => {
                let post = self.threads.get(&id)?;
                (LinkView::new(&post.title, post.path()), &post.body_text)
            }
            (None, Some(id)) => {
                let reply = self.replies.get(&id)?;
                let path = format!("/comment/{}", reply.public_id);
                (
                    LinkView::new(t!("membership-desk-held-reply"), path),
                    &reply.body_text,
                )
            }
            (None, None) => return None,
        };
        let author = self.people.get(&held.author_id);
        let elsewhere = author.filter(|author| !author.actor.local);
        let seen =
            elsewhere.map(|author| t!("membership-desk-held-seen", host = author.actor.host));
        Some(HeldView {
            id: held.id,
            what,
            words: excerpt(words, 300),
            person: self.person(held.author_id),
            why: match held.cause {
                HoldCause::Membership => t!("membership-desk-held-member"),
                HoldCause::Agreement => t!("membership-desk-held-rules"),
                HoldCause::Silence => t!("membership-desk-held-silenced"),
                HoldCause::Parent => t!("membership-desk-held-parent"),
                HoldCause::Host => t!("membership-desk-held-host"),
                HoldCause::Wave => t!("membership-desk-held-wave"),
                HoldCause::Review => t!("membership-desk-held-review"),
                HoldCause::Rule => self.caught_by(held),
            },
            declines: matches!(held.cause, HoldCause::Review | HoldCause::Rule),
            seen: seen.unwrap_or_default(),
            when: When::new(held.held_at, now),
            reason: String::new(),
            error: None,
        })
    }
}

fn happened(kind: EventKind) -> String {
    match kind {
        EventKind::Applied => t!("membership-desk-event-applied"),
        EventKind::MoreAsked => t!("membership-desk-event-more-asked"),
        EventKind::Answered => t!("membership-desk-event-answered"),
        EventKind::Invited => t!("membership-desk-event-invited"),
        EventKind::Approved => t!("membership-desk-event-approved"),
        EventKind::Declined => t!("membership-desk-event-declined"),
        EventKind::Withdrawn => t!("membership-desk-event-withdrawn"),
        EventKind::Expired => t!("membership-desk-event-expired"),
        EventKind::Joined => t!("membership-desk-event-joined"),
        EventKind::Left => t!("membership-desk-event-left"),
        EventKind::Role => t!("membership-desk-event-role"),
    }
}

/// The same where somebody else did it.
fn happened_by(kind: EventKind, name: &str) -> String {
    match kind {
        EventKind::Applied => t!("membership-desk-event-applied-by", name = name),
        EventKind::MoreAsked => t!("membership-desk-event-more-asked-by", name = name),
        EventKind::Answered => t!("membership-desk-event-answered-by", name = name),
        EventKind::Invited => t!("membership-desk-event-invited-by", name = name),
        EventKind::Approved => t!("membership-desk-event-approved-by", name = name),
        EventKind::Declined => t!("membership-desk-event-declined-by", name = name),
        EventKind::Withdrawn => t!("membership-desk-event-withdrawn-by", name = name),
        EventKind::Expired => t!("membership-desk-event-expired-by", name = name),
        EventKind::Joined => t!("membership-desk-event-joined-by", name = name),
        EventKind::Left => t!("membership-desk-event-left-by", name = name),
        EventKind::Role => t!("membership-desk-event-role-by", name = name),
    }
}

fn role_said(role: Role) -> String {
    match role {
        Role::Convener => t!("membership-desk-role-convener"),
        Role::Moderator => t!("membership-desk-role-moderator"),
        Role::Greeter => t!("membership-desk-role-greeter"),
        Role::Member => t!("membership-desk-role-member"),
        Role::Newcomer => t!("membership-desk-role-newcomer"),
    }
}

/// The servers of those who apply to a community that only its members read; none of other communities.
#[derive(Default)]
struct Servers {
    known: HashMap<String, Peer>,
    /// Those that read what is said in it already.
    inside: HashSet<String>,
    private: bool,
}

impl Servers {
    async fn read(conn: &mut Conn, community: &Community, mut hosts: Vec<String>) -> Result<Self> {
        if community.row.read_policy != ReadPolicy::Members {
            return Ok(Self::default());
        }
        hosts.sort_unstable();
        hosts.dedup();
        let known = list_peers_by_host(conn, &hosts).await?;
        Ok(Self {
            known: known
                .into_iter()
                .map(|peer| (peer.host.clone(), peer))
                .collect(),
            inside: hosts_inside(conn, &hosts, community.id()).await?,
            private: true,
        })
    }

    /// Whoever lets the first of another server into a community that only its members read shows it to
    /// those who run that server, too.
    fn warning(&self, person: &Person) -> Option<NoticeView> {
        let host = &person.actor.host;
        if person.actor.local || !self.private {
            return None;
        }
        let peer = self.known.get(host);
        let software = peer.and_then(|peer| peer.software.as_deref());
        let version = peer.and_then(|peer| peer.version.as_deref());
        if !keeps_private(software, version) {
            return Some(warning(
                t!("membership-desk-reads-nothing"),
                t!("membership-desk-reads-nothing-text", host = host),
            ));
        }
        if self.inside.contains(host) {
            return None;
        }
        let runs = software.unwrap_or_default();
        Some(warning(
            t!("membership-desk-first-from", host = host, software = runs),
            t!("membership-desk-first-from-text", host = host),
        ))
    }
}

fn warning(title: String, text: String) -> NoticeView {
    NoticeView {
        kind: Kind::Bad,
        title,
        text,
        ..NoticeView::default()
    }
}
