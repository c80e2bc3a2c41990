/** The exports of one type declaration: a descriptor, and the JavaScript type of its values. */
import type { StructOptions, Target } from "@koine/ctypes";
import { toPropertyName } from "@koine/codegen";
import type { CodeWriter } from "@koine/codegen";
import { declarationKey } from "../spec/declaration-key.ts";
import type { Spec, SpecEnum, SpecMember, SpecRecord, SpecTypedef } from "../spec/model.ts";
import type { SpecTypeDeclaration } from "../spec/spec-index.ts";
import { isNameOfTag } from "./module-names.ts";
import { memberKeys, planRecordOptions } from "./record-descriptor.ts";
import { renderDescriptor, toTypeName } from "./render-descriptor.ts";
import type { DescriptorScope } from "./render-descriptor.ts";
import { renderInteger } from "./render-constant.ts";

/** What the exports of a module are rendered with. */
export interface ModuleContext {
  readonly spec: Spec;
  readonly scope: DescriptorScope;
  readonly target: Target;
  readonly writer: CodeWriter;
}

/** Writes the exports of a type declaration. Returns whether there are any. */
export function writeTypeExport(declaration: SpecTypeDeclaration, context: ModuleContext): boolean {
  switch (declaration.kind) {
    case "struct":
    case "union":
      return declaration.unsupported === undefined
        ? writeRecord(declaration, context)
        : writeOpaque(declaration, context, ` Its members are not available: ${declaration.unsupported}.`);
    case "opaque":
      return writeOpaque(declaration, context, "");
    case "enum":
      return writeEnum(declaration, context);
    case "typedef":
      return writeTypedef(declaration, context);
    default:
      return declaration satisfies never;
  }
}

function exportName(declaration: SpecTypeDeclaration, { scope }: ModuleContext): string {
  const name = scope.names.exports.get(declarationKey(declaration));
  if (name === undefined) throw new Error(`no name was planned for ${declaration.name}`);
  return name;
}

/** The doc comment of a tag, or that of the typedef that repeats its name. */
function documentationOf(declaration: SpecTypeDeclaration, { spec }: ModuleContext): string | undefined {
  return spec.docs.get(declarationKey(declaration)) ?? spec.docs.get(declaration.name);
}

function writeRecord(record: SpecRecord, context: ModuleContext): boolean {
  const { scope, writer, target } = context;
  const { c } = scope.names;
  const name = exportName(record, context);
  const options = planRecordOptions(record, scope.index, target);
  if (options === undefined) throw new Error(`${record.name}: the passes let a record without a layout through`);
  const suffix = Object.keys(options).length === 0 ? ")" : `, ${renderOptions(options)})`;
  writer.blank().doc(documentationOf(record, context));
  writer.block(
    `export const ${name} = /* @__PURE__ */ ${c}.${record.kind}(${JSON.stringify(toTypeName(record.name))}, {`,
    () => writeMembers(record, context),
    `}${suffix};`,
  );
  writer.line(`export type ${name} = ${c}.Infer<typeof ${name}>;`);
  return true;
}

function writeMembers(record: SpecRecord, { spec, scope, writer }: ModuleContext): void {
  const keys = memberKeys(record);
  for (const [place, member] of record.members.entries()) {
    writer.doc(member.name === null ? undefined : spec.docs.get(`${declarationKey(record)}.${member.name}`));
    const key = toPropertyName(keys[place] ?? "");
    const described = renderMember(member, scope);
    writer.line(key === described ? `${key},` : `${key}: ${described},`);
  }
}

function renderMember(member: SpecMember, scope: DescriptorScope): string {
  if (member.bitWidth === undefined) return renderDescriptor(member.type, "memory", scope);
  // c.bits takes the basic type itself, not an alias of it.
  const base = scope.index.resolve(member.type);
  return `${scope.names.c}.bits(${renderDescriptor(base, "memory", scope)}, ${member.bitWidth})`;
}

function renderOptions(options: StructOptions): string {
  const entries = Object.entries(options).map(([key, value]: [string, unknown]) => {
    const text = typeof value === "object" && value !== null ? renderOffsets(value) : JSON.stringify(value);
    return `${key}: ${text}`;
  });
  return `{ ${entries.join(", ")} }`;
}

