/** Frontend cases: errno. */
import assert from "node:assert/strict";
import { c, ErrnoError } from "../../index.ts";
import { openLibrary } from "../../library/open-library.ts";
import { expectError } from "./expect-error.ts";
import type { FrontendCase } from "./frontend-case.ts";

export const errnoCases: readonly FrontendCase[] = [
  {
    name: "errno comes back beside the result, and is 0 where the function left it alone",
    run(library) {
      const { fail_with } = openLibrary(library, { fail_with: c.fn([c.int], c.int, { errno: true }) }).symbols;
      assert.deepEqual(fail_with(2), { value: -1, errno: 2 });
      assert.deepEqual(fail_with(0), { value: 7, errno: 0 });
      assert.deepEqual(fail_with(13), { value: -1, errno: 13 });
      // What earlier calls left there is not seen by C.
      assert.deepEqual(fail_with(-1), { value: 0, errno: 0 });
    },
  },
  {
    name: "errno is kept for every kind of result, and beside outs",
    run(library) {
      const { fail_text, fail_halve } = openLibrary(library, {
        fail_text: c.fn([c.int], c.string, { errno: true }),
        fail_halve: c.fn([c.double, c.out(c.double)], c.double, { errno: true }),
      }).symbols;
      assert.deepEqual(fail_text(0), { value: "fine", errno: 0 });
      assert.deepEqual(fail_text(5), { value: null, errno: 5 });
      assert.deepEqual(fail_halve(3), { value: [1.5, 3], errno: 0 });
      assert.deepEqual(fail_halve(-3), { value: [-1.5, -3], errno: 33 });
    },
  },
  {
    name: "a failure throws what errno says",
    run(library) {
      const { fail_with, fail_text, fail_halve } = openLibrary(library, {
        fail_with: c.fn([c.int], c.int, { errno: "throw" }),
        fail_text: c.fn([c.int], c.string, { errno: "throw" }),
        fail_halve: c.fn([c.double, c.out(c.double)], c.double, { errno: "throw", isFailure: (half) => half < 0 }),
      }).symbols;
      assert.equal(fail_with(0), 7);
      const error = expectError("FFI_ERRNO", /^fail_with\(\): ENOENT/, () => fail_with(2));
      assert.ok(error instanceof ErrnoError);
      assert.deepEqual([error.errno, error.errnoName], [2, "ENOENT"]);
      assert.deepEqual(error.details, { function: "fail_with", errno: 2, name: "ENOENT" });
      assert.equal(fail_text(0), "fine");
      expectError("FFI_ERRNO", /^fail_text\(\): EACCES/, () => fail_text(13));
      assert.deepEqual(fail_halve(4), [2, 4]);
      expectError("FFI_ERRNO", /^fail_halve\(\): EDOM/, () => fail_halve(-4));
      expectError("FFI_ERRNO", /^fail_with\(\): errno 4095/, () => fail_with(4095));
      expectError("FFI_ERRNO", /^fail_text\(\): failed without setting errno$/, () => fail_text(-1));
    },
  },
  {
    name: "a failure must be told by something",
    run() {
      expectError("FFI_DECLARATION_TYPE", /a result of type double does not say/, () =>
        c.fn([], c.double, { errno: "throw" }),
      );
      expectError("FFI_DECLARATION_TYPE", /type void does not say/, () => c.fn([], c.void, { errno: "throw" }));
      expectError("FFI_ARGUMENT_TYPE", /option "errno" must be true or "throw"/, () =>
        c.fn([], c.int, { errno: "yes" as "throw" }),
      );
      expectError("FFI_ARGUMENT_TYPE", /option "isFailure" must be a function beside/, () =>
        c.fn([], c.int, { isFailure: () => true }),
      );
    },
  },
];
