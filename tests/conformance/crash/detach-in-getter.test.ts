/** User code that runs while arguments are read cannot take the memory of a buffer that stands before it. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "a getter that transfers a buffer of the same call does not lead C to freed memory",
  import.meta.url,
  { prints: ["FFI_BUFFER_DETACHED"] },
  () => {
    const Point = c.struct("Point", { x: c.int, y: c.int });
    const { symbols } = openLibrary(compileLibrary("memory"), {
      sum_and_move: c.fn([c.bytes, c.usize, c.inout(Point)], c.long),
    });
    const buffer = new Uint8Array(1 << 20).fill(1);
    const point = {
      get x(): number {
        structuredClone(buffer.buffer, { transfer: [buffer.buffer] });
        return 1;
      },
      y: 2,
    };
    try {
      console.log(symbols.sum_and_move(buffer, 1 << 20, point));
    } catch (error) {
      console.log((error as { code?: string }).code ?? error);
    }
  },
);
