/** Spells what goes to the library: statements that make room, and for each slot of a parameter the expression that is passed. */
import type { CType } from "../../abi/c-type.ts";
import type { ApiType } from "../../model/index.ts";
import type { InItem, InMap, InObject, TransferIn } from "../../plan/transfer.ts";
import { spellNative } from "./cpp-file.ts";
import type { CppFile } from "./cpp-file.ts";

/** A parameter on its way to C. */
export interface Passed {
  /** Statements before the call. */
  readonly rooms: readonly string[];
  readonly slots: readonly string[];
  /** Statements after the call, before its result is looked at. */
  readonly settle: readonly string[];
}

/** Renders a parameter. */
export function renderInput(transfer: TransferIn, value: string, file: CppFile): Passed {
  const label = JSON.stringify(value);
  const plain = (...slots: readonly string[]): Passed => ({ rooms: [], slots, settle: [] });
  switch (transfer.kind) {
    case "value":
      return plain(toNative(transfer.type, transfer.native, { value, file }));
    case "string": {
      if (!transfer.isNullable) return plain(`koine::check_text(${value}, ${label}).c_str()`);
      return plain(`${value} ? koine::check_text(*${value}, ${label}).c_str() : nullptr`);
    }
    case "boxed": {
      const type = spellNative(transfer.native);
      const room = `const std::optional<${type}> ${value}_native = ${value} ? std::optional<${type}>(${toNative(transfer.type, transfer.native, { value: `*${value}`, file })}) : std::nullopt;`;
      return { rooms: [room], slots: [`${value}_native ? &*${value}_native : nullptr`], settle: [] };
    }
    case "bytes":
      return renderArray("std::uint8_t", value, "[](std::uint8_t item) { return item; }");
    case "object":
      return renderObject(transfer, value, file);
    case "array": {
      const passed = renderArray(spellNative(transfer.item.native), value, itemFunction(transfer.item, label, file));
      return { ...passed, slots: passed.slots.slice(0, 1) };
    }
    case "list":
      return renderList(transfer.item, { value, label }, file);
    case "map":
      return renderMap(transfer, { value, label }, file);
    case "callback": {
      const type = file.names.find(transfer.type.id);
      const room = `koine::LentCallback<${type}> ${value}_lent{${value}, nullptr};`;
      const entry = callbackEntry(transfer.native.symbol);
      const slots = [`&${file.detail(transfer.type.id)}::${entry}`, `&${value}_lent`];
      return { rooms: [room], slots, settle: [`${value}_lent.settle();`] };
    }
    default:
      return transfer satisfies never;
  }
}

/** Renders bytes that the library writes to: those of the caller, at an address that is not NULL. */
export function renderRoom(value: string): Passed {
  return { rooms: [], slots: [`koine::room(${value})`, `koine::count(${value})`], settle: [] };
}

function renderObject({ type, native, isNullable }: InObject, value: string, file: CppFile): Passed {
  const slots = [useObject(type, isNullable, value)];
  if (type.kind !== "rich-enum") return { rooms: [], slots, settle: [] };
  const detail = file.detail(type.id);
  const make = `${detail}::make_${native.symbol}`;
  const given = isNullable
    ? `${value} ? ${make}(*${value}) : ${detail}::Native_${native.symbol}()`
    : `${make}(${value})`;
  return { rooms: [`const auto ${value}_made = ${given};`], slots, settle: [] };
}

function renderMap(transfer: InMap, { value, label }: Labelled, file: CppFile): Passed {
  const keys = renderList(transfer.key, { value: `${value}_keys`, label }, file);
  const values = renderList(transfer.value, { value: `${value}_values`, label }, file);
  const rooms = [
    `const auto ${value}_keys = koine::keys_of(${value});`,
    `const auto ${value}_values = koine::values_of(${value});`,
    ...keys.rooms,
    ...values.rooms,
  ];
  return {
    rooms,
    slots: [...keys.slots.slice(0, 1), ...values.slots.slice(0, 1), `koine::count(${value})`],
    settle: [],
  };
}

/** The function in `detail` that C calls for a callback that is lent; those of listeners end in `_kept`. */
export function callbackEntry(symbol: string): string {
  return `call_${symbol}`;
}

/** Renders what makes a C++ value a C value. */
export function toNative(
  type: ApiType,
  native: CType,
  { value, file }: { readonly value: string; readonly file: CppFile },
): string {
  if (type.kind === "struct") return `${file.detail(type.id)}::to_native(${value})`;
  return type.kind === "enum" || type.kind === "flags" ? `static_cast<${spellNative(native)}>(${value})` : value;
}

function renderArray(native: string, value: string, convert: string): Passed {
  return {
    rooms: [`const auto ${value}_native = koine::lend<${native}>(${value}, ${convert});`],
    slots: [`koine::address(${value}_native)`, `koine::count(${value})`],
    settle: [],
  };
}

interface Labelled {
  readonly value: string;
  readonly label: string;
}

function renderList(item: InItem, { value, label }: Labelled, file: CppFile): Passed {
  if (item.kind === "object" && item.type.kind === "rich-enum") {
    // Natives are made for the call, and freed after it.
    const detail = file.detail(item.type.id);
    const type = `${detail}::Native_${item.native.symbol}`;
    const made = `std::vector<${type}> ${value}_made;`;
    const make = `[&](const auto& item) { return ${value}_made.emplace_back(${detail}::make_${item.native.symbol}(item)).get(); }`;
    const passed = renderArray(`::${item.native.symbol}*`, value, make);
    return { ...passed, rooms: [made, ...passed.rooms] };
  }
  return renderArray(itemNative(item), value, itemFunction(item, label, file));
}

function itemNative(item: InItem): string {
  if (item.kind === "string") return "const char*";
  return item.kind === "object" ? `::${item.native.symbol}*` : spellNative(item.native);
}

function itemFunction(item: InItem, label: string, file: CppFile): string {
  switch (item.kind) {
    case "string":
      return `[](const std::string& item) { return koine::check_text(item, ${label}).c_str(); }`;
    case "object": {
      const type = file.names.find(item.type.id);
      if (item.type.kind === "typed-handle") return "[](const auto& item) { return item; }";
      if (item.isNullable) return `[](const ${type}* item) { return item ? item->native() : nullptr; }`;
      return `[](const ${type}& item) { return item.native(); }`;
    }
    default:
      return `[](const auto& item) { return ${toNative(item.type, item.native, { value: "item", file })}; }`;
  }
}

function useObject(type: { readonly kind: string }, isNullable: boolean, value: string): string {
  if (type.kind === "typed-handle") return value;
  if (type.kind === "rich-enum") return `${value}_made.get()`;
  return isNullable ? `${value} ? ${value}->native() : nullptr` : `${value}.native()`;
}
