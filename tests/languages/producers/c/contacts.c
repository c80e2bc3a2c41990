/* An address book: the document is one of schema 0.3.0. */
#include "koine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef koine_contacts_Contact Contact;

struct koine_contacts_Contact {
    char* name;
    char* email;
    int32_t age;
};

static char* duplicate(const char* text) {
    return text == NULL ? NULL : strcpy(malloc(strlen(text) + 1), text);
}

Contact* koine_contacts_Contact_create(const char* name, const char* email, int32_t age, koine_error* out_err) {
    Contact* contact = malloc(sizeof *contact);
    (void)out_err;
    *contact = (Contact){duplicate(name), duplicate(email), age};
    return contact;
}

void koine_contacts_Contact_destroy(Contact* ptr) {
    if (ptr == NULL) return;
    free(ptr->name);
    free(ptr->email);
    free(ptr);
}

const char* koine_contacts_Contact_get_name(const Contact* ptr) {
    return koine_copy_string(ptr->name);
}

const char* koine_contacts_Contact_get_email(const Contact* ptr) {
    return koine_copy_string(ptr->email);
}

int32_t koine_contacts_Contact_get_age(const Contact* ptr) {
    return ptr->age;
}

#define LIMIT 64

static Contact known[LIMIT];
static int32_t count;

static Contact* copy_of(const Contact* contact, koine_error* out_err) {
    return koine_contacts_Contact_create(contact->name, contact->email, contact->age, out_err);
}

Contact* koine_contacts_create_contact(const char* first_name, const char* last_name, koine_error* out_err) {
    char name[128];
    if (count == LIMIT) {
        koine_error_set(out_err, -1, "there is no room for another contact");
        return NULL;
    }
    snprintf(name, sizeof name, "%s %s", first_name, last_name);
    known[count] = (Contact){duplicate(name), count % 2 == 0 ? NULL : duplicate("odd@example.com"), 30 + count};
    count += 1;
    return copy_of(&known[count - 1], out_err);
}

Contact* koine_contacts_find_contact(const int32_t* id, koine_error* out_err) {
    if (id == NULL || *id < 0 || *id >= count) return NULL;
    return copy_of(&known[*id], out_err);
}

Contact** koine_contacts_list_contacts(size_t* out_len, koine_error* out_err) {
    Contact** contacts = koine_allocate_array((size_t)count, sizeof *contacts);
    for (int32_t index = 0; index < count; index++) contacts[index] = copy_of(&known[index], out_err);
    *out_len = (size_t)count;
    return contacts;
}

int32_t koine_contacts_count_contacts(koine_error* out_err) {
    (void)out_err;
    return count;
}

/* The address book lives as long as the library. */
__attribute__((destructor)) static void forget(void) {
    while (count > 0) {
        count -= 1;
        free(known[count].name);
        free(known[count].email);
    }
}
