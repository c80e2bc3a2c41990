/**
 * Renders `native.ts`: every type and function of the C header, as koine is told of them, under their C names; and the
 * library itself with its contract.
 */
import { CodeWriter } from "@koine/codegen";
import type { AbiFunction } from "../../abi/abi-model.ts";
import { findImportedSymbols } from "../../plan/imported-declarations.ts";
import type { ApiPlan, CallbackPlan, CallPlan, GetterPlan, ModulePlan } from "../../plan/plan-model.ts";
import type { DeclaredPlans } from "../declared-plans.ts";
import { flattenModules, listCalls } from "../plan-modules.ts";
import { Descriptors } from "./descriptors.ts";
import { renderList } from "./layout.ts";
import { toCamelCase } from "./names.ts";
import { toInternalModule } from "./package-names.ts";
import type { PackageNames } from "./package-names.ts";

/** One function as koine is told of it. */
interface NativeFunction {
  readonly symbol: string;
  readonly parameters: readonly string[];
  readonly parameterNames: readonly string[];
  readonly result: string;
}

const errorParameter = "c.pointer(NativeError)";

/** What the file is rendered from. */
export interface NativeSource {
  readonly plan: ApiPlan;
  readonly declared: DeclaredPlans;
  readonly location: PackageNames;
}

/**
 * Renders the whole file, without its banner.
 *
 * @param users The text of the files that use it.
 */
export function renderNativeFile(source: NativeSource, users: string): string {
  const { plan } = source;
  const writer = new CodeWriter();
  writer.doc("The native library: its types and functions under their C names, and its contract with this binding.");
  const body = renderBody(source);
  writer.line('import { c, openLibrary } from "koine";');
  if (body.includes("const library: Library<")) writer.line('import type { Library } from "koine";');
  renderImports(writer, plan, { body, users });
  writer.line('import { checkContract, ContractEntry } from "./support/contract.ts";');
  writer.line('import { ErrorSlots, NativeError } from "./support/errors.ts";');
  writer.line('import { locateLibrary } from "./support/locate-library.ts";');
  return `${writer.blank().toString()}\n${body}`;
}

interface NativeTexts {
  readonly body: string;
  readonly users: string;
}

/** Imports types of other packages, whose libraries are opened, and checked, before this one; gives on what others use. */
function renderImports(writer: CodeWriter, plan: ApiPlan, { body, users }: NativeTexts): void {
  const used = findImportedSymbols(plan, users);
  for (const [index, { from, types }] of findImportedSymbols(plan, body).entries()) {
    const module = JSON.stringify(toInternalModule(from, "native"));
    writer.line(types.length === 0 ? `import ${module};` : renderList("import { ", types, ` } from ${module};`));
    const given = used[index]?.types ?? [];
    if (given.length > 0) writer.line(renderList("export { ", given, ` } from ${module};`));
  }
}

function renderBody({ plan, declared, location }: NativeSource): string {
  const writer = new CodeWriter();
  const descriptors = new Descriptors(declared.flagBases);
  const modules = flattenModules(plan.modules);
  for (const symbol of listOpaques(plan, modules)) writer.line(`export const ${symbol} = c.opaque("${symbol}");`);
  renderStructs(writer, plan, descriptors);
  for (const module of modules) renderCallbacks(writer, module, descriptors);
  writer.blank();
  renderLibrary(writer, { plan, modules, descriptors, location });
  return writer.toString();
}

function listOpaques(plan: ApiPlan, modules: readonly ModulePlan[]): readonly string[] {
  const declared = plan.abi.modules.flatMap(({ types }) => types.filter(({ kind }) => kind === "opaque"));
  const items = modules.flatMap(listCalls).flatMap(({ items: one }) => (one === undefined ? [] : [one.native.symbol]));
  const builders = modules.flatMap(({ records }) => records.flatMap(({ builder }) => builder?.native.symbol ?? []));
  return [
    ...new Set([...declared.map(({ symbol }) => symbol), ...items, ...builders, plan.abi.runtime.cancelToken.symbol]),
  ];
}

function renderStructs(writer: CodeWriter, plan: ApiPlan, descriptors: Descriptors): void {
  for (const struct of plan.abi.structs) {
    writer.block(
      `export const ${struct.symbol} = c.struct("${struct.symbol}", {`,
      () => {
        for (const { name, type } of struct.members)
          writer.line(`${toCamelCase(name)}: ${descriptors.ofNative(type)},`);
      },
      "});",
    );
  }
}

