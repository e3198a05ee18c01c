//! Guildhall: a federated server for communities of practice.
//!
//! The map, in reading order; `docs/architecture.md` tells the rest.

// Its macros are used everywhere below.
#[macro_use]
pub mod locale;

pub mod app;
pub mod config;
pub mod error;
pub mod ids;
pub mod text;

// The floor: knows no feature.
pub mod jobs;
pub mod store;

pub mod activitypub;
pub mod mail;
pub mod visibility;
pub mod web;

// The features, low to high; each may use those above it.
pub mod accounts;
pub mod communities;
pub mod following;
pub mod library;
pub mod media;
pub mod membership;
pub mod merit;
pub mod messages;
pub mod moderation;
pub mod notifications;
pub mod posts;
pub mod routing;
pub mod schedules;
pub mod screening;
pub mod search;
pub mod team;
pub mod voting;

// The roof: knows every feature.
pub mod about;
pub mod admin;
pub mod backup;
pub mod cli;
pub mod demo;
pub mod doctor;
pub mod erasure;
pub mod feeds;
pub mod health;
pub mod inbox;
pub mod logging;
pub mod objects;
#[cfg(test)]
mod safety;
pub mod server;
#[cfg(test)]
mod tidy;
pub mod wellknown;
