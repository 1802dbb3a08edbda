use edocpack::pdf::{Pdf, printed::Printed};
fn main() {
    for path in std::env::args().skip(1) {
        let Ok(pdf) = Pdf::read(std::fs::read(&path).unwrap()) else { println!("{path}: unreadable"); continue };
        let printed = Printed::of(&pdf);
        println!("== {path} fields {} whole {} title {:?}", pdf.fields().len(), printed.is_whole(), printed.title());
        for b in printed.beside() {
            let f = &pdf.fields()[b.field()];
            println!("p{} {:<28} TU={:<30} {:?} {} | H{} {} | {:?}", b.page()+1, f.name().chars().take(28).collect::<String>(), f.label().unwrap_or("-").chars().take(30).collect::<String>(),
              b.side(), b.label().unwrap_or("-"), if b.heading_is_sure() {""} else {"?"}, b.heading().unwrap_or("-"), b.around());
        }
    }
}
