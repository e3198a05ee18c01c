//! Both servers, the people on them, and waiting for what one must show of the other.

use crate::api::{Lemmy, User};
use crate::play::{Outcome, Trouble};
use federation_tests::stage::{PASSWORD, without_slug};
use federation_tests::{Client, Database, Instance, InstanceConfig, Page, World, wait_until};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub const LEMMY_PASSWORD: &str = "a long enough password";

/// Somebody on our server.
pub struct Ours {
    pub name: String,
    pub handle: String,
    pub client: Client,
}

pub struct Stage {
    pub guild: Instance,
    pub lemmy: Lemmy,
    pub patience: Duration,
    /// Convenes our community.
    pub ada: Ours,
    pub ben: Ours,
    /// Reads; holds no office and wrote nothing.
    pub cleo: Ours,
    /// Convenes theirs.
    pub lena: User,
    pub max: User,
    pub admin: User,
    /// `luthiers_…`, our community, and `garden_…`, theirs. Every run has names of its own, since
    /// a Lemmy keeps what it has seen, keys included.
    pub luthiers: String,
    pub garden: String,
}

/// What the environment says.
pub struct Settings {
    pub lemmy: String,
    pub admin: String,
    pub password: String,
    pub at: String,
    pub patience: Duration,
}

impl Stage {
    pub async fn set(settings: &Settings) -> Result<Stage, String> {
        let lemmy = Lemmy::find(&settings.lemmy).await?;
        let admin = lemmy.sign_in(&settings.admin, &settings.password).await?;
        open_doors(&admin).await?;
        let run = run_name();
        let password = LEMMY_PASSWORD;
        let lena = lemmy.register(&format!("lena_{run}"), password).await?;
        let max = lemmy.register(&format!("max_{run}"), password).await?;
        let garden = format!("garden_{run}");
        let body = json!({"name": garden, "title": "Garden"});
        lena.post("/community", body).await?;

        let world = Arc::new(World::at("guild", &settings.at));
        println!("our server keeps its data in {}", world.folder().display());
        let guild = start(&world, settings, &lemmy).await;
        let luthiers = format!("luthiers_{run}");
        let ada = ours(&guild, &format!("ada_{run}")).await;
        let ben = ours(&guild, &format!("ben_{run}")).await;
        let cleo = ours(&guild, &format!("cleo_{run}")).await;
        guild.create_community(&luthiers, "Luthiers", &ada.name);
        Ok(Stage {
            guild,
            lemmy,
            patience: settings.patience,
            ada,
            ben,
            cleo,
            lena,
            max,
            admin,
            luthiers,
            garden,
        })
    }

    /// Our community's path here.
    pub fn home(&self) -> String {
        format!("/c/{}", self.luthiers)
    }

    /// Its handle, for others.
    pub fn home_handle(&self) -> String {
        format!("{}@{}", self.luthiers, self.guild.host())
    }

    /// Their community's path here.
    pub fn abroad(&self) -> String {
        format!("/c/{}@{}", self.garden, self.lemmy.host)
    }

    pub async fn wait<T, F>(&self, what: &str, look: F) -> T
    where
        F: AsyncFnMut() -> Option<T>,
    {
        wait_until(what, self.patience, look).await
    }

    /// The path of a thread in the list of a community here.
    pub async fn thread(&self, community: &str, title: &str) -> String {
        let what = format!("{title:?} is in {community}");
        let list = format!("{community}?sort=new");
        self.wait(&what, async || {
            let page = self.ada.client.get(&list).await;
            Some(without_slug(&page.link(title)?))
        })
        .await
    }

    pub async fn see(&self, who: &Ours, path: &str, text: &str) -> Page {
        let what = format!("{text:?} is on {path}");
        self.wait(&what, async || {
            let page = who.client.get(path).await;
            page.has_text(text).then_some(page)
        })
        .await
    }

    pub async fn see_no_more(&self, who: &Ours, path: &str, text: &str) {
        let what = format!("{text:?} has gone from {path}");
        self.wait(&what, async || {
            let page = who.client.get(path).await;
            (!page.has_text(text)).then_some(())
        })
        .await;
    }

    /// Waits until a thread here (`#thread`) or a reply on it (`#c-…`) has so many votes.
    pub async fn see_votes(&self, thread: &str, at: &str, votes: i64) {
        // Pages write the sign, not the hyphen.
        let wanted = format!("Votes: {votes}").replace('-', "−");
        let css = format!("{at} > .post-in > .post-foot .post-votes b");
        let mut said = Vec::new();
        let what = format!("{thread} {at} has {votes} votes");
        self.wait(&what, async || {
            said = self.ada.client.get(thread).await.select(&css);
            (said.first() == Some(&wanted)).then_some(())
        })
        .await;
    }

    /// The id in Lemmy of a post with this title.
    pub async fn lemmy_post(&self, community: i64, title: &str) -> i64 {
        let what = format!("Lemmy has the post {title:?}");
        self.wait(&what, async || {
            let posts = self.admin.list_posts(community).await.ok()?;
            let found = posts.iter().find(|post| post["post"]["name"] == title)?;
            found["post"]["id"].as_i64()
        })
        .await
    }

    /// The id in Lemmy of a comment that says this.
    pub async fn lemmy_comment(&self, post: i64, text: &str) -> i64 {
        let what = format!("Lemmy has the comment {text:?}");
        self.wait(&what, async || {
            let comments = self.admin.list_comments(post).await.ok()?;
            let says = |view: &&Value| {
                let content = view["comment"]["content"].as_str();
                content.is_some_and(|content| content.contains(text))
            };
            comments.iter().find(says)?["comment"]["id"].as_i64()
        })
        .await
    }

