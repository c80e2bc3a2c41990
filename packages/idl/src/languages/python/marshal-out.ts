/** Spells what comes from the library: the expression that turns what ctypes gives into the value of the document's type. */
import type { ApiType } from "../../model/index.ts";
import type { OutItem, OutObject, TransferOut } from "../../plan/transfer.ts";
import type { ModuleFile } from "./module-file.ts";

/** What ctypes gave: the value or address itself and, for arrays, the count and the other array. */
export interface Received {
  readonly main: string;
  readonly keys?: string;
  readonly values?: string;
  readonly length?: string;
  /** Whether `main` is an address even where a call fills an array of its own. */
  readonly isAddress?: boolean;
  /** What error messages call it. */
  readonly label: string;
}

/** Renders the conversion of a value. */
export function renderOutput(transfer: TransferOut, received: Received, file: ModuleFile): string {
  const { main, label, length = "0" } = received;
  switch (transfer.kind) {
    case "void":
      return "None";
    case "value":
      return renderValue(transfer.type, main, file);
    case "boxed": {
      const read = `lambda _item: ${renderStored(transfer.type, "_item", file)}`;
      const kind = file.native(transfer.native);
      return transfer.release.kind === "none"
        ? `_support.copy_boxed(${main}, ${kind}, ${read})`
        : `_native.runtime.take_boxed(${main}, ${kind}, ${read})`;
    }
    case "string":
      return transfer.isNullable ? takeText(transfer, main) : `${takeText(transfer, main)} or ""`;
    case "bytes": {
      const bytes =
        transfer.release.kind === "none"
          ? `_support.copy_bytes(${main}, ${length})`
          : `_native.runtime.take_bytes(${main}, ${length})`;
      return transfer.isNullable ? bytes : `${bytes} or b""`;
    }
    case "object":
      return renderObject(transfer, main, { label, file });
    case "array": {
      const value = renderValue(transfer.item.type, "_item", file);
      if (received.isAddress !== true) return `[${value} for _item in ${main}]`;
      const kind = file.native(transfer.item.native);
      return `_support.copy_items(${main}, ${String(transfer.length)}, ${kind}, lambda _item: ${value})`;
    }
    case "list": {
      const items = renderItems(transfer.item, received, { isFreed: transfer.release.kind !== "none", file });
      return transfer.isNullable ? `None if ${main} is None else ${items}` : items;
    }
    case "map": {
      const { keys = "None", values = "None" } = received;
      const side = (item: OutItem, one: string, isFreed: boolean) =>
        renderItems(item, { main: one, length, label }, { isFreed, file });
      const taken = `_support.zip_mapping(lambda: ${side(transfer.key, keys, transfer.releaseKeys.kind !== "none")}, lambda: ${side(transfer.value, values, transfer.releaseValues.kind !== "none")})`;
      return transfer.isNullable ? `None if ${keys} is None else ${taken}` : taken;
    }
    default:
      return transfer satisfies never;
  }
}

/** Tells whether the conversion lends objects, so that a callback has to take them back. */
export function lendsObjects(transfer: TransferOut): boolean {
  if (transfer.kind === "list") return lendsObjects(transfer.item);
  if (transfer.kind === "map") return lendsObjects(transfer.key) || lendsObjects(transfer.value);
  return transfer.kind === "object" && transfer.ownership === "lent";
}

/** Renders a value that crossed as it is. */
export function renderValue(type: ApiType, value: string, file: ModuleFile): string {
  if (type.kind === "enum" || type.kind === "flags") return `${file.findName(type.id)}(${value})`;
  return type.kind === "struct" ? `${file.findName(type.id)}._from_native(${value})` : value;
}

/** Renders a value that lies in memory: simple ones are in `.value`. */
function renderStored(type: ApiType, value: string, file: ModuleFile): string {
  return renderValue(type, type.kind === "struct" ? value : `${value}.value`, file);
}

function takeText({ release }: Extract<TransferOut, { readonly kind: "string" }>, main: string): string {
  return release.kind === "none" ? `_support.copy_text(${main})` : `_native.runtime.take_text(${main})`;
}

interface ObjectOptions {
  readonly label: string;
  readonly file: ModuleFile;
}

function renderObject(transfer: OutObject, main: string, { label, file }: ObjectOptions): string {
  const type = file.findName(transfer.type.id);
  const address = transfer.isNullable ? main : `_support.require_address(${main}, ${JSON.stringify(label)})`;
  const wrapped = `${wrap(transfer, type)}(${address}, ${end(transfer)})`;
  return transfer.isNullable ? `None if ${main} is None else ${wrapped}` : wrapped;
}

function wrap({ ownership }: OutObject, type: string): string {
  return ownership === "lent" ? `_support.lend(_lent, ${type})` : `${type}._adopt`;
}

function end({ destroy }: OutObject): string {
  return destroy === undefined ? "None" : `_native.${destroy.symbol}`;
}

interface ItemsOptions {
  readonly isFreed: boolean;
  readonly file: ModuleFile;
}

function renderItems(item: OutItem, { main, length = "0", label }: Received, { isFreed, file }: ItemsOptions): string {
  const take = isFreed ? "_native.runtime.take_items" : "_support.copy_items";
  const kind = item.kind === "value" ? file.native(item.native) : "ctypes.c_void_p";
  return `${take}(${main}, ${length}, ${kind}, lambda _item: ${renderItem(item, label, file)})`;
}

function renderItem(item: OutItem, label: string, file: ModuleFile): string {
  if (item.kind === "value") return renderValue(item.type, "_item", file);
  if (item.kind === "object") return renderObject(item, "_item", { label: `an element of ${label}`, file });
  return item.isNullable ? takeText(item, "_item") : `${takeText(item, "_item")} or ""`;
}
