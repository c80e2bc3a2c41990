/** Macros that Koine cannot calculate and a compiler can: `sizeof` a vector, built-in functions, offsets. */
import type { SkipReason, Spec, SpecConstant, SpecDeclaration, SpecSkipped, SpecValue } from "../spec/model.ts";
import type { SpecFloatName, SpecIntegerName, SpecType } from "../spec/type-model.ts";
import { textAnswer } from "./check-claims.ts";
import { floatAnswer, integerAnswer } from "./compiler.ts";
import type { Compiler } from "./compiler.ts";

const integerTypes = [
  "int",
  "unsigned int",
  "long",
  "unsigned long",
  "long long",
  "unsigned long long",
  "char",
  "signed char",
  "unsigned char",
  "short",
  "unsigned short",
] as const satisfies readonly SpecIntegerName[];
const floatTypes = ["float", "double", "long double"] as const satisfies readonly SpecFloatName[];
/** What a macro is, by the number that C chooses for its type; 0 is none of them. */
const kinds = ["other", "bool", "text", ...integerTypes, ...floatTypes] as const;
type Kind = (typeof kinds)[number];

/** Longer texts are no constants that a program would want. */
const longestText = 2 ** 16;

interface Candidate {
  readonly skipped: SpecSkipped;
  readonly kind: Kind;
}

/** Why macros were left out of which a compiler may know more. */
const reasons: ReadonlySet<SkipReason> = new Set(["macro-value", "beyond-numbers"]);

/** Adds constants for macros that were left out, and drops them from what was. */
export function fillConstants(spec: Spec, compiler: Compiler): Spec {
  const macros = spec.skipped.filter((item) => item.kind === "macro" && reasons.has(item.reason));
  const candidates = classifyMacros(macros, compiler);
  const constants = new Map(
    [
      ...fillIntegers(
        candidates.filter(({ kind }) => isIntegerKind(kind)),
        compiler,
      ),
      ...fillFloats(
        candidates.filter(({ kind }) => isFloatKind(kind)),
        compiler,
      ),
      ...fillTexts(
        candidates.filter(({ kind }) => kind === "text"),
        compiler,
      ),
    ].map((constant) => [constant.name, constant]),
  );
  const ordered = macros.flatMap(({ name }) => constants.get(name) ?? []);
  return {
    ...spec,
    declarations: insertConstants(spec, ordered),
    skipped: spec.skipped.filter((item) => !reasons.has(item.reason) || !constants.has(item.name)),
  };
}

