// Keys and values in a file that grows until it is compacted; the same file as the other producers write.
package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"iter"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

const magic = "kvstore1"

const (
	recordDeletes = 1 << iota
	recordHasNote
	recordExpires
)

// What is before the key, the note and the value of a record.
type recordHead struct {
	Bits, KeyLength, NoteLength, ValueLength uint32
	Expires                                  int64
}

var headSize = binary.Size(recordHead{})

func encodeRecord(bits uint32, expires int64, key string, note string, value []byte) []byte {
	head := recordHead{bits, uint32(len(key)), uint32(len(note)), uint32(len(value)), expires}
	record, _ := binary.Append(nil, binary.LittleEndian, head)
	return append(append(append(record, key...), note...), value...)
}

func encodeEntry(entry KvEntry) []byte {
	var bits uint32
	var expires int64
	var note string
	if entry.Note != nil {
		bits |= recordHasNote
		note = *entry.Note
	}
	if entry.Expires != nil {
		bits |= recordExpires
		expires = *entry.Expires
	}
	return encodeRecord(bits, expires, entry.Key, note, entry.Value)
}

func readEntries(content []byte) (map[string]KvEntry, error) {
	entries := map[string]KvEntry{}
	rest, isStore := bytes.CutPrefix(content, []byte(magic))
	if !isStore {
		return nil, KvKvErrorCorrupt
	}
	for len(rest) > 0 {
		var head recordHead
		if _, err := binary.Decode(rest, binary.LittleEndian, &head); err != nil {
			return nil, KvKvErrorCorrupt.Because("a record is cut off")
		}
		rest = rest[headSize:]
		keyEnd := int(head.KeyLength)
		noteEnd := keyEnd + int(head.NoteLength)
		valueEnd := noteEnd + int(head.ValueLength)
		if valueEnd > len(rest) {
			return nil, KvKvErrorCorrupt.Because("a record is cut off")
		}
		entry := KvEntry{Key: string(rest[:keyEnd]), Value: bytes.Clone(rest[noteEnd:valueEnd])}
		if head.Bits&recordHasNote != 0 {
			note := string(rest[keyEnd:noteEnd])
			entry.Note = &note
		}
		if head.Bits&recordExpires != 0 {
			entry.Expires = &head.Expires
		}
		rest = rest[valueEnd:]
		if head.Bits&recordDeletes != 0 {
			delete(entries, entry.Key)
		} else {
			entries[entry.Key] = entry
		}
	}
	return entries, nil
}

func ioError(err error) error { return KvKvErrorIo.Because(err.Error()) }

type kvStoreObject struct {
	lock       sync.Mutex
	compacting sync.Mutex
	path       string
	isReadOnly bool
	file       *os.File
	size       int64
	entries    map[string]KvEntry
}

func isFile(path string) bool {
	state, err := os.Stat(path)
	return err == nil && state.Mode().IsRegular()
}

func KvStoreOpen(path string, mode KvOpenMode) (KvStore, error) {
	store := &kvStoreObject{path: path, isReadOnly: mode&KvOpenModeReadOnly != 0}
	flags := os.O_RDWR
	if store.isReadOnly {
		flags = os.O_RDONLY
	}
	content := []byte(magic)
	var err error
	if !isFile(path) && mode&KvOpenModeCreate != 0 {
		if err = os.WriteFile(path, content, 0o644); err != nil {
			return nil, ioError(err)
		}
	} else if content, err = os.ReadFile(path); err != nil {
		return nil, ioError(err)
	}
	store.size = int64(len(content))
	if store.entries, err = readEntries(content); err != nil {
		return nil, err
	}
	if store.file, err = os.OpenFile(path, flags, 0); err != nil {
		return nil, ioError(err)
	}
	return store, nil
}

func KvStoreExists(path string) (bool, error) { return isFile(path), nil }

func (s *kvStoreObject) checkChange(key string) error {
	if s.isReadOnly {
		return KvKvErrorReadOnly
	}
	if len(key) == 0 || len(key) > int(KvMaxKeyLength) {
		return KvKvErrorInvalidKey
	}
	return nil
}

// write adds a record at the end; the store is locked.
func (s *kvStoreObject) write(record []byte) error {
	if _, err := s.file.WriteAt(record, s.size); err != nil {
		return ioError(err)
	}
	s.size += int64(len(record))
	return nil
}

// keep writes an entry and gives whether its key is new; the store is locked.
func (s *kvStoreObject) keep(entry KvEntry) (bool, error) {
	_, isThere := s.entries[entry.Key]
	s.entries[entry.Key] = entry
	return !isThere, s.write(encodeEntry(entry))
}

func (s *kvStoreObject) put(entries ...KvEntry) (isNew bool, err error) {
	s.lock.Lock()
	for _, entry := range entries {
		if isNew, err = s.keep(entry); err != nil {
			break
		}
	}
	s.lock.Unlock()
	for _, entry := range entries {
		NotifyKvChange(KvChangeKindPut, entry.Key, entry.Value)
	}
	return isNew, err
}

func (s *kvStoreObject) Put(key string, value []byte) (bool, error) {
	if err := s.checkChange(key); err != nil {
		return false, err
	}
	return s.put(KvEntry{Key: key, Value: value})
}

