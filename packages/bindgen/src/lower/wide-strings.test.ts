/** Wide strings are constants where their characters are text, and nothing of that text is lost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bindTexts } from "../texts/bind-texts.ts";

test("wide strings keep a mark of byte order, and surrogates must come in pairs", () => {
  const text = [
    '#define MARKED u"\\ufeffab"',
    '#define MARK L"\\xfeff"',
    '#define PAIR u"\\xd83d\\xde00"',
    '#define HALF u"\\xd83d"',
    "",
  ].join("\n");
  const { spec } = bindTexts(
    { "a.h": text },
    { headers: ["a.h"], libraries: null, targets: ["x86_64-unknown-linux-gnu"] },
  );
  const constants = spec?.declarations.flatMap((item) => (item.kind === "constant" ? [[item.name, item.value]] : []));
  assert.deepEqual(constants, [
    ["MARKED", { kind: "string", text: "\ufeffab" }],
    ["MARK", { kind: "string", text: "\ufeff" }],
    ["PAIR", { kind: "string", text: "\u{1f600}" }],
  ]);
});
