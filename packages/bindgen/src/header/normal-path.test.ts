/** Paths that are normal already are told from those that are not. */
import assert from "node:assert/strict";
import { normalize, sep } from "node:path";
import { test } from "node:test";
import { isNormalPath, toNormalPath } from "./normal-path.ts";

const paths = [
  ..."/usr/include/a.h /a /.a/b /..a/b.h /a/.../b /a/b..h /a/..b /a./b a.h ./a.h ../a.h a/../b".split(" "),
  ..."/usr//include/a.h /usr/./a.h /usr/../a.h /usr/include/ /usr/. /usr/.. / //a /a/b/./c /a/b/c/../../d".split(" "),
  "",
];

test("what is called normal is its own normal form, and all others become theirs", () => {
  for (const path of paths) {
    assert.equal(toNormalPath(path), normalize(path), path);
    if (isNormalPath(path)) assert.equal(normalize(path), path);
  }
});

test("ordinary absolute paths are called normal", { skip: sep !== "/" }, () => {
  assert.deepEqual(
    paths.filter(isNormalPath),
    "/usr/include/a.h /a /.a/b /..a/b.h /a/.../b /a/b..h /a/..b /a./b".split(" "),
  );
});
