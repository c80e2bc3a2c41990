/**
 * Spells how values cross in Go: for each slot of a parameter the expression that is passed, and for what arrives the
 * expression that makes it a Go value.
 */
import type { CType } from "../../abi/c-type.ts";
import type { ApiType } from "../../model/index.ts";
import type { InItem, OutItem, OutObject, TransferIn, TransferOut } from "../../plan/transfer.ts";
import type { PackageScope } from "./names.ts";
import { renderNative, renderType } from "./types.ts";

/** Renders the expressions of a parameter, one per slot. Mistakes in it are kept by the arena `lent`. */
export function renderInput(transfer: TransferIn, value: string, scope: PackageScope): readonly string[] {
  const label = JSON.stringify(value);
  switch (transfer.kind) {
    case "value":
      return [toNative(transfer.type, transfer.native, { value, scope })];
    case "string":
      return [`lent.${transfer.isNullable ? "optionalText" : "text"}(${label}, ${value})`];
    case "boxed":
      return [`lendBoxed(${value}, ${inFunction({ kind: "value", ...pick(transfer) }, label, scope)})`];
    case "bytes":
      return [`lend${transfer.isNullable ? "Optional" : ""}Bytes(${value})`, `C.size_t(len(${value}))`];
    case "object":
      return [useObject(transfer.type, { value, label, isNullable: transfer.isNullable }, scope)];
    case "array":
      return [`lendSlice(${value}[:], ${inFunction(transfer.item, label, scope)})`];
    case "list": {
      const lend = transfer.isNullable ? "lendOptionalSlice" : "lendSlice";
      return [`${lend}(${value}, ${inFunction(transfer.item, label, scope)})`, `C.size_t(len(${value}))`];
    }
    case "map": {
      const lend = transfer.isNullable ? "lendOptionalSlice" : "lendSlice";
      return [
        `${lend}(${value}Keys, ${inFunction(transfer.key, label, scope)})`,
        `${lend}(${value}Values, ${inFunction(transfer.value, label, scope)})`,
        `C.size_t(len(${value}))`,
      ];
    }
    case "callback": {
      const symbol = scope.shimSymbol(transfer.type.id, transfer.native.symbol);
      const lent = `lent.lendCallback(${label}, ${scope.find(transfer.type.id)}(${value}), ${value} == nil)`;
      return [`C.${transfer.native.symbol}(C.${shimName(symbol)})`, `C.${contextName(symbol)}(C.uintptr_t(${lent}))`];
    }
    default:
      return transfer satisfies never;
  }
}

/** Renders a function literal: on one line where gofmt leaves it there, up to 100 columns of head and body. */
export function renderLiteral(head: string, value: string): string {
  const body = `return ${value}`;
  if (!body.includes("\n") && head.length + body.length <= 100) return `${head} { ${body} }`;
  return `${head} {\n\t${body.replaceAll("\n", "\n\t")}\n}`;
}

/** The C function that passes calls of a function pointer type on to Go. */
export function shimName(symbol: string): string {
  return `${symbol}_go`;
}

/** The C function that makes a `void*` of a handle; each function pointer type has one, so that the names are the API's own. */
export function contextName(symbol: string): string {
  return `${symbol}_context`;
}

/** Renders what makes a Go value a C value. */
export function toNative(
  type: ApiType,
  native: CType,
  { value, scope }: { readonly value: string; readonly scope: PackageScope },
): string {
  if (type.kind !== "struct") return `${renderNative(native)}(${value})`;
  return scope.isImported(type.id) ? `${structWriter(scope.findLocal(type.id))}(${value})` : `${value}.toC()`;
}

/** The function that makes a C struct of a Go struct of another package. */
export function structWriter(name: string): string {
  return `write${name}`;
}

/** Renders what makes a C value a Go value. */
export function fromNative(type: ApiType, value: string, scope: PackageScope): string {
  if (type.kind === "struct") return `${structReader(scope.findLocal(type.id))}(${value})`;
  return `${renderType(type, (id) => scope.find(id))}(${value})`;
}

/** The function that makes a Go struct of a C struct. */
export function structReader(name: string): string {
  return `read${name}`;
}

/** The Go function that the shim calls. */
export function exportName(symbol: string): string {
  return `${symbol}_goCall`;
}

/** The functions of an object type: how its address is taken, and how objects are made of addresses. */
export const objectFunctions = {
  use: (name: string): string => `use${name}`,
  adopt: (name: string): string => `adopt${name}`,
  lend: (name: string): string => `lend${name}`,
};

interface UseOptions {
  readonly value: string;
  readonly label: string;
  readonly isNullable: boolean;
}

function useObject(
  type: { readonly id: string },
  { value, label, isNullable }: UseOptions,
  scope: PackageScope,
): string {
  return `${objectFunctions.use(scope.findLocal(type.id))}(lent, ${label}, ${value}, ${String(isNullable)})`;
}

