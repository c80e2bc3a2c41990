/**
 * Modules of the corpus, imported: all can be without their library, which is looked for at the first use; where it is installed,
 * every prototype is read and every function is found, with as many parameters as the header gives it.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bindHeaders, renderModule } from "@koine/bindgen";
import type { Spec, SpecEnum, SpecRecord } from "@koine/bindgen";
import { FfiError } from "koine";
import type { CType } from "koine";
import { transform } from "esbuild";
import { TypeComparison } from "./compare-types.ts";
import { findIncludeDirectories, findMissingHeaders, headerSets } from "./header-set.ts";
import type { HeaderSet } from "./header-set.ts";

const isCi = (process.env["CI"] ?? "") !== "";
const folder = mkdtempSync(join(tmpdir(), "koine-modules-"));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "node_modules"));
const koine = fileURLToPath(new URL("../../../node_modules/koine", import.meta.url));
symlinkSync(koine, join(folder, "node_modules", "koine"));

/** Libraries whose every function is bound. */
const libraries: Readonly<Record<string, string>> = {
  sqlite3: "sqlite3",
  zlib: "z",
  curl: "curl",
  git2: "git2",
  SDL2: "SDL2-2.0",
  libxml2: "xml2",
  uv: "uv",
  libffi: "ffi",
};

interface BoundFunction {
  (...values: readonly unknown[]): unknown;
  explain(): string;
}

type Exports = Readonly<Record<string, unknown>>;

function reasonToSkip(set: HeaderSet): string | false {
  const missing = findMissingHeaders(set);
  return missing.length > 0 && !isCi ? `<${missing.join(">, <")}> is not installed` : false;
}

function bind(set: HeaderSet, library: string): Spec {
  const includeDirectories = findIncludeDirectories(set);
  const { spec } = bindHeaders({ headers: set.headers, libraries: [library], includeDirectories });
  assert.ok(spec !== null);
  return spec;
}

async function importModule(name: string, spec: Spec): Promise<Exports> {
  const { code } = await transform(renderModule(spec), { loader: "ts" });
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, code);
  return (await import(pathToFileURL(file).href)) as Exports;
}

/** The functions of the library among what a module exports, by name; those whose names are JavaScript's own are renamed. */
function functionsOf(spec: Spec, exports: Exports): readonly (readonly [name: string, count: number, BoundFunction])[] {
  return spec.declarations.flatMap((item) => {
    if (item.kind !== "function" || item.unsupported !== undefined) return [];
    const found = exports[item.name] ?? exports[`${item.name}_`];
    assert.ok(typeof found === "function" && "explain" in found, `${item.name} is no function of the library`);
    return [[item.name, item.parameters.length, found as BoundFunction]] as const;
  });
}

function codeOf(action: () => unknown): string {
  try {
    action();
    return "none";
  } catch (error) {
    if (error instanceof FfiError) return error.code;
    throw error;
  }
}

type MemberType = Extract<CType, { readonly kind: "struct" }>["members"][string];

/** What is needed of a type. */
type DescribedType = CType & {
  readonly size: number;
  readonly alignment: number;
  offsetOf(member: string): number;
};

/** Texts of types are read with the result that the header gave, which other tests compare with gcc's. */
function assertTypes(spec: Spec, exports: Exports): void {
  const comparison = new TypeComparison(spec);
  const differences: string[] = [];
  for (const item of spec.declarations) {
    if (item.kind !== "struct" && item.kind !== "union" && item.kind !== "enum" && item.kind !== "typedef") continue;
    if ("unsupported" in item && item.unsupported !== undefined) continue;
    const name = item.name.replaceAll(".", "_");
    const type = [`${item.kind}_${name}`, name, `${name}_`].map((key) => exports[key]).find(Boolean) as
      | DescribedType
      | undefined;
    // Of enums without a name there are only the constants, unless something is of that type.
    if (type === undefined && item.name.startsWith("enum.")) continue;
    if (type === undefined) differences.push(`${item.kind} ${name} is not exported`);
    else if (item.kind === "typedef") pushDifference(differences, name, comparison.findDifference(item.type, type));
    else if (item.kind === "enum") assertEnum(item, type);
    else assertRecord(item, type, comparison, differences);
  }
  assert.deepEqual(differences, []);
}

function assertEnum({ name, enumerators }: SpecEnum, type: DescribedType): void {
  assert.ok(type.kind === "enum", name);
  const members = Object.entries(type.members).map(([member, value]) => [member, BigInt(value)]);
  const wanted = enumerators.map((enumerator) => [enumerator.name, enumerator.value]);
  assert.deepEqual(members, wanted, name);
}

function assertRecord(item: SpecRecord, type: DescribedType, comparison: TypeComparison, differences: string[]): void {
  assert.ok(type.kind === "struct" || type.kind === "union", item.name);
  assert.deepEqual([type.kind, type.size, type.alignment], [item.kind, item.byteLength, item.alignment], item.name);
  const members = new Map<string, MemberType>(Object.entries(type.members));
  for (const { name, type: wanted, bitOffset, bitWidth } of item.members) {
    if (name === null) continue;
    const member = members.get(name);
    const place = `${item.name}.${name}`;
    if (member === undefined) {
      differences.push(`${place} is missing`);
    } else if (bitWidth === undefined) {
      pushDifference(differences, place, comparison.findDifference(wanted, member as CType));
      assert.equal(type.offsetOf(name), bitOffset / 8, place);
    } else if (member.kind !== "bit-field" || member.bitWidth !== bitWidth) {
      differences.push(`${place} is no bit-field of ${bitWidth} bits`);
    } else {
      pushDifference(differences, place, comparison.findDifference(wanted, member.base));
    }
  }
}

function pushDifference(differences: string[], place: string, difference: string | undefined): void {
  if (difference !== undefined) differences.push(`${place}: ${difference}`);
}

for (const set of headerSets) {
  test(`${set.name}: the module is imported without its library`, { skip: reasonToSkip(set) }, async () => {
    const spec = bind(set, "koine-has-no-such-library");
    const exports = await importModule(`${set.name}-alone`, spec);
    assertTypes(spec, exports);
    const functions = functionsOf(spec, exports);
    const [[, , first] = []] = functions;
    if (first === undefined) return;
    assert.equal(
      codeOf(() => first.explain()),
      "FFI_LIBRARY_NOT_FOUND",
    );
  });
}

for (const set of headerSets.filter(({ name }) => name in libraries)) {
  test(
    `${set.name}: every prototype is read, and the library has its function`,
    { skip: reasonToSkip(set) },
    async (t) => {
      const spec = bind(set, libraries[set.name] ?? "");
      const functions = functionsOf(spec, await importModule(set.name, spec));
      const absent: string[] = [];
      for (const [name, count, bound] of functions) {
        try {
          const lines = bound.explain().split("\n");
          assert.equal(lines.filter((line) => /^ {2}\d+ /.test(line)).length, count, name);
        } catch (error) {
          if (!(error instanceof FfiError && error.code === "FFI_SYMBOL_NOT_FOUND")) throw error;
          absent.push(name);
        }
      }
      t.diagnostic(`${functions.length} functions, of which the library lacks ${absent.length}: ${absent.join(" ")}`);
      assert.ok(absent.length < functions.length / 4, `${absent.length} of ${functions.length} are absent`);
    },
  );
}
