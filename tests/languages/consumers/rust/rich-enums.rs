// Enums whose variants have fields.
use rich_enums::shapes::{self, Label, Shape};
use rich_enums::Error;

fn main() {
    {
        assert!(matches!(shapes::echo(&Shape::Empty), Ok(Shape::Empty)));
        let box_ = Shape::Polygon { name: String::from("box"), sides: 4, lengths: vec![2.0, 3.0] };
        match shapes::echo(&box_).unwrap() {
            Shape::Polygon { name, sides, lengths } => {
                assert_eq!((name.as_str(), sides, lengths), ("box", 4, vec![2.0, 3.0]))
            }
            other => panic!("{other:?}"),
        }
        let label = Label::new("tag").unwrap();
        match shapes::echo(&Shape::Labelled { label, note: Some(String::from("note")) }).unwrap() {
            Shape::Labelled { label, note } => {
                assert_eq!((label.text().unwrap(), note.as_deref()), (String::from("tag"), Some("note")));
            }
            other => panic!("{other:?}"),
        }
        let samples = shapes::samples().unwrap();
        assert_eq!(samples.len(), 4);
        assert!(matches!(samples[1], Shape::Circle { radius: 1.5 }));
        assert!(matches!(&samples[3], Shape::Labelled { note: None, .. }));
        let biggest = shapes::biggest(&samples).unwrap().unwrap();
        assert_eq!(shapes::area(&biggest), Ok(6.75));
        assert!(shapes::biggest(&[]).unwrap().is_none());
        assert!(matches!(shapes::echo(&Shape::Circle { radius: -1.0 }), Err(Error::Native { code: -1, .. })));
        let bad = Shape::Polygon { name: String::from("\0"), sides: 0, lengths: Vec::new() };
        assert!(matches!(shapes::biggest(&[Shape::Empty, bad]), Err(Error::Argument { name: "name", .. })));
    }
    assert_eq!(rich_enums::probe::live(), Ok(0));
}
