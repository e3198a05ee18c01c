use super::*;
use crate::accounts::actions::{create_account, ensure_server_actors};
use crate::accounts::model::{NewAccount, ServerRole, Viewer};
use crate::accounts::queries::person_by_handle;
use crate::config::Config;
use crate::media::actions::add_picture;
use crate::media::queries::hanging_by_key;
use crate::media::shelf;
use crate::media::tests::{png, sent};
use crate::server::{self, StartError};
use crate::store::presence::Presence;
use std::path::Path;

/// A configuration on a database of its own, on whichever kind is being tested.
async fn config_in(dir: &Path) -> Config {
    let text = format!(
        "[server]\npublic_url = \"https://guild.example\"\ndata_dir = \"{}\"",
        dir.join("data").display()
    );
    let mut config = Config::from_parts(&text, Default::default()).unwrap();
    if let Ok(postgres) = std::env::var("TEST_DATABASE_URL") {
        let db = crate::store::test_db::fresh_postgres(&postgres).await;
        config.database.url = db.url;
    }
    config
}

async fn add(app: &crate::app::App, name: &str) {
    let new = NewAccount {
        name: name.to_owned(),
        email: format!("{name}@example.com"),
        password: "spruce tops and maple ribs".to_owned(),
    };
    create_account(app, &Viewer::System, &new, ServerRole::Member)
        .await
        .unwrap();
}

