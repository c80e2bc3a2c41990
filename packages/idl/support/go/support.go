// Package support is what the generated files share; its package clause is replaced by theirs. Nothing here knows a
// particular library.
package support

// #include <stdbool.h>
// #include <stddef.h>
// #include <stdint.h>
// #include <stdlib.h>
import "C"

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"
	"unsafe"
)

// Error is an error that the library reported: -1 is a failure without a name, -2 a panic of the library.
type Error struct {
	Code    int32
	Message string
}

func (e *Error) Error() string {
	return e.Message
}

// ErrClosed is the error of using an object after Close, or after the callback that it was lent to returned.
var ErrClosed = errors.New("use of a closed object")

// ErrText is the error of text that C cannot be given: with a NUL, or not UTF-8.
var ErrText = errors.New("text must be UTF-8 without NUL")

// errNil is the error of nil where an object must be.
var errNil = errors.New("must not be nil")

// errNull is the error of an incorrect library.
var errNull = errors.New("the library gave NULL where an object must be")

// arena holds what is lent to C for one call, and the first mistake that was found in the arguments.
type arena struct {
	texts     []unsafe.Pointer
	used      []*nativeObject
	callbacks []*callback
	after     []func()
	err       error
}

func (a *arena) free() {
	for _, text := range a.texts {
		C.free(text)
	}
	for _, end := range a.after {
		end()
	}
	for _, object := range a.used {
		object.end()
	}
	for _, lent := range a.callbacks {
		registry.Delete(lent.number)
	}
	for _, lent := range a.callbacks {
		if lent.panicked != nil {
			panic(lent.panicked)
		}
	}
}

// use gives the address of an object, which the end of the call gives back.
func (a *arena) use(name string, object *nativeObject) unsafe.Pointer {
	address := object.use()
	if address == nil {
		a.fail(name, ErrClosed)
		return nil
	}
	a.used = append(a.used, object)
	return address
}

func (a *arena) fail(name string, err error) {
	if a.err == nil {
		a.err = fmt.Errorf("%s: %w", name, err)
	}
}

// text copies text for C.
func (a *arena) text(name string, value string) *C.char {
	if strings.IndexByte(value, 0) >= 0 || !utf8.ValidString(value) {
		a.fail(name, ErrText)
		return nil
	}
	copied := C.CString(value)
	a.texts = append(a.texts, unsafe.Pointer(copied))
	return copied
}

func (a *arena) optionalText(name string, value *string) *C.char {
	if value == nil {
		return nil
	}
	return a.text(name, *value)
}

// nothing gives empty slices an address: C wants one that is not NULL.
var nothing [16]byte

// lendSlice gives the address of the items as C has them; it is NULL only for no slice at all where that means none.
func lendSlice[T, N any](items []T, convert func(T) N) *N {
	if len(items) == 0 {
		return (*N)(unsafe.Pointer(&nothing))
	}
	lent := make([]N, len(items))
	for i, item := range items {
		lent[i] = convert(item)
	}
	return unsafe.SliceData(lent)
}

func lendOptionalSlice[T, N any](items []T, convert func(T) N) *N {
	if items == nil {
		return nil
	}
	return lendSlice(items, convert)
}

func lendBytes(data []byte) *C.uint8_t {
	if len(data) == 0 {
		return (*C.uint8_t)(unsafe.Pointer(&nothing))
	}
	return (*C.uint8_t)(unsafe.SliceData(data))
}

func lendOptionalBytes(data []byte) *C.uint8_t {
	if data == nil {
		return nil
	}
	return lendBytes(data)
}

// lendBoxed gives the address of a value, or NULL.
func lendBoxed[T, N any](value *T, convert func(T) N) *N {
	if value == nil {
		return nil
	}
	lent := convert(*value)
	return &lent
}

// splitMap gives keys and values in one order.
func splitMap[K comparable, V any](entries map[K]V) ([]K, []V) {
	keys := make([]K, 0, len(entries))
	values := make([]V, 0, len(entries))
	for key, value := range entries {
		keys = append(keys, key)
		values = append(values, value)
	}
	return keys, values
}

// readText copies text that is lent.
func readText(text *C.char) string {
	if text == nil {
		return ""
	}
	return C.GoString(text)
}

func readOptionalText(text *C.char) *string {
	if text == nil {
		return nil
	}
	copied := C.GoString(text)
	return &copied
}

func readBytes(data *C.uint8_t, length C.size_t) []byte {
	if data == nil || length == 0 {
		return []byte{}
	}
	return append([]byte(nil), unsafe.Slice((*byte)(data), int(length))...)
}

func readOptionalBytes(data *C.uint8_t, length C.size_t) []byte {
	if data == nil {
		return nil
	}
	return readBytes(data, length)
}

// readSlice converts the items of an array that is lent.
func readSlice[N, T any](items *N, length C.size_t, convert func(N) T) []T {
	converted := make([]T, 0, int(length))
	if items == nil {
		return converted
	}
	for _, item := range unsafe.Slice(items, int(length)) {
		converted = append(converted, convert(item))
	}
	return converted
}

func readBoxed[N, T any](value *N, convert func(N) T) *T {
	if value == nil {
		return nil
	}
	converted := convert(*value)
	return &converted
}

func zipMap[K comparable, V any](keys []K, values []V) map[K]V {
	entries := make(map[K]V, len(keys))
	for i, key := range keys {
		entries[key] = values[i]
	}
	return entries
}

// callback is a Go function that C may call, and what it panicked with.
type callback struct {
	function   any
	number     uint64
	panicked   any
	isDead     atomic.Bool
	isListener bool
}

// registry holds what C knows by number; an unknown number is a call that came too late.
var registry sync.Map
var lastNumber atomic.Uint64