func (s *kvStoreObject) PutAll(entries []KvEntry) (uint32, error) {
	for _, entry := range entries {
		if err := s.checkChange(entry.Key); err != nil {
			return 0, err
		}
	}
	_, err := s.put(entries...)
	return uint32(len(entries)), err
}

func (s *kvStoreObject) Get(key string) ([]byte, error) {
	entry, err := s.Entry(key)
	if entry == nil {
		return nil, err
	}
	return entry.Value, err
}

func (s *kvStoreObject) Entry(key string) (*KvEntry, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	entry, isThere := s.entries[key]
	if !isThere {
		return nil, nil
	}
	return &entry, nil
}

func (s *kvStoreObject) Delete(key string) (bool, error) {
	if err := s.checkChange(key); err != nil {
		return false, err
	}
	s.lock.Lock()
	_, isThere := s.entries[key]
	if !isThere {
		s.lock.Unlock()
		return false, nil
	}
	delete(s.entries, key)
	err := s.write(encodeRecord(recordDeletes, 0, key, "", nil))
	s.lock.Unlock()
	NotifyKvChange(KvChangeKindDelete, key, nil)
	return true, err
}

func (s *kvStoreObject) GetAll(keys []string) ([]*KvEntry, error) {
	found := make([]*KvEntry, len(keys))
	for index, key := range keys {
		found[index], _ = s.Entry(key)
	}
	return found, nil
}

func (s *kvStoreObject) list(prefix *string) (listed []KvEntry) {
	s.lock.Lock()
	defer s.lock.Unlock()
	for _, key := range slices.Sorted(maps.Keys(s.entries)) {
		if prefix == nil || strings.HasPrefix(key, *prefix) {
			listed = append(listed, s.entries[key])
		}
	}
	return listed
}

func (s *kvStoreObject) Notes() (map[string]string, error) {
	notes := map[string]string{}
	for _, entry := range s.list(nil) {
		if entry.Note != nil {
			notes[entry.Key] = *entry.Note
		}
	}
	return notes, nil
}

func (s *kvStoreObject) Count() (uint64, error) {
	stats, err := s.Stats()
	return stats.Entries, err
}

func (s *kvStoreObject) Entries(prefix *string) (iter.Seq2[KvEntry, error], error) {
	listed := s.list(prefix)
	return func(yield func(KvEntry, error) bool) {
		for _, entry := range listed {
			if !yield(entry, nil) {
				return
			}
		}
	}, nil
}

func (s *kvStoreObject) Visit(prefix *string, each KvOnEntry) (visited uint64, err error) {
	for _, entry := range s.list(prefix) {
		visited++
		if each(entry) == KvVisitStop {
			break
		}
	}
	return visited, nil
}

func (s *kvStoreObject) Stats() (KvStats, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	used := len(magic)
	for _, entry := range s.entries {
		used += len(encodeEntry(entry))
	}
	return KvStats{uint64(len(s.entries)), uint64(s.size), uint64(s.size) - uint64(used)}, nil
}

func (s *kvStoreObject) Compact(ctx context.Context, pause uint32) (uint64, error) {
	if s.isReadOnly {
		return 0, KvKvErrorReadOnly
	}
	s.compacting.Lock()
	defer s.compacting.Unlock()
	file, err := os.Create(s.path + ".compacting")
	if err != nil {
		return 0, ioError(err)
	}
	changes, err := s.writeAll(ctx, file, time.Duration(pause)*time.Millisecond)
	var freed uint64
	if err == nil {
		freed, err = s.replaceFile(file, changes)
	}
	if err != nil {
		_ = file.Close()
		_ = os.Remove(file.Name())
	}
	return freed, err
}

// writeAll writes the entries of a moment, and gives where in the old file the changes begin that others make meanwhile.
func (s *kvStoreObject) writeAll(ctx context.Context, file *os.File, pause time.Duration) (int64, error) {
	s.lock.Lock()
	changes := s.size
	s.lock.Unlock()
	entries := s.list(nil)
	if _, err := file.WriteString(magic); err != nil {
		return 0, ioError(err)
	}
	for index, entry := range entries {
		if _, err := file.Write(encodeEntry(entry)); err != nil {
			return 0, ioError(err)
		}
		NotifyKvProgress(uint64(index+1), uint64(len(entries)))
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
		if ctx.Err() != nil {
			return 0, KvKvErrorCancelled
		}
	}
	return changes, nil
}

// replaceFile adds what was changed meanwhile and puts the new file in the place of the old one.
func (s *kvStoreObject) replaceFile(file *os.File, changes int64) (uint64, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	changed := make([]byte, s.size-changes)
	if _, err := s.file.ReadAt(changed, changes); err != nil && len(changed) > 0 {
		return 0, ioError(err)
	}
	if _, err := file.Write(changed); err != nil {
		return 0, ioError(err)
	}
	if err := os.Rename(file.Name(), s.path); err != nil {
		return 0, ioError(err)
	}
	state, err := file.Stat()
	if err != nil {
		return 0, ioError(err)
	}
	// What was changed while the compaction began can be in the new file twice.
	freed := max(s.size-state.Size(), 0)
	_ = s.file.Close()
	s.file, s.size = file, state.Size()
	return uint64(freed), nil
}

func ProbeLive() (int64, error) {
	for start := time.Now(); CountRunning() > 0 && time.Since(start) < 5*time.Second; {
		time.Sleep(time.Millisecond)
	}
	return WaitUntilNoneAlive(5 * time.Second), nil
}
