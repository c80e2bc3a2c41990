// What callers lend, as values of Go. What cannot be read ends the call.

package main

// #include <stdint.h>
// #include <stdlib.h>
import "C"

import (
	"unicode/utf8"
	"unsafe"
)

func readText(name string, text *C.char) string {
	if text == nil {
		panic(crossing(name + " is NULL"))
	}
	copied := C.GoString(text)
	if !utf8.ValidString(copied) {
		panic(crossing(name + " is not UTF-8"))
	}
	return copied
}

func readOptionalText(name string, text *C.char) *string {
	if text == nil {
		return nil
	}
	copied := readText(name, text)
	return &copied
}

// readBytes gives nil for NULL, which is none.
func readBytes(bytes *C.uint8_t, count C.size_t) []byte {
	if bytes == nil {
		return nil
	}
	return append(make([]byte, 0, int(count)), unsafe.Slice((*byte)(unsafe.Pointer(bytes)), int(count))...)
}

// readSlice gives nil for NULL, which is none.
func readSlice[N, T any](items *N, count C.size_t, read func(N) T) []T {
	if items == nil {
		return nil
	}
	copied := make([]T, int(count))
	for i, item := range unsafe.Slice(items, int(count)) {
		copied[i] = read(item)
	}
	return copied
}

// readMap gives nil for NULL, which is none.
func readMap[NK, NV any, K comparable, V any](keys *NK, values *NV, count C.size_t, readKey func(NK) K, readValue func(NV) V) map[K]V {
	if keys == nil {
		return nil
	}
	copied := make(map[K]V, int(count))
	allValues := unsafe.Slice(values, int(count))
	for i, key := range unsafe.Slice(keys, int(count)) {
		copied[readKey(key)] = readValue(allValues[i])
	}
	return copied
}

func readBoxed[N, T any](value *N, read func(N) T) *T {
	if value == nil {
		return nil
	}
	copied := read(*value)
	return &copied
}

func readOptional[N, T any](native *N, read func(string, *N) T) *T {
	if native == nil {
		return nil
	}
	value := read("", native)
	return &value
}

// lendSlice gives what a caller lends as it is; the implementation may write to it until it returns.
func lendSlice[N, T any](items *N, count C.size_t) []T {
	if items == nil {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(items)), int(count))
}

// lendImported gives an object of another library that a caller lends, and what ends it.
func lendImported[T any](name string, native unsafe.Pointer, lend func(unsafe.Pointer) (*T, func())) (*T, func()) {
	if native == nil {
		panic(crossing(name + " is NULL"))
	}
	return lend(native)
}
