//! Making a collection, and taking one away.

use super::telling::tell_declined;
use super::{Problems, begin, find_by_slug, one_line};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::settings::links;
use crate::app::App;
use crate::communities::queries::tags::tag_meant;
use crate::error::Result;
use crate::ids::{CommunityId, PostId};
use crate::library::model::{
    COLLECTIONS_MAX, Collection, CollectionKind, ENTRIES_MAX, EntryState, INTRODUCTION_MAX,
    NewCollection, NewEntry, TITLE_MAX,
};
use crate::library::queries;
use crate::posts::model::ThreadKind;
use crate::posts::queries::{Listing, Scope, Sort, list_threads};
use crate::store::{Conn, Json, Turn, Tx};
use crate::text;
use serde::Deserialize;

/// Addresses below the library's own that no collection has.
const TAKEN: [&str; 4] = ["new", "proposals", "export", "review"];
/// Questions that are taken at once.
const TAKEN_AT_ONCE: usize = 50;

/// What is typed of a collection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CollectionForm {
    pub title: String,
    /// Markdown.
    pub introduction: String,
    /// `threads` or `answers`.
    pub kind: String,
    /// Of questions, only those with this tag; empty for all.
    pub tag: String,
}

/// Title and introduction, checked.
pub(super) struct Words {
    pub title: String,
    pub introduction: String,
    pub introduction_html: String,
}

pub(super) fn check_words(
    app: &App,
    title: &str,
    introduction: &str,
    problems: &mut Problems,
) -> Words {
    let (title, too_long) = one_line(title, TITLE_MAX);
    if title.is_empty() {
        problems.add("title", t!("library-field-title-none"));
    }
    if too_long {
        problems.add("title", t!("library-field-title-long", most = TITLE_MAX));
    }
    let introduction = check_introduction(introduction, "introduction", problems);
    Words {
        introduction_html: text::render(&introduction, &links(app)).html,
        title,
        introduction,
    }
}

pub(super) fn check_introduction(
    typed: &str,
    field: &'static str,
    problems: &mut Problems,
) -> String {
    let text = typed.replace("\r\n", "\n").trim().to_owned();
    if text.chars().count() > INTRODUCTION_MAX {
        let message = t!("library-field-introduction-long", most = INTRODUCTION_MAX);
        problems.add(field, message);
    }
    text
}

/// Makes a collection; one of answers begins with the best questions that have an accepted one. Errors:
/// `Invalid` for the fields of [`CollectionForm`], and the reasons of
/// [`may_curate`](crate::library::policy::may_curate).
pub async fn make_collection(
    app: &App,
    by: &Person,
    community: CommunityId,
    form: &CollectionForm,
) -> Result<Collection> {
    let (mut tx, community, standing) = begin(app, by, community).await?;
    let mut problems = Problems::default();
    let words = check_words(app, &form.title, &form.introduction, &mut problems);
    let kind = read_kind(&form.kind, &mut problems);
    let tag = read_tag(&form.tag, &mut problems);
    let taken = queries::list_slugs(&mut tx, community.id()).await?;
    let count = i64::try_from(taken.len()).unwrap_or(i64::MAX);
    if count >= COLLECTIONS_MAX {
        let message = t!("library-new-many", most = COLLECTIONS_MAX);
        problems.add("title", message);
    }
    problems.end()?;
    let now = app.now();
    let new = NewCollection {
        community_id: community.id(),
        slug: free_slug(&words.title, &taken),
        kind,
        title: words.title,
        introduction: words.introduction,
        introduction_html: words.introduction_html,
        sections: Json(Vec::new()),
        audience: community.audience(),
        position: i32::try_from(count).unwrap_or(i32::MAX),
        pinned: false,
        featured: false,
        made_by: by.id(),
        created_at: now,
        changed_at: now,
    };
    let made = queries::insert_collection(&mut tx, &new).await?;
    if kind == CollectionKind::Answers {
        fill(&mut tx, app, &standing.viewer(), by, &made, &tag).await?;
    }
    tx.commit().await?;
    Ok(made)
}

fn read_kind(typed: &str, problems: &mut Problems) -> CollectionKind {
    match typed {
        "" => CollectionKind::Threads,
        typed => CollectionKind::parse(typed).unwrap_or_else(|| {
            problems.add("kind", t!("library-field-kind-wrong"));
            CollectionKind::Threads
        }),
    }
}

