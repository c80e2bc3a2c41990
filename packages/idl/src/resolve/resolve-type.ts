/** Types as they are written to types of declarations: names looked up, aliases expanded. */
import type { Span } from "@koine/diagnostics";
import type { Report } from "../diagnostics/reporter.ts";
import type { ApiType, DeclarationId } from "../model/api-type.ts";
import { renderTypeSyntax } from "../model/type-syntax.ts";
import type { HandleSyntax, NameSyntax, TypeSyntax } from "../model/type-syntax.ts";
import { isScalarName } from "./builtin-types.ts";
import type { IndexedDeclaration } from "./declaration-index.ts";
import { quoteAll } from "./quote-names.ts";
import { isUnresolved, unresolvedType } from "./resolve-context.ts";
import type { ResolveContext } from "./resolve-context.ts";

/** Where a type is used. */
export interface TypeUse {
  /** The path of the module that uses it, joined with a dot. */
  readonly module: string;
  /** The alias that the type is given to; that it leads back to itself is reported here. */
  readonly aliasId?: DeclarationId;
}

/** Resolves a type. */
export function resolveType(context: ResolveContext, syntax: TypeSyntax, use: TypeUse): ApiType {
  return resolveIn({ ...context, ...use, open: [], size: { parts: 0 } }, syntax);
}

/** Parts of a type once its aliases are written out. No valid one has ten; aliases of aliases could make it 2^n. */
const partLimit = 100;

interface Resolution extends ResolveContext, TypeUse {
  /** Aliases that are being expanded, the outermost first. */
  readonly open: readonly DeclarationId[];
  /** How much of the type was resolved so far. */
  readonly size: { parts: number };
  /** Inside of an alias, all places are where the outermost alias is used. */
  readonly useSpan?: Span;
}

function resolveIn(resolution: Resolution, syntax: TypeSyntax): ApiType {
  resolution.size.parts += 1;
  const type = resolution.size.parts > partLimit ? refuseSize(resolution, syntax) : resolveKind(resolution, syntax);
  resolution.places.types.set(type, resolution.useSpan ?? syntax.span);
  if (resolution.useSpan !== undefined) resolution.places.aliased.add(type);
  return type;
}

/** Reports a type that has too many parts, once, where the outermost alias is used. */
function refuseSize({ size, useSpan, report }: Resolution, syntax: TypeSyntax): ApiType {
  if (size.parts === partLimit + 1) report("large-type", useSpan ?? syntax.span, { limit: String(partLimit) });
  return unresolvedType();
}

function resolveKind(resolution: Resolution, syntax: TypeSyntax): ApiType {
  switch (syntax.kind) {
    case "name":
      return resolveName(resolution, syntax);
    case "borrowed":
      return { kind: syntax.of, isBorrowed: true };
    case "optional": {
      const item = resolveIn(resolution, syntax.item);
      if (item.kind !== "optional") return { kind: "optional", item };
      resolution.report("nested-optional", syntax.span, { type: renderTypeSyntax(syntax) });
      return { ...item };
    }
    case "list":
      return { kind: "list", item: resolveIn(resolution, syntax.item) };
    case "array":
      return { kind: "array", item: resolveIn(resolution, syntax.item), length: syntax.length };
    case "map":
      return { kind: "map", key: resolveIn(resolution, syntax.key), value: resolveIn(resolution, syntax.value) };
    case "iterator":
    case "stream":
      return { kind: syntax.kind, item: resolveIn(resolution, syntax.item) };
    case "handle":
      return resolveHandle(resolution, syntax);
    default:
      return syntax satisfies never;
  }
}

/** What a pointer can lead to. */
const handleTargets: ReadonlySet<ApiType["kind"]> = new Set(["record", "rich-enum"]);

const kindNames: Readonly<Partial<Record<ApiType["kind"], string>>> = {
  struct: "a struct by value",
  enum: "an enum without fields",
  flags: "a set of flags",
  callback: "a callback",
};

function resolveHandle(resolution: Resolution, { target, span }: HandleSyntax): ApiType {
  const type = resolveIn(resolution, target);
  if (isUnresolved(type)) return unresolvedType();
  if (handleTargets.has(type.kind) && "id" in type) return { kind: "typed-handle", id: type.id };
  if (type.kind === "interface") {
    const suggestion = `write \`${target.path}\``;
    resolution.report("interface-position", span, { type: target.path, suggestion });
    return unresolvedType();
  }
  const what = kindNames[type.kind] ?? "no declared type";
  resolution.report("handle-target", target.span, { type: target.path, what });
  // Older documents stay what they are: a pointer to the type.
  return resolution.isOlder && "id" in type ? { kind: "typed-handle", id: type.id } : unresolvedType();
}

function resolveName(resolution: Resolution, { path, span }: NameSyntax): ApiType {
  if (isScalarName(path)) return { kind: "scalar", name: path };
  if (path === "string" || path === "bytes") return { kind: path, isBorrowed: false };
  if (path === "handle") return { kind: "handle" };
  const found = resolution.index.find(path, resolution.module);
  switch (found.kind) {
    case "found":
      return resolveDeclaration(resolution, found.declaration, { path, span });
    case "ambiguous":
      resolution.report("ambiguous-type", span, { name: path, choices: quoteAll(found.ids) });
      return unresolvedType();
    case "unknown":
      resolution.report("unknown-type", span, { name: path, suggestion: suggestName(path, found.nearest) });
      return unresolvedType();
    default:
      return found satisfies never;
  }
}

/** What people write who come from other languages. */
const otherSpellings: Readonly<Record<string, string>> = {
  int: "i32",
  uint: "u32",
  long: "i64",
  float: "f32",
  double: "f64",
  boolean: "bool",
  str: "string",
  String: "string",
  buffer: "bytes",
  usize: "u64",
  isize: "i64",
  byte: "u8",
};

function suggestName(path: string, nearest: readonly string[]): string {
  const spelling = Object.hasOwn(otherSpellings, path) ? otherSpellings[path] : undefined;
  if (spelling !== undefined) return `write \`${spelling}\``;
  if (path === "void") return "leave the type out where there is no result";
  if (nearest.length > 0) return `did you mean ${quoteAll(nearest)}?`;
  return "declare it, or import the document that does";
}

function resolveDeclaration(
  resolution: Resolution,
  { id, kind, alias, module }: IndexedDeclaration,
  { path, span }: Pick<NameSyntax, "path" | "span">,
): ApiType {
  if (kind === "error-domain") {
    const suggestion = "an error domain is named by `throws` of functions";
    resolution.report("not-a-type", span, { name: path, what: "an error domain", suggestion });
    return unresolvedType();
  }
  if (kind !== "alias") return { kind, id };
  if (alias === undefined || resolution.open.includes(id) || id === resolution.aliasId) {
    if (id === resolution.aliasId) resolution.report("alias-cycle", resolution.useSpan ?? span, { name: path });
    return unresolvedType();
  }
  resolution.places.usedAliases.add(id);
  const open = [...resolution.open, id];
  const useSpan = resolution.useSpan ?? span;
  return resolveIn({ ...resolution, module, open, useSpan, report: reportUse(resolution) }, alias.type);
}

/** What else is wrong in an alias is reported where it is declared, not at each use. */
function reportUse({ report }: Resolution): Report {
  return (name, span, parameters, related) => {
    if (name === "alias-cycle" || name === "large-type") report(name, span, parameters, related);
  };
}
