//! What conveners do when there is something to keep: where newcomers begin, the library, and working together
//! with a community of the other server.

use super::{Said, Stage, here, keyed, post_on, wait};
use crate::accounts::model::{Person, Viewer};
use crate::app::App;
use crate::cli::{Failure, say};
use crate::communities::model::Community;
use crate::demo::house::{House, Shelf, Tie};
use crate::ids::{CommunityId, PostId};
use crate::library::actions::{
    Arrangement, CollectionForm, EntryForm, SectionForm, edit_collection, make_collection, shelve,
};
use crate::library::model::{Collection, CollectionKind};
use crate::library::queries::list_entries;
use crate::membership::actions::{SettingsForm, accept_link, propose_link, update_settings};
use crate::membership::model::LinkState;
use crate::membership::queries::linking::link_of;
use crate::posts::actions::share_thread;
use crate::posts::queries::sharing::share_of;

/// A community where it lives, and who convenes it.
struct Home<'d> {
    app: &'d App,
    convener: Person,
    community: Community,
}

impl<'d> Stage<'d> {
    pub(super) async fn keep(&self, said: &[Said<'d>]) -> Result<(), Failure> {
        for house in &self.script.houses {
            let home = Box::pin(self.home(&house.community)).await?;
            Box::pin(lead_in(&home, house, said)).await?;
            for shelf in &house.collections {
                Box::pin(put_up(&home, shelf, said)).await?;
            }
            let title = home.community.title();
            let count = house.collections.len();
            say(format_args!("  {title} has {count} collections"));
        }
        for house in &self.script.houses {
            if let Some(tie) = &house.tie {
                Box::pin(self.work_together(house, tie, said)).await?;
            }
        }
        Ok(())
    }

    async fn home(&self, name: &str) -> Result<Home<'d>, Failure> {
        let place = self.script.community(name)?;
        let (app, convener) = self.speaker(&place.convener).await?;
        let community = self.place(app, place).await?;
        Ok(Home {
            app,
            convener,
            community,
        })
    }

    /// One proposes it, the other accepts, and a question is shared.
    async fn work_together(
        &self,
        house: &House,
        tie: &Tie,
        said: &[Said<'d>],
    ) -> Result<(), Failure> {
        let own = Box::pin(self.home(&house.community)).await?;
        let other = Box::pin(self.home(&tie.with)).await?;
        let theirs = self.place(own.app, self.script.community(&tie.with)?);
        let theirs = theirs.await?.id();
        let ours = self.place(other.app, self.script.community(&house.community)?);
        let ours = ours.await?.id();
        let address = format!("{}@{}", tie.with, other.app.local.host);
        let (viewer, place) = (Viewer::System, &own.community);
        let work = propose_link(own.app, &viewer, &own.convener, place, &address, &tie.words);
        Box::pin(work).await?;
        wait_for_link(&other, ours, LinkState::Asked).await?;
        let work = accept_link(other.app, &other.convener, &other.community, ours);
        Box::pin(work).await?;
        wait_for_link(&own, theirs, LinkState::Linked).await?;

        let id = &keyed(said, &tie.thread)?.post;
        let (app, by) = self.speaker(&tie.by).await?;
        let post = here(post_on(app, id).await?, id)?;
        Box::pin(share_thread(app, &by, post.id, theirs)).await?;
        let shown = here(post_on(other.app, id).await?, id)?.id;
        let beside = other.community.id();
        wait("a question is shared", async || {
            let mut conn = other.app.store.read().await?;
            let share = share_of(&mut conn, shown, beside).await?;
            Ok(share.map(drop))
        })
        .await?;
        let (one, two) = (own.community.title(), other.community.title());
        say(format_args!("  {one} and {two} work together"));
        Ok(())
    }
}

async fn wait_for_link(
    home: &Home<'_>,
    other: CommunityId,
    state: LinkState,
) -> Result<(), Failure> {
    wait("two communities are linked", async || {
        let mut conn = home.app.store.read().await?;
        let link = link_of(&mut conn, home.community.id(), other).await?;
        Ok(link.filter(|link| link.state == state).map(drop))
    })
    .await
}

/// Whoever is new is led to these threads.
async fn lead_in(home: &Home<'_>, house: &House, said: &[Said<'_>]) -> Result<(), Failure> {
    let (app, convener, community) = (home.app, &home.convener, &home.community);
    let mut threads = Vec::new();
    for key in &house.start_here {
        let id = &keyed(said, key)?.post;
        threads.push(here(post_on(app, id).await?, id)?.public_id);
    }
    let before = SettingsForm::load(&mut app.store.read().await?, community).await?;
    let form = SettingsForm {
        start_here: threads.join(", "),
        ..before
    };
    let setting = update_settings(app, &Viewer::System, convener, community, &form);
    Box::pin(setting).await?;
    Ok(())
}

/// Makes a collection, puts its threads there, and sets them in their order.
async fn put_up(home: &Home<'_>, shelf: &Shelf, said: &[Said<'_>]) -> Result<(), Failure> {
    let (app, convener, place) = (home.app, &home.convener, home.community.id());
    let kind = match shelf.answers {
        true => CollectionKind::Answers,
        false => CollectionKind::Threads,
    };
    let form = CollectionForm {
        title: shelf.title.clone(),
        introduction: shelf.introduction.clone(),
        kind: kind.to_string(),
        tag: String::new(),
    };
    let made = Box::pin(make_collection(app, convener, place, &form)).await?;
    let mut shelved = Vec::new();
    for (_, line) in shelf.lines() {
        let id = &keyed(said, &line.key)?.post;
        let post = here(post_on(app, id).await?, id)?.id;
        Box::pin(shelve(app, convener, post, &made.slug, &line.note)).await?;
        shelved.push(post);
    }
    let form = arrangement(app, &made, shelf, &shelved).await?;
    Box::pin(edit_collection(app, convener, place, &made.slug, &form)).await?;
    Ok(())
}

/// The collection as its form is sent. `shelved` are the threads of the sections, in the order of the script.
async fn arrangement(
    app: &App,
    made: &Collection,
    shelf: &Shelf,
    shelved: &[PostId],
) -> Result<Arrangement, Failure> {
    let there = list_entries(&mut app.store.read().await?, made.id).await?;
    let mut entries = Vec::new();
    for ((number, (section, line)), post) in (1_usize..).zip(shelf.lines()).zip(shelved) {
        let entry = there.iter().find(|entry| entry.post_id == *post);
        let entry = here(entry, &line.key)?;
        entries.push(EntryForm {
            id: entry.id.0,
            section: section.to_string(),
            position: number.to_string(),
            note: line.note.clone(),
            gone: false,
        });
    }
    let sections = shelf.sections.iter().map(|part| SectionForm {
        title: part.title.clone(),
        introduction: part.introduction.clone(),
        position: String::new(),
    });
    Ok(Arrangement {
        title: shelf.title.clone(),
        introduction: shelf.introduction.clone(),
        pinned: shelf.pinned,
        featured: shelf.featured,
        sections: (!shelf.answers).then(|| sections.collect()),
        entries,
        ..Arrangement::default()
    })
}
