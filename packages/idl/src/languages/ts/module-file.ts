/**
 * One generated module while it is rendered: its names, and what it turned out to import. The imports are written last, above
 * everything else.
 */
import type { DeclarationId } from "../../model/index.ts";
import type { ApiPlan, CallbackPlan, ModulePlan } from "../../plan/plan-model.ts";
import type { ModuleNames } from "../module-names.ts";
import { flattenModules } from "../plan-modules.ts";
import { Descriptors } from "./descriptors.ts";
import { renderList } from "./layout.ts";
import { moduleFile } from "./names.ts";
import { flagBases } from "./native-file.ts";

/** The files of support code, by what they export. */
const supportFiles: Readonly<Record<string, string>> = {
  NativeObject: "native-object",
  NativeState: "native-object",
  adopt: "native-object",
  adoptOrNull: "native-object",
  lendOrNull: "native-object",
  lend: "native-object",
  native: "native-object",
  requireObject: "native-object",
  requireObjectOrNull: "native-object",
  CallbackFailure: "callback-failure",
  requireFunction: "callback-failure",
  takeBack: "native-object",
  ItemIterator: "iteration",
  ItemStream: "iteration",
  NativeIterator: "iteration",
  NativeStream: "iteration",
  Subscription: "subscription",
  ApiError: "errors",
  throwReceived: "errors",
  ToError: "errors",
  CancelOptions: "asynchronous",
  toApiError: "errors",
  startAsync: "asynchronous",
};

/** Names that only types are imported under. */
const typeOnly: ReadonlySet<string> = new Set([
  "CancelOptions",
  "NativeIterator",
  "NativeState",
  "NativeStream",
  "ToError",
]);

/** The file of a module. */
export class ModuleFile {
  readonly plan: ApiPlan;
  readonly module: ModulePlan;
  readonly names: ModuleNames;
  readonly descriptors: Descriptors;
  readonly #file: string;
  readonly #imports = new Map<string, Set<string>>();

  constructor(plan: ApiPlan, module: ModulePlan, names: ModuleNames) {
    this.plan = plan;
    this.module = module;
    this.names = names;
    this.descriptors = new Descriptors(flagBases(plan));
    this.#file = moduleFile(module);
  }

  /** The identifier of a declared type or function; it is imported where it is declared elsewhere. */
  readonly findName = (id: DeclarationId): string => {
    const { file, identifier } = this.names.find(id);
    if (file !== this.#file) this.#import(`./${file}.ts`, identifier);
    return identifier;
  };

  /** The function that turns functions of a callback's type into what C calls; it is beside the type. */
  findAdapter(id: DeclarationId): string {
    const { file, identifier } = this.names.find(id);
    const adapter = `adapt${identifier}`;
    if (file !== this.#file) this.#import(`./${file}.ts`, adapter);
    return adapter;
  }

  /** The plan of a callback. */
  findCallback(id: DeclarationId): CallbackPlan {
    const callbacks = flattenModules(this.plan.modules).flatMap((module) => module.callbacks);
    const found = callbacks.find(({ declaration }) => declaration.id === id);
    if (found === undefined) throw new Error(`${id} is no callback`);
    return found;
  }

  /** The identifier of support code. */
  support(name: string): string {
    this.#import(`./support/${supportFiles[name] ?? "values"}.ts`, name);
    return name;
  }

  /** The identifier of something in `native.ts`. */
  native(name: string): string {
    this.#import("./native.ts", name);
    return name;
  }

  /** The import statements, sorted. */
  renderImports(): readonly string[] {
    return [...this.#imports]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([from, names]) => {
        const sorted = [...names].toSorted();
        const values = sorted.filter((name) => !typeOnly.has(name));
        const types = sorted.filter((name) => typeOnly.has(name));
        return [
          ...(values.length === 0 ? [] : [renderList("import { ", values, ` } from "${from}";`)]),
          ...(types.length === 0 ? [] : [renderList("import type { ", types, ` } from "${from}";`)]),
        ];
      });
  }

  #import(from: string, name: string): void {
    const names = this.#imports.get(from) ?? new Set();
    this.#imports.set(from, names.add(name));
  }
}
