/**
 * Everything that `koine`, `koine/engine` and `koine/libffi` export, given what nobody should give it: nothing ends the process, and
 * what is refused is refused with an `FfiError`. What native functions are given is in `bad-input.test.ts`.
 */
import { runInNewContext } from "node:vm";
import * as koine from "koine";
import { c, FfiError, Pointer } from "koine";
import * as engine from "koine/engine";
import * as high from "koine/libffi/high";
import * as low from "koine/libffi/low";
import * as middle from "koine/libffi/middle";
import { testInChild } from "../child-test.ts";

/** What a getter or a Proxy of the caller's throws is the caller's: it comes out as it is. */
class Own extends Error {}

const fail = (): never => {
  throw new Own("mine");
};

function makeGarbage(): Readonly<Record<string, unknown>> {
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  return {
    undefined,
    null: null,
    "an object": {},
    "an array": [],
    "no prototype": Object.create(null),
    "a symbol": Symbol("s"),
    "a proxy": new Proxy({}, {}),
    "a revoked proxy": revoked,
    "a proxy that throws": new Proxy({}, { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail }),
    "a getter that throws": Object.defineProperty({}, "kind", { get: fail, enumerable: true }),
    frozen: Object.freeze({}),
    "-0": -0,
    NaN,
    Infinity,
    "1e308": 1e308,
    "2^70": 2n ** 70n,
    text: "x",
    "text with NUL": "a\0b",
    "no text": "",
    true: true,
    "another realm's": runInNewContext("({ kind: 'integer' })"),
    "another realm's array": runInNewContext("[undefined]"),
    "half a descriptor": { kind: "struct" },
    "half a pointer type": { kind: "pointer", target: 5 },
    "no descriptor": { kind: "nonsense" },
    "what looks like a pointer": Object.create((Pointer as unknown as { readonly prototype: object }).prototype),
    "a function": () => undefined,
    "[undefined]": [undefined],
    "[null]": [null],
    "a hole": Array.from({ length: 1 }, () => undefined).concat([]),
    "a list without end": { length: 2 ** 32 },
  };
}

/** Right arguments, each of which is spoilt in turn. */
const starts: readonly (readonly unknown[])[] = [
  [c.int, 2, {}],
  ["Name", { x: c.int }, {}],
  [[c.int], c.int, {}],
  [c.fn([c.int], c.int), () => 1, {}],
  [null, { abs: "int abs(int value)" }, {}],
];

type Callable = (...values: readonly unknown[]) => unknown;

/** Functions and classes of a module, with what they have themselves. */
function* findCallables(place: string, value: unknown, depth = 0): Generator<readonly [string, Callable]> {
  const isFunction = typeof value === "function";
  if (isFunction) {
    const isClass = Function.prototype.toString.call(value).startsWith("class");
    const make = (...values: readonly unknown[]): unknown => Reflect.construct(value, values);
    yield isClass ? [`new ${place}`, make] : [place, value as Callable];
  }
  if (depth === 2 || (!isFunction && (typeof value !== "object" || value === null))) return;
  for (const [name, part] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    if (["length", "name", "prototype", "arguments", "caller"].includes(name)) continue;
    const member: unknown = part.value;
    if (typeof member !== "function") continue;
    const call = (...values: readonly unknown[]): unknown => Reflect.apply(member, value, values);
    yield* findCallables(`${place}.${name}`, call, depth + 1);
  }
}

/** The errors that are none of ours. */
function findForeignErrors(place: string, call: Callable): readonly string[] {
  const found: string[] = [];
  const attempt = (name: string, values: readonly unknown[]): void => {
    try {
      call(...values);
    } catch (error) {
      if (error instanceof FfiError || error instanceof Own) return;
      // The engine's own words for a Proxy that was revoked.
      if (error instanceof TypeError && /revoked/i.test(error.message)) return;
      found.push(`${place} of ${name}: ${String(error)}`);
    }
  };
  attempt("nothing", []);
  for (const [name, value] of Object.entries(makeGarbage())) {
    for (const count of [1, 2, 3]) attempt(`${count} times ${name}`, Array<unknown>(count).fill(value));
    for (const [index, start] of starts.entries()) {
      for (const position of start.keys()) attempt(`${index} with ${name} at ${position}`, start.with(position, value));
    }
  }
  return found;
}

/** An error like any other: its arguments are those of `Error`. */
const spared = ["new FfiError"];

const modules = { koine, c, "libffi/low": low, "libffi/middle": middle, "libffi/high": high };

testInChild(
  "nothing that is exported ends the process or throws errors that are not ours",
  import.meta.url,
  { prints: [...Object.keys(modules), "engine"] },
  (print) => {
    for (const [module, members] of Object.entries(modules)) {
      for (const [name, member] of Object.entries(members)) {
        for (const [place, call] of findCallables(name, member)) {
          if (!spared.includes(place)) findForeignErrors(`${module} ${place}`, call).slice(0, 3).forEach(print);
        }
      }
      print(module);
    }
    // Its functions take what others of them gave, and say so by types alone: they must not end the process.
    for (const [name, member] of Object.entries(engine)) {
      for (const [place, call] of findCallables(name, member)) findForeignErrors(place, call);
    }
    print("engine");
  },
);
