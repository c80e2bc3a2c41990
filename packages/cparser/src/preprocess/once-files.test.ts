/** A file is read once however it is named, and files that only look the same are read each. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { parseTranslationUnit } from "../translation-unit.ts";

const texts: Readonly<Record<string, string>> = {
  "a.h": '#include "real/x.h"\n#include "link/x.h"\n#include "copy/x.h"\n',
  "real/x.h": '#pragma once\n#include "name.h"\n',
  "link/x.h": '#pragma once\n#include "name.h"\n',
  "copy/x.h": '#pragma once\n#include "name.h"\n',
  "real/name.h": "int real(void);\n",
  "link/name.h": "int linked(void);\n",
  "copy/name.h": "int copied(void);\n",
};

function namesOf(isSameFile: ((path: string, other: string) => boolean) | undefined): readonly string[] {
  const target = requireTarget("x86_64-unknown-linux-gnu");
  const unit = parseTranslationUnit({ entry: "a.h", readFile: (path) => texts[path], isSameFile, target });
  assert.deepEqual(unit.diagnostics, []);
  return unit.functions.map(({ name }) => name);
}

test("#pragma once holds for a link to the file, and not for a copy", () => {
  const isLink = (path: string, other: string): boolean => path.startsWith("link/") && other.startsWith("real/");
  assert.deepEqual(namesOf(isLink), ["real", "copied"]);
});

test("#pragma once holds for one path where nobody can tell", () => {
  assert.deepEqual(namesOf(undefined), ["real", "linked", "copied"]);
});
