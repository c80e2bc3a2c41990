/** Renders what has no native side of its own: enums, flags, structs, aliases, constants, errors, callbacks. */
import type { CodeWriter } from "@koine/codegen";
import { toPascalCase } from "../../abi/symbol-names.ts";
import type { ApiConstant } from "../../model/index.ts";
import type { CallbackPlan, EnumPlan, ErrorDomainPlan, FlagsPlan, StructPlan } from "../../plan/plan-model.ts";
import type { TransferOut } from "../../plan/transfer.ts";
import { renderConstant } from "./constants.ts";
import { renderDoc } from "./documentation.ts";
import { packName } from "./marshal-in.ts";
import { renderOutput } from "./marshal-out.ts";
import type { ModuleFile } from "./module-file.ts";
import { toCamelCase } from "./names.ts";
import { nameReceived } from "./render-call.ts";
import { renderType } from "./types.ts";

/** Renders an enum: its values as an object, and the union of them as a type of the same name. */
export function renderEnum(writer: CodeWriter, { declaration }: EnumPlan, file: ModuleFile): void {
  const name = file.findName(declaration.id);
  renderDoc(writer, declaration);
  writer.block(
    `export const ${name} = {`,
    () => {
      for (const variant of declaration.variants) {
        renderDoc(writer, variant);
        writer.line(`${toPascalCase(variant.name)}: ${String(variant.value)},`);
      }
    },
    "} as const;",
  );
  writer.line(`export type ${name} = (typeof ${name})[keyof typeof ${name}];`);
}

/** Renders flags: each bit by its name; values are combined with `|`. */
export function renderFlags(writer: CodeWriter, { declaration }: FlagsPlan, file: ModuleFile): void {
  const name = file.findName(declaration.id);
  const isWide = declaration.base === "u64";
  renderDoc(writer, declaration);
  writer.block(
    `export const ${name} = {`,
    () => {
      for (const flag of declaration.members) {
        renderDoc(writer, flag);
        writer.line(`${toPascalCase(flag.name)}: ${String(flag.value)}${isWide ? "n" : ""},`);
      }
    },
    "} as const;",
  );
  writer.line(`export type ${name} = ${isWide ? "bigint" : "number"};`);
}

/** Renders a struct by value: a plain object. */
export function renderStruct(writer: CodeWriter, { declaration }: StructPlan, file: ModuleFile): void {
  renderDoc(writer, declaration);
  writer.block(
    `export interface ${file.findName(declaration.id)} {`,
    () => {
      for (const field of declaration.fields) {
        renderDoc(writer, field);
        const isArray = field.type.kind === "array";
        const type = renderType(field.type, "out", file.findName);
        writer.line(`${toCamelCase(field.name)}: ${isArray ? "readonly " : ""}${type};`);
      }
    },
    "}",
  );
}

/** Renders a constant. */
export function renderConstantDeclaration(writer: CodeWriter, constant: ApiConstant, file: ModuleFile): void {
  renderDoc(writer, constant);
  writer.line(`export const ${file.findName(constant.id)} = ${renderConstant(constant.value, file, constant.type)};`);
}

