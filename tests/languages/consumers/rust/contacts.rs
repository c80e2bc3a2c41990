// The address book of schema 0.3.0.
use contacts::contacts as book;

fn main() {
    let ada = book::create_contact("Ada", "Lovelace").unwrap();
    assert_eq!(ada.name().unwrap(), "Ada Lovelace");
    assert_eq!((ada.email().unwrap(), ada.age()), (None, 30));
    drop(book::create_contact("Alan", "Turing").unwrap());
    assert_eq!(book::count_contacts(), Ok(2));
    let alan = book::find_contact(Some(1)).unwrap().unwrap();
    assert_eq!(alan.email().unwrap().as_deref(), Some("odd@example.com"));
    assert!(book::find_contact(None).unwrap().is_none());
    assert_eq!(book::list_contacts().unwrap().len(), 2);
    let grace = book::Contact::new("Grace", Some("g@example.com"), 85).unwrap();
    assert_eq!(grace.age(), 85);
}
