/**
 * Renders the two sides of what packages of several documents give each other: `interop.go` of the package whose types others
 * use, and `imported.go` of one that uses them. C types of cgo belong to one package, so addresses are all that passes.
 */
import { CodeWriter } from "@koine/codegen";
import type { CNamedType } from "../../abi/c-type.ts";
import type { ApiPlan, ImportPlan, ModulePlan } from "../../plan/plan-model.ts";
import { flattenModules } from "../plan-modules.ts";
import type { GoFile } from "./go-file.ts";
import { structReader, structWriter } from "./marshal.ts";
import { packageAlias } from "./names.ts";

interface NamedType {
  readonly declaration: { readonly id: string };
  readonly native: Pick<CNamedType, "symbol">;
}

function listObjects({ records, interfaces }: ModulePlan): readonly NamedType[] {
  return [...records, ...interfaces];
}

/** Renders `interop.go`, without its head. */
export function renderInterop(plan: ApiPlan, file: GoFile): string {
  const { scope } = file;
  const writer = new CodeWriter({ indentation: "\t" });
  file.use("runtime");
  writer.line("type interop struct{}").blank();
  writer.line(
    "// Interop is for packages that are generated from documents which import this one, and for nobody else.",
  );
  writer.line("var Interop interop");
  for (const module of flattenModules(plan.modules)) {
    for (const { declaration, native } of listObjects(module)) {
      renderObject(writer.blank(), scope.find(declaration.id), native.symbol);
    }
    for (const { declaration, native } of module.structs) {
      renderStruct(writer.blank(), scope.find(declaration.id), native.symbol);
    }
    for (const { declaration, native, destroy } of module.richEnums) {
      renderRichEnum(writer.blank(), {
        name: scope.find(declaration.id),
        symbol: native.symbol,
        destroy: destroy.symbol,
      });
    }
    if (module.errorDomain !== undefined) {
      const name = scope.find(module.errorDomain.declaration.id);
      writer.blank().line(`// New${name} makes the error of a code.
func (interop) New${name}(code int32, message string) error {
\treturn new${name}(code, message)
}`);
    }
  }
  return writer.toString();
}

function renderObject(writer: CodeWriter, name: string, symbol: string): void {
  writer.line(`// Adopt${name} makes an object of a native one, which it then owns.
func (interop) Adopt${name}(native unsafe.Pointer) *${name} {
\treturn adopt${name}((*C.${symbol})(native))
}

// Lend${name} makes an object of a native one that somebody else owns, until end is called.
func (interop) Lend${name}(native unsafe.Pointer) (object *${name}, end func()) {
\tvar borrowed borrowings
\tobject = lend${name}(&borrowed, (*C.${symbol})(native))
\treturn object, borrowed.end
}

// Use${name} gives the address of the native object until end is called; nil for one that was closed.
func (interop) Use${name}(object *${name}) (native unsafe.Pointer, end func()) {
\treturn object.native.use(), object.native.end
}

// Give${name} takes the native object out, which closes the object; nil for one that somebody else owns or uses.
func (interop) Give${name}(object *${name}) unsafe.Pointer {
\treturn object.native.give()
}`);
}

function renderStruct(writer: CodeWriter, name: string, symbol: string): void {
  writer.line(`// Read${name} reads the struct of C at an address.
func (interop) Read${name}(native unsafe.Pointer) ${name} {
\treturn ${structReader(name)}(*(*C.${symbol})(native))
}

// Write${name} writes the struct of C to an address.
func (interop) Write${name}(value ${name}, native unsafe.Pointer) {
\t*(*C.${symbol})(native) = value.toC()
}`);
}

function renderRichEnum(
  writer: CodeWriter,
  { name, symbol, destroy }: { readonly name: string; readonly symbol: string; readonly destroy: string },
): void {
  writer.line(`// Read${name} reads a native object that somebody else owns.
func (interop) Read${name}(native unsafe.Pointer) ${name} {
\treturn lend${name}(nil, (*C.${symbol})(native))
}

// Take${name} reads a native object, and frees it.
func (interop) Take${name}(native unsafe.Pointer) ${name} {
\treturn adopt${name}((*C.${symbol})(native))
}

// Make${name} makes a native object, which free frees.
func (interop) Make${name}(value ${name}) (native unsafe.Pointer, free func(), err error) {
\tlent := &arena{}
\tdefer lent.free()
\tmade := make${name}(lent, "value", value)
\treturn unsafe.Pointer(made), func() { C.${destroy}(made) }, lent.err
}`);
}

