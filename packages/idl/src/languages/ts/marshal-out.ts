/** Spells what comes from the library: the expression that turns what koine gives into the value of the document's type. */
import type { ApiType } from "../../model/index.ts";
import type { OutItem, OutObject, OutValue, TransferOut } from "../../plan/transfer.ts";
import type { CType } from "../../abi/c-type.ts";
import { isStruct } from "./descriptors.ts";
import { renderList } from "./layout.ts";
import type { ModuleFile } from "./module-file.ts";

/** What koine gave: the value itself and, for arrays, the count and the other array. */
export interface Received {
  readonly main: string;
  readonly keys?: string;
  readonly values?: string;
  readonly length?: string;
  /** Whether a call gave it as its result, and not a callback or an out-parameter. */
  readonly isResult?: boolean;
  /** What error messages call it. */
  readonly label: string;
}

/** Renders the conversion of a value. */
export function renderOutput(transfer: TransferOut, received: Received, file: ModuleFile): string {
  const { main, label, length = "0" } = received;
  switch (transfer.kind) {
    case "void":
      return "undefined";
    case "value":
      return renderValue(transfer, received, file);
    case "boxed": {
      const read = `read: (pointer) => ${renderStored(transfer.type, transfer.native, "pointer.value", file)}`;
      const options = transfer.release.kind === "none" ? read : `${read}, free: ${file.native("freeBytes")}`;
      return `${file.support("takeBoxed")}(${main}, ${renderSize(transfer.native, file)}, { ${options} })`;
    }
    case "string":
      return transfer.isNullable ? main : `${main} ?? ""`;
    case "bytes": {
      const bytes =
        transfer.release.kind === "none"
          ? `${file.support("copyBytes")}(${main}, ${length})`
          : `${file.support("takeBytes")}(${main}, ${length}, ${file.native("freeBytes")})`;
      return transfer.isNullable ? `${main} === null ? null : ${bytes}` : bytes;
    }
    case "object":
      return renderObject(transfer, main, { label, file });
    case "array":
      return renderFixed(transfer.item.type, main, transfer.length, file);
    case "list": {
      const items = renderItems(transfer.item, received, { isFreed: transfer.release.kind !== "none", file });
      return transfer.isNullable ? `${main} === null ? null : ${items}` : items;
    }
    case "map":
      return renderMap(transfer, received, file);
    default:
      return transfer satisfies never;
  }
}

/** The bytes of a value in an array, as source text. */
export function renderSize(native: CType, file: ModuleFile): string {
  if (native.kind === "pointer") return "8";
  if (native.kind === "named" && isStruct(native)) return `${file.native(native.symbol)}.size`;
  const sizes: Readonly<Record<string, string>> = {
    "c.bool": "1",
    "c.i8": "1",
    "c.u8": "1",
    "c.i16": "2",
    "c.u16": "2",
    "c.i32": "4",
    "c.u32": "4",
    "c.float": "4",
  };
  return sizes[file.descriptors.ofNative(native)] ?? "8";
}

/** A value that crossed by itself, where structs are instances of koine's classes; their types say so only for results. */
function renderValue({ type, native }: OutValue, { main, isResult = false }: Received, file: ModuleFile): string {
  if (type.kind !== "struct" || native.kind !== "named") return renderStored(type, native, main, file);
  const instance = isResult ? main : `${file.native(native.symbol)}.create(${main})`;
  return renderStored(type, native, `${instance}.toObject()`, file);
}

/** A value that was read from memory, where structs are plain objects already. */
function renderStored(type: ApiType, native: CType, value: string, file: ModuleFile): string {
  const isNamed = type.kind === "enum" || type.kind === "flags" || type.kind === "struct";
  return isNamed ? `${value} as ${file.findName(type.id)}` : value;
}

function renderFixed(type: ApiType, main: string, length: number, file: ModuleFile): string {
  const values = `Array.from(${main}.slice(0, ${String(length)})`;
  if (type.kind === "scalar" && type.name === "bool") return `${values}, (value) => value !== 0)`;
  if (type.kind === "enum" || type.kind === "flags") return `${values}, (value) => value as ${file.findName(type.id)})`;
  return `${values})`;
}

interface ObjectOptions {
  readonly label: string;
  readonly file: ModuleFile;
}

function renderObject(transfer: OutObject, main: string, { label, file }: ObjectOptions): string {
  const { ownership, isNullable } = transfer;
  const type = file.findName(transfer.type.id);
  const pointer = isNullable ? main : `${file.support("requirePointer")}(${main}, ${JSON.stringify(label)})`;
  const suffix = isNullable ? "OrNull" : "";
  if (ownership === "lent") return `${file.supportOf(transfer.type.id, `lend${suffix}`)}(${type}, ${pointer}, lent)`;
  return `${file.supportOf(transfer.type.id, `adopt${suffix}`)}(${type}, ${pointer}, ${file.destroy(transfer)})`;
}

interface ItemsOptions {
  readonly isFreed: boolean;
  readonly file: ModuleFile;
}

function renderItems(item: OutItem, { main, length = "0", label }: Received, { isFreed, file }: ItemsOptions): string {
  const read = renderItem(item, label, file);
  const free = isFreed ? `, free: ${file.native("freeBytes")}` : "";
  const byteLength = item.kind === "value" ? renderSize(item.native, file) : "8";
  const options = `{ read: (pointer, index) => ${read}, byteLength: ${byteLength}${free} }`;
  return renderList(`${file.support("takeItems")}(`, [main, length, options], ")");
}

function renderItem(item: OutItem, label: string, file: ModuleFile): string {
  const stored = "pointer.get(index)";
  if (item.kind === "value") return renderStored(item.type, item.native, stored, file);
  if (item.kind === "object") return renderObject(item, stored, { label: `an element of ${label}`, file });
  const text =
    item.release.kind === "none"
      ? `${file.support("takeText")}(${stored})`
      : `${file.support("takeText")}(${stored}, ${file.native("freeString")})`;
  return item.isNullable ? text : `${text} ?? ""`;
}

function renderMap(
  transfer: Extract<TransferOut, { readonly kind: "map" }>,
  { keys = "null", values = "null", length = "0", label }: Received,
  file: ModuleFile,
): string {
  const side = (item: OutItem, main: string, isFreed: boolean) =>
    renderItems(item, { main, length, label }, { isFreed, file });
  const sides = [
    side(transfer.key, keys, transfer.releaseKeys.kind !== "none"),
    side(transfer.value, values, transfer.releaseValues.kind !== "none"),
  ];
  const taken = renderList(`${file.support("toMap")}(`, sides, ")");
  return transfer.isNullable ? `${keys} === null ? null : ${taken}` : taken;
}
