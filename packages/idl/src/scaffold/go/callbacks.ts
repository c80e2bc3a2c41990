/** How functions of callers are called from Go: `calls.h` has a C function for each type of them. */
import { CodeWriter } from "@koine/codegen";
import type { AbiFunctionPointerType, AbiParameter } from "../../abi/abi-model.ts";
import { spellDeclaration, spellType } from "../../languages/c/types.ts";
import { fromNative } from "../../languages/go/marshal.ts";
import { listPlans } from "../../plan/imported-declarations.ts";
import type { ApiPlan, CallbackPlan } from "../../plan/plan-model.ts";
import type { ProducerGoFile } from "./producer-go-file.ts";
import { writeOutput } from "./write-output.ts";
import type { Written } from "./write-output.ts";

/** Every function pointer type of the header, and of those that it includes. */
function listFunctionPointers(plan: ApiPlan): readonly AbiFunctionPointerType[] {
  const modules = listPlans(plan).flatMap(({ abi }) => abi.modules);
  return modules.flatMap(({ types }) => types.filter((type) => type.kind === "function-pointer"));
}

/** The C function that calls a function of the type. */
export function callerName(symbol: string): string {
  return `${symbol}_call`;
}

/** Renders the C functions; contexts are numbers for Go, which looks at what pointers point to. */
export function renderCallers(plan: ApiPlan): string {
  const writer = new CodeWriter({ indentation: "    " });
  for (const { symbol, parameters, result } of listFunctionPointers(plan)) {
    const list = parameters.map(({ role, type, name }) =>
      role === "context" ? `uintptr_t ${name}` : spellDeclaration(type, name),
    );
    const words = parameters.map(({ role, name }) => (role === "context" ? `(void*)${name}` : name));
    const head = `static inline ${spellType(result)} ${callerName(symbol)}(${[`${symbol} callback`, ...list].join(", ")})`;
    const call = `callback(${words.join(", ")});`;
    writer.blank().block(`${head} {`, () => writer.line(result.kind === "void" ? call : `return ${call}`), "}");
  }
  return writer.toString();
}

/** What a callback is called with. */
export interface NotifyOptions {
  /** The variables with the values. */
  readonly names: readonly string[];
  readonly file: ProducerGoFile;
}

/** Renders the call of a listener; `callback`, `context` and `out` are there. */
export function renderNotifyCall(writer: CodeWriter, plan: CallbackPlan, { names, file }: NotifyOptions): void {
  writer.line(renderCall(writer, plan, { names, file, callback: "callback", context: "context" }));
}

interface CallOptions extends NotifyOptions {
  readonly callback: string;
  readonly context: string;
}

function renderCall(writer: CodeWriter, { parameters, native }: CallbackPlan, options: CallOptions): string {
  const { names, file, callback, context } = options;
  const bySlot = new Map<string, string>();
  for (const [index, { transfer, slots }] of parameters.entries()) {
    const written = writeOutput(transfer, names[index] ?? "", file);
    const bound = bindMap(writer, written, `argument${String(index)}`);
    for (const slot of slots) bySlot.set(slot.name, pickSlot(bound, slot));
  }
  const words = native.parameters.map((slot) => (slot.role === "context" ? context : (bySlot.get(slot.name) ?? "")));
  return `C.${callerName(native.symbol)}(${[callback, ...words].join(", ")})`;
}

/** The slots of a value, each with an expression. */
export interface BoundSlots extends Written {
  readonly keys?: string;
  readonly values?: string;
}

/** Binds the two expressions of a map to names. */
export function bindMap(writer: CodeWriter, written: Written, name: string): BoundSlots {
  if (written.both === undefined) return written;
  writer.line(`${name}Keys, ${name}Values := ${written.both}`);
  return { ...written, keys: `${name}Keys`, values: `${name}Values` };
}

/** The expression of one slot. */
export function pickSlot({ main, keys, values, length }: BoundSlots, { role }: Pick<AbiParameter, "role">): string {
  if (role === "keys" || role === "out-keys") return keys ?? "";
  if (role === "values" || role === "out-values") return values ?? "";
  return (role === "length" || role === "out-length" ? length : main) ?? "";
}

/** Where a callback came. */
export interface CallbackPlace {
  /** The expressions of its function and its context. */
  readonly callback: string;
  readonly context: string;
  readonly file: ProducerGoFile;
}

/** Renders a Go function that calls a function of the caller. */
export function renderFunction(plan: CallbackPlan, { callback, context, file }: CallbackPlace): string {
  const names = plan.parameters.map((_, index) => `argument${String(index)}`);
  const list = plan.parameters.map(({ declaration }, index) => `${names[index] ?? ""} ${file.type(declaration.type)}`);
  const { result, declaration } = plan;
  const writer = new CodeWriter({ indentation: "\t" });
  const type = declaration.result === undefined ? "" : ` (returned ${file.type(declaration.result)})`;
  const body = () => {
    const call = renderCall(writer, plan, { names, file, callback, context });
    writer.line(result.kind === "value" ? `returned = ${fromNative(result.type, call, file.scope)}` : call);
  };
  const lend = () => {
    writer.block("lend(func(out *outgoing) {", body, "})");
    if (result.kind === "value") writer.line("return returned");
  };
  return writer
    .block(`func(${list.join(", ")})${type} {`, lend, "}")
    .toString()
    .trimEnd();
}
