// Async calls: futures for any runtime, here for none.
use std::collections::BTreeMap;

use async_calls::jobs::{self, JobError, Worker};
use async_calls::Error;

mod check;
use check::block_on;

fn is_send<T: Send>(value: T) -> T {
    value
}

async fn chain() -> Result<String, JobError> {
    let worker = Worker::new("Ada")?;
    let sum = jobs::add(1, 2).await?;
    worker.run(&format!("{sum} sums")).await
}

fn main() {
    assert_eq!(block_on(is_send(jobs::add(2, 3))), Ok(5));
    assert_eq!(block_on(jobs::at_once(7)), Ok(7));
    assert_eq!(block_on(jobs::nothing()), Ok(()));
    assert_eq!(block_on(jobs::echo_text("gone")).unwrap(), "gone");
    assert_eq!(block_on(jobs::echo_data(&[0, 255])).unwrap(), [0, 255]);
    assert_eq!(block_on(jobs::echo_numbers(&[i64::MIN, 1])).unwrap(), [i64::MIN, 1]);
    assert_eq!(block_on(jobs::echo_texts(&["a", "b"])).unwrap(), ["a", "b"]);
    let scores = BTreeMap::from([(String::from("k"), 9)]);
    assert_eq!(block_on(jobs::echo_scores(&scores)).unwrap(), scores);
    assert_eq!(block_on(jobs::maybe(Some(i64::MAX))), Ok(Some(i64::MAX)));
    assert_eq!(block_on(jobs::maybe(None)), Ok(None));
    assert_eq!(block_on(jobs::report(4)).unwrap().id(), 4);
    assert_eq!(block_on(jobs::reports(3)).unwrap().iter().map(|report| report.id()).sum::<i64>(), 3);
    assert!(block_on(jobs::find(-1)).unwrap().is_none());
    assert_eq!(block_on(jobs::find(1)).unwrap().unwrap().text().unwrap(), "found");
    assert_eq!(block_on(jobs::fail("why")), Err(JobError::Failed(String::from("why"))));
    assert!(matches!(block_on(jobs::echo_text("a\0b")), Err(Error::Argument { name: "text", .. })));
    let worker = block_on(jobs::open_worker("Bob")).unwrap();
    assert_eq!(block_on(worker.run("sums")).unwrap(), "Bob did sums");
    assert!(matches!(block_on(worker.run("fail")), Err(JobError::Failed(_))));
    drop(worker);
    assert_eq!(block_on(chain()).unwrap(), "Ada did 3 sums");
    // Calls at the same time, and one whose result nobody waits for.
    let calls: Vec<_> = (0..50).map(|number| jobs::add(number, 1)).collect();
    assert_eq!(calls.into_iter().map(|call| block_on(call).unwrap()).sum::<i32>(), 1275);
    drop(jobs::report(5));
    drop(jobs::reports(5));
    assert_eq!(async_calls::probe::live(), Ok(0));
}
