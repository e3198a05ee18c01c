//! The draft: the shapes of all peers, and every refusal.

use super::*;

#[test]
fn the_shape_of_every_peer_is_accepted() {
    let empty_digest = digest::digest_header(b"");
    let mut snac_get = get("(request-target) host digest date", RSA_SHA256);
    snac_get.set("digest", &empty_digest);
    let mut misskey_get = get("(request-target) date host accept", RSA_SHA256);
    misskey_get.set("accept", "application/activity+json");
    let mut piefed = post("(request-target) host date digest content-type", "");
    piefed.parameters.push_str("algorithm=\"rsa-sha256\",");
    let mut gotosocial = ordinary();
    gotosocial.parameters = gotosocial.parameters.replace("#main-key", "/main-key");
    let mut created = post("(request-target) (created) (expires) host digest", HS2019);
    created.created = Some(timestamp(TimeDelta::zero()));
    created.expires = Some(timestamp(TimeDelta::minutes(5)));
    let table = [
        (
            "Lemmy",
            post("(request-target) content-type date digest host", HS2019),
        ),
        ("GoToSocial", gotosocial),
        ("GoToSocial, GET", get("(request-target) host date", HS2019)),
        ("PieFed", piefed),
        ("NodeBB", ordinary()),
        (
            "snac",
            post("(request-target) host digest date", RSA_SHA256),
        ),
        ("snac, GET", snac_get),
        (
            "Mitra",
            post("(request-target) host date digest", RSA_SHA256),
        ),
        (
            "Misskey",
            post("(request-target) date host digest", RSA_SHA256),
        ),
        ("Misskey, GET", misskey_get),
        (
            "Fedify, second knock",
            post("(request-target) content-type date digest host", RSA_SHA256),
        ),
        (
            "no algorithm",
            post("(request-target) host date digest", ""),
        ),
        ("created and expires", created),
    ];
    for (peer, draft) in table {
        assert_eq!(draft.outcome(), Ok(true), "{peer}");
    }
}

#[test]
fn the_key_id_is_kept_with_its_fragment() {
    let draft = ordinary();
    let headers = draft.signed();
    let claim = read(&request(&draft.method, "/inbox", &headers, BODY), now()).unwrap();
    assert_eq!(claim.key_id.as_str(), KEY_ID);
}

#[test]
fn peers_may_sign_the_path_without_the_query() {
    for (signed, expected) in [
        ("/c/a?page=2", true),
        ("/c/a", true),
        ("/c/a?page=1", false),
        ("/c/b", false),
    ] {
        let mut draft = get("(request-target) host date", HS2019);
        draft.target = "/c/a?page=2".to_owned();
        draft.signed_target = signed.to_owned();
        assert_eq!(draft.outcome(), Ok(expected), "{signed}");
    }
}

#[test]
fn parameters_in_other_notations_are_accepted() {
    let draft = ordinary();
    let header = draft.signature_header();
    for value in [
        header.replace("\",", "\", "),
        header.replace("\",", "\" , "),
        format!("{header},note=\"unknown\""),
        header.replace("keyId", "keyid"),
    ] {
        let mut headers = draft.signed();
        headers.insert("signature", HeaderValue::from_str(&value).unwrap());
        assert_eq!(draft.outcome_with(&headers), Ok(true), "{value}");
    }
}

/// S-01, S-05: what is not signed or not what was signed.
#[test]
fn unsigned_and_altered_requests_are_refused() {
    let draft = ordinary();
    let signed = draft.signed();
    assert_eq!(
        draft.outcome_with(&header_map(&draft.headers)),
        Err(SignatureError::Missing)
    );
    assert_eq!(
        check(&Method::POST, "/inbox", &signed, b"{}"),
        Err(SignatureError::Digest)
    );
    assert_eq!(
        check(&Method::POST, "/inbox", &signed, b""),
        Err(SignatureError::Digest)
    );
    assert_eq!(
        check(&Method::POST, "/u/ada/inbox", &signed, BODY),
        Ok(false)
    );
    assert_eq!(check(&Method::PUT, "/inbox", &signed, BODY), Ok(false));
    let mut later = signed.clone();
    later.insert(
        "date",
        HeaderValue::from_str(&date(TimeDelta::seconds(1))).unwrap(),
    );
    assert_eq!(draft.outcome_with(&later), Ok(false));
    let other = ordinary()
        .signature_header()
        .replace("signature=\"", "signature=\"AAAA");
    let mut forged = signed.clone();
    forged.insert("signature", HeaderValue::from_str(&other).unwrap());
    assert_eq!(draft.outcome_with(&forged), Ok(false));
}

