// Streams.
use streams::feed::{self, FeedError};

mod check;
use check::block_on;

fn main() {
    block_on(async {
        let mut numbers = feed::numbers(3).unwrap();
        for expected in 0..3 {
            assert_eq!(numbers.next().await, Some(Ok(expected)));
        }
        assert_eq!((numbers.next().await, numbers.next().await), (None, None));
        // Not all items are taken.
        assert_eq!(feed::words("one two").unwrap().next().await.unwrap().unwrap(), "one");
        let mut events = feed::events(1).unwrap();
        let event = events.next().await.unwrap().unwrap();
        assert_eq!((event.id(), event.text().unwrap()), (0, String::from("event")));
        assert!(events.next().await.is_none());
        let mut breaking = feed::breaking(0).unwrap();
        assert!(matches!(breaking.next().await, Some(Err(FeedError::Broken(_)))));
        assert!(breaking.next().await.is_none());
        let mut endless = feed::endless().unwrap();
        for expected in 0..3 {
            assert_eq!(endless.next().await, Some(Ok(expected)));
        }
        // The fourth item is asked for and never comes: dropping the stream cancels it.
        let polled = std::future::poll_fn(|context| std::task::Poll::Ready(endless.poll_next(context))).await;
        assert!(polled.is_pending());
        endless.cancel();
        assert!(matches!(endless.next().await, Some(Err(FeedError::Cancelled(_)))));
        let mut dropped = feed::endless().unwrap();
        for _ in 0..3 {
            dropped.next().await.unwrap().unwrap();
        }
        assert!(std::future::poll_fn(|context| std::task::Poll::Ready(dropped.poll_next(context))).await.is_pending());
    });
    assert_eq!(streams::probe::live(), Ok(0));
}