function renderCallbacks(writer: CodeWriter, module: ModulePlan, descriptors: Descriptors): void {
  for (const callback of module.callbacks) {
    const { symbol } = callback.native;
    const signature = `[${[...callbackSlots(callback, descriptors), "c.pointer(c.void)"].join(", ")}], ${descriptors.ofResult(callback.result)}`;
    writer.line(`export const ${symbol} = c.callback(${signature});`);
    writer.line(`export const ${symbol}_kept = c.callback(${signature}, { lifetime: "until", threads: "any" });`);
  }
  for (const call of listCalls(module)) {
    const native = call.async?.callback ?? call.items?.nextCallback;
    if (native === undefined) continue;
    const result = call.async === undefined ? call.items?.item : call.result;
    const received = result === undefined ? [] : descriptors.ofReceived(result);
    const flag = call.async === undefined ? ["c.bool"] : [];
    const slots = ["c.pointer(c.void)", errorParameter, ...flag, ...received];
    writer.line(
      `export const ${native.symbol} = c.callback([${slots.join(", ")}], c.void, { lifetime: "once", threads: "any" });`,
    );
  }
}

function callbackSlots(callback: CallbackPlan, descriptors: Descriptors): readonly string[] {
  return callback.parameters.flatMap(({ transfer }) => descriptors.ofReceived(transfer));
}

interface LibrarySource {
  readonly plan: ApiPlan;
  readonly modules: readonly ModulePlan[];
  readonly descriptors: Descriptors;
  readonly location: PackageNames;
}

/** Functions that one object declares at most: TypeScript writes no longer types to declaration files (TS7056). */
const partLength = 400;

function renderLibrary(writer: CodeWriter, source: LibrarySource): void {
  const { plan, location } = source;
  const lines = listDeclarations(source);
  const open = `openLibrary(locateLibrary("${location.libraryName}", "${location.variable}"), {`;
  if (lines.length <= partLength) {
    writer.block(`const library = ${open}`, () => writer.lines(lines), "});");
    renderRuntime(writer, plan, { location, symbols: "{ symbols } = library" });
    return;
  }
  const parts = Array.from({ length: Math.ceil(lines.length / partLength) }, (_, part) => `functions${part}`);
  for (const [part, name] of parts.entries()) {
    const own = lines.slice(part * partLength, (part + 1) * partLength);
    writer.block(`const ${name} = {`, () => writer.lines(own), "};").blank();
  }
  const type = `Library<${parts.map((name) => `typeof ${name}`).join(" & ")}>`;
  writer.line(`const library: ${type} = ${open} ${parts.map((name) => `...${name}`).join(", ")} });`);
  renderRuntime(writer, plan, { location, symbols: `symbols: ${type}["symbols"] = library.symbols` });
}

function listDeclarations({ plan, modules, descriptors }: LibrarySource): readonly string[] {
  const { runtime } = plan.abi;
  const token = `c.pointer(${runtime.cancelToken.symbol})`;
  return [
    `${runtime.errorClear.symbol}: c.fn([${errorParameter}], c.void),`,
    `${runtime.freeString.symbol}: c.fn([c.pointer(c.char)], c.void),`,
    `${runtime.freeBytes.symbol}: c.fn([c.pointer(c.void), c.usize], c.void),`,
    `${runtime.cancelTokenCreate.symbol}: c.fn([], ${token}),`,
    `${runtime.cancelTokenCancel.symbol}: c.fn([${token}], c.void),`,
    `${runtime.cancelTokenDestroy.symbol}: c.fn([${token}], c.void),`,
    `${runtime.contract.symbol}: c.optional(c.fn([c.out(c.usize.number)], c.pointer(ContractEntry))),`,
    ...modules.flatMap((module) => listFunctions(module, descriptors)),
  ];
}

interface RuntimeNames {
  readonly location: PackageNames;
  /** What exports the library's functions. */
  readonly symbols: string;
}

function renderRuntime(writer: CodeWriter, { abi, contract }: ApiPlan, { location, symbols }: RuntimeNames): void {
  const { runtime } = abi;
  writer.blank();
  writer.line(`export const ${symbols};`);
  writer.line(`export const freeBytes = symbols.${runtime.freeBytes.symbol};`);
  writer.line(`export const freeString = symbols.${runtime.freeString.symbol};`);
  writer.line(`export const errors = new ErrorSlots(symbols.${runtime.errorClear.symbol});`);
  writer.block(
    "export const cancelTokens = {",
    () => {
      writer.line(`create: symbols.${runtime.cancelTokenCreate.symbol},`);
      writer.line(`cancel: symbols.${runtime.cancelTokenCancel.symbol},`);
      writer.line(`destroy: symbols.${runtime.cancelTokenDestroy.symbol},`);
    },
    "};",
  );
  writer.blank();
  writer.doc("What this binding was generated with.");
  writer.block(
    `checkContract("${location.libraryName}", [`,
    () => {
      for (const { path, hash } of contract) writer.line(`["${path}", 0x${hash.toString(16).padStart(16, "0")}n],`);
    },
    `], symbols.${runtime.contract.symbol});`,
  );
}

