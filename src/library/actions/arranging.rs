//! The order of a collection: its sections, and what stands where in them.

use super::making::{check_introduction, check_words, fill, read_tag};
use super::telling::tell_declined;
use super::{Problems, begin, find_by_slug, one_line};
use crate::accounts::model::Person;
use crate::accounts::settings::links;
use crate::app::App;
use crate::error::Result;
use crate::ids::CommunityId;
use crate::library::model::{
    Collection, CollectionText, Entry, EntryId, EntryPlace, NOTE_MAX, SECTIONS_MAX, Section,
    TITLE_MAX,
};
use crate::library::queries;
use crate::store::{Json, Tx};
use crate::text;
use chrono::TimeDelta;

/// A section as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionForm {
    pub title: String,
    /// Markdown.
    pub introduction: String,
    /// Among the others; a number.
    pub position: String,
}

/// A thread in the collection as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryForm {
    pub id: i64,
    /// Number of a section in the form, from 1 on; 0: before the first.
    pub section: String,
    /// In its section; a number.
    pub position: String,
    pub note: String,
    /// Whether it leaves the collection.
    pub gone: bool,
}

/// A whole collection as it is typed. What is not among `entries` stays as it is; a section without a title is
/// none, and what stood in it stands in the one before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrangement {
    pub title: String,
    pub introduction: String,
    pub position: String,
    pub pinned: bool,
    pub featured: bool,
    /// None where the form had no sections: they stay.
    pub sections: Option<Vec<SectionForm>>,
    pub entries: Vec<EntryForm>,
    /// Whether answered questions that are not in it are to be added, and with which tag.
    pub fill: bool,
    pub tag: String,
    /// Which state of the collection the form was of; empty where it does not say.
    pub seen: String,
}

/// The sections that are left, in their order, and the new number of each old one.
struct Sections {
    all: Vec<Section>,
    moved: Vec<i32>,
}

/// Changes a collection and the order in it. Errors: `Invalid` for the fields of the form, and the reasons of
/// [`may_curate`](crate::library::policy::may_curate).
pub async fn edit_collection(
    app: &App,
    by: &Person,
    community: CommunityId,
    slug: &str,
    form: &Arrangement,
) -> Result<Collection> {
    let (mut tx, community, standing) = begin(app, by, community).await?;
    let before = find_by_slug(&mut tx, &community, slug).await?;
    let mut problems = Problems::default();
    let words = check_words(app, &form.title, &form.introduction, &mut problems);
    let position = read_number(&form.position, before.position, "position", &mut problems);
    let sections = check_sections(app, &before, form.sections.as_deref(), &mut problems);
    let there = queries::list_entries(&mut tx, before.id).await?;
    let places = check_entries(&there, &form.entries, &mut problems);
    let tag = read_tag(&form.tag, &mut problems);
    if !form.seen.is_empty() && form.seen != before.state() {
        problems.add("title", t!("library-edit-meanwhile"));
    }
    problems.end()?;
    let text = CollectionText {
        title: words.title,
        introduction: words.introduction,
        introduction_html: words.introduction_html,
        sections: Json(sections.all.clone()),
        position,
        pinned: form.pinned,
        featured: form.featured,
        changed_at: app
            .now()
            .max(before.changed_at.plus(TimeDelta::microseconds(1))),
    };
    let changed = queries::update_collection(&mut tx, before.id, &text).await?;
    let going: Vec<&Entry> = there
        .iter()
        .filter(|entry| leaves(entry, &places))
        .collect();
    tell_declined(&mut tx, app, (by, &community), &going).await?;
    arrange(&mut tx, &there, places, &sections).await?;
    if form.fill {
        fill(&mut tx, app, &standing.viewer(), by, &changed, &tag).await?;
    }
    tx.commit().await?;
    Ok(changed)
}

fn read_number(typed: &str, now: i32, field: &'static str, problems: &mut Problems) -> i32 {
    match typed.trim() {
        "" => now,
        typed => match typed.parse::<i32>() {
            Ok(number) if (0..=9_999).contains(&number) => number,
            _ => {
                problems.add(field, t!("library-edit-position-wrong"));
                now
            }
        },
    }
}

