/**
 * The identifiers of a generated module, decided before anything is rendered: C's names, except where TypeScript reserves
 * them or where a tag and another name clash.
 */
import { NameScope, typescriptNames } from "@koine/codegen";
import type { NameKind } from "@koine/codegen";
import type { CallbackAnnotation, SpecAnnotation } from "../annotation/annotation-model.ts";
import { annotationAt, parameterNames } from "../annotation/parameter-place.ts";
import { declarationKey, referenceKey } from "../spec/declaration-key.ts";
import { declarationsOfAllTargets } from "../spec/merge-targets.ts";
import type { Spec, SpecDeclaration, SpecFunction, SpecTypedef } from "../spec/model.ts";

/** No export: `await import(…)` would call it, because what has this method is a promise. */
export const promiseMethod = "then";

/** What each thing in a module is called. */
export interface ModuleNames {
  /** Identifiers of declarations by their key; a typedef of a tag with the same name shares the tag's. */
  readonly exports: ReadonlyMap<string, string>;
  /** What importers call declarations and enumerators, by key: the wanted name, where it is free. */
  readonly publicNames: ReadonlyMap<string, string>;
  /** Identifiers of enumerators by their name. */
  readonly enumerators: ReadonlyMap<string, string>;
  /** The local name of `c`, the module of descriptor constructors; what follows are those of other imports. */
  readonly c: string;
  readonly declareLibrary: string;
  readonly declareMacro: string;
  readonly declareStruct: string;
  readonly declareUnion: string;
  readonly declareEnum: string;
  readonly declareFlags: string;
  readonly declareAlias: string;
  readonly declareByTarget: string;
  readonly Pointer: string;
  readonly CType: string;
  readonly Variable: string;
  readonly ReadonlyVariable: string;
  /** The constant that holds the open library. */
  readonly library: string;
  /** The constant that holds the library with the wrappers of inline functions. */
  readonly wrappers: string;
}

const namesBySpec = new WeakMap<Spec, ModuleNames>();

/** Gives the names of the module of a spec; decided once. */
export function moduleNamesOf(spec: Spec): ModuleNames {
  let names = namesBySpec.get(spec);
  if (names === undefined) {
    names = planModuleNames(declarationsOfAllTargets(spec), spec.annotations);
    namesBySpec.set(spec, names);
  }
  return names;
}

/** Decides all names of a module. C's own names come first, so that a new name never takes one from them. */
export function planModuleNames(
  declarations: readonly SpecDeclaration[],
  annotations: ReadonlyMap<string, SpecAnnotation> = new Map(),
): ModuleNames {
  const claims = new ModuleClaims(annotations);
  const constants = new Set<string>();
  const typedefs = new Map<string, SpecTypedef>();
  for (const declaration of declarations) {
    if (declaration.kind === "constant") constants.add(declaration.name);
    else if (declaration.kind === "typedef") typedefs.set(declaration.name, declaration);
  }
  for (const isRenamed of annotations.size === 0 ? [false] : [false, true]) {
    for (const declaration of declarations) {
      const key = declarationKey(declaration);
      if (isTag(declaration) || claims.isRenamed(key) !== isRenamed) continue;
      claims.claim(key, declaration.name, declaration.kind === "typedef" ? "type" : "function");
    }
    for (const declaration of declarations) {
      if (declaration.kind !== "enum") continue;
      for (const { name } of declaration.enumerators) {
        // What is a macro on another target is exported as that is, for all.
        if (!constants.has(name) && claims.isRenamed(name) === isRenamed) claims.claimEnumerator(name);
      }
    }
  }
  for (const declaration of declarations) {
    if (!isTag(declaration)) continue;
    const key = declarationKey(declaration);
    const typedef = typedefs.get(declaration.name);
    if (typedef !== undefined && isNameOfTag(typedef, key)) claims.share(key, typedef.name);
    else claims.claimTag(key, declaration);
  }
  if (annotations.size > 0) {
    for (const declaration of declarations) if (declaration.kind === "function") claims.claimCallbacks(declaration);
  }
  return claims.finish();
}

class ModuleClaims {
  readonly #scope = new NameScope(typescriptNames);
  readonly #annotations: ReadonlyMap<string, SpecAnnotation>;
  readonly #exports = new Map<string, string>();
  readonly #enumerators = new Map<string, string>();
  readonly #publicNames = new Map<string, string>();

