//! The library whose types another one imports: records and enums are the glue's.

pub mod plane {
    use std::sync::Mutex;

    use crate::api::plane as api;
    use crate::support::{self, Error};

    pub struct Compass {
        degrees: Mutex<f64>,
    }

    impl api::Compass for Compass {
        fn new(degrees: f64) -> Result<Self, Error> {
            Ok(Self { degrees: Mutex::new(degrees) })
        }

        fn turn(&self, by: f64) -> Result<f64, Error> {
            let mut degrees = self.degrees.lock().unwrap();
            *degrees += by;
            Ok(*degrees)
        }
    }

    pub struct Functions;

    impl api::Functions for Functions {
        fn live() -> Result<i64, Error> {
            Ok(support::count_alive())
        }
    }
}
