//! Petitions (PETITIONS.md).

use crate::base::Spanned;
use crate::base::country::Country;
use crate::base::date::{Day, When};
use crate::{record, words};

use super::parts::Signatory;

words! {
    /// How far a petition has come.
    pub enum State {
        /// It can be signed while it is its time.
        Open = "open",
        /// It cannot be signed for now.
        Paused = "paused",
        /// It cannot be signed any more.
        Closed = "closed",
        /// The signatures were handed over.
        Delivered = "delivered",
        /// It got what it asked for.
        Won = "won",
        /// It got part of it.
        Partly = "partly",
        /// It did not get it.
        Lost = "lost",
        /// Those who began it took it back.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// Which recent signers a page shows.
    pub enum Recent {
        /// None, for safety.
        Off = "off",
        /// Initials.
        Initials = "initials",
        /// First name and country.
        FirstNameCountry = "first-name-country",
    }
}

words! {
    /// Whether a form asks for something.
    pub enum Ask {
        /// It must be filled in.
        Required = "required",
        /// It may be.
        Optional = "optional",
        /// It is not asked for.
        Off = "off",
    }
}

words! {
    /// How the goal is set.
    pub enum GoalMode {
        /// The next step that is not nearly reached.
        Auto = "auto",
        /// One number.
        Fixed = "fixed",
    }
}

words! {
    /// Who takes the signatures.
    pub enum Provider {
        /// Our own collector.
        Altavoz = "altavoz",
        /// Action Network.
        ActionNetwork = "actionnetwork",
        /// Proca.
        Proca = "proca",
        /// A link to a form elsewhere.
        Link = "link",
    }
}

words! {
    /// How far a delivery has come.
    pub enum DeliveryStatus {
        /// It will take place.
        Planned = "planned",
        /// It took place.
        Delivered = "delivered",
        /// There was an answer.
        Answered = "answered",
    }
}

words! {
    /// Where a share link leads.
    pub enum Network {
        /// WhatsApp.
        Whatsapp = "whatsapp",
        /// Telegram.
        Telegram = "telegram",
        /// Mastodon, by a page that asks for the instance.
        Mastodon = "mastodon",
        /// Bluesky.
        Bluesky = "bluesky",
        /// X.
        X = "x",
        /// E-mail.
        Email = "email",
        /// The address to copy.
        Copy = "copy",
    }
}

record! {
    /// The number of signatures that is aimed at.
    pub struct Goal {
        /// Fixed, or by steps.
        mode: GoalMode = plain,
        /// The fixed number.
        value: Spanned<i64> = plain of [AtLeast(1)],
        /// The steps, ascending.
        steps: Vec<Spanned<i64>> = plain of [AtLeast(1)],
        /// The share of a step (0 to 1) at which the next one is shown.
        raise_at: Spanned<crate::base::node::Number> = plain of [Share],
    }
}

record! {
    /// Where signatures go.
    pub struct Collector {
        /// Who runs it.
        provider: Provider = plain,
        /// Its address.
        url: Spanned<String> = plain of [Web],
        /// Its page for people whose browser runs no scripts, where its form needs them.
        page: Spanned<String> = plain of [Web],
    }
}

record! {
    /// What the form asks for; an e-mail address always.
    pub struct Fields {
        /// First name.
        first_name: Ask = plain,
        /// Last name.
        last_name: Ask = plain,
        /// E-mail address.
        email: Spanned<Ask> = plain of [OneOf(&["required"])],
        /// Country.
        country: Ask = plain,
    }
}

record! {
    /// A text that signers agree to.
    pub struct ConsentText {
        /// Changes with the text.
        id: Spanned<String> = required,
        /// What they agree to.
        text: Spanned<String> = required_text,
    }
}

record! {
    /// What signers agree to.
    pub struct Consent {
        /// Must be ticked.
        processing: ConsentText = required,
        /// May be ticked.
        updates: ConsentText = plain,
    }
}

record! {
    /// Who answers for the signers' data.
    pub struct Privacy {
        /// The organisation.
        controller: String = required,
        /// Its address for questions.
        contact: Spanned<String> = required of [Email],
        /// Days after closing until signatures are anonymised.
        retention_days: Spanned<i64> = required of [AtLeast(1)],
        /// Keep only numbers afterwards.
        anonymise_after_close: bool = plain,
    }
}

record! {
    /// Signatures on paper and from partners.
    pub struct Baseline {
        /// How many.
        value: Spanned<i64> = required of [AtLeast(0)],
        /// Where they were gathered.
        source: String = text,
    }
}

record! {
    /// Who is asked.
    pub struct Target {
        /// The office or person.
        name: String = required_text,
        /// Where.
        country: Country = plain,
        /// What they can do.
        note: String = text,
    }
}

record! {
    /// News of a petition.
    pub struct Update {
        /// The day.
        date: Day = required,
        /// The headline.
        title: String = required_text,
        /// The text, in Markdown's inline and paragraph forms.
        body: Spanned<String> = text,
    }
}

record! {
    /// A step of handing the signatures over.
    pub struct Delivery {
        /// The day.
        date: Day = required,
        /// To whom.
        to: String = required,
        /// How far it has come.
        status: DeliveryStatus = plain,
    }
}

record! {
    /// How it ended.
    pub struct Outcome {
        /// The day.
        date: Day = required,
        /// What was won or not.
        summary: String = required_text,
    }
}

record! {
    /// What is shared.
    pub struct Share {
        /// The words; the address and the hashtags come behind.
        text: Spanned<String> = text,
        /// Where to.
        networks: Vec<Network> = plain,
    }
}

record! {
    /// What petitions have beside [`Meta`](super::Meta).
    pub struct Petition {
        /// The collector's key; never changes.
        id: Spanned<String> = required of [Id("")],
        /// One sentence of at most 140 characters: what is wanted.
        ask: Spanned<String> = required_text of [Longest(140)],
        /// When it can be signed from.
        opens: Spanned<When> = required,
        /// The last day on which it can be signed.
        closes: Spanned<When> = plain,
        /// By which clock; the site's by default.
        timezone: Spanned<String> = plain,
        /// How far it has come.
        state: Spanned<State> = plain,
        /// Smaller counts are not shown.
        show_count_from: i64 = plain,
        /// Which signers are shown.
        show_recent: Spanned<Recent> = plain,
        /// Age that a signer must have.
        min_age: i64 = plain,
        /// The number aimed at.
        goal: Goal = plain,
        /// Where signatures go.
        collector: Collector = plain,
        /// What the form asks for.
        fields: Fields = plain,
        /// What signers agree to.
        consent: Consent = required,
        /// Who answers for the data.
        privacy: Privacy = required,
        /// Signatures from elsewhere.
        baseline: Baseline = plain,
        /// Who is asked.
        targets: Vec<Target> = required of [NotEmpty],
        /// News of it.
        updates: Vec<Update> = plain,
        /// Handing over.
        delivery: Vec<Delivery> = plain,
        /// How it ended.
        outcome: Outcome = plain,
        /// Organisations that sign.
        supporters: Vec<Signatory> = plain,
        /// What is shared.
        share: Share = plain,
    }
}
