//! Keys and values in a file that grows until it is compacted; the same file as the other producers write.

pub mod kv {
    use std::collections::BTreeMap;
    use std::fs::{File, OpenOptions};
    use std::io::{Read, Seek, SeekFrom, Write};
    use std::path::{Path, PathBuf};
    use std::sync::{Mutex, MutexGuard, PoisonError};
    use std::time::Duration;

    use crate::api::kv as api;
    use crate::api::kv::KvError;
    use crate::support::{self, Error};

    const MAGIC: &[u8; 8] = b"kvstore1";
    const DELETES: u32 = 1;
    const HAS_NOTE: u32 = 2;
    const EXPIRES: u32 = 4;
    /// Of what is before the key, the note and the value of a record.
    const HEAD_SIZE: usize = 24;

    /// What an entry is written as.
    fn encode(entry: &api::Entry) -> Vec<u8> {
        let note = entry.note.as_deref().unwrap_or_default();
        let mut bits = 0;
        bits |= if entry.note.is_some() { HAS_NOTE } else { 0 };
        bits |= if entry.expires.is_some() { EXPIRES } else { 0 };
        let lengths = [entry.key.len(), note.len(), entry.value.len()];
        let mut record = encode_head(bits, lengths, entry.expires.unwrap_or_default());
        record.extend_from_slice(entry.key.as_bytes());
        record.extend_from_slice(note.as_bytes());
        record.extend_from_slice(&entry.value);
        record
    }

    fn encode_head(bits: u32, lengths: [usize; 3], expires: i64) -> Vec<u8> {
        let mut head = bits.to_le_bytes().to_vec();
        for length in lengths {
            head.extend_from_slice(&u32::try_from(length).expect("an entry is smaller than 4 GB").to_le_bytes());
        }
        head.extend_from_slice(&expires.to_le_bytes());
        head
    }

