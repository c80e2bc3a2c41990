//! What lies between C and an implementation in Rust: values are read when a call begins, results are handed over when it ends,
//! and what an implementation panics with becomes an error of the caller.

mod arguments;
mod calls;
mod errors;
mod flags;
mod imported;
mod listeners;
mod memory;
mod objects;
mod results;

pub use self::calls::{CancelToken, Items, Stream};
pub use self::errors::Error;
pub use self::imported::Lent;
pub use self::memory::{count_alive, count_running, wait_until_none_alive};
pub use self::objects::Handle;

pub(crate) use self::arguments::*;
pub(crate) use self::calls::*;
pub(crate) use self::flags::flags;
pub(crate) use self::imported::*;
pub(crate) use self::listeners::Listeners;
pub(crate) use self::memory::{clear_error, free};
pub(crate) use self::objects::{destroy, keep, release};
pub(crate) use self::results::{call, Given};
