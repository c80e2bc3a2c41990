// Functions of the caller, called before the call returns.
use std::panic::{catch_unwind, AssertUnwindSafe};

use callbacks::walk::{self, Pair, Step};
use callbacks::Error;

fn main() {
    let mut seen = Vec::new();
    walk::count_to(3, &mut |value| seen.push(value)).unwrap();
    assert_eq!(seen, [1, 2, 3]);
    let mut texts = Vec::new();
    let count =
        walk::each_text(&["a", "b"], &mut |text, note| texts.push((String::from(text), note.map(String::from))));
    assert_eq!(count, Ok(2));
    assert_eq!(texts, [(String::from("a"), None), (String::from("b"), Some(String::from("odd")))]);
    let mut data = Vec::new();
    walk::each_data(2, &mut |bytes, numbers, maybe| data.push((bytes.to_vec(), numbers.to_vec(), maybe))).unwrap();
    assert_eq!(data[0], (vec![0, 255], vec![0, -1, i32::MAX], Some(i64::MIN)));
    assert_eq!(data[1].2, None);
    let mut labels = Vec::new();
    let items = walk::each_item(5, &mut |item| {
        labels.push(item.label().unwrap());
        if item.id() == 1 {
            Step::Stop
        } else {
            Step::Go
        }
    });
    assert_eq!((items, labels), (Ok(2), vec![String::from("lent"); 2]));
    assert_eq!(walk::sort(&[3, 1, 2], &mut |a, b| b - a).unwrap(), [3, 2, 1]);
    let swapped = walk::swap(Pair { left: 1, right: 2 }, &mut |pair| Pair { left: pair.right, right: pair.left });
    assert_eq!(swapped, Ok(Pair { left: 2, right: 1 }));
    let mut depths = Vec::new();
    walk::nested(1, &mut |depth| depths.push(depth)).unwrap();
    assert_eq!(depths, [1, 0, 0, -1]);

    // A panic goes on in the caller; the function is not called again, and what the call gave is freed.
    std::panic::set_hook(Box::new(|_| {}));
    let mut calls = 0;
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        walk::sort(&[3, 1, 2], &mut |_, _| {
            calls += 1;
            panic!("enough")
        })
    }));
    assert_eq!(*panicked.unwrap_err().downcast_ref::<&str>().unwrap(), "enough");
    assert_eq!(calls, 1);
    drop(std::panic::take_hook());
    assert!(matches!(walk::each_text(&["\0"], &mut |_, _| ()), Err(Error::Argument { name: "texts", .. })));
    // Calls inside of calls, each with its own function.
    let mut inner = 0;
    walk::count_to(2, &mut |_| walk::count_to(3, &mut |value| inner += value).unwrap()).unwrap();
    assert_eq!(inner, 12);
    assert_eq!(callbacks::probe::live(), Ok(0));
}
