//! Pictures are read by a process of their own (safety.md M-01, M-05): it has little, and whatever becomes of it, the
//! server goes on.

use super::stage::{instance, somebody};
use federation_tests::{Client, Database, Instance, Page, World, binary, wait_until};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const SOON: Duration = Duration::from_secs(30);
const FORM: &str = "/settings/pictures";
const WORD: &str = "decode-picture";
/// Forty million pixels in five million bytes: as much as is taken, and work for a while.
const LARGE: (u32, u32) = (8_000, 5_000);

/// The sum at the end of each part of a PNG.
fn sum(bytes: &[u8]) -> [u8; 4] {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            let odd = sum & 1 == 1;
            sum >>= 1;
            if odd {
                sum ^= 0xedb8_8320;
            }
        }
    }
    (!sum).to_be_bytes()
}

fn part(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    let summed = [&kind[..], data].concat();
    let end = sum(&summed);
    [&length[..], &summed, &end].concat()
}

/// A PNG that says it is this large, with these rows behind it, not packed.
fn png_of((width, height): (u32, u32), rows: &[u8]) -> Vec<u8> {
    let mut packed = vec![0x78, 0x01];
    let mut blocks = rows.chunks(65_535).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap();
        packed.push(u8::from(blocks.peek().is_none()));
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(block);
    }
    // The sum of nothing but zeros: how many they are, and one.
    let zeros = u32::try_from(rows.len()).unwrap() % 65_521;
    packed.extend(((zeros << 16) | 1).to_be_bytes());
    // One bit for each pixel, black or white.
    let head = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &[1, 0, 0, 0, 0],
    ]
    .concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        part(*b"IHDR", &head),
        part(*b"IDAT", &packed),
        part(*b"IEND", &[]),
    ]
    .concat()
}

/// All black.
fn png((width, height): (u32, u32)) -> Vec<u8> {
    let row = 1 + usize::try_from(width.div_ceil(8)).unwrap();
    png_of(
        (width, height),
        &vec![0; row * usize::try_from(height).unwrap()],
    )
}

/// Says that it is huge, and is not.
fn bomb() -> Vec<u8> {
    png_of((65_535, 65_535), &[0; 64])
}

/// Whoever reads the picture, as the server starts it.
fn reader(shape: &str) -> Command {
    let mut command = Command::new(binary());
    command.args([WORD, shape]);
    command
}