/** Renders `imported.go`, without its head: this package's own functions for types of others. */
export function renderImported(plan: ApiPlan, { scope }: GoFile): string {
  const writer = new CodeWriter({ indentation: "\t" });
  for (const from of plan.imports) {
    for (const module of flattenModules(from.plan.modules)) renderImportedModule(writer, module, { from, scope });
  }
  return writer.toString();
}

/** What the types of another document are described with. */
export interface ImportedSource {
  readonly from: ImportPlan;
  readonly scope: GoFile["scope"];
}

/** A type of another document. */
export interface ImportedType {
  /** What this package's functions are called after. */
  readonly local: string;
  /** The type's own name. */
  readonly name: string;
  readonly alias: string;
  readonly symbol: string;
}

/** Finds what a type of another document is called. */
export function describeImported({ declaration, native }: NamedType, { from, scope }: ImportedSource): ImportedType {
  const alias = packageAlias(from);
  const id = `${from.name}.${declaration.id}`;
  return { local: scope.findLocal(id), name: scope.find(id).slice(alias.length + 1), alias, symbol: native.symbol };
}

function renderImportedModule(writer: CodeWriter, module: ModulePlan, source: ImportedSource): void {
  const alias = packageAlias(source.from);
  const describe = (one: NamedType): ImportedType => describeImported(one, source);
  for (const one of listObjects(module)) renderImportedObject(writer.blank(), describe(one));
  for (const one of module.structs) renderImportedStruct(writer.blank(), describe(one));
  for (const one of module.richEnums) renderImportedRichEnum(writer.blank(), describe(one));
  if (module.errorDomain === undefined) return;
  const { local, name } = describe(module.errorDomain);
  writer.blank().line(`func new${local}(code int32, message string) error {
\treturn ${alias}.Interop.New${name}(code, message)
}`);
}

function renderImportedObject(writer: CodeWriter, { local, name, alias, symbol }: ImportedType): void {
  const type = `*${alias}.${name}`;
  writer.line(`func adopt${local}(native *C.${symbol}) ${type} {
\treturn ${alias}.Interop.Adopt${name}(unsafe.Pointer(native))
}

func lend${local}(borrowed *borrowings, native *C.${symbol}) ${type} {
\tobject, end := ${alias}.Interop.Lend${name}(unsafe.Pointer(native))
\tborrowed.add(end)
\treturn object
}

func use${local}(lent *arena, name string, object ${type}, isOptional bool) *C.${symbol} {
\tif object == nil {
\t\tif !isOptional {
\t\t\tlent.fail(name, errNil)
\t\t}
\t\treturn nil
\t}
\tnative, end := ${alias}.Interop.Use${name}(object)
\tif native == nil {
\t\tlent.fail(name, ${alias}.ErrClosed)
\t\treturn nil
\t}
\tlent.after = append(lent.after, end)
\treturn (*C.${symbol})(native)
}`);
}

/** Renders the passage of a struct of another document. */
export function renderImportedStruct(writer: CodeWriter, { local, name, alias, symbol }: ImportedType): void {
  writer.line(`func ${structReader(local)}(native C.${symbol}) ${alias}.${name} {
\treturn ${alias}.Interop.Read${name}(unsafe.Pointer(&native))
}

func ${structWriter(local)}(value ${alias}.${name}) (native C.${symbol}) {
\t${alias}.Interop.Write${name}(value, unsafe.Pointer(&native))
\treturn native
}`);
}

function renderImportedRichEnum(writer: CodeWriter, { local, name, alias, symbol }: ImportedType): void {
  writer.line(`func adopt${local}(native *C.${symbol}) ${alias}.${name} {
\treturn ${alias}.Interop.Take${name}(unsafe.Pointer(native))
}

func lend${local}(_ *borrowings, native *C.${symbol}) ${alias}.${name} {
\treturn ${alias}.Interop.Read${name}(unsafe.Pointer(native))
}

func use${local}(lent *arena, name string, value ${alias}.${name}, isOptional bool) *C.${symbol} {
\tif value == nil {
\t\tif !isOptional {
\t\t\tlent.fail(name, errNil)
\t\t}
\t\treturn nil
\t}
\tnative, free, err := ${alias}.Interop.Make${name}(value)
\tif err != nil {
\t\tlent.fail(name, err)
\t\treturn nil
\t}
\tlent.after = append(lent.after, free)
\treturn (*C.${symbol})(native)
}`);
}
