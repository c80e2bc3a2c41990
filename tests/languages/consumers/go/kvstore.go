// A store of keys and values in a file: what a program does with it, and what it should not.
package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	lib "example.com/bindings/kvstore"
)

var ctx = context.Background()

func kvError(code lib.KvKvErrorCode) error { return &lib.KvKvError{Code: code} }

func main() {
	folder := must(os.MkdirTemp("", "koine-kvstore-"))
	path := filepath.Join(folder, "store")
	checkOpening(folder, path)
	checkValues(path)
	checkEntries(path)
	checkVisits(path)
	checkChanges(path)
	checkCompaction(path)
	checkGoroutines(path)
	ends(lib.ProbeLive)
	_, err := os.Stat(path + ".compacting")
	check(os.IsNotExist(err), err)
	check(os.RemoveAll(folder) == nil)
}

func open(path string) *lib.KvStore { return must(lib.KvStoreOpen(path, lib.KvOpenModeCreate)) }

func checkOpening(folder, path string) {
	check(!must(lib.KvStoreExists(path)))
	fails(failed(lib.KvStoreOpen(path, 0)), kvError(lib.KvKvErrorIo), "")
	fails(failed(lib.KvStoreOpen(folder, lib.KvOpenModeCreate)), kvError(lib.KvKvErrorIo), "")
	fails(failed(lib.KvStoreOpen(path+"\x00", lib.KvOpenModeCreate)), lib.ErrText, "path: ")
	other := filepath.Join(folder, "other")
	check(os.WriteFile(other, []byte("this is no store"), 0o600) == nil)
	fails(failed(lib.KvStoreOpen(other, lib.KvOpenModeCreate)), kvError(lib.KvKvErrorCorrupt), "")
}

func checkValues(path string) {
	store := open(path)
	defer store.Close()
	check(must(store.Put("a", []byte("first"))) && !must(store.Put("a", []byte("second"))))
	check(string(must(store.Get("a"))) == "second" && must(store.Get("b")) == nil)
	check(must(store.Put("empty", nil)))
	empty := must(store.Get("empty"))
	check(empty != nil && len(empty) == 0)
	large := bytes.Repeat([]byte{7}, 3_000_000)
	must(store.Put("ключ", large))
	check(bytes.Equal(must(store.Get("ключ")), large))
	longest := strings.Repeat("k", int(lib.KvMaxKeyLength))
	check(must(store.Put(longest, nil)))
	for _, key := range []string{"", longest + "k"} {
		fails(failed(store.Put(key, nil)), kvError(lib.KvKvErrorInvalidKey), "a key has 1 to 255 bytes")
	}
	fails(failed(store.Put("a\x00b", nil)), lib.ErrText, "key: ")
	fails(failed(store.Get("\xff")), lib.ErrText, "key: ")
	check(must(store.Delete("a")) && !must(store.Delete("a")))
	check(must(store.Delete("ключ")) && must(store.Delete(longest)) && must(store.Count()) == 1)
}

func keysOf(store *lib.KvStore, prefix *string) (keys []string) {
	for entry, err := range store.Entries(prefix) {
		keys = append(keys, must(entry, err).Key())
	}
	return keys
}

func checkEntries(path string) {
	store := open(path)
	apple := must(lib.NewKvEntry("fruit/apple", []byte("red"), ref("sweet"), ref(int64(math.MinInt64))))
	pear := must(lib.NewKvEntry("fruit/pear", []byte{}, ref(""), ref(int64(math.MaxInt64))))
	invalid := must(lib.NewKvEntry("", nil, nil, nil))
	fails(failed(store.PutAll([]*lib.KvEntry{apple, invalid})), kvError(lib.KvKvErrorInvalidKey), "")
	fails(failed(store.PutAll([]*lib.KvEntry{apple, nil})), nil, "entries: must not be nil")
	check(must(store.Count()) == 1 && must(store.PutAll([]*lib.KvEntry{apple, pear})) == 2 && must(store.PutAll(nil)) == 0)
	found := must(store.GetAll([]string{"fruit/apple", "fruit/none", "fruit/pear"}))
	check(len(found) == 3 && found[1] == nil)
	check(string(found[0].Value()) == "red" && *found[0].Note() == "sweet" && *found[0].Expires() == math.MinInt64)
	check(len(found[2].Value()) == 0 && *found[2].Note() == "" && *found[2].Expires() == math.MaxInt64)
	check(found[0].Close() == nil && found[0].Close() == nil)
	check(panics(func() { found[0].Key() }) == lib.ErrClosed)
	fails(failed(store.PutAll(found[:1])), lib.ErrClosed, "entries: ")
	check(maps.Equal(must(store.Notes()), map[string]string{"fruit/apple": "sweet", "fruit/pear": ""}))
	check(must(store.Entry("fruit/none")) == nil)
	check(fmt.Sprint(keysOf(store, nil)) == "[empty fruit/apple fruit/pear]")
	// What is iterated is what was there, whatever happens meanwhile.
	seen := 0
	for range store.Entries(ref("fruit/")) {
		must(store.Delete("fruit/pear"))
		seen++
	}
	check(seen == 2)
	for entry, err := range store.Entries(nil) {
		// The rest outlives the store.
		store.Close()
		seen += len(must(entry, err).Key())
	}
	check(seen == 2+len("empty")+len("fruit/apple"))
	for _, err := range store.Entries(nil) {
		fails(err, lib.ErrClosed, "")
	}
}

