//! All federation tests, in one binary because linking is what costs.

#[cfg(test)]
mod harness;
