//! Objects with methods.

pub mod counting {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::sync::{Arc, Mutex};

    use crate::api::counting as api;
    use crate::api::counting::CounterError;
    use crate::support::Error;

    static COUNTERS: AtomicU32 = AtomicU32::new(0);

    const UNNAMED: &str = "unnamed";

    pub struct Counter {
        value: Mutex<i64>,
        name: Mutex<String>,
    }

    impl Counter {
        fn make(value: i64) -> Self {
            COUNTERS.fetch_add(1, Ordering::Relaxed);
            Self { value: Mutex::new(value), name: Mutex::new(UNNAMED.to_owned()) }
        }

        fn read(&self) -> i64 {
            *self.value.lock().unwrap()
        }
    }

    impl Drop for Counter {
        fn drop(&mut self) {
            COUNTERS.fetch_sub(1, Ordering::Relaxed);
        }
    }

    impl api::Counter for Counter {
        fn new() -> Result<Self, Error> {
            Ok(Self::make(0))
        }

        fn starting_at(value: i64) -> Result<Self, Error> {
            if value < 0 {
                return Err(CounterError::Negative.because("a counter cannot start below zero"));
            }
            Ok(Self::make(value))
        }

        fn add(&self, amount: i64) -> Result<i64, Error> {
            let mut value = self.value.lock().unwrap();
            let sum = value.checked_add(amount).ok_or(CounterError::TooLarge)?;
            if sum < 0 {
                Err(CounterError::Negative)?;
            }
            *value = sum;
            Ok(sum)
        }

        fn value(&self) -> Result<i64, Error> {
            Ok(self.read())
        }

        fn name(&self) -> Result<String, Error> {
            Ok(self.name.lock().unwrap().clone())
        }

        fn set_name(&self, name: Option<String>) -> Result<(), Error> {
            *self.name.lock().unwrap() = name.unwrap_or_else(|| UNNAMED.to_owned());
            Ok(())
        }

        fn fork(&self) -> Result<Arc<Counter>, Error> {
            Ok(Arc::new(Self::make(self.read())))
        }

        fn is_same(&self, other: Arc<Counter>) -> Result<bool, Error> {
            Ok(std::ptr::eq(self, &*other))
        }

        fn count() -> Result<u32, Error> {
            Ok(COUNTERS.load(Ordering::Relaxed))
        }

        fn larger(a: Arc<Counter>, b: Option<Arc<Counter>>) -> Result<Option<Arc<Counter>>, Error> {
            let Some(b) = b else { return Ok(None) };
            let (a, b) = (a.read(), b.read());
            Ok((a != b).then(|| Arc::new(Self::make(a.max(b)))))
        }
    }

    pub struct Functions;

    impl api::Functions for Functions {
        fn sum(a: Arc<Counter>, b: Arc<Counter>) -> Result<i64, Error> {
            Ok(a.read() + b.read())
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
