// Cancelling: by asking for it, and by dropping the future.
use std::time::{Duration, Instant};

use cancel::waiting::{self, WaitError};

mod check;
use check::block_on;

fn main() {
    assert_eq!(block_on(waiting::wait(2)), Ok(2));
    let call = waiting::wait(60_000);
    assert_eq!(waiting::running(), Ok(1));
    call.cancel();
    assert!(matches!(block_on(call), Err(WaitError::Cancelled(_))));
    let begin = Instant::now();
    drop(waiting::wait(60_000));
    while waiting::running().unwrap() > 0 {
        assert!(begin.elapsed() < Duration::from_secs(300));
        std::thread::yield_now();
    }
    assert_eq!(cancel::probe::live(), Ok(0));
}
