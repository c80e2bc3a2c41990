/** Spells how a value of an implementation goes to C: what is prepared with `given`, and the expression of each slot. */
import { isNumber, toNative } from "../../languages/rust/marshal-in.ts";
import type { OutItem, OutMap, OutObject, TransferOut } from "../../plan/transfer.ts";
import type { ProducerFile } from "./producer-file.ts";

/** How one value is handed over. */
export interface Written {
  readonly prepared: readonly string[];
  readonly main?: string;
  readonly keys?: string;
  readonly values?: string;
  readonly length?: string;
}

/** What is handed over. */
export interface Writing {
  /** The variable that holds the value. */
  readonly value: string;
  /** What names of further locals begin with; empty for the plain ones. */
  readonly locals?: string;
  /** `owned` values are used up; `lent` ones are references of which copies are made. */
  readonly situation?: "owned" | "lent";
  readonly file: ProducerFile;
}

/** Renders how a value is handed over. */
export function writeOutput(transfer: TransferOut, writing: Writing): Written {
  const { value, locals = "", situation = "owned" } = writing;
  const isLent = situation === "lent";
  const local = (name: string): string => (locals === "" ? name : `${locals}_${name}`);
  const optional = "isNullable" in transfer && transfer.isNullable ? "optional_" : "";
  switch (transfer.kind) {
    case "void":
      return { prepared: [] };
    case "value":
      return { prepared: [], main: toNative(transfer.type, value) };
    case "boxed": {
      const native = isNumber(transfer.type) ? value : `${value}.map(|item| ${toNative(transfer.type, "item")})`;
      return { prepared: [], main: `given.boxed(${native})` };
    }
    case "string":
      return { prepared: [], main: `given.${optional}text(${value})?` };
    case "bytes": {
      const [items, length] = [local("items"), local("length")];
      return {
        prepared: [`let (${items}, ${length}) = given.${optional}bytes(${value});`],
        main: items,
        length,
      };
    }
    case "object":
      return { prepared: [], main: writeObject(transfer, value, { isLent, file: writing.file }) };
    case "array": {
      const main = isNumber(transfer.item.type)
        ? value
        : `${value}.map(|item| ${toNative(transfer.item.type, "item")})`;
      return { prepared: [], main };
    }
    case "list": {
      const [items, length] = [local("items"), local("length")];
      const all = isLent ? lendAll(value, "iter().cloned()", transfer.isNullable) : value;
      const call = `given.${optional}list(${all}, ${itemFunction(transfer.item, writing.file)})?`;
      return { prepared: [`let (${items}, ${length}) = ${call};`], main: items, length };
    }
    case "map":
      return writeMap(transfer, { value, isLent, local, file: writing.file });
    default:
      return transfer satisfies never;
  }
}

function lendAll(value: string, all: string, isNullable: boolean): string {
  return isNullable ? `${value}.map(|items| items.${all})` : `${value}.${all}`;
}

interface MapWriting {
  readonly value: string;
  readonly isLent: boolean;
  readonly local: (name: string) => string;
  readonly file: ProducerFile;
}

function writeMap({ key, value: item, isNullable }: OutMap, { value, isLent, local, file }: MapWriting): Written {
  const [keys, values, length] = [local("keys"), local("values"), local("length")];
  const all = isLent ? (isNullable ? `${value}.cloned()` : `${value}.clone()`) : value;
  const functions = `${itemFunction(key, file)}, ${itemFunction(item, file)}`;
  const call = `given.${isNullable ? "optional_" : ""}map(${all}, ${functions})?`;
  return { prepared: [`let (${keys}, ${values}, ${length}) = ${call};`], keys, values, length };
}

interface ObjectWriting {
  readonly isLent: boolean;
  readonly file: ProducerFile;
}

/** Objects that are lent stay where they are; the others get a place of their own. */
function writeObject(object: OutObject, value: string, { isLent, file }: ObjectWriting): string {
  const { type, isNullable } = object;
  const none = "std::ptr::null_mut()";
  if (type.kind === "typed-handle") {
    return isNullable ? `${value}.map_or(${none}, support::Handle::native)` : `${value}.native()`;
  }
  if (file.crateOf(type.id) !== undefined) return writeImported(object, value, isLent);
  const give = type.kind === "interface" ? "shared" : "object";
  if (isLent && type.kind !== "interface") {
    const place = (one: string): string => `std::ptr::from_ref(${one}).cast_mut().cast()`;
    return isNullable ? `${value}.map_or(${none}, |item| ${place("item")})` : place(value);
  }
  return isNullable ? `given.optional_${give}(${value})` : `given.${give}(${value})`;
}

/** Objects of another document are its library's: given away, or lent as they are. Enums of it are made for each call. */
function writeImported({ type, isNullable }: OutObject, value: string, isLent: boolean): string {
  if (isLent && type.kind !== "rich-enum") {
    return isNullable ? `${value}.map_or(std::ptr::null_mut(), |item| item.native())` : `${value}.native()`;
  }
  const owned = isLent ? `${value}.${isNullable ? "cloned" : "clone"}()` : value;
  return `given.${isNullable ? "optional_" : ""}imported(${owned})?`;
}

/** A function from a value to a `Result` of its native item. */
function itemFunction(item: OutItem, file: ProducerFile): string {
  if (item.kind === "string") return `|given, item| given.${item.isNullable ? "optional_" : ""}text(item)`;
  const native =
    item.kind === "object" ? writeObject(item, "item", { isLent: false, file }) : toNative(item.type, "item");
  return `|${native.startsWith("given.") ? "given" : "_"}, item| Ok(${native})`;
}
