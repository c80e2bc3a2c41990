/**
 * Signatures of vectors that random ones may miss: more than there are registers, behind a stack that is not aligned, homogeneous
 * aggregates that no longer fit, vectors beside scalars, variadic ones.
 */
import { types as c } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import type { RandomSignature } from "./random-signature.case.ts";

// Their names are declared by the text that all signatures share.
const four = c.alias("four_floats", c.vector(c.float, 4));
const doubles = c.alias("two_doubles", c.vector(c.double, 2));
const longs = c.alias("two_longs", c.vector(c.longlong, 2));
const two = c.alias("two_floats", c.vector(c.float, 2));

const quad = c.struct("quad", { v: c.array(four, 4) });
const triple = c.struct("triple", { first: four, rest: c.array(longs, 2) });
const pair = c.struct("pair", { a: four, b: doubles });
const halves = c.struct("halves", { a: two, b: two });
const small = c.struct("small", { v: two, f: c.float });
const mixed = c.struct("mixed", { tag: c.char, v: four, d: c.double });
const either = c.union("either", { v: four, l: longs, tag: c.char });
const same = c.union("same", { v: four, l: longs });

const text = `struct quad { four_floats v[4]; };
struct triple { four_floats first; two_longs rest[2]; };
struct pair { four_floats a; two_doubles b; };
struct halves { two_floats a, b; };
struct small { two_floats v; float f; };
struct mixed { char tag; four_floats v; double d; };
union either { four_floats v; two_longs l; char tag; };
union same { four_floats v; two_longs l; };`;

const floats = Array.from({ length: 8 }, () => c.float);
const integers = Array.from({ length: 9 }, () => c.int);

const signatures: readonly (readonly [parameters: readonly CType[], result: CType, fixed?: number])[] = [
  [Array.from({ length: 10 }, () => four), four],
  [[...integers, ...floats, c.schar, four, c.schar, two, doubles, c.schar], two],
  [[quad, triple, pair, four], quad],
  [[...floats.slice(1), pair, four, same], triple],
  [[halves, small, mixed, either, same, mixed], mixed],
  [[either, halves, small], halves],
  [[same, c.int, longs], same],
  [[mixed, quad], either],
  [[halves], small],
  [[c.int, four, c.double, two, pair, longs, halves], doubles, 1],
  [[c.int, c.int, ...floats.map(() => c.double), four, c.int, four, quad, small], longs, 2],
];

/** The signatures. They declare the same structs, so that only the first has their text. */
export const vectorSignatures: readonly RandomSignature[] = signatures.map(([parameters, result, fixed], at) => ({
  parameters,
  result,
  fixedParameterCount: fixed,
  text: at === 0 ? text : "",
}));
