//! Questions that nobody has answered: where they are seen, and whom they are brought to.
//!
//! Tables: `helper_consents`, `helper_calls`, `question_calls`. Members of a community, here or on another
//! server, may say yes to being asked about certain tags, so often in a week. When a question has been without
//! an answer for as long as the community sets, some of them are asked, once, by what they have answered before
//! and by how often they were asked lately. Who asked may have others asked, within limits. Whoever never said
//! yes is never asked. A yes to a community elsewhere is kept as it was last sent; its own server does the asking.

pub mod actions;
mod documents;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod policy;
pub mod queries;
#[cfg(test)]
mod tests;
