//! Mail: what a mail says, the queue, and the one mail server that takes them.
//!
//! Tables: `mails`, `mail_choices`, `mail_refusals`, `mail_secrets`.
//!
//! A feature queues a mail in the transaction of its cause ([`actions::queue`]), with a job of its own
//! that composes the mail when it is sent. So a mail never speaks of what was deleted meanwhile, and no
//! link that works once lies in the database, but where there is no mail server: then the text lies there
//! for administrators while its link works. The job ends with [`actions::send`], which asks whether the
//! recipient has a confirmed address and wants such mails, and settles the row.
//!
//! States of a mail: queued, sent, failed (the mail server refused its recipient, or took it for three days
//! not), dropped (it was no longer wanted, or what it was about was gone), unsent (there is no mail server;
//! administrators see it under `/admin/mails`).
//!
//! To an address of an account whose recipient was refused goes nothing but a link that somebody asks for,
//! until they have used one that was sent there.

pub mod actions;
pub mod address;
pub mod jobs;
pub mod letters;
pub mod mailer;
mod message;
pub mod model;
pub mod queries;
#[cfg(test)]
pub(crate) mod tests;
pub mod unsubscribe;
