/** The form of a configuration, field by field as in `config-model.ts`. */
import {
  filterGroups,
  functionAnnotationShape,
  knownStandards,
  librariesShape,
  typeAnnotationShape,
} from "@koine/bindgen/cached";
import type { Shape } from "@koine/bindgen/cached";
import type { BindConfig, KoineConfig } from "./config-model.ts";

type FieldShapes<TType> = { readonly [TField in keyof Required<TType>]: Shape };

const text: Shape = { kind: "text" };
const texts: Shape = { kind: "list", item: text };
const patterns: Shape = { kind: "list", item: { kind: "either", shapes: [text, { kind: "expression" }] } };
const filter: Shape = { kind: "record", fields: { include: patterns, exclude: patterns } };
const macro: Shape = {
  kind: "either",
  shapes: [text, { kind: "count" }, { kind: "choice", values: [true, false, ""] }],
};

const bindFields: FieldShapes<BindConfig> = {
  headers: texts,
  library: { kind: "either", shapes: [text, librariesShape, { kind: "choice", values: [null] }] },
  module: text,
  spec: text,
  wrapper: text,
  targets: texts,
  standard: { kind: "choice", values: knownStandards },
  includeDirectories: texts,
  systemIncludeDirectories: texts,
  sysroot: text,
  embedDirectories: texts,
  preincludes: texts,
  defines: { kind: "map", value: macro },
  include: patterns,
  exclude: patterns,
  choose: { kind: "record", fields: Object.fromEntries(filterGroups.map((group) => [group, filter])) },
  rename: { kind: "either", shapes: [{ kind: "map", value: text }, { kind: "function" }] },
  integers: { kind: "choice", values: ["number", "bigint"] },
  functions: { kind: "map", value: functionAnnotationShape },
  types: { kind: "map", value: typeAnnotationShape },
};

const bind: Shape = { kind: "record", fields: bindFields, required: ["headers"] };

const fields: FieldShapes<KoineConfig> = { bind: { kind: "either", shapes: [bind, { kind: "list", item: bind }] } };

/** The form of a configuration. */
export const configShape: Shape = { kind: "record", fields };
