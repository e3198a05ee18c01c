//! What is wrong with texts that were dropped into the data directory.

use super::Finding;
use crate::config::Config;
use crate::locale::{DIRECTORY, Languages};

pub fn examine(config: &Config, findings: &mut Vec<Finding>) {
    let folder = config.server.data_dir.join(DIRECTORY);
    let (languages, faults) = Languages::load(&folder, &config.server.language);
    if faults.is_empty() {
        let tags: Vec<&str> = languages.iter().map(|locale| locale.tag()).collect();
        findings.push(Finding::ok(format!("languages: {}", tags.join(", "))));
        return;
    }
    let cure = "correct it and start the server again; until then it is said in English (docs/translating.md)";
    for fault in faults {
        findings.push(Finding::warn(format!("languages: {fault}"), cure));
    }
}
