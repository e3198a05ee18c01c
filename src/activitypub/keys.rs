//! The keys behind HTTP signatures: RSA for everyone, Ed25519 for reading.
//!
//! All arithmetic is done by aws-lc. Keys are parsed once and then shared;
//! parsing a key costs more than using it.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize, PublicKey};
use aws_lc_rs::signature::{
    ED25519, KeyPair as _, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256,
    RsaParameters,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Nobody's key is longer: RSA-8192 needs 1.6 kB of PEM.
const MAX_PEM_BYTES: usize = 10 * 1024;
/// The size of the only DER form of an Ed25519 public key (RFC 8410).
const ED25519_SPKI_BYTES: usize = 44;
const MIN_RSA_BITS: u32 = 2048;
const MAX_RSA_BITS: u32 = 8192;

/// A new key pair, as it is stored.
pub struct KeyPairPem {
    /// PKCS#8, `BEGIN PRIVATE KEY`.
    pub private: String,
    /// SPKI, `BEGIN PUBLIC KEY`: what `publicKeyPem` of an actor holds.
    pub public: String,
}

/// A key of our own that could not be made or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("the cryptographic library could not make a key")]
    Generate,
    #[error("the stored private key is not PKCS#8 in PEM")]
    NotPem,
    #[error("the stored private key is not a usable RSA key")]
    NotRsa,
}

/// Why a key of a stranger is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyRefused {
    #[error("the public key is longer than 10 kB")]
    TooLong,
    #[error("the public key is not in PEM")]
    NotPem,
    #[error("the public key is neither a sound RSA key nor an Ed25519 key")]
    NotAKey,
    #[error("the RSA key has {0} bits, accepted are {MIN_RSA_BITS} to {MAX_RSA_BITS}")]
    Size(u32),
}

/// Makes an RSA key pair of 2048 bits, the size every peer reads.
///
/// Searching primes takes up to a second of computing: call it inside
/// `tokio::task::spawn_blocking`.
pub fn generate() -> Result<KeyPairPem, KeyError> {
    #[cfg(test)]
    return ready_made::next();
    #[cfg(not(test))]
    make()
}

fn make() -> Result<KeyPairPem, KeyError> {
    let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyError::Generate)?;
    let private: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| KeyError::Generate)?;
    let public: PublicKeyX509Der<'_> =
        pair.public_key().as_der().map_err(|_| KeyError::Generate)?;
    Ok(KeyPairPem {
        private: to_pem("PRIVATE KEY", private.as_ref()),
        public: to_pem("PUBLIC KEY", public.as_ref()),
    })
}

/// Half of the time of the tests went into searching primes. What one test has found the others take, each as many
/// as it needs and none twice; the files lie beside the tests and go with them.
#[cfg(test)]
mod ready_made {
    use super::{KeyError, KeyPairPem, make};
    use std::path::Path;
    use std::sync::atomic::{AtomicUsize, Ordering};

    static TAKEN: AtomicUsize = AtomicUsize::new(0);
    const PUBLIC: &str = "-----BEGIN PUBLIC KEY";

    pub(super) fn next() -> Result<KeyPairPem, KeyError> {
        let program = std::env::current_exe().unwrap();
        let folder = program.parent().unwrap().join("test-keys");
        let number = TAKEN.fetch_add(1, Ordering::Relaxed);
        let file = folder.join(format!("{number}.pem"));
        if let Some(pair) = read(&file) {
            return Ok(pair);
        }
        let pair = make()?;
        std::fs::create_dir_all(&folder).unwrap();
        // Under its name a file is whole, whoever else writes it at the same time.
        let new = folder.join(format!("{number}.{}", std::process::id()));
        std::fs::write(&new, format!("{}{}", pair.private, pair.public)).unwrap();
        std::fs::rename(&new, &file).unwrap();
        Ok(pair)
    }

    fn read(file: &Path) -> Option<KeyPairPem> {
        let both = std::fs::read_to_string(file).ok()?;
        let (private, public) = both.split_at(both.find(PUBLIC)?);
        Some(KeyPairPem {
            private: private.to_owned(),
            public: public.to_owned(),
        })
    }
}

/// A private RSA key, ready to sign. Cloning shares it.
#[derive(Clone)]
pub struct SigningKey(Arc<KeyPair>);

impl SigningKey {
    /// Reads what [`generate`] made.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        let der = from_pem("PRIVATE KEY", pem).ok_or(KeyError::NotPem)?;
        let pair = KeyPair::from_pkcs8(&der).map_err(|_| KeyError::NotRsa)?;
        Ok(Self(Arc::new(pair)))
    }

    /// Signs with PKCS#1 v1.5 and SHA-256 (`rsa-sha256`, `rsa-v1_5-sha256`).
    #[expect(
        clippy::expect_used,
        reason = "a key that was checked when it was read signs any message; only memory can run out"
    )]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                message,
                &mut signature,
            )
            .expect("a checked RSA key signs");
        signature
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SigningKey")
    }
}

/// What a key can verify.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    Rsa,
    Ed25519,
}

