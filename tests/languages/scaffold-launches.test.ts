/** Async functions on the scaffolds in C and C++: the author's plain functions on threads of the glue, under sanitizers. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { renderTargets, scaffolds } from "@koine/idl";
import { inTemporaryDirectory } from "../conformance/native-library.ts";
import { languagesRoot, loadDocument, runTool } from "./producer.ts";

const native = join(languagesRoot, "producers", "c");
const sanitizers = ["address,undefined", ...(hasThreadSanitizer() ? ["thread"] : [])];

/** That of older compilers does not run on systems that spread addresses wide. */
function hasThreadSanitizer(): boolean {
  return inTemporaryDirectory((directory) => {
    const [source, program] = [join(directory, "main.c"), join(directory, "program")];
    writeFileSync(source, "int main(void) { return 0; }\n");
    const built = spawnSync("gcc", ["-fsanitize=thread", source, "-o", program]);
    return built.status === 0 && spawnSync(program).status === 0;
  });
}

/** The object is destroyed while a call uses it; it ends with the call. */
const letGo = `
#include "async_calls.h"
#include "check.h"

static void take(void* context, async_calls_error* err, const char* text) {
    CHECK(err == NULL);
    CHECK_TEXT(text, "Ada did sleep");
    CHECK(context == NULL);
    check_complete();
}

int main(void) {
    async_calls_error error = {0, NULL};
    async_calls_jobs_Worker* worker = async_calls_jobs_Worker_new("Ada", &error);
    async_calls_jobs_Worker_run_async(worker, "sleep", take, NULL);
    async_calls_jobs_Worker_run_async(worker, "sleep", take, NULL);
    async_calls_jobs_Worker_destroy(worker);
    check_wait();
    check_wait();
    CHECK(async_calls_probe_live(&error) == 0);
    return 0;
}
`;

/** Three requests at once, of a stream that is then let go. */
const atOnce = `
#include "streams.h"
#include "check.h"

static void take(void* context, streams_error* err, bool has_item, int32_t item) {
    CHECK(err == NULL && has_item);
    *(int32_t*)context = item;
    check_complete();
}

int main(void) {
    streams_error error = {0, NULL};
    int32_t received[3];
    streams_feed_NumbersStream* numbers = streams_feed_numbers(3, &error);
    for (int request = 0; request < 3; request++) {
        streams_feed_NumbersStream_next_async(numbers, take, &received[request]);
    }
    streams_feed_NumbersStream_destroy(numbers);
    for (int request = 0; request < 3; request++) check_wait();
    for (int32_t request = 0; request < 3; request++) CHECK(received[request] == request);
    CHECK(streams_probe_live(&error) == 0);
    return 0;
}
`;

function readConsumer(feature: string): string {
  return readFileSync(join(languagesRoot, "consumers", "c", `${feature}.c`), "utf8");
}

/** Builds a program of a feature's library, implemented on a scaffold, and of a consumer; runs it under each sanitizer. */
function run(feature: string, language: "c" | "cpp", consumer: string): void {
  const scaffold = scaffolds.find(({ name }) => name === language);
  assert.ok(scaffold !== undefined);
  const { plan, files } = renderTargets(loadDocument(feature), ["c"]);
  const ending = `.${language}`;
  const author = readFileSync(join(languagesRoot, "producers", `${language}-scaffold`, feature + ending), "utf8");
  const { path } = scaffold.renderImplementation(plan);
  inTemporaryDirectory((directory) => {
    const all = [...files, ...scaffold.renderGlue(plan), { path, text: author }, { path: "main.c", text: consumer }];
    for (const { path: relative, text } of all) {
      mkdirSync(dirname(join(directory, relative)), { recursive: true });
      writeFileSync(join(directory, relative), text);
    }
    const sources = [...all.map((file) => join(directory, file.path)), join(native, "probe.c")];
    for (const sanitizer of sanitizers) build(directory, { sources, sanitizer, prefix: plan.abi.prefix, language });
  });
}

interface Build {
  readonly sources: readonly string[];
  readonly sanitizer: string;
  readonly prefix: string;
  readonly language: "c" | "cpp";
}

function build(directory: string, { sources, sanitizer, prefix, language }: Build): void {
  const folders = [join(directory, "c"), join(directory, "scaffold", language), native];
  const headers = [...folders, join(languagesRoot, "consumers", "c")].flatMap((folder) => ["-I", folder]);
  const macro = prefix.toUpperCase();
  const macros = [`-D${macro}_MALLOC=probe_allocate`, `-D${macro}_FREE=probe_free`];
  const warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-g", "-O1", "-pthread"];
  const options = [...headers, ...warnings, `-fsanitize=${sanitizer}`, "-fno-sanitize-recover=all"];
  const objects = sources.flatMap((source, index) => {
    const object = join(directory, `${String(index)}.o`);
    const c = ["-std=gnu11", ...macros, "-include", "probe.h"];
    if (source.endsWith(".c")) runTool("gcc", [...c, ...options, "-c", source, "-o", object]);
    else if (source.endsWith(".cpp")) runTool("g++", ["-std=c++17", ...options, "-c", source, "-o", object]);
    else return [];
    return [object];
  });
  const program = join(directory, "program");
  runTool(language === "cpp" ? "g++" : "gcc", [...options, ...objects, "-o", program]);
  runTool(program, [], { env: { ...process.env, ASAN_OPTIONS: "detect_leaks=1" } });
}

test("plain functions in C complete async calls of a consumer in C", () => {
  run("async-calls", "c", readConsumer("async-calls"));
});

test("a plain function in C sees that it is cancelled", () => {
  run("cancel", "c", readConsumer("cancel"));
});

test("a plain function in C++ sees that it is cancelled, and throws", () => {
  run("cancel", "cpp", readConsumer("cancel"));
});

test("an object that is let go ends when no call uses it any more", () => {
  run("async-calls", "c", letGo);
});

for (const language of ["c", "cpp"] as const) {
  test(`plain functions of ${language} give the items of streams`, () => {
    run("streams", language, readConsumer("streams"));
  });
}

test("requests of one stream are answered in their order", () => {
  run("streams", "c", atOnce);
});
