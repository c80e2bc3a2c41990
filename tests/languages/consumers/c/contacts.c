/* The address book of schema 0.3.0. */
#include "koine.h"

#include "check.h"

int main(void) {
    koine_error error = {0, NULL};
    koine_contacts_Contact* contact = koine_contacts_create_contact("Ada", "Lovelace", &error);
    const char* name = koine_contacts_Contact_get_name(contact);
    CHECK_TEXT(name, "Ada Lovelace");
    koine_free_string(name);
    CHECK(koine_contacts_Contact_get_email(contact) == NULL && koine_contacts_Contact_get_age(contact) == 30);
    koine_contacts_Contact_destroy(contact);
    koine_contacts_Contact_destroy(koine_contacts_create_contact("Alan", "Turing", &error));
    CHECK(koine_contacts_count_contacts(&error) == 2);
    contact = koine_contacts_find_contact(&(const int32_t){1}, &error);
    const char* email = koine_contacts_Contact_get_email(contact);
    CHECK_TEXT(email, "odd@example.com");
    koine_free_string(email);
    koine_contacts_Contact_destroy(contact);
    CHECK(koine_contacts_find_contact(NULL, &error) == NULL);
    size_t length = 0;
    koine_contacts_Contact** contacts = koine_contacts_list_contacts(&length, &error);
    CHECK(length == 2);
    for (size_t index = 0; index < length; index++) koine_contacts_Contact_destroy(contacts[index]);
    koine_free_bytes((uint8_t*)contacts, length * sizeof *contacts);
    contact = koine_contacts_Contact_create("Grace", "g@example.com", 85, &error);
    CHECK(koine_contacts_Contact_get_age(contact) == 85);
    koine_contacts_Contact_destroy(contact);
    CHECK(error.code == 0);
    return 0;
}
