/**
 * Names of the Rust target. Each module of the document is a module of the crate; what stands in another one is named by its
 * whole path. Types and values have scopes of their own, as in Rust.
 */
import { NameScope } from "@koine/codegen";
import type { NameKind, NamePolicy } from "@koine/codegen";
import { toPascalCase } from "../../abi/symbol-names.ts";
import type { DeclarationId } from "../../model/index.ts";
import { findImported } from "../../plan/imported-declarations.ts";
import type { ApiPlan, ImportPlan, ModulePlan } from "../../plan/plan-model.ts";
import { toErrorName, toSnakeCase } from "../name-cases.ts";
import { listTypes } from "../plan-modules.ts";
import { toImportedCrate } from "./crate-names.ts";

const reservedWords: ReadonlySet<string> = new Set(
  `as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref
  return self Self static struct super trait true type unsafe use where while abstract become box do final gen macro override
  priv try typeof unsized virtual yield union
  bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize
  Box BTreeMap Error Err None Ok Option Result Some String Vec
  Copy Clone Debug Drop Fn FnMut FnOnce From Into Iterator PartialEq Eq Send Sync Sized TryFrom
  core alloc std ffi imported support lib main`.split(/\s+/),
);

/** Names of locals and inner functions of generated functions. */
const localNames =
  `failure returned out_length out_keys out_values outcome settled launch next start destroy complete notify
  listener room function context native native_items`.split(/\s+/);

/** The policy of generated files. */
export const rustNames: NamePolicy = Object.freeze({
  reservedWords,
  spell: (name: string, kind: NameKind): string => {
    if (kind === "type") return toPascalCase(name);
    return kind === "constant" ? toSnakeCase(name).toUpperCase() : toSnakeCase(name);
  },
  isIdentifier: (text: string): boolean => /^(?!_$)[A-Za-z_][A-Za-z0-9_]*$/.test(text),
  localPrefix: "",
  conflictSuffix: "_",
});

/** The name of a variant of an enum; the only word of the language that begins with a capital is `Self`. */
export function toVariantName(name: string): string {
  const pascal = toPascalCase(name);
  return pascal === "Self" ? "Self_" : pascal;
}

/** Where a declaration is. */
interface Place {
  /** The path of its module in the crate, with `::`. */
  readonly module: string;
  readonly name: string;
}

/** The names of all declarations of a document. */
export class CrateScope {
  readonly #places = new Map<string, Place>();
  readonly #paths = new Map<DeclarationId, readonly string[]>();

  readonly #plan: ApiPlan;
  readonly #imported: ReadonlyMap<ImportPlan, CrateScope>;

  /** @param root The module of the crate that holds all of the document's. */
  constructor(plan: ApiPlan, root: readonly string[] = []) {
    this.#plan = plan;
    this.#imported = new Map(plan.imports.map((one) => [one, new CrateScope(one.plan)] as const));
    this.#claimModules(plan.modules, new NameScope(rustNames), root);
  }

  /** The names of a module and of those around it. */
  findModule(id: DeclarationId): readonly string[] {
    return this.#paths.get(id) ?? [];
  }

  /** A declaration as a module names it: shortly inside of its own, else by its path. */
  find(key: string, from: readonly string[]): string {
    const place = this.#places.get(key);
    if (place === undefined) return this.#findImported(key);
    return place.module === from.join("::") ? place.name : `crate::${place.module}::${place.name}`;
  }

  /** Where a declaration of this crate is. */
  place(key: string): Place | undefined {
    return this.#places.get(key);
  }

  #findImported(key: string): string {
    const imported = findImported(this.#plan, key);
    const scope = imported === undefined ? undefined : this.#imported.get(imported.from);
    const place = imported === undefined ? undefined : scope?.place(imported.id);
    if (imported === undefined || place === undefined) throw new Error(`${key} has no name`);
    return `::${toImportedCrate(imported.from)}::${place.module}::${place.name}`;
  }

  #claimModules(modules: readonly ModulePlan[], types: NameScope, outer: readonly string[]): void {
    for (const module of modules) {
      const name = types.claim(module.declaration.name, "function");
      const path = [...outer, name];
      this.#paths.set(module.declaration.id, path);
      this.#claimMembers(module, path);
    }
  }

  #claimMembers(module: ModulePlan, path: readonly string[]): void {
    const types = new NameScope(rustNames);
    const values = new NameScope(rustNames);
    const place = (key: string, name: string) => this.#places.set(key, { module: path.join("::"), name });
    this.#claimModules(module.modules, types, path);
    for (const { id, name } of listTypes(module)) place(id, types.claim(name, "type"));
    for (const { declaration } of module.records) {
      place(builderKey(declaration.id), types.claim(`${declaration.name}Builder`, "type"));
    }
    for (const { id, name } of module.aliases) place(id, types.claim(name, "type"));
    const domain = module.errorDomain?.declaration;
    if (domain !== undefined) place(domain.id, types.claim(toErrorName(domain.name), "type"));
    for (const { id, name } of module.constants) place(id, values.claim(name, "constant"));
    for (const { declaration } of module.functions) place(declaration.id, values.claim(declaration.name, "function"));
    for (const { declaration } of module.listeners) {
      place(declaration.id, values.claim(`on_${declaration.name}`, "function"));
    }
    for (const { declaration } of module.callbacks) {
      place(trampolineKey(declaration.id), values.claim(`call_${toSnakeCase(declaration.name)}`, "function"));
    }
  }
}

/** The key of a record's builder. */
export function builderKey(id: DeclarationId): string {
  return `${id} builder`;
}

/** The key of the C function that calls a callback. */
export function trampolineKey(id: DeclarationId): string {
  return `${id} trampoline`;
}

/** Names of the parameters of a function, and of further locals that do not meet them. */
export function createLocals(names: readonly string[]): {
  readonly parameters: readonly string[];
  readonly claim: (name: string) => string;
} {
  const scope = new NameScope(rustNames, { taken: localNames });
  const parameters = names.map((name) => scope.claim(name, "parameter"));
  return { parameters, claim: (name) => scope.claim(name.replaceAll(/_+/g, "_"), "parameter") };
}

/** Names of members of one type that do not meet. */
export function claimMembers(
  names: readonly string[],
  kind: NameKind,
  taken: readonly string[] = [],
): readonly string[] {
  const scope = new NameScope(rustNames, { taken });
  return names.map((name) => scope.claim(name, kind));
}
