/** The JSON Schema, as Ajv reads it, accepts what the parser accepts, and refuses the mistakes of shape that it can express. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { goldenFile } from "@koine/codegen/golden";
import { parse } from "yaml";
import { allConstructs } from "../load/all-constructs.case.ts";
import { renderJsonSchema } from "./render-json-schema.ts";

const validator = new Ajv2020({ allowUnionTypes: true });
const isValid = validator.compile(JSON.parse(renderJsonSchema()) as object);
const languages = goldenFile("../languages");

function assertValid(text: string): void {
  assert.ok(isValid(parse(text)), validator.errorsText(isValid.errors));
}

test("a document with every construct is accepted, and so are those of the guide", () => {
  assertValid(allConstructs);
  const guide = readFileSync(goldenFile("../../docs/guide/api-documents.md"), "utf8");
  const documents = [...guide.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = ""]) => text);
  assert.ok(documents.length > 0);
  documents.forEach(assertValid);
});

test("the documents of the languages' tests are accepted", () => {
  const names = readdirSync(join(languages, "documents"));
  assert.ok(names.length > 20);
  for (const name of names) assertValid(readFileSync(join(languages, `documents/${name}`), "utf8"));
});

for (const code of ["unknown-key", "missing-key", "wrong-value", "empty-declaration", "unsupported-schema-version"]) {
  test(`the document of ${code} is refused`, () => {
    const text = readFileSync(join(languages, `diagnostics/${code}/input.yaml`), "utf8");
    assert.equal(isValid(parse(text)), false);
  });
}
