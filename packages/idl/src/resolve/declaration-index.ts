/** Every declaration of a document by its path and by its name, and the look-up of names as they are written. */
import { findNearestNames } from "@koine/diagnostics";
import type { DeclarationId } from "../model/api-type.ts";
import type { Api, ApiModule } from "../model/api.ts";
import type { ApiDocument, DocumentAlias, DocumentDeclaration, DocumentModule } from "../model/document.ts";
import { builtinTypeNames } from "./builtin-types.ts";

/** What a name can stand for in a type. */
export type TypeDeclarationKind =
  | "record"
  | "struct"
  | "enum"
  | "rich-enum"
  | "flags"
  | "interface"
  | "callback"
  | "alias"
  | "error-domain";

/** A declaration that types or `throws` can name. */
export interface IndexedDeclaration {
  readonly id: DeclarationId;
  readonly kind: TypeDeclarationKind;
  /** Only for an alias of this document. */
  readonly alias?: DocumentAlias;
  /** The modules around it, joined with a dot. */
  readonly module: string;
}

/** What looking for a name gives. */
export type LookUp =
  | { readonly kind: "found"; readonly declaration: IndexedDeclaration }
  | { readonly kind: "ambiguous"; readonly ids: readonly DeclarationId[] }
  | { readonly kind: "unknown"; readonly nearest: readonly string[] };

/** Finds declarations. */
export interface DeclarationIndex {
  /**
   * Finds what a name means in a module: its own declaration, one of a module around it, or the only one of that name.
   *
   * @param module The module's path, joined with a dot.
   */
  readonly find: (name: string, module: string) => LookUp;
}

/** Unknown names are compared with all there are, which takes seconds where there are very many of both. */
const comparisonLimit = 1_000_000;

/** Indexes a document and what it imports. */
export function indexDeclarations(document: ApiDocument, imports: ReadonlyMap<string, Api>): DeclarationIndex {
  const byId = new Map<DeclarationId, IndexedDeclaration>();
  const byName = new Map<string, DeclarationId[]>();
  const add = (declaration: IndexedDeclaration, name: string | undefined): void => {
    // The first of two with the same name is meant; that there are two is reported elsewhere.
    if (byId.has(declaration.id)) return;
    byId.set(declaration.id, declaration);
    if (name === undefined) return;
    const ids = byName.get(name);
    if (ids === undefined) byName.set(name, [declaration.id]);
    else ids.push(declaration.id);
  };
  for (const module of document.modules) indexModule(module, "", add);
  for (const [name, api] of imports) {
    for (const module of api.modules) indexImported(module, name, (declaration) => add(declaration, undefined));
  }
  let comparisonsLeft = comparisonLimit;
  const suggest = (name: string): readonly string[] => {
    comparisonsLeft -= byId.size + byName.size;
    return comparisonsLeft < 0 ? [] : nearestNames(name, { byId, byName });
  };
  return { find: (name, module) => find({ byId, byName, suggest }, name, module) };
}

type Add = (declaration: IndexedDeclaration, name: string) => void;

function indexModule(module: DocumentModule, around: string, add: Add): void {
  const path = around === "" ? module.name.value : `${around}.${module.name.value}`;
  const addAll = (declarations: readonly DocumentDeclaration[], kind: TypeDeclarationKind): void => {
    for (const { name } of declarations) add({ id: `${path}.${name.value}`, kind, module: path }, name.value);
  };
  for (const struct of module.structs) {
    addAll([struct], struct.layout?.value === "c" || struct.c_compatible?.value === true ? "struct" : "record");
  }
  for (const declared of module.enums) {
    addAll([declared], declared.variants.some(({ fields }) => fields.length > 0) ? "rich-enum" : "enum");
  }
  addAll(module.flags, "flags");
  addAll(module.interfaces, "interface");
  addAll(module.callbacks, "callback");
  for (const alias of module.aliases) {
    add({ id: `${path}.${alias.name.value}`, kind: "alias", alias, module: path }, alias.name.value);
  }
  if (module.errors !== undefined) addAll([module.errors], "error-domain");
  for (const inner of module.modules) indexModule(inner, path, add);
}

function indexImported(module: ApiModule, around: string, add: (declaration: IndexedDeclaration) => void): void {
  const path = `${around}.${module.name}`;
  const addAll = (declarations: readonly { readonly name: string }[], kind: TypeDeclarationKind): void => {
    for (const { name } of declarations) add({ id: `${path}.${name}`, kind, module: path });
  };
  for (const record of module.records) addAll([record], record.layout === "c" ? "struct" : "record");
  addAll(module.enums, "enum");
  addAll(module.richEnums, "rich-enum");
  addAll(module.flags, "flags");
  addAll(module.interfaces, "interface");
  addAll(module.callbacks, "callback");
  if (module.errorDomain !== undefined) addAll([module.errorDomain], "error-domain");
  for (const inner of module.modules) indexImported(inner, path, add);
}

interface Tables {
  readonly byId: ReadonlyMap<DeclarationId, IndexedDeclaration>;
  readonly byName: ReadonlyMap<string, readonly DeclarationId[]>;
}

interface SuggestingTables extends Tables {
  readonly suggest: (name: string) => readonly string[];
}

function find({ byId, byName, suggest }: SuggestingTables, name: string, module: string): LookUp {
  for (let around = module; ; around = around.slice(0, Math.max(around.lastIndexOf("."), 0))) {
    const declaration = byId.get(around === "" ? name : `${around}.${name}`);
    if (declaration !== undefined) return { kind: "found", declaration };
    if (around === "") break;
  }
  const ids = byName.get(name) ?? [];
  const [only] = ids;
  const declaration = only === undefined ? undefined : byId.get(only);
  if (declaration === undefined) return { kind: "unknown", nearest: suggest(name) };
  return ids.length === 1 ? { kind: "found", declaration } : { kind: "ambiguous", ids };
}

function nearestNames(name: string, { byId, byName }: Tables): readonly string[] {
  return findNearestNames(
    name,
    name.includes(".") ? byId.keys() : [...byName.keys(), ...byId.keys(), ...builtinTypeNames],
  );
}