/// S-06, S-07, S-08, S-09: what has to be covered.
#[test]
fn signatures_that_cover_too_little_are_refused() {
    let not_covered = |name| Err(SignatureError::NotCovered(name));
    let table = [
        (
            post("(request-target) host date", HS2019),
            not_covered("digest"),
        ),
        (
            post("host date digest", HS2019),
            not_covered("(request-target)"),
        ),
        (
            post("(request-target) date digest", HS2019),
            not_covered("host"),
        ),
        (
            post("(request-target) host digest", HS2019),
            not_covered("date"),
        ),
        (get("host date", HS2019), not_covered("(request-target)")),
        (get("(request-target) date", HS2019), not_covered("host")),
        (get("(request-target) host", HS2019), not_covered("date")),
        (post("digest", HS2019), not_covered("(request-target)")),
    ];
    for (draft, expected) in table {
        assert_eq!(draft.outcome(), expected, "{}", draft.covered);
    }
    let mut body_on_get = get("(request-target) host date", HS2019);
    body_on_get.body = BODY.to_vec();
    assert_eq!(body_on_get.outcome(), not_covered("digest"));
}

/// S-08: a delivery to another server is worth nothing here.
#[test]
fn only_our_own_host_is_accepted() {
    let table = [
        ("h.example", true),
        ("H.Example", true),
        ("h.example:443", true),
        ("h.example:80", false),
        ("h.example:8443", false),
        ("h.example.", false),
        ("other.example", false),
        ("h.example.other.example", false),
        ("a@h.example", false),
        ("h%2Eexample", false),
        ("h.example, other.example", false),
        ("", false),
    ];
    for (host, accepted) in table {
        let mut draft = ordinary();
        draft.set("host", host);
        let expected = if accepted {
            Ok(true)
        } else {
            Err(SignatureError::Host)
        };
        assert_eq!(draft.outcome(), expected, "{host}");
    }
    let mut absent = ordinary();
    absent.remove("host");
    assert_eq!(absent.outcome(), Err(SignatureError::Host));
    let mut twice = ordinary();
    twice.headers.push(("host", "other.example".to_owned()));
    let mut headers = twice.signed();
    headers.append("host", HeaderValue::from_static("other.example"));
    assert_eq!(twice.outcome_with(&headers), Err(SignatureError::Host));
}

