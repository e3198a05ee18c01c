//! A mail server for tests: speaks SMTP on loopback (RFC 5321), keeps what it takes, and answers a
//! command as it is told to.
//!
//! The tests between processes use this file, too, so nothing in it knows Guildhall.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// Listens as long as the test's runtime lives.
#[derive(Clone)]
pub struct Sink {
    port: u16,
    kept: Arc<Mutex<Kept>>,
}

#[derive(Default)]
struct Kept {
    mails: Vec<Received>,
    answers: VecDeque<(String, String)>,
}

/// A mail that was taken.
#[derive(Clone, Debug)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    /// Headers and body as they came, without the dots that SMTP adds.
    pub message: String,
}

impl Sink {
    pub async fn open() -> Sink {
        let listener = TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a port is free");
        let sink = Sink {
            port: listener.local_addr().expect("it is bound").port(),
            kept: Arc::default(),
        };
        tokio::spawn(sink.clone().serve(listener));
        sink
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// What was taken until now, oldest first.
    pub fn mails(&self) -> Vec<Received> {
        self.kept().mails.clone()
    }

    /// Answers the next command of this name (`RCPT`; `.` for the end of a message) with this line, once.
    pub fn answer_next(&self, command: &str, line: &str) {
        let answer = (command.to_owned(), line.to_owned());
        self.kept().answers.push_back(answer);
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer_to(&self, command: &str) -> Option<String> {
        let mut kept = self.kept();
        let (wanted, _) = kept.answers.front()?;
        if wanted != command {
            return None;
        }
        kept.answers.pop_front().map(|(_, line)| line)
    }

    async fn serve(self, listener: TcpListener) {
        while let Ok((stream, _)) = listener.accept().await {
            let sink = self.clone();
            tokio::spawn(async move {
                // Whoever hangs up in the middle has said nothing.
                let _ended = sink.talk(BufReader::new(stream)).await;
            });
        }
    }

    async fn talk(self, mut stream: BufReader<TcpStream>) -> std::io::Result<()> {
        say(&mut stream, "220 sink.test ESMTP").await?;
        let (mut from, mut to) = (String::new(), Vec::new());
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let line = line.trim_end();
            let verb = line.split([' ', ':']).next().unwrap_or_default();
            let verb = verb.to_ascii_uppercase();
            if let Some(answer) = self.answer_to(&verb) {
                say(&mut stream, &answer).await?;
                continue;
            }
            match verb.as_str() {
                "EHLO" => {
                    say(&mut stream, "250-sink.test").await?;
                    say(&mut stream, "250 8BITMIME").await?;
                }
                "MAIL" => {
                    from = path(line);
                    to.clear();
                    say(&mut stream, "250 go on").await?;
                }
                "RCPT" => {
                    to.push(path(line));
                    say(&mut stream, "250 go on").await?;
                }
                "DATA" => {
                    say(&mut stream, "354 end with a dot").await?;
                    let message = read_message(&mut stream).await?;
                    let answer = self.answer_to(".");
                    if answer.is_none() {
                        self.kept().mails.push(Received {
                            from: from.clone(),
                            to: to.clone(),
                            message,
                        });
                    }
                    let answer = answer.unwrap_or_else(|| "250 taken".to_owned());
                    say(&mut stream, &answer).await?;
                }
                "NOOP" | "RSET" => say(&mut stream, "250 fine").await?,
                "QUIT" => return say(&mut stream, "221 goodbye").await,
                _ => say(&mut stream, "502 not here").await?,
            }
        }
    }
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) -> std::io::Result<()> {
    let line = format!("{line}\r\n");
    stream.get_mut().write_all(line.as_bytes()).await
}

async fn read_message(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut message = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 || line == ".\r\n" {
            return Ok(message);
        }
        message.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}

/// What stands between the angle brackets.
fn path(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}

impl Received {
    /// A header on one line, as it was written.
    pub fn header(&self, name: &str) -> Option<String> {
        let (head, _) = self.message.split_once("\r\n\r\n")?;
        let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        head.split("\r\n").find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name)
                .then(|| value.trim().to_owned())
        })
    }

    /// The subject as it is shown.
    pub fn subject(&self) -> String {
        let raw = self.header("Subject").unwrap_or_default();
        // White space between encoded words is none (RFC 2047 section 6.2).
        let raw = raw.replace("?= =?", "?==?");
        let mut shown = String::new();
        let mut rest = raw.as_str();
        while let Some((before, word)) = rest.split_once("=?utf-8?b?") {
            let (word, after) = word.split_once("?=").expect("an encoded word ends");
            let bytes = STANDARD.decode(word).expect("it is base64");
            shown.push_str(before);
            shown.push_str(&String::from_utf8(bytes).expect("it is UTF-8"));
            rest = after;
        }
        shown + rest
    }

    pub fn text(&self) -> String {
        self.part("text/plain")
    }

    pub fn html(&self) -> String {
        self.part("text/html")
    }

    /// The first address in the text that has this in it.
    pub fn link(&self, part: &str) -> String {
        let text = self.text();
        let found = text
            .split_whitespace()
            .find(|word| word.starts_with("http") && word.contains(part));
        found
            .unwrap_or_else(|| panic!("no link with {part} in {text}"))
            .to_owned()
    }

    fn part(&self, kind: &str) -> String {
        let whole = self.header("Content-Type").expect("a mail has a type");
        let boundary = whole.split("boundary=\"").nth(1);
        let boundary = boundary.and_then(|rest| rest.split('"').next());
        let boundary = format!("--{}", boundary.expect("it has several parts"));
        let (_, body) = self.message.split_once("\r\n\r\n").expect("it has a body");
        let found = body.split(boundary.as_str()).find_map(|part| {
            let (head, body) = part.split_once("\r\n\r\n")?;
            let head = head.to_ascii_lowercase();
            head.contains(kind).then(|| decoded(&head, body))
        });
        found.unwrap_or_else(|| panic!("no {kind} in {}", self.message))
    }
}

fn decoded(head: &str, body: &str) -> String {
    if head.contains("quoted-printable") {
        return quoted_printable(body);
    }
    if head.contains("base64") {
        let body: String = body.split_whitespace().collect();
        let bytes = STANDARD.decode(body).expect("it is base64");
        return String::from_utf8(bytes).expect("it is UTF-8");
    }
    body.to_owned()
}

fn quoted_printable(body: &str) -> String {
    let joined = body.replace("=\r\n", "");
    let mut rest = joined.bytes();
    let mut bytes = Vec::new();
    while let Some(byte) = rest.next() {
        if byte != b'=' {
            bytes.push(byte);
            continue;
        }
        let code: Vec<u8> = rest.by_ref().take(2).collect();
        let code = String::from_utf8(code).expect("it is ASCII");
        bytes.push(u8::from_str_radix(&code, 16).expect("it is a number"));
    }
    String::from_utf8(bytes).expect("it is UTF-8")
}
