/** The members of every object in a spec, as the reader knows them. `spec-schema.ts` says the same to others. */
import type { JsonFields } from "../json/json-reader.ts";
import { filterGroups } from "./model.ts";
import type { SpecDeclaration } from "./model.ts";

/** The document. */
export const specFields: JsonFields = {
  required: [
    "format",
    "generator",
    "headers",
    "libraries",
    "targets",
    "defines",
    "filter",
    "files",
    "declarations",
    "skipped",
    "docs",
    "lines",
  ],
  optional: ["$schema", "standard", "undefines", "preincludes", "wrapper", "integers", "overrides", "annotations"],
};

/** What is asked for, and the same of one kind of names. */
export const nameFilterFields: JsonFields = { required: ["include", "exclude"], optional: [] };
export const filterFields: JsonFields = { required: ["include", "exclude"], optional: filterGroups };

export const fileFields: JsonFields = { required: ["path", "hash"], optional: [] };
export const overrideFields: JsonFields = { required: ["targets", "removed", "declarations"], optional: [] };
export const skippedFields: JsonFields = { required: ["kind", "name", "file", "reason"], optional: ["detail"] };

const recordFields: JsonFields = {
  required: ["kind", "name", "size", "align", "members"],
  optional: ["anonymous", "packed", "pack", "unsupported"],
};

/** The ways to state the value of a constant; it has one of them. */
export const valueFields = ["value", "float", "string", "bytes", "address"] as const;

/** Declarations by their kind. */
export const declarationFields: Readonly<Record<SpecDeclaration["kind"], JsonFields>> = {
  function: {
    required: ["kind", "name", "parameters", "result"],
    optional: ["symbol", "variadic", "inline", "macro", "convention", "noreturn", "deprecated", "unsupported"],
  },
  struct: recordFields,
  union: recordFields,
  opaque: { required: ["kind", "name", "of"], optional: ["anonymous"] },
  enum: { required: ["kind", "name", "base", "values"], optional: ["anonymous", "flags", "unsupported"] },
  typedef: { required: ["kind", "name", "type"], optional: ["unsupported"] },
  variable: { required: ["kind", "name", "type"], optional: ["symbol", "threadLocal", "unsupported"] },
  constant: { required: ["kind", "name", "type"], optional: [...valueFields, "probed", "variable"] },
  macro: { required: ["kind", "name", "parameters", "value", "text"], optional: [] },
  alias: { required: ["kind", "name", "of"], optional: ["unsupported"] },
};
