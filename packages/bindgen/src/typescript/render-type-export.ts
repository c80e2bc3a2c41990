/** The exports of one type declaration: a descriptor, and the JavaScript type of its values. */
import type { StructOptions, Target } from "@koine/ctypes";
import { CodeWriter, toPropertyName } from "@koine/codegen";
import { declarationKey } from "../spec/declaration-key.ts";
import type { Spec, SpecEnum, SpecMember, SpecRecord, SpecTypedef } from "../spec/model.ts";
import type { SpecTypeDeclaration } from "../spec/spec-index.ts";
import type { SpecReference, SpecType } from "../spec/type-model.ts";
import type { ModuleDocs } from "./documentation/module-docs.ts";
import type { ExportedValue } from "./exported-value.ts";
import { renderAnnotatedMember, renderCallback } from "./annotated-value.ts";
import { named as namedCode } from "./descriptor-code.ts";
import type { DescriptorCode } from "./descriptor-code.ts";
import { toPureCall } from "./exported-value.ts";
import { isNameOfTag, publicName } from "./module-names.ts";
import { findHandle } from "./find-handle.ts";
import { describableMembers } from "./open-ended.ts";
import { spellRelease } from "./release-symbol.ts";
import { memberKeys, planRecordOptions } from "./record-descriptor.ts";
import { renderDescriptor, toTypeName } from "./render-descriptor.ts";
import type { DescriptorScope } from "./render-descriptor.ts";
import { renderInteger } from "./render-constant.ts";
import { renderEnumText, renderRecordText, renderTypedefText } from "./render-type-text.ts";

/** What the exports of one target are rendered with. */
export interface ModuleContext {
  readonly spec: Spec;
  /** What the spec has as documentation, in the form of TypeScript. */
  readonly docs: ModuleDocs;
  readonly scope: DescriptorScope;
  /** The same for text that runs when it is needed, and may name what is declared below. */
  readonly lateScope: DescriptorScope;
  readonly target: Target;
}

