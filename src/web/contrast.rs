//! Checks that the colours of the style sheet can be read (WCAG 2.2, 1.4.3 and
//! 1.4.11), in both themes and with every accent that has a name.

use super::accent::{ACCENTS, DARK, LIGHT, Rgb, contrast};
use std::collections::HashMap;

const SHEET: &str = include_str!("assets/guildhall.css");

fn parse(hex: &str) -> Rgb {
    let number = u32::from_str_radix(hex.trim().trim_start_matches('#'), 16).unwrap();
    let [_, red, green, blue] = number.to_be_bytes();
    [red, green, blue]
}

/// Every `--name: light-dark(#…, #…)` of a text, for one theme.
fn tokens(text: &str, dark: bool) -> HashMap<&str, Rgb> {
    text.split("--")
        .filter_map(|piece| {
            let (name, value) = piece.split_once(": light-dark(#")?;
            let (light, rest) = value.split_once(", ")?;
            let (dark_value, _) = rest.split_once(')')?;
            let value = if dark { dark_value } else { light };
            (value.trim_start_matches('#').len() == 6).then(|| (name, parse(value)))
        })
        .collect()
}

#[test]
fn every_colour_can_be_read() {
    for dark in [false, true] {
        let colours = tokens(SHEET, dark);
        let texts = [
            "ink",
            "soft",
            "ok",
            "warn",
            "bad",
            "hl-keyword",
            "hl-function",
            "hl-type",
        ];
        for (text, ground) in texts
            .iter()
            .flat_map(|t| ["paper", "sheet", "shade"].map(|g| (*t, g)))
        {
            let found = contrast(colours[text], colours[ground]);
            assert!(found >= 4.5, "{text} on {ground}: {found:.1}, dark: {dark}");
        }
        for line in ["edge", "focus"] {
            let found = contrast(colours[line], colours["paper"]);
            assert!(found >= 3.0, "{line}: {found:.1}, dark: {dark}");
        }
    }
}

#[test]
fn every_accent_can_be_read() {
    let accents: Vec<&str> = SHEET
        .lines()
        .filter(|line| line.contains("--accent: light-dark("))
        .collect();
    assert_eq!(accents.len(), ACCENTS.len() + 1);
    for dark in [false, true] {
        let colours = tokens(SHEET, dark);
        for line in &accents {
            let accent = tokens(line, dark)["accent"];
            for other in ["paper", "sheet", "on-accent"] {
                let found = contrast(accent, colours[other]);
                assert!(
                    found >= 4.5,
                    "{line} with {other}: {found:.1}, dark: {dark}"
                );
            }
        }
    }
}

#[test]
fn colours_of_ones_own_are_held_against_the_grounds_of_the_sheet() {
    for (dark, grounds) in [(false, LIGHT), (true, DARK)] {
        let colours = tokens(SHEET, dark);
        let names = ["paper", "sheet", "on-accent"];
        assert_eq!(names.map(|name| colours[name]), grounds, "dark: {dark}");
    }
    for name in ACCENTS {
        let named = format!("[data-accent=\"{name}\"]");
        assert!(SHEET.contains(&named), "{name}");
    }
}
