// Iterators.
use iterators::sequence::{self, SequenceError, Table};

fn main() {
    {
        let mut count = sequence::count(3).unwrap();
        assert_eq!(count.by_ref().collect::<Result<Vec<_>, _>>().unwrap(), [0, 1, 2]);
        assert!(count.next().is_none());
        // Not all items are taken.
        assert_eq!(sequence::words("one two three").unwrap().next().unwrap().unwrap(), "one");
        let entries: Vec<_> = sequence::entries(2).unwrap().map(Result::unwrap).collect();
        assert_eq!(entries.iter().map(|entry| entry.value()).collect::<Vec<_>>(), [0, 10]);
        let table = Table::new(2).unwrap();
        assert_eq!(table.entries().unwrap().next().unwrap().unwrap().key().unwrap(), "key 0");
        let mut breaking = sequence::breaking(1).unwrap();
        assert!(breaking.next().unwrap().is_ok());
        assert!(matches!(breaking.next(), Some(Err(SequenceError::Broken(_)))));
        assert!(breaking.next().is_none());
        assert!(matches!(sequence::refused().err(), Some(SequenceError::Broken(_))));
        assert!(sequence::words("a\0b").is_err());
    }
    assert_eq!(iterators::probe::live(), Ok(0));
}
