//! The sum that a browser does before an account is made: too much work for who makes thousands, none for who
//! makes one. In the form that ALTCHA has (<https://altcha.org>): find the number which, behind the salt, has
//! this SHA-256. The server asks nobody else for it and remembers nothing until it is solved.
//!
//! The salt says until when it may be solved, and ends with `&`, so that no digit can wander from the number
//! into the time.

use crate::store::Time;
use crate::text::hexadecimal;
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

/// About a second of work, while somebody types.
pub const MOST: u64 = 100_000;
/// Time enough to fill in a form.
const LIFE: TimeDelta = TimeDelta::minutes(30);
const ALGORITHM: &str = "SHA-256";
/// No answer of a browser is longer.
const MAX_ANSWER: usize = 2_000;

/// What a browser is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Asked<'a> {
    algorithm: &'static str,
    challenge: String,
    maxnumber: u64,
    salt: &'a str,
    signature: String,
}

/// What it answers.
#[derive(Deserialize)]
struct Answer {
    algorithm: String,
    challenge: String,
    number: u64,
    salt: String,
    signature: String,
}

/// A sum that was done, by which it is known that it was, and until when that has to be remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub hash: Vec<u8>,
    pub until: Time,
}

/// A sum, as JSON. `chance` makes it one that nobody has seen.
pub fn ask(key: &[u8], chance: [u64; 2], now: Time) -> String {
    let [salt, number] = chance;
    let until = now.plus(LIFE).utc().timestamp();
    let salt = format!("{}?expires={until}&", hexadecimal(&salt.to_be_bytes()));
    let challenge = result(&salt, number % (MOST + 1));
    let asked = Asked {
        algorithm: ALGORITHM,
        maxnumber: MOST,
        signature: signature(key, &challenge),
        challenge,
        salt: &salt,
    };
    serde_json::to_string(&asked).unwrap_or_default()
}

/// Whether this answers a sum of ours, and in time. Whether it has answered before, the database knows.
pub fn check(key: &[u8], answer: &str, now: Time) -> Option<Done> {
    if answer.len() > MAX_ANSWER {
        return None;
    }
    let answer: Answer = serde_json::from_slice(&STANDARD.decode(answer).ok()?).ok()?;
    let until = until(&answer.salt)?;
    let challenge = result(&answer.salt, answer.number);
    let signed = signature(key, &challenge);
    let ours = bool::from(signed.as_bytes().ct_eq(answer.signature.as_bytes()));
    let fits = answer.algorithm == ALGORITHM && answer.challenge == challenge;
    (ours && fits && now < until).then(|| Done {
        hash: digest(&SHA256, challenge.as_bytes()).as_ref().to_vec(),
        until,
    })
}

fn until(salt: &str) -> Option<Time> {
    let (_, rest) = salt.split_once("?expires=")?;
    let seconds = rest.strip_suffix('&')?;
    if !seconds.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    DateTime::from_timestamp(seconds.parse().ok()?, 0).map(Time::new)
}

fn result(salt: &str, number: u64) -> String {
    let whole = format!("{salt}{number}");
    hexadecimal(digest(&SHA256, whole.as_bytes()).as_ref())
}

fn signature(key: &[u8], challenge: &str) -> String {
    let key = Key::new(HMAC_SHA256, key);
    hexadecimal(sign(&key, challenge.as_bytes()).as_ref())
}

/// What a browser does with a sum, for tests that play one.
#[cfg(test)]
pub fn solve(asked: &str) -> String {
    let asked: serde_json::Value = serde_json::from_str(asked).unwrap();
    let text = |key: &str| asked[key].as_str().unwrap().to_owned();
    let (salt, challenge) = (text("salt"), text("challenge"));
    let number = (0..=MOST).find(|number| result(&salt, *number) == challenge);
    let answer = serde_json::json!({
        "algorithm": text("algorithm"),
        "challenge": challenge,
        "number": number.unwrap(),
        "salt": salt,
        "signature": text("signature"),
    });
    STANDARD.encode(answer.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};
    use serde_json::{Value, json};

    const KEY: &[u8] = b"a key of this server";

    fn at() -> Time {
        Time::new(Utc.timestamp_opt(1_800_000_000, 0).unwrap())
    }

    /// The answer with another value of one field.
    fn with(answer: &str, field: &str, value: Value) -> String {
        let mut answer: Value = serde_json::from_slice(&STANDARD.decode(answer).unwrap()).unwrap();
        answer[field] = value;
        STANDARD.encode(answer.to_string())
    }

    fn field(answer: &str, field: &str) -> Value {
        let answer: Value = serde_json::from_slice(&STANDARD.decode(answer).unwrap()).unwrap();
        answer[field].clone()
    }

    #[test]
    fn only_the_sum_that_was_asked_for_is_taken_and_in_time() {
        let now = at();
        let right = solve(&ask(KEY, [7, 1_234], now));
        let done = check(KEY, &right, now).unwrap();
        assert_eq!(done.until, now.plus(LIFE));
        assert_eq!(check(KEY, &right, now), Some(done.clone()), "known again");
        let just = now.plus(TimeDelta::seconds(1_799));
        assert_eq!(check(KEY, &right, just), Some(done.clone()));
        assert_eq!(check(KEY, &right, now.plus(LIFE)), None, "too late");
        assert_eq!(check(b"another key", &right, now), None);

        let other = solve(&ask(KEY, [8, 1_234], now));
        assert_ne!(check(KEY, &other, now).unwrap().hash, done.hash);
        let wrong = [
            String::new(),
            "?".to_owned(),
            STANDARD.encode("[]"),
            "A".repeat(10_000),
            with(&right, "number", json!(1_235)),
            with(&right, "number", json!(-1)),
            with(&right, "number", json!("1234")),
            with(&right, "algorithm", json!("SHA-1")),
            with(&right, "challenge", field(&other, "challenge")),
            with(&right, "salt", field(&other, "salt")),
            with(&right, "signature", json!("")),
            with(&right, "signature", field(&other, "signature")),
        ];
        for answer in &wrong {
            assert_eq!(check(KEY, answer, now), None, "{answer}");
        }
    }

    #[test]
    fn a_sum_cannot_be_made_to_last_longer() {
        let now = at();
        let later = now.plus(TimeDelta::days(1));
        let right = solve(&ask(KEY, [7, 12_345], now));
        let salt = field(&right, "salt").as_str().unwrap().to_owned();
        assert!(salt.ends_with('&'), "{salt}");
        let stem = salt.trim_end_matches('&');
        for (salt, number) in [
            // The same text, cut elsewhere: the digits of the number would stretch the time.
            (format!("{stem}1"), json!(2_345)),
            (format!("{stem}&1"), json!(2_345)),
            (format!("{stem}12345"), json!(0)),
            (salt.replace("expires=18", "expires=28"), json!(12_345)),
            (format!("{stem}0&"), json!(12_345)),
            (format!("{stem}&expires=9999999999&"), json!(12_345)),
            (format!("x?expires=9999999999&{salt}"), json!(12_345)),
        ] {
            let stretched = with(&with(&right, "salt", json!(salt)), "number", number);
            for moment in [now, later] {
                assert_eq!(check(KEY, &stretched, moment), None, "{salt}");
            }
        }
    }
}
