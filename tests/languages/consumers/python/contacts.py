"""The first example of the documentation. Its library counts nothing."""

import contacts
from check import raises

assert contacts.count_contacts() == 0 and contacts.list_contacts() == []
with contacts.create_contact("Ada", "Lovelace") as ada:
    assert (ada.name, ada.email, ada.age) == ("Ada Lovelace", None, 30)
contacts.create_contact("Alan", "Turing").close()
found = contacts.find_contact(1)
assert found is not None and found.email == "odd@example.com"
assert contacts.find_contact(7) is None and contacts.find_contact() is None
assert [one.name for one in contacts.list_contacts()] == ["Ada Lovelace", "Alan Turing"]
assert contacts.ContactType.OTHER == 2 and contacts.count_contacts() == 2
raises(ValueError, lambda: contacts.create_contact("A\0", "B"), "create_contact(): first_name")
raises(ValueError, lambda: ada.name, "this Contact is closed")
