//! Collections and what is in them, as rows.

use crate::activitypub::delivery::Audience;
use crate::id_type;
use crate::ids::{AccountId, CommunityId, PostId};
use crate::store::schema::{collection_entries, collections, library_exports};
use crate::store::{Json, Time};
use crate::text_enum;
use chrono::TimeDelta;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// Characters of the title of a collection or of one of its sections.
pub const TITLE_MAX: usize = 120;
/// Characters of an introduction.
pub const INTRODUCTION_MAX: usize = 5_000;
/// Characters that are said beside one thread of a collection.
pub const NOTE_MAX: usize = 300;
/// Collections of one community.
pub const COLLECTIONS_MAX: i64 = 100;
pub const SECTIONS_MAX: usize = 30;
/// Threads of one collection, those included that are proposed for it.
pub const ENTRIES_MAX: i64 = 200;
/// Threads that wait for one collection, and those that one member proposed: the rest is room for who decides.
pub const PROPOSED_MAX: usize = 50;
pub const PROPOSED_BY_ONE: usize = 10;

id_type!(CollectionId);
id_type!(/// A thread in a collection.
    EntryId);

text_enum! {
    pub enum CollectionKind {
        Threads = "threads",
        /// Questions, each with the answer that was accepted.
        Answers = "answers",
    }
}

text_enum! {
    pub enum EntryState {
        Shown = "shown",
        /// A member proposes it; those who look after the community have yet to decide.
        Proposed = "proposed",
    }
}

/// A part of a collection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    pub title: String,
    /// Markdown.
    pub introduction: String,
    pub introduction_html: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = collections)]
pub struct Collection {
    pub id: CollectionId,
    pub community_id: CommunityId,
    /// In its address; never changes.
    pub slug: String,
    pub kind: CollectionKind,
    pub title: String,
    /// Markdown.
    pub introduction: String,
    pub introduction_html: String,
    pub sections: Json<Vec<Section>>,
    /// Of its own words; fixed when it is made.
    pub audience: Audience,
    /// Among the collections of its community.
    pub position: i32,
    /// Whether it stands before the others.
    pub pinned: bool,
    /// Whether it is named on the front page of the community.
    pub featured: bool,
    pub made_by: AccountId,
    pub created_at: Time,
    pub changed_at: Time,
}

impl Collection {
    /// Below the address of its community.
    pub fn below(&self) -> String {
        format!("/library/{}", self.slug)
    }

    /// Another word after each change of its words and order.
    pub fn state(&self) -> String {
        self.changed_at.utc().timestamp_micros().to_string()
    }
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = collections)]
pub struct NewCollection {
    pub community_id: CommunityId,
    pub slug: String,
    pub kind: CollectionKind,
    pub title: String,
    pub introduction: String,
    pub introduction_html: String,
    pub sections: Json<Vec<Section>>,
    pub audience: Audience,
    pub position: i32,
    pub pinned: bool,
    pub featured: bool,
    pub made_by: AccountId,
    pub created_at: Time,
    pub changed_at: Time,
}

/// What an edit changes.
#[derive(Debug, Clone, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = collections)]
pub struct CollectionText {
    pub title: String,
    pub introduction: String,
    pub introduction_html: String,
    pub sections: Json<Vec<Section>>,
    pub position: i32,
    pub pinned: bool,
    pub featured: bool,
    pub changed_at: Time,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = collection_entries)]
pub struct Entry {
    pub id: EntryId,
    pub collection_id: CollectionId,
    pub post_id: PostId,
    /// Number of its section from 1 on; 0: before the first.
    pub section: i32,
    /// In its section.
    pub position: i32,
    /// What is said beside it; one line.
    pub note: String,
    pub state: EntryState,
    pub added_by: AccountId,
    pub added_at: Time,
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = collection_entries)]
pub struct NewEntry {
    pub collection_id: CollectionId,
    pub post_id: PostId,
    pub section: i32,
    pub position: i32,
    pub note: String,
    pub state: EntryState,
    pub added_by: AccountId,
    pub added_at: Time,
}

/// Where an entry stands, and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = collection_entries)]
pub struct EntryPlace {
    pub section: i32,
    pub position: i32,
    pub note: String,
}

impl Entry {
    pub fn is_proposed(&self) -> bool {
        self.state == EntryState::Proposed
    }

    pub fn place(&self) -> EntryPlace {
        EntryPlace {
            section: self.section,
            position: self.position,
            note: self.note.clone(),
        }
    }
}

id_type!(/// A copy of a public library.
    ExportId);

text_enum! {
    pub enum ExportState {
        Running = "running",
        Ready = "ready",
        Failed = "failed",
    }
}

text_enum! {
    /// Why a copy was given up.
    pub enum ExportFailure {
        /// Not everybody reads the community any more.
        Shut = "shut",
        /// What was made of it is not on this machine.
        Lost = "lost",
        Large = "large",
    }
}

/// A copy of a public library, finished or on its way.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = library_exports)]
pub struct Export {
    pub id: ExportId,
    pub community_id: CommunityId,
    pub asked_by: AccountId,
    pub state: ExportState,
    /// Threads that are in it, and how many there were when it was begun.
    pub done: i64,
    pub total: i64,
    /// Lists of threads.
    pub pages: i32,
    /// The last thread that is in it.
    pub after_at: Time,
    pub after_id: PostId,
    /// Bytes of its file, and of the list of what is in it, that are whole.
    pub written: i64,
    pub listed: i64,
    /// Why it was given up: an [`ExportFailure`], or empty.
    pub failure: String,
    pub created_at: Time,
    pub expires_at: Time,
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = library_exports)]
pub struct NewExport {
    pub community_id: CommunityId,
    pub asked_by: AccountId,
    pub state: ExportState,
    pub done: i64,
    pub total: i64,
    pub pages: i32,
    pub after_at: Time,
    pub after_id: PostId,
    pub written: i64,
    pub listed: i64,
    pub failure: String,
    pub created_at: Time,
    pub expires_at: Time,
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = library_exports)]
pub struct ExportProgress {
    pub state: ExportState,
    pub done: i64,
    pub pages: i32,
    pub after_at: Time,
    pub after_id: PostId,
    pub written: i64,
    pub listed: i64,
    pub failure: String,
    pub expires_at: Time,
}

impl Export {
    pub fn is_running(&self) -> bool {
        self.state == ExportState::Running
    }

    /// Whether it is being made. What has not come to an end after a day never will.
    pub fn is_under_way(&self, now: Time) -> bool {
        self.is_running() && self.created_at.plus(TimeDelta::days(1)) > now
    }

    pub fn progress(&self) -> ExportProgress {
        ExportProgress {
            state: self.state,
            done: self.done,
            pages: self.pages,
            after_at: self.after_at,
            after_id: self.after_id,
            written: self.written,
            listed: self.listed,
            failure: self.failure.clone(),
            expires_at: self.expires_at,
        }
    }
}
