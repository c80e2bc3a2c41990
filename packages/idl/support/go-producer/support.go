// What calls hand over, the objects that callers have, and what they are told of errors.

package main

// #include <stdint.h>
// #include <stdlib.h>
import "C"

import (
	"errors"
	"fmt"
	"runtime/cgo"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

// library is what the C of this document is called.
var library struct {
	allocate   func(count, size C.size_t) unsafe.Pointer
	free       func(memory unsafe.Pointer)
	countAlive func() int64
	// importedCode gives the code of an error that another document declares, or 0; nil where there is no other document.
	importedCode func(err error) int32
}

// codeGeneric is the code of errors that no domain names, codePanic that of a panic.
const (
	codeGeneric = -1
	codePanic   = -2
)

// domainError is an error with a code that callers know.
type domainError interface {
	error
	domainCode() int32
}

// explained is an error of a domain with a message of its own.
type explained struct {
	domainError
	message string
}

func (e explained) Error() string { return e.message }

func (e explained) Unwrap() error { return e.domainError }

// crossing is what cannot go from one side to the other; it ends the call.
type crossing string

// describe gives what callers are told of an error.
func describe(err error) (int32, string) {
	var known domainError
	if errors.As(err, &known) {
		if code := known.domainCode(); code != 0 {
			return code, err.Error()
		}
	}
	if library.importedCode != nil {
		if code := library.importedCode(err); code != 0 {
			return code, err.Error()
		}
	}
	var panicked *panicError
	if errors.As(err, &panicked) {
		return codePanic, err.Error()
	}
	return codeGeneric, err.Error()
}

type panicError struct{ value any }

func (e *panicError) Error() string { return fmt.Sprint(e.value) }

// protect runs what may panic.
func protect(body func() error) (err error) {
	defer func() {
		switch value := recover().(type) {
		case nil:
		case crossing:
			err = errors.New(string(value))
		default:
			err = &panicError{value}
		}
	}()
	return body()
}

// CountAlive gives how many objects and results callers have and did not give back yet.
func CountAlive() int64 { return library.countAlive() }

// CountRunning gives how many async calls were launched and are not complete.
func CountRunning() int64 { return running.Load() }

// WaitUntilNoneAlive waits until callers gave everything back, or until the time is over.
func WaitUntilNoneAlive(limit time.Duration) int64 {
	for end := time.Now().Add(limit); CountAlive() != 0 && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	return CountAlive()
}

var running atomic.Int64

// outgoing is what one call hands over: memory of results, and objects with what is in them.
type outgoing struct {
	memory, owned []unsafe.Pointer
	handles       []cgo.Handle
	foreignEnds   []func()
	depth         int
}

// foreign notes what ends an object of another library, should nobody be given it.
func (out *outgoing) foreign(end func()) { out.foreignEnds = append(out.foreignEnds, end) }

// requireImported ends a call that has no object of another library to give.
func requireImported(isThere bool) {
	if !isThere {
		panic(crossing("an object of another library is nil, closed, or cannot be copied"))
	}
}

func (out *outgoing) allocate(count int, size uintptr) unsafe.Pointer {
	memory := library.allocate(C.size_t(count), C.size_t(size))
	if memory == nil {
		panic(crossing("there is no memory for the result"))
	}
	if out.depth > 0 {
		out.owned = append(out.owned, memory)
	} else {
		out.memory = append(out.memory, memory)
	}
	return memory
}

// inObject allocates what belongs to an object, and lives as long.
func (out *outgoing) inObject(make func() unsafe.Pointer) unsafe.Pointer {
	out.depth++
	defer func() { out.depth-- }()
	return make()
}

// endLending frees what was lent; objects are the caller's.
func (out *outgoing) endLending() {
	for _, memory := range out.memory {
		library.free(memory)
	}
}

// discard frees everything: nobody was given it.
func (out *outgoing) discard() {
	out.endLending()
	for _, memory := range out.owned {
		library.free(memory)
	}
	for _, handle := range out.handles {
		forget(handle)
	}
	for _, end := range out.foreignEnds {
		end()
	}
}

// object gives a value a place of its own.
func (out *outgoing) object(value any) unsafe.Pointer {
	return out.inObject(func() unsafe.Pointer {
		place := out.allocate(1, unsafe.Sizeof(C.uintptr_t(0)))
		retain(value)
		handle := cgo.NewHandle(value)
		out.handles = append(out.handles, handle)
		*(*C.uintptr_t)(place) = C.uintptr_t(handle)
		return place
	})
}

func (out *outgoing) optionalObject(value any, isPresent bool) unsafe.Pointer {
	if !isPresent {
		return nil
	}
	return out.object(value)
}

// useObject gives the value of a place; T is what was kept there.
func useObject[T any](name string, place unsafe.Pointer) T {
	if place == nil {
		panic(crossing(name + " is NULL"))
	}
	return cgo.Handle(*(*C.uintptr_t)(place)).Value().(T)
}

func useOptionalObject[T any](place unsafe.Pointer) (value T) {
	if place == nil {
		return value
	}
	return useObject[T]("", place)
}

// endObject frees a place.
func endObject(place unsafe.Pointer) {
	if place == nil {
		return
	}
	forget(cgo.Handle(*(*C.uintptr_t)(place)))
	library.free(place)
}

// releaser is a value of the author that wants to know when no caller has it any more.
type releaser interface{ Release() }

var (
	holdersLock sync.Mutex
	holders     = map[releaser]int{}
)

func retain(value any) {
	if one, isReleaser := value.(releaser); isReleaser {
		holdersLock.Lock()
		defer holdersLock.Unlock()
		holders[one]++
	}
}

func forget(handle cgo.Handle) {
	value := handle.Value()
	handle.Delete()
	one, isReleaser := value.(releaser)
	if !isReleaser {
		return
	}
	holdersLock.Lock()
	holders[one]--
	isLast := holders[one] == 0
	if isLast {
		delete(holders, one)
	}
	holdersLock.Unlock()
	if isLast {
		_ = protect(func() error { one.Release(); return nil })
	}
}

// Handle is a value that callers carry about, and that only the implementation looks at or ends.
type Handle[T any] struct{ place unsafe.Pointer }

// KeepHandle keeps a value until its End.
func KeepHandle[T any](value T) Handle[T] {
	var out outgoing
	return Handle[T]{out.object(&value)}
}

// Value gives the value, which can be changed.
func (h Handle[T]) Value() *T { return useObject[*T]("the handle", h.place) }

// End forgets the value.
func (h Handle[T]) End() { endObject(h.place) }

// IsNone tells whether there is no value.
func (h Handle[T]) IsNone() bool { return h.place == nil }

func readHandle[T any](name string, place unsafe.Pointer) Handle[T] {
	if place == nil {
		panic(crossing(name + " is NULL"))
	}
	return Handle[T]{place}
}

func (out *outgoing) text(text string) *C.char {
	if strings.IndexByte(text, 0) >= 0 {
		panic(crossing("a text with a NUL in it cannot be given to C"))
	}
	place := out.allocate(len(text)+1, 1)
	copy(unsafe.Slice((*byte)(place), len(text)), text)
	return (*C.char)(place)
}

func (out *outgoing) optionalText(text *string) *C.char {
	if text == nil {
		return nil
	}
	return out.text(*text)
}

func (out *outgoing) bytes(bytes []byte) *C.uint8_t {
	place := out.allocate(len(bytes), 1)
	copy(unsafe.Slice((*byte)(place), len(bytes)), bytes)
	return (*C.uint8_t)(place)
}

func (out *outgoing) optionalBytes(bytes []byte) *C.uint8_t {
	if bytes == nil {
		return nil
	}
	return out.bytes(bytes)
}

func giveSlice[T, N any](out *outgoing, items []T, give func(T) N) *N {
	var one N
	place := (*N)(out.allocate(len(items), unsafe.Sizeof(one)))
	natives := unsafe.Slice(place, len(items))
	for i, item := range items {
		natives[i] = give(item)
	}
	return place
}

func giveOptionalSlice[T, N any](out *outgoing, items []T, give func(T) N) *N {
	if items == nil {
		return nil
	}
	return giveSlice(out, items, give)
}

// giveMap gives the keys and values in no particular order.
func giveMap[K comparable, V, NK, NV any](out *outgoing, items map[K]V, giveKey func(K) NK, giveValue func(V) NV) (*NK, *NV) {
	keys, values := make([]K, 0, len(items)), make([]V, 0, len(items))
	for key, value := range items {
		keys, values = append(keys, key), append(values, value)
	}
	return giveSlice(out, keys, giveKey), giveSlice(out, values, giveValue)
}

func giveOptionalMap[K comparable, V, NK, NV any](out *outgoing, items map[K]V, giveKey func(K) NK, giveValue func(V) NV) (*NK, *NV) {
	if items == nil {
		return nil, nil
	}
	return giveMap(out, items, giveKey, giveValue)
}

func giveBoxed[T, N any](out *outgoing, value *T, give func(T) N) *N {
	if value == nil {
		return nil
	}
	place := (*N)(out.allocate(1, unsafe.Sizeof(*new(N))))
	*place = give(*value)
	return place
}

func giveOptional[T, N any](out *outgoing, value *T, give func(*outgoing, T) *N) *N {
	if value == nil {
		return nil
	}
	return give(out, *value)
}

func writeArray[T, N any](place *N, items []T, give func(T) N) {
	natives := unsafe.Slice(place, len(items))
	for i, item := range items {
		natives[i] = give(item)
	}
}
