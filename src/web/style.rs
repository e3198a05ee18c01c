//! The style page: every part in every state, for eyes and for checks.

mod states;

use crate::app::App;
use crate::store::Time;
use crate::web::accent::{ACCENTS, Accent};
use crate::web::layout::{Density, Flash, Frame, Kind, Theme, Viewer};
use crate::web::page::Page;
use crate::web::view::{
    ActionView, BadgeKind, BadgeView, CommentView, EmptyView, FieldView, LinkView, MarkView,
    MyVote, NoticeView, OptionView, PagerView, PersonView, PostState, PostView, RowState, RowView,
    TabView, VoteView, When,
};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use chrono::TimeDelta;
use serde::Deserialize;
use states::States;

#[derive(Debug, Template)]
#[template(path = "web/style.html")]
pub struct StylePage {
    frame: Frame,
    accents: Vec<&'static str>,
    badges: Vec<BadgeView>,
    people: Vec<PersonView>,
    tags: Vec<LinkView>,
    rows: Vec<RowView>,
    tabs: Vec<TabView>,
    filters: Vec<TabView>,
    crumbs: Vec<LinkView>,
    pager: PagerView,
    votes: Vec<VoteView>,
    posts: Vec<PostView>,
    title: FieldView,
    wrong: FieldView,
    area: FieldView,
    select: FieldView,
    radios: FieldView,
    checks: FieldView,
    editor: FieldView,
    previewed: FieldView,
    notices: Vec<NoticeView>,
    empties: Vec<EmptyView>,
    states: States,
}

/// How the style page is to look, for screenshots: `?theme=dark&density=compact`.
#[derive(Debug, Default, Deserialize)]
pub struct Look {
    #[serde(default)]
    theme: String,
    #[serde(default)]
    density: String,
    #[serde(default)]
    accent: String,
    #[serde(default)]
    signed_out: bool,
}

pub fn routes() -> Router<App> {
    Router::new().route("/style", get(style_page))
}

async fn style_page(State(app): State<App>, Query(look): Query<Look>) -> Page<StylePage> {
    Page(StylePage::new(app.now(), look))
}

impl StylePage {
    #[must_use]
    pub fn new(now: Time, look: Look) -> Self {
        let samples = Samples { now };
        Self {
            frame: frame(look),
            accents: ACCENTS.to_vec(),
            badges: samples.badges(),
            people: vec![samples.ada(), samples.hans()],
            tags: tags(&["mtu", "ipsec", "path-mtu-discovery"]),
            rows: samples.rows(),
            tabs: vec![
                TabView::new("Questions", "#nav", true).counted(12_840),
                TabView::new("Discussions", "#nav", false).counted(312),
                TabView::new("Library", "#nav", false),
                TabView::new("Events", "#nav", false).counted(2),
            ],
            filters: vec![
                TabView::new("Active", "#nav", true),
                TabView::new("Newest", "#nav", false),
                TabView::new("Unanswered", "#nav", false).counted(37),
            ],
            crumbs: vec![
                LinkView::new("Network operations", "#nav"),
                LinkView::new("Questions", "#nav"),
            ],
            pager: PagerView {
                newer: Some("#nav".into()),
                older: Some("#nav".into()),
            },
            votes: votes(),
            posts: samples.posts(),
            title: FieldView::text("title", "Title")
                .help("What would you type into a search box?")
                .required(),
            wrong: FieldView {
                error: Some("A title needs at least three different words.".into()),
                ..FieldView::text("wrong", "With an error").value("bgp bgp bgp")
            },
            area: FieldView {
                rows: 3,
                ..FieldView::text("area", "Longer text").value("A few\nlines.")
            },
            select: FieldView::text("select", "Choice from a list")
                .value("some")
                .options(vec![
                    OptionView::new("all", "Everything"),
                    OptionView::new("some", "Mentions and answers"),
                ]),
            radios: radios(),
            checks: checks(),
            editor: FieldView {
                pictures: true,
                picture_error: Some("This file is too large: at most 10 MiB are taken.".into()),
                ..FieldView::text("answer", "Your answer")
                    .value("Put it on the **tunnel**, not on the servers.")
                    .help("Markdown works.")
            },
            previewed: FieldView {
                preview_html: Some(samples.text("Put it on the **tunnel**, not on the servers.")),
                ..FieldView::text("previewed", "With a preview").value("Put it on the **tunnel**")
            },
            notices: notices(),
            empties: empties(),
            states: States::new(),
        }
    }
}

