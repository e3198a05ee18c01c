use super::*;
use clap::CommandFactory;

#[test]
fn the_command_line_is_consistent() {
    Cli::command().debug_assert();
}

#[test]
fn commands_are_read_as_operators_write_them() {
    for line in [
        "serve",
        "work",
        "demo",
        "setup",
        "setup registration=open site_name=Luthiers",
        "close",
        "close --words soon",
        "open",
        "account create ada --email a@b.example --password-stdin --admin",
        "account password ada --password-stdin",
        "account role ada admin",
        "account suspend ada",
        "account restore ada",
        "account delete ada --yes",
        "account delete ada --successor bo --yes",
        "account link ada",
        "account codes-off ada",
        "account role ada owner",
        "account silence ada",
        "account unsilence ada",
        "community remove luthiers --reason empty",
        "community restore luthiers@b.example",
        "community convener luthiers bo",
        "community set luthiers join=application post=members",
        "application list luthiers",
        "application approve luthiers ben@b.example",
        "application decline luthiers ben --reason full",
        "counts recompute",
        "account list",
        "community create garden --title Garden --convener ada",
        "community list",
        "peer list",
        "peer show b.example",
        "peer block b.example --yes",
        "peer allow b.example",
        "peer severed b.example",
        "peer retry b.example",
        "peer rule b.example --policy silence --days 7 --reason Loud --reject-media",
        "peer rule b.example --listed --per-minute 60",
        "peer import blocks.csv --yes",
        "peer export",
        "peer listed-only true",
        "peer wave --hours 3 --days 2 --note Bots",
        "peer wave --end",
        "purge one https://b.example/post/1 --reason unlawful --yes",
        "purge recent b.example --hours 5 --reason spam",
        "purge newcomers --reason spam --yes",
        "purge list",
        "queue list",
        "queue retry 7",
        "queue retry all",
        "backup create x.tar",
        "backup verify x.tar",
        "backup restore x.tar --force",
        "config check",
        "config print",
        "config default",
        "doctor --config x.toml",
        "debug parse fixtures",
        "debug fetch https://b.example/u/ada",
    ] {
        let words = std::iter::once("guildhall").chain(line.split(' '));
        assert!(Cli::try_parse_from(words).is_ok(), "{line}");
    }
    for line in [
        "",
        "serve twice",
        "queue retry some",
        "peer listed-only perhaps",
        "purge one https://b.example/post/1",
        "setup registration",
        "account role ada king",
        "community set luthiers",
        "community set luthiers join",
        "application decline luthiers ben",
    ] {
        let words = std::iter::once("guildhall").chain(line.split(' ').filter(|w| !w.is_empty()));
        assert!(Cli::try_parse_from(words).is_err(), "{line}");
    }
}

#[test]
fn printed_configuration_masks_secrets() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("guildhall.toml");
    std::fs::write(
        &file,
        "[server]\npublic_url = \"https://guild.example\"\n\
         [database]\nurl = \"postgres://guild:hunter2@db.example/guild\"\n\
         [setup]\nadmin_name = \"ada\"\nadmin_password = \"correct horse\"\n",
    )
    .unwrap();
    let printed = Config::print(Some(&file)).unwrap();
    assert!(!printed.contains("hunter2"), "{printed}");
    assert!(!printed.contains("correct horse"), "{printed}");
    assert!(printed.contains("db.example"), "{printed}");
    assert!(printed.contains("https://guild.example"), "{printed}");
}

async fn app_in(dir: &Path) -> App {
    let text = format!(
        "[server]\npublic_url = \"https://guild.example\"\ndata_dir = \"{}\"",
        dir.join("data").display()
    );
    let mut config = Config::from_parts(&text, Default::default()).unwrap();
    if let Ok(postgres) = std::env::var("TEST_DATABASE_URL") {
        let db = crate::store::test_db::fresh_postgres(&postgres).await;
        config.database.url = db.url;
    }
    server::open(config).await.unwrap()
}

fn parse<'a>(words: impl IntoIterator<Item = &'a str>) -> Command {
    let words = std::iter::once("guildhall").chain(words);
    Cli::try_parse_from(words).unwrap().command
}

