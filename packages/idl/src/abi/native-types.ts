/**
 * Which C type stands for which declaration of a document and of the documents that it imports. What a declaration becomes
 * besides is in the `lower-*.ts` files; how a value of it crosses is in `lower-value.ts`.
 */
import type { Api, ApiDeclaration, ApiModule, DeclarationId } from "../model/index.ts";
import type { CNamedType } from "./c-type.ts";
import { createSymbolNames, eventParts } from "./symbol-names.ts";
import type { SymbolNames } from "./symbol-names.ts";

/** The named C types that one document can speak of. */
export interface NativeTypes {
  /**
   * Finds the C type of a record, struct, enum, flags, rich enum, interface, callback or error domain.
   *
   * @throws {Error} If nothing has that identity; a document that was checked has none such.
   */
  readonly named: (id: DeclarationId) => CNamedType;
  /** `{prefix}_handle_t`. */
  readonly handle: CNamedType;
  /** `{prefix}_error`. */
  readonly error: CNamedType;
  /** `{prefix}_cancel_token`. */
  readonly cancelToken: CNamedType;
  /** `{prefix}_contract_entry`. */
  readonly contractEntry: CNamedType;
}

/** Collects the C types of a document and of its imports, whose types keep the prefix of their own document. */
export function createNativeTypes(api: Api): NativeTypes {
  const known = new Map<DeclarationId, CNamedType>();
  collectApi(api, "", known);
  const { runtime } = createSymbolNames(api.prefix);
  return {
    named: (id) => {
      const type = known.get(id);
      if (type === undefined) throw new Error(`no declaration has the identity ${id}`);
      return type;
    },
    handle: { kind: "named", symbol: runtime("handle_t"), declares: "handle" },
    error: { kind: "named", symbol: runtime("error"), declares: "struct" },
    cancelToken: { kind: "named", symbol: runtime("cancel_token"), declares: "opaque" },
    contractEntry: { kind: "named", symbol: runtime("contract_entry"), declares: "struct" },
  };
}

type Collected = Map<DeclarationId, CNamedType>;

function collectApi(api: Api, importPath: string, known: Collected): void {
  const names = createSymbolNames(api.prefix);
  for (const module of api.modules) collectModule({ module, names, importPath, known });
  for (const { name, api: imported } of api.imports) collectApi(imported, `${importPath}${name}.`, known);
}

interface ModuleScope {
  readonly module: ApiModule;
  readonly names: SymbolNames;
  /** What identities of an imported document begin with, seen from the document that imports it. */
  readonly importPath: string;
  readonly known: Collected;
}

function collectModule(scope: ModuleScope): void {
  const { module } = scope;
  collect(module.enums, "enum", scope);
  collect(module.flags, "flags", scope);
  collect(module.richEnums, "opaque", scope);
  collect(module.interfaces, "opaque", scope);
  collect(
    module.records.filter(({ layout }) => layout === "opaque"),
    "opaque",
    scope,
  );
  collect(
    module.records.filter(({ layout }) => layout === "c"),
    "struct",
    scope,
  );
  collect(module.callbacks, "function-pointer", scope, eventParts.callback);
  if (module.errorDomain !== undefined) collect([module.errorDomain], "enum", scope);
  for (const nested of module.modules) collectModule({ ...scope, module: nested });
}

function collect(
  declarations: readonly ApiDeclaration[],
  declares: CNamedType["declares"],
  { module, names, importPath, known }: ModuleScope,
  spell: (name: string) => string = (name) => name,
): void {
  for (const { id, name } of declarations) {
    known.set(importPath + id, { kind: "named", symbol: names.inModule(module, spell(name)), declares });
  }
}
