/** Renders classes of native objects: records with their getters and builders, rich enums with their variants, interfaces. */
import { NameScope } from "@koine/codegen";
import type { CodeWriter } from "@koine/codegen";
import type { BuilderPlan, CallPlan, InterfacePlan, RecordPlan, RichEnumPlan } from "../../plan/plan-model.ts";
import { toSnakeCase } from "../name-cases.ts";
import { renderDoc } from "./documentation.ts";
import { renderCopy, renderInput } from "./marshal-in.ts";
import type { Received } from "./marshal-out.ts";
import type { ModuleFile } from "./module-file.ts";
import { claimMembers, pythonNames } from "./names.ts";
import { renderCall, renderGetter } from "./render-call.ts";
import { renderType } from "./types.ts";

/** Renders an opaque record. */
export function renderRecord(writer: CodeWriter, record: RecordPlan, file: ModuleFile): void {
  const { declaration, create, getters, builder, destroy } = record;
  const name = file.findName(declaration.id);
  const members = claimMembers(getters.map(({ field }) => field.name));
  writer.line(`class ${name}(_support.NativeObject):`);
  writer.indent(() => {
    if (renderDoc(writer, declaration)) writer.blank();
    renderConstructor(writer, undocumented(create), { name, destroy: destroy.symbol, file });
    for (const [index, getter] of getters.entries()) {
      renderGetter(writer.blank(), getter, { name: members[index] ?? "", self: "self._use()" }, file);
    }
  });
  if (builder !== undefined) renderBuilder(writer.blank().blank(), record, { builder, file });
}

interface ConstructorOptions {
  readonly name: string;
  readonly destroy: string;
  readonly file: ModuleFile;
}

function renderConstructor(writer: CodeWriter, call: CallPlan, { name, destroy, file }: ConstructorOptions): void {
  const finish = ({ main }: Received) =>
    `self._attach(_support.require_address(${main}, ${JSON.stringify(name)}), _native.${destroy})`;
  renderCall(writer, call, { name: "__init__", first: "self", label: name, finish }, file);
}

/** What a class says itself is not said again by what makes it. */
function undocumented(call: CallPlan): CallPlan {
  const { name, id, span } = call.declaration;
  return { ...call, declaration: { name, id, span } };
}

function renderBuilder(
  writer: CodeWriter,
  { declaration }: RecordPlan,
  { builder, file }: { readonly builder: BuilderPlan; readonly file: ModuleFile },
): void {
  const record = file.findName(declaration.id);
  const name = `${record}Builder`;
  const members = claimMembers(
    builder.setters.map(({ parameter }) => parameter.declaration.name),
    ["build"],
  );
  writer.line(`class ${name}(_support.NativeObject):`);
  writer.indent(() => {
    writer.line(`"""Makes a ${record} field by field."""`).blank();
    writer.line("def __init__(self) -> None:");
    writer.indent(() => {
      if (file.isStub) writer.line("...");
      else {
        const address = `_support.require_address(_native.${builder.create.symbol}(), ${JSON.stringify(name)})`;
        writer.line(`self._attach(${address}, _native.${builder.destroy.symbol})`);
      }
    });
    for (const [index, { symbol, parameter }] of builder.setters.entries()) {
      const member = members[index] ?? "";
      const value = new NameScope(pythonNames, { outer: file.names.scopeOf(file.module) }).claim(
        parameter.declaration.name,
        "parameter",
      );
      const type = renderType(parameter.declaration.type, "in", file.findName);
      writer.blank().line(`def ${member}(self, ${value}: ${type}) -> ${name}:`);
      writer.indent(() => {
        const isDocumented = renderDoc(writer, parameter.declaration);
        if (file.isStub) {
          if (!isDocumented) writer.line("...");
          return;
        }
        const label = JSON.stringify(`${name}.${member}(): ${value}`);
        const given = { transfer: parameter.transfer, value, label };
        writer.lines(renderCopy(given));
        const values = renderInput(given, file);
        writer.line(`_native.${symbol.symbol}(self._use(), ${values.join(", ")})`).line("return self");
      });
    }
    const doc = `Make the ${record} of what was set. The builder can go on.`;
    const shape = { name: "build", first: "self", receiver: "self._use()", label: `${name}.build` } as const;
    renderCall(writer.blank(), { ...builder.build, declaration: { ...declaration, doc } }, shape, file);
  });
}