    /// Takes the next bytes of a file, if there are so many.
    fn take<'a>(rest: &mut &'a [u8], count: usize) -> Result<&'a [u8], Error> {
        if rest.len() < count {
            return Err(KvError::Corrupt.because("a record is cut off"));
        }
        let (taken, others) = rest.split_at(count);
        *rest = others;
        Ok(taken)
    }

    fn take_number(rest: &mut &[u8]) -> Result<u32, Error> {
        Ok(u32::from_le_bytes(take(rest, 4)?.try_into()?))
    }

    fn take_text(rest: &mut &[u8], length: u32) -> Result<String, Error> {
        let text = take(rest, usize::try_from(length)?)?;
        String::from_utf8(text.to_vec()).map_err(|_| KvError::Corrupt.because("a text is not UTF-8"))
    }

    fn read_entries(mut rest: &[u8]) -> Result<BTreeMap<String, api::Entry>, Error> {
        let mut entries = BTreeMap::new();
        if rest.len() < MAGIC.len() || take(&mut rest, MAGIC.len())? != MAGIC {
            Err(KvError::Corrupt)?;
        }
        while !rest.is_empty() {
            let bits = take_number(&mut rest)?;
            let lengths = [take_number(&mut rest)?, take_number(&mut rest)?, take_number(&mut rest)?];
            let time = i64::from_le_bytes(take(&mut rest, 8)?.try_into()?);
            let key = take_text(&mut rest, lengths[0])?;
            let note = take_text(&mut rest, lengths[1])?;
            let value = take(&mut rest, usize::try_from(lengths[2])?)?.to_vec();
            if bits & DELETES != 0 {
                entries.remove(&key);
                continue;
            }
            let note = (bits & HAS_NOTE != 0).then_some(note);
            let expires = (bits & EXPIRES != 0).then_some(time);
            entries.insert(key.clone(), api::Entry { key, value, note, expires });
        }
        Ok(entries)
    }

    fn io_error(path: &Path) -> impl Fn(std::io::Error) -> Error + '_ {
        move |error| KvError::Io.because(format!("{}: {error}", path.display()))
    }

    struct State {
        file: File,
        size: u64,
        entries: BTreeMap<String, api::Entry>,
    }

    pub struct Store {
        path: PathBuf,
        is_read_only: bool,
        state: Mutex<State>,
        compacting: Mutex<()>,
    }

    fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
        mutex.lock().unwrap_or_else(PoisonError::into_inner)
    }

    impl Store {
        fn check_change(&self, key: &str) -> Result<(), Error> {
            if self.is_read_only {
                Err(KvError::ReadOnly)?;
            }
            if key.is_empty() || key.len() > usize::try_from(api::MAX_KEY_LENGTH)? {
                Err(KvError::InvalidKey)?;
            }
            Ok(())
        }

        fn append(&self, state: &mut State, record: &[u8]) -> Result<(), Error> {
            state.file.seek(SeekFrom::End(0)).map_err(io_error(&self.path))?;
            state.file.write_all(record).map_err(io_error(&self.path))?;
            state.size += u64::try_from(record.len())?;
            Ok(())
        }

        /// Writes an entry and keeps it; gives whether its key is new.
        fn keep(&self, state: &mut State, entry: api::Entry) -> Result<bool, Error> {
            self.append(state, &encode(&entry))?;
            Ok(state.entries.insert(entry.key.clone(), entry).is_none())
        }

        fn list(&self, prefix: Option<&str>) -> Vec<api::Entry> {
            let state = lock(&self.state);
            let is_listed = |entry: &&api::Entry| prefix.is_none_or(|prefix| entry.key.starts_with(prefix));
            state.entries.values().filter(is_listed).cloned().collect()
        }

        /// Writes the entries of a moment; others may change the store meanwhile.
        fn write_all(&self, file: &mut File, pause: u32, cancel: support::CancelToken) -> Result<(), Error> {
            let entries = self.list(None);
            file.write_all(MAGIC)?;
            for (index, entry) in entries.iter().enumerate() {
                file.write_all(&encode(entry))?;
                api::notify_progress(u64::try_from(index)? + 1, u64::try_from(entries.len())?)?;
                std::thread::sleep(Duration::from_millis(u64::from(pause)));
                if cancel.is_cancelled() {
                    Err(KvError::Cancelled)?;
                }
            }
            Ok(())
        }

        /// Adds what was changed meanwhile and puts the new file in the place of the old one.
        fn replace_file(&self, mut file: File, path: &Path, changes: u64) -> Result<u64, Error> {
            let mut state = lock(&self.state);
            let mut changed = Vec::new();
            state.file.seek(SeekFrom::Start(changes))?;
            state.file.read_to_end(&mut changed)?;
            file.write_all(&changed)?;
            std::fs::rename(path, &self.path)?;
            let size = file.stream_position()?;
            // What was changed while the compaction began can be in the new file twice.
            let freed = state.size.saturating_sub(size);
            state.file = file;
            state.size = size;
            Ok(freed)
        }
    }

    impl api::Store for Store {
        fn open(path: &str, mode: api::OpenMode) -> Result<Self, Error> {
            let path = PathBuf::from(path);
            let is_read_only = mode.contains(api::OpenMode::READ_ONLY);
            let is_new = !path.is_file() && mode.contains(api::OpenMode::CREATE);
            let mut options = OpenOptions::new();
            options.read(true).write(is_new || !is_read_only).create(is_new);
            let mut file = options.open(&path).map_err(io_error(&path))?;
            let mut content = Vec::new();
            if is_new {
                file.write_all(MAGIC).map_err(io_error(&path))?;
                content.extend_from_slice(MAGIC);
            } else {
                file.read_to_end(&mut content).map_err(io_error(&path))?;
            }
            let state = State { file, size: u64::try_from(content.len())?, entries: read_entries(&content)? };
            Ok(Self { path, is_read_only, state: Mutex::new(state), compacting: Mutex::new(()) })
        }

        fn put(&self, key: &str, value: &[u8]) -> Result<bool, Error> {
            self.check_change(key)?;
            let entry = api::Entry { key: key.to_owned(), value: value.to_vec(), note: None, expires: None };
            let is_new = self.keep(&mut lock(&self.state), entry)?;
            api::notify_change(api::ChangeKind::Put, key, Some(value))?;
            Ok(is_new)
        }

        fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
            Ok(lock(&self.state).entries.get(key).map(|entry| entry.value.clone()))
        }

        fn entry(&self, key: &str) -> Result<Option<api::Entry>, Error> {
            Ok(lock(&self.state).entries.get(key).cloned())
        }

        fn delete(&self, key: &str) -> Result<bool, Error> {
            self.check_change(key)?;
            let mut state = lock(&self.state);
            if state.entries.remove(key).is_none() {
                return Ok(false);
            }
            let mut record = encode_head(DELETES, [key.len(), 0, 0], 0);
            record.extend_from_slice(key.as_bytes());
            self.append(&mut state, &record)?;
            drop(state);
            api::notify_change(api::ChangeKind::Delete, key, None)?;
            Ok(true)
        }

        fn put_all(&self, entries: Vec<api::Entry>) -> Result<u32, Error> {
            for entry in &entries {
                self.check_change(&entry.key)?;
            }
            let mut state = lock(&self.state);
            for entry in &entries {
                self.keep(&mut state, entry.clone())?;
            }
            drop(state);
            for entry in &entries {
                api::notify_change(api::ChangeKind::Put, &entry.key, Some(&entry.value))?;
            }
            Ok(u32::try_from(entries.len())?)
        }

        fn get_all(&self, keys: Vec<String>) -> Result<Vec<Option<api::Entry>>, Error> {
            keys.iter().map(|key| self.entry(key)).collect()
        }

        fn notes(&self) -> Result<BTreeMap<String, String>, Error> {
            let entries = self.list(None).into_iter();
            Ok(entries.filter_map(|entry| Some((entry.key, entry.note?))).collect())
        }

        fn count(&self) -> Result<u64, Error> {
            Ok(self.stats()?.entries)
        }

        fn entries(&self, prefix: Option<&str>) -> Result<support::Items<api::Entry>, Error> {
            Ok(Box::new(self.list(prefix).into_iter().map(Ok)))
        }

        fn visit(&self, prefix: Option<&str>, each: &api::OnEntry<'_>) -> Result<u64, Error> {
            let mut visited = 0;
            for entry in self.list(prefix) {
                visited += 1;
                if each(&entry)? == api::Visit::Stop {
                    break;
                }
            }
            Ok(visited)
        }

        fn stats(&self) -> Result<api::Stats, Error> {
            let state = lock(&self.state);
            let size_of = |entry: &api::Entry| {
                HEAD_SIZE + entry.key.len() + entry.note.as_ref().map_or(0, String::len) + entry.value.len()
            };
            let used: usize = state.entries.values().map(size_of).sum();
            let garbage = state.size - u64::try_from(MAGIC.len() + used)?;
            Ok(api::Stats { entries: u64::try_from(state.entries.len())?, file_size: state.size, garbage })
        }

        fn compact(&self, pause: u32, cancel: support::CancelToken) -> Result<u64, Error> {
            if self.is_read_only {
                Err(KvError::ReadOnly)?;
            }
            let _one = lock(&self.compacting);
            let mut path = self.path.clone().into_os_string();
            path.push(".compacting");
            let path = PathBuf::from(path);
            let changes = lock(&self.state).size;
            let mut options = OpenOptions::new();
            let mut file = options.read(true).write(true).create(true).truncate(true).open(&path).map_err(io_error(&path))?;
            let written = self.write_all(&mut file, pause, cancel);
            let replaced = written.and_then(|()| self.replace_file(file, &path, changes));
            if replaced.is_err() {
                std::fs::remove_file(&path)?;
            }
            replaced
        }

        fn exists(path: &str) -> Result<bool, Error> {
            Ok(Path::new(path).is_file())
        }
    }
}

pub mod probe {
    use std::time::{Duration, Instant};

    use crate::api::probe as api;
    use crate::support::{self, Error};

    pub struct Functions;

    impl api::Functions for Functions {
        fn live() -> Result<i64, Error> {
            let start = Instant::now();
            while support::count_running() > 0 && start.elapsed() < Duration::from_secs(5) {
                std::thread::sleep(Duration::from_millis(1));
            }
            Ok(support::wait_until_none_alive(Duration::from_secs(5)))
        }
    }
}
