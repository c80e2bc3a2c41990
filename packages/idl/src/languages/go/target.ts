/** The Go target: one package over cgo, with `error`, `context.Context`, `iter.Seq2`, and `Close` with a finalizer behind it. */
import { CodeWriter } from "@koine/codegen";
import { listPlans } from "../../plan/imported-declarations.ts";
import type { ApiPlan, ListenerPlan, ModulePlan } from "../../plan/plan-model.ts";
import { renderHeader } from "../c/header.ts";
import { createCNames } from "../c/names.ts";
import { renderDocumentBanner } from "../document-banner.ts";
import { flattenModules } from "../plan-modules.ts";
import { renderApart } from "../render-apart.ts";
import { readSupportFiles } from "../support-files.ts";
import { libraryOption } from "../target-options.ts";
import type { Target, TargetFile, TargetOptions, TargetOutput } from "../target.ts";
import { alignColumns } from "./align-columns.ts";
import { renderDoc } from "./documentation.ts";
import { GoFile } from "./go-file.ts";
import { contextName, shimName } from "./marshal.ts";
import { renderImported, renderInterop } from "./interop-files.ts";
import { PackageScope, packageAlias } from "./names.ts";
import { toImportedModule, toPackageNames } from "./package-names.ts";
import type { PackageNames } from "./package-names.ts";
import {
  listFunctionPointers,
  renderCallbacks,
  renderNativeFile,
  renderShimHeader,
  renderShims,
} from "./native-files.ts";
import { renderCall } from "./render-call.ts";
import { renderInterface, renderRecord } from "./render-objects.ts";
import { renderRichEnum } from "./render-rich-enum.ts";
import {
  renderAlias,
  renderCallbackType,
  renderConstantDeclaration,
  renderEnum,
  renderErrorDomain,
  renderFlags,
  renderStruct,
} from "./render-types.ts";

/** Renders Go packages. */
export const goTarget: Target = Object.freeze({
  name: "go",
  title: "Go",
  lacks: {},
  options: [
    { name: "module_path", type: "text", help: "the path of the Go module" },
    { name: "package_name", type: "text", help: "the name of the Go package" },
    libraryOption,
  ],
  render: renderGo,
} as const satisfies Target);

function renderGo(plan: ApiPlan, options: TargetOptions): TargetOutput {
  const names = toPackageNames(plan, options);
  const scope = new PackageScope(plan);
  const hasCallbacks = listFunctionPointers(plan).length > 0;
  const banner = renderDocumentBanner(plan).replace(/^\/\/ Generated/, "// Code generated");
  const file = (name: string, text: string): TargetFile => ({ path: `go/${name}`, text });
  const go = (name: string, body: (goFile: GoFile) => string, imports: readonly string[] = []) => {
    const goFile = new GoFile(plan, scope);
    const text = body(goFile);
    for (const path of imports) goFile.use(path);
    return file(name, composeFile(text, { banner, goFile, packageName: names.packageName, hasCallbacks }));
  };
  return {
    files: [
      file("go.mod", renderModuleFile(plan, names)),
      file("README.md", renderReadme(plan, names)),
      // The header includes those of imported documents.
      ...listPlans(plan).map((one) => file(createCNames(one.abi.prefix).header, renderHeader(one))),
      go("link.go", () => "", []),
      go("native.go", () => renderNativeFile(plan)),
      ...(hasCallbacks
        ? [
            file("shims.h", `${banner}\n${renderShimHeader(plan)}`),
            file("shims.c", `${banner}\n${renderShims(plan)}`),
            go("callbacks.go", (goFile) => renderCallbacks(plan, goFile)),
          ]
        : []),
      go("interop.go", (goFile) => renderInterop(plan, goFile)),
      ...(plan.imports.length === 0 ? [] : [go("imported.go", (goFile) => renderImported(plan, goFile))]),
      ...flattenModules(plan.modules).map((module) =>
        go(`${module.declaration.path.join("_").toLowerCase()}_api.go`, (goFile) => renderModule(module, goFile)),
      ),
      ...readSupportFiles("go").map(({ path, text }) =>
        file(path, text.replace(/^[^]*?\npackage support\n/, `${banner}\n\npackage ${names.packageName}\n`)),
      ),
    ].map((one) => (one.path === "go/link.go" ? file("link.go", renderLink(names, banner)) : one)),
    diagnostics: [],
  };
}

function renderModuleFile({ imports }: ApiPlan, { modulePath }: PackageNames): string {
  const required = imports.map((one) => `\nrequire ${toImportedModule(one)} v${one.plan.api.package.version}\n`);
  return `module ${modulePath}\n\ngo 1.23\n${required.join("")}`;
}

