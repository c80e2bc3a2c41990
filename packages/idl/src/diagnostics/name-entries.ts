/** Diagnostics of names: what a name may be, names that meet in the document, and names that meet in C. */

export const nameEntries = {
  "invalid-name": {
    severity: "error",
    summary: "A name is not an identifier: a letter of ASCII or `_`, then letters, digits and `_`.",
    message: "{what} cannot be called {name}",
    help: "{suggestion}",
    counterparts: ["NoModuleName", "InvalidModuleName", "InvalidIdentifier", "ErrorDomainMissingName"],
  },
  "reserved-word": {
    severity: "error",
    summary:
      "A name is one of the words that no declaration may have: if else for while loop match type return async await break continue fn struct enum mod use.",
    message: "{what} cannot be called `{name}`, which is a word of many languages",
    help: "give it another name, such as `{name}_`",
    counterparts: ["ReservedKeyword"],
  },
  "builtin-name": {
    severity: "error",
    olderSeverity: "warning",
    summary: "A declared type has the name of a built-in one, so that nothing could refer to it.",
    message: "{what} has the name of the built-in type `{name}`",
    help: "give it another name",
  },
  "duplicate-name": {
    severity: "error",
    summary: "Two declarations of one kind have the same name in the same place.",
    message: "{what} `{name}` is declared twice in {scope}",
    help: "rename one of the two",
    counterparts: [
      "DuplicateModuleName",
      "DuplicateFunctionName",
      "DuplicateParamName",
      "DuplicateStructName",
      "DuplicateStructField",
      "DuplicateEnumName",
      "DuplicateEnumVariant",
      "DuplicateEnumVariantField",
      "DuplicateInterfaceName",
      "DuplicateInterfaceMember",
      "DuplicateErrorName",
      "DuplicateCallbackName",
      "DuplicateListenerName",
    ],
  },
  "duplicate-type-name": {
    severity: "error",
    summary:
      "Two modules declare types of the same name. Since schema 0.5.0 the name of a type is unique in the whole document, because some languages have no modules.",
    message: "{what} `{name}` is declared in module `{first}`, too",
    help: "rename one of the two",
    counterparts: ["DuplicateTypeName"],
  },
  "error-domain-name": {
    severity: "error",
    summary: "A function has the name of the error domain of its module.",
    message: "function `{name}` has the name of the error domain of module `{module}`",
    help: "rename one of the two",
    counterparts: ["NameCollisionWithErrorDomain"],
  },
  "symbol-collision": {
    severity: "error",
    summary:
      "Two declarations would get the same name in C. Names are joined with `_`, so that `get` of `Entry_key` and `key` of `Entry_get` can meet; builders, iterators, listeners, variants and the runtime have names, too.",
    message: "{what} and {other} would both be called `{symbol}` in C",
    help: "rename one of the two",
    counterparts: ["AbiSymbolCollision"],
  },
  "parameter-collision": {
    severity: "error",
    summary:
      "Two parameters of a C function would have the same name: a list `x` takes `x` and `x_len`, bytes take `x_ptr` and `x_len`, and functions have parameters of their own such as `out_err` and `self`.",
    message: "two parameters of `{symbol}` would be called `{slot}` in C: that of {what}, and {other}",
    help: "rename the one that is in the document",
  },
} as const;
