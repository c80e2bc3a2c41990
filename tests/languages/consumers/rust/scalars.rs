use scalars::numbers;

fn main() {
    assert!(numbers::echo_bool(true).unwrap());
    assert!(!numbers::echo_bool(false).unwrap());
    for value in [i8::MIN, -1, 0, i8::MAX] {
        assert_eq!(numbers::echo_i8(value), Ok(value));
    }
    for value in [i16::MIN, i16::MAX] {
        assert_eq!(numbers::echo_i16(value), Ok(value));
    }
    for value in [i32::MIN, i32::MAX] {
        assert_eq!(numbers::echo_i32(value), Ok(value));
    }
    for value in [i64::MIN, i64::MAX] {
        assert_eq!(numbers::echo_i64(value), Ok(value));
    }
    assert_eq!(numbers::echo_u8(u8::MAX), Ok(u8::MAX));
    assert_eq!(numbers::echo_u16(u16::MAX), Ok(u16::MAX));
    assert_eq!(numbers::echo_u32(u32::MAX), Ok(u32::MAX));
    assert_eq!(numbers::echo_u64(u64::MAX), Ok(u64::MAX));
    assert_eq!(numbers::echo_handle(u64::MAX), Ok(u64::MAX));
    assert_eq!(numbers::echo_f32(1.5), Ok(1.5));
    assert_eq!(numbers::echo_f64(f64::MIN_POSITIVE), Ok(f64::MIN_POSITIVE));
    assert!(numbers::echo_f64(f64::NAN).unwrap().is_nan());
    assert_eq!(numbers::add(2, 3), Ok(5));
    assert_eq!(numbers::max_u64(), Ok(u64::MAX));
    assert_eq!(numbers::min_i64(), Ok(i64::MIN));
    assert_eq!(
        numbers::mix(1, 2.5, -3, 4.25, true, -6, 7, -8, 9),
        Ok(1.0 + 2.5 - 3.0 + 4.25 + 1.0 - 6.0 + 7.0 - 8.0 + 9.0)
    );
    let before = numbers::touches().unwrap();
    numbers::touch().unwrap();
    assert_eq!(numbers::touches(), Ok(before + 1));
    assert_eq!(scalars::probe::live(), Ok(0));
}
