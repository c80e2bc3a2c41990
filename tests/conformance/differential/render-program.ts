/**
 * The C side of the differential tests: for each signature a recorder `f0`, which copies what it gets to `received`, writes
 * through its pointers what `outgoing` holds and returns what `answer` holds; a caller `g0`, which calls a function pointer with
 * what `given` holds and copies its result to `answered`; and `d0`, in which the one calls the other.
 */
import { layoutOf, typeName } from "@koine/ctypes";
import { currentBackend } from "koine";
import type { CType } from "koine";
import { sharedText } from "#oracle/random-signature";
import { textByteLength } from "./signature-shape.ts";
import type { Parameter, Signature } from "./signature-shape.ts";

/** Names of the memory that both sides see; `<name>_address` gives where each is. */
export const memoryNames = ["received", "given", "outgoing", "answer", "answered"] as const;

/** Options besides those of all test libraries: odd structs are what is wanted here. */
export const compilerOptions: readonly string[] = ["-w", "-Dbool=_Bool"];

/** Renders the functions of all signatures. */
export function renderProgram(signatures: readonly Signature[]): string {
  return [
    "#include <stdarg.h>",
    "#include <stddef.h>",
    "#include <string.h>",
    ...memoryNames.flatMap((name) => [
      `static __attribute__((aligned(64))) unsigned char ${name}[${memoryByteLength(signatures)}];`,
      `void *${name}_address(void) { return ${name}; }`,
    ]),
    // Out of the sight of gcc, which takes the alignment of its own variables for granted.
    "__attribute__((noipa)) static size_t address_of(const void *place) { return (size_t)place; }",
    sharedText,
    ...signatures.flatMap((signature, index) => renderSignature(signature, index)),
    "",
  ].join("\n");
}

/** Bytes of each memory. */
export function memoryByteLength(signatures: readonly Signature[]): number {
  return Math.max(64, ...signatures.flatMap((signature) => [signature.byteLength, signature.resultByteLength]));
}

/** Renders the declarations and the functions of one signature. */
export function renderSignature(signature: Signature, index: number): readonly string[] {
  const { parameters, result } = signature;
  const resultType = typeText(result);
  const { isVariadic } = signature.functionType;
  const fixed = parameters.filter(({ isExtra }) => !isExtra);
  const rest = isVariadic ? ["..."] : [];
  const declared = [...fixed.map((parameter, at) => `${parameterText(parameter)} a${at}`), ...rest];
  const types = [...fixed.map(parameterText), ...rest].join(", ") || "void";
  return [
    signature.text,
    ...parameters.flatMap(renderSizeCheck),
    `${resultType} f${index}(${declared.join(", ") || "void"}) {`,
    ...(isVariadic ? [`  va_list list; va_start(list, a${fixed.length - 1});`] : []),
    ...parameters.flatMap((parameter, at) => (parameter.isExtra ? [`  ${renderExtra(parameter, `a${at}`)}`] : [])),
    ...parameters.map((parameter, at) => `  ${renderRecord(parameter, `a${at}`)}`),
    ...renderAnswer(result, resultType),
    "}",
    `void g${index}(${resultType} (*callback)(${types})) {`,
    ...parameters.map((parameter, at) => `  ${renderTake(parameter, `a${at}`)}`),
    `  ${renderCall(result, resultType, `callback(${parameters.map((_, at) => `a${at}`).join(", ")})`)}`,
    "}",
    `void d${index}(void) { g${index}(f${index}); }`,
  ];
}

function renderSizeCheck({ passing, type, byteLength }: Parameter): string[] {
  if (passing === "text" || passing === "bytes") return [];
  return [`_Static_assert(sizeof(${typeText(type)}) == ${byteLength}, "size");`];
}

/** @see C17 6.5.2.2p6: narrow integers arrive as `int`, and `float` as `double` */
function renderExtra(parameter: Parameter, name: string): string {
  const type = parameterText(parameter);
  const { kind } = parameter.type;
  const isNarrow = (kind === "integer" || kind === "bool") && parameter.byteLength < 4;
  const isFloat = kind === "float" && parameter.byteLength === 4;
  if (parameter.passing !== "value" || !(isNarrow || isFloat)) return `${type} ${name} = va_arg(list, ${type});`;
  return `${type} ${name} = (${type})va_arg(list, ${isFloat ? "double" : "int"});`;
}

function renderRecord({ passing, type, byteOffset, byteLength }: Parameter, name: string): string {
  const place = `received + ${byteOffset}`;
  switch (passing) {
    case "value":
      return `memcpy(${place}, &${name}, ${byteLength});${renderAlignmentCheck(type, name)}`;
    case "text":
      return `if (${name}) strcpy((char *)${place}, ${name});`;
    case "out":
      return `memcpy(${name}, outgoing + ${byteOffset}, ${byteLength});`;
    default:
      return `memcpy(${place}, ${name}, ${byteLength}); memcpy(${name}, outgoing + ${byteOffset}, ${byteLength});`;
  }
}

/** What does not lie where its type wants ends the process. */
function renderAlignmentCheck(type: CType, name: string): string {
  const { alignment, byteLength } = layoutOf(type, currentBackend().target);
  if (alignment <= 16 || byteLength === 0) return "";
  return ` if (address_of(&${name}) % ${alignment}) __builtin_trap();`;
}

function renderAnswer(result: CType, type: string): string[] {
  if (result.kind === "void") return [];
  if (result.kind === "string") return ["  return (const char *)answer;"];
  return [`  ${type} r; memcpy(&r, answer, sizeof r); return r;`];
}

function renderTake(parameter: Parameter, name: string): string {
  const type = parameterText(parameter);
  const place = `given + ${parameter.byteOffset}`;
  if (parameter.passing !== "value") return `${type} ${name} = (${type})(${place});`;
  return `${type} ${name}; memcpy(&${name}, ${place}, sizeof ${name});`;
}

function renderCall(result: CType, type: string, call: string): string {
  if (result.kind === "void") return `${call};`;
  if (result.kind === "string") return `${type} r = ${call}; if (r) memcpy(answered, r, ${textByteLength});`;
  return `${type} r = ${call}; memcpy(answered, &r, sizeof r);`;
}

function parameterText({ passing, type }: Parameter): string {
  if (passing === "text") return "const char *";
  if (passing === "bytes") return "unsigned char *";
  return passing === "value" ? typeText(type) : `__typeof__(${typeName(type)}) *`;
}

function typeText(type: CType): string {
  return type.kind === "void" ? "void" : `__typeof__(${typeName(type)})`;
}