/** Renders the class of a domain's errors; which of them it is, is in `kind`. */
export function renderErrorDomain(writer: CodeWriter, { declaration }: ErrorDomainPlan, file: ModuleFile): void {
  const name = file.findName(declaration.id);
  writer.doc(`What an error of ${name} can be, by its code: its kind, and its message where the library gives none.`);
  writer.block(
    `const ${name}Kinds = new Map<number, readonly [kind: string, message: string]>([`,
    () => {
      for (const { code, name: kind, message } of declaration.codes)
        writer.line(`[${String(code)}, [${JSON.stringify(kind)}, ${JSON.stringify(message)}]],`);
    },
    "]);",
  );
  writer.blank();
  renderDoc(writer, declaration);
  writer.block(
    `export class ${name} extends ${file.support("ApiError")} {`,
    () => {
      writer.doc("Which error it is; `null` for one that the document does not name.");
      const kinds = declaration.codes.map((one) => JSON.stringify(one.name)).join(" | ");
      writer.line(`readonly kind: ${kinds === "" ? "null" : `${kinds} | null`};`);
      writer.blank();
      writer.block(
        "constructor(message: string, code: number) {",
        () => {
          writer.line("super(message, code);");
          writer.line(`this.kind = (${name}Kinds.get(code)?.[0] ?? null) as ${name}["kind"];`);
        },
        "}",
      );
      writer.blank();
      writer.doc("Makes the error for a code; codes of no domain stay errors of the library.");
      writer.block(
        `static readonly from: ${file.support("ToError")} = (code, message) => {`,
        () => {
          writer.line(`const known = ${name}Kinds.get(code);`);
          const other = `${file.support("toApiError")}(code, message)`;
          writer.line(`return known === undefined ? ${other} : new ${name}(message ?? known[1], code);`);
        },
        "};",
      );
    },
    "}",
  );
  writer.line(
    `Object.defineProperty(${name}.prototype, "name", { value: "${name}", configurable: true, writable: true });`,
  );
}

/** Renders the type of a callback. */
export function renderCallbackType(writer: CodeWriter, { declaration }: CallbackPlan, file: ModuleFile): void {
  const list = declaration.parameters.map(
    (one) => `${toCamelCase(one.name)}: ${renderType(one.type, "out", file.findName)}`,
  );
  const resultType = declaration.result === undefined ? "void" : renderType(declaration.result, "in", file.findName);
  renderDoc(writer, declaration);
  writer.line(`export type ${file.findName(declaration.id)} = (${list.join(", ")}) => ${resultType};`);
}

interface GivenOptions {
  readonly name: string;
  readonly file: ModuleFile;
}

/** The statement that gives C what the function gave; checked first, so that a mistake ends the call as an exception does. */
function renderGiven(result: TransferOut, call: string, { name, file }: GivenOptions): string {
  if (result.kind !== "value") return `${call};`;
  const { type, native } = result;
  if (type.kind === "struct" && native.kind === "named") return `return ${file.native(native.symbol)}.create(${call});`;
  const check = `${file.support("pack")}.${packName(type, native, file)}`;
  return `return ${file.support("checkOne")}(${check}, ${call}, ${JSON.stringify(`${name}: the result`)});`;
}

/** Renders what turns a function of a callback's type into one for C. */
export function renderCallback(writer: CodeWriter, callback: CallbackPlan, file: ModuleFile): void {
  const { declaration, parameters, result } = callback;
  const name = file.findName(declaration.id);
  const received = parameters.map(({ declaration: one, transfer }) => ({
    transfer,
    ...nameReceived(transfer, one.name, `$${toCamelCase(one.name)}`),
  }));
  writer.doc(`Turns a function of the type {@link ${name}} into what the library calls.`);
  writer.block(
    `export function ${file.findAdapter(declaration.id)}(callback: ${name}) {`,
    () => {
      writer.line(`${file.support("requireFunction")}(callback, ${JSON.stringify(name)});`);
      const native = `Parameters<Parameters<typeof ${file.native(`${callback.native.symbol}_kept`)}.create>[0]>`;
      const names = received.flatMap((one) => one.names);
      writer.block(
        `return (...[${names.join(", ")}]: ${native}) => {`,
        () => {
          const values = received.map((one) => renderOutput(one.transfer, one.received, file));
          const call = renderGiven(result, `callback(${values.join(", ")})`, { name, file });
          writer.line(`const lent = ${file.support("enterCallback")}();`);
          writer.block("try {", () => writer.line(call), "} finally {");
          writer.indent(() => writer.line(`${file.support("leaveCallback")}(lent);`)).line("}");
        },
        "};",
      );
    },
    "}",
  );
}
