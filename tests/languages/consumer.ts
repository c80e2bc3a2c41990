/**
 * What the languages plug into: a test per feature that builds the producer, then builds and runs the consumer in that
 * language with its real toolchain. A consumer ends with exit code 0, and only if nothing of the library is alive any more.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
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
  /** Builds what must be built and says how the consumer is run: once, or on each of several runtimes. */
  readonly prepare: (consumer: Consumer) => ConsumerRun | readonly ConsumerRun[];
}

/** What a language is given for one feature. */
export interface Consumer extends Producer {
  /** The consumer's source. */
  readonly source: string;
  /** A folder of its own, gone after the test. */
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
  const isCi = process.env["CI"] !== undefined;
  for (const producer of producerLanguages) {
    const missing = [...language.programs, producerPrograms[producer]].filter((program) => !isInstalled(program));
    const absent = missing.length > 0 && !isCi ? `needs ${missing.join(", ")}` : undefined;
    for (const feature of producer === "c" ? listFeatures() : listProduced(producer)) {
      const skip = language.avoids?.[producer] ?? language.lacks?.[feature] ?? absent ?? false;
      const name = `${language.name}: ${feature}${producer === "c" ? "" : ` of ${producer}`}`;
      const source = join(languagesRoot, "consumers", language.name, feature + language.ending);
      test(name, { skip }, () => runConsumer(language, { feature, producer, source }));
    }
  }
  if (language.guide !== undefined) testGuide(language, language.guide, isCi);
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
        runConsumer(language, { feature, producer: "c", source });
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

function runConsumer(language: ConsumerLanguage, { feature, producer: written, source }: ConsumerCase): void {
  assert.ok(existsSync(source), `there is no consumer ${source}`);
  const producer = buildProducer(feature, { ...language, producer: written });
  inTemporaryDirectory((scratch) => {
    const runs = [language.prepare({ ...producer, source, scratch })].flat();
    assert.notEqual(runs.length, 0, "there is nothing to run the consumer with");
    for (const { program, words, environment = {}, directory } of runs) {
      const run = spawnSync(program, words, {
        cwd: directory ?? scratch,
        encoding: "utf8",
        env: { ...process.env, LD_LIBRARY_PATH: producer.libraries, ...environment },
        timeout: 600_000,
      });
      const output = `${run.stdout}${run.stderr}`.split("\n").slice(-60).join("\n");
      assert.equal(run.status, 0, `${program}: ${run.error?.message ?? run.signal ?? "it failed"}:\n${output}`);
    }
  });
}

function isInstalled(program: string): boolean {
  return spawnSync(program, ["--version"], { stdio: "ignore", input: "" }).error === undefined;
}
