/**
 * The contract between a package and its library, for consumers in every language and producers in every language: a package
 * loads with the library of its own document, and with one that has more; with another it is refused, and says what differs.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { renderBinding } from "./binding.ts";
import { goRuntimes } from "./consumer.ts";
import { renderGoBinding, toGoEnvironment, writeGoModule } from "./go-program.ts";
import { buildProducer, languagesRoot, producerLanguages, runTool } from "./producer.ts";
import type { ProducerLanguage } from "./producer.ts";
import { buildRustProgram } from "./rust-program.ts";

const installed = join(languagesRoot, "..", "..", "node_modules");

/** The document of the binding, which differs from that of the library; the second has what the library has not. */
type Edit = (document: string) => string;

const documents: Readonly<Record<"same" | "older" | "other", Edit>> = {
  same: (document) => document,
  older: (document) => {
    const older = document.replace(/^ {4}functions:\n +- \{ name: sum.*\n/m, "").replace(/^.*name: larger.*\n/m, "");
    assert.equal(document.split("\n").length - older.split("\n").length, 3);
    return older;
  },
  other: (document) =>
    document
      .replace("{ name: name, return: string }", "{ name: name, return: i64 }")
      .replace("{ name: Negative, code: 1,", "{ name: Negative, code: 3,")
      .replace(
        "    interfaces:\n",
        "    enums: [{ name: Mode, variants: [{ name: Fast, value: 0 }] }]\n    interfaces:\n",
      ),
};

/** What a binding of `documents.other` says of the library. */
const differences = [
  "counting.Counter.name is different in the library",
  "counting.CounterError is different in the library",
  "counting.Mode is not in the library",
];

/** A program that prints the value of a new counter, in a folder of its own. */
interface Program {
  readonly words: readonly [program: string, ...words: readonly string[]];
  readonly environment?: Readonly<Record<string, string>>;
}

interface Language {
  readonly name: string;
  readonly programs: readonly string[];
  /** Languages whose libraries cannot be in its processes, each with the reason. */
  readonly avoids?: Readonly<Partial<Record<ProducerLanguage, string>>>;
  readonly build: (folder: string, edit: Edit) => Program;
}

/** The folder of a library that programs are linked with; they are run with others. */
const linkedWith = () => buildProducer("interfaces").libraries;

const languages: readonly Language[] = [
  {
    name: "ts",
    programs: [],
    build: (folder, edit) => {
      const place = renderBinding({ feature: "interfaces", target: "ts", folder, edit });
      mkdirSync(join(folder, "node_modules"));
      for (const name of ["koine", "@koine"]) symlinkSync(join(installed, name), join(folder, "node_modules", name));
      runTool(process.execPath, [join(installed, "typescript", "bin", "tsc"), "-p", place]);
      const main = join(place, "main.mjs");
      const text =
        'import { counting } from "./dist/index.js";\nconsole.log(Number(new counting.Counter().value()));\n';
      writeFileSync(main, text);
      return { words: [process.execPath, main] };
    },
  },
  {
    name: "python",
    programs: ["python3"],
    build: (folder, edit) => {
      const place = renderBinding({ feature: "interfaces", target: "python", folder, edit });
      const text = "from interfaces import counting\n\nprint(counting.Counter().value())\n";
      return { words: ["python3", "-c", text], environment: { PYTHONPATH: place, PYTHONDONTWRITEBYTECODE: "1" } };
    },
  },
  {
    name: "cpp",
    programs: ["g++"],
    build: (folder, edit) => {
      const place = renderBinding({ feature: "interfaces", target: "cpp", folder, edit });
      const source = join(folder, "main.cpp");
      const text = `#include "interfaces.hpp"

#include <iostream>

int main() {
    try {
        std::cout << interfaces::counting::Counter().value() << std::endl;
    } catch (const koine::StaleLibrary& stale) {
        std::cerr << stale.what() << std::endl;
        return 1;
    }
}
`;
      writeFileSync(source, text);
      const program = join(folder, "main");
      const linking = ["-L", linkedWith(), "-linterfaces"];
      runTool("g++", ["-std=c++17", "-I", join(place, "include"), source, "-o", program, ...linking]);
      return { words: [program] };
    },
  },
  {
    name: "go",
    programs: ["go"],
    avoids: goRuntimes,
    build: (folder, edit) => {
      renderGoBinding("interfaces", folder, edit);
      const text = `package main

import (
	"fmt"

	"example.com/bindings/interfaces"
)

func main() {
	counter, err := interfaces.NewCountingCounter()
	if err != nil {
		panic(err)
	}
	value, err := counter.Value()
	fmt.Println(value)
	if err != nil || counter.Close() != nil {
		panic(err)
	}
}
`;
      const cwd = writeGoModule("interfaces", folder, { "main.go": text });
      const env = toGoEnvironment({ libraries: linkedWith() });
      // Go keeps what cgo wrote of a package, with the path of this folder in it, and `go vet` of the same package in `go.test.ts`
      // looks there, when this folder is gone: with an option of its own it is another package.
      const own = "-gcflags=example.com/bindings/interfaces=-N";
      runTool("go", ["build", "-trimpath", own, "-o", "main", "."], { cwd, env });
      return { words: [join(cwd, "main")] };
    },
  },
  {
    name: "rust",
    programs: ["cargo"],
    build: (folder, edit) => {
      const crate = renderBinding({ feature: "interfaces", target: "rust", folder, edit });
      const source = join(folder, "main.rs");
      const text = `fn main() -> Result<(), interfaces::Error> {
    println!("{}", interfaces::counting::Counter::new()?.value()?);
    Ok(())
}
`;
      writeFileSync(source, text);
      return { words: [buildRustProgram({ feature: "interfaces", crate, libraries: linkedWith(), source })] };
    },
  },
];

const isCi = process.env["CI"] !== undefined;

function isMissing(program: string): boolean {
  return !isCi && spawnSync(program, ["--version"], { stdio: "ignore", input: "" }).error !== undefined;
}

interface Outcome {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program with the library in a language. */
function runWith({ words: [program, ...words], environment }: Program, producer: ProducerLanguage): Outcome {
  const { library, libraries } = buildProducer("interfaces", { producer });
  const run = spawnSync(program, words, {
    encoding: "utf8",
    env: {
      ...process.env,
      INTERFACES_LIBRARY: library,
      LD_LIBRARY_PATH: libraries,
      NODE_TEST_CONTEXT: undefined,
      ...environment,
    },
    timeout: 600_000,
  });
  return { status: run.status, output: run.stdout, errors: run.stderr };
}

interface Programs {
  readonly fitting: readonly Program[];
  readonly other: Program;
}

const folder = mkdtempSync(join(tmpdir(), "koine-contract-"));
after(() => {
  rmSync(folder, { recursive: true });
});

/** Builds the programs of a language when the first test asks, and gives them to the others. */
function buildOnce({ name, build }: Language): () => Programs {
  let programs: Programs | undefined;
  const made = (edit: Edit) => build(mkdtempSync(join(folder, `${name}-`)), edit);
  return () => (programs ??= { fitting: [made(documents.same), made(documents.older)], other: made(documents.other) });
}

const producerPrograms: Readonly<Record<ProducerLanguage, string>> = { c: "gcc", rust: "cargo", go: "gofmt" };

for (const language of languages) {
  const programsOf = buildOnce(language);
  for (const producer of producerLanguages) {
    const missing = [...language.programs, producerPrograms[producer]].filter(isMissing);
    const skip = language.avoids?.[producer] ?? (missing.length > 0 && `needs ${missing.join(", ")}`);
    const name = `${language.name}: a library in ${producer} that fits or has more is loaded, another is refused`;
    test(name, { skip }, () => {
      const { fitting, other } = programsOf();
      for (const program of fitting) {
        assert.deepEqual(runWith(program, producer), { status: 0, output: "0\n", errors: "" });
      }
      const { status, output, errors } = runWith(other, producer);
      assert.notEqual(status, 0);
      assert.equal(output, "");
      const named = errors.match(/\b[\w.]+ is (?:not|different) in the library/g) ?? [];
      assert.deepEqual([...new Set(named)].toSorted(), differences, errors);
    });
  }
}