/// A public key of a peer. Cloning shares it.
#[derive(Clone)]
pub struct VerifyingKey {
    kind: KeyKind,
    key: Arc<ParsedPublicKey>,
}

impl VerifyingKey {
    /// Reads a PEM public key: RSA of 2048 to 8192 bits as SPKI or PKCS#1, or
    /// Ed25519 as SPKI. An RSA exponent that is 1, even or huge is refused.
    pub fn from_pem(pem: &str) -> Result<Self, KeyRefused> {
        if pem.len() > MAX_PEM_BYTES {
            return Err(KeyRefused::TooLong);
        }
        let der = from_pem("PUBLIC KEY", pem)
            .or_else(|| from_pem("RSA PUBLIC KEY", pem))
            .ok_or(KeyRefused::NotPem)?;
        if der.len() == ED25519_SPKI_BYTES {
            return Self::ed25519(&der);
        }
        Self::rsa(&der)
    }

    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// Whether `signature` is this key's signature of `message`: for RSA with
    /// PKCS#1 v1.5 and SHA-256.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.key.verify_sig(message, signature).is_ok()
    }

    fn rsa(der: &[u8]) -> Result<Self, KeyRefused> {
        let public = PublicKey::from_der(der).map_err(|_| KeyRefused::NotAKey)?;
        let bits =
            RsaParameters::public_modulus_len(public.as_ref()).map_err(|_| KeyRefused::NotAKey)?;
        if !(MIN_RSA_BITS..=MAX_RSA_BITS).contains(&bits) {
            return Err(KeyRefused::Size(bits));
        }
        let key = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public.as_ref())
            .map_err(|_| KeyRefused::NotAKey)?;
        Ok(Self {
            kind: KeyKind::Rsa,
            key: Arc::new(key),
        })
    }

    fn ed25519(der: &[u8]) -> Result<Self, KeyRefused> {
        let key = ParsedPublicKey::new(&ED25519, der).map_err(|_| KeyRefused::NotAKey)?;
        Ok(Self {
            kind: KeyKind::Ed25519,
            key: Arc::new(key),
        })
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "VerifyingKey({:?})", self.kind)
    }
}

/// DER as PEM (RFC 7468): lines of 64 letters between the two marks.
fn to_pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut pem = format!("-----BEGIN {label}-----\n");
    for (position, letter) in text.chars().enumerate() {
        if position > 0 && position % 64 == 0 {
            pem.push('\n');
        }
        pem.push(letter);
    }
    pem.push_str(&format!("\n-----END {label}-----\n"));
    pem
}