    /// Waits until the administrator of the Lemmy sees a post in some state.
    pub async fn post_is(&self, id: i64, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
        let what = format!("the post {id} is {what} on Lemmy");
        self.wait(&what, async || {
            let view = self.admin.read_post(id).await.ok()?;
            holds(&view).then_some(view)
        })
        .await
    }

    pub async fn comment_is(&self, id: i64, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
        let what = format!("the comment {id} is {what} on Lemmy");
        self.wait(&what, async || {
            let view = self.admin.read_comment(id).await.ok()?;
            holds(&view).then_some(view)
        })
        .await
    }

    /// What everybody here sees of a thread or reply, before and after somebody changes that.
    pub async fn is_shown(&self, path: &str, text: &str, shown: bool) {
        if shown {
            self.see(&self.cleo, path, text).await;
        } else {
            self.see_no_more(&self.cleo, path, text).await;
        }
    }

    /// The step makes no sense unless it changes what is seen.
    pub async fn must_be_shown(&self, path: &str, text: &str, shown: bool) -> Outcome {
        let page = self.cleo.client.get(path).await;
        match (page.has_text(text), shown) {
            (true, false) => Err(Trouble::NotTried(format!("{text:?} is on {path} already"))),
            (false, true) => Err(Trouble::NotTried(format!("{text:?} is not on {path}"))),
            _ => Ok(()),
        }
    }

    /// Fills a form here and sends it, and expects no error page.
    pub async fn submit(
        &self,
        who: &Ours,
        path: &str,
        form: &str,
        fields: &[(&str, &str)],
    ) -> Page {
        let page = who.client.submit(path, form, fields).await;
        assert!(
            page.status < 400,
            "{path} {form} answered {}: {}",
            page.status,
            page.text()
        );
        page
    }

    /// Acts of moderation and reports have a page of their own.
    pub async fn act(&self, who: &Ours, thing: &str, act: &str, fields: &[(&str, &str)]) {
        let path = format!("{thing}/{act}");
        self.submit(who, &path, &format!("/{act}"), fields).await;
    }

    /// Deletes something of one's own here, which is asked on a page of its own, or puts it back with
    /// the button on `page`.
    pub async fn set_deleted(&self, who: &Ours, page: &str, thing: &str, deleted: bool) {
        if deleted {
            return self.act(who, thing, "delete", &[]).await;
        }
        let form = format!("form[action='{thing}/undelete']");
        self.submit(who, page, &form, &[]).await;
    }

    /// Votes here on a thread or reply.
    pub async fn vote(&self, who: &Ours, thread: &str, thing: &str, score: &str) {
        let form = format!("form[action='{thing}/vote']");
        self.submit(who, thread, &form, &[("score", score)]).await;
    }

    /// What a moderator there did must be in the log that Lemmy shows.
    pub async fn modlog_says(&self, list: &str, field: &str, reason: &str) {
        let what = format!("Lemmy's log has {reason:?} among {list}");
        self.wait(&what, async || {
            let log = self.admin.get("/modlog", &[("limit", "50")]).await.ok()?;
            let entries = log[list].as_array()?;
            entries
                .iter()
                .any(|entry| entry[field]["reason"] == reason)
                .then_some(())
        })
        .await;
    }
}

/// A Lemmy for trying things out: anybody may register, nobody is slowed down.
async fn open_doors(admin: &User) -> Result<(), String> {
    let limits = ["message", "post", "register", "comment", "search", "image"];
    let mut site = json!({
        "registration_mode": "Open", "captcha_enabled": false, "require_email_verification": false,
        "enable_downvotes": true,
    });
    for limit in limits {
        site[format!("rate_limit_{limit}")] = json!(100_000);
        site[format!("rate_limit_{limit}_per_second")] = json!(1);
    }
    admin.put("/site", site).await?;
    Ok(())
}

/// Five characters that no run before had.
fn run_name() -> String {
    const DIGITS: &[u8; 32] = b"abcdefghijkmnopqrstuvwxyz2345678";
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let mut left = now.map_or(0, |now| now.as_secs() / 2);
    let mut name = String::new();
    for _ in 0..5 {
        let digit = usize::try_from(left % 32).unwrap_or(0);
        name.push(DIGITS.get(digit).copied().map_or('a', char::from));
        left /= 32;
    }
    name
}

async fn start(world: &Arc<World>, settings: &Settings, lemmy: &Lemmy) -> Instance {
    // We reach the Lemmy by its own name at the address that was given; it finds ours by itself.
    let address = url::Url::parse(&settings.lemmy).ok();
    if let Some(url::Host::Ipv4(address)) = address.as_ref().and_then(url::Url::host) {
        let name = lemmy.host.split(':').next().unwrap_or_default();
        world.add_host(&address.to_string(), name);
    }
    let database = Database::all().pop().unwrap_or(Database::Sqlite);
    let private = format!("{},{}", world.private_hosts(), lemmy.host);
    let config = InstanceConfig::new("guild")
        .on(database)
        .with("GUILDHALL__FEDERATION__PRIVATE_HOSTS", &private)
        .with("GUILDHALL__LOG__LEVEL", "guildhall=debug,info");
    Instance::start(world, config).await
}

async fn ours(guild: &Instance, name: &str) -> Ours {
    guild.create_account(name, PASSWORD);
    Ours {
        name: name.to_owned(),
        handle: format!("{name}@{}", guild.host()),
        client: guild.signed_in(name, PASSWORD).await,
    }
}
