/** Warnings of `koine lint`: documents that are valid, but that readers or users will stumble over. */

export const lintEntries = {
  "large-enum": {
    severity: "warning",
    summary: "An enum has over 100 variants, which no reader of generated code will read.",
    message: "enum `{name}` has {count} variants",
    help: "split it, or use constants",
    counterparts: ["LargeEnumVariantCount"],
  },
  "deep-nesting": {
    severity: "warning",
    summary: "A type is nested over three levels deep.",
    message: "`{type}` is nested {depth} deep",
    help: "give the inner part a name: declare a struct",
    counterparts: ["DeepNesting"],
  },
  "undocumented-module": {
    severity: "warning",
    summary: "A module has functions, and none of them says what it does.",
    message: "no function of module `{name}` has a `doc`",
    help: "say what they do: the text is in every generated language",
    counterparts: ["EmptyModuleDoc"],
  },
  "async-void": {
    severity: "warning",
    summary: "An async function has no result and throws nothing, so that callers learn little by waiting.",
    message: "async function `{name}` has no result",
    help: "return something, or say `throws` if it can fail",
    counterparts: ["AsyncVoidFunction"],
  },
  "mutable-value": {
    severity: "warning",
    summary: "A parameter that crosses by value is `mutable`, which has no effect.",
    message: "`mutable` has no effect on parameter `{name}` of type `{type}`",
    help: "leave it out, or return the new value",
    counterparts: ["MutableOnValueType"],
  },
  "deprecated-function": {
    severity: "warning",
    summary: "A function is deprecated; it is listed so that it is not forgotten.",
    message: "function `{name}` is deprecated: {reason}",
    help: "remove it with the next major version",
    counterparts: ["DeprecatedFunction"],
  },
  "cancellable-sync": {
    severity: "warning",
    summary: "A function is `cancellable`, but the caller waits for it, and cannot cancel meanwhile.",
    message: "`cancellable` has no effect on `{name}`, which is not async",
    help: "leave it out, or make the function async",
  },
  "name-style": {
    severity: "warning",
    summary:
      "A name is not in the usual style: `snake_case` for modules, functions, fields and parameters, `PascalCase` for types and variants. Languages make their own style of it, and cannot tell the words apart otherwise.",
    message: "{what} `{name}` is not in {style}",
    help: "call it `{better}`",
  },
  "unused-type": {
    severity: "warning",
    summary: "A type is declared, and nothing uses it.",
    message: "{what} `{name}` is not used",
    help: "use it, or remove it",
  },
} as const;
