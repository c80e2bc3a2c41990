/**
 * Tests whose body runs in a process of its own, because what they guard against would kill it. A file calls `testInChild`
 * once: the same file is the test and the program that the test runs.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/** How the process of a test is started, and what it must print. */
export interface ChildOptions {
  /** Lines that it must print, no more and no less. */
  readonly prints: readonly string[];
  /** Flags for Node; other runtimes get those of them that they know. */
  readonly nodeOptions?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Why it is not run here. */
  readonly skip?: string | false;
}

/** Flags of Node with which a hundred calls are enough for a function to be compiled by the optimising compiler. */
export const quickOptimisation: readonly string[] = [
  "--no-concurrent-recompilation",
  ...(Number.parseInt(process.versions.node, 10) < 22 ? ["--interrupt-budget=1000"] : ["--jit-fuzzing"]),
];

const marker = "KOINE_TEST_CHILD";
/** Far beyond what any of them needs on a busy machine: it is for what hangs. */
const timeoutMs = 600_000;

/** Whether this process is one that {@link testInChild} started. */
export const isChild: boolean = process.env[marker] !== undefined;

/** What runs in the child process. `print` writes a line. */
export type ChildBody = (print: (line: unknown) => void) => void | Promise<void>;

/** Runs `body` in a child process that must end with exit code 0. `url` is the caller's `import.meta.url`. */
export function testInChild(title: string, url: string, options: ChildOptions, body: ChildBody): void {
  if (isChild) {
    runBody(body);
    return;
  }
  test(title, { skip: options.skip ?? false }, () => {
    const { status, signal, printed, output } = runFile(url, options);
    assert.equal(signal, null, `killed by ${String(signal)}:\n${output}`);
    assert.equal(status, 0, output);
    assert.deepEqual(printed.trimEnd().split("\n"), options.prints);
  });
}

/** How a process ended. */
export interface ChildResult {
  readonly status: number | null;
  readonly signal: string | null;
  /** What it wrote to standard output. */
  readonly printed: string;
  /** What it wrote at all. */
  readonly output: string;
}

/** Runs a compiled test file as a program. */
export function runFile(url: string, options: Omit<ChildOptions, "prints" | "skip">): ChildResult {
  const environment: NodeJS.ProcessEnv = { ...process.env, ...options.env, [marker]: "1", NODE_NO_WARNINGS: "1" };
  // The mark that node:test leaves for its children.
  delete environment["NODE_TEST_CONTEXT"];
  const parameters = [...runtimeParameters(options.nodeOptions ?? []), fileURLToPath(url)];
  const run = spawnSync(process.execPath, parameters, { encoding: "utf8", env: environment, timeout: timeoutMs });
  return { status: run.status, signal: run.signal, printed: run.stdout, output: run.stdout + run.stderr };
}

function runtimeParameters(nodeOptions: readonly string[]): readonly string[] {
  if (process.versions["bun"] !== undefined) return nodeOptions.filter((option) => option === "--expose-gc");
  if (process.versions["deno"] === undefined) return nodeOptions;
  const isV8 = (option: string): boolean => option === "--expose-gc" || option === "--allow-natives-syntax";
  const flags = nodeOptions.filter(isV8);
  return ["run", "--allow-all", "--no-check", "--no-lock", "--quiet", ...flags.map((flag) => `--v8-flags=${flag}`)];
}

function runBody(body: ChildBody): void {
  const print = (line: unknown): void => void process.stdout.write(`${String(line)}\n`);
  Promise.resolve()
    .then(() => body(print))
    .catch((error: unknown) => {
      print(error instanceof Error ? error.stack : error);
      process.exitCode = 1;
    });
}

type Collector = (options?: object) => void;

function requireCollector(): Collector {
  const collect = (globalThis as { readonly gc?: Collector }).gc;
  if (collect === undefined) throw new Error("start the process with --expose-gc");
  return collect;
}

/** Collects all objects that nothing holds. The process must have been started with `--expose-gc`. */
export function collectGarbage(): void {
  requireCollector()();
}

/** Collects also what V8 could make again, such as compiled source text, which takes several times as long. */
export function collectEverything(): void {
  const collect = requireCollector();
  collect();
  // Newer V8s keep such text otherwise; Bun's function takes a boolean.
  const v8 = Number.parseInt(process.versions.v8 ?? "0", 10);
  if (v8 >= 12 && process.versions["bun"] === undefined) collect({ type: "major", flavor: "last-resort" });
}
