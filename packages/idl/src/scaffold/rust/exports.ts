/** `glue.rs`: the C functions of the header. Records and rich enums are whole here; everything else enters the author's traits. */
import { CodeWriter } from "@koine/codegen";
import type { AbiFunction, AbiParameterRole } from "../../abi/abi-model.ts";
import { claimMembers } from "../../languages/rust/names.ts";
import { flattenModules } from "../../languages/plan-modules.ts";
import type { ApiPlan, CallPlan, ParameterPlan } from "../../plan/plan-model.ts";
import { nameEvent } from "./api-module.ts";
import { isImportedInterface, listTraits, nameParameters, takesToken } from "./author-traits.ts";
import type { AuthorTrait } from "./author-traits.ts";
import type { ProducerFile } from "./producer-file.ts";
import { isWritable, nameSlot, pickSlot, readInput, renderCallbackReader, spellSlot } from "./read-input.ts";
import { renderObjects } from "./export-objects.ts";
import { selfSlot, withStandardPaths, writeExport, writeGuarded, writeResult } from "./export-writing.ts";
import type { ExportContext } from "./export-writing.ts";
import { writeOutput } from "./write-output.ts";

/** Renders all exports but those of the runtime. */
export function renderExports(plan: ApiPlan, file: ProducerFile): string {
  const writer = new CodeWriter({ indentation: "    " });
  const context: ExportContext = { writer, plan, file };
  for (const module of flattenModules(plan.modules)) {
    renderObjects(module, context);
    for (const trait of listTraits(module, file)) renderTraitExports(trait, context);
    for (const listener of module.listeners) {
      const { all } = nameEvent(listener, file);
      const [callback, given] = (["callback", "context"] as const).map((role) =>
        nameSlot(listener.register.parameters, role),
      );
      writeExport(context, listener.register, () => writer.line(`${all}.add(${callback ?? ""}, ${given ?? ""})`));
      const id = listener.unregister.parameters.map(spellSlot).join(", ");
      writeExport(context, listener.unregister, () => writer.line(`${all}.remove(${id})`));
    }
  }
  return writer.toString();
}

function renderTraitExports(trait: AuthorTrait, context: ExportContext): void {
  const { file } = context;
  const { module, name, declaration } = trait;
  const path = `${file.modulePath(module.declaration.id, "implementation")}::${name}`;
  const traitPath = `${file.modulePath(module.declaration.id, "api")}::${name}`;
  for (const { call, name: functionName } of trait.functions) {
    const entry = { call, path, target: `<${path} as ${traitPath}>::${functionName}` };
    if (call.completion === "async") renderLaunch(entry, context);
    else renderSync(entry, { context, trait });
    if (call.completion === "iterator") renderIterator(call, context);
    if (call.completion === "stream") renderStream(call, context);
  }
  const plan = module.interfaces.find((one) => one.declaration === declaration);
  if (plan === undefined) return;
  writeExport(context, plan.destroy, () => {
    context.writer.line(`support::release(${selfSlot(plan.destroy)}.cast::<${path}>())`);
  });
}

interface Entry {
  readonly call: CallPlan;
  /** The author's type. */
  readonly path: string;
  /** The author's function. */
  readonly target: string;
}

/** Renders the reading of all parameters; gives the words of the author's call. */
function renderReading(entry: Entry, { writer, file, plan }: ExportContext, isLent: boolean): readonly string[] {
  const { call, path } = entry;
  const words: string[] = [];
  if (call.hasReceiver) {
    const read = isLent ? "object" : "share";
    writer.line(`let object = support::${read}::<${path}, _>("self", ${selfSlot(call.symbol)})?;`);
    words.push(isLent ? "object" : "&object");
  }
  const names = claimMembers(nameParameters(call), "function", ["given", "object", "cancel"]);
  for (const [index, parameter] of call.parameters.entries()) {
    words.push(renderParameter(parameter, names[index] ?? "", { writer, file, plan }, isLent));
  }
  if (takesToken(call)) words.push("cancel");
  return words;
}

function renderParameter(parameter: ParameterPlan, name: string, context: ExportContext, isLent: boolean): string {
  const { writer, file } = context;
  const { transfer, declaration } = parameter;
  if (transfer.kind === "callback") {
    const callback = file.plans.findCallback(transfer.type.id);
    writer.lines(renderCallbackReader(parameter, callback, file));
    return `&${nameSlot(parameter.slots, "callback")}`;
  }
  const read = readInput(parameter, file, isLent);
  const isCopied = !isLent && isWritable(parameter);
  writer.line(`let ${name} = ${read}${isCopied ? ".to_vec()" : ""};`);
  if (!isLent || !isImportedInterface(declaration.type, file)) return name;
  return declaration.type.kind === "optional" ? `${name}.as_deref()` : `&${name}`;
}

function renderSync(
  entry: Entry,
  { context, trait }: { readonly context: ExportContext; readonly trait: AuthorTrait },
): void {
  const { writer, file } = context;
  const { call, target } = entry;
  const isConstructor = trait.declaration !== undefined && call.symbol.role === "constructor";
  const body = new CodeWriter({ indentation: "    " });
  const words = renderReading(entry, { ...context, writer: body }, true);
  const called = `${target}(${words.join(", ")})?`;
  if (call.items !== undefined) {
    const kept = call.completion === "stream" ? "support::share_stream(items)" : "items";
    body.line(`let items = ${called};`).line(`Ok(given.object(${kept}))`);
  } else if (call.result.kind === "void") body.line(`${called};`).line("Ok(())");
  else {
    body.line(`let result = ${isConstructor ? `std::sync::Arc::new(${called})` : called};`);
    writeResult(body, { transfer: call.result, declared: call.symbol, file });
  }
  writeExport(context, call.symbol, () => writeGuarded(writer, call.symbol, body.toString()));
}

