/** What TypeScript infers for the symbols of a library. */
import type {
  Argument,
  Equal,
  ErrnoResult,
  Expect,
  FunctionType,
  IntegerType,
  LiveArray,
  Pointer,
} from "@koine/ctypes";
import * as c from "../c.ts";
import type { NativeFunctionFacts } from "./open-library.ts";
import { openLibrary } from "./open-library.ts";

/** Never called: only its types are checked. */
export function checkSymbols(): void {
  const Point = c.struct("Point", { x: c.int });
  const { symbols } = openLibrary(
    "none",
    {
      abs: "int abs(int value)",
      extern_abs: "extern int abs(int value)",
      optind: "extern int optind;",
      limit: "extern const long limit",
      name: "extern const char *name",
      fixed: "extern char *const fixed",
      table: "extern int table[4]",
      version: "extern const char version[]",
      hook: "extern int (*hook)(int)",
      handler: "extern void (*signal(int sig, void (*func)(int)))(int)",
      uptime: "extern uLong uptime",
      point: c.variable(Point),
      state: c.variable(c.u64, { readonly: true }),
      maybe: c.optional("int maybe(void)"),
      perhaps: c.optional(c.variable(c.double)),
      plain: c.fn([c.int], c.int),
      remove: c.withErrno("int remove(const char *path)", true),
      unlink: c.optional(c.withErrno("int unlink(const char *path)", "throw")),
      removed: c.symbol("remove", c.withErrno("int remove(const char *path)", true)),
      absolute: c.optional(c.symbol("abs", "int abs(int value)")),
      when: c.symbol("timezone", c.variable(c.long)),
      openat: c.withErrno("int openat(int directory, const char *path, int flags, ...)", "throw"),
    },
    { types: { uLong: c.ulong } },
  );
  type Int = IntegerType<"int", "exact">;
  type _Functions = [
    Expect<
      Equal<
        typeof symbols.abs,
        ((value: Argument<"int value", number>) => number) &
          NativeFunctionFacts<["int abs(int value)", { readonly uLong: typeof c.ulong }]>
      >
    >,
    Expect<Equal<typeof symbols.extern_abs.pointer, Pointer<FunctionType<readonly [Int], Int, false>>>>,
    Expect<
      Equal<ReturnType<typeof symbols.handler>, Pointer<FunctionType<readonly [Int], typeof c.void, false>> | null>
    >,
    Expect<Equal<NonNullable<typeof symbols.maybe>["pointer"], Pointer<FunctionType<readonly [], Int, false>>>>,
    Expect<Equal<typeof symbols.plain.pointer, Pointer<FunctionType<readonly [Int], Int, false>>>>,
    Expect<Equal<ReturnType<typeof symbols.plain>, number>>,
    Expect<Equal<ReturnType<typeof symbols.remove>, ErrnoResult<number>>>,
    Expect<Equal<ReturnType<NonNullable<typeof symbols.unlink>>, number>>,
    Expect<Equal<ReturnType<typeof symbols.openat>, number>>,
    Expect<Equal<typeof symbols.removed, typeof symbols.remove>>,
    Expect<Equal<NonNullable<typeof symbols.absolute>, typeof symbols.abs>>,
    Expect<Equal<typeof symbols.when.value, bigint>>,
  ];
  type _Values = [
    Expect<Equal<typeof symbols.optind.value, number>>,
    Expect<Equal<typeof symbols.limit.value, bigint>>,
    Expect<Equal<typeof symbols.name.value, string | null>>,
    Expect<Equal<typeof symbols.table.value, LiveArray<number>>>,
    Expect<Equal<typeof symbols.table.pointer, Pointer<Int>>>,
    Expect<Equal<typeof symbols.uptime.value, bigint>>,
    Expect<Equal<typeof symbols.state.value, bigint>>,
    Expect<Equal<NonNullable<typeof symbols.perhaps>["value"], number>>,
    Expect<Equal<typeof symbols.hook.value, Pointer<FunctionType<readonly [Int], Int, false>> | null>>,
  ];
  symbols.optind.value = 1;
  symbols.uptime.value = 1;
  symbols.point.value.x = 1;
  symbols.name.value = "text";
  // @ts-expect-error a number is no string
  symbols.name.value = 5;
  // @ts-expect-error const
  symbols.limit.value = 1n;
  // @ts-expect-error const
  symbols.fixed.value = null;
  // @ts-expect-error const elements
  symbols.version.value = [];
  // @ts-expect-error declared as read-only
  symbols.state.value = 1n;
  // @ts-expect-error it may be undefined
  symbols.maybe();
  // @ts-expect-error a variable is not called
  symbols.optind();
}
