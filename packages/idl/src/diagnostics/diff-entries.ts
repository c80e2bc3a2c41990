/** What `koine diff` reports: changes between two versions of a document, by what they mean for users of the old one. */

export const diffEntries = {
  "breaking-change": {
    severity: "warning",
    summary:
      "What was made for the old document does not work with the new one: something was removed or means something else. Bindings that are generated from the old document refuse to load a library of the new one where the C ABI changed.",
    message: "{path}: {change}",
    help: "this needs a new major version",
  },
  "additive-change": {
    severity: "note",
    summary: "The new document has something that the old one had not; what was made for the old one goes on working.",
    message: "{path}: {change}",
    help: "this needs a new minor version",
  },
  "neutral-change": {
    severity: "note",
    summary: "Something changed that calls do not depend on: documentation, messages, values of defaults.",
    message: "{path}: {change}",
    help: "a new patch version is enough",
  },
} as const;