/** Gives the exports of a type declaration; none for what needs none of its own. */
export function exportType(declaration: SpecTypeDeclaration, context: ModuleContext): readonly ExportedValue[] {
  const annotation = context.scope.annotations.get(declarationKey(declaration));
  if (annotation?.handle !== undefined) return [exportHandle(declaration, annotation.handle, context)];
  switch (declaration.kind) {
    case "struct":
    case "union":
      return declaration.unsupported === undefined
        ? [exportRecord(declaration, context)]
        : [exportOpaque(declaration, context, ` Its members are not available: ${declaration.unsupported}.`)];
    case "opaque":
      return [exportOpaque(declaration, context, "")];
    case "enum":
      return exportEnum(declaration, context);
    case "typedef":
      return exportTypedef(declaration, context);
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
function documentationOf(declaration: SpecTypeDeclaration, { docs }: ModuleContext): string | undefined {
  const hasMembers = declaration.kind !== "typedef";
  return docs.get(declarationKey(declaration), hasMembers) ?? docs.get(declaration.name, hasMembers);
}

/** A descriptor under the name of its declaration, with the type of its values. */
function exportDescriptor(
  name: string,
  { value, type: stated }: DescriptorCode,
  facts: { readonly documentation: string | undefined; readonly type: string | undefined },
): ExportedValue {
  return { name, identifier: name, expression: value, stated, isCall: true, isApart: true, ...facts };
}

function exportRecord(record: SpecRecord, context: ModuleContext): ExportedValue {
  const { scope, target } = context;
  const { c, declareStruct, declareUnion } = scope.names;
  const name = exportName(record, context);
  const options = planRecordOptions(record, scope.index, target);
  if (options === undefined) throw new Error(`${record.name}: the passes let a record without a layout through`);
  const suffix = Object.keys(options).length === 0 ? ")" : `, ${renderOptions(options)})`;
  const spelled = JSON.stringify(toTypeName(record.name));
  const members = describeMembers(record, context);
  const value =
    renderRecordText(record, options, context) ??
    renderBlock(
      `${record.kind === "struct" ? declareStruct : declareUnion}(${spelled}, () => ({`,
      members.map(({ key, code }) => (key === code.value ? `${key},` : `${key}: ${code.value},`)),
      `})${suffix}`,
    );
  const type = renderBlock(
    `${c}.${record.kind === "struct" ? "Struct" : "Union"}<${spelled}, {`,
    members.map(({ key, code, documentation }) =>
      documentation === undefined ? `${key}: ${code.type};` : `${renderDoc(documentation)}${key}: ${code.type};`,
    ),
    "}>",
  );
  return exportDescriptor(
    name,
    { value, type },
    { documentation: documentationOf(record, context), type: `${c}.Infer<typeof ${name}>` },
  );
}

/** Renders lines between brackets, indented; whoever writes them trims what is blank. */
function renderBlock(open: string, lines: readonly string[], close: string): string {
  let text = open;
  for (const line of lines) text += `\n  ${line.includes("\n") ? line.replaceAll("\n", "\n  ") : line}`;
  return `${text}\n${close}`;
}

/** Renders the comment in front of a member. */
function renderDoc(documentation: string): string {
  const writer = new CodeWriter().doc(documentation);
  return writer.isEmpty ? "" : writer.toString();
}

interface DescribedMember {
  readonly key: string;
  readonly code: DescriptorCode;
  readonly documentation: string | undefined;
}

function describeMembers(record: SpecRecord, { docs, lateScope: scope }: ModuleContext): readonly DescribedMember[] {
  const members = describableMembers(record, scope.index);
  const keys = memberKeys(members);
  const key = declarationKey(record);
  const annotations = scope.annotations.get(key)?.members;
  return members.map((member, place) => {
    const annotation = annotations?.[member.name ?? ""];
    const code =
      annotation === undefined ? renderMember(member, scope) : renderAnnotatedMember(member.type, annotation, scope);
    const documentation = member.name === null ? undefined : docs.get(`${key}.${member.name}`);
    return { key: toPropertyName(keys[place] ?? ""), code, documentation };
  });
}

function renderMember(member: SpecMember, scope: DescriptorScope): DescriptorCode {
  if (member.bitWidth === undefined) return renderDescriptor(member.type, "memory", scope);
  // c.bits takes the basic type itself, not an alias of it.
  const base = renderDescriptor(scope.index.resolve(member.type), "memory", scope);
  const { c } = scope.names;
  return { value: `${c}.bits(${base.value}, ${member.bitWidth})`, type: `${c}.BitFieldType<${base.type}>` };
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

function exportHandle(declaration: SpecTypeDeclaration, release: string, context: ModuleContext): ExportedValue {
  const { c } = context.scope.names;
  const name = exportName(declaration, context);
  const spelled = JSON.stringify(toTypeName(declaration.name));
  const value = `${c}.handle(${spelled}, { release: ${spellRelease(release, context.scope)} })`;
  return exportDescriptor(
    name,
    { value, type: `${c}.HandleType<${spelled}>` },
    {
      documentation: documentationOf(declaration, context),
      type: `NonNullable<${c}.InferResult<typeof ${name}>>`,
    },
  );
}

function exportOpaque(
  declaration: Exclude<SpecTypeDeclaration, SpecEnum | SpecTypedef>,
  context: ModuleContext,
  remark: string,
): ExportedValue {
  const documentation = (documentationOf(declaration, context) ?? "") + remark;
  const { c } = context.scope.names;
  const spelled = JSON.stringify(toTypeName(declaration.name));
  const code = { value: `${c}.opaque(${spelled})`, type: `${c}.OpaqueType<${spelled}>` };
  return exportDescriptor(exportName(declaration, context), code, {
    documentation: documentation.trim(),
    type: undefined,
  });
}

function exportEnum(declaration: SpecEnum, context: ModuleContext): readonly ExportedValue[] {
  const isGroup = isConstantGroup(declaration);
  const values = isGroup ? [] : [exportEnumDescriptor(declaration, context)];
  const { names } = context.scope;
  const key = declarationKey(declaration);
  let isFirst = true;
  for (const { name, value } of declaration.enumerators) {
    const identifier = names.enumerators.get(name);
    if (identifier === undefined) continue;
    values.push({
      name: publicName(name, names),
      identifier,
      documentation: context.docs.get(`${key}.${name}`),
      expression: renderInteger(value),
      stated: undefined,
      isCall: false,
      type: undefined,
      isApart: isFirst && isGroup,
    });
    isFirst = false;
  }
  return values;
}

function exportEnumDescriptor(declaration: SpecEnum, context: ModuleContext): ExportedValue {
  const { scope } = context;
  const { c, declareEnum, declareFlags } = scope.names;
  const name = exportName(declaration, context);
  const rule = scope.annotations.get(declarationKey(declaration))?.enum ?? (declaration.isFlags ? "flags" : "open");
  const spelled = JSON.stringify(toTypeName(declaration.name));
  const base = renderDescriptor(declaration.base, "memory", scope);
  const members = declaration.enumerators.map(
    ({ name: member, value }) => [toPropertyName(member), renderInteger(value)] as const,
  );
  // Libraries add values, and C passes any value of the base type.
  const isOpen = rule !== "closed";
  const callee = rule === "flags" ? declareFlags : declareEnum;
  const value =
    renderEnumText(declaration, callee, { scopes: context, isOpen }) ??
    renderBlock(
      `${callee}(${spelled}, () => ({`,
      members.map(([key, text]) => `${key}: ${text},`),
      `}), { base: () => ${base.value}${isOpen ? ", open: true" : ""} })`,
    );
  const type = renderBlock(
    `${c}.${rule === "flags" ? "FlagsType" : "EnumType"}<${spelled}, {`,
    members.map(([key, text]) => `readonly ${key}: ${text};`),
    `}, ${isOpen}, ${base.type}${rule === "flags" ? "" : ", false"}>`,
  );
  return exportDescriptor(
    name,
    { value, type },
    { documentation: documentationOf(declaration, context), type: `${c}.Infer<typeof ${name}>` },
  );
}

/** Tells whether an enum only groups constants: C gives it no name that a declaration could use. */
export function isConstantGroup(declaration: SpecEnum): boolean {
  return declaration.enumerators.length === 0 || (declaration.isAnonymous && declaration.name.includes("."));
}

function exportTypedef(typedef: SpecTypedef, context: ModuleContext): readonly ExportedValue[] {
  const { docs, scope } = context;
  const { names, index } = scope;
  const { type, unsupported } = typedef;
  if (unsupported !== undefined) return [];
  const name = exportName(typedef, context);
  const documentation = docs.get(typedef.name);
  const tagged = findTagged(type, scope);
  if (tagged !== undefined) {
    const tag = index.find(tagged);
    const tagName = tag === undefined ? undefined : names.exports.get(declarationKey(tag));
    if (tagName === name && tag !== undefined && isNameOfTag(typedef, declarationKey(tag))) {
      scope.identities.set(typedef.name, tagged);
      return [];
    }
    if (tag !== undefined && tagName !== undefined && scope.declared.has(declarationKey(tag))) {
      const hasValues = tag.kind !== "opaque" && !("unsupported" in tag && tag.unsupported !== undefined);
      const facts = { documentation, type: hasValues ? tagName : undefined };
      scope.identities.set(typedef.name, tagged);
      return [{ ...exportDescriptor(name, namedCode(tagName), facts), isCall: false }];
    }
  }
  const { callback } = scope.annotations.get(typedef.name) ?? {};
  const resolved = index.resolve(type);
  const target = resolved.kind === "pointer" ? index.resolve(resolved.target) : resolved;
  if (callback !== undefined && target.kind === "function") {
    // Not an alias: what makes callbacks is the type itself.
    const facts = { documentation, type: `${names.c}.Infer<typeof ${name}>` };
    const { value, type: described } = renderCallback(target, callback, scope);
    return [exportDescriptor(name, { value: toPureCall(value), type: described }, facts)];
  }
  // A typedef of a function pointer is there for the parameters that take one.
  const isValue = resolved.kind !== "function";
  return [
    exportDescriptor(name, renderAlias(typedef, context), {
      documentation,
      type: isValue ? `${names.c}.Infer<typeof ${name}>` : undefined,
    }),
  ];
}

/** The tag that a typedef names, by itself or by other typedefs that are the same descriptor. */
function findTagged(type: SpecType, { identities }: DescriptorScope): SpecReference | undefined {
  if (type.kind !== "reference") return undefined;
  return type.to === "typedef" ? identities.get(type.name) : type;
}

/** What is more than a name above is made when it is needed: a bundler would keep it, because it may do something. */
function renderAlias(typedef: SpecTypedef, context: ModuleContext): DescriptorCode {
  const { name, type } = typedef;
  const { scope, lateScope } = context;
  const { c, declareAlias } = scope.names;
  const spelled = JSON.stringify(name);
  // A name of pointers to a handle is no handle: what C gives by it is lent.
  const position = findHandle(type, scope) === undefined ? "parameter" : "memory";
  const { value, type: described } = renderDescriptor(type, position, lateScope);
  const isAbove = /^\w+$/.test(value) && value === renderDescriptor(type, position, scope).value;
  const text = isAbove ? undefined : renderTypedefText(typedef, context);
  return {
    value: text ?? `${declareAlias}(${spelled}, ${isAbove ? value : `() => ${value}`})`,
    type: `${c}.AliasType<${spelled}, ${described}>`,
  };
}
