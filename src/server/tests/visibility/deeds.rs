//! Who does what: every action of the table of addresses, with the form that does it, who may (`rights.rs`),
//! and what is different in the database afterwards. By it every action is tried by everybody (`doing.rs`),
//! and the second half of `docs/visibility.md` is printed.

mod admin;
mod communities;
mod people;
mod shelves;
mod things;

pub use super::deed::{Deed, Effect, Proof, Ready, Trial};

/// Every action of the table of addresses, in its order.
pub fn deeds() -> Vec<&'static Deed> {
    let rooms = [
        admin::DEEDS,
        communities::DEEDS,
        people::DEEDS,
        shelves::DEEDS,
        things::DEEDS,
    ];
    let mut deeds: Vec<&Deed> = rooms.into_iter().flatten().collect();
    deeds.sort_by_key(|deed| deed.path);
    deeds
}
