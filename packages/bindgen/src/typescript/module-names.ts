/**
 * The identifiers of a generated module, decided before anything is rendered: C's names, except where TypeScript reserves
 * them or where a tag and another name clash.
 */
import { NameScope, typescriptNames } from "@koine/codegen";
import { declarationKey, referenceKey } from "../spec/declaration-key.ts";
import type { SpecDeclaration, SpecTypedef } from "../spec/model.ts";

/** What each thing in a module is called. */
export interface ModuleNames {
  /** Identifiers of declarations by their key; a typedef of a tag with the same name shares the tag's. */
  readonly exports: ReadonlyMap<string, string>;
  /** Identifiers of enumerators by their name. */
  readonly enumerators: ReadonlyMap<string, string>;
  /** The local name of `c`, the module of descriptor constructors. */
  readonly c: string;
  readonly declareLibrary: string;
  readonly declareMacro: string;
  /** The local name of the type `CType`. */
  readonly cType: string;
  /** The local name of the class `Pointer`. */
  readonly pointer: string;
  /** The constant that holds the open library. */
  readonly library: string;
  /** The constant that holds the library with the wrappers of inline functions. */
  readonly wrappers: string;
}

/** Decides all names of a module. */
export function planModuleNames(declarations: readonly SpecDeclaration[]): ModuleNames {
  const scope = new NameScope(typescriptNames);
  const exports = new Map<string, string>();
  const enumerators = new Map<string, string>();
  for (const declaration of declarations) {
    if (isTag(declaration)) continue;
    exports.set(declarationKey(declaration), scope.claim(declaration.name, "function"));
  }
  for (const declaration of declarations) {
    if (declaration.kind !== "enum") continue;
    for (const { name } of declaration.enumerators) enumerators.set(name, scope.claim(name, "constant"));
  }
  const typedefs = new Map(declarations.flatMap((item) => (item.kind === "typedef" ? [[item.name, item]] : [])));
  for (const declaration of declarations) {
    if (!isTag(declaration)) continue;
    const key = declarationKey(declaration);
    const typedef = typedefs.get(declaration.name);
    const shared = typedef !== undefined && isNameOfTag(typedef, key) ? exports.get(typedef.name) : undefined;
    exports.set(key, shared ?? claimTag(scope, declaration));
  }
  const claimImport = (name: string): string => scope.claim(name, "variable");
  return {
    exports,
    enumerators,
    c: claimImport("c"),
    declareLibrary: claimImport("declareLibrary"),
    declareMacro: claimImport("declareMacro"),
    cType: claimImport("CType"),
    pointer: claimImport("Pointer"),
    library: claimImport("library"),
    wrappers: claimImport("wrappers"),
  };
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

/** C writes `struct stat` where another `stat` exists; so does the module, as `struct_stat`. */
function claimTag(scope: NameScope, declaration: Tag): string {
  const keyword = declaration.kind === "opaque" ? declaration.of : declaration.kind;
  const isTaken = scope.isTaken(declaration.name) || typescriptNames.reservedWords.has(declaration.name);
  return scope.claim(isTaken ? `${keyword}_${declaration.name}` : declaration.name, "type");
}
