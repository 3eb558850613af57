//! Duplicates: what meets in a key must be all that the rules find when every household is compared with every other.

use proptest::prelude::*;
use tantu::dossier::joining::Decided;
use tantu::id::{DossierId, RowId};
use tantu::registry::duplicates::{Candidate, Comparison, Home, Id, Pair, Person};

use crate::generate::config;

/// A small world, so that much of it meets.
const NAMES: [&str; 14] = [
    "王秀兰",
    "王秀岚",
    "王秀蘭",
    "王秀英",
    "格日勒",
    "格日乐",
    "乌云其木格",
    "乌云其其格",
    "乌云木格",
    "巴特尔",
    "曾乐",
    "",
    "王",
    "Batu",
];
const VILLAGES: [&str; 5] = ["红峰嘎查", "红峰", "东风村", "东风", ""];
const ADDRESSES: [&str; 6] = ["2组15号", "二组十五号", "红峰嘎查2组15号", "3组1号", "", "红峰嘎查"];
const PHONES: [&str; 5] = ["13800000001", "+86 138-0000-0001", "13900000002", "", "1"];
/// Sound ones, and ones a slip away from them.
const NUMBERS: [&str; 8] = [
    "11010519491231002X",
    "11010519491231002X43",
    "110105194912310021",
    "11010519491213002X",
    "150102199003072336",
    "150102199003072363",
    "",
    "无",
];

fn home() -> impl Strategy<Value = Home> {
    let pick = |of: &'static [&'static str]| prop::sample::select(of).prop_map(str::to_owned);
    let person =
        (1..4_u64, pick(&NAMES), pick(&NUMBERS), pick(&NUMBERS)).prop_map(|(row, name, citizen, certificate)| {
            Person::new(RowId::from_bits(row), name, &[citizen, certificate])
        });
    let place = (pick(&["152221", "152222"]), pick(&VILLAGES), pick(&ADDRESSES));
    let phones = prop::collection::vec(pick(&PHONES), 0..3);
    let apart = prop::collection::vec(1..30_u128, 0..2);
    (1..30_u128, pick(&NAMES), place, phones, prop::collection::vec(person, 0..3), apart).prop_map(
        |(id, head, (division, village, address), phones, persons, apart)| Home {
            id: Id(DossierId::from_u128(id)),
            head,
            division,
            village,
            address,
            phones,
            persons,
            decided: Decided { apart: apart.into_iter().map(DossierId::from_u128).collect(), ..Decided::default() },
        },
    )
}

/// Homes with different ids.
fn homes() -> impl Strategy<Value = Vec<Home>> {
    prop::collection::vec(home(), 0..20).prop_map(|mut homes| {
        homes.sort_by_key(|home| home.id);
        homes.dedup_by_key(|home| home.id);
        homes
    })
}

fn pairs(candidates: &[Candidate]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = candidates.iter().flat_map(|candidate| candidate.pairs.clone()).collect();
    pairs.sort_by_key(|pair| pair.homes);
    pairs
}

proptest! {
    #![proptest_config(config(512))]

    #[test]
    fn nothing_is_lost_that_comparing_all_pairs_finds(homes in homes()) {
        let comparison = Comparison::of(homes.clone());
        let mut all = Vec::new();
        for (place, a) in homes.iter().enumerate() {
            all.extend(homes[place + 1..].iter().filter_map(|b| comparison.compare(a.id.0, b.id.0)));
        }
        all.sort_by_key(|pair| pair.homes);
        prop_assert_eq!(pairs(&comparison.candidates()), all);
    }

    #[test]
    fn the_order_of_the_households_changes_nothing((homes, shuffled) in homes().prop_flat_map(|homes| (Just(homes.clone()), Just(homes).prop_shuffle()))) {
        prop_assert_eq!(Comparison::of(homes).candidates(), Comparison::of(shuffled).candidates());
    }

    #[test]
    fn comparing_is_symmetric_and_every_pair_stands_in_one_candidate(homes in homes()) {
        let comparison = Comparison::of(homes.clone());
        let candidates = comparison.candidates();
        let told = pairs(&candidates);
        prop_assert!(told.windows(2).all(|two| two[0].homes < two[1].homes), "each once");
        for pair in &told {
            let [a, b] = pair.homes;
            prop_assert_eq!(comparison.compare(a, b), comparison.compare(b, a));
            prop_assert!(a < b && pair.weight() > 0);
        }
        let weights: Vec<u32> = candidates.iter().map(Candidate::weight).collect();
        prop_assert!(weights.is_sorted_by(|a, b| a >= b), "certain ones first");
        for candidate in &candidates {
            prop_assert!(candidate.homes.is_sorted() && candidate.pairs.iter().all(|pair| pair.homes.iter().all(|home| candidate.homes.contains(home))));
        }
    }

    /// A new record finds the households that it would have been a candidate with.
    #[test]
    fn one_new_record_finds_whom_it_may_be(homes in homes(), new in home()) {
        let new = Home { id: Id(DossierId::from_u128(0)), ..new };
        let alone = Comparison::of(homes.clone());
        let with = Comparison::of(homes.iter().cloned().chain([new.clone()]));
        let mut found: Vec<DossierId> = alone.of_one(new.clone()).iter().map(|pair| pair.homes[1]).collect();
        found.sort_unstable();
        // What only just became too common by the new record may differ; nothing else.
        for id in homes.iter().map(|home| home.id.0).filter(|id| with.compare(new.id.0, *id).is_some()) {
            prop_assert!(found.contains(&id), "{id}");
        }
    }
}
