//! Whom an activity of one of our people goes to.

use super::announcing::announce;
use super::relaying::microblogs_beside;
use crate::activitypub::actors::Actor;
use crate::activitypub::delivery::{Audience, Inbox, Outgoing, deliver};
use crate::activitypub::recipients::{self, Recipient};
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, Result};
use crate::posts::documents::seal;
use crate::store::Tx;
use serde_json::Value;
use serde_json::value::to_raw_value;

/// An activity of a local person, and how it travels.
pub(super) struct Said<'a> {
    pub kind: &'static str,
    pub document: Value,
    pub actor: &'a Actor,
    /// Deliveries about one object keep their order.
    pub object: &'a str,
    pub audience: Audience,
    pub community: &'a Community,
    /// People on microblogs would not know what to do with it.
    pub direct_forum_only: bool,
    pub to_followers_of_author: bool,
    /// Microblog followers of a community here get it raw, since they hold the boosted thread.
    pub to_microblog_followers: bool,
    pub only_knowing_answers: bool,
}

impl Said<'_> {
    fn id(&self) -> &str {
        self.document
            .get("id")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }
}

/// Tells the people concerned directly and the community's readers through the community. What is not for
/// everybody goes to nobody but the readers: naming somebody does not show them what they may not read.
pub(super) async fn say(tx: &mut Tx, app: &App, said: &Said<'_>, people: &[String]) -> Result<()> {
    let open = said.audience == Audience::Public;
    let mut direct = match open {
        true => recipients::of_actors(tx, people).await?,
        false => Vec::new(),
    };
    if said.to_followers_of_author && open {
        direct.extend(recipients::followers(tx, said.actor.id).await?);
    }
    if said.direct_forum_only {
        direct.retain(Recipient::is_forum);
    }
    if said.only_knowing_answers {
        direct.retain(Recipient::knows_answers);
    }
    let mut announced: Vec<Inbox> = Vec::new();
    let mut told: Vec<Inbox> = Vec::new();
    if said.community.is_local() {
        let followers = recipients::followers(tx, said.community.actor.id).await?;
        let forums = followers.iter().filter(|r| r.is_forum());
        announced = forums
            .filter(|r| !said.only_knowing_answers || r.knows_answers())
            .map(|r| r.inbox.clone())
            .collect();
        direct.retain(|r| !r.takes_one_copy() || !announced.contains(&r.inbox));
        if said.to_microblog_followers && open {
            let only = followers.iter().filter(|r| !r.is_forum());
            told.extend(only.map(|r| r.inbox.clone()));
            let gone = said.kind == "Delete";
            told.extend(microblogs_beside(tx, app, said.community, said.object, gone).await?);
        }
    } else {
        let home =
            recipients::of_actors(tx, std::slice::from_ref(&said.community.actor.ap_id)).await?;
        let home = home
            .iter()
            .filter(|r| !said.only_knowing_answers || r.knows_answers());
        told.extend(home.map(|r| r.inbox.clone()));
    }
    told.extend(direct.into_iter().map(|r| r.inbox));
    let received = to_raw_value(&said.document).map_err(Error::internal)?;
    let what = Outgoing {
        ap_id: said.id().to_owned(),
        kind: said.kind,
        actor: said.actor.id,
        object: said.object.to_owned(),
        audience: said.audience,
        document: seal(&app.local, said.document.clone()),
    };
    deliver(tx, app, &what, told).await?;
    if said.community.is_local() {
        announce(tx, app, said.community, &received, said.object, announced).await?;
    }
    Ok(())
}