interface Typed {
  readonly type: ApiType;
  readonly native: CType;
}

function pick({ type, native }: Typed): Typed {
  return { type, native };
}

/** A function from an item to its C value. */
function inFunction(item: InItem, label: string, scope: PackageScope): string {
  switch (item.kind) {
    case "string":
      return renderLiteral("func(item string) *C.char", `lent.text(${label}, item)`);
    case "object": {
      const type = renderType(item.type, (id) => scope.find(id));
      const used = useObject(item.type, { value: "item", label, isNullable: item.isNullable }, scope);
      return renderLiteral(`func(item ${type}) *${renderNative(item.native)}`, used);
    }
    default: {
      const type = renderType(item.type, (id) => scope.find(id));
      const converted = toNative(item.type, item.native, { value: "item", scope });
      return renderLiteral(`func(item ${type}) ${renderNative(item.native)}`, converted);
    }
  }
}

/** Where a value arrived. */
export interface Received {
  readonly main: string;
  readonly keys?: string;
  readonly values?: string;
  readonly length?: string;
}

/** Renders the Go value of what arrived. */
export function renderOutput(transfer: TransferOut, received: Received, scope: PackageScope): string {
  const { main, keys = "nil", values = "nil", length = "0" } = received;
  switch (transfer.kind) {
    case "void":
      return "";
    case "value":
      return fromNative(transfer.type, main, scope);
    case "boxed": {
      const convert = outFunction({ kind: "value", ...pick(transfer) }, scope);
      return `${transfer.release.kind === "none" ? "read" : "take"}Boxed(${main}, ${convert})`;
    }
    case "string":
      return `${verb(transfer.release.kind)}${transfer.isNullable ? "Optional" : ""}Text(${main})`;
    case "bytes":
      return `${verb(transfer.release.kind)}${transfer.isNullable ? "Optional" : ""}Bytes(${main}, ${length})`;
    case "object":
      return wrapObject(transfer, main, scope);
    case "array":
      return fixedArray(transfer, main, scope);
    case "list": {
      const items = `${verb(transfer.release.kind)}Slice(${main}, ${length}, ${outFunction(transfer.item, scope)})`;
      return transfer.isNullable
        ? `optional(${main} != nil, ${renderLiteral(`func() ${listType(transfer, scope)}`, items)})`
        : items;
    }
    case "map": {
      const side = (item: OutItem, one: string, release: string) =>
        `${verb(release)}Slice(${one}, ${length}, ${outFunction(item, scope)})`;
      const taken = `zipMap(${side(transfer.key, keys, transfer.releaseKeys.kind)}, ${side(transfer.value, values, transfer.releaseValues.kind)})`;
      if (!transfer.isNullable) return taken;
      const type = `map[${itemType(transfer.key, scope)}]${itemType(transfer.value, scope)}`;
      return `optional(${keys} != nil, ${renderLiteral(`func() ${type}`, taken)})`;
    }
    default:
      return transfer satisfies never;
  }
}

function verb(release: string): string {
  return release === "none" ? "read" : "take";
}

function listType(transfer: Extract<TransferOut, { readonly kind: "list" }>, scope: PackageScope): string {
  return `[]${itemType(transfer.item, scope)}`;
}

/** The Go type of an item. */
export function itemType(item: OutItem, scope: PackageScope): string {
  return item.kind === "string" ? "string" : renderType(item.type, (id) => scope.find(id));
}

function fixedArray(
  { item, length }: Extract<TransferOut, { readonly kind: "array" }>,
  main: string,
  scope: PackageScope,
): string {
  const type = renderType(item.type, (id) => scope.find(id));
  return `[${String(length)}]${type}(readSlice(${main}, ${String(length)}, ${outFunction(item, scope)}))`;
}

/** What ends a lent object: the callback, or nothing. */
function borrower(ownership: OutObject["ownership"]): string {
  return ownership === "lent" ? "&borrowed" : "nil";
}

function wrapObject({ type, ownership }: OutObject, main: string, scope: PackageScope): string {
  const name = scope.findLocal(type.id);
  return ownership === "adopted"
    ? `${objectFunctions.adopt(name)}(${main})`
    : `${objectFunctions.lend(name)}(${borrower(ownership)}, ${main})`;
}

/** A function from a C item to its Go value. */
function outFunction(item: OutItem, scope: PackageScope): string {
  switch (item.kind) {
    case "string":
      return `${verb(item.release.kind)}Text`;
    case "object": {
      const name = scope.findLocal(item.type.id);
      if (item.ownership === "adopted") return objectFunctions.adopt(name);
      const lend = `${objectFunctions.lend(name)}(${borrower(item.ownership)}, item)`;
      return renderLiteral(`func(item *${renderNative(item.native)}) ${itemType(item, scope)}`, lend);
    }
    default:
      return renderLiteral(
        `func(item ${renderNative(item.native)}) ${itemType(item, scope)}`,
        fromNative(item.type, "item", scope),
      );
  }
}
