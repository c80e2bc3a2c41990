/** Spells how Go values go to C: the expressions of the slots. Whatever memory it takes is noted in `out`. */
import { renderLiteral, toNative } from "../../languages/go/marshal.ts";
import { renderNative } from "../../languages/go/types.ts";
import type { OutItem, OutObject, TransferOut } from "../../plan/transfer.ts";
import type { ProducerGoFile } from "./producer-go-file.ts";

/** Expressions of the slots; those of a map come together. */
export interface Written {
  readonly main?: string;
  /** One expression that gives the keys and the values. */
  readonly both?: string;
  readonly length?: string;
}

/** Renders how the value of an expression is handed over. */
export function writeOutput(transfer: TransferOut, value: string, file: ProducerGoFile): Written {
  const length = `C.size_t(len(${value}))`;
  switch (transfer.kind) {
    case "void":
      return {};
    case "value":
      return { main: toNative(transfer.type, transfer.native, { value, scope: file.scope }) };
    case "boxed": {
      const give = giveItem({ kind: "value", type: transfer.type, native: transfer.native }, file);
      return { main: `giveBoxed(out, ${value}, ${give})` };
    }
    case "string":
      return { main: `out.${transfer.isNullable ? "optionalText" : "text"}(${value})` };
    case "bytes":
      return { main: `out.${transfer.isNullable ? "optionalBytes" : "bytes"}(${value})`, length };
    case "object":
      return { main: giveObject(transfer, value, file) };
    case "array":
      return { main: `giveSlice(out, ${value}[:], ${giveItem(transfer.item, file)})` };
    case "list":
      return { main: `give${optional(transfer)}Slice(out, ${value}, ${giveItem(transfer.item, file)})`, length };
    case "map": {
      const functions = `${giveItem(transfer.key, file)}, ${giveItem(transfer.value, file)}`;
      return { both: `give${optional(transfer)}Map(out, ${value}, ${functions})`, length };
    }
    default:
      return transfer satisfies never;
  }
}

function optional({ isNullable }: { readonly isNullable: boolean }): string {
  return isNullable ? "Optional" : "";
}

/** The function that makes a struct of the glue of a Go value. */
export function objectGiver(name: string): string {
  return `give${name}`;
}

function giveObject({ type, native, isNullable }: OutObject, value: string, file: ProducerGoFile): string {
  const name = file.scope.find(type.id);
  const pointer = `(*${renderNative(native)})`;
  if (file.scope.isImported(type.id) && type.kind !== "typed-handle") {
    return `${objectGiver((isNullable ? "Optional" : "") + file.scope.findLocal(type.id))}(out, ${value})`;
  }
  switch (type.kind) {
    case "typed-handle":
      return `${pointer}(${value}.place)`;
    case "interface":
      return isNullable
        ? `${pointer}(out.optionalObject(${value}, ${value} != nil))`
        : `${pointer}(out.object(${value}))`;
    case "rich-enum":
      return `${objectGiver(name)}(out, ${value})`;
    default:
      return isNullable ? `giveOptional(out, ${value}, ${objectGiver(name)})` : `${objectGiver(name)}(out, ${value})`;
  }
}

/** A function from a Go value to its native item. */
export function giveItem(item: OutItem, file: ProducerGoFile): string {
  if (item.kind === "string") {
    const [type, give] = item.isNullable ? ["*string", "optionalText"] : ["string", "text"];
    return renderLiteral(`func(item ${type}) *C.char`, `out.${give}(item)`);
  }
  const type = file.type(item.kind === "object" && item.isNullable ? { kind: "optional", item: item.type } : item.type);
  if (item.kind === "value") {
    const native = renderNative(item.native);
    return renderLiteral(
      `func(item ${type}) ${native}`,
      toNative(item.type, item.native, { value: "item", scope: file.scope }),
    );
  }
  return renderLiteral(`func(item ${type}) *${renderNative(item.native)}`, giveObject(item, "item", file));
}
