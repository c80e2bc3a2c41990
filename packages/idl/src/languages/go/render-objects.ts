/**
 * Renders types of native objects. Records and interfaces are objects with `Close`; a rich enum is a Go value, one struct per
 * variant behind an interface, that is made into a native object for a call and read out of one.
 */
import type { CodeWriter } from "@koine/codegen";
import { toPascalCase } from "../../abi/symbol-names.ts";
import type { BuilderPlan, CallPlan, InterfacePlan, RecordPlan, RichEnumPlan } from "../../plan/plan-model.ts";
import { renderDoc } from "./documentation.ts";
import type { GoFile } from "./go-file.ts";
import { renderInput } from "./marshal.ts";
import { claimMembers } from "./names.ts";
import { renderCall, renderFieldRead, renderGetter } from "./render-call.ts";

/** Renders an opaque record. */
export function renderRecord(writer: CodeWriter, record: RecordPlan, file: GoFile): void {
  const { declaration, create, getters, builder, destroy, native } = record;
  const name = file.scope.find(declaration.id);
  renderDoc(writer, name, declaration);
  renderObjectType(writer, { name, symbol: native.symbol, destroy: destroy.symbol }, file);
  renderCall(
    writer.blank(),
    undocumented(create, `makes a new ${name}.`),
    { name: file.scope.findFactory(declaration.id) },
    file,
  );
  const members = claimMembers(getters.map(({ field }) => field.name));
  for (const [index, getter] of getters.entries()) {
    renderGetter(writer.blank(), getter, { receiver: name, name: members[index] ?? "" }, file);
  }
  if (builder !== undefined) renderBuilder(writer.blank(), record, { builder, file });
}

interface ObjectType {
  readonly name: string;
  readonly symbol: string;
  readonly destroy: string;
}

/** Renders the type of an object with its ownership. */
function renderObjectType(writer: CodeWriter, { name, symbol, destroy }: ObjectType, file: GoFile): void {
  file.use("runtime");
  writer.block(`type ${name} struct {`, () => writer.line(`native *C.${symbol}`).line("isOwned bool"), "}").blank();
  writer.line("// Close frees the native object. Using it afterwards is an error; a second Close does nothing.");
  writer
    .block(
      `func (o *${name}) Close() error {`,
      () => {
        writer.block(
          "if o.native != nil && o.isOwned {",
          () => writer.line("runtime.SetFinalizer(o, nil)").line(`C.${destroy}(o.native)`),
          "}",
        );
        writer.line("o.native = nil").line("return nil");
      },
      "}",
    )
    .blank();
  writer
    .block(
      `func adopt${name}(native *C.${symbol}) *${name} {`,
      () => {
        writer.block("if native == nil {", () => writer.line("return nil"), "}");
        writer.line(`object := &${name}{native: native, isOwned: true}`);
        writer.line(`runtime.SetFinalizer(object, func(o *${name}) { _ = o.Close() })`).line("return object");
      },
      "}",
    )
    .blank();
  writer
    .block(
      `func lend${name}(borrowed *borrowings, native *C.${symbol}) *${name} {`,
      () => {
        writer.block("if native == nil {", () => writer.line("return nil"), "}");
        writer
          .line(`object := &${name}{native: native}`)
          .line("borrowed.add(func() { object.native = nil })")
          .line("return object");
      },
      "}",
    )
    .blank();
  writer
    .block(
      `func use${name}(lent *arena, name string, object *${name}, isOptional bool) *C.${symbol} {`,
      () => {
        writer.block(
          "if object == nil {",
          () => {
            writer.block("if !isOptional {", () => writer.line("lent.fail(name, errNil)"), "}").line("return nil");
          },
          "}",
        );
        writer.block("if object.native == nil {", () => writer.line("lent.fail(name, ErrClosed)"), "}");
        writer.line("lent.keep(object)").line("return object.native");
      },
      "}",
    )
    .blank();
  writer.line("// use gives the address, for what cannot give an error.");
  writer.block(
    `func (o *${name}) use() *C.${symbol} {`,
    () => {
      writer.block("if o.native == nil {", () => writer.line("panic(ErrClosed)"), "}").line("return o.native");
    },
    "}",
  );
}

/** What a type says itself is not said again by what makes it. */
function undocumented(call: CallPlan, doc: string): CallPlan {
  const { name, id, span } = call.declaration;
  return { ...call, declaration: { name, id, span, doc } };
}

