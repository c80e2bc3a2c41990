/** Declarations of types and values: aliases, constants, enums, flags, records, interfaces, errors. */
import type { ApiType } from "../model/api-type.ts";
import type {
  ApiAlias,
  ApiConstant,
  ApiEnum,
  ApiErrorDomain,
  ApiField,
  ApiInterface,
  ApiRecord,
  ApiRichEnum,
} from "../model/api.ts";
import type {
  DocumentAlias,
  DocumentConstant,
  DocumentEnum,
  DocumentErrors,
  DocumentField,
  DocumentInterface,
  DocumentStruct,
} from "../model/document.ts";
import { placed, resolveDeclaration, resolveModuleType } from "./module-context.ts";
import type { ModuleContext } from "./module-context.ts";
import { isUnresolved } from "./resolve-context.ts";
import { resolveDefault, resolveFunction } from "./resolve-function.ts";
import { resolveType } from "./resolve-type.ts";
import { resolveValue } from "./resolve-value.ts";

/** Resolves an alias. */
export function resolveAlias(context: ModuleContext, node: DocumentAlias): ApiAlias {
  const base = resolveDeclaration(node, context.module);
  const target = resolveType(context, node.type, { module: context.module, aliasId: base.id });
  return placed(context, { ...base, target }, node);
}

const constantKinds: ReadonlySet<ApiType["kind"]> = new Set(["scalar", "string", "enum", "flags"]);

/** Resolves a constant; one whose value does not fit is left out. */
export function resolveConstant(context: ModuleContext, node: DocumentConstant): readonly ApiConstant[] {
  const type = resolveModuleType(context, node.type);
  if (isUnresolved(type)) return [];
  if (!constantKinds.has(type.kind)) {
    const suggestion = "constants are numbers, bool, string, enums and flags";
    context.report("wrong-constant", node.type.span, { problem: "a constant cannot have this type", suggestion });
    return [];
  }
  const value = resolveValue(node.value, type, context.members);
  if ("kind" in value) return [placed(context, { ...resolveDeclaration(node, context.module), type, value }, node)];
  context.report("wrong-constant", node.value.span, value);
  return [];
}

/** Resolves an enum none of whose variants has fields. */
export function resolveEnum(context: ModuleContext, node: DocumentEnum): ApiEnum {
  const base = resolveDeclaration(node, context.module);
  const variants = node.variants.map((variant) =>
    placed(context, { ...resolveDeclaration(variant, base.id), value: Number(variant.value.value) }, variant),
  );
  return placed(context, { ...base, variants }, node);
}

/** Resolves an enum with fields. */
export function resolveRichEnum(context: ModuleContext, node: DocumentEnum): ApiRichEnum {
  const base = resolveDeclaration(node, context.module);
  const variants = node.variants.map((variant) => {
    const own = resolveDeclaration(variant, base.id);
    const fields = resolveFields(context, variant.fields, own.id);
    return placed(context, { ...own, value: Number(variant.value.value), fields }, variant);
  });
  return placed(context, { ...base, variants }, node);
}

function resolveFields(context: ModuleContext, fields: readonly DocumentField[], parent: string): readonly ApiField[] {
  return fields.map((field) => {
    const type = resolveModuleType(context, field.type);
    const value = resolveDefault(context, field.default, type);
    const result = { ...resolveDeclaration(field, parent), type, ...(value === undefined ? {} : { default: value }) };
    return placed(context, result, field);
  });
}

/** Resolves a record, opaque or by value. */
export function resolveRecord(context: ModuleContext, node: DocumentStruct): ApiRecord {
  const base = resolveDeclaration(node, context.module);
  const isPlain = node.layout?.value === "c" || node.c_compatible?.value === true;
  const result: ApiRecord = {
    ...base,
    layout: isPlain ? "c" : "opaque",
    hasBuilder: node.builder?.value === true,
    fields: resolveFields(context, node.fields, base.id),
  };
  return placed(context, result, node);
}

/** Resolves an interface; the result of its constructors is the interface. */
export function resolveInterface(context: ModuleContext, node: DocumentInterface): ApiInterface {
  const base = resolveDeclaration(node, context.module);
  const result: ApiInterface = {
    ...base,
    constructors: node.constructors.map((member) => {
      const resolved = resolveFunction(context, member, base.id);
      return placed(context, { ...resolved, result: resolved.result ?? { kind: "interface", id: base.id } }, member);
    }),
    methods: node.methods.map((member) => resolveFunction(context, member, base.id)),
    statics: node.statics.map((member) => resolveFunction(context, member, base.id)),
  };
  return placed(context, result, node);
}

/** Resolves the errors of a module. */
export function resolveErrors(context: ModuleContext, node: DocumentErrors): ApiErrorDomain {
  const base = resolveDeclaration(node, context.module);
  const codes = node.codes.map((code) => {
    const own = resolveDeclaration(code, base.id);
    // What an error is called is said when the document says nothing.
    const message = code.message?.value ?? code.name.value;
    return placed(context, { ...own, code: Number(code.code.value), message }, code);
  });
  return placed(context, { ...base, codes }, node);
}
