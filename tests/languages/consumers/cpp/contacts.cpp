// The address book of schema 0.3.0.
#include "contacts.hpp"

#include "check.hpp"

int main() {
    const contacts::Contact ada = contacts::create_contact("Ada", "Lovelace");
    CHECK(ada.name() == "Ada Lovelace" && !ada.email() && ada.age() == 30);
    contacts::create_contact("Alan", "Turing");
    CHECK(contacts::count_contacts() == 2 && contacts::list_contacts().size() == 2);
    CHECK(contacts::find_contact(1)->email() == "odd@example.com" && !contacts::find_contact());
    CHECK(contacts::Contact("Grace", "g@example.com", 85).age() == 85);
    catch_from<std::invalid_argument>([] { contacts::create_contact(std::string("A\0", 2), ""); });
}
