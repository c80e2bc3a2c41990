/** The fields of specs: the reader, its list of them and the JSON Schema know the same ones. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { JsonReader } from "../json/json-reader.ts";
import type { JsonFields } from "../json/json-reader.ts";
import { decodeDeclaration, decodeSkipped } from "./decode-declaration.ts";
import { filterGroups } from "./model.ts";
import { parseSpec } from "./parse-spec.ts";
import * as fields from "./spec-fields.ts";
import { specSchema } from "./spec-schema.ts";

/** What an object of the schema says of its members. */
interface ObjectSchema {
  readonly properties: Readonly<
    Record<string, ObjectSchema & { readonly const?: unknown; readonly items?: ObjectSchema }>
  >;
  readonly required: readonly string[];
  readonly additionalProperties: unknown;
}

interface DocumentSchema extends ObjectSchema {
  readonly $defs: {
    readonly declaration: { readonly allOf: readonly { readonly anyOf: readonly [unknown, ObjectSchema] }[] };
  };
}

const document = specSchema as unknown as DocumentSchema;
const byKind = new Map(
  document.$defs.declaration.allOf.map(({ anyOf: [, form] }) => [String(form.properties["kind"]?.const), form]),
);

function assertSame(schema: ObjectSchema | undefined, { required, optional }: JsonFields): void {
  assert.ok(schema !== undefined);
  assert.deepEqual(Object.keys(schema.properties).toSorted(), [...required, ...optional].toSorted());
  assert.deepEqual(schema.required.toSorted(), required.toSorted());
  assert.equal(schema.additionalProperties, false);
}

test("the schema and the reader's list have the same fields, and ask for the same ones", () => {
  assertSame(document, fields.specFields);
  const { filter, files, overrides, skipped } = document.properties;
  assertSame(filter, fields.filterFields);
  for (const group of filterGroups) assertSame(filter?.properties[group], fields.nameFilterFields);
  assertSame(files?.items, fields.fileFields);
  assertSame(overrides?.items, fields.overrideFields);
  assertSame(skipped?.items, fields.skippedFields);
  assert.deepEqual([...byKind.keys()].toSorted(), Object.keys(fields.declarationFields).toSorted());
  for (const [kind, own] of Object.entries(fields.declarationFields)) assertSame(byKind.get(kind), own);
});

/** An object that notes which of its members somebody looks at. */
function watch(object: object, read: Set<string>): object {
  return new Proxy(object, {
    getOwnPropertyDescriptor(target, name) {
      read.add(String(name));
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
  });
}

for (const [kind, { required, optional }] of Object.entries(fields.declarationFields)) {
  test(`the reader reads all fields of a ${kind}, and no other`, () => {
    // What has been looked at is looked at again to report what it misses, which `problems` shows.
    const read = new Set<string>();
    const json = new JsonReader(watch({ kind }, read), "it");
    decodeDeclaration(json, "a.h");
    assert.deepEqual([...read].toSorted(), [...required, ...optional].toSorted());
    const missing = json.problems.map(({ message }) => message);
    const values = required.filter((name) => name !== "kind").map((name) => `it: "${name}" is missing`);
    const choice = kind === "constant" ? ["it: expected a value: one of value, float, string, bytes, address"] : [];
    assert.deepEqual(missing.toSorted(), [...values, ...choice].toSorted());
  });
}

test("the reader reads all fields of what was skipped, and of a spec", () => {
  const skipped = new JsonReader({}, "it");
  decodeSkipped(skipped);
  assert.deepEqual(
    skipped.problems.map(({ message }) => message).toSorted(),
    fields.skippedFields.required.map((name) => `it: "${name}" is missing`).toSorted(),
  );
  assert.deepEqual(
    parseSpec('{"format": 1}', "a.json")
      .diagnostics.map(({ message }) => message)
      .toSorted(),
    fields.specFields.required
      .filter((name) => name !== "format")
      .map((name) => `spec: "${name}" is missing`)
      .toSorted(),
  );
});
