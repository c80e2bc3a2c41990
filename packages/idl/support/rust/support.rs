//! What the modules of the crate share: errors, texts, lists and objects on their way to C and back, callbacks, futures.
//! Nothing here knows a particular library; `ffi` names the functions that free its memory.

mod arguments;
mod callbacks;
mod calls;
mod contract;
mod errors;
mod flags;
mod items;
mod objects;
mod registry;
mod results;

pub use self::callbacks::{Callback, Subscription};
pub use self::calls::Call;
pub use self::contract::check_contract;
pub use self::errors::{Error, FromFailure};
pub use self::items::{Items, Stream};
pub use self::objects::{Handle, Lent};

pub(crate) use self::arguments::*;
pub(crate) use self::callbacks::{enter, notify};
pub(crate) use self::calls::{complete, complete_item, Launch};
pub(crate) use self::errors::{message_or, Failure};
pub(crate) use self::flags::flags;
pub(crate) use self::objects::{adopt, adopt_optional, lend, lend_optional, object, Adopt, Owned, Passage};
pub(crate) use self::results::*;
