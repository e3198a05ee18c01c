//! Making pictures in a process of its own (safety.md M-01, M-05): a reader that breaks, hangs or asks for too much
//! over what somebody sent takes nothing along but that picture. The process is this program once more, for one
//! picture. It sets itself limits that it cannot lift again, reads from its standard input what was sent, and says on
//! its standard output what it made of it.
//!
//! What it says is believed no more than what was sent: a reader that was taken over could say anything.

use super::making::{Fault, Made, WHOLE_MAX, make};
use super::model::{PictureType, Shape};
use crate::error::{Error, Result};
use rustix::process::{Resource, Rlimit, Signal, getrlimit, setrlimit};
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitCode, ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};

/// Stands behind the name of the program, before the shape.
const WORD: &str = "decode-picture";
const MIB: u64 = 1024 * 1024;
/// What the process may have. It has three files, opens no other and starts nothing. Its memory holds the most that
/// any picture of 40 million pixels needs: a JPEG that comes in passes is kept twice while it is read. What it may
/// map is more than that, since the program itself is mapped, too.
const LIMITS: [(Resource, u64); 7] = [
    (Resource::Core, 0),
    (Resource::Fsize, 0),
    (Resource::Nofile, 3),
    (Resource::Nproc, 0),
    (Resource::Cpu, 15),
    (Resource::Data, 512 * MIB),
    (Resource::As, 1024 * MIB),
];
/// By the clock, where the machine has other things to do; shorter than any request may take, so that whoever sent it
/// is told what it was.
const PATIENCE: Duration = Duration::from_secs(20);
/// The largest picture that can come out is one with every colour of every pixel in it, not packed at all.
const SAID_MAX: usize = 20 * 1024 * 1024;
/// Kept of what it complains of.
const COMPLAINT_MAX: usize = 1_000;

/// The shape that the arguments of this process ask for, where they ask it for a picture.
#[must_use]
pub fn asked(arguments: impl Iterator<Item = OsString>) -> Option<Shape> {
    let mut words = arguments.skip(1);
    if words.next()? != WORD {
        return None;
    }
    let shape = shape_of(words.next()?.to_str()?)?;
    words.next().is_none().then_some(shape)
}

/// Makes one picture of what stands on standard input.
#[must_use]
pub fn answer(shape: Shape) -> ExitCode {
    let answered = confine().and_then(|()| read_and_say(shape));
    let Err(error) = answered else {
        return ExitCode::SUCCESS;
    };
    // Nobody may be there to read it.
    let _ = writeln!(io::stderr(), "no picture is made: {error}");
    ExitCode::FAILURE
}

fn confine() -> io::Result<()> {
    // Where the machine runs out of memory, this is what goes first. Other systems have no such file.
    let _ = std::fs::write("/proc/self/oom_score_adj", "1000");
    for (resource, most) in LIMITS {
        // Elsewhere more is mapped than that before a program begins.
        if resource == Resource::As && !cfg!(target_os = "linux") {
            continue;
        }
        // What is stricter already stays so.
        let least = |now: Option<u64>| Some(now.map_or(most, |now| now.min(most)));
        let now = getrlimit(resource);
        let limit = Rlimit {
            current: least(now.current),
            maximum: least(now.maximum),
        };
        setrlimit(resource, limit)?;
    }
    Ok(())
}

fn read_and_say(shape: Shape) -> io::Result<()> {
    let mut sent = Vec::new();
    io::stdin().lock().read_to_end(&mut sent)?;
    let made = make(&sent, shape);
    let mut out = io::stdout().lock();
    out.write_all(head(&made).as_bytes())?;
    if let Ok(made) = &made {
        out.write_all(&made.bytes)?;
    }
    out.flush()
}

/// The line that tells what was made; the picture follows it.
fn head(made: &Result<Made, Fault>) -> String {
    match made {
        Ok(made) => format!("made {} {} {}\n", made.media_type, made.width, made.height),
        Err(fault) => format!("{}\n", word_of_fault(*fault)),
    }
}

/// None for what no process of ours says.
fn understand(said: &[u8]) -> Option<Result<Made, Fault>> {
    let end = said.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = said.split_at_checked(end)?;
    let bytes = rest.get(1..)?.to_vec();
    let words: Vec<&str> = std::str::from_utf8(line).ok()?.split(' ').collect();
    match words.as_slice() {
        ["made", media_type, width, height] => {
            let made = Made {
                media_type: PictureType::parse(media_type)?,
                width: side(width)?,
                height: side(height)?,
                bytes,
            };
            let seen = image::guess_format(&made.bytes).ok()?.to_mime_type();
            (seen == made.media_type.as_str()).then_some(Ok(made))
        }
        [word] if bytes.is_empty() => Some(Err(fault_of(word)?)),
        _ => None,
    }
}

