//! Mail from the real program to a mail server: everything a new member gets, with links that work.

use super::stage::{PASSWORD, SOON, answer, ask};
use federation_tests::{
    ADMIN_NAME, ADMIN_PASSWORD, Client, Database, Instance, InstanceConfig, MailServer, Received,
    World, wait_until,
};
use std::sync::Arc;

const ADDRESS: &str = "ada@mail.example";
const NEW: &str = "another fine sentence";

async fn arrived(mail: &MailServer, link: &str) -> Received {
    let what = format!("a mail with {link} arrives");
    wait_until(&what, SOON, async || mail.mail_with(ADDRESS, link)).await
}

async fn register(alpha: &Instance) -> Client {
    alpha.cli(&["setup", "registration=open"]);
    let ada = alpha.client();
    let fields = [("name", "ada"), ("email", ADDRESS), ("password", PASSWORD)];
    let page = ada.submit("/register", "/register", &fields).await.ok();
    assert!(page.has_text("on its way"), "{}", page.text());
    ada
}

/// Lines of the administrators' list of mails that tell of an answer.
async fn answers_told(admin: &Client) -> usize {
    let page = admin.get("/admin/mails").await.ok();
    let lines = page.select("main li");
    lines
        .iter()
        .filter(|line| line.contains("ben answered"))
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_registers_confirms_forgets_and_is_told_of_an_answer() {
    for database in Database::all() {
        let world = Arc::new(World::new(&["alpha"]));
        let mail = MailServer::start().await;
        let config = mail.of(InstanceConfig::new("alpha").on(database));
        let alpha = Instance::start(&world, config).await;
        let first = register(&alpha).await;

        // The link works in another browser, and once.
        let verify = arrived(&mail, "/verify/").await.link("/verify/");
        let phone = alpha.client();
        let page = phone.submit(&verify, "main form", &[]).await.ok();
        assert!(
            page.has_text("Your address is confirmed"),
            "{}",
            page.text()
        );
        assert_eq!(phone.get(&verify).await.status, 404);

        // Forgetting the password, and choosing another one.
        let typed = [("email", ADDRESS)];
        let page = phone.submit("/forgot", "/forgot", &typed).await.ok();
        assert!(page.has_text("on its way"), "{}", page.text());
        let reset = arrived(&mail, "/password/").await.link("/password/");
        assert_eq!(first.get("/settings").await.path(), "/settings");
        let chosen = [("new", NEW)];
        phone.submit(&reset, "main form", &chosen).await.ok();
        assert_eq!(phone.get("/settings").await.path(), "/settings");
        assert_eq!(first.get("/settings").await.path(), "/login");
        assert_eq!(phone.get(&reset).await.status, 404);

        // A question is answered.
        let ada = alpha.signed_in(ADDRESS, NEW).await;
        alpha.create_account("ben", PASSWORD);
        alpha.create_community("luthiers", "Luthiers", "ben");
        let ben = alpha.signed_in("ben", PASSWORD).await;
        let thread = ask(&ada, "/c/luthiers", "Which glue?", "For a bridge.").await;
        answer(&ben, &thread, "Hide glue, hot.").await;
        let told = arrived(&mail, "/comment/").await;
        assert_eq!(told.subject(), "ben answered “Which glue?”");
        assert!(told.text().contains("Hide glue, hot."), "{}", told.text());
        assert!(told.html().contains("Hide glue, hot."), "{}", told.html());
        let page = ada.get(&told.link("/comment/")).await.ok();
        assert!(page.has_text("Hide glue, hot."), "{}", page.text());

        // Enough of it: as a mail program does it by itself.
        let stop = told.header("List-Unsubscribe").unwrap();
        let stop = stop.trim_matches(['<', '>']);
        let program = alpha.client();
        let page = program.get(stop).await.ok();
        assert!(page.has_text("Stop these mails"), "{}", page.text());
        let one_click = [("List-Unsubscribe", "One-Click")];
        program.post_raw(stop, &one_click).await.ok();
        let page = ada.get("/settings/mail").await.ok();
        let on = page.attributes("input[type=checkbox][checked]", "name");
        assert_eq!(on, ["mention", "followed", "decision", "rules", "desk"]);
        answer(&ben, &thread, "And heat.").await;
        let admin = alpha.signed_in(ADMIN_NAME, ADMIN_PASSWORD).await;
        assert_eq!(answers_told(&admin).await, 1);
        assert_eq!(mail.mails().len(), 3);
    }
}
