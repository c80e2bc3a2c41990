/** Types of callbacks that outlive a call: what they are made from, and where they are taken. */
import type { Callback } from "@koine/ctypes";
import { c, openLibrary } from "../index.ts";

const Handler = c.callback([c.int, c.string], c.bool, { lifetime: "until", onThrow: false });
const handler = Handler.create((code, text) => code > 0 && text !== null);
handler satisfies Callback;
handler.isReleased satisfies boolean;
// @ts-expect-error -- the result is a boolean
Handler.create(() => 1);
// @ts-expect-error -- a number, not a string
Handler.create((code: string) => code === "");
// @ts-expect-error -- callbacks that live for one call are functions
void c.callback([c.int], c.int).create;
// @ts-expect-error -- there is no such lifetime
c.callback([], c.int, { lifetime: "forever" });
// @ts-expect-error -- there is no such choice
c.callback([], c.int, { threads: "some" });

const { symbols } = openLibrary("handlers", {
  keep: c.fn([Handler], c.void),
  run: c.fn([c.callback([c.int, c.string], c.bool)], c.void),
  run_prototype: "void run_prototype(int (*handler)(int))",
});
symbols.keep(handler);
symbols.keep(handler.pointer);
symbols.keep(null);
symbols.run(handler);
symbols.run(() => true);
// @ts-expect-error -- C keeps it: it has to be created
symbols.keep(() => true);
const Number = c.callback([c.int], c.int, { lifetime: "static" });
symbols.run_prototype(Number.create((value) => value));
// @ts-expect-error -- another signature
symbols.keep(Number.create((value) => value));
