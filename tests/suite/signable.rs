//! A petition that can be signed, for tests of what stands around it.

/// What every petition needs.
const NEEDED: &str = r#"title = "Free them"
ask = "Free them all"
regions = ["global"]
opens = 2026-11-01
consent.processing = { id = "proc-1", text = "I agree" }
privacy = { controller = "Us", contact = "privacy@example.org", retention_days = 180 }
targets = [{ name = "The ministry" }]"#;

/// A petition's file with these lines beside what every petition needs; a line with a key that was there before
/// takes its place.
pub(crate) fn signable(id: &str, lines: &str) -> String {
    let id = format!("id = \"{id}\"");
    let mut front: Vec<&str> = Vec::new();
    for line in std::iter::once(&id[..]).chain(NEEDED.lines()).chain(lines.lines()) {
        let key = key(line);
        front.retain(|old| !is_of(self::key(old), key));
        front.push(line);
    }
    format!("+++\n{}\n+++\nThe text.\n", front.join("\n"))
}

fn key(line: &str) -> &str {
    line.split('=').next().unwrap_or_default().trim()
}

/// Whether a key says the same as a newer one, or a part of it.
fn is_of(old: &str, new: &str) -> bool {
    !new.is_empty() && old.strip_prefix(new).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
