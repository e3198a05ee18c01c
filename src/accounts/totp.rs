//! Codes that an app makes every half minute from a secret and the time, as all such apps do it (RFC 6238 with
//! HMAC-SHA-1 and six digits), and the codes for who has lost the app. Pure: the time is a parameter.

use crate::store::Time;
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
use subtle::ConstantTimeEq;
use url::Url;

/// Bytes of a secret: as many as the hash has.
pub const SECRET: usize = 20;
/// Bytes of a recovery code: too many to try, few enough to write down.
pub const RECOVERY: usize = 10;
/// How many recovery codes somebody gets.
pub const RECOVERIES: usize = 10;

/// Seconds for which a code holds.
const STEP: i64 = 30;
/// How many steps a clock may be ahead or behind.
const DRIFT: i64 = 1;
const DIGITS: usize = 6;

/// RFC 4648.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What was typed, as it counts: without the spaces and hyphens with which codes are shown.
pub fn plain(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric);
    letters.take(64).collect::<String>().to_ascii_uppercase()
}

/// The step after `last` of which this is the code, if it is of one about now.
pub fn step_of(secret: &[u8], code: &str, now: Time, last: i64) -> Option<i64> {
    if code.len() != DIGITS {
        return None;
    }
    let current = now.utc().timestamp().div_euclid(STEP);
    let steps = current - DRIFT..=current + DRIFT;
    // All are compared, so that it takes as long whichever it is.
    let fits = |step: &i64| bool::from(code_of(secret, *step).as_bytes().ct_eq(code.as_bytes()));
    steps.filter(fits).filter(|step| *step > last).max()
}

fn code_of(secret: &[u8], step: i64) -> String {
    let key = Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = sign(&key, &step.to_be_bytes());
    let bytes = tag.as_ref();
    let offset = usize::from(bytes.last().copied().unwrap_or(0) & 0x0f);
    let four = bytes.iter().skip(offset).take(4);
    let number = four.fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

/// The same code as an app makes, for tests that play one.
#[cfg(test)]
pub fn code_at(secret: &[u8], now: Time) -> String {
    code_of(secret, now.utc().timestamp().div_euclid(STEP))
}

/// As people type a secret into an app.
pub fn shown_secret(secret: &[u8]) -> String {
    in_fours(&base32(secret))
}

/// As people write down a recovery code.
pub fn shown_recovery(code: &[u8]) -> String {
    in_fours(&base32(code)).replace(' ', "-").to_lowercase()
}

/// What is stored of a recovery code: 80 bits of chance need no salt.
pub fn recovery_hash(plain: &str) -> Vec<u8> {
    digest(&SHA256, plain.as_bytes()).as_ref().to_vec()
}

/// The address that hands a secret over to an app on the same device.
pub fn link(secret: &[u8], site: &str, name: &str) -> String {
    let label = |text: &str| text.replace([':', '%'], " ");
    let (site, name) = (label(site), label(name));
    // It has the form of an address, so that what is written in it is escaped as in one.
    let Ok(mut url) = Url::parse("otpauth://totp/") else {
        return String::new();
    };
    url.set_path(&format!("/{site}:{name}"));
    url.query_pairs_mut()
        .append_pair("secret", &base32(secret))
        .append_pair("issuer", &site);
    // Apps take `+` for itself.
    url.as_str().replace('+', "%20")
}

fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        held = ((held << 8) | u32::from(*byte)) & 0xffff;
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            let index = usize::try_from((held >> bits) & 31).unwrap_or(0);
            text.push(LETTERS.get(index).copied().map_or('A', char::from));
        }
    }
    text
}

fn in_fours(text: &str) -> String {
    let mut out = String::new();
    for (n, letter) in text.chars().enumerate() {
        if n > 0 && n.is_multiple_of(4) {
            out.push(' ');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    const RFC: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> Time {
        Time::new(Utc.timestamp_opt(seconds, 0).unwrap())
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(RFC, at(seconds)), code, "{seconds}");
        }
    }

    #[test]
    fn a_clock_may_be_half_a_minute_off_and_no_step_comes_again() {
        let now = at(1_111_111_109);
        let step = 1_111_111_109 / 30;
        let code = |n: i64| code_at(RFC, at((step + n) * 30));
        for (n, taken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let found = step_of(RFC, &code(n), now, 0);
            assert_eq!(found, taken.then_some(step + n), "{n}");
        }
        assert_eq!(step_of(RFC, &code(0), now, step), None, "taken already");
        assert_eq!(
            step_of(RFC, &code(-1), now, step),
            None,
            "before one that was"
        );
        assert_eq!(step_of(RFC, &code(1), now, step), Some(step + 1));
    }

    #[test]
    fn codes_are_read_as_they_are_shown() {
        assert_eq!(plain(" 123 456\n"), "123456");
        assert_eq!(plain("mzxw-6ytb-oi3d-emzr"), "MZXW6YTBOI3DEMZR");
        assert_eq!(plain("ä\0"), "");
        assert_eq!(plain(&"x".repeat(10_000)).len(), 64);
        let code = [7; RECOVERY];
        let shown = shown_recovery(&code);
        assert_eq!(shown.len(), 19, "{shown}");
        assert_eq!(plain(&shown), base32(&code));
    }

    #[test]
    fn secrets_are_handed_over_as_apps_read_them() {
        assert_eq!(base32(b"fooba"), "MZXW6YTB");
        assert_eq!(shown_secret(b"fooba"), "MZXW 6YTB");
        let url = link(RFC, "Guild of Makers", "ada");
        assert_eq!(
            url,
            "otpauth://totp/Guild%20of%20Makers:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Guild%20of%20Makers"
        );
    }
}
