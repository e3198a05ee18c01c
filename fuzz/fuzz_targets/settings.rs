//! A configuration file.
#![no_main]

use guildhall::config::Config;
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

fuzz_target!(|text: &str| {
    match Config::from_parts(text, BTreeMap::new()) {
        Ok(config) => assert!(config.server.public_url.starts_with("http")),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
