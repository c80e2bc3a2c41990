/** The Go target: consumers built against the generated package, which `gofmt` and `go vet` accept; threads under -race. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { expectGolden } from "@koine/codegen/golden";
import { renderTargets } from "@koine/idl";
import { inTemporaryDirectory } from "../conformance/native-library.ts";
import { goRuntimes, testConsumers } from "./consumer.ts";
import { renderGoBinding, toGoEnvironment, writeGoModule } from "./go-program.ts";
import { buildProducer, languagesRoot, loadDocument, runTool } from "./producer.ts";

const hasThreads: ReadonlySet<string> = new Set(["async-calls", "cancel", "kvstore", "listeners", "streams"]);

testConsumers({
  name: "go",
  guide: { page: "generated-go.md", fence: "go", features: ["contacts", "kvstore", "streams"] },
  ending: ".go",
  programs: ["go", "gofmt", "gcc"],
  avoids: goRuntimes,
  prepare: (consumer) => {
    const { feature, source, scratch, imports } = consumer;
    const binding = renderGoBinding(feature, scratch);
    const application = writeGoModule(
      feature,
      scratch,
      {
        "main.go": readFileSync(source, "utf8"),
        "check.go": readFileSync(join(languagesRoot, "consumers", "go", "check.go"), "utf8"),
      },
      imports,
    );
    const env = toGoEnvironment(consumer);
    assert.equal(runTool("gofmt", ["-l", binding, application], { env }), "", "gofmt changes files");
    runTool("go", ["vet", "-trimpath", "example.com/consumer", `example.com/bindings/${feature}`], {
      cwd: application,
      env,
    });
    const race = hasThreads.has(feature) && hasRaceDetector(env) ? ["-race"] : [];
    runTool("go", ["build", "-trimpath", ...race, "-o", join(scratch, "consumer"), "."], { cwd: application, env });
    return { program: join(scratch, "consumer"), words: [] };
  },
});

function hasRaceDetector(env: NodeJS.ProcessEnv): boolean {
  const run = spawnSync("go", ["list", "-race", "runtime/race"], { env });
  return run.status === 0;
}

const hasGo = spawnSync("go", ["version"]).status === 0 || process.env["CI"] !== undefined;

for (const feature of ["kitchen-sink", "words"]) {
  test(`go: gofmt and go vet accept ${feature}`, { skip: hasGo ? false : "needs go" }, () => {
    inTemporaryDirectory((scratch) => {
      const cwd = renderGoBinding(feature, scratch);
      assert.equal(runTool("gofmt", ["-l", "."], { cwd }), "", "gofmt changes files");
      runTool("go", ["vet", "-trimpath", "."], { cwd, env: toGoEnvironment(buildProducer("scalars")) });
    });
  });
}

test("go: the package brings the header of the C target along", () => {
  const { files } = renderTargets(loadDocument("contacts"), ["c", "go"]);
  const textOf = (name: string): string | undefined => files.find(({ path }) => path === name)?.text;
  assert.notEqual(textOf("c/koine.h"), undefined);
  assert.equal(textOf("go/koine.h"), textOf("c/koine.h"));
});

test("go: the package of contacts is as reviewed", () => {
  for (const { path, text } of renderTargets(loadDocument("contacts"), ["go"]).files) {
    if (/\/(?:support|objects)\.go$/.test(path)) continue; // Copies of files that are in the repository.
    if (path.endsWith(".h")) continue; // The next test compares it.
    expectGolden(`idl/contacts/${path}`, text.replace(/koine [\d.]+ from/, "koine VERSION from"));
  }
});
