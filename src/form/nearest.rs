//! "Did you mean …?": the known name that is nearest to a mistyped one.

/// The nearest of `known` to `typed`, when it is near enough to be meant: at most a third of its letters differ.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed: Vec<char> = typed.chars().take(80).collect();
    let bound = (typed.len() / 3).max(1);
    known
        .into_iter()
        .map(|name| (distance(&typed, &name.chars().take(80).collect::<Vec<_>>()), name))
        .filter(|&(distance, name)| distance <= bound && distance < name.chars().count())
        .min()
        .map(|(_, name)| name)
}

/// Letters to insert, delete, replace or swap with their neighbour (optimal string alignment distance), without
/// regard to case.
fn distance(from: &[char], to: &[char]) -> usize {
    let same = |a: char, b: char| a.eq_ignore_ascii_case(&b);
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (i, &a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &b) in to.iter().enumerate() {
            let replaced = last[j] + usize::from(!same(a, b));
            let mut least = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && same(a, to[j - 1]) && same(from[i - 1], b) {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        let known = ["wheelchair", "walker", "cane", "qE2"];
        assert_eq!(nearest("weelchair", known), Some("wheelchair"));
        assert_eq!(nearest("wlaker", known), Some("walker"));
        assert_eq!(nearest("QE2", known), Some("qE2"));
        assert_eq!(nearest("bathtub", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest("x", ["y"]), None);
    }
}
