//! Consent records: `consent/<key>.toml`. They say who agreed to what, and are never published.

use std::collections::BTreeMap;

use crate::base::country::Country;
use crate::base::date::Day;
use crate::base::node::{Node, Value};
use crate::base::record::{Inherit, Read, Shape, wrong_type};
use crate::base::{Report, Span, Spanned};
use crate::{record, words};

words! {
    /// Where a picture or testimony may be seen.
    pub enum Scope {
        /// On the site.
        Web = "web",
        /// On paper.
        Print = "print",
        /// In social networks.
        Social = "social",
    }
}

/// Whether a guardian agreed as well: `true`, or the guardian's own code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Guardian(pub bool);

impl Read for Guardian {
    const EXPECTS: &'static str = "guardian";
    // Editors are told of `true` and `false`; a code is any text.
    const SHAPE: Shape = Shape::BooleanOr(&[]);

    fn read(node: &Node, report: &mut Report) -> Option<Guardian> {
        match &node.value {
            Value::Boolean(agreed) => Some(Guardian(*agreed)),
            Value::String(code) => Some(Guardian(!code.trim().is_empty())),
            _ => {
                wrong_type::<Guardian>(node, report);
                None
            }
        }
    }
}

impl Inherit for Guardian {}

record! {
    /// A record as it is written.
    pub struct ConsentFields {
        /// A code for the person, never a name.
        subject: String = required,
        /// Whether a guardian agreed as well; a child needs one.
        guardian: Guardian = plain,
        /// The language in which it was explained.
        explained_in: String = required,
        /// The day on which it was given.
        date: Spanned<Day> = required,
        /// Where it holds.
        scope: Vec<Spanned<Scope>> = required,
        /// The countries that it is limited to.
        countries: Vec<Country> = plain,
        /// Whether the person wishes to be named.
        named: bool = plain,
        /// The first day on which it holds no more.
        expires: Spanned<Day> = plain,
        /// The day on which it was taken back.
        withdrawn: Spanned<Day> = plain,
        /// Whom the person reaches to take it back.
        withdrawal_contact: String = required,
        /// Who wrote the record.
        recorded_by: String = required,
    }
}

/// A record with its place.
#[derive(Clone, Debug)]
pub struct Consent {
    /// What it says.
    pub fields: ConsentFields,
    /// Whether something in it could not be read, which has been reported.
    pub is_broken: bool,
    /// The file's beginning.
    pub span: Span,
}

/// Every record by its key: the path from `consent/` without the ending.
pub type Consents = BTreeMap<String, Consent>;
