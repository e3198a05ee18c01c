//! Passwords: Argon2id with OWASP's parameters (19 MiB, two passes, one lane).

use crate::error::{Error, FieldError, Result};
use argon2::password_hash::{self, PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

const MIN_CHARS: usize = 10;
/// Long enough for any sentence, short enough that nobody makes us hash a book.
const MAX_CHARS: usize = 512;

/// Hashes at once in this process, so that a flood of sign-ins takes no more than 76 MiB.
static ROOM: Semaphore = Semaphore::const_new(4);

/// A hash of 32 random bytes that nobody kept, with the parameters of every other hash. Names
/// that do not exist are checked against it, so that they cost what names that do exist cost.
const DUMMY: &str = "$argon2id$v=19$m=19456,t=2,p=1$FaeRpGN+NL5LhSbKmGU7jw$hEKOJ7ZU7PMqTwrQHD36Y9Z5CJN8Nd07zGjXPTNaN9k";

/// What came of comparing a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Matches,
    Differs,
    /// There was nothing to compare with; the dummy was hashed instead.
    Dummy,
}

/// Whether somebody may choose this password. `names` are what an attacker tries first: the
/// account's name and e-mail address.
pub fn check(field: &'static str, password: &str, names: &[&str]) -> Result<(), FieldError> {
    let refuse = |message: String| {
        Err(FieldError {
            field,
            message: message.into(),
        })
    };
    let length = password.chars().count();
    if length < MIN_CHARS {
        return refuse(t!("accounts-password-short"));
    }
    if length > MAX_CHARS {
        return refuse(t!("accounts-password-long"));
    }
    let same = |name: &str| !name.is_empty() && name.eq_ignore_ascii_case(password.trim());
    if names.iter().any(|name| same(name)) {
        return refuse(t!("accounts-password-name"));
    }
    let mut chars = password.chars();
    let first = chars.next();
    if chars.all(|c| Some(c) == first) {
        return refuse(t!("accounts-password-repeated"));
    }
    Ok(())
}

/// Hashes a new password, as a PHC string.
pub async fn hash(password: &str) -> Result<String> {
    let password = password.to_owned();
    run(move || {
        let hash: PasswordHash = argon2()?.hash_password(password.as_bytes())?;
        Ok(hash.to_string())
    })
    .await
}

/// Compares a password with a stored hash, or, when there is none, does the same work in vain.
pub async fn verify(password: &str, stored: Option<&str>) -> Result<Verdict> {
    // Nobody has a password that long, and its length is no secret.
    let password = match password.chars().nth(MAX_CHARS) {
        None => password.to_owned(),
        Some(_) => String::new(),
    };
    let stored = stored.map(str::to_owned);
    run(move || {
        let hash = stored.as_deref().unwrap_or(DUMMY);
        let result = argon2()?.verify_password(password.as_bytes(), &PasswordHash::new(hash)?);
        match result {
            _ if stored.is_none() => Ok(Verdict::Dummy),
            Ok(()) => Ok(Verdict::Matches),
            Err(password_hash::Error::PasswordInvalid) => Ok(Verdict::Differs),
            Err(error) => Err(error),
        }
    })
    .await
}

fn argon2() -> Result<Argon2<'static>, password_hash::Error> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .map_err(|_| password_hash::Error::ParamsInvalid)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
tokio::task_local! {
    static COMPUTED: std::cell::Cell<u32>;
}

/// How many hashes were computed for something.
#[cfg(test)]
pub async fn counting<T>(work: impl Future<Output = T>) -> (T, u32) {
    let counted = async {
        let done = work.await;
        (done, COMPUTED.with(std::cell::Cell::get))
    };
    COMPUTED.scope(std::cell::Cell::new(0), counted).await
}

/// Runs on the blocking pool once there is room.
async fn run<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, password_hash::Error> + Send + 'static,
) -> Result<T> {
    #[cfg(test)]
    let _ = COMPUTED.try_with(|computed| computed.set(computed.get() + 1));
    let room = ROOM.acquire().await.map_err(Error::internal)?;
    let done = tokio::task::spawn_blocking(move || {
        let _room = room;
        work()
    });
    done.await
        .map_err(Error::internal)?
        .map_err(|e| Error::Internal(anyhow::anyhow!("hashing a password: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_follow_the_rules() {
        let long = "x1".repeat(256);
        let too_long = format!("{long}y");
        let names = ["ada_lovelace", "ada@guild.example"];
        let cases = [
            ("correct horse battery", true),
            ("ten chars!", true),
            ("zehn Zäune", true),
            (long.as_str(), true),
            (too_long.as_str(), false),
            ("nine char", false),
            ("äöüäöüäöü", false),
            ("", false),
            ("aaaaaaaaaaaa", false),
            ("ada_lovelace", false),
            ("ADA_Lovelace", false),
            ("ada@guild.example ", false),
        ];
        for (password, allowed) in cases {
            let result = check("password", password, &names);
            assert_eq!(result.is_ok(), allowed, "{password:?}");
        }
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let stored = hash("correct horse battery").await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        let verdict = verify("correct horse battery", Some(&stored)).await;
        assert_eq!(verdict.unwrap(), Verdict::Matches);
        let verdict = verify("correct horse batterx", Some(&stored)).await;
        assert_eq!(verdict.unwrap(), Verdict::Differs);
        let again = hash("correct horse battery").await.unwrap();
        assert_ne!(stored, again, "every hash has its own salt");
    }

    #[tokio::test]
    async fn the_dummy_costs_what_a_real_hash_costs_and_never_matches() {
        let real = hash("correct horse battery").await.unwrap();
        let (real, dummy) = (
            PasswordHash::new(&real).unwrap(),
            PasswordHash::new(DUMMY).unwrap(),
        );
        assert_eq!(real.algorithm, dummy.algorithm);
        assert_eq!(real.version, dummy.version);
        assert_eq!(
            Params::try_from(&real).unwrap(),
            Params::try_from(&dummy).unwrap()
        );
        let lengths = |h: &PasswordHash| {
            (
                h.salt.as_ref().unwrap().as_ref().len(),
                h.hash.as_ref().unwrap().as_bytes().len(),
            )
        };
        assert_eq!(lengths(&real), lengths(&dummy));
        assert_eq!(verify("", None).await.unwrap(), Verdict::Dummy);
    }

    #[tokio::test]
    async fn an_unreadable_hash_is_an_error_and_no_sign_in() {
        assert!(verify("anything", Some("plain text")).await.is_err());
    }
}