/// As tags are kept with threads; empty for none.
pub(super) fn read_tag(typed: &str, problems: &mut Problems) -> String {
    if typed.trim().trim_start_matches('#').is_empty() {
        return String::new();
    }
    text::tag_name(typed).unwrap_or_else(|| {
        problems.add("tag", t!("library-field-tag-wrong"));
        String::new()
    })
}

/// Made of the title, and the same as no other of the community.
fn free_slug(title: &str, taken: &[String]) -> String {
    let is_free = |slug: &str| !TAKEN.contains(&slug) && !taken.iter().any(|each| each == slug);
    let slug = match text::slug(title) {
        // What a title without letters of ours comes to elsewhere.
        slug if slug == "post" && !title.eq_ignore_ascii_case("post") => "collection".to_owned(),
        slug => slug,
    };
    if is_free(&slug) {
        return slug;
    }
    let mut numbered = (2_u32..).map(|number| format!("{slug}-{number}"));
    let found = numbered.find(|other| is_free(other));
    found.unwrap_or_default()
}

/// Puts the best questions with an accepted answer that are not in it behind what is.
pub(super) async fn fill(
    tx: &mut Tx,
    app: &App,
    viewer: &Viewer,
    by: &Person,
    collection: &Collection,
    tag: &str,
) -> Result<()> {
    let there = queries::list_entries(tx, collection.id).await?;
    let questions = list_answered(tx, viewer, collection.community_id, tag).await?;
    let room = usize::try_from(ENTRIES_MAX).unwrap_or(0);
    let room = room.saturating_sub(there.len());
    let last = there.iter().filter(|entry| entry.section == 0);
    let last = last.map(|entry| entry.position).max().unwrap_or(0);
    let fresh = questions
        .into_iter()
        .filter(|id| !there.iter().any(|entry| entry.post_id == *id));
    for (post_id, position) in fresh.take(room).zip(last.saturating_add(1)..) {
        let new = NewEntry {
            collection_id: collection.id,
            post_id,
            section: 0,
            position,
            note: String::new(),
            state: EntryState::Shown,
            added_by: by.id(),
            added_at: app.now(),
        };
        queries::insert_entry(tx, &new).await?;
    }
    Ok(())
}

async fn list_answered(
    conn: &mut Conn,
    viewer: &Viewer,
    community: CommunityId,
    tag: &str,
) -> Result<Vec<PostId>> {
    let tag = match tag {
        "" => None,
        tag => {
            let meant = tag_meant(conn, community, tag).await?;
            Some(meant.map_or_else(|| tag.to_owned(), |meant| meant.name))
        }
    };
    let listing = Listing {
        kind: Some(ThreadKind::Question),
        tag,
        answered: true,
        with_muted: true,
        ..Listing::new(Scope::Community(community), Sort::Top { since: None })
    };
    let found = list_threads(conn, viewer, &listing, Turn::First, TAKEN_AT_ONCE).await?;
    Ok(found.rows.into_iter().map(|thread| thread.id).collect())
}

/// Takes a collection away; the threads in it stay where they are.
pub async fn delete_collection(
    app: &App,
    by: &Person,
    community: CommunityId,
    slug: &str,
) -> Result<Collection> {
    let (mut tx, community, _) = begin(app, by, community).await?;
    let collection = find_by_slug(&mut tx, &community, slug).await?;
    let there = queries::list_entries(&mut tx, collection.id).await?;
    let going: Vec<_> = there.iter().collect();
    tell_declined(&mut tx, app, (by, &community), &going).await?;
    queries::delete_collection(&mut tx, collection.id).await?;
    tx.commit().await?;
    Ok(collection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_made_of_titles_and_each_is_one_collections() {
        let taken = ["glue".to_owned(), "glue-2".to_owned()];
        for (title, slug) in [
            ("Varnish, and its makers", "varnish-and-its-makers"),
            ("Glue", "glue-3"),
            ("New", "new-2"),
            ("Post", "post"),
            ("漆", "collection"),
        ] {
            assert_eq!(free_slug(title, &taken), slug, "{title}");
        }
    }
}
