//! Names of languages, as documents carry them beside the code.

/// ISO 639-1 codes that people here can choose, with their English names.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "Arabic"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("cy", "Welsh"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("eu", "Basque"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("ga", "Irish"),
    ("gl", "Galician"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("id", "Indonesian"),
    ("is", "Icelandic"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("ms", "Malay"),
    ("nb", "Norwegian Bokmål"),
    ("nl", "Dutch"),
    ("nn", "Norwegian Nynorsk"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sq", "Albanian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("sw", "Swahili"),
    ("ta", "Tamil"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

/// The English name, which documents carry.
pub fn language_name(code: &str) -> Option<&'static str> {
    let at = LANGUAGES
        .binary_search_by_key(&code, |(code, _)| code)
        .ok()?;
    LANGUAGES.get(at).map(|(_, name)| *name)
}

/// The name in the language of the reader.
pub fn language_said(code: &str) -> Option<String> {
    Some(match code {
        "ar" => t!("activitypub-language-ar"),
        "bg" => t!("activitypub-language-bg"),
        "bn" => t!("activitypub-language-bn"),
        "ca" => t!("activitypub-language-ca"),
        "cs" => t!("activitypub-language-cs"),
        "cy" => t!("activitypub-language-cy"),
        "da" => t!("activitypub-language-da"),
        "de" => t!("activitypub-language-de"),
        "el" => t!("activitypub-language-el"),
        "en" => t!("activitypub-language-en"),
        "eo" => t!("activitypub-language-eo"),
        "es" => t!("activitypub-language-es"),
        "et" => t!("activitypub-language-et"),
        "eu" => t!("activitypub-language-eu"),
        "fa" => t!("activitypub-language-fa"),
        "fi" => t!("activitypub-language-fi"),
        "fr" => t!("activitypub-language-fr"),
        "ga" => t!("activitypub-language-ga"),
        "gl" => t!("activitypub-language-gl"),
        "he" => t!("activitypub-language-he"),
        "hi" => t!("activitypub-language-hi"),
        "hr" => t!("activitypub-language-hr"),
        "hu" => t!("activitypub-language-hu"),
        "id" => t!("activitypub-language-id"),
        "is" => t!("activitypub-language-is"),
        "it" => t!("activitypub-language-it"),
        "ja" => t!("activitypub-language-ja"),
        "ko" => t!("activitypub-language-ko"),
        "lt" => t!("activitypub-language-lt"),
        "lv" => t!("activitypub-language-lv"),
        "ms" => t!("activitypub-language-ms"),
        "nb" => t!("activitypub-language-nb"),
        "nl" => t!("activitypub-language-nl"),
        "nn" => t!("activitypub-language-nn"),
        "pl" => t!("activitypub-language-pl"),
        "pt" => t!("activitypub-language-pt"),
        "ro" => t!("activitypub-language-ro"),
        "ru" => t!("activitypub-language-ru"),
        "sk" => t!("activitypub-language-sk"),
        "sl" => t!("activitypub-language-sl"),
        "sq" => t!("activitypub-language-sq"),
        "sr" => t!("activitypub-language-sr"),
        "sv" => t!("activitypub-language-sv"),
        "sw" => t!("activitypub-language-sw"),
        "ta" => t!("activitypub-language-ta"),
        "th" => t!("activitypub-language-th"),
        "tr" => t!("activitypub-language-tr"),
        "uk" => t!("activitypub-language-uk"),
        "ur" => t!("activitypub-language-ur"),
        "vi" => t!("activitypub-language-vi"),
        "zh" => t!("activitypub-language-zh"),
        _ => return None,
    })
}

/// What documents carry for a code: PieFed and Lemmy read identifier and name.
pub fn tag(code: &str) -> serde_json::Value {
    serde_json::json!({"identifier": code, "name": language_name(code).unwrap_or(code)})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_found_by_its_code() {
        for (code, name) in LANGUAGES {
            assert_eq!(language_name(code), Some(*name));
            assert_eq!(language_said(code).as_deref(), Some(*name));
        }
        assert_eq!(language_name("xx"), None);
        assert_eq!(language_name(""), None);
        assert_eq!(language_said("xx"), None);
    }
}
