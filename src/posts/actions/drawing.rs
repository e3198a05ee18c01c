//! Articles that are made of what others said in a thread.

use crate::accounts::model::Person;
use crate::accounts::queries::list_people;
use crate::activitypub::licences::Licence;
use crate::communities::model::Community;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::membership::model::Standing;
use crate::posts::model::{Comment, Drawn};
use crate::posts::policy;
use crate::posts::queries::{find_post, list_things_in};
use crate::store::Tx;

/// What an article takes from the texts it is made of.
pub(super) struct Basis {
    pub licence: Licence,
    /// Whoever wrote them.
    pub people: Vec<Person>,
}

/// Judges whether these texts may be used; none where none are.
pub(super) async fn judge_basis(
    tx: &mut Tx,
    standing: &Standing,
    community: &Community,
    drawn: Option<&Drawn>,
) -> Result<Option<Basis>> {
    let Some(drawn) = drawn else {
        return Ok(None);
    };
    let viewer = standing.viewer();
    let source = find_post(tx, &viewer, drawn.thread).await?;
    let source = source.filter(|source| source.community_id == community.id());
    let source = source.ok_or(Error::NotFound("thread"))?;
    policy::may_distil(standing, community, &source)?;
    let (_, replies) = list_things_in(tx, &viewer, community.id(), &[], &drawn.replies).await?;
    let usable = |reply: &&Comment| {
        reply.post_id == source.id && reply.is_visible() && reply.audience == source.audience
    };
    let replies: Vec<&Comment> = replies.iter().filter(usable).collect();
    if replies.len() != drawn.replies.len() {
        return Err(Error::invalid("body", t!("posts-wrong-reply-gone")));
    }
    let mut licences: Vec<Licence> = replies.iter().map(|reply| reply.licence).collect();
    licences.push(source.licence);
    let mut people: Vec<AccountId> = replies.iter().map(|reply| reply.author_id).collect();
    people.push(source.author_id);
    Ok(Some(Basis {
        licence: Licence::of_derived(&licences),
        people: list_people(tx, &people).await?,
    }))
}
