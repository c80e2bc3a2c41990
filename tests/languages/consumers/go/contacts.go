// The first example of the documentation. Its library counts nothing.
package main

import (
	lib "example.com/bindings/contacts"
)

func main() {
	check(must(lib.CountContacts()) == 0 && len(must(lib.ListContacts())) == 0)
	ada := must(lib.CreateContact("Ada", "Lovelace"))
	check(ada.Name() == "Ada Lovelace" && ada.Email() == nil && ada.Age() == 30)
	check(must(lib.CreateContact("Alan", "Turing")).Close() == nil)
	found := must(lib.FindContact(ref[int32](1)))
	check(*found.Email() == "odd@example.com")
	check(must(lib.FindContact(nil)) == nil && must(lib.FindContact(ref[int32](7))) == nil)
	check(must(lib.ListContacts())[1].Name() == "Alan Turing" && lib.ContactTypeOther == 2)
	fails(failed(lib.CreateContact("A\x00", "B")), lib.ErrText, "firstName: ")
	check(ada.Close() == nil && panics(func() { ada.Name() }) == lib.ErrClosed)
}