function renderOffsets(offsets: object): string {
  const entries = Object.entries(offsets).map(([name, offset]) => `${toPropertyName(name)}: ${String(offset)}`);
  return `{ ${entries.join(", ")} }`;
}

function writeOpaque(
  declaration: Exclude<SpecTypeDeclaration, SpecEnum | SpecTypedef>,
  context: ModuleContext,
  remark: string,
): boolean {
  const { scope, writer } = context;
  const name = exportName(declaration, context);
  const documentation = (documentationOf(declaration, context) ?? "") + remark;
  writer.blank().doc(documentation.trim());
  writer.line(
    `export const ${name} = /* @__PURE__ */ ${scope.names.c}.opaque(${JSON.stringify(toTypeName(declaration.name))});`,
  );
  return true;
}

function writeEnum(declaration: SpecEnum, context: ModuleContext): boolean {
  const { spec, scope, writer } = context;
  const { c } = scope.names;
  const isDeclared = !isConstantGroup(declaration);
  if (isDeclared) {
    const name = exportName(declaration, context);
    const base = renderDescriptor(declaration.base, "memory", scope);
    writer.blank().doc(documentationOf(declaration, context));
    writer.block(
      `export const ${name} = /* @__PURE__ */ ${c}.enum(${JSON.stringify(toTypeName(declaration.name))}, {`,
      () => {
        for (const { name: member, value } of declaration.enumerators) {
          writer.line(`${toPropertyName(member)}: ${renderInteger(value)},`);
        }
      },
      // Libraries add values, and C passes any value of the base type.
      `}, { base: ${base}, open: true });`,
    );
    writer.line(`export type ${name} = ${c}.Infer<typeof ${name}>;`);
  } else {
    writer.blank();
  }
  for (const { name, value } of declaration.enumerators) {
    writer.doc(spec.docs.get(`${declarationKey(declaration)}.${name}`));
    writeConstantExport(name, renderInteger(value), context);
  }
  return true;
}

/** Tells whether an enum only groups constants: C gives it no name that a declaration could use. */
export function isConstantGroup(declaration: SpecEnum): boolean {
  return declaration.enumerators.length === 0 || (declaration.isAnonymous && declaration.name.includes("."));
}

function writeConstantExport(name: string, text: string, { scope, writer }: ModuleContext): void {
  const identifier = scope.names.enumerators.get(name) ?? name;
  writeExport(writer, { name, identifier, text });
}

/** Writes `export const`; where TypeScript reserves the name, under a local name that is exported as C's. */
export function writeExport(
  writer: CodeWriter,
  { name, identifier, text }: { readonly name: string; readonly identifier: string; readonly text: string },
): void {
  if (identifier === name) {
    writer.line(`export const ${name} = ${text};`);
    return;
  }
  writer.line(`const ${identifier} = ${text};`);
  writer.line(`export { ${identifier} as ${name} };`);
}

function writeTypedef(typedef: SpecTypedef, context: ModuleContext): boolean {
  const { spec, scope, writer } = context;
  const { names, index } = scope;
  const { type, unsupported } = typedef;
  if (unsupported !== undefined) return false;
  const name = exportName(typedef, context);
  if (type.kind === "reference" && type.to !== "typedef") {
    const tag = index.find(type);
    const tagName = tag === undefined ? undefined : names.exports.get(declarationKey(tag));
    if (tagName === name && tag !== undefined && isNameOfTag(typedef, declarationKey(tag))) return false;
    if (tag !== undefined && tagName !== undefined && scope.declared.has(declarationKey(tag))) {
      writer.blank().doc(spec.docs.get(typedef.name));
      writer.line(`export const ${name} = ${tagName};`);
      if (tag.kind !== "opaque" && !("unsupported" in tag && tag.unsupported !== undefined)) {
        writer.line(`export type ${name} = ${tagName};`);
      }
      return true;
    }
  }
  writer.blank().doc(spec.docs.get(typedef.name));
  // A typedef of a function pointer is there for the parameters that take one.
  const described = renderDescriptor(type, "parameter", scope);
  writer.line(
    `export const ${name} = /* @__PURE__ */ ${names.c}.alias(${JSON.stringify(typedef.name)}, ${described});`,
  );
  const isValue = index.resolve(type).kind !== "function";
  if (isValue) writer.line(`export type ${name} = ${names.c}.Infer<typeof ${name}>;`);
  return true;
}
