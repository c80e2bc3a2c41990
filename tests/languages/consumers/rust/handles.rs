use handles::files::{self, FileError};

fn main() {
    let file = files::open("a.txt").unwrap();
    assert_eq!(files::name_of(file).unwrap(), "a.txt");
    files::close(file).unwrap();
    assert!(matches!(files::close(file), Err(FileError::Closed(_))));
    let cursor = files::make_cursor().unwrap();
    assert_eq!(files::advance(cursor, 3), Ok(3));
    assert_eq!(files::advance(cursor, 4), Ok(7));
    files::drop_cursor(cursor).unwrap();
    assert_eq!(handles::probe::live(), Ok(0));
}
