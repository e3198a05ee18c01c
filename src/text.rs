//! Markdown to safe HTML, mentions, titles and excerpts. Pure: no IO, no clock.
