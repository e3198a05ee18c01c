//! Somebody of one Guildhall server becomes a member of a community on another, from their own pages: by
//! applying, and by invitation.

use super::stage::{SOON, ask, follow, instance, see, see_no_more, somebody, thread_at};
use federation_tests::{Database, World, wait_until};
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn somebody_of_one_hall_joins_a_community_of_another() {
    for database in Database::all() {
        let world = Arc::new(World::new(&["alpha", "beta"]));
        let alpha = instance(&world, "alpha", database).await;
        let beta = instance(&world, "beta", database).await;
        alpha.create_community("luthiers", "Luthiers", "alpha_ada");
        alpha.cli(&[
            "community",
            "set",
            "luthiers",
            "join=application",
            "post=members",
            "rules=Be kind to all.",
            "questions=text*: What do you build?",
        ]);
        let on_alpha = somebody(&alpha, "alpha").await;
        let on_beta = somebody(&beta, "beta").await;
        let handle = format!("luthiers@{}", alpha.host());
        follow(&on_beta, &handle).await;
        let abroad = format!("/c/{handle}");
        let joining = format!("{abroad}/join");

        // What alpha runs is read in a job.
        let page = wait_until("the page for joining is there", SOON, async || {
            let page = on_beta.get(&joining).await;
            page.has_form("/join").then_some(page)
        })
        .await;
        assert!(page.has_text("Be kind to all.") && page.has_text("What do you build?"));
        let fields = [("answer_1", "Guitars, mostly"), ("agree", "on")];
        let page = on_beta.submit_on(&page, "/join", &fields).await.ok();
        assert!(page.has_text("You applied"), "{}", page.text());
        let desk = "/c/luthiers/desk";
        let page = see(&on_alpha, desk, "Guitars, mostly").await;
        assert!(page.has_text(&beta.host()), "whose server they are on");

        let person = format!("beta_ada@{}", beta.host());
        alpha.cli(&["application", "approve", "luthiers", &person]);
        see(&on_beta, &joining, "You are a member").await;
        ask(&on_beta, &abroad, "Which glue for a top?", "Or fish glue?").await;
        thread_at(&on_alpha, "/c/luthiers", "Which glue for a top?").await;

        // Leaving ends it on both sides.
        on_beta.submit(&joining, "/leave", &[]).await.ok();
        see(&on_alpha, "/c/luthiers/join", "1 member;").await;
        let thread = ask(&on_beta, &abroad, "And for the back?", "The same?").await;
        let waits = format!("It waits on {}", alpha.host());
        assert!(on_beta.get(&thread).await.has_text(&waits));
        let page = see(&on_alpha, desk, "And for the back?").await;

        // Let through all the same, it waits no more.
        let release = "form[action*='/desk/held/']";
        on_alpha.submit_on(&page, release, &[]).await.ok();
        thread_at(&on_alpha, "/c/luthiers", "And for the back?").await;
        see_no_more(&on_beta, &thread, &waits).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_of_one_hall_is_invited_into_a_community_of_another() {
    for database in Database::all() {
        let world = Arc::new(World::new(&["alpha", "beta"]));
        let alpha = instance(&world, "alpha", database).await;
        let beta = instance(&world, "beta", database).await;
        alpha.create_community("luthiers", "Luthiers", "alpha_ada");
        let rules = "rules=Be kind to all.";
        alpha.cli(&["community", "set", "luthiers", "join=invitation", rules]);
        let on_alpha = somebody(&alpha, "alpha").await;
        let on_beta = somebody(&beta, "beta").await;
        let person = format!("beta_ada@{}", beta.host());
        let invitations = "/c/luthiers/settings/invitations";
        let fields = [
            ("way", "person"),
            ("whom", person.as_str()),
            ("words", "We need a bow maker."),
        ];
        on_alpha
            .submit(invitations, "/settings/invitations", &fields)
            .await
            .ok();
        let told = format!("invites you into Luthiers on {}", alpha.host());
        see(&on_beta, "/notifications", &told).await;
        let joining = format!("/c/luthiers@{}/join", alpha.host());
        let page = on_beta.get(&joining).await;
        assert!(page.has_text("You are invited.") && page.has_text("We need a bow maker."));
        assert!(page.has_text("Be kind to all."));
        on_beta
            .submit_on(&page, "/join", &[("agree", "on")])
            .await
            .ok();
        see(&on_beta, &joining, "You are a member").await;
        see(&on_alpha, invitations, "1 of 1 used").await;
    }
}
