/** The exports of one type declaration: a descriptor, and the JavaScript type of its values. */
import type { StructOptions, Target } from "@koine/ctypes";
import { CodeWriter, toPropertyName } from "@koine/codegen";
import { declarationKey } from "../spec/declaration-key.ts";
import type { Spec, SpecEnum, SpecEnumerator, SpecMember, SpecRecord, SpecTypedef } from "../spec/model.ts";
import type { SpecTypeDeclaration } from "../spec/spec-index.ts";
import type { ExportedValue } from "./exported-value.ts";
import { renderAnnotatedMember, renderCallback } from "./annotated-value.ts";
import { isNameOfTag, publicName } from "./module-names.ts";
import { memberKeys, planRecordOptions } from "./record-descriptor.ts";
import { renderDescriptor, toTypeName } from "./render-descriptor.ts";
import type { DescriptorScope } from "./render-descriptor.ts";
import { renderInteger } from "./render-constant.ts";

/** What the exports of one target are rendered with. */
export interface ModuleContext {
  readonly spec: Spec;
  readonly scope: DescriptorScope;
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
function documentationOf(declaration: SpecTypeDeclaration, { spec }: ModuleContext): string | undefined {
  return spec.docs.get(declarationKey(declaration)) ?? spec.docs.get(declaration.name);
}

/** A descriptor under the name of its declaration, with the type of its values. */
function exportDescriptor(
  name: string,
  expression: string,
  facts: { readonly documentation: string | undefined; readonly type: string | undefined },
): ExportedValue {
  return { name, identifier: name, keyword: "const", expression, isCall: true, isApart: true, ...facts };
}

function exportRecord(record: SpecRecord, context: ModuleContext): ExportedValue {
  const { scope, target } = context;
  const { c } = scope.names;
  const name = exportName(record, context);
  const options = planRecordOptions(record, scope.index, target);
  if (options === undefined) throw new Error(`${record.name}: the passes let a record without a layout through`);
  const suffix = Object.keys(options).length === 0 ? ")" : `, ${renderOptions(options)})`;
  const start = `${c}.${record.kind}(${JSON.stringify(toTypeName(record.name))}, {`;
  const expression = renderBlock(start, (writer) => writeMembers(record, context, writer), `}${suffix}`);
  return exportDescriptor(name, expression, {
    documentation: documentationOf(record, context),
    type: `${c}.Infer<typeof ${name}>`,
  });
}

function renderBlock(open: string, write: (writer: CodeWriter) => void, close: string): string {
  const writer = new CodeWriter();
  writer.block(open, () => write(writer), close);
  return writer.toString().trimEnd();
}

function writeMembers(record: SpecRecord, { spec, scope }: ModuleContext, writer: CodeWriter): void {
  const keys = memberKeys(record);
  for (const [place, member] of record.members.entries()) {
    writer.doc(member.name === null ? undefined : spec.docs.get(`${declarationKey(record)}.${member.name}`));
    const key = toPropertyName(keys[place] ?? "");
    const annotation = scope.annotations.get(declarationKey(record))?.members?.[member.name ?? ""];
    const described =
      annotation === undefined ? renderMember(member, scope) : renderAnnotatedMember(member.type, annotation, scope);
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

function exportHandle(declaration: SpecTypeDeclaration, release: string, context: ModuleContext): ExportedValue {
  const { c } = context.scope.names;
  const name = exportName(declaration, context);
  const options = `{ release: ${JSON.stringify(release)} }`;
  return exportDescriptor(name, `${c}.handle(${JSON.stringify(toTypeName(declaration.name))}, ${options})`, {
    documentation: documentationOf(declaration, context),
    type: `NonNullable<${c}.InferResult<typeof ${name}>>`,
  });
}

function exportOpaque(
  declaration: Exclude<SpecTypeDeclaration, SpecEnum | SpecTypedef>,
  context: ModuleContext,
  remark: string,
): ExportedValue {
  const documentation = (documentationOf(declaration, context) ?? "") + remark;
  const expression = `${context.scope.names.c}.opaque(${JSON.stringify(toTypeName(declaration.name))})`;
  return exportDescriptor(exportName(declaration, context), expression, {
    documentation: documentation.trim(),
    type: undefined,
  });
}

function exportEnum(declaration: SpecEnum, context: ModuleContext): readonly ExportedValue[] {
  const isDeclared = !isConstantGroup(declaration);
  return [
    ...(isDeclared ? [exportEnumDescriptor(declaration, context)] : []),
    ...declaration.enumerators.map((enumerator, place) => exportEnumerator(enumerator, place, declaration, context)),
  ];
}

function exportEnumDescriptor(declaration: SpecEnum, context: ModuleContext): ExportedValue {
  const { scope } = context;
  const { c } = scope.names;
  const name = exportName(declaration, context);
  const rule = scope.annotations.get(declarationKey(declaration))?.enum ?? (declaration.isFlags ? "flags" : "open");
  const expression = renderBlock(
    `${c}.${rule === "flags" ? "flags" : "enum"}(${JSON.stringify(toTypeName(declaration.name))}, {`,
    (writer) => {
      for (const { name: member, value } of declaration.enumerators) {
        writer.line(`${toPropertyName(member)}: ${renderInteger(value)},`);
      }
    },
    // Libraries add values, and C passes any value of the base type.
    `}, { base: ${renderDescriptor(declaration.base, "memory", scope)}${rule === "closed" ? "" : ", open: true"} })`,
  );
  return exportDescriptor(name, expression, {
    documentation: documentationOf(declaration, context),
    type: `${c}.Infer<typeof ${name}>`,
  });
}

/** Tells whether an enum only groups constants: C gives it no name that a declaration could use. */
export function isConstantGroup(declaration: SpecEnum): boolean {
  return declaration.enumerators.length === 0 || (declaration.isAnonymous && declaration.name.includes("."));
}

function exportEnumerator(
  { name, value }: SpecEnumerator,
  place: number,
  declaration: SpecEnum,
  { spec, scope }: ModuleContext,
): ExportedValue {
  return {
    name: publicName(name, scope.names),
    identifier: scope.names.enumerators.get(name) ?? name,
    documentation: spec.docs.get(`${declarationKey(declaration)}.${name}`),
    keyword: "const",
    expression: renderInteger(value),
    isCall: false,
    type: undefined,
    isApart: place === 0 && isConstantGroup(declaration),
  };
}

function exportTypedef(typedef: SpecTypedef, context: ModuleContext): readonly ExportedValue[] {
  const { spec, scope } = context;
  const { names, index } = scope;
  const { type, unsupported } = typedef;
  if (unsupported !== undefined) return [];
  const name = exportName(typedef, context);
  const documentation = spec.docs.get(typedef.name);
  if (type.kind === "reference" && type.to !== "typedef") {
    const tag = index.find(type);
    const tagName = tag === undefined ? undefined : names.exports.get(declarationKey(tag));
    if (tagName === name && tag !== undefined && isNameOfTag(typedef, declarationKey(tag))) return [];
    if (tag !== undefined && tagName !== undefined && scope.declared.has(declarationKey(tag))) {
      const hasValues = tag.kind !== "opaque" && !("unsupported" in tag && tag.unsupported !== undefined);
      const facts = { documentation, type: hasValues ? tagName : undefined };
      return [{ ...exportDescriptor(name, tagName, facts), isCall: false }];
    }
  }
  const callback = scope.annotations.get(typedef.name)?.callback;
  const resolved = index.resolve(type);
  const target = resolved.kind === "pointer" ? index.resolve(resolved.target) : undefined;
  if (callback !== undefined && target?.kind === "function") {
    // Not an alias: what makes callbacks is the type itself.
    const facts = { documentation, type: `${names.c}.Infer<typeof ${name}>` };
    return [exportDescriptor(name, renderCallback(target, callback, scope), facts)];
  }
  // A typedef of a function pointer is there for the parameters that take one.
  const described = renderDescriptor(type, "parameter", scope);
  const expression = `${names.c}.alias(${JSON.stringify(typedef.name)}, ${described})`;
  const isValue = resolved.kind !== "function";
  return [
    exportDescriptor(name, expression, {
      documentation,
      type: isValue ? `${names.c}.Infer<typeof ${name}>` : undefined,
    }),
  ];
}