/// The DER of the one PEM block that makes up `pem`, however it is wrapped.
fn from_pem(label: &str, pem: &str) -> Option<Vec<u8>> {
    let text = pem
        .trim()
        .strip_prefix(&format!("-----BEGIN {label}-----"))?
        .strip_suffix(&format!("-----END {label}-----"))?;
    let letters: String = text.split_ascii_whitespace().collect();
    STANDARD.decode(letters).ok()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// One pair for all tests of a process: making it is slow.
    pub(crate) fn test_pair() -> &'static KeyPairPem {
        static PAIR: std::sync::OnceLock<KeyPairPem> = std::sync::OnceLock::new();
        PAIR.get_or_init(|| generate().expect("a key pair"))
    }

    /// Wraps a DER element: tag, length, content.
    fn der(tag: u8, content: &[u8]) -> Vec<u8> {
        let mut out = vec![tag];
        let length = u16::try_from(content.len()).expect("short");
        let [high, low] = length.to_be_bytes();
        match length {
            0..=127 => out.push(low),
            128..=255 => out.extend([0x81, low]),
            _ => out.extend([0x82, high, low]),
        }
        out.extend_from_slice(content);
        out
    }

    /// A PKCS#1 public key with a modulus of all ones and this exponent.
    fn rsa_pkcs1(bits: usize, exponent: &[u8]) -> Vec<u8> {
        let mut modulus = vec![0];
        modulus.extend(vec![0xff; bits / 8]);
        let content = [der(2, &modulus), der(2, exponent)].concat();
        der(0x30, &content)
    }

    fn spki(pkcs1: &[u8]) -> Vec<u8> {
        let oid = [
            0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0,
        ];
        let bits = [&[0][..], pkcs1].concat();
        der(0x30, &[&oid[..], &der(3, &bits)].concat())
    }

    const F4: &[u8] = &[1, 0, 1];

    #[test]
    fn a_new_pair_signs_and_verifies() {
        let pair = make().expect("a key pair");
        assert!(pair.private.starts_with("-----BEGIN PRIVATE KEY-----\n"));
        assert!(pair.public.starts_with("-----BEGIN PUBLIC KEY-----\n"));
        assert!(pair.public.lines().all(|line| line.len() <= 64));
        let signing = SigningKey::from_pem(&pair.private).expect("private");
        let verifying = VerifyingKey::from_pem(&pair.public).expect("public");
        let signature = signing.sign(b"words");
        assert_eq!(signature.len(), 256);
        assert_eq!(verifying.kind(), KeyKind::Rsa);
        assert!(verifying.verify(b"words", &signature));
        assert!(!verifying.verify(b"other words", &signature));
        assert!(!verifying.verify(b"words", &signature[1..]));
        assert!(!verifying.verify(b"words", b""));
    }

    #[test]
    fn the_same_key_is_read_as_pkcs1_and_with_other_line_ends() {
        let pair = test_pair();
        let signing = SigningKey::from_pem(&pair.private).expect("private");
        let signature = signing.sign(b"words");
        let pkcs1 = to_pem("RSA PUBLIC KEY", signing.0.public_key().as_ref());
        let crlf = pair.public.replace('\n', "\r\n");
        let padded = format!("\n  {}\n\n", pair.public);
        for pem in [pkcs1, crlf, padded] {
            let key = VerifyingKey::from_pem(&pem).expect("readable");
            assert!(key.verify(b"words", &signature));
        }
    }

    #[test]
    fn ed25519_keys_verify() {
        let pair = aws_lc_rs::signature::Ed25519KeyPair::generate().expect("a key pair");
        let public: PublicKeyX509Der<'_> = pair.public_key().as_der().expect("der");
        let key = VerifyingKey::from_pem(&to_pem("PUBLIC KEY", public.as_ref())).expect("public");
        assert_eq!(key.kind(), KeyKind::Ed25519);
        let signature = pair.sign(b"words");
        assert!(key.verify(b"words", signature.as_ref()));
        assert!(!key.verify(b"word", signature.as_ref()));
    }

    #[test]
    fn sizes_in_use_are_accepted() {
        for bits in [2048, 3072, 4096, 8192] {
            let pem = to_pem("PUBLIC KEY", &spki(&rsa_pkcs1(bits, F4)));
            assert!(VerifyingKey::from_pem(&pem).is_ok(), "{bits}");
        }
    }

    #[test]
    fn weak_or_strange_keys_are_refused() {
        let refused = |der: &[u8]| VerifyingKey::from_pem(&to_pem("PUBLIC KEY", der)).err();
        assert_eq!(
            refused(&spki(&rsa_pkcs1(512, F4))),
            Some(KeyRefused::Size(512))
        );
        assert_eq!(
            refused(&spki(&rsa_pkcs1(1024, F4))),
            Some(KeyRefused::Size(1024))
        );
        assert_eq!(
            refused(&spki(&rsa_pkcs1(2040, F4))),
            Some(KeyRefused::Size(2040))
        );
        assert!(refused(&spki(&rsa_pkcs1(16384, F4))).is_some());
        let not_a_key = Some(KeyRefused::NotAKey);
        assert_eq!(refused(&spki(&rsa_pkcs1(2048, &[1]))), not_a_key);
        assert_eq!(refused(&spki(&rsa_pkcs1(2048, &[4]))), not_a_key);
        assert_eq!(refused(&spki(&rsa_pkcs1(2048, &[0]))), not_a_key);
        assert_eq!(refused(&spki(&rsa_pkcs1(2048, &[1; 100]))), not_a_key);
        assert_eq!(refused(b""), not_a_key);
        assert_eq!(refused(&[0x30; 44]), not_a_key);
        assert_eq!(refused(&[7; 32]), not_a_key);
    }

    #[test]
    fn what_is_no_pem_is_refused() {
        let good = &test_pair().public;
        let body = good.lines().nth(1).expect("a line");
        for text in [
            String::new(),
            "MIIB".to_owned(),
            test_pair().private.clone(),
            format!("{good}{good}"),
            format!("x{good}"),
            good.replace(body, &"*".repeat(64)),
            good.replace("END PUBLIC", "END PRIVATE"),
            good.replace("PUBLIC KEY", "EC PUBLIC KEY"),
            "-----BEGIN PUBLIC KEY-----".to_owned(),
        ] {
            let found = VerifyingKey::from_pem(&text).err();
            assert_eq!(found, Some(KeyRefused::NotPem), "{text}");
        }
        let long = format!("{good}{}", " ".repeat(MAX_PEM_BYTES));
        assert_eq!(
            VerifyingKey::from_pem(&long).err(),
            Some(KeyRefused::TooLong)
        );
        let huge = "A".repeat(1024 * 1024);
        assert_eq!(
            VerifyingKey::from_pem(&huge).err(),
            Some(KeyRefused::TooLong)
        );
    }

    #[test]
    fn a_broken_private_key_is_an_error() {
        assert_eq!(SigningKey::from_pem("").err(), Some(KeyError::NotPem));
        assert_eq!(
            SigningKey::from_pem(&test_pair().public).err(),
            Some(KeyError::NotPem)
        );
        let pem = to_pem("PRIVATE KEY", b"not a key");
        assert_eq!(SigningKey::from_pem(&pem).err(), Some(KeyError::NotRsa));
        let key = SigningKey::from_pem(&test_pair().private).expect("private");
        assert_eq!(format!("{key:?}"), "SigningKey");
    }
}
