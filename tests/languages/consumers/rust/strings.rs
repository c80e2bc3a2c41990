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
    assert_eq!(strings::probe::live(), Ok(0));
}
