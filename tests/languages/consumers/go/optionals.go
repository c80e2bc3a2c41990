// What may be absent; what is empty is there.
package main

import (
	"math"
	"reflect"

	lib "example.com/bindings/optionals"
)

func main() {
	echoes(lib.MaybeEchoI32, 0, -1)
	echoes(lib.MaybeEchoU64, math.MaxUint64)
	echoes(lib.MaybeEchoF64, 0, 0.1)
	echoes(lib.MaybeEchoBool, false, true)
	echoes(lib.MaybeEchoText, "", "ü")
	echoes(lib.MaybeEchoColor, lib.MaybeColorRed, lib.MaybeColorGreen)
	echoes(lib.MaybeEchoHandle, 0, 1<<63)
	check(must(lib.MaybeEchoData(nil)) == nil && len(must(lib.MaybeEchoData([]byte{0}))) == 1)
	check(must(lib.MaybeEchoData([]byte{})) != nil)
	check(must(lib.MaybeEchoNumbers(nil)) == nil && must(lib.MaybeEchoNumbers([]int32{})) != nil)
	check(reflect.DeepEqual(must(lib.MaybeEchoTexts([]string{"", "a"})), []string{"", "a"}))
	check(must(lib.MaybeEchoTexts(nil)) == nil)
	check(must(lib.MaybeEchoScores(nil)) == nil && must(lib.MaybeEchoScores(map[string]int32{})) != nil)
	check(must(lib.MaybeEchoScores(map[string]int32{"a": 1}))["a"] == 1)
	item := must(lib.MaybeEchoItem(must(lib.NewMaybeItem(1, nil, ref(0.5)))))
	check(item.Id() == 1 && item.Label() == nil && *item.Weight() == 0.5)
	check(must(lib.MaybeEchoItem(nil)) == nil)
	check(reflect.DeepEqual(must(lib.MaybeKinds(nil, nil, nil, nil)), []int32{0, 0, 0, 0}))
	empty := must(lib.MaybeKinds([]byte{}, []int32{}, map[string]int32{}, ref("")))
	check(reflect.DeepEqual(empty, []int32{1, 1, 1, 1}), empty)
	full := must(lib.MaybeKinds([]byte{1}, []int32{1}, map[string]int32{"a": 1}, ref("a")))
	check(reflect.DeepEqual(full, []int32{2, 2, 2, 2}), full)
	sparse := must(lib.MaybeSparse(4))
	check(len(sparse) == 4 && must(lib.MaybeCountPresent(sparse)) == 2)
	fails(failed(lib.MaybeEchoText(ref("\x00"))), lib.ErrText, "value: ")
	check(item.Close() == nil)
	fails(failed(lib.MaybeEchoItem(item)), lib.ErrClosed, "value: ")
	ends(lib.ProbeLive)
}

func echoes[T comparable](echo func(*T) (*T, error), values ...T) {
	check(must(echo(nil)) == nil)
	for _, value := range values {
		check(*must(echo(&value)) == value, value)
	}
}
