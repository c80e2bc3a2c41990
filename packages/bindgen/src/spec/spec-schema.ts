/**
 * The JSON Schema of specs. What it allows is what `encode-declaration.ts` writes and `decode-declaration.ts` reads; lists of
 * names come from the model itself. The package ships it as `spec.schema.json`.
 *
 * @see JSON Schema 2020-12
 */
import { binaryOperators, unaryOperators } from "@koine/cparser";
import { floatPattern } from "../json/json-reader.ts";
import type { JsonValue } from "../json/json-value.ts";
import { specAnnotationShape } from "../annotation/annotation-shape.ts";
import type { Shape } from "../annotation/check-shape.ts";
import { librariesShape } from "./library-names.ts";
import { knownStandards } from "../known-standards.ts";
import { filterGroups, skipReasons, specFormat } from "./model.ts";
import { valueFields } from "./spec-fields.ts";
import { conventionNames } from "./type-model.ts";

type Schema = { readonly [key: string]: JsonValue };

const text: Schema = { type: "string" };
const texts: Schema = { type: "array", items: text };
const flag: Schema = { type: "boolean", description: "Written when it is true." };
const count: Schema = { type: "integer", minimum: 0 };
const type: Schema = { type: "string", minLength: 1 };
const integer: Schema = { type: ["integer", "string"], pattern: "^-?[0-9]+$" };

const float: Schema = {
  type: "string",
  pattern: floatPattern,
  description: "A number as text, because JSON has no infinities.",
};

