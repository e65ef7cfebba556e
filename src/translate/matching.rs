//! Pairs the members of two lists: equal ones first, then those between them that are most alike.
//!
//! Knows neither segments nor ledgers, only numbers and how alike two members are.

use std::collections::{BTreeMap, VecDeque};

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// More comparisons than this in one gap are not worth what they find.
const MOST: usize = 250_000;

/// Which member of one list belongs to which of the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Matching {
    /// For each on the left, its partner on the right.
    pub(super) of_left: Vec<Option<usize>>,
    /// For each on the right, its partner on the left.
    pub(super) of_right: Vec<Option<usize>>,
    /// Pairs that stand in the same order on both sides: what lies between them belongs together.
    anchors: Vec<(usize, usize)>,
}

impl Matching {
    /// Nobody has a partner.
    pub(super) fn empty(left: usize, right: usize) -> Matching {
        Matching { of_left: vec![None; left], of_right: vec![None; right], anchors: Vec::new() }
    }

    /// Equal ones are partners: in the same order as far as that goes, then wherever they stand.
    pub(super) fn of_equal<T: Ord + std::hash::Hash>(left: &[T], right: &[T]) -> Matching {
        let mut matching = Matching::empty(left.len(), right.len());
        for operation in capture_diff_slices(Algorithm::Myers, left, right) {
            if let DiffOp::Equal { old_index, new_index, len } = operation {
                for step in 0..len {
                    matching.pair(old_index + step, new_index + step);
                    matching.anchors.push((old_index + step, new_index + step));
                }
            }
        }
        let mut free: BTreeMap<&T, VecDeque<usize>> = BTreeMap::new();
        for (number, member) in right.iter().enumerate() {
            if matching.of_right[number].is_none() {
                free.entry(member).or_default().push_back(number);
            }
        }
        for (number, member) in left.iter().enumerate() {
            if matching.of_left[number].is_none()
                && let Some(partner) = free.get_mut(member).and_then(VecDeque::pop_front)
            {
                matching.pair(number, partner);
            }
        }
        matching
    }

    /// These are partners.
    pub(super) fn of_pairs(left: usize, right: usize, pairs: &[(usize, usize)]) -> Matching {
        let mut matching = Matching::empty(left, right);
        let mut pairs = pairs.to_vec();
        pairs.sort_unstable();
        for &(left, right) in &pairs {
            matching.pair(left, right);
        }
        matching.anchors = rising(&pairs);
        matching
    }

    /// Whether there is nobody left to pair on one side.
    pub(super) fn is_full(&self) -> bool {
        self.of_left.iter().all(Option::is_some) || self.of_right.iter().all(Option::is_some)
    }

    fn pair(&mut self, left: usize, right: usize) {
        self.of_left[left] = Some(right);
        self.of_right[right] = Some(left);
    }

    /// Finds partners for those between the anchors, in order: `alike` says how much two are, from 0 to 1
    /// and beyond, or that they cannot be. Where one alone faces one alone, `alone` is asked instead.
    pub(super) fn fill(
        &mut self,
        alike: impl Fn(usize, usize) -> Option<f32>,
        alone: impl Fn(usize, usize) -> bool,
    ) {
        let ends = self.anchors.iter().copied().chain([(self.of_left.len(), self.of_right.len())]);
        let mut from = (0, 0);
        let mut found = Vec::new();
        for (left, right) in ends {
            let lefts: Vec<usize> = (from.0..left).filter(|&at| self.of_left[at].is_none()).collect();
            let rights: Vec<usize> = (from.1..right).filter(|&at| self.of_right[at].is_none()).collect();
            match (&lefts[..], &rights[..]) {
                ([], _) | (_, []) => {}
                (&[left], &[right]) => found.extend(alone(left, right).then_some((left, right))),
                _ => found.extend(best(&lefts, &rights, &alike)),
            }
            from = (left + 1, right + 1);
        }
        for (left, right) in found {
            self.pair(left, right);
        }
    }

    /// Finds partners for those that are left, wherever they stand.
    pub(super) fn rest(&mut self, alike: impl Fn(usize, usize) -> Option<f32>) {
        let rights: Vec<usize> = (0..self.of_right.len()).filter(|&at| self.of_right[at].is_none()).collect();
        let lefts: Vec<usize> = (0..self.of_left.len()).filter(|&at| self.of_left[at].is_none()).collect();
        if lefts.len() * rights.len() > MOST {
            return;
        }
        for left in lefts {
            let free = rights.iter().filter(|&&right| self.of_right[right].is_none());
            let scored = free.filter_map(|&right| Some((alike(left, right)?, right)));
            if let Some((_, right)) = scored.max_by(|one, other| one.0.total_cmp(&other.0)) {
                self.pair(left, right);
            }
        }
    }
}

/// The longest part of the pairs that rises on both sides.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // By the length of a rising row: where the one with the lowest end stops, and what came before each.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (number, (_, right)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < *right);
        before.push(length.checked_sub(1).map(|at| ends[at]));
        if length == ends.len() { ends.push(number) } else { ends[length] = number }
    }
    let mut row = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(number) = at {
        row.push(pairs[number]);
        at = before[number];
    }
    row.reverse();
    row
}

/// The pairs, in order on both sides, that are most alike in all.
fn best(
    lefts: &[usize],
    rights: &[usize],
    alike: &impl Fn(usize, usize) -> Option<f32>,
) -> Vec<(usize, usize)> {
    let width = rights.len() + 1;
    if lefts.len() * rights.len() > MOST {
        let pairs = lefts.iter().zip(rights).filter(|&(&left, &right)| alike(left, right).is_some());
        return pairs.map(|(&left, &right)| (left, right)).collect();
    }
    // `total[i * width + j]`: the best sum for what follows the first i and the first j.
    let mut total = vec![0.0_f32; (lefts.len() + 1) * width];
    let mut scores = vec![None; lefts.len() * rights.len()];
    for (i, &left) in lefts.iter().enumerate().rev() {
        for (j, &right) in rights.iter().enumerate().rev() {
            let score = alike(left, right);
            scores[i * rights.len() + j] = score;
            let skip = total[(i + 1) * width + j].max(total[i * width + j + 1]);
            let pair = score.map_or(0.0, |score| score + total[(i + 1) * width + j + 1]);
            total[i * width + j] = skip.max(pair);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < lefts.len() && j < rights.len() {
        let here = total[i * width + j];
        let pair = scores[i * rights.len() + j].map(|score| score + total[(i + 1) * width + j + 1]);
        #[expect(clippy::float_cmp, reason = "the same sum of the same numbers, taken from the table")]
        if pair.is_some_and(|pair| pair == here) {
            pairs.push((lefts[i], rights[j]));
            (i, j) = (i + 1, j + 1);
        } else if here == total[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}
