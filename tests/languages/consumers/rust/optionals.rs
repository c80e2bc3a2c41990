// Values that may be absent; what is empty is there.
use std::collections::BTreeMap;

use optionals::maybe::{self, Color, Item};

fn main() {
    for value in [None, Some(i32::MIN)] {
        assert_eq!(maybe::echo_i32(value), Ok(value));
    }
    for value in [None, Some(u64::MAX)] {
        assert_eq!(maybe::echo_u64(value), Ok(value));
        assert_eq!(maybe::echo_handle(value), Ok(value));
    }
    assert_eq!(maybe::echo_f64(Some(0.5)), Ok(Some(0.5)));
    assert_eq!(maybe::echo_bool(Some(false)), Ok(Some(false)));
    for value in [None, Some(""), Some("text")] {
        assert_eq!(maybe::echo_text(value).unwrap().as_deref(), value);
    }
    for value in [None, Some(&[][..]), Some(&[1, 2][..])] {
        assert_eq!(maybe::echo_data(value).unwrap().as_deref(), value);
    }
    assert_eq!(maybe::echo_color(Some(Color::Green)), Ok(Some(Color::Green)));
    assert_eq!(maybe::echo_color(None), Ok(None));
    {
        let item = Item::new(7, None, Some(1.5)).unwrap();
        let echoed = maybe::echo_item(Some(&item)).unwrap().unwrap();
        assert_eq!((echoed.id(), echoed.label().unwrap(), echoed.weight().unwrap()), (7, None, Some(1.5)));
        assert!(maybe::echo_item(None).unwrap().is_none());
    }
    assert_eq!(maybe::echo_numbers(Some(&[1, -2])).unwrap(), Some(vec![1, -2]));
    assert_eq!(maybe::echo_numbers(None).unwrap(), None);
    assert_eq!(maybe::echo_texts(Some(&["a", ""])).unwrap(), Some(vec![String::from("a"), String::new()]));
    assert_eq!(maybe::echo_texts(None).unwrap(), None);
    let scores = BTreeMap::from([(String::from("a"), 1), (String::from("b"), 20)]);
    assert_eq!(maybe::echo_scores(Some(&scores)).unwrap(), Some(scores.clone()));
    assert_eq!(maybe::echo_scores(None).unwrap(), None);
    let empty = BTreeMap::new();
    assert_eq!(maybe::kinds(None, None, None, None).unwrap(), [0; 4]);
    assert_eq!(maybe::kinds(Some(&[]), Some(&[]), Some(&empty), Some("")).unwrap(), [1; 4]);
    assert_eq!(maybe::kinds(Some(&[1]), Some(&[1]), Some(&scores), Some("x")).unwrap(), [2; 4]);
    {
        let items = maybe::sparse(3).unwrap();
        assert!(items[0].is_some() && items[1].is_none() && items[2].is_some());
        let lent: Vec<Option<&Item>> = items.iter().map(Option::as_ref).collect();
        assert_eq!(maybe::count_present(&lent), Ok(2));
    }
    assert_eq!(optionals::probe::live(), Ok(0));
}
