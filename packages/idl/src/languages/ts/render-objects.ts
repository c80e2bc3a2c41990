/** Renders classes of native objects: records with their getters and builders, rich enums with their variants, interfaces. */
import { NameScope } from "@koine/codegen";
import type { CodeWriter } from "@koine/codegen";
import { toPascalCase } from "../../abi/symbol-names.ts";
import type {
  BuilderPlan,
  CallPlan,
  InterfacePlan,
  RecordPlan,
  RichEnumPlan,
  RichVariantPlan,
} from "../../plan/plan-model.ts";
import { renderDoc } from "./documentation.ts";
import { renderList } from "./layout.ts";
import { renderInput } from "./marshal-in.ts";
import type { ModuleFile } from "./module-file.ts";
import { apiNames, toCamelCase } from "./names.ts";
import {
  claimParameters,
  renderCall,
  renderField,
  renderFinish,
  renderGetter,
  renderNativeCall,
  renderParameterList,
} from "./render-call.ts";
import { renderType } from "./types.ts";

/** Renders an opaque record. */
export function renderRecord(writer: CodeWriter, record: RecordPlan, file: ModuleFile): void {
  const { declaration, create, getters, builder } = record;
  const name = file.findName(declaration.id);
  const members = claimMembers(getters.map(({ field }) => field.name));
  renderDoc(writer, declaration);
  writer.block(
    `export class ${name} extends ${extended(file, record.native.symbol)} {`,
    () => {
      const shape = { head: "static create", label: `${name}.create` };
      renderCall(
        writer,
        { ...create, declaration: { ...create.declaration, doc: `Makes a new ${name}.` } },
        shape,
        file,
      );
      for (const [index, getter] of getters.entries()) {
        writer.blank();
        renderGetter(writer, getter, { name: members[index] ?? "", self: self(file, name) }, file);
      }
    },
    "}",
  );
  if (builder !== undefined) renderBuilder(writer.blank(), record, { builder, file });
}

function renderBuilder(
  writer: CodeWriter,
  { declaration }: RecordPlan,
  { builder, file }: { readonly builder: BuilderPlan; readonly file: ModuleFile },
): void {
  const record = file.findName(declaration.id);
  const name = `${record}Builder`;
  const symbols = file.native("symbols");
  writer.doc(`Makes a {@link ${record}} field by field.`);
  writer.block(
    `export class ${name} extends ${extended(file, builder.native.symbol)} {`,
    () => {
      writer.block(
        "constructor() {",
        () => {
          const pointer = `${file.support("requirePointer")}(${symbols}.${builder.create.symbol}(), "new ${name}()")`;
          writer.line(`super(${pointer}, ${symbols}.${builder.destroy.symbol});`);
        },
        "}",
      );
      const setters = claimMembers(
        builder.setters.map(({ parameter }) => parameter.declaration.name),
        new Map([["build", "setBuild"]]),
      );
      for (const [index, { symbol, parameter }] of builder.setters.entries()) {
        const field = toCamelCase(parameter.declaration.name);
        const setter = setters[index] ?? "";
        const value = new NameScope(apiNames, { outer: file.names.scopeOf(file.module) }).claim(field, "parameter");
        writer.blank();
        renderDoc(writer, parameter.declaration);
        const type = renderType(parameter.declaration.type, "in", file.findName);
        writer.block(
          `${setter}(${value}: ${type}): this {`,
          () => {
            const label = JSON.stringify(`${name}.${setter}(): ${value}`);
            const values = renderInput({ transfer: parameter.transfer, value, label }, file);
            writer.line(`${symbols}.${symbol.symbol}(${[self(file, name), ...values].join(", ")});`);
            writer.line("return this;");
          },
          "}",
        );
      }
      writer.blank();
      const shape = { head: "build", label: `${name}.build`, receiver: self(file, name) };
      const doc = `Makes the ${record} of what was set. The builder can go on.`;
      renderCall(writer, { ...builder.build, declaration: { ...declaration, doc } }, shape, file);
    },
    "}",
  );
}

/** Renders a rich enum: one class with `kind`, and per variant what makes it and what it holds. */
export function renderRichEnum(writer: CodeWriter, plan: RichEnumPlan, file: ModuleFile): void {
  const { declaration, variants, tag } = plan;
  const name = file.findName(declaration.id);
  renderDoc(writer, declaration);
  writer.block(
    `export class ${name} extends ${extended(file, plan.native.symbol)} {`,
    () => {
      for (const variant of variants) renderVariant(writer, variant, { name, file });
      const kinds = variants.map((one) => JSON.stringify(one.declaration.name)).join(" | ");
      writer.doc("Which variant it is.");
      writer.block(
        `get kind(): ${kinds} {`,
        () => {
          writer.line(`const tag = ${file.native("symbols")}.${tag.symbol}(${self(file, name)});`);
          writer.block(
            "switch (tag) {",
            () => {
              for (const { declaration: one } of variants) {
                writer
                  .line(`case ${String(one.value)}:`)
                  .indent(() => writer.line(`return ${JSON.stringify(one.name)};`));
              }
              writer.line("default:");
              writer.indent(() => {
                writer.line(
                  `throw new ${file.support("ApiError")}(\`${name}: no variant has the tag \${String(tag)}\`, -1);`,
                );
              });
            },
            "}",
          );
        },
        "}",
      );
    },
    "}",
  );
}

