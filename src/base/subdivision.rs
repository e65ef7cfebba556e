//! States and provinces by their codes (ISO 3166-2), under the names that they call themselves.
//!
//! The countries in which the campaign's records lie so far; for others the code stands for itself.

/// The name of a code such as `MX-SON`, if it is known here.
pub fn subdivision_name(code: &str) -> Option<&'static str> {
    let rows = include_str!("subdivisions.tsv").lines().filter_map(|row| row.split_once('\t'));
    rows.into_iter().find(|(known, _)| *known == code).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::subdivision_name;

    #[test]
    fn a_state_is_known_by_its_code() {
        assert_eq!(subdivision_name("MX-SON"), Some("Sonora"));
        assert_eq!(subdivision_name("US-TX"), Some("Texas"));
        assert_eq!(subdivision_name("XX-XX"), None);
    }
}