func register(value any) uint64 {
	number := lastNumber.Add(1)
	registry.Store(number, value)
	return number
}

// lendCallback makes a function callable for one call; what it panics with comes out of the call.
func (a *arena) lendCallback(name string, function any, isNil bool) uint64 {
	if isNil {
		a.fail(name, errNil)
		return 0
	}
	lent := &callback{function: function}
	lent.number = register(lent)
	a.callbacks = append(a.callbacks, lent)
	return lent.number
}

// listen registers a listener, and gives its number.
func listen(function any, isNil bool) *callback {
	if isNil {
		panic("a listener must not be nil")
	}
	called := &callback{function: function, isListener: true}
	called.number = register(called)
	return called
}

// unlisten ends a listener; what calls it already goes on.
func (c *callback) unlisten() {
	c.isDead.Store(true)
	registry.Delete(c.number)
}

// enter gives the function of a callback; after a panic it is not called again.
func enter[F any](context unsafe.Pointer) (function F, called *callback, isAlive bool) {
	found, isFound := registry.Load(uint64(uintptr(context)))
	if !isFound {
		return function, nil, false
	}
	called = found.(*callback)
	return called.function.(F), called, !called.isDead.Load()
}

// leave keeps a panic, which may not pass through C. What a listener panics with ends the program, as in any goroutine.
func (c *callback) leave() {
	if c.isListener {
		return
	}
	if reason := recover(); reason != nil {
		c.panicked = reason
		c.isDead.Store(true)
	}
}

// Subscription is a listener that is registered with the library.
type Subscription struct {
	once sync.Once
	end  func()
}

// Close unregisters the listener; a second Close does nothing.
func (s *Subscription) Close() {
	s.once.Do(s.end)
}

// outcome is how an async call ended.
type outcome[T any] struct {
	value T
	err   error
}

// complete gives an outcome to the call that waits for it.
func complete[T any](context unsafe.Pointer, ended outcome[T]) {
	if waiting, isFound := registry.LoadAndDelete(uint64(uintptr(context))); isFound {
		waiting.(chan outcome[T]) <- ended
	}
}

// optional gives nil for what is not there.
func optional[T any](isThere bool, read func() T) T {
	if isThere {
		return read()
	}
	var none T
	return none
}

// wait waits for the end of an async call, or for the context. A call that is given up ends some time later, and then
// frees what is its own.
func wait[T any](ctx context.Context, done chan outcome[T], cancel func(), end func()) outcome[T] {
	if end == nil {
		end = func() {}
	}
	select {
	case ended := <-done:
		end()
		return ended
	case <-ctx.Done():
		if cancel != nil {
			cancel()
		}
		go func() {
			<-done
			end()
		}()
		return outcome[T]{err: ctx.Err()}
	}
}

// waitToEnd is wait for what must not be freed before the call has ended.
func waitToEnd[T any](ctx context.Context, done chan outcome[T], cancel func(), end func()) outcome[T] {
	if end != nil {
		defer end()
	}
	select {
	case ended := <-done:
		return ended
	case <-ctx.Done():
		if cancel != nil {
			cancel()
		}
		<-done
		return outcome[T]{err: ctx.Err()}
	}
}

// library frees memory that the library gave.
var library struct {
	freeText  func(text *C.char)
	freeBytes func(data *C.uint8_t, length C.size_t)
}

// takeText copies text that the caller owns, and frees it.
func takeText(text *C.char) string {
	if text == nil {
		return ""
	}
	defer library.freeText(text)
	return readText(text)
}

func takeOptionalText(text *C.char) *string {
	if text == nil {
		return nil
	}
	copied := takeText(text)
	return &copied
}

func takeBytes(data *C.uint8_t, length C.size_t) []byte {
	if data != nil {
		defer library.freeBytes(data, length)
	}
	return readBytes(data, length)
}

func takeOptionalBytes(data *C.uint8_t, length C.size_t) []byte {
	if data == nil {
		return nil
	}
	return takeBytes(data, length)
}

// takeSlice converts the items of an array that the caller owns, and frees the array.
func takeSlice[N, T any](items *N, length C.size_t, convert func(N) T) []T {
	converted := readSlice(items, length, convert)
	if items != nil {
		library.freeBytes((*C.uint8_t)(unsafe.Pointer(items)), length*C.size_t(unsafe.Sizeof(*items)))
	}
	return converted
}

func takeBoxed[N, T any](value *N, convert func(N) T) *T {
	converted := readBoxed(value, convert)
	if value != nil {
		library.freeBytes((*C.uint8_t)(unsafe.Pointer(value)), C.size_t(unsafe.Sizeof(*value)))
	}
	return converted
}

// toError makes the error for a code.
type toError func(code int32, message string) error

func newError(code int32, message string) error {
	return &Error{Code: code, Message: textOr(message, fmt.Sprintf("the library failed with code %d", code))}
}

// textOr gives what the library says of an error, or what else is known of it.
func textOr(message string, otherwise string) string {
	if message == "" {
		return otherwise
	}
	return message
}

// contractEntry is a declaration that this binding was generated with.
type contractEntry struct {
	path string
	hash uint64
}

// checkContract ends the program when the library was built from another document.
func checkContract(expected []contractEntry, actual map[string]uint64) {
	var differences []string
	for _, entry := range expected {
		if hash, isThere := actual[entry.path]; !isThere {
			differences = append(differences, entry.path+" is not in the library")
		} else if hash != entry.hash {
			differences = append(differences, entry.path+" is different in the library")
		}
	}
	if len(differences) > 0 {
		panic("this binding does not fit the library: " + strings.Join(differences, "; "))
	}
}
