/** Handles under the names that headers have for pointers, and pointers to those, which are no handles. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bindSpec } from "../bind-spec.ts";
import { bindTexts } from "../texts/bind-texts.ts";

const header = `
typedef struct image_s *image; typedef struct image_s image_t; typedef const struct image_s *seen;
image image_new(void); void image_free(image freed); image_t *image_copy(const image_t *from); image image_parent(image child);
int image_width(seen one); int image_swap(image *first, image *second); image *image_list(int *count); void image_all(image list[], int count);
struct holder { image one; image_t *two; image three[2]; };
`;

/** Binds with a handle of a name, and gives the types of functions in one line each. */
function render(name: string): (name: string) => string | undefined {
  const owned = { result: { owned: true } } as const;
  const { module, specText, diagnostics } = bindTexts(
    { "image.h": header },
    {
      headers: ["image.h"],
      libraries: ["image"],
      targets: ["x86_64-unknown-linux-gnu"],
      annotations: {
        types: { [name]: { handle: "image_free" } },
        functions: {
          image_new: owned,
          image_swap: { parameters: { second: { direction: "out", owned: true } } },
          image_all: { parameters: { list: { sizedBy: "count" } } },
        },
      },
    },
  );
  assert.deepEqual(diagnostics, []);
  assert.equal(bindSpec(specText ?? "", "a.json").module, module);
  const flat = (module ?? "").replaceAll(/\s+/g, " ");
  return (wanted) => new RegExp(`export const ${wanted}: .*? = /\\* @__PURE__ \\*/ (.*?);`).exec(flat)?.[1];
}

test("of the name of a pointer", () => {
  const typeOf = render("image");
  assert.match(typeOf("image_new") ?? "", /c\.fn\(\[\], image\)/);
  assert.match(typeOf("image_free") ?? "", /c\.fn\(\[image\], /);
  assert.match(typeOf("image_parent") ?? "", /c\.fn\(\[image\], c\.pointer\(image\.target\), /);
  assert.match(typeOf("image_swap") ?? "", /c\.fn\( ?\[c\.pointer\(c\.pointer\(image\.target\)\), c\.out\(image\)\], /);
  assert.match(typeOf("image_list") ?? "", /\], c\.pointer\(c\.pointer\(image\.target\)\), /);
  assert.match(typeOf("image_all") ?? "", /\[c\.sizedBy\("count", c\.pointer\(c\.pointer\(image\.target\)\)\), /);
});

test("of the struct behind the name of a pointer: what is not owned is lent", () => {
  const typeOf = render("image_s");
  assert.match(typeOf("image") ?? "", /declareAlias\("image", \(\) => c\.pointer\(image_s\.target\)\)/);
  assert.match(typeOf("image_new") ?? "", /c\.fn\(\[\], image_s\)/);
  assert.match(typeOf("image_copy") ?? "", /c\.fn\(\[image_s\], c\.pointer\(image_s\.target\), /);
  assert.match(typeOf("image_parent") ?? "", /c\.fn\(\[image_s\], c\.pointer\(image_s\.target\), /);
  assert.match(typeOf("image_width") ?? "", /c\.fn\(\[image_s\], c\.int, /);
  assert.match(typeOf("image_swap") ?? "", /\[c\.pointer\(c\.pointer\(image_s\.target\)\), c\.out\(image_s\)\], /);
  assert.match(typeOf("image_list") ?? "", /\], c\.pointer\(c\.pointer\(image_s\.target\)\), /);
  assert.match(typeOf("holder") ?? "", /one: c\.pointer\(image_s\.target\), two: c\.pointer\(image_s\.target\), /);
});
