// Prints why the library is refused: at the first call, whatever it is.
fn main() {
    println!("{}", scalars::numbers::touch().unwrap_err());
}