/** An object with exactly these members, of which some may be absent. */
function object(required: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>> = {}): Schema {
  return {
    type: "object",
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

/** A list whose elements are these, all of them or all but the last ones. */
function tuple(items: readonly Schema[], minItems: number = items.length): Schema {
  return { type: "array", prefixItems: items, minItems, items: false };
}

function mapOf(values: Schema, description: string): Schema {
  return { type: "object", additionalProperties: values, description };
}

/** The schema of what `check-shape.ts` checks. */
function schemaOf(shape: Shape): Schema {
  switch (shape.kind) {
    case "text":
      return { type: "string", minLength: 1 };
    case "flag":
      return { type: "boolean" };
    case "count":
      return { type: "integer" };
    case "choice":
      return { enum: shape.values };
    case "list":
      return { type: "array", items: schemaOf(shape.item) };
    case "map":
      return { type: "object", additionalProperties: schemaOf(shape.value) };
    case "record": {
      const fields = Object.entries(shape.fields).map(([name, field]) => [name, schemaOf(field)] as const);
      const required = fields.filter(([name]) => shape.required?.includes(name) === true);
      return object(Object.fromEntries(required), Object.fromEntries(fields));
    }
    case "either":
      return { anyOf: shape.shapes.map(schemaOf) };
    case "function":
    case "expression":
      // Only configurations have them.
      return { not: {} };
    default:
      return shape satisfies never;
  }
}

const nameFilter = { include: texts, exclude: texts };

/** A declaration of one kind. */
function declaration(
  kind: string,
  required: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
): Schema {
  return object({ kind: { const: kind }, name: text, ...required }, optional);
}

const unsupported: Schema = { type: "string", description: "Why a module cannot offer it." };

function record(kind: "struct" | "union"): Schema {
  const member: Schema = {
    ...tuple([{ type: ["string", "null"] }, type, count, count], 3),
    description: "Name, type and byte offset; of a bit-field name, type, bit offset and bit width.",
  };
  return declaration(
    kind,
    { size: count, align: { type: "integer", minimum: 1 }, members: { type: "array", items: member } },
    { anonymous: flag, packed: flag, pack: count, unsupported },
  );
}

const functionDeclaration: Schema = declaration(
  "function",
  {
    parameters: {
      type: ["array", "null"],
      items: tuple([{ type: ["string", "null"] }, type, count], 2),
      description:
        "Name and type of each, and the length of what is declared as an array; null where C declares none, as in f().",
    },
    result: type,
  },
  {
    symbol: text,
    variadic: flag,
    inline: flag,
    macro: flag,
    convention: { enum: conventionNames },
    noreturn: flag,
    deprecated: text,
    unsupported,
  },
);

const enumDeclaration: Schema = declaration(
  "enum",
  { base: type, values: { type: "array", items: tuple([text, integer]) } },
  { anonymous: flag, flags: flag, unsupported },
);

const constantDeclaration: Schema = {
  ...declaration(
    "constant",
    { type },
    {
      value: integer,
      float,
      string: text,
      bytes: { type: "string", pattern: "^([0-9a-f]{2})*$" },
      address: { type: "string", pattern: "^0x[0-9a-f]+$" },
      probed: flag,
      variable: flag,
    },
  ),
  oneOf: valueFields.map((key) => ({ required: [key] })),
};

const macroDeclaration: Schema = declaration("macro", {
  parameters: {
    type: "array",
    items: tuple([text, { type: "string", description: "A type of numbers, or (text) or (type)." }]),
  },
  value: { $ref: "#/$defs/expression" },
  text: { type: "string", description: "What C replaces the macro by." },
});

const expression: Schema = { $ref: "#/$defs/expression" };

const expressionForms: readonly Schema[] = [
  { type: "string", description: "A parameter." },
  { type: "integer", description: "An integer of type int." },
  tuple([{ const: "integer" }, integer, type]),
  tuple([{ const: "float" }, float, type]),
  tuple([{ const: "sizeof" }, text, type]),
  { type: "array", prefixItems: [{ const: "text" }], minItems: 1, items: { oneOf: [text, object({ use: text })] } },
  tuple([{ enum: [...unaryOperators, "cast", "convert"] }, expression, type]),
  tuple([{ enum: binaryOperators }, expression, expression, type]),
  tuple([{ const: "?" }, expression, expression, expression, type]),
];

const declarations: Schema = mapOf(
  { type: "array", items: { $ref: "#/$defs/declaration" } },
  "By the header that declares them.",
);

const declarationsByKind: Readonly<Record<string, Schema>> = {
  function: functionDeclaration,
  struct: record("struct"),
  union: record("union"),
  opaque: declaration("opaque", { of: { enum: ["struct", "union"] } }, { anonymous: flag }),
  enum: enumDeclaration,
  typedef: declaration("typedef", { type }, { unsupported }),
  variable: declaration("variable", { type }, { symbol: text, threadLocal: flag, unsupported }),
  constant: constantDeclaration,
  macro: macroDeclaration,
  alias: declaration("alias", { of: text }, { unsupported }),
};

/** The schema. */
export const specSchema: Schema = Object.freeze({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Koine spec",
  description: "What koine bind read from C headers: every declaration, exact for its targets.",
  ...object(
    {
      format: { const: specFormat },
      generator: { type: "string", description: "Version of Koine that wrote it." },
      headers: texts,
      libraries: schemaOf(librariesShape),
      targets: { type: "array", items: text, minItems: 1, description: "LLVM triples." },
      defines: texts,
      filter: object(nameFilter, Object.fromEntries(filterGroups.map((group) => [group, object(nameFilter)]))),
      files: { type: "array", items: object({ path: text, hash: { type: "string", pattern: "^[0-9a-f]{16}$" } }) },
      declarations,
      skipped: {
        type: "array",
        items: object(
          {
            kind: { enum: ["function", "macro", "variable", "type"] },
            name: text,
            file: text,
            reason: { enum: Object.keys(skipReasons) },
          },
          { detail: text },
        ),
      },
      docs: mapOf(text, "Comments by declaration key; members as key.member."),
      lines: mapOf(count, "Lines by declaration key, from 1."),
    },
    {
      $schema: text,
      standard: { enum: knownStandards, description: "The version of C; gnu17 when it is absent." },
      undefines: texts,
      preincludes: texts,
      wrapper: text,
      integers: { const: "number", description: "What integers of 64 bits are; bigints when it is absent." },
      annotations: mapOf(schemaOf(specAnnotationShape), "What a person knows beyond the headers, by declaration key."),
      overrides: { type: "array", items: object({ targets: texts, removed: texts, declarations }) },
    },
  ),
  $defs: {
    expression: { anyOf: expressionForms },
    declaration: {
      type: "object",
      properties: { kind: { enum: Object.keys(declarationsByKind) } },
      required: ["kind"],
      // By its kind, so that a validator tries one form and complains about that one.
      allOf: Object.entries(declarationsByKind).map(([kind, form]) => ({
        anyOf: [{ not: { properties: { kind: { const: kind } } } }, form],
      })),
    },
  },
});

/** Renders the schema as the file that the package ships. */
export function renderSpecSchema(): string {
  return `${JSON.stringify(specSchema, null, 2)}\n`;
}
