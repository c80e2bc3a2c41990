/** An enum whose variants have fields. */
import assert from "node:assert/strict";
import { probe, shapes } from "rich-enums";

function checkVariants(): void {
  const samples = shapes.samples();
  assert.deepEqual(
    samples.map(({ kind }) => kind),
    ["Empty", "Circle", "Polygon", "Labelled"],
  );
  const [empty, circle, polygon, labelled] = samples;
  assert.equal(empty?.asCircle, null);
  assert.deepEqual(circle?.asCircle, { radius: 1.5 });
  assert.deepEqual(polygon?.asPolygon, { name: "box", sides: 4, lengths: [2, 3] });
  const fields = labelled?.asLabelled;
  assert.deepEqual([fields?.label.text, fields?.note], ["tag", null]);
  fields?.label[Symbol.dispose]();
  using biggest = shapes.biggest(samples);
  assert.equal(biggest?.kind, "Circle");
  for (const sample of samples) sample[Symbol.dispose]();
}

function checkMaking(): void {
  using polygon = shapes.Shape.polygon("p", 3, [1, 2, 3]);
  assert.equal(shapes.area(polygon), 6);
  using label = shapes.Label.create("l");
  using labelled = shapes.Shape.labelled(label, "n");
  using echoed = shapes.echo(labelled);
  const fields = echoed.asLabelled;
  assert.deepEqual([fields?.label.text, fields?.note], ["l", "n"]);
  fields?.label[Symbol.dispose]();
  assert.equal(shapes.biggest([]), null);
  assert.throws(() => shapes.Shape.circle(-1), { code: -1, message: "the radius is negative" });
  assert.throws(() => shapes.Shape.polygon("a\0", 3, []), { code: "FFI_STRING_CONTENT" });
  assert.throws(() => shapes.Shape.polygon("a", -1, []), { code: "FFI_ARGUMENT_RANGE" });
  polygon[Symbol.dispose]();
  assert.throws(() => polygon.kind, { code: "FFI_USE_AFTER_FREE" });
  assert.throws(() => shapes.area(polygon), { code: "FFI_USE_AFTER_FREE" });
}

checkVariants();
checkMaking();
assert.equal(probe.live(), 0n);
