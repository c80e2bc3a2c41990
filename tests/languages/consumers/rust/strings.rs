use strings::{text, Error};

fn main() {
    for value in ["", "plain", "Grüße, 世界 🌍"] {
        assert_eq!(text::echo(value).unwrap(), value);
        assert_eq!(text::byte_length(value), Ok(value.len() as u64));
    }
    assert_eq!(text::join("a", "b").unwrap(), "ab");
    assert_eq!(text::greeting().unwrap(), "Grüße, 世界 🌍");
    assert_eq!(text::repeat("ab", 3).unwrap(), "ababab");
    assert_eq!(text::echo("a\0b"), Err(Error::Argument { name: "value", reason: "text must not contain NUL" }));
    // What is not UTF-8 is an error, and freed.
    let broken = Error::Library("a text is not UTF-8".to_owned());
    assert_eq!(text::broken().unwrap_err(), broken);
    assert_eq!(text::broken_list().unwrap_err(), broken);
    assert_eq!(text::broken_map().unwrap_err(), broken);
    assert_eq!(text::broken_items().unwrap().filter(Result::is_ok).count(), 1);
    assert_eq!(strings::probe::live(), Ok(0));
}
