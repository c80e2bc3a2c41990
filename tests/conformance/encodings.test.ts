/** Strings in other encodings than UTF-8: in, out, owned, in memory, in callbacks. C's iconv and its literals are the judge. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";
import { catchError } from "./native-function.ts";

const path = compileLibrary("encodings");
const european = "Grüße, señor – 10 €";
const japanese = "日本語テキスト、カナ";
const chinese = "中文字符";
const everything = "grüße 漢字 😀";

/** Name for Koine, for iconv, bytes of the terminator, and texts that it can express. */
const encodings: readonly (readonly [name: string, iconvName: string, unit: number, texts: readonly string[]])[] = [
  ["utf-8", "UTF-8", 1, [everything, japanese]],
  ["utf-16le", "UTF-16LE", 2, [everything, japanese, "\u00ff\u0100"]],
  ["utf-16be", "UTF-16BE", 2, [everything, japanese]],
  ["utf-32le", "UTF-32LE", 4, [everything, japanese]],
  ["utf-32be", "UTF-32BE", 4, [everything, japanese]],
  ["wchar_t", "WCHAR_T", 4, [everything]],
  ["latin1", "ISO-8859-1", 1, ["Grüße, señor", "\u0080\u009f"]],
  ["ascii", "ASCII", 1, ["plain text"]],
  ["windows-1252", "WINDOWS-1252", 1, [european]],
  ["iso-8859-15", "ISO-8859-15", 1, ["10 €", "œuvre"]],
  ["koi8-r", "KOI8-R", 1, ["Привет, мир"]],
  ["cp437", "CP437", 1, ["Ça été"]],
  ["shift_jis", "SHIFT_JIS", 1, ["日本語テキスト", "ｶﾅ"]],
  ["euc-jp", "EUC-JP", 1, ["日本語テキスト"]],
  ["gbk", "GBK", 1, [chinese]],
  ["gb18030", "GB18030", 1, [chinese, "😀 Ω"]],
  ["big5", "BIG5", 1, ["中文"]],
  ["euc-kr", "EUC-KR", 1, ["한국어"]],
];

for (const [name, iconvName, unit, texts] of encodings) {
  test(`${name}: what is passed is what iconv makes, and what iconv makes is read`, () => {
    const type = c.stringOf(name);
    const { symbols } = openLibrary(path, {
      is_text: c.fn([type, c.string, c.string, c.int], c.int),
      make_text: c.fn([c.string, c.string], type.owned("drop_text")),
      make_text_into: c.fn([c.string, c.string, c.out(type.owned("drop_text"))], c.void),
      live_texts: c.fn([], c.int),
    });
    for (const text of ["", "a", ...texts, texts.join("").repeat(3000)]) {
      assert.equal(symbols.is_text(text, text, iconvName, unit), 1, `${text} to C`);
      assert.equal(symbols.make_text(text, iconvName), text, `${text} from C`);
      assert.equal(symbols.make_text_into(text, iconvName), text, `${text} from C through a pointer`);
    }
    assert.equal(symbols.is_text(null, null, iconvName, unit), 1);
    assert.equal(symbols.live_texts(), 0);
  });
}

test("wide literals of the compiler are read as variables, and passed", () => {
  const { symbols } = openLibrary(path, {
    wide: c.variable(c.stringOf("wchar_t")),
    sixteen: c.variable(c.stringOf("utf-16le")),
    thirty_two: c.variable(c.stringOf("utf-32le")),
    wide_length: c.fn([c.stringOf("wchar_t")], c.usize),
    same_wide: c.fn([c.stringOf("wchar_t")], c.bool),
  });
  assert.deepEqual([symbols.wide.value, symbols.sixteen.value, symbols.thirty_two.value], Array(3).fill(everything));
  assert.equal(symbols.wide_length("😀a"), 2n);
  assert.equal(symbols.same_wide(everything), true);
  symbols.wide.value = "new";
  assert.equal(symbols.same_wide("new"), true);
  assert.equal(symbols.same_wide("old"), false);
});

test("owned UTF-8 results are copied and freed", () => {
  const { symbols } = openLibrary(path, {
    make_text: c.fn([c.string, c.string], c.string.owned("drop_text")),
    live_texts: c.fn([], c.int),
  });
  for (let round = 0; round < 3000; round++) assert.equal(symbols.make_text("日本", "UTF-8"), "日本");
  assert.equal(symbols.make_text("x", "no such encoding"), null);
  assert.equal(symbols.live_texts(), 0);
  const released: bigint[] = [];
  const release = (pointer: { readonly address: bigint }): void => void released.push(pointer.address);
  const other = openLibrary(path, { make_text: c.fn([c.string, c.string], c.string.owned(release)) });
  assert.equal(other.symbols.make_text("mine", "UTF-8"), "mine");
  assert.equal(released.length, 1);
});

test("text that an encoding does not have is refused, or replaced where that was chosen", () => {
  const strict = openLibrary(path, { is_text: c.fn([c.stringOf("latin1"), c.string, c.string, c.int], c.int) }).symbols;
  const error = catchError("FFI_STRING_CONTENT", () => strict.is_text("10 €", "", "", 1));
  assert.match(error.message, /^is_text\(\): argument 1: the string has "€" at index 3, which latin1 does not have/);
  assert.deepEqual(error.details, { path: "is_text(): argument 1", encoding: "latin1", index: 3 });
  for (const encoding of ["shift_jis", "koi8-r", "windows-1252", "ascii"]) {
    const made = openLibrary(path, { is_text: c.fn([c.stringOf(encoding), c.string, c.string, c.int], c.int) }).symbols;
    catchError("FFI_STRING_CONTENT", () => made.is_text("x 😀", "", "", 1));
  }
  const loose = c.stringOf("latin1", { onInvalid: "replace" });
  const { is_text } = openLibrary(path, { is_text: c.fn([loose, c.string, c.string, c.int], c.int) }).symbols;
  assert.equal(is_text("10 €", "10 ?", "ISO-8859-1", 1), 1);
  const utf8 = c.stringOf("utf-8", { onInvalid: "replace" });
  const lenient = openLibrary(path, { is_text: c.fn([utf8, c.string, c.string, c.int], c.int) }).symbols;
  assert.equal(lenient.is_text("a\ud800b", "a\ufffdb", "UTF-8", 1), 1);
});

