/**
 * How the glue in C keeps a field: the members of the struct, a copy of each, how it is freed, and how it is set from the slots
 * of a parameter. A copy can be kept or given away: both are freed in the same way.
 */
import { toCName } from "../../abi/c-words.ts";
import { lowerItem, lowerValue, isObjectType, isValueType } from "../../abi/lower-value.ts";
import type { NativeTypes } from "../../abi/native-types.ts";
import { createCNames } from "../../languages/c/names.ts";
import { spellDeclaration, spellType } from "../../languages/c/types.ts";
import type { ApiField, ApiType, FixedArrayType } from "../../model/index.ts";

/** One member of the struct that keeps a record. */
export interface StoredMember {
  readonly name: string;
  readonly declaration: string;
  /** The out-slot or, for what is returned, undefined. */
  readonly output?: "out_len" | "out_keys" | "out_values" | "out_value";
  /** How many items a fixed array has; it is copied to where the caller has room. */
  readonly fixedLength?: number;
  /** The expression of the parameter that it is set from. */
  readonly given: string;
  /** A copy of the member of `from`, an expression that ends in `->` or `.`. */
  readonly copy: (from: string) => string;
  /** Statement that frees the member of `from`; absent for what owns nothing. */
  readonly free?: (from: string) => string;
}

/** What the members of a field are made with. */
export interface StorageContext {
  readonly prefix: string;
  readonly types: NativeTypes;
}

/** Name of the function of the glue that copies an object. */
export function copyName(symbol: string): string {
  return `${symbol}_copy`;
}

/** Spells whether every copy was made; empty where nothing owns memory. `is_copied` is in `copied-lists.ts`. */
export function spellIsWhole(members: readonly StoredMember[], from: string, to: string): string {
  return members
    .filter(({ free }) => free !== undefined)
    .map(({ name }) => `is_copied(${from}${name}, ${to}${name})`)
    .join(" && ");
}

/** Gives the members that keep a field. */
export function storeField(
  field: Pick<ApiField, "name" | "type">,
  context: StorageContext,
  name: string = field.name,
): readonly StoredMember[] {
  const type = field.type.kind === "optional" && !isValueType(field.type.item) ? field.type.item : field.type;
  const given = toCName(field.name);
  const main = toCName(name);
  const length: StoredMember = {
    name: `${name}_len`,
    declaration: `size_t ${name}_len`,
    output: "out_len",
    given: `${field.name}_len`,
    copy: (from) => `${from}${name}_len`,
  };
  switch (type.kind) {
    case "bytes":
      return [
        storeArray(context, {
          name: main,
          given: `${field.name}_ptr`,
          type: { kind: "scalar", name: "u8" },
          length: name,
        }),
        length,
      ];
    case "list":
      return [storeArray(context, { name: main, given, type: type.item, length: name }), length];
    case "map":
      return [...storeMap(context, { name, given: field.name, type }), length];
    case "array":
      return [storeFixedArray(type, { name: main, given }, context)];
    default:
      return [storeSingle(type, { name: main, given }, context)];
  }
}

function storeMap(
  context: StorageContext,
  { name, given, type }: Place & { readonly type: Extract<ApiType, { readonly kind: "map" }> },
): readonly StoredMember[] {
  const store = (suffix: string, item: ApiType): StoredMember =>
    storeArray(context, { name: name + suffix, given: given + suffix, type: item, length: name });
  return [
    { ...store("_keys", type.key), output: "out_keys" },
    { ...store("_values", type.value), output: "out_values" },
  ];
}

function storeFixedArray(
  { item, length }: FixedArrayType,
  { name, given }: Place,
  { prefix, types }: StorageContext,
): StoredMember {
  const native = spellType(lowerValue(item, types));
  const size = `${String(length)} * sizeof(${native})`;
  return {
    name,
    declaration: `${native}* ${name}`,
    output: "out_value",
    fixedLength: length,
    given: `(${native}*)${given}`,
    copy: (from) => `(${native}*)${createCNames(prefix).copyBytes}(${from}${name}, ${size})`,
    free: (from) => `${prefix}_free_bytes((uint8_t*)${from}${name}, ${size});`,
  };
}

interface Place {
  readonly name: string;
  readonly given: string;
}

function storeSingle(type: ApiType, { name, given }: Place, { prefix, types }: StorageContext): StoredMember {
  const { copyString, copyValue } = createCNames(prefix);
  if (type.kind === "string") {
    const copy = (from: string): string => `${copyString}(${from}${name})`;
    return {
      name,
      declaration: `char* ${name}`,
      given: `(char*)${given}`,
      copy,
      free: (from) => `${prefix}_free_string(${from}${name});`,
    };
  }
  if (type.kind === "optional") {
    const native = spellType(lowerValue(type.item, types));
    const copy = (from: string): string => `(${native}*)${copyValue}(${from}${name}, sizeof(${native}))`;
    const free = (from: string): string => `${prefix}_free_bytes((uint8_t*)${from}${name}, sizeof(${native}));`;
    return { name, declaration: `${native}* ${name}`, given: `(${native}*)${given}`, copy, free };
  }
  if (isObjectType(type)) {
    const { symbol } = types.named(type.id);
    const member = { name, declaration: `${symbol}* ${name}`, given: `(${symbol}*)${given}` };
    if (!isCopied(type)) return { ...member, copy: (from) => `${from}${name}` };
    const copy = (from: string): string => `${copyName(symbol)}(${from}${name})`;
    return { ...member, copy, free: (from) => `${symbol}_destroy(${from}${name});` };
  }
  return {
    name,
    declaration: spellDeclaration(lowerValue(type, types), name),
    given,
    copy: (from) => `${from}${name}`,
  };
}

function storeArray(
  { prefix, types }: StorageContext,
  { name, given, type, length }: Place & { readonly type: ApiType; readonly length: string },
): StoredMember {
  const item = type.kind === "optional" ? type.item : type;
  const native = item.kind === "string" ? "char*" : spellType(lowerItem(type, types));
  const base = { name, declaration: `${native}* ${name}`, given: `(${native}*)${given}` };
  const count = (from: string): string => `${from}${length}_len`;
  if (item.kind === "string") {
    const copy = (from: string): string => `copy_texts(${from}${name}, ${count(from)})`;
    return { ...base, copy, free: (from) => `free_texts(${from}${name}, ${count(from)});` };
  }
  if (isObjectType(item) && isCopied(item)) {
    const { symbol } = types.named(item.id);
    const copy = (from: string): string => `${symbol}_copy_list(${from}${name}, ${count(from)})`;
    return { ...base, copy, free: (from) => `${symbol}_free_list(${from}${name}, ${count(from)});` };
  }
  const { copyArray } = createCNames(prefix);
  const copy = (from: string): string => `(${native}*)${copyArray}(${from}${name}, ${count(from)}, sizeof(${native}))`;
  const free = (from: string): string =>
    `${prefix}_free_bytes((uint8_t*)${from}${name}, ${count(from)} * sizeof(${native}));`;
  return { ...base, copy, free };
}

/** Whether the glue has a copy of an object; other objects are the author's, of which it keeps the address. */
function isCopied({ kind }: ApiType): boolean {
  return kind === "record" || kind === "rich-enum";
}
