//! What people and administrators do with accounts.

mod addresses;
mod applying;
mod craft;
mod feed_keys;
mod leave;
mod links;
mod make;
mod manage;
mod profile;
mod reset;
mod second_factor;
mod sign_in;
mod sum;

pub use addresses::{
    ask_again, awaits_link, change_address, confirm_address, find_addresses, owner_of_address,
    send_confirmation, was_asked,
};
pub use applying::{apply, approve_application, decline_application, send_verdict};
pub use feed_keys::{make_feed_key, reader_with_key, revoke_feed_key};
pub use leave::{delete_account, delete_own_account, list_convened_alone};
pub use links::{choose_password, invite, make_password_link, owner_of_link};
pub use make::{
    DESK, Prepared, create_account, create_vouched_account, desk, ensure_server_actors,
    former_member, former_member_id, make_first_admin, make_prepared, prepare_invited, register,
};
pub use manage::{restore, set_password, set_role, silence, suspend, unsilence};
pub use profile::{change_password, tell_update as tell_profile, update_profile};
pub use reset::{ask_reset, begin_reset, send_reset};
pub use second_factor::{
    Codes, begin_codes, confirm_codes, end_codes, find_codes, owner_of_step, renew_recovery_codes,
    show_code, take_codes_off,
};
pub use sign_in::{
    Entry, NewSession, begin_session, enter, list_sessions, resume, revoke_other_sessions,
    revoke_session, sign_in, sign_out,
};
pub use sum::{ask_sum, check_sum};