fn side(word: &str) -> Option<u32> {
    let side = word.parse().ok()?;
    (1..=WHOLE_MAX).contains(&side).then_some(side)
}

fn word_of(shape: Shape) -> &'static str {
    match shape {
        Shape::Whole => "whole",
        Shape::Square => "square",
        Shape::Strip => "strip",
    }
}

fn shape_of(word: &str) -> Option<Shape> {
    let all = [Shape::Whole, Shape::Square, Shape::Strip];
    all.into_iter().find(|shape| word_of(*shape) == word)
}

fn word_of_fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Unreadable => "unreadable",
        Fault::Moving => "moving",
        Fault::TooLarge => "too-large",
    }
}

fn fault_of(word: &str) -> Option<Fault> {
    let all = [Fault::Unreadable, Fault::Moving, Fault::TooLarge];
    all.into_iter().find(|fault| word_of_fault(*fault) == word)
}

/// The picture in this shape, made in a process of its own; fails where there can be no such process. Whoever waits
/// for it no more ends it with that.
pub async fn make_apart(sent: &[u8], shape: Shape) -> Result<Result<Made, Fault>> {
    let mut command = Command::new(program().map_err(Error::internal)?);
    command.arg0("guildhall").args([WORD, word_of(shape)]);
    hear(command, sent, PATIENCE).await
}

/// Linux keeps the file of a running program under this name, also after another version has taken its place.
fn program() -> io::Result<PathBuf> {
    match cfg!(target_os = "linux") {
        true => Ok(PathBuf::from("/proc/self/exe")),
        false => std::env::current_exe(),
    }
}

async fn hear(
    mut command: Command,
    sent: &[u8],
    patience: Duration,
) -> Result<Result<Made, Fault>> {
    // The environment may hold secrets, and what ends the server from a terminal is not meant for the picture.
    command
        .env_clear()
        .current_dir("/")
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let mut child = command.spawn().map_err(Error::internal)?;
    let Ok(heard) = tokio::time::timeout(patience, talk(&mut child, sent)).await else {
        child.kill().await.map_err(Error::internal)?;
        tracing::warn!("reading a picture took too long and was ended");
        return Ok(Err(Fault::TooLarge));
    };
    let heard = heard.map_err(Error::internal)?;
    if heard.said.len() == SAID_MAX {
        tracing::warn!("what reads pictures said more than any picture is");
        return Ok(Err(Fault::Unreadable));
    }
    if !heard.status.success() {
        let complaint = String::from_utf8_lossy(&heard.complaint);
        return ended(heard.status, complaint.trim());
    }
    Ok(understand(&heard.said).unwrap_or_else(|| {
        tracing::warn!("what reads pictures said something that makes no sense");
        Err(Fault::Unreadable)
    }))
}

struct Heard {
    status: ExitStatus,
    said: Vec<u8>,
    complaint: Vec<u8>,
}

async fn talk(child: &mut Child, sent: &[u8]) -> io::Result<Heard> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let give = async {
        if let Some(mut stdin) = stdin {
            // One that has ended already takes nothing more; how it ended says why.
            let _ = stdin.write_all(sent).await;
        }
    };
    let ((), said, complaint) = tokio::join!(
        give,
        read_some(stdout, SAID_MAX),
        read_some(stderr, COMPLAINT_MAX)
    );
    Ok(Heard {
        said: said?,
        complaint: complaint?,
        status: child.wait().await?,
    })
}

/// No more than this; for whoever says more nobody listens.
async fn read_some(from: Option<impl AsyncRead + Unpin>, most: usize) -> io::Result<Vec<u8>> {
    let mut read = Vec::new();
    if let Some(from) = from {
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        from.take(most).read_to_end(&mut read).await?;
    }
    Ok(read)
}

