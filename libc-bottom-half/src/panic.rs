//! The panic handler that a `no_std` crate must have. Nothing reaches it.

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
