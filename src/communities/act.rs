//! An activity that the inbox has verified, on its way to the feature it is about.

use super::model::Community;
use crate::activitypub::actors::Actor;
use crate::activitypub::ids::host_of;
use crate::activitypub::tolerant::{id_in, time};
use crate::error::{Error, Result};
use crate::store::Time;
use serde_json::Value;
use serde_json::value::RawValue;

/// On whose word we take an act.
#[derive(Debug, Clone)]
pub enum Authority {
    /// Its actor signed the request that brought it.
    Signed,
    /// The group announced it; it counts for that group's own community.
    Announced(Box<Community>),
}

/// One activity to be judged and applied.
#[derive(Debug, Clone)]
pub struct Act<'a> {
    pub value: &'a Value,
    /// Byte for byte, for passing it on. None when a group announced it, or we put it together.
    pub raw: Option<&'a RawValue>,
    pub actor: Actor,
    pub authority: Authority,
}

impl<'a> Act<'a> {
    pub fn id(&self) -> &'a str {
        id_in(self.value, "id").unwrap_or_default()
    }

    pub fn object_id(&self) -> Result<&'a str> {
        id_in(self.value, "object").ok_or(Error::Bad("the activity names no object".into()))
    }

    /// The community that passed it on.
    pub fn announcer(&self) -> Option<&Community> {
        match &self.authority {
            Authority::Signed => None,
            Authority::Announced(community) => Some(community),
        }
    }

    pub fn is_signed(&self) -> bool {
        matches!(self.authority, Authority::Signed)
    }

    /// When it was done, if it says so; the future counts as now (design README 22).
    pub fn at(&self, now: Time) -> Option<Time> {
        let said = time(self.value, "updated").or_else(|| time(self.value, "published"));
        said.map(|at| at.min(now))
    }

    /// When it was done; what says nothing is done when it arrives.
    pub fn at_or(&self, now: Time) -> Time {
        self.at(now).unwrap_or(now)
    }

    /// The server that sent it, which needs no copy back.
    pub fn sender_host(&self) -> String {
        host_of(&self.actor.ap_id).unwrap_or_default()
    }

    /// The act inside this one (an Undo's object), by the same actor, passed on as the whole.
    pub fn inner(&self, value: &'a Value) -> Self {
        Self {
            value,
            ..self.clone()
        }
    }
}