#[tokio::test(flavor = "multi_thread")]
async fn operators_make_suspend_and_delete_accounts() {
    let dir = tempfile::tempdir().unwrap();
    let app = app_in(dir.path()).await;
    let account = async |words: &str| match parse(words.split(' ')) {
        Command::Account(command) => account::run(&app, command).await,
        _ => panic!("{words}"),
    };
    account("account create ada --email a@b.example --admin")
        .await
        .unwrap();
    account("account create bo --email b@b.example")
        .await
        .unwrap();
    let bo = account::find(&app, "bo").await.unwrap();
    let known = crate::accounts::actions::find_addresses(&app, bo.id()).await;
    assert!(known.unwrap().is_confirmed, "who runs this vouches for it");
    account("account suspend bo").await.unwrap();
    account("account restore bo").await.unwrap();
    account("account role bo admin").await.unwrap();
    account("account list").await.unwrap();
    let unsaid = account("account delete bo").await.unwrap_err();
    assert!(unsaid.text().contains("--yes"), "{}", unsaid.text());
    account("account delete bo --yes").await.unwrap();
    let again = account("account create bo --email c@b.example")
        .await
        .unwrap_err();
    assert!(again.text().contains("name: "), "{}", again.text());
    let nobody = account("account suspend cleo").await.unwrap_err();
    assert!(nobody.text().contains("nobody here is called cleo"));
    account("account link ada").await.unwrap();
    let gone = account("account link bo").await;
    assert!(gone.is_err(), "a deleted account has no password");
}