function renderBuilder(
  writer: CodeWriter,
  { declaration }: RecordPlan,
  { builder, file }: { readonly builder: BuilderPlan; readonly file: GoFile },
): void {
  const record = file.scope.find(declaration.id);
  const name = `${record}Builder`;
  const factory = file.scope.findFactory(`${declaration.id}Builder`);
  writer.line(`// ${name} makes a ${record} field by field. The first mistake in a field is the error of Build.`);
  writer
    .block(`type ${name} struct {`, () => writer.line(`native *C.${builder.native.symbol}`).line("err error"), "}")
    .blank();
  writer.line(`// ${factory} makes a builder without any field; Close frees it.`);
  writer
    .block(
      `func ${factory}() *${name} {`,
      () => {
        writer.line(`object := &${name}{native: C.${builder.create.symbol}()}`);
        writer.line(`runtime.SetFinalizer(object, func(b *${name}) { _ = b.Close() })`).line("return object");
      },
      "}",
    )
    .blank();
  writer.line("// Close frees the builder; a second Close does nothing.");
  writer.block(
    `func (b *${name}) Close() error {`,
    () => {
      const free = () => writer.line("runtime.SetFinalizer(b, nil)").line(`C.${builder.destroy.symbol}(b.native)`);
      writer.block("if b.native != nil {", free, "}").line("b.native = nil").line("return nil");
    },
    "}",
  );
  const members = claimMembers(
    builder.setters.map(({ parameter }) => parameter.declaration.name),
    ["Build"],
  );
  for (const [index, { symbol, parameter }] of builder.setters.entries()) {
    const member = members[index] ?? "";
    const [value = "value"] = file.scope.claimParameters([parameter.declaration.name]);
    renderDoc(writer.blank(), member, parameter.declaration);
    writer.block(
      `func (b *${name}) ${member}(${value} ${file.type(parameter.declaration.type)}) *${name} {`,
      () => {
        writer.line("lent := &arena{}").line("defer lent.free()");
        writer.block("if b.native == nil {", () => writer.line('lent.fail("the builder", ErrClosed)'), "}");
        if (parameter.transfer.kind === "map") writer.line(`${value}Keys, ${value}Values := splitMap(${value})`);
        const list = renderInput(parameter.transfer, value, file.scope);
        const kept = list.map((one, at) => {
          writer.line(`argument${String(at)} := ${one}`);
          return `argument${String(at)}`;
        });
        writer.block(
          "if lent.err != nil {",
          () => {
            writer.block("if b.err == nil {", () => writer.line("b.err = lent.err"), "}").line("return b");
          },
          "}",
        );
        writer
          .line(`C.${symbol.symbol}(b.native, ${kept.join(", ")})`)
          .line("runtime.KeepAlive(b)")
          .line("return b");
      },
      "}",
    );
  }
  writer.blank().line(`// Build makes the ${record} of what was set. The builder can go on.`);
  writer.block(
    `func (b *${name}) Build() (result *${record}, err error) {`,
    () => {
      writer.block("if b.err != nil {", () => writer.line("return nil, b.err"), "}");
      writer.block("if b.native == nil {", () => writer.line("return nil, ErrClosed"), "}");
      writer.line(`var failure C.${file.plan.abi.runtime.error.symbol}`);
      writer.line(`returned := C.${builder.build.symbol.symbol}(b.native, &failure)`).line("runtime.KeepAlive(b)");
      writer.block("if err = takeFailure(&failure, newError); err != nil {", () => writer.line("return nil, err"), "}");
      writer.block("if returned == nil {", () => writer.line("return nil, errNull"), "}");
      writer.line(`return adopt${record}(returned), nil`);
    },
    "}",
  );
}

