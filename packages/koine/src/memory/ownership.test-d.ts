/** What TypeScript infers from ownership in types. */
import type { Equal, Expect, OwnedPointer, Pointer } from "@koine/ctypes";
import * as c from "../c.ts";
import { openLibrary } from "../library/open-library.ts";

/** Never called: only its types are checked. */
export function checkOwnership(): void {
  const item = c.pointer(c.opaque("item"));
  type Item = (typeof item)["target"];
  const { symbols } = openLibrary("none", {
    make: c.fn([], c.owned(item, "free_item")),
    make_into: c.fn([c.out(c.owned(item, "free_item"))], c.int),
    first: c.fn([item], c.borrowedFrom("list", item), { parameterNames: ["list"] }),
    free_item: c.fn([c.transferred(item)], c.void),
    name: c.fn([], c.string.owned("free")),
    wide: c.fn(
      [c.stringOf("UTF-16LE")],
      c.stringOf("shift_jis", { onInvalid: "error" }).owned(() => undefined),
    ),
  });
  type _Results = [
    Expect<Equal<ReturnType<typeof symbols.make>, OwnedPointer<Item> | null>>,
    Expect<Equal<ReturnType<typeof symbols.make_into>, [number, OwnedPointer<Item> | null]>>,
    Expect<Equal<ReturnType<typeof symbols.first>, Pointer<Item> | null>>,
    Expect<Equal<Parameters<typeof symbols.free_item>, [item: Pointer<Item> | null]>>,
    Expect<Equal<ReturnType<typeof symbols.name>, string | null>>,
    Expect<Equal<ReturnType<typeof symbols.wide>, string | null>>,
  ];
  const made = symbols.make();
  symbols.free_item(made);
  made?.[Symbol.dispose]();
  // @ts-expect-error what is borrowed is not disposed
  using _first = symbols.first(made);
  // @ts-expect-error only pointers have owners
  c.owned(c.int, "free");
  // @ts-expect-error a function that frees, or its name
  c.string.owned(5);
}
