// Errors: typed ones of the domain, and every other error inside of it.
use errors::bank::{self, BankError};
use errors::Error;

fn main() {
    assert_eq!(bank::withdraw("alice", 40), Ok(60));
    assert!(
        matches!(bank::withdraw("bob", 1), Err(BankError::NotFound(message)) if message == "there is no such account")
    );
    assert!(
        matches!(bank::withdraw("alice", 101), Err(BankError::Overdrawn(message)) if message == "alice has only 100")
    );
    let frozen = bank::fail(-7, "a ü").unwrap_err();
    assert_eq!((frozen.code(), frozen.to_string()), (Some(-7), String::from("a ü")));
    assert_eq!(frozen, BankError::Frozen(String::from("a ü")));
    let unknown = bank::fail(99, "").unwrap_err();
    assert_eq!(unknown, BankError::Other(Error::Native { code: 99, message: String::new() }));
    assert_eq!((unknown.code(), unknown.to_string()), (Some(99), String::from("the library failed with 99")));
    assert_eq!(bank::fail(0, ""), Ok(()));
    assert_eq!(bank::fail_generic("").unwrap(), "fine");
    assert_eq!(bank::fail_generic("generic"), Err(Error::Native { code: -1, message: String::from("generic") }));
    assert!(matches!(bank::panic(), Err(Error::Native { code: -2, .. })));
    // A failure without a message has that of the document.
    assert_eq!(bank::fail_silently(), Err(BankError::NotFound(String::from("there is no such account"))));
    assert!(matches!(bank::fail(1, "a\0b"), Err(BankError::Other(Error::Argument { name: "message", .. }))));
    let boxed: Box<dyn std::error::Error> = Box::new(frozen);
    assert!(boxed.downcast_ref::<BankError>().is_some());
    assert_eq!(bank::branch::close("main"), Ok(true));
    assert!(matches!(bank::branch::close("other"), Err(BankError::NotFound(_))));
    assert_eq!(errors::probe::live(), Ok(0));
}
