use flags::access::{self, Mode, Wide};

fn main() {
    assert_eq!(access::echo_mode(Mode::READ | Mode::EXECUTE), Ok(Mode::from_bits(5)));
    assert_eq!(access::echo_mode(Mode::default()), Ok(Mode::from_bits(0)));
    assert_eq!(access::echo_wide(Wide::HIGH), Ok(Wide::HIGH));
    assert_eq!(Wide::HIGH.bits(), 1 << 63);
    assert_eq!(access::add(Mode::READ, Mode::WRITE), Ok(Mode::READ | Mode::WRITE));
    assert_eq!(access::can_write(Mode::ALL), Ok(true));
    assert_eq!(access::can_write(Mode::READ), Ok(false));
    assert!(Mode::ALL.contains(Mode::WRITE) && !Mode::READ.contains(Mode::WRITE));
    assert_eq!(Mode::ALL & !Mode::READ, Mode::WRITE | Mode::EXECUTE);
    assert_eq!(flags::probe::live(), Ok(0));
}
