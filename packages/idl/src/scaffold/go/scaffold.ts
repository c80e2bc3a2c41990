/**
 * The scaffold in Go: a package that is built with `-buildmode=c-shared`. The author writes plain functions and types; the glue
 * exports them, recovers panics, copies what is lent, and runs async calls on goroutines. Records are structs of the glue in C.
 */
import { CodeWriter } from "@koine/codegen";
import { createCNames } from "../../languages/c/names.ts";
import { renderDocumentBanner } from "../../languages/document-banner.ts";
import { alignColumns } from "../../languages/go/align-columns.ts";
import { PackageScope } from "../../languages/go/names.ts";
import { toImportedModule } from "../../languages/go/package-names.ts";
import { readSupportFiles } from "../../languages/support-files.ts";
import type { TargetFile } from "../../languages/target.ts";
import type { ApiPlan, ImportPlan } from "../../plan/plan-model.ts";
import { listOwnObjects } from "../author-functions.ts";
import { renderGlueHeader, renderGlueSource } from "../c/glue.ts";
import { renderImportedCopies } from "../c/imported-copies.ts";
import type { Definition } from "../author/list-definitions.ts";
import type { Scaffold } from "../scaffold.ts";
import { renderApi } from "./api-file.ts";
import { renderCallers } from "./callbacks.ts";
import { writeImports } from "./import-block.ts";
import { renderExports, renderExportShims } from "./exports.ts";
import { hasImportedErrors, listImportedPackages, renderImportedPassages } from "./imported-passage.ts";
import { listRequired, renderImplementation } from "./implementation.ts";
import { ProducerGoFile, supportNames } from "./producer-go-file.ts";

const folder = "scaffold/go";

export const goScaffold: Scaffold = Object.freeze({
  name: "go",
  renderGlue,
  renderImplementation: (plan: ApiPlan) => ({
    path: `${folder}/implementation.go`,
    text: renderImplementation(plan, createGoFile(plan)),
  }),
  renderOthers: (plan: ApiPlan) => [{ path: `${folder}/go.mod`, text: renderModuleFile(plan) }],
  listRequired: (plan: ApiPlan) => listRequired(plan, createGoFile(plan)),
  listDependencies: ({ imports }: ApiPlan) =>
    imports.map((one) => ({ path: `${folder}/go.mod`, name: toImportedModule(one), line: renderDependency(one) })),
  isOfDocument: ({ name, place }: Definition) =>
    /^[A-Z]/.test(name) && (place === "" || (place.endsWith("Object") && !ownMethods.has(name))),
});

/** Methods that types have for other reasons than the document. */
const ownMethods: ReadonlySet<string> = new Set(["Error", "Release", "String"]);

function createGoFile(plan: ApiPlan): ProducerGoFile {
  return new ProducerGoFile(plan, new PackageScope(plan, supportNames));
}

function renderDependency(one: ImportPlan): string {
  return `require ${toImportedModule(one)} v${one.plan.api.package.version}`;
}

function renderModuleFile({ abi, imports }: ApiPlan): string {
  const required = imports.map((one) => `\n${renderDependency(one)}\n`);
  return `module local/${abi.prefix.toLowerCase()}\n\ngo 1.23\n${required.join("")}`;
}

function renderGlue(plan: ApiPlan): readonly TargetFile[] {
  const { prefix } = plan.abi;
  const file = (name: string, text: string): TargetFile => ({ path: `${folder}/${name}`, text });
  const c = (name: string, text: string) => file(name, `${renderDocumentBanner(plan)}\n${text}`);
  const banner = renderDocumentBanner(plan).replace(/^\/\/ Generated/, "// Code generated");
  const go = (name: string, render: (of: ProducerGoFile) => string) => {
    const goFile = createGoFile(plan);
    return file(name, composeFile(banner, render(goFile), goFile));
  };
  const imported = plan.imports.length === 0 ? [] : [go("imported.go", (of) => renderImportedPassages(plan, of))];
  const users = [
    go("api.go", (of) => renderApi(plan, of)),
    go("glue.go", (of) => renderGlueFile(plan, of)),
    ...imported,
  ];
  return [
    file(`${prefix}_glue.h`, renderGlueHeader(plan)),
    file(`${prefix}_glue.c`, renderGlueSource(plan)),
    c(`${prefix}_calls.h`, renderCallsHeader(plan, users.map(({ text }) => text).join("\n"))),
    c(`${prefix}_exports.c`, `#include "${prefix}_calls.h"\n\n#include "_cgo_export.h"\n${renderExportShims(plan)}`),
    c(`${prefix}_runtime.c`, renderRuntime(plan)),
    ...users,
    ...readSupportFiles("go-producer").map(({ path, text }) => file(path, `${banner}\n\n${text}`)),
  ];
}

