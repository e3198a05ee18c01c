//! Texts that were written to break a page or a server.

use super::*;
use scraper::Html;

/// Each is an attempt to run something where it is shown.
pub(crate) const MARKUP: [&str; 80] = [
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=//evil.example/x.js></script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script >",
    "<script\n>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror\n=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src=`x`onerror=alert(1)>",
    "<img src=\"x` `<script>alert(1)</script>\"` `>",
    "<img src='javascript:alert(1)'>",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<img src=x:alert(alt) onerror=eval(src) alt=0>",
    "<img src=https://a.example/x alt='\"><script>alert(1)</script>'>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href=\"javascript:alert(1)\">x</math>",
    "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\" javascript:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"java&#10;script:alert(1)\">x</a>",
    "<a href=\"&#106;avascript:alert(1)\">x</a>",
    "<a href=\"&#x6A&#x61&#x76&#x61script:alert(1)\">x</a>",
    "<a href=\"javascript&colon;alert(1)\">x</a>",
    "<a href=\"\u{1}javascript:alert(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"//evil.example\">x</a>",
    "<a href=\"https://a.example\" onclick=alert(1)>x</a>",
    "<a href='https://a.example/\"onmouseover=\"alert(1)'>x</a>",
    "<a href=https://a.example/?\"onmouseover=alert(1)>x</a>",
    "<a target=_blank style=position:fixed href=https://a.example>x</a>",
    "<a href=\"feed:javascript:alert(1)\">x</a>",
    "<a href=\"file:///etc/passwd\">x</a>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=\"javascript:alert(1)\"></object>",
    "<embed src=\"javascript:alert(1)\">",
    "<form action=\"javascript:alert(1)\"><button>x</button></form>",
    "<button formaction=\"javascript:alert(1)\">x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<input type=image src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<body background=\"javascript:alert(1)\">",
    "<base href=\"https://evil.example/\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style><!--</style><script>alert(1)</script>-->",
    "<div style=\"background:url(javascript:alert(1))\">x</div>",
    "<p style=\"position:fixed;inset:0\" onclick=\"alert(1)\">x</p>",
    "<span class=\"hl-string evil\" onmouseover=alert(1)>x</span>",
    "<details open ontoggle=alert(1)><summary onclick=alert(1)>x</summary></details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<table background=\"javascript:alert(1)\"><td background=x onclick=alert(1)>x",
    "<table><tr><td><a href=javascript:alert(1)>x",
    "<select><option><script>alert(1)</script></select>",
    "<textarea><script>alert(1)</script></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<xmp><img src=x onerror=alert(1)></xmp><plaintext><script>alert(1)</script>",
    "<!--><script>alert(1)</script-->",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=\"1.0\"?><script>alert(1)</script>",
    "<li id=main name=forms><a id=cookie name=body href=https://a.example>x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;<b onclick=alert(1)>",
];

const MARKDOWN: [&str; 20] = [
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x]( javascript:alert(1) )",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](<javascript:alert(1)>)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[x](https://a.example \"onmouseover=alert(1)\")",
    "[x](https://a.example/\"onmouseover=\"alert(1))",
    "![x](javascript:alert(1))",
    "![x\" onerror=alert(1) y=\"](https://a.example/x.png)",
    "<javascript:alert(1)>",
    "<https://a.example/\"onclick=alert(1)>",
    "```rust\" onclick=\"alert(1)\n</code></pre><script>alert(1)</script>\n```",
    "```html\n<script>alert(1)</script>\n```",
    "::: spoiler </summary><script>alert(1)</script>\nx\n:::",
    "::: spoiler\" onclick=\"alert(1)\nx\n:::",
    "x[^\"><script>alert(1)</script>]\n\n[^\"><script>alert(1)</script>]: <img src=x onerror=alert(1)>",
];

fn links() -> Links {
    Links {
        own_host: "hall.example".into(),
        public_url: "https://hall.example".into(),
    }
}

/// Parses the output as a browser would and checks every element in it.
fn assert_harmless(html: &str, source: &str) {
    for element in Html::parse_fragment(html)
        .root_element()
        .descendent_elements()
        .skip(1)
    {
        let (tag, source) = (element.value().name(), source.get(..200).unwrap_or(source));
        assert!(
            sanitize::TAGS.contains(&tag),
            "<{tag}> from {source}: {html}"
        );
        for (name, value) in element.value().attrs() {
            let known = ["href", "class", "id", "rel", "start", "align"].contains(&name);
            assert!(known, "{name} from {source}: {html}");
            if name == "href" {
                let safe = ["https://", "http://", "mailto:", "#fn"];
                assert!(
                    safe.iter().any(|s| value.starts_with(s)),
                    "{value} from {source}"
                );
            }
            if name == "id" {
                assert!(value.starts_with("fn"), "{value} from {source}");
            }
        }
    }
}