/** Renders a rich enum as Go values. */
export function renderRichEnum(writer: CodeWriter, plan: RichEnumPlan, file: GoFile): void {
  const { declaration, variants, tag, destroy, native } = plan;
  const name = file.scope.find(declaration.id);
  renderDoc(writer, name, {
    ...declaration,
    doc: declaration.doc ?? `one of ${variants.map((one) => name + toPascalCase(one.declaration.name)).join(", ")}.`,
  });
  writer.block(`type ${name} interface {`, () => writer.line(`is${name}()`), "}");
  for (const { declaration: variant, getters } of variants) {
    const own = name + toPascalCase(variant.name);
    const members = claimMembers(getters.map(({ field }) => field.name));
    renderDoc(writer.blank(), own, variant);
    const fields = () => {
      for (const [index, { field }] of getters.entries())
        writer.line(`${members[index] ?? ""} ${file.type(field.type)}`);
    };
    writer.block(`type ${own} struct {`, fields, "}").blank();
    writer.line(`func (${own}) is${name}() {}`);
  }
  renderRichUse(writer.blank(), plan, { name, file });
  writer.blank();
  writer
    .block(
      `func lend${name}(_ *borrowings, native *C.${native.symbol}) ${name} {`,
      () => {
        writer.block("if native == nil {", () => writer.line("return nil"), "}");
        writer.line(`switch C.${tag.symbol}(native) {`);
        for (const variant of variants) {
          writer.line(`case ${String(variant.declaration.value)}:`);
          writer.indent(() => {
            const members = claimMembers(variant.getters.map(({ field }) => field.name));
            writer.line(`var value ${name}${toPascalCase(variant.declaration.name)}`);
            for (const [index, getter] of variant.getters.entries()) {
              writer.line("{").indent(() => {
                const read = renderFieldRead(writer, getter, "native", file);
                writer.line(`value.${members[index] ?? ""} = ${read}`);
              });
              writer.line("}");
            }
            writer.line("return value");
          });
        }
        writer.line("}").line("return nil");
      },
      "}",
    )
    .blank();
  writer.block(
    `func adopt${name}(native *C.${native.symbol}) ${name} {`,
    () => {
      writer.block("if native == nil {", () => writer.line("return nil"), "}");
      writer.line(`defer C.${destroy.symbol}(native)`).line(`return lend${name}(nil, native)`);
    },
    "}",
  );
}

function renderRichUse(
  writer: CodeWriter,
  plan: RichEnumPlan,
  { name, file }: { readonly name: string; readonly file: GoFile },
): void {
  const { variants, destroy, native } = plan;
  writer.block(
    `func use${name}(lent *arena, name string, value ${name}, isOptional bool) *C.${native.symbol} {`,
    () => {
      writer.line(`var made *C.${native.symbol}`).line(`var failure C.${file.plan.abi.runtime.error.symbol}`);
      writer.line("switch value := value.(type) {").line("case nil:");
      writer.indent(() => {
        writer.block("if !isOptional {", () => writer.line("lent.fail(name, errNil)"), "}").line("return nil");
      });
      for (const { declaration, create, getters } of variants) {
        const members = claimMembers(getters.map(({ field }) => field.name));
        writer.line(`case ${name}${toPascalCase(declaration.name)}:`);
        writer.indent(() => {
          if (create.parameters.length === 0) writer.line("_ = value");
          for (const [index, { transfer }] of create.parameters.entries()) {
            const field = `field${String(index)}`;
            writer.line(`${field} := value.${members[index] ?? ""}`);
            if (transfer.kind === "map") writer.line(`${field}Keys, ${field}Values := splitMap(${field})`);
          }
          const list = create.parameters.flatMap(({ transfer }, index) =>
            renderInput(transfer, `field${String(index)}`, file.scope),
          );
          writer.line(`made = C.${create.symbol.symbol}(${[...list, "&failure"].join(", ")})`);
        });
      }
      writer.line("}");
      const failed = "if err := takeFailure(&failure, newError); err != nil {";
      writer.block(failed, () => writer.line("lent.fail(name, err)").line("return nil"), "}");
      writer.line(`lent.after = append(lent.after, func() { C.${destroy.symbol}(made) })`).line("return made");
    },
    "}",
  );
}

/** Renders an interface: its constructors, methods and statics. */
export function renderInterface(writer: CodeWriter, plan: InterfacePlan, file: GoFile): void {
  const { declaration, constructors, methods, statics, destroy, native } = plan;
  const name = file.scope.find(declaration.id);
  renderDoc(writer, name, declaration);
  renderObjectType(writer, { name, symbol: native.symbol, destroy: destroy.symbol }, file);
  for (const one of [...constructors, ...statics]) {
    renderCall(writer.blank(), one, { name: file.scope.findFactory(one.declaration.id) }, file);
  }
  const members = claimMembers(methods.map((one) => one.declaration.name));
  for (const [index, one] of methods.entries()) {
    renderCall(writer.blank(), one, { name: members[index] ?? "", receiver: name }, file);
  }
}
