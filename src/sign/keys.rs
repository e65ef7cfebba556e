//! The secrets of a collector: what is made of personal data before it is stored.
//!
//! Three secrets lie in a file outside the database: one encrypts, one makes addresses comparable
//! without being readable (a plain digest of an address can be guessed), one signs links and forms.
//!
//! Fields are sealed with ChaCha20-Poly1305 under a key derived for each signature, so that the
//! 96-bit nonce, drawn at random, only has to be unique among the few fields of one row: what
//! XChaCha20's longer nonce is for, without another package.

use std::net::IpAddr;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};
use ring::{digest, hmac};
use serde::Deserialize;

use super::text::{base64url, from_base64url};

/// The length of a secret in bytes.
const LENGTH: usize = 32;
/// The first byte of what is sealed, so that another way can follow.
const SEALED: u8 = 1;
const NONCE: usize = 12;

/// The secrets, ready to be used.
pub struct Keys {
    encryption: hmac::Key,
    address: hmac::Key,
    network: hmac::Key,
    link: hmac::Key,
    form: hmac::Key,
    riddle: hmac::Key,
    operator: hmac::Key,
    random: SystemRandom,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys")
    }
}

/// The file that holds them: TOML.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    encryption: String,
    address: String,
    link: String,
}

impl Keys {
    /// Reads a file as [`fresh`] writes it; `None` if it is no such file.
    pub fn read(text: &str) -> Option<Keys> {
        let file: File = toml::from_str(text).ok()?;
        Some(Keys::of(&secret(&file.encryption)?, &secret(&file.address)?, &secret(&file.link)?))
    }

    /// The keys that everybody knows, for trying things out.
    pub fn of_tests() -> Keys {
        Keys::of(&[1; LENGTH], &[2; LENGTH], &[3; LENGTH])
    }

    fn of(encryption: &[u8], address: &[u8], link: &[u8]) -> Keys {
        let key = |secret: &[u8], purpose: &str| {
            let secret = hmac::Key::new(hmac::HMAC_SHA256, secret);
            hmac::Key::new(hmac::HMAC_SHA256, hmac::sign(&secret, purpose.as_bytes()).as_ref())
        };
        Keys {
            encryption: key(encryption, "altavoz fields"),
            address: key(address, "altavoz address"),
            network: key(address, "altavoz network"),
            link: key(link, "altavoz link"),
            form: key(link, "altavoz form"),
            riddle: key(link, "altavoz riddle"),
            operator: key(address, "altavoz operator"),
            random: SystemRandom::new(),
        }
    }

    /// What tells two sets of keys apart and says nothing of them.
    pub(super) fn mark(&self) -> [u8; 32] {
        let marks = [&self.encryption, &self.address, &self.link].map(|key| hmac::sign(key, b"mark"));
        sha256(&marks.each_ref().map(AsRef::as_ref).concat())
    }

    /// So many bytes that nobody can guess.
    pub(super) fn random<const N: usize>(&self) -> [u8; N] {
        random(&self.random)
    }

    /// What an address in its canonical form is known by.
    pub(super) fn address(&self, canonical: &str) -> [u8; 32] {
        tag(&self.address, &[canonical.as_bytes()])
    }

    /// What a network is known by for one day: a /24 or a /64, never a whole address.
    pub(super) fn network(&self, ip: IpAddr, day: &[u8; 32]) -> [u8; 16] {
        let network = match ip.to_canonical() {
            IpAddr::V4(ip) => ip.octets()[..3].to_vec(),
            IpAddr::V6(ip) => ip.octets()[..8].to_vec(),
        };
        let of_day = hmac::Key::new(hmac::HMAC_SHA256, &tag(&self.network, &[day]));
        let whole = tag(&of_day, &[&network]);
        std::array::from_fn(|place| whole[place])
    }

    /// The secret part of a link in a mail; the same for the same mail, so that it need not be stored.
    pub(super) fn link(&self, kind: &str, mail: &[u8]) -> String {
        base64url(&tag(&self.link, &[kind.as_bytes(), &[0], mail]))
    }

