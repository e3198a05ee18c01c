//! Pictures as rows, and what they hang on.

use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::store::Time;
use crate::store::schema::{attachments, pictures};
use crate::text::Picture;
use crate::text_enum;
use bytes::Bytes;
use diesel::prelude::*;

text_enum! {
    /// What pictures of ours are.
    pub enum PictureType {
        Jpeg = "image/jpeg",
        Png = "image/png",
    }
}

impl PictureType {
    /// How names of such pictures end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// How a picture is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// As it is, and no larger than a screen.
    Whole,
    /// For a face or a mark.
    Square,
    /// For the head of a page: three times as wide as high.
    Strip,
}

/// What a picture hangs on, and who sees it with that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    Post(PostId),
    Comment(CommentId),
    Account(AccountId),
    Community(CommunityId),
}

/// What a picture holds, once for all places where it hangs.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = pictures)]
pub struct PictureRow {
    /// SHA-256 of the file, which has this name.
    pub hash: String,
    pub media_type: PictureType,
    pub bytes: i64,
    pub width: i32,
    pub height: i32,
    /// When it last came.
    pub stored_at: Time,
}

/// A place where a picture hangs, or is to hang.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = attachments)]
pub struct Attachment {
    pub id: i64,
    /// 32 digits of chance.
    pub key: String,
    pub hash: String,
    pub uploader_id: AccountId,
    pub post_id: Option<PostId>,
    pub comment_id: Option<CommentId>,
    pub account_id: Option<AccountId>,
    pub community_id: Option<CommunityId>,
    pub created_at: Time,
    /// When it is deleted for good, if it is to be.
    pub goes_at: Option<Time>,
}

impl Attachment {
    /// None while it hangs nowhere.
    pub fn owner(&self) -> Option<Owner> {
        let post = self.post_id.map(Owner::Post);
        let comment = self.comment_id.map(Owner::Comment);
        let account = self.account_id.map(Owner::Account);
        let community = self.community_id.map(Owner::Community);
        post.or(comment).or(account).or(community)
    }
}

/// One picture in one place.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Hanging {
    #[diesel(embed)]
    pub attachment: Attachment,
    #[diesel(embed)]
    pub picture: PictureRow,
}

impl Hanging {
    /// The last part of its address.
    pub fn name(&self) -> String {
        name_of(&self.attachment.key, self.picture.media_type)
    }

    /// As texts show it.
    pub fn shown(&self) -> Picture {
        Picture {
            name: self.name(),
            width: self.picture.width,
            height: self.picture.height,
        }
    }
}

/// The last part of a picture's address. Its end is ours, made from what the picture is.
pub fn name_of(key: &str, media_type: PictureType) -> String {
    format!("{key}.{}", media_type.ending())
}

/// A picture about to hang somewhere.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = attachments)]
pub struct NewAttachment {
    pub key: String,
    pub hash: String,
    pub uploader_id: AccountId,
    pub created_at: Time,
    pub goes_at: Option<Time>,
}

/// What one person has on the shelf.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    pub bytes: i64,
    /// Pictures that hang nowhere yet.
    pub loose: i64,
}

/// A picture that somebody has just sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    pub key: String,
    /// The last part of its address.
    pub name: String,
}

/// A file as it came in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SentFile {
    /// The field that it came in.
    pub field: String,
    /// What it holds, as far as there is room for it; whoever may send nothing, of them nothing is kept.
    pub bytes: Bytes,
    /// How long it is, whatever was kept.
    pub size: u64,
}

/// What is to become of a picture that somebody or something has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Change {
    #[default]
    Stay,
    Remove,
    Replace(SentFile),
}

impl Change {
    /// As a form says it for one of its fields: with a file, or with a tick beside it, over which a file wins.
    pub fn sent(fields: &[(String, String)], files: &[SentFile], field: &str) -> Self {
        let file = files.iter().find(|file| file.field == field);
        let is_removed = || {
            fields
                .iter()
                .any(|(key, value)| key == "remove" && value == field)
        };
        match file {
            Some(file) => Self::Replace(file.clone()),
            None if is_removed() => Self::Remove,
            None => Self::Stay,
        }
    }
}
