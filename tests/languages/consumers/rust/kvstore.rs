// A store of keys and values in a file: what a program does with it.
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kvstore::kv::{self, ChangeKind, Entry, KvError, OpenMode, Store, Visit};

mod check;
use check::block_on;

fn open(path: &str) -> Store {
    Store::open(path, OpenMode::CREATE).unwrap()
}

fn check_opening(folder: &str, path: &str) {
    assert_eq!(Store::exists(path), Ok(false));
    assert!(matches!(Store::open(path, OpenMode::default()), Err(KvError::Io(_))));
    assert!(matches!(Store::open(folder, OpenMode::CREATE), Err(KvError::Io(_))));
    assert!(matches!(Store::open("a\0b", OpenMode::CREATE), Err(KvError::Other(_))));
    let other = format!("{folder}/other");
    std::fs::write(&other, "this is no store").unwrap();
    assert!(matches!(Store::open(&other, OpenMode::CREATE), Err(KvError::Corrupt(_))));
}

fn check_values(path: &str) {
    let store = open(path);
    assert_eq!((store.put("a", b"first"), store.put("a", b"second")), (Ok(true), Ok(false)));
    assert_eq!(store.get("a").unwrap().as_deref(), Some(b"second".as_slice()));
    assert_eq!(store.get("b"), Ok(None));
    store.put("empty", b"").unwrap();
    assert_eq!(store.get("empty"), Ok(Some(vec![])));
    let large = vec![7; 300_000];
    store.put("ключ", &large).unwrap();
    assert_eq!(store.get("ключ"), Ok(Some(large)));
    let longest = "k".repeat(kv::MAX_KEY_LENGTH as usize);
    assert_eq!(store.put(&longest, b""), Ok(true));
    for key in ["", &format!("{longest}k")] {
        assert_eq!(store.put(key, b""), Err(KvError::InvalidKey(String::from("a key has 1 to 255 bytes"))));
    }
    assert_eq!((store.delete("a"), store.delete("a")), (Ok(true), Ok(false)));
    assert_eq!((store.delete("ключ"), store.delete(&longest), store.count()), (Ok(true), Ok(true), Ok(1)));
}

fn check_entries(path: &str) {
    let store = open(path);
    let apple = Entry::new("fruit/apple", b"red", Some("sweet"), Some(i64::MIN)).unwrap();
    let pear = Entry::new("fruit/pear", b"", Some(""), Some(i64::MAX)).unwrap();
    let invalid = Entry::new("", b"", None, None).unwrap();
    assert!(matches!(store.put_all(&[&apple, &invalid]), Err(KvError::InvalidKey(_))));
    assert_eq!((store.count(), store.put_all(&[&apple, &pear]), store.put_all(&[])), (Ok(1), Ok(2), Ok(0)));
    let found = store.get_all(&["fruit/apple", "fruit/none", "fruit/pear"]).unwrap();
    let [Some(apple), None, Some(pear)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((apple.key().unwrap(), apple.value().unwrap()), (String::from("fruit/apple"), b"red".to_vec()));
    assert_eq!((apple.note().unwrap().as_deref(), apple.expires()), (Some("sweet"), Ok(Some(i64::MIN))));
    assert_eq!((pear.note().unwrap().as_deref(), pear.expires()), (Some(""), Ok(Some(i64::MAX))));
    let notes = [("fruit/apple", "sweet"), ("fruit/pear", "")].map(|(key, note)| (key.to_owned(), note.to_owned()));
    assert_eq!(store.notes(), Ok(BTreeMap::from(notes)));
    assert!(store.entry("fruit/none").unwrap().is_none());
    // What is iterated is what was there, whatever happens meanwhile.
    let mut seen = Vec::new();
    for entry in store.entries(Some("fruit/")).unwrap() {
        seen.push(entry.unwrap().key().unwrap());
        store.delete("fruit/pear").unwrap();
    }
    assert_eq!(seen, ["fruit/apple", "fruit/pear"]);
    // Not all entries are taken.
    assert_eq!(store.entries(None).unwrap().next().unwrap().unwrap().key().unwrap(), "empty");
}

fn check_visits(path: &str) {
    let store = open(path);
    store.put("fruit/pear", b"green").unwrap();
    let mut keys = Vec::new();
    let visited = store.visit(None, &mut |entry| {
        keys.push(entry.key().unwrap());
        if keys.len() == 2 {
            Visit::Stop
        } else {
            Visit::Continue
        }
    });
    assert_eq!((visited, keys.join(" ")), (Ok(2), String::from("empty fruit/apple")));
    std::panic::set_hook(Box::new(|_| {}));
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.visit(None, &mut |_| panic!("in a visitor")).unwrap();
    }));
    drop(std::panic::take_hook());
    assert_eq!(panicked.unwrap_err().downcast_ref(), Some(&"in a visitor"));
    let visited = store.visit(Some("fruit/"), &mut |entry| {
        assert_eq!(store.delete(&entry.key().unwrap()), Ok(true));
        Visit::Continue
    });
    assert_eq!(visited, Ok(2));
}