    /// When a form was asked for, signed for one petition.
    pub(super) fn stamp(&self, petition: &str, at: i64) -> String {
        let signed = tag(&self.form, &[petition.as_bytes(), &[0], &at.to_be_bytes()]);
        format!("{at}.{}", base64url(&signed[..16]))
    }

    /// When a form was asked for; `None` if we did not sign that.
    pub(super) fn stamped(&self, petition: &str, stamp: &str) -> Option<i64> {
        let at: i64 = stamp.split_once('.')?.0.parse().ok()?;
        same(self.stamp(petition, at).as_bytes(), stamp.as_bytes()).then_some(at)
    }

    /// What shows that a riddle for one petition is ours.
    pub(super) fn riddle(&self, petition: &str, salt: &str, challenge: &str) -> String {
        let parts = [petition, "\0", salt, "\0", challenge];
        base64url(&tag(&self.riddle, &parts.map(str::as_bytes)))
    }

    /// Whether a riddle for one petition is ours.
    pub(super) fn is_riddle(&self, petition: &str, salt: &str, challenge: &str, signature: &str) -> bool {
        same(self.riddle(petition, salt, challenge).as_bytes(), signature.as_bytes())
    }

    /// What an operator's token is known by.
    pub(super) fn operator(&self, token: &str) -> [u8; 32] {
        tag(&self.operator, &[token.as_bytes()])
    }

    /// A field of a signature, sealed so that it opens only there.
    pub(super) fn seal(&self, signature: &[u8; 16], field: &str, text: &str) -> Vec<u8> {
        let nonce: [u8; NONCE] = self.random();
        let mut sealed = text.as_bytes().to_vec();
        self.of_row(signature)
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(field.as_bytes()),
                &mut sealed,
            )
            .expect("a field is far shorter than the cipher's limit");
        [&[SEALED][..], &nonce, &sealed].concat()
    }

    /// The text of a sealed field; `None` if it was sealed by other keys, for another place, or changed.
    pub(super) fn open(&self, signature: &[u8; 16], field: &str, sealed: &[u8]) -> Option<String> {
        let (version, rest) = sealed.split_first()?;
        let (nonce, text) = rest.split_at_checked(NONCE).filter(|_| *version == SEALED)?;
        let mut text = text.to_vec();
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let key = self.of_row(signature);
        let plain = key.open_in_place(nonce, Aad::from(field.as_bytes()), &mut text).ok()?;
        String::from_utf8(plain.to_vec()).ok()
    }

    fn of_row(&self, signature: &[u8; 16]) -> LessSafeKey {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &tag(&self.encryption, &[signature]));
        LessSafeKey::new(key.expect("a tag is as long as a key"))
    }
}

/// A new file of keys.
pub fn fresh() -> String {
    let system = SystemRandom::new();
    let secret = || base64url(&random::<LENGTH>(&system));
    format!(
        "# The secrets of an Altavoz collector. Keep a copy apart from the database: without them\n\
         # nobody can read the addresses. Whoever has both can read all of them.\n\
         encryption = \"{}\"\naddress = \"{}\"\nlink = \"{}\"\n",
        secret(),
        secret(),
        secret()
    )
}

/// What a link is known by in the database.
pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let digest = digest::digest(&digest::SHA256, bytes);
    std::array::from_fn(|place| digest.as_ref()[place])
}

fn random<const N: usize>(system: &SystemRandom) -> [u8; N] {
    let mut bytes = [0; N];
    system.fill(&mut bytes).expect("the system gives random numbers");
    bytes
}

fn secret(text: &str) -> Option<Vec<u8>> {
    from_base64url(text).filter(|secret| secret.len() == LENGTH)
}

fn tag(key: &hmac::Key, parts: &[&[u8]]) -> [u8; 32] {
    let mut context = hmac::Context::with_key(key);
    for part in parts {
        context.update(part);
    }
    let tag = context.sign();
    std::array::from_fn(|place| tag.as_ref()[place])
}

/// Compares in a time that says nothing of where two texts differ.
pub(super) fn same(one: &[u8], other: &[u8]) -> bool {
    let differ = one.iter().zip(other).fold(0, |differ, (one, other)| differ | (one ^ other));
    one.len() == other.len() && std::hint::black_box(differ) == 0
}
