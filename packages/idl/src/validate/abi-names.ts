/** Every name that the header of a document has, with what it is for in words; for the rules on names that meet. */
import type { Abi, AbiFunction, AbiRole } from "../abi/abi-model.ts";
import { runtimeFunctions } from "../abi/lower-runtime.ts";
import { createCNames } from "../languages/c/names.ts";
import type { DeclarationId } from "../model/api-type.ts";
import type { Api, ApiDeclaration } from "../model/api.ts";
import type { DeclarationEntry } from "./declarations.ts";

/** A name in C and whose it is. */
export interface AbiName {
  readonly symbol: string;
  /** Words for what has the name: the getter of field `Entry.id`. */
  readonly what: string;
  /** Absent for what every header has. */
  readonly owner?: ApiDeclaration;
}

/** Words for a function by its role; `{}` is the declaration that it serves. */
const roleTexts: Readonly<Record<AbiRole, string>> = {
  runtime: "the runtime",
  function: "function {}",
  async: "async function {}",
  constructor: "constructor {}",
  method: "method {}",
  static: "static {}",
  create: "the creator of struct {}",
  destroy: "the destructor of {}",
  getter: "the getter of field {}",
  "builder-new": "the builder of struct {}",
  "builder-set": "the setter of field {} in the builder",
  "builder-build": "the build function of struct {}",
  "builder-destroy": "the destructor of the builder of {}",
  tag: "the tag of enum {}",
  "variant-new": "the creator of variant {}",
  "variant-getter": "the getter of field {}",
  "iterator-next": "the next function of the iterator of {}",
  "iterator-destroy": "the destructor of the iterator of {}",
  "stream-next": "the next function of the stream of {}",
  "stream-destroy": "the destructor of the stream of {}",
  register: "the register function of listener {}",
  unregister: "the unregister function of listener {}",
};

/** Words for a C function. */
export function describeAbiFunction({ role, owner, symbol }: AbiFunction): string {
  if (owner === undefined) return `\`${symbol}\` of the runtime`;
  return roleTexts[role].replace("{}", `\`${owner.id}\``);
}

/** Lists all names: first those of the runtime and the macros, then those of the document in its order. */
export function listAbiNames(api: Api, abi: Abi, declarations: readonly DeclarationEntry[]): readonly AbiName[] {
  const byId = new Map(declarations.map((entry) => [entry.declaration.id, entry]));
  const { header: _header, source: _source, ...fixed } = createCNames(api.prefix);
  const { handle, error, cancelToken, contractEntry } = abi.runtime;
  const own = [...Object.values(fixed), ...[handle, error, cancelToken, contractEntry].map(({ symbol }) => symbol)];
  return [
    ...own.map((symbol) => ({ symbol, what: `\`${symbol}\` of the runtime` })),
    ...runtimeFunctions(abi.runtime).map(nameOfFunction),
    ...abi.modules.flatMap((module) => [
      ...module.types.flatMap(({ symbol, owner, ...type }) => [
        describeType(symbol, owner, byId),
        ...("constants" in type
          ? type.constants.map((one) => describeMember(one.symbol, symbol, { owner, byId }))
          : []),
      ]),
      ...module.constants.map(({ symbol, owner }) => describeType(symbol, owner, byId)),
      ...module.functions.map(nameOfFunction),
    ]),
  ];
}

function nameOfFunction(declared: AbiFunction): AbiName {
  const { symbol, owner } = declared;
  return { symbol, what: describeAbiFunction(declared), ...(owner === undefined ? {} : { owner }) };
}

type ById = ReadonlyMap<DeclarationId, DeclarationEntry>;

function describeType(symbol: string, owner: DeclarationId, byId: ById): AbiName {
  const entry = byId.get(owner);
  if (entry === undefined) return { symbol, what: `\`${owner}\`` };
  const { declaration, kind } = entry;
  // Types that hang on a declaration are called like it, with something behind.
  const isOwnName = symbol.endsWith(`_${declaration.name}`);
  const what = isOwnName ? `${kind} \`${owner}\`` : `type \`${symbol}\` of ${kind} \`${owner}\``;
  return { symbol, what, owner: declaration };
}

function describeMember(
  symbol: string,
  type: string,
  { owner, byId }: { readonly owner: DeclarationId; readonly byId: ById },
): AbiName {
  const id = `${owner}.${symbol.slice(type.length + 1)}`;
  const entry = byId.get(id) ?? byId.get(owner);
  return {
    symbol,
    what: `${entry?.kind ?? "member"} \`${id}\``,
    ...(entry === undefined ? {} : { owner: entry.declaration }),
  };
}