/// What became of a picture whose process did not come to its end. Only where the picture cannot have been the reason
/// it is a fault of ours.
fn ended(status: ExitStatus, complaint: &str) -> Result<Result<Made, Fault>> {
    let by = |signals: &[Signal]| {
        let mut raw = signals.iter().map(|signal| signal.as_raw());
        raw.any(|signal| status.signal() == Some(signal))
    };
    if status.signal().is_none() || by(&[Signal::TERM, Signal::INT, Signal::HUP]) {
        return Err(Error::Internal(anyhow::anyhow!(
            "what reads pictures ended with {status}: {complaint}"
        )));
    }
    tracing::warn!(%status, complaint, "a picture ended what read it");
    // The system's words for too much time and too much memory.
    let too_much = by(&[Signal::KILL, Signal::XCPU, Signal::ABORT]);
    Ok(Err(match too_much {
        true => Fault::TooLarge,
        false => Fault::Unreadable,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::tests::{gif, jpeg, png};

    fn words(line: &str) -> impl Iterator<Item = OsString> {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        words.into_iter()
    }

    #[test]
    fn only_its_own_words_ask_for_a_picture() {
        for shape in [Shape::Whole, Shape::Square, Shape::Strip] {
            let line = format!("/usr/bin/guildhall decode-picture {}", word_of(shape));
            assert_eq!(asked(words(&line)), Some(shape));
        }
        for other in [
            "guildhall",
            "guildhall serve",
            "guildhall decode-picture",
            "guildhall decode-picture round",
            "guildhall decode-picture whole whole",
            "decode-picture whole",
        ] {
            assert_eq!(asked(words(other)), None, "{other}");
        }
    }

    fn said(made: &Result<Made, Fault>) -> Vec<u8> {
        let mut said = head(made).into_bytes();
        if let Ok(made) = made {
            said.extend_from_slice(&made.bytes);
        }
        said
    }

    #[test]
    fn what_is_said_is_understood_as_it_was_meant() {
        let made = make(&jpeg(40, 20), Shape::Square);
        assert!(made.is_ok());
        let drawn = make(&png(7, 5), Shape::Whole);
        assert!(drawn.is_ok());
        let refused = make(&gif(2), Shape::Whole);
        for all in [made, drawn, refused, Err(Fault::Unreadable)] {
            assert_eq!(understand(&said(&all)), Some(all));
        }
    }

    #[test]
    fn nothing_but_a_picture_of_ours_is_believed() {
        let picture = png(4, 4);
        let lie = |head: &str, rest: &[u8]| [head.as_bytes(), rest].concat();
        for lie in [
            lie("", b""),
            lie("made image/png 4 4", b""),
            lie("made image/png 4 4\n", b"<script>alert(1)</script>"),
            lie("made image/jpeg 4 4\n", &picture),
            lie("made image/svg+xml 4 4\n", &picture),
            lie("made image/png 4 4000\n", &picture),
            lie("made image/png 0 4\n", &picture),
            lie("made image/png 4\n", &picture),
            lie("unreadable\n", &picture),
            lie("well done\n", b""),
            lie("\u{fffd}\n", b""),
        ] {
            assert_eq!(
                understand(&lie),
                None,
                "{:?}",
                String::from_utf8_lossy(&lie)
            );
        }
    }

    /// What is heard of a process that does this instead of reading a picture.
    async fn heard_of(script: &str, patience: Duration) -> Result<Result<Made, Fault>> {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]);
        // More than a pipe holds, so that who does not read is noticed.
        let sent = vec![0; 1024 * 1024];
        hear(command, &sent, patience).await
    }

    /// M-05.
    #[tokio::test]
    async fn a_process_that_breaks_costs_its_picture_and_nothing_else() {
        for (script, fault) in [
            ("kill -SEGV $$", Fault::Unreadable),
            ("kill -BUS $$", Fault::Unreadable),
            ("kill -ABRT $$", Fault::TooLarge),
            ("kill -KILL $$", Fault::TooLarge),
            ("kill -XCPU $$", Fault::TooLarge),
            ("echo unreadable; kill -KILL $$", Fault::TooLarge),
            ("cat >/dev/null; echo nonsense", Fault::Unreadable),
            ("exec 0<&-; echo moving", Fault::Moving),
        ] {
            let heard = heard_of(script, PATIENCE).await.unwrap();
            assert_eq!(heard, Err(fault), "{script}");
        }
    }

    /// M-05.
    #[tokio::test]
    async fn a_process_that_has_no_end_is_ended() {
        let heard = heard_of("exec sleep 600", Duration::from_millis(200)).await;
        assert_eq!(heard.unwrap(), Err(Fault::TooLarge));
        // One that talks without end is cut short, and what it said counts for nothing.
        let heard = heard_of("exec cat /dev/zero", PATIENCE).await.unwrap();
        assert_eq!(heard, Err(Fault::Unreadable));
    }

    #[tokio::test]
    async fn what_is_no_fault_of_the_picture_is_ours() {
        for script in ["echo no limits >&2; exit 1", "kill -TERM $$"] {
            let failed = heard_of(script, PATIENCE).await.unwrap_err();
            assert!(failed.is_ours(), "{script}: {failed:?}");
        }
        let nothing = Command::new("/nowhere/guildhall");
        let failed = hear(nothing, b"", PATIENCE).await.unwrap_err();
        assert!(failed.is_ours(), "{failed:?}");
    }
}
