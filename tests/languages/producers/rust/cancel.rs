//! An async call that ends early when it is cancelled.

pub mod waiting {
    use std::time::Duration;

    use crate::api::waiting as api;
    use crate::support::{self, Error};

    pub struct Functions;

    impl api::Functions for Functions {
        fn wait(limit: u32, cancel: support::CancelToken) -> Result<u32, Error> {
            let mut waited = 0;
            while waited < limit && !cancel.is_cancelled() {
                std::thread::sleep(Duration::from_millis(1));
                waited += 1;
            }
            if cancel.is_cancelled() {
                Err(api::WaitError::Cancelled)?;
            }
            Ok(waited)
        }

        fn running() -> Result<u32, Error> {
            Ok(support::count_running())
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
