/** Structs by value that are larger than a stack, or aligned to more, are errors: nothing is written beyond a guard. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { describeRefusal } from "../describe-refusal.ts";
import { compileSource } from "../native-library.ts";

/** Sizes and alignments of structs: what fits both stacks, what fits one of them, and what fits none. */
const structs = [
  [200_000, 1],
  [400_000, 1],
  [3_000_000, 1],
  [20_000_000, 1],
  [100, 65_536],
  [100, 1_048_576],
  [100, 16_777_216],
] as const;
const isThroughLibffi = process.env["KOINE_ENGINE"] === "libffi";
const refused = "FFI_UNSUPPORTED";

testInChild(
  "values that no stack has room for are refused before anything is called",
  import.meta.url,
  {
    prints: [
      "200000 bytes, aligned to 1: 3 10",
      `400000 bytes, aligned to 1: 3 ${isThroughLibffi ? "10" : "FFI_STACK_OVERFLOW"}`,
      `3000000 bytes, aligned to 1: ${refused} ${refused}`,
      `20000000 bytes, aligned to 1: ${refused} ${refused}`,
      `100 bytes, aligned to 65536: ${isThroughLibffi ? `${refused} ${refused}` : "3 10"}`,
      `100 bytes, aligned to 1048576: ${refused} ${refused}`,
      `100 bytes, aligned to 16777216: ${refused} ${refused}`,
    ],
  },
  (print) => {
    for (const [byteLength, align] of structs) {
      const source = `struct big { unsigned char bytes[${byteLength}]; } __attribute__((aligned(${align})));
int plain(struct big value) { return value.bytes[0] + value.bytes[${byteLength - 1}]; }
int call_back(int (*function)(int), struct big value) { return function(value.bytes[0]); }`;
      const Big = c.struct("big", { bytes: c.array(c.uchar, byteLength).bytes }, align > 1 ? { align } : {});
      const { plain, call_back } = openLibrary(compileSource("large-arguments", source, []), {
        plain: c.fn([Big], c.int),
        call_back: c.fn([c.callback([c.int], c.int), Big], c.int),
      }).symbols;
      const bytes = new Uint8Array(byteLength);
      bytes[0] = 1;
      bytes[byteLength - 1] = 2;
      const calls = [() => plain({ bytes }), () => call_back((value) => value * 10, { bytes })];
      const results = calls.map((call) => {
        let result = 0;
        const refusal = describeRefusal(() => (result = call()));
        return refusal.startsWith("FFI_") ? refusal.split(" ")[0] : result;
      });
      print(`${byteLength} bytes, aligned to ${align}: ${results.join(" ")}`);
    }
  },
);
