//! What people and administrators do with accounts.

mod make;
mod manage;
mod profile;
mod sign_in;

pub use make::{create_account, ensure_server_actors, make_first_admin, register};
pub use manage::{delete_account, forget_remote, restore, set_password, set_role, suspend};
pub use profile::{change_password, update_profile};
pub use sign_in::{
    NewSession, begin_session, list_sessions, resume, revoke_other_sessions, revoke_session,
    sign_in, sign_out,
};
