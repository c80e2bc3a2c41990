/**
 * The corpus: every header set binds without a diagnostic, gcc confirms every size, offset, type, enumerator and constant of
 * the specs, and no function that gcc sees in the set's own headers is missing. The numbers are printed.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { bindHeaders, renderCCheck } from "@koine/bindgen";
import type { Spec, SpecMember } from "@koine/bindgen";
import { findIncludeDirectories, headerSets, reasonToSkip } from "./header-set.ts";
import { listGccFunctions } from "./gcc-functions.ts";

const isX64Linux = process.platform === "linux" && process.arch === "x64";
const isCi = (process.env["CI"] ?? "") !== "";
const totals = { sets: 0, functions: 0, records: 0, members: 0, bitFields: 0, enumerators: 0, constants: 0, claims: 0 };

function countDeclarations({ declarations }: Spec): void {
  totals.sets++;
  for (const declaration of declarations) {
    if (declaration.kind === "function") totals.functions++;
    if (declaration.kind === "constant") totals.constants++;
    if (declaration.kind === "enum") totals.enumerators += declaration.enumerators.length;
    if (declaration.kind === "struct" || declaration.kind === "union") {
      totals.records++;
      totals.members += declaration.members.length;
      totals.bitFields += countBitFields(declaration.members);
    }
  }
}

function countBitFields(members: readonly SpecMember[]): number {
  return members.filter(({ name, bitWidth }) => name !== null && bitWidth !== undefined).length;
}

/** Assertions cannot speak of bit-fields; the compiler is asked for objects in which one is set. */
function hasBitFields({ declarations }: Spec): boolean {
  return declarations.some((item) => "members" in item && countBitFields(item.members) > 0);
}

function checkWithGcc(spec: Spec, includeDirectories: readonly string[]): readonly string[] {
  const source = renderCCheck(spec);
  totals.claims += source.split("\n_Static_assert").length - 1;
  const flags = ["-std=gnu17", "-fsyntax-only", "-fwrapv", "-w", "-fmax-errors=0"];
  const directories = includeDirectories.map((directory) => `-I${directory}`);
  const run = spawnSync("gcc", [...flags, ...directories, "-xc", "-"], {
    input: source,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return run.stderr.split("\n").filter((line) => line.includes("error:"));
}

for (const set of headerSets) {
  test(`${set.name}: gcc agrees with all that is bound, and nothing is missing`, { skip: reasonToSkip(set) }, () => {
    const includeDirectories = findIncludeDirectories(set);
    const result = bindHeaders({ headers: set.headers, libraries: [set.name], includeDirectories });
    assert.deepEqual(
      result.diagnostics.filter(({ severity }) => severity !== "note"),
      [],
    );
    assert.ok(result.spec !== null && result.module !== null);
    countDeclarations(result.spec);
    assert.deepEqual(checkWithGcc(result.spec, includeDirectories), []);
    if (hasBitFields(result.spec)) {
      const probe = [{ command: ["gcc"] }];
      const probed = bindHeaders({ headers: set.headers, libraries: [set.name], includeDirectories, probe });
      assert.deepEqual(
        probed.diagnostics.filter(({ severity }) => severity !== "note"),
        [],
      );
    }
    const known = new Set([...result.spec.declarations, ...result.spec.skipped].map(({ name }) => name));
    const ours = new Set([...result.spec.head.files.map(({ path }) => path), ...(set.lineNames ?? [])]);
    const seen = listGccFunctions(set.headers, includeDirectories).filter(({ file }) => ours.has(file));
    const missing = seen.filter(({ name }) => !known.has(name) && !/^_[_A-Z]/.test(name));
    assert.deepEqual(missing, []);
    // gcc takes macros into account that say which file a function is in; apart from those, it sees all that is bound.
    assert.ok(seen.length * 2 >= result.counts.functions, `gcc saw ${seen.length} functions`);
  });
}

test("the corpus is as large as it claims", { skip: isX64Linux ? false : "needs x86-64 Linux" }, (t) => {
  const { sets, functions, records, members, bitFields, enumerators, constants, claims } = totals;
  t.diagnostic(
    `corpus: ${sets} header sets, ${functions} functions, ${records} records with ${members} members (${bitFields} of them bit-fields), ` +
      `${enumerators} enumerators, ${constants} constants; gcc was asked ${claims} questions`,
  );
  if (isCi) assert.ok(sets >= 20, `${sets} header sets`);
  assert.ok(claims >= functions);
});
