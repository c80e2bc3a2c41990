/**
 * Fingerprints of declarations: what a caller of each relies on, as one canonical text, hashed. Names, types, order and
 * values count; documentation, deprecation and messages do not, so that they may change without making a binding stale.
 */
import type {
  Api,
  ApiFunction,
  ApiInterface,
  ApiModule,
  ApiParameter,
  ApiRecord,
  ApiRichEnum,
} from "../model/index.ts";
import { renderTypeText } from "../model/type-text.ts";
import type { ContractEntry } from "./contract-entry.ts";

const encoder = new TextEncoder();
/** Room for the bytes of one text; a document has thousands of them. */
let room = new Uint8Array(1024);

/**
 * Hashes the UTF-8 bytes of a text.
 *
 * @returns An unsigned 64-bit number.
 * @see FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function hashText(text: string): bigint {
  // The offset basis 0xcbf29ce484222325 and, below, the prime 2^40 + 0x1b3, in halves of 32 bits: arithmetic of whole
  // numbers is exact there, and far faster than that of big integers.
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  // No code unit of UTF-16 becomes more than three bytes.
  if (room.length < text.length * 3) room = new Uint8Array(text.length * 6);
  const { written } = encoder.encodeInto(text, room);
  for (let index = 0; index < written; index++) {
    low = (low ^ (room[index] ?? 0)) >>> 0;
    const product = low * 0x1b3;
    const nextLow = product >>> 0;
    high = (high * 0x1b3 + (product - nextLow) / 2 ** 32 + low * 256) >>> 0;
    low = nextLow;
  }
  return (BigInt(high) << 32n) | BigInt(low);
}

/**
 * Computes the contract of a document: one entry per declaration, and per type of another document that it uses, sorted by id.
 * The library of that document answers for the types of its own; this one was compiled with what they were.
 */
export function computeContract(api: Api): readonly ContractEntry[] {
  const own = api.modules.flatMap(describeModule);
  const entries = [...own, ...describeImports(api, own)].map(([path, text]) => ({
    path,
    id: hashText(path),
    hash: hashText(text),
  }));
  return entries.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Declarations of imports that a text of this document names, with those that they name in turn. */
function describeImports(api: Api, own: readonly Described[]): readonly Described[] {
  if (api.imports.length === 0) return [];
  const known = new Map(api.imports.flatMap(({ name, api: imported }) => describeAll(imported, `${name}.`)));
  const used = new Map<string, string>();
  const collect = (text: string, around: string): void => {
    for (const word of text.match(/[\w.]+/g) ?? []) {
      const path = known.has(around + word) ? around + word : word;
      const found = known.get(path);
      if (found === undefined || used.has(path)) continue;
      used.set(path, found);
      collect(found, path.slice(0, path.indexOf(".") + 1));
    }
  };
  for (const [, text] of own) collect(text, "");
  return [...used];
}

function describeAll(api: Api, around: string): readonly Described[] {
  return api.modules.flatMap(describeModule).map(([path, text]): Described => [around + path, text]);
}

type Described = readonly [path: string, text: string];

function describeModule(module: ApiModule): Described[] {
  const { errorDomain } = module;
  return [
    ...module.enums.map((one): Described => [one.id, `enum ${listValues(one.variants)}`]),
    ...module.flags.map((one): Described => [one.id, `flags ${one.base} ${listValues(one.members)}`]),
    ...module.richEnums.map((one): Described => [one.id, describeRichEnum(one)]),
    ...module.records.map((one): Described => [one.id, describeRecord(one)]),
    ...module.interfaces.flatMap(describeInterface),
    ...module.callbacks.map((one): Described => [
      one.id,
      `callback ${listParameters(one.parameters)}${one.result === undefined ? "" : ` -> ${renderTypeText(one.result)}`}`,
    ]),
    ...module.listeners.map((one): Described => [one.id, `listener ${one.callback}`]),
    ...(errorDomain === undefined
      ? []
      : [
          [
            errorDomain.id,
            `errors ${errorDomain.codes.map((one) => `${one.name}=${String(one.code)}`).join(",")}`,
          ] as const,
        ]),
    ...module.functions.map((one): Described => [one.id, describeFunction("function", one)]),
    ...module.modules.flatMap(describeModule),
  ];
}

function describeRecord({ layout, hasBuilder, fields }: ApiRecord): string {
  return `record ${layout}${hasBuilder ? " builder" : ""} ${listFields(fields)}`;
}

function describeRichEnum({ variants }: ApiRichEnum): string {
  return `rich-enum ${variants.map((one) => `${one.name}=${String(one.value)}${listFields(one.fields)}`).join(",")}`;
}

function describeInterface({ id, constructors, methods, statics }: ApiInterface): Described[] {
  const members = (kind: string, functions: readonly ApiFunction[]) =>
    functions.map((one): Described => [one.id, describeFunction(kind, one)]);
  return [
    [id, "interface"],
    ...members("constructor", constructors),
    ...members("method", methods),
    ...members("static", statics),
  ];
}

function describeFunction(kind: string, declaration: ApiFunction): string {
  const { parameters, result, throws, isAsync, isCancellable } = declaration;
  return [
    kind,
    listParameters(parameters),
    result === undefined ? "" : `-> ${renderTypeText(result)}`,
    throws === undefined ? "" : `throws ${throws}`,
    isAsync ? "async" : "",
    isCancellable ? "cancellable" : "",
  ]
    .filter((word) => word !== "")
    .join(" ");
}

function listParameters(parameters: readonly ApiParameter[]): string {
  const texts = parameters.map((one) => `${one.name}:${one.isMutable ? "mut " : ""}${renderTypeText(one.type)}`);
  return `(${texts.join(",")})`;
}

function listFields(fields: ApiRecord["fields"]): string {
  return `(${fields.map((one) => `${one.name}:${renderTypeText(one.type)}`).join(",")})`;
}

function listValues(members: readonly { readonly name: string; readonly value: number | bigint }[]): string {
  return members.map((one) => `${one.name}=${String(one.value)}`).join(",");
}
