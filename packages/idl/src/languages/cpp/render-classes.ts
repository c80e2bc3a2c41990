/** Renders classes of native objects: their bodies first, their definitions when every class is known. */
import type { CodeWriter } from "@koine/codegen";
import type { CNamedType } from "../../abi/c-type.ts";
import type { BuilderPlan, CallPlan, GetterPlan, InterfacePlan, RecordPlan } from "../../plan/plan-model.ts";
import type { CppFile } from "./cpp-file.ts";
import { renderDeprecation, renderDoc } from "./documentation.ts";
import { renderInput } from "./marshal-in.ts";
import { claimMembers } from "./names.ts";
import { renderDeclaration, renderDefinition, renderFieldRead } from "./render-call.ts";
import type { CallShape } from "./render-call.ts";

/** Members that every class has. */
const ownMembers = ["native", "adopt", "lend"];

/** What both renderings of a class need. */
interface ClassParts {
  readonly name: string;
  readonly native: CNamedType;
  readonly destroy: string;
  readonly getters: readonly GetterPlan[];
  readonly calls: readonly { readonly call: CallPlan; readonly shape: CallShape }[];
}

/** Describes a record. */
export function recordParts({ declaration, native, destroy, getters, create }: RecordPlan, file: CppFile): ClassParts {
  const name = file.names.findOwn(declaration.id);
  const { id, span } = create.declaration;
  const call = { ...create, declaration: { name, id, span } };
  return {
    name,
    native,
    destroy: destroy.symbol,
    getters,
    calls: [{ call, shape: { name, owner: name, isConstructor: true } }],
  };
}

/** Describes an interface. */
export function interfaceParts(plan: InterfacePlan, file: CppFile): ClassParts {
  const { declaration, native, destroy, constructors, methods, statics } = plan;
  const name = file.names.findOwn(declaration.id);
  const all = [...constructors, ...methods, ...statics];
  const members = claimMembers(
    all.map((one) => one.declaration.name),
    ownMembers,
  );
  const calls = all.map((call, index) => {
    const isCanonical = constructors.includes(call) && call.declaration.name === "new";
    const shape: CallShape = isCanonical
      ? { name, owner: name, isConstructor: true }
      : { name: members[index] ?? "", owner: name, isStatic: !call.hasReceiver };
    return { call, shape };
  });
  return { name, native, destroy: destroy.symbol, getters: [], calls };
}

/** Renders the body of a class: declarations, and its ownership. */
export function renderClass(
  writer: CodeWriter,
  plan: RecordPlan | InterfacePlan,
  parts: ClassParts,
  file: CppFile,
): void {
  const { name, native, destroy, getters, calls } = parts;
  const members = memberNames(getters);
  renderDoc(writer, plan.declaration);
  writer.line(`class ${renderDeprecation(plan.declaration)}${name} {`).line("public:");
  writer.indent(() => {
    for (const { call, shape } of calls) renderDeclaration(writer.blank(), call, shape, file);
    for (const [index, { field }] of getters.entries()) {
      renderDoc(writer.blank(), field);
      writer.line(`${renderDeprecation(field)}${file.type(field.type)} ${members[index] ?? ""}() const;`);
    }
    writer.blank().line("/// Wraps a native object, which it then owns.");
    writer.line(`static ${name} adopt(::${native.symbol}* native) { return ${name}(native, true); }`);
    writer.line("/// Wraps a native object that somebody else owns.");
    writer.line(`static ${name} lend(const ::${native.symbol}* native) {`);
    writer.line(`    return ${name}(const_cast<::${native.symbol}*>(native), false);`).line("}").blank();
    writer.line("/// The native object, which stays owned by this one.");
    writer.line(`::${native.symbol}* native() const { return koine::check_object(koine_native.get(), "${name}"); }`);
  });
  writer.blank().line("private:");
  writer.indent(() => {
    writer.line(`struct Free {
    Free() noexcept : is_owned(true) {}
    explicit Free(bool owned) noexcept : is_owned(owned) {}
    bool is_owned;
    void operator()(::${native.symbol}* native) const noexcept {
        if (is_owned) ::${destroy}(native);
    }
};

${name}(::${native.symbol}* native, bool is_owned) : koine_native(native, Free(is_owned)) {}

std::unique_ptr<::${native.symbol}, Free> koine_native;`);
  });
  writer.line("};");
}

