/** Specs against their JSON Schema, as Python's jsonschema reads it: a validator that knows nothing of Koine. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { bindHeaders, renderSpecSchema } from "@koine/bindgen";
import { findIncludeDirectories, findMissingHeaders, headerSets } from "./header-set.ts";

const schemaFile = fileURLToPath(import.meta.resolve("@koine/bindgen/spec.schema.json"));
const goldens = fileURLToPath(new URL("../../goldens/bindgen/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "koine-schema-"));
after(() => rmSync(folder, { recursive: true }));

const hasValidator = spawnSync("python3", ["-c", "from jsonschema import Draft202012Validator"]).status === 0;
const isCi = (process.env["CI"] ?? "") !== "";
const skip = hasValidator || isCi ? false : "needs Python's jsonschema (Debian: python3-jsonschema)";

const program = `
import json, sys
from jsonschema import Draft202012Validator
schema = json.load(open(sys.argv[1]))
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
for path in sys.argv[2:]:
    for error in list(validator.iter_errors(json.load(open(path))))[:3]:
        print(path, list(error.absolute_path), error.message[:300])
`;

/** Gives the complaints of the validator. */
function validate(...files: readonly string[]): string {
  const { stdout, stderr } = spawnSync("python3", ["-c", program, schemaFile, ...files], { encoding: "utf8" });
  return stdout + stderr;
}

test("the file that the package ships is the schema", () => {
  assert.deepEqual(JSON.parse(readFileSync(schemaFile, "utf8")), JSON.parse(renderSpecSchema()));
});

test("the goldens are valid", { skip }, () => {
  assert.equal(validate(...["features", "functions", "shapes"].map((name) => join(goldens, `${name}.spec.json`))), "");
});

/** Declarations of each kind that are validated per spec; the validator is slow, and headers repeat themselves. */
const declarationsPerKind = 8;

/** Keeps some declarations of each kind, evenly spread, and of the other lists as many lines. */
function thin(specText: string): string {
  const spec = JSON.parse(specText) as Record<string, unknown>;
  const declarations = (spec["declarations"] ?? {}) as Readonly<Record<string, readonly Declaration[]>>;
  const byKind = new Map<string, Declaration[]>();
  for (const one of Object.values(declarations).flat()) append(byKind, one);
  const kept = new Set([...byKind.values()].flatMap(spread));
  const lists = Object.entries(spec).map(
    ([key, value]) => [key, Array.isArray(value) ? spread(value) : value] as const,
  );
  const files = Object.entries(declarations).map(
    ([file, list]) => [file, list.filter((one) => kept.has(one))] as const,
  );
  return JSON.stringify({
    ...Object.fromEntries(lists),
    declarations: Object.fromEntries(files.filter(([, list]) => list.length > 0)),
  });
}

function append(byKind: Map<string, Declaration[]>, one: Declaration): void {
  const list = byKind.get(one.kind) ?? [];
  list.push(one);
  byKind.set(one.kind, list);
}

interface Declaration {
  readonly kind: string;
}

function spread<TItem>(list: readonly TItem[]): readonly TItem[] {
  const step = Math.ceil(list.length / declarationsPerKind);
  return list.filter((_, index) => index % step === 0);
}

/** Header sets whose specs the validator reads in seconds. */
const validated: ReadonlySet<string> = new Set(["zlib", "sqlite3", "stdio", "lua", "uv"]);

test("specs of the corpus are valid", { skip }, (t) => {
  const triples = ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "x86_64-w64-windows-gnu"];
  const files: string[] = [];
  for (const set of headerSets) {
    if (!validated.has(set.name) || findMissingHeaders(set).length > 0) continue;
    const includeDirectories = findIncludeDirectories(set);
    const targets = set.name === "sqlite3" ? triples : undefined;
    const { specText } = bindHeaders({ headers: set.headers, libraries: [set.name], includeDirectories, targets });
    const file = join(folder, `${set.name}.json`);
    writeFileSync(file, thin(specText ?? "null"));
    files.push(file);
  }
  assert.equal(validate(...files), "");
  t.diagnostic(`${files.length} specs are valid`);
});

for (const [title, wrong] of [
  ["another format", (text: string) => text.replace('"format": 1', '"format": 2')],
  ["an unknown member", (text: string) => text.replace('"kind":"function",', '"kind":"function","colour":"red",')],
  ["an unknown kind", (text: string) => text.replace('"kind":"typedef"', '"kind":"typedeff"')],
  ["a parameter without a type", (text: string) => text.replace(/\["from","[^"]*"\]/, '["from"]')],
  ["an unknown operator", (text: string) => text.replace('["<<",', '["<<<",')],
  ["an unknown reason", (text: string) => text.replace('"reason":"inline-function"', '"reason":"whim"')],
] as const) {
  test(`${title} is not valid`, { skip }, () => {
    const text = readFileSync(join(goldens, "functions.spec.json"), "utf8");
    const changed = wrong(text);
    assert.notEqual(changed, text);
    const file = join(folder, "wrong.json");
    writeFileSync(file, changed);
    assert.notEqual(validate(file), "");
  });
}