fn frame(look: Look) -> Frame {
    let viewer = Viewer {
        name: "noor".into(),
        display_name: "Noor Haddad".into(),
        unread: 3,
        unread_messages: 0,
        is_admin: true,
        avatar: None,
    };
    Frame {
        site_name: "Quayside".into(),
        signed_in: (!look.signed_out).then_some(viewer),
        theme: Theme::named(&look.theme),
        density: match look.density.as_str() {
            "compact" => Density::Compact,
            _ => Density::Comfortable,
        },
        path: "/style".into(),
        back: Some("/style".into()),
        may_register: true,
        source: Some("https://source.example/guildhall".into()),
        flash: Some(Flash {
            kind: Kind::Ok,
            text: "Your answer was posted.".into(),
            at: String::new(),
        }),
        refused: Some(NoticeView {
            kind: Kind::Bad,
            title: "This page was out of date.".into(),
            text: "What you wrote is below. Look at it once more and send it again.".into(),
            ..NoticeView::default()
        }),
        noindex: true,
        accent: Accent::kept(&look.accent),
        ..Frame::default()
    }
}

fn tags(names: &[&str]) -> Vec<LinkView> {
    names
        .iter()
        .map(|name| LinkView::new(*name, "#rows"))
        .collect()
}

fn votes() -> Vec<VoteView> {
    let open = |id: &str, score, mine| VoteView {
        id: id.into(),
        action: Some("/style".into()),
        score,
        mine,
        small: false,
    };
    let closed = VoteView {
        score: 4,
        ..VoteView::default()
    };
    vec![
        open("v-1", 27, MyVote::None),
        open("v-2", 28, MyVote::Up),
        open("v-3", -1, MyVote::Down),
        closed,
        VoteView {
            small: true,
            ..open("v-4", 3, MyVote::Up)
        },
    ]
}

fn radios() -> FieldView {
    let option = |value: &str, label: &str, help: &str| OptionView {
        help: Some(help.into()),
        ..OptionView::new(value, label)
    };
    FieldView::text("reads", "Who may read")
        .value("all")
        .options(vec![
            option("all", "Everybody", "Also followers on other servers"),
            option("members", "Members", "Here and on other servers"),
        ])
}

fn checks() -> FieldView {
    FieldView::text("start", "Threads to start with")
        .value("b, c")
        .help("Pinned ones first.")
        .options(vec![
            OptionView::new("a", "Who are you?"),
            OptionView::new("b", "How do we work?"),
            OptionView::new("c", "What do words mean?"),
        ])
}

fn notices() -> Vec<NoticeView> {
    let notice = |kind, title: &str, text: &str| NoticeView {
        kind,
        title: title.into(),
        text: text.into(),
        ..NoticeView::default()
    };
    vec![
        notice(
            Kind::Info,
            "The rules change on 1 December.",
            "Read what is new.",
        ),
        NoticeView {
            link: Some(LinkView::new("Undo", "#notices")),
            ..notice(Kind::Ok, "Posted.", "You can undo this for ten minutes.")
        },
        NoticeView {
            progress: Some((12, 14)),
            ..notice(
                Kind::Warn,
                "12 of 14 replies are here.",
                "Two are on their way.",
            )
        },
        notice(
            Kind::Bad,
            "This was not posted.",
            "You have been banned here.",
        ),
    ]
}

fn empties() -> Vec<EmptyView> {
    vec![
        EmptyView {
            icon: "q",
            title: "No question has the tag “hurdy-gurdy” yet".into(),
            text: "Tags appear when somebody uses them.".into(),
            number: None,
            links: vec![LinkView::new("Ask the first question", "/new")],
        },
        EmptyView {
            icon: "warn",
            title: "This page did not come".into(),
            text: "The fault is ours. Try again in a minute.".into(),
            number: Some("7Q4F2K9M".into()),
            links: vec![
                LinkView::new("Try again", "/style"),
                LinkView::new("Front page", "/"),
            ],
        },
    ]
}

/// Invented people, threads and texts.
struct Samples {
    now: Time,
}

impl Samples {
    fn ago(&self, minutes: i64) -> When {
        When::new(self.now.minus(TimeDelta::minutes(minutes)), self.now)
    }

    fn text(&self, markdown: &str) -> String {
        let links = crate::text::Links {
            own_host: "quayside.example".into(),
            public_url: "https://quayside.example".into(),
        };
        crate::text::render(markdown, &links).html
    }

    fn ada(&self) -> PersonView {
        PersonView {
            display_name: "Ada Okonjo".into(),
            handle: "ada".into(),
            href: "/u/ada".into(),
            host: None,
            standing: Some("answered 31 times here".into()),
            avatar: None,
        }
    }

