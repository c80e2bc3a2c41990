//! A Rust crate with every kind of item that cbindgen writes: `cbindgen --lang c --config cbindgen.toml inventory.rs`.

use std::ffi::{c_char, c_int, c_void};

pub const INVENTORY_VERSION: u32 = 0x0001_0002;
pub const INVENTORY_LIMIT: i64 = -1;
pub const INVENTORY_RATIO: f64 = 0.75;
pub const INVENTORY_NAME: &str = "inventory";

/// What an item is kept in.
#[repr(C)]
#[derive(Clone, Copy)]
pub enum Container {
    Box = 1,
    Shelf,
    Pallet = 10,
}

#[repr(u8)]
pub enum Level {
    Low = 0,
    High = 200,
}

/// An enum with values, which is a tagged union in C.
#[repr(C)]
pub enum Event {
    Added(u64),
    Moved { from: u32, to: u32, container: Container },
    Cleared,
}

#[repr(C, packed)]
pub struct Packed {
    pub tag: u8,
    pub value: u64,
}

#[repr(C, align(32))]
pub struct Aligned {
    pub bytes: [u8; 20],
}

#[repr(C)]
pub struct Item {
    pub id: u64,
    pub name: *const c_char,
    pub weight: f32,
    pub position: [i16; 3],
    pub level: Level,
    pub is_fragile: bool,
    pub next: Option<Box<Item>>,
}

#[repr(C)]
pub union Number {
    pub integer: i64,
    pub real: f64,
}

/// Only ever behind a pointer.
pub struct Inventory {
    items: Vec<Item>,
}

#[repr(transparent)]
pub struct ItemId(pub u64);

/// Is told about every item; ends the walk with anything but 0.
pub type Visit = Option<extern "C" fn(item: *const Item, context: *mut c_void) -> c_int>;

#[no_mangle]
pub static INVENTORY_COUNT: usize = 0;

/// Makes an inventory; `inventory_free` ends it.
#[no_mangle]
pub extern "C" fn inventory_new(capacity: usize) -> *mut Inventory {
    Box::into_raw(Box::new(Inventory { items: Vec::with_capacity(capacity) }))
}

#[no_mangle]
pub unsafe extern "C" fn inventory_free(inventory: *mut Inventory) {
    drop(Box::from_raw(inventory));
}

#[no_mangle]
pub extern "C" fn inventory_each(inventory: &Inventory, visit: Visit, context: *mut c_void) -> c_int {
    inventory.items.iter().map(|item| visit.map_or(0, |call| call(item, context))).sum()
}

#[no_mangle]
pub extern "C" fn inventory_notify(event: Event, number: Number, id: ItemId) -> bool {
    let _ = (event, number);
    id.0 != 0
}

#[no_mangle]
pub extern "C" fn inventory_pack(packed: Packed, aligned: &mut Aligned, container: Container) -> i8 {
    aligned.bytes[0] = packed.tag;
    container as i8
}
