/** What a module says of types: the text that it reads, the descriptor in its place, and the type that TypeScript sees agree. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { bindHeaders } from "../bind-headers.ts";

function bind(header: string, targets: readonly string[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), "koine-types-"));
  try {
    const path = join(folder, "types.h");
    writeFileSync(path, header);
    const { module, diagnostics } = bindHeaders({ headers: [path], libraries: ["types"], targets });
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

test("opaque types go by their tags, unless C says more of them on another target", () => {
  const header = `
struct door;
typedef struct door door_t;
typedef void (*knock)(struct door *, union window *);
struct house { door_t *front; const struct door **others; };
#ifdef __APPLE__
struct garden { int trees; };
#endif
int open(struct door *one, door_t *other);
int walk(struct garden *here, struct house *to);
`;
  const single = bind(header, ["x86_64-unknown-linux-gnu"]);
  assert.match(single, /"int open\(struct door \*one, struct door \*other\)"\)/);
  assert.match(single, /\[c\.PointerType<typeof door, false>, c\.PointerType<typeof door_t, false>\]/);
  assert.match(single, /"typedef void \(\*knock\)\(struct door \*, union window \*\)"\)/);
  assert.match(single, /"struct house \{ struct door \*front; const struct door \*\*others; \}"\)/);
  assert.match(single, /"int walk\(struct garden \*here, struct house \*to\)", house\)/);
  const both = bind(header, ["x86_64-unknown-linux-gnu", "aarch64-apple-darwin"]).replaceAll(/\s+/g, " ");
  assert.match(both, /library\("int walk\(struct garden \*here, struct house \*to\)", garden, house\)/);
});
