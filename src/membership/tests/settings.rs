//! Changing texts and settings together, and who hears of other rules by mail.

use crate::accounts::model::{Person, Viewer};
use crate::app::testing::TestApp;
use crate::communities::model::Community;
use crate::communities::tests::{community, person, started};
use crate::error::Error;
use crate::jobs::run_pending;
use crate::mail::actions::{choose, queue};
use crate::mail::model::{MailKind, MailState, NewMail};
use crate::mail::tests::{all_mails, confirm};
use crate::membership::actions::{JoinForm, WholeForm, agree, join, update_whole};
use crate::membership::jobs::MailRules;
use crate::membership::model::Channel;
use crate::posts::actions::{ThreadDraft, delete_thread, start_thread};
use crate::posts::model::ThreadKind;

/// A community of ada's.
struct Guild {
    app: TestApp,
    ada: Person,
    place: Community,
}

impl Guild {
    async fn new() -> Self {
        let app = started().await;
        let ada = person(&app, "ada").await;
        let place = community(&app, &ada, "luthiers").await;
        Self { app, ada, place }
    }

    async fn form(&self) -> WholeForm {
        let mut conn = self.app.store.read().await.unwrap();
        WholeForm::load(&mut conn, &self.place).await.unwrap()
    }

    /// Sets these fields, and nothing else.
    async fn set(&mut self, fields: &[(&str, &str)]) -> Result<(), Error> {
        let before = self.form().await;
        let mut form = before.clone();
        for (name, value) in fields {
            *form.field(name).unwrap() = (*value).to_owned();
        }
        let viewer = Viewer::Account {
            id: self.ada.id(),
            admin: false,
        };
        let (app, by) = (&self.app, &self.ada);
        self.place = update_whole(app, &viewer, by, &self.place, &before, &form).await?;
        Ok(())
    }

    /// Somebody who joined and reads mail.
    async fn member(&self, name: &str) -> Person {
        let person = person(&self.app, name).await;
        let form = JoinForm {
            agreed: Some(1),
            answers: Vec::new(),
        };
        join(&self.app, &person, &self.place, &form, Channel::Page)
            .await
            .unwrap();
        confirm(&self.app, person.id()).await;
        person
    }

    async fn work(&self) {
        run_pending(&self.app.data, &crate::server::jobs())
            .await
            .unwrap();
    }

    /// Whom mails about the rules went to, and their subjects, latest first.
    async fn told_of_rules(&self) -> Vec<(String, String)> {
        self.work().await;
        let mails = all_mails(&self.app).await.into_iter();
        mails
            .filter(|mail| mail.kind == MailKind::Rules)
            .map(|mail| (mail.name.unwrap_or_default(), mail.subject))
            .collect()
    }
}

fn wrong(outcome: Result<(), Error>) -> Vec<&'static str> {
    match outcome {
        Err(Error::Invalid(fields)) => {
            let mut fields: Vec<&str> = fields.iter().map(|error| error.field).collect();
            fields.sort_unstable();
            fields
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_wrong_with_texts_and_settings_is_told_at_once() {
    let mut guild = Guild::new().await;
    person(&guild.app, "ben").await;
    let before = guild.form().await;
    let refused = guild
        .set(&[
            ("title", ""),
            ("rules_change", "great"),
            ("not_for", "Dealers"),
            ("grace_days", "-1"),
            ("greeters", "ben"),
            ("parent", "nowhere"),
        ])
        .await;
    let expected = ["grace_days", "greeters", "parent", "rules_change", "title"];
    assert_eq!(wrong(refused), expected);
    assert_eq!(guild.form().await, before, "and nothing is changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_that_was_named_stays_when_it_has_gone_and_stands_in_nobodys_way() {
    let mut guild = Guild::new().await;
    let draft = ThreadDraft {
        title: "Say hello".into(),
        body: "Here.".into(),
        ..ThreadDraft::default()
    };
    let (place, kind) = (guild.place.id(), ThreadKind::Discussion);
    let hello = start_thread(&guild.app, &guild.ada, place, kind, &draft)
        .await
        .unwrap();
    let path = hello.path();
    guild
        .set(&[("introductions", path.as_str())])
        .await
        .unwrap();
    delete_thread(&guild.app, &guild.ada, hello.id)
        .await
        .unwrap();
    guild.set(&[("not_for", "Dealers")]).await.unwrap();
    let form = guild.form().await;
    assert_eq!(form.settings.introductions, hello.public_id);
    // Nobody names it anew.
    guild.set(&[("introductions", "")]).await.unwrap();
    let refused = guild.set(&[("introductions", path.as_str())]).await;
    assert_eq!(wrong(refused), ["introductions"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_asked_to_agree_reads_so_by_mail_unless_they_have_agreed_meanwhile() {
    let mut guild = Guild::new().await;
    let (ben, cem) = (guild.member("ben").await, guild.member("cem").await);
    choose(&guild.app, cem.id(), &[MailKind::Answer])
        .await
        .unwrap();
    let material = ("rules_change", "material");
    guild
        .set(&[("rules", "Be kind. No trade."), material])
        .await
        .unwrap();
    let subject = "The rules of Rust practitioners have changed";
    let public = ("ben".to_owned(), subject.to_owned());
    let told = guild.told_of_rules().await;
    assert_eq!(told, std::slice::from_ref(&public), "cem wants none");
    // Of what only members read no subject says anything.
    guild.set(&[("read", "members")]).await.unwrap();
    guild
        .set(&[("rules", "Be kind. No names."), material])
        .await
        .unwrap();
    let subject = "The rules of a community have changed";
    let private = ("ben".to_owned(), subject.to_owned());
    assert_eq!(guild.told_of_rules().await, [private, public]);
    // A mail that waits is not sent to who has agreed since.
    let new = NewMail {
        kind: MailKind::Rules,
        account: Some(ben.id()),
        address: None,
    };
    let community = guild.place.id();
    let job = |mail| MailRules {
        mail,
        community,
        version: 3,
    };
    let mut tx = guild.app.store.begin().await.unwrap();
    queue(&mut tx, &guild.app, &new, job).await.unwrap();
    tx.commit().await.unwrap();
    agree(&guild.app, &ben, &guild.place, Some(3), Channel::Page)
        .await
        .unwrap();
    guild.work().await;
    let last = all_mails(&guild.app).await.remove(0);
    let expected = (MailKind::Rules, MailState::Dropped);
    assert_eq!((last.kind, last.state), expected);
}
