/**
 * Spells C types and transfers as koine's descriptors: what `openLibrary` is told of each function. What JavaScript values
 * go in and come out is in `marshal-in.ts` and `marshal-out.ts`.
 */
import type { CType } from "../../abi/c-type.ts";
import type { DeclaredPlans } from "../declared-plans.ts";
import type { InItem, OutItem, TransferIn, TransferOut } from "../../plan/transfer.ts";

const scalars: Readonly<Record<string, string>> = {
  bool: "c.bool",
  char: "c.char",
  int8_t: "c.i8",
  int16_t: "c.i16",
  int32_t: "c.i32",
  int64_t: "c.i64",
  uint8_t: "c.u8",
  uint16_t: "c.u16",
  uint32_t: "c.u32",
  uint64_t: "c.u64",
  float: "c.float",
  double: "c.double",
  size_t: "c.usize.number",
};

/** Any memory that C only reads. */
const readable = "c.pointer(c.void, { const: true })";

/** Makes descriptors. */
export class Descriptors {
  readonly #flagBases: DeclaredPlans["flagBases"];

  constructor(flagBases: DeclaredPlans["flagBases"]) {
    this.#flagBases = flagBases;
  }

  /** The descriptor of a C type. */
  ofNative(type: CType): string {
    switch (type.kind) {
      case "void":
        return "c.void";
      case "scalar":
        return scalars[type.name] ?? "c.void";
      case "pointer":
        return `c.pointer(${this.ofNative(type.to)})`;
      case "array":
        return `c.array(${this.ofNative(type.of)}, ${String(type.length)})`;
      case "named":
        if (type.declares === "enum") return "c.i32";
        if (type.declares === "handle") return "c.u64";
        return type.declares === "flags" ? `c.${this.#flagBases.get(type.symbol) ?? "u32"}` : type.symbol;
      default:
        return type satisfies never;
    }
  }

  /** The descriptors of the slots of a parameter. */
  ofInput(transfer: TransferIn): readonly string[] {
    switch (transfer.kind) {
      case "value":
        return [this.ofNative(transfer.native)];
      case "string":
        return [transfer.isNullable ? "c.string" : "c.nonNull(c.string)"];
      case "object":
        return [`c.pointer(${transfer.native.symbol})`];
      case "boxed":
        return [isStruct(transfer.native) ? `c.pointer(${this.ofNative(transfer.native)})` : readable];
      case "array":
        return [readable];
      case "bytes":
        return [readable, "c.usize"];
      case "list":
        return [this.#ofArray(transfer.item), "c.usize"];
      case "map":
        return [this.#ofArray(transfer.key), this.#ofArray(transfer.value), "c.usize"];
      case "callback":
        return [transfer.native.symbol, "c.pointer(c.void)"];
      default:
        return transfer satisfies never;
    }
  }

  /** The descriptor of what a function returns for a result. */
  ofResult(transfer: TransferOut): string {
    switch (transfer.kind) {
      case "void":
      case "map":
      case "array":
        return "c.void";
      default:
        return this.#ofMain(transfer);
    }
  }

  /** The descriptors of the out-slots of a result. */
  ofOutputs(transfer: TransferOut): readonly string[] {
    switch (transfer.kind) {
      case "bytes":
      case "list":
        return ["c.out(c.usize.number)"];
      case "array":
        return ["c.pointer(c.void)"];
      case "map":
        return [
          `c.out(c.pointer(${this.ofItem(transfer.key)}))`,
          `c.out(c.pointer(${this.ofItem(transfer.value)}))`,
          "c.out(c.usize.number)",
        ];
      default:
        return [];
    }
  }

  /** The descriptors of slots that a callback, or an iterator's item, brings. */
  ofReceived(transfer: TransferOut): readonly string[] {
    switch (transfer.kind) {
      case "void":
        return [];
      case "bytes":
      case "list":
        return [this.#ofMain(transfer), "c.usize.number"];
      case "map":
        return [
          `c.pointer(${this.ofItem(transfer.key)})`,
          `c.pointer(${this.ofItem(transfer.value)})`,
          "c.usize.number",
        ];
      case "array":
        return [`c.pointer(${this.ofNative(transfer.item.native)})`];
      default:
        return [this.#ofMain(transfer)];
    }
  }

  /** The descriptor of an element of an array that comes back. */
  ofItem(item: OutItem): string {
    if (item.kind === "value") return this.ofNative(item.native);
    return item.kind === "string" ? "c.pointer(c.char)" : `c.pointer(${item.native.symbol})`;
  }

  #ofMain(transfer: Exclude<TransferOut, { readonly kind: "void" | "map" | "array" }>): string {
    switch (transfer.kind) {
      case "value":
        return this.ofNative(transfer.native);
      case "boxed":
        return `c.pointer(${this.ofNative(transfer.native)})`;
      case "string":
        return transfer.release.kind === "free-string"
          ? `c.string.owned("${transfer.release.free.symbol}")`
          : "c.string";
      case "bytes":
        return "c.pointer(c.u8)";
      case "object":
        return `c.pointer(${transfer.native.symbol})`;
      case "list":
        return `c.pointer(${this.ofItem(transfer.item)})`;
      default:
        return transfer satisfies never;
    }
  }

  #ofArray(item: InItem): string {
    if (item.kind === "string") return "c.pointer(c.string, { const: true })";
    if (item.kind === "object") return `c.pointer(c.pointer(${item.native.symbol}), { const: true })`;
    return isStruct(item.native) ? `c.pointer(${this.ofNative(item.native)}, { const: true })` : readable;
  }
}

/** Tells whether the type is a struct by value. */
export function isStruct(type: CType): boolean {
  return type.kind === "named" && type.declares === "struct";
}