/** The only file that says which library is linked. */
function renderLink({ packageName, libraryName }: PackageNames, banner: string): string {
  return `${banner}\n\npackage ${packageName}\n\n// #cgo CFLAGS: -Wno-deprecated-declarations\n// #cgo LDFLAGS: -l${libraryName}\nimport "C"\n`;
}

interface FileParts {
  readonly banner: string;
  readonly goFile: GoFile;
  readonly packageName: string;
  readonly hasCallbacks: boolean;
}

function composeFile(body: string, { banner, goFile, packageName, hasCallbacks }: FileParts): string {
  const writer = new CodeWriter({ indentation: "\t" });
  const header = hasCallbacks ? "shims.h" : createCNames(goFile.plan.abi.prefix).header;
  writer.line(banner).blank().line(`package ${packageName}`).blank();
  const usesC = /\bC\./.test(body);
  if (usesC) writer.line(`// #include "${header}"`).line('import "C"').blank();
  const needed = ["unsafe"].filter((name) => new RegExp(`\\b${name}\\.`).test(body));
  const code = body.replaceAll(/"(?:[^"\\]|\\.)*"|\/\/.*$/gm, "");
  const isUsed = (name: string) => new RegExp(`\\b${name}\\.`).test(code);
  const standard = [...new Set([...goFile.imports, ...needed])].filter(isUsed).toSorted();
  const others = goFile.plan.imports.flatMap((from) => {
    const alias = packageAlias(from);
    return isUsed(alias) ? [`${alias} ${JSON.stringify(toImportedModule(from))}`] : [];
  });
  const lines = [...standard.map((name) => JSON.stringify(name)), ...(others.length > 0 ? ["", ...others] : [])];
  if (lines.length > 0) writer.block("import (", () => writer.lines(standard.length > 0 ? lines : others), ")").blank();
  return alignColumns(`${writer.toString()}\n${body}`);
}

function renderModule(module: ModulePlan, file: GoFile): string {
  const writer = new CodeWriter({ indentation: "\t" });
  const each = renderApart(writer, file);
  each(module.constants, renderConstantDeclaration);
  each(module.aliases, renderAlias);
  each(module.enums, renderEnum);
  each(module.flags, renderFlags);
  each(module.structs, renderStruct);
  if (module.errorDomain !== undefined) renderErrorDomain(writer.blank(), module.errorDomain, file);
  each(module.callbacks, renderCallbackType);
  each(module.records, renderRecord);
  each(module.richEnums, renderRichEnum);
  each(module.interfaces, renderInterface);
  for (const call of module.functions)
    renderCall(writer.blank(), call, { name: file.scope.find(call.declaration.id) }, file);
  each(module.listeners, renderListener);
  return writer.toString();
}

function renderListener(
  writer: CodeWriter,
  { declaration, callback, register, unregister }: ListenerPlan,
  file: GoFile,
): void {
  const name = file.scope.find(declaration.id);
  const { symbol } = callback.native;
  renderDoc(writer, name, {
    ...declaration,
    doc: declaration.doc ?? "calls the listener, on a thread of the library, until the subscription is closed.",
  });
  writer.block(
    `func ${name}(listener ${file.scope.find(callback.declaration.id)}) *Subscription {`,
    () => {
      writer.line("called := listen(listener, listener == nil)");
      const context = `C.${contextName(symbol)}(C.uintptr_t(called.number))`;
      writer.line(`id := C.${register.symbol}(C.${symbol}(C.${shimName(symbol)}), ${context})`);
      writer.block(
        "return &Subscription{end: func() {",
        () => {
          writer.line(`C.${unregister.symbol}(id)`).line("called.unlisten()");
        },
        "}}",
      );
    },
    "}",
  );
}

function renderReadme({ api }: ApiPlan, { packageName, modulePath, libraryName }: PackageNames): string {
  return `# ${packageName}

${api.package.description ?? `Go for the native library \`${libraryName}\`.`}

\`\`\`sh
go get ${modulePath}
CGO_LDFLAGS=-L/where/the/library/is go build
\`\`\`

- Objects of the library are freed by \`Close\`; a finalizer frees what is forgotten.
- Every call gives an \`error\`: \`*Error\`, or the type of the module's errors, for \`errors.As\`.
- Async functions wait, and give up when their \`context.Context\` ends; the call is cancelled where the library can.
- A library that was built from another document is refused when the program starts, with every difference.
`;
}
