/** Diagnostics of names that refer to something: types, error domains, callbacks, values of enums. */

export const referenceEntries = {
  "unsupported-schema-version": {
    severity: "error",
    summary: "The document's `version` is not a schema that Koine reads.",
    message: "schema version {version} is not supported",
    help: "write one of {versions}",
    counterparts: ["UnsupportedSchemaVersion"],
  },
  "unknown-type": {
    severity: "error",
    summary: "A type names something that no module declares.",
    message: "there is no type `{name}`",
    help: "{suggestion}",
    counterparts: ["UnknownTypeRef"],
  },
  "ambiguous-type": {
    severity: "error",
    summary:
      "Several modules declare a type of that name, and none of them is the module that uses it or one around it.",
    message: "`{name}` is declared in several modules",
    help: "write one of {choices}",
  },
  "not-a-type": {
    severity: "error",
    summary: "The name is declared, but what it names is no type.",
    message: "`{name}` is {what}, not a type",
    help: "{suggestion}",
  },
  "alias-cycle": {
    severity: "error",
    summary: "Aliases stand for each other in a circle, so that none of them has a type.",
    message: "alias `{name}` stands for itself",
    help: "give one of the aliases on the way a type of its own",
  },
  "nested-optional": {
    severity: "error",
    olderSeverity: "warning",
    summary:
      "An optional of an optional cannot be told from a plain optional in C. Older schemas took it for a plain one.",
    message: "`{type}` is optional twice",
    help: "write one `?`",
  },
  "wrong-default": {
    severity: "error",
    olderSeverity: "warning",
    summary:
      "A default does not fit the type that it stands for, or the type has no values that can be written. Older schemas never checked defaults; there it is left out.",
    message: "{problem}",
    help: "{suggestion}",
  },
  "wrong-constant": {
    severity: "error",
    summary:
      "The value of a constant does not fit its type, or the type has no constants: they are scalars, strings, enums and flags.",
    message: "{problem}",
    help: "{suggestion}",
  },
  "wrong-flag-value": {
    severity: "error",
    summary: "A member of flags names others that do not exist, or its value does not fit the base type.",
    message: "{problem}",
    help: "{suggestion}",
  },
  "throws-without-domain": {
    severity: "error",
    summary: "A function throws, and neither its module nor one around it declares errors.",
    message: "function `{name}` throws, but no error domain is declared here",
    help: "declare `errors` in module `{module}` or around it, or leave out `throws`",
    counterparts: ["ThrowsWithoutErrorDomain"],
  },
  "unknown-error-domain": {
    severity: "error",
    summary: "`throws` names an error domain that no module declares.",
    message: "there is no error domain `{name}`",
    help: "{suggestion}",
  },
  "listener-callback-not-found": {
    severity: "error",
    summary: "A listener names a callback that its module does not declare.",
    message: "listener `{listener}` calls `{callback}`, which module `{module}` does not declare",
    help: "{suggestion}",
    counterparts: ["ListenerCallbackNotFound"],
  },
} as const;
