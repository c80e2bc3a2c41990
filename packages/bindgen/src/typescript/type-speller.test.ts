/** What a module says of types: the text that it reads, the descriptor in its place, and the type that TypeScript sees agree. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { bindHeaders } from "../bind-headers.ts";

function bind(header: string): string {
  const folder = mkdtempSync(join(tmpdir(), "koine-types-"));
  try {
    const path = join(folder, "types.h");
    writeFileSync(path, header);
    const { module, diagnostics } = bindHeaders({ headers: [path], libraries: ["types"] });
    assert.deepEqual(diagnostics, []);
    return module ?? "";
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a pointer to an array whose elements are const is const, whoever says so", () => {
  const module = bind(`
typedef int five[5];
typedef const int fixed[5];
void by_name(const five *p);
void by_element(const int (*p)[5]);
void by_alias(const fixed *p);
void writable(five *p);
extern const five *variable;
struct holder { const five *named; const int (*spelled)[5]; five *writable; };
`);
  const constants = module.match(/PointerType<(?:typeof \w+|c\.ArrayForms<typeof c\.int, 5>), true>/g);
  assert.equal(constants?.length, 6, module);
  // Each is made as it is stated: a text cannot say it.
  assert.equal(module.match(/\{ const: true \}/g)?.length, 6, module);
  assert.doesNotMatch(module, /"void by_\w+\(/);
  assert.match(module, /"void writable\(five \*p\)"/);
  assert.match(module, /writable: c\.PointerType<typeof five, false>;/);
});
