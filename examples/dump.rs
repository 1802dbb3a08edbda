fn main() {
    for p in std::env::args().skip(1) {
        match edocpack::pdf::Pdf::read(std::fs::read(&p).unwrap()) {
            Ok(t) => {
                println!(
                    "{{\"file\":{:?},\"pages\":{},\"n\":{},\"traits\":{:?}}}",
                    p,
                    t.page_count(),
                    t.fields().len(),
                    format!("{:?}", t.traits())
                );
                for f in t.fields() {
                    println!(
                        "  {:?} {:?} w{} {:?} {:?} {:?}",
                        f.name(),
                        f.kind(),
                        f.widgets().len(),
                        f.value(),
                        f.on_states().collect::<Vec<_>>(),
                        f.widgets().first().map(|w| (
                            w.page(),
                            w.font(),
                            w.base_font().map(str::to_owned),
                            w.size()
                        ))
                    );
                }
            }
            Err(e) => println!("ERR {p}: {e}"),
        }
    }
}
