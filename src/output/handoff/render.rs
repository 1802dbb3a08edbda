use super::HandOff;

/// The sheet as one HTML file.
pub fn render(sheet: &HandOff) -> String {
    sheet.form_title.clone()
}
