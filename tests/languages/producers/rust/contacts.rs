//! An address book: the document is one of schema 0.3.0.

pub mod contacts {
    use std::sync::Mutex;

    use crate::api::contacts as api;
    use crate::support::Error;

    static KNOWN: Mutex<Vec<api::Contact>> = Mutex::new(Vec::new());

    const LIMIT: usize = 64;

    pub struct Functions;

    impl api::Functions for Functions {
        fn create_contact(first_name: String, last_name: String) -> Result<api::Contact, Error> {
            let mut known = KNOWN.lock().unwrap();
            let count = known.len();
            if count == LIMIT {
                return Err(Error::new("there is no room for another contact"));
            }
            let email = (count % 2 == 1).then(|| "odd@example.com".to_owned());
            known.push(api::Contact { name: format!("{first_name} {last_name}"), email, age: 30 + i32::try_from(count)? });
            Ok(known[count].clone())
        }

        fn find_contact(id: Option<i32>) -> Result<Option<api::Contact>, Error> {
            let index = id.and_then(|id| usize::try_from(id).ok());
            Ok(index.and_then(|index| KNOWN.lock().unwrap().get(index).cloned()))
        }

        fn list_contacts() -> Result<Vec<api::Contact>, Error> {
            Ok(KNOWN.lock().unwrap().clone())
        }

        fn count_contacts() -> Result<i32, Error> {
            Ok(i32::try_from(KNOWN.lock().unwrap().len())?)
        }
    }
}
