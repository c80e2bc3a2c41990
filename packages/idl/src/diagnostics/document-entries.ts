/** Diagnostics of the text and the shape of a document: syntax, keys, values, types as they are written, imports. */

export const documentEntries = {
  "unreadable-file": {
    severity: "error",
    summary: "A document, or one that it imports, cannot be read.",
    message: "cannot read {file}: {reason}",
    help: "check the path and the permissions",
  },
  "unknown-format": {
    severity: "error",
    summary: "The ending of the file's name does not say what it is written in.",
    message: "{file} is not named like a document",
    help: "name it .yaml, .yml, .json or .toml",
  },
  "invalid-encoding": {
    severity: "error",
    summary: "The file is not UTF-8 text: it was saved in another encoding, or it is no text at all.",
    message: "the file is {what}, not UTF-8 text",
    help: "save it as UTF-8",
  },
  "too-large": {
    severity: "error",
    summary:
      "The document is larger than any real one: more than 8 MiB of text, a million values after YAML aliases are written out, or lists and maps nested over 100 deep.",
    message: "the document has {what}",
    help: "split it into several documents that import each other",
  },
  syntax: {
    severity: "error",
    summary:
      "The file is not well-formed YAML, JSON or TOML. A key that stands twice in one map is among these mistakes.",
    message: "{problem}",
    help: "correct the {format} here; nothing of the document was read",
  },
  "unknown-key": {
    severity: "error",
    olderSeverity: "warning",
    summary:
      "A key is not one that this place has. Documents of the schemas before 1.0.0 get a warning, because there unknown keys were ignored.",
    message: "{place} has no key `{key}`",
    help: "{suggestion}",
  },
  "missing-key": {
    severity: "error",
    summary: "A key that must be there is not.",
    message: "{place} needs a key `{key}`",
    help: "add `{key}`: {meaning}",
  },
  "wrong-value": {
    severity: "error",
    summary: "A key has a value of another kind than the key needs.",
    message: "{what} must be {expected}, not {received}",
    help: "{suggestion}",
  },
  "newer-construct": {
    severity: "warning",
    summary:
      "The document says an older schema version than the one that brought this key. It is read as in the newer version; other tools may ignore it.",
    message: "`{key}` came with schema {since}, and the document says {version}",
    help: 'write version: "1.0.0"',
  },
  "type-syntax": {
    severity: "error",
    summary: "A type is not written as the grammar of types says.",
    message: "{problem} in the type `{type}`",
    help: "{grammar}",
  },
  "import-cycle": {
    severity: "error",
    summary: "Documents import each other in a circle.",
    message: "{file} imports itself: {cycle}",
    help: "move the types that both need into a third document",
  },
  "invalid-import": {
    severity: "error",
    summary: "A document that this one imports has errors of its own; they are reported too.",
    message: "the imported document {file} has errors",
    help: "correct them first; koine validate {file} shows them alone",
  },
  "import-same-prefix": {
    severity: "error",
    summary: "Two documents that meet in one program make C names with the same prefix, so that their headers collide.",
    message: "the imported document `{name}` has the same c_prefix `{prefix}`",
    help: "give one of the two documents another c_prefix",
  },
} as const;
