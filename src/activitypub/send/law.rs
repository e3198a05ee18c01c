//! What an answer means for a delivery and for its peer, and how long to wait (protocol.md §5.6).

use crate::activitypub::net::{Answer, NetError, Refusal};
use axum::http::HeaderMap;
use axum::http::header::RETRY_AFTER;
use chrono::{DateTime, TimeDelta, Utc};

/// Deliveries older than this are dead.
pub const PATIENCE: TimeDelta = TimeDelta::days(30);
/// No peer may send us away for longer at once.
const LONGEST_WAIT: TimeDelta = TimeDelta::days(1);

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Accepted,
    /// No for good.
    Refused(String),
    /// The inbox does not exist any more.
    Gone,
    /// This sender or delivery is not let in now: a hiccup of servers that check every fetch.
    NotNow(String),
    /// The peer failed over this delivery, or altogether: only its other answers tell.
    Failed(String, Option<TimeDelta>),
    /// The peer is away, or asks for a pause.
    Away(String, Option<TimeDelta>),
}

/// Judges the outcome of one POST at `now`.
pub fn judge(outcome: &Result<Answer, NetError>, now: DateTime<Utc>) -> Verdict {
    let answer = match outcome {
        Ok(answer) => answer,
        // A resolver that lies to us for a while must not cost what we have to say.
        Err(error @ NetError::Refused(Refusal::Address)) => {
            return Verdict::Away(error.to_string(), None);
        }
        Err(error) if error.is_permanent() => return Verdict::Refused(error.to_string()),
        Err(error @ NetError::TooLarge) => return Verdict::Failed(error.to_string(), None),
        Err(error) => return Verdict::Away(error.to_string(), None),
    };
    let status = answer.status.as_u16();
    let words = || format!("the server answered {}", answer.status);
    match status {
        200..=299 => Verdict::Accepted,
        300..=399 => Verdict::Refused(format!("{}: deliveries follow no redirects", words())),
        401 | 403 => Verdict::NotNow(words()),
        408 | 429 | 503 => Verdict::Away(words(), retry_after(&answer.headers, now)),
        410 => Verdict::Gone,
        400..=499 => Verdict::Refused(words()),
        _ => Verdict::Failed(words(), retry_after(&answer.headers, now)),
    }
}

/// `Retry-After` in either of its forms (RFC 9110, section 10.2.3), a day at most.
fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<TimeDelta> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match text.parse::<u32>() {
        Ok(seconds) => TimeDelta::seconds(seconds.into()),
        Err(_) => DateTime::<Utc>::from(httpdate::parse_http_date(text).ok()?) - now,
    };
    Some(wait.clamp(TimeDelta::seconds(1), LONGEST_WAIT))
}

/// The wait after this many failures in a row, of a peer or of one delivery.
pub fn wait_after(failures: i32) -> TimeDelta {
    match failures {
        ..=1 => TimeDelta::minutes(1),
        2 => TimeDelta::minutes(5),
        3 => TimeDelta::minutes(30),
        4 => TimeDelta::hours(2),
        5 => TimeDelta::hours(6),
        6 => TimeDelta::hours(12),
        _ => LONGEST_WAIT,
    }
}

/// The wait after a delivery was not let in for this many times: the same for about a day, then None.
pub fn wait_at_the_door(tries: i32) -> Option<TimeDelta> {
    match tries {
        ..=6 => Some(wait_after(tries)),
        7 => Some(TimeDelta::hours(4)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderValue, StatusCode};
    use bytes::Bytes;
    use chrono::TimeZone;
    use url::Url;

    fn now() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap()
    }

    fn answer(status: u16, retry_after: Option<&str>) -> Result<Answer, NetError> {
        let mut headers = HeaderMap::new();
        if let Some(value) = retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from_str(value).unwrap());
        }
        Ok(Answer {
            status: StatusCode::from_u16(status).unwrap(),
            headers,
            body: Bytes::new(),
            final_url: Url::parse("https://b.test/inbox").unwrap(),
        })
    }

    #[test]
    fn statuses_mean_what_the_law_says() {
        let cases = [
            (200, "Accepted"),
            (202, "Accepted"),
            (301, "Refused"),
            (308, "Refused"),
            (400, "Refused"),
            (401, "NotNow"),
            (403, "NotNow"),
            (404, "Refused"),
            (408, "Away"),
            (410, "Gone"),
            (422, "Refused"),
            (429, "Away"),
            (500, "Failed"),
            (502, "Failed"),
            (503, "Away"),
        ];
        for (status, expected) in cases {
            let verdict = format!("{:?}", judge(&answer(status, None), now()));
            assert!(verdict.starts_with(expected), "{status}: {verdict}");
        }
    }

    #[test]
    fn network_errors_are_the_peers() {
        let cases = [
            (NetError::Dns, "Away"),
            (NetError::Connect, "Away"),
            (NetError::Timeout, "Away"),
            (NetError::Tls, "Away"),
            (NetError::Broken, "Away"),
            (NetError::Refused(Refusal::Address), "Away"),
            (NetError::Refused(Refusal::OwnHost), "Refused"),
            (NetError::TooLarge, "Failed"),
        ];
        for (error, expected) in cases {
            let verdict = format!("{:?}", judge(&Err(error), now()));
            assert!(verdict.starts_with(expected), "{error}: {verdict}");
        }
    }

    #[test]
    fn retry_after_is_honoured_up_to_a_day() {
        let cases = [
            ("120", Some(TimeDelta::minutes(2))),
            ("0", Some(TimeDelta::seconds(1))),
            ("4294967295", Some(TimeDelta::days(1))),
            (
                "Mon, 01 Jun 2026 12:10:00 GMT",
                Some(TimeDelta::minutes(10)),
            ),
            ("Mon, 01 Jun 2020 12:10:00 GMT", Some(TimeDelta::seconds(1))),
            ("soon", None),
            ("-5", None),
        ];
        for (value, expected) in cases {
            let Verdict::Away(_, wait) = judge(&answer(429, Some(value)), now()) else {
                panic!("429 is the peer's");
            };
            assert_eq!(wait, expected, "{value}");
        }
    }

    #[test]
    fn at_the_door_we_wait_for_a_day() {
        let waited: TimeDelta = (1..).map_while(wait_at_the_door).sum();
        assert!(waited >= TimeDelta::days(1) && waited < TimeDelta::days(2));
    }
}
