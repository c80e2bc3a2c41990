/**
 * From a resolved document to its C ABI: every symbol and signature that the header declares. What one declaration becomes is
 * in the `lower-*.ts` files beside it; the C target spells the outcome.
 */
import type { Api, ApiModule } from "../model/index.ts";
import type { Abi, AbiFunction, AbiModule, AbiStructType, AbiType } from "./abi-model.ts";
import type { AbiScope, Lowered } from "./abi-scope.ts";
import { lowerFunction } from "./lower-function.ts";
import { lowerInterface, lowerListener } from "./lower-interface.ts";
import {
  lowerCallback,
  lowerConstant,
  lowerEnum,
  lowerErrorDomain,
  lowerFlags,
  lowerStruct,
} from "./lower-plain-types.ts";
import type { UnlaidStruct } from "./lower-plain-types.ts";
import { lowerRecord } from "./lower-record.ts";
import { lowerRichEnum } from "./lower-rich-enum.ts";
import { lowerRuntime, runtimeFunctions } from "./lower-runtime.ts";
import { createNativeTypes } from "./native-types.ts";
import { computeStructLayout, sortStructs } from "./struct-layout.ts";
import type { ValueLayout } from "./struct-layout.ts";
import { createSymbolNames } from "./symbol-names.ts";

/** Schema versions in which an error domain has no part in the header. */
const schemasWithoutErrorEnums: ReadonlySet<string> = new Set(["0.3.0", "0.4.0"]);

/** Lowers a document that was checked. */
export function lowerAbi(api: Api): Abi {
  const names = createSymbolNames(api.prefix);
  const types = createNativeTypes(api);
  const runtime = lowerRuntime(names, types);
  const imports = api.imports.map((imported) => lowerAbi(imported.api));
  const layouts = new StructLayouts(api, imports);
  const hasErrorEnums = !schemasWithoutErrorEnums.has(api.schema);
  const modules = flattenModules(api.modules).map((module) =>
    lowerModule({ module, names, types }, { layouts, hasErrorEnums }),
  );
  const functions = new Map<string, AbiFunction>();
  for (const declared of [...runtimeFunctions(runtime), ...modules.flatMap((module) => module.functions)]) {
    functions.set(declared.symbol, declared);
  }
  const structs = sortStructs(modules.flatMap((module) => module.types.filter((type) => type.kind === "struct")));
  return { prefix: api.prefix, runtime, imports, modules, structs, functions };
}

/** Gives modules in the order of the header: each before those that it holds. */
function flattenModules(modules: readonly ApiModule[]): readonly ApiModule[] {
  return modules.flatMap((module) => [module, ...flattenModules(module.modules)]);
}

interface ModuleOptions {
  readonly layouts: StructLayouts;
  readonly hasErrorEnums: boolean;
}

function lowerModule(scope: AbiScope, { layouts, hasErrorEnums }: ModuleOptions): AbiModule {
  const { module } = scope;
  const domain = hasErrorEnums ? module.errorDomain : undefined;
  const lowered: readonly Lowered[] = [
    ...module.richEnums.map((richEnum) => lowerRichEnum(richEnum, scope)),
    ...module.records.filter(({ layout }) => layout === "opaque").map((record) => lowerRecord(record, scope)),
    ...module.interfaces.map((declaration) => lowerInterface(declaration, scope)),
    ...module.listeners.map((listener) => ({ types: [], functions: lowerListener(listener, scope) })),
    ...module.functions.map((declaration) => lowerFunction({ declaration, role: "function", namePrefix: "" }, scope)),
  ];
  return {
    id: module.id,
    joinedPath: module.path.join("_"),
    ...(module.doc === undefined ? {} : { doc: module.doc }),
    types: [
      ...module.enums.map((declaration) => lowerEnum(declaration, scope)),
      ...module.flags.map((declaration) => lowerFlags(declaration, scope)),
      ...(domain === undefined ? [] : [lowerErrorDomain(domain, scope)]),
      ...module.records
        .filter(({ layout }) => layout === "c")
        .map((record) => layouts.complete(lowerStruct(record, scope))),
      ...module.callbacks.map((callback) => lowerCallback(callback, scope)),
      ...lowered.flatMap((part) => part.types),
    ],
    constants: module.constants.map((constant) => lowerConstant(constant, scope)),
    functions: lowered.flatMap((part) => part.functions),
  };
}

/** Layouts of structs and widths of flags by symbol; a struct may hold one that is declared later. */
class StructLayouts {
  readonly #known = new Map<string, ValueLayout>();
  readonly #pending = new Map<string, UnlaidStruct>();

  constructor(api: Api, imports: readonly Abi[]) {
    for (const imported of imports) this.#learn(imported);
    const scope = { names: createSymbolNames(api.prefix), types: createNativeTypes(api) };
    for (const module of flattenModules(api.modules)) {
      for (const flags of module.flags) this.#learnType(lowerFlags(flags, { ...scope, module }));
      for (const record of module.records) {
        if (record.layout !== "c") continue;
        const struct = lowerStruct(record, { ...scope, module });
        this.#pending.set(struct.symbol, struct);
      }
    }
  }

  complete(struct: UnlaidStruct): AbiStructType {
    const members = struct.members.map(({ type }) => type);
    const layout = computeStructLayout(members, (symbol) => this.#find(symbol));
    return { kind: "struct", ...struct, ...layout };
  }

  #find(symbol: string): ValueLayout {
    const known = this.#known.get(symbol);
    if (known !== undefined) return known;
    const pending = this.#pending.get(symbol);
    if (pending === undefined) throw new Error(`no struct is called ${symbol}`);
    const { size, alignment } = this.complete(pending);
    this.#known.set(symbol, { size, alignment });
    return { size, alignment };
  }

  #learn(abi: Abi): void {
    for (const imported of abi.imports) this.#learn(imported);
    for (const type of abi.modules.flatMap((module) => module.types)) this.#learnType(type);
  }

  #learnType(type: AbiType): void {
    if (type.kind === "struct") this.#known.set(type.symbol, { size: type.size, alignment: type.alignment });
    if (type.kind !== "flags") return;
    const size = Number(type.base.slice(1)) / 8;
    this.#known.set(type.symbol, { size, alignment: size });
  }
}
