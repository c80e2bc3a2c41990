// Constants and aliases; defaults are told by the documentation.
use defaults::options::{self, Level, Mode, Names, Query, Score};

fn main() {
    assert_eq!((options::LIMIT, options::LEAST, options::MOST), (500, i64::MIN, u64::MAX));
    assert_eq!(
        (options::RATIO, options::GREETING, options::LEVEL, options::IS_SET),
        (0.1, "say \"hi\"\n", Level::High, true)
    );
    let described = options::describe("t", 3, 1.5, Level::Low, Mode::FAST | Mode::SAFE, "!", true, None);
    assert_eq!(described.unwrap(), "t 3 1.5 1 3 ! true none");
    {
        let query = Query::new("q", 10, Level::High, Some("p")).unwrap();
        assert_eq!(options::show(&query).unwrap(), "q 10 2 p");
    }
    let score: Score = options::add_score(Score::MAX - 1, 1).unwrap();
    assert_eq!(score, i64::MAX);
    let names: Names = vec![String::from("a"), String::from("b")];
    assert_eq!(options::count_names(&names), Ok(2));
    assert_eq!(defaults::probe::live(), Ok(0));
}
