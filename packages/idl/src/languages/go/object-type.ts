/** Renders the Go type of a native object: its ownership, `Close`, and how its address is made an object and taken again. */
import type { CodeWriter } from "@koine/codegen";
import type { GoFile } from "./go-file.ts";

/** An object type. */
export interface ObjectType {
  readonly name: string;
  /** The C type. */
  readonly symbol: string;
  /** The C function that frees it. */
  readonly destroy: string;
}

/** Renders the type with its functions. */
export function renderObjectType(writer: CodeWriter, type: ObjectType, file: GoFile): void {
  file.use("runtime");
  renderOwnership(writer, type);
  renderWrapping(writer.blank(), type);
  renderUse(writer.blank(), type);
}

function renderOwnership(writer: CodeWriter, { name, symbol, destroy }: ObjectType): void {
  writer.line(`type ${name} struct {
\tnative *C.${symbol}
\tisOwned bool
}

// Close frees the native object. Using it afterwards is an error; a second Close does nothing.
func (o *${name}) Close() error {
\tif o.native != nil && o.isOwned {
\t\truntime.SetFinalizer(o, nil)
\t\tC.${destroy}(o.native)
\t}
\to.native = nil
\treturn nil
}`);
}

function renderWrapping(writer: CodeWriter, { name, symbol }: ObjectType): void {
  writer.line(`func adopt${name}(native *C.${symbol}) *${name} {
\tif native == nil {
\t\treturn nil
\t}
\tobject := &${name}{native: native, isOwned: true}
\truntime.SetFinalizer(object, func(o *${name}) { _ = o.Close() })
\treturn object
}

func lend${name}(borrowed *borrowings, native *C.${symbol}) *${name} {
\tif native == nil {
\t\treturn nil
\t}
\tobject := &${name}{native: native}
\tborrowed.add(func() { object.native = nil })
\treturn object
}`);
}

function renderUse(writer: CodeWriter, { name, symbol }: ObjectType): void {
  writer.line(`func use${name}(lent *arena, name string, object *${name}, isOptional bool) *C.${symbol} {
\tif object == nil {
\t\tif !isOptional {
\t\t\tlent.fail(name, errNil)
\t\t}
\t\treturn nil
\t}
\tif object.native == nil {
\t\tlent.fail(name, ErrClosed)
\t}
\tlent.keep(object)
\treturn object.native
}

// use gives the address, for what cannot give an error.
func (o *${name}) use() *C.${symbol} {
\tif o.native == nil {
\t\tpanic(ErrClosed)
\t}
\treturn o.native
}`);
}
