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
  file.use("unsafe");
  renderOwnership(writer, type);
  renderWrapping(writer.blank(), type);
  renderUse(writer.blank(), type);
}

function renderOwnership(writer: CodeWriter, { name }: ObjectType): void {
  writer.line(`type ${name} struct {
\tnative nativeObject
}

// Close frees the native object, at the end of the calls that use it now. Using it afterwards is an error; a second Close does
// nothing.
func (o *${name}) Close() error {
\truntime.SetFinalizer(o, nil)
\to.native.close()
\treturn nil
}`);
}

function renderWrapping(writer: CodeWriter, { name, symbol, destroy }: ObjectType): void {
  writer.line(`func adopt${name}(native *C.${symbol}) *${name} {
\tif native == nil {
\t\treturn nil
\t}
\tobject := &${name}{}
\tobject.native.address = unsafe.Pointer(native)
\tobject.native.destroy = func(native unsafe.Pointer) {
\t\tC.${destroy}((*C.${symbol})(native))
\t}
\truntime.SetFinalizer(object, func(o *${name}) { o.native.close() })
\treturn object
}

func lend${name}(borrowed *borrowings, native *C.${symbol}) *${name} {
\tif native == nil {
\t\treturn nil
\t}
\tobject := &${name}{}
\tobject.native.address = unsafe.Pointer(native)
\tborrowed.add(object.native.close)
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
\treturn (*C.${symbol})(lent.use(name, &object.native))
}`);
}
