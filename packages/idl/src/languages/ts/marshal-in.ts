/** Spells what goes to the library: for each slot of a parameter the expression that is passed. */
import type { CType } from "../../abi/c-type.ts";
import type { ApiType } from "../../model/index.ts";
import type { InCallback, InItem, InObject, TransferIn, TransferOut } from "../../plan/transfer.ts";
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
      return [renderObject(value, transfer, { label, file })];
    case "array": {
      const packed = renderPacked(transfer.item.type, transfer.item.native, { value, label }, file);
      return [`${file.support("requireLength")}(${packed}, ${String(transfer.length)}, ${label})`];
    }
    case "list": {
      const items = renderItems(transfer.item, { value, label }, file);
      return transfer.isNullable ? [orNull(value, items), `${value}?.length ?? 0`] : [items, `${value}.length`];
    }
    case "map": {
      const map = `${file.support("requireMap")}(${value}, ${label})`;
      const keys = renderItems(transfer.key, { value: `[...${map}.keys()]`, label }, file);
      const values = renderItems(transfer.value, { value: `[...${map}.values()]`, label }, file);
      if (!transfer.isNullable) return [keys, values, `${value}.size`];
      return [orNull(value, keys), orNull(value, values), `${value}?.size ?? 0`];
    }
    case "callback":
      return [renderGuarded(transfer, value, file), "null"];
    default:
      return transfer satisfies never;
  }
}

/** The callback with its failures kept; `adaptX` is beside the type `X`. */
function renderGuarded({ type }: InCallback, value: string, file: ModuleFile): string {
  const adapt = file.findAdapter(type.id);
  return `$thrown.guard(${adapt}(${value}), ${renderNothing(file.findCallback(type.id).result, file)})`;
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
export function packName(type: ApiType, native: CType, file: ModuleFile): string {
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
    const list = `${file.support("requireList")}(${value}, ${label})`;
    return `${list}.map((item) => ${renderObject("item", item, { label, file })})`;
  }
  if (isStruct(item.native)) return `${file.support("requireList")}(${value}, ${label})`;
  return `${file.support("addressable")}(${renderPacked(item.type, item.native, given, file)})`;
}

function renderObject(
  value: string,
  { type, isNullable }: Pick<InObject, "type" | "isNullable">,
  { label, file }: { readonly label: string; readonly file: ModuleFile },
): string {
  const require = file.supportOf(type.id, isNullable ? "requireObjectOrNull" : "requireObject");
  return `${require}(${value}, ${file.findName(type.id)}, ${label})`;
}

/** What stands for a result of a callback that threw. */
function renderNothing(result: TransferOut, file: ModuleFile): string {
  if (result.kind !== "value") return "undefined";
  const { type, native } = result;
  if (type.kind === "struct" && native.kind === "named") {
    return `${file.native(native.symbol)}.create().toObject() as ${file.findName(type.id)}`;
  }
  const descriptor = file.descriptors.ofNative(native);
  if (descriptor === "c.bool") return "false";
  const zero = descriptor === "c.i64" || descriptor === "c.u64" ? "0n" : "0";
  return type.kind === "enum" ? `${zero} as ${file.findName(type.id)}` : zero;
}