fn start(mut command: Command) -> Child {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn read(command: Command, picture: &[u8]) -> Output {
    let mut child = start(command);
    let mut stdin = child.stdin.take().unwrap();
    // One that ends early closes its end.
    let _written = stdin.write_all(picture);
    drop(stdin);
    child.wait_with_output().unwrap()
}

fn first_line(output: &Output) -> String {
    let line = output.stdout.split(|byte| *byte == b'\n').next();
    String::from_utf8_lossy(line.unwrap()).into_owned()
}

/// One column of what the system says about the limits of a process.
fn limit(limits: &str, name: &str) -> Option<String> {
    let line = limits.lines().find_map(|line| line.strip_prefix(name))?;
    // Soft and hard are the same.
    let words: Vec<&str> = line.split_whitespace().take(2).collect();
    (words.len() == 2 && words[0] == words[1]).then(|| words[0].to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_reads_a_picture_gives_up_what_it_does_not_need() {
    let mut child = start(reader("whole"));
    let path = format!("/proc/{}/limits", child.id());
    // The memory it may map is the last that it sets.
    let limits = wait_until("it has set its limits", SOON, async || {
        let limits = fs::read_to_string(&path).unwrap();
        let is_set = limit(&limits, "Max address space").as_deref() == Some("1073741824");
        is_set.then_some(limits)
    })
    .await;
    for (name, expected) in [
        ("Max cpu time", "15"),
        ("Max file size", "0"),
        ("Max data size", "536870912"),
        ("Max core file size", "0"),
        ("Max processes", "0"),
        ("Max open files", "3"),
    ] {
        let found = limit(&limits, name);
        assert_eq!(found.as_deref(), Some(expected), "{name}: {limits}");
    }
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(output.stdout, b"unreadable\n");
}

#[test]
fn a_picture_that_needs_more_than_it_may_have_ends_what_reads_it() {
    let large = png(LARGE);
    let made = read(reader("whole"), &large);
    assert!(made.status.success(), "{made:?}");
    assert_eq!(first_line(&made), "made image/png 2048 1280");
    // Stricter limits than its own stay: 48 MiB of memory are less than the pixels.
    let mut tight = Command::new("/bin/sh");
    tight.args(["-c", "ulimit -d 49152; exec \"$0\" \"$@\""]);
    tight.arg(binary()).args([WORD, "whole"]);
    let ended = read(tight, &large);
    assert_eq!(
        ended.status.signal(),
        Some(Signal::ABORT.as_raw()),
        "{ended:?}"
    );
    assert!(ended.stdout.is_empty(), "it has said nothing");
}

#[test]
fn a_shape_that_there_is_not_is_no_command() {
    let refused = read(reader("round"), b"");
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    assert!(refused.stdout.is_empty());
}

/// Sends a picture of oneself, as people do.
async fn send(client: &Client, picture: &[u8]) -> Page {
    client.upload(FORM, FORM, ("avatar", picture)).await
}

async fn sends_well(client: &Client) {
    let page = send(client, &png((60, 40))).await.ok();
    assert!(page.has_text("pictures are saved."), "{}", page.text());
}

fn refused(page: &Page) -> bool {
    page.status == 422 && page.has_text("This picture is too large")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bomb_is_refused_and_the_next_picture_is_made() {
    let world = Arc::new(World::new(&["alpha"]));
    let alpha = instance(&world, "alpha", Database::Sqlite).await;
    let ada = somebody(&alpha, "alpha").await;
    let server = alpha.pid();
    sends_well(&ada).await;
    let page = send(&ada, &bomb()).await;
    assert!(refused(&page), "{}: {}", page.status, page.text());
    let page = send(&ada, b"%PDF-1.7").await;
    assert_eq!(page.status, 422);
    assert!(page.has_text("This is no picture that we can read"));
    sends_well(&ada).await;
    assert_eq!(alpha.pid(), server);
    // What `doctor` says of the address is not looked at here.
    let said = alpha.try_cli(&["doctor"], "");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(said.contains("ok    pictures: each is read"), "{said}");
}

/// The processes that read pictures for this server now.
fn readers_of(server: &Instance) -> Vec<i32> {
    let parent = server.pid().to_string();
    let processes = fs::read_dir("/proc").unwrap();
    let numbers =
        processes.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<i32>().ok());
    let is_one = |number: &i32| {
        // Each may be gone by now.
        let stat = fs::read_to_string(format!("/proc/{number}/stat")).unwrap_or_default();
        let behind = stat.rsplit_once(')').map(|(_, behind)| behind);
        let mut words = behind.unwrap_or_default().split_whitespace();
        let (state, of) = (words.next(), words.next());
        let said = fs::read(format!("/proc/{number}/cmdline")).unwrap_or_default();
        let said = String::from_utf8_lossy(&said).into_owned();
        state != Some("Z") && of == Some(parent.as_str()) && said.contains(WORD)
    };
    numbers.filter(is_one).collect()
}

/// Kills the first that there is until then.
async fn kill_a_reader(server: &Instance, is_over: &AtomicBool) -> bool {
    while !is_over.load(Ordering::Relaxed) {
        for number in readers_of(server) {
            let number = Pid::from_raw(number).unwrap();
            if kill_process(number, Signal::KILL).is_ok() {
                return true;
            }
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    false
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sent_what_killed_its_reader_is_told_and_the_server_goes_on() {
    let world = Arc::new(World::new(&["alpha"]));
    let alpha = instance(&world, "alpha", Database::Sqlite).await;
    let ada = somebody(&alpha, "alpha").await;
    let server = alpha.pid();
    let large = png(LARGE);
    // A reader that has ended before it is found has made its picture.
    wait_until("a reader was killed in time", SOON, async || {
        let is_over = AtomicBool::new(false);
        let sent = async {
            let page = send(&ada, &large).await;
            is_over.store(true, Ordering::Relaxed);
            page
        };
        let (page, killed) = tokio::join!(sent, kill_a_reader(&alpha, &is_over));
        let told = refused(&page);
        assert!(
            told || page.status == 200,
            "{}: {}",
            page.status,
            page.text()
        );
        (killed && told).then_some(())
    })
    .await;
    assert!(alpha.log().contains("a picture ended what read it"));
    sends_well(&ada).await;
    assert_eq!(alpha.pid(), server);
}
