//! Checks that the colours of the style sheet can be read (WCAG 2.2, 1.4.3 and
//! 1.4.11), in both themes and with every accent.

use std::collections::HashMap;

const SHEET: &str = include_str!("assets/guildhall.css");

type Rgb = [f64; 3];

fn parse(hex: &str) -> Rgb {
    let number = u32::from_str_radix(hex.trim().trim_start_matches('#'), 16).unwrap();
    [number >> 16, number >> 8 & 255, number & 255].map(|part| f64::from(part) / 255.0)
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

/// Relative luminance as WCAG defines it.
fn luminance(colour: Rgb) -> f64 {
    let [r, g, b] = colour.map(|part| {
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
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
    assert_eq!(accents.len(), crate::web::layout::ACCENTS.len() + 1);
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
