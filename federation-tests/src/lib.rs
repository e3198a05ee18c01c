//! Federation tests between real processes, and what they need to be written.
//!
//! A test draws up a [`World`] of named servers, starts some as Guildhall
//! processes ([`Instance`]) and plays the others itself ([`Peer`]). It uses
//! pages as people do ([`Client`], [`Page`], [`Browser`]) and waits for what
//! must come ([`wait_until`]). Everything stays on loopback. Names keep their
//! data folders as long as their world, so each database gets a new world.
//!
//! Nothing here uses Guildhall's own code: signatures, documents and HTML are
//! made and read independently, so that an error of ours cannot hide itself by
//! being made twice. A broken assumption panics, which fails the test and
//! prints the logs of its servers.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a harness: a broken assumption must fail the test at once"
)]

pub mod browser;
pub mod client;
pub mod database;
pub mod instance;
pub mod mail;
pub mod page;
pub mod peer;
pub mod stage;
pub mod wait;
pub mod world;

pub use browser::{Browser, Screen};
pub use client::Client;
pub use database::Database;
pub use instance::{ADMIN_NAME, ADMIN_PASSWORD, Instance, InstanceConfig, binary};
pub use mail::{MailServer, Received};
pub use page::Page;
pub use peer::{Actor, Answer, Key, Peer, Recorded, Signing, Software};
pub use wait::wait_until;
pub use world::{Crowd, World};
