/** Spells how arguments go to C: what is prepared before the call, and the expressions that are passed, one per slot. */
import type { ApiType } from "../../model/index.ts";
import type { ParameterPlan } from "../../plan/plan-model.ts";
import type { InItem, InList, InMap, InObject, TransferIn } from "../../plan/transfer.ts";
import { trampolineKey } from "./names.ts";
import type { RustFile } from "./rust-file.ts";

/** How one argument is given. */
export interface Input {
  /** Statements before the call. */
  readonly prepared: readonly string[];
  readonly passed: readonly string[];
  /** Statements after the call and after its result was taken. */
  readonly finished: readonly string[];
}

/** What marshalling an argument needs to know. */
export interface InputSource {
  /** The variable. */
  readonly value: string;
  readonly file: RustFile;
  /** Claims a further local. */
  readonly claim: (name: string) => string;
}

/** Renders how a parameter is given. */
export function renderInput({ transfer, declaration }: ParameterPlan, source: InputSource): Input {
  const isMutable = "isMutable" in declaration && declaration.isMutable;
  const input = renderTransfer(transfer, source);
  if (!isMutable || transfer.kind === "object" || transfer.kind === "value") return input;
  const [first = "", ...others] = input.passed;
  const isDirect = transfer.kind === "bytes" || (transfer.kind === "list" && isPlain(transfer.item));
  if (isDirect && !transfer.isNullable) return { ...input, passed: [`${source.value}.as_mut_ptr()`, ...others] };
  return { ...input, passed: [`${first}.cast_mut()`, ...others] };
}

/** The name in messages: without what keeps it from being a word of Rust. */
function toLabel(value: string): string {
  return JSON.stringify(value.replace(/_$/, ""));
}

function pass(...passed: readonly string[]): Input {
  return { prepared: [], passed, finished: [] };
}

function prepare(statement: string, ...passed: readonly string[]): Input {
  return { prepared: [statement], passed, finished: [] };
}

function renderTransfer(transfer: TransferIn, source: InputSource): Input {
  const { value, claim, file } = source;
  const label = toLabel(value);
  switch (transfer.kind) {
    case "value":
      return pass(toNative(transfer.type, value));
    case "boxed": {
      if (isNumber(transfer.type)) return pass(`support::address(&${value})`);
      const boxed = claim(`${value}_value`);
      return prepare(
        `let ${boxed} = ${value}.map(|item| ${toNative(transfer.type, "item")});`,
        `support::address(&${boxed})`,
      );
    }
    case "string": {
      const text = claim(`${value}_text`);
      if (!transfer.isNullable) return prepare(`let ${text} = support::text(${label}, ${value})?;`, `${text}.as_ptr()`);
      return prepare(`let ${text} = support::optional_text(${label}, ${value})?;`, `support::text_address(&${text})`);
    }
    case "bytes":
      return pass(...sliceSlots(value, transfer.isNullable));
    case "object":
      return renderObject(transfer, source);
    case "array": {
      if (isPlain(transfer.item)) return pass(`${value}.as_ptr()`);
      const items = claim(`${value}_items`);
      return prepare(
        `let ${items} = ${value}.map(|item| ${toNative(transfer.item.type, "item")});`,
        `${items}.as_ptr()`,
      );
    }
    case "list":
      return renderList(transfer, source);
    case "map":
      return renderMap(transfer, source);
    case "callback": {
      const callback = claim(`${value}_callback`);
      const { id } = transfer.type;
      return {
        prepared: [`let ${callback} = ${file.crateOf(id) ?? "support"}::Callback::new(${value});`],
        passed: [`Some(${file.name(trampolineKey(id))})`, `${callback}.context()`],
        finished: [`${file.ownError(`${callback}.finish()`, id)}?;`],
      };
    }
    default:
      return transfer satisfies never;
  }
}

function renderObject({ type, isNullable }: InObject, { value, claim, file }: InputSource): Input {
  const native = claim(`${value}_native`);
  if (type.kind === "rich-enum") {
    const { make } = file.passage(type.id);
    const isOwn = file.crateOf(type.id) === undefined;
    const made = isOwn ? `${value}.to_native()` : `${make}(${value})`;
    if (!isNullable) return prepare(`let ${native} = ${made}?;`, `${native}.native()`);
    return prepare(
      `let ${native} = ${value}.map(${make}).transpose()?;`,
      `${native}.as_ref().map_or(std::ptr::null_mut(), |item| item.native())`,
    );
  }
  return pass(isNullable ? `${value}.map_or(std::ptr::null_mut(), |item| item.native())` : `${value}.native()`);
}

