//! Events.

use std::ffi::c_void;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Mutex;

use super::calls::{lock, Context};
use super::errors::Error;
use super::results::Given;

/// Those who listen to one event.
pub(crate) struct Listeners<F> {
    list: Mutex<Vec<(u64, F, Context)>>,
}

static LAST_LISTENER: AtomicU64 = AtomicU64::new(0);

impl<F: Copy> Listeners<F> {
    pub(crate) const fn new() -> Self {
        Self { list: Mutex::new(Vec::new()) }
    }

    pub(crate) fn add(&self, callback: Option<F>, context: *mut c_void) -> u64 {
        let Some(callback) = callback else { return 0 };
        let id = LAST_LISTENER.fetch_add(1, Ordering::Relaxed) + 1;
        lock(&self.list).push((id, callback, Context::new(context)));
        id
    }

    pub(crate) fn remove(&self, id: u64) {
        lock(&self.list).retain(|(known, ..)| *known != id);
    }

    pub(crate) fn len(&self) -> usize {
        lock(&self.list).len()
    }

    /// Calls everybody who listens. Listeners may come and go meanwhile: who went is not called any more.
    pub(crate) fn notify(
        &self,
        mut call: impl FnMut(&mut Given, F, *mut c_void) -> Result<(), Error>,
    ) -> Result<u32, Error> {
        let listeners = lock(&self.list).clone();
        let mut called = 0;
        for (id, callback, context) in listeners {
            if lock(&self.list).iter().any(|(known, ..)| *known == id) {
                call(&mut Given::default(), callback, context.get())?;
                called += 1;
            }
        }
        Ok(called)
    }
}
