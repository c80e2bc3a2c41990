/** Spells what goes to the library: for each slot of a parameter the expression that is passed. */
import type { CType } from "../../abi/c-type.ts";
import type { ApiType } from "../../model/index.ts";
import type { InItem, TransferIn } from "../../plan/transfer.ts";
import { isStruct } from "./descriptors.ts";
import type { ModuleFile } from "./module-file.ts";

/** A value that is passed. */
export interface Given {
  readonly transfer: TransferIn;
  /** The identifier that holds it. */
  readonly value: string;
  /** What error messages call it, as source text of a string. */
  readonly label: string;
}

/** Renders the expressions of a parameter, one per slot. */
export function renderInput({ transfer, value, label }: Given, file: ModuleFile): readonly string[] {
  switch (transfer.kind) {
    case "value":
    case "string":
      return [value];
    case "boxed":
      return [orNull(value, renderBoxed({ type: transfer.type, native: transfer.native }, { value, label }, file))];
    case "bytes": {
      const bytes = `${file.support("addressable")}(${file.support("requireBytes")}(${value}, ${label}))`;
      return transfer.isNullable ? [orNull(value, bytes), `${value}?.byteLength ?? 0`] : [bytes, `${value}.byteLength`];
    }
    case "object":
      return [renderObject(value, transfer.isNullable, { label: typeLabel(transfer.type, file), file })];
    case "array": {
      const packed = renderPacked(transfer.item.type, transfer.item.native, { value, label }, file);
      return [`${file.support("requireLength")}(${packed}, ${String(transfer.length)}, ${label})`];
    }
    case "list": {
      const items = renderItems(transfer.item, { value, label }, file);
      return transfer.isNullable ? [orNull(value, items), `${value}?.length ?? 0`] : [items, `${value}.length`];
    }
    case "map": {
      const keys = renderItems(transfer.key, { value: `[...${value}.keys()]`, label }, file);
      const values = renderItems(transfer.value, { value: `[...${value}.values()]`, label }, file);
      if (!transfer.isNullable) return [keys, values, `${value}.size`];
      return [orNull(value, keys), orNull(value, values), `${value}?.size ?? 0`];
    }
    case "callback":
      return [`adapt${file.findName(transfer.type.id)}(${value})`, "null"];
    default:
      return transfer satisfies never;
  }
}

interface Labelled {
  readonly value: string;
  readonly label: string;
}

function orNull(value: string, expression: string): string {
  return `${value} === null ? null : ${expression}`;
}

function renderBoxed(
  { type, native }: { readonly type: ApiType; readonly native: CType },
  { value, label }: Labelled,
  file: ModuleFile,
): string {
  if (native.kind === "named" && isStruct(native)) return `${file.native(native.symbol)}.create(${value})`;
  return renderPacked(type, native, { value: `[${value}]`, label }, file);
}

/** The name of a `pack` function for values of this type. */
function packName(type: ApiType, native: CType, file: ModuleFile): string {
  if (type.kind === "scalar") return type.name;
  if (type.kind === "enum") return "i32";
  return file.descriptors.ofNative(native).replace("c.", "");
}

function renderPacked(type: ApiType, native: CType, { value, label }: Labelled, file: ModuleFile): string {
  if (isStruct(native)) return value;
  return `${file.support("pack")}.${packName(type, native, file)}(${value}, ${label})`;
}

function renderItems(item: InItem, given: Labelled, file: ModuleFile): string {
  const { value, label } = given;
  if (item.kind === "string") return `${file.support("requireTexts")}(${value}, ${label})`;
  if (item.kind === "object") {
    const object = renderObject("item", item.isNullable, { label: typeLabel(item.type, file), file });
    return `${value}.map((item) => ${object})`;
  }
  if (isStruct(item.native)) return value;
  return `${file.support("addressable")}(${renderPacked(item.type, item.native, given, file)})`;
}

function renderObject(
  value: string,
  isNullable: boolean,
  { label, file }: { readonly label: string; readonly file: ModuleFile },
): string {
  const native = file.support("native");
  return isNullable ? `${value}?.[${native}].use(${label}) ?? null` : `${value}[${native}].use(${label})`;
}

function typeLabel(type: { readonly id: string }, file: ModuleFile): string {
  return JSON.stringify(file.findName(type.id));
}
