// Functions that the library calls before the call returns.
package main

import (
	"reflect"
	"slices"

	lib "example.com/bindings/callbacks"
)

func main() {
	var seen []int32
	check(lib.WalkCountTo(4, func(value int32) { seen = append(seen, value) }) == nil)
	check(reflect.DeepEqual(seen, []int32{1, 2, 3, 4}))
	var texts []string
	each := func(text string, note *string) {
		if note != nil {
			text += *note
		}
		texts = append(texts, text)
	}
	check(must(lib.WalkEachText([]string{"a", "ü"}, each)) == 2 && reflect.DeepEqual(texts, []string{"a", "üodd"}))
	calls := 0
	data := func(data []byte, numbers []int32, maybe *int64) {
		check(int(data[0]) == calls && data[1] == 255 && numbers[1] == -1 && (maybe == nil) == (calls%2 == 1))
		calls++
	}
	check(lib.WalkEachData(3, data) == nil && calls == 3)

	var kept []*lib.WalkItem
	stopAtTwo := func(item *lib.WalkItem) lib.WalkStep {
		check(item.Label() == "lent")
		kept = append(kept, item)
		if item.Id() == 2 {
			return lib.WalkStepStop
		}
		return lib.WalkStepGo
	}
	check(must(lib.WalkEachItem(10, stopAtTwo)) == 3)
	check(panics(func() { kept[0].Id() }) == lib.ErrClosed && kept[0].Close() == nil)
	sorted := must(lib.WalkSort([]int32{3, -1, 2}, func(a, b int32) int32 { return b - a }))
	check(slices.Equal(sorted, []int32{3, 2, -1}))
	swap := func(pair lib.WalkPair) lib.WalkPair { return lib.WalkPair{Left: pair.Right, Right: pair.Left} }
	check(must(lib.WalkSwap_(lib.WalkPair{Left: 1, Right: 2}, swap)) == lib.WalkPair{Left: 2, Right: 1})
	depths := 0
	check(lib.WalkNested(3, func(int32) { depths++ }) == nil && depths == 8)
	inner := 0
	again := func(int32) { check(lib.WalkCountTo(2, func(int32) { inner++ }) == nil) }
	check(lib.WalkCountTo(2, again) == nil && inner == 4)

	calls = 0
	reason := panics(func() {
		_ = lib.WalkCountTo(5, func(int32) {
			calls++
			panic("from the callback")
		})
	})
	check(reason == "from the callback" && calls == 1) // After the first panic it is not called again.
	check(panics(func() { _ = lib.WalkCountTo(1, nil) }) != nil)
	ends(lib.ProbeLive)
}
