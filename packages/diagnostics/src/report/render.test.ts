/** Tests of the three renderers over the same diagnostics. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Diagnostic, Span } from "./diagnostic.ts";
import { renderGithub } from "./render-github.ts";
import { renderJson } from "./render-json.ts";
import { renderText, summarizeDiagnostics } from "./render-text.ts";

const source = "struct Entry {\n\tint id;\n\tchar *id;\n};\n";

/** The span of the `occurrence`th `text` in the source. */
function spanOf(text: string, occurrence: number = 0): Span {
  let start = source.indexOf(text);
  for (let count = 0; count < occurrence; count++) start = source.indexOf(text, start + 1);
  const before = source.slice(0, start).split("\n");
  return { file: "entry.h", start, end: start + text.length, line: before.length, column: before.at(-1)!.length + 1 };
}

const duplicate: Diagnostic = {
  code: "cparser/duplicate-member",
  severity: "error",
  message: "member `id` is declared twice",
  span: spanOf("id", 1),
  help: "rename one of them",
  related: [{ message: "first declared here", span: spanOf("id") }],
};
const early: Diagnostic = {
  code: "cparser/note",
  severity: "warning",
  message: "a, 100%:\nodd",
  span: spanOf("struct"),
};
const nowhere: Diagnostic = { code: "cparser/file-not-found", severity: "error", message: "no such header" };
const readSource = (file: string): string | undefined => (file === "entry.h" ? source : undefined);

test("text shows marked lines, related places and help", () => {
  assert.equal(
    renderText([duplicate], { readSource }),
    [
      "error[cparser/duplicate-member]: member `id` is declared twice",
      "  --> entry.h:3:8",
      "2 | \tint id;",
      "  | \t    -- first declared here",
      "3 | \tchar *id;",
      "  | \t      ^^",
      "  = help: rename one of them",
      "",
    ].join("\n"),
  );
});

test("text leaves frames out when a source is not known", () => {
  const other = { ...duplicate, related: [{ message: "see", span: { ...spanOf("id"), file: "other.h" } }] };
  assert.equal(
    renderText([other]),
    [
      "error[cparser/duplicate-member]: member `id` is declared twice",
      "  --> entry.h:3:8",
      "  ::: other.h:2:6",
      "   = note: see",
      "  = help: rename one of them",
      "",
    ].join("\n"),
  );
});

test("text marks a span of several lines up to the end of the first", () => {
  const span = { ...spanOf("Entry"), end: source.length };
  const text = renderText([{ code: "a/b", severity: "note", message: "m", span }], { readSource });
  assert.match(text, /^1 \| struct Entry \{\n {2}\| {8}\^{7}$/m);
});

test("every format sorts by position, diagnostics without a place first", () => {
  const all = [duplicate, early, nowhere];
  const codes = ["cparser/file-not-found", "cparser/note", "cparser/duplicate-member"];
  assert.deepEqual(
    (JSON.parse(renderJson(all)) as { code: string }[]).map(({ code }) => code),
    codes,
  );
  assert.deepEqual(
    [...renderText(all).matchAll(/\[(.*)\]/g)].map((match) => match[1]),
    codes,
  );
  assert.deepEqual(
    [...renderGithub(all).matchAll(/title=([^:]*)::/g)].map((match) => match[1]),
    codes,
  );
});

test("JSON gives file, 1-based line and column, help and related places", () => {
  assert.deepEqual(JSON.parse(renderJson([duplicate])), [
    {
      code: "cparser/duplicate-member",
      severity: "error",
      message: "member `id` is declared twice",
      file: "entry.h",
      line: 3,
      column: 8,
      help: "rename one of them",
      related: [{ message: "first declared here", file: "entry.h", line: 2, column: 6 }],
    },
  ]);
  assert.equal(renderJson([]), "[]\n");
});

test("GitHub commands escape what would end them", () => {
  assert.equal(renderGithub([early]), "::warning file=entry.h,line=1,col=1,title=cparser/note::a, 100%25:%0Aodd\n");
  assert.equal(renderGithub([{ ...nowhere, code: "a:b,c" }]), "::error title=a%3Ab%2Cc::no such header\n");
});

test("of a very long line, what is around the mark is shown", () => {
  const word = "wrong";
  for (const at of [0, 50, 5000, 9990]) {
    const line = `${"a".repeat(at)}${word}${"b".repeat(10_000 - at)}`;
    const span = { file: "long.json", start: at, end: at + word.length, line: 1, column: at + 1 };
    const report = renderText([{ ...nowhere, span }], { readSource: () => line });
    const [, , shown = "", marks = ""] = report.split("\n");
    assert.ok(shown.length < 220, shown);
    assert.equal(shown.slice(marks.indexOf("^"), marks.lastIndexOf("^") + 1), word);
  }
});

test("the summary counts errors and warnings", () => {
  assert.equal(summarizeDiagnostics([duplicate, early, nowhere]), "2 errors, 1 warning");
  assert.equal(summarizeDiagnostics([]), "");
});
