//! Numbers for a monitor, as Prometheus reads them. None of them is about a person: what stands beside a
//! number is a status or a petition's id.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::store::Queue;

/// What was answered and what was marked since it started.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    counted: Mutex<BTreeMap<(&'static str, String), u64>>,
}

impl Metrics {
    /// One more answer with this status.
    pub(super) fn answered(&self, status: u16) {
        self.add("answers", status.to_string());
    }

    /// One more signature that was stored, and why it was marked if it was.
    pub(super) fn stored(&self, marked: Option<Marked>) {
        self.add("signatures", marked.map_or("plain", Marked::word).to_owned());
    }

    /// One more connection that was not taken, since its place held too many.
    pub(super) fn turned_away(&self) {
        self.add("turned-away", String::new());
    }

    fn add(&self, name: &'static str, label: String) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        *counted.entry((name, label)).or_insert(0) += 1;
    }

    /// All of them as text (Prometheus, exposition format 0.0.4).
    pub(super) fn text(&self, counts: &BTreeMap<String, i64>, queue: &Queue) -> String {
        let counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let of = |name: &str| {
            let own = counted.iter().filter(|((own, _), _)| *own == name);
            own.map(|((_, label), count)| (label.clone(), count.to_string())).collect::<Vec<_>>()
        };
        let confirmed: Vec<_> = counts.iter().map(|(id, count)| (id.clone(), count.to_string())).collect();
        let mails: Vec<_> =
            queue.mails.iter().map(|(state, count)| (state.clone(), count.to_string())).collect();
        let late = vec![(String::new(), (queue.late / 1000).to_string())];
        let families = [
            ("answers_total", "counter", "Answers by status.", "status", of("answers")),
            ("stored_total", "counter", "Signatures stored, by what marked them.", "mark", of("signatures")),
            (
                "turned_away_total",
                "counter",
                "Connections beyond what one place may hold.",
                "",
                of("turned-away"),
            ),
            ("confirmed", "gauge", "Signatures that count.", "petition", confirmed),
            ("mails", "gauge", "Mails by state.", "state", mails),
            ("mail_late_seconds", "gauge", "How long the oldest mail that is due waits.", "", late),
        ];
        let mut text = String::new();
        for (name, kind, help, label, values) in families {
            text.extend([
                "# HELP altavoz_sign_",
                name,
                " ",
                help,
                "\n# TYPE altavoz_sign_",
                name,
                " ",
                kind,
                "\n",
            ]);
            for (value, number) in values {
                let label =
                    if label.is_empty() { label.to_owned() } else { format!("{{{label}={value:?}}}") };
                text.extend(["altavoz_sign_", name, &label, " ", &number, "\n"]);
            }
        }
        text
    }
}

/// Why a signature is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marked {
    /// Many came from its place.
    Place,
    /// Many came with its domain.
    Domain,
}

impl Marked {
    fn word(self) -> &'static str {
        match self {
            Marked::Place => "place",
            Marked::Domain => "domain",
        }
    }
}
