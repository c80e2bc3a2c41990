/** What authors are told about their files: nothing while they fit, and exactly what is missing, changed and superfluous. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { compareImplementation, findMissingDependencies, isImplementation, renderTargets, scaffolds } from "@koine/idl";
import { languagesRoot, listDocuments, loadDocument } from "./producer.ts";
import { requireScaffold } from "./scaffold-files.ts";

/** What is told: the code without what all have in common, and the message. */
function compare(language: string, feature: string, texts: Readonly<Record<string, string>>): readonly string[] {
  const scaffold = requireScaffold(language);
  const { plan } = renderTargets(loadDocument(feature), ["c"]);
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  return compareImplementation(scaffold, plan, files).map(
    ({ code, message }) => `${code.replace("idl/", "").replace("-implementation", "")}: ${message}`,
  );
}

function render(language: string, feature: string): { readonly path: string; readonly text: string } {
  return requireScaffold(language).renderImplementation(renderTargets(loadDocument(feature), ["c"]).plan);
}

for (const { name } of scaffolds) {
  test(`${name}: a scaffold as it is written fits its document`, () => {
    for (const feature of listDocuments()) {
      const { path, text } = render(name, feature);
      assert.deepEqual(compare(name, feature, { [path]: text }), [], feature);
    }
  });

  test(`${name}: implementations that work fit their documents`, () => {
    const folder = ["c", "cpp"].includes(name) ? `${name}-scaffold` : name;
    const place = join(languagesRoot, "producers", folder);
    assert.ok(existsSync(place));
    for (const file of readdirSync(place)) {
      const feature = file.slice(0, file.lastIndexOf("."));
      const text = readFileSync(join(place, file), "utf8");
      assert.deepEqual(compare(name, feature, { [render(name, feature).path]: text }), [], file);
    }
  });
}

