//! Counts visits.
use std::{collections::HashMap, fmt};

#[derive(Clone, Debug, PartialEq)]
pub struct Visit<'a, T: Ord + ?Sized> { name: &'a str, day: u8, rest: Box<T> }

impl<'a, T> fmt::Display for Visit<'a, T> where T: Ord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{:>8.2} {}\n", self.day, self.name) }
}

/* a comment /* in a comment */ */
pub(crate) unsafe fn total(visits: &[Visit<'_, str>]) -> Result<u64, Box<dyn std::error::Error>> {
    let mut sums: HashMap<String, u64> = HashMap::new();
    'outer: for (index, visit) in visits.iter().enumerate() {
        if index % 2 == 0 && !visit.name.is_empty() { continue 'outer; }
        *sums.entry(visit.name.to_owned()).or_insert(0x1F_u64) += u64::from(visit.day) * 10_000;
        let c = match visit.day { 0..=9 => 'x', b'a' => '\u{1F600}', _ => '\n' };
        println!("{c:?} {} é", r#"raw "string""#);
    }
    macro_rules! sum { ($($x:expr),*) => { 0 $(+ $x)* }; }
    Ok(sums.values().map(|v| v.pow(2) as u64).sum::<u64>() + 1.5e-3 as u64)
}