fn check_sections(
    app: &App,
    before: &Collection,
    typed: Option<&[SectionForm]>,
    problems: &mut Problems,
) -> Sections {
    let Some(typed) = typed else {
        let count = i32::try_from(before.sections.0.len()).unwrap_or(0);
        return Sections {
            all: before.sections.0.clone(),
            moved: (1..=count).collect(),
        };
    };
    let mut kept: Vec<(i32, usize, Section)> = Vec::new();
    for (index, form) in typed.iter().enumerate() {
        let number = i32::try_from(index.saturating_add(1)).unwrap_or(i32::MAX);
        let position = read_number(&form.position, number, "sections", problems);
        if let Some(section) = check_section(app, form, problems) {
            kept.push((position, index, section));
        }
    }
    if kept.len() > SECTIONS_MAX {
        problems.add(
            "sections",
            t!("library-edit-sections-many", most = SECTIONS_MAX),
        );
    }
    kept.sort_by_key(|(position, index, _)| (*position, *index));
    let moved = new_numbers(typed.len(), &kept);
    Sections {
        all: kept.into_iter().map(|(_, _, section)| section).collect(),
        moved,
    }
}

/// None for one without a title.
fn check_section(app: &App, form: &SectionForm, problems: &mut Problems) -> Option<Section> {
    let (title, too_long) = one_line(&form.title, TITLE_MAX);
    if title.is_empty() {
        return None;
    }
    if too_long {
        let message = t!("library-edit-section-title-long", most = TITLE_MAX);
        problems.add("sections", message);
    }
    let introduction = check_introduction(&form.introduction, "sections", problems);
    Some(Section {
        introduction_html: text::render(&introduction, &links(app)).html,
        title,
        introduction,
    })
}

/// For each typed section the number it has from now on; of one that is none, that of the one before it.
fn new_numbers(typed: usize, kept: &[(i32, usize, Section)]) -> Vec<i32> {
    let mut last = 0;
    let mut numbers = Vec::with_capacity(typed);
    for index in 0..typed {
        let at = kept.iter().position(|(_, old, _)| *old == index);
        if let Some(number) = at.and_then(|at| i32::try_from(at.saturating_add(1)).ok()) {
            last = number;
        }
        numbers.push(last);
    }
    numbers
}

/// Where each entry is to stand, in the numbers of the form; None where it leaves.
type Places = Vec<(EntryId, Option<EntryPlace>)>;

fn check_entries(there: &[Entry], forms: &[EntryForm], problems: &mut Problems) -> Places {
    let mut places = Vec::new();
    for entry in there {
        let Some(form) = forms.iter().find(|form| form.id == entry.id.0) else {
            continue;
        };
        if form.gone {
            places.push((entry.id, None));
            continue;
        }
        let (note, too_long) = one_line(&form.note, NOTE_MAX);
        if too_long {
            let message = t!("library-edit-entry-note-long", most = NOTE_MAX);
            problems.add("entries", message);
        }
        let place = EntryPlace {
            section: read_number(&form.section, entry.section, "entries", problems),
            position: read_number(&form.position, entry.position, "entries", problems),
            note,
        };
        places.push((entry.id, Some(place)));
    }
    places
}

fn leaves(entry: &Entry, places: &[(EntryId, Option<EntryPlace>)]) -> bool {
    let typed = places.iter().find(|(id, _)| *id == entry.id);
    typed.is_some_and(|(_, place)| place.is_none())
}

/// Numbers everything anew in its order, and writes what has changed.
async fn arrange(tx: &mut Tx, there: &[Entry], places: Places, sections: &Sections) -> Result<()> {
    let mut wanted: Vec<(&Entry, EntryPlace)> = Vec::new();
    for entry in there {
        let typed = places.iter().find(|(id, _)| *id == entry.id);
        match typed {
            Some((id, None)) => queries::delete_entry(tx, *id).await?,
            Some((_, Some(place))) => wanted.push((entry, moved(place, sections))),
            None => wanted.push((entry, moved(&entry.place(), sections))),
        }
    }
    wanted.sort_by_key(|(entry, place)| (place.section, place.position, entry.id));
    let (mut section, mut position) = (0, 0);
    for (entry, mut place) in wanted {
        if place.section != section {
            (section, position) = (place.section, 0);
        }
        position += 1;
        place.position = position;
        if place != entry.place() {
            queries::update_entry(tx, entry.id, &place).await?;
        }
    }
    Ok(())
}

fn moved(place: &EntryPlace, sections: &Sections) -> EntryPlace {
    let old = usize::try_from(place.section).unwrap_or(0);
    let new = old
        .checked_sub(1)
        .and_then(|index| sections.moved.get(index));
    EntryPlace {
        section: new.copied().unwrap_or(0),
        ..place.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_in_a_section_that_goes_stands_in_the_one_before() {
        let section = |position, index| (position, index, Section::default());
        // The second is none any more, and the third goes before the first.
        let kept = [section(0, 2), section(1, 0)];
        assert_eq!(new_numbers(3, &kept), [2, 2, 1]);
        let gone = [section(2, 1)];
        assert_eq!(new_numbers(2, &gone), [0, 1]);
    }
}