/** The structs of what the author's objects are for C, and the functions that call functions of callers. */
function renderCallsHeader(plan: ApiPlan, users: string): string {
  const { prefix } = plan.abi;
  const writer = new CodeWriter({ indentation: "    " });
  writer.line("#pragma once").line(`#include "${prefix}_glue.h"`).blank();
  writer
    .line("/* How many results and objects callers have not given back. */")
    .line(`int64_t ${prefix}_count_alive(void);`);
  for (const symbol of listOwnObjects(plan)) {
    writer.blank().block(`struct ${symbol} {`, () => writer.line("uintptr_t handle;"), "};");
  }
  const copies = renderImportedCopies(plan, users).replaceAll(/^static /gm, "static inline ");
  return writer.toString() + renderCallers(plan) + (copies === "" ? "" : `\n${copies.trimEnd()}\n`);
}

/** The runtime of the header, which takes memory from where it is counted. */
function renderRuntime({ abi }: ApiPlan): string {
  const { source, allocate, free } = createCNames(abi.prefix);
  const { prefix } = abi;
  return `#include <stdint.h>
#include <stdlib.h>

static int64_t alive;

static void* allocate_counted(size_t size) {
    void* memory = malloc(size);
    if (memory != NULL) __atomic_add_fetch(&alive, 1, __ATOMIC_RELAXED);
    return memory;
}

static void free_counted(void* memory) {
    if (memory != NULL) __atomic_sub_fetch(&alive, 1, __ATOMIC_RELAXED);
    free(memory);
}

#define ${allocate} allocate_counted
#define ${free} free_counted
#include "${source}"

#include "${prefix}_calls.h"

int64_t ${prefix}_count_alive(void) {
    return __atomic_load_n(&alive, __ATOMIC_ACQUIRE);
}
`;
}

function renderGlueFile(plan: ApiPlan, file: ProducerGoFile): string {
  const { prefix, runtime } = plan.abi;
  const { allocateArray, errorSet } = createCNames(prefix);
  const error = runtime.error.symbol;
  const head = `// failure is an error as callers see it.
type failure = C.${error}

func main() {}

func init() {
	library.allocate = func(count, size C.size_t) unsafe.Pointer { return C.${allocateArray}(count, size) }
	library.free = func(memory unsafe.Pointer) { C.${runtime.freeBytes.symbol}((*C.uint8_t)(memory), 0) }
	library.countAlive = func() int64 { return int64(C.${prefix}_count_alive()) }
${hasImportedErrors(plan) ? "\tlibrary.importedCode = importedCode\n" : ""}}

// answer runs a call: what it fails or panics with becomes the caller's error.
func answer(caller *failure, body func(out *outgoing) error) {
	var out outgoing
	if err := protect(func() error { return body(&out) }); err != nil {
		out.discard()
		setFailure(caller, err)
	}
}

func setFailure(caller *failure, err error) {
	code, message := describe(err)
	text := C.CString(strings.ReplaceAll(message, "\\x00", "\\uFFFD"))
	C.${errorSet}(caller, C.int32_t(code), text)
	C.free(unsafe.Pointer(text))
}

// lendFailure tells a caller of an error that lives until tell returns.
func lendFailure(err error, tell func(failure *failure)) {
	var lent failure
	setFailure(&lent, err)
	tell(&lent)
	C.${runtime.errorClear.symbol}(&lent)
}

// watchToken gives a context that ends when a caller cancels, and what ends it.
func watchToken(token *C.${runtime.cancelToken.symbol}) (context.Context, func()) {
	return watch(func() bool { return bool(C.${runtime.cancelTokenIsCancelled.symbol}(token)) })
}
`;
  return `${head}\n${renderExports(plan, file).trimStart()}`;
}

function composeFile(banner: string, body: string, file: ProducerGoFile): string {
  const writer = new CodeWriter({ indentation: "\t" });
  writer.line(banner).blank().line("package main").blank();
  if (/\bC\./.test(body)) {
    const { prefix } = file.plan.abi;
    writer.line("// #cgo CFLAGS: -I${SRCDIR}/../../c -Wno-deprecated-declarations");
    writer.line("// #include <stdlib.h>").line(`// #include "${prefix}_calls.h"`).line('import "C"').blank();
  }
  const used = ["context", "runtime", "strings", "unsafe"].filter((name) =>
    new RegExp(String.raw`\b${name}\.`).test(body),
  );
  const imports = [...new Set([...file.imports, ...used])].filter((name) =>
    new RegExp(String.raw`\b${name}\.`).test(body),
  );
  writeImports(writer, imports, listImportedPackages(file.plan, body, toImportedModule));
  const text = body.trim();
  return alignColumns(`${writer.toString().trimEnd()}\n${text === "" ? "" : `\n${text}\n`}`);
}
