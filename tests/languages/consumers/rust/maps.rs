// Maps.
use std::collections::BTreeMap;

use maps::tables::{self, Color};

fn text(value: &str) -> String {
    String::from(value)
}

fn main() {
    let scores = BTreeMap::from([(text("a"), 1), (text("ü"), -2)]);
    assert_eq!(tables::echo_scores(&scores).unwrap(), scores);
    assert_eq!(tables::echo_scores(&BTreeMap::new()).unwrap(), BTreeMap::new());
    let texts = BTreeMap::from([(text("a"), text("")), (text(""), text("b"))]);
    assert_eq!(tables::echo_texts(&texts).unwrap(), texts);
    let weights = BTreeMap::from([(i32::MIN, 0.5), (7, -1.0)]);
    assert_eq!(tables::echo_weights(&weights).unwrap(), weights);
    let names = BTreeMap::from([(Color::Red, text("red")), (Color::Blue, text("blue"))]);
    assert_eq!(tables::echo_names(&names).unwrap(), names);
    let flags = BTreeMap::from([(u64::MAX, true), (0, false)]);
    assert_eq!(tables::echo_flags(&flags).unwrap(), flags);
    let colors = BTreeMap::from([(text("x"), Color::Green)]);
    assert_eq!(tables::echo_colors(&colors).unwrap(), colors);
    assert_eq!(tables::total(&scores), Ok(-1));
    assert_eq!(tables::squares(3).unwrap()[&2], 4.0);
    assert!(tables::echo_scores(&BTreeMap::from([(text("\0"), 1)])).is_err());
    assert_eq!(maps::probe::live(), Ok(0));
}
