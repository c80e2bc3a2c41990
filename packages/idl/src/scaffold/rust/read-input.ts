/** Spells how the slots of a parameter become the value that an implementation is given. The expressions are unsafe. */
import type { AbiParameter, AbiParameterRole } from "../../abi/abi-model.ts";
import { isNumber } from "../../languages/rust/marshal-in.ts";
import { fromNative, valueFunction } from "../../languages/rust/marshal-out.ts";
import type { CallbackPlan, ParameterPlan } from "../../plan/plan-model.ts";
import type { InItem, InList, InMap, InObject, Slots, TransferIn } from "../../plan/transfer.ts";
import type { ProducerFile } from "./producer-file.ts";
import { writeOutput } from "./write-output.ts";

/** Where the slots come from. */
interface InputSource {
  /** What the parameter is called in messages. */
  readonly label: string;
  readonly slots: Slots;
  readonly file: ProducerFile;
  /** Whether what the caller lends is handed on as it is. */
  readonly isLent: boolean;
}

/** Renders the value of a parameter or a field; `isLent` where the call ends before its implementation does not. */
export function readInput(parameter: ParameterPlan, file: ProducerFile, isLent: boolean): string {
  const { declaration, slots, transfer } = parameter;
  const source = { label: JSON.stringify(declaration.name), slots, file, isLent };
  return isWritable(parameter) ? readWritable(source) : readTransfer(transfer, source, declaration.type);
}

/** Whether the implementation may write to what the caller lends. */
export function isWritable({ declaration, transfer }: ParameterPlan): boolean {
  if (!("isMutable" in declaration) || !declaration.isMutable) return false;
  return (transfer.kind === "bytes" || (transfer.kind === "list" && isPlain(transfer.item))) && !transfer.isNullable;
}

function readWritable({ slots }: InputSource): string {
  return `support::slice_mut(${nameSlot(slots, "value")}, ${nameSlot(slots, "length")})`;
}

/** The name of the slot with a role. */
export function nameSlot(slots: Slots, role: AbiParameterRole): string {
  const slot = slots.find((one) => one.role === role);
  return slot === undefined ? "" : spellSlot(slot);
}

/** The parameter of an exported function; no other variable has its name. */
export function spellSlot({ name }: Pick<AbiParameter, "name">): string {
  return `slot_${name}`;
}

function readTransfer(transfer: TransferIn, source: InputSource, type: ParameterPlan["declaration"]["type"]): string {
  const { label, slots, file, isLent } = source;
  const main = nameSlot(slots, "value");
  const inner = type.kind === "optional" ? type.item : type;
  const staysLent = isLent && "isBorrowed" in inner && inner.isBorrowed;
  switch (transfer.kind) {
    case "value":
      return attempt(fromNative(transfer.type, main, file));
    case "boxed":
      return readBoxed(transfer.type, main, file);
    case "string": {
      if (transfer.isNullable) {
        return `support::optional_text(${label}, ${main})?${staysLent ? "" : ".map(str::to_owned)"}`;
      }
      return `support::text(${label}, ${main})?${staysLent ? "" : ".to_owned()"}`;
    }
    case "bytes": {
      const list = `${main}, ${nameSlot(slots, "length")}`;
      if (transfer.isNullable) {
        return `support::optional_slice(${list})${staysLent ? "" : ".map(<[u8]>::to_vec)"}`;
      }
      return `support::slice(${list})${staysLent ? "" : ".to_vec()"}`;
    }
    case "object":
      return readObject(transfer, source, main);
    case "array": {
      const native = `support::value(${label}, ${main}.cast::<[_; ${String(transfer.length)}]>())?`;
      const convert = valueFunction(transfer.item.type, file);
      return convert === "Ok" ? native : `support::read_array(${native}, ${convert})?`;
    }
    case "list":
      return readList(transfer, source);
    case "map":
      return readMap(transfer, source);
    case "callback":
      return `&${main}`;
    default:
      return transfer satisfies never;
  }
}

function attempt({ text, isFallible }: ReturnType<typeof fromNative>): string {
  return isFallible ? `${text}?` : text;
}

function readBoxed(type: Parameters<typeof fromNative>[0], main: string, file: ProducerFile): string {
  const value = `${main}.as_ref()`;
  if (isNumber(type)) return `${value}.copied()`;
  const { text, isFallible } = fromNative(type, "*item", file);
  return `${value}.map(|item| ${text})${isFallible ? ".transpose()?" : ""}`;
}

function readObject({ type, isNullable }: InObject, { label, file }: InputSource, main: string): string {
  if (type.kind === "typed-handle") {
    return isNullable ? `support::Handle::optional(${main})` : `support::Handle::read(${label}, ${main})?`;
  }
  if (file.crateOf(type.id) !== undefined) {
    const read = `support::${isNullable ? "optional_" : ""}${type.kind === "interface" ? "lend" : "imported"}`;
    const isSure = isNullable && type.kind === "interface";
    const words = isNullable ? main : `${label}, ${main}`;
    return `${read}::<${file.name(type.id)}>(${words})${isSure ? "" : "?"}`;
  }
  if (type.kind === "interface") {
    const name = file.implementer(type.id);
    return isNullable
      ? `support::optional_share::<${name}, _>(${main})`
      : `support::share::<${name}, _>(${label}, ${main})?`;
  }
  const name = file.name(type.id);
  return isNullable
    ? `support::optional_record::<${name}, _>(${main})`
    : `support::record::<${name}, _>(${label}, ${main})?`;
}

