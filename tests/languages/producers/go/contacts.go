// An address book: the document is one of schema 0.3.0.
package main

import (
	"errors"
	"slices"
	"sync"
)

const limit = 64

var (
	lock  sync.Mutex
	known []Contact
)

func CreateContact(firstName string, lastName string) (Contact, error) {
	lock.Lock()
	defer lock.Unlock()
	if len(known) == limit {
		return Contact{}, errors.New("there is no room for another contact")
	}
	contact := Contact{Name: firstName + " " + lastName, Age: int32(30 + len(known))}
	if len(known)%2 == 1 {
		odd := "odd@example.com"
		contact.Email = &odd
	}
	known = append(known, contact)
	return contact, nil
}

func FindContact(id *int32) (*Contact, error) {
	lock.Lock()
	defer lock.Unlock()
	if id == nil || *id < 0 || int(*id) >= len(known) {
		return nil, nil
	}
	return &known[*id], nil
}

func ListContacts() ([]Contact, error) {
	lock.Lock()
	defer lock.Unlock()
	return slices.Clone(known), nil
}

func CountContacts() (int32, error) {
	lock.Lock()
	defer lock.Unlock()
	return int32(len(known)), nil
}