    fn hans(&self) -> PersonView {
        PersonView {
            display_name: "Hans-Jörg Kleinschmidt".into(),
            handle: "hansjoerg".into(),
            href: "/u/hansjoerg@netzwerk.werkstatt.example".into(),
            host: Some("netzwerk.werkstatt.example".into()),
            standing: None,
            avatar: None,
        }
    }

    fn badges(&self) -> Vec<BadgeView> {
        let answered = BadgeView {
            icon: Some("check"),
            ..BadgeView::new("Answered", BadgeKind::Ok)
        };
        vec![
            BadgeView::new("convener", BadgeKind::Plain),
            BadgeView::new("2 new", BadgeKind::Accent),
            answered,
            BadgeView::new("held", BadgeKind::Warn),
            BadgeView::new("removed", BadgeKind::Bad),
        ]
    }

    fn row(&self, state: RowState, title: &str) -> RowView {
        RowView {
            state,
            title: title.into(),
            lang: None,
            href: "#rows".into(),
            text: Some("Small packets pass, a copy of anything over a few hundred kilobytes hangs after the handshake. Same on both routers since the provider swapped the modem.".into()),
            author: self.ada(),
            when: self.ago(2_900),
            votes: Some(27),
            pinned: false,
            badges: Vec::new(),
            tags: tags(&["mtu", "ipsec"]),
            community: None,
        }
    }

    fn rows(&self) -> Vec<RowView> {
        let event = RowState::Event {
            day: "2".into(),
            month: "Dec".into(),
        };
        let article = RowState::Read {
            icon: "book",
            word: "article".to_owned(),
        };
        let accepted = RowState::Accepted { answers: 3 };
        vec![
            self.row(
                accepted,
                "Large transfers stall over GRE over IPsec while ping and SSH work",
            ),
            RowView {
                author: self.hans(),
                community: Some(LinkView::new("Network operations", "#rows")),
                ..self.row(
                    RowState::Question { answers: 2 },
                    "A /64 or a /127 on links between our own routers?",
                )
            },
            RowView {
                when: self.ago(40),
                votes: Some(1),
                badges: vec![BadgeView::new("held", BadgeKind::Warn)],
                ..self.row(
                    RowState::Question { answers: 0 },
                    "BGP session drops every 180 seconds behind a firewall",
                )
            },
            RowView {
                pinned: true,
                text: None,
                ..self.row(
                    RowState::Talk { replies: 12 },
                    "What do you write down after an outage?",
                )
            },
            RowView {
                text: None,
                votes: None,
                ..self.row(event, "Ask us anything: running a small exchange point")
            },
            self.row(article, "A lab for route filters in an afternoon"),
        ]
    }

    fn comments(&self) -> Vec<CommentView> {
        let comment = |id: &str, author, text: &str| CommentView {
            id: id.into(),
            depth: if id == "c2" { 2 } else { 1 },
            told: None,
            gone: None,
            mark: None,
            author,
            team: id == "c2",
            html: self.text(text),
            lang: None,
            when: self.ago(1_500),
            edited: None,
            totals: None,
            votes: Some(VoteView {
                id: format!("v-{id}"),
                action: Some("/style".into()),
                score: 2,
                mine: MyVote::None,
                small: true,
            }),
            actions: vec![ActionView::link("Reply", "reply", "#posts")],
            care: Vec::new(),
            more: None,
        };
        vec![
            comment("c1", self.hans(), "Is the modem in `bridge` mode?"),
            comment(
                "c2",
                self.ada(),
                "No, and its firewall has “drop ICMP” ticked.",
            ),
        ]
    }

    fn posts(&self) -> Vec<PostView> {
        let actions = vec![
            ActionView::link("Comment", "reply", "#posts"),
            ActionView::button("Accept", "check", "/style"),
            ActionView::link("Report", "flag", "#posts"),
        ];
        let post = |id: &str, state| PostView {
            id: id.into(),
            noun: "Answer".into(),
            leads: false,
            author: self.hans(),
            team: id == "a2",
            when: self.ago(3_000),
            edited: None,
            totals: None,
            html: self.text("Only you and the conveners see this answer."),
            lang: None,
            state,
            told: None,
            votes: None,
            tags: Vec::new(),
            actions: Vec::new(),
            care: Vec::new(),
            more: None,
            comments: Vec::new(),
            folded: Vec::new(),
        };
        vec![
            PostView {
                html: self.text(LONG_TEXT),
                edited: Some(self.ago(1_000)),
                totals: Some("12 likes, by its server".into()),
                votes: votes().into_iter().nth(1).map(|vote| VoteView {
                    id: "v-a1".into(),
                    ..vote
                }),
                tags: tags(&["mtu"]),
                actions,
                care: vec![
                    ActionView::link("Remove…", "remove", "#posts"),
                    ActionView::link("Ban the author…", "lock", "#posts"),
                ],
                comments: self.comments(),
                folded: self
                    .comments()
                    .into_iter()
                    .map(|c| CommentView {
                        id: format!("{}-folded", c.id),
                        votes: None,
                        mark: Some(MarkView {
                            badge: "Held; others do not see it yet".into(),
                            ..MarkView::default()
                        }),
                        ..c
                    })
                    .collect(),
                ..post(
                    "a1",
                    PostState::Accepted("chosen by Ada Okonjo, who asked".into()),
                )
            },
            PostView {
                told: Some("Thank you. The moderators have been told.".into()),
                ..post(
                    "a2",
                    PostState::Held(MarkView {
                        badge: "Held; others do not see it yet".into(),
                        text: "It is shown when you agree to the new rules.".into(),
                        link: Some(LinkView::new("Read the rules", "#posts")),
                    }),
                )
            },
            post(
                "a3",
                PostState::Removed("Removed by a convener under rule 2.".into()),
            ),
        ]
    }
}