const literals = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** What is more than an expression would not stay inside of the question. */
function isExpression(text: string): boolean {
  const code = text.replace(literals, "0").replace(/\s+/g, "");
  // Braces are those of a compound literal; others are statements.
  if (code === "" || /[;#"']|(?:^|[^)=,{])\{/.test(code)) return false;
  const open: string[] = [];
  for (const [bracket] of code.matchAll(/[()[\]{},]/g)) {
    const { [bracket]: end } = closing;
    if (bracket === ",") {
      // A list: Clang would take the last of it for its value.
      if (open.length === 0) return false;
    } else if (end !== undefined) open.push(end);
    else if (open.pop() !== bracket) return false;
  }
  return open.length === 0;
}

function classifyMacros(macros: readonly SpecSkipped[], compiler: Compiler): readonly Candidate[] {
  if (macros.length === 0) return [];
  const expansions = compiler.expand(macros.map(({ name }) => name));
  const undeclared = compiler.findUndeclared([...new Set(expansions.filter((text) => /^[A-Za-z_]\w*$/.test(text)))]);
  const expressions = macros.filter((_macro, place) => {
    const { [place]: text = "" } = expansions;
    return isExpression(text) && !undeclared.has(text);
  });
  const choices = kinds.flatMap((kind, place) => {
    if (kind === "other") return `default: ${place}`;
    if (kind === "text") return [`char *: ${place}`, `const char *: ${place}`];
    return `${kind === "bool" ? "_Bool" : kind}: ${place}`;
  });
  const answers = compiler.ask(
    expressions.map(({ name }) => `_Generic((${name}), ${choices.join(", ")})`),
    integerAnswer,
  );
  return expressions.flatMap((skipped, place) => {
    const kind = kinds[answers[place]?.[0] ?? 0] ?? "other";
    return kind === "other" ? [] : [{ skipped, kind }];
  });
}

function isFloatKind(kind: Kind): kind is (typeof floatTypes)[number] {
  return floatTypes.some((name) => name === kind);
}

function isIntegerKind(kind: Kind): boolean {
  return kind !== "text" && kind !== "other" && !isFloatKind(kind);
}

function fillIntegers(candidates: readonly Candidate[], compiler: Compiler): readonly SpecConstant[] {
  const names = candidates.map(({ skipped }) => `(${skipped.name})`);
  const answers = compiler.ask(names, integerAnswer);
  const signs = compiler.ask(
    names.map((name, place) => (answers[place] === undefined ? "0" : `${name} < 0`)),
    integerAnswer,
  );
  return candidates.flatMap(({ skipped, kind }, place) => {
    const bytes = answers[place];
    if (bytes === undefined) return [];
    const bits = viewOf(bytes).getBigUint64(0, true);
    const value = signs[place]?.[0] === 1 ? BigInt.asIntN(64, bits) : bits;
    return [toConstant(skipped, { kind: "integer", value }, typeOf(kind))];
  });
}

function fillFloats(candidates: readonly Candidate[], compiler: Compiler): readonly SpecConstant[] {
  const answers = compiler.ask(
    candidates.map(({ skipped }) => `(double)(${skipped.name})`),
    floatAnswer,
  );
  const wide = candidates.filter(({ kind }) => kind === "long double");
  const areHeld = compiler.ask(
    wide.map(({ skipped }) => doubleHolds(`(${skipped.name})`)),
    integerAnswer,
  );
  const lost = new Set(wide.filter((_candidate, place) => areHeld[place]?.[0] !== 1));
  return candidates.flatMap((candidate, place) => {
    const { skipped, kind } = candidate;
    const bytes = answers[place];
    if (bytes === undefined || lost.has(candidate)) return [];
    return [toConstant(skipped, { kind: "float", value: viewOf(bytes).getFloat64(0, true) }, typeOf(kind))];
  });
}

/** Asks whether a double comes near to a `long double`: such as `LDBL_MAX` would be infinite, and `LDBL_MIN` zero. */
function doubleHolds(value: string): string {
  const isSame = `(long double)(double)${value} == ${value} || ${value} != ${value}`;
  const isBetween = `${value} <= 1.7976931348623157e308L && ${value} >= -1.7976931348623157e308L`;
  return `${isSame} || (${isBetween} && (double)${value} != 0)`;
}

/** Only literals initialize arrays (C17 6.7.9p14); their size is that of the macro. */
function fillTexts(candidates: readonly Candidate[], compiler: Compiler): readonly SpecConstant[] {
  const sizes = compiler
    .ask(
      candidates.map(({ skipped }) => `sizeof(${skipped.name})`),
      integerAnswer,
    )
    .map((bytes) => (bytes === undefined ? 0 : Number(viewOf(bytes).getBigUint64(0, true))));
  const short = candidates.filter((_candidate, place) => (sizes[place] ?? 0) <= longestText);
  const answers = compiler.ask(
    short.map(({ skipped }) => skipped.name),
    textAnswer(Math.max(1, ...sizes.filter((size) => size <= longestText))),
  );
  return short.flatMap(({ skipped }, place) => {
    const bytes = answers[place];
    if (bytes === undefined) return [];
    const byteLength = sizes[candidates.findIndex((candidate) => candidate.skipped === skipped)] ?? 1;
    const type: SpecType = { kind: "array", element: typeOf("char"), length: byteLength, qualifiers: [] };
    return [toConstant(skipped, toText(bytes.subarray(0, byteLength - 1)), type)];
  });
}

/** Bytes that are no UTF-8 stay bytes. */
function toText(bytes: Uint8Array): SpecValue {
  try {
    return { kind: "string", text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { kind: "bytes", bytes: Uint8Array.from(bytes) };
  }
}

function typeOf(kind: Kind): SpecType {
  if (kind === "bool") return { kind: "bool", qualifiers: [] };
  if (isFloatKind(kind)) return { kind: "float", name: kind, qualifiers: [] };
  if (kind === "text" || kind === "other") throw new Error(`${kind} is no arithmetic type`);
  return { kind: "integer", name: kind, qualifiers: [] };
}

function toConstant({ name, file }: SpecSkipped, value: SpecValue, type: SpecType): SpecConstant {
  return Object.freeze({ kind: "constant", name, file, value, type, isProbed: true });
}

/** Behind the last declaration of the header that defines them; those of headers without any are last. */
function insertConstants({ declarations }: Spec, constants: readonly SpecConstant[]): readonly SpecDeclaration[] {
  const lastPlaces = new Map(declarations.map(({ file }, place) => [file, place]));
  const homeless = constants.filter(({ file }) => !lastPlaces.has(file));
  const placed = declarations.flatMap((declaration, place) =>
    lastPlaces.get(declaration.file) === place
      ? [declaration, ...constants.filter(({ file }) => file === declaration.file)]
      : [declaration],
  );
  return [...placed, ...homeless];
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
