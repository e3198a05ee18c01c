//! Reading and writing appeals, and what is said to those who look after a community.

mod appeals;
mod talks;

pub use appeals::{
    appeal_by_id, appeal_of, erase_appeals, find_act, insert_appeal, letter_by_message,
    letter_by_token, list_acts, list_appeals, list_standing_bans, lock_appeal, standing_ban,
    update_decided, update_letter_message, upsert_letter,
};
pub use talks::{
    add_line, erase_lines, find_line, list_lines, list_talks, list_these_lines, lock_talk_of,
    talk_by_id, talk_by_message, talk_of, update_assigned, update_closed, update_message_id,
};
