use super::*;
use crate::server::{Running, start_on};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

fn write_config(dir: &Path, public_url: &str, more: &str) -> std::path::PathBuf {
    let file = dir.join("guildhall.toml");
    let data = dir.join("data");
    let text = format!(
        "[server]\npublic_url = \"{public_url}\"\ndata_dir = \"{}\"\n{more}",
        data.display()
    );
    std::fs::write(&file, text).unwrap();
    file
}

fn find<'f>(findings: &'f [Finding], about: &str) -> &'f Finding {
    findings
        .iter()
        .find(|finding| finding.what.starts_with(about))
        .unwrap_or_else(|| panic!("nothing about {about}: {findings:#?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_configuration_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let file = write_config(dir.path(), "https://guild.example", "colour = \"red\"");
    let findings = examine(Some(&file)).await;
    assert_eq!(findings.len(), 1);
    assert!(findings[0].is_fault());
    let said = findings[0].to_string();
    assert!(said.contains("server.colour"), "{said}");
    assert_eq!(said.matches("config default").count(), 1, "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_never_ran_is_told_to_start() {
    let dir = tempfile::tempdir().unwrap();
    let file = write_config(dir.path(), "http://localhost:1", "");
    let findings = examine(Some(&file)).await;
    let fault = find(&findings, "data directory");
    assert!(fault.is_fault());
    assert!(fault.cure.contains("start the server"), "{fault}");
    // What needs no data is looked at all the same.
    assert!(find(&findings, "public address").is_fault());
    assert_eq!(find(&findings, "mail").verdict, Verdict::Warn);
    let faults = findings.iter().filter(|finding| finding.is_fault());
    assert_eq!(faults.count(), 2, "the missing file is not named, too");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreachable_database_is_named_without_its_password() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("data")).unwrap();
    let more = "[database]\nurl = \"postgres://guild:secret@127.0.0.1:1/guild?sslmode=disable\"";
    let file = write_config(dir.path(), "http://localhost:1", more);
    let findings = examine(Some(&file)).await;
    let fault = find(&findings, "database");
    assert!(fault.is_fault());
    assert!(find(&findings, "public address").is_fault());
    assert!(!fault.to_string().contains("secret"), "{fault}");
}

/// Starts a server on a free port of the loopback, known to itself as `name:PORT`.
async fn running_as(
    name: &str,
) -> (
    tempfile::TempDir,
    std::path::PathBuf,
    crate::server::Running,
) {
    let dir = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{name}:{}", listener.local_addr().unwrap().port());
    let file = write_config(dir.path(), &url, "");
    let config = Config::load(Some(&file)).unwrap();
    let running = start_on(config, listener).await.unwrap();
    (dir, file, running)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_server_is_found_to_be_one() {
    let (_dir, file, running) = running_as("localhost").await;
    let findings = examine(Some(&file)).await;
    let faults: Vec<_> = findings.iter().filter(|f| f.is_fault()).collect();
    assert!(faults.is_empty(), "{findings:#?}");
    assert_eq!(find(&findings, "pictures").verdict, Verdict::Ok);
    let slow = |finding: &&Finding| finding.what.contains("SQLITE_ENABLE_QPSG");
    let slow = findings.iter().find(slow);
    assert_eq!(
        slow, None,
        "whoever builds here builds SQLite as it should be"
    );
    assert!(
        find(&findings, "administrator")
            .cure
            .contains("guildhall setup")
    );
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_on_a_name_under_localhost_is_found() {
    let (_dir, file, running) = running_as("luthiers.localhost").await;
    let findings = examine(Some(&file)).await;
    assert_eq!(find(&findings, "public address").verdict, Verdict::Ok);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_address_and_a_server_that_is_away_are_named() {
    let (dir, _file, running) = running_as("localhost").await;
    let other = write_config(dir.path(), "http://localhost:1", "");
    running.stop().await;
    let findings = examine(Some(&other)).await;
    let address = find(&findings, "address");
    assert!(address.is_fault());
    assert!(address.what.contains("belongs to"), "{address}");
    let said = address.to_string();
    assert_eq!(said.matches("public_url back").count(), 1, "{said}");
    let away = find(&findings, "public address");
    assert!(away.is_fault());
    assert!(away.cure.contains("start the server"), "{away}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_server_whose_address_is_that_of_another_is_told_so() {
    let (_dir, _file, other) = running_as("localhost").await;
    let taken = other.app.config.server.public_url.clone();
    let dir = tempfile::tempdir().unwrap();
    let file = write_config(dir.path(), &taken, "");
    let config = Config::load(Some(&file)).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let running = start_on(config, listener).await.unwrap();
    let findings = examine(Some(&file)).await;
    let identity = find(&findings, "identity");
    assert!(identity.is_fault());
    assert!(identity.cure.contains("server.public_url"), "{identity}");
    running.stop().await;
    other.stop().await;
}

/// Passes everything on to `to`, and says in the first request of each connection whom it comes from.
async fn proxy(listener: TcpListener, to: SocketAddr) {
    loop {
        let (mut from, _) = listener.accept().await.unwrap();
        tokio::spawn(async move {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                if from.read_exact(&mut byte).await.is_err() {
                    return;
                }
                head.extend_from_slice(&byte);
            }
            head.truncate(head.len() - 2);
            head.extend_from_slice(b"X-Forwarded-For: 203.0.113.7\r\n\r\n");
            let mut onward = TcpStream::connect(to).await.unwrap();
            onward.write_all(&head).await.unwrap();
            let _ = copy_bidirectional(&mut from, &mut onward).await;
        });
    }
}

async fn behind_a_proxy(more: &str) -> (Vec<Finding>, Running, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let (front, back) = (
        TcpListener::bind("127.0.0.1:0").await.unwrap(),
        TcpListener::bind("127.0.0.1:0").await.unwrap(),
    );
    let url = format!("http://localhost:{}", front.local_addr().unwrap().port());
    let file = write_config(dir.path(), &url, more);
    tokio::spawn(proxy(front, back.local_addr().unwrap()));
    let running = start_on(Config::load(Some(&file)).unwrap(), back)
        .await
        .unwrap();
    (examine(Some(&file)).await, running, dir)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_is_not_trusted_is_named() {
    let (findings, running, _dir) = behind_a_proxy("").await;
    let visitors = find(&findings, "visitors");
    assert_eq!(visitors.verdict, Verdict::Warn);
    assert!(
        visitors.cure.contains("server.trusted_proxies"),
        "{visitors}"
    );
    running.stop().await;

    let trusted = "trusted_proxies = [\"127.0.0.1\"]";
    let (findings, running, _dir) = behind_a_proxy(trusted).await;
    assert_eq!(find(&findings, "visitors").verdict, Verdict::Ok);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mail_server_is_asked_whether_it_lets_us_in() {
    let (dir, file, running) = running_as("localhost").await;
    let findings = examine(Some(&file)).await;
    let missing = find(&findings, "mail");
    assert_eq!(missing.verdict, Verdict::Warn);
    assert!(missing.cure.contains("mail.host"), "{missing}");

    let url = running.app.config.server.public_url.clone();
    let sink = crate::mail::tests::sink::Sink::open().await;
    let at = |port: u16| {
        format!(
            "[mail]\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\nfrom = \"noreply@guild.example\""
        )
    };
    let file = write_config(dir.path(), &url, &at(sink.port()));
    let findings = examine(Some(&file)).await;
    let sound = find(&findings, "mail");
    assert_eq!(sound.verdict, Verdict::Ok, "{sound}");
    assert!(sink.mails().is_empty(), "nothing is sent");

    sink.answer_next("EHLO", "554 not you");
    let findings = examine(Some(&file)).await;
    assert!(find(&findings, "mail").what.contains("not you"));
    let file = write_config(dir.path(), &url, &at(1));
    assert!(find(&examine(Some(&file)).await, "mail").is_fault());
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_of_a_language_that_cannot_be_used_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("data").join(crate::locale::DIRECTORY);
    std::fs::create_dir_all(&folder).unwrap();
    let file = write_config(dir.path(), "http://localhost:1", "");
    std::fs::write(folder.join("fr.ftl"), "web-search = Rechercher\n").unwrap();
    let fine = examine(Some(&file)).await;
    let languages = find(&fine, "languages");
    assert_eq!(languages.verdict, Verdict::Ok);
    assert_eq!(languages.what, "languages: en, de, fr");
    std::fs::write(folder.join("fr.ftl"), "web-search = { $nom }\n").unwrap();
    let faulty = examine(Some(&file)).await;
    let languages = find(&faulty, "languages");
    assert_eq!(languages.verdict, Verdict::Warn);
    assert!(
        languages.what.contains("web-search has $nom"),
        "{languages}"
    );
}
