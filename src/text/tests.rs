use super::*;

fn links() -> Links {
    Links {
        own_host: "hall.example".into(),
        public_url: "https://hall.example".into(),
    }
}

fn html(markdown: &str) -> String {
    render(markdown, &links()).html.trim().to_owned()
}

const REL: &str = "rel=\"nofollow ugc noopener\"";

#[test]
fn markdown_becomes_clean_html() {
    let link = |href: &str, text: &str| format!("<a href=\"{href}\" {REL}>{text}</a>");
    let table = [
        ("plain **bold** *em* ~~gone~~ `x<y`", "<p>plain <strong>bold</strong> <em>em</em> <del>gone</del> <code>x&lt;y</code></p>".to_owned()),
        ("# Top\n\n### Third", "<h3>Top</h3>\n<h5>Third</h5>".into()),
        ("a <b>raw</b> tag", "<p>a &lt;b&gt;raw&lt;/b&gt; tag</p>".into()),
        ("see https://a.example/x", format!("<p>see {}</p>", link("https://a.example/x", "https://a.example/x"))),
        ("[text](/c/rust)", format!("<p>{}</p>", link("https://hall.example/c/rust", "text"))),
        ("[text](//evil.example)", "<p>text</p>".into()),
        ("![A cat](https://pic.example/cat.png)", format!("<p>{}</p>", link("https://pic.example/cat.png", "A cat"))),
        ("![](https://pic.example/cat.png)", format!("<p>{}</p>", link("https://pic.example/cat.png", "pic.example"))),
        ("[bank.example](https://evil.example/)", format!("<p>{}</p>", link("https://evil.example/", "bank.example (evil.example)"))),
        ("[read www.bank.example now](https://evil.example/)", format!("<p>{}</p>", link("https://evil.example/", "read www.bank.example now (evil.example)"))),
        ("[x](https://bank.example@evil.example/)", format!("<p>{}</p>", link("https://evil.example/", "x"))),
        ("mail a@b.example", format!("<p>mail {}</p>", link("mailto:a@b.example", "a@b.example"))),
        ("::: spoiler The *end*\nHe **did** it\n:::", "<details class=\"spoiler\"><summary>The *end*</summary>\n<p>He <strong>did</strong> it</p>\n</details>".into()),
        ("- [x] done\n- [ ] open", "<ul>\n<li class=\"task\">☑ done</li>\n<li class=\"task\">☐ open</li>\n</ul>".into()),
        ("| a | b |\n|---|--:|\n| 1 | 2 |", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th align=\"right\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td align=\"right\">2</td>\n</tr>\n</tbody>\n</table>".into()),
        ("```\na < b\n```", "<pre><code>a &lt; b\n</code></pre>".into()),
        ("3. three", "<ol start=\"3\">\n<li>three</li>\n</ol>".into()),
    ];
    for (markdown, expected) in table {
        assert_eq!(html(markdown), expected, "{markdown}");
    }
}

#[test]
fn names_become_links_and_are_reported() {
    let person = |name: &str, host: Option<&str>| Mention {
        name: name.into(),
        host: host.map(Into::into),
        kind: MentionKind::Person,
    };
    let community = |name: &str, host: Option<&str>| Mention {
        kind: MentionKind::Community,
        ..person(name, host)
    };
    let table: [(&str, &[&str], Vec<Mention>); 16] = [
        ("hi @ana", &["/u/ana"], vec![person("ana", None)]),
        (
            "hi @ana@hall.example!",
            &["/u/ana"],
            vec![person("ana", None)],
        ),
        (
            "hi @Bob.x@Far.example.",
            &["/u/Bob.x@far.example"],
            vec![person("Bob.x", Some("far.example"))],
        ),
        (
            "hi @bob@far.example:4000, all",
            &["/u/bob@far.example:4000"],
            vec![person("bob", Some("far.example:4000"))],
        ),
        (
            "in !rust@far.example and",
            &["/c/rust@far.example"],
            vec![community("rust", Some("far.example"))],
        ),
        (
            "in !rust@hall.example",
            &["/c/rust"],
            vec![community("rust", None)],
        ),
        (
            "@ana @ana @bob@far.example",
            &["/u/ana", "/u/ana", "/u/bob@far.example"],
            vec![person("ana", None), person("bob", Some("far.example"))],
        ),
        (
            "(@ana_b@far.example)",
            &["/u/ana_b@far.example"],
            vec![person("ana_b", Some("far.example"))],
        ),
        (
            "[@ana@far.example]",
            &["/u/ana@far.example"],
            vec![person("ana", Some("far.example"))],
        ),
        (
            "**@ana@far.example**",
            &["/u/ana@far.example"],
            vec![person("ana", Some("far.example"))],
        ),
        ("`@ana` code", &[], vec![]),
        ("```\n@ana@far.example\n```", &[], vec![]),
        ("[@ana](https://x.example)", &[], vec![]),
        ("mail ana@far.example", &[], vec![]),
        ("wow!great and hello!", &[], vec![]),
        ("https://far.example/@ana", &[], vec![]),
    ];
    for (markdown, hrefs, mentions) in table {
        let rendered = render(markdown, &links());
        assert_eq!(rendered.mentions, mentions, "{markdown}");
        let found = rendered.html.matches("class=\"u-url mention\"").count();
        assert_eq!(found, hrefs.len(), "{markdown}: {}", rendered.html);
        for href in hrefs {
            let wanted = format!("href=\"https://hall.example{href}\"");
            assert!(
                rendered.html.contains(&wanted),
                "{markdown}: {}",
                rendered.html
            );
        }
    }
}

