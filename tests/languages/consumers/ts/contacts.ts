/** The first document of WeaveFFI. */
import assert from "node:assert/strict";
import { Contact, ContactType, countContacts, createContact, findContact, listContacts } from "contacts";

assert.deepEqual(ContactType, { Personal: 0, Work: 1, Other: 2 });
assert.equal(countContacts(), 0);
assert.equal(findContact(0), null);
using ada = createContact("Ada", "Lovelace");
assert.ok(ada instanceof Contact);
assert.deepEqual([ada.name, ada.email, ada.age], ["Ada Lovelace", null, 30]);
using alan = createContact("Alan", "Turing");
assert.equal(alan.email, "odd@example.com");
assert.equal(countContacts(), 2);
using found = findContact(1);
assert.equal(found?.name, "Alan Turing");
assert.equal(findContact(), null);
const all = listContacts();
assert.deepEqual(
  all.map(({ name }) => name),
  ["Ada Lovelace", "Alan Turing"],
);
for (const contact of all) contact[Symbol.dispose]();
using made = Contact.create("Eve", null, 1);
assert.deepEqual([made.name, made.email, made.age], ["Eve", null, 1]);
assert.throws(() => createContact("a\0", "b"), { code: "FFI_STRING_CONTENT" });
