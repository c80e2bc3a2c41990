/** Spells how what arrives from C becomes a Rust value. The expressions stand in `unsafe` blocks. */
import type { ApiType } from "../../model/index.ts";
import type { OutItem, OutMap, OutObject, TransferOut } from "../../plan/transfer.ts";
import { isNumber } from "./marshal-in.ts";
import type { RustFile } from "./rust-file.ts";

/** Where a value arrived. */
export interface Received {
  readonly main: string;
  readonly keys?: string;
  readonly values?: string;
  readonly length?: string;
}

/** An expression of the value, or of a `Result` of it. */
export interface Output {
  readonly text: string;
  readonly isFallible: boolean;
  /** Whether it calls what is unsafe. */
  readonly isUnsafe: boolean;
}

function safe(text: string, isFallible = false): Output {
  return { text, isFallible, isUnsafe: false };
}

function attempt(text: string): Output {
  return { text, isFallible: true, isUnsafe: true };
}

/** Renders the Rust value of what arrived. */
export function renderOutput(transfer: TransferOut, received: Received, file: RustFile): Output {
  const { main, length = "0" } = received;
  switch (transfer.kind) {
    case "void":
      return safe("()");
    case "value":
      return fromNative(transfer.type, main, file);
    case "boxed":
      return attempt(`support::${verb(transfer.release.kind)}_boxed(${main}, ${valueFunction(transfer.type, file)})`);
    case "string":
      return attempt(`support::${verb(transfer.release.kind)}_${optional(transfer.isNullable)}text(${main})`);
    case "bytes": {
      const read = `support::${verb(transfer.release.kind)}_${optional(transfer.isNullable)}bytes`;
      return { text: `${read}(${main}, ${length})`, isFallible: false, isUnsafe: true };
    }
    case "object":
      return renderObject(transfer, main, file);
    case "array":
      if (isNumber(transfer.item.type)) return safe(main);
      return safe(`support::read_array(${main}, ${valueFunction(transfer.item.type, file)})`, true);
    case "list": {
      const read = `support::${verb(transfer.release.kind)}_${optional(transfer.isNullable)}list`;
      return attempt(`${read}(${main}, ${length}, ${itemFunction(transfer.item, file)})`);
    }
    case "map":
      return attempt(renderMap(transfer, received, file));
    default:
      return transfer satisfies never;
  }
}

/** Renders an output as a `Result`. */
export function toResult({ text, isFallible }: Output): string {
  return isFallible ? text : `Ok(${text})`;
}

function verb(release: string): string {
  return release === "none" ? "read" : "take";
}

function optional(isNullable: boolean): string {
  return isNullable ? "optional_" : "";
}

function renderMap(transfer: OutMap, { keys = "", values = "", length = "" }: Received, file: RustFile): string {
  const side = (item: OutItem, from: string, release: string) =>
    `support::${verb(release)}_list(${from}, ${length}, ${itemFunction(item, file)})`;
  const given = [
    side(transfer.key, keys, transfer.releaseKeys.kind),
    side(transfer.value, values, transfer.releaseValues.kind),
  ];
  const zipped = `(${given.join(", ")})`;
  return transfer.isNullable ? `support::optional(${keys}, || support::zip_map${zipped})` : `support::zip_map${zipped}`;
}

function renderObject({ type, ownership, isNullable }: OutObject, main: string, file: RustFile): Output {
  const name = file.name(type.id);
  if (type.kind === "typed-handle") {
    const handle = `support::Handle::<${name}>`;
    return isNullable ? safe(`${handle}::optional(${main})`) : safe(`${handle}::new(${main})`, true);
  }
  if (ownership === "adopted") return attempt(`support::adopt${isNullable ? "_optional" : ""}::<${name}>(${main})`);
  if (type.kind === "rich-enum") {
    const { read } = file.passage(type.id);
    if (!isNullable) return attempt(`${read}(${main})`);
    return attempt(`support::optional(${main}, || ${read}(${main}))`);
  }
  return attempt(`support::lend${isNullable ? "_optional" : ""}::<${name}>(${main})`);
}

/** Renders what makes a C value a Rust value. */
export function fromNative(type: ApiType, value: string, file: RustFile): Output {
  switch (type.kind) {
    case "enum":
      return safe(file.ownError(`${file.name(type.id)}::try_from(${value})`, type.id), true);
    case "struct":
      return safe(file.ownError(`${file.name(type.id)}::from_native(${value})`, type.id), true);
    case "flags":
      return safe(`${file.name(type.id)}::from_bits(${value})`);
    default:
      return safe(value);
  }
}

/** A function from a C value to a `Result` of its Rust value. */
export function valueFunction(type: ApiType, file: RustFile): string {
  if ((type.kind === "enum" || type.kind === "struct") && file.crateOf(type.id) !== undefined) {
    return `|item| ${toResult(fromNative(type, "item", file))}`;
  }
  switch (type.kind) {
    case "enum":
      return `${file.name(type.id)}::try_from`;
    case "struct":
      return `${file.name(type.id)}::from_native`;
    case "flags":
      return `|item| Ok(${file.name(type.id)}::from_bits(item))`;
    default:
      return "Ok";
  }
}

function itemFunction(item: OutItem, file: RustFile): string {
  if (item.kind === "value") return valueFunction(item.type, file);
  return `|item| ${toResult(renderOutput(item, { main: "item" }, file))}`;
}