#[test]
fn a_text_cannot_call_a_crowd() {
    let crowd: String = (0..500).map(|n| format!("@user{n} ")).collect();
    assert_eq!(render(&crowd, &links()).mentions.len(), 50);
}

#[test]
fn code_is_coloured_with_classes_only() {
    let coloured = html("```rust\nfn main() { let x = \"1\"; } // end\n```");
    for class in ["hl-keyword", "hl-string", "hl-comment", "hl-function"] {
        assert!(
            coloured.contains(&format!("<span class=\"{class}\">")),
            "{class}: {coloured}"
        );
    }
    assert!(!coloured.contains("style"));
    let long = format!("```rust\n{}```", "let x = 1;\n".repeat(3_000));
    assert!(!html(&long).contains("span"));
    assert!(!html("```nosuchlanguage\nlet x\n```").contains("span"));
}

#[test]
fn footnotes_of_two_texts_do_not_meet() {
    let (one, two) = (
        html("One[^a]\n\n[^a]: first"),
        html("Two[^a]\n\n[^a]: second"),
    );
    let id = |html: &str| {
        let (_, rest) = html.split_once("<li id=\"").unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    assert!(one.contains(&format!("href=\"#{}\"", id(&one))), "{one}");
    assert_ne!(id(&one), id(&two));
}

#[test]
fn foreign_html_is_brought_into_our_form() {
    let link = |href: &str, text: &str| format!("<a href=\"{href}\" {REL}>{text}</a>");
    let table = [
        ("<p>a<p>b", "<p>a</p><p>b</p>".to_owned()),
        ("<div>one</div><div>two</div>", "one<br>two".into()),
        ("<h1>T</h1><h2>U</h2>", "<h3>T</h3><h4>U</h4>".into()),
        (
            "<b>x</b><i>y</i><s>z</s><u>u</u>",
            "<strong>x</strong><em>y</em><del>z</del>u".into(),
        ),
        (
            "<ul><li>a<li>b</ul>",
            "<ul><li>a</li><li>b</li></ul>".into(),
        ),
        ("<li>alone", "alone".into()),
        (
            "<p><em>a<ul><li>b</ul>",
            "<p><em>a</em></p><ul><li>b</li></ul>".into(),
        ),
        ("<script>alert(1)</script>kept", "kept".into()),
        ("a<!-- no --> b", "a b".into()),
        ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2".into()),
        (
            "<img src=\"https://p.example/a.png\" alt=\"A &amp; B\">",
            link("https://p.example/a.png", "A &amp; B"),
        ),
        (
            "<img class=\"custom-emoji\" src=\"https://p.example/a.png\" alt=\":blob:\">",
            ":blob:".into(),
        ),
        (
            "<a href=\"https://p.example/\"><img src=\"https://q.example/x.png\" alt=\"pic\"></a>",
            link("https://p.example/", "pic"),
        ),
        (
            "<a href=\"https://far.example/a/b/c\"><span class=\"invisible\">https://</span><span class=\"ellipsis\">far.example/a</span><span class=\"invisible\">/b/c</span></a>",
            link("https://far.example/a/b/c", "far.example/a…"),
        ),
        (
            "<a href=\"https://evil.example/\"><span class=\"invisible\">https://evil.example/?</span>bank.example</a>",
            link("https://evil.example/", "bank.example (evil.example)"),
        ),
        ("<span class=\"invisible\">seen</span>", "seen".into()),
        (
            "<a href=\"https://far.example/\"></a>",
            link("https://far.example/", "far.example"),
        ),
        ("<a href=\"#fnx\" id=\"main\">x</a>", "x".into()),
        ("abc\u{202e}def", "abcdef".into()),
        (
            "<span class=\"h-card\"><a href=\"https://far.example/@ana\" class=\"u-url mention evil\">@<span>ana</span></a></span>",
            format!(
                "<span class=\"h-card\"><a href=\"https://far.example/@ana\" class=\"u-url mention\" {REL}>@ana</a></span>"
            ),
        ),
        (
            "<details><summary>S</summary>body</details>",
            "<details><summary>S</summary>body</details>".into(),
        ),
        ("<td>x</td>", "x".into()),
    ];
    for (source, expected) in table {
        assert_eq!(clean_html(source).html, expected, "{source}");
    }
}

#[test]
fn text_of_html_keeps_lines_and_drops_markup() {
    let table = [
        (
            "<p>One &amp; two</p>\n<p>three<br>four</p>",
            "One & two\nthree\nfour",
        ),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "a\nb"),
        ("<pre><code>x\n  y\n</code></pre><p>z</p>", "x\n  y\nz"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("&#65;&#x42;&nope;&lt;", "AB&nope;<"),
    ];
    for (html, expected) in table {
        assert_eq!(plain(html), expected, "{html}");
    }
}

#[test]
fn excerpts_end_on_words() {
    let table = [
        ("short", 10, "short"),
        ("one two three four", 12, "one two…"),
        ("Donaudampfschifffahrt", 10, "Donaudamp…"),
        ("ends, here now", 7, "ends…"),
        ("", 5, ""),
    ];
    for (text, max, expected) in table {
        assert_eq!(excerpt(text, max), expected, "{text}");
        assert!(excerpt(text, max).chars().count() <= max);
    }
}

#[test]
fn a_line_holds_nothing_hidden() {
    let zalgo = format!("a{}b", "\u{301}".repeat(30));
    let table = [
        ("  a \n\t b  ".to_owned(), "a b".to_owned()),
        ("safe\u{202e}gpj.exe".into(), "safegpj.exe".into()),
        ("a\u{0}b\u{7}c\u{200b}d\u{feff}".into(), "abcd".into()),
        (zalgo, format!("a{}b", "\u{301}".repeat(4))),
        ("x".repeat(50), format!("{}…", "x".repeat(19))),
        ("\u{2066}\u{2069}".into(), String::new()),
    ];
    for (text, expected) in table {
        assert_eq!(one_line(&text, 20), expected, "{text:?}");
    }
}

#[test]
fn slugs_are_readable_and_ascii() {
    let table = [
        ("Why doesn't GRE work?", "why-doesnt-gre-work"),
        ("Größe & Maß", "groesse-mass"),
        ("  --  ", "post"),
        ("日本語", "post"),
        ("C++ / Rust 2.0", "c-rust-2-0"),
    ];
    for (title, expected) in table {
        assert_eq!(slug(title), expected);
    }
    assert!(slug(&"long word ".repeat(40)).len() <= 60);
}

#[test]
fn summaries_are_well_formed_and_short() {
    let long = html(&format!("First **para** {}\n\n- item", "word ".repeat(200)));
    let summary = summary_html(&long, 500);
    assert!(plain(&summary).chars().count() <= 501);
    assert!(summary.ends_with("…</p>"), "{summary}");
    assert_eq!(clean_html(&summary).html, summary);
    assert_eq!(summary_html("<p>All of it</p>", 500), "<p>All of it</p>");
    assert_eq!(
        summary_html("<p>a</p><table><tr><td>x</td></tr></table><p>b</p>", 500),
        "<p>a</p><p>b</p>"
    );
    assert_eq!(
        summary_html("<p><img src=\"x\" alt=\"y\"></p>\n<p>b</p>", 500).trim(),
        "<p>b</p>"
    );
}

#[test]
fn notes_get_a_title() {
    let named = "<span class=\"h-card\"><a href=\"https://hall.example/c/rust\" class=\"u-url mention\">@<span>rust</span></a></span>";
    let table = [
        (
            format!("<p>{named} How do I join?</p><p>More</p>"),
            "How do I join?",
            "<p>More</p>",
        ),
        (
            format!("<p>How do I join? {named}</p>"),
            "How do I join?",
            "",
        ),
        (
            format!("<p>{named}</p><p>Title<br>and text</p>"),
            "Title",
            "<p>and text</p>",
        ),
        (
            "<p>#rust #async @bob</p><p>Real title</p>".into(),
            "Real title",
            "<p>#rust #async @bob</p><p>Real title</p>",
        ),
        (format!("<p>{named}</p>"), "Post by @ana", ""),
        (
            "@rust@hall.example plain question".into(),
            "plain question",
            "plain question",
        ),
        (
            "<p>@rust@far.example stays</p>".into(),
            "@rust@far.example stays",
            "",
        ),
        (
            "<p>See <a href=\"https://x.example/\">this</a></p>".into(),
            "See this",
            "<p>See <a href=\"https://x.example/\" rel=\"nofollow ugc noopener\">this</a></p>",
        ),
    ];
    for (note, title, rest) in table {
        let clean = clean_html(&note).html;
        assert_eq!(
            title_from_note(&clean, "rust", "hall.example", "ana"),
            (title.to_owned(), rest.to_owned()),
            "{note}"
        );
    }
    let long = format!("<p>{}</p>", "word ".repeat(100));
    let (title, rest) = title_from_note(&long, "rust", "hall.example", "ana");
    assert!(title.chars().count() <= 200 && title.ends_with('…'));
    assert!(rest.len() > 400);
}
