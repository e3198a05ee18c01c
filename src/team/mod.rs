//! The team room: what people say to those who look after a community. Appeals against what was done about them, and
//! whatever else they want to say to them as a team.
//!
//! Tables: `appeals`, `appeal_letters`, `team_talks`, `team_lines`.
//!
//! An appeal is against one act of moderation in a community here, by whom the act was about: one for each act,
//! decided once and for good, by somebody else than who acted where the team has somebody else. A reversal undoes
//! all that the act did, as those who look after a community undo it otherwise (`moderation::actions::reverse`). Who
//! is not of this server answers the message by which they were told of the act, or takes the link in it.
//!
//! A conversation is between one person and the team. The person is answered by the community, and not told who of
//! the team wrote; the team sees it. Who is banned says what there is to say in an appeal.

pub mod actions;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod policy;
pub mod queries;
#[cfg(test)]
mod tests;
