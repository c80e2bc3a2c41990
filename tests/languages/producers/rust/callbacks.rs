//! Functions of the caller, called before the call ends.

pub mod walk {
    use crate::api::walk as api;
    use crate::support::Error;

    pub struct Functions;

    impl api::Functions for Functions {
        fn count_to(limit: i32, each: &api::OnNumber<'_>) -> Result<(), Error> {
            (1..=limit).try_for_each(each)
        }

        fn each_text(texts: Vec<String>, each: &api::OnText<'_>) -> Result<u32, Error> {
            for (index, text) in texts.iter().enumerate() {
                each(text, (index % 2 == 1).then_some("odd"))?;
            }
            Ok(u32::try_from(texts.len())?)
        }

        fn each_data(count: u32, each: &api::OnData<'_>) -> Result<(), Error> {
            for index in 0..count {
                let maybe = (index % 2 == 0).then_some(i64::MIN);
                each(&[u8::try_from(index)?, 255], &[i32::try_from(index)?, -1, i32::MAX], maybe)?;
            }
            Ok(())
        }

        fn each_item(count: u32, each: &api::OnItem<'_>) -> Result<u32, Error> {
            let mut seen = 0;
            while seen < count {
                let item = api::Item { id: i32::try_from(seen)?, label: "lent".to_owned() };
                seen += 1;
                if each(&item)? == api::Step::Stop {
                    break;
                }
            }
            Ok(seen)
        }

        fn sort(numbers: Vec<i32>, order: &api::Compare<'_>) -> Result<Vec<i32>, Error> {
            let mut sorted = numbers;
            for end in (2..=sorted.len()).rev() {
                for index in 0..end - 1 {
                    if order(sorted[index], sorted[index + 1])? > 0 {
                        sorted.swap(index, index + 1);
                    }
                }
            }
            Ok(sorted)
        }

        fn swap(pair: api::Pair, by: &api::Swap<'_>) -> Result<api::Pair, Error> {
            by(pair)
        }

        fn nested(depth: i32, each: &api::OnNumber<'_>) -> Result<(), Error> {
            each(depth)?;
            if depth > 0 {
                Self::nested(depth - 1, each)?;
            }
            each(-depth)
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