function renderList({ item, isNullable }: InList, { value, claim, file }: InputSource): Input {
  if (isPlain(item)) return pass(...sliceSlots(value, isNullable));
  const items = claim(`${value}_items`);
  const [, length = ""] = sliceSlots(value, isNullable);
  const given = collectItems(item, `${value}.iter()`, { value, file });
  return prepare(bindItems(items, given, { value, isNullable }), itemsAddress(items, item, isNullable), length);
}

function renderMap({ key, value: item, isNullable }: InMap, { value, claim, file }: InputSource): Input {
  const keys = claim(`${value}_keys`);
  const values = claim(`${value}_values`);
  const side = (local: string, one: InItem, from: string) =>
    bindItems(local, collectItems(one, `${value}.${from}()`, { value, file }), { value, isNullable });
  return {
    prepared: [side(keys, key, "keys"), side(values, item, "values")],
    passed: [
      itemsAddress(keys, key, isNullable),
      itemsAddress(values, item, isNullable),
      isNullable ? `${value}.map_or(0, BTreeMap::len)` : `${value}.len()`,
    ],
    finished: [],
  };
}

function sliceSlots(value: string, isNullable: boolean): readonly string[] {
  if (!isNullable) return [`${value}.as_ptr()`, `${value}.len()`];
  return [`${value}.map_or(std::ptr::null(), <[_]>::as_ptr)`, `${value}.map_or(0, <[_]>::len)`];
}

interface Collected {
  readonly text: string;
  readonly isFallible: boolean;
}

function bindItems(
  local: string,
  { text, isFallible }: Collected,
  { value, isNullable }: { readonly value: string; readonly isNullable: boolean },
): string {
  if (!isNullable) return isFallible ? `let ${local} = ${text}?;` : `let ${local}: Vec<_> = ${text};`;
  if (isFallible) return `let ${local} = ${value}.map(|${value}| ${text}).transpose()?;`;
  return `let ${local} = ${value}.map(|${value}| -> Vec<_> { ${text} });`;
}

function itemsAddress(local: string, item: InItem, isNullable: boolean): string {
  const cast = item.kind === "object" ? ".cast()" : "";
  return isNullable
    ? `${local}.as_ref().map_or(std::ptr::null(), |items| items.as_ptr()${cast})`
    : `${local}.as_ptr()${cast}`;
}

/** Renders the C values of the items of an iterator of references. */
function collectItems(
  item: InItem,
  items: string,
  { value, file }: { readonly value: string; readonly file: RustFile },
): Collected {
  switch (item.kind) {
    case "string":
      return { text: `support::Texts::new(${toLabel(value)}, ${items})`, isFallible: true };
    case "object": {
      if (item.type.kind === "rich-enum") {
        const { make } = file.passage(item.type.id);
        const made = item.isNullable ? `item.as_ref().map(${make}).transpose()` : `${make}(item).map(Some)`;
        return { text: `support::Made::new(${items}.map(|item| ${made}))`, isFallible: true };
      }
      const native = item.isNullable
        ? "item.as_ref().map_or(std::ptr::null_mut(), |item| item.native())"
        : "item.native()";
      const typed = item.type.kind === "typed-handle" ? native.replaceAll(".native()", ".native::<c_void>()") : native;
      return { text: `${items}.map(|item| ${typed}).collect()`, isFallible: false };
    }
    default:
      if (isNumber(item.type)) return { text: `${items}.copied().collect()`, isFallible: false };
      return { text: `${items}.map(|item| ${toNative(item.type, "*item")}).collect()`, isFallible: false };
  }
}

/** Tells whether the C value is the Rust value. */
export function isNumber(type: ApiType): boolean {
  return type.kind === "scalar" || type.kind === "handle";
}

function isPlain(item: InItem): boolean {
  return item.kind === "value" && isNumber(item.type);
}

/** Renders what makes a Rust value a C value. */
export function toNative(type: ApiType, value: string): string {
  const receiver = value.replace(/^\*/, "");
  switch (type.kind) {
    case "enum":
      return `${value} as i32`;
    case "flags":
      return `${receiver}.bits()`;
    case "struct":
      return `${receiver}.to_native()`;
    default:
      return value;
  }
}
