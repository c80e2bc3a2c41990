/** Spells what comes from the library: the expression that makes it a C++ value, and frees what the caller owns. */
import type { ApiType } from "../../model/index.ts";
import type { OutItem, OutObject, Release, TransferOut } from "../../plan/transfer.ts";
import type { CppFile } from "./cpp-file.ts";

/** Where a value arrived. */
export interface Received {
  readonly main: string;
  readonly keys?: string;
  readonly values?: string;
  readonly length?: string;
  /** What error messages call it. */
  readonly label: string;
}

/** Renders the C++ value of what arrived. */
export function renderOutput(transfer: TransferOut, received: Received, file: CppFile): string {
  const { main, label, length = "0" } = received;
  switch (transfer.kind) {
    case "void":
      return "";
    case "value":
      return fromNative(transfer.type, main, file);
    case "boxed": {
      const convert = `[](const auto& item) { return ${fromNative(transfer.type, "item", file)}; }`;
      return `koine::take_boxed<${file.type(transfer.type)}>(${main}, ${convert}, ${freeArray(transfer.release)})`;
    }
    case "string":
      return `koine::take_${transfer.isNullable ? "optional_" : ""}text(${main}, ${freeText(transfer.release)})`;
    case "bytes":
      return takeItems("std::uint8_t", {
        isNullable: transfer.isNullable,
        main,
        length,
        convert: "[](std::uint8_t item) { return item; }",
        release: transfer.release,
      });
    case "object":
      return renderObject(transfer, main, { label, file });
    case "array": {
      const type = file.type({ kind: "array", item: transfer.item.type, length: transfer.length });
      const convert = `[](const auto& item) { return ${fromNative(transfer.item.type, "item", file)}; }`;
      return `detail::to_array<${type}>(${main}, ${convert})`;
    }
    case "list":
      return takeList(
        transfer.item,
        { isNullable: transfer.isNullable, main, length, label, release: transfer.release },
        file,
      );
    case "map": {
      const side = (item: OutItem, one: string, release: Release) =>
        takeList(item, { isNullable: false, main: one, length, label, release }, file);
      const taken = `koine::zip(${side(transfer.key, received.keys ?? "nullptr", transfer.releaseKeys)}, ${side(transfer.value, received.values ?? "nullptr", transfer.releaseValues)})`;
      if (!transfer.isNullable) return taken;
      const type = `std::map<${itemType(transfer.key, file)}, ${itemType(transfer.value, file)}>`;
      return `${received.keys ?? "nullptr"} ? std::optional<${type}>(${taken}) : std::nullopt`;
    }
    default:
      return transfer satisfies never;
  }
}

/** Renders what makes a C value a C++ value. */
export function fromNative(type: ApiType, value: string, file: CppFile): string {
  if (type.kind === "struct") return `${file.detail(type.id)}::from_native(${value})`;
  return type.kind === "enum" || type.kind === "flags" ? `static_cast<${file.type(type)}>(${value})` : value;
}

/** The C++ type of an item. */
export function itemType(item: OutItem, file: CppFile): string {
  if (item.kind === "string") return "std::string";
  const type = file.type(item.type);
  return item.kind === "object" && item.isNullable && item.type.kind !== "typed-handle"
    ? `std::optional<${type}>`
    : type;
}

interface Taken {
  readonly isNullable: boolean;
  readonly main: string;
  readonly length: string;
  readonly release: Release;
}

function takeItems(
  type: string,
  { isNullable, main, length, convert, release }: Taken & { readonly convert: string },
): string {
  return `koine::take_${isNullable ? "optional_" : ""}items<${type}>(${main}, ${length}, ${convert}, ${freeArray(release)})`;
}

function takeList(item: OutItem, taken: Taken & { readonly label: string }, file: CppFile): string {
  return takeItems(itemType(item, file), { ...taken, convert: itemFunction(item, taken.label, file) });
}

function itemFunction(item: OutItem, label: string, file: CppFile): string {
  switch (item.kind) {
    case "string":
      return `[](const char* item) { return koine::take_text(item, ${freeText(item.release)}); }`;
    case "object":
      return `[](::${item.native.symbol}* item) { return ${renderObject(item, "item", { label: `an item of ${label}`, file })}; }`;
    default:
      return `[](const auto& item) { return ${fromNative(item.type, "item", file)}; }`;
  }
}

function freeText(release: Release): string {
  return release.kind === "free-string" ? "detail::free_text()" : "koine::Keep()";
}

function freeArray(release: Release): string {
  return release.kind === "free-bytes" ? "detail::free_array()" : "koine::Keep()";
}

interface ObjectOptions {
  readonly label: string;
  readonly file: CppFile;
}

function renderObject(
  { type, native, isNullable, ownership }: OutObject,
  main: string,
  { label, file }: ObjectOptions,
): string {
  if (type.kind === "typed-handle") return main;
  const name = file.names.find(type.id);
  const checked = isNullable ? main : `koine::check_object(${main}, ${JSON.stringify(label)})`;
  const made =
    type.kind === "rich-enum"
      ? `${file.detail(type.id)}::${ownership === "lent" ? "read" : "take"}_${native.symbol}(${checked})`
      : ownership === "lent"
        ? `${name}::lend(${checked})`
        : `${name}::adopt(${checked})`;
  return isNullable ? `${main} ? std::optional<${name}>(${made}) : std::nullopt` : made;
}
