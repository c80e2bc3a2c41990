/** User code that runs while arguments are read cannot take the memory of a buffer that stands before it. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { catchError } from "../native-function.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "a getter that transfers a buffer of the same call does not lead C to freed memory",
  import.meta.url,
  { prints: ["FFI_BUFFER_DETACHED", "FFI_BUFFER_DETACHED"] },
  (print) => {
    const Point = c.struct("Point", { x: c.int, y: c.int });
    const { symbols } = openLibrary(compileLibrary("memory"), {
      sum_and_move: c.fn([c.bytes, c.usize, c.inout(Point)], c.long),
      sum_and_take: c.fn([c.bytes, c.usize, Point], c.long),
    });
    const buffer = new Uint8Array(1 << 20).fill(1);
    const trap = (lent: Uint8Array<ArrayBuffer>): { x: number; y: number } => ({
      get x(): number {
        structuredClone(lent.buffer, { transfer: [lent.buffer] });
        return 1;
      },
      y: 2,
    });
    print(catchError("FFI_BUFFER_DETACHED", () => symbols.sum_and_move(buffer, 1 << 20, trap(buffer))).code);
    const other = new Uint8Array(1 << 20).fill(1);
    print(catchError("FFI_BUFFER_DETACHED", () => symbols.sum_and_take(other, 1 << 20, trap(other))).code);
  },
);
