//! Events, on the thread of the caller and on others.

pub mod events {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::sync::Mutex;
    use std::thread::JoinHandle;

    use crate::api::events as api;
    use crate::support::Error;

    static SENT: AtomicU32 = AtomicU32::new(0);
    static LATER: Mutex<Vec<JoinHandle<()>>> = Mutex::new(Vec::new());

    fn tick_on_thread(count: u32) -> JoinHandle<()> {
        std::thread::spawn(move || {
            for number in 1..=i64::from(count) {
                api::notify_tick(number, "thread").expect("a label without NUL can be given");
            }
        })
    }

    pub struct Functions;

    impl api::Functions for Functions {
        fn send(text: String) -> Result<u32, Error> {
            let id = SENT.fetch_add(1, Ordering::Relaxed) + 1;
            api::notify_message(&api::Message { id, text })
        }

        fn tick_here(label: String) -> Result<(), Error> {
            api::notify_tick(1, &label)?;
            Ok(())
        }

        fn tick_from_thread(count: u32) -> Result<(), Error> {
            tick_on_thread(count).join().map_err(|_| Error::new("the thread panicked"))
        }

        fn tick_later(count: u32) -> Result<(), Error> {
            LATER.lock().unwrap().push(tick_on_thread(count));
            Ok(())
        }

        fn join_threads() -> Result<(), Error> {
            let threads = std::mem::take(&mut *LATER.lock().unwrap());
            for thread in threads {
                thread.join().map_err(|_| Error::new("a thread panicked"))?;
            }
            Ok(())
        }

        fn listeners() -> Result<u32, Error> {
            Ok(u32::try_from(api::count_message_listeners() + api::count_tick_listeners())?)
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
