// Objects with methods.
use interfaces::counting::{self, Counter, CounterError};

fn main() {
    {
        let counter = Counter::new().unwrap();
        let other = Counter::starting_at(40).unwrap();
        assert_eq!(Counter::count(), Ok(2));
        assert_eq!(counter.add(2), Ok(2));
        assert_eq!(counting::sum(&counter, &other), Ok(42));
        assert!(matches!(counter.add(-3), Err(CounterError::Negative(_))));
        assert_eq!(counter.value(), Ok(2));
        assert!(matches!(Counter::starting_at(-1), Err(CounterError::Negative(_))));
        counter.set_name(Some("c")).unwrap();
        assert_eq!(counter.name().unwrap(), "c");
        counter.set_name(None).unwrap();
        assert_eq!(counter.name().unwrap(), "unnamed");
        let fork = counter.fork().unwrap();
        assert_eq!((fork.is_same(&other), fork.is_same(&fork)), (Ok(false), Ok(true)));
        let larger = Counter::larger(&counter, Some(&other)).unwrap().unwrap();
        assert_eq!(larger.value(), Ok(40));
        assert!(Counter::larger(&counter, None).unwrap().is_none());
        // Objects go to other threads.
        assert_eq!(std::thread::spawn(move || larger.value()).join().unwrap(), Ok(40));
    }
    assert_eq!(Counter::count(), Ok(0));
    assert_eq!(interfaces::probe::live(), Ok(0));
}
