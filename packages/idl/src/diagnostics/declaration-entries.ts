/** Diagnostics of declarations: what must be in them, numbers that must differ, combinations that make no sense. */

export const declarationEntries = {
  "empty-declaration": {
    severity: "error",
    summary: "A struct, enum, interface, set of flags or error domain has nothing in it, which C does not allow.",
    message: "{what} `{name}` has no {members}",
    help: "give it at least one, or leave it out",
    counterparts: ["EmptyStruct", "BuilderStructEmpty", "EmptyEnum", "EmptyInterface"],
  },
  "duplicate-value": {
    severity: "error",
    summary: "Two variants of an enum have the same number.",
    message: "variant `{name}` has the number {value}, which `{other}` has already",
    help: "give it another number",
    counterparts: ["DuplicateEnumValue"],
  },
  "value-range": {
    severity: "error",
    summary: "The number of a variant or of an error does not fit 32 bits with a sign.",
    message: "{value} of `{name}` does not fit 32 bits",
    help: "numbers go from -2147483648 to 2147483647",
  },
  "invalid-error-code": {
    severity: "error",
    summary:
      "An error has a number that means something else: 0 is success, -1 is any other error, and -2 is a panic of the producer. The last two are reserved since schema 1.0.0 and 0.5.0.",
    message: "error `{name}` cannot have the code {code}, which means {meaning}",
    help: "give it another number",
    counterparts: ["InvalidErrorCode"],
  },
  "duplicate-error-code": {
    severity: "error",
    summary: "Two errors of one domain have the same number.",
    message: "error `{name}` has the code {code}, which `{other}` has already",
    help: "give it another number",
    counterparts: ["DuplicateErrorCode"],
  },
  "duplicate-error-name": {
    severity: "error",
    summary:
      "Two error domains have errors of the same name. Since schema 0.5.0 such a name is unique in the whole document, because bindings make a class of each.",
    message: "error `{name}` is in domain `{other}`, too",
    help: "rename one of the two",
    counterparts: ["DuplicateErrorCodeName"],
  },
  "constructor-result": {
    severity: "error",
    summary: "A constructor says what it returns, which is always its interface.",
    message: "constructor `{name}` cannot have a result of its own",
    help: "leave out `return`, or make it a static",
    counterparts: ["ConstructorHasReturn"],
  },
  "async-constructor": {
    severity: "error",
    summary: "A constructor is async; languages make objects at once.",
    message: "constructor `{name}` cannot be async",
    help: "make it a static that returns the interface",
    counterparts: ["AsyncConstructor"],
  },
  "listener-callback-result": {
    severity: "error",
    summary:
      "A listener names a callback with a result. Several consumers may listen, and nobody waits for what they give back.",
    message: "listener `{listener}` calls `{callback}`, which has a result",
    help: "leave out the result of the callback, or take the callback as a parameter",
  },
  "struct-layout": {
    severity: "error",
    summary: "Keys of a struct contradict each other: a struct by value has no builder, and is not opaque.",
    message: "{problem}",
    help: "{suggestion}",
  },
  "default-before-required": {
    severity: "error",
    summary:
      "A parameter without a default follows one that has one; in most languages a caller could not leave the first one out.",
    message: "parameter `{name}` has no default, but `{other}` before it has one",
    help: "put parameters with defaults last",
  },
} as const;
