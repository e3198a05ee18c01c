//! Open sessions and what operators do on the command line (safety.md A-01).

use super::stage::{PASSWORD, instance, somebody};
use federation_tests::{Client, Database, World};
use std::sync::Arc;

/// Whether the page of somebody's own settings is theirs to see.
async fn is_signed_in(client: &Client) -> bool {
    let page = client.get("/settings").await;
    assert_eq!(page.status, 200, "{}", page.text());
    page.path() == "/settings"
}

#[tokio::test(flavor = "multi_thread")]
async fn what_operators_do_to_an_account_ends_its_sessions_at_once() {
    for database in Database::all() {
        let world = Arc::new(World::new(&["alpha"]));
        let alpha = instance(&world, "alpha", database).await;
        let phone = somebody(&alpha, "alpha").await;
        let desk = somebody(&alpha, "alpha").await;
        assert!(is_signed_in(&phone).await && is_signed_in(&desk).await);
        alpha.cli(&["account", "suspend", "alpha_ada"]);
        assert!(!is_signed_in(&phone).await && !is_signed_in(&desk).await);
        alpha.cli(&["account", "restore", "alpha_ada"]);
        assert!(!is_signed_in(&phone).await, "what was ended stays so");

        let phone = somebody(&alpha, "alpha").await;
        assert!(is_signed_in(&phone).await);
        let set = ["account", "password", "alpha_ada", "--password-stdin"];
        alpha.cli_with_input(&set, "another long enough password");
        assert!(!is_signed_in(&phone).await);
        let old = [("name", "alpha_ada"), ("password", PASSWORD)];
        let refused = phone.submit("/login", "/login", &old).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        phone
            .sign_in("alpha_ada", "another long enough password")
            .await;
        assert!(is_signed_in(&phone).await);
    }
}