/// S-09, S-10: the time has to be there, readable and now.
#[test]
fn only_recent_signatures_are_accepted() {
    let outside = Err(SignatureError::OutsideWindow);
    let table = [
        (TimeDelta::zero(), Ok(true)),
        (TimeDelta::minutes(-59), Ok(true)),
        (TimeDelta::minutes(-65), Ok(true)),
        (TimeDelta::minutes(-66), outside),
        (TimeDelta::hours(-2), outside),
        (TimeDelta::minutes(65), Ok(true)),
        (TimeDelta::minutes(66), outside),
        (TimeDelta::hours(2), outside),
        (TimeDelta::days(365 * 73), outside),
    ];
    for (offset, expected) in table {
        let mut dated = ordinary();
        dated.set("date", &date(offset));
        assert_eq!(dated.outcome(), expected, "Date {offset}");
        let mut created = post("(request-target) (created) host digest", HS2019);
        created.created = Some(timestamp(offset));
        assert_eq!(created.outcome(), expected, "created {offset}");
        let mut both = post("(request-target) (created) host date digest", HS2019);
        both.created = Some(timestamp(TimeDelta::zero()));
        both.set("date", &date(offset));
        assert_eq!(both.outcome(), expected, "both {offset}");
    }
    for (offset, expected) in [
        (TimeDelta::minutes(5), Ok(true)),
        (TimeDelta::minutes(-5), Ok(true)),
        (TimeDelta::minutes(-6), Err(SignatureError::Expired)),
        (TimeDelta::hours(-1), Err(SignatureError::Expired)),
    ] {
        let mut expires = post("(request-target) (created) (expires) host digest", HS2019);
        expires.created = Some(timestamp(TimeDelta::minutes(-30)));
        expires.expires = Some(timestamp(offset));
        assert_eq!(expires.outcome(), expected, "expires {offset}");
        let mut uncovered = ordinary();
        uncovered.expires = Some(timestamp(offset));
        assert_eq!(
            uncovered.outcome(),
            expected,
            "expires, not covered {offset}"
        );
    }
}

#[test]
fn times_that_cannot_be_read_are_refused() {
    for text in ["yesterday", "", "2026-11-23T12:00:00Z", "1795435200"] {
        let mut draft = ordinary();
        draft.set("date", text);
        assert_eq!(draft.outcome(), Err(SignatureError::Time), "{text}");
    }
    for text in [
        "-1",
        "99999999999999999999",
        "9223372036854775807",
        "1e9",
        "\"\"",
        "\"+1795435200\"",
    ] {
        let mut draft = post("(request-target) (created) host digest", HS2019);
        draft.created = Some(text.to_owned());
        assert!(draft.outcome().is_err(), "{text}");
    }
    let mut absent = ordinary();
    absent.remove("date");
    assert_eq!(absent.outcome(), Err(SignatureError::Header));
    let never = post("(request-target) (created) host digest", HS2019);
    assert_eq!(never.outcome(), Err(SignatureError::Time));
}

/// S-12: two answers to one question.
#[test]
fn ambiguous_signatures_are_refused() {
    let draft = ordinary();
    let header = draft.signature_header();
    for twice in [
        "keyId=\"https://other.example/\"",
        "KEYID=\"x\"",
        "headers=\"host\"",
        "signature=\"AAAA\"",
        "algorithm=\"hs2019\"",
    ] {
        let mut headers = draft.signed();
        let value = format!("{header},{twice}");
        headers.insert("signature", HeaderValue::from_str(&value).unwrap());
        assert_eq!(
            draft.outcome_with(&headers),
            Err(SignatureError::DuplicateParameter),
            "{twice}"
        );
    }
    let mut unknown = draft.signed();
    let value = format!("{header},x=1,x=1");
    unknown.insert("signature", HeaderValue::from_str(&value).unwrap());
    assert_eq!(
        draft.outcome_with(&unknown),
        Err(SignatureError::DuplicateParameter)
    );
    let several = Err(SignatureError::SeveralSignatures);
    let mut two = draft.signed();
    two.append("signature", HeaderValue::from_str(&header).unwrap());
    assert_eq!(draft.outcome_with(&two), several);
    for scheme in ["Signature", "signature"] {
        let mut authorization = draft.signed();
        let value = format!("{scheme} {header}");
        authorization.insert("authorization", HeaderValue::from_str(&value).unwrap());
        assert_eq!(draft.outcome_with(&authorization), several);
        authorization.remove("signature");
        assert_eq!(
            draft.outcome_with(&authorization),
            Err(SignatureError::Missing)
        );
    }
    let mut bearer = draft.signed();
    bearer.insert("authorization", HeaderValue::from_static("Bearer x"));
    assert_eq!(draft.outcome_with(&bearer), Ok(true));
    let mut two_dates = draft.signed();
    two_dates.append(
        "date",
        HeaderValue::from_str(&date(TimeDelta::zero())).unwrap(),
    );
    assert_eq!(draft.outcome_with(&two_dates), Err(SignatureError::Header));
}