function listFunctions(module: ModulePlan, descriptors: Descriptors): readonly string[] {
  const declared = [
    ...listCalls(module).flatMap((call) => describeCall(call, descriptors)),
    ...listGetters(module).map((getter) => describeGetter(getter, descriptors)),
    ...listPlain(module).map((symbol) => describePlain(symbol, descriptors)),
    ...module.records.flatMap(({ builder }) =>
      (builder?.setters ?? []).map(({ symbol, parameter }) => ({
        symbol: symbol.symbol,
        parameters: [`c.pointer(${builder?.native.symbol ?? ""})`, ...descriptors.ofInput(parameter.transfer)],
        parameterNames: symbol.parameters.map(({ name }) => name),
        result: "c.void",
      })),
    ),
    ...module.listeners.map(({ callback, register }) => ({
      symbol: register.symbol,
      parameters: [`${callback.native.symbol}_kept`, "c.pointer(c.void)"],
      parameterNames: register.parameters.map(({ name }) => name),
      result: "c.u64",
    })),
  ];
  return declared.map(({ symbol, parameters, parameterNames, result }) => {
    const names = parameterNames.map((name) => JSON.stringify(toCamelCase(name))).join(", ");
    const options = parameters.length === 0 ? "" : `, { parameterNames: [${names}] }`;
    return `${symbol}: c.fn([${parameters.join(", ")}], ${result}${options}),`;
  });
}

/** Functions whose C types say everything: what ends an object, what begins a builder, tags, unregistering. */
function listPlain(module: ModulePlan): readonly AbiFunction[] {
  return [
    ...module.records.flatMap(({ destroy, builder }) =>
      builder === undefined ? [destroy] : [destroy, builder.create, builder.destroy],
    ),
    ...module.richEnums.flatMap(({ tag, destroy }) => [tag, destroy]),
    ...module.interfaces.map(({ destroy }) => destroy),
    ...module.listeners.map(({ unregister }) => unregister),
    ...listCalls(module).flatMap(({ items }) => (items === undefined ? [] : [items.destroy])),
  ];
}

function listGetters(module: ModulePlan): readonly GetterPlan[] {
  return [
    ...module.records.flatMap(({ getters }) => getters),
    ...module.richEnums.flatMap(({ variants }) => variants.flatMap(({ getters }) => getters)),
  ];
}

function describePlain({ symbol, parameters, result }: AbiFunction, descriptors: Descriptors): NativeFunction {
  return {
    symbol,
    parameters: parameters.map(({ type }) => descriptors.ofNative(type)),
    parameterNames: parameters.map(({ name }) => name),
    result: descriptors.ofNative(result),
  };
}

function describeGetter({ symbol, result }: GetterPlan, descriptors: Descriptors): NativeFunction {
  const [self] = symbol.parameters;
  return {
    symbol: symbol.symbol,
    parameters: [self === undefined ? "c.void" : descriptors.ofNative(self.type), ...descriptors.ofOutputs(result)],
    parameterNames: symbol.parameters.map(({ name }) => name),
    result: descriptors.ofResult(result),
  };
}

function describeCall(call: CallPlan, descriptors: Descriptors): readonly NativeFunction[] {
  const { symbol, parameters, items } = call;
  const [receiver] = symbol.parameters;
  const self = call.hasReceiver && receiver !== undefined ? [descriptors.ofNative(receiver.type)] : [];
  const inputs = [...self, ...parameters.flatMap(({ transfer }) => descriptors.ofInput(transfer))];
  const launched: NativeFunction = {
    symbol: symbol.symbol,
    parameters: [...inputs, ...describeTail(call, descriptors)],
    parameterNames: symbol.parameters.map(({ name }) => name),
    result: describeResult(call, descriptors),
  };
  if (items === undefined) return [launched];
  const tail =
    items.nextCallback === undefined
      ? [...descriptors.ofReceived(items.item).map((slot) => `c.out(${slot})`), errorParameter]
      : [...tokenParameter(items.next, descriptors), items.nextCallback.symbol, "c.pointer(c.void)"];
  const next: NativeFunction = {
    symbol: items.next.symbol,
    parameters: [`c.pointer(${items.native.symbol})`, ...tail],
    parameterNames: items.next.parameters.map(({ name }) => name),
    result: descriptors.ofNative(items.next.result),
  };
  return [launched, next];
}

function describeTail(call: CallPlan, descriptors: Descriptors): readonly string[] {
  if (call.async !== undefined) {
    return [...tokenParameter(call.symbol, descriptors), call.async.callback.symbol, "c.pointer(c.void)"];
  }
  const failure = call.failure.kind === "none" ? [] : [errorParameter];
  return [...descriptors.ofOutputs(call.result), ...failure];
}

function describeResult(call: CallPlan, descriptors: Descriptors): string {
  if (call.async !== undefined) return "c.void";
  return call.items === undefined ? descriptors.ofResult(call.result) : `c.pointer(${call.items.native.symbol})`;
}

function tokenParameter({ parameters }: AbiFunction, descriptors: Descriptors): readonly string[] {
  return parameters.filter(({ role }) => role === "cancel-token").map(({ type }) => descriptors.ofNative(type));
}
