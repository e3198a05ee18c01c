//! A server with something of everything on it, and another one that it follows, for looking at.

use crate::belonging::{self, Belonging, People};
use crate::knowledge::{self, Knowledge, Threads};
use federation_tests::{
    ADMIN_NAME, ADMIN_PASSWORD, Client, Instance, InstanceConfig, MailServer, Page, World,
    wait_until,
};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

pub const PASSWORD: &str = "a long enough password";
/// Somebody whose name is long.
pub const DORA: &str = "dora_with_quite_a_long_name";

pub const LONG: &str = "\
The plates are *quarter-sawn* spruce at 2.9 mm, and since October the bridge has moved by almost two \
degrees. What I have done so far:

1. measured the action at the twelfth fret, twice a day for a week
2. put the guitar into a room at 45 % humidity
3. looked at the braces with a mirror and a lamp

| Day | Humidity | Action |
|-----|---------:|-------:|
| Mon | 38 %     | 4.1 mm |
| Sun | 45 %     | 3.8 mm |

```python
# what the hygrometer wrote down, one reading in ten minutes
for when, humidity in readings:
    print(when.isoformat(), humidity, 'dry' if humidity < 40 else 'fine', '-' * int(humidity))
```

> A colleague says that the top has to be replaced.

See [the drawing](https://drawings.example/a/rather/long/address/that/does/not/break/anywhere-at-all.pdf) and \
`a_name_in_code_that_is_longer_than_a_telephone_is_wide_and_cannot_be_broken`.";

/// What the pages are about.
pub struct Seed {
    pub home: Instance,
    pub away: Instance,
    /// `/post/…`
    pub question: String,
    pub discussion: String,
    pub article: String,
    /// Of the member, to be edited and deleted.
    pub own: String,
    pub own_reply: String,
    pub edited_reply: String,
    pub removed: String,
    /// `/appeal/…`
    pub appeal: String,
    pub far_thread: String,
    /// Its language was changed after it was posted, so it has a former text.
    pub revised: String,
    pub message: String,
    /// `/admin/accounts/…` and `/admin/communities/…` of somebody and something to act on.
    pub account: String,
    pub community: String,
    /// `/admin/hosts/list/…`, a list that is looked at.
    pub host_list: String,
    /// `/password/…`
    pub password_link: String,
    /// `/verify/…` and `/unsubscribe/…`, as they were sent.
    pub verify_link: String,
    pub stop_link: String,
    /// `/invite/…`
    pub invite_link: String,
    pub belonging: Belonging,
    pub knowledge: Knowledge,
    /// Ends with the seed.
    _mail: MailServer,
}

impl Seed {
    /// Of the thread that two communities share.
    pub fn public_id_of_shared(&self) -> &str {
        self.discussion.trim_start_matches("/post/")
    }
}

pub async fn plant(world: &Arc<World>) -> Seed {
    let mail = MailServer::start().await;
    let home = Instance::start(world, mail.of(InstanceConfig::new("home"))).await;
    let away = Instance::start(world, InstanceConfig::new("away")).await;
    for name in ["ada", "ben", "cem", DORA, "eve"] {
        home.create_account(name, PASSWORD);
    }
    for name in ["zoe", "yan"] {
        away.create_account(name, PASSWORD);
    }
    home.create_community("luthiers", "Luthiers’ Bench", "ada");
    home.create_community("quiet", "A quiet place", "ada");
    away.create_community("netops", "Network operations", "zoe");

    let admin = home.signed_in(ADMIN_NAME, ADMIN_PASSWORD).await;
    let ada = home.signed_in("ada", PASSWORD).await;
    let ben = home.signed_in("ben", PASSWORD).await;
    let cem = home.signed_in("cem", PASSWORD).await;
    let dora = home.signed_in(DORA, PASSWORD).await;
    let eve = home.signed_in("eve", PASSWORD).await;
    let zoe = away.signed_in("zoe", PASSWORD).await;
    let yan = away.signed_in("yan", PASSWORD).await;
    settle_in(&admin, &ada, &ben).await;
    let people = People {
        home: &home,
        away: &away,
        ada: &ada,
        ben: &ben,
        cem: &cem,
        dora: &dora,
        eve: &eve,
        zoe: &zoe,
        yan: &yan,
    };
    let belonging = belonging::plant(&people).await;
    let invite_link = invite(&ada).await;
    let verify_link = register(&mail, &home).await;

    let question = ask(&ben, "question", "Why does the neck of a classical guitar pull forward every autumn, and what can be done about it?", LONG).await;
    let answer = reply(&ada, &question, "", LONG).await;
    reply(&cem, &question, "", "Heat the neck and clamp it overnight.").await;
    reply(&cem, &question, "", "I would look at the *braces* first.").await;
    reply(&ada, &question, "", "And at the humidity.").await;
    let mut below = answer.clone();
    for n in 0..8 {
        let who = if n % 2 == 0 { &ben } else { &ada };
        below = reply(
            who,
            &question,
            &below,
            &format!("Comment {n}: a detail that matters at this depth."),
        )
        .await;
    }
    let edited_reply = reply(&cem, &question, &answer, "Tehy say so.").await;
    let edit = format!("/comment/{edited_reply}/edit");
    cem.submit(&edit, "/edit", &[("body", "They say so.")])
        .await
        .ok();
    let accept = format!("form[action='/comment/{answer}/accept']");
    ben.submit(&question, &accept, &[]).await.ok();
    vote(&ben, &format!("/comment/{answer}"), &question).await;
    vote(&ada, &question, &question).await;

    let discussion = ask(
        &cem,
        "discussion",
        "What do you keep a written record of?",
        "I begin.",
    )
    .await;
    reply(&ben, &discussion, "", "Every thickness.").await;
    let article = ask(
        &ada,
        "article",
        "Eleven ground coats that did not burn",
        LONG,
    )
    .await;
    let revised = ask(
        &ada,
        "question",
        "Verbindungsabbrüche beim Leimtemperaturüberwachungsgerät: hat jemand dieselbe Baureihe?",
        "Seit der Umstellung.",
    )
    .await;
    ada.submit(
        &format!("{revised}/edit"),
        "/edit",
        &[("language", "de"), ("tags", "leim, messen")],
    )
    .await
    .ok();
    link(&ben).await;
    let own = ask(&ben, "question", "Which saw for fret slots?", "0.6 mm?").await;
    let own_reply = reply(&ben, &own, "", "Found it myself.").await;
    ada.submit(&format!("{article}/pin"), "/pin", &[])
        .await
        .ok();
    let locked = ask(&cem, "discussion", "A quarrel that was closed", "No.").await;
    ada.submit(
        &format!("{locked}/lock"),
        "/lock",
        &[("reason", "It went in circles.")],
    )
    .await
    .ok();
    let removed = ask(&cem, "question", "Cheap pills for everybody", "Buy.").await;
    ben.submit(
        &format!("{removed}/report"),
        "/report",
        &[("reason", "This is spam, and the third time.")],
    )
    .await
    .ok();
    ben.submit("/u/cem/report", "/report", &[("reason", "See above.")])
        .await
        .ok();
    ada.submit(
        &format!("{removed}/remove"),
        "/remove",
        &[("reason", "Rule 2: no trade.")],
    )
    .await
    .ok();
    ben.submit(
        &format!("{discussion}/report"),
        "/report",
        &[("reason", "Is this the right place?")],
    )
    .await
    .ok();
    let ban = [("person", DORA), ("reason", "Rule 1."), ("days", "7")];
    ada.submit("/c/luthiers/bans", "/ban", &ban).await.ok();

    ada.submit(
        "/messages/ben",
        "form[action='/messages/ben']",
        &[("body", "Have you *tried* heat?")],
    )
    .await
    .ok();
    let talk = ben
        .submit(
            "/messages/ada",
            "form[action='/messages/ada']",
            &[("body", "Tomorrow.")],
        )
        .await
        .ok();
    let message = talk.attributes("a[href$='/delete']", "href").remove(0);

    let threads = Threads {
        question: &question,
        answer: &answer,
        discussion: &discussion,
        article: &article,
        own: &own,
        revised: &revised,
    };
    let appeal = appeals(&cem, &ben).await;
    let knowledge = knowledge::plant(&people, &threads).await;
    let far_thread = meet(&home, &away, &ben, &zoe).await;
    let account = acted_on(&admin, "/admin/accounts", "/suspend").await;
    let community = acted_on(&admin, "/admin/communities", "/convener").await;
    let list = [("list", "#domain,#severity\nspam.test,suspend")];
    let form = "form[action='/admin/hosts/list']";
    let listed = admin.submit("/admin/hosts/list", form, &list).await.ok();
    let host_list = listed.path().to_owned();
    let printed = home.cli(&["account", "link", "cem"]);
    let (_, token) = printed.split_once("/password/").expect("a link is printed");
    let token = token.split_whitespace().next().unwrap_or_default();
    let password_link = format!("/password/{token}");
    let patience = Duration::from_secs(60);
    let told = wait_until("ben is told of an answer", patience, async || {
        mail.mail_with("ben@example.com", "/unsubscribe/")
    });
    let stop_link = path_of(&told.await.link("/unsubscribe/"));
    Seed {
        home,
        away,
        question,
        discussion,
        article,
        own,
        own_reply,
        edited_reply,
        removed,
        appeal,
        far_thread,
        revised,
        message,
        account,
        community,
        host_list,
        password_link,
        verify_link,
        stop_link,
        invite_link,
        belonging,
        knowledge,
        _mail: mail,
    }
}

/// Somebody appeals against what was removed, and another writes to the team. Returns the page of the appeal.
async fn appeals(cem: &Client, ben: &Client) -> String {
    let notices = cem.get("/notifications").await.ok();
    let appeal = notices.attributes("a[href^='/appeal/']", "href").remove(0);
    let form = format!("form[action='{appeal}']");
    let words = [("body", "They are no pills, but pegs.")];
    cem.submit(&appeal, &form, &words).await.ok();
    let contact = "/c/luthiers/contact";
    let form = format!("form[action='{contact}']");
    let words = [("body", "Who greets newcomers next week?")];
    ben.submit(contact, &form, &words).await.ok();
    appeal
}

/// Makes an account, and returns the path of the link that confirms its address.
async fn register(mail: &MailServer, home: &Instance) -> String {
    let address = "fay@example.com";
    let fields = [("name", "fay"), ("email", address), ("password", PASSWORD)];
    let page = home
        .client()
        .submit("/register", "/register", &fields)
        .await;
    page.ok();
    let patience = Duration::from_secs(60);
    let sent = wait_until("a mail with a link arrives", patience, async || {
        mail.mail_with(address, "/verify/")
    });
    path_of(&sent.await.link("/verify/"))
}

/// What follows the host.
fn path_of(link: &str) -> String {
    let path = link.splitn(4, '/').nth(3).unwrap_or_default();
    format!("/{path}")
}

/// What stands first on a page of the administration, by the link to an act on it.
async fn acted_on(admin: &Client, page: &str, act: &str) -> String {
    let page = admin.get(page).await.ok();
    let links = page.attributes(&format!("a[href$='{act}']"), "href");
    links[0].trim_end_matches(act).to_owned()
}

async fn settle_in(admin: &Client, ada: &Client, ben: &Client) {
    let settings = [
        ("site_name", "The Bending Iron"),
        (
            "site_description",
            "A small server for people who build and repair stringed instruments.",
        ),
        (
            "about",
            "We *meet* on Mondays at the workshop.\n\n- Bring what you are working on.",
        ),
        ("rules", "1. Be kind.\n2. Say what you have tried."),
        ("registration", "open"),
    ];
    admin
        .submit("/admin/settings", "/settings", &settings)
        .await
        .ok();
    let community = [
        (
            "focus",
            "For people who build and repair stringed instruments: ask about wood, glue, finish and sound.",
        ),
        (
            "description",
            "Bring the question you would ask the builder at the **next bench**.",
        ),
    ];
    let about = "/settings/about";
    ada.submit(&format!("/c/luthiers{about}"), about, &community)
        .await
        .ok();
    let words = "1. Be kind.\n2. No trade.\n3. Say what you have tried.";
    let rules = "/settings/rules";
    ada.submit(&format!("/c/luthiers{rules}"), rules, &[("rules", words)])
        .await
        .ok();
    let profile = [
        ("display_name", "Benedikt Ångström-Okonjo"),
        ("bio", "Classical guitars, *seventh* year at the bench."),
        ("headline", "Builder of classical guitars"),
        ("place", "Lisbon"),
        ("expertise", "guitars, rosewood, repair"),
        ("offers", "A look at your braces, with a lamp"),
        ("seeks", "Old photographs of workshops"),
        ("links", "Workshop https://bench.example"),
        ("time_zone", "Europe/Lisbon"),
    ];
    ben.submit("/settings", "form[action='/settings']", &profile)
        .await
        .ok();
    ben.submit("/c/luthiers", "/follow", &[]).await.ok();
    let agreed = [("agree", "on")];
    ben.submit("/c/luthiers/join", "/join", &agreed).await.ok();
    ada.submit("/c/luthiers/members", "/appoint", &[("person", "ben")])
        .await
        .ok();
}

async fn ask(client: &Client, kind: &str, title: &str, body: &str) -> String {
    begin_thread(client, "luthiers", kind, title, body).await
}

/// Makes the link of an invitation into the quiet place, which is shown once.
async fn invite(ada: &Client) -> String {
    let form = "/c/quiet/settings/invitations";
    let fields = [
        ("way", "link"),
        ("words", "There is a chair by the window."),
    ];
    let page = ada.submit(form, "/invitations", &fields).await.ok();
    path_of(&page.attributes("input#link", "value").remove(0))
}

/// Returns `/post/…`.
pub async fn begin_thread(
    client: &Client,
    community: &str,
    kind: &str,
    title: &str,
    body: &str,
) -> String {
    let form = format!("/c/{community}/new?kind={kind}");
    let fields = [("title", title), ("body", body), ("tags", "wood, repair")];
    let page = client.submit(&form, "/new", &fields).await.ok();
    assert!(page.path().starts_with("/post/"), "{}", page.text());
    page.path().to_owned()
}

async fn link(client: &Client) {
    let fields = [
        ("title", "A film about a workshop in Cremona"),
        ("url", "https://films.example/cremona"),
        ("body", "Forty minutes, no talking."),
    ];
    client
        .submit("/c/luthiers/new?kind=link", "/new", &fields)
        .await
        .ok();
}

/// The public id of the reply.
async fn reply(client: &Client, thread: &str, to: &str, body: &str) -> String {
    let form = match to {
        "" => thread.to_owned(),
        to => format!("{thread}?reply={to}"),
    };
    let before = replies_on(&client.get(thread).await);
    client.submit(&form, "/reply", &[("body", body)]).await.ok();
    let after = replies_on(&client.get(thread).await);
    let mut new = after.difference(&before);
    let id = new.next().expect("the reply stands in its thread");
    assert!(new.next().is_none(), "{form} made more than one reply");
    id.clone()
}

/// The public ids of all replies on the page of a thread, folded ones too.
fn replies_on(page: &Page) -> BTreeSet<String> {
    let anchors = page.attributes("[id^='c-']", "id");
    let ids = anchors.iter().filter(|id| !id.ends_with("-by"));
    ids.map(|id| id.trim_start_matches("c-").to_owned())
        .collect()
}

async fn vote(client: &Client, what: &str, thread: &str) {
    let form = format!("form[action='{what}/vote']");
    client.submit(thread, &form, &[("score", "1")]).await.ok();
}

/// The member follows a community of the other server, asks there and is answered.
async fn meet(home: &Instance, away: &Instance, ben: &Client, zoe: &Client) -> String {
    let patience = Duration::from_secs(60);
    let here = format!("/c/netops@{}", away.host());
    let found = format!("/search?q=!netops@{}", away.host());
    let page = ben.get(&found).await.ok();
    assert_eq!(page.path(), here, "{}", page.text());
    ben.submit(&here, "/follow", &[]).await.ok();
    wait_until("the follow is accepted", patience, async || {
        let page = ben.get(&here).await;
        page.has_form("/unfollow").then_some(())
    })
    .await;
    let fields = [
        ("title", "Which hygrometer can be read over the network?"),
        ("body", "And is *honest*."),
    ];
    let form = format!("{here}/new?kind=question");
    let page = ben.submit(&form, "/new", &fields).await.ok();
    let thread = page.path().to_owned();
    let there = wait_until("the question arrives", patience, async || {
        let page = zoe.get("/c/netops?sort=new").await;
        page.link("Which hygrometer")
    })
    .await;
    zoe.submit(
        &there,
        "/reply",
        &[("body", "Any with a screen and no radio.")],
    )
    .await
    .ok();
    wait_until("the answer comes back", patience, async || {
        let page = ben.get(&thread).await;
        page.has_text("no radio").then_some(())
    })
    .await;
    assert!(home.host() != away.host());
    thread
}