/** Changes of an author's file in each language: what is replaced by what, and what is told of it. */
const changes = {
  c: [
    [/int64_t errors_bank_withdraw\(/, "int64_t errors_bank_take(", "missing", "superfluous"],
    [/int64_t amount/, "int32_t amount", "changed"],
    [/const char\* account/, "char const *who /* whose, (or nobody) */", "changed"],
    [/const char\* account, int64_t amount/, "const char *who ,\n  int64_t\n  much"],
    [/int64_t errors_bank_withdraw\(/, "typedef int64_t money;\nmoney errors_bank_withdraw("],
    [/^/, "/* int64_t errors_bank_gone(void) { */ static int errors_bank_own(void) { return '{'; }\n"],
    [/^/, 'int errors_bank_gone(void) { return sizeof "}"; }\n', "superfluous"],
    [/^/, "int errors_bank_helper(void) { return 1; }\nint other(void) { return errors_bank_helper(); }\n"],
    [/int64_t errors_bank_withdraw[^]*?\n\}/, "IMPLEMENT(int64_t, errors_bank_withdraw)"],
    [/int64_t errors_bank_withdraw[^]*?\n\}/, "", "missing"],
  ],
  cpp: [
    [/int64_t bank_withdraw\(/, "int64_t bank_take(", "missing", "superfluous"],
    [/int64_t \/\* amount \*\//, "int32_t amount", "changed"],
    [/int64_t bank_withdraw/, "auto bank_withdraw", "changed"],
    [/int64_t bank_withdraw\((.*?)\) \{/, "auto bank_withdraw($1) -> std::int64_t {"],
    [
      /int64_t bank_withdraw/,
      'namespace { int gone() { return R"x(})x"[0]; } }\nstatic int own() { return 1; }\nint64_t bank_withdraw',
    ],
    [/int64_t bank_withdraw/, "int gone() { return 1; }\nint64_t bank_withdraw", "superfluous"],
  ],
  rust: [
    [/fn withdraw\(/, "fn take(", "missing", "superfluous"],
    [/amount: i64/, "amount: i32", "changed"],
    [/account: String/, "mut account: std::string::String"],
    [/account: String/, "account: &str", "changed"],
    [/^/, "impl Drop for X { fn drop(&mut self) {} }\n// fn gone() {}\n"],
    [/fn withdraw\(/, 'fn gone() { let _ = r#"}"#; }\n fn withdraw(', "superfluous"],
  ],
  go: [
    [/func (\w*)Withdraw\(/, "func $1Take(", "missing", "superfluous"],
    [/amount int64/, "amount int32", "changed"],
    [/\(result int64, err error\)/, "(int64, error)"],
    [/account string, amount int64/, "who string,\n\tmuch int64,\n"],
    [/$/, "\nfunc Gone() { _ = `}` }\n", "superfluous"],
    [/$/, "\nfunc Helper() {}\nfunc own() { Helper() }\n"],
    [/$/, '\ntype rest struct{}\n\nfunc (r rest) String() string { return "}" }\n'],
  ],
} as const;

for (const [language, all] of Object.entries(changes)) {
  test(`${language}: an author is told exactly what changed`, () => {
    const { path, text } = render(language, "errors");
    for (const [given, replacement, ...expected] of all) {
      assert.match(text, given);
      const told = compare(language, "errors", { [path]: text.replace(given, replacement) });
      const kinds = told.map((line) => line.slice(0, line.indexOf(":")));
      assert.deepEqual(kinds, expected, `${replacement}: ${told.join("\n")}`);
    }
  });
}

test("what is told names the file and the line, and gives the text to paste", () => {
  const scaffold = requireScaffold("c");
  const { plan } = renderTargets(loadDocument("errors"), ["c"]);
  const { path, text } = scaffold.renderImplementation(plan);
  const [missing, superfluous] = compareImplementation(scaffold, plan, [
    { path, text: text.replace("errors_bank_withdraw(", "errors_bank_take(") },
  ]);
  assert.match(
    missing?.message ?? "",
    /^`scaffold\/c\/errors_implementation\.c` does not define `errors_bank_withdraw`$/,
  );
  assert.match(missing?.help ?? "", /^add it, beginning with:\nint64_t errors_bank_withdraw\(.*\) \{\n[^]*\n\}$/);
  assert.match(superfluous?.message ?? "", /^`scaffold\/c\/errors_implementation\.c:\d+` defines `errors_bank_take`/);
  assert.match(superfluous?.help ?? "", /^remove it, or rename it to `errors_bank_withdraw`, which is missing$/);
});

test("an implementation may be in other files, and in several", () => {
  const scaffold = requireScaffold("rust");
  const { plan } = renderTargets(loadDocument("errors"), ["c"]);
  const { text } = scaffold.renderImplementation(plan);
  const [, name = "", inner = ""] = /^pub mod (\w+) \{\n([^]*?)\n\}$/m.exec(text) ?? [];
  const files = [
    {
      path: "scaffold/rust/src/implementation.rs",
      text: text.replace(/^pub mod (\w+) \{\n[^]*?\n\}$/m, "pub mod $1;"),
    },
    { path: `scaffold/rust/src/implementation/${name}.rs`, text: inner },
  ];
  assert.deepEqual(compareImplementation(scaffold, plan, files), []);
  assert.ok(isImplementation(scaffold, plan, files.slice(1)));
  const c = requireScaffold("c");
  const whole = c.renderImplementation(plan).text;
  const half = whole.indexOf("\n", whole.indexOf("\n}\n")) + 3;
  const halves = [whole.slice(0, half), whole.slice(half)].map((part, index) => ({
    path: `scaffold/c/part${String(index)}.c`,
    text: part,
  }));
  assert.deepEqual(compareImplementation(c, plan, halves), []);
});

test("a dependency that an import brought is told of", () => {
  const { plan } = renderTargets(loadDocument("imports"), ["c"]);
  const written = { rust: "[dependencies]\n", go: "module mine\n\ngo 1.23\n" };
  for (const [language, text] of Object.entries(written)) {
    const scaffold = requireScaffold(language);
    const [own] = scaffold.renderOthers?.(plan) ?? [];
    assert.deepEqual(
      findMissingDependencies(scaffold, plan, () => own?.text),
      [],
    );
    const [missing] = findMissingDependencies(scaffold, plan, () => text);
    assert.match(missing?.message ?? "", /^`scaffold\/(?:rust\/Cargo\.toml|go\/go\.mod)` does not define `geometry`$/);
    assert.match(missing?.help ?? "", /geometry (?:= "1\.0\.0"|v1\.0\.0)$/);
  }
});