#[tokio::test(flavor = "multi_thread")]
async fn operators_remove_communities_name_conveners_and_count_again() {
    use crate::communities::queries::community_by_handle;
    use crate::membership::queries::list_moderators;
    let dir = tempfile::tempdir().unwrap();
    let app = app_in(dir.path()).await;
    crate::accounts::actions::ensure_server_actors(&app)
        .await
        .unwrap();
    let run = async |words: &str| match parse(words.split(' ')) {
        Command::Account(command) => account::run(&app, command).await,
        Command::Community(command) => community::run(&app, command).await,
        Command::Counts(command) => counts::run(&app, command).await,
        _ => panic!("{words}"),
    };
    let luthiers = async || {
        let mut conn = app.store.read().await.unwrap();
        let found = community_by_handle(&mut conn, "luthiers", "guild.example").await;
        found.unwrap().unwrap()
    };
    for name in ["ada", "bo"] {
        run(&format!("account create {name} --email {name}@b.example"))
            .await
            .unwrap();
    }
    run("community create luthiers --title Luthiers --convener ada")
        .await
        .unwrap();
    run("community convener luthiers bo").await.unwrap();
    let mut conn = app.store.read().await.unwrap();
    let conveners = list_moderators(&mut conn, luthiers().await.id()).await;
    assert_eq!(conveners.unwrap().len(), 2);
    drop(conn);
    for (words, live) in [
        ("community remove luthiers --reason Empty", false),
        ("community restore !luthiers@guild.example", true),
    ] {
        run(words).await.unwrap();
        assert_eq!(luthiers().await.is_live(), live, "{words}");
    }
    let unknown = run("community remove nowhere").await.unwrap_err();
    assert!(unknown.text().contains("nowhere"), "{}", unknown.text());
    run("counts recompute").await.unwrap();
    assert_eq!(luthiers().await.row.follower_count, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn operators_set_communities_and_decide_about_applications() {
    use crate::accounts::queries::person_by_handle;
    use crate::communities::model::JoinPolicy;
    use crate::communities::queries::community_by_handle;
    use crate::membership::actions::{JoinForm, Joined, join};
    use crate::membership::model::{Channel, Role};
    use crate::membership::queries::standing;
    let dir = tempfile::tempdir().unwrap();
    let app = app_in(dir.path()).await;
    crate::accounts::actions::ensure_server_actors(&app)
        .await
        .unwrap();
    let run = async |words: &[&str]| match parse(words.iter().copied()) {
        Command::Account(command) => account::run(&app, command).await,
        Command::Community(command) => community::run(&app, command).await,
        Command::Application(command) => application::run(&app, command).await,
        _ => panic!("{words:?}"),
    };
    for name in ["ada", "ben", "cem"] {
        let email = format!("{name}@b.example");
        run(&["account", "create", name, "--email", &email])
            .await
            .unwrap();
    }
    let create = ["community", "create", "luthiers", "--title", "Luthiers"];
    run(&[&create[..], &["--convener", "ada"]].concat())
        .await
        .unwrap();
    let set = ["community", "set", "luthiers"];
    let questions = "questions=text*: What do you build?";
    let right = [
        "join=application",
        "post=members",
        "rules=Be kind.",
        questions,
    ];
    run(&[&set[..], &right[..]].concat()).await.unwrap();
    for (wrong, said) in [
        ("join=maybe", "join: "),
        ("grace_days=x", "grace_days: "),
        ("parent=luthiers", "parent: "),
        ("questions=Why?", "questions: "),
        ("questions=riddle: Why?", "questions: Question 1: "),
        ("colour=red", "there is no setting colour"),
    ] {
        let failure = run(&[&set[..], &[wrong]].concat()).await.unwrap_err();
        assert!(failure.text().contains(said), "{wrong}: {}", failure.text());
    }
    // Everything that is wrong is told at once, and what is right beside it is not done.
    let several = ["title=Changed", "join=maybe", "questions=riddle: Why?"];
    let failure = run(&[&set[..], &several[..]].concat()).await.unwrap_err();
    for said in ["join: ", "questions: "] {
        assert!(failure.text().contains(said), "{}", failure.text());
    }
    let wrong = ["title=Changed", "questions=riddle: Why?"];
    run(&[&set[..], &wrong[..]].concat()).await.unwrap_err();
    let twice = ["post=members", "post=readers"];
    let failure = run(&[&set[..], &twice[..]].concat()).await.unwrap_err();
    assert!(
        failure.text().contains("post is given twice"),
        "{}",
        failure.text()
    );
    let person = async |name: &str| {
        let mut conn = app.store.read().await.unwrap();
        let found = person_by_handle(&mut conn, name, "guild.example").await;
        found.unwrap().unwrap()
    };
    let mut conn = app.store.read().await.unwrap();
    let place = community_by_handle(&mut conn, "luthiers", "guild.example").await;
    let place = place.unwrap().unwrap();
    drop(conn);
    assert_eq!(place.row.join_policy, JoinPolicy::Application);
    assert_eq!(place.row.title, "Luthiers");
    assert_eq!(place.row.rules_version, 1);
    let form = JoinForm {
        agreed: Some(1),
        answers: vec!["Cellos".to_owned()],
    };
    for name in ["ben", "cem"] {
        let joined = join(&app, &person(name).await, &place, &form, Channel::Page).await;
        assert_eq!(joined.unwrap(), Joined::Applied);
    }
    run(&["application", "list", "luthiers"]).await.unwrap();
    run(&["application", "approve", "luthiers", "ben"])
        .await
        .unwrap();
    run(&[
        "application",
        "decline",
        "luthiers",
        "cem",
        "--reason",
        "Full",
    ])
    .await
    .unwrap();
    let again = run(&["application", "approve", "luthiers", "cem"]).await;
    let said = again.unwrap_err();
    let nothing = "cem has no application to luthiers that waits";
    assert!(said.text().contains(nothing), "{}", said.text());
    run(&["application", "list", "luthiers"]).await.unwrap();
    let mut conn = app.store.read().await.unwrap();
    for (name, role) in [("ben", Some(Role::Member)), ("cem", None)] {
        let person = person(name).await;
        let found = standing(&mut conn, &person, &place, app.now()).await;
        assert_eq!(found.unwrap().role, role, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn blocking_shows_its_effects_and_waits_for_a_yes() {
    use crate::activitypub::peers::is_blocked;
    let dir = tempfile::tempdir().unwrap();
    let app = app_in(dir.path()).await;
    let peer = async |words: &str| match parse(words.split(' ')) {
        Command::Peer(command) => peer::run(&app, command).await,
        _ => panic!("{words}"),
    };
    let blocked = async || {
        let mut conn = app.store.read().await.unwrap();
        is_blocked(&mut conn, "evil.example", app.now())
            .await
            .unwrap()
    };
    assert!(peer("peer block evil.example").await.is_err());
    assert!(!blocked().await);
    peer("peer block https://evil.example --yes").await.unwrap();
    assert!(blocked().await);
    peer("peer show evil.example").await.unwrap();
    peer("peer allow evil.example").await.unwrap();
    assert!(!blocked().await);
    assert!(peer("peer retry unknown.example").await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_can_be_changed_and_wrong_ones_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let app = app_in(dir.path()).await;
    let setup = async |words: &[&str]| match parse(words.iter().copied()) {
        Command::Setup(command) => setup::run(&app, &command).await,
        _ => panic!("{words:?}"),
    };
    setup(&["setup"]).await.unwrap();
    let both = ["setup", "registration=open", "rules=1. Be kind."];
    setup(&both).await.unwrap();
    let mut conn = app.store.read().await.unwrap();
    let settings = crate::accounts::settings::load(&app, &mut conn)
        .await
        .unwrap();
    assert_eq!(
        settings.registration,
        crate::accounts::settings::Registration::Open
    );
    assert_eq!(settings.rules, "1. Be kind.");
    assert!(setup(&["setup", "registration=maybe"]).await.is_err());
    let unknown = setup(&["setup", "colour=red"]).await.unwrap_err();
    assert!(unknown.text().contains("there is no setting colour"));
}

/// What a Lemmy 0.19.20 really sent and served, under other names; beside it what we make of it.
#[test]
fn everything_a_lemmy_sends_means_something() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/fixtures/lemmy");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let now = crate::store::Time::new(crate::app::Clock::now(&crate::app::SystemClock));
    let mut said = String::new();
    for path in files {
        let value = crate::activitypub::json::parse(&std::fs::read(&path).unwrap()).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let sentence = meaning::meaning(&value, now).unwrap_or_else(|why| panic!("{name}: {why}"));
        said.push_str(&format!("{name}: {sentence}\n"));
    }
    let expected = std::fs::read_to_string(folder.with_extension("txt")).unwrap();
    assert_eq!(said, expected);
}
