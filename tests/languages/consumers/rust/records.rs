// Records: opaque objects with getters.
use std::collections::BTreeMap;

use records::library::{self, Author, Book, Genre};
use records::Error;

fn main() {
    {
        let book = library::sample().unwrap();
        let copy = library::echo(&book).unwrap();
        for book in [&book, &copy] {
            assert_eq!((book.id(), book.title().unwrap()), (1, String::from("I, Robot")));
            assert!(book.coauthor().unwrap().is_none() && book.note().unwrap().is_none());
            assert_eq!((book.genre(), book.rating(), book.is_lent()), (Ok(Genre::Science), 4.5, true));
            let cover = book.cover().unwrap();
            assert_eq!((cover.len(), cover[0], cover[2]), (3, 0, 255));
            assert_eq!(book.tags().unwrap()[1], "über");
            assert_eq!(book.editors().unwrap().len(), 1);
            assert_eq!(book.sales().unwrap()[&1951], u64::MAX);
        }
        assert_eq!(library::total_title_length(&[&book, &copy]), Ok(16));
        assert_eq!(library::shelf(3).unwrap()[2].id(), 3);
        assert!(library::find(2).unwrap().is_none());
        let author = Author::new("A", Some(1900)).unwrap();
        let sales = BTreeMap::from([(2000, 5)]);
        let make = |id| {
            Book::new(
                id,
                "T",
                &author,
                Some(&author),
                Genre::Fiction,
                1.0,
                false,
                &[7],
                &["a", "b"],
                &[&author],
                &sales,
                Some("note"),
            )
        };
        let made = make(9).unwrap();
        assert_eq!(made.author().unwrap().name().unwrap(), "A");
        assert_eq!(made.coauthor().unwrap().unwrap().born().unwrap(), Some(1900));
        assert_eq!(
            (made.tags().unwrap(), made.sales().unwrap()),
            (vec![String::from("a"), String::from("b")], sales.clone())
        );
        assert_eq!(made.note().unwrap().as_deref(), Some("note"));
        let refused = Error::Native { code: -1, message: String::from("the id of a book cannot be 0") };
        assert_eq!(make(0).unwrap_err(), refused);
    }
    assert_eq!(records::probe::live(), Ok(0));
}
