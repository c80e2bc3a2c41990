use bytes::data;

fn main() {
    assert_eq!(data::echo(&[]).unwrap(), Vec::<u8>::new());
    assert_eq!(data::echo(&[0, 255, 1]).unwrap(), [0, 255, 1]);
    assert_eq!(data::reverse(&[1, 2, 3]).unwrap(), [3, 2, 1]);
    assert_eq!(data::sum(&[200, 100]), Ok(300));
    assert_eq!(data::zeros(4).unwrap(), [0; 4]);
    assert_eq!(data::zeros(0).unwrap(), Vec::<u8>::new());
    let mut target = [1, 2, 3];
    data::fill(&mut target, 7).unwrap();
    assert_eq!(target, [7; 3]);
    assert_eq!(bytes::probe::live(), Ok(0));
}
