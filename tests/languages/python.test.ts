/** The Python target: consumers run by CPython with warnings as errors, stubs checked by mypy where it is installed. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, test } from "node:test";
import { expectGolden } from "@koine/codegen/golden";
import { renderTargets } from "@koine/idl";
import { inTemporaryDirectory } from "../conformance/native-library.ts";
import { importedBinding, renderBinding } from "./binding.ts";
import { readGuidePrograms, testConsumers } from "./consumer.ts";
import { languagesRoot, listFeatures, loadDocument, runTool } from "./producer.ts";

const guideFeatures = ["contacts", "kvstore", "streams"];

testConsumers({
  name: "python",
  guide: { page: "generated-python.md", fence: "python", features: guideFeatures },
  ending: ".py",
  programs: ["python3"],
  prepare: ({ feature, source, scratch, imports }) => {
    const path = renderBinding({ feature, target: "python", folder: scratch });
    copyFileSync(join(languagesRoot, "consumers", "python", "check.py"), join(path, "check.py"));
    // Consumers have the names of the packages: their own folder must not be searched.
    const words = ["-P", "-X", "dev", "-W", "error", source];
    const paths = [path, ...imports.map((name) => importedBinding(scratch, name, "python"))];
    return {
      program: "python3",
      words,
      environment: { PYTHONPATH: paths.join(delimiter), PYTHONDONTWRITEBYTECODE: "1" },
    };
  },
});

let mypyCache = "";
after(() => {
  if (mypyCache !== "") rmSync(mypyCache, { recursive: true });
});

/** What mypy knows of Python's own library serves all packages: it reads that for longer than a package. */
function withMypyCache(): NodeJS.ProcessEnv {
  mypyCache ||= mkdtempSync(join(tmpdir(), "koine-mypy-"));
  return { ...process.env, MYPY_CACHE_DIR: mypyCache };
}

const hasMypy = spawnSync("mypy", ["--version"]).status === 0 || process.env["CI"] !== undefined;

for (const feature of [...listFeatures(), "kitchen-sink", "words"]) {
  test(`python: mypy --strict of ${feature}`, { skip: hasMypy ? false : "needs mypy" }, () => {
    inTemporaryDirectory((folder) => {
      const path = renderBinding({ feature, target: "python", folder });
      const env = { ...withMypyCache(), MYPYPATH: importedBinding(folder, "geometry", "python") };
      runTool("mypy", ["--strict", "."], { cwd: path, env });
    });
  });
}

test("python: mypy --strict of the programs of the guide", { skip: hasMypy ? false : "needs mypy" }, () => {
  for (const [index, program] of readGuidePrograms("generated-python.md", "python").entries()) {
    inTemporaryDirectory((folder) => {
      const cwd = renderBinding({ feature: guideFeatures[index] ?? "", target: "python", folder });
      writeFileSync(join(cwd, "program.py"), program);
      runTool("mypy", ["--strict", "program.py"], { cwd, env: withMypyCache() });
    });
  }
});

test("python: the package of contacts is as reviewed", () => {
  for (const { path, text } of renderTargets(loadDocument("contacts"), ["python"]).files) {
    if (path.includes("/_support/")) continue; // Copies of files that are in the repository.
    expectGolden(`idl/contacts/${path}`, text.replace(/koine [\d.]+ from/, "koine VERSION from"));
  }
});
