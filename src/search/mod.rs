//! Search: words in threads, replies and collections of the library, the names of people and communities, and, for people who are
//! signed in, handles and addresses of other servers.
//!
//! Tables: `thread_words`, `reply_words`, `collection_words`, `word_languages`, `words_due`, `followed_searches`.
//!
//! Triggers note in `words_due` what has changed, whoever changed it; a loop makes the words of it anew
//! (`actions/keeping.rs`). Languages are known here and not to the databases: a line of words holds each word
//! as it is and what all its forms have in common, so that both databases find the same. What a thread or
//! reply is (its kind, tags, author, state) stands in the line, too, so that filters are found like words.
//!
//! The words of a thread's title, text and tags count together. Where nothing has all the words, what has most
//! of them is found, and it is said so; and where some words were left out, which ones were looked for.
//!
//! A common word matches half of everything, so only the newest matches are looked at (safety.md, finding 9),
//! those with all words in their titles and the others: they are ranked among themselves, and older ones follow on
//! the next page. Matches are looked for in slices of the index, the newest first, and where that takes long, the
//! page says how to go on.
//!
//! Somebody here may follow a search: a job looks from time to time through what was written since its last look,
//! and tells them, once a day at most, that there is something new (`actions/following.rs`). Writing costs nothing
//! more for it, however many follow.

pub mod actions;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod policy;
pub mod queries;
#[cfg(test)]
mod tests;
