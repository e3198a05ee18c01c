//! The configuration, as it is and as it could be.

use super::failure::Failure;
use super::say;
use crate::config::{Config, DEFAULT};
use clap::Subcommand;
use std::path::Path;

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Say whether the configuration makes sense
    Check,
    /// Print all values in effect, with secrets masked
    Print,
    /// Print a configuration file with every key, its default and what it means
    Default,
}

pub fn run(command: &ConfigCommand, file: Option<&Path>) -> Result<(), Failure> {
    match command {
        ConfigCommand::Check => {
            let config = Config::load(file)?;
            say(format_args!(
                "the configuration of {} is sound",
                config.server.public_url
            ));
        }
        ConfigCommand::Print => say(Config::print(file)?.trim_end()),
        ConfigCommand::Default => say(DEFAULT.trim_end()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    const DOCS: &str = include_str!("../../docs/configuration.md");
    const BEGIN: &str = "<!-- keys: written by a test from config/default.toml -->\n";
    const END: &str = "<!-- end of keys -->";

    /// `config/default.toml` as a list in Markdown.
    fn list_keys() -> String {
        let mut out = String::new();
        let (mut section, mut comment) = (String::new(), Vec::new());
        for line in DEFAULT.lines() {
            if let Some(text) = line.strip_prefix('#') {
                comment.push(text.trim());
            } else if let Some(name) = line.strip_prefix('[') {
                section = name.trim_end_matches(']').to_owned();
                comment.clear();
                write!(out, "\n### `[{section}]`\n\n").unwrap();
            } else if let Some((key, default)) = line.split_once(" = ") {
                let said = std::mem::take(&mut comment).join(" ");
                let variable = format!("GUILDHALL__{section}__{key}").to_uppercase();
                writeln!(
                    out,
                    "- **`{key}`** (default `{default}`, `{variable}`): {said}"
                )
                .unwrap();
            }
        }
        out
    }

    /// Written again with `UPDATE_DOCS=1 cargo test the_documentation_lists_every_key`.
    #[test]
    fn the_documentation_lists_every_key() {
        let (before, rest) = DOCS.split_once(BEGIN).unwrap();
        let (listed, after) = rest.split_once(END).unwrap();
        let expected = list_keys() + "\n";
        if std::env::var_os("UPDATE_DOCS").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/configuration.md");
            std::fs::write(path, format!("{before}{BEGIN}{expected}{END}{after}")).unwrap();
            return;
        }
        assert_eq!(listed, expected, "run this test once with UPDATE_DOCS=1");
    }
}
