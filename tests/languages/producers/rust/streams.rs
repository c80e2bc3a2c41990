//! Items that are asked for one by one, each delivered by a thread.

pub mod feed {
    use std::time::Duration;

    use crate::api::feed as api;
    use crate::api::feed::FeedError;
    use crate::support::{self, Error};

    fn stream<T: 'static>(mut items: impl Iterator<Item = T> + Send + 'static) -> Box<dyn support::Stream<T>> {
        Box::new(move |_: support::CancelToken| Ok(items.next()))
    }

    pub struct Functions;

    impl api::Functions for Functions {
        fn numbers(limit: i32) -> Result<Box<dyn support::Stream<i32>>, Error> {
            Ok(stream(0..limit))
        }

        fn words(text: String) -> Result<Box<dyn support::Stream<String>>, Error> {
            let words: Vec<String> = text.split_ascii_whitespace().map(str::to_owned).collect();
            Ok(stream(words.into_iter()))
        }

        fn events(count: u32) -> Result<Box<dyn support::Stream<api::Event>>, Error> {
            Ok(stream((0..count).map(|id| api::Event { id, text: "event".to_owned() })))
        }

        fn breaking(after: u32) -> Result<Box<dyn support::Stream<i32>>, Error> {
            let mut numbers = 0..i32::try_from(after)?;
            Ok(Box::new(move |_: support::CancelToken| Ok(Some(numbers.next().ok_or(FeedError::Broken)?))))
        }

        fn endless() -> Result<Box<dyn support::Stream<i64>>, Error> {
            let mut numbers = 0..3;
            Ok(Box::new(move |cancel: support::CancelToken| {
                if let Some(number) = numbers.next() {
                    return Ok(Some(number));
                }
                while !cancel.is_cancelled() {
                    std::thread::sleep(Duration::from_millis(1));
                }
                Err(FeedError::Cancelled.into())
            }))
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
