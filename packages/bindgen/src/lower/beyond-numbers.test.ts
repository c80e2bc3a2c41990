/** Constants that no number of JavaScript is known to be the nearest to are left out for one reason, whatever declares them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bindTexts } from "../texts/bind-texts.ts";

test("macros and variables beyond numbers have the same reason", () => {
  const text = [
    "#define HUGE 1e4000L",
    "static const long double huge = 1e4000L;",
    "static const long double near = 0.1L;",
    "static long double changing = 1e4000L;",
    "",
  ].join("\n");
  const { spec } = bindTexts(
    { "a.h": text },
    { headers: ["a.h"], libraries: null, targets: ["x86_64-unknown-linux-gnu"] },
  );
  assert.deepEqual(
    spec?.skipped.map(({ kind, name, reason }) => [kind, name, reason]),
    [
      ["variable", "huge", "beyond-numbers"],
      ["variable", "changing", "static-variable"],
      ["macro", "HUGE", "beyond-numbers"],
    ],
  );
  assert.deepEqual(
    spec?.declarations.flatMap((declaration) =>
      declaration.kind === "constant" ? [[declaration.name, declaration.value]] : [],
    ),
    [["near", { kind: "float", value: 0.1 }]],
  );
});
