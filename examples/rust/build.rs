fn main() {
    println!("cargo::rerun-if-changed=src/search.c");
    cc::Build::new().file("src/search.c").compile("search");
}
