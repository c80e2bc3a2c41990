use enums::paint::{self, Color};
use enums::Error;

fn main() {
    let all = [Color::Red, Color::Green, Color::Dark, Color::Least, Color::Most];
    for color in all {
        assert_eq!(paint::echo(color), Ok(color));
        assert_eq!(paint::value_of(color), Ok(color as i32));
    }
    assert_eq!(paint::all().unwrap(), all);
    assert_eq!(paint::next(Color::Red), Ok(Some(Color::Green)));
    assert_eq!(paint::next(Color::Most), Ok(None));
    assert_eq!(Color::try_from(-1), Ok(Color::Dark));
    assert!(matches!(Color::try_from(5), Err(Error::Library(_))));
    assert_eq!(enums::probe::live(), Ok(0));
}
