/** What an author writes in Go: a function for each of the document's, and for each interface a type with its methods. */
import { claimMembers } from "../../languages/go/names.ts";
import type { ApiDeclaration } from "../../model/index.ts";
import type { CallPlan, InterfacePlan, ModulePlan } from "../../plan/plan-model.ts";
import type { ProducerGoFile } from "./producer-go-file.ts";

/** A function or a method of the author. */
export interface AuthorFunction {
  readonly call: CallPlan;
  readonly name: string;
  /** The interface, for methods. */
  readonly receiver?: ApiDeclaration;
  /** Parameters and results, without the name. */
  readonly signature: string;
}

/** Lists what a module's author writes. */
export function listAuthored(module: ModulePlan, file: ProducerGoFile): readonly AuthorFunction[] {
  return [
    ...module.interfaces.flatMap((one) => listMembers(one, file)),
    ...module.functions.map((call) => describe(call, file.scope.find(call.declaration.id), file)),
  ];
}

function listMembers(
  { declaration, constructors, methods, statics }: InterfacePlan,
  file: ProducerGoFile,
): readonly AuthorFunction[] {
  const names = nameMethods(methods);
  return [
    ...[...constructors, ...statics].map((call) => describe(call, file.scope.findFactory(call.declaration.id), file)),
    ...methods.map((call, index) => ({ ...describe(call, names[index] ?? "", file), receiver: declaration })),
  ];
}

/** Names of the methods of an interface. */
export function nameMethods(methods: readonly CallPlan[]): readonly string[] {
  return claimMembers(methods.map(({ declaration }) => declaration.name));
}

function describe(call: CallPlan, name: string, file: ProducerGoFile): AuthorFunction {
  return { call, name, signature: renderSignature(call, file) };
}

/** Renders the parameters and results of the author's function. */
export function renderSignature(call: CallPlan, file: ProducerGoFile): string {
  const names = file.scope.claimParameters(call.parameters.map(({ declaration }) => declaration.name));
  const list = call.parameters.map(({ declaration }, index) => `${names[index] ?? ""} ${file.type(declaration.type)}`);
  if (takesContext(call)) {
    file.use("context");
    list.unshift("ctx context.Context");
  }
  const result = renderResult(call, file);
  return `(${list.join(", ")}) ${result === undefined ? "error" : `(result ${result}, err error)`}`;
}

/** Whether the author's function is told of cancellation; requests of streams are told one by one. */
export function takesContext({ isCancellable, completion }: CallPlan): boolean {
  return isCancellable && completion === "async";
}

/** The type of a result, if there is one. */
export function renderResult({ resultType, items, completion }: CallPlan, file: ProducerGoFile): string | undefined {
  if (items !== undefined) {
    return file.type({ kind: completion === "stream" ? "stream" : "iterator", item: items.itemType });
  }
  return resultType === undefined ? undefined : file.type(resultType);
}