test("NULs and lone surrogates are refused in every encoding", () => {
  for (const encoding of ["utf-16le", "utf-32be", "latin1", "shift_jis"]) {
    const { is_text } = openLibrary(path, {
      is_text: c.fn([c.stringOf(encoding), c.string, c.string, c.int], c.int, {
        parameterNames: ["text", "a", "b", "c"],
      }),
    }).symbols;
    const error = catchError("FFI_STRING_CONTENT", () => is_text("a\0b", "", "", 1));
    assert.match(error.message, /^is_text\(\): argument 1 "text": the string has a NUL character at index 1/);
    assert.match(
      catchError("FFI_STRING_CONTENT", () => is_text("ab\ud800", "", "", 1)).message,
      /surrogate at index 2/,
    );
    catchError("FFI_ARGUMENT_TYPE", () => is_text(5 as never, "", "", 1));
  }
});

test("bytes that are no text are replaced, or refused where that was chosen", () => {
  const loose = openLibrary(path, {
    broken_utf8: c.fn([], c.stringOf("utf-8", { onInvalid: "replace" })),
    broken_utf16: c.fn([], c.stringOf("utf-16le")),
  }).symbols;
  assert.equal(loose.broken_utf8(), "a\ufffdb");
  assert.equal(loose.broken_utf16(), "a\ufffdb");
  const strict = openLibrary(path, {
    broken_utf8: c.fn([], c.stringOf("utf-8", { onInvalid: "error" })),
    broken_utf16: c.fn([], c.stringOf("utf-16le", { onInvalid: "error" })),
    broken_sjis: c.fn([], c.stringOf("shift_jis", { onInvalid: "error" })),
  }).symbols;
  const error = catchError("FFI_STRING_CONTENT", () => strict.broken_utf8());
  assert.match(error.message, /^broken_utf8\(\): result: the bytes that C gave are no utf-8 text/);
  catchError("FFI_STRING_CONTENT", () => strict.broken_utf16());
  catchError("FFI_STRING_CONTENT", () => strict.broken_sjis());
});

test("strings of any encoding are members of structs", () => {
  const Labelled = c.struct("labelled", { id: c.int, name: c.stringOf("utf-16le"), city: c.stringOf("latin1") });
  const { symbols } = openLibrary(path, {
    label_is: c.fn([c.pointer(Labelled)], c.bool),
    label: c.variable(Labelled),
  });
  using made = allocate(Labelled);
  made.value = { id: 5, name: "漢", city: "é" };
  assert.equal(symbols.label_is(made), true);
  assert.deepEqual([symbols.label.value.name, symbols.label.value.city], ["漢", "é"]);
  catchError("FFI_STRING_CONTENT", () => (made.value = { id: 5, name: "漢", city: "漢" }));
});

test("callbacks get strings of any encoding", () => {
  const types = [c.callback([c.stringOf("utf-16le"), c.stringOf("latin1")], c.int)] as const;
  const { call_with_text } = openLibrary(path, { call_with_text: c.fn(types, c.int) }).symbols;
  const seen: (string | null)[] = [];
  assert.equal(
    call_with_text((text, legacy) => seen.push(text, legacy)),
    2,
  );
  assert.deepEqual(seen, [everything, "café"]);
});

test("text behind a pointer is read in any encoding, to its end or for a length", () => {
  using memory = allocate(c.u8, 8);
  memory.bytes(8).set([0x61, 0, 0x22, 0x6f, 0, 0, 0x7a, 0]);
  assert.equal(memory.string("UTF-16LE"), "a漢");
  assert.equal(memory.string("utf-16le", 8), "a漢\0z");
  assert.equal(memory.string("latin1", 1), "a");
  assert.equal(memory.string(), "a");
  memory.bytes(8).fill(0x62);
  const error = catchError("FFI_OUT_OF_BOUNDS", () => memory.string());
  assert.match(error.message, /the 8 bytes there have no terminator/);
  assert.equal(memory.string("utf-8", 3), "bbb");
  catchError("FFI_OUT_OF_BOUNDS", () => memory.string("utf-8", 9));
  catchError("FFI_DECLARATION_TYPE", () => memory.string("klingon"));
});

test("an output buffer is an array that comes back as a string", () => {
  const { fill_text } = openLibrary(path, {
    fill_text: c.fn([c.out(c.array(c.char, 64).string), c.usize], c.int),
  }).symbols;
  assert.deepEqual(fill_text(64), [11, "filled by C"]);
});

test("an encoding that there is not is refused when its type is first used", () => {
  const wrong = c.fn([c.stringOf("shift_jiss")], c.int);
  const error = catchError("FFI_DECLARATION_TYPE", () => openLibrary(path, { is_text: wrong }, { eager: true }));
  assert.match(error.message, /there is no encoding "shift_jiss"\n {2}hint: did you mean shift_jis/);
  catchError("FFI_ARGUMENT_TYPE", () => c.stringOf("latin1", { onInvalid: "ignore" as never }));
});