  constructor(annotations: ReadonlyMap<string, SpecAnnotation>) {
    this.#annotations = annotations;
    this.#scope.claim(promiseMethod, "variable");
  }

  isRenamed(key: string): boolean {
    return this.#annotations.size > 0 && this.#annotations.get(key)?.name !== undefined;
  }

  claim(key: string, name: string, kind: NameKind): void {
    this.#exports.set(key, this.#claim(key, name, kind));
  }

  claimEnumerator(name: string): void {
    this.#enumerators.set(name, this.#claim(name, name, "constant"));
  }

  /** The typedef's name is the tag's. */
  share(key: string, typedefKey: string): void {
    this.#exports.set(key, this.#exports.get(typedefKey) ?? typedefKey);
  }

  /** C writes `struct stat` where another `stat` exists; so does the module, as `struct_stat`. */
  claimTag(key: string, declaration: Tag): void {
    const keyword = declaration.kind === "opaque" ? declaration.of : declaration.kind;
    const { name } = declaration;
    const isTaken = this.#scope.isTaken(name) || typescriptNames.reservedWords.has(name);
    this.claim(key, isTaken ? `${keyword}_${name}` : name, "type");
  }

  /** Callbacks that outlive a call are made by their type, which therefore has a name. */
  claimCallbacks(declaration: SpecFunction): void {
    const annotation = this.#annotations.get(declaration.name);
    for (const [place, name] of parameterNames(declaration, annotation).entries()) {
      if (!isLasting(annotationAt(declaration, annotation, place).callback)) continue;
      const owner = this.#publicNames.get(declaration.name) ?? declaration.name;
      this.claim(callbackKey(declaration, place), `${owner}_${name ?? place + 1}`, "type");
    }
  }

  finish(): ModuleNames {
    const claimImport = (name: string): string => this.#scope.claim(name, "variable");
    return {
      exports: this.#exports,
      enumerators: this.#enumerators,
      publicNames: this.#publicNames,
      c: claimImport("c"),
      declareLibrary: claimImport("declareLibrary"),
      declareMacro: claimImport("declareMacro"),
      declareStruct: claimImport("declareStruct"),
      declareUnion: claimImport("declareUnion"),
      declareEnum: claimImport("declareEnum"),
      declareFlags: claimImport("declareFlags"),
      declareAlias: claimImport("declareAlias"),
      declareByTarget: claimImport("declareByTarget"),
      Variable: claimImport("Variable"),
      ReadonlyVariable: claimImport("ReadonlyVariable"),
      CType: claimImport("CType"),
      Pointer: claimImport("Pointer"),
      library: claimImport("library"),
      wrappers: claimImport("wrappers"),
    };
  }

  #claim(key: string, name: string, kind: NameKind): string {
    const wanted = this.#annotations.size === 0 ? name : (this.#annotations.get(key)?.name ?? name);
    const isFree = !this.#scope.isTaken(wanted);
    const identifier = this.#scope.claim(wanted, kind);
    // A reserved word cannot be a name inside of the module, but can be the name of an export; not that of a type, because
    // `string` and `number` would mean TypeScript's own wherever they are imported.
    this.#publicNames.set(key, isFree && kind !== "type" ? wanted : identifier);
    return identifier;
  }
}

/** Gives what importers call the declaration or enumerator of a key. */
export function publicName(key: string, { publicNames }: ModuleNames): string {
  return publicNames.get(key) ?? key;
}

/** Gives the key of the callback type of a parameter, which has a name of its own if it outlives the call. */
export function callbackKey({ name }: SpecFunction, place: number): string {
  return `${name}(${place + 1})`;
}

/** Tells whether C keeps a callback beyond the call. */
export function isLasting(callback: CallbackAnnotation | undefined): callback is CallbackAnnotation {
  return callback?.lifetime !== undefined && callback.lifetime !== "call";
}

/** Tells whether a typedef only repeats the name of the tag with this key: `typedef struct Point Point`. */
export function isNameOfTag(typedef: SpecTypedef, key: string): boolean {
  const { type } = typedef;
  return type.kind === "reference" && type.qualifiers.length === 0 && referenceKey(type) === key;
}

type Tag = Extract<SpecDeclaration, { readonly kind: "struct" | "union" | "enum" | "opaque" }>;

function isTag(declaration: SpecDeclaration): declaration is Tag {
  return (
    declaration.kind === "struct" ||
    declaration.kind === "union" ||
    declaration.kind === "enum" ||
    declaration.kind === "opaque"
  );
}
