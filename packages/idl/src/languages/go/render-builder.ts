/** Renders the builder of a record: a setter per field, and `Build`, which gives the first mistake of the setters. */
import type { CodeWriter } from "@koine/codegen";
import type { BuilderPlan, RecordPlan } from "../../plan/plan-model.ts";
import { renderDoc } from "./documentation.ts";
import type { GoFile } from "./go-file.ts";
import { renderInput } from "./marshal.ts";
import { claimMembers } from "./names.ts";

interface BuilderSource {
  readonly builder: BuilderPlan;
  /** The Go type of the record. */
  readonly record: string;
  /** The Go type of the builder. */
  readonly name: string;
  readonly factory: string;
  readonly file: GoFile;
}

/** Renders the builder of a record that has one. */
export function renderBuilder(writer: CodeWriter, { declaration, builder }: RecordPlan, file: GoFile): void {
  if (builder === undefined) return;
  const record = file.scope.find(declaration.id);
  const factory = file.scope.findFactory(`${declaration.id}Builder`);
  const source: BuilderSource = { builder, record, name: `${record}Builder`, factory, file };
  renderBuilderType(writer, source);
  const names = builder.setters.map(({ parameter }) => parameter.declaration.name);
  const members = claimMembers(names, ["Build"]);
  for (const [index, setter] of builder.setters.entries()) {
    renderSetter(writer.blank(), setter, { ...source, member: members[index] ?? "" });
  }
  renderBuild(writer.blank(), source);
}

function renderBuilderType(writer: CodeWriter, { builder, record, name, factory }: BuilderSource): void {
  writer.line(`// ${name} makes a ${record} field by field. The first mistake in a field is the error of Build.
type ${name} struct {
\tnative *C.${builder.native.symbol}
\terr error
}

// ${factory} makes a builder without any field; Close frees it.
func ${factory}() *${name} {
\tobject := &${name}{native: C.${builder.create.symbol}()}
\truntime.SetFinalizer(object, func(b *${name}) { _ = b.Close() })
\treturn object
}

// Close frees the builder; a second Close does nothing.
func (b *${name}) Close() error {
\tif b.native != nil {
\t\truntime.SetFinalizer(b, nil)
\t\tC.${builder.destroy.symbol}(b.native)
\t}
\tb.native = nil
\treturn nil
}`);
}

function renderSetter(
  writer: CodeWriter,
  { symbol, parameter }: BuilderPlan["setters"][number],
  { name, file, member }: BuilderSource & { readonly member: string },
): void {
  const [value = "value"] = file.scope.claimParameters([parameter.declaration.name]);
  renderDoc(writer, member, parameter.declaration);
  writer.block(
    `func (b *${name}) ${member}(${value} ${file.type(parameter.declaration.type)}) *${name} {`,
    () => {
      writer.line("lent := &arena{}").line("defer lent.free()");
      writer.block("if b.native == nil {", () => writer.line('lent.fail("the builder", ErrClosed)'), "}");
      if (parameter.transfer.kind === "map") writer.line(`${value}Keys, ${value}Values := splitMap(${value})`);
      const kept = renderInput(parameter.transfer, value, file.scope).map((one, at) => {
        writer.line(`argument${String(at)} := ${one}`);
        return `argument${String(at)}`;
      });
      const fail = () => writer.block("if b.err == nil {", () => writer.line("b.err = lent.err"), "}").line("return b");
      writer.block("if lent.err != nil {", fail, "}");
      writer
        .line(`C.${symbol.symbol}(b.native, ${kept.join(", ")})`)
        .line("runtime.KeepAlive(b)")
        .line("return b");
    },
    "}",
  );
}

function renderBuild(writer: CodeWriter, { builder, record, name, file }: BuilderSource): void {
  writer.line(`// Build makes the ${record} of what was set. The builder can go on.
func (b *${name}) Build() (result *${record}, err error) {
\tif b.err != nil {
\t\treturn nil, b.err
\t}
\tif b.native == nil {
\t\treturn nil, ErrClosed
\t}
\tvar failure C.${file.plan.abi.runtime.error.symbol}
\treturned := C.${builder.build.symbol.symbol}(b.native, &failure)
\truntime.KeepAlive(b)
\tif err = takeFailure(&failure, newError); err != nil {
\t\treturn nil, err
\t}
\tif returned == nil {
\t\treturn nil, errNull
\t}
\treturn adopt${record}(returned), nil
}`);
}
