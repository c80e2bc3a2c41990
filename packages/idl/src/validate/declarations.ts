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
  const collector = createCollector(entries, module);
  addPlainTypes(collector, module);
  addObjectTypes(collector, module);
  addEvents(collector, module);
  collector.addMembers("function", module.functions);
  for (const inner of module.modules) {
    entries.push({
      declaration: inner,
      kind: "module",
      parent: module,
      scope: `module \`${module.id}\``,
      module: inner,
    });
    addModule(entries, inner);
  }
}

/** Adds the declarations of one module. */
interface Collector {
  /** Adds declarations of a kind, and the parameters of functions after each; without a holder the module holds them. */
  readonly addMembers: (kind: DeclarationKind, members: readonly ApiDeclaration[], holder?: Holder) => void;
}

function createCollector(entries: DeclarationEntry[], module: ApiModule): Collector {
  const addMembers: Collector["addMembers"] = (kind, members, holder = { kind: "module", declaration: module }) => {
    const scope = holder.declaration === module ? `module \`${module.id}\`` : titleOf(holder);
    for (const declaration of members) {
      entries.push({ declaration, kind, parent: holder.declaration, scope, module });
      if ("parameters" in declaration) {
        addMembers("parameter", (declaration as ApiFunction).parameters, { kind, declaration });
      }
    }
  };
  return { addMembers };
}

function addPlainTypes({ addMembers }: Collector, module: ApiModule): void {
  addMembers("alias", module.aliases);
  addMembers("constant", module.constants);
  for (const declaration of module.enums) {
    addMembers("enum", [declaration]);
    addMembers("variant", declaration.variants, { kind: "enum", declaration });
  }
  for (const declaration of module.flags) {
    addMembers("set of flags", [declaration]);
    addMembers("flag", declaration.members, { kind: "set of flags", declaration });
  }
  if (module.errorDomain === undefined) return;
  addMembers("error domain", [module.errorDomain]);
  addMembers("error", module.errorDomain.codes, { kind: "error domain", declaration: module.errorDomain });
}

function addObjectTypes({ addMembers }: Collector, module: ApiModule): void {
  for (const declaration of module.richEnums) {
    addMembers("enum", [declaration]);
    addMembers("variant", declaration.variants, { kind: "enum", declaration });
    for (const variant of declaration.variants) {
      addMembers("field", variant.fields, { kind: "variant", declaration: variant });
    }
  }
  for (const declaration of module.records) {
    addMembers("struct", [declaration]);
    addMembers("field", declaration.fields, { kind: "struct", declaration });
  }
  for (const declaration of module.interfaces) {
    addMembers("interface", [declaration]);
    const holder = { kind: "interface", declaration } as const;
    addMembers("constructor", declaration.constructors, holder);
    addMembers("method", declaration.methods, holder);
    addMembers("static", declaration.statics, holder);
  }
}

function addEvents({ addMembers }: Collector, module: ApiModule): void {
  addMembers("callback", module.callbacks);
  addMembers("listener", module.listeners);
}

interface Holder {
  readonly kind: DeclarationKind;
  readonly declaration: ApiDeclaration;
}

function titleOf({ kind, declaration }: Holder): string {
  return `${kind} \`${declaration.name}\``;
}
