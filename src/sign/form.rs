//! What a form or a script sends, as fields by name. Knows nothing of petitions.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

/// No form of ours has as many fields.
const MOST: usize = 40;

/// Fields by name; each stands there once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form(BTreeMap<String, String>);

impl Form {
    /// A field without spaces around it; empty if it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }

    /// Whether a field is there, empty or not.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Reads `application/x-www-form-urlencoded`; `None` if it is not UTF-8, a field comes twice, or
    /// there are too many.
    pub fn from_urlencoded(bytes: &[u8]) -> Option<Form> {
        let mut form = Form::default();
        for pair in bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let end = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let value = pair.get(end + 1..).unwrap_or_default();
            form.put(decoded(&pair[..end])?, decoded(value)?)?;
        }
        Some(form)
    }

    /// Reads a JSON object of texts, numbers and truths; `None` if it is none, or a field comes twice.
    pub fn from_json(bytes: &[u8]) -> Option<Form> {
        serde_json::from_slice(bytes).ok()
    }

    fn put(&mut self, name: String, value: String) -> Option<()> {
        (self.0.len() < MOST && self.0.insert(name, value).is_none()).then_some(())
    }
}

fn decoded(bytes: &[u8]) -> Option<String> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        plain.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                let (high, low) = (digit()?, digit()?);
                u8::try_from(high << 4 | low).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(plain).ok()
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Form, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Form;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of plain values")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Form, M::Error> {
                let mut form = Form::default();
                while let Some((name, Plain(value))) = map.next_entry()? {
                    form.put(name, value).ok_or_else(|| M::Error::custom("twice or too many"))?;
                }
                Ok(form)
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// A text, a number or a truth as text; lists and objects are refused before they are built.
struct Plain(String);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Plain, D::Error> {
        struct Value;
        impl Visitor<'_> for Value {
            type Value = Plain;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a plain value")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Plain, E> {
                Ok(Plain(text.to_owned()))
            }

            fn visit_bool<E: Error>(self, truth: bool) -> Result<Plain, E> {
                Ok(Plain(if truth { "1".to_owned() } else { String::new() }))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Plain, E> {
                Ok(Plain(number.to_string()))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Plain, E> {
                Ok(Plain(number.to_string()))
            }

            fn visit_unit<E: Error>(self) -> Result<Plain, E> {
                Ok(Plain(String::new()))
            }
        }
        deserializer.deserialize_any(Value)
    }
}
