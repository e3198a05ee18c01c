use super::*;
use crate::accounts::model::{Craft, OfficeDeed, ProfileForm};
use crate::accounts::queries;
use crate::accounts::queries::office::list_office_acts;
use crate::app::testing::test_app;
use crate::error::Reason;
use crate::ids::AccountId;

#[tokio::test(flavor = "multi_thread")]
async fn suspending_deleting_and_a_new_password_end_every_session() {
    let app = test_app().await;
    make(&app, "root_like", ServerRole::Admin).await;
    for what in ["suspend", "delete", "password"] {
        let name = format!("{what}_ada");
        let ada = make(&app, &name, ServerRole::Member).await.id();
        let (_, first) = signed_in(&app, &name).await;
        let (_, second) = signed_in(&app, &name).await;
        let by = Viewer::System;
        match what {
            "suspend" => actions::suspend(&app, &by, ada).await,
            "delete" => actions::delete_account(&app, &by, ada, "").await,
            _ => actions::set_password(&app, &by, ada, "another fine sentence").await,
        }
        .unwrap();
        assert!(!is_signed_in(&app, &first).await, "{what}");
        assert!(!is_signed_in(&app, &second).await, "{what}");
        assert!(sign_in(&app, &name, PASSWORD).await.is_err(), "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn suspension_is_told_to_the_owner_only_and_can_be_lifted() {
    let app = test_app().await;
    let ada = make(&app, "ada", ServerRole::Member).await.id();
    actions::suspend(&app, &Viewer::System, ada).await.unwrap();
    let told = sign_in(&app, "ada", PASSWORD).await;
    assert!(matches!(told, Err(Error::Refused(Reason::Suspended))));
    assert_eq!(
        fields(sign_in(&app, "ada", "wrong password").await),
        ["password"]
    );
    actions::restore(&app, &Viewer::System, ada).await.unwrap();
    assert!(sign_in(&app, "ada", PASSWORD).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_of_a_suspended_account_is_none() {
    let app = test_app().await;
    let ada = make(&app, "ada", ServerRole::Member).await.id();
    let (_, session) = signed_in(&app, "ada").await;
    // As if the session had been made in the moment of the suspension.
    let mut tx = app.store.begin().await.unwrap();
    queries::update_suspended(&mut tx, ada, Some(app.now()))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(!is_signed_in(&app, &session).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_account_leaves_its_name_and_nothing_else() {
    let app = test_app().await;
    let id = make(&app, "ada", ServerRole::Member).await.id();
    let (signed, _) = signed_in(&app, "ada").await;
    let form = ProfileForm {
        display_name: "Ada Lovelace".into(),
        bio: "I **count**.".into(),
        links: "Home https://ada.example".into(),
        language: "en".into(),
        time_zone: "Europe/London".into(),
        locale: "de".into(),
        headline: "Analyst".into(),
        place: "London".into(),
        expertise: "Engines, tables".into(),
        offers: "Notes".into(),
        seeks: "An engine".into(),
    };
    let ada = actions::update_profile(&app, &signed, &form).await.unwrap();
    assert_eq!(ada.display_name(), "Ada Lovelace");
    assert!(ada.account.bio_html.contains("<strong>count</strong>"));

    let ada = actions::delete_account(&app, &Viewer::System, id, "")
        .await
        .unwrap();
    assert_eq!(ada.actor.name, "ada");
    assert!(ada.actor.gone_at.is_some());
    let account = ada.account;
    assert_eq!(
        (account.display_name, account.bio, account.bio_html),
        (String::new(), String::new(), String::new())
    );
    assert!(account.links.0.is_empty());
    assert!(account.time_zone.is_empty() && account.locale.is_empty());
    assert_eq!(account.craft, Craft::default());
    // The same again changes nothing, and the address is free for somebody else.
    let again = actions::delete_account(&app, &Viewer::System, id, "")
        .await
        .unwrap();
    assert_eq!(again.account.deleted_at, account.deleted_at);
    let other = NewAccount {
        email: "ada@mail.example".into(),
        ..new_account("bob")
    };
    actions::create_account(&app, &Viewer::System, &other, ServerRole::Member)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_with_anything_wrong_is_not_changed() {
    let app = test_app().await;
    make(&app, "ada", ServerRole::Member).await;
    let (signed, _) = signed_in(&app, "ada").await;
    let form = ProfileForm {
        display_name: "x".repeat(65),
        bio: "x".repeat(5_001),
        links: "me javascript:alert(1)".into(),
        language: "<en>".into(),
        time_zone: "Nowhere/Land".into(),
        locale: "tlh".into(),
        headline: "x".repeat(121),
        place: "x".repeat(81),
        expertise: "x".repeat(41),
        offers: "x".repeat(301),
        seeks: "x".repeat(301),
    };
    let refused = actions::update_profile(&app, &signed, &form).await;
    assert_eq!(
        fields(refused),
        [
            "display_name",
            "bio",
            "language",
            "time_zone",
            "locale",
            "links",
            "headline",
            "place",
            "offers",
            "seeks",
            "expertise"
        ]
    );
    let nul = ProfileForm {
        bio: "a\0b".into(),
        ..ProfileForm::default()
    };
    assert_eq!(
        fields(actions::update_profile(&app, &signed, &nul).await),
        ["bio"]
    );
    let mut conn = app.store.read().await.unwrap();
    let ada = queries::find_person(&mut conn, signed.person.id())
        .await
        .unwrap();
    assert_eq!(ada, signed.person);
}

#[tokio::test(flavor = "multi_thread")]
async fn members_manage_nobody_and_administrators_not_themselves() {
    let app = test_app().await;
    let ada = make(&app, "ada", ServerRole::Admin).await.id();
    let bob = make(&app, "bob", ServerRole::Member).await.id();
    let as_admin = Viewer::Account {
        id: ada,
        admin: true,
    };
    let as_member = Viewer::Account {
        id: bob,
        admin: false,
    };
    for (by, target, reason) in [
        (&as_member, ada, Reason::NotAdmin),
        (&as_member, bob, Reason::NotAdmin),
        (&Viewer::Anonymous, bob, Reason::NotAdmin),
        (&as_admin, ada, Reason::Oneself),
    ] {
        let refused = [
            actions::suspend(&app, by, target).await,
            actions::restore(&app, by, target).await,
            actions::delete_account(&app, by, target, "").await,
            actions::set_password(&app, by, target, "another fine sentence").await,
            actions::set_role(&app, by, target, ServerRole::Member).await,
        ];
        for result in refused {
            assert!(matches!(result, Err(Error::Refused(r)) if r == reason));
        }
    }
    actions::set_role(&app, &as_admin, bob, ServerRole::Admin)
        .await
        .unwrap();
    assert_eq!(signed_in(&app, "bob").await.0.role, ServerRole::Admin);
}

#[tokio::test(flavor = "multi_thread")]
async fn owners_are_made_and_removed_by_owners_only() {
    let app = test_app().await;
    let olga = make(&app, "olga", ServerRole::Owner).await.id();
    let ada = make(&app, "ada", ServerRole::Admin).await.id();
    let max = make(&app, "max", ServerRole::Moderator).await.id();
    let ben = make(&app, "ben", ServerRole::Member).await.id();
    let by = |id, admin| Viewer::Account { id, admin };
    let (as_olga, as_ada, as_max) = (by(olga, true), by(ada, true), by(max, false));
    for result in [
        actions::set_role(&app, &as_ada, ben, ServerRole::Owner).await,
        actions::set_role(&app, &as_ada, olga, ServerRole::Member).await,
        actions::suspend(&app, &as_ada, olga).await,
        actions::delete_account(&app, &as_ada, olga, "").await,
        actions::set_password(&app, &as_ada, olga, "another fine sentence").await,
        actions::take_codes_off(&app, &as_ada, olga).await,
        actions::suspend(&app, &as_max, ada).await,
        actions::silence(&app, &as_max, olga).await,
        actions::set_role(&app, &as_max, ben, ServerRole::Moderator).await,
        actions::delete_account(&app, &as_max, ben, "").await,
    ] {
        let refused = Reason::Outranked;
        let lacks = Reason::NotAdmin;
        assert!(matches!(result, Err(Error::Refused(r)) if r == refused || r == lacks));
    }
    let new = new_account("eve");
    let made = actions::create_account(&app, &as_ada, &new, ServerRole::Owner).await;
    assert!(matches!(made, Err(Error::Refused(Reason::NotAdmin))));
    let link = actions::make_password_link(&app, &as_ada, olga).await;
    assert!(matches!(link, Err(Error::Refused(Reason::Outranked))));
    let lost = actions::set_role(&app, &Viewer::System, olga, ServerRole::Admin).await;
    assert!(matches!(lost, Err(Error::Refused(Reason::LastOwner))));

    actions::suspend(&app, &as_max, ben).await.unwrap();
    actions::restore(&app, &as_max, ben).await.unwrap();
    actions::set_role(&app, &as_olga, ada, ServerRole::Owner)
        .await
        .unwrap();
    actions::set_role(&app, &as_ada, olga, ServerRole::Member)
        .await
        .unwrap();
    let mut conn = app.store.read().await.unwrap();
    let acts = list_office_acts(&mut conn, i64::MAX, 50).await.unwrap();
    let noted: Vec<(OfficeDeed, Option<AccountId>)> =
        acts.iter().map(|act| (act.deed, act.by_id)).collect();
    assert_eq!(
        noted,
        [
            (OfficeDeed::Role, Some(ada)),
            (OfficeDeed::Role, Some(olga)),
            (OfficeDeed::Restored, Some(max)),
            (OfficeDeed::Suspended, Some(max)),
        ],
        "what was refused is not among it"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_administrator_cannot_be_lost() {
    let app = test_app().await;
    let ada = make(&app, "ada", ServerRole::Admin).await.id();
    let by = Viewer::System;
    for result in [
        actions::set_role(&app, &by, ada, ServerRole::Member).await,
        actions::suspend(&app, &by, ada).await,
        actions::delete_account(&app, &by, ada, "").await,
    ] {
        assert!(matches!(result, Err(Error::Refused(Reason::LastAdmin))));
    }
    make(&app, "bob", ServerRole::Admin).await;
    actions::set_role(&app, &by, ada, ServerRole::Member)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_for_administrators_and_checked() {
    let app = test_app().await;
    let bob = make(&app, "bob", ServerRole::Member).await.id();
    let member = Viewer::Account {
        id: bob,
        admin: false,
    };
    let form = SettingsForm::default();
    let refused = settings::change(&app, &member, &form).await;
    assert!(matches!(refused, Err(Error::Refused(Reason::NotAdmin))));
    let refused = settings::change(&app, &Viewer::System, &form).await;
    assert_eq!(
        fields(refused),
        ["site_name", "registration", "community_creation"]
    );
    let form = SettingsForm {
        site_name: "The Guild".into(),
        site_description: "For makers.".into(),
        about: "# Hello".into(),
        registration: "open".into(),
        community_creation: "admins".into(),
        ..SettingsForm::default()
    };
    let changed = settings::change(&app, &Viewer::System, &form)
        .await
        .unwrap();
    let mut conn = app.store.read().await.unwrap();
    let loaded = settings::load(&app, &mut conn).await.unwrap();
    assert_eq!(loaded, changed);
    assert_eq!(SettingsForm::from(&loaded), form);
    assert!(loaded.about_html.contains("Hello"));
}
