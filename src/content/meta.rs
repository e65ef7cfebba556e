//! The fields that every kind has (DESIGN.md, section 3).

use crate::base::Spanned;
use crate::base::country::Country;
use crate::base::date::{Day, When};
use crate::base::node::Table;
use crate::{record, words};

use super::hashtag::Hashtag;
use super::parts::{
    Allow, Attachment, Author, Change, Contact, Image, ItemRef, Reference, Translate, Warning,
};

words! {
    /// What a translator made of the source.
    pub enum Mode {
        /// The same text in another language.
        Translation = "translation",
        /// Another text for other readers.
        Adaptation = "adaptation",
    }
}

record! {
    /// What all kinds share.
    pub struct Meta {
        /// The headline.
        title: Spanned<String> = required_text,
        /// The deck under it.
        subtitle: String = prose,
        /// What lists, feeds and previews say.
        summary: Spanned<String> = prose,
        /// An editor's words before the text.
        intro: String = prose,
        /// The last part of the address; by default the file's name.
        slug: Spanned<String> = own,
        /// The day that it bears.
        date: Spanned<Day> = plain,
        /// The day of its last real change.
        updated: Day = plain,
        /// Not published.
        draft: bool = plain,
        /// Not published before.
        publish: Spanned<When> = plain,
        /// A notice only, from then on.
        expires: Spanned<When> = plain,
        /// Who wrote it.
        authors: Vec<Author> = plain,
        /// Which countries it is about.
        countries: Vec<Spanned<Country>> = plain,
        /// Which of the config's regions; derived from the countries.
        regions: Vec<Spanned<String>> = plain of [Region],
        /// What it is about.
        topics: Vec<Spanned<String>> = plain,
        /// Which campaigns it belongs to.
        hashtags: Vec<Spanned<Hashtag>> = plain,
        /// The picture that stands for it.
        image: Image = plain,
        /// Items to read next.
        related: Vec<ItemRef> = plain,
        /// The earlier item that this one goes on from.
        follows: ItemRef = plain,
        /// Addresses that lead here; a translation has its own.
        aliases: Vec<Spanned<String>> = own,
        /// Warnings that are accepted here.
        allow: Vec<Allow> = plain,
        /// What readers should know before they read.
        warnings: Vec<Warning> = plain,
        /// Whom to call.
        contacts: Vec<Contact> = plain,
        /// Files to take away.
        attachments: Vec<Attachment> = plain,
        /// What it rests on.
        references: Vec<Reference> = plain,
        /// Offer a way to leave the page at once.
        quick_exit: bool = plain,
        /// This file is the source, whatever its name says.
        original: bool = plain,
        /// Show the table of contents.
        toc: bool = plain,
        /// Whether it is meant to be translated.
        translate: Translate = plain,
        /// 1 (first) to 5.
        translate_priority: Spanned<i64> = plain of [Between(1, 5)],
        /// Safety, legal or medical advice: a translation that is behind says so loudly.
        critical: bool = plain,
        /// A word to translators.
        translate_note: String = plain,
        /// The source item, where the path does not tell.
        translation_of: ItemRef = own,
        /// Who translated it, where they want to be named.
        translators: Vec<String> = own,
        /// Translation or adaptation.
        mode: Mode = own,
        /// A machine wrote it.
        machine: bool = own,
        /// Corrections that readers see.
        changes: Vec<Change> = plain,
        /// Whatever a theme of one's own needs.
        extra: Table = own,
    }
}
