/**
 * No macro of the corpus is lost: whatever gcc sees defined in a set's own headers is bound or left out with a reason, and what is left
 * out because it has no value has none for gcc either.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bindHeaders } from "@koine/bindgen";
import { findGccConstants, listGccMacros } from "./gcc-defines.ts";
import { findIncludeDirectories, headerSets, reasonToSkip } from "./header-set.ts";

/** What gcc can initialize an object with and no module can have, by name. */
const explained: ReadonlyMap<string, string> = new Map([
  ["SDL_FILE", "another value at each place"],
  ["SDL_FUNCTION", "another value at each place"],
  ["SDL_LINE", "another value at each place"],
  ["OPENSSL_FILE", "another value at each place"],
  ["OPENSSL_FUNC", "another value at each place"],
  ["OPENSSL_LINE", "another value at each place"],
  ["AV_TIME_BASE_Q", "a struct as a compound literal"],
  ["I", "a complex number"],
  ["_Complex_I", "a complex number"],
  ["av_builtin_constant_p", "the name of a built-in function of the compiler"],
]);
const totals = { macros: 0, bound: 0, valueless: 0 };

for (const set of headerSets) {
  test(`${set.name}: no macro is missing`, { skip: reasonToSkip(set) }, () => {
    const includeDirectories = findIncludeDirectories(set);
    const { spec } = bindHeaders({ headers: set.headers, libraries: [set.name], includeDirectories });
    assert.ok(spec !== null);
    const place = { headers: set.headers, includeDirectories };
    const ours = new Set(spec.head.files.map(({ path }) => path));
    const seen = listGccMacros(place).filter(({ file }) => ours.has(file));
    const bound = new Set(
      spec.declarations.flatMap((item) => [
        item.name,
        ...("enumerators" in item ? item.enumerators.map(({ name }) => name) : []),
      ]),
    );
    const skipped = new Map(spec.skipped.map((item) => [item.name, item.reason]));
    // What the implementation keeps for itself (C17 7.1.3) is bound where it is needed only.
    const lost = seen.filter(({ name }) => !bound.has(name) && !skipped.has(name) && !/^_[_A-Z]/.test(name));
    assert.deepEqual(lost, []);
    const valueless = seen.map(({ name }) => name).filter((name) => skipped.get(name) === "macro-value");
    const constants = findGccConstants(valueless, place).filter((name) => !explained.has(name));
    assert.deepEqual(constants, []);
    totals.macros += seen.length;
    totals.valueless += valueless.length;
    totals.bound += seen.filter(({ name }) => bound.has(name)).length;
  });
}

test("the numbers", { skip: process.platform === "linux" ? false : "the corpus is that of Linux" }, (t) => {
  const { macros, bound, valueless } = totals;
  t.diagnostic(
    `gcc sees ${macros} macros without parameters; ${bound} are bound, ${valueless} have no value for gcc either`,
  );
  if ((process.env["CI"] ?? "") !== "") assert.ok(bound > 10_000 && valueless > 100);
});
