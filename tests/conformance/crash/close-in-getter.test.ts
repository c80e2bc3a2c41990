/** User code that runs while arguments are read (getters of a struct's members) cannot pull the library from under a call. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { catchError } from "../native-function.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "a getter that closes the library makes the call throw",
  import.meta.url,
  {
    prints: [
      "scalar: FFI_LIBRARY_CLOSED",
      "text: FFI_LIBRARY_CLOSED",
      "callback: FFI_LIBRARY_CLOSED",
      "by value: FFI_LIBRARY_CLOSED",
    ],
  },
  (print) => {
    const Point = c.struct("Point", { x: c.int, y: c.int });
    const declarations = {
      move_point: c.fn([c.inout(Point)], c.int),
      name_point: c.fn([c.inout(Point)], c.string),
      take_point: c.fn([Point, c.callback([c.int], c.int)], c.int),
      visit_point: c.fn([c.inout(Point), c.callback([c.int], c.int)], c.int),
    };
    const attempt = (
      title: string,
      run: (library: ReturnType<typeof open>, point: { x: number; y: number }) => unknown,
    ): void => {
      const library = open();
      const point = {
        get x(): number {
          library.close();
          return 1;
        },
        y: 2,
      };
      print(`${title}: ${catchError("FFI_LIBRARY_CLOSED", () => run(library, point)).code}`);
    };
    const open = () => openLibrary(compileLibrary("memory"), declarations);
    attempt("scalar", ({ symbols }, point) => symbols.move_point(point));
    attempt("text", ({ symbols }, point) => symbols.name_point(point));
    attempt("callback", ({ symbols }, point) => symbols.visit_point(point, (value) => value));
    attempt("by value", ({ symbols }, point) => symbols.take_point(point, null));
  },
);
