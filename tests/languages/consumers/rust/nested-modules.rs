// Modules in modules.
use nested_modules::outer::inner::innermost;
use nested_modules::{outer, sibling};

fn main() {
    assert_eq!((outer::depth(), outer::inner::depth(), innermost::depth()), (Ok(1), Ok(2), Ok(3)));
    {
        let thing = outer::inner::make("first", outer::Kind::Special).unwrap();
        let renamed = innermost::rename(&thing, "second").unwrap();
        assert_eq!(renamed.name().unwrap(), "second");
        assert_eq!(sibling::kind_of(&renamed), Ok(outer::Kind::Special));
    }
    assert_eq!(nested_modules::probe::live(), Ok(0));
}
