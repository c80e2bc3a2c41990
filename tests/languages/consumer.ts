/**
 * What the languages plug into: a test per feature and producer that builds the producer, and runs the consumer in that
 * language with it. The consumer is built once, with the real toolchain and the first of the libraries, because they have one interface. A consumer ends with exit code 0, and only if nothing of the library is alive any more.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { inTemporaryDirectory } from "../conformance/native-library.ts";
import { buildProducer, languagesRoot, listFeatures, listProduced, producerLanguages } from "./producer.ts";
import type { Producer, ProducerLanguage, ProducerOptions } from "./producer.ts";

/** One language of the tests. */
export interface ConsumerLanguage extends Omit<ProducerOptions, "producer"> {
  /** The folder below `consumers/`, and what tests are called. */
  readonly name: string;
  /** How files of consumers end, with the dot. */
  readonly ending: string;
  /** Programs of the toolchain; without one of them the tests are skipped, except where CI is set. */
  readonly programs: readonly string[];
  /** Features that the language lacks, each with the reason that its target gives. */
  readonly lacks?: Readonly<Record<string, string>>;
  /** The page of the guide whose programs in the language are run, each with the library of its feature. */
  readonly guide?: { readonly page: string; readonly fence: string; readonly features: readonly string[] };
  /** Languages whose libraries cannot be in its processes, each with the reason. */
  readonly avoids?: Readonly<Partial<Record<ProducerLanguage, string>>>;
  /** Builds what must be built and says how the consumer is run with any library: once, or on each of several runtimes. */
  readonly prepare: (consumer: Consumer) => ConsumerRun | readonly ConsumerRun[];
  /** Says how it is run with the library of one producer; as prepared when absent. */
  readonly adapt?: (runs: readonly ConsumerRun[], producer: Producer) => readonly ConsumerRun[];
}

/** What a language is given for one feature. */
export interface Consumer extends Producer {
  /** The consumer's source. */
  readonly source: string;
  /** A folder of its own, gone after the tests of the feature. */
  readonly scratch: string;
}

/** How a consumer is run. */
export interface ConsumerRun {
  readonly program: string;
  readonly words: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The working directory; the scratch folder when absent. */
  readonly directory?: string;
}

/** Why programs in Go are not run with libraries in Go. */
export const goRuntimes: Readonly<Partial<Record<ProducerLanguage, string>>> = {
  go: "Go does not support two Go runtimes in one process (golang/go#18976, #65050)",
};

const producerPrograms: Readonly<Record<ProducerLanguage, string>> = { c: "gcc", rust: "cargo", go: "gofmt" };

/** Declares the tests of a language: one per feature and language of producers; a feature without a consumer fails. */
export function testConsumers(language: ConsumerLanguage): void {
  for (const feature of listFeatures()) {
    const source = join(languagesRoot, "consumers", language.name, feature + language.ending);
    const producers = producerLanguages.filter((producer) => listProduced(producer).includes(feature));
    describe(`${language.name}: ${feature}`, () => {
      const build = new SharedBuild(language);
      after(() => build.remove());
      for (const producer of producers) {
        const skip = findObstacle(language, feature, producer) ?? false;
        const name = `${language.name}: ${feature}${producer === "c" ? "" : ` of ${producer}`}`;
        test(name, { skip }, () => runConsumer(language, { feature, producer, source }, build));
      }
    });
  }
  if (language.guide !== undefined) testGuide(language, language.guide, process.env["CI"] !== undefined);
}

function findObstacle(language: ConsumerLanguage, feature: string, producer: ProducerLanguage): string | undefined {
  const known = language.avoids?.[producer] ?? language.lacks?.[feature];
  if (known !== undefined || process.env["CI"] !== undefined) return known;
  const missing = [...language.programs, producerPrograms[producer]].filter((program) => !isInstalled(program));
  return missing.length > 0 ? `needs ${missing.join(", ")}` : undefined;
}

/** What a consumer is run with, made by whoever needs it first. */
class SharedBuild {
  readonly #language: ConsumerLanguage;
  #scratch: string | undefined;
  #runs: readonly ConsumerRun[] | undefined;

  constructor(language: ConsumerLanguage) {
    this.#language = language;
  }

  /** Gives the folder in which the consumer was built, and how it is run there. */
  prepare(producer: Producer, source: string): { readonly scratch: string; readonly runs: readonly ConsumerRun[] } {
    // What failed half-way is built anew elsewhere.
    if (this.#runs === undefined) this.remove();
    const scratch = (this.#scratch ??= mkdtempSync(join(tmpdir(), "koine-")));
    this.#runs ??= [this.#language.prepare({ ...producer, source, scratch })].flat();
    return { scratch, runs: this.#runs };
  }

  remove(): void {
    if (this.#scratch !== undefined) rmSync(this.#scratch, { recursive: true });
    this.#scratch = undefined;
    this.#runs = undefined;
  }
}

/** Declares a test per program of the language's page. */
function testGuide(language: ConsumerLanguage, guide: NonNullable<ConsumerLanguage["guide"]>, isCi: boolean): void {
  const skip = !isCi && language.programs.some((program) => !isInstalled(program)) && "needs its toolchain";
  const programs = readGuidePrograms(guide.page, guide.fence);
  test(`${language.name}: ${guide.page} has the programs that are run`, () => {
    assert.equal(programs.length, guide.features.length);
  });
  for (const [index, feature] of guide.features.entries()) {
    test(`${language.name}: the program of ${guide.page} with ${feature}`, { skip }, () => {
      inTemporaryDirectory((directory) => {
        const source = join(directory, feature + language.ending);
        writeFileSync(source, programs[index] ?? "");
        const build = new SharedBuild(language);
        try {
          runConsumer(language, { feature, producer: "c", source }, build);
        } finally {
          build.remove();
        }
      });
    });
  }
}

/** The blocks of a page of the guide in a language, in their order. */
export function readGuidePrograms(page: string, fence: string): readonly string[] {
  const text = readFileSync(join(languagesRoot, "..", "..", "docs", "guide", page), "utf8");
  const blocks = text.matchAll(new RegExp(`^\`\`\`${fence}\\b.*\n([\\s\\S]*?)^\`\`\``, "gm"));
  return [...blocks].map(([, program = ""]) => program);
}

interface ConsumerCase {
  readonly feature: string;
  readonly producer: ProducerLanguage;
  readonly source: string;
}

function runConsumer(
  language: ConsumerLanguage,
  { feature, producer: written, source }: ConsumerCase,
  build: SharedBuild,
): void {
  assert.ok(existsSync(source), `there is no consumer ${source}`);
  const producer = buildProducer(feature, { ...language, producer: written });
  const { scratch, runs } = build.prepare(producer, source);
  assert.notEqual(runs.length, 0, "there is nothing to run the consumer with");
  for (const { program, words, environment = {}, directory } of language.adapt?.(runs, producer) ?? runs) {
    const run = spawnSync(program, words, {
      cwd: directory ?? scratch,
      encoding: "utf8",
      // A function that this library lacks must be missed, also when the program was linked with another one.
      env: { ...process.env, LD_BIND_NOW: "1", LD_LIBRARY_PATH: producer.libraries, ...environment },
      timeout: 600_000,
    });
    const output = `${run.stdout}${run.stderr}`.split("\n").slice(-60).join("\n");
    assert.equal(run.status, 0, `${program}: ${run.error?.message ?? run.signal ?? "it failed"}:\n${output}`);
  }
}

function isInstalled(program: string): boolean {
  return spawnSync(program, ["--version"], { stdio: "ignore", input: "" }).error === undefined;
}
