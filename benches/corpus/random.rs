//! Random numbers that are the same on every machine: SplitMix64 (Steele, Lea, Flood 2014).

/// A stream of numbers that its seed decides wholly.
pub(crate) struct Random(u64);

impl Random {
    /// A stream of its own for each item and purpose.
    pub(crate) fn new(item: usize, purpose: u64) -> Random {
        let mut random = Random((item as u64) << 8 | purpose);
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `end`, without `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = end as u64;
        usize::try_from(self.next() % end).expect("less than a usize")
    }

    /// A number from `first` to `last`, both included.
    pub(crate) fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last - first + 1)
    }

    /// One of the choices.
    pub(crate) fn of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }

    /// `count` different choices, in the order of the list.
    pub(crate) fn some<'a, T>(&mut self, choices: &'a [T], count: usize) -> Vec<&'a T> {
        let mut left = count;
        let mut chosen = Vec::with_capacity(count);
        for (at, choice) in choices.iter().enumerate() {
            if self.below(choices.len() - at) < left {
                chosen.push(choice);
                left -= 1;
            }
        }
        chosen
    }
}
