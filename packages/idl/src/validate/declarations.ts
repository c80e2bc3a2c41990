/** All declarations of a document in one list, each with what it is and where it belongs; for rules about names. */
import type { Api, ApiDeclaration, ApiFunction, ApiModule } from "../model/api.ts";

/** What a declaration is, in the words of messages. */
export type DeclarationKind =
  | "module"
  | "alias"
  | "constant"
  | "enum"
  | "variant"
  | "set of flags"
  | "flag"
  | "struct"
  | "field"
  | "interface"
  | "constructor"
  | "method"
  | "static"
  | "callback"
  | "listener"
  | "error domain"
  | "error"
  | "function"
  | "parameter";

/** A declaration and where it belongs. */
export interface DeclarationEntry {
  readonly declaration: ApiDeclaration;
  readonly kind: DeclarationKind;
  /** The declaration that holds it; absent for modules at the top. */
  readonly parent?: ApiDeclaration;
  /** Words for where it belongs: module `kv`, struct `Entry`, the document. */
  readonly scope: string;
  /** The module around it; a module itself for a module. */
  readonly module: ApiModule;
}

/** Lists all declarations, each after what holds it. */
export function listDeclarations(api: Api): readonly DeclarationEntry[] {
  const entries: DeclarationEntry[] = [];
  for (const module of api.modules) {
    entries.push({ declaration: module, kind: "module", scope: "the document", module });
    addModule(entries, module);
  }
  return entries;
}

/** Lists modules, each before those that it holds. */
export function listModules(modules: readonly ApiModule[]): readonly ApiModule[] {
  return modules.flatMap((module) => [module, ...listModules(module.modules)]);
}

function addModule(entries: DeclarationEntry[], module: ApiModule): void {
  const scope = `module \`${module.id}\``;
  const add = (kind: DeclarationKind, declaration: ApiDeclaration): void => {
    entries.push({ declaration, kind, parent: module, scope, module });
  };
  const addMembers = (kind: DeclarationKind, members: readonly ApiDeclaration[], holder: Holder): void => {
    for (const declaration of members) {
      entries.push({ declaration, kind, parent: holder.declaration, scope: titleOf(holder), module });
    }
  };
  const addFunction = (kind: DeclarationKind, declaration: ApiFunction, holder?: Holder): void => {
    if (holder === undefined) add(kind, declaration);
    else addMembers(kind, [declaration], holder);
    addMembers("parameter", declaration.parameters, { kind, declaration });
  };
  for (const alias of module.aliases) add("alias", alias);
  for (const constant of module.constants) add("constant", constant);
  for (const declaration of module.enums) {
    add("enum", declaration);
    addMembers("variant", declaration.variants, { kind: "enum", declaration });
  }
  for (const declaration of module.flags) {
    add("set of flags", declaration);
    addMembers("flag", declaration.members, { kind: "set of flags", declaration });
  }
  for (const declaration of module.richEnums) {
    add("enum", declaration);
    addMembers("variant", declaration.variants, { kind: "enum", declaration });
    for (const variant of declaration.variants) {
      addMembers("field", variant.fields, { kind: "variant", declaration: variant });
    }
  }
  for (const declaration of module.records) {
    add("struct", declaration);
    addMembers("field", declaration.fields, { kind: "struct", declaration });
  }
  for (const declaration of module.interfaces) {
    add("interface", declaration);
    const holder = { kind: "interface", declaration } as const;
    for (const member of declaration.constructors) addFunction("constructor", member, holder);
    for (const member of declaration.methods) addFunction("method", member, holder);
    for (const member of declaration.statics) addFunction("static", member, holder);
  }
  for (const declaration of module.callbacks) {
    add("callback", declaration);
    addMembers("parameter", declaration.parameters, { kind: "callback", declaration });
  }
  for (const listener of module.listeners) add("listener", listener);
  if (module.errorDomain !== undefined) {
    add("error domain", module.errorDomain);
    addMembers("error", module.errorDomain.codes, { kind: "error domain", declaration: module.errorDomain });
  }
  for (const declaration of module.functions) addFunction("function", declaration);
  for (const inner of module.modules) {
    entries.push({ declaration: inner, kind: "module", parent: module, scope, module: inner });
    addModule(entries, inner);
  }
}

interface Holder {
  readonly kind: DeclarationKind;
  readonly declaration: ApiDeclaration;
}

function titleOf({ kind, declaration }: Holder): string {
  return `${kind} \`${declaration.name}\``;
}
