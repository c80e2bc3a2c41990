/** Specs against their JSON Schema, as Ajv reads it: a validator that knows nothing of Koine. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { bindHeaders, parseSpec, renderSpecSchema } from "@koine/bindgen";
import { findIncludeDirectories, findMissingHeaders, headerSets } from "./header-set.ts";

const schemaFile = fileURLToPath(import.meta.resolve("@koine/bindgen/spec.schema.json"));
const validator = new Ajv2020({ allowUnionTypes: true, strictTuples: false });
const isValid = validator.compile(JSON.parse(readFileSync(schemaFile, "utf8")) as object);

/** Gives the validator's complaints; the empty text for none. */
function validate(specText: string): string {
  return isValid(JSON.parse(specText)) ? "" : validator.errorsText(isValid.errors);
}

function readGolden(name: string): string {
  return readFileSync(new URL(`../../goldens/bindgen/${name}.spec.json`, import.meta.url), "utf8");
}

test("the file that the package ships is the schema", () => {
  assert.deepEqual(JSON.parse(readFileSync(schemaFile, "utf8")), JSON.parse(renderSpecSchema()));
});

for (const name of ["features", "functions", "shapes"]) {
  test(`the golden ${name} is valid`, () => {
    assert.equal(validate(readGolden(name)), "");
  });
}

const isCi = (process.env["CI"] ?? "") !== "";
const triples = ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "x86_64-w64-windows-gnu"];

for (const set of headerSets) {
  const missing = findMissingHeaders(set);
  const skip = missing.length > 0 && !isCi ? `${missing.join(", ")} is not installed` : false;
  test(`the spec of ${set.name} is valid`, { skip }, () => {
    const includeDirectories = findIncludeDirectories(set);
    const targets = set.name === "sqlite3" ? triples : undefined;
    const { specText } = bindHeaders({ headers: set.headers, libraries: [set.name], includeDirectories, targets });
    assert.equal(validate(specText ?? "null"), "");
  });
}

for (const [title, wrong] of [
  ["another format", (text: string) => text.replace('"format": 1', '"format": 2')],
  ["an unknown member", (text: string) => text.replace('"kind":"function",', '"kind":"function","colour":"red",')],
  ["an unknown kind", (text: string) => text.replace('"kind":"typedef"', '"kind":"typedeff"')],
  ["a parameter without a type", (text: string) => text.replace(/\["from","[^"]*"\]/, '["from"]')],
  ["an unknown operator", (text: string) => text.replace('["<<",', '["<<<",')],
  ["an unknown reason", (text: string) => text.replace('"reason":"inline-function"', '"reason":"whim"')],
] as const) {
  test(`${title} is not valid`, () => {
    const text = readGolden("functions");
    const changed = wrong(text);
    assert.notEqual(changed, text);
    assert.notEqual(validate(changed), "");
  });
}

/** The same numbers in each run. */
function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state >>> 8;
  }
}

/** Lists all objects and lists of a document, for changes. */
function listContainers(value: unknown): readonly object[] {
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(listContainers)];
}

/** Changes one thing of a document: a member or element goes, comes, or becomes something else. */
function changeOne(document: unknown, random: () => number): string {
  const containers = listContainers(document);
  const container = containers[random() % containers.length] as Record<string, unknown>;
  const keys = Object.keys(container);
  const key = keys[random() % Math.max(1, keys.length)];
  if (random() % 3 === 0 || key === undefined) {
    const value = [null, 5, "zebra", true][random() % 4];
    if (Array.isArray(container)) container.push(value);
    else container["zebra"] = value;
    return `zebra in ${JSON.stringify(container)}`;
  }
  if (random() % 2 === 0 && !Array.isArray(container)) delete container[key];
  else if (random() % 2 === 0 && Array.isArray(container)) container.pop();
  else container[key] = [null, true, -1, 0.5, [], {}, "", "zebra"][random() % 8];
  return `${key} in ${JSON.stringify(container)}`;
}

/** What the schema does not know: the text of types, which letters names of C have, names that must be there, and values that depend on others. */
const beyondSchema =
  /of type ".*"|is no name of C$|there is no type|nothing here is called|no parameter that|type of a number|is declared twice|is not known|is there twice|is there already|not for/;

test("what the schema refuses the reader refuses, and the other way round", () => {
  const stream = randomNumbers(2026);
  const random = (): number => stream.next().value;
  const base = readGolden("functions").replace(
    '"docs": {',
    `"overrides": [{"targets": [], "removed": [], "declarations": {"x.h": [{"kind":"alias","name":"zed","of":"zet"}]}}],
    "standard": "c99", "undefines": ["A"], "preincludes": ["b.h"], "wrapper": "./w", "integers": "number",
    "annotations": {}, "docs": {`,
  );
  assert.equal(validate(base), "");
  assert.deepEqual(parseSpec(base, "base.json").diagnostics, []);
  let refused = 0;
  for (let round = 0; round < 1000; round++) {
    const document = JSON.parse(base) as unknown;
    const change = changeOne(document, random);
    const text = JSON.stringify(document);
    const problems = parseSpec(text, "changed.json").diagnostics.map(({ message }) => message);
    const complaints = validate(text);
    if (complaints === "")
      assert.ok(
        problems.every((message) => beyondSchema.test(message)),
        `${change}: ${problems.join("; ")}`,
      );
    else assert.ok(problems.length > 0, `${change}: ${complaints}`);
    refused += Number(complaints !== "");
  }
  assert.ok(refused > 500, `${refused} of 1000`);
});
