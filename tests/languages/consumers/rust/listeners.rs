// Events, on this thread and on others.
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use listeners::events;

fn main() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let messages = {
        let heard = heard.clone();
        events::on_message(move |message| heard.lock().unwrap().push((message.id(), message.text().unwrap()))).unwrap()
    };
    assert_eq!(events::send("hello"), Ok(1));
    assert_eq!(*heard.lock().unwrap(), [(1, String::from("hello"))]);
    let total = Arc::new(AtomicI64::new(0));
    let ticks = {
        let total = total.clone();
        events::on_tick(move |count, label| {
            assert!(label == "here" || label == "thread");
            total.fetch_add(count, Ordering::SeqCst);
        })
        .unwrap()
    };
    assert_eq!(events::listeners(), Ok(2));
    events::tick_here("here").unwrap();
    events::tick_from_thread(3).unwrap();
    events::tick_later(2).unwrap();
    events::join_threads().unwrap();
    assert_eq!(total.load(Ordering::SeqCst), 1 + 6 + 3);
    drop(messages);
    assert_eq!((events::send("nobody"), heard.lock().unwrap().len()), (Ok(0), 1));
    drop(ticks);
    events::tick_here("here").unwrap();
    assert_eq!((events::listeners(), total.load(Ordering::SeqCst)), (Ok(0), 10));
    // What is listening owned is dropped with the subscription.
    assert_eq!((Arc::strong_count(&heard), Arc::strong_count(&total)), (1, 1));

    // A panic ends in the listener.
    std::panic::set_hook(Box::new(|_| {}));
    let loud = events::on_tick(|_, _| panic!("loud")).unwrap();
    events::tick_here("here").unwrap();
    drop(loud);
    // A listener may end its own subscription.
    let own = Arc::new(Mutex::new(None));
    let inside = own.clone();
    *own.lock().unwrap() = Some(events::on_tick(move |_, _| drop(inside.lock().unwrap().take())).unwrap());
    events::tick_here("here").unwrap();
    assert_eq!(events::listeners(), Ok(0));
    assert_eq!(listeners::probe::live(), Ok(0));
}
