/** The JSON Schema accepts what the parser accepts, and refuses the mistakes of shape that it can express. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { goldenFile } from "@koine/codegen/golden";
import { parse } from "yaml";
import { allConstructs } from "../load/all-constructs.case.ts";
import { renderJsonSchema } from "./render-json-schema.ts";

/** The keywords that the schema uses. */
interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
}

const root = JSON.parse(renderJsonSchema()) as Schema;

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (value === null) return "null";
  return typeof value === "number" && Number.isInteger(value) ? "integer" : typeof value;
}

/** Lists the paths of what a schema refuses. */
function findProblems(value: unknown, schema: Schema, path = "$"): readonly string[] {
  if (schema.$ref !== undefined) {
    return findProblems(value, root.$defs?.[schema.$ref.replace("#/$defs/", "")] ?? { enum: [] }, path);
  }
  const types = schema.type === undefined ? [typeOf(value)] : [schema.type].flat();
  if (!types.includes(typeOf(value))) return [path];
  if (schema.enum !== undefined && !schema.enum.includes(value)) return [path];
  if (typeof value === "string") return value.length < (schema.minLength ?? 0) ? [path] : [];
  if (Array.isArray(value)) {
    const { items = {}, minItems = 0 } = schema;
    return [
      ...(value.length < minItems ? [path] : []),
      ...value.flatMap((item) => findProblems(item, items, `${path}[]`)),
    ];
  }
  if (typeof value !== "object" || value === null) return [];
  const { properties = {}, required = [], additionalProperties = true } = schema;
  return [
    ...required.filter((key) => !(key in value)).map((key) => `${path} without ${key}`),
    ...Object.entries(value).flatMap(([key, inner]): readonly string[] => {
      const own = properties[key] ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);
      if (own === undefined) return additionalProperties === false ? [`${path}.${key}`] : [];
      return findProblems(inner, own, `${path}.${key}`);
    }),
  ];
}

function problemsOf(text: string): readonly string[] {
  return findProblems(parse(text), root);
}

test("a document with every construct is accepted, and so are those of the guide", () => {
  assert.deepEqual(problemsOf(allConstructs), []);
  const guide = readFileSync(goldenFile("../../docs/guide/api-documents.md"), "utf8");
  const documents = [...guide.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = ""]) => text);
  assert.ok(documents.length > 0);
  for (const text of documents) assert.deepEqual(problemsOf(text), []);
});

for (const code of ["unknown-key", "missing-key", "wrong-value", "empty-declaration", "unsupported-schema-version"]) {
  test(`the document of ${code} is refused`, () => {
    const text = readFileSync(goldenFile(`../languages/diagnostics/${code}/input.yaml`), "utf8");
    assert.notDeepEqual(problemsOf(text), []);
  });
}
