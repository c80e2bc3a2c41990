/** The 127 arguments that C asks compilers for, structs in registers, on the stack and by address among them, in both directions. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c, openLibrary } from "koine";
import { bind, closure } from "koine/libffi/high";
import { describeRefusal } from "./describe-refusal.ts";
import { compileSource } from "./native-library.ts";

const Pair = c.struct("pair", { x: c.double, y: c.double });
const Mixed = c.struct("mixed", { whole: c.int, part: c.float, last: c.long });
const Large = c.struct("large", { values: c.array(c.long, 5) });
const Byte = c.struct("byte", { value: c.schar });
const types = [c.int, Pair, c.double, Mixed, c.long, Large, c.float, Byte, c.schar] as const;
const names = [
  "int",
  "struct pair",
  "double",
  "struct mixed",
  "long",
  "struct large",
  "float",
  "struct byte",
  "signed char",
];
const parts = ["V", "V.x, V.y", "V", "V.whole, V.part, V.last", "V", "V.values[0], V.values[4]", "V", "V.value", "V"];
const count = 127;

const kindAt = (index: number): number => index % types.length;
const parameters = Array.from({ length: count }, (_, index) => types[kindAt(index)] ?? c.int);
const declared = parameters.map((_, index) => `${names[kindAt(index)]} a${index}`).join(", ");
/** Every part is added with a weight of its own, so that none is taken for another. */
const weighted = parameters.flatMap((_, index) =>
  (parts[kindAt(index)] ?? "")
    .split(", ")
    .map((part, at) => `${part.replace("V", `a${index}`)} * ${index * 3 + at + 1}.0`),
);

const source = `
struct pair { double x, y; };
struct mixed { int whole; float part; long last; };
struct large { long values[5]; };
struct byte { signed char value; };
struct large take(${declared}) {
  double sum = ${weighted.join(" + ")};
  return (struct large){ { (long)sum, 0, 0, 0, -1 } };
}
struct large pass(struct large (*function)(${declared})) {
  return function(${parameters.map((_, index) => literalOf(valueAt(index), index)).join(", ")});
}
`;

/** Numbers that floats hold exactly. */
function valueAt(index: number): unknown {
  const base = (index * 7) % 50;
  const values = [BigInt(base), 1n, 2n, 3n, BigInt(-base)];
  const mixed = { whole: base, part: 0.5, last: BigInt(base) };
  const all = [base, { x: base, y: -base }, base / 2, mixed, BigInt(base), { values }, 0.25, { value: 3 }, -5];
  return all[kindAt(index)];
}

function literalOf(value: unknown, index: number): string {
  if (typeof value !== "object" || value === null) return String(value);
  const { values: elements = Object.values(value) } = value as { readonly values?: readonly unknown[] };
  return `(${names[kindAt(index)]}){ ${"values" in value ? `{ ${elements.join(", ")} }` : elements.join(", ")} }`;
}

/** The parts of a value in the order of {@link parts}. */
function partsOf(value: unknown): readonly number[] {
  if (typeof value !== "object" || value === null) return [Number(value)];
  const { values } = value as { readonly values?: readonly bigint[] };
  if (values !== undefined) return [Number(values[0]), Number(values[4])];
  return Object.values(value).map(Number);
}

function expectedSum(given: readonly unknown[]): bigint {
  let sum = 0;
  given.forEach((value, index) => partsOf(value).forEach((part, at) => (sum += part * (index * 3 + at + 1))));
  return BigInt(Math.trunc(sum));
}

const path = compileSource("many-arguments", source, []);
const type = c.fn(parameters, Large);
const values = parameters.map((_, index) => valueAt(index));
type Untyped = (...values: unknown[]) => { readonly values: readonly bigint[] };

test("127 arguments arrive, and a struct comes back", () => {
  const { take } = openLibrary(path, { take: type }).symbols;
  const expected = [expectedSum(values), 0n, 0n, 0n, -1n];
  for (let round = 0; round < 300; round++) assert.deepEqual((take as Untyped)(...values).values, expected);
  assert.deepEqual((bind(take.address, type) as Untyped)(...values).values, expected);
});

test("so they do in callbacks, on either stack, and in closures of libffi", () => {
  const answer = { values: [1n, 2n, 3n, 4n, 5n] };
  let sum = 0n;
  const take = (...received: unknown[]): typeof answer => {
    assert.equal(received.length, count);
    sum = expectedSum(received.map(toPlain));
    return answer;
  };
  const check = (pass: unknown, callback: unknown): void => {
    sum = 0n;
    assert.deepEqual((pass as Untyped)(callback).values, answer.values);
    assert.equal(sum, expectedSum(values));
  };
  for (const stack of [undefined, "caller"] as const) {
    const callback = c.callback(parameters, Large, stack === undefined ? {} : { stack });
    const { pass } = openLibrary(path, { pass: c.fn([callback], Large) }).symbols;
    for (let round = 0; round < 100; round++) check(pass, take);
  }
  using made = closure(type, take as never);
  check(openLibrary(path, { pass: c.fn([c.pointer(type)], Large) }).symbols.pass, made.codePointer);
});

test("one more is refused before anything is called", () => {
  const more = c.fn([...parameters, ...parameters.slice(0, 1)], Large);
  assert.match(
    describeRefusal(() => (openLibrary(path, { take: more }).symbols.take as Untyped)(...values, 1)),
    /^FFI_UNSUPPORTED take\(\): 128 parameters are more than 127/,
  );
});

function toPlain(value: unknown): unknown {
  return typeof value === "object" ? (value as { toObject(): unknown }).toObject() : value;
}
