//! A message, and the conversation of two people that it belongs to.

use crate::activitypub::delivery::Audience;
use crate::id_type;
use crate::ids::AccountId;
use crate::store::Time;
use crate::store::schema::messages;
use diesel::prelude::*;

id_type!(MessageId);

/// Characters of a message.
pub const MESSAGE_MAX: usize = 10_000;

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = messages)]
pub struct Message {
    pub id: MessageId,
    pub public_id: String,
    pub ap_id: String,
    /// Names the pair; see [`conversation`].
    pub conversation: String,
    pub sender_id: AccountId,
    pub recipient_id: AccountId,
    pub in_reply_to: Option<String>,
    /// Markdown; empty where another server sent only HTML.
    pub body: String,
    pub body_html: String,
    pub audience: Audience,
    pub local: bool,
    pub published_at: Time,
    pub edited_at: Option<Time>,
    pub received_at: Time,
    pub read_at: Option<Time>,
    pub deleted_at: Option<Time>,
}

impl Message {
    /// Whom `one` of the two talks with.
    pub fn other(&self, one: AccountId) -> AccountId {
        if self.sender_id == one {
            self.recipient_id
        } else {
            self.sender_id
        }
    }
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = messages)]
pub struct NewMessage {
    pub public_id: String,
    pub ap_id: String,
    pub conversation: String,
    pub sender_id: AccountId,
    pub recipient_id: AccountId,
    pub in_reply_to: Option<String>,
    pub body: String,
    pub body_html: String,
    pub audience: Audience,
    pub local: bool,
    pub published_at: Time,
    pub edited_at: Option<Time>,
    pub received_at: Time,
}

/// The name of the conversation of two people, the same from either side.
pub fn conversation(one: AccountId, other: AccountId) -> String {
    format!("{}-{}", one.min(other), one.max(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_call_a_conversation_the_same() {
        let (a, b) = (AccountId(12), AccountId(3));
        assert_eq!(conversation(a, b), conversation(b, a));
        assert_ne!(
            conversation(AccountId(1), AccountId(23)),
            conversation(AccountId(12), AccountId(3))
        );
    }
}