/** Renders a rich enum: a class, and one inside of it for each variant. */
export function renderRichEnum(writer: CodeWriter, plan: RichEnumPlan, file: ModuleFile): void {
  const { declaration, variants, tag } = plan;
  const name = file.findName(declaration.id);
  writer.line(`class ${name}(_support.NativeObject):`);
  writer.indent(() => {
    if (!renderDoc(writer, declaration))
      writer.line(`"""One of its variants, which are classes inside of this one."""`);
    if (!file.isStub) {
      for (const { declaration: one } of variants) writer.line(`${one.name}: type[${name}_${one.name}]`);
      writer.blank().line("@classmethod");
      writer.line(`def _adopt(cls, address: int, destroy: Any) -> ${name}:`);
      writer.indent(() => {
        const kinds = variants.map(({ declaration: one }) => `${String(one.value)}: ${name}_${one.name}`);
        writer.line(`_kind: Any = {${kinds.join(", ")}}[_native.${tag.symbol}(address)]`);
        writer
          .line("_created = _kind.__new__(_kind)")
          .line("_created._attach(address, destroy)")
          .line("return _created");
      });
    } else for (const one of variants) renderVariant(writer.blank(), one, { plan, file, own: one.declaration.name });
  });
  if (file.isStub) return;
  for (const one of variants) {
    const own = `${name}_${one.declaration.name}`;
    renderVariant(writer.blank().blank(), one, { plan, file, own });
    writer
      .blank()
      .blank()
      .line(`${own}.__qualname__ = ${JSON.stringify(`${name}.${one.declaration.name}`)}`);
    writer.line(`${name}.${one.declaration.name} = ${own}`);
  }
}

function renderVariant(
  writer: CodeWriter,
  { declaration, create, getters }: RichEnumPlan["variants"][number],
  { plan, file, own }: { readonly plan: RichEnumPlan; readonly file: ModuleFile; readonly own: string },
): void {
  const name = file.findName(plan.declaration.id);
  const members = claimMembers(getters.map(({ field }) => field.name));
  writer.line(`class ${own}(${name}):`);
  writer.indent(() => {
    if (renderDoc(writer, declaration)) writer.blank();
    writer.line(`__match_args__ = (${members.map((one) => `${JSON.stringify(one)},`).join(" ")})`).blank();
    const variant = `${name}.${declaration.name}`;
    renderConstructor(writer, undocumented(create), { name: variant, destroy: plan.destroy.symbol, file });
    for (const [index, getter] of getters.entries()) {
      renderGetter(writer.blank(), getter, { name: members[index] ?? "", self: "self._use()" }, file);
    }
  });
}

/** Renders an interface: its constructors, methods and statics. */
export function renderInterface(writer: CodeWriter, plan: InterfacePlan, file: ModuleFile): void {
  const { declaration, constructors, methods, statics } = plan;
  const name = file.findName(declaration.id);
  const canonical = constructors.find((one) => one.declaration.name === "new");
  writer.line(`class ${name}(_support.NativeObject):`);
  writer.indent(() => {
    if (renderDoc(writer, declaration)) writer.blank();
    if (canonical === undefined) renderNoConstructor(writer, name, file);
    else renderConstructor(writer, canonical, { name, destroy: plan.destroy.symbol, file });
    const others = constructors.filter((one) => one !== canonical);
    const members = claimMembers([...others, ...methods, ...statics].map((one) => one.declaration.name));
    const render = (call: CallPlan, index: number) => {
      const member = members[index] ?? toSnakeCase(call.declaration.name);
      if (!call.hasReceiver) writer.blank().line("@staticmethod");
      const shape = { name: member, label: `${name}.${member}` };
      const own = call.hasReceiver ? { ...shape, first: "self" as const, receiver: "self._use()" } : shape;
      renderCall(call.hasReceiver ? writer.blank() : writer, call, own, file);
    };
    for (const [index, one] of [...others, ...methods, ...statics].entries()) render(one, index);
  });
}

function renderNoConstructor(writer: CodeWriter, name: string, file: ModuleFile): void {
  writer.line("def __init__(self) -> None:");
  writer.indent(() => {
    if (file.isStub) writer.line("...");
    else writer.line(`raise TypeError("objects of ${name} come from the library")`);
  });
}
