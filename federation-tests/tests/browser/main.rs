//! Tests in a real browser; run by `scripts/test browser`.

#[cfg(test)]
mod harness;