#[test]
fn no_markup_gets_through() {
    for source in MARKUP.iter().chain(&MARKDOWN) {
        for variant in [
            (*source).to_owned(),
            format!("<p>before {source} after</p>"),
            format!("> - {source}\n\n`x` {source}"),
            format!("<table><tr><td>{source}</td></tr></table>"),
            format!("<pre><code>{source}</code></pre>"),
        ] {
            assert_harmless(&clean_html(&variant).html, &variant);
            let rendered = render(&variant, &links()).html;
            assert_harmless(&rendered, &variant);
            let twice = clean_html(&rendered).html;
            assert_harmless(&twice, &variant);
            let (_, rest) = title_from_note(&twice, "x", "far.example", "ana");
            assert_harmless(&rest, &variant);
            assert_harmless(&summary_html(&rendered, 40), &variant);
        }
    }
}

#[test]
fn bombs_do_no_harm() {
    let size = 50_000;
    let fill = |piece: &str| piece.repeat(size / piece.len());
    let numbered = |format: &dyn Fn(usize) -> String, n: usize| (0..n).map(format).collect();
    let bombs: Vec<String> = vec![
        fill("*"),
        fill("_"),
        fill("["),
        fill("]"),
        fill(">"),
        fill("> "),
        fill("- "),
        fill("* "),
        fill("+ "),
        fill("1. "),
        fill("`"),
        fill("~"),
        fill("|"),
        fill("#"),
        fill("!["),
        fill("[]("),
        fill("[a]("),
        fill("[^"),
        fill("<"),
        fill("</"),
        fill("*a **b "),
        fill("*a_ "),
        fill("a**b"),
        fill("[a](b"),
        fill("![a](b)"),
        fill("[a](<b"),
        fill("|a|b\n"),
        fill("&#"),
        fill("`a``b```c "),
        fill("\\"),
        fill("<a href=\""),
        fill("<!--"),
        fill("<?"),
        fill("<![CDATA["),
        fill("@a@b.c "),
        fill("@"),
        fill("!a@b.c@"),
        fill("http://a.b/("),
        fill("www."),
        fill("a@b."),
        fill("::: spoiler a\n"),
        fill(":::: spoiler\n> "),
        fill("\t"),
        fill("<div>"),
        fill("<b>"),
        fill("<a href=https://a.b>"),
        fill("<p><i>"),
        fill("<table>"),
        fill("<table><tr><td>"),
        fill("<li>"),
        fill("<ul><li>"),
        fill("<blockquote>"),
        fill("<b><table></b></table>"),
        fill("</p>"),
        fill("<svg>"),
        fill("&"),
        fill("&amp"),
        fill("- [x] "),
        fill("a\n---\n"),
        fill("\u{301}"),
        fill("\u{202e}"),
        fill("\0"),
        numbered(&|n| format!("[a{n}]: /u{n}\n"), 3_000),
        numbered(&|n| format!("[^{n}]: x\n"), 3_000),
        numbered(&|n| format!("x[^1] {n} "), 4_000) + "\n\n[^1]: n",
        numbered(&|n| format!("{}- a\n", " ".repeat(n)), 300),
        numbered(&|n| format!("<font a={n}><p>"), 3_000),
        numbered(
            &|n| format!("<div><b id={n}><script></b></script></div>"),
            1_000,
        ),
        format!(
            "|{}\n|{}\n{}",
            "a|".repeat(1_000),
            "-|".repeat(1_000),
            "x|\n".repeat(1_000)
        ),
        format!("```rust\n{}\n```", "\"\\".repeat(5_000)),
        format!("```json\n{}\n```", "[".repeat(10_000)),
    ];
    for bomb in bombs {
        let start = bomb.chars().take(30).collect::<String>();
        let rendered = render(&bomb, &links());
        assert!(
            rendered.html.len() < bomb.len() * 20 + 1_000,
            "{start}: {}",
            rendered.html.len()
        );
        assert_harmless(&rendered.html, &start);
        let cleaned = clean_html(&bomb);
        assert!(
            cleaned.html.len() < bomb.len() * 20 + 1_000,
            "{start}: {}",
            cleaned.html.len()
        );
        assert_harmless(&cleaned.html, &start);
    }
}
