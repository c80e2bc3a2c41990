/** What becomes of the documentation of headers, for each way of writing it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { addToDescription } from "./module-docs.ts";
import { toTsdoc } from "./to-tsdoc.ts";

const exported = new Map([
  ["item_add", "item_add"],
  ["item_t", "item_t"],
  ["item_open", "open"],
]);

function convert(text: string, name = "item_new", hasMembers = false): string {
  return toTsdoc(text, { name, hasMembers, linkOf: (word) => exported.get(word) });
}

test("text without commands stays as it is", () => {
  for (const text of [
    'Prints "%s" and 50% of #define X.\n\n  indented\n\nName:\n- list',
    "Mail me@example.org, or see C:\\new\\table and a < b.",
    "{@link item_add} is TSDoc already, `\\c x` is code.",
  ]) {
    assert.equal(convert(text), text);
  }
});

test("Doxygen's commands are blocks of TSDoc, wherever they stand", () => {
  assert.equal(
    convert(`\\ingroup items
@brief Makes an item.

\\param[out] item the new one,
    never NULL
@param [in,out] count: how many
@returns 0, or:
@retval -1 there is no memory
\\note Slow.

More text.
\\sa item_add(), item_t and http://example.org/item_t
@deprecated use item_open()`),
    `Makes an item.

**Note:** Slow.

More text.

@param item - (out) the new one,
  never NULL
@param count - (in, out) how many
@returns 0, or:
- \`-1\`: there is no memory
@see {@link item_add}, {@link item_t} and http://example.org/item_t
@deprecated use item_open()`,
  );
  assert.equal(
    convert("Makes one. @param name what it is called @return it, or NULL"),
    "Makes one.\n\n@param name - what it is called\n@returns it, or NULL",
  );
});

test("a member's own name before its text, as the Linux kernel has it, is no parameter", () => {
  assert.equal(convert("@next: the one behind it", "next"), "the one behind it");
  assert.equal(convert("@next: called with\n@item: the item", "next"), "called with\n\n@param item - the item");
});

test("markup in lines is Markdown, and names that the module has are links", () => {
  assert.equal(
    convert(String.raw`Gives \c NULL, \p count, \c item_add(), (\c x), @e maybe, <b>never</b> and <tt>x &lt; y</tt>.`),
    "Gives `NULL`, `count`, `item_add()`, (`x`), *maybe*, **never** and `x < y`.",
  );
  assert.equal(
    convert("@brief Reads &lt;name&gt; if 1 &lt; 2, <tt>&lt;b&gt;</tt>."),
    "Reads \\<name> if 1 < 2, `<b>`.",
  );
  assert.equal(convert("The \\ref\n item_t and \\c\n NULL."), "The \n {@link item_t} and \n `NULL`.");
  assert.equal(
    convert(String.raw`\ref item_add, \ref item_t::next "next", \ref other, #item_open(), #other, %ITEM_MAX, \@home`),
    "{@link item_add}, {@link item_t | next}, `other`, {@link open | item_open}, #other, `ITEM_MAX`, \\@home",
  );
  assert.equal(convert("-# one\n\\li two\n<ul>\n<li>three</li>\n</ul>"), "1. one\n- two\n- three");
});

test("code is between fences, and nothing in it is a command", () => {
  assert.equal(convert("@code{.c}\nint x = @param;\n@endcode\nText."), "```c\nint x = @param;\n```\nText.");
  assert.equal(convert("<pre>\n a\n</pre>"), "```c\n a\n```");
  assert.equal(convert("@verbatim\nnever closed"), "```text\nnever closed\n```");
});

test("gtk-doc names its parameters in front of the text", () => {
  assert.equal(
    convert(`item_new:
@name: (nullable) (transfer none): the name, or %NULL
  for #item_t
@...: more

Makes a #GtkThing named @name.

|[<!-- language="C" -->
item_new (@a);
]|

Returns: (transfer full): the item
Since: 2.1`),
    `Makes a \`GtkThing\` named \`name\`.

\`\`\`c
item_new (@a);
\`\`\`

@param name - (nullable) (transfer none) the name, or \`NULL\`
  for {@link item_t}
@param ... - more
@returns (transfer full) the item
@since 2.1`,
  );
});

test("members of structs and enums are a list", () => {
  assert.equal(
    convert("item_t:\n@next: the #item_t\n  behind\n@size: how large\n\nAn item.\nSince: 2.1", "item_t", true),
    "An item.\n\n- `next`: the {@link item_t}\n  behind\n- `size`: how large\n@since 2.1",
  );
  assert.equal(
    convert("@struct:\n  item\n\n@fields:\n  size ::\n    How large.", "item", true),
    "- `size`: How large.",
  );
});

test("FreeType's sections are blocks", () => {
  assert.equal(
    convert(`@function:
  item_new

@description:
  Makes one, see @item_add.

@input:
  name ::
    What it is called.

  size ::
    Its size.

@return:
  An error code.

@note:
  Slow.`),
    `Makes one, see {@link item_add}.

**Note:**
Slow.

@param name - What it is called.
@param size - Its size.
@returns An error code.`,
  );
});

test("a paragraph is added in front of the blocks", () => {
  assert.equal(addToDescription("Text.", "More."), "Text.\n\nMore.");
  assert.equal(addToDescription("Text.\n\n@param a - b", "More."), "Text.\n\nMore.\n\n@param a - b");
});
