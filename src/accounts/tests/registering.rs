use super::*;
use crate::app::testing::{test_app, test_app_with};
use crate::error::Reason;
use chrono::TimeDelta;

async fn register(app: &App, address: &str, new: NewAccount) -> Result<Person> {
    actions::register(app, &client(address), &new, None).await
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_registers_until_registration_is_opened() {
    let app = test_app().await;
    let refused = register(&app, "192.0.2.1", new_account("ada")).await;
    assert!(matches!(
        refused,
        Err(Error::Refused(Reason::RegistrationClosed))
    ));
    open_registration(&app).await;
    let ada = register(&app, "192.0.2.1", new_account("ada")).await;
    let ada = ada.unwrap();
    assert_eq!(ada.handle(), "ada");
    assert_eq!(ada.actor.ap_id, "https://guild.example/u/ada");
    assert_eq!(ada.actor.inbox_url, "https://guild.example/u/ada/inbox");
    let (signed, _) = signed_in(&app, "ada").await;
    assert_eq!(signed.role, ServerRole::Member);
    let key = ada.actor.public_key.unwrap();
    assert!(key.starts_with("-----BEGIN PUBLIC KEY-----"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_or_address_is_given_once_even_after_its_owner_is_gone() {
    let app = test_app().await;
    open_registration(&app).await;
    make(&app, "ada", ServerRole::Member).await;
    let again = NewAccount {
        email: "other@mail.example".into(),
        ..new_account("ada")
    };
    assert_eq!(
        fields(register(&app, "192.0.2.1", again.clone()).await),
        ["name"]
    );
    let email = NewAccount {
        email: "ADA@mail.example".into(),
        ..new_account("bob")
    };
    assert_eq!(fields(register(&app, "192.0.2.1", email).await), ["email"]);
    let ada = actions::delete_account(&app, &Viewer::System, id_of(&app, "ada").await, "").await;
    assert!(ada.unwrap().account.deleted_at.is_some());
    assert_eq!(fields(register(&app, "192.0.2.1", again).await), ["name"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_take_one_name_at_once_one_gets_it() {
    let app = test_app().await;
    let tries = (0..4).map(|n| {
        let app = app.app.clone();
        tokio::spawn(async move {
            let new = NewAccount {
                email: format!("{n}@mail.example"),
                ..new_account("ada")
            };
            actions::create_account(&app, &Viewer::System, &new, ServerRole::Member).await
        })
    });
    let mut made = 0;
    for result in futures_util::future::join_all(tries).await {
        match result.unwrap() {
            Ok(_) => made += 1,
            refused => assert_eq!(fields(refused), ["name"]),
        }
    }
    assert_eq!(made, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_that_is_wrong_is_named_and_nothing_is_made() {
    let app = test_app().await;
    open_registration(&app).await;
    let new = NewAccount {
        name: "admin".into(),
        email: "nowhere".into(),
        password: "short".into(),
    };
    let refused = register(&app, "192.0.2.1", new).await;
    assert_eq!(fields(refused), ["name", "email", "password"]);
    let by_name = NewAccount {
        password: "ada_lovelace".into(),
        ..new_account("ada_lovelace")
    };
    let refused = register(&app, "192.0.2.1", by_name).await;
    assert_eq!(fields(refused), ["password"]);
    let mut conn = app.store.read().await.unwrap();
    assert!(
        !crate::accounts::queries::logins::has_login(&mut conn)
            .await
            .unwrap()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_network_registers_five_times_a_day() {
    let app = test_app().await;
    open_registration(&app).await;
    for n in 0..5 {
        let address = format!("2001:db8:1:2::{n}");
        register(&app, &address, new_account(&format!("ada{n}")))
            .await
            .unwrap();
    }
    let refused = register(&app, "2001:db8:1:2:f::9", new_account("ada9")).await;
    assert!(matches!(
        refused,
        Err(Error::TooMany {
            retry_after: 86_400
        })
    ));
    register(&app, "2001:db8:1:3::1", new_account("bob"))
        .await
        .unwrap();
    app.clock.advance(TimeDelta::days(1));
    register(&app, "2001:db8:1:2::1", new_account("ada9"))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn only_administrators_make_accounts_for_others() {
    let app = test_app().await;
    let member = Viewer::Account {
        id: make(&app, "bob", ServerRole::Member).await.id(),
        admin: false,
    };
    let new = new_account("ada");
    let refused = actions::create_account(&app, &member, &new, ServerRole::Admin).await;
    assert!(matches!(refused, Err(Error::Refused(Reason::NotAdmin))));
}

async fn id_of(app: &App, name: &str) -> crate::ids::AccountId {
    let mut conn = app.store.read().await.unwrap();
    crate::accounts::queries::person_by_handle(&mut conn, name, "guild.example")
        .await
        .unwrap()
        .unwrap()
        .id()
}

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_cost_no_try_and_known_email_addresses_cannot_be_asked_for_at_will() {
    let app = test_app_with(|c| c.rate_limits.registrations_per_address = 2).await;
    open_registration(&app).await;
    make(&app, "ada", ServerRole::Member).await;
    let from = "192.0.2.1";
    for n in 0..4 {
        let weak = NewAccount {
            password: "short".into(),
            ..new_account(&format!("bob{n}"))
        };
        assert_eq!(fields(register(&app, from, weak).await), ["password"]);
        // A name that is taken is said before anything is said of the address, and with all else.
        let taken = register(&app, from, new_account("ada")).await;
        assert_eq!(fields(taken), ["name"]);
        let weak = NewAccount {
            password: "short".into(),
            ..new_account("ada")
        };
        assert_eq!(
            fields(register(&app, from, weak).await),
            ["name", "password"]
        );
    }
    let known = |name: &str| NewAccount {
        email: "ada@mail.example".into(),
        ..new_account(name)
    };
    for n in 0..2 {
        let refused = register(&app, from, known(&format!("carl{n}"))).await;
        assert_eq!(fields(refused), ["email"]);
    }
    for new in [known("carl"), new_account("carl")] {
        let refused = register(&app, from, new).await;
        assert!(
            matches!(refused, Err(Error::TooMany { .. })),
            "alike from now on"
        );
    }
}