function renderLaunch(entry: Entry, context: ExportContext): void {
  const { writer, file } = context;
  const { call, target } = entry;
  const { callback, resultSlots = [] } = call.async ?? {};
  if (callback === undefined) throw new Error(`${call.symbol.symbol} has no callback`);
  const inner = new CodeWriter({ indentation: "    " });
  const words = renderReading(entry, { ...context, writer: inner }, false);
  inner.line(words.length === 0 ? `Ok(${target})` : `Ok(move || ${target}(${words.join(", ")}))`);
  const written = writeOutput(call.result, { value: "result", file });
  const slots = resultSlots.map((slot) => pickSlot(written, slot));
  writeExport(context, call.symbol, () => {
    const launch = { call, launcher: call.symbol, prepare: inner.toString(), prepared: written.prepared };
    writeLaunch(writer, { ...launch, slots, value: "result" });
  });
}

interface Launch {
  readonly call: CallPlan;
  /** The function of the header that launches. */
  readonly launcher: AbiFunction;
  readonly prepare: string;
  readonly prepared: readonly string[];
  readonly slots: readonly string[];
  readonly value: string;
}

function writeLaunch(writer: CodeWriter, { call, launcher, prepare, prepared, slots, value }: Launch): void {
  const slot = (role: AbiParameterRole): string => nameSlot(launcher.parameters, role);
  if (call.isCancellable) writer.line(`let cancel = support::CancelToken::new(${slot("cancel-token")});`);
  writer.line(`let Some(callback) = ${slot("callback")} else { return };`);
  writer.line(`let context = support::Context::new(${slot("context")});`);
  const names = slots.map((_, index) => `slot${String(index)}`);
  const complete = () => {
    const list = ["context.get()", "error", ...names].join(", ");
    const given = [...prepared, ...slots].some((line) => /\bgiven\./.test(line)) ? "given" : "_";
    const bound = slots.length === 0 ? "()" : value;
    const lines = prepare.trimEnd().split("\n");
    if (lines.length === 1) writer.line(`|| ${lines[0] ?? ""},`);
    else writer.block("|| {", () => writer.lines(lines), "},");
    const head = `|${given}, ${bound}|`;
    if (prepared.length === 0) writer.line(`${head} Ok(${tuple(slots)}),`);
    else writer.block(`${head} {`, () => writer.lines(prepared).line(`Ok(${tuple(slots)})`), "},");
    writer.line(`move |error, ${tuple(names)}| callback(${list}),`);
  };
  writer.block("support::launch(", complete, ")");
}

function tuple(items: readonly string[]): string {
  return items.length === 1 ? `(${items[0] ?? ""},)` : `(${items.join(", ")})`;
}

function renderIterator({ items }: CallPlan, context: ExportContext): void {
  if (items === undefined) return;
  const { file, writer } = context;
  const { next, destroy, item, itemType } = items;
  const type = withStandardPaths(`support::Items<${file.type(itemType)}>`);
  const written = writeOutput(item, { value: "result", file });
  const body = new CodeWriter({ indentation: "    " });
  body.line(`let items = support::object_mut::<${type}, _>("iter", ${selfSlot(next)})?;`);
  body.line("let Some(result) = items.next().transpose()? else { return Ok(0) };").lines(written.prepared);
  for (const outSlot of next.parameters) {
    const { role, type: slotType } = outSlot;
    if (!role.startsWith("out-") || role === "out-error") continue;
    const isConst = slotType.kind === "pointer" && slotType.to.kind === "pointer" && slotType.to.isConst;
    const cast = isConst && item.kind !== "string" && role !== "out-length" ? ".cast_const()" : "";
    body.line(`*${spellSlot(outSlot)} = ${pickSlot(written, { role })}${cast};`);
  }
  body.line("Ok(1)");
  writeExport(context, next, () => writeGuarded(writer, { ...next, parameters: errorOnly(next) }, body.toString()));
  writeExport(context, destroy, () => {
    writer.line(`support::destroy(${selfSlot(destroy)}.cast::<${type}>())`);
  });
}

function errorOnly({ parameters }: AbiFunction): AbiFunction["parameters"] {
  return parameters.filter(({ role }) => role === "out-error");
}

function renderStream(call: CallPlan, context: ExportContext): void {
  const { items } = call;
  if (items === undefined) return;
  const { file, writer } = context;
  const { next, destroy, item, itemType, nextSlots } = items;
  const type = withStandardPaths(`support::SharedStream<${file.type(itemType)}>`);
  const written = writeOutput(item, { value: "result", file });
  const slots = nextSlots.map((slot) => pickSlot(written, slot));
  const prepare = new CodeWriter();
  prepare.line(`let stream = support::object::<${type}, _>("stream", ${selfSlot(next)})?.clone();`);
  const token = call.isCancellable ? "cancel" : "support::CancelToken::none()";
  prepare.line(`Ok(move || support::next_item(&stream, ${token}))`);
  writeExport(context, next, () => {
    const zeros = slots.map(() => "std::mem::zeroed()");
    const prepared = [
      `let Some(result) = result else { return Ok(${tuple(["false", ...zeros])}) };`,
      ...written.prepared,
    ];
    const launch = { call, launcher: next, prepare: prepare.toString(), prepared };
    writeLaunch(writer, { ...launch, slots: ["true", ...slots], value: "result" });
  });
  writeExport(context, destroy, () => {
    writer.line(`support::destroy(${selfSlot(destroy)}.cast::<${type}>())`);
  });
}
