//! Items that are pulled one by one.

pub mod sequence {
    use crate::api::sequence as api;
    use crate::api::sequence::SequenceError;
    use crate::support::{self, Error};

    fn make_entries(count: u32) -> support::Items<api::Entry> {
        Box::new((0..count).map(|index| Ok(api::Entry { key: format!("key {index}"), value: i64::from(index) * 10 })))
    }

    pub struct Table {
        size: u32,
    }

    impl api::Table for Table {
        fn new(size: u32) -> Result<Self, Error> {
            Ok(Self { size })
        }

        fn entries(&self) -> Result<support::Items<api::Entry>, Error> {
            Ok(make_entries(self.size))
        }
    }

    pub struct Functions;

    impl api::Functions for Functions {
        fn count(limit: i32) -> Result<support::Items<i32>, Error> {
            Ok(Box::new((0..limit).map(Ok)))
        }

        fn words(text: String) -> Result<support::Items<String>, Error> {
            let words: Vec<String> = text.split_ascii_whitespace().map(str::to_owned).collect();
            Ok(Box::new(words.into_iter().map(Ok)))
        }

        fn entries(count: u32) -> Result<support::Items<api::Entry>, Error> {
            Ok(make_entries(count))
        }

        fn breaking(after: u32) -> Result<support::Items<i32>, Error> {
            let broken = std::iter::repeat_with(|| Err(SequenceError::Broken.into()));
            Ok(Box::new((0..i32::try_from(after)?).map(Ok).chain(broken)))
        }

        fn refused() -> Result<support::Items<i32>, Error> {
            Err(SequenceError::Broken.because("there is no sequence"))
        }
    }
}

pub mod probe {
    use std::time::Duration;

    use crate::api::probe as api;
    use crate::support::{self, Error};

    pub struct Functions;

    impl api::Functions for Functions {
        fn live() -> Result<i64, Error> {
            Ok(support::wait_until_none_alive(Duration::from_secs(5)))
        }
    }
}
