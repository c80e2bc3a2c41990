/** Spells how slots of C, or members of the structs of the glue, become Go values. What cannot be read ends the call. */
import { fromNative, renderLiteral } from "../../languages/go/marshal.ts";
import { renderNative } from "../../languages/go/types.ts";
import type { InItem, InObject, TransferIn } from "../../plan/transfer.ts";
import type { ApiType } from "../../model/index.ts";
import type { ProducerGoFile } from "./producer-go-file.ts";

/** Expressions of the slots of one value. */
export interface Place {
  readonly main: string;
  readonly keys: string;
  readonly values: string;
  readonly length: string;
}

/** What is read. */
export interface Reading {
  /** What the value is called in messages. */
  readonly name: string;
  readonly place: Place;
  readonly type: ApiType;
  readonly file: ProducerGoFile;
}

/** Renders the Go value of a parameter, a field or what a callback gives. */
export function readInput(transfer: TransferIn, { name, place, type, file }: Reading): string {
  const { main, keys, values, length } = place;
  const label = JSON.stringify(name);
  switch (transfer.kind) {
    case "value":
      return fromNative(transfer.type, main, file.scope);
    case "boxed":
      return `readBoxed(${main}, ${readItem({ kind: "value", type: transfer.type, native: transfer.native }, label, file)})`;
    case "string":
      return `read${transfer.isNullable ? "Optional" : ""}Text(${label}, ${main})`;
    case "bytes":
      return `readBytes(${main}, ${length})`;
    case "object":
      return readObject(transfer, { main, label, file });
    case "array": {
      const items = `readSlice(${main}, ${String(transfer.length)}, ${readItem(transfer.item, label, file)})`;
      return `${file.type(type)}(${items})`;
    }
    case "list":
      return `readSlice(${main}, ${length}, ${readItem(transfer.item, label, file)})`;
    case "map": {
      const functions = `${readItem(transfer.key, label, file)}, ${readItem(transfer.value, label, file)}`;
      return `readMap(${keys}, ${values}, ${length}, ${functions})`;
    }
    case "callback":
      throw new Error("a callback is made into a function");
    default:
      return transfer satisfies never;
  }
}

interface ObjectReading {
  readonly main: string;
  readonly label: string;
  readonly file: ProducerGoFile;
}

function readObject({ type, isNullable }: InObject, { main, label, file }: ObjectReading): string {
  const name = file.scope.find(type.id);
  if (file.scope.isImported(type.id) && type.kind !== "typed-handle") {
    const local = file.scope.findLocal(type.id);
    return isNullable ? `readOptional${local}(${main})` : `${objectReader(local)}(${label}, ${main})`;
  }
  const address = `unsafe.Pointer(${main})`;
  switch (type.kind) {
    case "typed-handle":
      return isNullable ? `Handle[${name}]{${address}}` : `readHandle[${name}](${label}, ${address})`;
    case "interface":
      return isNullable ? `useOptionalObject[${name}](${address})` : `useObject[${name}](${label}, ${address})`;
    case "rich-enum":
      return isNullable ? `readOptional${name}(${main})` : `${objectReader(name)}(${label}, ${main})`;
    default:
      return isNullable ? `readOptional(${main}, ${objectReader(name)})` : `${objectReader(name)}(${label}, ${main})`;
  }
}

/** The function that makes a Go value of a struct of the glue. */
export function objectReader(name: string): string {
  return `read${name}`;
}

/** A function from a native item to a Go value. */
function readItem(item: InItem, label: string, file: ProducerGoFile): string {
  if (item.kind === "string") {
    const type = item.isNullable ? "*string" : "string";
    const read = `read${item.isNullable ? "Optional" : ""}Text(${label}, item)`;
    return renderLiteral(`func(item *C.char) ${type}`, read);
  }
  const type = file.type(item.kind === "object" && item.isNullable ? { kind: "optional", item: item.type } : item.type);
  if (item.kind === "value") {
    return renderLiteral(`func(item ${renderNative(item.native)}) ${type}`, fromNative(item.type, "item", file.scope));
  }
  const read = readObject(item, { main: "item", label, file });
  return renderLiteral(`func(item *${renderNative(item.native)}) ${type}`, read);
}