async fn knows(app: &crate::app::App, name: &str) -> bool {
    let mut conn = app.store.read().await.unwrap();
    let found = person_by_handle(&mut conn, name, "guild.example").await;
    found.unwrap().is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_server_is_the_one_that_was_backed_up() {
    let dir = tempfile::tempdir().unwrap();
    let config = config_in(dir.path()).await;
    let app = server::open(config.clone()).await.unwrap();
    ensure_server_actors(&app).await.unwrap();
    add(&app, "ada").await;
    std::fs::create_dir_all(dir.path().join("data/secrets")).unwrap();
    std::fs::write(dir.path().join("data/secrets/key"), "secret").unwrap();
    let file = dir.path().join("one.tar");
    let made = create(&app, &file).await.unwrap();
    assert_eq!(made.tables["logins"], 1);
    assert_eq!(verify(&file).unwrap(), made);
    assert!(matches!(
        create(&app, &file).await,
        Err(BackupError::Exists(_))
    ));

    add(&app, "after").await;
    drop(app);
    let refused = restore(&config, &file, false)
        .await
        .unwrap_err()
        .to_string();
    assert!(refused.contains("not empty"), "{refused}");
    std::fs::remove_dir_all(dir.path().join("data/secrets")).unwrap();
    restore(&config, &file, true).await.unwrap();

    let app = server::open(config).await.unwrap();
    assert!(knows(&app, "ada").await);
    assert!(!knows(&app, "after").await);
    assert_eq!(
        std::fs::read_to_string(dir.path().join("data/secrets/key")).unwrap(),
        "secret"
    );
    let again = create(&app, &dir.path().join("two.tar")).await.unwrap();
    assert_eq!(again.tables, made.tables);
    assert_eq!(again.sequences, made.sequences);
    if made.database == Kind::Postgres {
        // Text of the same rows is the same text.
        assert_eq!(again.parts, made.parts);
    }
    // The next account gets a number of its own.
    add(&app, "cleo").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_in_backups_and_come_back() {
    let dir = tempfile::tempdir().unwrap();
    let config = config_in(dir.path()).await;
    let app = server::open(config.clone()).await.unwrap();
    ensure_server_actors(&app).await.unwrap();
    add(&app, "ada").await;
    let ada = {
        let mut conn = app.store.read().await.unwrap();
        let found = person_by_handle(&mut conn, "ada", "guild.example").await;
        found.unwrap().unwrap()
    };
    let added = add_picture(&app, &ada, &sent(&png(9, 9))).await.unwrap();
    let hash = {
        let mut conn = app.store.read().await.unwrap();
        let found = hanging_by_key(&mut conn, &added.key).await;
        found.unwrap().unwrap().picture.hash
    };
    let media = dir.path().join("data/media");
    std::fs::write(media.join(".new-1"), "half").unwrap();
    let file = dir.path().join("one.tar");
    let made = create(&app, &file).await.unwrap();
    let pictures = made.parts.iter().map(|part| part.name.as_str());
    let pictures: Vec<&str> = pictures.filter(|name| name.starts_with("media/")).collect();
    let name = format!("media/{}/{hash}", hash.get(..2).unwrap());
    assert_eq!(pictures, [name.as_str()], "and nothing that is half done");

    let before = shelf::read(&app, &hash).await.unwrap().unwrap();
    drop(app);
    std::fs::remove_dir_all(&media).unwrap();
    restore(&config, &file, true).await.unwrap();
    let app = server::open(config).await.unwrap();
    assert_eq!(shelf::read(&app, &hash).await.unwrap(), Some(before));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_goes_into_an_empty_place_without_force() {
    let dir = tempfile::tempdir().unwrap();
    let app = server::open(config_in(dir.path()).await).await.unwrap();
    ensure_server_actors(&app).await.unwrap();
    add(&app, "ada").await;
    let file = dir.path().join("one.tar");
    create(&app, &file).await.unwrap();

    let elsewhere = tempfile::tempdir().unwrap();
    let config = config_in(elsewhere.path()).await;
    let restored = restore(&config, &file, false).await.unwrap();
    assert!(restored.put_aside.is_empty());
    assert!(knows(&server::open(config).await.unwrap(), "ada").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn damaged_and_foreign_backups_are_refused_and_change_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let config = config_in(dir.path()).await;
    let app = server::open(config.clone()).await.unwrap();
    ensure_server_actors(&app).await.unwrap();
    let file = dir.path().join("one.tar");
    create(&app, &file).await.unwrap();

    let mut bytes = std::fs::read(&file).unwrap();
    let whole = bytes.clone();
    let middle = bytes.len() * 3 / 4;
    bytes[middle] ^= 1;
    let bad = dir.path().join("bad.tar");
    std::fs::write(&bad, &bytes).unwrap();
    let cut = dir.path().join("cut.tar");
    std::fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    let none = dir.path().join("none.tar");
    std::fs::write(&none, "this is no backup").unwrap();
    for file in [&cut, &none] {
        assert!(verify(file).is_err(), "{}", file.display());
        assert!(restore(&config, file, true).await.is_err());
    }
    // A flipped bit may fall into the padding between parts, where it changes nothing.
    if let Ok(read) = verify(&bad) {
        assert_eq!(read, verify(&file).unwrap());
    }

    let mut other = config.clone();
    other.server.public_url = "https://other.example".to_owned();
    let refused = restore(&other, &file, true).await.unwrap_err().to_string();
    assert!(
        refused.contains("belongs to https://guild.example"),
        "{refused}"
    );
    assert!(person_there(&config).await);
}

async fn person_there(config: &Config) -> bool {
    knows(&server::open(config.clone()).await.unwrap(), "desk").await
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_may_read_a_backup() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let app = server::open(config_in(dir.path()).await).await.unwrap();
    let file = dir.path().join("one.tar");
    create(&app, &file).await.unwrap();
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_that_breaks_off_leaves_postgresql_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let config = config_in(dir.path()).await;
    let app = server::open(config.clone()).await.unwrap();
    ensure_server_actors(&app).await.unwrap();
    let file = dir.path().join("one.tar");
    let mut manifest = create(&app, &file).await.unwrap();
    if manifest.database != Kind::Postgres {
        // On SQLite the file is checked before it takes the other one's place.
        return;
    }
    add(&app, "after").await;
    let room = tempfile::tempdir().unwrap();
    archive::unpack(&file, Some(room.path())).unwrap();
    *manifest.tables.get_mut("accounts").unwrap() += 1;
    let url = config.database_url();
    let failed = pg::load(&url, &manifest, room.path()).await;
    assert!(matches!(failed, Err(BackupError::Damaged(_))), "{failed:?}");
    assert!(knows(&app, "after").await);

    manifest.migrations.push("29990101000000".to_owned());
    let refused = pg::refuse_newer(&url, &manifest).await.unwrap_err();
    assert!(refused.to_string().contains("29990101000000"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_not_restored_under_a_server_that_runs() {
    let dir = tempfile::tempdir().unwrap();
    let mut config = config_in(dir.path()).await;
    config.server.listen = "127.0.0.1:0".parse().unwrap();
    let file = dir.path().join("one.tar");
    let running = server::start(config.clone()).await.unwrap();
    create(&running.app, &file).await.unwrap();
    add(&running.app, "after").await;
    let refused = async || {
        let refused = restore(&config, &file, true).await.unwrap_err();
        let refused = refused.to_string();
        assert!(refused.contains("another Guildhall server"), "{refused}");
    };
    refused().await;
    assert!(knows(&running.app, "after").await);
    running.stop().await;
    if sqlite_path(&config.database_url()).is_none() {
        let working = server::work(config.clone()).await.unwrap();
        refused().await;
        working.stop().await;
    }
    restore(&config, &file, true).await.unwrap();
    let app = server::open(config.clone()).await.unwrap();
    assert!(!knows(&app, "after").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_server_starts_while_a_backup_is_restored() {
    let Ok(postgres) = std::env::var("TEST_DATABASE_URL") else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let mut config = config_in(dir.path()).await;
    config.server.listen = "127.0.0.1:0".parse().unwrap();
    let url = config.database_url();
    let restoring = Presence::alone(&url).await.unwrap().unwrap();
    let refused = server::start(config.clone()).await;
    assert!(matches!(refused, Err(StartError::BeingRestored)));
    // Another server, in another schema of the same database.
    let other = crate::store::test_db::fresh_postgres(&postgres).await;
    assert!(Presence::shared(&other.url).await.unwrap().is_some());
    restoring.leave().await;
    server::start(config).await.unwrap().stop().await;
}

#[test]
fn a_backup_of_the_other_kind_of_database_is_refused_by_the_names_of_both() {
    let mut config = Config::from_parts(
        "[server]\npublic_url = \"https://guild.example\"",
        Default::default(),
    )
    .unwrap();
    let mut manifest = Manifest {
        format: FORMAT,
        guildhall: "0.1.0".to_owned(),
        database: Kind::Postgres,
        public_url: "https://guild.example/".to_owned(),
        created_at: Time::new("2026-11-23T10:20:00Z".parse().unwrap()),
        migrations: Vec::new(),
        tables: Default::default(),
        sequences: Default::default(),
        parts: Vec::new(),
    };
    let cases = [
        (
            Kind::Postgres,
            "sqlite:guild.db",
            "made on PostgreSQL, but database.url names SQLite",
        ),
        (
            Kind::Sqlite,
            "postgres://localhost/guild",
            "made on SQLite, but database.url names PostgreSQL",
        ),
    ];
    for (kind, url, words) in cases {
        manifest.database = kind;
        config.database.url = url.to_owned();
        let refused = restore::check(&config, &manifest).unwrap_err().to_string();
        assert!(refused.contains(words), "{refused}");
    }
}
