// Lists.
use lists::many::{self, Color, Item};
use lists::Error;

fn main() {
    assert_eq!(many::echo_bools(&[true, false]).unwrap(), [true, false]);
    assert_eq!(many::echo_bytes(&[0, 255]).unwrap(), [0, 255]);
    assert_eq!(many::echo_shorts(&[i16::MIN, 1]).unwrap(), [i16::MIN, 1]);
    assert_eq!(many::echo_ints(&[i32::MAX]).unwrap(), [i32::MAX]);
    assert_eq!(many::echo_longs(&[]).unwrap(), Vec::<i64>::new());
    assert_eq!(many::echo_unsigned(&[u64::MAX]).unwrap(), [u64::MAX]);
    assert_eq!(many::echo_floats(&[0.5]).unwrap(), [0.5]);
    assert_eq!(many::echo_doubles(&[0.1, -0.1]).unwrap(), [0.1, -0.1]);
    assert_eq!(many::echo_texts(&["a", "", "世界"]).unwrap(), ["a", "", "世界"]);
    assert_eq!(many::echo_texts(&[String::from("owned")]).unwrap(), ["owned"]);
    assert_eq!(
        many::echo_texts(&["a", "\0"]),
        Err(Error::Argument { name: "values", reason: "text must not contain NUL" })
    );
    assert_eq!(many::echo_colors(&[Color::Red, Color::Blue]).unwrap(), [Color::Red, Color::Blue]);
    assert_eq!(many::echo_handles(&[1, u64::MAX]).unwrap(), [1, u64::MAX]);
    {
        let (one, two) = (Item::new(1, "one").unwrap(), Item::new(2, "two").unwrap());
        let items = many::echo_items(&[&one, &two, &one]).unwrap();
        assert_eq!(items.iter().map(Item::id).collect::<Vec<_>>(), [1, 2, 1]);
        assert_eq!(items[1].label().unwrap(), "two");
    }
    assert_eq!(many::sum(&[i64::MAX, -1]), Ok(i64::MAX - 1));
    assert_eq!(many::range(3).unwrap(), [0, 1, 2]);
    assert_eq!(many::join(&["a", "b"], "-").unwrap(), "a-b");
    assert_eq!(lists::probe::live(), Ok(0));
}
