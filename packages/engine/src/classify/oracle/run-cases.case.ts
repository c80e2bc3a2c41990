/** Compiles and runs C programs of many cases, and fails with the C text of those that print that they differ. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One case of a program. */
export interface RenderedCase {
  /** Its C text. */
  readonly text: string;
}

/** What makes programs and runs them. */
export interface CaseRunner {
  readonly compiler: readonly [command: string, ...options: readonly string[]];
  /** What runs the program, if not the system. */
  readonly runner: readonly string[];
}

/** Runs a program of several source files that prints `case N: …` for each difference, and at last how much it compared. */
export function runCases(
  files: Readonly<Record<string, string>>,
  cases: readonly RenderedCase[],
  runner: CaseRunner,
): void {
  const output = compileAndRun(files, runner);
  const failures = output.split("\n").filter((line) => line.startsWith("case "));
  const details = failures.slice(0, 5).map((line) => {
    const index = Number(/^case (\d+)/.exec(line)?.[1]);
    return `${line}\n${cases[index]?.text}`;
  });
  assert.equal(failures.length, 0, `${failures.length} differences:\n${details.join("\n\n")}`);
  assert.match(output, new RegExp(`^${cases.length} cases, [1-9][0-9]* pieces$`, "m"));
}

function compileAndRun(files: Readonly<Record<string, string>>, { compiler, runner }: CaseRunner): string {
  const directory = mkdtempSync(join(tmpdir(), "koine-calls-"));
  try {
    const program = join(directory, "program");
    const sources = Object.entries(files).map(([name, text]) => {
      const path = join(directory, name);
      writeFileSync(path, text);
      return path;
    });
    const [command, ...options] = compiler;
    run(command, [...options, "-std=gnu17", "-w", "-Dbool=_Bool", "-o", program, ...sources]);
    const [executable, ...argv] = [...runner, program];
    return run(executable, argv);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function run(command: string, argv: readonly string[]): string {
  const result = spawnSync(command, argv, { encoding: "utf8", maxBuffer: 2 ** 26 });
  assert.equal(result.status, 0, result.error?.message ?? `${command} ${result.signal}: ${result.stderr}`);
  return result.stdout;
}
