/**
 * How objects of other documents, which their packages declare, go to C and back. Records are copied by what their library
 * exports, as the glue in C does; objects of interfaces are given away.
 */
import { CodeWriter } from "@koine/codegen";
import type { AbiFunction } from "../../abi/abi-model.ts";
import { describeImported, renderImportedStruct } from "../../languages/go/interop-files.ts";
import type { ImportedType } from "../../languages/go/interop-files.ts";
import { packageAlias } from "../../languages/go/names.ts";
import { flattenModules } from "../../languages/plan-modules.ts";
import type { ApiPlan, ImportPlan } from "../../plan/plan-model.ts";
import { copyName } from "../c/stored-field.ts";
import type { ProducerGoFile } from "./producer-go-file.ts";

/** Renders the functions of all imported types; what is not used is not in the library. */
export function renderImportedPassages(plan: ApiPlan, file: ProducerGoFile): string {
  const writer = new CodeWriter({ indentation: "\t" });
  const cases = plan.imports.flatMap((from) => listErrorCases(from, file));
  for (const from of plan.imports) renderImport(writer, from, file);
  if (cases.length === 0) return writer.toString();
  const body = () => {
    for (const [index, type] of cases.entries()) {
      writer.line(`var error${String(index)} ${type}`);
      const found = () => writer.line(`return int32(error${String(index)}.Code)`);
      writer.block(`if errors.As(err, &error${String(index)}) {`, found, "}");
    }
    writer.line("return 0");
  };
  writer.blank().line("// importedCode gives the code of an error that another document declares; 0 for any other.");
  file.use("errors");
  return writer.block("func importedCode(err error) int32 {", body, "}").toString();
}

function listErrorCases(from: ImportPlan, { scope }: ProducerGoFile): readonly string[] {
  return flattenModules(from.plan.modules).flatMap(({ errorDomain }) =>
    errorDomain === undefined ? [] : [`*${scope.find(`${from.name}.${errorDomain.declaration.id}`)}`],
  );
}

/** Whether some imported document has errors. */
export function hasImportedErrors({ imports }: ApiPlan): boolean {
  return imports.some(({ plan }) => flattenModules(plan.modules).some(({ errorDomain }) => errorDomain !== undefined));
}

function renderImport(writer: CodeWriter, from: ImportPlan, file: ProducerGoFile): void {
  const source = { from, scope: file.scope };
  for (const module of flattenModules(from.plan.modules)) {
    for (const one of module.records) renderRecord(writer, describeImported(one, source), one.destroy);
    for (const one of module.interfaces) renderInterface(writer, describeImported(one, source), one.destroy);
    for (const one of module.structs) renderImportedStruct(writer.blank(), describeImported(one, source));
    for (const one of module.richEnums) renderRichEnum(writer, describeImported(one, source));
  }
}

function renderRecord(writer: CodeWriter, imported: ImportedType, destroy: AbiFunction): void {
  const { local, name, alias, symbol } = imported;
  const type = `*${alias}.${name}`;
  writer.blank()
    .line(`${renderReadStart(imported, type)}\treturn ${alias}.Interop.Adopt${name}(unsafe.Pointer(C.${copyName(symbol)}(native)))
}

${renderReadOptional(imported, type)}

${renderGiveOptional(imported, type)}

func give${local}(out *outgoing, value ${type}) *C.${symbol} {
\trequireImported(value != nil)
\tlent, end := ${alias}.Interop.Use${name}(value)
\trequireImported(lent != nil)
\tnative := C.${copyName(symbol)}((*C.${symbol})(lent))
\tend()
\trequireImported(native != nil)
\tout.foreign(func() { C.${destroy.symbol}(native) })
\treturn native
}`);
}

function renderInterface(writer: CodeWriter, imported: ImportedType, destroy: AbiFunction): void {
  const { local, name, alias, symbol } = imported;
  const type = `*${alias}.${name}`;
  writer.blank().line(`${renderGiveOptional(imported, type)}

func give${local}(out *outgoing, value ${type}) *C.${symbol} {
\trequireImported(value != nil)
\tnative := (*C.${symbol})(${alias}.Interop.Give${name}(value))
\trequireImported(native != nil)
\tout.foreign(func() { C.${destroy.symbol}(native) })
\treturn native
}`);
}

function renderRichEnum(writer: CodeWriter, imported: ImportedType): void {
  const { local, name, alias, symbol } = imported;
  const type = `${alias}.${name}`;
  writer.blank().line(`${renderReadStart(imported, type)}\treturn ${alias}.Interop.Read${name}(unsafe.Pointer(native))
}

${renderReadOptional(imported, type)}

${renderGiveOptional(imported, type)}

func give${local}(out *outgoing, value ${type}) *C.${symbol} {
\trequireImported(value != nil)
\tnative, free, err := ${alias}.Interop.Make${name}(value)
\tif err != nil {
\t\tpanic(crossing(err.Error()))
\t}
\tout.foreign(free)
\treturn (*C.${symbol})(native)
}`);
}

/** The lines of `import` for packages of other documents that text uses. */
export function listImportedPackages(
  plan: ApiPlan,
  text: string,
  modulePath: (from: ImportPlan) => string,
): readonly string[] {
  return plan.imports.flatMap((from) => {
    const alias = packageAlias(from);
    return new RegExp(String.raw`\b${alias}\.`).test(text) ? [`${alias} ${JSON.stringify(modulePath(from))}`] : [];
  });
}

/** The beginning of a function that reads what must be there. */
function renderReadStart({ local, symbol }: ImportedType, type: string): string {
  return `func read${local}(name string, native *C.${symbol}) ${type} {
\tif native == nil {
\t\tpanic(crossing(name + " is NULL"))
\t}
`;
}

/** The function that reads what may be missing. */
function renderReadOptional({ local, symbol }: ImportedType, type: string): string {
  return `func readOptional${local}(native *C.${symbol}) ${type} {
\tif native == nil {
\t\treturn nil
\t}
\treturn read${local}("", native)
}`;
}

/** The function that gives what may be missing. */
function renderGiveOptional({ local, symbol }: ImportedType, type: string): string {
  return `func giveOptional${local}(out *outgoing, value ${type}) *C.${symbol} {
\tif value == nil {
\t\treturn nil
\t}
\treturn give${local}(out, value)
}`;
}
