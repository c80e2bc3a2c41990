/** What an author implements: for each module a trait of its functions, for each interface one of its members. */
import type { CodeWriter } from "@koine/codegen";
import { renderDoc } from "../../languages/rust/documentation.ts";
import { claimMembers, createLocals } from "../../languages/rust/names.ts";
import type { ApiDeclaration, ApiType } from "../../model/index.ts";
import type { CallPlan, InterfacePlan, ModulePlan, ParameterPlan } from "../../plan/plan-model.ts";
import type { ProducerFile } from "./producer-file.ts";
import { isWritable } from "./read-input.ts";

/** One function of a trait. */
export interface AuthorFunction {
  readonly call: CallPlan;
  readonly name: string;
  /** Without a body. */
  readonly signature: string;
}

/** A trait, and the type of the author that implements it. */
export interface AuthorTrait {
  readonly module: ModulePlan;
  /** The interface, for its members. */
  readonly declaration?: ApiDeclaration;
  /** The name in its module, which is also that of the author's type in his. */
  readonly name: string;
  readonly functions: readonly AuthorFunction[];
}

/** Lists the traits of a module. */
export function listTraits(module: ModulePlan, file: ProducerFile): readonly AuthorTrait[] {
  const traits = module.interfaces.map((one) => describeInterface(module, one, file));
  if (module.functions.length === 0) return traits;
  return [...traits, describeFunctions(module, file)];
}

function describeInterface(module: ModulePlan, plan: InterfacePlan, file: ProducerFile): AuthorTrait {
  const { declaration, constructors, methods, statics } = plan;
  const calls = [...constructors, ...methods, ...statics];
  const names = claimMembers(
    calls.map((call) => call.declaration.name),
    "function",
  );
  const functions = calls.map((call, index) => {
    const name = names[index] ?? "";
    const isConstructor = constructors.includes(call);
    return { call, name, signature: renderSignature(call, name, { file, isConstructor }) };
  });
  return { module, declaration, name: lastName(file.name(declaration.id)), functions };
}

function describeFunctions(module: ModulePlan, file: ProducerFile): AuthorTrait {
  const functions = module.functions.map((call) => {
    const name = lastName(file.name(call.declaration.id));
    return { call, name, signature: renderSignature(call, name, { file, isConstructor: false }) };
  });
  return { module, name: nameFunctions(module, file), functions };
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf(":") + 1);
}

/** `Functions`, unless the document has a type of that name. */
function nameFunctions(module: ModulePlan, file: ProducerFile): string {
  const types = [...module.enums, ...module.flags, ...module.structs, ...module.records, ...module.richEnums];
  const others = [...module.interfaces, ...module.callbacks];
  const taken = new Set([...types, ...others].map(({ declaration }) => lastName(file.name(declaration.id))));
  return claimMembers(["Functions"], "type", [...taken])[0] ?? "";
}

/** Names of the parameters of the author's function. */
export function nameParameters({ parameters }: CallPlan): readonly string[] {
  return createLocals(parameters.map(({ declaration }) => declaration.name)).parameters;
}

function renderSignature(
  call: CallPlan,
  name: string,
  { file, isConstructor }: { readonly file: ProducerFile; readonly isConstructor: boolean },
): string {
  const names = nameParameters(call);
  const list = call.parameters.map((one, index) => `${names[index] ?? ""}: ${renderParameterType(one, call, file)}`);
  const receiver = call.hasReceiver ? ["&self"] : [];
  const token = takesToken(call) ? ["cancel: support::CancelToken"] : [];
  const result = isConstructor ? "Self" : renderResult(call, file);
  return `fn ${name}(${[...receiver, ...list, ...token].join(", ")}) -> Result<${result}, Error>`;
}

/** Whether the author's function is told of cancellation; requests of streams are told one by one. */
export function takesToken({ isCancellable, completion }: CallPlan): boolean {
  return isCancellable && completion === "async";
}

function renderParameterType(parameter: ParameterPlan, { completion }: CallPlan, file: ProducerFile): string {
  const { declaration } = parameter;
  if (isWritable(parameter) && completion !== "async") {
    const item = declaration.type.kind === "list" ? file.type(declaration.type.item) : "u8";
    return `&mut [${item}]`;
  }
  if (completion !== "async") return file.type(declaration.type, "parameter");
  return isImportedInterface(declaration.type, file)
    ? file.type(declaration.type).replace(/^(Option<)?(.*?)(>?)$/, "$1support::Lent<$2>$3")
    : file.type(declaration.type);
}

/** Whether a type is an object of another document that cannot be copied, or none; while a call runs it stays the caller's. */
export function isImportedInterface(type: ApiType, file: ProducerFile): boolean {
  const item = type.kind === "optional" ? type.item : type;
  return item.kind === "interface" && file.crateOf(item.id) !== undefined;
}

function renderResult({ items, completion, resultType }: CallPlan, file: ProducerFile): string {
  if (items !== undefined) {
    const item = file.type(items.itemType);
    return completion === "stream" ? `Box<dyn support::Stream<${item}>>` : `support::Items<${item}>`;
  }
  return resultType === undefined ? "()" : file.type(resultType);
}

/** Renders a trait. */
export function renderTrait(writer: CodeWriter, { declaration, name, functions, module }: AuthorTrait): void {
  const isInterface = declaration !== undefined;
  renderDoc(writer, declaration ?? { doc: `The functions of the module \`${module.declaration.name}\`.` });
  const body = () => {
    for (const [index, { call, signature }] of functions.entries()) {
      if (index > 0) writer.blank();
      const { doc, since } = call.declaration;
      renderDoc(writer, { ...(doc === undefined ? {} : { doc }), ...(since === undefined ? {} : { since }) });
      writer.line(`${signature};`);
    }
  };
  const empty = functions.length === 0 ? "}" : "";
  const head = `pub trait ${name}${isInterface ? ": Sized + Send + Sync + 'static" : ""} {${empty}`;
  if (empty === "") writer.block(head, body, "}");
  else writer.line(head);
}