fn check_changes(path: &str) {
    let store = open(path);
    let changes = Arc::new(Mutex::new(Vec::new()));
    let heard = changes.clone();
    let subscription = kv::on_change(move |kind, key, value| {
        heard.lock().unwrap().push((kind, key.to_owned(), value.map(<[u8]>::to_vec)));
    });
    store.put("x", b"1").unwrap();
    store.put("x", b"").unwrap();
    store.delete("x").unwrap();
    drop(subscription);
    store.put("y", b"2").unwrap();
    let expected = [
        (ChangeKind::Put, String::from("x"), Some(b"1".to_vec())),
        (ChangeKind::Put, String::from("x"), Some(vec![])),
        (ChangeKind::Delete, String::from("x"), None),
    ];
    assert_eq!(*changes.lock().unwrap(), expected);
    store.delete("y").unwrap();
}

fn check_compaction(path: &str) {
    let store = open(path);
    for index in 0..40 {
        store.put(&format!("n{}", index % 20), index.to_string().as_bytes()).unwrap();
    }
    let before = store.stats().unwrap();
    assert!(before.entries == 21 && before.garbage > 0);
    let progress = Arc::new(AtomicU64::new(0));
    let followed = progress.clone();
    let subscription = kv::on_progress(move |done, total| {
        assert_eq!(total, 21);
        followed.store(done, Ordering::SeqCst);
    });
    assert_eq!(block_on(store.compact(0)), Ok(before.garbage));
    drop(subscription);
    assert_eq!(progress.load(Ordering::SeqCst), 21);
    let after = store.stats().unwrap();
    assert_eq!((after.file_size, after.garbage), (before.file_size - before.garbage, 0));

    let call = store.compact(300);
    std::thread::sleep(Duration::from_millis(30));
    store.put("n1", b"changed meanwhile").unwrap();
    call.cancel();
    call.cancel();
    assert!(matches!(block_on(call), Err(KvError::Cancelled(_))));
    // Nobody waits for it.
    drop(store.compact(1));
    let call = store.compact(1);
    store.put("n3", b"during the compaction").unwrap();
    store.delete("n4").unwrap();
    block_on(call).unwrap();
    drop(store);
    let again = Store::open(path, OpenMode::READ_ONLY).unwrap();
    assert_eq!(again.get("n1"), Ok(Some(b"changed meanwhile".to_vec())));
    assert_eq!(again.get("n3"), Ok(Some(b"during the compaction".to_vec())));
    assert_eq!(again.get("n4"), Ok(None));
    assert!(matches!(again.put("n4", b""), Err(KvError::ReadOnly(_))));
    assert!(matches!(block_on(again.compact(0)), Err(KvError::ReadOnly(_))));
}

fn check_threads(path: &str) {
    let threads: Vec<_> = (0..4)
        .map(|number| {
            let store = open(&format!("{path}-{number}"));
            std::thread::spawn(move || {
                for index in 0..25 {
                    store.put(&index.to_string(), b"x").unwrap();
                }
                store
            })
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap().count(), Ok(25));
    }
}

fn main() {
    let folder = std::env::temp_dir().join(format!("koine-kvstore-{}", std::process::id()));
    std::fs::create_dir(&folder).unwrap();
    let (folder, path) = (folder.to_str().unwrap(), folder.join("store").to_str().unwrap().to_owned());
    check_opening(folder, &path);
    check_values(&path);
    check_entries(&path);
    check_visits(&path);
    check_changes(&path);
    check_compaction(&path);
    check_threads(&path);
    std::fs::remove_dir_all(folder).unwrap();
    assert_eq!(kvstore::probe::live(), Ok(0));
}
