//! Records: the fields of front matter, config and data files, said once.
//!
//! [`record!`](crate::record) declares a struct and from the same lines knows its keys, which of them are
//! required, which hold text that a translation sets, how to read it from a [`Node`] with every
//! mistake reported at its place, and how a translation inherits the rest from its source.

use std::collections::BTreeMap;

use super::country::Country;
use super::date::{Day, Edtf, When};
use super::node::{Node, Number, Table, Value};
use super::{Lang, Report, Span, Spanned, lang};

/// What the schema says of one key.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key as authors write it.
    pub key: &'static str,
    /// What the field is for.
    pub rule: Rule,
    /// The fields inside, for a table or a list of tables.
    pub inside: &'static [Field],
    /// What the value must be: the key of a phrase in the catalogue (`expects.<this>`).
    pub expects: &'static str,
    /// What the value looks like, for descriptions such as a schema.
    pub shape: Shape,
    /// What it must be beyond its shape.
    pub limits: &'static [Limit],
}

/// What a value looks like.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Any text.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// A day.
    Date,
    /// A day, or a day and a time.
    DateOrTime,
    /// A year, month or day, perhaps only roughly known.
    Edtf,
    /// The code of a country.
    Country,
    /// A hashtag.
    Hashtag,
    /// One of these words.
    Words(&'static [&'static str]),
    /// `true`, `false`, or one of these words.
    BooleanOr(&'static [&'static str]),
    /// A text per language.
    Texts,
    /// Any table.
    Table,
    /// A list of such values.
    List(&'static Shape),
    /// A table with these fields, and the path of the record's name: `altavoz::content::parts::Image`.
    Record(&'static str, &'static [Field]),
}

