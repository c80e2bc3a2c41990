//! Results that come later, from threads of the glue.

pub mod jobs {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use crate::api::jobs as api;
    use crate::api::jobs::JobError;
    use crate::support::Error;

    pub struct Worker {
        name: String,
    }

    impl api::Worker for Worker {
        fn new(name: String) -> Result<Self, Error> {
            Ok(Self { name })
        }

        fn run(&self, task: String) -> Result<String, Error> {
            if task == "fail" {
                return Err(JobError::Failed.because("the task failed"));
            }
            Ok(format!("{} did {task}", self.name))
        }
    }

    pub struct Functions;

    impl api::Functions for Functions {
        fn add(a: i32, b: i32) -> Result<i32, Error> {
            Ok(a.wrapping_add(b))
        }

        fn nothing() -> Result<(), Error> {
            Ok(())
        }

        fn echo_text(text: String) -> Result<String, Error> {
            Ok(text)
        }

        fn echo_data(data: Vec<u8>) -> Result<Vec<u8>, Error> {
            Ok(data)
        }

        fn echo_numbers(numbers: Vec<i64>) -> Result<Vec<i64>, Error> {
            Ok(numbers)
        }

        fn echo_texts(texts: Vec<String>) -> Result<Vec<String>, Error> {
            Ok(texts)
        }

        fn echo_scores(scores: BTreeMap<String, i32>) -> Result<BTreeMap<String, i32>, Error> {
            Ok(scores)
        }

        fn maybe(value: Option<i64>) -> Result<Option<i64>, Error> {
            Ok(value)
        }

        fn report(id: i64) -> Result<api::Report, Error> {
            Ok(api::Report { id, text: "report".to_owned() })
        }

        fn reports(count: u32) -> Result<Vec<api::Report>, Error> {
            Ok((0..i64::from(count)).map(|id| api::Report { id, text: "one of many".to_owned() }).collect())
        }

        fn find(id: i64) -> Result<Option<api::Report>, Error> {
            Ok((id >= 0).then(|| api::Report { id, text: "found".to_owned() }))
        }

        fn open_worker(name: String) -> Result<Arc<Worker>, Error> {
            Ok(Arc::new(Worker { name }))
        }

        fn fail(message: String) -> Result<i32, Error> {
            Err(JobError::Failed.because(message))
        }

        fn at_once(value: i32) -> Result<i32, Error> {
            Ok(value)
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