const LONG_TEXT: &str = "\
It belongs on the *tunnel* interfaces, see [RFC 4890](https://www.rfc-editor.org/rfc/rfc4890). \
Ask @ada or @tomasz@packets.example.[^1]

# A heading

```rust
/// What the tunnel adds, in bytes.
fn overhead(nat: bool) -> u32 {
    let esp = 37; // \"AES-GCM\"
    20 + 4 + esp + if nat { 8 } else { 0 }
}
```

| Layer | Bytes |
|-------|------:|
| IPv4  | 20    |
| GRE   | 4     |

> A quotation is soft and slanted.

- [x] tried
- [ ] still to do

::: spoiler What it was in the end
The modem.
:::

[^1]: Both have seen it before.
";

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};
    use scraper::{Html, Selector};

    fn page(look: Look) -> String {
        let now = Time::new(Utc.with_ymd_and_hms(2026, 11, 23, 10, 20, 0).unwrap());
        StylePage::new(now, look).render().unwrap()
    }

    fn texts(html: &Html, selector: &str) -> Vec<String> {
        html.select(&Selector::parse(selector).unwrap())
            .map(|element| element.text().collect())
            .collect()
    }

    #[test]
    fn the_style_page_is_well_formed() {
        let looks = [
            Look::default(),
            Look {
                theme: "dark".into(),
                density: "compact".into(),
                accent: "pine".into(),
                signed_out: true,
            },
        ];
        for look in looks {
            let source = page(look);
            let html = Html::parse_document(&source);
            assert_eq!(html.errors, Vec::<String>::new());
            assert_eq!(texts(&html, "h1").len(), 1);
            assert_eq!(texts(&html, "title"), ["Styles: Quayside"]);
            assert_eq!(texts(&html, "main").len(), 1);
            let ids: Vec<&str> = html
                .select(&Selector::parse("[id]").unwrap())
                .filter_map(|element| element.value().id())
                .collect();
            let mut unique = ids.clone();
            unique.sort_unstable();
            unique.dedup();
            assert_eq!(ids.len(), unique.len(), "{ids:?}");
            let labelled = Selector::parse("label[for]").unwrap();
            for label in html.select(&labelled) {
                assert!(ids.contains(&label.attr("for").unwrap()));
            }
            let uses = Selector::parse("use").unwrap();
            for icon in html.select(&uses) {
                let name = icon.attr("href").unwrap().trim_start_matches('#');
                assert!(ids.contains(&name), "{name}");
            }
        }
    }

    #[test]
    fn every_form_that_posts_carries_the_token() {
        let source = page(Look::default());
        let html = Html::parse_document(&source);
        let forms = Selector::parse("form[method=post]").unwrap();
        let token = Selector::parse("input[name=csrf]").unwrap();
        assert!(html.select(&forms).count() > 5);
        for form in html.select(&forms) {
            assert_eq!(form.select(&token).count(), 1, "{}", form.html());
        }
    }

    #[test]
    fn no_template_has_inline_styles_or_scripts() {
        let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.ends_with("mail/letter.html") {
                    // Mail programs leave out style sheets; no policy of ours holds there.
                } else if path.extension().is_some_and(|e| e == "html") {
                    let source = std::fs::read_to_string(&path).unwrap();
                    for inline in [
                        " style=",
                        " onclick",
                        " onload",
                        " onsubmit",
                        "<style",
                        "javascript:",
                        "<script>",
                    ] {
                        assert!(!source.contains(inline), "{inline} in {}", path.display());
                    }
                    seen += 1;
                }
            }
        }
        assert!(seen >= 3);
    }
}
