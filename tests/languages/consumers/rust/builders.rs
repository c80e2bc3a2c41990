// Builders.
use std::collections::BTreeMap;

use builders::config::{self, Settings};
use builders::Error;

fn main() {
    {
        assert!(matches!(Settings::builder().port(1).build(), Err(Error::Native { code: 10, .. })));
        let limits = BTreeMap::from([(String::from("a"), 1), (String::from("b"), 2)]);
        let builder = Settings::builder().host("h").port(99).verbose(true).tags(&["x", "y"]).limits(&limits);
        let first = builder.build().unwrap();
        let second = builder.token(Some(&[9])).build().unwrap();
        assert_eq!((first.host().unwrap(), first.port(), first.verbose()), (String::from("h"), 99, true));
        assert_eq!((first.token().unwrap(), second.token().unwrap()), (None, Some(vec![9])));
        assert_eq!((first.tags().unwrap().len(), second.limits().unwrap()), (2, limits));
        assert!(config::describe(&second).unwrap().starts_with("h:99 "));
        let refused = Settings::builder().host("a\0b").port(1).build();
        assert!(matches!(refused, Err(Error::Argument { name: "host", .. })));
    }
    assert_eq!(builders::probe::live(), Ok(0));
}
