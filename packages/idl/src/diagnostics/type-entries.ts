/** Diagnostics of types that are not allowed where they stand. */

export const typeEntries = {
  "invalid-map-key": {
    severity: "error",
    summary: "The key of a map is not a scalar, a string, an enum or flags.",
    message: "keys of a map cannot be `{type}`",
    help: "keys are numbers, bool, string, enums and flags",
    counterparts: ["InvalidMapKey"],
  },
  "unsupported-element-type": {
    severity: "error",
    summary:
      "An item of a list, an iterator or a stream, or a value of a map, is of a type that C arrays cannot hold. Items are scalars, strings, enums, flags, handles, records and rich enums, and optional objects; values of maps are scalars, strings, enums and flags.",
    message: "{container} cannot be `{type}`",
    help: "{suggestion}",
    counterparts: ["UnsupportedElementType"],
  },
  "large-type": {
    severity: "error",
    summary: "A type has over 100 parts, or leads over 100 aliases, once the aliases in it are written out.",
    message: "with its aliases written out, the type has over {limit} parts",
    help: "give a struct a name instead of an alias",
  },
  "borrowed-position": {
    severity: "error",
    summary: "`&str` and `&[u8]` stand somewhere else than as the type of a function's parameter.",
    message: "`{type}` is only for parameters of functions, as the whole type",
    help: "write `{owned}`",
    counterparts: ["BorrowedTypeInInvalidPosition"],
  },
  "iterator-position": {
    severity: "error",
    summary: "`iter<T>` or `stream<T>` stand somewhere else than as the whole result of a function.",
    message: "`{type}` can only be the whole result of a function",
    help: "return it, or use a list",
    counterparts: ["IteratorInInvalidPosition"],
  },
  "async-iterator": {
    severity: "error",
    summary: "An async function gives an iterator, which the caller waits for, or a stream, which is async by itself.",
    message: "an async function cannot give `{type}`",
    help: "{suggestion}",
    counterparts: ["AsyncIteratorReturn"],
  },
  "interface-position": {
    severity: "error",
    summary: "An interface stands somewhere else than as a parameter or a result of a function, or as an optional one.",
    message: "interface `{type}` can only be a parameter or a result of a function",
    help: "{suggestion}",
    counterparts: ["InterfaceInInvalidPosition"],
  },
  "unsupported-callback-type": {
    severity: "error",
    summary:
      "A parameter or the result of a callback is of a type that a callback cannot have. Parameters are single values, optional ones, and lists and maps of scalars and strings; results are scalars, enums, flags, handles and structs.",
    message: "{what} of a callback cannot be `{type}`",
    help: "{suggestion}",
    counterparts: ["UnsupportedCallbackParamType"],
  },
  "callback-position": {
    severity: "error",
    summary:
      "A callback stands somewhere else than as the whole type of a parameter of a function that is not async: it is called only before the call returns.",
    message: "callback `{type}` can only be a parameter of a function that is not async",
    help: "for events that come later, declare a listener",
  },
  "array-position": {
    severity: "error",
    summary:
      "A fixed array stands somewhere else than as a field, a parameter or the result of a function that is not async, or its items are not scalars, enums, flags or structs.",
    message: "{problem}",
    help: "{suggestion}",
  },
  "optional-item": {
    severity: "error",
    summary: "Only types that have a none can be optional.",
    message: "`{type}` cannot be optional",
    help: "{suggestion}",
  },
  "struct-field": {
    severity: "error",
    summary:
      "A field of a struct by value (`layout: c`) is of a type that C does not hold by value: fields are scalars, enums, flags, handles, other such structs, and fixed arrays of these.",
    message: "`{type}` cannot be a field of a struct by value",
    help: "{suggestion}",
  },
  "recursive-struct": {
    severity: "error",
    summary: "A struct by value holds itself, directly or through another one, and would have no end.",
    message: "struct `{name}` holds itself: {path}",
    help: "use a list or an opaque record for one of them",
  },
  "handle-target": {
    severity: "error",
    olderSeverity: "warning",
    summary:
      "`handle<T>` names something that no pointer leads to: T is a struct that is not by value, or an enum with fields.",
    message: "`handle<{type}>` names {what}",
    help: "name a struct, or use `handle`",
  },
} as const;
