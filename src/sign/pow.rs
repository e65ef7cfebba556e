//! Proof of work: a riddle that costs a browser a second and a flood of programs hours.
//!
//! Shaped as ALTCHA's (altcha.org): find the number whose digest behind the salt is the challenge. The
//! collector draws the number and signs the riddle, so nobody can choose an easier one, and it keeps
//! nothing until a solution is used. A solution only ever helps: it takes the mark off a signature that came
//! with too many others. Without one nobody counts less.

use serde::Deserialize;
use serde_json::{Value, json};

use super::keys::{Keys, sha256};
use super::text::{from_base64url, hex};

/// The number lies below this: half of it is tried on average, a second of a slow telephone.
const MOST: u64 = 50_000;
/// So long a riddle may take, in milliseconds.
const LASTS: i64 = 20 * 60 * 1000;
/// No solution of ours is longer.
const LONGEST: usize = 1024;

/// A riddle that was solved in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Solved {
    /// What it is known by, so that it is used once.
    pub mark: [u8; 32],
    /// Until when that has to be remembered, in milliseconds since 1970.
    pub expires: i64,
}

/// What a browser sends back.
#[derive(Deserialize)]
struct Answer {
    algorithm: String,
    challenge: String,
    number: u64,
    salt: String,
    signature: String,
}

/// A new riddle for one petition.
pub(super) fn riddle(keys: &Keys, petition: &str, now: i64) -> Value {
    // Behind the last sign only digits of the number follow: none of them can be taken for the time's.
    let salt = format!("{}?expires={}&", hex(&keys.random::<12>()), now + LASTS);
    let number = u64::from_be_bytes(keys.random()) % MOST;
    let challenge = digest(&salt, number);
    let signature = keys.riddle(petition, &salt, &challenge);
    json!({
        "algorithm": "SHA-256", "challenge": challenge, "salt": salt, "signature": signature, "maxnumber": MOST,
    })
}

/// A solution as the field `pow` holds it (JSON in base64); `None` unless it solves a riddle of ours for this
/// petition that has not run out.
pub(super) fn solved(keys: &Keys, petition: &str, pow: &str, now: i64) -> Option<Solved> {
    if pow.is_empty() || pow.len() > LONGEST {
        return None;
    }
    let letters = pow.trim_end_matches('=').replace('+', "-").replace('/', "_");
    let answer: Answer = serde_json::from_slice(&from_base64url(&letters)?).ok()?;
    let is_ours = answer.algorithm == "SHA-256"
        && keys.is_riddle(petition, &answer.salt, &answer.challenge, &answer.signature)
        && digest(&answer.salt, answer.number) == answer.challenge;
    let expires: i64 = answer.salt.split_once("?expires=")?.1.strip_suffix('&')?.parse().ok()?;
    // The clock may have been set back since it was asked for.
    let is_in_time = (1..=LASTS).contains(&(expires - now));
    (is_ours && is_in_time).then(|| Solved { mark: sha256(answer.signature.as_bytes()), expires })
}

fn digest(salt: &str, number: u64) -> String {
    hex(&sha256(format!("{salt}{number}").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign::text::base64;

    fn answer(riddle: &Value) -> Value {
        let salt = riddle["salt"].as_str().expect("a salt");
        let number = (0..MOST).find(|number| riddle["challenge"] == digest(salt, *number)).expect("a number");
        let mut answer = riddle.clone();
        answer["number"] = number.into();
        answer
    }

    fn take(petition: &str, answer: &Value, now: i64) -> Option<Solved> {
        solved(&Keys::of_tests(), petition, &base64(answer.to_string().as_bytes()), now)
    }

    #[test]
    fn a_solution_is_good_for_its_petition_and_for_twenty_minutes() {
        let now = 1_800_000_000_000;
        let answer = answer(&riddle(&Keys::of_tests(), "free", now));
        assert_eq!(take("free", &answer, now).map(|solved| solved.expires), Some(now + LASTS));
        assert!(take("free", &answer, now + LASTS - 1).is_some());
        assert_eq!(take("free", &answer, now + LASTS), None, "too late");
        assert_eq!(take("free", &answer, now - 1000), None, "from the future");
        assert_eq!(take("other", &answer, now), None, "another petition's");
    }

    #[test]
    fn nobody_can_choose_an_easier_riddle() {
        let now = 1_800_000_000_000;
        let own = answer(&riddle(&Keys::of_tests(), "free", now));
        let forged = |change: &dyn Fn(&mut Value)| {
            let mut forged = own.clone();
            change(&mut forged);
            take("free", &forged, now)
        };
        assert!(forged(&|_| ()).is_some());
        assert_eq!(forged(&|own| own["number"] = 7.into()), None, "not solved");
        assert_eq!(
            forged(&|own| {
                own["number"] = 0.into();
                own["challenge"] = digest(own["salt"].as_str().expect("a salt"), 0).into();
            }),
            None,
            "an easy one, not signed by us"
        );
        assert_eq!(
            forged(&|own| {
                let number = own["number"].to_string();
                let (first, rest) = number.split_at(1);
                let salt = format!("{}{first}", own["salt"].as_str().expect("a salt"));
                own["salt"] = salt.into();
                own["number"] = rest.parse::<u64>().unwrap_or(0).into();
            }),
            None,
            "digits moved from the number to the time"
        );
        assert_eq!(forged(&|own| own["algorithm"] = "SHA-1".into()), None);
        assert_eq!(forged(&|own| own["signature"] = "".into()), None);
        for text in ["", "e30", "!", "e30=", &"A".repeat(2000)] {
            assert_eq!(solved(&Keys::of_tests(), "free", text, now), None, "{text}");
        }
    }
}
