//! The name of a browser and of what it runs on, out of the long text that browsers send. It is for
//! people who look for a session they do not know; nothing is decided by it.

/// Browsers name those they descend from as well, so that the more special word comes first.
const BROWSERS: [(&str, &str); 13] = [
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Epiphany/", "GNOME Web"),
    ("Safari/", "Safari"),
];

/// Android says that it is a Linux, an iPad that it is like a Mac.
const SYSTEMS: [(&str, &str); 8] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("FreeBSD", "FreeBSD"),
    ("Linux", "Linux"),
];

/// As in "Firefox on Linux". What is no browser we know is called what it calls itself first, as in
/// "curl"; "An unnamed program" where it says nothing.
pub(super) fn browser_name(user_agent: &str) -> String {
    match (known(user_agent, &BROWSERS), known(user_agent, &SYSTEMS)) {
        (Some(browser), Some(system)) => {
            t!("accounts-browser-on", browser = browser, system = system)
        }
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => {
            let program = first_word(user_agent);
            t!("accounts-browser-on", browser = program, system = system)
        }
        (None, None) => first_word(user_agent),
    }
}

fn known(user_agent: &str, words: &[(&str, &'static str)]) -> Option<&'static str> {
    let found = words.iter().find(|(word, _)| user_agent.contains(*word));
    found.map(|(_, name)| *name)
}

fn first_word(user_agent: &str) -> String {
    let word = user_agent
        .split(|c: char| c == '/' || c.is_whitespace())
        .find(|word| !word.is_empty());
    match word {
        // All browsers begin so.
        Some("Mozilla") => t!("accounts-browser-some"),
        Some(word) => word.to_owned(),
        None => t!("accounts-browser-unnamed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_called_by_their_names() {
        let table = [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox on Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36",
                "Chrome on Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
                "Safari on macOS",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/138.0.7204.53 Mobile/15E148 Safari/604.1",
                "Chrome on iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
                "Samsung Internet on Android",
            ),
            (
                "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
                "Firefox on Android",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64)", "A browser on Linux"),
            ("Mozilla/5.0", "A browser"),
            ("Tester/1", "Tester"),
            ("curl/8.5.0", "curl"),
            (" ", "An unnamed program"),
            ("", "An unnamed program"),
        ];
        for (user_agent, name) in table {
            assert_eq!(browser_name(user_agent), name, "{user_agent}");
        }
    }
}