/// What a value must be beyond its shape, as far as it can be said without other values; for a
/// list, mostly of its entries. Rules look at the same things with messages of their own.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// A key of this vocabulary.
    Vocabulary(&'static str),
    /// A key of the vocabulary `unit`, or a currency of ISO 4217.
    Unit,
    /// A key of a region of the site.
    Region,
    /// A list has an entry.
    NotEmpty,
    /// A text has something to read.
    NotBlank,
    /// A number is not less and not more.
    Between(i64, i64),
    /// A number is not less.
    AtLeast(i64),
    /// A share above 0, at most 1.
    Share,
    /// A text has no more characters.
    Longest(usize),
    /// A text begins like this and is one of these letters from there on.
    Id(&'static str),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// An address on the web.
    Web,
    /// An e-mail address.
    Email,
    /// A language tag.
    Language,
    /// Either this field or that one, not both.
    Or(&'static str),
    /// The keys of the table are free, and the values look like this.
    Each(&'static Shape),
}

/// How a field behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// May be left out; inherited by translations.
    Plain,
    /// Must be there in the source; inherited by translations.
    Required,
    /// Text inside a list or table: a translation sets its own; where it does not, it is warned
    /// of and the source's stands in.
    Text,
    /// Text that must be there in the source; otherwise as [`Rule::Text`].
    RequiredText,
    /// Running text: a translation sets its own; where it does not, it is warned of and left out,
    /// since a line in another language would pass for the page's.
    Prose,
    /// What belongs to one file alone, such as its slug or its translators.
    Own,
}

impl Rule {
    /// Whether a translation sets it.
    pub fn is_text(self) -> bool {
        !matches!(self, Rule::Plain | Rule::Required)
    }

    /// Whether a translation that leaves it out is told so.
    pub fn is_missed(self) -> bool {
        matches!(self, Rule::Text | Rule::RequiredText | Rule::Prose)
    }

    /// Whether a source must have it.
    pub fn is_required(self) -> bool {
        matches!(self, Rule::Required | Rule::RequiredText)
    }
}

/// Something that a value of a file can be read into.
pub trait Read: Sized {
    /// The key of the phrase that says what is expected (`expects.<this>` in the catalogue).
    const EXPECTS: &'static str;
    /// What it looks like.
    const SHAPE: Shape;
    /// The keys inside, where it is a record or a list of records.
    const FIELDS: &'static [Field] = &[];

    /// Reads a value; what is wrong with it is reported at its place, once.
    fn read(node: &Node, report: &mut Report) -> Option<Self>;
}

/// How a translation's value and its source's become one.
pub trait Inherit: Clone {
    /// The translation's value by the field's rule.
    fn inherit(own: Option<Self>, source: Option<&Self>, rule: Rule) -> Option<Self> {
        match rule {
            Rule::Plain | Rule::Required => source.cloned(),
            Rule::Text | Rule::RequiredText => own.or_else(|| source.cloned()),
            Rule::Prose | Rule::Own => own,
        }
    }

    /// How many entries a list has; `None` for what is no list.
    fn entries(&self) -> Option<usize> {
        None
    }
}

/// A record that stands for a whole table: a kind's front matter, a data file.
pub trait Record: Sized + Default {
    /// Its keys, in the order of its declaration.
    const FIELDS: &'static [Field];

    /// Reads what the table has; keys that the record does not know are left to the caller.
    fn take(table: &Table, report: &mut Report) -> Self;

    /// What a translation has of its own, and the rest from the source.
    #[must_use]
    fn inherit_from(&self, source: &Self) -> Self;

    /// The lists that are set, by key, and how many entries each has.
    fn lists(&self) -> Vec<(&'static str, usize)>;

    /// Takes a field's value away; a key that the record does not know changes nothing.
    fn withhold(&mut self, key: &str);
}

/// Reports that a value is not what the field wants.
pub fn wrong_type<T: Read>(node: &Node, report: &mut Report) {
    let expects = expected_phrase::<T>();
    report
        .error("front-matter/wrong-type", node.span)
        .arg("expects", expects)
        .arg("found", node.value.kind());
}

fn expected_phrase<T: Read>() -> &'static str {
    T::EXPECTS
}

/// Reads every key of `table` that is in none of `known` as unknown, with the nearest known key as a hint.
pub fn report_unknown(table: &Table, known: &[&[Field]], report: &mut Report) {
    for (key, _) in &table.entries {
        let keys = known.iter().flat_map(|fields| fields.iter()).map(|field| field.key);
        if !keys.clone().any(|known| known == key.value) {
            let slip = slip(&key.value, keys.clone()).filter(|known| table.get(known).is_none());
            let nearest = nearest(&key.value, keys);
            report
                .error("front-matter/unknown-key", key.span)
                .arg("key", &key.value)
                .maybe("nearest", nearest)
                .fix(slip);
        }
    }
}

/// The known word that is most like a misspelt one, or else the only one that it begins; `None` if
/// none is near.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<&'a str> {
    // No key is that long, and comparing takes length times length.
    if word.len() > 100 {
        return None;
    }
    let wanted = word.to_lowercase();
    let distance = |known: &str| strsim::damerau_levenshtein(&wanted, &known.to_lowercase());
    let near = known.clone().into_iter().map(|known| (distance(known), known));
    let (distance, nearest) = near.min_by_key(|(distance, _)| *distance)?;
    // A third of the letters wrong is a slip; more is another word.
    if distance <= 1 + word.chars().count() / 4 {
        return Some(nearest);
    }
    let mut longer = known.into_iter().filter(|known| wanted.len() > 3 && known.starts_with(&wanted));
    longer.next().filter(|_| longer.next().is_none())
}

/// The word that is certainly meant by a misspelt one: the only known one of which a letter is
/// wrong, missing, too many or in its neighbour's place.
pub fn slip<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Of two or three letters, one is too much to be sure.
    if !(4..=100).contains(&word.len()) {
        return None;
    }
    let mut near = known.into_iter().filter(|known| strsim::damerau_levenshtein(word, known) == 1);
    near.next().filter(|_| near.next().is_none())
}

impl<T: Read> Read for Vec<T> {
    const EXPECTS: &'static str = "list";
    const SHAPE: Shape = Shape::List(&T::SHAPE);
    const FIELDS: &'static [Field] = T::FIELDS;

    fn read(node: &Node, report: &mut Report) -> Option<Vec<T>> {
        let Value::List(items) = &node.value else {
            wrong_type::<Self>(node, report);
            return None;
        };
        Some(items.iter().filter_map(|item| T::read(item, report)).collect())
    }
}

