//! A table of text for a terminal.

use super::text::wrapped;

/// Between two columns.
const COLUMN_GAP: usize = 2;

/// Rows of the same number of columns.
#[derive(Debug)]
pub(in crate::cli) struct TextTable<const N: usize> {
    headers: [String; N],
    rows: Vec<[String; N]>,
}

impl<const N: usize> TextTable<N> {
    pub(in crate::cli) fn new(heads: [&str; N]) -> Self {
        Self { headers: heads.map(str::to_owned), rows: Vec::new() }
    }

    pub(in crate::cli) fn row(&mut self, cells: [String; N]) {
        self.rows.push(cells);
    }

    /// The table in lines of at most `width` letters, where there is a limit: columns for which there is no room stand
    /// below their row, each by its head.
    pub(in crate::cli) fn render(&self, width: Option<usize>) -> String {
        let widths = self.widths();
        let fitting = width.map_or(N, |width| fitting(&widths, width));
        let mut lines = vec![line(self.headers.iter().take(fitting), &widths)];
        for row in &self.rows {
            lines.push(line(row.iter().take(fitting), &widths));
            let below = self.headers.iter().zip(row).skip(fitting).filter(|(_, cell)| !cell.is_empty());
            lines.extend(
                below.map(|(head, cell)| {
                    wrapped(&format!("{head}: {cell}"), width.unwrap_or(usize::MAX), 4, 6)
                }),
            );
        }
        lines.join("\n")
    }

    fn widths(&self) -> [usize; N] {
        let mut widths = self.headers.each_ref().map(|head| head.chars().count());
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.chars().count().max(*width);
            }
        }
        widths
    }
}

/// How many columns stand side by side: one at least.
fn fitting(widths: &[usize], room: usize) -> usize {
    let mut taken = 0;
    let fit = widths.iter().take_while(|width| {
        taken += *width + COLUMN_GAP;
        taken - COLUMN_GAP <= room
    });
    fit.count().max(1)
}

fn line<'a>(cells: impl Iterator<Item = &'a String>, widths: &[usize]) -> String {
    let cells = cells.zip(widths).map(|(cell, width)| format!("{cell:<width$}", width = width + COLUMN_GAP));
    cells.collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_without_room_stand_below_their_row() {
        let mut table = TextTable::new(["Rinda", "Stāvoklis", "Datne"]);
        table.row(["2".to_owned(), "TRŪKST".to_owned(), "0002_ķēniņš".to_owned()]);
        table.row(["3".to_owned(), "parakstīts".to_owned(), String::new()]);
        assert_eq!(
            table.render(None),
            "Rinda  Stāvoklis   Datne\n2      TRŪKST      0002_ķēniņš\n3      parakstīts"
        );
        assert_eq!(table.render(Some(31)), table.render(None));
        assert_eq!(
            table.render(Some(29)),
            "Rinda  Stāvoklis\n2      TRŪKST\n    Datne: 0002_ķēniņš\n3      parakstīts"
        );
        assert_eq!(
            table.render(Some(10)),
            "Rinda\n2\n    Stāvoklis:\n      TRŪKST\n    Datne:\n      0002_ķēniņš\n3\n    Stāvoklis:\n      parakstīts"
        );
    }
}
