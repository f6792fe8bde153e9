//! The functions of refused syscalls: each a relocatable object that only returns its
//! error, written without a compiler.

use crate::table::{Syscall, WasmType};
use wasm_encoder::{
    CodeSection, CustomSection, Function, FunctionSection, LinkingSection, Module, SymbolTable,
    TypeSection, ValType,
};

/// An object with one function, `__sys_<name>`, that returns `-errno`.
pub fn object(syscall: &Syscall, errno: u16) -> Vec<u8> {
    let mut types = TypeSection::new();
    let params = syscall.params();
    let params = params.iter().map(|param| match param {
        WasmType::I32 => ValType::I32,
        WasmType::I64 => ValType::I64,
    });
    types.ty().function(params, [ValType::I32]);

    let mut functions = FunctionSection::new();
    functions.function(0);

    let mut code = CodeSection::new();
    let mut body = Function::new([]);
    body.instructions().i32_const(-i32::from(errno)).end();
    code.function(&body);

    let mut symbols = SymbolTable::new();
    symbols.function(
        SymbolTable::WASM_SYM_VISIBILITY_HIDDEN,
        0,
        Some(&syscall.symbol()),
    );
    let mut linking = LinkingSection::new();
    linking.symbol_table(&symbols);

    // The linker requires the memory that C objects import; this one needs none.
    let mut module = Module::new();
    module
        .section(&types)
        .section(&functions)
        .section(&code)
        .section(&linking);
    module.section(&CustomSection {
        name: "target_features".into(),
        data: (&[0][..]).into(),
    });
    module.finish()
}