function isPlain(item: InItem): boolean {
  return item.kind === "value" && isNumber(item.type);
}

function readList({ item, isNullable }: InList, source: InputSource): string {
  const list = `${nameSlot(source.slots, "value")}, ${nameSlot(source.slots, "length")}`;
  if (isNullable) {
    if (isPlain(item)) return `support::optional_slice(${list}).map(<[_]>::to_vec)`;
    const read = `support::list(items, ${itemFunction(item, source)})`;
    return `support::optional_slice(${list}).map(|items| ${read}).transpose()?`;
  }
  const items = `support::slice(${list})`;
  return isPlain(item) ? `${items}.to_vec()` : `support::list(${items}, ${itemFunction(item, source)})?`;
}

function readMap({ key, value, isNullable }: InMap, source: InputSource): string {
  const length = nameSlot(source.slots, "length");
  const values = `support::slice(${nameSlot(source.slots, "values")}, ${length})`;
  const functions = `${itemFunction(key, source)}, ${itemFunction(value, source)}`;
  const keys = `${nameSlot(source.slots, "keys")}, ${length}`;
  if (!isNullable) return `support::map(support::slice(${keys}), ${values}, ${functions})?`;
  return `support::optional_slice(${keys}).map(|keys| support::map(keys, ${values}, ${functions})).transpose()?`;
}

/** A function from a native item to a `Result` of its value. */
function itemFunction(item: InItem, source: InputSource): string {
  const { label, file } = source;
  if (item.kind === "value") return valueFunction(item.type, file);
  if (item.kind === "string") {
    if (item.isNullable) return `|item| Ok(support::optional_text(${label}, item)?.map(str::to_owned))`;
    return `|item| Ok(support::text(${label}, item)?.to_owned())`;
  }
  const read = readObject(item, source, "item");
  return read.endsWith("?") ? `|item| ${read.slice(0, -1)}` : `|item| Ok(${read})`;
}

/** Renders what makes a function of the caller one of Rust, under the name of its slot. */
export function renderCallbackReader(
  { slots, declaration }: ParameterPlan,
  callback: CallbackPlan,
  file: ProducerFile,
): readonly string[] {
  const slot = nameSlot(slots, "callback");
  const context = nameSlot(slots, "context");
  const names = callback.parameters.map((_, index) => `argument${String(index)}`);
  const types = callback.parameters.map((one) => file.type(one.declaration.type, "callback"));
  const head = names.map((name, index) => `${name}: ${types[index] ?? ""}`).join(", ");
  const result = callback.declaration.result === undefined ? "()" : file.type(callback.declaration.result);
  const { prepared, passed } = renderPassing(callback, names, `${context}.get()`, file);
  const call = `${slot}_function(${passed})`;
  const end =
    callback.result.kind === "value"
      ? toResult(fromNative(callback.result.type, call, file))
      : [`${call};`, "Ok(())"].join("\n");
  const usesGiven = [...prepared, passed].some((line) => /\bgiven\./.test(line));
  const body = [...(usesGiven ? ["let mut given = support::Given::default();"] : []), ...prepared, ...end.split("\n")];
  return [
    `let ${slot}_function = support::callback(${JSON.stringify(declaration.name)}, ${slot})?;`,
    `let ${context} = support::Context::new(${context});`,
    `let ${slot} = |${head}| -> Result<${result}, support::Error> {`,
    // What is given to the callback is not what the call gives.
    ...body.map((line) => `    ${line.replaceAll(/\bgiven\b/g, "lent")}`),
    "};",
  ];
}

function toResult({ text, isFallible }: ReturnType<typeof fromNative>): string {
  return isFallible ? text : `Ok(${text})`;
}

/** Renders how a function pointer of the caller is called with values of Rust. */
export function renderPassing(
  { parameters, native }: CallbackPlan,
  names: readonly string[],
  context: string,
  file: ProducerFile,
): { readonly prepared: readonly string[]; readonly passed: string } {
  const prepared: string[] = [];
  const bySlot = new Map<string, string>();
  for (const [index, parameter] of parameters.entries()) {
    const name = names[index] ?? "";
    const written = writeOutput(parameter.transfer, { value: name, locals: name, situation: "lent", file });
    prepared.push(...written.prepared);
    for (const slot of parameter.slots) bySlot.set(slot.name, pickSlot(written, slot));
  }
  const passed = native.parameters.map((slot) => (slot.role === "context" ? context : (bySlot.get(slot.name) ?? "")));
  return { prepared, passed: passed.join(", ") };
}

/** The expression of one slot. */
export function pickSlot(
  { main, keys, values, length }: ReturnType<typeof writeOutput>,
  { role }: Pick<AbiParameter, "role">,
): string {
  if (role === "keys" || role === "out-keys") return keys ?? "";
  if (role === "values" || role === "out-values") return values ?? "";
  return (role === "length" || role === "out-length" ? length : main) ?? "";
}