/// S-13: lists and algorithms that are not.
#[test]
fn strange_header_lists_and_algorithms_are_refused() {
    for covered in [
        "",
        " ",
        "(request-target) host date digest ",
        "(request-target)  host date digest",
        "(request-target) host date digest digest",
        "(request-target) host Host date digest",
        "(request-target) (request-target) host date digest",
        "(request-target) (nonsense) host date digest",
        "(request-target),host,date,digest",
        "(request-target) host date digest x:y",
    ] {
        let draft = post(covered, HS2019);
        assert_eq!(
            draft.outcome(),
            Err(SignatureError::HeaderList),
            "{covered}"
        );
    }
    let absent = post("(request-target) host date digest x-absent", HS2019);
    assert_eq!(absent.outcome(), Err(SignatureError::Header));
    for algorithm in [
        "none",
        "",
        "rsa-sha1",
        "rsa-sha512",
        "hmac-sha256",
        "ed25519",
        "HS2019",
    ] {
        let draft = post(
            "(request-target) host date digest",
            &format!("algorithm=\"{algorithm}\","),
        );
        assert_eq!(
            draft.outcome(),
            Err(SignatureError::Algorithm),
            "{algorithm}"
        );
    }
    for covered in [
        "(request-target) (created) host digest",
        "(request-target) (expires) host date digest",
    ] {
        let mut draft = post(covered, RSA_SHA256);
        draft.created = Some(timestamp(TimeDelta::zero()));
        draft.expires = Some(timestamp(TimeDelta::minutes(5)));
        assert_eq!(draft.outcome(), Err(SignatureError::Algorithm), "{covered}");
    }
}

#[test]
fn broken_signature_headers_are_refused() {
    let draft = ordinary();
    let header = draft.signature_header();
    let long = format!("{header},x=\"{}\"", "x".repeat(MAX_HEADER_BYTES));
    let many: String = (0..40).map(|n| format!(",x{n}=1")).collect();
    for value in [
        String::new(),
        "x".to_owned(),
        ",".to_owned(),
        "=".to_owned(),
        format!("{header},"),
        format!("{header};x=1"),
        format!("{header} x=1"),
        format!("Signature {header}"),
        header.replace("keyId=\"", "keyId="),
        header.replace("keyId=\"", "keyId=\"\\\""),
        header.replace("signature=\"", "signature=\"*"),
        header.replace("signature=\"", "signature_=\""),
        "keyId=\"https://peer.example/\",headers=\"(request-target) host date digest\",signature=\"\"".to_owned(),
        long,
        format!("{header}{many}"),
    ] {
        let mut headers = draft.signed();
        headers.insert("signature", HeaderValue::from_str(&value).unwrap());
        assert_eq!(draft.outcome_with(&headers), Err(SignatureError::Malformed), "{value}");
    }
    let mut unlisted = draft.signed();
    let value = header.replace("headers=", "header=");
    unlisted.insert("signature", HeaderValue::from_str(&value).unwrap());
    assert_eq!(
        draft.outcome_with(&unlisted),
        Err(SignatureError::HeaderList)
    );
}

#[test]
fn key_ids_have_to_be_plain_web_addresses() {
    for id in [
        "",
        "acct:ada@peer.example",
        "/users/ada#main-key",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://ada@peer.example/",
        "https://ada:x@peer.example/",
        "https://peer.example./users/ada",
        "did:key:z6Mk",
    ] {
        let mut draft = ordinary();
        draft.parameters = format!("keyId=\"{id}\",");
        assert_eq!(draft.outcome(), Err(SignatureError::KeyId), "{id}");
    }
    let mut long = ordinary();
    long.parameters = format!("keyId=\"https://peer.example/{}\",", "x".repeat(3000));
    assert_eq!(long.outcome(), Err(SignatureError::KeyId));
    let mut absent = ordinary();
    absent.parameters.clear();
    assert_eq!(absent.outcome(), Err(SignatureError::KeyId));
}
