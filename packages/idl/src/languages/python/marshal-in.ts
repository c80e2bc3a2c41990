/** Spells what goes to the library: for each slot of a parameter the expression that is passed. */
import type { CType } from "../../abi/c-type.ts";
import type { ApiType, DeclarationId, ScalarName } from "../../model/index.ts";
import type { InItem, TransferIn } from "../../plan/transfer.ts";
import type { ModuleFile } from "./module-file.ts";

/** A value that is passed. */
export interface Given {
  readonly transfer: TransferIn;
  /** The identifier that holds it. */
  readonly value: string;
  /** What error messages call it, as source text of a string. */
  readonly label: string;
  /** Whether the library writes to it. */
  readonly isMutable?: boolean;
}

const limits: Readonly<Partial<Record<ScalarName, readonly [minimum: string, maximum: string]>>> = {
  i8: ["-0x80", "0x7F"],
  i16: ["-0x8000", "0x7FFF"],
  i32: ["-0x8000_0000", "0x7FFF_FFFF"],
  i64: ["-0x8000_0000_0000_0000", "0x7FFF_FFFF_FFFF_FFFF"],
  u8: ["0", "0xFF"],
  u16: ["0", "0xFFFF"],
  u32: ["0", "0xFFFF_FFFF"],
  u64: ["0", "0xFFFF_FFFF_FFFF_FFFF"],
};

/**
 * Renders the statement that takes what may change while a call is made: a list, a map, octets. Nothing for other values, and
 * for octets that the library writes to.
 */
export function renderCopy({ transfer, value, label, isMutable = false }: Given): readonly string[] {
  const copies: Readonly<Partial<Record<TransferIn["kind"], string>>> = {
    ...(isMutable ? {} : { bytes: "copy_octets" }),
    array: "copy_list",
    list: "copy_list",
    map: "copy_mapping",
  };
  const copy = copies[transfer.kind];
  if (copy === undefined) return [];
  const copied = `_support.${copy}(${value}, ${label})`;
  return [`${value} = ${"isNullable" in transfer && transfer.isNullable ? orNone(value, copied) : copied}`];
}

/** Renders the expressions of a parameter, one per slot; {@link renderCopy} goes before them. */
export function renderInput(given: Given, file: ModuleFile): readonly string[] {
  const { transfer, value, label, isMutable = false } = given;
  switch (transfer.kind) {
    case "value":
      return [renderValue(transfer.type, { value, label }, file)];
    case "string": {
      const text = `_support.encode_text(${value}, ${label})`;
      return [transfer.isNullable ? orNone(value, text) : text];
    }
    case "boxed": {
      const packed = renderArray(
        { type: transfer.type, native: transfer.native },
        { value: `[${value}]`, label },
        file,
      );
      return [orNone(value, packed)];
    }
    case "bytes": {
      const bytes = isMutable ? `_support.lend_bytes(${value}, ${label})` : `_support.pack_bytes(${value})`;
      const length = isMutable ? `memoryview(${value}).nbytes` : `len(${value})`;
      return transfer.isNullable ? [orNone(value, bytes), `0 if ${value} is None else ${length}`] : [bytes, length];
    }
    case "object": {
      const used = useObject(transfer.type.id, { value, label }, file);
      return [transfer.isNullable ? orNone(value, used) : used];
    }
    case "array": {
      const checked = `_support.require_length(${value}, ${String(transfer.length)}, ${label})`;
      return [renderArray(transfer.item, { value: checked, label }, file)];
    }
    case "list": {
      const items = renderItems(transfer.item, { value, label }, file);
      return transfer.isNullable ? [orNone(value, items), lengthOrZero(value)] : [items, `len(${value})`];
    }
    case "map": {
      const keys = renderItems(transfer.key, { value: `list(${value}.keys())`, label }, file);
      const values = renderItems(transfer.value, { value: `list(${value}.values())`, label }, file);
      if (!transfer.isNullable) return [keys, values, `len(${value})`];
      return [orNone(value, keys), orNone(value, values), lengthOrZero(value)];
    }
    case "callback":
      return [`${adapter(file.findName(transfer.type.id))}(${value}, _scope)`, "None"];
    default:
      return transfer satisfies never;
  }
}

/** The function that turns a callback into one for C, from the name of its type. */
export function adapter(name: string): string {
  const dot = name.lastIndexOf(".") + 1;
  return `${name.slice(0, dot)}_adapt_${name.slice(dot)}`;
}

interface Labelled {
  readonly value: string;
  readonly label: string;
}

/** Renders a value that crosses as it is, checked where ctypes would not. */
export function renderValue(type: ApiType, { value, label }: Labelled, file: ModuleFile): string {
  switch (type.kind) {
    case "scalar": {
      if (type.name === "bool") return `_support.check_bool(${value}, ${label})`;
      const range = limits[type.name];
      if (range === undefined) return `_support.check_float(${value}, ${label})`;
      return `_support.check_integer(${value}, ${range.join(", ")}, ${label})`;
    }
    case "handle":
      return `_support.check_integer(${value}, 0, 0xFFFF_FFFF_FFFF_FFFF, ${label})`;
    case "enum":
      return `int(${file.findName(type.id)}(${value}))`;
    case "flags": {
      const range = limits[file.findFlagsBase(type.id)] ?? limits.u32 ?? [];
      return `_support.check_integer(${file.findName(type.id)}(${value}), ${range.join(", ")}, ${label})`;
    }
    case "struct":
      return `_support.require(${value}, ${file.findName(type.id)}, ${label})._to_native()`;
    default:
      return value;
  }
}

/** Another object's address would make C read what is not there. */
function useObject(id: DeclarationId, { value, label }: Labelled, file: ModuleFile): string {
  return `_support.require(${value}, ${file.findName(id)}, ${label})._use()`;
}

function orNone(value: string, expression: string): string {
  return `None if ${value} is None else ${expression}`;
}

function lengthOrZero(value: string): string {
  return `0 if ${value} is None else len(${value})`;
}

function renderArray(
  { type, native }: { readonly type: ApiType; readonly native: CType },
  { value, label }: Labelled,
  file: ModuleFile,
): string {
  const write = `lambda _item: ${renderValue(type, { value: "_item", label }, file)}`;
  return `_support.pack_items(${value}, ${file.native(native)}, ${write})`;
}

function renderItems(item: InItem, given: Labelled, file: ModuleFile): string {
  const { value, label } = given;
  switch (item.kind) {
    case "string": {
      const write = `lambda _item: _support.encode_text(_item, ${label})`;
      return `_support.pack_items(${value}, ctypes.c_char_p, ${write})`;
    }
    case "object": {
      const used = useObject(item.type.id, { value: "_item", label }, file);
      const write = item.isNullable ? orNone("_item", used) : used;
      return `_support.PackedObjects([${write} for _item in ${value}])`;
    }
    default:
      return renderArray(item, given, file);
  }
}
