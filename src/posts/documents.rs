//! Threads and replies as ActivityStreams documents. Pure.