function memberNames(getters: readonly GetterPlan[]): readonly string[] {
  return claimMembers(
    getters.map(({ field }) => field.name),
    ownMembers,
  );
}

/** Renders the definitions of a class. */
export function renderClassDefinitions(writer: CodeWriter, { name, getters, calls }: ClassParts, file: CppFile): void {
  for (const { call, shape } of calls) renderDefinition(writer.blank(), call, shape, file);
  const members = memberNames(getters);
  for (const [index, getter] of getters.entries()) {
    writer.blank().block(
      `inline ${file.type(getter.field.type)} ${name}::${members[index] ?? ""}() const {`,
      () => {
        const value = renderFieldRead(writer, getter, "native()", file);
        writer.line(`return ${value};`);
      },
      "}",
    );
  }
}

interface BuilderParts {
  readonly record: string;
  readonly builder: BuilderPlan;
  readonly members: readonly string[];
}

function builderParts({ declaration }: RecordPlan, builder: BuilderPlan, file: CppFile): BuilderParts {
  const names = builder.setters.map(({ parameter }) => parameter.declaration.name);
  return {
    record: file.names.findOwn(declaration.id),
    builder,
    members: claimMembers(names, [...ownMembers, "build"]),
  };
}

/** Renders the body of a record's builder. */
export function renderBuilder(writer: CodeWriter, plan: RecordPlan, file: CppFile): void {
  if (plan.builder === undefined) return;
  const { record, builder, members } = builderParts(plan, plan.builder, file);
  const symbol = `::${builder.native.symbol}`;
  writer.blank().line(`/// Makes a ${record} field by field.`);
  writer.line(`class ${record}Builder {`).line("public:");
  writer.indent(() => {
    writer.line(`${record}Builder();`);
    for (const [index, { parameter }] of builder.setters.entries()) {
      renderDoc(writer.blank(), parameter.declaration);
      const [value = "value"] = file.names.claimParameters([parameter.declaration.name]);
      const type = file.parameterType(parameter.declaration);
      writer.line(`${record}Builder& ${members[index] ?? ""}(${type} ${value});`);
    }
    writer
      .blank()
      .line(`/// Makes the ${record} of what was set. The builder can go on.`)
      .line(`${record} build() const;`);
  });
  writer.blank().line("private:").line(`    std::unique_ptr<${symbol}, void (*)(${symbol}*)> koine_native;`).line("};");
}

/** Renders the definitions of a record's builder. */
export function renderBuilderDefinitions(writer: CodeWriter, plan: RecordPlan, file: CppFile): void {
  if (plan.builder === undefined) return;
  const { record, builder, members } = builderParts(plan, plan.builder, file);
  const native = `koine::check_object(koine_native.get(), "${record}Builder")`;
  writer
    .blank()
    .block(
      `inline ${record}Builder::${record}Builder() : koine_native(nullptr, &::${builder.destroy.symbol}) {`,
      () => writer.line("detail::check_contract();").line(`koine_native.reset(::${builder.create.symbol}());`),
      "}",
    );
  for (const [index, { symbol, parameter }] of builder.setters.entries()) {
    const [value = "value"] = file.names.claimParameters([parameter.declaration.name]);
    const type = file.parameterType(parameter.declaration);
    writer.blank().block(
      `inline ${record}Builder& ${record}Builder::${members[index] ?? ""}(${type} ${value}) {`,
      () => {
        const { rooms, slots } = renderInput(parameter.transfer, value, file);
        writer
          .lines(rooms)
          .line(`::${symbol.symbol}(${[native, ...slots].join(", ")});`)
          .line("return *this;");
      },
      "}",
    );
  }
  writer.blank().block(
    `inline ${record} ${record}Builder::build() const {`,
    () => {
      writer.line(`::${file.plan.abi.runtime.error.symbol} error{};`);
      writer.line(`auto* const result = ::${builder.build.symbol.symbol}(${native}, &error);`);
      writer.line("detail::settle(error, &detail::raise);");
      writer.line(`return ${record}::adopt(koine::check_object(result, "${record}Builder::build()"));`);
    },
    "}",
  );
}
