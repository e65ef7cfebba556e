//! Tables inside front matter that several kinds share.

use crate::base::Spanned;
use crate::base::country::Country;
use crate::base::date::Day;
use crate::base::record::{Inherit, Read, Shape};
use crate::{record, words};

/// A path to another file as an author writes it: relative to the Markdown file, or `/x` for `assets/x`.
pub type FileRef = Spanned<String>;

words! {
    /// Who can be seen in a picture; what asks for consent.
    pub enum People {
        /// Nobody.
        None = "none",
        /// Grown-up people.
        Adults = "adults",
        /// Anybody under eighteen.
        Children = "children",
        /// People who went through what the campaign is about.
        Survivors = "survivors",
    }
}

words! {
    /// What a reader may not want to meet without warning.
    pub enum Warning {
        /// Sexual violence.
        SexualViolence = "sexual-violence",
        /// Death.
        Death = "death",
        /// Suicide and self-harm.
        SelfHarm = "self-harm",
        /// Torture and ill-treatment.
        Torture = "torture",
        /// Harm done to children.
        ChildHarm = "child-harm",
    }
}

record! {
    /// A picture that stands for an item.
    pub struct Image {
        /// The file.
        src: FileRef = required,
        /// What it shows, for those who do not see it; `""` is not enough, `decorative` is said in bodies only.
        alt: Spanned<String> = required_text of [NotBlank],
        /// The words under it.
        caption: String = text,
        /// Whose work it is.
        credit: String = plain,
        /// The consent record's key.
        consent: Spanned<String> = plain,
        /// Who can be seen.
        people: Spanned<People> = plain,
    }
}

record! {
    /// Who wrote an item.
    pub struct Author {
        /// As published; may be a pseudonym.
        name: String = required,
        /// What the author does.
        role: String = text,
        /// For whom.
        org: String = plain,
        /// A guest's views are the guest's own.
        guest: bool = plain,
    }
}

record! {
    /// Whom journalists and allies may reach.
    pub struct Contact {
        /// As published.
        name: String = required,
        /// What the person does.
        role: String = text,
        /// For whom.
        org: String = plain,
        /// E-mail address.
        email: Spanned<String> = plain of [Email],
        /// In any form that people dial.
        phone: String = plain,
        /// The last day on which it is shown; by default twelve months after the item's date.
        until: Day = plain,
    }
}

record! {
    /// A file to take away: either `file` or `url`.
    pub struct Attachment {
        /// A file beside the Markdown or in assets.
        file: FileRef = plain of [Or("url")],
        /// An address elsewhere.
        url: Spanned<String> = plain of [Web],
        /// What it is called.
        title: String = required_text,
        /// Its language.
        lang: String = plain of [Language],
    }
}

record! {
    /// A work that an item rests on (CSL names).
    pub struct Reference {
        /// As printed.
        title: String = required,
        /// Who wrote it.
        creators: Vec<String> = plain,
        /// Who published it.
        publisher: String = plain,
        /// When.
        year: i64 = plain,
        /// Where it can be read.
        url: Spanned<String> = plain of [Web],
        /// Its language.
        lang: String = plain,
    }
}

record! {
    /// One entry of the correction log.
    pub struct Change {
        /// The day of the change.
        date: Day = required,
        /// What changed.
        note: String = required_text,
    }
}

record! {
    /// A warning of the program that an author accepts in this item.
    pub struct Allow {
        /// The code.
        rule: Spanned<String> = required,
        /// Why it is right here.
        reason: String = required,
    }
}

record! {
    /// An organisation that signs.
    pub struct Signatory {
        /// As it signs; never translated.
        name: String = required,
        /// Where it is at home.
        country: Country = plain,
        /// Its site.
        url: Spanned<String> = plain of [Web],
        /// The network through which it signs.
        member_of: String = plain,
    }
}

record! {
    /// Whom a text addresses.
    pub struct Addressee {
        /// The office or person.
        name: String = required,
        /// Where.
        country: Country = plain,
    }
}

/// A reference to another item: a path from `content/` without language and ending, or the `id`
/// of a petition or practice.
pub type ItemRef = Spanned<String>;

/// Whether an item is translated, and how urgently it wants to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub enum Translate {
    /// Not meant to be.
    No,
    /// Welcome, but not counted as missing.
    Optional,
    /// Yes.
    Yes,
}

impl Read for Translate {
    const EXPECTS: &'static str = "translate";
    const SHAPE: Shape = Shape::BooleanOr(&["optional"]);

    fn read(node: &crate::base::node::Node, report: &mut crate::base::Report) -> Option<Translate> {
        use crate::base::node::Value;
        match &node.value {
            Value::Boolean(true) => Some(Translate::Yes),
            Value::Boolean(false) => Some(Translate::No),
            Value::String(word) if word == "optional" => Some(Translate::Optional),
            _ => {
                crate::base::record::wrong_type::<Self>(node, report);
                None
            }
        }
    }
}

impl Inherit for Translate {}
