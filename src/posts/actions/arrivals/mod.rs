//! Use cases for what arrives from other servers. The inbox has verified who speaks; here it is
//! judged by the same rules as what people do on our pages, stored, and passed on to the readers of
//! a community of ours. Each works in the transaction it is given.

mod answers;
mod boosts;
mod changes;
mod closings;
mod farewell;
mod fate;
mod passed_on;
mod replies;
mod things;
mod threads;
mod waiting;

pub use answers::{Choice, choose_answer};
pub use boosts::receive_boost;
pub use changes::change;
pub use farewell::forget;
pub use fate::{Removal, set_fate, set_fate_unseen};
pub use passed_on::note_passed_on;
pub use replies::{Saved, save_reply};
pub use things::{Thing, find_thing, owned_by};
pub use threads::save_thread;
pub use waiting::{NewWaiting, Waiting, let_wait, send_for};

use crate::accounts::model::Person;
use crate::accounts::queries::person_by_handle;
use crate::activitypub::ids::LocalThing;
use crate::activitypub::rules::{Caution, caution};
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Reason, Result};
use crate::membership::model::{HoldCause, Standing};
use crate::membership::policy::fate_of_arrival;
use crate::membership::queries::standing_of_sender;
use crate::posts::actions::holding::Hold;
use crate::posts::model::MentionRef;
use crate::posts::publish;
use crate::posts::queries::held::count_held_of;
use crate::store::{Time, Tx};
use serde_json::value::RawValue;

/// Which activity brought something.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Decides between edits of one instant.
    pub activity_id: &'a str,
    /// When it was done, if it says so; never in the future.
    pub at: Option<Time>,
    /// The group that passed it on, whose word counts for its own community only. None where the
    /// actor signed it.
    pub announcer: Option<&'a Community>,
    /// The activity as it was sent; none when a group has announced it already.
    pub raw: Option<&'a RawValue>,
    pub sender_host: &'a str,
}

impl Source<'_> {
    /// Holding what this brought.
    fn hold(&self, cause: HoldCause) -> Hold<'_> {
        Hold {
            cause,
            raw: self.raw,
            sender_host: self.sender_host,
        }
    }

    /// Tells the readers of a community of ours. Communities elsewhere tell theirs.
    pub async fn pass_on(
        &self,
        tx: &mut Tx,
        app: &App,
        community: &Community,
        object: &str,
        new_thread: Option<&str>,
    ) -> Result<()> {
        match self.raw {
            Some(raw) if community.is_local() => {
                publish::pass_on(
                    tx,
                    app,
                    community,
                    raw,
                    object,
                    self.sender_host,
                    new_thread,
                )
                .await
            }
            _ => Ok(()),
        }
    }
}

/// What somebody of another server may do. In a community of ours all rules hold. Of what one elsewhere
/// announces its own server has judged, its bans included, and we keep out only whom we have suspended
/// or banned altogether.
async fn judged_standing(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    community: &Community,
    source: Source<'_>,
) -> Result<Standing> {
    let announced = source.announcer.is_some();
    let standing = standing_of_sender(tx, person, community, announced, app.now()).await?;
    if standing.suspended {
        return Err(Reason::Suspended.into());
    }
    if standing.banned {
        return Err(Reason::Banned.into());
    }
    if !community.is_live() {
        return Err(Reason::CommunityGone.into());
    }
    Ok(standing)
}

/// Whether something for one of our communities is taken, held or refused, where the rules gave `judged`.
async fn fate_of(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    standing: &Standing,
    community: &Community,
    judged: Result<(), Reason>,
) -> Result<Option<HoldCause>> {
    let waiting = match judged {
        Ok(()) => 0,
        Err(_) => count_held_of(tx, community.id(), standing.account).await?,
    };
    let held = fate_of_arrival(standing, community, judged, waiting)?;
    if held.is_some() || standing.may_moderate() {
        return Ok(held);
    }
    let caution = caution(tx, &author.actor, app.now()).await?;
    Ok(caution.map(|caution| match caution {
        Caution::Host => HoldCause::Host,
        Caution::Wave => HoldCause::Wave,
    }))
}

/// How many of the people whom one text names are told.
const TOLD_MAX: usize = 20;

/// The people of this server whom a text names.
pub(super) async fn mentioned_here(
    tx: &mut Tx,
    app: &App,
    mentions: &[MentionRef],
) -> Result<Vec<Person>> {
    let names = mentions
        .iter()
        .filter_map(|mention| match app.local.parse(&mention.href) {
            Some(LocalThing::Person(name)) => Some(name),
            _ => None,
        });
    let mut people = Vec::new();
    for name in names.take(TOLD_MAX) {
        people.extend(person_by_handle(tx, &name, &app.local.host).await?);
    }
    Ok(people)
}