func checkVisits(path string) {
	store := open(path)
	must(store.Put("fruit/pear", []byte("green")))
	var kept *lib.KvEntry
	visited := 0
	count := must(store.Visit(nil, func(entry *lib.KvEntry) lib.KvVisit {
		kept = entry
		visited++
		if visited == 2 {
			return lib.KvVisitStop
		}
		return lib.KvVisitContinue
	}))
	check(count == 2 && visited == 2 && panics(func() { kept.Key() }) == lib.ErrClosed)
	check(panics(func() { store.Visit(nil, func(*lib.KvEntry) lib.KvVisit { panic("in a visitor") }) }) == "in a visitor")
	fails(failed(store.Visit(nil, nil)), nil, "each: must not be nil")
	// The store ends when the visit does.
	count = must(store.Visit(ref("fruit/"), func(entry *lib.KvEntry) lib.KvVisit {
		if entry.Key() == "fruit/apple" {
			check(must(store.Delete("fruit/apple")) && must(store.Delete("fruit/pear")))
			check(store.Close() == nil)
		}
		fails(failed(store.Count()), lib.ErrClosed, "")
		return lib.KvVisitContinue
	}))
	check(count == 2)
	fails(failed(store.Count()), lib.ErrClosed, "")
}

func checkChanges(path string) {
	store := open(path)
	var changes []string
	var subscription *lib.Subscription
	subscription = lib.KvOnChange_(func(kind lib.KvChangeKind, key string, value []byte) {
		check(bytes.Equal(must(store.Get(key)), value) && (value == nil) == (kind == lib.KvChangeKindDelete))
		changes = append(changes, fmt.Sprint(kind, " ", key, " ", len(value)))
		if kind == lib.KvChangeKindDelete {
			subscription.Close()
		}
	})
	must(store.Put("x", []byte("1")))
	must(store.Put("x", nil))
	must(store.Delete("x"))
	must(store.Put("y", []byte("2")))
	check(fmt.Sprint(changes) == "[Put x 1 Put x 0 Delete x 0]", changes)
	closing := lib.KvOnChange_(func(lib.KvChangeKind, string, []byte) { store.Close() })
	must(store.Delete("y"))
	closing.Close()
	fails(failed(store.Count()), lib.ErrClosed, "")
}

func checkCompaction(path string) {
	store := open(path)
	for index := range 40 {
		must(store.Put(fmt.Sprintf("n%d", index%20), fmt.Append(nil, index)))
	}
	before := must(store.Stats())
	check(before.Entries == 21 && before.Garbage > 0)
	var progress atomic.Uint64
	subscription := lib.KvOnProgress_(func(done, total uint64) {
		check(total == 21)
		progress.Store(done)
	})
	check(must(store.Compact(ctx, 0)) == before.Garbage && progress.Load() == 21)
	subscription.Close()
	check(must(store.Stats()) == lib.KvStats{Entries: 21, FileSize: before.FileSize - before.Garbage})

	short, cancel := context.WithTimeout(ctx, 30*time.Millisecond)
	fails(failed(store.Compact(short, 300)), context.DeadlineExceeded, "")
	cancel()
	cancel()
	fails(failed(store.Compact(short, 0)), context.DeadlineExceeded, "")
	must(store.Put("n1", []byte("changed meanwhile")))
	var ended sync.WaitGroup
	for range 2 {
		ended.Add(1)
		go func() {
			defer ended.Done()
			if _, err := store.Compact(ctx, 1); err != nil {
				fails(err, lib.ErrClosed, "")
			}
		}()
	}
	must(store.Put("n3", []byte("during the compaction")))
	must(store.Delete("n4"))
	store.Close()
	ended.Wait()
	again := must(lib.KvStoreOpen(path, lib.KvOpenModeReadOnly))
	defer again.Close()
	check(string(must(again.Get("n1"))) == "changed meanwhile" && must(again.Get("n4")) == nil)
	check(string(must(again.Get("n3"))) == "during the compaction")
	fails(failed(again.Put("n3", nil)), kvError(lib.KvKvErrorReadOnly), "")
	fails(failed(again.Compact(ctx, 0)), kvError(lib.KvKvErrorReadOnly), "")
}

func checkGoroutines(path string) {
	store := open(path)
	before := must(store.Count())
	var ended sync.WaitGroup
	for number := range 4 {
		ended.Add(1)
		go func() {
			defer ended.Done()
			for index := range 25 {
				must(store.Put(fmt.Sprintf("t%d/%d", number, index), []byte("x")))
			}
		}()
	}
	ended.Wait()
	check(must(store.Count()) == before+100)
	// Another goroutine closes it while it is used: whoever comes too late is told so.
	for range 20 {
		shared := open(path)
		for range 3 {
			ended.Add(1)
			go func() {
				defer ended.Done()
				for {
					if _, err := shared.Get("t1/1"); err != nil {
						fails(err, lib.ErrClosed, "")
						return
					}
				}
			}()
		}
		shared.Close()
		ended.Wait()
	}
	store.Close()
}
