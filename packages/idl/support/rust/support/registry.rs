//! What C knows by number while it may call: a number that is not known any more is a call that came too late.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub(super) type Shared = Arc<dyn Any + Send + Sync>;

struct Registry {
    last: usize,
    entries: BTreeMap<usize, Shared>,
}

static REGISTRY: Mutex<Registry> = Mutex::new(Registry { last: 0, entries: BTreeMap::new() });

pub(super) fn register(entry: Shared) -> usize {
    let mut registry = lock(&REGISTRY);
    registry.last += 1;
    let number = registry.last;
    registry.entries.insert(number, entry);
    number
}

pub(super) fn unregister(number: usize) -> Option<Shared> {
    lock(&REGISTRY).entries.remove(&number)
}

pub(super) fn find(number: usize) -> Option<Shared> {
    lock(&REGISTRY).entries.get(&number).cloned()
}

/// Locks, also after a panic of who had the lock.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
