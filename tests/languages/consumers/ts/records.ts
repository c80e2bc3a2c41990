/** Opaque records. */
import assert from "node:assert/strict";
import { library, probe } from "records";

function checkSample(): void {
  using sample = library.sample();
  using book = library.echo(sample);
  sample[Symbol.dispose]();
  assert.deepEqual(
    [book.id, book.title, book.coauthor, book.genre, book.rating, book.isLent, book.note],
    [1n, "I, Robot", null, library.Genre.Science, 4.5, true, null],
  );
  using author = book.author;
  assert.deepEqual([author.name, author.born], ["Isaac Asimov", 1920]);
  assert.deepEqual([book.cover.length, book.cover[2]], [3, 255]);
  assert.equal(book.tags[1], "über");
  assert.equal(book.sales.get(1951), 2n ** 64n - 1n);
  const [editor] = book.editors;
  assert.deepEqual([editor?.name, editor?.born], ["An Editor", null]);
  editor?.[Symbol.dispose]();
  assert.equal(library.totalTitleLength([book, book]), 16n);
}

function checkCreate(): void {
  using author = library.Author.create("A");
  const make = (id: bigint, title: string) =>
    library.Book.create(
      id,
      title,
      author,
      author,
      library.Genre.Fiction,
      0,
      false,
      new Uint8Array(0),
      [],
      [author],
      new Map(),
      "note",
    );
  using book = make(9n, "t");
  using coauthor = book.coauthor;
  assert.equal(coauthor?.name, "A");
  assert.equal(book.note, "note");
  assert.throws(() => make(0n, "t"), { name: "ApiError", code: -1, message: "the id of a book cannot be 0" });
  assert.throws(() => make(1n, "a\0b"), { code: "FFI_STRING_CONTENT" });
  assert.throws(() => make(-1n, "t"), { code: "FFI_ARGUMENT_RANGE" });
}

function checkUse(): void {
  const shelf = library.shelf(3);
  assert.deepEqual(
    shelf.map((book) => book.id),
    [1n, 2n, 3n],
  );
  for (const book of shelf) book[Symbol.dispose]();
  assert.throws(() => shelf[0]?.title, { code: "FFI_USE_AFTER_FREE", message: /Book/ });
  assert.throws(() => library.totalTitleLength(shelf), { code: "FFI_USE_AFTER_FREE" });
  shelf[0]?.[Symbol.dispose]();
  library.find(1n)?.[Symbol.dispose]();
  assert.equal(library.find(2n), null);
  assert.throws(() => library.echo({} as never), { code: "FFI_ARGUMENT_TYPE" });
  using author = library.Author.create("A");
  assert.throws(() => library.echo(author as never), { code: "FFI_ARGUMENT_TYPE" });
}

checkSample();
checkCreate();
checkUse();
assert.equal(probe.live(), 0n);