impl<T: Inherit> Inherit for Vec<T> {
    // A list of text repeats the source's list entry by entry; one of another length has been
    // reported (`translation/list-length`) and what is missing comes from the source.
    fn inherit(own: Option<Self>, source: Option<&Self>, rule: Rule) -> Option<Self> {
        let Some(source) = source else { return own.filter(|_| rule.is_text()) };
        if matches!(rule, Rule::Prose | Rule::Own) {
            return own;
        }
        let mut own = own.unwrap_or_default().into_iter();
        source.iter().map(|source| T::inherit(own.next(), Some(source), rule)).collect()
    }

    fn entries(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl<T: Read> Read for Spanned<T> {
    const EXPECTS: &'static str = T::EXPECTS;
    const SHAPE: Shape = T::SHAPE;
    const FIELDS: &'static [Field] = T::FIELDS;

    fn read(node: &Node, report: &mut Report) -> Option<Spanned<T>> {
        T::read(node, report).map(|value| Spanned::new(value, node.span))
    }
}

impl<T: Inherit> Inherit for Spanned<T> {}

impl Read for Table {
    const EXPECTS: &'static str = "table";
    const SHAPE: Shape = Shape::Table;

    fn read(node: &Node, report: &mut Report) -> Option<Table> {
        let Value::Table(table) = &node.value else {
            wrong_type::<Self>(node, report);
            return None;
        };
        Some(table.clone())
    }
}

impl Inherit for Table {}

macro_rules! scalar {
    ($type:ty, $expects:literal, $shape:ident, $pattern:pat => $value:expr) => {
        impl Read for $type {
            const EXPECTS: &'static str = $expects;
            const SHAPE: Shape = Shape::$shape;

            fn read(node: &Node, report: &mut Report) -> Option<$type> {
                match &node.value {
                    $pattern => Some($value),
                    _ => {
                        wrong_type::<Self>(node, report);
                        None
                    }
                }
            }
        }
        impl Inherit for $type {}
    };
}

scalar!(String, "string", Text, Value::String(text) => text.clone());
scalar!(bool, "boolean", Boolean, Value::Boolean(value) => *value);
scalar!(i64, "integer", Integer, Value::Integer(value) => *value);

impl Read for Number {
    const EXPECTS: &'static str = "number";
    const SHAPE: Shape = Shape::Number;

    fn read(node: &Node, report: &mut Report) -> Option<Number> {
        match &node.value {
            #[expect(clippy::cast_precision_loss, reason = "figures of campaigns are far below 2^53")]
            Value::Integer(value) => Number::new(*value as f64),
            Value::Float(value) => Some(*value),
            _ => {
                wrong_type::<Self>(node, report);
                None
            }
        }
    }
}

impl Inherit for Number {}

/// Text by language: `{ en = "…", es = "…" }`.
impl Read for BTreeMap<Lang, String> {
    const EXPECTS: &'static str = "texts";
    const SHAPE: Shape = Shape::Texts;

    fn read(node: &Node, report: &mut Report) -> Option<BTreeMap<Lang, String>> {
        let Value::Table(table) = &node.value else {
            wrong_type::<Self>(node, report);
            return None;
        };
        let mut texts = BTreeMap::new();
        for (tag, node) in &table.entries {
            if !lang::exists(&tag.value) {
                report.error("language/tag", tag.span).arg("value", &tag.value);
            }
            texts.extend(String::read(node, report).map(|text| (Lang::new(&tag.value), text)));
        }
        Some(texts)
    }
}

impl Inherit for BTreeMap<Lang, String> {}

macro_rules! shaped {
    ($type:ty, $expects:literal, $shape:ident, $code:literal, $parse:expr) => {
        impl Read for $type {
            const EXPECTS: &'static str = $expects;
            const SHAPE: Shape = Shape::$shape;

            fn read(node: &Node, report: &mut Report) -> Option<$type> {
                read_shaped(node, report, $code, $parse)
            }
        }
        impl Inherit for $type {}
    };
}

shaped!(Day, "date", Date, "front-matter/impossible-date", Day::parse_with_time);
shaped!(When, "date-or-time", DateOrTime, "front-matter/impossible-date", When::parse);
shaped!(Country, "country", Country, "country/unknown", Country::parse);

impl Read for Edtf {
    const EXPECTS: &'static str = "edtf";
    const SHAPE: Shape = Shape::Edtf;

    fn read(node: &Node, report: &mut Report) -> Option<Edtf> {
        let before = report.diagnostics.len();
        let date = read_shaped(node, report, IMPOSSIBLE_DATE, Edtf::parse);
        for found in report.diagnostics[before..].iter_mut().filter(|found| found.code == IMPOSSIBLE_DATE) {
            found.arg("forms", EDTF_FORMS);
        }
        date
    }
}

impl Inherit for Edtf {}

const IMPOSSIBLE_DATE: &str = "front-matter/impossible-date";
/// What a date may look like where not every date is known to the day.
const EDTF_FORMS: &str = "`2015`, `2015-08`, `2015-08-01`, `2015~`, `..`";

/// Reads a text that must have a shape of its own, such as a date or a country code.
pub fn read_shaped<T: Read>(
    node: &Node,
    report: &mut Report,
    code: &'static str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let (Value::String(text) | Value::Date(text)) = &node.value else {
        wrong_type::<T>(node, report);
        return None;
    };
    let value = parse(text);
    if value.is_none() {
        report.error(code, node.span).arg("value", text);
    }
    value
}

/// The fields of a table that a source must have and has not, reported at `at`.
pub fn report_missing(table: &Table, fields: &[Field], at: Span, report: &mut Report) {
    for field in fields {
        match table.get(field.key) {
            None if field.rule.is_required() => {
                report.error("front-matter/missing-field", at).arg("key", field.key);
            }
            Some(Node { value: Value::Table(inner), span }) => {
                report_missing(inner, field.inside, *span, report);
            }
            Some(Node { value: Value::List(items), .. }) => {
                report_missing_in_list(items, field.inside, report);
            }
            _ => {}
        }
    }
}

fn report_missing_in_list(items: &[Node], fields: &[Field], report: &mut Report) {
    for item in items {
        if let Value::Table(table) = &item.value {
            report_missing(table, fields, item.span, report);
        }
    }
}

/// Declares a record.
///
/// ```text
/// record! {
///     /// Whom journalists may call.
///     pub struct Contact {
///         /// As published.
///         name: String = required,
///         /// What the person does.
///         role: String = text,
///     }
/// }
/// ```
/// Every field becomes an `Option`; the rule is one of [`Rule`]'s in small letters.
/// The key is the field's name, or given as `name "key": Type = rule`. What the value must be beyond
/// its type stands behind: `pages: i64 = plain of [AtLeast(1)]` ([`Limit`]).
#[macro_export]
macro_rules! record {
    (@rule plain) => { $crate::base::record::Rule::Plain };
    (@rule required) => { $crate::base::record::Rule::Required };
    (@rule text) => { $crate::base::record::Rule::Text };
    (@rule required_text) => { $crate::base::record::Rule::RequiredText };
    (@rule prose) => { $crate::base::record::Rule::Prose };
    (@rule own) => { $crate::base::record::Rule::Own };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
    (
        $(#[$doc:meta])*
        pub struct $name:ident {
            $( $(#[$field_doc:meta])* $field:ident $($key:literal)? : $type:ty = $rule:ident
                $(of [$($limit:expr),* $(,)?])? ),* $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, Hash, PartialEq, serde::Serialize)]
        pub struct $name {
            $( $(#[$field_doc])* pub $field: Option<$type>, )*
        }

        impl $crate::base::record::Record for $name {
            const FIELDS: &'static [$crate::base::record::Field] = &[
                $( $crate::base::record::Field {
                    key: $crate::record!(@key $field $($key)?),
                    rule: $crate::record!(@rule $rule),
                    inside: <$type as $crate::base::record::Read>::FIELDS,
                    expects: <$type as $crate::base::record::Read>::EXPECTS,
                    shape: <$type as $crate::base::record::Read>::SHAPE,
                    limits: {
                        #[allow(unused_imports)]
                        use $crate::base::record::Limit::*;
                        &[$($($limit),*)?]
                    },
                }, )*
            ];

            fn take(
                table: &$crate::base::node::Table,
                report: &mut $crate::base::Report,
            ) -> Self {
                $name {
                    $( $field: table.get($crate::record!(@key $field $($key)?)).and_then(|node| {
                        <$type as $crate::base::record::Read>::read(node, report)
                    }), )*
                }
            }

            fn inherit_from(&self, source: &Self) -> Self {
                $name {
                    $( $field: <$type as $crate::base::record::Inherit>::inherit(
                        self.$field.clone(),
                        source.$field.as_ref(),
                        $crate::record!(@rule $rule),
                    ), )*
                }
            }

            fn lists(&self) -> Vec<(&'static str, usize)> {
                let lengths = [$( (
                    $crate::record!(@key $field $($key)?),
                    self.$field.as_ref().and_then(<$type as $crate::base::record::Inherit>::entries),
                ), )*];
                lengths.into_iter().filter_map(|(key, length)| Some((key, length?))).collect()
            }

            fn withhold(&mut self, key: &str) {
                match key {
                    $( $crate::record!(@key $field $($key)?) => self.$field = None, )*
                    _ => {}
                }
            }
        }

        impl $crate::base::record::Read for $name {
            const EXPECTS: &'static str = "table";
            const SHAPE: $crate::base::record::Shape = $crate::base::record::Shape::Record(
                concat!(module_path!(), "::", stringify!($name)),
                <$name as $crate::base::record::Record>::FIELDS,
            );
            const FIELDS: &'static [$crate::base::record::Field] =
                <$name as $crate::base::record::Record>::FIELDS;

            fn read(
                node: &$crate::base::node::Node,
                report: &mut $crate::base::Report,
            ) -> Option<$name> {
                let table = <$crate::base::node::Table as $crate::base::record::Read>::read(node, report)?;
                $crate::base::record::report_unknown(
                    &table,
                    &[<$name as $crate::base::record::Record>::FIELDS],
                    report,
                );
                Some(<$name as $crate::base::record::Record>::take(&table, report))
            }
        }

        impl $crate::base::record::Inherit for $name {
            fn inherit(
                own: Option<Self>,
                source: Option<&Self>,
                _rule: $crate::base::record::Rule,
            ) -> Option<Self> {
                match (own, source) {
                    (Some(own), Some(source)) => {
                        Some($crate::base::record::Record::inherit_from(&own, source))
                    }
                    (own, source) => own.or_else(|| source.cloned()),
                }
            }
        }
    };
}

/// Declares an enum whose values are written as words, with a "did you mean" for misspelt ones.
#[macro_export]
macro_rules! words {
    (
        $(#[$doc:meta])*
        pub enum $name:ident { $( $(#[$variant_doc:meta])* $variant:ident = $word:literal ),* $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$variant_doc])* $variant, )* }

        impl $name {
            /// Every word that may be written.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word as authors write it.
            pub fn word(self) -> &'static str {
                match self { $( $name::$variant => $word, )* }
            }

            /// The value of a word.
            pub fn from_word(word: &str) -> Option<$name> {
                match word { $( $word => Some($name::$variant), )* _ => None }
            }
        }

        impl $crate::base::record::Read for $name {
            const EXPECTS: &'static str = "word";
            const SHAPE: $crate::base::record::Shape = $crate::base::record::Shape::Words($name::WORDS);

            fn read(
                node: &$crate::base::node::Node,
                report: &mut $crate::base::Report,
            ) -> Option<$name> {
                let text = <String as $crate::base::record::Read>::read(node, report)?;
                let value = $name::from_word(&text);
                if value.is_none() {
                    let nearest = $crate::base::record::nearest(&text, $name::WORDS.iter().copied());
                    report
                        .error("front-matter/unknown-word", node.span)
                        .arg("value", &text)
                        .arg("words", $name::WORDS.join(", "))
                        .maybe("nearest", nearest)
                        .fix($crate::base::record::slip(&text, $name::WORDS.iter().copied()));
                }
                value
            }
        }

        impl $crate::base::record::Inherit for $name {}

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}
