/** Truth values by names of names: GLib's `gboolean` is a `gint`, which is an `int`. */
import type { Equal, Expect } from "@koine/ctypes";
import * as c from "../c.ts";
import { openLibrary } from "../library/open-library.ts";

/** Never called: only its types are checked. */
export function checkBooleanAliases(): void {
  const gint = c.alias("gint", c.int);
  const gboolean = c.alias("gboolean", gint);
  const { symbols } = openLibrary("none", {
    is_set: c.fn([c.boolean(gboolean)], c.boolean(c.alias("flag", gboolean))),
  });
  type _Result = Expect<Equal<ReturnType<typeof symbols.is_set>, boolean>>;
  symbols.is_set(true);
  // @ts-expect-error a name of something else is no truth value
  c.boolean(c.alias("real", c.double));
}