function renderVariant(
  writer: CodeWriter,
  { declaration, create, getters }: RichVariantPlan,
  { name, file }: { readonly name: string; readonly file: ModuleFile },
): void {
  const variant = toCamelCase(declaration.name);
  const method = reservedStatics.has(variant) ? `${variant}_` : variant;
  renderCall(writer, create, { head: `static ${method}`, label: `${name}.${method}` }, file);
  writer.blank();
  if (getters.length === 0) return;
  const names = claimMembers(getters.map(({ field }) => field.name));
  const fields = getters.map(
    ({ field }, index) => `readonly ${names[index] ?? ""}: ${renderType(field.type, "out", file.findName)}`,
  );
  writer.doc(`The fields of ${declaration.name}; \`null\` for another variant.`);
  writer.block(
    `get as${toPascalCase(declaration.name)}(): { ${fields.join("; ")} } | null {`,
    () => {
      writer.line(`if (this.kind !== ${JSON.stringify(declaration.name)}) return null;`);
      writer.line(`const $$self = ${self(file, name)};`);
      const values = getters.map((getter, index) => {
        const field = names[index] ?? "";
        return `${field}: ${renderField(writer, getter, { name: field, self: "$$self" }, file)}`;
      });
      writer.block("return {", () => writer.lines(values.map((value) => `${value},`)), "};");
    },
    "}",
  );
  writer.blank();
}

/** Names that a class has already. */
const reservedStatics: ReadonlySet<string> = new Set([
  "name",
  "length",
  "prototype",
  "constructor",
  "caller",
  "arguments",
]);

/** Renders an interface: its constructors, methods and statics. */
export function renderInterface(writer: CodeWriter, plan: InterfacePlan, file: ModuleFile): void {
  const { declaration, constructors, methods, statics } = plan;
  const name = file.findName(declaration.id);
  const canonical = constructors.find((one) => one.declaration.name === "new");
  renderDoc(writer, declaration);
  writer.block(
    `export class ${name} extends ${extended(file, plan.native.symbol)} {`,
    () => {
      if (canonical === undefined) renderPrivateConstructor(writer, extended(file, plan.native.symbol));
      else renderConstructor(writer, canonical, { name, destroy: plan.destroy.symbol, file });
      for (const one of constructors)
        if (one !== canonical) renderMember(writer.blank(), one, { name, prefix: "static ", file });
      for (const one of methods) renderMember(writer.blank(), one, { name, prefix: "", file });
      for (const one of statics) renderMember(writer.blank(), one, { name, prefix: "static ", file });
    },
    "}",
  );
}

function renderPrivateConstructor(writer: CodeWriter, base: string): void {
  writer.doc("Objects of this class come from the library.");
  writer.line(`private constructor(...values: ConstructorParameters<typeof ${base}>) {`);
  writer.indent(() => writer.line("super(...values);")).line("}");
}

interface ConstructorOptions {
  readonly name: string;
  readonly destroy: string;
  readonly file: ModuleFile;
}

function renderConstructor(writer: CodeWriter, call: CallPlan, { name, destroy, file }: ConstructorOptions): void {
  const parameters = claimParameters(call, file);
  renderDoc(
    writer,
    call.declaration,
    call.parameters.map(({ declaration }, index) => [parameters[index] ?? "", declaration.doc]),
  );
  writer.block(
    renderList("constructor(", renderParameterList(call, parameters, file), ") {"),
    () => {
      const body = { call, parameters, shape: { label: `new ${name}` } };
      renderNativeCall(writer, body, file);
      renderFinish(writer, body, file);
      const pointer = `${file.support("requirePointer")}($result, "new ${name}()")`;
      writer.line(`super(${pointer}, ${file.native("symbols")}.${destroy});`);
    },
    "}",
  );
}

interface MemberOptions {
  readonly name: string;
  readonly prefix: string;
  readonly file: ModuleFile;
}

function renderMember(writer: CodeWriter, call: CallPlan, { name, prefix, file }: MemberOptions): void {
  const spelled = toCamelCase(call.declaration.name);
  const method =
    prefix !== "" && reservedStatics.has(spelled)
      ? `${spelled}_`
      : spelled === "constructor"
        ? "constructor_"
        : spelled;
  const shape = { head: prefix + method, label: `${name}.${method}` };
  renderCall(writer, call, call.hasReceiver ? { ...shape, receiver: self(file, name) } : shape, file);
}

function self(file: ModuleFile, name: string): string {
  return `this[${file.support("native")}].use(${JSON.stringify(name)})`;
}

/**
 * Properties that do not meet: of each other, and of what every object has.
 *
 * @param others Names that are taken, with those that stand for them.
 */
function claimMembers(names: readonly string[], others: ReadonlyMap<string, string> = new Map()): readonly string[] {
  const taken = new Set(["constructor", ...others.keys()]);
  return names.map((name) => {
    const own = toCamelCase(name);
    let member = others.get(own) ?? own;
    while (taken.has(member)) member += "_";
    taken.add(member);
    return member;
  });
}

/** What a class of native objects extends. */
function extended(file: ModuleFile, symbol: string): string {
  return `${file.support("NativeObject")}<typeof ${file.native(symbol)}>`;
}
