/** Specs against their JSON Schema, as Ajv reads it: a validator that knows nothing of Koine. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { bindHeaders, renderSpecSchema } from "@koine/bindgen";
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
