/** The Go target: consumers built against the generated package, which `gofmt` and `go vet` accept; threads under -race. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { expectGolden } from "@koine/codegen/golden";
import { renderTargets } from "@koine/idl";
import { inTemporaryDirectory } from "../conformance/native-library.ts";
import { renderBinding } from "./binding.ts";
import { testConsumers } from "./consumer.ts";
import { buildProducer, languagesRoot, loadDocument, runTool } from "./producer.ts";
import type { Producer } from "./producer.ts";

const hasThreads: ReadonlySet<string> = new Set(["async-calls", "cancel", "kvstore", "listeners", "streams"]);

testConsumers({
  name: "go",
  guide: { page: "generated-go.md", fence: "go" },
  ending: ".go",
  programs: ["go", "gofmt", "gcc"],
  avoids: { go: "a process with two Go runtimes is not supported by Go" },
  prepare: (consumer) => {
    const { feature, source, scratch, imports } = consumer;
    const binding = renderGoBinding(feature, scratch);
    const application = writeApplication(
      feature,
      scratch,
      {
        "main.go": readFileSync(source, "utf8"),
        "check.go": readFileSync(join(languagesRoot, "consumers", "go", "check.go"), "utf8"),
      },
      imports,
    );
    const env = toEnvironment(consumer);
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

function renderGoBinding(feature: string, folder: string, edit?: (document: string) => string): string {
  const options = (name: string) => ({ module_path: `example.com/bindings/${name}` });
  return renderBinding({ feature, target: "go", folder, options, ...(edit === undefined ? {} : { edit }) });
}

/** Writes a module that uses the binding of a feature; gives its folder. */
function writeApplication(
  feature: string,
  scratch: string,
  sources: Readonly<Record<string, string>>,
  imports: readonly string[] = [],
): string {
  const folder = join(scratch, "application");
  mkdirSync(folder);
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, name), text);
  const lines = [[feature, "../go"] as const, ...imports.map((name) => [name, `../${name}/go`] as const)].map(
    ([name, place]) => {
      const binding = `example.com/bindings/${name}`;
      return `require ${binding} v1.0.0\n\nreplace ${binding} => ${place}\n`;
    },
  );
  writeFileSync(join(folder, "go.mod"), `module example.com/consumer\n\ngo 1.23\n\n${lines.join("\n")}`);
  return folder;
}

/** gcc's own variable for folders of libraries: `CGO_LDFLAGS` would compile the standard library anew for each of them. */
function toEnvironment({ libraries }: Producer): NodeJS.ProcessEnv {
  const offline = { GOFLAGS: "-mod=mod", GOPROXY: "off", GOSUMDB: "off", GOTOOLCHAIN: "local", GOWORK: "off" };
  return { ...process.env, ...offline, CGO_ENABLED: "1", LIBRARY_PATH: libraries };
}

function hasRaceDetector(env: NodeJS.ProcessEnv): boolean {
  const run = spawnSync("go", ["list", "-race", "runtime/race"], { env });
  return run.status === 0;
}

const hasGo = spawnSync("go", ["version"]).status === 0 || process.env["CI"] !== undefined;

test("go: a stale library is refused with every difference", { skip: hasGo ? false : "needs go" }, () => {
  inTemporaryDirectory((scratch) => {
    const producer = buildProducer("scalars");
    const edit = (text: string) =>
      text.replace("name: add, params: [{ name: a, type: i32 }", "name: add, params: [{ name: a, type: i64 }");
    renderGoBinding("scalars", scratch, edit);
    const main = 'package main\n\nimport _ "example.com/bindings/scalars"\n\nfunc main() {}\n';
    const folder = writeApplication("scalars", scratch, { "main.go": main });
    const env = toEnvironment(producer);
    runTool("go", ["build", "-trimpath", "-o", "consumer", "."], { cwd: folder, env });
    const run = spawnSync(join(folder, "consumer"), {
      encoding: "utf8",
      env: { ...env, LD_LIBRARY_PATH: producer.libraries },
    });
    assert.notEqual(run.status, 0);
    assert.match(run.stderr, /this binding does not fit the library: numbers\.add is different in the library\n/);
  });
});

test("go: gofmt and go vet accept the kitchen sink", { skip: hasGo ? false : "needs go" }, () => {
  inTemporaryDirectory((scratch) => {
    const cwd = renderGoBinding("kitchen-sink", scratch);
    assert.equal(runTool("gofmt", ["-l", "."], { cwd }), "", "gofmt changes files");
    runTool("go", ["vet", "-trimpath", "."], { cwd, env: toEnvironment(buildProducer("scalars")) });
  });
});

test("go: the package brings the header of the C target along", () => {
  const { files } = renderTargets(loadDocument("contacts"), ["c", "go"]);
  const textOf = (name: string): string | undefined => files.find(({ path }) => path === name)?.text;
  assert.notEqual(textOf("c/koine.h"), undefined);
  assert.equal(textOf("go/koine.h"), textOf("c/koine.h"));
});

test("go: the package of contacts is as reviewed", () => {
  for (const { path, text } of renderTargets(loadDocument("contacts"), ["go"]).files) {
    if (path.endsWith("/support.go")) continue; // A copy of a file that is in the repository.
    if (path.endsWith(".h")) continue; // The next test compares it.
    expectGolden(`idl/contacts/${path}`, text.replace(/koine [\d.]+ from/, "koine VERSION from"));
  }
});
